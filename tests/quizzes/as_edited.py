"""What the editor posts for a question of any type, as its form shows it."""

from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import BooleanBlock, ChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


def as_edited(question, **fields):
    """The form of a question, with what it says, but for other `fields`."""
    form = type(question).snippet_viewset.get_edit_handler().get_form_class()(instance=question)
    said = {bound.name: _field(question, bound) for bound in form}
    return nested_form_data({**{name: value for name, value in said.items() if value is not None}, **fields})


def _field(question, bound):
    field = question._meta.get_field(bound.name)
    value = getattr(question, bound.name)
    if isinstance(field, StreamField):
        return _block(field.stream_block, value)
    if isinstance(field, RichTextField):
        return rich_text(value)
    value = bound.value()
    # A box that is not ticked is not posted.
    return ("on" if value else None) if isinstance(value, bool) else ("" if value is None else value)


def _block(block, value):
    if isinstance(block, StreamBlock):
        return _blocks(value, lambda child: child.block_type)
    if isinstance(block, ListBlock):
        return _blocks(value.bound_blocks, lambda child: "item")
    if isinstance(block, StructBlock):
        return {name: _block(child, value[name]) for name, child in block.child_blocks.items()}
    if isinstance(block, RichTextBlock):
        return rich_text(value.source)
    if isinstance(block, ChooserBlock):
        return value.pk if value else ""
    if isinstance(block, BooleanBlock):
        return "on" if value else ""
    # Several choices go under one name.
    return "" if value is None else tuple(value) if isinstance(value, list) else value


def _blocks(children, type_of):
    """With their ids, by which answers and editions know them."""
    posted = streamfield([(type_of(child), _block(child.block, child.value)) for child in children])
    for place, child in enumerate(children):
        posted[str(place)]["id"] = child.id or ""
    return posted

"""Where the registers are used: which pages, questions and other records name a contact or a fact."""

from collections import defaultdict

from django.apps import apps
from django.db.models import F, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from .calling import names_in

# Records that keep what was; a contact that they name is not in use because of them.
NOT_CONTENT = {"wagtailcore.Revision", "wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"}


def uses_of(records):
    """Map each record's primary key to what uses it. The records are all contacts or all facts.

    Costs a few queries however many records: the texts that name contacts, the relations, the reference index.
    """
    records = list(records)
    if not records:
        return {}
    uses = defaultdict(dict)
    for pk, user in [*_by_name(records), *_by_relation(records), *_by_reference(records)]:
        uses[pk][_identity(user)] = user
    return {record.pk: list(uses[record.pk].values()) for record in records}


def _identity(user):
    # A page found as itself and as its base is one page.
    is_page = isinstance(user, Page)
    return ("page" if is_page else user._meta.label, user.pk)


def _by_name(records):
    if records[0]._meta.label != "content.Contact":
        return
    keys = {record.key: record.pk for record in records}
    for user, names in named_contacts():
        for name in names & keys.keys():
            yield keys[name], user


def named_contacts():
    """Every record with a text that names contacts as {{contact:key}}, with the keys it names."""
    for model, fields in _models_with_words():
        for field in fields:
            words = Cast(F(field), TextField())
            naming = model._default_manager.annotate(_words=words).filter(_words__contains="{contact:")
            for user in naming:
                yield user, names_in(user._words)


def _models_with_words():
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed or model._meta.label in NOT_CONTENT:
            continue
        if not (issubclass(model, Page) or hasattr(model, "snippet_viewset")):
            continue
        fields = [
            field.name for field in model._meta.local_concrete_fields if isinstance(field, (TextField, StreamField))
        ]
        if fields:
            yield model, fields


def _by_relation(records):
    pks = [record.pk for record in records]
    for relation in records[0]._meta.related_objects:
        name = relation.field.name
        found = relation.related_model._default_manager.filter(**{f"{name}__in": pks})
        for user in found.annotate(_used=F(f"{name}__pk")):
            if user._used in pks:
                yield user._used, user


def _by_reference(records):
    references = ReferenceIndex.get_references_to_in_bulk(records).values_list(
        "to_object_id", "base_content_type", "object_id"
    )
    by_type = defaultdict(lambda: defaultdict(list))
    for used, content_type, user in references.distinct():
        by_type[content_type][user].append(used)
    for content_type, users in by_type.items():
        model = apps.get_model("contenttypes.ContentType").objects.get_for_id(content_type).model_class()
        for user in model._default_manager.filter(pk__in=users):
            for used in users[str(user.pk)]:
                yield int(used), user

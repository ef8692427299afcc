"""How each type of question is answered and written in a browser, one to a file, named like the type.

A file has `answer(block, question, is_right)`: it answers the question in this block of the page, right or wrong.
`write(farah, question)` fills in the type's own part of the editor's form.
`question` is what the type's course file says.
"""

from importlib import import_module
from importlib.util import find_spec

from tests.journeys.answers import misconception


def answer(block, question, *, is_right):
    """Answer a question of any type."""
    import_module(f"{__name__}.{question['type']}").answer(block, question, is_right)


def write(farah, question):
    """Fill in the form of a new question of any type, but for what all types share."""
    writer_of(question["type"])(farah, question)


def writer_of(type_):
    """What fills in the form of a type."""
    place = f"{__name__}.{type_}"
    writer = getattr(import_module(place), "write", None) if find_spec(place) else None
    assert writer, f"Nobody can write a question of the type {type_} in a browser: give {place} a function `write`."
    return writer


def write_options(farah, stream, options):
    """Write options to choose from: ticked where right, with the misconception of each that names one."""
    for_form = [{"text": one["text"], "is_correct": one["correct"], "feedback": one["feedback"]} for one in options]
    farah.write_blocks(stream, for_form)
    for place, one in enumerate(options):
        if one["misconception"]:
            block = farah.blocks(stream).nth(place)
            farah.choose("Choose misconception", misconception(one["misconception"]), within=block)


def choose(block, labels):
    """Choose the options with these labels."""
    for label in labels:
        block.get_by_label(label).check()


def place(block, slot, choice):
    """Choose this choice from the list with this label."""
    chosen = block.get_by_label(slot)
    chosen.select_option(chosen.locator("option").filter(has_text=choice).get_attribute("value"))

"""How each type of question is answered in a browser, one to a file, named like the type.

A file has `answer(block, question, is_right)`: it answers the question in this block of the page, right or wrong.
`question` is what the type's course file says.
"""

from importlib import import_module


def answer(block, question, *, is_right):
    """Answer a question of any type."""
    import_module(f"{__name__}.{question['type']}").answer(block, question, is_right)


def choose(block, labels):
    """Choose the options with these labels."""
    for label in labels:
        block.get_by_label(label).check()


def place(block, slot, choice):
    """Choose this choice from the list with this label."""
    chosen = block.get_by_label(slot)
    chosen.select_option(chosen.locator("option").filter(has_text=choice).get_attribute("value"))

"""A scale, on which every place is as right as any other."""

EXAMPLE = {
    "type": "rating",
    "stem": "How sure are you that you would know what to do?",
    "labels": ["Not sure", "Fairly sure", "Very sure"],
}


def answer(block, question, is_right):
    """One end of it, or the other."""
    block.get_by_label(question["labels"][-1 if is_right else 0], exact=True).check()


def write(farah, question):
    """The scale, in place of the one that is there."""
    farah.write_blocks("labels", question["labels"])

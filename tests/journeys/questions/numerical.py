"""A number and its unit."""

EXAMPLE = {
    "type": "numerical",
    "stem": "How many minutes are an hour and a half?",
    "accepted": [{"number": 90, "tolerance": 1}],
    "units": [{"name": "minutes"}, {"name": "hours", "factor": 60}],
}


def answer(block, question, is_right):
    """The first number, or one that is far off."""
    block.get_by_label("Number", exact=True).fill(str(question["accepted"][0]["number"] if is_right else 123456))
    if question.get("units"):
        block.get_by_label("Unit", exact=True).select_option(question["units"][0]["name"])


def write(farah, question):
    """The numbers that are accepted, and the units."""
    farah.write_blocks("accepted", question["accepted"])
    farah.write_blocks("units", question["units"])

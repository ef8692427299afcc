"""A few words."""

EXAMPLE = {
    "type": "short_answer",
    "stem": "Which paper is often withheld?",
    "accepted": [{"pattern": "*passport*", "feedback": "Nobody can travel without it."}],
}


def answer(block, question, is_right):
    """Words that fit the first pattern, or none."""
    words = question["accepted"][0]["pattern"].replace("*", " ").strip()
    block.get_by_label("Your answer", exact=True).fill(words if is_right else "something else")


def write(farah, question):
    """The words that are accepted, and how closely they must fit."""
    farah.write_blocks("accepted", question["accepted"])
    for name, stated in {"is_case_sensitive": "case_sensitive", "allows_slips": "allows_slips"}.items():
        farah.write(name, question[stated])

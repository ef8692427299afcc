"""Cards to sort into groups."""

from tests.journeys.answers import shown

EXAMPLE = {
    "type": "categorise",
    "stem": "Sort what you saw from what you think.",
    "groups": [
        {
            "name": "What I saw or heard",
            "cards": [
                {"text": "At 14:10 Mr X answered for the worker", "feedback": "It says when, who and what."},
                {"text": "The door had a bolt on the outside", "feedback": "Anybody could have seen it."},
            ],
        },
        {
            "name": "What I think",
            "cards": [{"text": "He was terrified of that man", "feedback": "Nobody can see what he felt."}],
        },
    ],
}


def answer(block, question, is_right):
    """Each card into its own group, or into the next."""
    names = [group["name"] for group in question["groups"]]
    for group, other in zip(question["groups"], [*names[1:], names[0]], strict=True):
        for card in group["cards"]:
            buttons = block.get_by_role("group", name=shown(card["text"]))
            buttons.get_by_label(shown(group["name"] if is_right else other)).check()


def write(farah, question):
    """The groups, and in each the cards that belong to it."""
    farah.write_blocks("groups", [{"name": group["name"]} for group in question["groups"]])
    for number, group in enumerate(question["groups"]):
        farah.write_blocks(f"groups-{number}-value-cards", group["cards"])

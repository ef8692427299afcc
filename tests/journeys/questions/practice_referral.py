"""A referral to practise, which is checked in the page or, without JavaScript, by the reply."""

EXAMPLE = {
    "type": "practice_referral",
    "stem": "Write down what you saw.",
    "case_file": "You look at a flat above a shop. A man answers for everybody.",
    "fields": [
        {
            "label": "What you saw",
            "rubric": ["present"],
            "model_answer": "At 14:10 I saw four beds in the kitchen, and one person slept in daylight.",
        }
    ],
}


def answer(block, question, is_right):
    """Write the model answer and have it checked, or write too little."""
    (asked,) = question["fields"]
    block.get_by_label(asked["label"], exact=True).fill(asked["model_answer"] if is_right else "Beds.")
    if block.locator("button[type=button]").count():
        block.get_by_role("button", name="Check what I wrote").click()


def write(farah, question):
    """The case, and the boxes in place of those that are there."""
    farah.type_into(farah.field("case_file"), question["case_file"].strip())
    farah.write_blocks("boxes", question["fields"])

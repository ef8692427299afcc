"""What is printed on a certificate, taken down once, when it is issued."""

import unicodedata

from courses.dates import day_of

# Joiners shape names in Persian and in Indian scripts; every other invisible character is thrown out.
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def printed_name(name):
    """A name as it can be printed: composed letters, single spaces, nothing invisible."""
    kept = (" " if character.isspace() else character for character in unicodedata.normalize("NFC", name))
    visible = "".join(character for character in kept if character.isprintable() or character in JOINERS)
    return " ".join(visible.split())


def data_of(enrolment):
    """The printed facts of a completed period but the name, from the edition and from what was done.

    Costs two queries at most.
    """
    return facts_of(enrolment, enrolment.completions.values_list("activity_key", flat=True))


def facts_of(enrolment, done):
    """The same, when the keys of what was done are known. Asks the database nothing beside the edition."""
    rules = enrolment.edition.rules
    return {
        "course": rules["title"],
        "edition": enrolment.edition.number,
        "outcomes": rules["outcomes"],
        "minutes": learning_minutes(enrolment, done),
        "completed_on": day_of(enrolment.completed_at).isoformat(),
        "fact_checked_on": rules.get("fact_checked_on"),
    }


def learning_minutes(enrolment, done):
    """About how long the activities that this learner finished take."""
    done = set(map(str, done))
    return sum(item["minutes"] for item in enrolment.edition.outline if item["key"] in done)

"""Seed a database with enrolments: `python -m scripts.bench.seed 100000`.

The database is the one of the environment (DATABASE_URL, DJANGO_SETTINGS_MODULE); it holds the demo's courses.
"""

import sys
import time

import django


def seed(total: int) -> int:
    """Have so many people-and-course pairs; returns how many there are now, earlier periods not counted.

    The first few people are taken through their training by the site's own code, the others are copies of them.
    """
    from courses.models import CoursePage
    from scripts.bench import cloning, histories
    from training.people.models import User

    originals = User.objects.filter(email__startswith="original", email__endswith="@bench.example")
    people = list(originals.order_by("pk").values_list("pk", flat=True))
    if not people:
        with histories.in_the_past(1100):
            courses = histories.make_courses()
        people = histories.make_people(CoursePage.objects.get(slug="core-recognise-respond"), *courses)
    copies = User.objects.filter(email__startswith="person", email__endswith="@bench.example")
    there = 1 + copies.count() // len(people)
    wanted = total // histories.PAIRS
    if wanted > there:
        cloning.copy(people, wanted - there)
    return max(wanted, there) * histories.PAIRS


def main(total: str) -> None:
    """Seed, and say how long it took."""
    django.setup()
    began = time.monotonic()
    print(f"{seed(int(total)):,} enrolments in {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1])

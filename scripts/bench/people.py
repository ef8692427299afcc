"""People for the journeys, and the one journey that comes to a certificate."""

from django.contrib.auth.models import Group

from courses import enrolling
from courses.models import CoursePage
from scripts.bench import histories, load, visitors
from scripts.bench.site import BenchSite
from training.people.models import User

CORE = "core-recognise-respond"


def on_the_course(count: int) -> list[User]:
    """So many people who have begun the demo's course, each with a session of her own."""
    course = CoursePage.objects.get(slug=CORE)
    people = [User.objects.create_user(f"reader{n}@bench.example", name=f"Reader {n}") for n in range(count)]
    for person in people:
        enrolling.start(enrolling.enrol(person, course))
    return people


def finish_courses(site: BenchSite) -> None:
    """Have people finish a course in the web processes, so that these have drawn certificates too."""
    course = CoursePage.objects.get(slug="a-refresher")
    for number in range(8):
        person = User.objects.create_user(f"finisher{number}@bench.example", name=f"Finisher {number}")
        enrolling.start(enrolling.enrol(person, course))
        load.run(site.port, [_finish(site, visitors.cookie(person), course)], 60)


def _finish(site: BenchSite, cookie: str, course: CoursePage) -> load.Talk:
    for page in histories.activities_of(course):
        yield load.post(f"/activities/{page.pk}/complete/", site.port, cookie, {})
    yield load.get("/my-training/", site.port, cookie)


def make_trainer() -> User:
    """Who may read what answers say, and add to the bank."""
    trainer = User.objects.create_user("trainer@bench.example", name="Tamara Trainer")
    trainer.groups.add(Group.objects.get(name="Trainers"))
    return trainer

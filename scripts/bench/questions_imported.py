"""What a trainer waits for who brings a thousand questions of another system: the file, a look at it, and yes."""

import http.client
import time
from dataclasses import replace
from itertools import cycle, islice
from uuid import UUID, uuid5

from django.db.models import Max
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from quizzes import exporting
from quizzes.formats.registry import FORMATS
from quizzes.models import Question, Topic
from scripts.bench import bank, load, visitors
from scripts.bench.figures import Figure, at_most, shown, told
from scripts.bench.site import BenchSite
from training.people.models import User

JOURNEY = "Import of questions"
COUNT, GOAL = 1_000, 30
PATH = "/cms/questions/import/"
FORMAT = "moodle-xml"


def measure(site: BenchSite, trainer: User) -> list[Figure]:
    """The three requests, one after the other. No slow work is left for later: what they leave is in the bank."""
    topic = Topic.objects.create(name="Imported to measure")
    before, cookie = _newest(), visitors.cookie(trainer)
    fields = {"topic": str(topic.pk), "format": FORMAT, "csrfmiddlewaretoken": load.TOKEN, "file": _File(_content())}
    steps = {
        "the file is read": (PATH, encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT),
        "what it would do is shown": (f"{PATH}check/", None, ""),
        "it is done": (f"{PATH}check/", f"csrfmiddlewaretoken={load.TOKEN}", "application/x-www-form-urlencoded"),
    }
    seconds = {name: _seconds(site, cookie, *step) for name, step in steps.items()}
    there = Question.objects.filter(pk__gt=before, topic=topic, live=False).count()
    if there != COUNT:
        raise RuntimeError(f"{there} questions came instead of {COUNT}")
    return [
        *(told(JOURNEY, f"{COUNT:,} questions: {name}", shown(took, "s")) for name, took in seconds.items()),
        at_most(JOURNEY, f"{COUNT:,} questions, all of it", sum(seconds.values()), GOAL, "s"),
    ]


class _File:
    """What a browser uploads."""

    name, content_type = "questions.xml", "application/xml"

    def __init__(self, content: bytes):
        self.content = content

    def read(self) -> bytes:
        return self.content


def _content() -> bytes:
    """A file of so many different questions, of every type that other systems know, as we write it ourselves."""
    known = [exporting.neutral_of(question) for question in bank.questions()]
    format_ = FORMATS[FORMAT]
    known = [one for one in known if one and format_.write(one).text]
    many = (_another(one, number) for number, one in enumerate(islice(cycle(known), COUNT)))
    return format_.wrap([format_.write(one).text for one in many]).encode()


def _another(question, number):
    key = str(uuid5(UUID(question.identifier), str(number)))
    return replace(question, identifier=key, name=f"MANY-{number}", stem=f"{question.stem}<p>Visit {number}.</p>")


def _newest() -> int:
    return Question.objects.aggregate(newest=Max("pk"))["newest"]


def _seconds(site: BenchSite, cookie: str, path: str, sent: bytes | str | None, content_type: str) -> float:
    """How long a page takes or, with something to send, a form. Raises RuntimeError where it is refused."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300)
    headers = {"Cookie": f"{cookie}; csrftoken={load.TOKEN}", "Content-Type": content_type}
    began = time.perf_counter()
    connection.request("GET" if sent is None else "POST", path, sent, headers)
    response = connection.getresponse()
    page = response.read()
    took = time.perf_counter() - began
    connection.close()
    is_right = response.status == 302 if sent else b"%d" % COUNT in page
    if not is_right:
        raise RuntimeError(f"{path}: status {response.status}: {page[:2000].decode()}")
    return took

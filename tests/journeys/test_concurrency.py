"""Many at once, and the power of kill: real threads, a real server with several processes, on either database."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
import requests

from quizzes.content import QuizContent
from tests.journeys.site import PASSWORD, Site, ensure_collected
from tests.quizzes.posting import as_posted

COURSE = "/courses/core-recognise-respond/"
AT_ONCE = 8
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def busy_site(tmp_path):
    """A server of two processes with eight threads each."""
    ensure_collected()
    served = Site(tmp_path / "site", workers=2).start()
    yield served
    served.stop()


class Client:
    """Somebody signed in, who posts forms as a browser without JavaScript does."""

    def __init__(self, site, email):
        self.site = site
        self.session = requests.Session()
        self.token = self._token("/account/login/")
        self.post("/account/login/", login=email, password=PASSWORD)
        self.token = self._token("/profile/")

    def _token(self, path):
        return TOKEN.search(self.get(path).text)[1]

    def get(self, path):
        return self.session.get(f"{self.site.url}{path}", timeout=60)

    def post(self, path, **data):
        """Post a form without following where it leads. Threads share the cookies and nothing else."""
        data = {"csrfmiddlewaretoken": self.token, **data}
        if path == "/account/login/":
            return self.session.post(f"{self.site.url}{path}", data=data, timeout=60)
        cookies = self.session.cookies.get_dict()
        return requests.post(f"{self.site.url}{path}", data, cookies=cookies, timeout=60, allow_redirects=False)


def at_once(act):
    """Do the same thing in eight threads; returns what each got."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [future.result() for future in [pool.submit(act) for _ in range(AT_ONCE)]]


def page_ids(site):
    """The core course, its lessons in order, and its quiz."""
    slug = COURSE.split("/")[-2]
    ((course, path),) = site.rows(
        f"select p.id, p.path from courses_coursepage c join wagtailcore_page p on p.id = c.page_ptr_id"
        f" where p.slug = '{slug}'"
    )
    lessons, quizzes = (
        site.rows(
            f"select p.id from {table} t join wagtailcore_page p on p.id = t.page_ptr_id"
            f" where p.path like '{path}%' order by p.path"
        )
        for table in ("courses_lessonpage", "quizzes_quizpage")
    )
    return course, [lesson for (lesson,) in lessons], quizzes[0][0]


def right_data(site):
    """What a form posts for each response, {number of the response: fields}, all right, by the edition it took."""
    ((content,),) = site.rows(
        "select content from quizzes_quizedition where id = (select edition_id from quizzes_attempt)"
    )
    content = QuizContent.model_validate(content if isinstance(content, dict) else json.loads(content))
    fields = {}
    for pk, position, key in site.rows("select id, position, question_key from quizzes_response order by position"):
        question = content.by_key[UUID(str(key))]
        fields[pk] = as_posted(question, question.right_answer(), f"question-{position}")
    return fields


@pytest.mark.promise(4)
def test_eight_at_once_make_one_of_each(busy_site):
    learner = Client(busy_site, "asha@northmere.example")
    course, lessons, quiz = page_ids(busy_site)
    assert {answer.status_code for answer in at_once(lambda: learner.post(f"/courses/{course}/enrol/"))} == {302}
    assert busy_site.rows("select count(*) from courses_enrolment") == [(1,)]
    for lesson in lessons[:3]:
        at_once(lambda lesson=lesson: learner.post(f"/activities/{lesson}/complete/"))
    for lesson in lessons[3:]:
        learner.post(f"/activities/{lesson}/complete/")
    assert busy_site.rows("select count(*) from courses_completion") == [(len(lessons),)]
    at_once(lambda: learner.post(f"/quizzes/{quiz}/start/"))
    ((attempt,),) = busy_site.rows("select id from quizzes_attempt")
    data = right_data(busy_site)
    whole = {name: value for fields in data.values() for name, value in fields.items()}
    answers = at_once(lambda: learner.post(f"/attempts/{attempt}/submit/", then="finish", **whole))
    assert {answer.status_code for answer in answers} == {302}
    assert busy_site.rows("select count(*) from quizzes_responseevent where kind = 'submitted'") == [(len(data),)]
    assert busy_site.rows("select count(*) from certificates_certificate") == [(1,)]
    assert busy_site.rows("select count(*) from courses_enrolment where completed_at is not null") == [(1,)]


@pytest.mark.promise(8)
def test_an_answer_that_was_acknowledged_outlives_the_server(busy_site):
    learner = Client(busy_site, "carys@northmere.example")
    course, _lessons, quiz = page_ids(busy_site)
    learner.post(f"/courses/{course}/enrol/")
    learner.post(f"/quizzes/{quiz}/start/")
    acknowledged = {}
    for place, (pk, fields) in enumerate(right_data(busy_site).items()):
        answer = learner.post(f"/responses/{pk}/save/", idempotency_key=uuid4(), **fields)
        assert answer.status_code == 200, answer.text[:500]
        acknowledged[pk] = fields
        # `make kill` does so many times more.
        if place % 5 == 0:
            busy_site.kill()
            busy_site.start()
    kept = dict(busy_site.rows("select response_id, count(*) from quizzes_responseevent group by response_id"))
    assert kept == dict.fromkeys(acknowledged, 1)
    page = learner.get(f"/attempts/{busy_site.rows('select id from quizzes_attempt')[0][0]}/").text
    assert page.count("Saved at") == len(acknowledged)

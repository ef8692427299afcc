"""Somebody at a browser that keeps trying, as quiz.js does: the same key again until there is a receipt."""

import json
import time
from uuid import UUID, uuid4

import requests

from tests.kill.house import PATIENCE

TOKEN = "k" * 32


class Learner:
    """Takes the quiz of the kill tests. `statuses` holds what the site answered, 0 where nobody did."""

    def __init__(self, house):
        facts = house.do("learner")
        self.house = house
        self.cookies = facts["cookies"] | {"csrftoken": TOKEN}
        self.enrolment = facts["enrolment"]
        self.quiz = facts["quiz"]
        self.quiz_path, self.lesson_path = facts["quiz_path"], facts["lesson_path"]
        self.positions = {}
        self.statuses = []
        self.words = set()

    def get(self, path):
        """Look at a page once; returns its status, 0 where nobody answered."""
        return self._ask("get", path, {})[0]

    def persist(self, path, **data):
        """Post until the site answers with anything but a failure; returns that response."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, response = self._ask("post", path, data)
            if 0 < status < 500:
                return response
            time.sleep(0.1)
        raise AssertionError(f"{path} was never taken: {self.statuses[-20:]}")

    def _ask(self, method, path, data):
        given = {"data": {"csrfmiddlewaretoken": TOKEN, **data}} if method == "post" else {}
        try:
            response = requests.request(
                method,
                f"{self.house.url}{path}",
                cookies=self.cookies,
                timeout=20,
                allow_redirects=False,
                **given,
            )
        except requests.RequestException:
            self.statuses.append(0)
            return 0, None
        self.statuses.append(response.status_code)
        if response.status_code >= 500:
            self.words.add(response.text)
        return response.status_code, response

    def start_quiz(self):
        """Begin; returns the attempt's key and, for each of its responses, the keys of the options."""
        assert self.persist(f"/quizzes/{self.quiz}/start/").status_code == 302
        attempt, content = self.house.rows(
            "select a.id, e.content from quizzes_attempt a join quizzes_quizedition e on e.id = a.edition_id"
            f" where a.enrolment_id = {self.enrolment}"
        )[0]
        content = content if isinstance(content, dict) else json.loads(content)
        questions = {question["key"]: question["options"] for question in content["questions"]}
        responses = self.house.rows(
            f"select id, position, question_key from quizzes_response where attempt_id = {attempt}"
        )
        self.positions |= {pk: position for pk, position, _key in responses}
        return attempt, {pk: questions[str(UUID(str(key)))] for pk, _position, key in responses}

    def field(self, response):
        """The name of the field that answers a question."""
        return f"question-{self.positions[response]}-answer"

    def save(self, response, option):
        """Save an answer until there is a receipt; returns its idempotency key."""
        key = str(uuid4())
        answer = self.persist(f"/responses/{response}/save/", idempotency_key=key, **{self.field(response): option})
        assert answer.status_code == 200, answer.text[:300]
        return key

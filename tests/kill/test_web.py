"""Web processes are killed while answers are saved, and while a quiz is handed in and its certificate made."""

from tests.kill.house import killing, wait_until

OFTEN = (0.1, 0.5)
ROUNDS_OF_ANSWERS = 3


def events_of(house, attempt):
    return house.rows(
        "select response_id, idempotency_key, kind from quizzes_responseevent e"
        f" join quizzes_response r on r.id = e.response_id where attempt_id = {attempt} order by e.id"
    )


def plain(key):
    return str(key).replace("-", "")


def test_no_answer_with_a_receipt_is_lost_when_web_processes_are_killed(house, learner, note):
    attempt, responses = learner.start_quiz()
    told = []
    with killing(house.kill_one_web_process, between=OFTEN) as kills:
        while len(told) < ROUNDS_OF_ANSWERS * len(responses) or len(kills) < 3:
            for pk, options in responses.items():
                option = options[len(told) % len(options)]["key"]
                told.append((pk, plain(learner.save(pk, option)), option))
    kept = [(pk, plain(key)) for pk, key, _kind in events_of(house, attempt)]
    assert kept == [(pk, key) for pk, key, _option in told]
    stored = dict(house.rows(f"select id, answer from quizzes_response where attempt_id = {attempt}"))
    assert {pk: option in str(stored[pk]) for pk, _key, option in told[-len(responses) :]} == dict.fromkeys(
        stored, True
    )
    assert 500 not in learner.statuses
    seconds = wait_until(lambda: learner.get(learner.lesson_path) == 200, "a page")
    note(kills=len(kills), answers=len(told), cut_off=learner.statuses.count(0), seconds_to_recover=seconds)


def test_a_quiz_handed_in_while_web_processes_are_killed_counts_once_and_gives_one_certificate(house, learner, note):
    attempt, responses = learner.start_quiz()
    right = {
        learner.field(pk): next(option["key"] for option in options if option["is_correct"])
        for pk, options in responses.items()
    }
    with killing(house.kill_one_web_process, between=(0.05, 0.4)) as kills:
        learner.persist(f"/attempts/{attempt}/submit/", then="finish", **right)
        wait_until(lambda: kills, "a kill", 10)
    learner.persist(f"/attempts/{attempt}/submit/", then="finish", **right)
    certificates = f"select count(*) from certificates_certificate where enrolment_id = {learner.enrolment}"
    wait_until(lambda: house.one(certificates) > 0, "the certificate")
    assert house.rows(f"select state, passed from quizzes_attempt where enrolment_id = {learner.enrolment}") == [
        ("submitted", 1)
    ]
    kinds = [kind for _pk, _key, kind in events_of(house, attempt)]
    assert kinds.count("submitted") == len(responses)
    assert house.one(f"select count(*) from courses_completion where enrolment_id = {learner.enrolment}") == 2
    assert house.one(certificates) == 1
    assert learner.get(f"/attempts/{attempt}/result/") == 200
    assert 500 not in learner.statuses
    note(kills=len(kills), cut_off=learner.statuses.count(0))

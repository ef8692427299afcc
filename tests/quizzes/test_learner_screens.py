"""The learner's way through a quiz, without JavaScript."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from courses.models import Completion, CoursePage, Enrolment
from quizzes import attempting, editions, finding
from quizzes.models import Attempt, QuizPage, Response, ResponseEvent
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.posting import form_for, save

pytestmark = pytest.mark.once


def test_the_quiz_page_says_what_to_expect(browser, enrolment, quiz):
    page = browser.get(quiz.url)
    assert page.status_code == 200
    for words in ("80%", "must-pass", "As many as you like", "Start the quiz"):
        assert words in page.text


def test_the_whole_quiz_takes_five_requests(amara, chidi, course, django_capture_on_commit_callbacks):
    quiz = making.make_quiz(course, [making.make_single(f"Number {n}") for n in range(20)])
    editions.build(quiz)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    making.enrol(amara, course)
    browser = making.signed_in(amara)
    assert browser.get(quiz.url).status_code == 200
    started = browser.post(reverse("quizzes:start", args=[quiz.pk]))
    sheet = browser.get(started.url)
    assert sheet.text.count("<fieldset") == 20
    finished = browser.post(reverse("quizzes:submit", args=[Attempt.objects.get().pk]), form_for(Attempt.objects.get()))
    assert "You passed" in browser.get(finished.url).text


def test_a_learner_finishes_and_reads_why(browser, attempt, quiz):
    answer = form_for(attempt, but={1: wrong_answer})
    response = browser.post(reverse("quizzes:submit", args=[attempt.pk]), answer)
    assert response.url == reverse("quizzes:result", args=[attempt.pk])
    page = browser.get(response.url).text
    assert "Not passed yet" in page
    assert "Too late." in page  # feedback of the option she chose
    assert "Danger comes first." in page  # and of the right one
    assert "Look at these again" in page
    assert "Meeting the person" in page  # the lesson to go back to
    assert "Try again" in page


def test_a_pass_completes_the_course_and_leads_there(browser, attempt, quiz, course):
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt))
    page = browser.get(reverse("quizzes:result", args=[attempt.pk])).text
    assert "You passed" in page
    assert course.url in page
    assert "Try again" not in page
    assert Completion.objects.filter(activity_key=quiz.key).exists()


def test_a_learner_saves_and_comes_back_later(browser, attempt, quiz):
    answers = form_for(attempt, but={2: None, 3: None}, then="later")
    assert browser.post(reverse("quizzes:submit", args=[attempt.pk]), answers).url == quiz.url
    assert "Continue the quiz" in browser.get(quiz.url).text
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert page.count("checked") == 1
    assert "Saved at" in page
    assert Attempt.objects.get().is_open


def test_finishing_with_gaps_asks_first_and_says_which(browser, attempt):
    answers = form_for(attempt, but={2: None}, then="finish")
    asked = browser.post(reverse("quizzes:submit", args=[attempt.pk]), answers)
    assert asked.url == reverse("quizzes:gaps", args=[attempt.pk])
    page = browser.get(asked.url).text
    assert "Question 2" in page and "Question 1" not in page
    assert Attempt.objects.get().is_open
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), {"confirmed": "yes"})
    finished = Attempt.objects.get()
    assert not finished.is_open
    assert [response.is_right for response in finished.responses.all()] == [True, False, True]


@pytest.mark.promise(9)
@pytest.mark.parametrize("who", ["ben", "chidi", "dana"])
def test_nobody_else_finds_an_attempt_or_its_answers(who, request, attempt, caplog):
    stranger = making.signed_in(request.getfixturevalue(who))
    for name in ("attempt", "gaps", "result"):
        assert stranger.get(reverse(f"quizzes:{name}", args=[attempt.pk])).status_code == 404
    assert stranger.post(reverse("quizzes:submit", args=[attempt.pk])).status_code == 404
    response = attempt.responses.first()
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    assert save(stranger, response, answer).status_code == 404
    assert not ResponseEvent.objects.exists()
    assert "not-own-response" in caplog.text


@pytest.mark.promise(9)
def test_only_somebody_on_the_course_starts_its_quiz(dana, quiz, enrolment):
    stranger = making.signed_in(dana)
    assert stranger.post(reverse("quizzes:start", args=[quiz.pk])).status_code == 404
    assert not Attempt.objects.exists()


def test_reading_starts_nothing(browser, enrolment, quiz):
    browser.get(quiz.url)
    assert browser.get(reverse("quizzes:start", args=[quiz.pk])).status_code == 405
    assert not Attempt.objects.exists()


def test_starting_twice_goes_on_with_the_same_attempt(browser, enrolment, quiz):
    first = browser.post(reverse("quizzes:start", args=[quiz.pk]))
    assert browser.post(reverse("quizzes:start", args=[quiz.pk])).url == first.url


def test_the_last_attempt_is_the_last(browser, enrolment, quiz):
    quiz.attempts_allowed = 1
    quiz.save_revision().publish()
    editions.build(quiz)
    assert "1 attempt left" in browser.get(quiz.url).text
    attempting.submit(attempting.start(enrolment, quiz))
    page = browser.get(quiz.url).text
    assert "Try again" not in page and "used all your attempts" in page
    assert "Ask your manager" in page
    reply = browser.post(reverse("quizzes:start", args=[quiz.pk]), follow=True)
    assert "used all your attempts" in reply.text


def allow(quiz, attempts):
    quiz.attempts_allowed = attempts
    quiz.save_revision().publish()
    editions.build(quiz)


def test_the_result_of_the_last_attempt_says_whom_to_ask(browser, enrolment, quiz):
    allow(quiz, 1)
    attempt = attempting.start(enrolment, quiz)
    attempting.submit(attempt)
    page = browser.get(reverse("quizzes:result", args=[attempt.pk])).text
    assert "used all your attempts" in page and "Ask your manager" in page


def test_a_trainer_who_allows_more_attempts_opens_the_way_again(browser, enrolment, quiz):
    allow(quiz, 1)
    attempt = attempting.start(enrolment, quiz)
    attempting.submit(attempt)
    allow(quiz, 2)
    for address in (quiz.url, reverse("quizzes:result", args=[attempt.pk])):
        page = browser.get(address).text
        assert "Try again" in page and "used all your attempts" not in page


def test_whoever_has_attempts_left_is_sent_to_nobody(browser, attempt, quiz):
    attempting.submit(attempt)
    for address in (quiz.url, reverse("quizzes:result", args=[attempt.pk])):
        assert "Ask your manager" not in browser.get(address).text


def test_a_quiz_in_a_finished_period_says_that_it_is_finished(browser, attempt, quiz, enrolment):
    attempting.submit(attempt)
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=timezone.now())
    page = browser.get(quiz.url).text
    assert "period of your training is finished" in page and "used all your attempts" not in page


def test_a_finished_attempt_can_be_read_again(browser, attempt, quiz):
    attempting.submit(attempt)
    url = reverse("quizzes:result", args=[attempt.pk])
    assert url in browser.get(quiz.url).text
    assert browser.get(reverse("quizzes:attempt", args=[attempt.pk])).url == url
    assert "Not answered" in browser.get(url).text


@pytest.mark.promise(3)
@pytest.mark.parametrize("what", ["unpublish", "delete"])
def test_every_screen_of_an_attempt_outlives_its_quiz_page(browser, attempt, quiz, what, monkeypatch):
    # As if somebody went round what keeps it.
    monkeypatch.setattr("courses.guarding.check_delete", lambda page: None)
    getattr(QuizPage.objects.get(pk=quiz.pk), what)()
    assert browser.get(reverse("quizzes:attempt", args=[attempt.pk])).status_code == 200
    answers = form_for(attempt, then="later")
    assert browser.post(reverse("quizzes:submit", args=[attempt.pk]), answers).url == reverse("courses:my-training")
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt))
    result = browser.get(reverse("quizzes:result", args=[attempt.pk]))
    assert (result.status_code, "You passed" in result.text) == (200, True)


def test_the_lessons_button_does_not_finish_a_quiz(browser, enrolment, quiz):
    reply = browser.post(reverse("courses:complete-activity", args=[quiz.pk]), follow=True)
    assert "finished by passing it" in reply.text
    assert not Completion.objects.exists()


@pytest.mark.parametrize("name", ["attempt", "gaps"])
def test_more_questions_ask_no_more_queries(amara, chidi, course, check_growth, name):
    urls = []
    quizzes = [
        making.make_quiz(course, [make(f"Number {n}") for n in range(size)], slug=f"quiz-{size}")
        for size, make in ((2, making.make_single), (12, making.make_single))
    ]
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    enrolment = making.enrol(amara, course)
    browser = making.signed_in(amara)
    for quiz in quizzes:
        attempt = attempting.start(enrolment, quiz)
        urls.append(reverse(f"quizzes:{name}", args=[attempt.pk]))
    current = [urls[0]]
    check_growth(lambda: browser.get(current[0]), lambda: current.__setitem__(0, urls[1]))


def test_more_questions_and_attempts_make_no_result_slower(amara, chidi, course, check_growth):
    quizzes = [
        making.make_quiz(
            course, [making.make_single(f"Number {n}", is_must_pass=True) for n in range(size)], slug=f"q{size}"
        )
        for size in (2, 12)
    ]
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    enrolment = making.enrol(amara, course)
    browser = making.signed_in(amara)
    urls = []
    for quiz in quizzes:
        attempt = attempting.start(enrolment, quiz)
        attempting.submit(attempt)
        urls.append(reverse("quizzes:result", args=[attempt.pk]))
    current = [urls[0]]
    check_growth(lambda: browser.get(current[0]), lambda: current.__setitem__(0, urls[1]))


def test_more_attempts_make_no_quiz_page_slower(browser, enrolment, quiz, check_growth):
    attempting.submit(attempting.start(enrolment, quiz))

    def grow():
        for _ in range(4):
            attempting.submit(attempting.start(enrolment, quiz))

    check_growth(lambda: browser.get(quiz.url), grow)


def test_an_attempt_shows_no_answer_key(browser, attempt):
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    for secret in ("Danger comes first.", "Too late.", "No border is needed."):
        assert secret not in page
    assert Response.objects.count() == 3


def test_a_lesson_to_go_back_to_is_in_the_language_of_the_attempt(course):
    english = making.lesson_of(course).specific
    welsh = english.copy_for_translation(Locale.objects.create(language_code="cy"), copy_parents=True)
    welsh.save_revision().publish()
    question = SimpleNamespace(lesson_key=english.translation_key)
    for page in (english, welsh):
        language = page.locale.language_code
        assert finding.lessons_of([question], language)[english.translation_key].pk == page.pk, language

"""The network goes, or the server dies, in the middle of a quiz on a phone."""

import re

import pytest
from playwright.sync_api import expect

COURSE = "/courses/core-recognise-respond/"
NOT_SAVED = "Not saved yet. We will keep trying."
SAVE = "**/responses/*/save/"


def begin(visitor, email):
    """Somebody on a phone, on the first page of a fresh attempt."""
    learner = visitor(email).sign_in(email)
    learner.go(COURSE)
    learner.press("Start this course")
    learner.go(f"{COURSE}check/quiz/").press("Start the quiz")
    return learner


@pytest.fixture
def learner(visitor):
    """Ben."""
    return begin(visitor, "ben@northmere.example")


def dialogs_of(learner):
    """The dialogs that open in a window from now on, each answered with yes: leave."""
    opened = []
    learner.page.on("dialog", lambda dialog: (opened.append(dialog.type), dialog.accept()))
    return opened


def rename_what_waits(learner):
    """What waits in this browser, as a version of the site kept it that named fields otherwise."""
    learner.page.evaluate(
        "() => Object.entries(localStorage).filter(([name]) => name.startsWith('quiz-given'))"
        ".forEach(([name, kept]) => localStorage.setItem(name, kept.replace(/question-[0-9]+-/g, 'response-123-')))"
    )


def first_question(learner):
    return learner.page.locator(".quiz-question").first


def attempt_of(learner):
    """The number of the attempt that is on the page."""
    return int(re.search(r"/attempts/(\d+)/", learner.page.url)[1])


def saved_in(site, learner):
    """How often an answer of the attempt on this page was kept."""
    ((count,),) = site.rows(
        "select count(*) from quizzes_responseevent event join quizzes_response response on response.id = response_id"
        f" where kind = 'saved' and attempt_id = {attempt_of(learner)}"
    )
    return count


@pytest.mark.promise(8)
def test_an_answer_given_without_a_network_or_a_server_is_kept_and_sent_when_it_is_back(learner, site):
    questions = learner.page.locator(".quiz-question")
    first, second, third = (questions.nth(place) for place in range(3))

    learner.context.set_offline(True)
    first.get_by_role("radio").first.check()
    expect(first.get_by_role("status")).to_have_text(NOT_SAVED)
    assert saved_in(site, learner) == 0
    learner.context.set_offline(False)
    expect(first.get_by_role("status")).to_contain_text("Saved at")
    assert saved_in(site, learner) == 1

    site.kill()
    second.get_by_role("radio").first.check()
    expect(second.get_by_role("status")).to_have_text(NOT_SAVED)
    site.start()
    expect(second.get_by_role("status")).to_contain_text("Saved at", timeout=60_000)
    assert saved_in(site, learner) == 2

    dialogs = dialogs_of(learner)
    learner.page.route(SAVE, lambda route: route.abort())
    third.get_by_role("radio").nth(1).check()
    expect(third.get_by_role("status")).to_have_text(NOT_SAVED)
    rename_what_waits(learner)
    learner.page.reload()
    assert dialogs == ["beforeunload"]
    again = learner.page.locator(".quiz-question").nth(2)
    expect(again.get_by_role("status")).to_have_text(NOT_SAVED)
    learner.page.unroute(SAVE)
    expect(again.get_by_role("status")).to_contain_text("Saved at")
    expect(again.get_by_role("radio").nth(1)).to_be_checked()
    assert saved_in(site, learner) == 3
    learner.page.reload()
    assert dialogs == ["beforeunload"], "nothing waits, and nobody is asked"
    # The browser itself notes requests that failed; nothing else may be in the console.
    assert all("Failed to load resource" in line for line in learner.noise)


@pytest.mark.promise(8)
def test_a_phone_that_was_away_leaves_a_newer_answer_from_another_device_alone(visitor, site):
    phone = begin(visitor, "asha@northmere.example")
    desk = visitor("Asha").sign_in("asha@northmere.example")
    desk.go(f"{COURSE}check/quiz/").press("Continue the quiz")

    phone.context.set_offline(True)
    first_question(phone).get_by_role("radio").first.check()
    expect(first_question(phone).get_by_role("status")).to_have_text(NOT_SAVED)
    first_question(desk).get_by_role("radio").nth(1).check()
    expect(first_question(desk).get_by_role("status")).to_contain_text("Saved at")
    phone.context.set_offline(False)
    expect(first_question(phone).get_by_role("status")).to_contain_text("on another device")
    assert saved_in(site, phone) == 1

    phone.page.reload()
    expect(first_question(phone).get_by_role("status")).to_contain_text("Saved at")
    kept = first_question(desk).get_by_role("radio").nth(1).get_attribute("value")
    expect(first_question(phone).locator(f"input[value='{kept}']")).to_be_checked()

    newer = first_question(desk).get_by_role("radio").first
    newer.check()
    expect(first_question(desk).get_by_role("status")).to_contain_text("Saved at")
    assert saved_in(site, phone) == 2
    phone.noise.clear()  # the console calls a lost network and a refusal errors
    phone.press("Save and come back later").press("Continue the quiz")
    assert saved_in(site, phone) == 2, "the phone says nothing of what nobody touched on it"
    expect(first_question(phone).locator(f"input[value='{newer.get_attribute('value')}']")).to_be_checked()


@pytest.mark.promise(8)
def test_an_answer_changed_after_a_reply_was_lost_is_not_taken_for_a_strangers(visitor, site):
    learner = begin(visitor, "carys@northmere.example")

    is_away = [True]

    def lose_the_reply(route):
        if is_away:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    learner.page.route(SAVE, lose_the_reply)
    first_question(learner).get_by_role("radio").first.check()
    expect(first_question(learner).get_by_role("status")).to_have_text(NOT_SAVED)
    first_question(learner).get_by_role("radio").nth(1).check()
    is_away.clear()
    expect(first_question(learner).get_by_role("status")).to_contain_text("Saved at")
    assert saved_in(site, learner) == 2


MAKE_PAGED = """
from courses.models import CoursePage
from quizzes import editions
from tests.quizzes import making
from training.people.models import User

course = making.make_course("One by one")
editions.build(making.make_quiz(course, [making.make_single(), making.make_true_false()], is_paged=True))
making.release(CoursePage.objects.get(pk=course.pk), User.objects.get(email="farah@northmere.example"))
for person in User.objects.filter(email__in=[f"{name}@northmere.example" for name in ("ewa", "asha", "ben", "carys")]):
    making.enrol(person, course)
"""


# On its way out a page sends once more what waits, past all that a test can put between. This it cannot pass.
FETCH = """
const fetched = window.fetch;
window.fetch = (...all) => (localStorage.isAway ? Promise.reject(new TypeError("away")) : fetched(...all));
"""


@pytest.fixture(scope="module")
def one_by_one(site):
    """A quiz with a page for each of its two questions."""
    site.manage("shell", "--command", MAKE_PAGED)
    return "/courses/one-by-one/quiz/"


def begin_at(quiz, visitor, email):
    """Somebody on the first page of a fresh attempt, who leaves a page whatever the browser asks."""
    learner = visitor(email).sign_in(email)
    learner.page.add_init_script(FETCH)
    learner.go(quiz).press("Start the quiz")
    dialogs_of(learner)
    return learner


@pytest.mark.promise(8)
def test_an_answer_that_waits_is_sent_from_the_page_of_another_question(one_by_one, visitor, site):
    ewa = begin_at(one_by_one, visitor, "ewa@northmere.example")
    address, elsewhere = ewa.page.url, ewa.page.locator(".quiz-elsewhere")
    ewa.page.evaluate("localStorage.isAway = 'yes'")
    ewa.page.get_by_label("Call").check()
    expect(first_question(ewa).get_by_role("status")).to_have_text(NOT_SAVED)

    ewa.go(f"{address}?question=2")
    expect(elsewhere).to_have_text("Your answer to another question is not saved yet. We will keep trying.")
    assert saved_in(site, ewa) == 0
    ewa.page.evaluate("localStorage.removeItem('isAway')")
    expect(elsewhere).to_have_text("Your answer to another question is saved now.")
    assert saved_in(site, ewa) == 1
    ewa.go(f"{address}?question=1")
    expect(ewa.page.get_by_label("Call")).to_be_checked()

    # What the form has sent in the meantime counts, and nothing is said of what it replaces.
    ewa.page.evaluate("localStorage.isAway = 'yes'")
    ewa.page.get_by_label("Wait").check()
    ewa.press("Next question").sees("Question 2 of 2")
    ewa.page.evaluate("localStorage.removeItem('isAway')")
    ewa.page.get_by_role("radio").first.check()
    expect(first_question(ewa).get_by_role("status")).to_contain_text("Saved at")
    expect(elsewhere).to_be_empty()
    assert saved_in(site, ewa) == 3


# In one go, or what waits could be tried again in between.
FINISH = "() => { delete localStorage.isAway; document.querySelector('[value=finish]').click(); }"
TIME_IS_UP = "() => { delete localStorage.isAway; document.querySelector('form.quiz').requestSubmit(); }"


@pytest.mark.promise(8)
@pytest.mark.parametrize(("name", "end"), [("asha", FINISH), ("ben", TIME_IS_UP)])
def test_an_answer_that_waits_comes_before_the_end_of_the_attempt(one_by_one, visitor, site, name, end):
    learner = begin_at(one_by_one, visitor, f"{name}@northmere.example")
    learner.page.get_by_label("Call").check()
    expect(first_question(learner).get_by_role("status")).to_contain_text("Saved at")
    before = saved_in(site, learner)
    learner.page.evaluate("localStorage.isAway = 'yes'")
    learner.page.get_by_label("Wait").check()
    expect(first_question(learner).get_by_role("status")).to_have_text(NOT_SAVED)
    learner.go(f"{learner.page.url}?question=2")
    learner.page.evaluate(end)
    learner.sees("Some questions have no answer")
    assert saved_in(site, learner) == before + 1


@pytest.mark.promise(8)
def test_an_answer_that_waits_and_is_refused_is_not_forgotten_without_a_word(one_by_one, visitor):
    carys = begin_at(one_by_one, visitor, "carys@northmere.example")
    carys.page.evaluate("localStorage.isAway = 'yes'")
    carys.page.get_by_label("Wait").check()
    expect(first_question(carys).get_by_role("status")).to_have_text(NOT_SAVED)
    desk = visitor(carys.name).sign_in(carys.name).go(carys.page.url)
    desk.page.get_by_label("Call").check()
    expect(first_question(desk).get_by_role("status")).to_contain_text("Saved at")
    carys.go(f"{carys.page.url}?question=2")
    carys.page.evaluate("localStorage.removeItem('isAway')")
    expect(carys.page.locator(".quiz-elsewhere")).to_contain_text("Your last answer to another question was not saved")
    carys.noise.clear()  # the console calls a refusal an error


@pytest.mark.promise(8)
def test_a_page_that_the_browser_had_kept_saves_again_when_one_comes_back_to_it(visitor, site):
    learner = begin(visitor, "dele@northmere.example")
    # The form is sent, its page follows, and Back brings this one as it was: without a browser's store of such pages.
    learner.page.evaluate("() => document.querySelector('form.quiz').dispatchEvent(new SubmitEvent('submit'))")
    learner.page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    first_question(learner).get_by_role("radio").first.check()
    expect(first_question(learner).get_by_role("status")).to_contain_text("Saved at")
    assert saved_in(site, learner) == 1


SHOW_EXIT = """
from training.content.models import CareSettings
from wagtail.models import Site
care = CareSettings.for_site(Site.objects.get())
care.exit_in_lessons = True
care.save()
"""


def test_neither_sending_the_form_nor_exiting_is_asked_about(visitor, site):
    site.manage("shell", "--command", SHOW_EXIT)
    # A process reads such settings once a minute.
    site.stop()
    site.start()
    learner = begin(visitor, "imran@northmere.example")
    learner.context.route("**/weather", lambda route: route.fulfill(body="Elsewhere"))
    learner.page.route(SAVE, lambda route: route.abort())
    dialogs = dialogs_of(learner)
    first_question(learner).get_by_role("radio").first.check()
    expect(first_question(learner).get_by_role("status")).to_have_text(NOT_SAVED)
    learner.press("Save and come back later", looking=False).sees("Your answers are saved.")
    learner.press("Continue the quiz", looking=False)
    first_question(learner).get_by_role("radio").nth(1).check()
    expect(first_question(learner).get_by_role("status")).to_have_text(NOT_SAVED)
    learner.page.get_by_role("button", name="Exit this page").first.click()
    learner.page.wait_for_url("**/weather")
    assert dialogs == []

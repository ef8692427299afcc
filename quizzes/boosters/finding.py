"""What a booster is made from: the questions that a course's quizzes use, and how one person answered. Reads only."""

from wagtail.models import Locale

from courses.models import CoursePage

from ..models import Attempt, BoosterAnswer, QuizEdition, QuizPage, Response
from .choosing import may_be_asked
from .history import History


def candidates(course_key):
    """What may be asked about a course: all that its published quizzes ask or may draw, by their newest editions.

    Costs three queries, and one for each edition that this process has not read yet.
    """
    pages = CoursePage.objects.live().filter(translation_key=course_key)
    course = min(pages, key=lambda page: page.locale_id != Locale.get_active().pk, default=None)
    if course is None:
        return []
    quizzes = QuizPage.objects.descendant_of(course).live()
    keys, language = list(quizzes.values_list("translation_key", flat=True)), course.locale.language_code
    editions = QuizEdition.objects.filter(quiz_key__in=keys, language=language).defer("content").order_by("number")
    newest = {edition.quiz_key: edition for edition in editions}
    questions = {key: question for edition in newest.values() for key, question in edition.quiz.by_key.items()}
    return [question for question in questions.values() if may_be_asked(question)]


def history_of(enrolment):
    """How one person answered in a period: in her finished attempts, and in earlier boosters. Three queries."""
    history = History()
    responses = Response.objects.filter(attempt__enrolment=enrolment, is_void=False).select_related("attempt")
    responses = list(responses.exclude(attempt__state=Attempt.State.OPEN))
    editions = QuizEdition.objects.defer("content").in_bulk({response.attempt.edition_id for response in responses})
    for response in responses:
        question = editions[response.attempt.edition_id].quiz.by_key[response.question_key]
        history.add(question, response.answer, response.is_right)
    answers = BoosterAnswer.objects.filter(booster__follow_up__enrolment=enrolment).select_related("booster")
    for answer in answers:
        question = answer.booster.asked[answer.position - 1]
        history.add(question, answer.answer, answer.is_right, in_booster=True)
    return history

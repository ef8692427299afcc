"""A quiz to measure with: every type of question that there is, as the demo asks them."""

from pathlib import Path

from courses import releasing
from courses.models import CataloguePage, CourseEdition, CoursePage, LessonPage
from quizzes import loading
from quizzes.models import Question, QuizItem, QuizPage

FOLDER = Path(__file__).parent / "questions"
# Beside one of each type, as many more of what is asked most.
QUESTIONS = 20
USUAL = ("single_choice", "multiple_choice")


def questions() -> list[Question]:
    """Twenty questions: one of each type, and more that are chosen from options."""
    loading.load_for_course(FOLDER)
    known = list(Question.objects.filter(live=True).order_by("code"))
    firsts = [next(question for question in known if isinstance(question, type_)) for type_ in Question.types()]
    more = [question for question in known if question not in firsts and question.plain().type in USUAL]
    return [*firsts, *more][:QUESTIONS]


def make_quiz(course_slug: str, **rules) -> QuizPage:
    """A published quiz of these questions, in a course of its own with one lesson, released."""
    course = CataloguePage.objects.get().add_child(
        instance=CoursePage(title="A course with a quiz", slug=course_slug, summary="For measuring with.")
    )
    course.save_revision().publish()
    course.add_child(instance=LessonPage(title="A lesson", body="[]")).save_revision().publish()
    quiz = QuizPage(title="Twenty questions", slug="twenty", **rules)
    quiz.items = [QuizItem(question=question, sort_order=place) for place, question in enumerate(questions())]
    course.add_child(instance=quiz)
    quiz.save_revision().publish()
    releasing.release(CoursePage.objects.get(pk=course.pk), released_for=CourseEdition.For.NEW_STARTERS)
    return QuizPage.objects.get(pk=quiz.pk)

"""Have editions follow what happens to questions: the few quizzes that ask one at once, the others by the worker."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from . import editions
from .models import QuizPage

# So many quizzes are rebuilt while the trainer waits. More seldom ask the same question.
FEW = 5


def follow(question):
    """Build the editions of the published quizzes that ask this question; leave the others to the worker.

    Any pool may draw it, also one of a topic that it had before.
    """
    quizzes = QuizPage.objects.live()
    asking = quizzes.filter(items__question_id=question.pk).distinct().order_by("pk")
    for quiz in asking[:FEW]:
        editions.build(quiz)
    if asking[FEW:].exists() or quizzes.filter(pools__isnull=False).exists():
        soon()


def soon():
    """Have the worker build what is out of date. Who waits in the queue already will see this change too."""
    if not DBTaskResult.objects.ready().filter(task_path=build_outdated.module_path).exists():
        build_outdated.enqueue()


@task(backend="slow")
def build_outdated():
    """Build every missing or outdated edition."""
    editions.heal(at_once=None)

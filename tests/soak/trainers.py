"""What trainers do to a course, its quiz and its questions."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from courses import releasing
from courses.dates import today
from courses.models import LessonPage
from courses.tasks import move_everyone
from quizzes.models import Question
from tests.courses.factories import add_lesson
from training.people.models import FrontlineRole

# What a trainer changes a rule of the quiz between.
RULES = {"pass mark": (50, 100), "time limit": (30, None), "grading": ("average", "first")}


class Trainers:
    """The acts of a trainer."""

    @rule(which=st.integers(0, 3), what=st.sampled_from(["words", "required", "role", "live"]))
    def edit_lesson(self, which, what):
        """Correct words, change what is required of whom, unpublish and publish."""
        lessons = list(LessonPage.objects.descendant_of(self.world.course).order_by("path"))
        lesson = lessons[which % len(lessons)]
        if what == "live" and lesson.live:
            lesson.unpublish(user=self.world.person(self.world.trainer))
        else:
            self.change(lesson, what)
            lesson.save_revision().publish()
        self.done()

    def change(self, lesson, what):
        """Edit a lesson's draft."""
        if what == "words":
            lesson.title += "!"
        elif what == "required":
            lesson.is_required = not lesson.is_required
        elif what == "role":
            roles = lesson.roles.exists() or ["licensing"]
            lesson.roles.set([] if roles is True else FrontlineRole.objects.filter(slug__in=roles))

    @rule()
    @precondition(lambda self: self.steps % 3 == 0)
    def add_lesson(self):
        """Write another lesson; it asks nobody anything until the next release."""
        add_lesson(self.world.course.get_children().first(), "Another")
        self.done()

    @rule(what=st.sampled_from(["course", "quiz", "pass mark", "time limit", "grading", "question", "question live"]))
    def edit(self, what):
        """Change the quiz or its questions; take course or quiz down, and put them back."""
        page = {"course": self.world.course, "quiz": self.world.quiz}.get(what)
        if page is not None and page.live:
            page.unpublish()
        elif page is not None:
            page.save_revision().publish()
        elif what in RULES:
            quiz = self.world.quiz
            field, (one, other) = what.replace(" ", "_"), RULES[what]
            setattr(quiz, field, one if getattr(quiz, field) != one else other)
            quiz.save_revision().publish()
        else:
            self.edit_question(Question.objects.order_by("pk").first(), what)
        self.done()

    def edit_question(self, question, what):
        """Correct its words, or take it out of use and back."""
        if what == "question live" and question.live:
            question.unpublish()
        else:
            question.stem += "<p>Again.</p>"
            question.save_revision().publish()

    @rule(released_for=st.sampled_from(["new_starters", "everyone"]))
    def release(self, released_for):
        """Release what is published. Moving people is the worker's."""
        trainer = self.world.person(self.world.trainer)
        due_on = today() + timedelta(days=30) if released_for == "everyone" else None
        try:
            edition = releasing.release(self.world.course, released_for=released_for, actor=trainer, due_on=due_on)
        except releasing.NothingToRelease:
            edition = None
        if edition and released_for == "everyone":
            move_everyone.enqueue(edition.pk, trainer.pk)
        self.done()

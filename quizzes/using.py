"""Which quizzes ask which questions, by name or from a pool, drafts included."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from wagtail.models import Revision

from .bank import Criteria
from .models import QuizItem, QuizPage, QuizPool


class Version(NamedTuple):
    """What a quiz asks, as it is stored or in its newest draft."""

    quiz: int
    is_draft: bool
    questions: set
    pools: list

    def names(self, question):
        """Whether everybody is asked this question."""
        return question.pk in self.questions

    def may_draw(self, question):
        """Whether a pool may draw it."""
        return question.live and any(criteria.match(question) for criteria in self.pools)


class Use(NamedTuple):
    """One quiz that asks a question."""

    quiz: QuizPage
    is_named: bool
    is_only_in_draft: bool


def versions():
    """Every quiz as it is stored, then the drafts that differ. Costs three queries."""
    questions, pools = defaultdict(set), defaultdict(list)
    for quiz, question in QuizItem.objects.values_list("quiz", "question"):
        questions[quiz].add(question)
    for pool in QuizPool.objects.all():
        pools[pool.quiz_id].append(pool.criteria)
    stored = [Version(quiz, False, questions[quiz], pools[quiz]) for quiz in {*questions, *pools}]
    return [*stored, *_drafts()]


def _drafts():
    newest = QuizPage.objects.filter(has_unpublished_changes=True).values("latest_revision")
    for content in Revision.objects.filter(pk__in=newest).values_list("content", flat=True):
        questions = {item["question"] for item in content.get("items", [])}
        yield Version(content["pk"], True, questions, [_criteria(pool) for pool in content.get("pools", [])])


def _criteria(pool):
    # Drafts are older than some of the fields.
    return Criteria(pool["topic"], pool.get("outcome", ""), pool.get("difficulty"))


def count_for(questions):
    """Map the primary key of each of these questions to the number of quizzes that ask it or may draw it."""
    known = versions()
    return {
        question.pk: len({one.quiz for one in known if one.names(question) or one.may_draw(question)})
        for question in questions
    }


def uses_of(question):
    """Every quiz that asks a question or may draw it, by title."""
    found = [one for one in versions() if one.names(question) or one.may_draw(question)]
    named = {one.quiz for one in found if one.names(question)}
    stored = {one.quiz for one in found if not one.is_draft}
    quizzes = QuizPage.objects.filter(pk__in=[one.quiz for one in found]).order_by("title", "pk")
    return [Use(quiz, quiz.pk in named, quiz.pk not in stored) for quiz in quizzes]


def asked_by(known):
    """The condition for questions that any of these versions asks or may draw."""
    condition = Q(pk__in=set().union(*(one.questions for one in known)))
    for criteria in {criteria for one in known for criteria in one.pools}:
        condition |= criteria.condition
    return condition

"""Pools that had enough when their quiz was published, and have too little now: trainers are told."""

from collections import defaultdict
from typing import NamedTuple

from wagtail.admin.ui.components import Component

from . import bank
from .models import QuizItem, QuizPage, QuizPool


class SmallPool(NamedTuple):
    """One of them, with its quiz."""

    quiz: QuizPage
    shortfall: bank.Shortfall


def small_pools():
    """Every pool of a published quiz that may come short, by the quiz's title. Costs four queries."""
    pools, fixed = defaultdict(list), defaultdict(set)
    for pool in QuizPool.objects.filter(quiz__live=True).select_related("topic").order_by("sort_order", "pk"):
        pools[pool.quiz_id].append(pool)
    if not pools:
        return []
    for quiz, question in QuizItem.objects.filter(quiz__in=pools).values_list("quiz", "question"):
        fixed[quiz].add(question)
    questions = bank.published({pool.topic_id for several in pools.values() for pool in several})
    return [
        SmallPool(quiz, shortfall)
        for quiz in QuizPage.objects.filter(pk__in=pools).order_by("title", "pk")
        for shortfall in bank.shortfalls(pools[quiz.pk], questions, fixed=fixed[quiz.pk])
    ]


class SmallPoolsPanel(Component):
    """The dashboard's list of them."""

    name = "small_pools"
    template_name = "quizzes/editor/small_pools.html"
    order = 60

    def get_context_data(self, parent_context):
        """Every one."""
        return {"pools": small_pools()}

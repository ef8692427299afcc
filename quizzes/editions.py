"""Quiz editions. The one writer of them."""

import hashlib
import json
import logging
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from wagtail.models import Page

from training.prepared import Prepared

from . import bank
from .content import PoolContent, QuizContent
from .models import Question, QuizEdition, QuizPage
from .rules import rules_of

logger = logging.getLogger(__name__)

# So many quizzes does one round of the ticker look at.
AT_ONCE = 20


def build(quiz):
    """The edition that says what the quiz says now: the newest one where nothing changed, else a new number.

    Builds at once make one. Costs a query for each question type and pool.
    """
    with transaction.atomic():
        # The lock makes them take turns. The page is read again under it: what the caller holds may be old.
        Page.objects.select_for_update(no_key=True).get(pk=quiz.pk)
        quiz = QuizPage.objects.select_related("locale").get(pk=quiz.pk)
        content = content_of(quiz).model_dump(mode="json")
        digest = _digest(content)
        newest_one = newest(quiz)
        if newest_one and newest_one.digest == digest:
            return newest_one
        last = QuizEdition.objects.filter(quiz_key=quiz.key).order_by("-number").first()
        return QuizEdition.objects.create(
            quiz_key=quiz.key,
            language=quiz.locale.language_code,
            number=last.number + 1 if last else 1,
            digest=digest,
            content=content,
        )


def newest(quiz):
    """The edition that an attempt begun now takes, or None."""
    return NEWEST.first(quiz.key, quiz.locale.language_code)


def _newest(quiz_key, language):
    editions = QuizEdition.objects.filter(quiz_key=quiz_key, language=language).defer("content")
    return editions.order_by("-number")[:1]


NEWEST = Prepared(_newest, UUID(int=1), "a language")


def current(quiz):
    """The newest edition, built first where a failure left none."""
    return newest(quiz) or build(quiz)


def rebuild_all():
    """Build the edition of every published quiz. Returns how many were missing; where nothing changed, none."""
    before = QuizEdition.objects.count()
    for quiz in QuizPage.objects.live():
        build(quiz)
    return QuizEdition.objects.count() - before


def heal(at_once):
    """Build missing and outdated editions, of at most so many published quizzes (None: of all).

    The next call does others. Costs a few reads for each, and takes the write lock only where there is something to
    build.
    """
    built = QuizEdition.objects.filter(quiz_key=OuterRef("translation_key"), language=OuterRef("locale__language_code"))
    # By chance, so that every quiz has its turn however often this is called; those without an edition come first.
    quizzes = QuizPage.objects.live().select_related("locale").annotate(is_built=Exists(built))
    for quiz in quizzes.order_by("is_built", "?")[:at_once]:
        try:
            if not quiz.is_built or newest(quiz).digest != _digest(content_of(quiz).model_dump(mode="json")):
                build(quiz)
        # One quiz with odd content must not keep the others waiting.
        except (ValueError, DatabaseError):
            logger.exception("No edition of quiz %s", quiz.pk)


def content_of(quiz, *, with_drafts=False):
    """The content of a quiz page as it stands, validated. Writes nothing.

    With drafts, each question is as its trainer last left it, published or not.
    """
    fixed = _fixed(quiz, with_drafts)
    # Words such as "True" are the quiz's, whatever language the trainer's own screens speak.
    with translation.override(quiz.locale.language_code):
        return QuizContent(
            title=quiz.title,
            introduction=quiz.introduction,
            pass_mark=quiz.pass_mark,
            attempts_allowed=quiz.attempts_allowed,
            shuffle_options=quiz.shuffle_options,
            rules=rules_of(quiz),
            questions=[question.snapshot() for question in fixed],
            pools=[_pool(pool, besides=fixed) for pool in quiz.pools.all()],
        )


def _digest(content):
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _fixed(quiz, with_drafts):
    wanted = list(dict.fromkeys(item.question_id for item in quiz.items.all()))
    found = Question.objects.in_bulk(wanted)
    questions = [found[pk] for pk in wanted if pk in found]
    if with_drafts:
        questions = [question.get_latest_revision_as_object() for question in questions]
    else:
        questions = [question for question in questions if question.live]
    # A question that cannot be marked would fail everybody.
    return [question for question in questions if not question.problems()]


def _pool(pool, besides):
    questions = bank.drawable(pool.criteria, besides=besides)
    return PoolContent(
        topic_key=pool.topic.key,
        count=pool.count,
        questions=[question.snapshot() for question in questions if not question.problems()],
    )

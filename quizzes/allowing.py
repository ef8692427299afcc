"""Whether another attempt at a quiz may begin now. Screens and `attempting` ask here. Reads and writes nothing."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from courses.dates import day_of

from .grading import verdict_of
from .saying import day_and_time, in_words


class Refusal(NamedTuple):
    """Why no attempt may begin: a word for the log, and a sentence for the learner."""

    reason: str
    message: str

    @property
    def is_about_time(self):
        """Whether another day, or hour, would be the right one."""
        return self.reason in {"start-too-soon", "start-before-opening", "start-after-closing"}


def refusal_of(enrolment, edition, attempts, now):
    """Why no attempt on this edition may begin or go on, or None where it may. `attempts` come newest first."""
    if not enrolment.is_open:
        return Refusal("start-after-end", _("This period of your training is finished."))
    if any(attempt.is_open for attempt in attempts):
        return None
    if is_passed(attempts):
        is_sent = edition.quiz.rules.measures
        message = (
            _("You have sent this already. It is asked once.") if is_sent else _("You have passed this quiz already.")
        )
        return Refusal("start-after-pass", message)
    if any(attempt.is_awaiting for attempt in attempts):
        message = _("A trainer is still marking your last attempt at this quiz. You will get a message.")
        return Refusal("start-while-awaiting", message)
    return _limit(edition, attempts, now)


def _limit(edition, attempts, now):
    rules, today = edition.quiz.rules, day_of(now)
    if rules.opens_on and today < rules.opens_on:
        return Refusal("start-before-opening", _("This quiz opens on %(day)s.") % {"day": in_words(rules.opens_on)})
    if rules.closes_on and today > rules.closes_on:
        return Refusal("start-after-closing", _("This quiz closed after %(day)s.") % {"day": in_words(rules.closes_on)})
    return _used_up(edition, attempts, now)


def _used_up(edition, attempts, now):
    if attempts_left(edition, len(attempts)) == 0:
        return Refusal("start-without-attempts", _("You have used all your attempts at this quiz."))
    if (since := _from_when(edition, attempts)) and since > now:
        return Refusal("start-too-soon", _("You can try again from %(when)s.") % {"when": day_and_time(since)})
    if not edition.quiz.size:
        return Refusal("start-without-questions", _("This quiz has no questions yet."))
    return None


def is_passed(attempts):
    """Whether these attempts, of one period, come to a pass."""
    verdict = verdict_of(attempts)
    return verdict is not None and verdict.passed


def attempts_left(edition, used):
    """How many attempts may still begin; None for as many as one likes."""
    allowed = edition.quiz.attempts_allowed
    return None if allowed is None else max(allowed - used, 0)


def _from_when(edition, attempts):
    wait = edition.quiz.rules.wait_minutes
    # The newest may have been finished before an earlier one that was reopened.
    return max(one.submitted_at for one in attempts) + timedelta(minutes=wait) if wait and attempts else None

"""Random histories: what learners, trainers, managers, administrators and the clock do, in any order.

Every act is one of the real verbs, behind the same question that its screen asks first.
"""

import contextlib
from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from certificates import issuing, revoking
from certificates.models import Certificate
from quizzes import reopening
from quizzes.models import Attempt
from quizzes.refusing import Refused
from training.notices.management.commands.tick import tick_all

from . import invariants, working
from .boosted import Boosted
from .learners import Learners
from .managers import Managers
from .markers import Markers
from .trainers import Trainers
from .world import commit

# A morning, the hours before both changes of the clocks, a leap day, and the end of a long month.
STARTS = [
    datetime(2027, 1, 4, 10, tzinfo=UTC),
    datetime(2027, 3, 27, 23, 50, tzinfo=UTC),
    datetime(2027, 10, 30, 22, 50, tzinfo=UTC),
    datetime(2028, 2, 28, 23, 50, tzinfo=UTC),
    datetime(2027, 8, 31, 12, tzinfo=UTC),
]
CHECK_EVERY = 8


class History(Learners, Boosted, Trainers, Managers, Markers, RuleBasedStateMachine):
    """One history. `world` is set by whoever runs it; all is rolled back at the end."""

    world = None
    # How many histories there were.
    ran = 0

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = time_machine.travel(STARTS[0], tick=False)
        self.traveller = self.clock.start()
        self.steps, self.seen = 0, {}
        type(self).ran += 1

    def teardown(self):
        """Look a last time, and undo the history, whatever it came to."""
        try:
            invariants.hold(self)
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            invariants.forget()

    def done(self):
        """After each act: commit, let time pass, and look now and then."""
        commit()
        self.traveller.shift(timedelta(seconds=7))
        self.steps += 1
        if self.steps % CHECK_EVERY == 0:
            invariants.hold(self)

    @initialize(
        start=st.sampled_from(STARTS),
        scene=st.sampled_from(["empty", "asked", "begun", "trained", "updated", "boosted", "expiring"]),
    )
    def begin(self, start, scene):
        """Somewhere in the middle of things, so that short histories get far."""
        self.traveller.move_to(start)
        if scene in ("asked", "expiring"):
            self.require(0, 30, 0)
        if scene in ("begun", "trained", "updated", "boosted", "expiring"):
            self.enrol(0)
        if scene in ("trained", "updated", "boosted", "expiring"):
            self.finish(0)
        if scene == "updated":
            self.add_lesson()
            self.release("everyone")
            self.work()
        if scene == "boosted":
            self.wait(31)
            self.answer_booster(is_right=False, is_all=False)
        if scene == "expiring":
            self.wait(120)
        self.done()

    @rule(which=st.integers(0, 3), what=st.sampled_from(["revoke", "reinstate", "reissue"]))
    def decide(self, which, what):
        """Revoke, reinstate or replace a certificate."""
        certificates = list(Certificate.objects.order_by("pk"))
        administrator = self.world.person(self.world.administrator)
        if certificates:
            certificate = certificates[which % len(certificates)]
            with contextlib.suppress(issuing.NotInForce):
                if what == "reissue":
                    issuing.reissue(certificate, actor=administrator, reason="fault")
                elif what == "revoke":
                    revoking.revoke(certificate, actor=administrator, reason="issued_in_error")
                else:
                    revoking.reinstate(certificate, actor=administrator)
        self.done()

    @rule(which=st.integers(0, 3), minutes=st.sampled_from([1, 45, 10_000]))
    def reopen(self, which, minutes):
        """Open a finished attempt again, or be told why it cannot go on."""
        finished = list(reopening.may_be_reopened().order_by("-pk"))
        if finished:
            administrator = self.world.person(self.world.administrator)
            with contextlib.suppress(Refused):
                made = reopening.reopen(
                    finished[which % len(finished)], reason="fault", minutes=minutes, actor=administrator
                )
                assert made.deadline_at is None or made.deadline_at > timezone.now()
                assert Attempt.objects.get(pk=made.attempt_id).is_open
        self.done()

    @rule(days=st.sampled_from([1, 30, 95, 185, 400]))
    def wait(self, days):
        """Time passes, and nobody does anything."""
        self.traveller.shift(timedelta(days=days))
        self.done()

    @rule()
    def tick(self):
        """One round of what is due."""
        assert tick_all(timezone.now()) == []
        self.done()

    @rule()
    def work(self):
        """The worker does what waits for it."""
        working.work()
        self.done()

"""What this app announces."""

from django.dispatch import Signal

# A learner completed a course. Sent on commit with `enrolment`; receivers are idempotent.
course_completed = Signal()

"""What an attempt does not allow, said to the learner and noted for whoever looks into misuse."""

import logging

# Refusals are written here: who may look into misuse reads it. Holds numbers, never answers.
refusals = logging.getLogger("quizzes.refused")


class Refused(Exception):
    """An act that an attempt does not allow. Its text is for the learner; `reason` is for the log."""

    def __init__(self, reason, message, **ids):
        super().__init__(message)
        self.reason = reason
        refusals.warning("%s %s", reason, " ".join(f"{name}={value}" for name, value in ids.items()))

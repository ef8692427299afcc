"""What every reader of a format gives: questions, or the reason why the file cannot be read."""

MOST_QUESTIONS = 5_000
MOST_BYTES = 20 * 1024 * 1024


class BadFile(Exception):
    """A file cannot be read at all; the message says why, and names the line where it can."""

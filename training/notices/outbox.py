"""Read the mail that a demo site wrote to files instead of sending it."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

SEPARATOR = b"-" * 79
NEWEST = 100


@dataclass(frozen=True)
class Mail:
    """One message as its reader would see it."""

    to: str
    subject: str
    body: str
    written_at: datetime


def mails(directory):
    """The newest messages in a folder that Django's file backend writes to, newest first."""
    files = sorted(Path(directory).glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found = [mail for path in files[:NEWEST] for mail in _mails_in(path)]
    return sorted(found, key=lambda mail: mail.written_at, reverse=True)[:NEWEST]


def _mails_in(path):
    parts = path.read_bytes().split(SEPARATOR + b"\n")
    # One connection may write several messages within a second: the later one stands further down.
    return [_parsed(part) for part in reversed(parts) if part.strip()]


def _parsed(raw):
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body is not None else "",
        written_at=parsedate_to_datetime(str(message["Date"])),
    )

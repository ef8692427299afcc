"""A small load generator: so many clients, each with its own connection, asking again as soon as it is answered.

One thread and one `epoll` wait for all of them. It takes about a fiftieth of what the site takes for an answer
(the report says how much), so that it does not decide what it measures.
"""

import selectors
import socket
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

LENGTH = b"content-length:"
HEAD_ENDS = b"\r\n\r\n"
BIG = 262_144
FINE = (200, 302)
TOKEN = "b" * 32
# Gives requests, and is given the answer to each.
Talk = Generator[bytes, bytes, None]


@dataclass
class Outcome:
    """What one run came to. `took` holds the seconds of every answer, in no order."""

    seconds: float
    took: list[float]
    own_cpu: float = 0.0

    @property
    def count(self) -> int:
        """How many answers there were."""
        return len(self.took)

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return self.count / self.seconds

    def note(self, answer: bytes, took: float) -> None:
        """Count an answer. Raises RuntimeError for one that is neither a page nor a way to one."""
        status = int(answer[9:12])
        if status not in FINE:
            raise RuntimeError(f"Status {status}: {answer[:2000].decode(errors='replace')}")
        self.took.append(took)

    def within(self, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        ranked = sorted(self.took)
        return ranked[min(int(len(ranked) * share), len(ranked) - 1)] * 1000


def get(path: str, port: int, cookie: str) -> bytes:
    """The bytes of a GET request for a page."""
    return _request("GET", path, port, cookie)


def post(path: str, port: int, cookie: str, fields: dict[str, str]) -> bytes:
    """The bytes of a form that is sent, with what Django asks of one against forgery."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}, doseq=True).encode()
    more = ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return _request("POST", path, port, f"{cookie}; csrftoken={TOKEN}", more) + body


def _request(method: str, path: str, port: int, cookie: str, more: Sequence[str] = ()) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Accept: text/html",
        "Accept-Language: en-GB,en;q=0.9",
        f"Cookie: {cookie}",
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def again_and_again(request: bytes) -> Talk:
    """Ask for one page for ever."""
    while True:
        yield request


class Client:
    """One visitor on a connection of her own."""

    def __init__(self, port: int, talk: Talk):
        self.talk = talk
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        """Ask for a page."""
        self.buffer, self.wanted = bytearray(), None
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """Read what has come: the whole answer, or None before it is whole. Raises ConnectionError at an end."""
        data = self.socket.recv(BIG)
        if not data:
            raise ConnectionError("The server hung up")
        self.buffer += data
        if self.wanted is None and HEAD_ENDS in self.buffer:
            head, _, _ = self.buffer.partition(HEAD_ENDS)
            self.wanted = len(head) + len(HEAD_ENDS) + _length(bytes(head))
        return bytes(self.buffer) if self.wanted is not None and len(self.buffer) >= self.wanted else None


def _length(head: bytes) -> int:
    lower = head.lower()
    place = lower.find(LENGTH)
    return int(lower[place + len(LENGTH) :].split(b"\r\n", 1)[0]) if place >= 0 else 0


def run(port: int, talks: Sequence[Talk], seconds: float) -> Outcome:
    """Let one client for each talk ask for so many seconds, or until it has nothing to ask any more."""
    waiting = selectors.DefaultSelector()
    clients = [Client(port, talk) for talk in talks]
    outcome = Outcome(seconds=0.0, took=[])
    own, begun = time.process_time(), time.perf_counter()
    for client in clients:
        waiting.register(client.socket, selectors.EVENT_READ, client)
        client.send(next(client.talk))
    busy = len(clients)
    while busy:
        for key, _ in waiting.select():
            client = key.data
            answer = client.receive()
            if answer is None:
                continue
            outcome.note(answer, time.perf_counter() - client.sent_at)
            following = None
            if time.perf_counter() - begun < seconds:
                with suppress(StopIteration):
                    following = client.talk.send(answer)
            if following:
                client.send(following)
            else:
                busy -= 1
    outcome.seconds = time.perf_counter() - begun
    outcome.own_cpu = time.process_time() - own
    for client in clients:
        client.socket.close()
    waiting.close()
    return outcome

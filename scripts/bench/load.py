"""A small load generator: so many clients, each with its own connection, asking again as soon as it is answered.

One thread and one `epoll` wait for all of them. It costs the machine a twentieth of what an answer costs the site
(each table says how much), so that it does not decide what it measures.
"""

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

LENGTH = b"content-length:"
HEAD_ENDS = b"\r\n\r\n"
BIG = 262_144


@dataclass
class Outcome:
    """What one run came to. `took` holds the seconds of every answer, in no order."""

    seconds: float
    took: list[float]
    statuses: dict[int, int] = field(default_factory=dict)
    own_cpu: float = 0.0

    @property
    def count(self) -> int:
        """How many answers there were."""
        return len(self.took)

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return self.count / self.seconds

    def within(self, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        ranked = sorted(self.took)
        return ranked[min(int(len(ranked) * share), len(ranked) - 1)] * 1000


def get(path: str, port: int, cookie: str) -> bytes:
    """The bytes of a GET request for a page, as a proxy that speaks https to the outside would pass it on."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "X-Forwarded-Proto: https",
        "Accept: text/html",
        "Accept-Language: en-GB,en;q=0.9",
        f"Cookie: {cookie}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Client:
    """One visitor: sends the next of its requests as soon as the last was answered."""

    def __init__(self, port: int, requests: Sequence[bytes]):
        self.address = ("127.0.0.1", port)
        self.requests = requests
        self.number = 0
        self.socket = None
        self.connect()

    def connect(self) -> None:
        """Open a connection of its own."""
        if self.socket:
            self.socket.close()
        self.socket = socket.create_connection(self.address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> None:
        """Ask for the next page."""
        self.buffer, self.wanted = b"", None
        self.sent_at = time.perf_counter()
        self.socket.sendall(self.requests[self.number % len(self.requests)])
        self.number += 1

    def receive(self) -> int | None:
        """Read what has come: the status once the answer is whole, None before. Raises ConnectionError at an end."""
        data = self.socket.recv(BIG)
        if not data:
            raise ConnectionError("The server hung up")
        self.buffer += data
        if self.wanted is None and HEAD_ENDS in self.buffer:
            head, _, _ = self.buffer.partition(HEAD_ENDS)
            self.wanted = len(head) + len(HEAD_ENDS) + _length(head)
        if self.wanted is None or len(self.buffer) < self.wanted:
            return None
        return int(self.buffer[9:12])


def _length(head: bytes) -> int:
    lower = head.lower()
    place = lower.find(LENGTH)
    return int(lower[place + len(LENGTH) :].split(b"\r\n", 1)[0]) if place >= 0 else 0


def run(port: int, requests: Sequence[Sequence[bytes]], seconds: float) -> Outcome:
    """Let one client for each list of requests ask for so many seconds. What is under way at the end is waited for."""
    waiting = selectors.DefaultSelector()
    clients = [Client(port, of_one) for of_one in requests]
    for client in clients:
        waiting.register(client.socket, selectors.EVENT_READ, client)
    outcome = Outcome(seconds=0.0, took=[])
    own, begun = time.process_time(), time.perf_counter()
    for client in clients:
        client.send()
    busy = len(clients)
    while busy:
        for key, _ in waiting.select():
            client = key.data
            status = client.receive()
            if status is None:
                continue
            now = time.perf_counter()
            outcome.took.append(now - client.sent_at)
            outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
            if now - begun < seconds:
                client.send()
            else:
                busy -= 1
    outcome.seconds = time.perf_counter() - begun
    outcome.own_cpu = time.process_time() - own
    for client in clients:
        client.socket.close()
    waiting.close()
    return outcome

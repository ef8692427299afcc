"""Makes odd requests from a seed, sends them, and counts the answers."""

import re
import sys
from collections import Counter, defaultdict
from copy import deepcopy
from random import Random
from traceback import extract_tb
from urllib.parse import quote

from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from . import oddities
from .addresses import addresses

NAMES = re.compile(rb'name="([\w.:-]{1,60})"')


class Fuzz:
    """Sends requests at every address in every role. `found` names each 500 once, with how to send it again."""

    def __init__(self, people, stock, seed):
        self.random = Random(seed)
        self.people = people
        self.stock = [str(one) for one in stock]
        self.pages = [str(key) for key in Page.objects.filter(depth__gt=1).values_list("pk", flat=True)]
        self.addresses = addresses()
        self.fields = defaultdict(set)
        self.statuses = Counter()
        self.found = {}
        self.clients = {}
        self.cookies = {}

    def run(self, count):
        """Send so many. Every address comes up before one comes up again."""
        got_request_exception.connect(self._keep)
        try:
            for number in range(count):
                if number % len(self.addresses) == 0:
                    self.random.shuffle(self.addresses)
                self._send(self.addresses[number % len(self.addresses)])
        finally:
            got_request_exception.disconnect(self._keep)

    def _send(self, address):
        method = self.random.choice(oddities.METHODS)
        fields = sorted(self.fields[address.name])
        path = self._path(address)
        data, kind = (b"", "") if method in {"GET", "HEAD"} else oddities.body(self.random, fields)
        extra = self.random.choice(oddities.HEADERS) if self.random.random() < 0.3 else {}
        extra = {"QUERY_STRING": oddities.query(self.random, fields), **extra}
        # Half of all come from those to whom most is open.
        role = self.random.choice(["admin", "chidi"] if self.random.random() < 0.5 else list(self.people))
        self.sent = (role, method, path, extra, data[:200], kind)
        self.error = None
        # What one request did is undone, so that the next finds everything in its place.
        client = self._client(role)
        with transaction.atomic():
            response = client.generic(method, path, data, kind, **extra)
            content = b"" if response.streaming else response.content
            if response.streaming:
                content = b"".join(response.streaming_content)
            transaction.set_rollback(True)
        self.statuses[response.status_code] += 1
        if response.status_code == 200 and b"<form" in content:
            self.fields[address.name].update(name.decode() for name in NAMES.findall(content))
        # While a database is away we answer 503; here it never is.
        if response.status_code == 500 or (response.status_code == 503 and self.error):
            self._note(address, response)

    def _client(self, role):
        if role not in self.clients:
            self.clients[role] = Client(raise_request_exception=False)
            if self.people[role] is not None:
                self.clients[role].force_login(self.people[role])
            self.cookies[role] = self.clients[role].cookies
        client = self.clients[role]
        # Whoever signed out, or got a new session that was undone, is signed in again.
        client.cookies = deepcopy(self.cookies[role])
        return client

    def _path(self, address):
        given = {name: self._part(name) for name in address.wants}
        return "/" + quote(address.form % given, safe="/%")

    def _part(self, name):
        if "page" in name and self.random.random() < 0.7:
            return self.random.choice(self.pages)
        if self.random.random() < 0.4:
            return str(self.random.randrange(1, 8))
        if self.random.random() < 0.6:
            return quote(self.random.choice(self.stock), safe="/")
        return quote(oddities.value(self.random).encode("utf-8", "surrogatepass"), safe="/")

    def _keep(self, sender, **_):
        self.error = sys.exc_info()[1]

    def _note(self, address, response):
        frames = extract_tb(self.error.__traceback__) if self.error else []
        where = " < ".join(f"{frame.filename.split('site-packages/')[-1]}:{frame.lineno}" for frame in frames[:-6:-1])
        key = (address.name, type(self.error).__name__, where)
        self.found.setdefault(key, (repr(self.error)[:200], repr(self.sent)[:600]))

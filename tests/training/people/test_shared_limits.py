"""What limits attempts is counted by all web processes together, and by the visitor's own address."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests import prepared
from tests.cast import make_user
from tests.training.people.test_production import ENVIRONMENT
from training.people.adapter import UNKNOWN_ADDRESS

from .stepping import give_app, sign_in

ROOT = Path(__file__).resolve().parents[3]
# What one web process does: three wrong passwords for Amara, and three wrong codes for Ben.
ATTEMPTS = """
from django.test import Client, override_settings
from training.settings import production

# All but the static files, which nobody has collected here.
override_settings(CACHES=production.CACHES, ACCOUNT_RATE_LIMITS=production.ACCOUNT_RATE_LIMITS).enable()

def refused(address, fields, browser):
    pages = [browser.post(address, fields).content.decode() for _ in range(3)]
    return sum("Too many failed attempts" in page for page in pages)

print("password", refused("/account/login/", {"login": "amara@northmere.example", "password": "x"}, Client()))
browser = Client()
browser.post("/account/login/", {"login": "ben@northmere.example", "password": "a-long-password-1"})
print("code", refused("/account/second-step/authenticate/", {"code": "000000"}, browser))
"""


def process(url):
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", ATTEMPTS],
        cwd=ROOT,
        env={
            **os.environ,
            **ENVIRONMENT,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "training.settings.test",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_count_together(real_database):
    call_command("createcachetable", "shared_cache", verbosity=0)
    make_user("Amara Okafor")
    give_app(make_user("Ben Hughes"))
    name = settings.DATABASES["default"]["NAME"]
    url = prepared.postgres_url(name) if prepared.is_postgres() else f"sqlite:///{name}"
    said = [process.communicate() for process in [process(url), process(url)]]
    counts = [dict(line.split() for line in out.splitlines()) for out, _ in said]
    assert [len(count) for count in counts] == [2, 2], said
    # Five are allowed to both together; of six, one was refused.
    assert {kind: sum(int(count[kind]) for count in counts) for kind in counts[0]} == {"password": 1, "code": 1}


def test_who_tries_many_addresses_clears_nobodys_count(db, settings, monkeypatch):
    call_command("createcachetable", "shared_cache", verbosity=0)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    settings.CACHES = runpy.run_module("training.settings.production")["CACHES"]
    # Every address has a count of its own. A table that is full drops a third of them, whosever they are.
    with connection.cursor() as cursor:
        rows = [(f"count {number}", "", "2100-01-01 00:00:00") for number in range(5_000)]
        cursor.executemany("INSERT INTO shared_cache (cache_key, value, expires) VALUES (%s, %s, %s)", rows)
        cache.set("one-more", 1)
        cursor.execute("SELECT count(*) FROM shared_cache")
        assert cursor.fetchone()[0] == 5_001


@pytest.mark.parametrize(
    ("proxies", "forwarded", "status"),
    [(2, "203.0.113.7", 302), (3, "a, b", 302), (1, "nonsense", 302), (0, "203.0.113.7", 302), (2, "", 302)],
)
def test_fewer_forwarded_addresses_than_proxies_are_no_error(client, amara, settings, proxies, forwarded, status):
    settings.TRUSTED_PROXY_COUNT = settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,5/300s/key"}
    client.defaults["HTTP_X_FORWARDED_FOR"] = forwarded
    assert sign_in(client, amara).status_code == status
    assert "_auth_user_id" in client.session


def test_a_limit_by_address_goes_by_what_our_own_proxy_saw(rf, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"}, REMOTE_ADDR="10.0.0.1")
    assert get_adapter().get_client_ip(request) == "203.0.113.7"
    assert get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR="")) == UNKNOWN_ADDRESS


def test_who_is_stopped_is_told_on_a_page_of_ours(client, db, settings):
    settings.MFA_RATE_LIMITS = {"webauthn_login": "1/m/ip"}
    for _ in range(2):
        page = client.post("/account/second-step/webauthn/login/", {"credential": "{}"})
    assert page.status_code == 429
    assert "Wait a few minutes" in page.content.decode()

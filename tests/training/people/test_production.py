"""The settings for people: `manage.py check --deploy` has nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

from allauth.core.internal.ratelimit import parse_rates
from django.apps import apps
from django.core.cache import cache
from django.db.models.signals import post_migrate

from training.settings import base

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "training.settings.production",
    "SECRET_KEY": "k3-9xq_7vT2-mB8wZrLpY5nCfHs1dJgUaEoKiXtQbVyRzWl4M6",
    "ALLOWED_HOSTS": "example.org",
    "EMAIL_URL": "smtp://localhost",
}


def run(*args, **environment):
    return subprocess.run(
        [sys.executable, *args],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def check_deployment(tmp_path, **environment):
    database = f"sqlite:///{tmp_path}/db.sqlite3"
    check = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    return run(*check, DATABASE_URL=database, **environment)


def shown(tmp_path, expression, **environment):
    """What an expression with `settings` in it comes to; the apps are not loaded for it."""
    show = f"from django.conf import settings; from allauth import app_settings; print({expression})"
    done = run("-c", show, DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_production_settings_are_clean(tmp_path):
    # With all that a site can ask for: nothing is found, and nothing hidden.
    found = check_deployment(tmp_path, SECURE_HSTS_PRELOAD="true")
    assert found.returncode == 0, found.stderr
    assert "no issues (0 silenced)" in found.stdout


def test_no_browser_is_told_to_keep_the_domain_on_its_list_unless_somebody_says_so(tmp_path):
    found = check_deployment(tmp_path)
    assert found.returncode == 0, found.stderr
    assert "no issues (1 silenced)" in found.stdout
    assert shown(tmp_path, "settings.SECURE_HSTS_PRELOAD") == "False"
    assert shown(tmp_path, "settings.SECURE_HSTS_PRELOAD", SECURE_HSTS_PRELOAD="true") == "True"


def test_migrating_makes_the_table_that_counts_failed_sign_ins(db, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    }
    post_migrate.send(apps.get_app_config("people"), app_config=apps.get_app_config("people"), using="default")
    cache.set("key", "value")
    assert cache.get("key") == "value"


def test_production_starts_with_no_secret_made_up(tmp_path):
    environment = {**ENVIRONMENT, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
    del environment["SECRET_KEY"]
    found = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode != 0
    assert "SECRET_KEY" in found.stderr


def test_the_number_of_proxies_is_told_once_for_every_limit(tmp_path):
    told = "settings.TRUSTED_PROXY_COUNT, app_settings.TRUSTED_PROXY_COUNT"
    assert shown(tmp_path, told) == "0 0"
    assert shown(tmp_path, told, TRUSTED_PROXY_COUNT="2") == "2 2"


def test_a_whole_council_behind_one_address_can_sign_in_at_nine_in_the_morning():
    limits = base.ACCOUNT_RATE_LIMITS
    by_address = {
        name: rate.amount for name, rates in limits.items() for rate in parse_rates(rates) if rate.per == "ip"
    }
    assert set(by_address) == {"login", "login_failed", "signup", "reset_password", "reset_password_from_key"}
    assert min(by_address.values()) >= 60
    # What protects one account is as strict as ever.
    assert "5/300s/key" in limits["login_failed"]

"""A site for people speaks https and nothing else; a site of one's own machine may speak http, and no other."""

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured


@pytest.fixture
def production(monkeypatch):
    """Read the production settings with these environment variables."""

    def read(**variables):
        needed = {"SECRET_KEY": "for-this-test", "ALLOWED_HOSTS": "localhost", "EMAIL_URL": "dummymail://"}
        for name, value in (needed | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_module("training.settings.production")

    return read


def test_a_site_for_people_speaks_https_only(production):
    settings = production(ALLOWED_HOSTS="training.example")
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["upgrade-insecure-requests"]


def test_a_site_for_people_asks_for_a_second_step(production):
    assert production()["SECOND_STEP_REQUIRED"]
    assert not production(SECOND_STEP_REQUIRED="false")["SECOND_STEP_REQUIRED"]


def test_a_site_of_this_machine_may_speak_http_so_that_one_can_sign_in(production):
    settings = production(PLAIN_HTTP_ON_LOOPBACK="true", ALLOWED_HOSTS="localhost,127.0.0.1")
    assert not settings["SECURE_SSL_REDIRECT"]
    assert not settings["SESSION_COOKIE_SECURE"]
    assert not settings["CSRF_COOKIE_SECURE"]


@pytest.mark.parametrize("hosts", ["training.example", "localhost,training.example", "*"])
def test_no_site_that_others_can_reach_starts_on_http(production, hosts):
    with pytest.raises(ImproperlyConfigured, match="PLAIN_HTTP_ON_LOOPBACK"):
        production(PLAIN_HTTP_ON_LOOPBACK="true", ALLOWED_HOSTS=hosts)


@pytest.mark.parametrize("redirects", [True, False])
def test_a_proxy_that_redirects_leaves_the_check_of_a_deployment_nothing_to_find(production, redirects):
    silenced = production(SECURE_SSL_REDIRECT=str(redirects))["SILENCED_SYSTEM_CHECKS"]
    assert ("security.W008" in silenced) == (not redirects)
    assert "security.W021" in silenced

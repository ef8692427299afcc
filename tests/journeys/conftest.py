"""The browser, the server, and people at windows of the sizes that count."""

from functools import partial

import pytest
from playwright.sync_api import expect, sync_playwright

from scripts.chromium import launch, path
from tests.journeys.editor import Editor
from tests.journeys.site import Site, ensure_collected
from tests.journeys.visitor import Visitor

PHONE, DESK = 320, 1280
PATIENCE = 60_000  # milliseconds, for a machine that does other work too


def pytest_collection_modifyitems(items):
    """Mark what needs a browser as a journey."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", []):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    if path() is None:
        pytest.skip("Chromium is not installed; `make test` installs it")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A server with the demo's course and people, for the tests of one file."""
    ensure_collected()
    served = Site(tmp_path_factory.mktemp("site"))
    served.start()
    yield served
    # What it has is thrown away; ending in good order would take a second each time.
    served.kill()


@pytest.fixture
def visitor(chromium, site):
    """Open windows: `visitor("Amara", width=320, also=1280, scripts=True)`; each keeps its own cookies.

    What she does, she does in a window of the one width; every page she looks at, she looks at in the other one too.
    """
    contexts = []

    def open_window(name, *, width=PHONE, also=None, scripts=True, kind=Visitor):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="en-GB"
        )
        context.has_scripts = scripts
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return kind(context, site, name, also)

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def editor(visitor):
    """Open windows on Wagtail's editor: `editor("Farah")`. It is used at a desk."""
    return partial(visitor, width=DESK, kind=Editor)

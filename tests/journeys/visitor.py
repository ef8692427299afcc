"""A person at a browser: goes to pages, reads them, and notices what is wrong with them."""

import os
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.site import PASSWORD, ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only violations are worked out in full: every node that passes a rule would be described, too.
RUN_AXE = "runOnly => axe.run(document, {runOnly, resultTypes: ['violations']}).then(found => found.violations)"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What axe reads, without the forms' tokens, which differ at every visit.
READ = "() => document.documentElement.outerHTML.replace(/name=.csrfmiddlewaretoken.[^>]*>/g, '')"
# Pages found sound, by width and html: axe would say the same of the same page again.
SOUND = set()
# Pictures of every page looked at, for people: SCREENSHOTS=/tmp/pictures make test
PICTURES = os.environ.get("SCREENSHOTS")


class Visitor:
    """One browser window. `look()` holds the page it shows against what every page promises."""

    def __init__(self, context, site, name, also=None):
        self.page = context.new_page()
        self.context = context
        self.site = site
        self.name = name
        self.also = also
        self.noise = []
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self._hear("error", str(error)))

    def _hear(self, kind, text):
        if kind == "error":
            self.noise.append(text)

    def go(self, path, *, looking=True):
        """Open an address of the site."""
        self.page.goto(path if path.startswith("http") else f"{self.site.url}{path}")
        return self.look() if looking else self

    def sign_in(self, email, password=PASSWORD):
        """Sign in as one of the demo's people."""
        self.go("/account/login/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")
        return self

    def press(self, name, *, looking=True):
        """Press the button or link of this name, and look at the page that follows."""
        main = self.page.get_by_role("main")
        button = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first
        # Without waiting for the navigation itself, a look may fall on the page that is going away.
        with self.page.expect_navigation():
            button.click()
        return self.look() if looking else self

    def sees(self, text):
        """Expect words in the main part of the page."""
        expect(self.page.get_by_role("main")).to_contain_text(text)
        return self

    def look(self):
        """Hold the page against the promises: accessible, no sideways scroll, a quiet console."""
        if self._is_editor():
            return self
        self._hold()
        return self.look_at(self.also) if self.also else self

    def _hold(self):
        assert self.page.evaluate(SIDEWAYS) <= 0, f"{self.page.url} scrolls sideways"
        if self.context.has_scripts:
            self._check_access()
        assert not self.noise, f"{self.page.url}: {self.noise}"
        self._picture()

    def look_at(self, width):
        """Look at the same page in a window of another width, and back."""
        here = self.page.viewport_size
        self.page.set_viewport_size({**here, "width": width})
        self._hold()
        self.page.set_viewport_size(here)
        return self

    def _is_editor(self):
        return "/cms/" in self.page.url

    def _check_access(self):
        seen = (self.page.viewport_size["width"], self.page.evaluate(READ))
        if seen in SOUND:
            return
        self.page.evaluate(AXE)
        violations = self.page.evaluate(RUN_AXE, TAGS)
        found = [f"{one['id']}: {node['html'][:200]}" for one in violations for node in one["nodes"]]
        assert not found, f"{self.page.url}\n" + "\n".join(found)
        SOUND.add(seen)

    def _picture(self):
        if not PICTURES:
            return
        width = self.page.viewport_size["width"]
        name = re.sub(r"\W+", "-", self.page.url.removeprefix(self.site.url)).strip("-") or "home"
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name[:80]}-{width}.png", full_page=True)

"""A first visit to a lesson, with nothing in the browser's cache."""

from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from scripts import chromium
from scripts.bench.figures import Figure, at_most, shown, told
from scripts.bench.lessons import Pages

JOURNEY = "Cold visit to a lesson"
PAINT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""


def measure(pages: Pages) -> list[Figure]:
    """Open the lesson in a new browser and count what comes over the wire."""
    site = pages.site
    name, _, value = pages.cookies["lesson"][0].partition("=")
    address = f"http://127.0.0.1:{site.port}"
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address + urlsplit(pages.paths["lesson"]).path, wait_until="networkidle")
        paint = page.evaluate(PAINT)
        browser.close()
    return [
        at_most(JOURNEY, "requests", len(sizes), 8),
        at_most(JOURNEY, "bytes in all", sum(sizes) / 1000, 60, "KB"),
        told(JOURNEY, "largest paint", shown(paint, "ms")),
    ]

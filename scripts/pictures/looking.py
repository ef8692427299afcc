"""A trainer at a browser: looks at a question in the editor and as learners are asked it, and draws what she sees."""

from pathlib import Path

from tests.journeys.editor import IS_WATCHED, Editor

DRAWING = Path(__file__).with_name("drawing.js").read_text()
DRAW = "(part, words) => drawn(part, words)"
# What every type has, and so no picture of one shows; and room for the signs beside the headings.
TYPE_ALONE = """
    .w-form-width { padding-inline-start: 44px; }
    .w-form-width > :not(.w-panel), #panel-topic-section, #panel-picture_below_the_question-section,
    #panel-feedback-section, #panel-safety-section, #panel-in_the_bank-section, #panel-facts-section { display: none; }
    .w-panel { margin-bottom: 16px; }
    .quiz-question { border: 0; padding: 0; }
"""
FORM, ASKED = ".w-form-width", ".quiz-question"
# Which addresses the page's pictures have: a drawing refers to nothing, so what they hold is put into it.
FETCH_DRAWINGS = """async () => {
    const images = [...document.querySelectorAll("img, image")];
    const addresses = images.map((one) => one.currentSrc || one.getAttribute("href"));
    const sources = addresses.filter(Boolean).map((address) => new URL(address, location).href);
    const texts = await Promise.all(sources.map(async (source) => [source, await (await fetch(source)).text()]));
    window.drawings = Object.fromEntries(texts);
}"""
# The boxes were made as high as their words before the style above changed their width.
FIT_BOXES = """() => document.querySelectorAll("textarea").forEach(
    (box) => box.dispatchEvent(new Event("autosize:update"))
)"""
DESK, PHONE = 900, 430


class Looking:
    """One trainer, signed in at a desk and at another where the preview is open: the editor remembers that."""

    def __init__(self, browser, site, email):
        self.form, self.beside = (_editor(browser, site, email) for _ in range(2))
        self.phone = self.beside.context.new_page()
        self.phone.set_viewport_size({"width": PHONE, "height": 800})

    def at_editor(self, address, words):
        """The panels of the type, as the editor shows them."""
        self.form.go(address)
        self.form.page.wait_for_function(IS_WATCHED)
        return _drawn(self.form.page, FORM, words)

    def at_learners_view(self, address, words):
        """The question as it is asked, in the preview of the form that the editor shows."""
        self.beside.go(address)
        self.beside.preview().locator(ASKED).wait_for()
        self.phone.goto(f"{self.beside.site.url}{address.replace('/edit/', '/preview/')}?mode=")
        return _drawn(self.phone, ASKED, words)


def _editor(browser, site, email):
    context = browser.new_context(viewport={"width": DESK, "height": 1000}, locale="en-GB", bypass_csp=True)
    context.has_scripts = False  # axe is not asked here
    editor = Editor(context, site, email)
    editor.sign_in(email)
    return editor


def _drawn(page, part, words):
    page.add_style_tag(content=TYPE_ALONE)
    page.evaluate(FIT_BOXES)
    page.evaluate(FETCH_DRAWINGS)
    page.evaluate(DRAWING)
    return page.locator(part).first.evaluate(DRAW, words)

"""A trainer or administrator in Wagtail's editor, with the mouse and the keyboard."""

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

CONTROLLER = """name => {
    const form = document.querySelector("[data-edit-form]");
    return form && window.wagtail.app.getControllerForElementAndIdentifier(form, name);
}"""
# Wagtail notices edits from two seconds after loading; nobody types sooner but a test.
IS_WATCHED = f"() => ({CONTROLLER})('w-unsaved')?.initialFormData !== undefined"
# An autosave on its way while a new page is published would make that page twice.
LET_AUTOSAVE_END = f"""() => {{
    const autosave = ({CONTROLLER})("w-autosave");
    autosave.activeValue = false;
    return !autosave.submitPromise;
}}"""

# A list's own button stands by itself, a stream's in a part of its own.
ADDING = ":scope > button.c-sf-add-button, :scope > div > button.c-sf-add-button"
IS_IN_FORM = "([part, text]) => [...part.querySelectorAll('input[type=hidden]')].some(one => one.value.includes(text))"


class Editor(Visitor):
    """A window on the editor. It keeps every answer of the server that says the server failed."""

    def __init__(self, context, site, name, also=None):
        super().__init__(context, site, name, also)
        self.failures = []
        self.page.on("response", self._keep_failure)

    def _keep_failure(self, response):
        if response.status >= 500:
            self.failures.append(f"{response.status} {response.url}")

    def _hear(self, kind, text):
        # An autosave that is refused, with its reason shown, is an error to the console; and on pages of the site
        # a trainer's user bar may run its own axe twice at once.
        if not self._is_editor() and "Axe is already running" not in text:
            super()._hear(kind, text)

    def field(self, name):
        """The part of the form that holds a field or a block's child."""
        return self.page.locator(f"[data-contentpath='{name}']").first

    def fill(self, name, text):
        """Write into a plain field."""
        self.page.locator(f"[name='{name}']").fill(text)

    def type_into(self, part, text):
        """Write at the end of the rich text of a part of the form, key by key."""
        part.locator("[contenteditable=true]").first.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)
        # What was typed reaches the form a quarter of a second later.
        self.page.wait_for_function(IS_IN_FORM, arg=[part.element_handle(), text.strip()])

    def add_block(self, stream, kind=None):
        """Add a block at the end of a stream, choosing its kind where there are several; returns the block."""
        blocks = self.field(stream).locator("[data-streamfield-child]")
        count = blocks.count()
        if kind is None or not self.page.get_by_role("option", name=kind, exact=True).is_visible():
            self.field(stream).locator("button.c-sf-add-button:visible").last.click()
        if kind:
            self.page.get_by_role("option", name=kind, exact=True).click()
        expect(blocks).to_have_count(count + 1)
        return blocks.nth(count)

    def write(self, name, value):
        """Give a field its value, or one of a block's, as its kind wants it: words, a tick, ticks, one of a list."""
        field = self.page.locator(f"[data-edit-form] [name='{name}']")
        if isinstance(value, bool):
            field.set_checked(value)
        elif isinstance(value, list):
            for box in field.all():
                box.set_checked(box.get_attribute("value") in value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(str(value))

    def blocks(self, stream):
        """The blocks of a stream or list, named as its form names it; those of another one inside are not among them."""
        return self.page.locator(f"[name='{stream}-count'] + div > [data-streamfield-child]:not([aria-hidden])")

    def write_blocks(self, stream, values):
        """Have just so many blocks of the one kind that a stream or list has, each with this value or these fields."""
        blocks = self.blocks(stream)
        adding = self.page.locator(f"[name='{stream}-count'] + div").locator(ADDING)
        while blocks.count() < len(values):
            adding.last.click()
        while blocks.count() > len(values):
            blocks.last.get_by_role("button", name="Delete").first.click()
        for place, value in enumerate(values):
            for name, one in value.items() if isinstance(value, dict) else [("", value)]:
                self.write("-".join(filter(None, [stream, str(place), "value", name])), one)

    def choose(self, button, title, *, search=None, within=None):
        """Press a chooser's button, search in it, and take what has this title."""
        (within or self.page).get_by_role("button", name=button).click()
        chooser = self.page.get_by_role("dialog")
        if search:
            chooser.get_by_label("Search term").fill(search)
            expect(chooser).to_contain_text("There is 1 match")
        chooser.get_by_role("link", name=title).click()
        expect(chooser).to_have_count(0)

    def publish(self):
        """Publish what the form holds, and read that it was done."""
        self.page.wait_for_function(LET_AUTOSAVE_END)
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name="Publish").click()
        return self.is_told("published")

    def is_told(self, words):
        """Expect a message of the editor."""
        expect(self.page.locator(".messages")).to_contain_text(words)
        return self

    def add_below(self, title, kind):
        """Open the form of a new page of a kind below the page of a title."""
        self.open_page(title)
        self.page.get_by_role("link", name="Add child page").first.click()
        # Wagtail leaves the question out where a page can hold one kind only.
        question = self.page.get_by_role("link", name=kind, exact=True)
        form = self.page.locator("#id_title")
        expect(question.or_(form).first).to_be_visible()
        if question.is_visible():
            question.click()
        expect(form).to_be_visible()
        self.page.wait_for_function(IS_WATCHED)

    def entitle(self, title):
        """Give a new page its title; the editor makes its address from that."""
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_title").blur()
        expect(self.page.locator("#id_slug")).not_to_have_value("")

    def open_page(self, title):
        """Find a page by its title, as one does in a big site."""
        self.go(f"/cms/pages/{self.number_of(title)}/")

    def number_of(self, title):
        """A page's number."""
        ((number,),) = self.site.rows(f"select id from wagtailcore_page where title = '{title}'")
        return number

    def preview(self):
        """Open the preview beside the form; returns the frame, not the one being loaded behind it."""
        button = self.page.get_by_role("button", name="Toggle preview")
        # Wagtail remembers from page to page that it was open.
        if button.get_attribute("aria-expanded") != "true":
            button.click()
        return self.page.frame_locator("iframe[title=Preview]:not(.w-preview__proxy)")

"""Texts of other systems, cleaned to what the editor allows, with what that loses."""

from html.parser import HTMLParser

from django.utils.html import escape, linebreaks
from django.utils.translation import gettext_lazy as _
from markdown import Markdown
from wagtail.whitelist import Whitelister, allow_without_attributes

from .neutral import Loss

DROPPED = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"}
BLOCKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "pre", "blockquote", *(f"h{size}" for size in range(1, 7))}
EMPTY = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
FORMATS = ("html", "moodle", "markdown", "plain")
# What each of these elements would have shown, said once for each text.
TOLD = {
    "a": _("Links become plain words."),
    "table": _("A table becomes lines of text."),
    "audio": _("Sound is left out."),
    "video": _("A video is left out."),
    "iframe": _("Embedded content is left out."),
    "object": _("Embedded content is left out."),
    "svg": _("A drawing inside the text is left out."),
    "math": _("A formula (MathML) is left out."),
    "sub": _("Subscript becomes plain letters."),
    "sup": _("Superscript becomes plain letters."),
    "script": _("A script is left out."),
}
FORMULA = _("A formula stays as its source: nothing here sets mathematics.")
TOO_MUCH = _("It is too long or too deep to be read: its source stays, as words.")
# No real question comes near these. The readers of HTML and of Markdown take minutes, or give up, far above them.
DEEPEST, MOST_TAGS, MOST_COMMENTS, LONGEST_MARKDOWN = 100, 2000, 50, 10_000
# Links would become words anyway, and finding where they end takes minutes in a row of brackets.
LINKS = ("link", "reference", "short_reference", "image_link", "image_reference", "short_image_ref")
FORMULA_MARKS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))


class TooMuch(Exception):
    """A text that no reader should be given."""


def stem(text, format):
    """(HTML that the editor of questions allows, what is lost, the sources of its pictures)."""
    source, seen = _looked_at(text, format)
    lines = StemWhitelister().clean(source).split("\n")
    # Where something is taken out, empty lines are left, which another cleaning would take for a change.
    return "\n".join(line for line in lines if line.strip()).strip(), seen.losses(), seen.pictures


def plain(text, format):
    """(plain text, what is lost). Lines stay lines."""
    if format == "plain" or (format == "moodle" and not _is_html(text)):
        return text.strip(), tuple(Loss(FORMULA) for _once in range(_has_formula(text)))
    _source, seen = _looked_at(text, format)
    losses = seen.losses()
    if seen.pictures:
        losses += (Loss(_("A picture in an answer or in feedback is left out.")),)
    words = seen.words()
    # Such as an option that is just “<a>”: better its source than nothing.
    return (words or ("" if seen.pictures or not _has_words(text) else text.strip())), losses


def _looked_at(text, format):
    """(its HTML, what was seen in it). What is too much to read becomes words, tags and all."""
    try:
        source = _as_html(text, format)
        seen = _Looking.through(source)
        if seen.deepest <= DEEPEST:
            return source, seen
    except (RecursionError, TooMuch):
        pass
    source = _as_html(text, "plain")
    seen = _Looking.through(source)
    seen.is_too_much = True
    return source, seen


def _as_html(text, format):
    """A text in one of `FORMATS`, as HTML. It is not safe yet. Raises TooMuch."""
    text = text.strip()
    if format == "plain" or (format == "moodle" and not _is_html(text)):
        return linebreaks(escape(text)) if text else ""
    if text.count("<") > MOST_TAGS or text.count("<!--") > MOST_COMMENTS:
        raise TooMuch
    if format == "markdown":
        return _markdown(text)
    if format == "moodle":
        return text.replace("\n", "<br>")
    return text


def _markdown(text):
    if len(text) > LONGEST_MARKDOWN:
        raise TooMuch
    reader = Markdown(output_format="html")
    for name in LINKS:
        reader.inlinePatterns.deregister(name)
    return reader.convert(text)


def _is_html(text):
    """Whether a text of Moodle's own format holds HTML, rather than an angle bracket or the name of a tag."""
    lower = text.lower()
    return "</" in lower or any(start in lower for start in ("<br", "<p>", "<img", "<hr", "&nbsp;", "&lt;", "&amp;"))


def _has_formula(text):
    return any(start in text and end in text.partition(start)[2] for start, end in FORMULA_MARKS)


def _has_words(text):
    return not text.lower().lstrip().startswith(("<p", "<br", "<span", "<div"))


class StemWhitelister(Whitelister):
    """Keeps what the editor of questions has buttons for. Everything else loses its tag, and keeps its words."""

    element_rules = dict.fromkeys(("[document]", "p", "br", "ol", "ul", "li", "b", "i"), allow_without_attributes)

    RENAMED = {"strong": "b", "em": "i", "div": "p", "tr": "p", "blockquote": "p", "pre": "p"}

    def clean_tag_node(self, doc, tag):
        """Drop what acts or draws, and rename what has a near relation."""
        if tag.name in DROPPED:
            tag.decompose()
            return
        if tag.name in {"td", "th"}:
            tag.append(" ")
        tag.name = "p" if tag.name[0] == "h" and tag.name[1:].isdigit() else self.RENAMED.get(tag.name, tag.name)
        super().clean_tag_node(doc, tag)
        if tag.name == "p" and tag.parent is not None and not tag.get_text(strip=True):
            tag.decompose()
        elif tag.name == "p" and tag.parent is not None and tag.find(["p", "ol", "ul"]):
            tag.unwrap()


class _Looking(HTMLParser):
    """Reads HTML once: its words, its pictures, and what the editor has nothing for."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces, self.pictures, self.tags, self._dropped = [], [], set(), []
        self.deepest = self._depth = 0
        self.is_too_much = False

    @classmethod
    def through(cls, html):
        seen = cls()
        seen.feed(html)
        seen.close()
        return seen

    def handle_starttag(self, tag, attrs):
        """Note the tag."""
        self.tags.add(tag)
        self._depth += tag not in EMPTY
        self.deepest = max(self.deepest, self._depth)
        if tag == "img":
            given = dict(attrs)
            self.pictures.append((given.get("src") or "", given.get("alt") or ""))
        elif tag in DROPPED:
            self._dropped.append(tag)
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag, attrs):
        """The same for a tag that closes itself; nothing follows inside it."""
        self.handle_starttag(tag, attrs)
        self._depth -= tag not in EMPTY
        if tag in DROPPED:
            self._dropped.remove(tag)

    def handle_endtag(self, tag):
        """Note the end of a line, or of what is dropped."""
        self._depth = max(self._depth - (tag not in EMPTY), 0)
        if tag in self._dropped:
            self._dropped.remove(tag)
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data):
        """Keep the words."""
        if not self._dropped:
            # A line feed in HTML is a space.
            self.pieces.append(data.replace("\n", " "))

    def words(self):
        """The words, one line for each block."""
        lines = (" ".join(line.split()) for line in "".join(self.pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def losses(self):
        """What the editor has nothing for."""
        told = {TOO_MUCH} if self.is_too_much else set()
        told |= {words for tag, words in TOLD.items() if tag in self.tags}
        text = "".join(self.pieces)
        if _has_formula(text):
            told.add(FORMULA)
        return tuple(Loss(words) for words in sorted(told, key=str))

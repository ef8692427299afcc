"""An XML file that nobody vouches for into its `<question>` elements: no document types, and bounds for everything."""

import re
from html.entities import name2codepoint
from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from .. import decoding
from ..reading import MOST_QUESTIONS, BadFile

DEEPEST = 50
MOST_ELEMENTS = 500_000
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}


def questions_in(content):
    """([(line, element)], losses) of a file's bytes. A quiz inside a quiz counts too, a question in a question not.

    Raises BadFile, with the line where there is one.
    """
    try:
        # As it declares itself, in whatever encoding.
        return _parsed(content), ()
    except ParseError:
        text, losses = decoding.text_of(content)
        return _read_again(text), losses


def _read_again(text):
    """Read a file that is not quite XML: letters that it does not declare, or names of letters that XML lacks."""
    try:
        return _parsed(_without_html_entities(text.strip()))
    except ParseError as problem:
        words = {"line": problem.position[0], "problem": str(problem).partition(":")[0]}
        raise BadFile(_("This is not well-formed XML: line %(line)s, %(problem)s.") % words) from problem


def _parsed(document):
    builder = _BoundedBuilder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        parser.feed(document)
        parser.close()
    except DefusedXmlException as problem:
        raise BadFile(_("The file has a document type or entities of its own. Take them out.")) from problem
    except (LookupError, UnicodeError) as problem:
        raise BadFile(_("The file names an encoding that cannot be read.")) from problem
    return builder.questions


def _without_html_entities(text):
    """`&nbsp;` and its like as the letters that they are. XML's own stay."""

    def letter(found):
        name = found[1]
        return chr(name2codepoint[name]) if name in name2codepoint and name not in OF_XML else found[0]

    return ENTITY.sub(letter, text)


class _BoundedBuilder(TreeBuilder):
    """Builds the tree, notes where each question begins, and stops at bounds that no real file reaches."""

    def __init__(self):
        super().__init__()
        self.expat, self.questions = None, []
        self._open, self._count = [], 0

    def start(self, tag, attrs):
        """Note an element."""
        element = super().start(tag, attrs)
        self._count += 1
        if len(self._open) == DEEPEST or self._count > MOST_ELEMENTS:
            raise BadFile(_("The file is nested too deeply, or has too many parts."))
        if tag == "question" and "question" not in self._open:
            self.questions.append((self.expat.CurrentLineNumber, element))
        if len(self.questions) > MOST_QUESTIONS:
            raise BadFile(_("The file holds more than %(count)s questions. Divide it.") % {"count": MOST_QUESTIONS})
        self._open.append(tag)
        return element

    def end(self, tag):
        """Note its end."""
        self._open.pop()
        return super().end(tag)

"""HTML in, PDF/UA-1 out: the only file that knows WeasyPrint.

Style sheets name typefaces through three variables, `font-family: var(--serif)`, `var(--sans)` or
`var(--other)`. Each is filled, per document, with the font files that its characters need.
"""

import atexit
import base64
import ctypes
import hashlib
import json
import logging
from functools import cache, lru_cache
from html import unescape
from io import BytesIO
from threading import Lock

from django.conf import settings

logger = logging.getLogger(__name__)

# What is printed for a character that neither our fonts nor the machine's can write.
UNWRITABLE = "\N{REPLACEMENT CHARACTER}"
NATIVE_LIBRARIES = ("libpango-1.0", "libpangoft2-1.0")
# Pango's font maps may be used by one thread at a time.
_one_at_a_time = Lock()


class PdfError(RuntimeError):
    """A PDF could not be made: Pango or the fonts are missing, or the document asks for something outside."""


class TooLong(Exception):
    """The document takes more pages than it may."""


def render(html, *, base_css=(), identifier=None, pages=None):
    """Turn a whole HTML document into the bytes of a tagged PDF/UA-1 file.

    The same input gives the same bytes, and nothing but data: urls is fetched. `base_css` holds style sheets
    as text, kept parsed between calls; `identifier` (bytes) is written into the file, and is a digest of the
    html unless given; `pages` is how many it may take.

    Raises PdfError or TooLong.
    """
    weasyprint = _weasyprint()
    identifier = identifier or hashlib.sha256(html.encode()).digest()[:16]
    with _one_at_a_time:
        pdf, unwritable = _render(weasyprint, html, base_css, identifier, pages)
        if unwritable:
            logger.warning(
                "No font here can write %s, so a replacement mark was printed. Install a font that can.",
                ", ".join(f"U+{point:04X}" for point in sorted(unwritable)),
            )
            readable = html.translate(dict.fromkeys(unwritable, UNWRITABLE))
            pdf, _ = _render(weasyprint, readable, base_css, identifier, pages)
    return pdf


def missing_libraries():
    """The native libraries that WeasyPrint needs and this machine lacks, by name."""
    return [name for name in NATIVE_LIBRARIES if not _loads(f"{name}.so.0", f"{name}.dylib", f"{name}-0.dll")]


def fonts_are_built():
    """Whether `npm run fonts` has put the fonts in their place."""
    return (settings.FONTS_DIR / "faces.json").exists()


def _weasyprint():
    try:
        # Lazy: it takes a second and needs Pango, without which the rest of the site must run.
        import weasyprint
    except OSError as error:
        raise PdfError("Pango is missing: install libpango-1.0-0 and libpangoft2-1.0-0.") from error
    return weasyprint


def _render(weasyprint, html, base_css, identifier, pages):
    """The PDF, and the code points in it that no font could write."""
    from weasyprint.urls import FatalURLFetchingError

    html = html.replace("</head>", f"<style>{_font_variables(html)}</style></head>", 1)
    try:
        document = weasyprint.HTML(string=html, url_fetcher=_fetcher()).render(
            stylesheets=[_style_sheet(css) for css in base_css], font_config=_font_configuration()
        )
        if pages and len(document.pages) > pages:
            raise TooLong(f"{len(document.pages)} pages")
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=_give_every_glyph_a_text)
    except FatalURLFetchingError as error:
        raise PdfError("The document asks for something outside it.") from error
    return pdf, {point for font in document.fonts.values() for point in font.missing}


def _give_every_glyph_a_text(document, pdf):
    """Mend what WeasyPrint leaves empty: of several glyphs that write one syllable, all but one say nothing.

    PDF/UA allows no such glyph; a word joiner is the nearest to nothing. Tamil and Bengali need this.
    """
    for thing in pdf.objects:
        lines = getattr(thing, "stream", None)
        if lines and b"begincmap" in lines:
            thing.stream = [
                line[:-1] + b"2060>" if isinstance(line, bytes) and line.endswith(b" <>") else line for line in lines
            ]


@cache
def _fetcher():
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",), fail_on_errors=True)


@cache
def _font_configuration():
    from weasyprint.text.fonts import FontConfiguration

    # Its own tidying up needs modules that are gone when Python has ended.
    atexit.register(_font_configuration.cache_clear)
    return FontConfiguration()


@lru_cache(maxsize=16)
def _style_sheet(css):
    from weasyprint import CSS

    return CSS(string=css, font_config=_font_configuration(), url_fetcher=_fetcher())


# --- Which fonts a document needs ---------------------------------------------------------------


def _font_variables(html):
    """The CSS that tells --serif, --sans and --other which font families to use for this document."""
    wanted = {ord(character) for character in unescape(html) if character.isprintable()}
    serif, left_by_serif = _pick("serif", wanted)
    sans, left_by_sans = _pick("sans", wanted)
    other, _ = _pick("other", left_by_serif | left_by_sans)
    stacks = {"serif": [*serif, *other], "sans": [*sans, *other], "other": other or sans}
    lines = (f"--{name}:{','.join(stack)};" for name, stack in stacks.items())
    return f":root{{{''.join(lines)}}}"


def _pick(family, wanted):
    """The CSS families, a file each, that hold wanted characters, and the characters that none holds."""
    picked, left = [], set(wanted)
    for subset, faces in _subsets(family).items():
        if left.isdisjoint(faces[0]["covers"]):
            continue
        held = left & _load(faces[0]["file"], subset, faces[0]["weight"])
        if not held:
            continue
        for face in faces[1:]:
            _load(face["file"], subset, face["weight"])
        picked.append(subset)
        left -= held
    return picked, left


@cache
def _subsets(family):
    """The files of a family: {CSS family: [{"file", "weight", "covers": set of code points}]}."""
    if not fonts_are_built():
        raise PdfError(f"The fonts are missing from {settings.FONTS_DIR}: run `npm run fonts`.")
    subsets = {}
    for face in json.loads((settings.FONTS_DIR / "faces.json").read_text()):
        if face["family"] == family:
            # A CSS family of its own for each file: WeasyPrint takes two files of the same family and weight
            # for one font, and writes the letters of the first with the glyphs of the second.
            name = face["file"].rsplit("-", 2)[0]
            subsets.setdefault(name, []).append({**face, "covers": _code_points(face["covers"])})
    return subsets


def _code_points(ranges):
    """ "U+41-43,U+61" as a set of numbers."""
    points = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


@cache
def _load(file, family, weight):
    """Make a font file known to WeasyPrint; return the code points it really holds, fewer than it claims."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # Keep the time inside the file, which otherwise is now: the same input must give the same bytes.
    font = TTFont(settings.FONTS_DIR / file, recalcTimestamp=False)
    if "fvar" in font:
        # Left variable, its widths in the PDF are those of another weight.
        font = instantiateVariableFont(font, {"wght": int(weight)})
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    url = f"data:font/ttf;base64,{base64.b64encode(plain.getvalue()).decode()}"
    _style_sheet.__wrapped__(f'@font-face{{font-family:{family};font-weight:{weight};src:url("{url}")}}')
    return frozenset(font.getBestCmap())


def _loads(*names):
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False

"""A certificate beside bare WeasyPrint with the same HTML, in one process, warm."""

import time
from io import BytesIO
from unittest import mock

from pypdf import PdfReader

from certificates import rendering
from certificates.models import Certificate
from scripts.bench.figures import Figure, at_most, middle, shown, told
from training import pdf

JOURNEY = "Certificate"
ROUNDS = 12


def measure() -> list[Figure]:
    """Ours and bare in turn."""
    certificate = Certificate.objects.filter(enrolment__learner__email="original9@bench.example").earliest("pk")
    ours = rendering.render(certificate)
    html, styles = _what_is_drawn(certificate)
    _bare(html, styles)
    ratios, took = [], []
    for _ in range(ROUNDS):
        with_us, alone = _time(lambda: rendering.render(certificate)), _time(lambda: _bare(html, styles))
        took.append((with_us, alone))
        ratios.append(with_us / alone)
    names = [shown(middle(pair[which] for pair in took) * 1000, "ms") for which in (0, 1)]
    return [
        at_most(JOURNEY, "time, of bare WeasyPrint's with the same HTML", middle(ratios), 1.3, "x"),
        told(JOURNEY, "time, warm", *names),
        at_most(JOURNEY, "size", len(ours) / 1000, 25, "KB"),
        Figure(JOURNEY, "says that it is PDF/UA-1", _yes_or_no(ours), "yes", part=1 if _is_accessible(ours) else 2),
    ]


def _what_is_drawn(certificate: Certificate) -> tuple[str, list]:
    """The HTML and the style sheets of the density that fits."""
    given = {}

    def note(weasyprint, html, base_css, identifier, pages):
        given["html"], given["styles"] = html, [pdf._style_sheet(css) for css in base_css]
        return drawing(weasyprint, html, base_css, identifier, pages)

    drawing = pdf._render
    with mock.patch.object(pdf, "_render", note):
        rendering.render(certificate)
    variables = f"<style>{pdf._font_variables(given['html'])}</style></head>"
    return given["html"].replace("</head>", variables, 1), given["styles"]


def _bare(html: str, styles: list) -> bytes:
    import weasyprint

    document = weasyprint.HTML(string=html).render(stylesheets=styles, font_config=pdf._font_configuration())
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _time(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _yes_or_no(content: bytes) -> str:
    return "yes" if _is_accessible(content) else "no"


def _is_accessible(content: bytes) -> bool:
    reader = PdfReader(BytesIO(content))
    words = reader.trailer["/Root"]["/Metadata"].get_data()
    return b"pdfuaid" in words and bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])

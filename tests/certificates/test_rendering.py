"""The certificate as a page."""

import io

import page
import pypdf
import pytest

from certificates import rendering
from certificates.samples import sample_certificate

LONG_OUTCOME = (
    "Choose the right response to danger, to a child, to an adult who wants help and to an adult who does not, "
    "explain it to a colleague in plain words, and write down what was seen, heard and done, and by whom, in time"
)
EXTREMES = {
    "as usual": {},
    "nothing but a name": {"outcomes": [], "fact_checked_on": None, "minutes": 0},
    "a long name": {"name": "Aleksandra-Wilhelmina Montgomery-Featherstonehaugh " * 3},
    "a long name without a gap": {"name": "W" * 150},
    "a long title": {"course": ("Recognising exploitation in food premises, car washes and homes: " * 4)[:255]},
    "eight long outcomes": {"outcomes": [LONG_OUTCOME] * 8},
    "all of it": {
        "name": "Nguyễn Thị Ánh Tuyết " * 7,
        "course": "Recognising exploitation in the home " * 6,
        "outcomes": [LONG_OUTCOME] * 8,
    },
}


def reader(**data):
    return pypdf.PdfReader(io.BytesIO(rendering.render(sample_certificate(**data))))


def text_of(**data):
    return " ".join(reader(**data).pages[0].extract_text().split())


@pytest.mark.parametrize("case", EXTREMES)
def test_every_certificate_is_one_accessible_page(case, tmp_path):
    made = rendering.render(sample_certificate(**EXTREMES[case]))
    (tmp_path / "certificate.pdf").write_bytes(made)
    report = str(page.validate_pdf(tmp_path / "certificate.pdf", profile="ua1"))
    assert "Result: no failures" in report, report
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1


def test_a_certificate_is_small():
    assert len(rendering.render(sample_certificate())) <= 25 * 1024


def test_a_certificate_shows_all_that_is_promised():
    text = text_of(fact_checked_on="2026-11-01")
    for expected in (
        "Certificate of completion",
        "Amara Okafor",
        "Core: Recognise and respond",
        "21 November 2026",
        "21 November 2028",
        "About 1 hour 15 minutes",
        "Question assumptions about who is exploited",
        "FT-2026-000000",
        "00000-00000-00000-00000",
        "last checked on 1 November 2026",
        "does not authorise the holder to make National Referral Mechanism referrals",
    ):
        assert expected in text
    assert "accredited" not in text.lower()


def test_a_certificate_that_holds_for_ever_says_so():
    certificate = sample_certificate()
    certificate.expires_on = None
    made = pypdf.PdfReader(io.BytesIO(rendering.render(certificate)))
    assert "No expiry date" in made.pages[0].extract_text()


def test_the_file_knows_its_title_language_and_day():
    made = reader()
    assert made.metadata.title == "Certificate FT-2026-000000: Amara Okafor, Core: Recognise and respond"
    assert made.metadata.creation_date.date().isoformat() == "2026-11-21"
    assert made.trailer["/Root"]["/Lang"] == "en-gb"


def test_the_same_certificate_gives_the_same_bytes():
    assert rendering.render(sample_certificate()) == rendering.render(sample_certificate())


def test_a_name_is_text_and_never_markup():
    assert "<b>Ada</b> & {{ data }}" in text_of(name="<b>Ada</b> & {{ data }}")


def test_the_code_leads_to_the_public_address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://training.northmere.example"
    assert rendering.check_url("ABC") == "https://training.northmere.example/check/ABC/"
    assert "training.northmere.example/check and enter" in text_of()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (61, "1 hour 1 minute"), (150, "2 hours 30 minutes")],
)
def test_minutes_are_said_in_words(minutes, words):
    assert rendering.in_words(minutes) == words

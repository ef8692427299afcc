"""The script of a practice referral finds what Python finds."""

import pytest

from quizzes.questions.referring import ReferralField
from quizzes.questions.rubric import met, table
from tests.journeys.site import ROOT
from tests.quizzes.questions.rubric_cases import ALL, CASES
from training.content.screening import for_browsers, looks_personal

SCRIPT = (ROOT / "training" / "static" / "training" / "referral.js").read_text()
TEXTS = [
    *(
        "He said call 07700 900123 after six",
        "+44 7700 900 123",
        "(020) 7946-0123",
        "7700900123",
        "\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",
    ),
    *("the shop at sw1a 2aa", "M1 1AE", "write to someone@example.org", "QQ 12 34 56 C", "ab123456c"),
    *("a white van, AB12 CDE", "ab12cde", "A123 BCD", "AIZ 1234", "QA12 the third", "ab12 CDE"),
    *("", "The second link is broken.", "08000 121 700", "0300 123 1234", "+44 800 808 3733", "999 and 101"),
    *("07700 900123 / 07700 900456", "0300 123 1234 / 07700 900123", "04/03/2026 07700 900123", "CF1 1ST"),
    *("On 04/03/2026 14:30 I saw", "04.03.26 1430 until 05.03.26 1100", "Flat B2 1st floor", "020.79.46.01.23"),
    *("2026-11-21 at 10:42", "01/02/2026", "23,411 referrals", "Section 54 of the 2015 Act", "07700 900123" * 9),
]


@pytest.fixture(scope="module")
def page(chromium):
    """An empty page that has the script."""
    page = chromium.new_page()
    page.add_script_tag(type="module", content=f"{SCRIPT}\nwindow.found = {{ met, looksPersonal }};")
    page.wait_for_function("window.found")
    yield page
    page.close()


def test_both_meet_the_same_rules(page):
    for text, mentions, avoid, wanted in CASES:
        field = ReferralField(key="k", label="", rubric=ALL, mentions=mentions, avoid=avoid, model_answer="")
        found = page.evaluate(
            "([text, box, rules]) => window.found.met(text, box, rules)", [text, field.in_page, table()]
        )
        assert found == met(text, field) == wanted, text


def test_both_see_the_same_personal_details(page):
    for text in TEXTS:
        seen = page.evaluate("([text, patterns]) => window.found.looksPersonal(text, patterns)", [text, for_browsers()])
        assert seen == bool(looks_personal(text)), text

"""A number with room for rounding, written in many ways, and its unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from wagtail.test.utils.form_data import streamfield

from quizzes.questions.numbers import canonical, is_canonical, read_number
from quizzes.questions.numerical import Numerical
from tests.quizzes import making
from tests.quizzes.editor_forms import question_form, url

pytestmark = pytest.mark.django_db
KILOGRAMS, GRAMS = {"name": "kg", "factor": 1}, {"name": "g", "factor": "0.001"}
ABROAD = ["numbers"]


def accepted(number, share=100, *, tolerance=0, is_percent=False, feedback=""):
    """One accepted number for a stream."""
    value = {"number": Decimal(number), "tolerance": Decimal(tolerance), "is_percent": is_percent}
    return ("accepted", {**value, "share": share, "feedback": feedback})


def make(stem="How many people may sleep there?", *, is_published=True, units=(KILOGRAMS, GRAMS), **fields):
    """12.5 kg, give or take half a kilogram; 25 kg, a mistake often made, earns a quarter."""
    numbers = fields.pop("accepted", None) or [
        accepted("12.5", tolerance="0.5", feedback="Just so."),
        accepted("25", 25, tolerance=4, is_percent=True, feedback="You counted twice."),
    ]
    question = Numerical(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or making.make_topic(),
        accepted=numbers,
        units=[("unit", {**unit, "factor": Decimal(unit["factor"])}) for unit in units],
        **fields,
    )
    return making.keep(question, is_published)


def wrong_answer(snapshot):
    """A number that is far off."""
    return {**snapshot.right_answer(), "number": "99"}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("12", "12"), (" 12.50 ", "12.5"), ("12,5", "12.5"), (".5", "0.5"), ("7.", "7"), ("007", "7")),
        *(("1,250", "1250"), ("1,250.5", "1250.5"), ("1.250,5", "1250.5"), ("1.250", "1.25"), ("1.250.000", "1250000")),
        *(("1 250", "1250"), ("1\u00a0250\u202f000", "1250000"), ("1 250,5", "1250.5"), ("12 345 678", "12345678")),
        *(("-3", "-3"), ("\N{MINUS SIGN}3", "-3"), ("+3", "3"), ("-0", "0"), ("0.0001", "0.0001"), ("100", "100")),
        *(("123456789", "123456789"), ("1234.56789", "1234.56789"), ("0,125", "0.125"), ("1234,5", "1234.5")),
    ],
)
def test_a_number_is_read_however_it_is_written(written, number):
    assert canonical(read_number(written)) == number
    assert is_canonical(number)


@pytest.mark.parametrize(
    "written",
    [
        *("", "  ", "twelve", "12 kg", "1e5", "1/2", "--3", "+-3", "3-", ".", ",", "-", "NaN", "Infinity", "0x10"),
        *("1,25,0", "1,250,5", "1.250.5", "1,250.5.5", "12 34", "1 2500", "1  250", "1\n250", "\u0661\u0662", "½"),
        *("0123456789", "07700 900123", "07,700,900,123", "0.1234567890", "1_000"),
    ],
)
def test_what_is_no_number_or_could_be_a_phone_number_is_refused(written):
    with pytest.raises(ValueError, match="not a number"):
        read_number(written)


@pytest.mark.parametrize("text", ["12.0", "012", "+1", "1,250", "", None, 12, "-0", "1" * 5000])
def test_a_number_is_kept_in_one_way_only(text):
    assert not is_canonical(text)


@pytest.mark.parametrize(
    ("number", "unit", "share", "why"),
    [
        *(("12.5", "kg", 100, "Just so."), ("12", "kg", 100, "Just so."), ("13", "kg", 100, "Just so.")),
        *(("13.01", "kg", 0, ""), ("11.99", "kg", 0, ""), ("-12.5", "kg", 0, "")),
        *(("12500", "g", 100, "Just so."), ("12.5", "g", 0, ""), ("13001", "g", 0, "")),
        *(("24", "kg", 25, "You counted twice."), ("26", "kg", 25, "You counted twice."), ("26.01", "kg", 0, "")),
    ],
)
def test_the_nearest_share_counts_at_the_very_edge(number, unit, share, why):
    snapshot = make().snapshot()
    key = next(one.key for one in snapshot.units if one.name == unit)
    answer = {"number": number, "unit": key}
    assert snapshot.accepts(answer)
    assert snapshot.mark(answer) == (Fraction(share, 100), share == 100)
    line = snapshot.review(answer)[0]
    assert (line.text, line.feedback) == (f"{Decimal(number):,f} {unit}", why)
    assert (len(snapshot.review(answer)) == 1) == (share == 100)


def test_of_two_that_fit_the_better_one_counts():
    snapshot = make(accepted=[accepted(10, 50, tolerance=5), accepted(12, 100, tolerance=1)]).snapshot()
    answer = {**snapshot.right_answer(), "number": "12"}
    assert snapshot.mark(answer).is_right


def test_without_units_there_is_no_list_and_no_unit_is_an_answer():
    snapshot = make(units=()).snapshot()
    assert list(snapshot.answer_form().fields) == ["number"]
    assert snapshot.mark({"number": "12.5", "unit": ""}).is_right
    assert not snapshot.accepts({"number": "12.5", "unit": "kg"})


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [("much", 1, "Enter a number"), ("12", None, "Choose a unit"), ("", 1, "choose no unit")],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_written(number, unit, words):
    snapshot = make().snapshot()
    form = snapshot.answer_form({"q-number": number, "q-unit": snapshot.units[unit].key if unit else ""}, prefix="q")
    assert not form.is_valid()
    assert words in str(form.errors)
    assert form["number"].value() == number


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"accepted": [accepted(1, 99)]}, "accepted"),
        ({"units": [GRAMS]}, "units"),
        ({"units": [KILOGRAMS, {**GRAMS, "factor": 1}]}, "units"),
        ({"units": [{**KILOGRAMS, "factor": 0}]}, "units"),
        ({"units": [KILOGRAMS, {**GRAMS, "factor": 0}]}, "units"),
        ({"units": [KILOGRAMS, {**GRAMS, "factor": -2}]}, "units"),
        ({"units": [KILOGRAMS, {**GRAMS, "name": "kg"}]}, "units"),
    ],
)
def test_what_could_not_be_marked_is_a_problem(fields, field):
    assert list(make(is_published=False, **fields).problems()) == [field]


def form(share, *units):
    number = {"number": "12.5", "tolerance": "0.5", "is_percent": "", "share": share, "feedback": "Just so."}
    stream = {"accepted": streamfield([("accepted", number)]), "units": streamfield([("unit", unit) for unit in units])}
    return question_form(making.make_topic(), choices=[], **stream)


def test_a_trainer_writes_and_publishes_one(editor):
    sent = {**form(100, KILOGRAMS, GRAMS), "action-publish": "yes"}
    assert editor.post(url("numerical", "add"), sent).status_code == 302
    snapshot = Numerical.objects.get(live=True).snapshot()
    assert [unit.name for unit in snapshot.units] == ["kg", "g"]
    assert snapshot.mark({**snapshot.right_answer(), "number": "13"}).is_right


def test_one_that_could_not_be_marked_is_kept_as_a_draft_only(editor):
    page = editor.post(url("numerical", "add"), {**form(50, GRAMS), "action-publish": "yes"})
    assert page.status_code == 200
    assert "100% of the mark" in page.text and "the factor 1" in page.text
    assert not Numerical.objects.exists()
    assert editor.post(url("numerical", "add"), form(50)).status_code == 302
    assert not Numerical.objects.get().live


def test_a_question_not_saved_yet_can_be_previewed(editor):
    address = url("numerical", "preview_on_add")
    assert editor.post(address, form(100, KILOGRAMS, GRAMS)).json()["is_valid"]
    page = editor.get(address).text
    assert "Choose a unit" in page and "12.5 kg" in page

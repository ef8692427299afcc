"""A date in three boxes."""

from datetime import date

import pytest
from django import forms

from training.dates import DatePartsField


class Form(forms.Form):
    due_on = DatePartsField(label="By when?", required=True)


class OptionalForm(forms.Form):
    due_on = DatePartsField(label="By when?", required=False)


def parts(day, month, year):
    return {"due_on_day": day, "due_on_month": month, "due_on_year": year}


def test_three_numbers_are_a_date():
    form = Form(parts("29", " 2 ", "2028"))
    assert form.is_valid()
    assert form.cleaned_data["due_on"] == date(2028, 2, 29)


@pytest.mark.parametrize(
    "given",
    [
        parts("29", "2", "2027"),
        parts("0", "1", "2027"),
        parts("1", "13", "2027"),
        parts("1", "1", "27"),
        parts("first", "1", "2027"),
        parts("1", "1", "12027"),
        parts("1", "", "2027"),
    ],
)
def test_what_is_no_day_of_any_calendar_is_refused_once(given):
    for form in (Form(given), OptionalForm(given)):
        assert not form.is_valid()
        assert len(form.errors["due_on"]) == 1


def test_nothing_is_no_date_where_none_is_needed():
    assert not Form({}).is_valid()
    form = OptionalForm(parts("", "", ""))
    assert form.is_valid()
    assert form.cleaned_data["due_on"] is None


def test_the_error_leads_to_the_first_box_and_each_box_has_a_label():
    form = Form(parts("40", "1", "2027"))
    form.is_valid()
    html = str(form)
    assert form["due_on"].id_for_label == "id_due_on_0"
    for number in range(3):
        assert html.count(f'id="id_due_on_{number}"') == 1
        assert f'for="id_due_on_{number}"' in html
    assert 'inputmode="numeric"' in html
    assert "govuk-input--error" in html
    assert html.count("<legend") == 1


def test_what_was_typed_stays():
    form = Form(parts("40", "1", "2027"))
    assert 'value="40"' in str(form)
    assert 'value="5"' in str(Form(initial={"due_on": date(2027, 3, 5)}))

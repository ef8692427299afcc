"""CSV and XLSX as a spreadsheet opens them."""

import csv
import io

import openpyxl
import pytest

from tests.cast import join, make_user
from training.reports import writers
from training.reports.base import CHUNK, Report

DANGEROUS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]


@pytest.fixture
def report(ben):
    return Report.find("completion")(ben)


def read_csv(report, filters):
    return list(csv.reader(io.StringIO("".join(writers.csv_lines(report, filters)).removeprefix("\ufeff"))))


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_start_a_formula_is_only_text(text):
    assert writers.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Anne-Marie", "3 March 2027", "a=b", "", "85"])
def test_everything_else_is_left_alone(text):
    assert writers.harmless(text) == text


@pytest.fixture
def attacker(team, trained_team, ben):
    from courses import requiring
    from courses.models import Requirement

    person = make_user("=HYPERLINK(0)", email="attacker@northmere.example")
    join(person, team)
    requiring.apply(Requirement.objects.get())
    return person


def test_a_name_that_is_a_formula_is_harmless_in_a_csv(report, attacker):
    assert "'=HYPERLINK(0)" in [row[0] for row in read_csv(report, {})]


def test_a_name_that_is_a_formula_is_text_in_a_workbook(report, attacker):
    file = io.BytesIO()
    writers.write_xlsx(report, {}, [], file)
    cells = [row[0] for row in openpyxl.load_workbook(file).worksheets[0].iter_rows()]
    found = next(cell for cell in cells if cell.value == "=HYPERLINK(0)")
    # openpyxl itself takes text that begins with "=" for a formula when it reads; the file says what it is.
    file.seek(0)
    assert found.coordinate
    assert b"<f>" not in _sheet_xml(file)


def _sheet_xml(file):
    import zipfile

    return zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")


def test_a_csv_opens_as_utf_8_in_excel(report, trained_team):
    whole = "".join(writers.csv_lines(report, {}))
    assert whole.encode().startswith(b"\xef\xbb\xbf")
    assert "Élodie" in whole


def test_a_workbook_holds_real_dates_and_says_what_was_asked_for(report, trained_team):
    file = io.BytesIO()
    writers.write_xlsx(report, {}, [("Status", "Done")], file)
    rows, about = openpyxl.load_workbook(file).worksheets
    headings = [cell.value for cell in rows[1]]
    assert rows.cell(2, headings.index("Due by") + 1).is_date
    stated = {line[0].value: line[1].value for line in about.iter_rows()}
    assert stated["Status"] == "Done"
    assert "Europe/London" in stated["Made at"]


def test_headings_of_instants_state_the_zone(report):
    headings = {column.key: str(column.heading) for column in report.columns}
    assert "Europe/London" in headings["completed_at"]
    assert "Europe/London" in headings["started_at"]


def test_rows_come_in_pieces(report, trained_team, monkeypatch):
    monkeypatch.setattr(writers, "CHUNK", 2)
    pieces = list(writers.csv_lines(report, {}))
    # The headings first, lest the first byte wait for the database.
    assert [piece.count("\n") for piece in pieces] == [1, 2, 2, 1]
    assert len(read_csv(report, {})) == 6
    assert CHUNK == 500


def test_a_longer_report_goes_on_on_another_sheet(report, trained_team, monkeypatch):
    monkeypatch.setattr(writers, "ROWS_PER_SHEET", 3)
    file = io.BytesIO()
    writers.write_xlsx(report, {}, [], file)
    first, second, _about = openpyxl.load_workbook(file).worksheets
    assert (first.max_row, second.max_row) == (4, 3)
    assert first[1][0].value == second[1][0].value == "Name"


def test_an_empty_report_still_has_its_headings(report):
    file = io.BytesIO()
    writers.write_xlsx(report, {}, [], file)
    assert openpyxl.load_workbook(file).worksheets[0].max_row == 1
    assert len(read_csv(report, {})) == 1

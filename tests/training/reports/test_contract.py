"""What every report keeps to, whichever app it comes from: a new one is tested by being there."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from tests.training.reports.reading import screen_rows
from training.people.models import Organisation
from training.reports.base import ExtraColumn, FilterForm, Report
from training.reports.cells import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=sorted(Report.registry))
def report_class(request):
    return Report.registry[request.param]


def test_it_says_what_it_is(report_class):
    assert report_class.slug
    assert str(report_class.title)
    assert str(report_class.description)
    assert issubclass(report_class.form_class, FilterForm)


def test_its_columns_have_names_and_headings_of_their_own(report_class, ben):
    columns = report_class(ben).all_columns
    assert len({column.key for column in columns}) == len(columns)
    assert len({str(column.heading) for column in columns}) == len(columns)


def test_every_extra_column_joins_a_report_that_exists():
    for extra in ExtraColumn.registry:
        assert extra.report in Report.registry
        assert extra.key
        assert str(extra.heading)


def test_nobody_without_a_team_may_view_it(report_class, amara, chidi):
    for person in (amara, chidi, AnonymousUser()):
        report = report_class(person)
        assert not report.may_view()
        assert list(report.rows({})) == []
        assert sum(count.number for count in report.summary({})) == 0


@pytest.mark.promise(9)
@pytest.mark.parametrize("name", ["reports:report", "reports:download"])
def test_its_addresses_are_not_found_by_a_learner(client, report_class, amara, name):
    client.force_login(amara)
    formats = [["csv"], ["xlsx"]] if name == "reports:download" else [[]]
    for more in formats:
        assert client.get(reverse(name, args=[report_class.slug, *more])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, report_class):
    response = client.get(reverse("reports:report", args=[report_class.slug]))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_without_filters_the_form_is_valid_and_nothing_is_stated(report_class, ben):
    form = report_class(ben).form({})
    assert form.is_valid(), form.errors
    assert form.stated() == []


def test_its_summary_counts_its_rows(report_class, ben, trained_team):
    report = report_class(ben)
    assert report.count(report.summary({}), {}) == len(list(report.rows({}))) > 0


def test_its_cells_are_named_by_its_columns(report_class, ben, trained_team):
    report = report_class(ben)
    for entry in report.entries({}):
        assert set(report.cells(entry)) == {column.key for column in report.columns}


@pytest.mark.promise(5)
def test_screen_csv_and_xlsx_show_the_same_cells(client, report_class, ben, trained_team):
    client.force_login(ben)
    on_screen = screen_rows(client.get(reverse("reports:report", args=[report_class.slug])))
    assert len(on_screen) > 1
    assert csv_rows(client, report_class) == on_screen
    assert xlsx_rows(client, report_class) == on_screen


def csv_rows(client, report_class):
    response = client.get(reverse("reports:download", args=[report_class.slug, "csv"]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def xlsx_rows(client, report_class):
    response = client.get(reverse("reports:download", args=[report_class.slug, "xlsx"]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    # An empty cell and a date come back as Python knows them; a date has a time of midnight.
    return [
        ["" if cell.value is None else text_of(_day(cell)) for cell in row] for row in book.worksheets[0].iter_rows()
    ]


def _day(cell):
    return cell.value.date() if cell.is_date else cell.value


def test_an_administrator_sees_it_whatever_the_organisation(report_class, trained_team, django_user_model):
    administrator = django_user_model.objects.create_superuser("root@northmere.example", "x", name="Root")
    assert Organisation.objects.exists()
    assert list(report_class(administrator).rows({}))

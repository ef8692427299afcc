"""Reads a report's table as a browser shows it."""

from html.parser import HTMLParser


class TableReader(HTMLParser):
    """Collects the text of every cell of the page's table, row by row."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.is_in_cell = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_in_cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.is_in_cell = False

    def handle_data(self, data):
        if self.is_in_cell:
            self.rows[-1][-1] += data


def screen_rows(response):
    """The table on a report's page: a list of rows of text, headings first."""
    assert response.status_code == 200
    reader = TableReader()
    reader.feed(response.content.decode())
    return reader.rows

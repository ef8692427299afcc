"""What a person gets who asks what is kept about her: one ZIP file, with a table for each kind of record."""

import csv
import io
import json
import zipfile
from datetime import datetime

from django.utils import timezone

from training.personal import contributions
from training.spreadsheets import BYTE_ORDER_MARK, harmless

ABOUT = """What Frontline Training keeps about you, as of {at}.

Each file is a table. Any spreadsheet opens it. Times are in UTC.
The certificates themselves you download from "My certificates".
To have something put right, change it in "My details" or ask whoever runs this site.
"""


def export(user, file):
    """Write a person's data to a file that is open for writing bytes. Returns how many rows there are."""
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me.txt", ABOUT.format(at=f"{timezone.now():%-d %B %Y, %H:%M} UTC"))
        for contribute in contributions("export"):
            for table in contribute(user):
                rows = [[_cell(value) for value in row] for row in table.rows]
                archive.writestr(f"{table.name}.csv", _csv([table.columns, *rows]))
                count += len(rows)
    return count


def _csv(rows):
    lines = io.StringIO()
    lines.write(BYTE_ORDER_MARK)
    csv.writer(lines).writerows(rows)
    return lines.getvalue()


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dict | list):
        return harmless(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return harmless(str(value))

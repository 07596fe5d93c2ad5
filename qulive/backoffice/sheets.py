"""Tables as files: XLSX, CSV as Excel writes it in China, and JSON. What is exported comes back the same.

openpyxl comes with the first XLSX: most workers never see one, and it would take 6 MB of each.
"""

import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

import tablib
from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format

from qulive.catalog.content import MEGABYTE, BadFile, check_zip

ROWS_MOST = 5_000
# Of a file, and of what an XLSX unpacks to.
SIZE_MOST = 10 * MEGABYTE
UNPACKED_MOST = 100 * MEGABYTE

# What spreadsheets take for a formula. A number stays one, and a text that only looks escaped is, once more.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
ESCAPED = re.compile(r"'+[=+\-@\t\r]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

# Excel's CSV in Unicode, and its CSV in China.
ENCODINGS = ("utf-8-sig", "gb18030")


class BadSheet(Exception):
    """The file can't be read as a table; the text says why and what to do."""


class TooManyRows(BadSheet):
    pass


class Sheet(Format):  # type: ignore[misc]  # import-export has no types
    """A table with a title for each column, in words of the operator's language."""

    extension: str
    content_type: str
    # Whether people read it, and so want titles rather than names.
    has_titles = True

    def __init__(self, encoding: str | None = None) -> None:
        """Import-export states an encoding; we read what there is."""

    def read(self, data: bytes) -> Iterator[Sequence[Any]]:
        """Yield rows, the titles first. Raises BadSheet."""
        raise NotImplementedError

    def write(self, rows: Iterable[Sequence[Any]]) -> bytes:
        raise NotImplementedError

    def create_dataset(self, data: bytes) -> tablib.Dataset:
        """Raises BadSheet."""
        rows = self.read(data)
        titles = trimmed(next(rows, ()))
        if not titles:
            raise BadSheet(_("The file is empty. Its first row has to name the columns."))
        dataset = tablib.Dataset(headers=[str(title or "").strip() for title in titles])
        for number, row in enumerate(rows, 2):
            if number - 1 > ROWS_MOST:
                raise TooManyRows(_("The file has more than %d rows.") % ROWS_MOST)
            cells = [unescape(cell) for cell in trimmed(row)]
            if len(cells) > len(titles):
                raise BadSheet(_("Row %d has more cells than there are columns.") % number)
            dataset.append([*cells, *[""] * (len(titles) - len(cells))])
        return dataset

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        return self.write([dataset.headers, *([escape(cell) for cell in row] for row in dataset)])

    def get_title(self) -> str:
        return self.extension

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True


class Xlsx(Sheet):
    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def read(self, data: bytes) -> Iterator[Sequence[Any]]:
        import openpyxl  # noqa: PLC0415 - as above
        from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

        try:
            check_zip(BytesIO(data), UNPACKED_MOST)
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        except (BadFile, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
            raise BadSheet(
                _("This is no whole XLSX file. Save it as XLSX once more, and try again.")
            ) from None
        yield from (tuple(row) for row in book.worksheets[0].iter_rows(values_only=True))

    def write(self, rows: Iterable[Sequence[Any]]) -> bytes:
        import openpyxl  # noqa: PLC0415 - as above
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.freeze_panes = "A2"
        for row in rows:
            legal = [ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row]
            sheet.append(legal)
        content = BytesIO()
        book.save(content)
        return content.getvalue()


class Csv(Sheet):
    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def read(self, data: bytes) -> Iterator[Sequence[Any]]:
        text = decoded(data)
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        try:
            yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        except csv.Error as error:
            raise BadSheet(_("This is no CSV file (%s).") % error) from None

    def write(self, rows: Iterable[Sequence[Any]]) -> bytes:
        text = StringIO(newline="")
        csv.writer(text).writerows(rows)
        # Without the mark Excel reads Chinese as something else.
        return text.getvalue().encode("utf-8-sig")


class Json(Sheet):
    """A list of objects, for programs: by the fields' names, and nothing escaped."""

    extension = "json"
    content_type = "application/json"
    has_titles = False

    def create_dataset(self, data: bytes) -> tablib.Dataset:
        try:
            rows = json.loads(decoded(data))
        except (ValueError, RecursionError) as error:
            raise BadSheet(_("This is no JSON (%s).") % error) from None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadSheet(_("This is no list of objects, such as an export to JSON writes."))
        if len(rows) > ROWS_MOST:
            raise TooManyRows(_("The file has more than %d rows.") % ROWS_MOST)
        names = list(dict.fromkeys(name for row in rows for name in row))
        if not names:
            raise BadSheet(_("The file is empty."))
        dataset = tablib.Dataset(headers=names)
        for row in rows:
            dataset.append([row.get(name, "") for name in names])
        return dataset

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        rows = [dict(zip(dataset.headers, row, strict=True)) for row in dataset]
        return f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode()


FORMATS: list[type[Sheet]] = [Xlsx, Csv, Json]


def decoded(data: bytes) -> str:
    """Raises BadSheet."""
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet(_("This is no text in UTF-8 or GBK. Save it as “CSV UTF-8”, or as XLSX."))


def escape(cell: Any) -> Any:
    """Let a spreadsheet take a text for a text, and for no formula."""
    if isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unescape(cell: Any) -> Any:
    if cell is None:
        return ""
    return cell[1:] if isinstance(cell, str) and ESCAPED.match(cell) else cell


def trimmed(row: Sequence[Any]) -> list[Any]:
    """Leave out the empty cells at a row's end, of which Excel keeps many."""
    cells = list(row)
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells

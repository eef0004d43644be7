"""Reads workbooks of Excel 97 to 2003 and of old WPS (.xls)."""

from __future__ import annotations

import io
import re
import struct
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.damage import damage_told
from linhai_analysis.sheets.grid import Book, Sheet
from linhai_analysis.sheets.marks import MOST_CELLS, Marks, percent_text, shows_percent
from linhai_analysis.sheets.raised import small
from linhai_analysis.sheets.texts import BLANKS
from linhai_analysis.sheets.workbooks import filled_book, filled_sheet, plain_value
from linhai_analysis.words import say

if TYPE_CHECKING:
    import xlrd

# What an Office file of those years is, by the names of its parts; a workbook needs no word.
KINDS = {
    "EncryptedPackage": "encrypted",
    "Workbook": "",
    "Book": "",
    "WordDocument": "word",
    "PowerPoint Document": "slides",
}

# Number formats that show how long something takes: hours beyond 24, minutes beyond 60.
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)

# What is read within some seconds, however full it is.
MOST_BYTES = 20_000_000
# Links have ranges of cells, and room would be made for each of these.
MOST_LINKS = 1_000_000
_LINK = re.compile(
    rb"\xb8\x01..(.{8})\xd0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b", re.DOTALL
)


def read_old(data: bytes, file: str) -> Book:
    """Read a workbook of Excel 97 to 2003 or of old WPS (.xls)."""
    import xlrd

    kind = "closed" if file.lower().endswith("x") else "damaged"
    try:
        with damage_told(file, kind=kind):
            sheets = _sheets(_records(data, file), file)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            kind = "encrypted"
        raise DataError(say(f"open.{kind}", file=file)) from None
    return filled_book(file, sheets)


def _records(data: bytes, file: str) -> bytes:
    """The part of an Office file that is its workbook; refuse what has none."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as parts:
        # Only at the top: a text document may have a workbook inside.
        names = {name for name, *inside in parts.listdir() if not inside}
        name, kind = next((one for one in KINDS.items() if one[0] in names), ("", "closed"))
        if kind:
            raise DataError(say(f"open.{kind}", file=file))
        found: bytes = parts.openstream(name).read()
    if not found:
        raise ValueError("a workbook without records")
    if len(found) > MOST_BYTES:
        size, most = len(found) // 10**6, MOST_BYTES // 10**6
        raise DataError(say("open.old_size", file=file, size=size, most=most))
    ranges = [struct.unpack("<4H", one) for one in _LINK.findall(found)]
    if sum(len(range(a, b + 1)) * len(range(c, d + 1)) for a, b, c, d in ranges) > MOST_LINKS:
        raise DataError(say("open.damaged", file=file))
    return found


def _sheets(records: bytes, file: str) -> list[Sheet]:
    import xlrd

    book = xlrd.open_workbook(
        file_contents=records,
        logfile=io.StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )
    sheets = []
    room = MOST_CELLS
    for n, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(n)
        if sheet.visibility:
            sheets.append(Sheet(name, [], hidden=True))
        else:
            rows, marks = _cells(book, sheet)
            marks.check(file, name, room)
            room -= marks.room
            sheets.append(filled_sheet(name, rows, marks))
        book.unload_sheet(n)
    return sheets


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> tuple[list[list[Any]], Marks]:
    """The values of a sheet as people see them, and how far they reach."""
    import xlrd

    formats = {key: one.format_str or "" for key, one in book.format_map.items()}
    codes = [formats.get(style.format_key, "") for style in book.xf_list]
    shares = {n for n, code in enumerate(codes) if shows_percent(code)}
    spans = {n for n, code in enumerate(codes) if _SPAN.search(code)}
    marks = Marks()
    rows: list[list[Any]] = []
    for n in range(sheet.nrows):
        row = sheet.row_values(n)
        for column, kind in enumerate(sheet.row_types(n)):
            if kind == xlrd.XL_CELL_NUMBER:
                if sheet.cell_xf_index(n, column) in shares:
                    row[column] = percent_text(row[column])
            elif kind == xlrd.XL_CELL_DATE:
                span = sheet.cell_xf_index(n, column) in spans
                row[column] = _date(row[column], book.datemode, span)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                row[column] = bool(row[column])
            elif kind == xlrd.XL_CELL_ERROR:
                row[column] = xlrd.error_text_from_code.get(row[column], "#N/A")
        row = [*map(plain_value, row)]
        # A cell may have nothing but a border.
        if filled := [column for column, cell in enumerate(row) if cell is not None]:
            marks.add((n,), filled)
            rows += [[] for _ in range(n - len(rows))]
            rows.append(row[: filled[-1] + 1])
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        marks.texts[row, column] = _runs_text(book, str(sheet.cell_value(row, column)), runs)
    marks.hidden_rows = {n for n, row in sheet.rowinfo_map.items() if row.hidden}
    marks.hidden_columns = {n for n, column in sheet.colinfo_map.items() if column.hidden}
    marks.merged = [((a, c), (b - 1, d - 1)) for a, b, c, d in sheet.merged_cells]
    return rows, marks


def _runs_text(book: xlrd.Book, text: str, runs: list[tuple[int, int]]) -> str:
    """A text with its small marks; each run begins at a place and has a font."""
    ends = [at for at, _ in runs[1:]] + [len(text)]
    parts = [text[: runs[0][0]] if runs else text]
    for (start, font), end in zip(runs, ends, strict=True):
        raised = book.font_list[font].escapement == 1
        parts.append(small(text[start:end]) if raised else text[start:end])
    return "".join(parts).strip(BLANKS)


def _date(number: float, mode: int, span: bool) -> object:
    """A date; a time below 1 or if it is a span; the number where Excel shows no date either."""
    import xlrd

    try:
        if span:
            return timedelta(milliseconds=round(number * 86_400_000))
        moment = xlrd.xldate_as_datetime(number, mode)
    except (OverflowError, ValueError):
        return number
    return moment if number >= 1 else moment.time() if number >= 0 else number

"""Reads text files of cells: CSV with any delimiter, in any usual encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.calendars import write_eras
from linhai_analysis.sheets.encodings import decode
from linhai_analysis.sheets.grid import Book, Sheet
from linhai_analysis.sheets.marks import MOST_CELLS, MOST_LINES
from linhai_analysis.sheets.separators import read_commas, read_dots
from linhai_analysis.words import say

# Where two delimiters cut every line alike, the first one is meant: a comma stands in texts, too.
DELIMITERS = ("\t", ";", "|", ",")
_SAMPLE = 500
# What stands around texts unseen: also the blanks without width, which are none to Python.
BLANKS = " \t\r\n\v\f\u00a0\u1680\u202f\u205f\u2028\u2029\u3000\u200b\ufeff"
BLANKS += "".join(map(chr, range(0x2000, 0x200B)))
# Excel writes ="00123" so that a code stays a text.
_GUARDED = re.compile(r'="([^"]*)"')

Rows = list[list[str | None]]


def read_text(data: bytes, file: str) -> Book:
    """Read a text file; its one sheet has no name.

    >>> read_text(b"Indicator;2013\\nFirms;40,5\\n", "a.csv").sheets[0].rows
    [['Indicator', '2013'], ['Firms', '40.5']]
    """
    text, notes = decode(data, file)
    # A heading and so many rows.
    if max(text.count("\n"), text.count("\r")) > MOST_LINES + 1:
        raise DataError(say("open.lines", file=file, most=f"{MOST_LINES:,}"))
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter, file)
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise DataError(say("open.empty", file=file))
    if delimiter != ",":
        notes += read_commas(rows, delimiter, file)
    # Where the comma parts cells, the dot parts decimals, unless there are two in a number.
    if delimiter != "," or re.search(r"\d\.\d{3}\.\d{3}", text):
        notes += read_dots([("", rows)], file)
    write_eras(rows)
    return Book(file, [Sheet("", rows)], notes)


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of fields, of several the finest."""
    return max(DELIMITERS, key=lambda one: _evenness(text, one))


def _evenness(text: str, delimiter: str) -> float:
    """The share of lines with as many fields as most that a delimiter cuts have."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in islice(reader, _SAMPLE) if row]
    except csv.Error:
        return 0.0
    cut = Counter(width for width in widths if width > 1)
    return max(cut.values()) / len(widths) if cut else 0.0


def _rows(text: str, delimiter: str, file: str) -> Rows:
    """The cells of each record, without blanks around them and empty ones behind the last."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    rows: Rows = []
    # The same names and years again and again.
    seen: dict[str, str | None] = {}
    before = cells = 0
    try:
        for record in reader:
            if reader.line_num > before + 1:
                _check_quotes(text, before, reader.line_num, delimiter, file)
            before = reader.line_num
            row = [seen.setdefault(cell, cell.strip(BLANKS) or None) for cell in record]
            while row and row[-1] is None:
                row.pop()
            cells += len(row)
            if cells > MOST_CELLS:
                raise DataError(say("open.lines", file=file, most=f"{MOST_LINES:,}"))
            rows.append(row)
    except csv.Error:
        # A field of more than 131,072 characters: its quotation mark is closed nowhere.
        raise DataError(say("open.quote", file=file, line=before + 1)) from None
    return [_unguarded(row) for row in rows] if '="' in text else rows


def _check_quotes(text: str, before: int, after: int, delimiter: str, file: str) -> None:
    """Refuse a record of several lines whose quotation marks do not enclose its fields."""
    lines = list(islice(io.StringIO(text, newline=""), before, after))
    # The end of the file closes whatever is open.
    lines += ["\n", "end\n"] if not lines[-1].endswith(("\n", "\r")) else ["end\n"]
    try:
        read = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        read = []
    if not read or read[-1] != ["end"]:
        raise DataError(say("open.quote", file=file, line=before + 1))


def _unguarded(row: list[str | None]) -> list[str | None]:
    return [found[1] if cell and (found := _GUARDED.fullmatch(cell)) else cell for cell in row]

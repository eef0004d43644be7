"""Reads workbooks that are zip archives, and fills the sheets of all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from linhai_analysis.errors import DataError
from linhai_analysis.sheets import opendocument, openxml
from linhai_analysis.sheets.calendars import write_eras
from linhai_analysis.sheets.damage import damage_told
from linhai_analysis.sheets.grid import Book, Sheet
from linhai_analysis.sheets.marks import LAST_ROW, MOST_CELLS, Marks, percent_text
from linhai_analysis.sheets.raised import shared_texts
from linhai_analysis.sheets.separators import read_dots
from linhai_analysis.sheets.texts import BLANKS
from linhai_analysis.words import say

# Parts of a workbook that hold cells, unpacked: five million cells have about as much.
MOST_BYTES = 200_000_000
MOST_PARTS = 10_000
# Above it a float may be the nearest to several whole numbers.
_EXACT = 2**53

# The marks of a sheet by its name.
Look = Callable[[str], Marks]
Place = tuple[int, int]
Range = tuple[Place, Place]


def read_archive(data: bytes, file: str) -> Book:
    """Read a workbook that is a zip archive: .xlsx, .xlsm, .ods."""
    with damage_told(file), zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = _read(data, file, _look_of(archive, file))
    return filled_book(file, sheets)


def _look_of(archive: zipfile.ZipFile, file: str) -> Look:
    """How the sheets of an archive are looked through; refuse an archive that is no workbook."""
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if kind := next((kind for kind, sign in NO_WORKBOOKS.items() if sign(names)), ""):
        raise DataError(say(f"open.{kind}", file=file))
    if any(part.flag_bits & 1 for part in parts):
        raise DataError(say("open.encrypted", file=file))
    size = sum(part.file_size for part in parts if part.filename.endswith(".xml"))
    if size > MOST_BYTES or len(parts) > MOST_PARTS:
        raise DataError(say("open.unpacked", file=file, size=size // 1_000_000))
    if len(names) < len(parts):
        raise DataError(say("open.damaged", file=file))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _read_through(archive, part)
    if "xl/workbook.xml" in names:
        sheets, percents = openxml.sheet_parts(archive), openxml.percent_styles(archive)
        raised = shared_texts(archive)
        return lambda sheet: openxml.look_through(archive, sheets[sheet], percents, raised)
    found = opendocument.look_through_all(archive)
    _check_all(file, found.items())
    return found.__getitem__


# What else is a zip archive, by the names of its parts.
NO_WORKBOOKS: Mapping[str, Callable[[set[str]], bool]] = {
    "word": lambda names: "word/document.xml" in names,
    "slides": lambda names: "ppt/presentation.xml" in names,
    "numbers": lambda names: any(name.endswith(".iwa") for name in names),
    # Of it no number formats are known, and 0.02 may be 2 %.
    "binary_workbook": lambda names: "xl/workbook.bin" in names,
    "zip": lambda names: not names & {"xl/workbook.xml", "content.xml"},
}


def _check_all(file: str, found: Iterable[tuple[str, Marks]]) -> None:
    """Refuse what is too large where all sheets are read at once, hidden ones too."""
    room = MOST_CELLS
    for name, marks in found:
        marks.check(file, name, room)
        room -= marks.room


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part once: what is damaged, or larger than it says, is found here."""
    with archive.open(part) as stream:
        while stream.read(1 << 20):
            pass


def _read(data: bytes, file: str, look: Look) -> list[Sheet]:
    from python_calamine import CalamineError, PasswordError

    try:
        return _sheets(data, file, look)
    except PasswordError:
        raise DataError(say("open.encrypted", file=file)) from None
    except CalamineError:
        raise DataError(say("open.damaged", file=file)) from None
    except _panics():
        raise DataError(say("open.damaged", file=file)) from None


def _panics() -> tuple[type[BaseException], ...]:
    """What a fault inside the reader of values raises: no Exception, of a class made when it does.

    It cannot be imported, but found where something has been raised.
    """
    return tuple(one for one in BaseException.__subclasses__() if one.__module__ == "pyo3_runtime")


def _sheets(data: bytes, file: str, look: Look) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    room = MOST_CELLS
    for one in book.sheets_metadata:
        if one.typ != SheetTypeEnum.WorkSheet:
            continue
        if one.visible != SheetVisibleEnum.Visible:
            sheets.append(Sheet(one.name, [], hidden=True))
            continue
        marks = look(one.name)
        marks.check(file, one.name, room)
        room -= marks.room
        read = book.get_sheet_by_name(one.name)
        if read.total_height > LAST_ROW + 1 or read.height * read.width > MOST_CELLS:
            raise ValueError("cells that were not seen before")
        marks.merged = read.merged_cell_ranges or marks.merged
        sheets.append(filled_sheet(one.name, _rows(read), marks))
    return sheets


def filled_book(file: str, sheets: list[Sheet]) -> Book:
    """A workbook of which some cell is filled; hidden sheets are noted."""
    hidden = tuple(sheet.name for sheet in sheets if sheet.hidden)
    if not any(sheet.rows for sheet in sheets):
        key = "open.all_hidden" if hidden else "open.empty"
        raise DataError(say(key, file=file, sheets=hidden))
    notes = [say("open.hidden", file=file, sheets=hidden)] if hidden else []
    notes += [
        say("open.unseen", file=file, sheet=sheet.name, cells=sheet.unseen)
        for sheet in sheets
        if sheet.unseen
    ]
    notes += read_dots(((sheet.name, sheet.rows) for sheet in sheets), file)
    return Book(file, sheets, tuple(notes))


def _rows(read: Any) -> list[list[Any]]:
    """The values of a sheet from its first row and column on."""
    left = [None] * (read.start[1] if read.start else 0)
    return [
        [*left, *map(plain_value, cells)] if any(cell != "" for cell in cells) else []
        for cells in read.iter_rows()
    ]


def filled_sheet(name: str, rows: list[list[Any]], marks: Marks) -> Sheet:
    """A sheet of values and marks."""
    for n, columns in marks.percents.items():
        row = rows[n] if n < len(rows) else []
        for column in columns:
            if column < len(row) and type(row[column]) in (int, float):
                row[column] = percent_text(row[column])
    for place, text in marks.texts.items():
        _put(rows, *place, text)
    merged = _fill_merged(rows, marks.merged)
    for filled in rows:
        while filled and filled[-1] is None:
            filled.pop()
    while rows and not rows[-1]:
        rows.pop()
    write_eras(rows)
    return Sheet(name, rows, merged, unseen=marks.unseen())


def _fill_merged(rows: list[list], ranges: Iterable[Range]) -> dict[Place, Place]:
    """Fill merged ranges, as far as the sheet reaches, with what stands in their first cells."""
    width = max(map(len, rows), default=0)
    merged: dict[Place, Place] = {}
    for (top, left), (bottom, right) in ranges:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        if value is None:
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, width)):
                if (row, column) == (top, left):
                    continue
                if (row, column) in merged:
                    raise ValueError("ranges that overlap")
                _put(rows, row, column, value)
                merged[row, column] = top, left
    return merged


def _put(rows: list[list], row: int, column: int, value: object) -> None:
    """Put a value into a cell, which may lie beyond those that there are."""
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def plain_value(cell: object) -> object:
    """A value as a sheet holds it."""
    if isinstance(cell, str):
        return cell.strip(BLANKS) or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) <= _EXACT else cell
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return str(cell) if isinstance(cell, time | timedelta) else cell

"""Looks through the records of a workbook of Excel 97 to 2003 (.xls), before values are read."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from linhai_analysis.tables.marks import MOST_ROWS, Marks, shown_styles

_FORMULA, _END, _PASSWORD, _SHEET, _XF = 0x06, 0x0A, 0x2F, 0x85, 0xE0
_FORMAT, _ERROR = (0x41E, 0x1E), 0x205
_TEXTS, _EXTENT = 0xFC, 0x200
_LAST_COLUMN = 255
_START = (0x809, 0x409, 0x209, 0x09)
# Records of one cell: of a number, a short number, texts, a truth value or error, a formula.
_CELLS = (0x203, 0x27E, 0xFD, 0x204, 0xD6, _ERROR, _FORMULA)
# Numbers of several cells of a row.
_NUMBERS = 0xBD
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class ProtectedError(ValueError):
    """The workbook is protected by a password."""


def look_through_all(stream: bytes) -> list[Marks]:
    """Return the marks of each sheet, in the order in which they are listed."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _PASSWORD:
            raise ProtectedError
        if kind in _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _code(body[2:])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _TEXTS and struct.unpack_from("<I", body, 4)[0] > len(stream):
            raise ValueError("more texts than there is room for")
        elif kind == _SHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    if not starts:
        raise ValueError("no sheets")
    shown = shown_styles(formats, styles)
    return [_look_through(stream, start, shown) for start in starts]


def _code(text: bytes) -> str:
    """The code of a number format: in Excel 97 its length has two bytes, and a mark follows."""
    (length,) = struct.unpack_from("<H", text)
    if len(text) == 3 + length * (1 + text[2]) and text[2] < 2:
        return text[3:].decode("utf-16-le" if text[2] else "latin-1", "replace")
    return text[1:].decode("latin-1")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the workbook, without those of charts inside."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind in _START:
            depth += 1
        elif depth == 0:
            raise ValueError("a part without a beginning")
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _look_through(stream: bytes, start: int, shown: set[int]) -> Marks:
    marks = Marks()
    for kind, body in _records(stream, start):
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<3H", body)
            cells = {column: style}
        elif kind == _NUMBERS:
            row, first = struct.unpack_from("<2H", body)
            numbers = body[4:-2]
            cells = {
                first + n // 6: struct.unpack_from("<H", numbers, n)[0]
                for n in range(0, len(numbers) - 5, 6)
            }
        elif kind == _EXTENT:
            _check_extent(body)
            continue
        else:
            continue
        if max(cells, default=0) > _LAST_COLUMN:
            raise ValueError("a cell beyond the end of a sheet")
        marks.add((row,), cells)
        if per_cent := [column for column, style in cells.items() if style in shown]:
            marks.percents.setdefault(row, []).extend(per_cent)
        if (code := _error(kind, body)) is not None:
            marks.texts[row, column] = ERRORS.get(code, "#N/A")
        if len(marks.filled) > MOST_ROWS:
            break
    return marks


def _check_extent(body: bytes) -> None:
    """Refuse a declared size that no sheet has; room would be made for it."""
    form = "<2I2H" if len(body) >= 14 else "<4H"
    first_row, last_row, first_column, last_column = struct.unpack_from(form, body)
    sound = first_row <= last_row <= 65_536 and first_column <= last_column <= _LAST_COLUMN + 1
    if not sound:
        raise ValueError("a sheet larger than any")


def _error(kind: int, body: bytes) -> int | None:
    """The number of an error that a cell holds."""
    if kind == _ERROR and len(body) >= 8 and body[7]:
        return body[6]
    if kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None

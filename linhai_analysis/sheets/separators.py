"""Tells what commas and dots in numbers mean: decimals, or groups of thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.grid import column_letters
from linhai_analysis.words import Sentence, say

# Numbers with a comma: which has to be a decimal comma, which has to group thousands, and which
# may be either.
_NUMBER = r"[+\-−]?{}(?=\s*[%％*]?(?:\s?\(?[a-zA-Z]{{1,2}}\)?)?$)"
_GROUPS = r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+"
_DECIMAL = re.compile(_NUMBER.format(rf"(?:{_GROUPS},\d+|0,\d+|\d{{4,}},\d+|\d+,(?!\d{{3}}\b)\d+)"))
_THOUSANDS = re.compile(
    _NUMBER.format(r"\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,}|(?:,\d\d)+,\d{3})")
)
_EITHER = re.compile(_NUMBER.format(r"[1-9]\d{0,2},\d{3}"))
_POINT = re.compile(_NUMBER.format(r"(?:\d+\.(?!\d{3}\b)\d+|0\.\d+|\d{4,}\.\d+)"))
_GROUPED = re.compile(_NUMBER.format(_GROUPS.replace(r" \u00a0\u202f", "")))
# The same of dots.
_DOTS = re.compile(_NUMBER.format(r"[1-9]\d{0,2}(?:\.\d{3}){2,}"))
_ONE_DOT = re.compile(_NUMBER.format(r"[1-9]\d{0,2}\.\d{3}"))
# Who writes Chinese groups no thousands by dots.
_CHINESE = re.compile("[\u3400-\u9fff]")

Rows = Sequence[Any]


def read_commas(rows: Rows, delimiter: str, file: str) -> tuple[Sentence, ...]:
    """Write decimal commas as points, where the file can have meant nothing else."""
    cells = _marked(rows)
    decimal = next(filter(_DECIMAL.match, cells), None)
    thousands = any(map(_THOUSANDS.match, cells))
    if decimal and not thousands:
        points = any(map(_POINT.match, cells))
        for row in rows:
            row[:] = [with_point(cell, not points) if cell else cell for cell in row]
        return (say("taken_as.decimal_comma", file=file, cell=decimal),)
    either = next(filter(_EITHER.match, cells), None)
    if not either or thousands or decimal:
        return ()
    # Files with semicolons have them because commas are in their numbers.
    if delimiter == ";":
        raise DataError(say("open.comma", file=file, cell=either, place=_place(rows, either)))
    return (say("taken_as.thousands", file=file, cell=either),)


def read_dots(tables: Iterable[tuple[str, Rows]], file: str) -> tuple[Sentence, ...]:
    """Take out dots that group thousands, as the texts of a file show; refuse two readings.

    >>> rows = [["Nord", "13.076.721", "682.986", "b"]]
    >>> notes = read_dots([("", rows)], "a.csv")
    >>> rows, notes[0].values[1]
    ([['Nord', '13076721', '682986', 'b']], ('cell', '13.076.721'))
    """
    named = list(tables)
    every = [row for _, rows in named for row in rows]
    # A share is no number of thousands.
    cells = [cell for cell in _marked(every) if not cell.endswith("%")]
    either = [cell for cell in cells if _ONE_DOT.match(cell)]
    points = any(map(_POINT.match, cells))
    sure = next(filter(_DOTS.match, cells), None)
    if sure and not points:
        for row in every:
            row[:] = [_grouped(cell) if isinstance(cell, str) else cell for cell in row]
        return (say("taken_as.dots", file=file, cell=sure),) if either else ()
    several = len(either) > 1 or sum(row.count(one) for one in either for row in every) > 1
    if not either or (not sure and (points or not several or _is_chinese(every))):
        return ()
    at = next((name, rows) for name, rows in named if any(either[0] in row for row in rows))
    place = " ".join(filter(None, (at[0], _place(at[1], either[0]))))
    raise DataError(say("open.dot", file=file, cell=either[0], place=place))


def decimal_comma(cells: Iterable[object]) -> tuple[str, str]:
    """Return a number that shows that the comma is a decimal mark, and one that it puts in doubt.

    >>> decimal_comma(["3,32", 5]), decimal_comma(["0,32", "1,234"]), decimal_comma(["3,32", "1.5"])
    (('3,32', ''), ('0,32', '1,234'), ('', ''))
    """
    marked = [cell for cell in cells if isinstance(cell, str) and ("," in cell or "." in cell)]
    decimal = next((cell for cell in marked if "," in cell and _DECIMAL.match(cell)), "")
    if not decimal or any(_THOUSANDS.match(cell) or _POINT.match(cell) for cell in marked):
        return "", ""
    return decimal, next(filter(_EITHER.match, marked), "")


def with_point(cell: str, grouped: bool = True) -> str:
    """Return a number with a decimal comma as it is written elsewhere; other cells stay.

    >>> with_point("1.234,5 b"), with_point("40,500"), with_point("1.234"), with_point("甲,乙")
    ('1234.5 b', '40.500', '1234', '甲,乙')
    """
    if found := _DECIMAL.match(cell) or _EITHER.match(cell):
        number = re.sub(r"[.\s]", "", found[0]).replace(",", ".")
    elif grouped and (found := _GROUPED.match(cell)):
        number = found[0].replace(".", "")
    else:
        return cell
    return number + cell[found.end() :]


def _grouped(cell: str) -> str:
    found = _DOTS.match(cell) or _ONE_DOT.match(cell)
    return found[0].replace(".", "") + cell[found.end() :] if found else cell


def _marked(rows: Rows) -> list[str]:
    """All texts with a comma or a dot, once each."""
    texts = dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str))
    return [cell for cell in texts if "," in cell or "." in cell]


def _is_chinese(rows: Rows) -> bool:
    return any(isinstance(cell, str) and _CHINESE.search(cell) for row in rows for cell in row)


def _place(rows: Rows, cell: str) -> str:
    row = next(n for n, row in enumerate(rows) if cell in row)
    return f"{column_letters(rows[row].index(cell))}{row + 1}"

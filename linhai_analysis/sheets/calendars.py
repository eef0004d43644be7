"""Writes the years of Taiwan as such where a file leaves out the calendar: 107年 is 民國107年."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linhai_analysis.sheets.encodings import is_traditional

# No other calendar has such years; 50年 and 100年 may be how long something takes.
_TELLING, _LAST = 101, 149
_COUNTED = re.compile(r"(1\d\d) ?年.*|(\d\d) ?年[度底末]?")
_BARE = re.compile(r"\d{1,3}")
_HEADING = re.compile(r"(?:民[國国])?(?:年度|年份|年別|年)(?:[(（]民[國国][)）])?|民[國国]")
_ABOVE = 60

# The year that each of some cells is.
Places = dict[tuple[int, int], int]


def write_eras(rows: Sequence[list]) -> None:
    """Write the calendar before the years of a sheet in the script of Taiwan.

    >>> rows = [["縣市", "107年", "108年(p)"], ["新竹縣", 92, 110]]
    >>> write_eras(rows)
    >>> rows[0]
    ['縣市', '民國107年', '民國108年(p)']
    >>> rows = [["年度", "企業數"], [107, 92], [108, 110]]
    >>> write_eras(rows)
    >>> [row[0] for row in rows]
    ['年度', '民國107年', '民國108年']
    """
    shown = "".join(cell for row in rows[:200] for cell in row if isinstance(cell, str))
    if not (is_traditional(shown) or "民国" in shown):
        return
    for places in (_counted(rows), *_columns(rows)):
        if _TELLING <= max(places.values(), default=0) <= _LAST:
            for (r, c), year in places.items():
                cell = str(rows[r][c])
                rows[r][c] = f"民國{cell}" if "年" in cell else f"民國{year}年"


def _counted(rows: Sequence[list]) -> Places:
    """The cells that are a number with 年 behind it."""
    cells = ((r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
    texts = ((r, c, cell) for r, c, cell in cells if isinstance(cell, str))
    found = ((r, c, _COUNTED.fullmatch(cell)) for r, c, cell in texts)
    return {(r, c): int(one[1] or one[2]) for r, c, one in found if one}


def _columns(rows: Sequence[list]) -> Iterator[Places]:
    """The numbers under each heading of years, where nothing else stands there."""
    for r, row in enumerate(rows[:_ABOVE]):
        for c, cell in enumerate(row):
            if isinstance(cell, str) and _HEADING.fullmatch(cell):
                below = {(n, c): rows[n][c] for n in range(r + 1, len(rows)) if c < len(rows[n])}
                filled = {place: str(one) for place, one in below.items() if one is not None}
                if all(map(_BARE.fullmatch, filled.values())):
                    yield {place: int(text) for place, text in filled.items()}

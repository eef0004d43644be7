"""Brings the figures of a series to one unit where their units differ by a power of ten."""

from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.text import EXACT
from linhai_analysis.words import Sentence, say
from linhai_analysis.yearly.naming import Texts

_CHINESE = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "10^12": 12}


def _power(unit: str) -> tuple[int, str]:
    """The power of ten that a unit begins with, and the unit that it counts.

    >>> _power("亿元"), _power("百万美元"), _power("millions USD"), _power("%")
    ((8, '元'), (6, '美元'), (6, 'usd'), (0, '%'))
    """
    letters = re.match("[十百千万亿]*", unit)[0]  # type: ignore[index]
    first, _, rest = unit.casefold().partition(" ")
    if (power := _ENGLISH.get(first.removesuffix("s"))) is not None:
        return power, rest
    return sum(_CHINESE[letter] for letter in letters), unit[len(letters) :].casefold()


def one_unit(
    frame: pd.DataFrame, file: str, own: Texts | str = ""
) -> tuple[pd.DataFrame, tuple[Sentence, ...]]:
    """The figures with one unit in each series, the one that it has first, and what was done.

    The `own` unit of a figure stands behind the number and counts before that of the table.

    >>> mixed = pd.DataFrame({"series": "产值", "unit": ["万元", "亿元"], "value": [9800, 1.1]})
    >>> made, notes = one_unit(mixed, "a.csv")
    >>> made["value"].tolist(), notes[0].text("zh")
    ([9800.0, 11000.0], '“产值”中以亿元为单位的数据已换算为万元')
    """
    given = frame["unit"]
    behind = pd.Series(own != "", frame.index)
    frame = frame.assign(unit=given.where(~behind, own))
    known = frame["value"].notna()
    count = frame[known].groupby("series", sort=False)["unit"].nunique()
    other = behind & known & (given != "") & (given != frame["unit"])
    notes = []
    for series in dict.fromkeys([*count.index[count > 1], *frame["series"][other]]):
        rows = frame["series"] == series
        units = list(dict.fromkeys(frame["unit"][rows & known]))
        powers = {unit: _power(unit) for unit in [*units, *given[rows & other]]}
        said = tuple(unit for unit in powers if unit)
        one = len({base for _, base in powers.values()}) == 1
        # Figures without a unit are of that which the table gives, never of one behind others.
        if ("" in units and behind[rows].any()) or not (one or len(said) == 1):
            raise DataError(say("scales.mixed", file=file, series=series, units=said))
        if one:
            frame = _converted(frame, rows, units[0], powers)
            told = tuple(unit or say("scales.ones") for unit in units)
            if told[1:]:
                notes.append(say("scales.converted", series=series, units=told[1:], unit=told[0]))
        else:
            # A unit written once is that of the others.
            frame = frame.assign(unit=frame["unit"].mask(rows, said[0]))
    if behind.any():
        # Where no figure stands, no unit does.
        units_of = frame[known].drop_duplicates("series").set_index("series")["unit"]
        frame["unit"] = frame["unit"].where(known, frame["series"].map(units_of).fillna(""))
    return frame, tuple(notes)


def _converted(
    frame: pd.DataFrame, rows: pd.Series[bool], unit: str, powers: dict[str, tuple[int, str]]
) -> pd.DataFrame:
    values = frame["value"].astype(float)
    for other, (power, _) in powers.items():
        shift = power - powers[unit][0]
        those = rows & (frame["unit"] == other) & values.notna()
        # Digits are moved, so that 1.1 becomes 11000 and nothing near it.
        values[those] = [
            float(Decimal(repr(value)).scaleb(shift, EXACT)) for value in values[those]
        ]
    return frame.assign(value=values, unit=frame["unit"].mask(rows, unit))

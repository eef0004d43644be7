"""The kinds of assumptions, one row a kind, and the reader of a row of the table scenarios.

A further kind is one row here, its path in ``scenario.legs`` and its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from linhai_analysis.arguments import is_finite
from linhai_analysis.errors import reason_of
from linhai_analysis.names import choice_name
from linhai_analysis.tables.cells import (
    cell_text,
    parse_number,
    parse_one_of,
    parse_start,
    parse_year,
)
from linhai_analysis.words import Sentence, say


@dataclass(frozen=True)
class Assumable:
    """A kind of assumption: what its value is, and how that is written.

    `value` is a ``number``, which may lie between a low and a high one, a ``name``, a ``path`` of
    values by year, or nothing. `form` of a number: ``plain``, a ``rate`` (a share of 1, written
    in per cent), or ``percent`` of the baseline. `from_start`: its path needs a first figure.
    `by_year`: the number may be written with its year, or several with theirs.
    """

    name: str
    value: str = "number"
    form: str = "plain"
    from_start: bool = True
    by_year: bool = False

    @property
    def ranged(self) -> bool:
        """Whether there is a number that can lie between a low and a high one."""
        return self.value == "number"


TABLE = (
    Assumable("rate", form="rate"),
    Assumable("points"),
    Assumable("reach", from_start=False, by_year=True),
    Assumable("halt", ""),
    Assumable("percent_of_baseline", form="percent", by_year=True),
    Assumable("follow", "name"),
    Assumable("path", "path", from_start=False),
    Assumable("trend", ""),
)

ASSUMPTIONS: Mapping[str, Assumable] = {kind.name: kind for kind in TABLE}
# The ends of a range, as columns and keys name them.
ENDS = ("low", "high")
QUALITIES = ("green", "amber", "red")
# Below this, a number was hardly meant as a percentage of the baseline: 1.5 is one and a half.
LEAST_PERCENT = 5.0

# What stands between a year and its value.
_DATED = re.compile("[:：=]")

Assumed = float | str | Mapping[int, float] | None


def read_row(row: Mapping[Any, Any]) -> tuple[dict[str, Any], dict[str, Sentence | str]]:
    """Return the cells of an assumption as values, and what is wrong with those that are none.

    >>> print(read_row({"assumption": "rate", "value": "5%", "quality": "blue"})[1]["quality"])
    is not one of green, amber, red
    """
    kind = row["assumption"]
    readers: dict[str, Callable[[object], Any]] = {
        "value": partial(read_assumed, kind),
        "low": partial(read_end, kind),
        "high": partial(read_end, kind),
        "from_year": parse_start,
        "reason": cell_text,
        "reason_zh": cell_text,
        "quality": partial(parse_one_of, ("", *QUALITIES)),
    }
    fields: dict[str, Any] = {}
    faults: dict[str, Sentence | str] = {}
    for column, read in readers.items():
        try:
            fields[column] = read(row.get(column))
            if column == "high" and {"value", "low"} <= set(fields):
                check_ends(fields["value"], fields["low"], fields["high"])
        except ValueError as error:
            faults[column] = reason_of(error)
    return fields, faults


def read_assumed(assumption: str, cell: object) -> Assumed:
    """Return the value of an assumption from a cell.

    >>> read_assumed("rate", "12%"), read_assumed("reach", "65%")
    (0.12, 65.0)
    >>> read_assumed("path", "2016: 70; 2018: 90"), read_assumed("reach", "2018: 90")
    ({2016: 70.0, 2018: 90.0}, {2018: 90.0})
    """
    kind = ASSUMPTIONS[assumption].value
    if kind == "path":
        return read_path(cell)
    text = cell_text(cell)
    if not kind:
        if text:
            raise ValueError(say("assumed.no_value", kind=choice_name(assumption)))
        return None
    if not text:
        raise ValueError(say("assumed.needs", kind=choice_name(assumption)))
    if kind == "name":
        return text
    dated = ASSUMPTIONS[assumption].by_year and (isinstance(cell, Mapping) or _DATED.search(text))
    read = partial(read_amount, assumption)
    return read_path(cell, read) if dated else read(cell)


def read_amount(assumption: str, cell: object) -> float:
    """Return the number of an assumption, or of its low or high end."""
    number, percent = _number(cell)
    form = ASSUMPTIONS[assumption].form
    if form == "rate" and percent:
        number /= 100
    if form == "percent" and not percent and 0 < number < LEAST_PERCENT:
        raise ValueError(say("assumed.percent", number=number, meant=100 * number))
    return check_amount(assumption, number)


def check_amount(assumption: str, value: object) -> float:
    """Return a number as one; refuse what is none, and a rate that nothing can grow by.

    >>> check_amount("rate", 1.2)
    Traceback (most recent call last):
    ...
    ValueError: is a rate above 1 (120 % a year); did you mean 0.012?
    """
    if not is_finite(value):
        raise ValueError(say("assumed.number"))
    number = float(value)  # type: ignore[arg-type]
    form, meant = ASSUMPTIONS[assumption].form, say("assumed.meant", meant=number / 100)
    if form == "rate" and number <= -1:
        raise ValueError(say("assumed.fall", fall=-100 * number, meant=meant))
    if form == "rate" and number > 1:
        raise ValueError(say("assumed.rate", rate=100 * number, meant=meant))
    if form == "percent" and number <= 0:
        raise ValueError(say("assumed.nothing"))
    return number


def read_end(assumption: str, cell: object) -> float | None:
    """Return the low or high end of an assumption; None where the cell is empty."""
    if not cell_text(cell):
        return None
    if not ASSUMPTIONS[assumption].ranged:
        raise ValueError(say("assumed.no_ends", kind=choice_name(assumption)))
    return read_amount(assumption, cell)


def read_path(cell: object, read: Callable[[object], float] | None = None) -> dict[int, float]:
    """Return the given values by year; `read` is the reader of one of them.

    >>> read_path({2017: 75})
    {2017: 75.0}
    """
    pairs: list[tuple[str, object]]
    if isinstance(cell, Mapping):
        pairs = [(cell_text(year), value) for year, value in cell.items()]
    else:
        text = _DATED.sub(":", cell_text(cell)).replace("；", ";")
        parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
        if not parts or not all(":" in part for part in parts):
            raise ValueError(say("assumed.path"))
        pairs = [(year.strip(), value.strip()) for year, value in (p.split(":", 1) for p in parts)]
    path: dict[int, float] = {}
    for year, value in pairs:
        try:
            when = parse_year(year)
            amount = read(value) if read and cell_text(value) else _number(value)[0]
        except ValueError as error:
            raise ValueError(
                say("assumed.part", year=year, value=value, error=reason_of(error))
            ) from None
        if when in path:
            raise ValueError(say("assumed.year_twice", year=when))
        if math.isnan(amount):
            raise ValueError(say("assumed.year_empty", year=when))
        path[when] = amount
    if not path:
        raise ValueError(say("assumed.empty_path"))
    return dict(sorted(path.items()))


def check_ends(value: Assumed, low: float | None, high: float | None) -> None:
    """Refuse a range whose ends are the wrong way round or leave the value outside.

    >>> check_ends(0.1, 0.12, 0.08)
    Traceback (most recent call last):
    ...
    ValueError: is below the low end 0.12; exchange them
    """
    if low is None and high is None:
        return
    if isinstance(value, Mapping) and len(value) > 1:
        raise ValueError(say("assumed.end_of_several"))
    if high is None:
        raise ValueError(say("assumed.no_high", low=low))
    if low is None:
        raise ValueError(say("assumed.no_low"))
    if high < low:
        raise ValueError(say("assumed.exchanged", low=low))
    middle = single(value)
    if middle is not None and not low <= middle <= high:
        raise ValueError(say("assumed.outside", low=low, middle=middle))


def single(value: Assumed) -> float | None:
    """Return the one number that is assumed; None where there is none, or one for each of years.

    >>> single(0.1), single({2025: 3.0}), single({2025: 3.0, 2030: 3.2}), single("330000")
    (0.1, 3.0, None, None)
    """
    if isinstance(value, Mapping):
        return next(iter(value.values())) if len(value) == 1 else None
    return value if isinstance(value, float) else None


def _number(cell: object) -> tuple[float, bool]:
    """The number of a cell, and whether a sign for per cent follows it."""
    if is_finite(cell):
        return float(cell), False  # type: ignore[arg-type]
    # Full-width marks, and the minus sign that a word processor sets.
    text = cell_text(cell).replace("％", "%").replace("−", "-")
    return parse_number(text.removesuffix("%")), text.endswith("%")


def shown_cell(cell: object) -> str:
    """A cell as it would stand in a table."""
    if isinstance(cell, Mapping):
        return "; ".join(f"{year}: {value}" for year, value in cell.items())
    return cell_text(cell)

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

from linhai_analysis.arguments import is_number
from linhai_analysis.tables.cells import (
    cell_text,
    parse_number,
    parse_one_of,
    parse_start,
    parse_year,
)


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


def read_row(row: Mapping[Any, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the cells of an assumption as values, and what is wrong with those that are none.

    >>> read_row({"assumption": "rate", "value": "5%", "quality": "blue"})[1]
    {'quality': 'is not one of green, amber, red'}
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
    faults: dict[str, str] = {}
    for column, read in readers.items():
        try:
            fields[column] = read(row.get(column))
            if column == "high" and {"value", "low"} <= set(fields):
                check_ends(fields["value"], fields["low"], fields["high"])
        except ValueError as error:
            faults[column] = str(error)
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
            raise ValueError(f"is too much: {assumption} takes no value")
        return None
    if not text:
        raise ValueError(f"is empty; {assumption} needs a value")
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
        raise ValueError(
            f"is {number:g} % of the baseline; "
            f"did you mean {100 * number:g}? (else write {number:g}%)"
        )
    return check_amount(assumption, number)


def check_amount(assumption: str, value: object) -> float:
    """Return a number as one; refuse what is none, and a rate that nothing can grow by.

    >>> check_amount("rate", 1.2)
    Traceback (most recent call last):
    ...
    ValueError: is a rate above 1 (120 % a year); did you mean 0.012?
    """
    if not is_number(value) or not math.isfinite(value):  # type: ignore[arg-type]
        raise ValueError("is not a number")
    number = float(value)  # type: ignore[arg-type]
    form, meant = ASSUMPTIONS[assumption].form, f"did you mean {number / 100:g}?"
    if form == "rate" and number <= -1:
        raise ValueError(f"is a fall of {-100 * number:g} % a year, which leaves nothing; {meant}")
    if form == "rate" and number > 1:
        raise ValueError(f"is a rate above 1 ({100 * number:g} % a year); {meant}")
    if form == "percent" and number <= 0:
        raise ValueError("is nothing of the baseline; 100 is the baseline itself")
    return number


def read_end(assumption: str, cell: object) -> float | None:
    """Return the low or high end of an assumption; None where the cell is empty."""
    if not cell_text(cell):
        return None
    if not ASSUMPTIONS[assumption].ranged:
        raise ValueError(f"is too much: {assumption} takes no low and high end")
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
            raise ValueError("is not a path; write year: value, for example 2016: 70; 2018: 90")
        pairs = [(year.strip(), value.strip()) for year, value in (p.split(":", 1) for p in parts)]
    path: dict[int, float] = {}
    for year, value in pairs:
        try:
            when = parse_year(year)
            amount = read(value) if read and cell_text(value) else _number(value)[0]
        except ValueError as error:
            raise ValueError(f"has a part '{year}: {value}' that {error}") from None
        if when in path:
            raise ValueError(f"gives {when} twice")
        if math.isnan(amount):
            raise ValueError(f"gives no value for {when}; leave the year out")
        path[when] = amount
    if not path:
        raise ValueError("is an empty path; give at least one year")
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
        raise ValueError("is an end of several levels; give each its own stage with from_year")
    if high is None:
        raise ValueError(f"is missing beside the low end {low:g}; give both or neither")
    if low is None:
        raise ValueError("stands without a low end; give both or neither")
    if high < low:
        raise ValueError(f"is below the low end {low:g}; exchange them")
    middle = single(value)
    if middle is not None and not low <= middle <= high:
        raise ValueError(f"and the low end {low:g} leave the value {middle:g} outside")


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
    if is_number(cell) and math.isfinite(cell):  # type: ignore[arg-type]
        return float(cell), False  # type: ignore[arg-type]
    # Full-width marks, and the minus sign that a word processor sets.
    text = cell_text(cell).replace("％", "%").replace("−", "-")
    return parse_number(text.removesuffix("%")), text.endswith("%")


def shown_cell(cell: object) -> str:
    """A cell as it would stand in a table."""
    if isinstance(cell, Mapping):
        return "; ".join(f"{year}: {value}" for year, value in cell.items())
    return cell_text(cell)

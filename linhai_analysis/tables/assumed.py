"""Reads what a row of the table scenarios assumes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

from linhai_analysis.arguments import is_number
from linhai_analysis.tables.cells import cell_text, parse_number, parse_year

Assumption = Literal[
    "rate", "points", "reach", "halt", "percent_of_baseline", "follow", "path", "trend"
]
# The others have no number that could lie between a low and a high one.
RANGED = ("rate", "points", "reach", "percent_of_baseline")
# Below this, a number was hardly meant as a percentage of the baseline: 1.5 is one and a half.
LEAST_PERCENT = 5.0

Assumed = float | str | Mapping[int, float] | None


def read_assumed(assumption: str, cell: object) -> Assumed:
    """Return the value of an assumption from a cell.

    >>> read_assumed("rate", "12%"), read_assumed("reach", "65%")
    (0.12, 65.0)
    >>> read_assumed("path", "2016: 70; 2018: 90")
    {2016: 70.0, 2018: 90.0}
    """
    if assumption == "path":
        return read_path(cell)
    text = cell_text(cell)
    if assumption in ("halt", "trend"):
        if text:
            raise ValueError(f"is too much: {assumption} takes no value")
        return None
    if not text:
        raise ValueError(f"is empty; {assumption} needs a value")
    if assumption == "follow":
        return text
    return read_amount(assumption, text)


def read_amount(assumption: str, cell: object) -> float:
    """Return the number of an assumption, or of its low or high end."""
    # Full-width marks, and the minus sign that a word processor sets.
    text = cell_text(cell).replace("％", "%").replace("−", "-")
    percent = text.endswith("%")
    number = parse_number(text.removesuffix("%"))
    if math.isnan(number):
        raise ValueError("is not a number")
    if assumption == "rate":
        rate = number / 100 if percent else number
        _check_rate(rate)
        return rate
    if assumption == "percent_of_baseline":
        if number <= 0:
            raise ValueError("is nothing of the baseline; 100 is the baseline itself")
        if not percent and number < LEAST_PERCENT:
            raise ValueError(
                f"is {number:g} % of the baseline; "
                f"did you mean {100 * number:g}? (else write {number:g}%)"
            )
    return number


def check_amount(assumption: str, value: object) -> float:
    """Return a number as one; refuse what is none, and a rate that nothing can grow by.

    >>> check_amount("rate", 1.2)
    Traceback (most recent call last):
    ...
    ValueError: is a rate above 1 (120 % a year); did you mean 0.012?
    """
    if not is_number(value):
        raise ValueError("is not a number")
    number = float(value)  # type: ignore[arg-type]
    if assumption == "rate":
        _check_rate(number)
    return number


def read_path(cell: object) -> dict[int, float]:
    """Return the given values by year.

    >>> read_path({2017: 75})
    {2017: 75.0}
    """
    if isinstance(cell, Mapping):
        pairs = [(cell_text(year), value) for year, value in cell.items()]
    else:
        text = re.sub(r"[：=]", ":", cell_text(cell)).replace("；", ";")
        parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
        if not parts or not all(":" in part for part in parts):
            raise ValueError("is not a path; write year: value, for example 2016: 70; 2018: 90")
        pairs = [(year.strip(), value.strip()) for year, value in (p.split(":", 1) for p in parts)]
    path: dict[int, float] = {}
    for year, value in pairs:
        try:
            when = parse_year(year)
            amount = parse_number(str(value).replace("％", "%").removesuffix("%"))
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


def check_ends(value: Assumed, low: float, high: float) -> None:
    """Refuse a range whose ends are the wrong way round or leave the value outside.

    >>> check_ends(0.1, 0.12, 0.08)
    Traceback (most recent call last):
    ...
    ValueError: is below the low end 0.12; exchange them
    """
    if math.isnan(high) and not math.isnan(low):
        raise ValueError(f"is missing beside the low end {low:g}; give both or neither")
    if math.isnan(low) and not math.isnan(high):
        raise ValueError("stands without a low end; give both or neither")
    if high < low:
        raise ValueError(f"is below the low end {low:g}; exchange them")
    if isinstance(value, float) and not math.isnan(low) and not low <= value <= high:
        raise ValueError(f"and the low end {low:g} leave the value {value:g} outside")


def _check_rate(rate: float) -> None:
    meant = f"did you mean {rate / 100:g}?"
    if rate <= -1:
        raise ValueError(f"is a fall of {-100 * rate:g} % a year, which leaves nothing; {meant}")
    if rate > 1:
        raise ValueError(f"is a rate above 1 ({100 * rate:g} % a year); {meant}")

"""Distances and speeds in words, of texts or of formulas: whoever asks says how words are filled.

`fill` is :func:`~linhai_analysis.words.word` for texts, and :func:`.terms.phrase` for formulas.
"""

from __future__ import annotations

from collections.abc import Callable

from linhai_analysis.report.workbook.lines import Line

Fill = Callable[..., str]


def distance(line: Line, lang: str, fill: Fill, value: str, unit: str) -> str:
    """Return how far the latest figure is from the target."""
    if line.in_points or line.quantity == "index":
        return fill("points", lang, value=value)
    if line.is_rank:
        return fill("draft.rank.gap", lang, value=value)
    return fill("book.amount", lang, value=value, unit=unit)


def speed(line: Line, lang: str, fill: Fill, value: str, unit: str, falls: bool) -> str:
    """Return the growth a year that is still required; a fall by its size."""
    way = "down" if falls else "up"
    if line.in_points:
        return fill("points_a_year" + ".fall" * falls, lang, value=value)
    if line.is_rank:
        return fill(f"draft.rank.rate.{way}", lang, value=value)
    if not line.by_amount:
        return fill(f"draft.rate.{way}", lang, value=value)
    amount = fill("book.amount", lang, value=value, unit=unit)
    return fill(f"draft.amount.rate.{way}", lang, value=amount)


def still_format(line: Line) -> str:
    """Return the number format of what is still needed."""
    return places_format(line.decimals + 1) if line.by_amount else "0.00%"


def gap_format(line: Line) -> str:
    """Return the number format of a distance."""
    return places_format(1 if line.quantity == "index" else line.decimals)


def places_format(places: int) -> str:
    """Return a number format of so many decimals.

    >>> places_format(2), places_format(0)
    ('0.00', '0')
    """
    return "0." + "0" * places if places > 0 else "0"

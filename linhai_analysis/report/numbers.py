"""Numbers and headings as people read them."""

from __future__ import annotations

import math

import pandas as pd

from linhai_analysis.rounding import fixed
from linhai_analysis.words import word

NONE = "—"


def number(value: float, decimals: int = 2) -> str:
    """Return a number with at most `decimals` places; — for none.

    Examples
    --------
    >>> number(2500.0), number(2.98), number(0.004, 3), number(float("nan"))
    ('2500', '2.98', '0.004', '—')
    """
    if pd.isna(value):
        return NONE
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value: float, digits: int = 3) -> str:
    """Return a number with at least `digits` significant ones; — for none.

    Examples
    --------
    >>> significant(28.8), significant(-0.015), significant(1234.5), significant(12.0)
    ('28.8', '-0.015', '1235', '12')
    """
    if pd.isna(value) or value == 0:
        return number(value)
    return number(value, max(0, digits - 1 - math.floor(math.log10(abs(value)))))


def heads(lang: str, keys: str) -> list[str]:
    """Return the headings of a table from their keys.

    Examples
    --------
    >>> heads("zh", "indicator unit")
    ['指标', '单位']
    """
    return [word(f"head.{key}", lang) for key in keys.split()]

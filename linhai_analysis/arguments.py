"""Checks the arguments of functions: numbers, years, tables; names the kinds of arrays."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.errors import DataError, suggest
from linhai_analysis.words import LANGUAGES, language, say, speak

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""What counts as a year: 0, 1, 2 are places in a list, and five digits are a slip."""


def is_number(value: object) -> bool:
    """Whether this is a single number: not text, not a truth value.

    >>> is_number(2015), is_number(np.float64(0.8)), is_number("2015"), is_number(True)
    (True, True, False, False)
    """
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def check_language(lang: str | None) -> str:
    """Return `lang`, for None the language in force; raise where the words do not exist in it.

    >>> check_language("zh"), check_language(None)
    ('zh', 'en')
    """
    if lang is None:
        return language()
    if lang not in LANGUAGES:
        one, other = LANGUAGES
        raise DataError(say("ask.language", name=lang, one=one, other=other))
    return lang


def set_language(lang: str | None) -> None:
    """Set the language of everything that people read, where nobody says ``lang=``.

    Parameters
    ----------
    lang : {"en", "zh"} or None
        Of tables' sentences, charts, reports, messages of errors, and what a notebook shows of a
        plan or a projection. Names of columns, codes and what is written for programs stay. None
        leaves the language as it is.

    Raises
    ------
    DataError
        Where the language is not known.

    Examples
    --------
    >>> import linhai_analysis as la
    >>> la.set_language("zh")
    >>> plan = la.load_plan()
    >>> plan.label("gdp"), plan.label("gdp", lang="en")
    ('地区生产总值', 'Gross domestic product')
    >>> la.set_language("en")
    >>> plan.label("gdp")
    'Gross domestic product'
    """
    speak(check_language(lang))


def check_number(name: str, value: object) -> float:
    """A number as it is, None as NaN; anything else is refused.

    >>> check_number("target", 120), check_number("target", None)
    (120.0, nan)
    """
    if value is None:
        return float("nan")
    number = float(value) if is_number(value) else np.nan  # type: ignore[arg-type]
    if np.isnan(number):
        raise DataError(say("ask.number", name=name, value=repr(value)))
    return number


def check_year(name: str, value: object) -> int:
    """A year as a whole number; anything else is refused.

    >>> check_year("year", 2018.0)
    2018
    """
    number = check_number(name, value)
    if not FIRST_YEAR <= number <= LAST_YEAR or number % 1:
        raise DataError(say("ask.year", name=name, value=repr(value)))
    return int(number)


def check_whole(name: str, value: object, least: int, most: int | None = None) -> int:
    """A whole number neither too small nor too large; anything else is refused.

    >>> check_whole("draws", 100, 1)
    100
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise DataError(say("ask.whole", name=name, value=repr(value), least=least))
    if most is not None and int(value) > most:
        raise DataError(say("ask.too_large", name=name, value=value, most=most))
    return int(value)


def check_share(name: str, value: object, low: float, high: float) -> float:
    """A number between two others, with them; anything else is refused.

    >>> check_share("tail", 0.1, 0.0, 0.5)
    0.1
    """
    if not is_number(value) or not low <= float(value) <= high:  # type: ignore[arg-type]
        told = {"name": name, "value": repr(value), "low": low, "high": high}
        raise DataError(say("ask.share", **told))
    return float(value)  # type: ignore[arg-type]


def require_columns(table: object, columns: Iterable[str]) -> pd.DataFrame:
    """A table as it is; anything else, or one that lacks a column, is refused.

    >>> require_columns(pd.DataFrame({"years": [2015]}), ["year"])
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: the table has no column 'year'; did you mean 'years'?
    """
    if not isinstance(table, pd.DataFrame):
        raise DataError(say("ask.table", kind=type(table).__name__))
    for column in columns:
        if column not in table:
            raise DataError(say("ask.column", column=column, hint=suggest(column, map(str, table))))
    return table

"""Checks the arguments of functions: numbers, years, tables; names the kinds of arrays."""

from __future__ import annotations

import inspect
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from functools import partial, reduce, wraps
from numbers import Integral, Real
from os import PathLike
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.errors import DataError, suggest
from linhai_analysis.words import LANGUAGES, Sentence, language, say, speak

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
P = ParamSpec("P")
T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""What counts as a year: 0, 1, 2 are places in a list, and five digits are a slip."""

YEARS = ("year", "from_year", "until", "to", "base_year", "target_year")
"""Parameters that are years, whatever function has them."""

MOST_SHOWN = 60
"""Letters of a value in a sentence."""


def is_number(value: object) -> bool:
    """Whether this is a single number: not text, not a truth value.

    >>> is_number(2015), is_number(np.float64(0.8)), is_number("2015"), is_number(True)
    (True, True, False, False)
    """
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def is_finite(value: object) -> bool:
    """Whether this is a single number that is not missing, infinite or too large for a float.

    >>> is_finite(120), is_finite(np.nan), is_finite(10**400), is_finite("120")
    (True, False, False, False)
    """
    return is_number(value) and math.isfinite(as_float(value))


def is_text(value: object) -> bool:
    """Whether this is text that can be written: half of a character cannot.

    >>> is_text("120家"), is_text("\\ud83d"), is_text(5)
    (True, False, False)
    """
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_list(value: object) -> bool:
    """Whether this is several things one after the other."""
    if isinstance(value, np.ndarray):
        return value.ndim == 1
    one = isinstance(value, str | bytes | Mapping | pd.DataFrame)
    return isinstance(value, Collection) and not one


def _is_made(name: str, value: object) -> bool:
    """Whether a class of this name made it: not all of them are loaded."""
    return any(one.__name__ == name for one in type(value).__mro__)


# What can be told of an argument without knowing what it is for, by the word of its annotation.
_Kind = tuple[str, Callable[[object], bool]]
_KINDS: dict[str, _Kind] = {
    "None": ("", lambda value: value is None),
    "bool": ("ask.flag", lambda value: isinstance(value, bool | np.bool_)),
    "str": ("ask.text", is_text),
    # Whatever is no whole number in its range, also 2018.0, is looked at once more.
    "year": ("ask.year", lambda value: type(value) is int and FIRST_YEAR <= value <= LAST_YEAR),
    "Literal": ("ask.text", is_text),
    "Path": ("ask.path", lambda value: isinstance(value, PathLike)),
    "PathLike": ("ask.path", lambda value: isinstance(value, PathLike)),
    **{
        name: (f"ask.{name.lower()}", partial(_is_made, name))
        for name in ("Axes", "Projection", "Report", "Rule", "Scenario", "Simulation")
    },
    "CutOffs": ("ask.mapping", lambda value: isinstance(value, Mapping)),
    "Mapping": ("ask.mapping", lambda value: isinstance(value, Mapping)),
    "Sequence": ("ask.list", _is_list),
    "Sequence[str]": ("ask.texts", lambda value: _is_list(value) and all(map(is_text, value))),  # type: ignore[call-overload]
}


PATH_TEXT: _Kind = ("ask.text", lambda value: isinstance(value, str))


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Refuse arguments of another kind than a function's annotations say, before it starts.

    What is called a year has to be one. Other numbers, tables and plans have checks of their own,
    which know what they are for.

    >>> @checked
    ... def named(names: Sequence[str], year: int | None = None):
    ...     return year
    >>> named(["firms"], year=2018.0)
    2018
    >>> named("firms")
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: names='firms' is not a list of texts, such as ['x', 'y']
    """
    parameters = inspect.signature(function).parameters
    kinds = {name: _kinds(name, str(one.annotation)) for name, one in parameters.items()}

    @wraps(function)
    def door(*given: Any, **named: Any) -> T:
        # Too many arguments are refused by Python, in its own words.
        whose = [*kinds, *[""] * len(given)]
        fitting = [_fitting(name, value, kinds) for name, value in zip(whose, given, strict=False)]
        return function(*fitting, **{n: _fitting(n, v, kinds) for n, v in named.items()})

    return door


def _kinds(name: str, annotation: str) -> list[_Kind]:
    """The kinds of a parameter; none where another one may be meant as well."""
    inside = re.compile(r"(?<!Sequence)\[[^\[\]]*\]|\[(?!str\])[^\[\]]*\]")
    words = re.findall(r"[^ |]+", inside.sub("", annotation))
    if name in YEARS and words[0] == "int":
        words[0] = "year"
    if "PlanLike" in annotation or not all(word in _KINDS for word in words):
        return []
    # The name of a file may be text that is none elsewhere.
    names = {"Path", "PathLike"} & set(words)
    return [PATH_TEXT if names and word == "str" else _KINDS[word] for word in words]


def _fitting(name: str, value: Any, kinds: Mapping[str, list[_Kind]]) -> Any:
    """An argument as it is, a year as a whole number; of another kind it is refused."""
    asked = kinds.get(name, [])
    if not asked or any(fits(value) for _, fits in asked):
        return value
    if asked[0] is _KINDS["year"]:
        return check_year(name, value)
    said = reduce(_either, (say(key) for key, _ in asked if key))
    raise DataError(say("ask.kind", name=name, value=told_value(value), kinds=said))


def _either(one: Sentence, other: Sentence) -> Sentence:
    return say("ask.either", one=one, other=other)


def told_value(value: object) -> str:
    """Return a value as sentences show it: as it would be typed, what is long by its type.

    >>> told_value(2015.5), told_value("a" * 500), told_value(10**5000)
    ('2015.5', 'str', 'int')
    """
    large = isinstance(value, Integral) and abs(int(value)) > 10**MOST_SHOWN
    text = "" if large else repr(value)
    return text if text and len(text) <= MOST_SHOWN and "\n" not in text else type(value).__name__


def check_language(lang: str | None) -> str:
    """Return `lang`, for None the language in force; raise where the words do not exist in it.

    >>> check_language("zh"), check_language(None)
    ('zh', 'en')
    """
    if lang is None:
        return language()
    if not isinstance(lang, str) or lang not in LANGUAGES:
        one, other = LANGUAGES
        raise DataError(say("ask.language", name=told_value(lang), one=one, other=other))
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


def as_float(number: object) -> float:
    """Return a number as a float; one of more digits than that holds is infinite.

    >>> as_float(120), as_float(10**400)
    (120.0, inf)
    """
    try:
        return float(number)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf


def check_number(name: str, value: object) -> float:
    """A number as it is, None as NaN; anything else is refused.

    >>> check_number("target", 120), check_number("target", None)
    (120.0, nan)
    """
    if value is None:
        return float("nan")
    number = as_float(value) if is_number(value) else np.nan
    if np.isnan(number):
        raise DataError(say("ask.number", name=name, value=told_value(value)))
    return number


def read_numbers(name: str, values: object) -> Array:
    """Return an array of numbers, missing ones as NaN; text and truth values are refused.

    >>> read_numbers("start", [60, None, 10**400]).tolist()
    [60.0, nan, inf]
    """
    if isinstance(values, np.ndarray | pd.Series) and values.dtype.kind in "fiu":
        return np.asarray(values, dtype=np.float64)
    cells = np.asarray(values, dtype=object)
    numbers = [_number(name, cell) for cell in cells.ravel()]
    return np.array(numbers, dtype=np.float64).reshape(cells.shape)


def _number(name: str, cell: object) -> float:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return math.nan
    if isinstance(cell, bool) or not isinstance(cell, Real | Decimal):
        raise DataError(say("ask.number", name=name, value=told_value(cell)))
    return as_float(cell)


def check_year(name: str, value: object) -> int:
    """A year as a whole number; anything else is refused.

    >>> check_year("year", 2018.0)
    2018
    """
    number = check_number(name, value)
    if not FIRST_YEAR <= number <= LAST_YEAR or number % 1:
        raise DataError(say("ask.year", name=name, value=told_value(value)))
    return int(number)


def check_whole(name: str, value: object, least: int, most: int | None = None) -> int:
    """A whole number neither too small nor too large; anything else is refused.

    >>> check_whole("draws", 100, 1)
    100
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise DataError(say("ask.whole", name=name, value=told_value(value), least=least))
    if most is not None and int(value) > most:
        raise DataError(say("ask.too_large", name=name, value=told_value(value), most=most))
    return int(value)


def check_share(name: str, value: object, low: float, high: float) -> float:
    """A number between two others, with them; anything else is refused.

    >>> check_share("tail", 0.1, 0.0, 0.5)
    0.1
    """
    if not is_number(value) or not low <= as_float(value) <= high:
        told = {"name": name, "value": told_value(value), "low": low, "high": high}
        raise DataError(say("ask.share", **told))
    return as_float(value)


def require_columns(table: object, columns: Iterable[str]) -> pd.DataFrame:
    """A table as it is; anything else, or one that lacks a column, is refused.

    >>> require_columns(pd.DataFrame({"years": [2015]}), ["year"])
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: the table has no column 'year'; did you mean 'years'?
    """
    if not isinstance(table, pd.DataFrame):
        raise DataError(say("ask.table", kind=type(table).__name__))
    heads = Counter(table.columns)
    for column in columns:
        if column not in heads:
            raise DataError(say("ask.column", column=column, hint=suggest(column, map(str, table))))
        if heads[column] > 1:
            raise DataError(say("series.heading", name=column))
    return table

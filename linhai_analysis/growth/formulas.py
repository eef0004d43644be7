"""The arithmetic of growth, on numbers and arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from linhai_analysis.arguments import Array, check_whole, read_numbers
from linhai_analysis.errors import DataError
from linhai_analysis.words import say

MOST_YEARS = 10_000


@overload
def cagr(start: float, end: float, years: float) -> float: ...
@overload
def cagr(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> float | Array | pd.Series: ...
def cagr(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> float | Array | pd.Series:
    """Return the compound annual growth rate that leads from `start` to `end`.

    g = (end / start) ** (1 / years) - 1, the usual definition (年均增长率 of Chinese statistics).

    Parameters
    ----------
    start, end : float or array_like
        First and last value. Arrays are broadcast; Series are paired by their labels, which have
        to be the same ones, in whichever order.
    years : float or array_like
        Number of yearly steps between them: 2015 to 2020 is 5.

    Returns
    -------
    float, ndarray or Series
        A fraction a year (0.1487 is 14.87 %); a Series, with the index of the first one, where a
        Series is given. NaN where there is no compound rate: where one of the values is 0 or
        missing, the two have different signs, or the rate is more than a number can hold.

    Raises
    ------
    DataError
        Where `years` is not above 0, a number is infinite, or Series have different labels.

    Examples
    --------
    >>> round(cagr(60, 120, years=5), 4)
    0.1487
    >>> round(cagr(100, 121, years=2), 10)  # 1.1 * 1.1 = 1.21
    0.1
    >>> cagr([60, 0], [120, 5], years=5).round(4).tolist()
    [0.1487, nan]
    >>> cagr(pd.Series({"a": 60, "b": 100}), pd.Series({"b": 121, "a": 120}), 1).round(4).to_dict()
    {'a': 1.0, 'b': 0.21}
    """
    first, last, steps = _floats(start, end, years)
    # Beyond what a number can hold there is no rate either.
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        has_rate = np.sign(first) * np.sign(last) > 0
        ratio = np.divide(last, first, out=np.full(first.shape, np.nan), where=has_rate)
        # The quotient may leave the range of numbers where the rate does not.
        apart = np.log(np.abs(last)) - np.log(np.abs(first))
        fits = np.isnan(ratio) | ((ratio >= np.finfo(float).tiny) & np.isfinite(ratio))
        rate = np.expm1(np.where(fits, np.log(ratio), apart) / steps)
    return _as_given(np.where(np.isinf(rate), np.nan, rate), start, end, years)


@overload
def linear_pace(start: float, end: float, years: float) -> float: ...
@overload
def linear_pace(
    start: ArrayLike, end: ArrayLike, years: ArrayLike
) -> float | Array | pd.Series: ...
def linear_pace(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> float | Array | pd.Series:
    """Return the change a year on the straight line from `start` to `end`.

    Parameters
    ----------
    start, end, years : float or array_like
        As in :func:`cagr`.

    Returns
    -------
    float, ndarray or Series
        In the unit of the values; percentage points a year where they are percentages. NaN where
        a value is missing, or the change is more than a number can hold.

    Raises
    ------
    DataError
        As :func:`cagr`.

    Examples
    --------
    >>> linear_pace(60, 120, years=5)
    12.0
    """
    first, last, steps = _floats(start, end, years)
    with np.errstate(over="ignore"):
        pace = (last - first) / steps
    return _as_given(np.where(np.isinf(pace), np.nan, pace), start, end, years)


def compound_path(start: ArrayLike, rate: ArrayLike, years: int) -> Array | pd.DataFrame:
    """Return the values of constant compound growth, the start included.

    y_i = start * (1 + rate) ** i for i = 0 ... years.

    Parameters
    ----------
    start, rate : float or array_like
        First value and growth a year as a fraction. Arrays are broadcast; Series are paired by
        their labels, as in :func:`cagr`.
    years : int
        Number of steps.

    Returns
    -------
    ndarray or DataFrame
        Shape (..., years + 1); where a Series is given, a row a label and a column a step. NaN
        throughout where the rate is NaN, and from where a value is more than a number can hold.

    Raises
    ------
    DataError
        Where `years` is negative, or no whole number, a number is infinite, or Series have
        different labels.

    Examples
    --------
    >>> compound_path(100, 0.5, years=2).tolist()
    [100.0, 150.0, 225.0]
    """
    steps = check_whole("years", years, 0, MOST_YEARS)
    first, growth = _finite(start=start, rate=rate)
    # Years outside: a million draws are multiplied year by year, much faster than powers.
    values, factor = np.empty((steps + 1, *growth.shape)), 1 + growth
    values[0] = first
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            np.multiply(values[step], factor, out=values[step + 1, ...])
    # A path without a rate has no first value either.
    if not (np.isfinite(values[-1]).all() and np.isfinite(growth).all()):
        values = np.where(np.isnan(growth) | np.isinf(values), np.nan, values)
    return _as_path(values, start, rate)


def linear_path(start: ArrayLike, pace: ArrayLike, years: int) -> Array | pd.DataFrame:
    """Return the values of a constant change a year, the start included.

    y_i = start + pace * i for i = 0 ... years.

    Parameters
    ----------
    start, pace : float or array_like
        First value and change a year. Arrays are broadcast; Series are paired by their labels, as
        in :func:`cagr`.
    years : int
        Number of steps.

    Returns
    -------
    ndarray or DataFrame
        Shape (..., years + 1), as :func:`compound_path`.

    Raises
    ------
    DataError
        As :func:`compound_path`.

    Examples
    --------
    >>> linear_path(60, 12, years=5).tolist()
    [60.0, 72.0, 84.0, 96.0, 108.0, 120.0]
    """
    steps = np.arange(check_whole("years", years, 0, MOST_YEARS) + 1.0)
    first, step = _finite(start=start, pace=pace)
    with np.errstate(over="ignore", invalid="ignore"):
        values = first + step * steps.reshape(-1, *[1] * step.ndim)
    return _as_path(np.where(np.isinf(values), np.nan, values), start, pace)


def _floats(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> list[Array]:
    first, last, steps = _finite(start=start, end=end, years=years)
    if np.any(steps <= 0):
        raise DataError(say("growth.steps", years=np.min(steps)))
    return [first, last, steps]


def _finite(**values: ArrayLike) -> list[Array]:
    """Arrays of numbers of one shape; infinite ones are refused by name."""
    arrays = _numbers(**values)
    for name, array in zip(values, arrays, strict=True):
        if np.isinf(array).any():
            raise DataError(say("growth.infinite", name=name))
    try:
        return list(np.broadcast_arrays(*arrays))
    except ValueError:
        shapes = tuple(str(array.shape) for array in arrays)
        raise DataError(say("growth.shapes", shapes=shapes)) from None


def _numbers(**values: ArrayLike) -> list[Array]:
    """Arrays of numbers; Series in the order of the first one's index, as pandas pairs them."""
    named = [value.index for value in values.values() if isinstance(value, pd.Series)]
    for index in named[1:]:
        if index.equals(named[0]):
            continue
        if index.has_duplicates or not index.sort_values().equals(named[0].sort_values()):
            raise DataError(say("growth.labels"))
    paired = (
        v.reindex(named[0]) if isinstance(v, pd.Series) and not v.index.equals(named[0]) else v
        for v in values.values()
    )
    return [read_numbers(name, value) for name, value in zip(values, paired, strict=True)]


def _as_given(result: Array, *given: ArrayLike) -> float | Array | pd.Series:
    """A number for numbers, an array for arrays, a Series for Series."""
    index = _labels(given)
    if index is not None and result.shape == (len(index),):
        return pd.Series(result, index)
    return float(result) if result.ndim == 0 else result


def _as_path(steps: Array, *given: ArrayLike) -> Array | pd.DataFrame:
    """The values of each step as the last axis; of Series as columns."""
    path, index = np.moveaxis(steps, 0, -1), _labels(given)
    if index is not None and path.shape[:-1] == (len(index),):
        return pd.DataFrame(path, index)
    return path


def _labels(given: Sequence[ArrayLike]) -> pd.Index | None:
    """The index of the first Series; None where there is none."""
    return next((value.index for value in given if isinstance(value, pd.Series)), None)

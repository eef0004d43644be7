"""How a range becomes a distribution: the quantile functions of low, value and high."""

from __future__ import annotations

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError, suggest
from linhai_analysis.scenario.scenario import Assumption
from linhai_analysis.tables import ASSUMPTIONS
from linhai_analysis.words import say

# Low and high are the ends of a triangle; of a lognormal a twentieth lies beyond each.
TAIL = 0.05
# As near to 0 and 1 as a level comes: beyond them a projection would be infinite.
EDGE = 1e-9


def triangular(low: float, value: float, high: float, level: Array) -> Array:
    """Return quantiles of the triangle from low to high that is highest at the value.

    >>> triangular(0.0, 1.0, 2.0, np.array([0.0, 0.125, 0.5, 1.0])).tolist()
    [0.0, 0.5, 1.0, 2.0]
    """
    width = high - low
    if width == 0:
        return np.full(np.shape(level), value)
    turn = (value - low) / width
    left = low + np.sqrt(level * (width * (value - low)))
    right = high - np.sqrt((1 - level) * (width * (high - value)))
    return np.asarray(np.where(level < turn, left, right))


def lognormal(low: float, value: float, high: float, level: Array) -> Array:
    """Return quantiles of the two-piece lognormal through low (5 %), value (50 %), high (95 %).

    Each half is as wide as its own end says. Where an end is the value itself, half of the draws
    are the value.

    >>> lognormal(0.5, 1.0, 4.0, np.array([0.05, 0.5, 0.95])).round(6).tolist()
    [0.5, 1.0, 4.0]
    """
    from scipy.special import ndtri

    ends = np.where(level < 0.5, np.log(value / low), np.log(high / value))
    return np.asarray(value * np.exp(ends * (ndtri(level) / ndtri(1 - TAIL))))


def amount(one: Assumption, level: Array, distribution: str) -> Array:
    """What an assumption with a range amounts to at levels of its distribution.

    >>> rate = Assumption("gdp", "rate", 0.05, low=0.04, high=0.06)
    >>> amount(rate, np.array([0.0, 0.5, 1.0]), "triangular").round(6).tolist()
    [0.04, 0.05, 0.06]
    """
    low, value, high = (float(end) for end in (one.low, one.number, one.high))  # type: ignore[arg-type]
    if distribution == "triangular":
        return triangular(low, value, high, level)
    # Growth by a factor is what is lognormal, not the rate itself.
    shift = 1.0 if ASSUMPTIONS[one.assumption].form == "rate" else 0.0
    if low + shift <= 0:
        raise DataError(say("scenario_fault.lognormal", low=low, indicator=one.indicator))
    inner = np.clip(level, EDGE, 1 - EDGE)
    return lognormal(low + shift, value + shift, high + shift, inner) - shift


def check_distribution(distribution: str) -> str:
    """Return the name of a distribution, or raise where there is none of that name.

    >>> check_distribution("triangular")
    'triangular'
    """
    known = ("triangular", "lognormal")
    if distribution not in known:
        raise DataError(
            say(
                "scenario_fault.distribution",
                name=distribution,
                hint=suggest(str(distribution), known),
            )
        )
    return distribution

"""How a range becomes a distribution: what low, value and high make of normal scores."""

from __future__ import annotations

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError, suggest
from linhai_analysis.scenario.scenario import Assumption
from linhai_analysis.tables import ASSUMPTIONS
from linhai_analysis.words import say

# Low and high are the ends of a triangle; of the others a twentieth lies beyond each.
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


def normal(low: float, value: float, high: float, score: Array, tail: float = TAIL) -> Array:
    """Return the two-piece normal of which a share `tail` lies beyond low and as much beyond high.

    The median is the value; each half is as wide as its own end says. Where an end is the value
    itself, half of the draws are the value.

    >>> normal(0.0, 1.0, 4.0, np.array([-1.6448536, 0.0, 1.6448536])).round(6).tolist()
    [0.0, 1.0, 4.0]
    """
    from scipy.special import ndtri

    unit = ndtri(1 - tail)
    below, above = np.minimum(score, 0), np.maximum(score, 0)
    below *= (value - low) / unit
    above *= (high - value) / unit
    below += above
    below += value
    return np.asarray(below)


def lognormal(low: float, value: float, high: float, score: Array, tail: float = TAIL) -> Array:
    """Return what has a two-piece normal logarithm through low, value and high.

    >>> lognormal(0.5, 1.0, 4.0, np.array([-1.6448536, 0.0, 1.6448536])).round(6).tolist()
    [0.5, 1.0, 4.0]
    """
    return np.exp(normal(np.log(low), np.log(value), np.log(high), score, tail))


def amount(one: Assumption, score: Array, distribution: str, tail: float = TAIL) -> Array:
    """What an assumption with a range amounts to at normal scores.

    >>> rate = Assumption("gdp", "rate", 0.05, low=0.04, high=0.06)
    >>> amount(rate, np.array([-np.inf, 0, np.inf]), "triangular").round(6).tolist()
    [0.04, 0.05, 0.06]
    """
    low, value, high = (float(end) for end in (one.low, one.number, one.high))  # type: ignore[arg-type]
    rate = ASSUMPTIONS[one.assumption].form == "rate"
    if distribution == "triangular":
        from scipy.special import ndtr

        return triangular(low, value, high, ndtr(score))
    if distribution == "normal":
        made = normal(low, value, high, score, tail)
        # Nothing shrinks by more than all.
        return np.maximum(made, -1.0, out=made) if rate else made
    # Growth by a factor is what is lognormal, not the rate itself.
    shift = 1.0 if rate else 0.0
    if low + shift <= 0:
        raise DataError(say("scenario_fault.lognormal", low=low, indicator=one.indicator))
    return lognormal(low + shift, value + shift, high + shift, score, tail) - shift


def check_distribution(distribution: str) -> str:
    """Return the name of a distribution, or raise where there is none of that name.

    >>> check_distribution("triangular")
    'triangular'
    """
    known = ("normal", "lognormal", "triangular")
    if distribution not in known:
        raise DataError(
            say(
                "scenario_fault.distribution",
                name=distribution,
                hint=suggest(str(distribution), known),
            )
        )
    return distribution

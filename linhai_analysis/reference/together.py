"""How growth goes together: rank correlations over the places of the reference class."""

from __future__ import annotations

from functools import cache

import pandas as pd

from linhai_analysis.plan import quotients
from linhai_analysis.reference.windows import reference_growth

YEARS = 5
# Of fewer places a correlation tells nothing.
LEAST_PLACES = 10


def growth_correlation(
    indicators: pd.DataFrame, reference: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the rank correlation of growth over five years, the mean of every such window.

    What a quotient of the codebook implies counts as known: R&D and its share of GDP give GDP.

    >>> from linhai_analysis import load_plan
    >>> table = growth_correlation(load_plan().indicators)
    >>> bool(0.6 < table.loc["rd_expenditure", "gdp"] < 0.75)
    True
    """
    grown = {}
    for name in indicators["indicator"]:
        own = _shipped(name) if reference is None else _grown(name, reference, indicators)
        if len(own):
            grown[name] = own
    factors = pd.DataFrame(grown)
    for quotient in quotients(indicators):
        for name in {*quotient.members} - {*factors}:
            others = [one for one in quotient.members if one in factors]
            if len(others) == 2:
                factors[name] = quotient.third(name, *(factors[one] for one in others))
    if factors.empty:
        return factors
    each = factors.groupby(level="start").corr("spearman", min_periods=LEAST_PLACES)
    return each.groupby(level=1).mean()


def _grown(name: str, reference: pd.DataFrame | None, indicators: pd.DataFrame | None) -> pd.Series:
    """The factor a year of each sound window, by its start and place."""
    windows = reference_growth(name, YEARS, reference, indicators)
    return 1 + windows[~windows["broken"].astype(bool)].set_index(["start", "geo"])["growth"]


@cache
def _shipped(name: str) -> pd.Series:
    return _grown(name, None, None)

"""The figures of a place that can be followed: published, or implied by a quotient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from linhai_analysis.plan import quotients
from linhai_analysis.reference.windows import level_breaks
from linhai_analysis.targets import KINDS


@dataclass(frozen=True, eq=False)
class Peer:
    """What a place tells of one indicator.

    `values` by year; `way`: whether their growth is followed (compound) or their change (linear);
    `breaks`: the years whose figure is not comparable with the one before; `in_points`: it is a
    quotient, and the growth of its numerator and denominator is not known.
    """

    values: pd.Series
    way: str
    breaks: frozenset[int]
    in_points: bool = False


def peer_series(known: pd.DataFrame, code: str, indicator: str, indicators: pd.DataFrame) -> Peer:
    """Return what a place tells of an indicator; a quotient grows as the two that make it do.

    Two members of a quotient give the third: R&D over its share of GDP is GDP.

    >>> from linhai_analysis import load_plan
    >>> rows = pd.DataFrame({"geo": "p", "year": 2015, "value": [3.0, 2.0],
    ...     "indicator": ["rd_expenditure", "rd_gdp_ratio"]})
    >>> peer_series(rows, "p", "gdp", load_plan().indicators).values.tolist()  # 3 / 2 %
    [150.0]
    """
    place = known[known["geo"] == code]

    def figures(name: str) -> pd.Series:
        return place[place["indicator"] == name].set_index("year")["value"].sort_index()

    def told(values: pd.Series, way: str, *names: str, in_points: bool = False) -> Peer:
        found = (year for name in names for _, year in level_breaks(place, name, indicators))
        finite = values.replace([np.inf, -np.inf], np.nan).dropna()
        return Peer(finite, way, frozenset(found), in_points)

    own = figures(indicator)
    way = KINDS[indicators.set_index("indicator").loc[indicator, "kind"]].natural
    tied = [one for one in quotients(indicators) if indicator in one.members]
    for one in tied:
        parts = [figures(name) for name in one.members if name != indicator]
        if indicator != one.indicator:
            if own.empty and all(map(len, parts)):
                return told(one.third(indicator, *parts), way, *one.members)
        elif all(map(len, parts)):
            return told(one.third(indicator, *parts), "compound", *one.members)
        elif len(own) and any(map(len, parts)):
            # What the one part grew by and the quotient did not, the other part did.
            return told(own, "compound", indicator)
    in_points = way == "linear" and any(one.indicator == indicator for one in tied)
    return told(own, way, indicator, in_points=in_points)

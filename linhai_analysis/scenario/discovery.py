"""Scenario discovery: which two conditions split the draws that meet a target from those that miss.

As in the patient rule induction of Bryant and Lempert (2010), a box is judged by how much of it is
of the rarer kind (density) and how much of that kind it holds (coverage): by their harmonic mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product
from typing import TypeAlias

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.scenario.ranges import amount
from linhai_analysis.scenario.scenario import Assumption, Key
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.tables import ASSUMPTIONS
from linhai_analysis.text import chance, significant
from linhai_analysis.words import word

# The range of each assumption in parts of the same probability; a second condition has to add this.
PARTS = 40
WORTH = 0.02
# Of less than so many draws there is nothing to say.
LEAST = 0.01
# So many draws are looked at.
MOST = 16_384
# An assumption, the part up to (True) or from (False) which it lies in the box.
Condition: TypeAlias = tuple[Assumption, bool, int]


def discover(
    setting: Setting, scores: Mapping[Key, Array], met: np.ndarray, indicators: frozenset[str]
) -> str:
    """Return the sentence of one target: where it is missed, or met where that is rarer."""
    step = -(-len(met) // MOST)
    few = met[::step]
    missed = few.mean() > 0.5
    rare = ~few if missed else few
    own = [one for one in setting.scenario.assumptions if one.ranged and one.key in scores]
    # Stages that are drawn alike are one condition.
    apart = {id(scores[one.key]): one for one in reversed(own) if one.indicator in indicators}
    if not apart or rare.mean() < LEAST:
        return ""
    parts = [(one, _parts(scores[one.key][::step])) for one in reversed(apart.values())]
    box, density, coverage = _best(parts, rare)
    told = {
        "share": chance(density),
        "all": chance(coverage),
        "conditions": word("scenario.and", setting.lang).join(_said(setting, *one) for one in box),
    }
    return word(f"scenario.{'missed' if missed else 'met'}_where", setting.lang, **told)


def _parts(score: Array) -> np.ndarray:
    from scipy.special import ndtr

    return np.minimum((ndtr(score) * PARTS).astype(int), PARTS - 1)


def _best(
    parts: list[tuple[Assumption, np.ndarray]], rare: np.ndarray
) -> tuple[list[Condition], float, float]:
    """The best corner of the plane of two assumptions, with its density and coverage."""
    best: tuple[float, list[Condition], float, float] = (-1.0, [], 0.0, 0.0)
    pairs = [(first, None) for first in parts] if len(parts) == 1 else combinations(parts, 2)
    for (first, places), other in pairs:
        second, others = other or (first, 0)
        cells = places * PARTS + others
        tables = np.bincount(cells, None, PARTS**2), np.bincount(cells, rare, PARTS**2)
        for low, also_low in product((True, False), (True, False) if other else (True,)):
            turn = np.s_[:: 1 if low else -1, :: 1 if also_low else -1]
            size, hits = (t.reshape(PARTS, PARTS)[turn].cumsum(0).cumsum(1) for t in tables)
            every = hits[-1, -1]
            score = 2 * hits / (size + every)
            score[:-1] -= WORTH
            score[:, :-1] -= WORTH
            row, column = map(int, np.unravel_index(score.argmax(), score.shape))
            if score[row, column] > best[0]:
                ends = [(first, low, row + 1), (second, also_low, column + 1)]
                box = [one for one in ends if one[2] < PARTS]
                density = hits[row, column] / size[row, column]
                best = (score[row, column], box, density, hits[row, column] / every)
    return best[1], float(best[2]), float(best[3])


def _said(setting: Setting, one: Assumption, low: bool, end: int) -> str:
    """A condition in words: the indicator grows by less than so much."""
    from scipy.special import ndtri

    level = end / PARTS if low else 1 - end / PARTS
    [value] = amount(one, np.array([ndtri(level)]), setting.distribution, setting.tail)
    form = ASSUMPTIONS[one.assumption].form
    text = significant(100 * value if form == "rate" else value, 3) + (
        "" if form == "plain" else "%"
    )
    side = word(f"scenario.{'less' if low else 'more'}", setting.lang, value=text)
    label = setting.plan.label(one.indicator, setting.lang)
    return word(f"condition.{one.assumption}", setting.lang, indicator=label, side=side)

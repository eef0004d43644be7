"""The standard normal scores that ranges are drawn with: Sobol points joined by a Gaussian copula.

Every indicator of the codebook has its own dimension of the points, so that the same seed gives it
the same scores in every scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, is_number, told_value
from linhai_analysis.equality import Alike
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.reference import growth_correlation, peers, read_class
from linhai_analysis.reference.lending import own_places
from linhai_analysis.reference.together import LEAST_PLACES
from linhai_analysis.scenario.ranges import EDGE
from linhai_analysis.scenario.scenario import Key, Scenario
from linhai_analysis.scenario.setting import BASE, Ground, Setting
from linhai_analysis.tables.cells import is_missing
from linhai_analysis.words import say, word

# Rank correlations: of pairs, as a square table with names, of the reference class, or none.
Correlation: TypeAlias = Mapping[tuple[str, str], float] | pd.DataFrame | str | None
REFERENCE, INDEPENDENT = "reference", "independent"
# So many scramblings of the points, each a sample of its own, tell how exact a share of draws is.
SCRAMBLINGS = 16
CHUNK = 4096


@dataclass(frozen=True, eq=False)
class Scores(Alike):
    """How many scores there are, from which seed, and how they go together.

    `told` holds the rank correlation of all indicators of the codebook, NaN where none is told,
    `kind` who tells it: the reference, the caller, nobody (`correlation_kind`).
    """

    draws: int
    seed: int
    told: pd.DataFrame
    stage_correlation: float = 1.0
    kind: str = INDEPENDENT

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """The rank correlations that are drawn: what none is told of is independent."""
        return self.told.fillna(0.0)

    @property
    def samples(self) -> Iterator[tuple[int, int]]:
        """Start and end of each independent sample among the draws."""
        count = min(SCRAMBLINGS, self.draws)
        return pairwise(np.linspace(0, self.draws, count + 1).astype(int).tolist())

    def mean(self, values: np.ndarray) -> tuple[float, float]:
        """The mean over the draws, a share where they are true or not, and its standard error.

        The samples are scrambled independently; with their means m_1 ... m_R around m it is
        sqrt(sum of (m_r - m)^2 / (R - 1) / R), as in L'Ecuyer and Lemieux (2002), Recent advances
        in randomized quasi-Monte Carlo methods. There is none from one draw.

        >>> Scores(4, 0, pd.DataFrame()).mean(np.array([True, True, True, False]))
        (0.75, 0.25)
        """
        total = np.count_nonzero if values.dtype == bool else np.sum
        parts = [total(values[start:end]) / (end - start) for start, end in self.samples]
        error = np.std(parts, ddof=1) / len(parts) ** 0.5 if len(parts) > 1 else np.nan
        return float(total(values) / self.draws), float(error)

    def of(self, setting: Setting) -> dict[Key, Array]:
        """The scores of all that is drawn: what is assumed, and base values with a range."""
        bases = {
            (name, BASE): self._loose(f"base of {name}").standard_normal(self.draws)
            for name in setting.ground.bases
        }
        return self._assumed(setting.scenario) | bases

    def _assumed(self, scenario: Scenario) -> dict[Key, Array]:
        places = _places(scenario)
        names = drawn_together(scenario)
        made = dict(zip(names, self._joined(names, 0), strict=True))
        if self.stage_correlation == 1:
            return {key: made[key[0]] for key in places}
        found: dict[Key, Array] = {}
        for stage in range(max(places.values(), default=0) + 1):
            found |= {key: made[key[0]] for key, number in places.items() if number == stage}
            new = dict(zip(names, self._joined(names, stage + 1), strict=True))
            kept, apart = self.stage_correlation, (1 - self.stage_correlation**2) ** 0.5
            made = {name: kept * made[name] + apart * new[name] for name in names}
        return found

    def _joined(self, names: list[str], stage: int) -> Array:
        """Correlated scores, indicators x draws; those of later stages are plain random numbers."""
        rows = _root(self.ranks)[self.ranks.index.get_indexer(names)]
        used = np.flatnonzero(rows.any(axis=0))
        rows = rows[:, used]
        if stage:
            own = [self._loose(f"{self.ranks.index[k]} {stage}") for k in used]
            return rows @ np.array([rng.standard_normal(self.draws) for rng in own])
        return self._points(used, rows)

    def _points(self, used: np.ndarray, rows: Array) -> Array:
        """Scores of some dimensions of the points, joined by the rows of a root."""
        from scipy.special import ndtri
        from scipy.stats import qmc

        scores, alone = np.empty((len(rows), self.draws)), np.array_equal(rows, np.eye(len(used)))
        for number, (start, end) in enumerate(self.samples):
            rng = np.random.default_rng([self.seed, number])
            sobol = qmc.Sobol(len(self.ranks), seed=rng)
            # Of its first call scipy expects a power of two; few at once stay in the cache.
            for begin, stop in pairwise([start, *range(start + 1, end, CHUNK), end]):
                free = sobol.random(stop - begin)[:, used].T
                ndtri(np.clip(free, EDGE, 1 - EDGE, out=free), out=free)
                # Of matrices as small as these a product by threads takes ten times as long.
                scores[:, begin:stop] = free if alone else np.einsum("ij,jk->ik", rows, free)
        return scores

    def _loose(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *name.encode()])


def _places(scenario: Scenario) -> dict[Key, int]:
    """Which stage of its indicator each assumption is that has a range."""
    return {
        (one.indicator, one.from_year): number
        for name in scenario.indicators
        for number, one in enumerate(scenario.stages(name))
        if one.ranged or one.assumption == "trend"
    }


def drawn_together(scenario: Scenario) -> list[str]:
    """Return the indicators whose assumptions have a range.

    >>> drawn_together(Scenario("one", {"a": {"rate": 0.1, "low": 0.0, "high": 0.2}, "b": "5%"}))
    ['a']
    """
    return list(dict.fromkeys(name for name, _ in _places(scenario)))


def pairs_drawn(scores: Scores, setting: Setting) -> pd.DataFrame:
    """How any two indicators that are drawn go together, and why they do not."""
    why = word(f"uncorrelated.{scores.kind}", setting.lang, least=LEAST_PLACES)
    rows = [
        (
            one,
            other,
            scores.ranks.loc[one, other],
            why * bool(np.isnan(scores.told.loc[one, other])),
        )
        for one, other in combinations(drawn_together(setting.scenario), 2)
    ]
    return pd.DataFrame(rows, columns=["indicator", "other", "correlation", "reason"])


def pairs_apart(scores: Scores, setting: Setting) -> str:
    """How many pairs are independent only because the reference does not tell of them."""
    reasons = pairs_drawn(scores, setting)["reason"]
    apart = reasons[reasons != ""]
    if scores.kind != REFERENCE or apart.empty:
        return ""
    facts = {"count": len(apart), "pairs": len(reasons), "reason": apart.iloc[0]}
    return word("simulation.apart", setting.lang, **facts)


def read_correlation(given: Correlation, ground: Ground) -> pd.DataFrame:
    """Return the rank correlation of all indicators of a plan, NaN where none is told.

    >>> from linhai_analysis import load_plan
    >>> pair = {("gdp", "rd_expenditure"): 0.6}
    >>> read_correlation(pair, Ground(load_plan())).loc["rd_expenditure", "gdp"].item()
    0.6
    """
    names, kind = pd.Index(ground.plan.indicators["indicator"]), correlation_kind(given)
    ranks = pd.DataFrame(np.where(np.eye(len(names)), 1.0, np.nan), names, names)
    if kind == INDEPENDENT:
        return ranks
    if kind == REFERENCE:
        own = own_places(ground.reference)
        known = None if own is None else peers(read_class(own), *ground.plan.own_names)
        found = growth_correlation(ground.plan.indicators, known)
        return found.reindex(index=names, columns=names).fillna(ranks)
    pairs = _pairs(given)
    for pair, amount in pairs.items():
        for name in pair:
            if name not in names:
                raise UnknownNameError(say("kind.indicator"), name, names)
        _check_amount(pair, amount)
        if (other := pairs.get(pair[::-1], amount)) != amount:
            told = {"value": told_value(amount), "other": told_value(other)}
            raise DataError(say("scenario_fault.two_correlations", pair=pair, **told))
        ranks.loc[pair[0], pair[1]] = ranks.loc[pair[1], pair[0]] = float(amount)
    if np.linalg.eigvalsh(_normal(ranks.fillna(0.0)))[0] < -1e-9:
        raise DataError(say("scenario_fault.correlations"))
    return ranks


def _check_amount(pair: tuple[str, str], amount: Any) -> None:
    if is_missing(amount):
        raise DataError(say("scenario_fault.no_correlation", pair=pair))
    if not is_number(amount) or not -1 <= amount <= 1 or (pair[0] == pair[1] and amount != 1):
        raise DataError(say("scenario_fault.correlated", pair=pair, value=told_value(amount)))


def correlation_kind(given: Correlation) -> str:
    """Return whether correlations are those of the reference, none, or given.

    >>> correlation_kind(None), correlation_kind("reference"), correlation_kind({})
    ('independent', 'reference', 'given')
    """
    if given is None:
        return INDEPENDENT
    return given if isinstance(given, str) and given in (REFERENCE, INDEPENDENT) else "given"


def _pairs(given: object) -> Mapping[tuple[str, str], Any]:
    if isinstance(given, pd.DataFrame):
        given = given.stack(future_stack=True).to_dict()
    if isinstance(given, Mapping) and all(isinstance(k, tuple) and len(k) == 2 for k in given):
        # A number of numpy shows its type.
        return {k: one.item() if isinstance(one, np.generic) else one for k, one in given.items()}
    raise DataError(say("scenario_fault.correlation", given=told_value(given)))


def _normal(ranks: pd.DataFrame) -> Array:
    """The correlation of normal scores that have a rank correlation."""
    return np.asarray(2 * np.sin(np.pi / 6 * ranks.to_numpy(float)))


def _root(ranks: pd.DataFrame) -> Array:
    """What makes independent scores correlated.

    Correlations of which each rests on its own figures need not fit together; the nearest do.
    """
    values, vectors = np.linalg.eigh(_normal(ranks))
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    root = np.where(np.abs(root) < 1e-12, 0, root)
    return np.asarray(root / np.sqrt((root**2).sum(axis=1, keepdims=True)))

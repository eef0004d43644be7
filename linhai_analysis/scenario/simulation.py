"""Draws from the ranges of a scenario: fans, and the share of draws that meet each target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_share, check_whole
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import PlanLike, load_plan, parts
from linhai_analysis.scenario.odds import broken, judge
from linhai_analysis.scenario.path import Path, side_by_side
from linhai_analysis.scenario.ranges import TAIL, check_distribution
from linhai_analysis.scenario.read import Scenarios, read_scenarios
from linhai_analysis.scenario.resolve import Resolver
from linhai_analysis.scenario.run import lay_paths, set_one
from linhai_analysis.scenario.scenario import Scenario
from linhai_analysis.scenario.scores import REFERENCE, Correlation, Scores, read_correlation
from linhai_analysis.scenario.setting import Ground, Setting
from linhai_analysis.text import chance
from linhai_analysis.words import say

LEVELS = (0.8, 0.95)
MOST_DRAWS = 10_000_000
LEAST_TAIL, MOST_TAIL = 0.001, 0.4
# So many draws are laid at once in all years; of all draws only the years asked for are kept.
BLOCK = 65_536


@dataclass(frozen=True, eq=False, repr=False)
class Simulation:
    """What the draws of one scenario say.

    Attributes
    ----------
    scenario : str
    draws, seed : int
    distribution : str
        normal and lognormal: below low and above high lies a share `tail` of the draws each, half
        of them below the value. triangular: low and high are hard ends, beyond which nothing is
        drawn, the value is the most frequent.
    levels : tuple of float
    quantiles : DataFrame
        One row an indicator and year: ``scenario, indicator, year, value`` (without ranges),
        ``median``, ``lo80, hi80, lo95, hi95`` (of each level), ``origin``.
    targets : DataFrame
        One row a printed target of an indicator of the scenario: ``target_id, indicator,
        target_year, target_value, probability`` (share of draws that meet it), ``standard_error``
        (of that share, from independent scramblings), ``met`` (whether the path without ranges
        does), ``counted`` (in the number of targets met: of each indicator and target year one,
        the main one), ``reason`` (why there is no probability: no value, or a path that is one
        line), ``discovery`` (the one or two conditions that tell best where it is missed, or met
        where that is rarer; of what the scenario assumes with a range).
    met : Series
        Share of draws by the number of counted targets that they meet.
    broken : dict of str to float
        Share of draws in which a part is more than its whole in the last year, by the part.
    correlation : DataFrame
        Rank correlations of all indicators of the plan; those of the drawn ones count.
    independent : Simulation
        The same with indicators that are drawn independently of each other.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> made = simulate(load_plan(), "slow", draws=100)
    >>> made.judged, f"{made.met.sum():.6f}", made.paths("gdp").shape  # 100 draws, 2015 to 2020
    (4, '1.000000', (100, 6))
    """

    scenario: str
    levels: tuple[float, ...]
    quantiles: pd.DataFrame
    targets: pd.DataFrame
    broken: Mapping[str, float]
    setting: Setting
    central: tuple[Path, ...]
    scores: Scores
    numbers: pd.DataFrame

    @property
    def draws(self) -> int:
        """The number of draws."""
        return self.scores.draws

    @property
    def seed(self) -> int:
        """The seed of the draws."""
        return self.scores.seed

    @property
    def distribution(self) -> str:
        """What low, value and high make of a range."""
        return self.setting.distribution

    @property
    def correlation(self) -> pd.DataFrame:
        """The rank correlations of all indicators of the plan."""
        return self.scores.ranks

    @property
    def met(self) -> pd.Series:
        """Share of draws by the number of counted targets that they meet."""
        return self.numbers["share"]

    @cached_property
    def independent(self) -> Simulation:
        """The same with indicators that are drawn independently of each other."""
        apart = read_correlation(None, self.setting.ground)
        if apart.equals(self.correlation):
            return self
        return _simulated(self.setting, replace(self.scores, ranks=apart), self.levels)

    def number_met(self) -> pd.DataFrame:
        """Return how many targets are met in what share of draws, with correlation and without.

        One row a number: ``share, standard_error`` and, drawn independently, ``independent,
        independent_error``.
        """
        names = {"share": "independent", "standard_error": "independent_error"}
        return self.numbers.join(self.independent.numbers.rename(columns=names))

    @property
    def expected_met(self) -> float:
        """The expected number of counted targets that are met; NaN where none can be judged."""
        counted = self.targets.loc[self.targets["counted"], "probability"]
        return float(counted.sum()) if counted.notna().any() else float("nan")

    @property
    def judged(self) -> int:
        """The number of counted targets that have a probability."""
        return int(self.targets.loc[self.targets["counted"], "probability"].notna().sum())

    def paths(self, indicator: str) -> pd.DataFrame:
        """Return every drawn path of an indicator: one row a draw, one column a year.

        They are drawn again from the seed, not kept.

        Raises
        ------
        UnknownNameError
            Where the scenario has no path for it.
        """
        known = {path.indicator: path.years for path in self.central if path.known}
        if indicator not in known:
            raise UnknownNameError(say("kind.path"), indicator, known)
        setting = replace(self.setting, scores=self.scores.of(self.setting))
        [path] = _drawn(setting, {indicator: known[indicator]})
        columns = {year: np.broadcast_to(path.at(year), self.draws) for year in path.years}
        return pd.DataFrame(columns).rename_axis("draw")

    def __repr__(self) -> str:
        return f"{self._headline()}\n{self._shown().to_string(index=False, na_rep='none')}"

    def _repr_html_(self) -> str:
        table = self._shown().to_html(index=False, na_rep="none", border=0)
        return f"<p>{escape(self._headline())}</p>{table}"

    def _shown(self) -> pd.DataFrame:
        """The targets; no share of draws is sure."""
        shown = self.targets.drop(columns="discovery")
        return shown.assign(probability=shown["probability"].map(chance, "ignore"))

    def _headline(self) -> str:
        judged = f"of {self.judged} targets {self.expected_met:.2f} are met on average"
        return (
            f"Simulation of {self.scenario!r}: {self.draws} draws, {self.distribution}, "
            f"seed {self.seed}; {judged if self.judged else 'no target has a probability'}"
        )


def simulate(
    plan: PlanLike,
    scenario: Scenario | str,
    draws: int = 10_000,
    seed: int = 0,
    distribution: str = "normal",
    levels: Sequence[float] = LEVELS,
    to: int | None = None,
    baselines: Baselines = None,
    reference: pd.DataFrame | None = None,
    lang: str = "en",
    correlation: Correlation = REFERENCE,
    stage_correlation: float = 1.0,
    tail: float = TAIL,
) -> Simulation:
    """Draw paths from the ranges of a scenario and count how many meet each printed target.

    Each draw takes one amount an indicator (a growth rate, say) from the range between low and
    high and keeps it for all years. What is linked by an identity follows draw by draw. The draws
    are scrambled Sobol points joined by a Gaussian copula. The same seed gives an indicator the
    same draws in every scenario, so that scenarios differ by their assumptions only.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenario : Scenario or str
        A scenario, or the name of one of the plan's own.
    draws : int
    seed : int
    distribution : {"normal", "lognormal", "triangular"}
        In two pieces, normal or lognormal: a share `tail` of the draws lies below low and above
        high each, half of them below the value; lognormal is the growth factor where a rate is
        assumed. Triangular: low and high are hard ends, the value is the most frequent. A trend
        draws from its projection, a base value that is assumed with a range from that range, in
        the same way.
    levels : sequence of float
        Of the intervals.
    to, baselines, reference, lang
        As in :func:`~linhai_analysis.run_scenarios`.
    correlation : mapping, DataFrame, "reference", "independent" or None
        Rank correlations between indicators: of pairs, ``{("rd_expenditure", "gdp"): 0.6}``, or a
        square table with their names; those that are not named are independent. "reference": of
        growth over five years among the places of `reference`, or of the panels that ship; what
        they do not report is independent. None or "independent": all are.
    stage_correlation : float
        Between one stage of an indicator and the next: 1 where a low start goes on low.
    tail : float
        The share of draws below low, and above high; not of a triangle.

    Returns
    -------
    Simulation

    Raises
    ------
    DataError
        As `run_scenarios`; where draws, seed, levels, distribution, correlation, stage_correlation
        or tail are not what they should be.

    Examples
    --------
    High-tech enterprises need 14.87 % a year; half of the draws lie above the value.

    >>> from linhai_analysis import load_plan
    >>> even = Scenario("even", {"hightech_enterprises":
    ...     {"rate": 0.148698, "low": 0.1, "high": 0.197396}})
    >>> made = simulate(load_plan(), even, draws=100_000)
    >>> bool(abs(made.expected_met - 0.5) < 0.01), made.judged
    (True, 1)
    """
    plan = load_plan(plan)
    ground = Ground(plan, baselines, reference, lang)
    draws, seed = check_whole("draws", draws, 1, MOST_DRAWS), check_whole("seed", seed, 0)
    shares = _check_levels(levels)
    together = check_share("stage_correlation", stage_correlation, -1.0, 1.0)
    scores = Scores(draws, seed, read_correlation(correlation, ground), together)
    setting = replace(
        set_one(ground, scenario, to),
        distribution=check_distribution(distribution),
        tail=check_share("tail", tail, LEAST_TAIL, MOST_TAIL),
    )
    return _simulated(setting, scores, shares)


def simulate_scenarios(
    plan: PlanLike, scenarios: Scenarios = None, **options: Any
) -> dict[str, Simulation]:
    """Simulate several scenarios on the same draws.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios : optional
        As in :func:`~linhai_analysis.run_scenarios`.
    **options
        As in :func:`~linhai_analysis.simulate`.

    Returns
    -------
    dict of str to Simulation
        By the name of the scenario.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> made = simulate_scenarios(load_plan(), ["slow", "fast"], draws=1000)
    >>> made["slow"].expected_met < made["fast"].expected_met
    True
    """
    plan = load_plan(plan)
    return {one.name: simulate(plan, one, **options) for one in read_scenarios(plan, scenarios)}


def _simulated(setting: Setting, scores: Scores, shares: tuple[float, ...]) -> Simulation:
    """One scenario; `setting` has no scores of its own."""
    from scipy.special import ndtri

    name, central = setting.scenario.name, lay_paths(setting)
    made = replace(setting, scores=scores.of(setting))
    drawn = _drawn(made, _asked(scores, setting, central))
    ends = _ends(shares)
    at_ends = dict.fromkeys(made.scores, ndtri(sorted(ends.values())))
    every = {path.indicator: path.years for path in central}
    few = _drawn(replace(setting, scores=at_ends), every)
    known = {path.indicator: path for path in central}
    targets, numbers = judge(made, drawn, known, scores)
    fans = [
        (path, few_path if _alone(scores, setting, path) else None)
        for path, few_path in zip(drawn, few, strict=True)
    ]
    return Simulation(
        name,
        shares,
        _quantile_table(name, fans, central, ends),
        targets,
        broken(setting, drawn),
        setting,
        tuple(central),
        scores,
        numbers,
    )


def _alone(scores: Scores, setting: Setting, path: Path) -> bool:
    """Whether a path rises or falls in one score: its quantiles are those at the score's own."""
    stages = sum(one.ranged for name in path.sources for one in setting.scenario.stages(name))
    return len(path.sources) <= 1 and (stages <= 1 or scores.stage_correlation == 1)


def _asked(scores: Scores, setting: Setting, central: Sequence[Path]) -> dict[str, Collection[int]]:
    """The years of each path in which its draws are looked at one by one."""
    # A part is held against its whole in the last year of both: one of the two ends there.
    tied = {name for pair in parts(setting.plan.indicators) for name in pair}
    ends = {year for path in central for year in path.years if year + 1 not in path.years}
    goals = setting.ground.aims
    late = goals["quantity"] == "level"
    goals = goals.assign(first=goals["target_year"].where(late, goals["base_year"]))
    asked: dict[str, Collection[int]] = {}
    for path in central:
        own = goals.loc[goals["indicator"] == path.indicator, ["first", "target_year"]]
        needed = {year for first, last in own.to_numpy() for year in range(first, last + 1)}
        needed |= ends if path.indicator in tied else set()
        # What rests on several scores has no quantiles but those of its draws.
        asked[path.indicator] = needed if _alone(scores, setting, path) else path.years
    return asked


def _drawn(setting: Setting, asked: Mapping[str, Collection[int]]) -> list[Path]:
    """The paths that are asked for, drawn, within what the kind of figure can be."""
    draws = max((len(score) for score in setting.scores.values()), default=1)
    blocks = []
    for start in range(0, draws, BLOCK):
        block = {key: score[start : start + BLOCK] for key, score in setting.scores.items()}
        paths = Resolver(replace(setting, scores=block)).paths()
        kept = [path.only(asked[path.indicator]) for path in paths if path.indicator in asked]
        blocks.append([_bounded(setting, path) for path in kept])
    return [side_by_side(pieces) for pieces in zip(*blocks, strict=True)]


def _bounded(setting: Setting, path: Path) -> Path:
    low, high = setting.ground.bounds(path.indicator)
    return replace(path, values=np.clip(path.values, low, high)) if path.sources else path


def _ends(shares: Sequence[float]) -> dict[str, float]:
    """The quantiles of a fan by the names of their columns."""
    ends = {"median": 0.5}
    for share in shares:
        ends |= {f"lo{100 * share:g}": (1 - share) / 2, f"hi{100 * share:g}": (1 + share) / 2}
    return ends


def _quantile_table(
    scenario: str,
    paths: Iterable[tuple[Path, Path | None]],
    central: Sequence[Path],
    ends: Mapping[str, float],
) -> pd.DataFrame:
    """Quantiles of each path: those at its one score, else those of all draws."""
    levels, names = sorted(ends.values()), sorted(ends, key=ends.__getitem__)
    fans = []
    for (drawn, few), middle in zip(paths, central, strict=True):
        # Rising or falling in its score, a path has its quantiles at those of the score.
        values = few.values if few else np.quantile(drawn.values, levels, axis=1).T
        shape = (len(middle.years), len(ends))
        fan = pd.DataFrame(np.broadcast_to(np.sort(values), shape), columns=names)
        about = {"scenario": scenario, "indicator": middle.indicator, "year": middle.years}
        fans.append(fan.assign(**about, value=middle.values[:, 0], origin=middle.origin))
    columns = ["scenario", "indicator", "year", "value", *ends, "origin"]
    return pd.concat(fans, ignore_index=True)[columns]


def _check_levels(levels: Sequence[float]) -> tuple[float, ...]:
    shares = tuple(dict.fromkeys(levels))
    if not shares or not all(isinstance(s, float) and 0 < s < 1 for s in shares):
        raise DataError(say("horizon.fractions", levels=repr(levels)))
    return shares

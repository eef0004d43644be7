"""Draws from the ranges of a scenario: fans, and the share of draws that meet each target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, check_whole
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.scenario.odds import broken, judge
from linhai_analysis.scenario.path import Path, side_by_side
from linhai_analysis.scenario.ranges import check_distribution
from linhai_analysis.scenario.resolve import Resolver
from linhai_analysis.scenario.run import lay_paths, set_one
from linhai_analysis.scenario.scenario import Key, Scenario
from linhai_analysis.scenario.setting import BASE, Ground, Setting
from linhai_analysis.words import say

LEVELS = (0.8, 0.95)
MOST_DRAWS = 10_000_000
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
        triangular: low and high are the ends, the value is the most frequent. lognormal: low, value
        and high are the quantiles of 5, 50 and 95 %.
    levels : tuple of float
    quantiles : DataFrame
        One row an indicator and year: ``scenario, indicator, year, value`` (without ranges),
        ``median``, ``lo80, hi80, lo95, hi95`` (of each level), ``origin``.
    targets : DataFrame
        One row a printed target of an indicator of the scenario: ``target_id, indicator,
        target_year, target_value, probability`` (share of draws that meet it), ``met`` (whether the
        path without ranges does), ``counted`` (in the number of targets met: of each indicator
        and target year one, the main one), ``reason`` (why there is no probability: no value, or a
        path that is one line).
    met : Series
        Share of draws by the number of counted targets that they meet.
    broken : dict of str to float
        Share of draws in which a part is more than its whole in the last year, by the part.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> made = simulate(load_plan(), "slow", draws=100)
    >>> made.judged, f"{made.met.sum():.6f}", made.paths("gdp").shape  # 100 draws, 2015 to 2020
    (4, '1.000000', (100, 6))
    """

    scenario: str
    draws: int
    seed: int
    distribution: str
    levels: tuple[float, ...]
    quantiles: pd.DataFrame
    targets: pd.DataFrame
    met: pd.Series
    broken: Mapping[str, float]
    setting: Setting
    central: tuple[Path, ...]

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
        levels = _levels(self.setting, self.draws, self.seed)
        [path] = _drawn(self.setting, levels, {indicator: known[indicator]})
        columns = {year: np.broadcast_to(path.at(year), self.draws) for year in path.years}
        return pd.DataFrame(columns).rename_axis("draw")

    def __repr__(self) -> str:
        return f"{self._headline()}\n{self.targets.to_string(index=False, na_rep='none')}"

    def _repr_html_(self) -> str:
        table = self.targets.to_html(index=False, na_rep="none", border=0)
        return f"<p>{escape(self._headline())}</p>{table}"

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
    distribution: str = "triangular",
    levels: Sequence[float] = LEVELS,
    to: int | None = None,
    baselines: Baselines = None,
    reference: pd.DataFrame | None = None,
    lang: str = "en",
) -> Simulation:
    """Draw paths from the ranges of a scenario and count how many meet each printed target.

    Each draw takes one amount an indicator (a growth rate, say) from the range between low and
    high and keeps it for all years. Indicators are drawn independently of each other; what is
    linked by an identity follows draw by draw. The same seed gives an indicator the same draws in
    every scenario, so that scenarios differ by their assumptions only.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenario : Scenario or str
        A scenario, or the name of one of the plan's own.
    draws : int
    seed : int
    distribution : {"triangular", "lognormal"}
        Triangular: low and high are the ends, the value is the most frequent. Lognormal, in two
        pieces: low, value and high are the quantiles of 5, 50 and 95 %, of the growth factor where
        a rate is assumed. A trend draws from its projection, a base value that is assumed with a
        range from that range, in the same way.
    levels : sequence of float
        Of the intervals.
    to, baselines, reference, lang
        As in :func:`~linhai_analysis.run_scenarios`.

    Returns
    -------
    Simulation

    Raises
    ------
    DataError
        As `run_scenarios`; where draws, seed, levels or distribution are not what they should be.

    Examples
    --------
    High-tech enterprises need 14.87 % a year; half of a symmetric triangle lies above its middle.

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
    check_distribution(distribution)
    setting = replace(set_one(ground, scenario, to), distribution=distribution)
    name, central = setting.scenario.name, lay_paths(setting)
    uniforms = _levels(setting, draws, seed)
    drawn = _drawn(setting, uniforms, _asked(setting, central))
    ends = _ends(shares)
    at_ends = {key: np.quantile(level, sorted(ends.values())) for key, level in uniforms.items()}
    few = _drawn(setting, at_ends, {path.indicator: path.years for path in central})
    known = {path.indicator: path for path in central}
    targets, number = judge(setting, drawn, known, draws, uniforms)
    return Simulation(
        name,
        draws,
        seed,
        distribution,
        shares,
        _quantile_table(name, zip(drawn, few, central, strict=True), ends),
        targets,
        number,
        broken(setting, drawn),
        setting,
        tuple(central),
    )


def _levels(setting: Setting, draws: int, seed: int) -> dict[Key, Array]:
    """The levels of all that is drawn: what the scenario assumes, and base values with a range."""
    bases = {
        (name, BASE): np.random.default_rng([seed, *f"base of {name}".encode()]).random(draws)
        for name in setting.ground.bases
    }
    return uniform(setting.scenario, draws, seed) | bases


def uniform(scenario: Scenario, draws: int, seed: int) -> dict[Key, Array]:
    """Return the levels of what is drawn, the same ones for an indicator each time.

    >>> one = Scenario("s", {"gdp": {"rate": 0.05, "low": 0.0, "high": 0.1}, "rd": 0.1})
    >>> {key: levels.shape for key, levels in uniform(one, 3, seed=1).items()}
    {('gdp', 0): (3,)}
    """
    drawn = [one for one in scenario.assumptions if one.ranged or one.assumption == "trend"]
    levels = {
        name: np.random.default_rng([seed, *name.encode()]).random(draws)
        for name in {one.indicator for one in drawn}
    }
    return {one.key: levels[one.indicator] for one in drawn}


def _asked(setting: Setting, central: Sequence[Path]) -> dict[str, Collection[int]]:
    """The years of each path in which its draws are looked at one by one."""
    # A part is held against its whole in the last year of both: one of the two ends there.
    ends = {year for path in central for year in path.years if year + 1 not in path.years}
    goals = setting.ground.aims
    late = goals["quantity"] == "level"
    goals = goals.assign(first=goals["target_year"].where(late, goals["base_year"]))
    asked: dict[str, Collection[int]] = {}
    for path in central:
        own = goals.loc[goals["indicator"] == path.indicator, ["first", "target_year"]]
        needed = {year for first, last in own.to_numpy() for year in range(first, last + 1)}
        # What rests on several sources has no quantiles but those of its draws.
        asked[path.indicator] = path.years if len(path.sources) > 1 else ends | needed
    return asked


def _drawn(
    setting: Setting, levels: Mapping[Key, Array], asked: Mapping[str, Collection[int]]
) -> list[Path]:
    """The paths that are asked for, drawn, within what the kind of figure can be."""
    draws = max((len(level) for level in levels.values()), default=1)
    blocks = []
    for start in range(0, draws, BLOCK):
        block = {key: level[start : start + BLOCK] for key, level in levels.items()}
        paths = Resolver(replace(setting, levels=block)).paths()
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
    scenario: str, paths: Iterable[tuple[Path, Path, Path]], ends: Mapping[str, float]
) -> pd.DataFrame:
    """Quantiles of each path: those of its one source, else those of all draws."""
    levels, names = sorted(ends.values()), sorted(ends, key=ends.__getitem__)
    fans = []
    for drawn, few, central in paths:
        # Rising or falling in its one source, a path has its quantiles at those of the source.
        alone = len(drawn.sources) <= 1
        values = np.sort(few.values) if alone else np.quantile(drawn.values, levels, axis=1).T
        shape = (len(central.years), len(ends))
        fan = pd.DataFrame(np.broadcast_to(values, shape), columns=names)
        about = {"scenario": scenario, "indicator": central.indicator, "year": central.years}
        fans.append(fan.assign(**about, value=central.values[:, 0], origin=central.origin))
    columns = ["scenario", "indicator", "year", "value", *ends, "origin"]
    return pd.concat(fans, ignore_index=True)[columns]


def _check_levels(levels: Sequence[float]) -> tuple[float, ...]:
    shares = tuple(dict.fromkeys(levels))
    if not shares or not all(isinstance(s, float) and 0 < s < 1 for s in shares):
        raise DataError(say("horizon.fractions", levels=repr(levels)))
    return shares

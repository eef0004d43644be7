"""Draws from the ranges of a scenario: fans, and the share of draws that meet each target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, check_share, check_whole, checked
from linhai_analysis.equality import Alike
from linhai_analysis.errors import UnknownNameError
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.legible import Readable
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.reference.lending import AUTO, Reference
from linhai_analysis.scenario.fans import (
    asked_years,
    check_levels,
    draw_paths,
    fan_ends,
    is_alone,
    quantile_table,
)
from linhai_analysis.scenario.glance import shown_simulation
from linhai_analysis.scenario.odds import broken, judge
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.ranges import TAIL, check_distribution
from linhai_analysis.scenario.run import lay_paths, set_one
from linhai_analysis.scenario.scenario import Scenario
from linhai_analysis.scenario.scores import (
    INDEPENDENT,
    REFERENCE,
    Correlation,
    Scores,
    correlation_kind,
    pairs_apart,
    pairs_drawn,
    read_correlation,
)
from linhai_analysis.scenario.setting import Ground, Setting
from linhai_analysis.words import say, word

LEVELS = (0.8, 0.95)
MOST_DRAWS = 10_000_000
LEAST_TAIL, MOST_TAIL = 0.001, 0.4


@dataclass(frozen=True, eq=False, repr=False)
class Simulation(Alike):
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
    broken : DataFrame
        ``share`` of draws in which a part is more than its whole in the last year, and its
        ``standard_error``, by the part.
    expected_met, expected_met_error : float
        The mean number of counted targets that a draw meets, and its standard error, or NaN.
    scores : Scores
        What is drawn; its ``ranks`` are the rank correlations of all indicators of the plan.
    correlations : DataFrame
        How any two indicators that are drawn go together, and why two do not.
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
    broken: pd.DataFrame
    setting: Setting
    # It follows from the setting.
    central: tuple[Path, ...] = field(compare=False)
    scores: Scores
    numbers: pd.DataFrame
    expected_met: float
    expected_met_error: float

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
    def met(self) -> pd.Series:
        """Share of draws by the number of counted targets that they meet."""
        return self.numbers["share"]

    @cached_property
    def independent(self) -> Simulation:
        """The same with indicators that are drawn independently of each other."""
        alone = read_correlation(None, self.setting.ground)
        apart = replace(self.scores, told=alone, kind=INDEPENDENT)
        if apart.ranks.equals(self.scores.ranks):
            return self
        return _simulated(self.setting, apart, self.levels)

    @property
    def correlations(self) -> pd.DataFrame:
        """How any two indicators that are drawn go together: ``indicator, other, correlation``.

        ``reason`` says why two are independent; empty where their correlation is known.
        """
        return pairs_drawn(self.scores, self.setting)

    def number_met(self) -> pd.DataFrame:
        """Return how many targets are met in what share of draws, with correlation and without.

        One row a number: ``share, standard_error`` and, drawn independently, ``independent,
        independent_error``.
        """
        names = {"share": "independent", "standard_error": "independent_error"}
        return self.numbers.join(self.independent.numbers.rename(columns=names))

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
        [path] = draw_paths(setting, {indicator: known[indicator]})
        columns = {year: np.broadcast_to(path.at(year), self.draws) for year in path.years}
        return pd.DataFrame(columns).rename_axis("draw")

    def __repr__(self) -> str:
        return repr(self._shown())

    def _repr_html_(self) -> str:
        return self._shown()._repr_html_()

    def _shown(self) -> Readable:
        plan, lang = self.setting.plan, self.setting.lang
        return shown_simulation(plan, self.targets, self._headline(), lang)

    def _headline(self) -> str:
        lang = self.setting.lang
        met, error = f"{self.expected_met:.2f}", f"{self.expected_met_error:.2g}"
        name = self.setting.plan.scenario_label(self.scenario, lang)
        how = word(f"simulation.{self.distribution}", lang)
        about = {"scenario": name, "draws": self.draws, "distribution": how, "seed": self.seed}
        facts = {"judged": self.judged, "met": met, "error": error}
        return (
            word("simulation", lang, **about)
            + word("simulation.met" if self.judged else "simulation.none", lang, **facts)
            + pairs_apart(self.scores, self.setting)
        )


@checked
def simulate(
    plan: PlanLike,
    scenario: Scenario | str,
    draws: int = 10_000,
    seed: int = 0,
    distribution: str = "normal",
    levels: Sequence[float] = LEVELS,
    to: int | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
    lang: str | None = None,
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
    draws, seed : int
    distribution : {"normal", "lognormal", "triangular"}
        In two pieces, normal or lognormal: a share `tail` of the draws lies below low and above
        high each, half of them below the value; lognormal is the growth factor where a rate is
        assumed. Triangular: low and high are hard ends, the value is the most frequent. A trend
        draws from its projection, a base value that is assumed with a range from that range, in
        the same way.
    levels : sequence of float
        Of the intervals.
    to, baselines, reference, lang
        As in :func:`~linhai_analysis.run_scenarios`; a table `reference` must have a column
        ``indicator`` with the plan's ids.
    correlation : mapping, DataFrame, "reference", "independent" or None
        Rank correlations between indicators: of pairs, ``{("rd_expenditure", "gdp"): 0.6}``, or a
        square table with their names; those that are not named are independent. "reference": of
        growth over five years among the places of a table `reference`, else of the panels that
        ship; what fewer than ten places report is independent, as ``correlations`` says. None or
        "independent": all are.
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
    High-tech enterprises need 14.87 % a year, the value above which half of the draws lie.

    >>> from linhai_analysis import load_plan
    >>> even = Scenario("even", {"hightech_enterprises":
    ...     {"rate": 0.148698, "low": 0.1, "high": 0.197396}})
    >>> bool(abs(simulate(load_plan(), even).expected_met - 0.5) < 0.01)
    True
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    ground = Ground(plan, baselines, reference, lang)
    draws, seed = check_whole("draws", draws, 1, MOST_DRAWS), check_whole("seed", seed, 0)
    shares = check_levels(levels)
    together = check_share("stage_correlation", stage_correlation, -1.0, 1.0)
    told = read_correlation(correlation, ground)
    scores = Scores(draws, seed, told, together, correlation_kind(correlation))
    setting = replace(
        set_one(ground, scenario, to),
        distribution=check_distribution(distribution),
        tail=check_share("tail", tail, LEAST_TAIL, MOST_TAIL),
    )
    return _simulated(setting, scores, shares)


def _simulated(setting: Setting, scores: Scores, shares: tuple[float, ...]) -> Simulation:
    """One scenario; `setting` has no scores of its own."""
    from scipy.special import ndtri

    name, central = setting.scenario.name, lay_paths(setting)
    made = replace(setting, scores=scores.of(setting))
    drawn = draw_paths(made, asked_years(scores, setting, central))
    ends = fan_ends(shares)
    at_ends = dict.fromkeys(made.scores, ndtri(sorted(ends.values())))
    alone = {path.indicator: path.years for path in central if is_alone(scores, setting, path)}
    at_their_own = draw_paths(replace(setting, scores=at_ends), alone)
    few = {path.indicator: path for path in at_their_own}
    known = {path.indicator: path for path in central}
    targets, numbers, expected = judge(made, drawn, known, scores)
    fans = [(path, few.get(path.indicator)) for path in drawn]
    return Simulation(
        name,
        shares,
        quantile_table(name, fans, central, ends),
        targets,
        broken(setting, drawn, scores),
        setting,
        tuple(central),
        scores,
        numbers,
        *expected,
    )

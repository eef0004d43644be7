"""What the paths of one scenario rest on: the plan, its targets, the peers, how much is assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.equality import Alike
from linhai_analysis.growth import aims
from linhai_analysis.growth.assumed import AssumedBase, Baselines, read_baselines
from linhai_analysis.plan import Plan, Quotient, quotients
from linhai_analysis.projection import Projection
from linhai_analysis.reference import read_peers
from linhai_analysis.reference.lending import AUTO, Reference, own_places
from linhai_analysis.reference.outlook import project_indicator
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.ranges import EDGE, TAIL, amount
from linhai_analysis.scenario.scenario import Assumption, Key, Scenario
from linhai_analysis.series import added_since
from linhai_analysis.targets import KINDS, Kind, facet, is_total
from linhai_analysis.words import word

# In place of a first year, in the key of the levels of an assumed base value.
BASE = -1


@dataclass(frozen=True, eq=False)
class Ground(Alike):
    """What all scenarios of a plan rest on; looked up once, however many are run."""

    plan: Plan
    baselines: Baselines = None
    reference: Reference = AUTO
    lang: str = "en"

    def __post_init__(self) -> None:
        own_places(self.reference)

    @cached_property
    def aims(self) -> pd.DataFrame:
        """The printed targets with their levels."""
        return aims(self.plan, self.baselines)

    @cached_property
    def bases(self) -> dict[str, AssumedBase]:
        """The base values that are assumed within a range, by indicator."""
        return {k: base for k, base in read_baselines(self.baselines).items() if base.ranged}

    @cached_property
    def quotients(self) -> list[Quotient]:
        """The identities of the codebook."""
        return quotients(self.plan.indicators)

    @cached_property
    def peers(self) -> pd.DataFrame:
        """The places that can be followed."""
        return read_peers(own_places(self.reference))

    @cached_property
    def published(self) -> Callable[[str, int], Path]:
        """The plan's own figure of an indicator and year: a path of one year, or why none."""
        return cache(self._look_up)

    @cached_property
    def projected(self) -> Callable[[str, int, int], Projection]:
        """The projection of an indicator from the figures up to a year, to another year."""
        plan, lent = self.plan, self.reference
        return cache(lambda name, year, to: project_indicator(plan, name, to, year, lent))

    @cached_property
    def base(self) -> Callable[[str], tuple[int, int]]:
        """Base year and target year of an indicator; those of the plan where it has no target."""
        return cache(self._base)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What kind of figure each indicator is."""
        rows = self.plan.indicators
        return {n: KINDS[kind] for n, kind in zip(rows["indicator"], rows["kind"], strict=True)}

    @cached_property
    def bounds(self) -> Callable[[str], tuple[float, float]]:
        """What the values of an indicator lie between."""
        return cache(self._bounds)

    def target_years(self, indicator: str) -> list[int]:
        """The years for which an indicator has a target; those of the plan where it has none."""
        return sorted({int(year) for year in self._targets(indicator)["target_year"]})

    def _targets(self, indicator: str) -> pd.DataFrame:
        self.plan.require_targets()
        return self.plan.targets_of(indicator)

    def _base(self, indicator: str) -> tuple[int, int]:
        rows = self._targets(indicator)
        return int(rows["base_year"].min()), int(rows["target_year"].max())

    def _bounds(self, indicator: str) -> tuple[float, float]:
        kind = self.kinds[indicator].around(self.plan.series(indicator))
        lower, upper = kind.lower, kind.upper
        return -np.inf if lower is None else lower, np.inf if upper is None else upper

    def _look_up(self, indicator: str, year: int) -> Path:
        plan, rows = self.plan, self.aims
        total = is_total(plan.targets, indicator)
        own = rows[(rows["indicator"] == indicator) & (rows["base_year"] == year)]
        # What is added since the base year starts from 0, the stock that it is added to does not.
        own = own[facet(own["basis"], "from_zero").eq(total) & own["quantity"].ne("index")]
        if own["base_value"].notna().any():
            row = own[own["base_value"].notna()].iloc[0]
            return _figure(indicator, year, row["base_value"], row["notes"])
        series = plan.series(indicator, until=year)
        facts = series.attrs
        if total:
            base, _ = self.base(indicator)
            figure = rows.loc[rows["indicator"] == indicator, "base_figure"].iloc[0]
            added = added_since(series, base, figure)
            if lacking := added.attrs["lacking"]:
                reason = word(f"reason.{lacking}", self.lang, base_year=base)
                return Path(indicator, reason=reason)
            # After a gap nothing is known of the sum, not even when it was known last.
            series = added.iloc[:0] if added.attrs.get("gap") and year not in added else added
            series = series.loc[base + 1 :]
        if year in series.index:
            preliminary = facts["statuses"].get(year) == "preliminary"
            flags = {"preliminary": preliminary, "scope_differs": year in facts["scopes"]}
            notes = tuple(flag for flag, applies in flags.items() if applies)
            return _figure(indicator, year, series[year], notes)
        reason = word("scenario.no_start", self.lang, year=year)
        if len(series):
            latest = int(series.index[-1])
            reason = word("scenario.no_start_but", self.lang, year=year, latest=latest)
        return Path(indicator, reason=reason)


def _figure(indicator: str, year: int, value: float, notes: tuple[str, ...]) -> Path:
    return Path(indicator, (year,), np.array([[float(value)]]), (notes,))


@dataclass(frozen=True, eq=False)
class Setting(Alike):
    """One scenario on its ground, with the values as they stand or with drawn ones."""

    ground: Ground
    scenario: Scenario
    to: int
    # Normal scores, one a draw, of the assumptions that are drawn.
    scores: Mapping[Key, Array] = field(default_factory=dict)
    # Of a triangle an infinite score is an end: what one assumption at a time is moved to.
    distribution: str = "triangular"
    tail: float = TAIL

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ground.plan

    @property
    def lang(self) -> str:
        """The language of the reasons."""
        return self.ground.lang

    def level(self, one: Assumption) -> Array:
        """The levels of a distribution, short of 0 and 1; the middle where nothing is drawn."""
        from scipy.special import ndtr

        return np.clip(ndtr(self.scores.get(one.key, np.zeros(1))), EDGE, 1 - EDGE)

    def published(self, indicator: str, year: int) -> Path:
        """The plan's own figure; an assumed one from its range, where it is drawn."""
        found, base = self.ground.published(indicator, year), self.ground.bases.get(indicator)
        if base is None or "assumed_baseline" not in sum(found.notes, ()):
            return found
        drawn, source = self.drawn_base(indicator), frozenset([f"{indicator} in {year}"])
        return replace(found, values=found.values if drawn is None else drawn[None], sources=source)

    def drawn_base(self, indicator: str) -> Array | None:
        """An assumed base value, one for each draw from its range; None where it is not drawn."""
        base, scores = self.ground.bases.get(indicator), self.scores.get((indicator, BASE))
        if base is None or scores is None:
            return None
        one = Assumption(indicator, "reach", base.value, low=base.low, high=base.high)
        return amount(one, scores, self.distribution, self.tail)

    def amount(self, one: Assumption) -> Array:
        """How much is assumed: the value, or one for each draw from its range."""
        if one.ranged and one.key in self.scores:
            return amount(one, self.scores[one.key], self.distribution, self.tail)
        return np.array([one.number], dtype=float)

"""What the paths of one scenario rest on: the plan, its targets, the peers, how much is assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError
from linhai_analysis.growth import aims
from linhai_analysis.plan import Plan, Quotient, quotients
from linhai_analysis.reference import read_peers
from linhai_analysis.scenario.path import nothing
from linhai_analysis.scenario.scenario import Assumption, Scenario
from linhai_analysis.targets import is_total
from linhai_analysis.words import word

At = Callable[[int], Array]


class Amounts(Protocol):
    """Says how much an assumption amounts to: its value, or draws from its range."""

    def amount(self, one: Assumption) -> Array:
        """The value of an assumption, or one for each draw."""

    def level(self, indicator: str) -> Array:
        """The level of the distribution, 0.5 for the middle, or one for each draw."""


class Central:
    """The values as they stand, without their ranges.

    >>> float(Central().amount(Assumption("gdp", "rate", 0.05)))
    0.05
    """

    def amount(self, one: Assumption) -> Array:
        """The value itself."""
        return np.asarray(one.value if isinstance(one.value, float) else np.nan)

    def level(self, indicator: str) -> Array:
        """The middle."""
        return np.asarray(0.5)


@dataclass(frozen=True, eq=False)
class Start:
    """The first value of a leg: `at` gives it, or `reason` says why there is none."""

    at: At = nothing
    flag: str = ""
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a first value."""
        return self.at is not nothing


def start_at(value: float, flag: str) -> Start:
    """Return a first value that is a number."""
    number = np.asarray(float(value))
    return Start(lambda _: number, flag)


@dataclass(frozen=True, eq=False)
class Ground:
    """What all scenarios of a plan rest on; looked up once, however many are run."""

    plan: Plan
    baselines: Mapping[str, float]
    reference: pd.DataFrame | None
    lang: str
    _starts: dict[tuple[str, int], Start] = field(default_factory=dict)

    @cached_property
    def aims(self) -> pd.DataFrame:
        """The printed targets with their levels."""
        return aims(self.plan, self.baselines)

    @cached_property
    def quotients(self) -> list[Quotient]:
        """The identities of the codebook."""
        return quotients(self.plan.indicators)

    @cached_property
    def peers(self) -> pd.DataFrame:
        """The places that can be followed."""
        return read_peers(self.reference)

    def base(self, indicator: str) -> tuple[int, int]:
        """Base year and target year of an indicator; those of the plan where it has no target."""
        rows = self.plan.targets[self.plan.targets["indicator"] == indicator]
        rows = rows if len(rows) else self.plan.targets
        if rows.empty:
            raise DataError(f"the plan {self.plan.name} has no targets, so no base year")
        return int(rows["base_year"].min()), int(rows["target_year"].max())

    def published(self, indicator: str, year: int) -> Start:
        """The plan's own figure of a year, or why there is none."""
        if (indicator, year) not in self._starts:
            self._starts[indicator, year] = self._look_up(indicator, year)
        return self._starts[indicator, year]

    def _look_up(self, indicator: str, year: int) -> Start:
        plan, rows = self.plan, self.aims
        own = rows[(rows["indicator"] == indicator) & (rows["base_year"] == year)]
        if own["base_value"].notna().any():
            row = own[own["base_value"].notna()].iloc[0]
            return start_at(row["base_value"], ", ".join(row["notes"]))
        series = plan.series(indicator, until=year)
        facts = series.attrs
        if is_total(plan.targets, indicator):
            base, _ = self.base(indicator)
            later = series.loc[base + 1 : year]
            series = later.cumsum() if len(later) == year - base else later.iloc[:0]
        if year in series.index:
            preliminary = facts["statuses"].get(year) == "preliminary"
            flags = {"preliminary": preliminary, "scope_differs": year in facts["scopes"]}
            return start_at(series[year], ", ".join(flag for flag, so in flags.items() if so))
        reason = word("scenario.no_start", self.lang, year=year)
        if len(series):
            latest = int(series.index[-1])
            reason = word("scenario.no_start_but", self.lang, year=year, latest=latest)
        return Start(reason=reason)


@dataclass(frozen=True, eq=False)
class Setting:
    """One scenario on its ground."""

    ground: Ground
    scenario: Scenario
    to: int
    amounts: Amounts

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ground.plan

    @property
    def lang(self) -> str:
        """The language of the reasons."""
        return self.ground.lang

"""What the paths of one scenario rest on: the plan, its targets, the peers, how much is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.plan import Plan, Quotient, quotients
from linhai_analysis.reference import read_peers
from linhai_analysis.scenario.aims import aims
from linhai_analysis.scenario.path import Array
from linhai_analysis.scenario.scenario import Assumption, Scenario


class Amounts(Protocol):
    """Says how much an assumption amounts to: its value, or draws from its range."""

    def amount(self, one: Assumption) -> Array:
        """The value of an assumption, or one for each draw."""

    def level(self, indicator: str) -> Array:
        """The level of the distribution, 0.5 for the middle, or one for each draw."""


class Central:
    """The values as they stand, without their ranges.

    Examples
    --------
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
class Setting:
    """What the paths of one scenario rest on.

    Parameters
    ----------
    plan : Plan
    scenario : Scenario
    to : int
        The last year.
    baselines : mapping of str to float
        Assumed base values by indicator.
    reference : DataFrame or None
        Peers, as in :func:`~linhai_analysis.follow`.
    amounts : Amounts
    lang : {"en", "zh"}
        Of the reasons.
    """

    plan: Plan
    scenario: Scenario
    to: int
    baselines: Mapping[str, float]
    reference: pd.DataFrame | None
    amounts: Amounts
    lang: str

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

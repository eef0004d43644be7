"""A scenario that is being changed: growth rates put in place of what was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.growth import cagr, linear_pace
from linhai_analysis.plan import Plan
from linhai_analysis.scenario import Scenario, Simulation, run_scenarios, simulate
from linhai_analysis.targets import KINDS
from linhai_analysis.words import word

DRAWS = 2_000
# Points of growth a year to each side of what is set by hand.
SPREAD = 2.0


@dataclass
class Draft:
    """A scenario and the growth that was set by hand."""

    plan: Plan
    written: Scenario
    given: Mapping[str, Any]
    moved: dict[str, float] = field(default_factory=dict)
    spread: float = SPREAD

    def scenario(self, name: str = "") -> Scenario:
        """Return the scenario with what was moved, under another name if one is given."""
        made = self.written
        for indicator, growth in self.moved.items():
            made = made.replace(indicator, **self._assumption(indicator, growth))
        return Scenario(name or made.name, made.assumptions)

    def paths(self, lang: str = "en") -> pd.DataFrame:
        """Return its paths, as :func:`~linhai_analysis.run_scenarios` does."""
        return run_scenarios(self.plan, self.scenario(), lang=lang, **self.given)

    def simulate(self, lang: str = "en") -> Simulation:
        """Draw from its ranges: enough draws for a picture, few enough to be at once."""
        return simulate(self.plan, self.scenario(), DRAWS, lang=lang, **self.given)

    def movable(self, indicator: str) -> list[str]:
        """Return the indicators whose growth makes the path: itself, or those it is linked to."""
        assumed = self.written.indicators
        if indicator in assumed:
            names = [indicator]
        else:
            members = self.plan.indicators[["indicator", "numerator", "denominator"]]
            linked = set(members[members.eq(indicator).any(axis=1)].to_numpy().ravel())
            names = [name for name in assumed if name in linked]
        return [name for name in names if self.start(name) is not None]

    def start(self, indicator: str) -> float | None:
        """Return the value that a path of the indicator starts from; None where there is none."""
        halt = Scenario("start", {indicator: {"halt": None}})  # type: ignore[arg-type]
        value = run_scenarios(self.plan, halt, **self.given)["value"].iloc[0]
        return None if np.isnan(value) else float(value)

    def by_rate(self, indicator: str) -> bool:
        """Return whether an indicator grows by a rate: counted or paid, and not from 0."""
        kind = self.plan.indicator(indicator)["kind"]
        return KINDS[kind].natural == "compound" and bool(self.start(indicator))

    def growth(self, indicator: str) -> float:
        """Return the average growth of its path: per cent a year, or points a year."""
        if indicator in self.moved:
            return self.moved[indicator]
        paths = self.paths()
        path = paths[(paths["indicator"] == indicator) & paths["value"].notna()]
        first, last = path.iloc[0], path.iloc[-1]
        years = max(int(last["year"] - first["year"]), 1)
        if self.by_rate(indicator):
            return round(100 * float(cagr(first["value"], last["value"], years)), 1)
        return float(linear_pace(first["value"], last["value"], years))

    def _assumption(self, indicator: str, growth: float) -> dict[str, Any]:
        rate = self.by_rate(indicator)
        # Points of growth mean nothing to a change a year: it takes as many tenths of itself.
        spread = self.spread if rate else abs(growth) * self.spread / 10
        scale = 0.01 if rate else 1.0
        low, value, high = ((growth + side * spread) * scale for side in (-1, 0, 1))
        ground = {"quality": "red", "reason": word("explore.ground", "en")}
        ends = {"low": low, "high": high} if spread else {}
        return {
            "rate" if rate else "points": value,
            **ends,
            **ground,
            "reason_zh": word("explore.ground", "zh"),
        }

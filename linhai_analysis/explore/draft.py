"""A scenario that is being changed: growth rates put in place of what was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.growth import cagr, linear_pace
from linhai_analysis.plan import Plan
from linhai_analysis.scenario import Scenario, Simulation, simulate
from linhai_analysis.scenario.run import as_table
from linhai_analysis.targets import KINDS
from linhai_analysis.words import say, word

DRAWS = 2_000
# Points of growth a year to each side of what is set by hand.
SPREAD = 2.0


@dataclass
class Draft:
    """A scenario, the growth that was set by hand, and the one run that all is read from."""

    plan: Plan
    written: Scenario
    given: Mapping[str, Any]
    moved: dict[str, float] = field(default_factory=dict)
    spread: float = SPREAD
    _run: tuple[Scenario, str, Simulation] | None = None
    _unmoved: Simulation | None = None

    def scenario(self, name: str = "") -> Scenario:
        """Return the scenario with what was moved, under another name if one is given."""
        made = self.written
        for indicator, growth in self.moved.items():
            made = made.replace(indicator, **self._assumption(indicator, growth))
        return Scenario(name or made.name, made.assumptions)

    def run(self, lang: str = "en") -> Simulation:
        """Run it where it changed, with draws enough for a picture and few enough to be at once."""
        now = self.scenario()
        if self._run is None or self._run[:2] != (now, lang):
            self._run = now, lang, simulate(self.plan, now, DRAWS, lang=lang, **self.given)
        if not self.moved:
            self._unmoved = self.drawn
        return self.drawn

    @property
    def drawn(self) -> Simulation:
        """The last run that went well."""
        if self._run is None:
            return self.run()
        return self._run[2]

    @property
    def unmoved(self) -> Simulation:
        """The run of the scenario as it is written."""
        if self._unmoved is None:
            self._unmoved = simulate(self.plan, self.written, DRAWS, **self.given)
        return self._unmoved

    def paths(self) -> pd.DataFrame:
        """Return its paths, as :func:`~linhai_analysis.run_scenarios` does."""
        return as_table([(self.drawn.scenario, self.drawn.central)])

    def limits(self, indicator: str) -> tuple[float, float]:
        """Return the ends of the axis: those of the scenario as it is written, while paths fit in.

        So that a move is seen as one. Where a path leaves them it is wider by a half, or by more.
        """
        low, high = self._extent(self.unmoved, indicator)
        least, most = self._extent(self.drawn, indicator)
        room = (high - low) / 2 or max(abs(high), 1.0) / 2
        low -= room * max(ceil((low - least) / room), 0)
        high += room * max(ceil((most - high) / room), 0)
        floor, _ = self.drawn.setting.ground.bounds(indicator)
        return max(low - room / 5, min(low, floor)), high + room / 5

    def _extent(self, run: Simulation, indicator: str) -> tuple[float, float]:
        """Between what a chart lies: the paths, the targets, what is published of these years."""
        own = run.quantiles[run.quantiles["indicator"] == indicator]
        aims = run.setting.ground.aims
        shown = self.plan.series(indicator).loc[own["year"].min() : own["year"].max()]
        parts = [
            own[["value", "median", "lo95", "hi95"]].to_numpy().ravel(),
            aims.loc[aims["indicator"] == indicator, "aim"].dropna(),
            shown,
        ]
        every = np.concatenate(parts)
        return float(every.min()), float(every.max())

    def movable(self, indicator: str) -> list[str]:
        """Return the indicators whose growth makes the path: itself, or those it is linked to."""
        assumed = self.written.indicators
        if not indicator:
            return []
        if indicator in assumed:
            names = [indicator]
        else:
            members = self.plan.indicators[["indicator", "numerator", "denominator"]]
            linked = set(members[members.eq(indicator).any(axis=1)].to_numpy().ravel())
            names = [name for name in assumed if name in linked]
        return [name for name in names if self.start(name) is not None]

    def start(self, indicator: str) -> float | None:
        """Return the value that a path of the indicator starts from; None where there is none."""
        ground = self.unmoved.setting.ground
        start = ground.published(indicator, ground.base(indicator)[0])
        return float(start.values[0, 0]) if start.known else None

    def by_rate(self, indicator: str) -> bool:
        """Return whether an indicator grows by a rate: counted or paid, and not from 0."""
        kind = self.plan.about(indicator)["kind"]
        return KINDS[kind].natural == "compound" and bool(self.start(indicator))

    def growth(self, indicator: str) -> float:
        """Return the average growth of its path: per cent a year, or points a year."""
        if indicator in self.moved:
            return self.moved[indicator]
        [path] = [one for one in self.drawn.central if one.indicator == indicator]
        first, last = path.values[0, 0], path.values[-1, 0]
        years = max(path.years[-1] - path.years[0], 1)
        if self.by_rate(indicator):
            return round(100 * float(cagr(first, last, years)), 1)
        return float(linear_pace(first, last, years))

    def _assumption(self, indicator: str, growth: float) -> dict[str, Any]:
        rate = self.by_rate(indicator)
        # Points of growth mean nothing to a change a year: it takes as many tenths of itself.
        spread = self.spread if rate else abs(growth) * self.spread / 10
        if rate and not (growth - spread > -100 and growth + spread <= 100):
            raise DataError(
                say("explore.growth", indicator=indicator, growth=growth, spread=spread)
            )
        scale = 0.01 if rate else 1.0
        # 12.3 * 0.01 is 0.12300000000000001.
        low, value, high = (round((growth + side * spread) * scale, 12) for side in (-1, 0, 1))
        ground = {"quality": "red", "reason": word("explore.ground", "en")}
        ends = {"low": low, "high": high} if spread else {}
        return {
            "rate" if rate else "points": value,
            **ends,
            **ground,
            "reason_zh": word("explore.ground", "zh"),
        }

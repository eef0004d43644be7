"""Finds the paths of a scenario: stage by stage, and what follows from an identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError
from linhai_analysis.plan import Quotient
from linhai_analysis.scenario.legs import Leg, Request, lay_leg
from linhai_analysis.scenario.path import Path, nothing
from linhai_analysis.scenario.scenario import Assumption, Scenario
from linhai_analysis.scenario.setting import Setting, Start
from linhai_analysis.words import word

QUALITIES = ("", "green", "amber", "red")


@dataclass(eq=False)
class Resolver:
    """Finds the path of every indicator of one scenario, each once."""

    setting: Setting
    found: dict[str, Path] = field(default_factory=dict)
    # The indicators whose path is being looked for, to see a circle.
    opened: list[str] = field(default_factory=list)

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.setting.scenario

    def paths(self) -> list[Path]:
        """Every path of the scenario: what is assumed, then what follows from it."""
        members = [name for quotient in self.setting.ground.quotients for name in quotient.members]
        linked = [self.path(name) for name in members if name not in self.scenario.indicators]
        made = [self.path(name) for name in self.scenario.indicators]
        made += [path for path in dict.fromkeys(linked) if path is not None]
        return [path for path in made if path is not None]

    def path(self, indicator: str) -> Path | None:
        """The path of an indicator; None where nothing is assumed of it and nothing follows."""
        if indicator not in self.found:
            self.opened.append(indicator)
            assumed = indicator in self.scenario.indicators
            made = self._assumed(indicator) if assumed else self._linked(indicator)
            self.opened.pop()
            if made is None:
                return None
            self.found[indicator] = made
        return self.found[indicator]

    def followed(self, indicator: str) -> Path | None:
        """The path of another indicator, for one that grows like it."""
        if indicator in self.opened:
            circle = " -> ".join([*self.opened[self.opened.index(indicator) :], indicator])
            raise DataError(f"scenario {self.scenario.name!r} follows in a circle: {circle}")
        return self.path(indicator)

    def _assumed(self, indicator: str) -> Path:
        """The stages of an indicator, each from where the one before ends."""
        stages = self.scenario.stages(indicator)
        base, _ = self.setting.ground.base(indicator)
        first = [one.from_year or base for one in stages]
        last = [*first[1:], self.setting.to]
        if any(one.assumption == "trend" for one in stages[1:]):
            raise DataError(
                f"scenario {self.scenario.name!r}: the trend of {indicator} continues published "
                f"figures, so it cannot follow another stage"
            )
        start = self.setting.ground.published(indicator, first[0])
        legs = []
        for one, begin, end in zip(stages, first, last, strict=True):
            if begin >= end:
                raise DataError(
                    f"scenario {self.scenario.name!r}: from_year {begin} of {indicator} is not "
                    f"before {end}, "
                    f"{'the last year' if end == self.setting.to else 'the next stage'}"
                )
            leg = lay_leg(self.setting, Request(indicator, one, begin, end, start), self.followed)
            legs.append(leg)
            start = Start(leg.at, "", leg.reason) if end in leg.years else Start(reason=leg.reason)
        return _chained(indicator, stages, legs)

    def _linked(self, indicator: str) -> Path | None:
        """What follows from two indicators that an identity ties to this one."""
        for quotient in self.setting.ground.quotients:
            if indicator not in quotient.members:
                continue
            others = [name for name in quotient.members if name != indicator]
            if any(name in self.opened for name in others):
                continue
            known = [self.path(name) for name in others]
            if all(path is not None and path.known for path in known):
                return _follows_from(quotient, indicator, *known)  # type: ignore[arg-type]
            lacking = [
                name for name, path in zip(others, known, strict=True) if not (path and path.known)
            ]
            # Half of a quotient is assumed: say what the other half is.
            if indicator == quotient.indicator and len(lacking) == 1:
                needed = self.setting.plan.label(lacking[0], self.setting.lang)
                reason = word("scenario.lacks", self.setting.lang, indicator=needed)
                return Path(indicator, (), nothing, "linked", reason=reason)
        return None


def _follows_from(quotient: Quotient, indicator: str, one: Path, other: Path) -> Path:
    """The third member of a quotient; `one` and `other` in the order of its members."""
    scale = quotient.scale
    if indicator == quotient.indicator:

        def at(year: int) -> Array:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(scale * one.at(year) / other.at(year))

    elif indicator == quotient.numerator:

        def at(year: int) -> Array:
            return np.asarray(one.at(year) * other.at(year) / scale)

    else:

        def at(year: int) -> Array:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(scale * other.at(year) / one.at(year))

    years = tuple(year for year in one.years if year in other.years)
    return Path(
        indicator,
        years,
        at,
        "linked",
        max(one.quality, other.quality, key=QUALITIES.index),
        _joined(one.flags, other.flags),
        one.reason or other.reason,
        one.sources | other.sources,
    )


def _chained(indicator: str, stages: list[Assumption], legs: list[Leg]) -> Path:
    """The legs of one indicator as one path."""
    owner = {year: leg for leg in legs for year in leg.years}
    flags = {year: leg.flags[year] for year, leg in owner.items() if leg.flags.get(year)}
    return Path(
        indicator,
        tuple(sorted(owner)),
        lambda year: owner[year].at(year),
        stages[-1].assumption,
        max((one.quality for one in stages), key=QUALITIES.index),
        flags,
        next((leg.reason for leg in reversed(legs) if leg.reason), ""),
        frozenset().union(*(leg.sources for leg in legs)),
    )


def _joined(first: Mapping[int, str], second: Mapping[int, str]) -> dict[int, str]:
    """The flags of two paths, year by year, each once."""
    flags: dict[int, str] = {}
    for year in {*first, *second}:
        parts = f"{first.get(year, '')}, {second.get(year, '')}".split(", ")
        flags[year] = ", ".join(dict.fromkeys(filter(None, parts)))
    return flags

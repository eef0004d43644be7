"""Finds the paths of a scenario: stage by stage, and what follows from an identity."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from linhai_analysis.errors import DataError
from linhai_analysis.plan import Quotient
from linhai_analysis.scenario.following import with_parts
from linhai_analysis.scenario.legs import lay_leg
from linhai_analysis.scenario.path import Path, one_after_another
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.tables.assumed import QUALITIES
from linhai_analysis.words import say, word

# The less sure, the later; nothing is surer than what was never assumed.
BY_QUALITY = ("", *QUALITIES)


@dataclass(eq=False)
class Resolver:
    """Finds the path of every indicator of one scenario, each once."""

    setting: Setting
    found: dict[str, Path] = field(default_factory=dict)
    # The indicators whose path is being looked for, to see a circle.
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.setting = replace(self.setting, scenario=with_parts(self.setting))

    def paths(self) -> list[Path]:
        """Every path of the scenario: what is assumed, then what follows from it."""
        assumed = self.setting.scenario.indicators
        members = [name for quotient in self.setting.ground.quotients for name in quotient.members]
        linked = [self.path(name) for name in members if name not in assumed]
        made = [*map(self.path, assumed), *dict.fromkeys(linked)]
        return [path for path in made if path is not None]

    def path(self, indicator: str) -> Path | None:
        """The path of an indicator; None where nothing is assumed of it and nothing follows."""
        if indicator not in self.found:
            self.opened.append(indicator)
            assumed = indicator in self.setting.scenario.indicators
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
            name = self.setting.scenario.name
            raise DataError(say("scenario_fault.circle", scenario=name, circle=circle))
        return self.path(indicator)

    def _assumed(self, indicator: str) -> Path:
        """The stages of an indicator, each from where the one before ends."""
        setting = self.setting
        stages = setting.scenario.stages(indicator)
        first = [one.from_year or setting.ground.base(indicator)[0] for one in stages]
        last = [*first[1:], setting.to]
        if any(one.assumption == "trend" for one in stages[1:]):
            raise DataError(
                say("scenario_fault.trend", scenario=setting.scenario.name, indicator=indicator)
            )
        start = setting.published(indicator, first[0])
        legs = []
        for one, begin, end in zip(stages, first, last, strict=True):
            if begin >= end:
                which = "last_year" if end == setting.to else "next_stage"
                years = {"begin": begin, "end": end, "which": say(f"scenario_fault.{which}")}
                whose = {"scenario": setting.scenario.name, "indicator": indicator}
                raise DataError(say("scenario_fault.stage", **whose, **years))
            leg = lay_leg(setting, one, range(begin, end + 1), start, self.followed)
            legs.append(leg)
            start = leg.only([end])
            start = replace(start, notes=((),) * len(start.years))
        return replace(
            one_after_another(legs),
            origin=stages[-1].assumption,
            quality=max((one.quality for one in stages), key=BY_QUALITY.index),
        )

    def _linked(self, indicator: str) -> Path | None:
        """What follows from two indicators that an identity ties to this one."""
        for quotient in self.setting.ground.quotients:
            if indicator not in quotient.members:
                continue
            others = [name for name in quotient.members if name != indicator]
            if any(name in self.opened for name in others):
                continue
            paths = [self.path(name) for name in others]
            known = [path for path in paths if path is not None and path.known]
            if len(known) == len(others):
                return _follows_from(quotient, indicator, *known)
            # Half of a quotient is assumed: say what the other half is.
            if indicator == quotient.indicator and len(known) == 1:
                [lacking] = {*others} - {known[0].indicator}
                needed = self.setting.plan.label(lacking, self.setting.lang)
                reason = word("scenario.lacks", self.setting.lang, indicator=needed)
                return Path(indicator, reason=reason, origin="linked")
        return None


def _follows_from(quotient: Quotient, indicator: str, one: Path, other: Path) -> Path:
    """The third member of a quotient; `one` and `other` in the order of its members."""
    first, second = one.only(other.years), other.only(one.years)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = quotient.third(indicator, first.values, second.values)
    notes = zip(first.notes, second.notes, strict=True)
    return Path(
        indicator,
        first.years,
        values,
        tuple(tuple(dict.fromkeys(a + b)) for a, b in notes),
        one.reason or other.reason,
        "linked",
        max(one.quality, other.quality, key=BY_QUALITY.index),
        one.sources | other.sources,
    )

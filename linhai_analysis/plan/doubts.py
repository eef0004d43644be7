"""A doubt about a figure or a target, and the words to tell it with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from linhai_analysis.plan.changes import IN_FORCE, standing
from linhai_analysis.plan.identities import parts
from linhai_analysis.plan.named import Named
from linhai_analysis.series import Standing
from linhai_analysis.targets import BASES, target_with_unit
from linhai_analysis.text import as_given, brackets, with_unit
from linhai_analysis.words import listed, word

Dated = tuple[int, float]

# Fewer than ten of something may well become ten times as many.
FEW = 10.0


class Doubt(NamedTuple):
    """What was found: which figure, what it is held against, the sentence for people."""

    kind: str
    table: str
    indicator: str
    target_id: str
    geo: str
    year: int | None
    value: float
    other: float
    sentence: str


class Asked:
    """A plan that is asked whether its figures can be right, in a language."""

    def __init__(self, plan: Named, standings: Mapping[str, Sequence[Standing]], lang: str) -> None:
        self.plan, self.lang = plan, lang
        # What was corrected or decided already is not asked about again.
        self._past = {
            (name, year.year, one.value, one.source_id)
            for name, years in standings.items()
            for year in years
            for one in (*year.superseded, *year.aside)
        }

    @cached_property
    def book(self) -> dict[str, dict[str, Any]]:
        """The row of each indicator in the codebook."""
        return {row["indicator"]: row for row in self.plan.indicators.to_dict("records")}

    @cached_property
    def targets(self) -> list[dict[str, Any]]:
        """The targets in force whose number is known, with `ends` and what the codebook says."""
        known = self.plan.targets["target"].notna() & standing(self.plan.targets).eq(IN_FORCE)
        rows = self.plan.targets[known].to_dict("records")
        for row in rows:
            ends = (row["target"], row["target_high"])
            row["ends"] = [end for end in ends if not math.isnan(end)]
            row |= {name: self.book[row["indicator"]][name] for name in ("unit", "kind", "better")}
        return rows

    @cached_property
    def figures(self) -> list[dict[str, Any]]:
        """The yearly figures that stand, in the order of their years."""
        known = self.plan.observations[self.plan.observations["value"].notna()]
        rows = known.sort_values("year", kind="stable").to_dict("records")
        return [
            row
            for row in rows
            if row["geo"] not in (self.plan.geo, "")
            or (row["indicator"], row["year"], row["value"], row["source_id"]) not in self._past
        ]

    def own(self, indicator: str) -> list[Dated]:
        """Years and values of the plan's own place, as stated and of what the targets mean."""
        return self._own.get(indicator, [])

    @cached_property
    def _own(self) -> dict[str, list[Dated]]:
        found: dict[str, list[Dated]] = {}
        for row in self.figures:
            meant = row["status"] != "derived" and not row["scope"]
            if meant and row["geo"] in (self.plan.geo, ""):
                found.setdefault(row["indicator"], []).append((row["year"], row["value"]))
        return found

    @cached_property
    def levels(self) -> dict[str, list[Dated]]:
        """Years and levels of the targets of each indicator."""
        found: dict[str, list[Dated]] = {}
        for row in self.targets:
            if BASES[row["basis"]].printed_level:
                ends = [(row["target_year"], end) for end in row["ends"] if end > 0]
                found.setdefault(row["indicator"], []).extend(ends)
        return found

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """The indicators that count a part of what another one counts."""
        return parts(self.plan.indicators)

    def amount(self, indicator: str, value: float) -> str:
        """A figure as it was given, with its unit."""
        return with_unit(as_given(value), self.plan.unit(indicator, self.lang), self.lang)

    def beside(self, indicator: str, figures: Iterable[Dated]) -> str:
        """The figures that another one is held against."""
        told = (
            word("doubt.figure", self.lang, year=year, value=self.amount(indicator, value))
            for year, value in figures
        )
        return listed(told, self.lang)

    def of_target(
        self, kind: str, key: str, row: dict[str, Any], value: float, other: float, **said: object
    ) -> Doubt:
        """A doubt about a target."""
        text = target_with_unit(row, self.lang, self.plan.unit(row["indicator"], self.lang))
        years = {"year": row["target_year"], "base_year": row["base_year"]}
        name = self.plan.label(row["indicator"], self.lang)
        sentence = word(f"doubt.{key}", self.lang, indicator=name, target=text, **years, **said)
        ids = row["indicator"], row["target_id"], self.plan.geo, row["target_year"]
        return Doubt(kind, "targets", *ids, value, other, sentence)

    def of_figure(
        self, kind: str, key: str, row: dict[str, Any], other: float = math.nan, **said: object
    ) -> Doubt:
        """A doubt about a yearly figure."""
        name = self.plan.label(row["indicator"], self.lang) + self.place(row["geo"])
        shown = self.amount(row["indicator"], row["value"])
        told = {"indicator": name, "value": shown, "year": row["year"]}
        sentence = word(f"doubt.{key}", self.lang, **told, **said)
        ids = row["indicator"], "", row["geo"], row["year"]
        return Doubt(kind, "observations", *ids, row["value"], other, sentence)

    def place(self, geo: str) -> str:
        """The name of another place than the plan's own, in brackets."""
        own = geo in (self.plan.geo, "")
        return "" if own else brackets(self.plan.place_name(geo, self.lang), self.lang)

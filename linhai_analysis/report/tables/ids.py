"""What ids are called: indicators, targets, places, sources, scenarios, of a plan or as shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd

from linhai_analysis.bureau import read_csv
from linhai_analysis.data import data_dir, load_panel
from linhai_analysis.plan import Plan
from linhai_analysis.report.tables.growth import shown_target
from linhai_analysis.text import brackets
from linhai_analysis.words import (
    in_language,
    in_languages,
    place_word,
    unit_word,
    word,
    word_or_name,
)

Row = Mapping[str, Any]


@cache
def shipped_indicators() -> dict[str, dict[str, str]]:
    """The rows of the codebooks that ship with the package."""
    books = sorted(data_dir().glob("raw/*/indicators.csv"))
    return {row["indicator"]: row for book in books for row in read_csv(book).to_dict("records")}


@cache
def shipped_places() -> dict[str, dict[str, str]]:
    """The names of the places that ship with the package."""
    panels = [load_panel(name)[["geo", *in_languages("name")]] for name in ("cities", "provinces")]
    return pd.concat(panels).drop_duplicates("geo").set_index("geo").to_dict("index")


@dataclass(frozen=True)
class Ids:
    """Names ids in a language.

    `united`: indicators with their unit; `alone`: targets with their indicator.
    """

    plan: Plan | None
    lang: str
    united: bool = False
    alone: bool = False

    def indicator(self, name: str, row: Row) -> str:
        """An indicator, with its unit where no other column has it."""
        label, unit = self.named(name)
        return label + (brackets(unit, self.lang) if self.united else "")

    def named(self, name: str) -> tuple[str, str]:
        """The name of an indicator and its unit."""
        if self.plan and name in self.own:
            return self.plan.label(name, self.lang), self.plan.unit(name, self.lang)
        row = shipped_indicators().get(name, {"unit": ""})
        return in_language(row, "name", self.lang) or name, unit_word(row["unit"], self.lang)

    @cached_property
    def own(self) -> set[str]:
        """The indicators of the plan."""
        return set(self.plan.indicators["indicator"]) if self.plan else set()

    @cached_property
    def targets(self) -> dict[str, dict[str, Any]]:
        """The targets of the plan."""
        rows = self.plan.targets.to_dict("records") if self.plan else []
        return {row["target_id"]: {**row, "target_value": row["target"]} for row in rows}

    def target(self, name: str, row: Row) -> str:
        """A target with its unit, and where it is printed if its indicator has several."""
        own = self.targets.get(name)
        if self.plan is None or own is None:
            return name
        text = shown_target(self.plan, own, self.lang, united=True)
        if sum(one["indicator"] == own["indicator"] for one in self.targets.values()) > 1:
            text += brackets(place_word(own["place"], self.lang), self.lang)
        label = self.plan.label(own["indicator"], self.lang)
        return word("caption", self.lang, chart=label, of=text) if self.alone else text

    def place(self, geo: str, row: Row) -> str:
        """A place, as the plan or the table itself names it."""
        own = self.plan.place_name(geo, self.lang) if self.plan else geo
        if own != geo:
            return own
        # Beside the code of a place its name; that of an indicator stands with no code.
        beside = {name: row[name] for name in in_languages("name") if name in row}
        return in_language(beside or shipped_places().get(geo, {}), "name", self.lang) or geo

    def source(self, name: str, row: Row) -> str:
        """A source by its title."""
        return self._titles.get(name, name)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return self.plan.named_sources(self.lang)["cited"].to_dict() if self.plan else {}

    def scenario(self, name: str, row: Row) -> str:
        """A scenario by its name for people."""
        if self.plan:
            return self.plan.scenario_label(name, self.lang)
        return word_or_name("scenario_name", name, self.lang)

    def title(self, name: str, row: Row) -> str:
        """A plan by its title."""
        return self.plan.title(self.lang) if self.plan and name == self.plan.name else name

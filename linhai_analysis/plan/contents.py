"""What a plan holds: its tables, and their rows by name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.equality import Alike
from linhai_analysis.errors import DataError, Fault, UnknownNameError
from linhai_analysis.plan.visible import without_internal
from linhai_analysis.series import Publications
from linhai_analysis.tables import RELEASES, empty
from linhai_analysis.targets import unread_text
from linhai_analysis.words import Speaks, say, spoken

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False, repr=False)
class Contents(Alike):
    """The tables of a plan folder, checked."""

    name: str
    indicators: pd.DataFrame
    targets: pd.DataFrame
    observations: pd.DataFrame
    sources: pd.DataFrame = field(default_factory=lambda: empty("sources"))
    tasks: pd.DataFrame = field(default_factory=lambda: empty("tasks"))
    geos: pd.DataFrame = field(default_factory=lambda: empty("geos"))
    scenarios: pd.DataFrame = field(default_factory=lambda: empty("scenarios"))
    facts: pd.DataFrame = field(default_factory=lambda: empty("facts"))
    # What was assumed and left out when the plan was read.
    read: tuple[Speaks, ...] = ()
    # The title that stands above the one sheet, and the lines that say who filled it in and when.
    printed_title: str = ""
    filled_in: tuple[str, ...] = ()
    # Target -> where it stands, a fault that says nothing yet.
    places: Mapping[str, Fault] = field(default_factory=dict)
    # How many internal indicators are not shown.
    left_out: int = 0

    @cached_property
    def geo(self) -> str:
        """The plan's own place: the first row of the table geos, else the first one observed."""
        if len(self.geos):
            return str(self.geos["geo"].iloc[0])
        return str(self.observations["geo"].iloc[0]) if len(self.observations) else ""

    @property
    def own_names(self) -> tuple[str, ...]:
        """The plan's own place: its code, and its names in the table geos."""
        return self.names_of(self.geo)

    def names_of(self, geo: str) -> tuple[str, ...]:
        """The code of a place, and its names in the table geos."""
        return self.once(("names", geo), lambda: self._names_of(geo))

    def _names_of(self, geo: str) -> tuple[str, ...]:
        rows = self.geos[self.geos["geo"] == geo]
        return tuple(dict.fromkeys(filter(None, [geo, *rows.to_numpy(object).ravel()])))

    @cached_property
    def own_observations(self) -> pd.DataFrame:
        """The figures of the plan's own place."""
        return self.observations[self.observations["geo"].isin([self.geo, ""])]

    def require_targets(self) -> None:
        """Refuse a plan without targets, where nothing can be said without one."""
        if self.targets.empty:
            raise DataError(say("plan.no_targets", plan=self.name))

    def targets_of(self, indicator: str) -> pd.DataFrame:
        """The targets that an indicator has its years from: its own, else those of all."""
        own = self.own_targets(indicator)
        return own if len(own) else self.targets

    @cached_property
    def publications(self) -> Publications:
        """Which publication a figure is of, and how good it is."""
        return Publications(self.sources)

    def _check_names(self, geo: str | None, source_id: str | None, status: str | None) -> None:
        """Refuse a misspelt name, which would else look like an indicator without figures."""
        for what, name in (
            ("kind.place", geo),
            ("kind.source", source_id),
            ("kind.release", status),
        ):
            if name is not None and name not in self._known_names[what]:
                raise UnknownNameError(say(what), name, self._known_names[what])

    @cached_property
    def _known_names(self) -> dict[str, set[str]]:
        """The places, sources and releases that figures can be asked for by."""
        tables = (self.observations, self.targets, self.sources)
        return {
            "kind.place": {*self.observations["geo"], *self.geos["geo"]},
            "kind.source": {name for table in tables for name in table["source_id"]},
            "kind.release": {*RELEASES},
        }

    @cached_property
    def stated(self) -> set[tuple[str, int, str]]:
        """Which source has a figure of an indicator and a year, wherever that is of."""
        columns = (self.observations[name] for name in ("indicator", "year", "source_id"))
        return set(zip(*columns, strict=True))

    def own_targets(self, indicator: str) -> pd.DataFrame:
        """The targets of an indicator; no rows where it has none."""
        return self.targets.iloc[self._target_rows.get(indicator, [])]

    @cached_property
    def _target_rows(self) -> dict[str, np.ndarray]:
        """Where the targets of each indicator stand: a frame for each would fill the memory."""
        return self.targets.groupby("indicator", sort=False).indices

    def fact_rows(self, fact: str, indicator: str) -> pd.DataFrame:
        """The rows of the table facts that speak of one fact of an indicator."""
        return self._facts_by.get((fact, indicator), self.facts.iloc[:0])

    @cached_property
    def _facts_by(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The rows of the table facts by fact and indicator."""
        return dict(iter(self.facts.groupby(["fact", "indicator"], sort=False)))

    def public(self) -> Self:
        """Return the plan without its internal indicators: those whose column visibility says so.

        Their targets, figures, scenarios and facts are gone, and so are sources that nothing else
        cites, tasks and notes that name them. A quotient of an internal indicator keeps its printed
        figures, and its parts are not told; ``left_out`` counts what is not shown.

        Returns
        -------
        Plan
            The plan itself where nothing is internal.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().public().left_out
        0
        """
        return without_internal(self)

    @checked
    def unread(self, lang: str | None = None) -> pd.DataFrame:
        """Return the targets whose printed text is not read, and why.

        Returns
        -------
        DataFrame
            ``target_id, indicator, row`` (in the file of the targets), ``place, printed, target``
            (the number that the plan gives beside it; NaN where there is none, and nothing is
            computed), ``reason`` and ``told`` (the reason with the place in the file), in `lang`.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> len(load_plan().unread())
        0
        """
        lang = check_language(lang)
        told = ["target_id", "indicator", "row", "place", "printed", "target", "reason", "told"]
        # Tables that were not read from a file have no such columns.
        known = {"unread": "", "row": 0} | self.targets.to_dict("series")
        rows = self.targets.assign(**known)
        rows = rows[rows["unread"] != ""]
        pairs = zip(rows["unread"], rows["printed"], strict=True)
        reasons = [unread_text(key, printed, lang) for key, printed in pairs]
        at = [self.places.get(name, Fault("", "")) for name in rows["target_id"]]
        faults = [replace(one, problem=why) for one, why in zip(at, reasons, strict=True)]
        placed = [one.text(lang) if one.file else str(spoken(one.problem, lang)) for one in faults]
        return rows.assign(reason=reasons, told=placed)[told].reset_index(drop=True)

    @checked
    def indicator(self, indicator: str) -> pd.Series:
        """Return the row of the codebook.

        Raises
        ------
        UnknownNameError
            With the nearest indicator that there is.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().indicator("patents_granted")["unit"]
        'piece'
        """
        return pd.Series(self.about(indicator))

    def about(self, indicator: str) -> dict[str, Any]:
        """The row of the codebook as it is looked up inside, again and again."""
        if indicator not in self._codebook:
            raise UnknownNameError(say("kind.indicator"), indicator, self._codebook)
        return self._codebook[indicator]

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is computed of this plan under a key, and compute it the first time only.

        >>> from linhai_analysis import load_plan
        >>> plan = load_plan()
        >>> plan.once("today", lambda: [1]) is plan.once("today", lambda: [2])
        True
        """
        if key not in self._computed:
            self._computed[key] = make()
        return self._computed[key]

    @cached_property
    def _computed(self) -> dict[Hashable, Any]:
        """What was computed: one review asks for the same thing in many rooms."""
        return {}

    @cached_property
    def _codebook(self) -> dict[str, dict[str, Any]]:
        """The row of each indicator."""
        return {row["indicator"]: row for row in self.indicators.to_dict("records")}

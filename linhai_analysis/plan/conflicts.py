"""Finds where a plan says one thing in several ways: printings of a target, figures of a year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.plan.changes import IN_FORCE, standing
from linhai_analysis.series import REVISED, Standing, Stated
from linhai_analysis.targets import (
    printed_figures,
    printed_text,
    same,
    stated_relation,
    target_text,
)

COLUMNS = ["kind", "indicator", "target_year", "year", "readings", "places", "sources"]
COLUMNS += ["target_ids", "adopted", "decided", "decided_by", "decided_on"]
SETTLED = ["decided", "decided_by", "decided_on"]
# The kinds of conflicts: first those of the plan's own text, then those of figures and changes.
PRINTED = ("value", "form", "name")
OF_WORDING = ("form", "name")
OF_FIGURES = ("figures", "revision")
KINDS = (*PRINTED, *OF_FIGURES, "target changed")

Reading = tuple[str, Sequence[Mapping[str, Any]]]


def find_conflicts(
    targets: pd.DataFrame,
    figures: Mapping[str, Sequence[Standing]],
    shown: Callable[[Mapping[str, Any]], str],
) -> pd.DataFrame:
    """Compare all printings of each target, and all figures of each year of the own place.

    A target is `shown` to people.
    """
    stand = standing(targets)
    targets = targets.assign(shown=list(map(shown, targets.to_dict("records"))))
    in_force = targets[stand.isin([IN_FORCE, "set_aside"])]
    printed = in_force.to_dict("records")
    rows = [row for kind in PRINTED for row in _printed(kind, in_force, printed)]
    bases = targets.groupby("indicator")["base_year"].agg(set)
    for indicator, years in figures.items():
        for year in years:
            rows += _of_year(indicator, year)
            # A vintage revises every year: it is told of once, by the figure that it begins with.
            if year.year in bases.get(indicator, ()):
                rows += _revision(indicator, year, (*year.live, *year.aside), year.vintage)
    rows = sorted(rows, key=lambda row: KINDS.index(row["kind"]))
    table = pd.DataFrame([*rows, *_changes(targets)], columns=COLUMNS)
    return table.astype({"target_year": "Int64", "year": "Int64"})


def _printed(kind: str, targets: pd.DataFrame, rows: Sequence[dict]) -> Iterator[dict]:
    key, shown = _READINGS[kind]
    # Forms are compared only between printings of the same number.
    alike = ["target", "target_high", "basis"] if kind == "form" else []
    groups = targets.groupby(["indicator", "target_year", *alike], sort=False, dropna=False)
    found: dict[int, dict[str, list[dict]]] = {}
    for group, row in zip(groups.ngroup(), rows, strict=True):
        if read := key(row):
            found.setdefault(group, {}).setdefault(read, []).append(row)
    for _, readings in sorted(found.items()):
        if len(readings) > 1:
            told = [(shown(own[0]), own) for own in readings.values()]
            first = told[0][1][0]
            yield _conflict(kind, first["indicator"], first["target_year"], told)


def _of_year(indicator: str, year: Standing) -> Iterator[dict]:
    """Figures of one year that differ, and those that a later release supersedes."""
    readings = _values((*year.live, *year.aside))
    if len(readings) > 1:
        yield _conflict("figures", indicator, year.year, readings)
    sources = {one.source_id for one in year.superseded}
    revised = [one for one in year.live if one.status == REVISED]
    # Without a figure marked as revised it is the same publication that went on.
    later = revised or [one for one in year.live if one.source_id in sources] or year.live
    yield from _revision(indicator, year, year.superseded, later, counts=True)


def _revision(
    indicator: str,
    year: Standing,
    earlier: Sequence[Stated],
    later: Sequence[Stated],
    counts: bool = False,
) -> Iterator[dict]:
    """Figures that later ones revise; whether those count by themselves."""
    old = [one for one in earlier if not any(same(one.value, new.value) for new in later)]
    if old and later:
        told = [*_values(old), *_values(later)]
        yield _conflict("revision", indicator, year.year, told, told[-1][0] if counts else "")


def _values(figures: Sequence[Stated]) -> list[Reading]:
    """The differing values, each with the figures that say so."""
    found: list[tuple[float, list[dict]]] = []
    for one in figures:
        alike = next((rows for value, rows in found if same(value, one.value)), None)
        if alike is None:
            alike = []
            found.append((one.value, alike))
        alike.append(one._asdict() | {"place": ""})
    return [(f"{value:.10g}", rows) for value, rows in found]


def _changes(targets: pd.DataFrame) -> Iterator[dict]:
    """Targets that an approved change replaced, added or dropped."""
    if "replaces" not in targets:
        return
    rows = targets.to_dict("records")
    known = {row["target_id"]: row for row in rows}
    for row in rows:
        told = [(one["shown"], [one]) for one in (known.get(row["replaces"]), row) if one]
        if row["replaces"]:
            yield _conflict(
                "target changed", row["indicator"], row["target_year"], told, told[-1][0]
            )
        elif row["change"]:
            adopted = told[0][0] if row["change"] == "added" else ""
            yield _conflict("target changed", row["indicator"], row["target_year"], told, adopted)


def _conflict(
    kind: str, indicator: str, year: int, readings: Sequence[Reading], adopted: str = ""
) -> dict:
    """One row; without an adopted reading the one that people marked as settled, if it is one."""
    decided = [text for text, rows in readings if any(row["decided"] for row in rows)]
    if not adopted and len(decided) == 1:
        adopted = decided[0]
    every = [row for _, rows in readings for row in rows]
    return {
        "kind": kind,
        "indicator": indicator,
        # The year of a target, or that of figures.
        "target_year": pd.NA if kind in OF_FIGURES else year,
        "year": year if kind in OF_FIGURES else pd.NA,
        "readings": tuple(text for text, _ in readings),
        "places": tuple(_each(rows, "place") for _, rows in readings),
        "sources": tuple(_each(rows, "source_id") for _, rows in readings),
        "target_ids": tuple(row["target_id"] for row in every if "target_id" in row),
        "adopted": adopted,
        **{name: "; ".join(_each(every, name)) for name in SETTLED},
    }


def _each(rows: Collection[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(row[name]) for row in rows if row.get(name)))


def _form(row: dict) -> str:
    """The relation as printed: a bare figure is another form than 以上."""
    stated = stated_relation(row["printed"], row["target"])
    return stated or ("bare" if printed_figures(row["printed"]) else "")


def _as_printed(row: dict) -> str:
    """The printed text; of a pair such as 2500/360 also which figure is meant."""
    printed = str(row["printed"])
    several = len(printed_figures(printed)) > 1
    return f"{row['target']:g} [{printed}]" if several else printed


def _value(row: dict) -> str:
    """The target in words; nothing where it has no number."""
    return "" if pd.isna(row["target"]) else target_text(row)


def _name(row: dict) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed_text(row["printed_name"])))


# What tells two printings apart, and how a reading is shown.
_READINGS: dict[str, tuple[Callable[[dict], str], Callable[[dict], str]]] = {
    "value": (_value, lambda row: str(row["shown"])),
    "form": (_form, _as_printed),
    "name": (_name, lambda row: str(row["printed_name"])),
}

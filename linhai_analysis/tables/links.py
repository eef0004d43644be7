"""Checks the tables of a plan against each other: names that another table does not have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from linhai_analysis.errors import Fault, suggest
from linhai_analysis.targets import BASES


def check_links(tables: Mapping[str, pd.DataFrame], files: Mapping[str, str]) -> list[Fault]:
    """List the faults between tables: names that another table does not have."""
    files = {table: files.get(table, table) for table in tables}
    codebook = tables["indicators"]
    ids = set(codebook["indicator"])
    faults = _codebook_faults(codebook, ids, files["indicators"])
    sources = tables.get("sources", pd.DataFrame(columns=["source_id"]))
    known = set(sources["source_id"])
    if known:
        faults += _source_faults(sources, files["sources"])
    for table in ("figures", "targets", "observations", "facts", "scenarios"):
        if table in tables:
            faults += _unknown(tables[table], "indicator", ids, "indicators", files[table])
        if table in tables and known and table != "scenarios":
            faults += _unknown(tables[table], "source_id", known, "sources", files[table])
    if "targets" in tables:
        faults += _target_faults(tables["targets"], files["targets"])
        faults += _replaced_faults(tables["targets"], files["targets"])
    if "observations" in tables:
        units = dict(zip(codebook["indicator"], codebook["unit"], strict=True))
        faults += _unit_faults(tables["observations"], units, files["observations"])
        faults += _counted_faults(codebook, tables["observations"], files["observations"])
        faults += _settled_faults(tables["observations"], files["observations"])
    return faults


def _unknown(
    frame: pd.DataFrame, column: str, known: Iterable[str], table: str, file: str
) -> list[Fault]:
    known = {*known, ""}
    strange = [(i, name) for i, name in frame[column].items() if name not in known]
    # Looking for the nearest name takes long, so once for each.
    problems = {
        name: f"{name!r} is not in the table {table}; {suggest(name, known - {''})}"
        for name in dict.fromkeys(name for _, name in strange)
    }
    return [Fault(file, problems[name], int(str(i)) + 2, column) for i, name in strange]


def _codebook_faults(codebook: pd.DataFrame, ids: set[str], file: str) -> list[Fault]:
    """Parents and parts of a quotient that the codebook lacks, and quotients with one part."""
    faults = []
    for column in ("parent", "numerator", "denominator"):
        if column in codebook:
            faults += _unknown(codebook, column, ids, "indicators", file)
    if not {"numerator", "denominator"} <= set(codebook):
        return faults
    for column, other in (("numerator", "denominator"), ("denominator", "numerator")):
        problem = f"is empty, but {other} is filled in; give both or neither"
        alone = codebook.index[codebook[column].eq("") & codebook[other].ne("")]
        faults += [Fault(file, problem, i + 2, column) for i in alone.tolist()]
    return faults


def _source_faults(sources: pd.DataFrame, file: str) -> list[Fault]:
    """Originals that are no source, or are copies themselves: two steps name no publication."""
    if "original" not in sources:
        return []
    originals = dict(zip(sources["source_id"], sources["original"], strict=True))
    faults = _unknown(sources, "original", originals, "sources", file)
    for i, name in sources["original"].items():
        if further := originals.get(name):
            problem = f"{name!r} has an original itself, {further!r}; name the first publication"
            faults.append(Fault(file, problem, int(str(i)) + 2, "original"))
    return faults


def _target_faults(targets: pd.DataFrame, file: str) -> list[Fault]:
    faults = []
    for target in targets.itertuples():
        row = int(target.Index) + 2
        if target.target_year <= target.base_year:
            years = f"{target.target_year} is not after the base year {target.base_year}"
            faults.append(Fault(file, years, row, "target_year"))
        if math.isnan(target.target) and not target.printed:
            faults.append(Fault(file, "is empty, and printed is empty too", row, "target"))
        if target.target_high < target.target:
            faults.append(Fault(file, "is below target", row, "target_high"))
        # A printed 增长120% has been read already; a bare 8 was hardly meant as 800 %.
        fraction = target.basis in BASES and BASES[target.basis].fraction
        read = target.printed and not getattr(target, "unread", "")
        if fraction and not read and abs(target.target) > 1:
            hint = f"is a rate above 1; did you mean {target.target / 100:g}?"
            faults.append(Fault(file, f"'{target.target:g}' {hint}", row, "target"))
    return faults


def _replaced_faults(targets: pd.DataFrame, file: str) -> list[Fault]:
    """Changes that replace no target of their indicator and year, or that go in a circle."""
    if "replaces" not in targets:
        return []
    faults = []
    before = dict(zip(targets["target_id"], targets["replaces"], strict=True))
    for (indicator, year), group in targets.groupby(["indicator", "target_year"]):
        known = set(group["target_id"])
        for i, row in group.iterrows():
            old, chain = row["replaces"], {row["target_id"]}
            if old and old not in known:
                hint = suggest(old, known - chain)
                problem = f"{old!r} is no target of {indicator} for {year}; {hint}"
                faults.append(Fault(file, problem, int(str(i)) + 2, "replaces"))
            while old and old not in chain:
                chain.add(old)
                old = before.get(old, "")
            if old:
                problem = f"{row['replaces']!r} leads back to the row itself"
                faults.append(Fault(file, problem, int(str(i)) + 2, "replaces"))
    return faults


def _settled_faults(values: pd.DataFrame, file: str) -> list[Fault]:
    """Years of which people settled on two different figures."""
    if "decided" not in values:
        return []
    faults = []
    settled = values[values["decided"] != ""]
    for (_, indicator, year), group in settled.groupby(["geo", "indicator", "year"]):
        for i in group.index[group["value"] != group["value"].iloc[0]]:
            problem = f"a second figure of {indicator} for {year} is decided; one can count"
            faults.append(Fault(file, problem, int(i) + 2, "decided"))
    return faults


def _counted_faults(codebook: pd.DataFrame, values: pd.DataFrame, file: str) -> list[Fault]:
    """Observations that count something else than their indicator, or than an earlier one."""
    if "counted" not in values:
        return []
    # What an indicator counts and where that is said first.
    known = {
        name: (counted, "the table indicators")
        for name, counted in codebook.reindex(
            columns=["indicator", "counted"], fill_value=""
        ).values
        if counted
    }
    faults = []
    for i, name, counted in values.loc[
        values["counted"] != "", ["indicator", "counted"]
    ].itertuples():
        first, where = known.setdefault(name, (counted, f"row {i + 2}"))
        if counted != first:
            problem = f"{counted!r} of {name!r} differs from {first!r} in {where}"
            advice = "give what is counted in another way an indicator id of its own"
            faults.append(Fault(file, f"{problem}; {advice}", i + 2, "counted"))
    return faults


def _unit_faults(values: pd.DataFrame, units: Mapping[str, str], file: str) -> list[Fault]:
    faults = []
    for i, indicator, unit in values[["indicator", "unit"]].itertuples():
        if unit and units.get(indicator, unit) != unit:
            problem = f"{unit!r} is not the unit of the codebook, {units[indicator]!r}"
            faults.append(Fault(file, problem, i + 2, "unit"))
    return faults

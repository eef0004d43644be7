"""Checks the tables of a plan against each other: names that another table does not have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from linhai_analysis.errors import Fault, FaultAt, bad_cell, sheet_word, suggest
from linhai_analysis.names import choice_said
from linhai_analysis.tables.origins import Origin, table_word
from linhai_analysis.targets import BASES
from linhai_analysis.words import Sentence, say

CODEBOOK = say("link.in_table", table=table_word("indicators"))


def check_links(
    tables: Mapping[str, pd.DataFrame],
    origins: Mapping[str, Origin],
    written: Mapping[str, Iterable[str]] | None = None,
) -> list[Fault]:
    """List the faults between tables: names that another table does not have.

    `written` are the ids of sources and such as they stand there, also in rows with a fault of
    their own, which is told already.
    """
    at = {table: origins.get(table, Origin(table)).fault for table in tables}
    codebook = tables["indicators"]
    ids = set(codebook["indicator"])
    named = {table: _named(table, origins.get(table)) for table in ("indicators", "sources")}
    books = origins.get("indicators", Origin("indicators"))
    faults = _codebook_faults(codebook, ids, named["indicators"], books)
    sources = tables.get("sources", pd.DataFrame(columns=["source_id"]))
    known = {*sources["source_id"], *(written or {}).get("sources", ())}
    if known:
        faults += _source_faults(sources, named["sources"], at["sources"])
    for table in ("figures", "targets", "observations", "facts", "scenarios"):
        if table in tables:
            faults += _unknown(tables[table], "indicator", ids, named["indicators"], at[table])
        if table in tables and known and table != "scenarios":
            faults += _unknown(tables[table], "source_id", known, named["sources"], at[table])
    if "targets" in tables:
        faults += _target_faults(tables["targets"], origins.get("targets", Origin("targets")))
        faults += _replaced_faults(tables["targets"], at["targets"])
    if "observations" in tables:
        units = dict(zip(codebook["indicator"], codebook["unit"], strict=True))
        faults += _unit_faults(tables["observations"], units, at["observations"])
        faults += _counted_faults(
            codebook,
            named["indicators"],
            tables["observations"],
            origins.get("observations", Origin("observations")),
        )
        faults += _settled_faults(tables["observations"], at["observations"])
    return faults


def _unknown(
    frame: pd.DataFrame, column: str, known: Iterable[str], table: Sentence, at: FaultAt
) -> list[Fault]:
    there = {*known, ""}
    names = tuple(sorted(there - {""}))
    faults = []
    for i, name in frame[column].items():
        if name not in there:
            faults.append(at(unknown_name(name, names, table), int(str(i)), column))
    return faults


def unknown_name(name: str, known: Iterable[str], table: Sentence = CODEBOOK) -> Sentence:
    """Return what is wrong with a name that a table lacks, and the nearest that it has."""
    return bad_cell(name, say("link.unknown", table=table, hint=suggest(name, known)))


def _named(table: str, origin: Origin | None) -> Sentence:
    """A table as people call it: its sheet, or by its name where it stands in a file."""
    if origin and origin.sheet:
        return sheet_word(origin.sheet)
    return say("link.in_table", table=table_word(table))


def _codebook_faults(
    codebook: pd.DataFrame, ids: set[str], table: Sentence, origin: Origin
) -> list[Fault]:
    """Parents and parts of a quotient that the codebook lacks, and quotients with one part."""
    faults = []
    for column in ("parent", "numerator", "denominator"):
        if column in codebook:
            faults += _unknown(codebook, column, ids, table, origin.fault)
    if not {"numerator", "denominator"} <= set(codebook):
        return faults
    for column, other in (("numerator", "denominator"), ("denominator", "numerator")):
        problem = say("link.both_or_neither", other=origin.heading(other))
        alone = codebook.index[codebook[column].eq("") & codebook[other].ne("")]
        faults += [origin.fault(problem, i, column) for i in alone.tolist()]
    return faults


def _source_faults(sources: pd.DataFrame, table: Sentence, at: FaultAt) -> list[Fault]:
    """Originals that are no source, or are copies themselves: two steps name no publication."""
    if "original" not in sources:
        return []
    originals = dict(zip(sources["source_id"], sources["original"], strict=True))
    faults = _unknown(sources, "original", originals, table, at)
    for i, name in sources["original"].items():
        if further := originals.get(name):
            problem = bad_cell(name, say("link.two_steps", original=further))
            faults.append(at(problem, int(str(i)), "original"))
    return faults


def _target_faults(targets: pd.DataFrame, origin: Origin) -> list[Fault]:
    faults, at = [], origin.fault
    for target in targets.itertuples():
        row = int(target.Index)
        if target.target_year <= target.base_year:
            years = {"year": target.target_year, "base": target.base_year}
            faults.append(at(say("link.not_after", **years), row, "target_year"))
        if math.isnan(target.target) and not target.printed:
            printed = say("link.no_target", printed=origin.heading("printed"))
            faults.append(at(printed, row, "target"))
        if target.target_high < target.target:
            faults.append(at(say("link.below_target"), row, "target_high"))
        # A printed 增长120% has been read already; a bare 8 was hardly meant as 800 %.
        fraction = target.basis in BASES and BASES[target.basis].fraction
        read = target.printed and not getattr(target, "unread", "")
        if fraction and not read and abs(target.target) > 1:
            hint = say("link.rate_above_1", meant=f"{target.target / 100:g}")
            faults.append(at(bad_cell(f"{target.target:g}", hint), row, "target"))
    return faults


def _replaced_faults(targets: pd.DataFrame, at: FaultAt) -> list[Fault]:
    """Changes that replace no target of their indicator and year, or that go in a circle."""
    if "replaces" not in targets:
        return []
    faults = []
    before = dict(zip(targets["target_id"], targets["replaces"], strict=True))
    same = [targets["indicator"], targets["target_year"]]
    changed = targets["replaces"].ne("").groupby(same).transform("any")
    for (indicator, year), group in targets[changed].groupby(["indicator", "target_year"]):
        known = set(group["target_id"])
        for i, row in group.iterrows():
            old, chain = row["replaces"], {row["target_id"]}
            if old and old not in known:
                found = {"indicator": indicator, "year": year}
                problem = say("link.no_target_of", **found, hint=suggest(old, known - chain))
                faults.append(at(bad_cell(old, problem), int(str(i)), "replaces"))
            while old and old not in chain:
                chain.add(old)
                old = before.get(old, "")
            if old:
                problem = bad_cell(row["replaces"], say("link.circle"))
                faults.append(at(problem, int(str(i)), "replaces"))
    return faults


def _settled_faults(values: pd.DataFrame, at: FaultAt) -> list[Fault]:
    """Years of which people settled on two different figures."""
    if "decided" not in values:
        return []
    faults = []
    settled = values[values["decided"] != ""]
    for (_, indicator, year), group in settled.groupby(["geo", "indicator", "year"]):
        for i in group.index[group["value"] != group["value"].iloc[0]]:
            problem = say("link.two_decided", indicator=indicator, year=year)
            faults.append(at(problem, int(i), "decided"))
    return faults


def _counted_faults(
    codebook: pd.DataFrame, where: Sentence, values: pd.DataFrame, origin: Origin
) -> list[Fault]:
    """Observations that count something else than their indicator, or than an earlier one."""
    if "counted" not in values:
        return []
    # What an indicator counts and where that is said first.
    known = {
        name: (counted, where)
        for name, counted in codebook.reindex(
            columns=["indicator", "counted"], fill_value=""
        ).values
        if counted
    }
    faults = []
    for i, name, counted in values.loc[
        values["counted"] != "", ["indicator", "counted"]
    ].itertuples():
        first, there = known.setdefault(name, (counted, say("link.in_row", row=origin.row_of(i))))
        if counted != first:
            words = {"name": name, "first": choice_said(first), "where": there}
            problem = say("link.counted_differs", counted=choice_said(counted), **words)
            faults.append(origin.fault(problem, i, "counted"))
    return faults


def _unit_faults(values: pd.DataFrame, units: Mapping[str, str], at: FaultAt) -> list[Fault]:
    faults = []
    for i, indicator, unit in values[["indicator", "unit"]].itertuples():
        if unit and units.get(indicator, unit) != unit:
            problem = bad_cell(unit, say("link.other_unit", unit=units[indicator]))
            faults.append(at(problem, i, "unit"))
    return faults

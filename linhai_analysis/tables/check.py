"""Checks tables against their contracts and reports all faults at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from linhai_analysis.errors import Fault, suggest
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import (
    CONTRACTS,
    KEYS,
    Row,
    columns,
    empty,
    required,
)
from linhai_analysis.words import headings

# Headings of earlier versions, still read.
FORMER = {"where": "place"}


def check_table(
    raw: pd.DataFrame, table: str, file: str | None = None
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the text of one table into typed columns and list its faults."""
    file = file or table
    raw = raw.rename(columns=lambda name: _heading(name, table))
    faults = [
        Fault(file, "this heading stands twice", 1, str(name))
        for name in raw.columns[raw.columns.duplicated()].unique()
    ] + [
        Fault(file, "this column is missing", 1, column)
        for column in required(table)
        if column not in raw.columns
    ]
    if faults:
        return empty(table), faults
    raw = raw[raw.map(cell_text).ne("").any(axis=1)] if len(raw) else raw
    known = raw.reindex(columns=[name for name in columns(table) if name in raw.columns])
    adapter: TypeAdapter[list[Row]] = TypeAdapter(list[CONTRACTS[table]])  # type: ignore[valid-type]
    try:
        rows = adapter.validate_python(known.to_dict("records"))
    except ValidationError as error:
        faults = [_fault(file, detail, raw.index) for detail in error.errors()]
        sound = [i for i in range(len(raw)) if i not in {d["loc"][0] for d in error.errors()}]
        raw, known = raw.iloc[sound], known.iloc[sound]
        rows = adapter.validate_python(known.to_dict("records"))
    frame = pd.DataFrame([row.model_dump(by_alias=True) for row in rows], columns=columns(table))
    if frame.empty:
        return empty(table), faults
    if table == "targets":
        frame["target_id"] = frame["target_id"].where(frame["target_id"] != "", target_ids(frame))
    frame.index = raw.index
    return frame, faults + duplicates(frame, table, file)


def check_links(tables: Mapping[str, pd.DataFrame], files: Mapping[str, str]) -> list[Fault]:
    """List the faults between tables: names that another table does not have."""
    codebook = tables["indicators"]
    ids = set(codebook["indicator"])
    faults = [*_codebook_faults(codebook, ids, files.get("indicators", "indicators"))]
    sources = set(tables["sources"]["source_id"]) if len(tables.get("sources", [])) else set()
    if sources:
        faults += _source_faults(tables["sources"], files.get("sources", "sources"))
    for table in ("figures", "targets", "observations", "facts"):
        if (frame := tables.get(table)) is None:
            continue
        file = files.get(table, table)
        faults += _unknown(frame, "indicator", ids, "indicators", file)
        if sources:
            faults += _unknown(frame, "source_id", sources, "sources", file)
    if "scenarios" in tables:
        file = files.get("scenarios", "scenarios")
        faults += _unknown(tables["scenarios"], "indicator", ids, "indicators", file)
    if "targets" in tables:
        faults += _target_faults(tables["targets"], files.get("targets", "targets"))
    if "observations" in tables:
        units = dict(zip(codebook["indicator"], codebook["unit"], strict=True))
        faults += _unit_faults(
            tables["observations"], units, files.get("observations", "observations")
        )
    return faults


def target_ids(targets: pd.DataFrame) -> pd.Series:
    """Name each target by its indicator and its place in the plan."""
    names = targets["indicator"] + targets["place"].map(_place)
    # Several targets of one indicator without a place, or in one place, are numbered.
    count = names.groupby(names).cumcount()
    return names.where(count == 0, names + "." + (count + 1).astype(str))


def _place(where: str) -> str:
    if match := re.fullmatch(r"table (\w+)(?: row \w+)?", where):
        return f".t{match[1]}"
    if re.fullmatch(r"\d+(?:\.\d+)*", where):
        return f".s{where.replace('.', '_')}"
    return "." + re.sub(r"\W+", "_", where) if where else ""


def _heading(name: object, table: str) -> str:
    text = str(name).strip().lstrip("\ufeff")
    text = FORMER.get(text, text)
    return text if text in columns(table) else headings("column.").get(text, text)


def _fault(file: str, detail: Any, index: pd.Index) -> Fault:
    """Turn one error of pydantic into a sentence in the words of a spreadsheet."""
    row, column = detail["loc"][0], str(detail["loc"][1])
    shown = cell_text(detail["input"])
    if detail["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", str(detail["ctx"]["expected"]))
        problem = f"{shown!r} is not one of {', '.join(allowed)}"
    elif detail["type"] in ("string_too_short", "too_short"):
        problem = "is empty; this column must be filled"
    else:
        problem = f"{shown!r} {str(detail['msg']).removeprefix('Value error, ')}"
    return Fault(file, problem, int(index[row]) + 2, column)


def duplicates(frame: pd.DataFrame, table: str, file: str) -> list[Fault]:
    """List the rows whose key stands in an earlier row already.

    >>> print(*duplicates(pd.DataFrame({"geo": ["a", "a"]}), "geos", "geos.csv"))
    geos.csv, row 3: geo 'a' stands in row 2 already
    """
    key = KEYS[table]
    faults = []
    again = frame[frame.duplicated(key, keep=False)]
    for values, rows in again.groupby(key, sort=False, observed=True):
        first, *later = (int(i) + 2 for i in rows.index)
        shown = ", ".join(f"{k} {v!r}" for k, v in zip(key, values, strict=True) if v != "")
        faults += [Fault(file, f"{shown} stands in row {first} already", row) for row in later]
    return faults


def _unknown(
    frame: pd.DataFrame, column: str, known: Iterable[str], table: str, file: str
) -> list[Fault]:
    known = set(known)
    strange = frame[~frame[column].isin(known | {""})]
    return [
        Fault(
            file,
            f"{name!r} is not in the table {table}; {suggest(name, known)}",
            int(i) + 2,
            column,
        )
        for i, name in strange[column].items()
    ]


def _codebook_faults(codebook: pd.DataFrame, ids: set[str], file: str) -> list[Fault]:
    """Parents and parts of a quotient that the codebook lacks, and quotients with one part."""
    faults = []
    for column in ("parent", "numerator", "denominator"):
        if column in codebook:
            faults += _unknown(codebook, column, ids, "indicators", file)
    if not {"numerator", "denominator"} <= set(codebook):
        return faults
    for column, other in (("numerator", "denominator"), ("denominator", "numerator")):
        single = codebook[(codebook[column] == "") & (codebook[other] != "")]
        problem = f"is empty, but {other} is filled in; give both or neither"
        faults += [Fault(file, problem, int(i) + 2, column) for i in single.index]
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
    for i, target in targets.iterrows():
        row = int(str(i)) + 2
        if target["target_year"] <= target["base_year"]:
            years = f"{target['target_year']} is not after the base year {target['base_year']}"
            faults.append(Fault(file, years, row, "target_year"))
        if math.isnan(target["target"]) and not target["printed"]:
            faults.append(Fault(file, "is empty, and printed is empty too", row, "target"))
        if target["target_high"] < target["target"]:
            faults.append(Fault(file, "is below target", row, "target_high"))
        # A printed 增长120% has been read already; a bare 8 was hardly meant as 800 %.
        rate = target["basis"] in ("growth_rate", "cumulative_change") and not target["printed"]
        if rate and abs(target["target"]) > 1:
            hint = f"is a rate above 1; did you mean {target['target'] / 100:g}?"
            faults.append(Fault(file, f"'{target['target']:g}' {hint}", row, "target"))
    return faults


def _unit_faults(values: pd.DataFrame, units: Mapping[str, str], file: str) -> list[Fault]:
    expected = values["indicator"].map(units)
    wrong = values[(values["unit"] != "") & expected.notna() & (values["unit"] != expected)]
    return [
        Fault(
            file,
            f"{unit!r} is not the unit of the codebook, {expected[i]!r}",
            int(str(i)) + 2,
            "unit",
        )
        for i, unit in wrong["unit"].items()
    ]

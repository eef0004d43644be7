"""Reads the printed figures of a table and fills in what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError, Fault
from linhai_analysis.targets.figures import Figure, in_unit, read_figures
from linhai_analysis.words import word


def read_printed(text: str, unit: str, part: str = "", number: float = math.nan) -> Figure:
    """Read a printed cell in the unit of its indicator.

    >>> read_printed("2500/360", "piece", part="2").value
    360.0
    """
    figures = [in_unit(figure, unit) for figure in read_figures(text)]
    if part:
        if int(part) > len(figures):
            raise DataError(f"{text!r} has no part {part}")
        return figures[int(part) - 1]
    if not math.isnan(number):
        agreeing = [figure for figure in figures if math.isclose(figure.value, number)]
        if not agreeing:
            seen = " or ".join(f"{figure.value:g}" for figure in figures)
            raise DataError(f"{text!r} reads as {seen}, but the column target says {number:g}")
        return agreeing[0]
    if len(figures) > 1:
        raise DataError(f"{text!r} holds {len(figures)} figures; give the right one in target")
    return figures[0]


def read_column(
    table: pd.DataFrame, indicators: pd.DataFrame, file: str
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the column ``printed`` of a table."""
    units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))
    rows: list[dict[str, object]] = []
    faults: list[Fault] = []
    for i, row in table.iterrows():
        rows.append({"value": math.nan, "high": math.nan, "basis": "", "relation": ""})
        if not row["printed"] or row["indicator"] not in units:
            continue
        part, number = str(row.get("part", "")), float(row.get("target", math.nan))
        try:
            figure = read_printed(row["printed"], units[row["indicator"]], part, number)
            _check_year(figure, row.get("base_year", 0))
        except DataError as error:
            faults.append(Fault(file, str(error), int(str(i)) + 2, "printed"))
            continue
        rows[-1] = {
            "value": figure.value,
            "high": math.nan if figure.high is None else figure.high,
            "basis": figure.basis,
            "relation": figure.relation,
        }
    names = ["value", "high", "basis", "relation"]
    return pd.DataFrame(rows, index=table.index, columns=names), faults


def _check_year(figure: Figure, base_year: int) -> None:
    if figure.base_year and base_year and figure.base_year != base_year:
        raise DataError(
            f"{figure.text!r} compares with {figure.base_year}, the base year is {base_year}"
        )


def _disagreements(table: pd.DataFrame, read: pd.DataFrame, file: str) -> list[Fault]:
    """Faults where a cell that is filled in says something else than what is printed."""
    faults = []
    pairs = {"target_high": "high", "basis": "basis", "relation": "relation"}
    for column, seen in pairs.items():
        given = table[column]
        both = given.notna() & (given != "") & read[seen].notna() & (read[seen] != "")
        for i in table.index[both & (given != read[seen]) & read["value"].notna()]:
            text = (
                f"{table.loc[i, 'printed']!r} reads as {read.loc[i, seen]}, "
                f"but the column {column} says {given[i]}"
            )
            faults.append(Fault(file, text, int(i) + 2, column))
    return faults


def complete_targets(
    targets: pd.DataFrame, indicators: pd.DataFrame, file: str = "targets"
) -> tuple[pd.DataFrame, list[Fault]]:
    """Fill ``target, target_high, basis, relation`` from ``printed`` and the codebook."""
    read, faults = read_column(targets, indicators, file)
    better = targets["indicator"].map(indicators.set_index("indicator")["better"])
    filled = targets.assign(
        target=targets["target"].fillna(read["value"]),
        target_high=targets["target_high"].fillna(read["high"]),
        basis=_first_word(targets["basis"], read["basis"], "level"),
    )
    change = filled["basis"].isin(["growth_rate", "cumulative_change", "point_change"])
    falls = better.eq("down") | (change & (filled["target"] < 0))
    bare = np.where(filled["target_high"].notna(), "range", np.where(falls, "at_most", "at_least"))
    relation = _first_word(targets["relation"], read["relation"], pd.Series(bare, targets.index))
    return filled.assign(relation=relation), faults + _disagreements(targets, read, file)


def _first_word(given: pd.Series, read: pd.Series, default: pd.Series | str) -> pd.Series:
    return given.where(given != "", read.where(read != "", default))


def target_text(target: Mapping[str, Any], lang: str = "en") -> str:
    """Return a target as people read it: a number, a range, a rate, a multiple."""
    ends = [end for end in (target["target"], target["target_high"]) if not pd.isna(end)]
    basis = target["basis"]
    if basis in ("growth_rate", "cumulative_change", "point_change") and max(ends) < 0:
        basis, ends = f"{basis}.fall", [-end for end in reversed(ends)]
    if basis.startswith(("growth_rate", "cumulative_change")):
        ends = [end * 100 for end in ends]
    return word(f"basis.{basis}", lang, value="-".join(f"{end:.10g}" for end in ends))


def stated_relation(printed: str, target: float) -> str:
    """Return the relation that the printed words state; empty for a bare figure.

    >>> stated_relation("4.5%以上", 4.5), stated_relation("2500/360", 360)
    ('at_least', '')
    """
    if not printed:
        return ""
    figures = read_figures(printed)
    meant = next((figure for figure in figures if figure.value == target), figures[0])
    return meant.form


def distinct_targets(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each distinct printed value of an indicator, in the order of `table`.

    >>> table = pd.DataFrame({"indicator": "a", "target_year": 2020, "basis": "level",
    ...     "target_value": [1.0, 1.0, 2.0], "place": ["table 1", "2.3", "3.1"]})
    >>> distinct_targets(table)[["places", "readings"]].values.tolist()
    [[['table 1', '2.3'], 2], [['3.1'], 2]]
    """
    key = ["indicator", "target_year", "target_value", "basis"]
    groups = table.groupby(key, sort=False, dropna=False)["place"]
    places = [[where for where in group if where] for _, group in groups]
    rows = table.drop_duplicates(key)
    return rows.assign(
        places=pd.Series(places, index=rows.index, dtype=object),
        readings=rows.groupby("indicator")["indicator"].transform("size"),
    )

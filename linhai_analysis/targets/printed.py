"""Reads the printed figures of a table and fills in what they say."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError, Fault
from linhai_analysis.targets.bases import facet
from linhai_analysis.targets.figures import Figure, in_unit, read_figures


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
    rows: list[tuple] = []
    faults: list[Fault] = []
    for i, row in table.iterrows():
        rows.append((math.nan, math.nan, "", ""))
        if not row["printed"] or row["indicator"] not in units:
            continue
        part, number = str(row.get("part", "")), float(row.get("target", math.nan))
        try:
            figure = read_printed(row["printed"], units[row["indicator"]], part, number)
            _check_year(figure, row.get("base_year", 0))
        except DataError as error:
            faults.append(Fault(file, str(error), int(str(i)) + 2, "printed"))
            continue
        high = math.nan if figure.high is None else figure.high
        rows[-1] = figure.value, high, figure.basis, figure.relation
    names = ["value", "high", "basis", "relation"]
    return pd.DataFrame(rows, index=table.index, columns=names), faults


def _check_year(figure: Figure, base_year: int) -> None:
    if figure.base_year and base_year and figure.base_year != base_year:
        years = f"compares with {figure.base_year}, the base year is {base_year}"
        raise DataError(f"{figure.text!r} {years}")


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
    signed = facet(filled["basis"], "signed").eq(True)
    falls = better.eq("down") | (signed & (filled["target"] < 0))
    bare = np.where(filled["target_high"].notna(), "range", np.where(falls, "at_most", "at_least"))
    relation = _first_word(targets["relation"], read["relation"], pd.Series(bare, targets.index))
    return filled.assign(relation=relation), faults + _disagreements(targets, read, file)


def _first_word(given: pd.Series, read: pd.Series, default: pd.Series | str) -> pd.Series:
    return given.where(given != "", read.where(read != "", default))

"""Tells rows that stand twice, in the words of the sheet that they were written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from linhai_analysis.errors import Fault, sheet_word
from linhai_analysis.names import Name, choice_said, column_name
from linhai_analysis.tables.contracts import KEYS
from linhai_analysis.tables.origins import Origin
from linhai_analysis.words import Sentence, say


def duplicates(frame: pd.DataFrame, table: str, origin: Origin) -> list[Fault]:
    """List the rows whose key stands in an earlier row already.

    >>> print(*duplicates(pd.DataFrame({"geo": ["a", "a"]}), "geos", Origin("geos.csv")))
    geos.csv, row 3: geo 'a' stands in row 2 already; keep one of the two rows
    """
    if table == "observations":
        # Figures may be revised again and again: the last one counts.
        frame = frame[frame["status"] != "revised"]
    faults: dict[object, Fault] = {}
    # Two figures of one year may both be meant.
    twice = "row.twice_figures" if table == "observations" else "row.twice"
    heads = {"source": origin.heading("source_id"), "status": origin.heading("status")}
    names = [(name, column_name(name)) for name in KEYS[table]]
    for values, label, earlier in _again(frame, table):
        if origin.is_made(label) or origin.is_made(earlier):
            key, fault = _of_sheet(frame, table, values, (label, earlier), origin)
            faults.setdefault(key, fault)
        else:
            row = origin.row_of(earlier)
            told = say(twice, key=_shown(names, values), row=row, **heads)
            faults[label] = origin.fault(told, label)
    return list(faults.values())


def _again(frame: pd.DataFrame, table: str) -> Iterator[tuple[tuple, int, int]]:
    """The keys that stand in an earlier row already, with the labels of both."""
    # A missing number is the same as another one, though not to Python.
    cells = ([v if v == v else "" for v in frame[column].tolist()] for column in KEYS[table])
    first: dict[tuple, int] = {}
    for values, label in zip(zip(*cells, strict=True), frame.index.tolist(), strict=True):
        if first.setdefault(values, label) != label:
            yield values, label, first[values]


def _shown(names: Sequence[tuple[str, Name]], values: tuple) -> tuple[Sentence, ...]:
    return tuple(
        say("row.key", column=named, value=_named(name, value))
        for (name, named), value in zip(names, values, strict=True)
        if value != ""
    )


def _named(column: str, value: object) -> object:
    return choice_said(str(value)) if column == "status" else value


def _of_sheet(
    frame: pd.DataFrame, table: str, values: tuple, labels: tuple[int, int], origin: Origin
) -> tuple[object, Fault]:
    """The fault of a table that was made of a sheet with several facts a row, and its key.

    What people did not write, such as a code or a status, is not spoken of, and a row is told once.
    """
    about = dict(zip(KEYS[table], values, strict=True))
    figure = table == "observations"
    column = "value" if figure else KEYS[table][0]
    here, there = (origin.fault("", label, column) for label in labels)
    name = about.get("indicator", values[0])
    if here.sheet != there.sheet and figure:
        value, other = (f"{frame.loc[label, 'value']:.15g}" for label in labels)
        said = {"name": name, "year": about["year"], "value": value, "other": other}
        return labels, replace(here, problem=say("again.sheets", where=_place(there), **said))
    if here.row == there.row and figure:
        # Of a cell B7 the column is B.
        at, other = (one.cell.rstrip("0123456789") for one in (here, there))
        named = {"other": other or there.column, "year": about["year"]}
        problem = say("again.heading" if other else "again.named_heading", **named)
        key = (here.sheet, at, other, about["year"])
        return key, replace(here, problem=problem, cell=at, row=here.row if not at else None)
    where = _place(replace(there, cell="", sheet=there.sheet if here.sheet != there.sheet else ""))
    problem = say("again.row", name=name, where=where)
    return (here.sheet, here.row), replace(here, problem=problem, column="", cell="")


def _place(fault: Fault) -> Sentence:
    """A cell, or a row and the sheet where that is another one."""
    sheet = sheet_word(fault.sheet)
    if fault.cell:
        return say("place.in_cell", sheet=sheet, cell=fault.cell)
    row = say("place.in_row", row=fault.row)
    return say("again.place", sheet=sheet, row=row) if fault.sheet else row

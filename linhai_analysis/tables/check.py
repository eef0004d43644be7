"""Checks one table against its contract and reports all faults at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import Fault, bad_cell, reason_of
from linhai_analysis.names import column_name
from linhai_analysis.tables.assumed import read_row
from linhai_analysis.tables.cells import cell_text, check_length
from linhai_analysis.tables.contracts import (
    CONTRACTS,
    EMPTY,
    Column,
    columns,
    empty,
    required,
)
from linhai_analysis.tables.origins import Origin
from linhai_analysis.tables.spelling import column_of
from linhai_analysis.tables.twice import duplicates
from linhai_analysis.words import Sentence, say, written_headings

# So many of the headings of a column are told.
MOST_HEADINGS = 4

# A bad cell: its row, its column and what is wrong.
Problem = tuple[int, int, Sentence | str]


def check_table(
    raw: pd.DataFrame, table: str, origin: Origin | None = None
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the text of one table into typed columns and list its faults."""
    origin, contract = origin or Origin(table), CONTRACTS[table]
    heads = _heads(raw, table)
    if faults := _heading_faults(heads, table, origin):
        return empty(table), faults
    # Lists, as most tables are so short that a frame at each step would take longest.
    rows = [[cell_text(cell) for cell in row] for row in raw.to_numpy(dtype=object).tolist()]
    filled = [any(row) for row in rows]
    index = raw.index[filled]
    across = dict(zip(heads, zip(*compress(rows, filled), strict=True), strict=False))
    cells = [across.get(column.name, ("",) * len(index)) for column in contract]
    read, problems = _read_cells(contract, cells)
    if table == "scenarios":
        problems += _scenario_problems(read)
    faults = []
    # In the order in which people read a sheet.
    for row, column, problem in sorted(problems, key=itemgetter(0, 1)):
        told = problem if problem == EMPTY else bad_cell(cells[column][row], problem)
        faults.append(origin.fault(told, int(index[row]), contract[column].name))
    sound = np.ones(len(index), dtype=bool)
    sound[[row for row, *_ in problems]] = False
    if not sound.any():
        return empty(table), faults
    kept = (list(compress(values, sound)) for values in read)
    frame = pd.DataFrame(dict(zip(columns(table), kept, strict=True)), index[sound])
    if table == "targets":
        frame["target_id"] = frame["target_id"].where(frame["target_id"] != "", target_ids(frame))
    return frame, faults + duplicates(frame, table, origin)


def _heads(raw: pd.DataFrame, table: str) -> list[str]:
    return [column_of(head, table) or str(head) for head in raw]


def _heading_faults(heads: list[str], table: str, origin: Origin) -> list[Fault]:
    twice = [head for head, count in Counter(heads).items() if count > 1]
    missing = [column for column in required(table) if column not in heads]
    # The headings stand above the row whose label is 0.
    faults = [origin.fault(say("head.twice"), -1, head) for head in twice]
    for column in missing:
        problem = say("head.missing", heads=_told_heads(column))
        # What is not there has no heading as written.
        faults.append(replace(origin.fault(problem), column=column_name(column)))
    return faults


def _told_heads(column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written_headings(column)))[:MOST_HEADINGS]


def _read_cells(
    contract: tuple[Column, ...], cells: Sequence[Sequence[str]]
) -> tuple[list[list], list[Problem]]:
    """The value of each cell, None where it cannot be read; each distinct text is read once."""
    read, problems = [], []
    for place, (column, texts) in enumerate(zip(contract, cells, strict=True)):
        known: dict[str, Any] = {} if column.must else {"": column.default}
        wrong: dict[str, Sentence | str] = {}
        for text in set(texts) - known.keys():
            try:
                check_length(text, column.longest)
                known[text] = column.read(text)
            except ValueError as error:
                wrong[text] = reason_of(error) if text else EMPTY
        read.append([known.get(text) for text in texts])
        problems += [(row, place, wrong[text]) for row, text in enumerate(texts) if text in wrong]
    return read, problems


def _scenario_problems(read: list[list]) -> Iterator[Problem]:
    names = columns("scenarios")
    for n, row in enumerate(zip(*read, strict=True)):
        cells = dict(zip(names, row, strict=True))
        # A word that names no assumption says nothing of the other cells.
        if cells["assumption"] is not None:
            for column, text in read_row(cells)[1].items():
                yield n, names.index(column), text


def target_ids(targets: pd.DataFrame) -> pd.Series:
    """Name each target by its indicator and its place in the plan."""
    names = targets["indicator"] + targets["place"].map(_place)
    # Several targets of one indicator without a place, or in one place, are numbered.
    count = names.groupby(names).cumcount()
    return names.where(count == 0, names + "." + (count + 1).astype(str))


def _place(place: str) -> str:
    if match := re.fullmatch(r"table (\w+)(?: row \w+)?", place):
        return f".t{match[1]}"
    if re.fullmatch(r"\d+(?:\.\d+)*", place):
        return f".s{place.replace('.', '_')}"
    return "." + re.sub(r"\W+", "_", place) if place else ""

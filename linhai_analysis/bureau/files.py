"""Reads the tables of a plan from a folder, a workbook, a CSV file, or frames."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.bureau.gathering import Gathered, Given, gather
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.filenames import shown_name
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.sheets.opening import open_book
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.origins import Origin, table_word
from linhai_analysis.tables.spelling import table_called
from linhai_analysis.words import say


def read_csv(path: Path) -> pd.DataFrame:
    """Read a CSV file whose first row holds the headings, as text.

    >>> from linhai_analysis.data import data_dir
    >>> read_csv(data_dir() / "raw" / "linhai_13fyp" / "geos.csv")["name_en"].tolist()
    ['Linhai', 'Sanmen']
    """
    book = open_book(path)
    return _headed(book.sheets[0].rows, book.file)


def read_tables(path: Path) -> Gathered:
    """Read all tables that a plan folder, a workbook or a CSV file holds.

    >>> from linhai_analysis.data import data_dir
    >>> read = read_tables(data_dir() / "processed" / "linhai_13fyp")
    >>> read.origins["targets"].file, read.notes
    ('targets.csv', ())
    """
    books = [open_book(file) for file in files_of(path)]
    plan = shown_name(path.resolve().stem)
    given = [
        Given(sheet.name or Path(book.file).stem, Origin(book.file, sheet.name), sheet)
        for book in books
        for sheet in book.sheets
    ]
    read = gather(given, plan)
    notes = [note for book in books for note in book.notes]
    return replace(read, notes=(*notes, *read.notes))


def files_of(path: Path) -> list[Path]:
    """The file, or the text files of a folder: what is read of a plan."""
    if not os.path.isdir(path):
        return [path]
    try:
        return sorted(path / name for name in os.listdir(path) if fnmatch(name, "*.csv"))
    except PermissionError:
        raise DataError(say("open.permission", file=path.name)) from None


def read_table(path: Path, table: str) -> tuple[pd.DataFrame, Origin]:
    """Read one table of a file that may hold others: by its sheet, or alone in its file.

    >>> from linhai_analysis.data import data_dir
    >>> path = data_dir() / "processed" / "linhai_13fyp" / "scenarios.csv"
    >>> read_table(path, "scenarios")[1].file
    'scenarios.csv'
    """
    book = open_book(path)
    if len(book.sheets) == 1 and not table_called(book.sheets[0].name):
        # Whatever its name: nothing else can be meant.
        return _headed(book.sheets[0].rows, book.file), Origin(book.file, book.sheets[0].name)
    read = read_tables(path)
    if table not in read.tables:
        raise DataError(say("taken.no_sheet", file=path.name, sheet=table_word(table)))
    return read.tables[table], read.origins[table]


def read_alone(path: Path, table: str) -> Gathered:
    """Read one table of a file and nothing else: its sheets of that name, or its only sheet.

    >>> from linhai_analysis.data import data_dir
    >>> folder = data_dir() / "processed" / "linhai_13fyp"
    >>> [*read_alone(folder / "scenarios.csv", "scenarios").tables]
    ['scenarios']
    """
    book = open_book(path)
    own = [sheet for sheet in book.sheets if table_called(sheet.name) == table]
    meant = own or (book.sheets if len(book.sheets) == 1 else [])
    read = gather([Given(table, Origin(book.file, one.name), one) for one in meant], "")
    if table not in read.tables:
        raise DataError(say("taken.no_sheet", file=path.name, sheet=table_word(table)))
    return read


def read_frames(frames: Mapping[str, pd.DataFrame], known: Collection[str]) -> Gathered:
    """Read tables that are frames already, as if they stood in a file; `known` are their names.

    >>> frames = {"指标": pd.DataFrame({"指标代码": ["gdp"]})}
    >>> read = read_frames(frames, ["indicators"])
    >>> read.tables["indicators"].values.tolist(), read.origins["indicators"].file
    ([['gdp']], '指标')
    """
    for name, frame in frames.items():
        if table_called(str(name)) not in known:
            raise UnknownNameError(say("kind.table"), str(name), known)
        if not isinstance(frame, pd.DataFrame):
            raise DataError(say("plan.no_frame", table=name, kind=type(frame).__name__))
    given = [Given(str(name), Origin(str(name)), _as_in_a_file(f)) for name, f in frames.items()]
    return gather(given, "")


def _as_in_a_file(frame: pd.DataFrame) -> Sheet:
    """A frame as the sheet of a file: a named index is a column, a date has no time."""
    levels = [name for name in frame.index.names if name is not None and name not in frame]
    cells = frame.reset_index(levels).reset_index(drop=True).astype(object)
    rows = [[_plain(cell) for cell in row] for row in cells.to_numpy(dtype=object).tolist()]
    return Sheet("", [[_plain(name) for name in cells.columns], *rows])


def _plain(cell: Any) -> object:
    if isinstance(cell, datetime) and cell is not pd.NaT and cell.time() == time():
        return cell.date()
    if (
        cell is None
        or cell is pd.NA
        or cell is pd.NaT
        or (isinstance(cell, float) and cell != cell)
    ):
        return None
    return cell.item() if isinstance(cell, np.generic) else cell


def _headed(rows: Sequence[Sequence[object]], file: str) -> pd.DataFrame:
    """The first row as headings; what lies beside the headings must be empty."""
    heads = [cell_text(cell) for cell in rows[0]] if rows else []
    if not any(heads):
        raise DataError(say("taken.no_heading", file=file))
    for n, row in enumerate(rows, 1):
        if len(row) > len(heads):
            counts = {"cells": len(row), "heads": len(heads)}
            raise DataError(say("taken.row_too_long", file=file, row=n, **counts))
    table = [[*row, *[None] * (len(heads) - len(row))] for row in rows[1:]]
    named = [n for n, head in enumerate(heads) if head or any(cell_text(row[n]) for row in table)]
    cells = [["" if row[n] is None else row[n] for n in named] for row in table]
    return pd.DataFrame(cells, columns=[heads[n] for n in named], dtype=object)

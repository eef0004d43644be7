"""Reads the tables of a plan from a folder or a workbook."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.check import plain_heading
from linhai_analysis.tables.contracts import CONTRACTS, headings_of
from linhai_analysis.tables.origins import Origin
from linhai_analysis.words import headings


def read_csv(path: Path) -> pd.DataFrame:
    """Read a CSV file as text, in UTF-8 or in the GB 18030 that Excel writes in China.

    >>> from linhai_analysis.data import data_dir
    >>> read_csv(data_dir() / "raw" / "linhai_13fyp" / "geos.csv")["name_en"].tolist()
    ['Linhai', 'Sanmen']
    """
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = path.read_bytes().decode(encoding)
            break
    else:
        raise DataError(f"{path.name} is neither UTF-8 nor GB 18030 text; save it as 'CSV UTF-8'")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError(f"{path.name} is not a table: {error}") from None
    if not rows or not rows[0]:
        raise DataError(f"{path.name} is empty; its first row must hold the headings")
    for n, row in enumerate(rows, 1):
        if len(row) > len(rows[0]):
            cells = f"row {n} has {len(row)} cells, the headings are {len(rows[0])}"
            raise DataError(f"{path.name} is not a table: {cells}")
    return _headed(rows)


def read_tables(path: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Origin]]:
    """Read all tables that a plan folder or an Excel workbook holds.

    >>> from linhai_analysis.data import data_dir
    >>> tables, origins = read_tables(data_dir() / "processed" / "linhai_13fyp")
    >>> origins["targets"].file
    'targets.csv'
    """
    if path.is_dir():
        files = [file for file in sorted(path.glob("*.csv")) if _table_name(file.stem) in CONTRACTS]
        frames = [(Origin(file.name), file.stem, read_csv(file)) for file in files]
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        frames = [(Origin(path.name, name), name, sheet) for name, sheet in read_sheets(path)]
    elif path.exists():
        raise DataError(
            f"{path.name} is not a plan; give a folder of CSV files or an .xlsx workbook"
        )
    else:
        raise DataError(f"there is no file or folder {str(path)!r}")
    return _by_table(frames, path.resolve().name)


def read_frames(
    frames: Mapping[str, pd.DataFrame], known: Collection[str]
) -> tuple[dict[str, pd.DataFrame], dict[str, Origin]]:
    """Read tables that are frames already, as if they stood in a file; `known` are their names.

    >>> frames = {"指标": pd.DataFrame({"指标代码": ["gdp"]})}
    >>> tables, names = read_frames(frames, ["indicators"])
    >>> tables["indicators"].values.tolist(), names["indicators"].file
    ([['gdp']], '指标')
    """
    for name, frame in frames.items():
        if _table_name(str(name)) not in known:
            raise UnknownNameError("table of a plan", str(name), known)
        if not isinstance(frame, pd.DataFrame):
            raise DataError(f"the table {name} is a {type(frame).__name__}; give a DataFrame")
    named = [(Origin(str(name)), str(name), _as_in_a_file(f)) for name, f in frames.items()]
    return _by_table(named, "the mapping")


def _as_in_a_file(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of cells as a file holds them: a named index is a column, a date has no time."""
    levels = [name for name in frame.index.names if name is not None and name not in frame]
    cells = frame.reset_index(levels).reset_index(drop=True).astype(object)
    return cells.map(lambda cell: cell.date() if _is_day(cell) else cell)


def _is_day(cell: object) -> bool:
    return isinstance(cell, datetime) and cell is not pd.NaT and cell.time() == time()


def _by_table(
    frames: Iterable[tuple[Origin, str, pd.DataFrame]], where: str
) -> tuple[dict[str, pd.DataFrame], dict[str, Origin]]:
    """The frames by their table, and the label of each; what is no table of a plan is left out."""
    tables: dict[str, pd.DataFrame] = {}
    origins: dict[str, Origin] = {}
    for origin, stem, frame in frames:
        name = _table_name(stem)
        if name in tables:
            both = origins[name].label, origin.label
            raise DataError(f"the table {name} stands twice: in {both[0]} and in {both[1]}")
        if name in CONTRACTS:
            known = headings_of(name)
            heads = {known.get(plain_heading(h), h): (h, n) for n, h in enumerate(frame)}
            tables[name], origins[name] = frame, replace(origin, heads=heads)
    if not tables:
        raise DataError(
            f"{where} holds none of the tables of a plan; "
            f"expected at least indicators, targets and observations"
        )
    return tables, origins


def _table_name(stem: str) -> str:
    name = stem.strip()
    return headings("table.").get(name, name.lower())


def read_sheets(path: Path) -> list[tuple[str, pd.DataFrame]]:
    """Read all sheets of a workbook, cells as stored."""
    if not path.exists():
        raise DataError(f"there is no file or folder {str(path)!r}")
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that are of no interest here.
            warnings.simplefilter("ignore", UserWarning)
            book = openpyxl.load_workbook(path, data_only=True, read_only=True)
            cells = {
                sheet.title: [[_excel_cell(cell) for cell in row] for row in sheet.iter_rows()]
                for sheet in book.worksheets
            }
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, InvalidFileException) as error:
        raise DataError(f"{path.name} cannot be opened as an Excel workbook: {error}") from None
    return [(name, _headed(rows)) for name, rows in cells.items()]


def _excel_cell(cell: Any) -> object:
    """The value of a cell; 65% that Excel stores as 0.65 is 65% again."""
    if isinstance(cell.value, float | int) and "%" in str(cell.number_format):
        return f"{cell.value * 100:.12g}%"
    return cell.value


def _headed(rows: list[list]) -> pd.DataFrame:
    """The first row as headings; what lies beside the headings must be empty."""
    width = max(map(len, rows), default=0)
    heads, *body = [[*row, *[None] * (width - len(row))] for row in rows] or [[]]
    names = ["" if pd.isna(head) else str(head) for head in heads]
    named = [
        n for n, name in enumerate(names) if name.strip() or any(cell_text(row[n]) for row in body)
    ]
    table = [[row[n] for n in named] for row in body]
    return pd.DataFrame(table, columns=[names[n] for n in named], dtype=object)

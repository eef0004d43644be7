"""Reads the tables of a plan from a folder or a workbook, and writes tables as CSV."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.tables.contracts import CONTRACTS
from linhai_analysis.words import headings


def read_csv(path: Path) -> pd.DataFrame:
    """Read a CSV file as text, in UTF-8 or in the GB 18030 that Excel writes in China.

    >>> from linhai_analysis.data import data_dir
    >>> read_csv(data_dir() / "raw" / "linhai_13fyp" / "geos.csv")["name_en"].tolist()
    ['Linhai', 'Sanmen']
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise DataError(
                f"{path.name} is neither UTF-8 nor GB 18030 text; save it as 'CSV UTF-8'"
            ) from None
    try:
        # Without a heading row pandas neither renames twins nor shifts columns.
        cells = pd.read_csv(
            io.StringIO(text, newline=""),
            dtype=str,
            header=None,
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except pd.errors.EmptyDataError:
        raise DataError(f"{path.name} is empty; its first row must hold the headings") from None
    except pd.errors.ParserError as error:
        raise DataError(f"{path.name} is not a table: {error}") from None
    return _headed(cells)


def read_tables(path: Path) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Read all tables that a plan folder or an Excel workbook holds.

    >>> from linhai_analysis.data import data_dir
    >>> tables, files = read_tables(data_dir() / "processed" / "linhai_13fyp")
    >>> files["targets"]
    'targets.csv'
    """
    if path.is_dir():
        found = {file.name: (file.stem, file) for file in sorted(path.glob("*.csv"))}
        frames = {
            label: (stem, read_csv(file))
            for label, (stem, file) in found.items()
            if _table_name(stem) in CONTRACTS
        }
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        frames = {f"{path.name}, sheet {name}": (name, sheet) for name, sheet in read_sheets(path)}
    elif path.exists():
        raise DataError(
            f"{path.name} is not a plan; give a folder of CSV files or an .xlsx workbook"
        )
    else:
        raise DataError(f"there is no file or folder {str(path)!r}")
    tables: dict[str, pd.DataFrame] = {}
    files: dict[str, str] = {}
    for label, (stem, frame) in frames.items():
        name = _table_name(stem)
        if name in tables:
            raise DataError(f"the table {name} stands twice: in {files[name]} and in {label}")
        if name in CONTRACTS:
            tables[name], files[name] = frame, label
    if not tables:
        raise DataError(
            f"{path.resolve().name} holds none of the tables of a plan; "
            f"expected at least indicators, targets and observations"
        )
    return tables, files


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table so that the same values give the same bytes on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_bytes(frame))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV; the same values give the same bytes on every machine.

    >>> csv_bytes(pd.DataFrame({"notes": [("spliced", "preliminary"), ()], "main": [True, False]}))
    b'notes,main\\nspliced; preliminary,yes\\n,\\n'
    """
    shown = frame.copy()
    for column in shown:
        cells = shown[column]
        if pd.api.types.is_bool_dtype(cells):
            # Where a cell may be missing, no is not the same as nothing.
            no = "" if cells.dtype == bool else "no"
            shown[column] = cells.map({True: "yes", False: no})
        elif cells.map(lambda cell: isinstance(cell, tuple)).any():
            shown[column] = cells.map(_joined)
        elif pd.api.types.is_string_dtype(cells):
            # A lone carriage return would end the row when the file is read again.
            shown[column] = cells.str.replace(r"\r(?!\n)", "\n", regex=True)
    return shown.to_csv(index=False, lineterminator="\n", float_format="%.15g").encode()


def _joined(cell: tuple, mark: str = "; ") -> str:
    """A tuple as text; one inside it with commas."""
    return mark.join(_joined(part, ", ") if isinstance(part, tuple) else str(part) for part in cell)


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
    return [(name, _headed(pd.DataFrame(rows, dtype=object))) for name, rows in cells.items()]


def _excel_cell(cell: Any) -> object:
    """The value of a cell; 65% that Excel stores as 0.65 is 65% again."""
    if isinstance(cell.value, float | int) and "%" in str(cell.number_format):
        return f"{cell.value * 100:.12g}%"
    return cell.value


def _headed(cells: pd.DataFrame) -> pd.DataFrame:
    """The first row as headings; what lies beside the headings must be empty."""
    if cells.empty:
        return cells
    heads = ["" if pd.isna(head) else str(head) for head in cells.iloc[0]]
    table = cells.iloc[1:].reset_index(drop=True)
    named = [n for n, head in enumerate(heads) if head.strip() or table[n].map(cell_text).any()]
    table = table[named]
    table.columns = [heads[n] for n in named]
    return table

"""Reads a user's yearly figures, wide or long, into one long frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from linhai_analysis.errors import DataError, Fault, FaultsError
from linhai_analysis.tables.cells import cell_text, parse_flag, parse_number, parse_year
from linhai_analysis.tables.contracts import columns
from linhai_analysis.tables.files import read_csv, read_sheets
from linhai_analysis.words import headings

YEAR = re.compile(r"(?:19|20|21)\d\d年?")
YEARS = ("year", "年份", "年度", "年", "时间")
VALUES = ("value", "数值", "值", "数据")
# Columns of a long file that say what a row is about, not which series it belongs to.
BESIDE = {*columns("observations")} - {"geo", "indicator", "year", "value"}


def read_yearly(path: Path) -> pd.DataFrame:
    """Read yearly figures from a CSV file or the first sheet of a workbook."""
    return read_figures(_open(path), path.name).drop(columns="_row")


def read_figures(raw: pd.DataFrame, file: str) -> pd.DataFrame:
    """Read a sheet of yearly figures, wide or long, whose headings are text.

    >>> wide = pd.DataFrame({"name": ["firms"], "2014": [40], "2015": [44]})
    >>> read_figures(wide, "the table").values.tolist()
    [['firms', 2014, 40.0, False, 2], ['firms', 2015, 44.0, False, 2]]
    """
    # The row of the file travels with each cell, so that faults can name it.
    long = _long_frame(raw.assign(_row=[int(i) + 2 for i in raw.index]), file)
    long = long[long["year"].map(cell_text).ne("") | long["value"].map(cell_text).ne("")]
    faults: list[Fault] = []
    years = _parsed(long, "year", parse_year, faults, file)
    values = _parsed(long, "value", parse_number, faults, file)
    marks = _parsed(long, "break", parse_flag, faults, file)
    if faults:
        raise FaultsError(faults)
    if long.empty:
        raise DataError(f"{file} has headings but no figures")
    table = long.assign(year=years, value=values, **{"break": marks})
    for row in table[table.duplicated(["series", "year"])].to_dict("records"):
        again = f"the year {row['year']} stands twice in {row['series']!r}"
        faults.append(Fault(file, again, row["_row"]))
    if faults:
        raise FaultsError(faults)
    return table[["series", "year", "value", "break", "_row"]].reset_index(drop=True)


def _open(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise DataError(f"there is no file {str(path)!r}")
    frame = read_sheets(path)[0][1] if path.suffix.lower() in (".xlsx", ".xlsm") else read_csv(path)
    frame.columns = [cell_text(name).lstrip("\ufeff") for name in frame.columns]
    return frame[frame.map(cell_text).ne("").any(axis=1)]


def _long_frame(raw: pd.DataFrame, file: str) -> pd.DataFrame:
    """The cells in columns series, year, value, break and _row, still as they stand."""
    for layout in LAYOUTS:
        if (long := layout(raw, file)) is not None:
            return long
    raise DataError(
        f"{file} has no column of years and no years as headings; "
        f"name one column year or 年份, or write the years across the first row"
    )


def _years_across(raw: pd.DataFrame, file: str) -> pd.DataFrame | None:
    """A row a series, a column a year."""
    across = [name for name in raw.columns if YEAR.fullmatch(name)]
    return _melted(raw, across, "", file) if len(across) > 1 else None


def _long(raw: pd.DataFrame, file: str) -> pd.DataFrame | None:
    """A column of years and one of values; the others name the series or speak of its figures."""
    year, value = _year_column(raw), _named(raw, VALUES)
    if not (year and value):
        return None
    plain = {name: headings("column.").get(name, name) for name in raw.columns}
    others = [name for name in raw if name not in (year, value, "_row")]
    series = _joined(raw, [name for name in others if plain[name] not in BESIDE], file)
    marks = next((raw[name] for name in raw if plain[name] == "break"), "")
    cells = {"series": series, "year": raw[year], "value": raw[value], "break": marks}
    return pd.DataFrame(cells | {"_row": raw["_row"]})


def _years_down(raw: pd.DataFrame, file: str) -> pd.DataFrame | None:
    """A row a year, a column a series."""
    year = _year_column(raw)
    series = [name for name in raw.columns if name not in (year, "_row")]
    return _melted(raw, series, year, file) if year else None


# The shapes of a sheet of yearly figures, the first that fits is taken; a further one is a row.
LAYOUTS: tuple[Callable[[pd.DataFrame, str], pd.DataFrame | None], ...] = (
    _years_across,
    _long,
    _years_down,
)


def _melted(raw: pd.DataFrame, across: list[str], year_column: str, file: str) -> pd.DataFrame:
    """A wide sheet as a long one; what stands across is years, or series beside `year_column`."""
    names = [name for name in raw.columns if name not in (*across, year_column, "_row")]
    keyed = raw.assign(_name=_joined(raw, names, file))
    keep = ["_name", "_row", *filter(None, [year_column])]
    long = keyed.melt(id_vars=keep, value_vars=across, var_name="_across", value_name="value")
    series, year = ("_across", year_column) if year_column else ("_name", "_across")
    order = long if year_column else long.sort_values("_row", kind="stable")
    cells = {"series": order[series], "year": order[year], "value": order["value"], "break": ""}
    return pd.DataFrame(cells | {"_row": order["_row"]})


def _parsed(
    long: pd.DataFrame, column: str, parse: Callable, faults: list[Fault], file: str
) -> list:
    parsed = []
    for cell, row in zip(long[column], long["_row"], strict=True):
        try:
            parsed.append(parse(cell))
        except ValueError as error:
            faults.append(Fault(file, f"{cell_text(cell)!r} {error}", row, column))
    return parsed


def _joined(raw: pd.DataFrame, names: list[str], file: str) -> pd.Series:
    """The text of several columns as one name; that of the file where there are none."""
    if not names:
        return pd.Series(Path(file).stem, index=raw.index)
    return raw[names].map(cell_text).agg(lambda row: " ".join(filter(None, row)), axis=1)


def _named(raw: pd.DataFrame, names: tuple[str, ...]) -> str:
    return next((name for name in raw.columns if name.lower() in names), "")


def _year_column(raw: pd.DataFrame) -> str:
    return _named(raw, YEARS) or next((name for name in raw if _all_years(raw[name])), "")


def _all_years(column: pd.Series) -> bool:
    cells = [text for text in column.map(cell_text) if text]
    return bool(cells) and all(map(YEAR.fullmatch, cells))

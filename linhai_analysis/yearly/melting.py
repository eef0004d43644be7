"""Makes one row a figure out of a table whose columns are known, and collects what is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.sheets.plain import is_blank, plain_name
from linhai_analysis.sheets.separators import decimal_comma, with_point
from linhai_analysis.sheets.units import scaled, unit_above, unit_in
from linhai_analysis.sheets.values import PLAIN, read_value
from linhai_analysis.sheets.years import Year, parted_day, read_year
from linhai_analysis.tables.cells import cell_text, parse_flag
from linhai_analysis.words import say
from linhai_analysis.yearly.layouts import GROWTH
from linhai_analysis.yearly.naming import (
    Cells,
    Melt,
    Texts,
    check_named,
    check_width,
    dated_down,
    fill_down,
    objects,
    rows_text,
    with_wholes,
)
from linhai_analysis.yearly.titles import is_part

Rows = Sequence[tuple[int, Cells]]
Places = NDArray[np.int64]
# Rows among the years that are no years: sums, means, plan periods.
_NO_YEAR = re.compile(
    r"合计|总计|小计|总和|累计|平均|均值|年均|增长|[一二三四五六七八九十]五|季度|半年|\d月|"
    r"total|sum|average|mean|growth",
    re.I,
)
_LATEST, _APART = 2100, 100
"""A year is a slip that lies beyond the one, or so many years from all the others."""


def melted(melt: Melt) -> pd.DataFrame:
    """The figures of a table, one a row, before flags and units are settled."""
    _date_rows(melt)
    _read_commas(melt)
    matrix = np.array([_numbers(melt, n) for n in melt.reading.values], dtype=float)
    _check_merged(melt)
    rows, values, reading = len(melt.rows), list(melt.reading.values), melt.reading
    # Years across are told row by row, indicators across one after the other.
    i, j = np.indices((rows, len(values)), dtype=np.int64).reshape(2, -1)
    if not reading.years:
        j, i = np.indices((len(values), rows), dtype=np.int64).reshape(2, -1)
    heads = [_head(melt, n) for n in values]
    told = [reading.years.get(n) for n in values]
    row_years = np.array([year.year for year in melt.years], dtype=np.int64)
    years = np.array([year.year if year else 0 for year in told], dtype=np.int64)[j]
    fill_down(melt)
    # Groups of rows with headings of their own are told apart by these.
    parents = reading.year_column < 0 and not melt.table.block.groups
    names = with_wholes(melt.texts(list(reading.names)), parents)
    check_named(melt, names)
    check_width(melt)
    geo = [n for n in reading.names if melt.table.roles[n] == "geo"]
    things = [n for n in reading.names if n not in geo]
    units, columns = _units(melt, heads), melt.table.block.columns
    # 2018(亿元) names a year and a unit, and no series.
    heads = ["" if head == f"({unit_in(head)})" else head for head in heads]
    status = objects(year.status if year else "" for year in told)[j]
    row_status = objects(year.status for year in melt.years)[i]
    return pd.DataFrame(
        {
            "series": _crossed(names, heads, i, j, Path(melt.table.file).stem),
            "geo": melt.texts(geo)[i],
            "indicator": _crossed(with_wholes(melt.texts(things), parents), heads, i, j),
            "unit": _crossed(units[0], units[1], i, j, first=True),
            "year": years if reading.years else row_years[i],
            "value": matrix[j, i] if rows else np.array([], dtype=float),
            "break": _breaks(melt)[i],
            "status": np.where(status != "", status, row_status),
            "flag": objects(year.flag for year in told if year)[j]
            if reading.years
            else objects(year.flag for year in melt.years)[i],
            "note": _notes(melt, i, j),
            "source": melt.texts(melt.of_role("source"))[i],
            "row": np.array([r + 1 for r, _ in melt.rows], dtype=np.int64)[i],
            "column": np.array([columns[n] for n in values], dtype=np.int64)[j],
        }
    )


def position(melt: Melt, row: int, value: int) -> int:
    """Where the figure of a row and a column of values stands in the long frame."""
    if melt.reading.years:
        return row * len(melt.reading.values) + value
    return value * len(melt.rows) + row


def _date_rows(melt: Melt) -> None:
    """Keep the rows that hold figures, with the year of each."""
    column, values = melt.reading.year_column, melt.reading.values
    if column < 0:
        rows = [(r, cells) for r, cells in melt.table.rows if not all(map(is_blank, cells))]
        melt.rows = list(_levels(melt, rows))
        groups = (read_year(melt.table.block.groups.get(r, "")) for r, _ in melt.rows)
        melt.years = [year or Year(melt.reading.year) for year in groups]
        _check_far_heads(melt)
        return
    left: dict[str, list[int]] = {}
    periods = melt.of_role("period")
    for r, cells in dated_down(melt):
        filled = any(not is_blank(cells[n]) for n in values)
        if is_blank(cells[column]) and not filled:
            continue
        year = read_year(parted_day(cells[column]) or cells[column])
        part = any(is_part(plain_name(cells[n])) for n in periods)
        if year is not None and not (year.name or year.kind or part):
            melt.rows.append((r, cells))
            melt.years.append(year)
        elif why := "part" if part else _left_out(cells[column], year, filled):
            left.setdefault(why, []).append(r + 1)
        else:
            text = cell_text(cells[column])
            problem = say("fault.cell", cell=text, problem=say("cell.not_a_year"))
            melt.fault(problem, r, column)
    for why, places in left.items():
        melt.notes.append(say("read.left_rows", rows=rows_text(places), why=say(f"read.{why}")))
    far = far_years(year.year for year in melt.years)
    for (r, _), year in zip(melt.rows, melt.years, strict=True):
        if year.year in far:
            melt.fault(say("read.far_year", year=year.year), r, column)
    _tell_calendars(melt, melt.years)


def _levels(melt: Melt, rows: Rows) -> Rows:
    """The rows without those of growth, which have no name of their own."""
    names = melt.reading.names[:1]
    growth = [r for r, cells in rows if any(GROWTH.fullmatch(plain_name(cells[n])) for n in names)]
    if not growth or len(growth) == len(rows):
        return rows
    told = rows_text([r + 1 for r in growth])
    melt.notes.append(say("read.left_rows", rows=told, why=say("read.growth")))
    return [(r, cells) for r, cells in rows if r not in growth]


def _left_out(cell: object, year: Year | None, filled: bool) -> str:
    """Why a row among the years is left out; nothing where it is a fault."""
    if year is not None and year.kind:
        return year.kind
    text = cell_text(cell)
    return "no_year" if _NO_YEAR.search(text) or (text and not filled) else ""


def _check_far_heads(melt: Melt) -> None:
    far = far_years(year.year for year in melt.reading.years.values())
    for n, year in melt.reading.years.items():
        if year.year in far:
            melt.fault(say("read.far_year", year=year.year), melt.table.block.head_rows[-1], n)
    _tell_calendars(melt, melt.reading.years.values())


def _tell_calendars(melt: Melt, years: Collection[Year]) -> None:
    if any(year.fiscal for year in years):
        melt.notes.append(say("read.fiscal"))
    if eras := tuple(dict.fromkeys(year.era for year in years if year.era)):
        melt.notes.append(say("read.era", eras=eras))
    if marks := tuple(dict.fromkeys(year.flag for year in years if year.flag)):
        melt.notes.append(say("read.year_marks", marks=marks))


def _read_commas(melt: Melt) -> None:
    """Write decimal commas as points where all figures can have meant nothing else."""
    values = melt.reading.values
    decimal, doubted = decimal_comma(cells[n] for _, cells in melt.rows for n in values)
    for k, (r, cells) in enumerate(melt.rows if decimal else ()):
        made = list(cells)
        for n in values:
            if doubted and cells[n] == doubted:
                melt.fault(say("read.comma", cell=doubted, other=decimal), r, n)
            elif isinstance(cells[n], str):
                made[n] = with_point(str(cells[n]))
        melt.rows[k] = r, made
    if decimal:
        melt.notes.append(say("taken_as.decimal_comma", file=melt.table.file, cell=decimal))


def _numbers(melt: Melt, column: int) -> list[float]:
    out: list[float] = []
    value, plain = melt.reading.values.index(column), PLAIN.fullmatch
    for i, (r, cells) in enumerate(melt.rows):
        cell = cells[column]
        if cell is None or cell == "":
            out.append(math.nan)
            continue
        if isinstance(cell, str) and plain(cell):
            # Most cells of a text file; asking further takes its time.
            out.append(float(cell))
            continue
        try:
            number, percent, flag, unit = read_value(cell)
        except ValueError as error:
            told = say("fault.cell", cell=cell_text(cell), problem=error.args[0])
            melt.fault(told, r, column)
            number, percent, flag, unit = math.nan, False, "", ""
        out.append(number)
        if percent:
            melt.percents.add((i, value))
        if unit:
            melt.units[i, value] = unit
        if flag:
            melt.flags.append((i, value, flag))
    flags = [n for n, own in melt.owned.items() if own == column and melt.table.roles[n] != "note"]
    for n in flags:
        melt.flags += [(i, value, text) for i, text in enumerate(melt.texts([n])) if text]
    return out


def _notes(melt: Melt, i: Places, j: Places) -> Texts:
    """The notes of each figure, of its row and of its own."""
    made = melt.texts(melt.of_role("note"))[i]
    for n, column in melt.owned.items():
        if melt.table.roles[n] == "note":
            own = np.where(j == melt.reading.values.index(column), melt.texts([n])[i], "")
            made = objects(f"{a} {b}".strip() for a, b in zip(made, own, strict=True))
    return made


def _check_merged(melt: Melt) -> None:
    """A figure in merged cells is that of no single year or place."""
    sheet, columns = melt.table.block.sheet, melt.table.block.columns
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for cell, first in sheet.merged.items():
        last[first] = max(last.get(first, first), cell)
    body = {r for r, _ in melt.rows}
    for n in melt.reading.values:
        for (r, c), end in last.items():
            if r in body and c == columns[n] and not is_blank(sheet.at(r, c)):
                cells = f"{sheet.cell(r, c)}:{sheet.cell(*end)}"
                melt.fault(say("read.merged", cells=cells), r, n)


def _head(melt: Melt, column: int) -> str:
    """What the heading of a column of figures adds to the name of their series."""
    year = melt.reading.years.get(column)
    if year is not None:
        return year.name
    return melt.table.block.heads[column] if melt.reading.headed else ""


def _units(melt: Melt, heads: Sequence[str]) -> tuple[Texts, list[str]]:
    """The unit of each row and that of each column of figures."""
    rows = melt.texts(melt.of_role("unit"))
    scales = melt.texts(melt.of_role("scale"))
    things = melt.texts([n for n in melt.reading.names if melt.table.roles[n] != "geo"])
    own = [unit or unit_in(name) for unit, name in zip(rows, things, strict=True)]
    made = [scaled(unit, scale) for unit, scale in zip(own, scales, strict=True)]
    above = unit_above(melt.table.block.above)
    columns = [unit_in(head) or above for head in heads]
    return objects(made), columns


def _breaks(melt: Melt) -> NDArray[np.bool_]:
    columns = melt.of_role("break")
    broken = np.zeros(len(melt.rows), dtype=bool)
    for n in columns if melt.reading.year_column >= 0 else ():
        for i, (r, cells) in enumerate(melt.rows):
            try:
                broken[i] = parse_flag(cells[n])
            except ValueError as error:
                told = say("fault.cell", cell=cell_text(cells[n]), problem=error.args[0])
                melt.fault(told, r, n)
    return broken


def _crossed(
    names: Texts, heads: Sequence[str], i: Places, j: Places, none: str = "", first: bool = False
) -> Texts:
    """The names of rows with those of columns behind them, or the `first` of both that is there."""
    if not any(heads):
        return objects(name or none for name in names)[i]
    if not any(names):
        return objects(head or none for head in heads)[j]
    grid = np.empty((len(names), len(heads)), dtype=object)
    for n, name in enumerate(names):
        grid[n] = [(name or head if first else f"{name} {head}".strip()) or none for head in heads]
    return grid[i, j]


def far_years(years: Iterable[int]) -> set[int]:
    """The years of a table that are slips: in a far future, or far from all the others.

    >>> sorted(far_years([2018, 2019, 2020, 2121])), far_years([2018]), far_years([1800, 1900])
    ([2121], set(), set())
    """
    known = sorted(set(years))
    found = {year for year in known if year > _LATEST}
    gaps = np.diff([-math.inf, *known, math.inf])
    alone = [y for y, a, b in zip(known, gaps[:-1], gaps[1:], strict=True) if min(a, b) >= _APART]
    return found | (set(alone) if len(alone) == 1 and len(known) > 2 else set())

"""Reads yearly figures as people write them into the unit of their indicator.

A figure such as 13.81亿元, 1.2万 or 15.2% is a number in the unit of its indicator, or a fault:
nothing is multiplied where the cell does not say so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from linhai_analysis.bureau.spread import EXPECTED
from linhai_analysis.errors import DataError, Fault, bad_cell
from linhai_analysis.sheets.grid import Formula
from linhai_analysis.sheets.values import NEGATIVE, STATUS, read_value
from linhai_analysis.tables.cells import cell_text, is_number
from linhai_analysis.tables.contracts import CONTRACTS
from linhai_analysis.tables.origins import Origin
from linhai_analysis.targets import in_unit, read_figure
from linhai_analysis.targets.vocabulary import SCALES
from linhai_analysis.words import Sentence, Speaks, say, unit_word

# What stands in place of a cell that cannot be read; the fault is told already.
NOTHING = "—"
# A number or a figure as printed stands in these columns, never a date.
FIGURES = ("value", "target", "target_high", "printed", "decimals")
# What Excel makes of 3-5 in a text file.
_DAY = re.compile(r"\d{1,2}月\d{1,2}日|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def without_traces(
    frame: pd.DataFrame, table: str, origin: Origin
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return a table without what programmes leave in cells, and a fault for each of them.

    Formulas whose result nobody stored, dates that were figures, what a comparison gave.

    >>> frame = pd.DataFrame({"indicator": ["a"], "value": ["=B2*2"]})
    >>> frame, [fault] = without_traces(frame, "observations", Origin("a.csv"))
    >>> frame["value"].tolist(), str(fault).split(": ")[0]
    (['—'], 'a.csv, row 2, column value')
    """
    known = {column.name for column in CONTRACTS[table]}
    faults: list[Fault] = []
    kept: dict[str, list[object]] = {}
    for name in frame:
        cells = frame[name].tolist()
        if name not in known:
            continue
        figures = name in FIGURES
        for n, cell in enumerate(cells):
            # Millions of cells: outside the figures only a formula is a trace.
            if (figures or isinstance(cell, Formula)) and (told := _trace(cell, figures)):
                faults.append(origin.fault(told, int(frame.index[n]), name))
                kept.setdefault(name, cells)[n] = NOTHING
    return frame.assign(**kept) if kept else frame, faults


def _trace(cell: object, figure: bool) -> Sentence | None:
    """What a program left in a cell in place of what people wrote."""
    if isinstance(cell, str):
        text = cell.strip()
        # Of text files nobody can tell: in a note "=" may be meant.
        if isinstance(cell, Formula) or (figure and text.startswith("=") and len(text) > 1):
            return bad_cell(text, say("read.formula"))
        if figure and text.upper() in ("TRUE", "FALSE"):
            return bad_cell(text, say("cell.truth"))
        return bad_cell(text, say("cell.date_text")) if figure and _DAY.fullmatch(text) else None
    if figure and isinstance(cell, bool):
        return bad_cell(str(cell).upper(), say("cell.truth"))
    if figure and isinstance(cell, date) and cell == cell:
        return bad_cell(f"{cell:%Y-%m-%d}", say("cell.date", range=f"{cell.month}-{cell.day}"))
    return None


def in_units(
    values: pd.DataFrame, units: Mapping[str, str], origin: Origin
) -> tuple[pd.DataFrame, list[Fault], list[Speaks]]:
    """Return observations whose figures are numbers in the unit of their indicator.

    What stands beside a number, such as (p), is the status of a figure that has none; what is none
    is told.

    >>> rows = {"indicator": ["a", "b", "b"], "value": ["1.2万", "15.2%", "40 (p)"]}
    >>> frame, faults, notes = in_units(pd.DataFrame(rows), {"a": "家", "b": "家"}, Origin("a.csv"))
    >>> frame["value"].tolist(), frame["status"].tolist()
    ([12000.0, '—', 40.0], ['', '', 'preliminary'])
    >>> [str(fault).split(": ")[0] for fault in faults], [note.text("zh") for note in notes]
    (['a.csv, row 3, column value'], ['推断：1个数据带有标记，按初步核算数读取（第4行）'])
    """
    faults: list[Fault] = []
    notes: list[Speaks] = []
    asked: set[str] = set()
    marked: dict[str, list[int]] = {}
    years = values["year"].map(cell_text).tolist() if "year" in values else [""] * len(values)
    cells, names = values["value"].tolist(), values["indicator"].map(cell_text).tolist()
    statuses = values["status"].map(cell_text).tolist() if "status" in values else [""] * len(cells)
    for n, (cell, name) in enumerate(zip(cells, names, strict=True)):
        if not isinstance(cell, str) or name not in units or is_number(cell):
            continue
        label = int(values.index[n])
        try:
            cells[n], flag = measured(cell, units[name], years[n])
        except DataError as error:
            cells[n] = NOTHING
            if units[name] or name not in asked:
                faults.append(origin.fault(error.args[0], label, "value"))
            # A unit that is not filled in is asked for once, as is a whole column of them.
            asked |= {name} if any(units.values()) else set(units)
            continue
        status, breaks = STATUS.get(flag.casefold(), ("", bool(flag)))
        if status and not statuses[n]:
            statuses[n] = EXPECTED.get(status, status)
            marked.setdefault(statuses[n], []).append(label)
        if breaks:
            notes.append(origin.fault(say("taken_as.flag", cell=cell), label, "value"))
    for status, labels in marked.items():
        told = {"count": len(labels), "status": say(f"value.{status}")}
        notes.append(say("taken_as.status", where=origin.where(labels, "value"), **told))
    made = {"value": cells} | ({"status": statuses} if any(statuses) else {})
    return values.assign(**_columns(made, values.index)), faults, notes


def _columns(cells: Mapping[str, list], index: pd.Index) -> dict[str, pd.Series]:
    return {name: pd.Series(one, index, dtype=object) for name, one in cells.items()}


def measured(text: str, unit: str, year: str = "") -> tuple[float, str]:
    """Return a figure with its unit as a number in another unit, and what stands beside it.

    `year` is that of the figure; one that names another year is refused.

    >>> measured("13.81亿元", "万元"), measured("１.０８", "件"), measured("60.6*", "%")
    ((138100.0, ''), (1.08, ''), (60.6, '*'))
    >>> measured("15.2%", "家")
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: '15.2%' is not in the unit of its indicator, '家'; write \
the number in that unit, or correct the unit
    """
    try:
        number, percent, flag, own = read_value(text)
        # What people may not mean: a bound, a letter, or (12), which in plans is a sum of years.
        told = bool(re.search(r"\d", text) or (flag == text and text.strip("()").isalpha()))
        if (math.isnan(number) and told) or flag in NEGATIVE:
            raise DataError(bad_cell(text, say("cell.not_a_number")))
        if not (percent or own):
            return number, flag
        text, bare = f"{number:.15g}%" if percent else text, text
    except ValueError:
        flag, bare = "", text
    if not re.search(r"\d", bare):
        raise DataError(bad_cell(bare, say("cell.not_a_number")))
    try:
        figure = read_figure(text)
    except DataError:
        raise DataError(bad_cell(bare, say("cell.not_a_number"))) from None
    if figure.basis != "level" or figure.high is not None or figure.relation:
        raise DataError(bad_cell(bare, say("cell.not_a_number")))
    if (named := figure.target_year or figure.base_year) and str(named) != year:
        raise DataError(bad_cell(bare, say("cell.other_year", said=named, year=year or NOTHING)))
    scales = [scale for scale in SCALES if unit_word(unit, "zh").startswith(scale)]
    if figure.scale and not figure.unit and scales:
        raise DataError(bad_cell(bare, _scaled(text, figure.value, unit, scales[0])))
    try:
        return in_unit(figure, unit).value, flag
    except DataError:
        raise DataError(_other_unit(bare, figure.unit, unit)) from None


def _scaled(text: str, value: float, unit: str, scale: str) -> Sentence:
    """1.8万 beside 万元 is 18,000 of them, or the unit written once more."""
    meant = text + unit_word(unit, "zh").removeprefix(scale)
    return say("cell.scaled", unit=unit, meant=meant, number=f"{value / SCALES[scale]:.12g}")


def _other_unit(cell: str, written: str, unit: str) -> Sentence:
    """What is wrong with a figure in another unit than its indicator, or with a unit left out."""
    if written and not unit:
        return say("lacking.unit", cell=cell, unit=written)
    return bad_cell(cell, say("cell.other_unit", unit=unit))

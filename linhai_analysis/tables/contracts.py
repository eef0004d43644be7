"""The column contract of every table: columns, types, defaults, allowed words, keys."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from linhai_analysis.words import headings

MISSING = frozenset(
    {"", "-", "—", "——", "–", "…", "...", "na", "n/a", "nan", "none", "null", "缺", "无"}
)
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?<=[\d.])(?:[eE][+-]?\d+)?")
YES = {"yes": True, "y": True, "true": True, "1": True, "是": True}
NO = {"": False, "no": False, "n": False, "false": False, "0": False, "否": False}


def cell_text(cell: object) -> str:
    """Return a cell as text; a year that Excel stored as 2015.0 is 2015.

    Examples
    --------
    >>> cell_text(2015.0), cell_text(None), cell_text(" 家 ")
    ('2015', '', '家')
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _choice(cell: object) -> str:
    """One of a few words, in English or in the Chinese of ``words.csv``."""
    return headings("value.").get(cell_text(cell), cell_text(cell).lower())


def parse_year(cell: object) -> int:
    """Return a year from a cell such as ``2015``, ``2015.0`` or ``2015年``.

    Raises
    ------
    ValueError
        With the end of a sentence that begins with the cell.

    Examples
    --------
    >>> parse_year("2015年")
    2015
    """
    text = cell_text(cell).removesuffix("年").removesuffix(".0")
    if not re.fullmatch(r"(?:19|20|21)\d\d", text):
        raise ValueError("is not a year; write four digits, for example 2020")
    return int(text)


def parse_number(cell: object) -> float:
    """Return a number from a cell; NaN where the cell is empty, — or the like.

    Raises
    ------
    ValueError
        With the end of a sentence that begins with the cell.

    Examples
    --------
    >>> parse_number("9,835.8"), parse_number("—")
    (9835.8, nan)
    """
    text = cell_text(cell).replace("，", ",")
    if text.lower() in MISSING:
        return math.nan
    if text.lower().lstrip("+-") in ("inf", "infinity"):
        raise ValueError("is infinite; leave the cell empty where there is no figure")
    # A comma may group thousands only: 12,5 is no number, 12,500 is.
    if not NUMBER.fullmatch(text):
        raise ValueError(
            "is not a number; write digits only (the unit goes into the column unit, "
            "a figure as printed into the column printed)"
        )
    number = float(text.replace(",", ""))
    if math.isinf(number):
        raise ValueError("is infinite; leave the cell empty where there is no figure")
    return number


def _flag(cell: object) -> bool:
    text = cell_text(cell).lower()
    answers = YES | NO
    if text not in answers:
        raise ValueError("is neither yes nor empty")
    return answers[text]


def _decimals(cell: object) -> int:
    text = cell_text(cell)
    if not re.fullmatch(r"\d?", text):
        raise ValueError("is not a number of decimals from 0 to 9")
    return int(text) if text else -1


Year = Annotated[int, BeforeValidator(parse_year)]
OptionalYear = Annotated[
    int, BeforeValidator(lambda cell: parse_year(cell) if cell_text(cell) else 0)
]
Number = Annotated[float, BeforeValidator(parse_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Decimals = Annotated[int, BeforeValidator(_decimals)]
Text = Annotated[str, BeforeValidator(cell_text)]
Name = Annotated[str, BeforeValidator(cell_text), Field(min_length=1)]

Kind = Literal["count", "amount", "share", "ratio", "index", "rank"]
Basis = Literal[
    "level",
    "increment",
    "cumulative",
    "yearly_average",
    "growth_rate",
    "cumulative_change",
    "point_change",
    "multiple",
    "every_year",
]
# "above" and "below" leave the figure itself out (超过, 突破); the others include it.
Relation = Literal["at_least", "at_most", "above", "below", "exactly", "range"]
Status = Literal["final", "first_release", "preliminary", "revised", "derived"]


class Row(BaseModel):
    """A row of a table. Columns that a contract does not name are left out."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class Indicator(Row):
    """What is measured: the codebook."""

    indicator: Name
    name_en: Text = ""
    name_zh: Text = ""
    unit: Text = ""
    kind: Annotated[Kind, BeforeValidator(_choice)]
    better: Annotated[Literal["up", "down"], BeforeValidator(_choice)]
    decimals: Decimals = -1
    field: Text = ""
    parent: Text = ""
    # The indicator is the first divided by the second, times 100 where its unit is %.
    numerator: Text = ""
    denominator: Text = ""
    owner: Text = ""
    visibility: Text = ""
    note: Text = ""


class Target(Row):
    """A printed target. `target` may be left out where `printed` can be read."""

    target_id: Text = ""
    indicator: Name
    base_year: Year
    target_year: Year
    target: Number = math.nan
    target_high: Number = math.nan
    basis: Annotated[Literal[Basis, ""], BeforeValidator(_choice)] = ""
    relation: Annotated[Literal[Relation, ""], BeforeValidator(_choice)] = ""
    attribute: Annotated[Literal["binding", "expected", ""], BeforeValidator(_choice)] = ""
    printed: Text = ""
    printed_name: Text = ""
    where: Text = ""
    main: Flag = False
    decided: Text = ""
    source_id: Text = ""


class Observation(Row):
    """A value of a year. `geo` is empty for the plan's own place.

    `scope` is empty where the value measures what the target means; else it says what is
    measured instead.
    """

    geo: Text = ""
    indicator: Name
    year: Year
    value: Number
    unit: Text = ""
    status: Annotated[Status, BeforeValidator(lambda cell: _choice(cell) or "final")] = "final"
    break_: Flag = Field(default=False, alias="break")
    scope: Text = ""
    source_id: Text = ""
    where: Text = ""
    printed: Text = ""
    printed_name: Text = ""
    note: Text = ""


class Source(Row):
    """Where a figure comes from. Grades: A official, B repost, C secondary copy.

    `original` is the source_id of the publication that this one copies or reports.
    """

    source_id: Name
    title: Text = ""
    title_en: Text = ""
    publisher: Text = ""
    publisher_en: Text = ""
    published: Text = ""
    url: Text = ""
    reliability: Annotated[Literal["A", "B", "C", ""], BeforeValidator(cell_text)] = ""
    original: Text = ""
    note: Text = ""


class Task(Row):
    """A qualitative goal; `status` stays empty until somebody judges it."""

    task_id: Name
    where: Text = ""
    field: Text = ""
    task: Name
    task_en: Text = ""
    owner: Text = ""
    due: Text = ""
    status: Text = ""
    progress: Text = ""
    evidence: Text = ""
    problem: Text = ""


class Geo(Row):
    """A place; the first row is the plan's own."""

    geo: Name
    name_en: Text = ""
    name_zh: Text = ""


class PrintedFigure(Row):
    """A figure as a plan prints it: the raw table that ``linhai build`` reads.

    `where` is empty where the plan was read in a copy without its pages.
    """

    indicator: Name
    role: Annotated[Literal["baseline", "target"], BeforeValidator(cell_text)]
    base_year: OptionalYear = 0
    year: Year
    printed: Name
    part: Annotated[Literal["", "1", "2", "3"], BeforeValidator(cell_text)] = ""
    printed_name: Text = ""
    where: Text = ""
    main: Flag = False
    source_id: Name
    note: Text = ""


CONTRACTS: Mapping[str, type[Row]] = {
    "indicators": Indicator,
    "targets": Target,
    "observations": Observation,
    "sources": Source,
    "tasks": Task,
    "geos": Geo,
    "figures": PrintedFigure,
}
REQUIRED = ("indicators", "targets", "observations")
KEYS = {
    "indicators": ["indicator"],
    "targets": ["target_id"],
    "observations": ["geo", "indicator", "year", "source_id"],
    "sources": ["source_id"],
    "tasks": ["task_id"],
    "geos": ["geo"],
    "figures": ["role", "indicator", "year", "where"],
}


def columns(table: str) -> list[str]:
    """Return the columns of a table, in order.

    Examples
    --------
    >>> columns("geos")
    ['geo', 'name_en', 'name_zh']
    """
    fields = CONTRACTS[table].model_fields
    return [field.alias or name for name, field in fields.items()]


def empty(table: str) -> pd.DataFrame:
    """Return a table without rows, with the columns and types of its contract.

    Examples
    --------
    >>> len(empty("tasks")), list(empty("tasks"))[:2]
    (0, ['task_id', 'where'])
    """
    types = {int: "int64", float: "float64", bool: "bool"}
    fields = CONTRACTS[table].model_fields.values()
    kinds = [types.get(field.annotation, "str") for field in fields]  # type: ignore[arg-type]
    return pd.DataFrame(
        {column: pd.Series(dtype=kind) for column, kind in zip(columns(table), kinds, strict=True)}
    )


def required(table: str) -> list[str]:
    """Return the columns that a table cannot do without.

    Examples
    --------
    >>> required("observations")
    ['indicator', 'year', 'value']
    """
    fields = CONTRACTS[table].model_fields
    return [field.alias or name for name, field in fields.items() if field.is_required()]

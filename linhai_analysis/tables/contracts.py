"""The column contract of every table: columns, types, defaults, allowed words, keys."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Literal

import pandas as pd
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from linhai_analysis.tables.assumed import (
    RANGED,
    Assumption,
    check_ends,
    read_amount,
    read_assumed,
)
from linhai_analysis.tables.cells import (
    cell_text,
    parse_choice,
    parse_decimals,
    parse_flag,
    parse_number,
    parse_year,
)

Year = Annotated[int, BeforeValidator(parse_year)]
OptionalYear = Annotated[
    int, BeforeValidator(lambda cell: 0 if cell_text(cell) in ("", "0") else parse_year(cell))
]
Number = Annotated[float, BeforeValidator(parse_number)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Decimals = Annotated[int, BeforeValidator(parse_decimals)]
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
Fact = Literal[
    "implied_denominator",
    "nearly_met",
    "later_level",
    "numerator_needed",
    "part_share",
    "part_share_target",
    "rest",
    "rest_falls",
    "no_class",
]
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
    kind: Annotated[Kind, BeforeValidator(parse_choice)]
    better: Annotated[Literal["up", "down"], BeforeValidator(parse_choice)]
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
    basis: Annotated[Literal[Basis, ""], BeforeValidator(parse_choice)] = ""
    relation: Annotated[Literal[Relation, ""], BeforeValidator(parse_choice)] = ""
    attribute: Annotated[Literal["binding", "expected", ""], BeforeValidator(parse_choice)] = ""
    printed: Text = ""
    printed_name: Text = ""
    place: Text = ""
    main: Flag = False
    decided: Text = ""
    source_id: Text = ""


class Observation(Row):
    """A value of a year. `geo` is empty for the plan's own place."""

    geo: Text = ""
    indicator: Name
    year: Year
    value: Number
    unit: Text = ""
    status: Annotated[Status, BeforeValidator(lambda cell: parse_choice(cell) or "final")] = "final"
    break_: Flag = Field(default=False, alias="break")
    scope: Text = ""
    source_id: Text = ""
    place: Text = ""
    printed: Text = ""
    printed_name: Text = ""
    note: Text = ""


class Source(Row):
    """Where a figure comes from. Grades: A official, B repost, C secondary copy."""

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
    place: Text = ""
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


class ScenarioRow(Row):
    """What a scenario assumes of one indicator, from a year on; several years are stages."""

    scenario: Name
    # How people read the scenario's name; its first row that has them counts.
    name_en: Text = ""
    name_zh: Text = ""
    indicator: Name
    assumption: Annotated[Assumption, BeforeValidator(parse_choice)]
    # Also where the column is missing: a rate without a value is no rate.
    value: Text = Field(default="", validate_default=True)
    from_year: OptionalYear = 0
    low: Text = ""
    high: Text = Field(default="", validate_default=True)
    reason: Text = ""
    reason_zh: Text = ""
    quality: Annotated[Literal["green", "amber", "red", ""], BeforeValidator(parse_choice)] = ""

    @field_validator("value")
    @classmethod
    def _value(cls, value: str, info: ValidationInfo) -> str:
        if assumption := info.data.get("assumption"):
            read_assumed(assumption, value)
        return value

    @field_validator("low", "high")
    @classmethod
    def _end(cls, end: str, info: ValidationInfo) -> str:
        known = info.data
        if not {"assumption", "value"} <= set(known):
            return end
        if end and known["assumption"] not in RANGED:
            raise ValueError(f"is too much: {known['assumption']} takes no low and high end")
        if info.field_name == "high" and known["assumption"] in RANGED and "low" in known:
            low, high = (_amount(known["assumption"], text) for text in (known["low"], end))
            check_ends(read_assumed(known["assumption"], known["value"]), low, high)
        elif end:
            read_amount(known["assumption"], end)
        return end


def _amount(assumption: str, text: str) -> float:
    return read_amount(assumption, text) if text else math.nan


def _rate(cell: object) -> float:
    return read_amount("rate", text) if (text := cell_text(cell)) else math.nan


Rate = Annotated[float, BeforeValidator(_rate)]


class FactRow(Row):
    """What a fact that follows from the plan's figures assumes, and how this plan words it.

    Words in braces, such as {year}, are filled in; where a text is empty, the general one stands.
    """

    fact: Annotated[Fact, BeforeValidator(parse_choice)]
    indicator: Name
    # Assumed growth a year, and the range of yearly price change that comes on top of it.
    growth: Rate = math.nan
    low: Rate = math.nan
    high: Rate = math.nan
    statement_en: Text = ""
    statement_zh: Text = ""
    caveat_en: Text = ""
    caveat_zh: Text = ""
    place: Text = ""
    source_id: Text = ""
    note: Text = ""


class PrintedFigure(Row):
    """A figure as a plan prints it: the raw table that ``linhai build`` reads."""

    indicator: Name
    role: Annotated[Literal["baseline", "target"], BeforeValidator(cell_text)]
    base_year: OptionalYear = 0
    year: Year
    printed: Name
    part: Annotated[Literal["", "1", "2", "3"], BeforeValidator(cell_text)] = ""
    printed_name: Text = ""
    place: Text = ""
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
    "scenarios": ScenarioRow,
    "facts": FactRow,
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
    "scenarios": ["scenario", "indicator", "from_year"],
    "facts": ["fact", "indicator", "growth"],
    "figures": ["role", "indicator", "year", "place"],
}


def columns(table: str) -> list[str]:
    """Return the columns of a table, in order.

    >>> columns("geos")
    ['geo', 'name_en', 'name_zh']
    """
    fields = CONTRACTS[table].model_fields
    return [field.alias or name for name, field in fields.items()]


def empty(table: str) -> pd.DataFrame:
    """Return a table without rows, with the columns and types of its contract.

    >>> len(empty("tasks")), list(empty("tasks"))[:2]
    (0, ['task_id', 'place'])
    """
    types = {int: "int64", float: "float64", bool: "bool"}
    fields = CONTRACTS[table].model_fields.values()
    kinds = [types.get(field.annotation, "str") for field in fields]  # type: ignore[arg-type]
    return pd.DataFrame(
        {column: pd.Series(dtype=kind) for column, kind in zip(columns(table), kinds, strict=True)}
    )


def required(table: str) -> list[str]:
    """Return the columns that a table cannot do without.

    >>> required("observations")
    ['indicator', 'year', 'value']
    """
    fields = CONTRACTS[table].model_fields
    return [field.alias or name for name, field in fields.items() if field.is_required()]

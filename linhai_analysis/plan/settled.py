"""Fills what people settled in a table of its own (核定表) into the figures and targets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.errors import Fault, bad_cell
from linhai_analysis.tables import Origin
from linhai_analysis.tables.cells import YES, is_missing, parse_number
from linhai_analysis.tables.links import unknown_name
from linhai_analysis.targets import printed_figures
from linhai_analysis.words import say

SETTLED = "settled"


def with_settled(
    tables: Mapping[str, pd.DataFrame], settled: pd.DataFrame, origin: Origin
) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Return observations and targets with what was decided on them, and the rows that fit none.

    A row names an indicator, a year, and the figure that counts among those that differ; a row
    without a figure is not settled yet.

    >>> figures = pd.DataFrame({"indicator": "a", "year": 2018, "value": [92.0, 95.0],
    ...     "source_id": ["s", "t"], "decided": "", "decided_by": "", "decided_on": ""})
    >>> row = {"indicator": "a", "year": 2018, "adopted": "95", "source_id": "", "decided": "",
    ...     "decided_by": "统计局", "decided_on": ""}
    >>> targets = pd.DataFrame(columns=["indicator", "target_year", "target", "printed"])
    >>> tables = {"observations": figures, "targets": targets}
    >>> made, faults = with_settled(tables, pd.DataFrame([row]), Origin("核定表.csv"))
    >>> made["observations"]["decided"].tolist(), faults
    (['', 'yes'], [])
    """
    values, targets = tables["observations"].copy(), tables["targets"].copy()
    faults = []
    for label, row in zip(settled.index.tolist(), settled.to_dict("records"), strict=True):
        adopted = row["adopted"]
        if is_missing(adopted):
            continue
        number = _number(adopted)
        figures = values[
            (values["indicator"] == row["indicator"]) & (values["year"] == row["year"])
        ]
        aims = targets["target_year"].eq(row["year"]) & targets["indicator"].eq(row["indicator"])
        named = figures["source_id"].eq(row["source_id"]) | (not row["source_id"])
        chosen = figures.index[figures["value"].eq(number) & named]
        aimed = targets.index[
            aims & (targets["target"].eq(number) | targets["printed"].eq(adopted))
        ]
        if len(chosen) and len(figures) > 1:
            _decide(values, chosen[:1], row)
        elif len(aimed):
            _decide(targets, aimed, row)
        elif row["indicator"] not in {*values["indicator"], *targets["indicator"]}:
            told = unknown_name(row["indicator"], {*targets["indicator"]})
            faults.append(origin.fault(told, int(label), "indicator"))
        elif not len(chosen):
            shown = [*figures["value"].dropna().map("{:g}".format), *targets.loc[aims, "printed"]]
            known = tuple(dict.fromkeys(filter(None, shown)))
            told = say("settled.none", year=row["year"], known=known or say("fault.none"))
            faults.append(origin.fault(bad_cell(adopted, told), int(str(label)), "adopted"))
    return {"observations": values, "targets": targets}, faults


def _number(adopted: str) -> float:
    try:
        return parse_number(adopted)
    except ValueError:
        read = printed_figures(adopted)
        return read[0].value if len(read) == 1 else math.nan


def _decide(table: pd.DataFrame, rows: pd.Index, row: Mapping[str, Any]) -> None:
    table.loc[rows, "decided"] = row["decided"] or YES[0]
    for name in ("decided_by", "decided_on"):
        if row[name]:
            table.loc[rows, name] = row[name]

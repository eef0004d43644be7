"""The same targets by other figures: where a year has two, or one was revised, both are judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.growth.assumed import Baselines, read_baselines
from linhai_analysis.plan import Plan, other_figures
from linhai_analysis.progress.questions import Asked, ask
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import HEADLINE, CutOffs, find_rule
from linhai_analysis.progress.verdicts import judge, turned
from linhai_analysis.targets import same

COLUMNS = ["target_id", "indicator", "kind", "source_id", "years", "base_value", "year", "actual"]
COLUMNS += ["progress", "status", "label", "turns", "relation", "target_year"]


def other_readings(
    plan: Plan,
    year: int,
    rule: str = HEADLINE,
    baselines: Baselines = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """Judge each target of a plan by the figures that do not count, as :func:`scorecard` does.

    Columns ``target_id, indicator, kind, source_id, years, base_value, year, actual, progress,
    status, label, turns, relation, target_year``; no rows where each year has one figure.
    """
    found = find_rule(rule, (cut_offs or {}).get(rule), tol)
    given: dict[str, Any] = {"baselines": read_baselines(baselines)}
    return read_otherwise(plan, ask(plan, year, **given, lang=lang), found, year, given)


def read_otherwise(
    plan: Plan, asked: Asked, rule: Rule, year: int, given: Mapping[str, Any]
) -> pd.DataFrame:
    """Judge each target by every other figure that changes its base or its latest value.

    ``kind, source_id, years`` say which figures; ``turns`` whether the verdict is from in time to
    late or back; `given` are the other arguments of :func:`ask`.
    """
    main = judge(asked.cases, rule)
    first = asked.rows.assign(
        _base=asked.cases.base, _actual=asked.cases.latest, _status=main.status
    ).set_index("target_id")
    parts = []
    # Which of the caller's places is the plan's own one is told by all of its indicators.
    whole = isinstance(given.get("reference"), pd.DataFrame)
    for indicator in asked.rows["indicator"].unique():
        for other in other_figures(plan, indicator, year, whole):
            again = ask(other.plan, year, **of_one(given, indicator))
            made = judge(again.cases, rule)
            table = pd.DataFrame(
                {
                    **again.rows[["target_id", "indicator", "relation", "target_year"]],
                    "kind": other.kind,
                    "source_id": other.source_id,
                    "years": [other.years] * len(again.rows),
                    "base_value": again.cases.base,
                    "year": pd.array(again.cases.year, dtype="Int64"),
                    "actual": again.cases.latest,
                    "progress": again.cases.done,
                    "status": made.status,
                    "label": made.label,
                }
            )
            parts.append(_with_turns(table, first.loc[table["target_id"]]))
    found = [part for part in parts if len(part)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)


class OtherReading(NamedTuple):
    """A verdict on a target by another figure than the one that counts."""

    kind: str
    source_id: str
    base_value: float
    actual: float
    status: str


def beside(target_ids: pd.Series, readings: pd.DataFrame) -> list[tuple[OtherReading, ...]]:
    """The readings of each target, as they stand in its row of a scorecard."""
    found: dict[str, tuple[OtherReading, ...]] = {}
    for row in readings.to_dict("records"):
        one = OtherReading(*(row[name] for name in OtherReading._fields))
        found[row["target_id"]] = (*found.get(row["target_id"], ()), one)
    return [found.get(name, ()) for name in target_ids]


def _with_turns(table: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """The readings by other values than the verdict rests on, and whether it is another one."""
    values = table[["base_value", "actual"]].to_numpy(float)
    used = first[["_base", "_actual"]].to_numpy(float)
    alike = (same(values, used) | (np.isnan(values) & np.isnan(used))).all(axis=1)
    turns = turned(table["status"].to_numpy(), first["_status"].to_numpy())
    return table.assign(turns=turns)[~alike][COLUMNS]


def of_one(given: Mapping[str, Any], indicator: str) -> dict[str, Any]:
    """The arguments as far as they speak of one indicator."""
    one = dict(given)
    for name in ("baselines", "base_years"):
        if one.get(name) is not None:
            one[name] = {key: of for key, of in one[name].items() if key == indicator}
    return one

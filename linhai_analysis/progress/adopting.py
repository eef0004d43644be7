"""What becomes of a target under each value that people may settle on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.growth.assumed import Baselines, read_baselines
from linhai_analysis.plan import Plan, if_settled
from linhai_analysis.plan.conflicts import OF_FIGURES
from linhai_analysis.progress.questions import ask
from linhai_analysis.progress.readings import of_one
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import HEADLINE, CutOffs, find_rule
from linhai_analysis.progress.verdicts import judge, reason_texts
from linhai_analysis.progress.wording import headline_rows, verdict_word


class Judged(NamedTuple):
    """A verdict in words, or the reason why there is none."""

    verdict: str
    reason: str


def judge_each(
    plan: Plan,
    year: int,
    conflicts: pd.DataFrame,
    rule: str = HEADLINE,
    baselines: Baselines = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    lang: str = "en",
) -> list[tuple[Judged, ...]]:
    """Return, for each row of :meth:`Plan.conflicts` in `lang`, the verdict under each reading.

    Targets are judged each by itself, figures as if people had settled on them, by the first target
    of their indicator. Nothing is said of forms and names, of an indicator without targets and of
    figures after `year`.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan("china_13fyp")
    >>> [one.verdict for one in judge_each(plan, 2018, plan.conflicts())[0]]  # base 2.10 or 2.07
    ['behind', 'behind']
    """
    found = find_rule(rule, (cut_offs or {}).get(rule), tol)
    given: dict[str, Any] = {"baselines": read_baselines(baselines)}
    every = _judged(plan, year, found, given, lang)
    each = dict(iter(every.groupby("indicator", sort=False)))
    told = []
    for row in conflicts.to_dict("records"):
        own = each.get(row["indicator"], every.iloc[:0])
        tables: list[pd.DataFrame] = []
        if row["kind"] in ("value", "target changed"):
            texts = pd.Series([plan.target_text(one, lang) for one in own.to_dict("records")])
            tables = [own[texts.eq(reading).to_numpy(bool)] for reading in row["readings"]]
        elif row["kind"] in OF_FIGURES and row["year"] <= year and len(own):
            plans = [
                if_settled(plan, row["indicator"], row["year"], value) for value in row["readings"]
            ]
            alone = of_one(given, row["indicator"])
            tables = [headline_rows(_judged(one, year, found, alone, lang)) for one in plans]
        told.append(tuple(_first(table, lang) for table in tables if len(table)))
    return told


def _judged(plan: Plan, year: int, rule: Rule, given: Mapping[str, Any], lang: str) -> pd.DataFrame:
    """Every target with its status, the year of its figure, and why it has no verdict."""
    asked = ask(plan, year, **given, lang=lang)
    made = judge(asked.cases, rule)
    return asked.rows.assign(
        year=asked.cases.year, status=made.status, reason=reason_texts(asked.cases, made, lang)
    )


def _first(table: pd.DataFrame, lang: str) -> Judged:
    row = table.iloc[0].to_dict()
    open_one = row["status"] == "not_assessable"
    return Judged("" if open_one else verdict_word(row, lang), row["reason"])

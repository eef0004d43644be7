"""The plan at a glance: one row an indicator, and one line above."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from linhai_analysis.legible import Readable
from linhai_analysis.names import Name
from linhai_analysis.plan.conflicts import KINDS, PRINTED
from linhai_analysis.targets import is_total, target_text
from linhai_analysis.text import number
from linhai_analysis.words import LANGUAGES, Sentence, say, word

COLUMNS = ["name", "unit", "baseline", "targets", "years"]


def overview(
    targets: pd.DataFrame, known: Callable[[str], tuple[str, str, pd.Series]], lang: str
) -> pd.DataFrame:
    """One row an indicator that has targets; its name, unit and series are `known`."""
    rows = {}
    for indicator, group in targets.groupby("indicator", sort=False):
        label, unit, series = known(str(indicator))
        unknown = 0.0 if is_total(group, str(indicator)) else float("nan")
        aims = dict.fromkeys(target_text(row, lang, unit) for row in group.to_dict("records"))
        baseline = series.get(group["base_year"].iloc[0], unknown)
        rows[str(indicator)] = (label, unit, baseline, " | ".join(aims), len(series))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    return table.rename_axis("indicator")


def shown_plan(table: pd.DataFrame, above: str, lang: str) -> Readable:
    """The table of :func:`overview` and the sentences above it, as they are printed."""
    keys = ["shown.indicator", "shown.unit", "shown.baseline", "shown.targets"]
    heads = [word(key, lang) for key in (*keys, "shown.years_known", "shown.code")]
    rows = table.assign(baseline=table["baseline"].map(number), years=table["years"].map(str))
    texts = rows.assign(code=rows.index).reset_index(drop=True)
    return Readable(
        texts.set_axis([head[:1].upper() + head[1:] for head in heads], axis=1), above=above
    )


def headline(
    title: str,
    printed: int,
    summary: pd.DataFrame,
    conflicts: pd.DataFrame,
    doubts: int,
    lang: str,
) -> str:
    """What the plan is called, how much it holds, how often it and its figures differ."""
    kinds = conflicts["kind"].value_counts()
    lacking = summary["baseline"].isna().sum()
    holds = {"title": title, "count": len(summary), "printed": printed, "lacking": lacking}
    counts = tuple(_count(kind, kinds.get(kind, 0), "count_of") for kind in PRINTED)
    others = tuple(
        _count(kind, kinds[kind], "other")
        for kind in KINDS
        if kind not in PRINTED and kind in kinds
    )
    told = [say("glance.holds", **holds), say("glance.differs", counts=counts)]
    told += [say("glance.others", others=others)] if others else []
    told += [say("glance.doubts", count=doubts)] if doubts else []
    return ("" if LANGUAGES[lang].han else " ").join(one.text(lang) for one in told)


def _count(kind: str, count: int, key: str) -> Sentence:
    return say(f"glance.{key}", kind=Name(kind, f"conflict.{kind}"), count=count)

"""The main table (附表1): one row a target, one column a year, as those who sign it know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import main_first
from linhai_analysis.reference.outlook import own_outlook
from linhai_analysis.report.tables.growth import aimed_target
from linhai_analysis.report.tables.plan import source_numbers
from linhai_analysis.report.tables.progress import scorecard_table
from linhai_analysis.text import NONE, folded, heads, percent, significant
from linhai_analysis.words import word

COLUMNS = (
    "order indicator unit attribute base target years dated latest done elapsed completion "
    "verdict outlook owner source note"
)


def main_table(
    plan: Plan,
    tables: Mapping[str, pd.DataFrame],
    seen: int,
    lang: str,
) -> pd.DataFrame:
    """The scorecard with every year, the share of the target, the trend and the sources.

    A year with several figures has them all: 92 / 95, or 95→92 where one was revised.

    >>> from linhai_analysis import build_review, load_plan
    >>> plan = load_plan("china_13fyp")
    >>> tables = build_review(plan, year=2018).tables
    >>> made = main_table(plan, tables, 2018, "zh")
    >>> made.loc[2, ["2015年基数", "2016年", "2018年", "目标值完成率", "进展判断"]].tolist()
    ['2.1 / 2.07 / 2.06', '2.11 / 2.10', '2.19 / 2.14', '88%', '滞后于预期']
    """
    shown = scorecard_table(plan, tables["scorecard"], tables["readings"], lang)
    rows = main_first(tables["scorecard"])
    series = [plan.series(row["indicator"], until=seen) for row in rows]
    sources = source_numbers(plan)
    plain = dict(zip(COLUMNS.split(), heads(lang, COLUMNS), strict=True))
    cells = {key: list(shown.get(head, [])) for key, head in plain.items()}
    named = plain | _dated(rows, lang)
    cells["order"] = [str(n) for n, _ in enumerate(rows, 1)]
    cells["target"] = [aimed_target(plan, row, lang) for row in rows]
    cells["indicator"] = [
        word("part", lang, name=name) if plan.about(row["indicator"])["parent"] else name
        for name, row in zip(cells["indicator"], rows, strict=True)
    ]
    done = tables["progress"].query("rule == 'completion'").set_index("target_id")["value"]
    cells["completion"] = [percent(done.get(row["target_id"], float("nan"))) for row in rows]
    cells["outlook"] = [_outlook(plan, row, seen, lang) for row in rows]
    if not any(row["quantity"] in ("sum", "index") for row in rows):
        # The figure of its year says the same; a sum or an index is none of the years' figures.
        del cells["latest"]
    first = min((row["base_year"] for row in rows), default=seen)
    cells["source"] = [_sources(one.loc[first:], sources) for one in series]
    years = sorted({year for one in series for year in one.index if first < year <= seen})
    yearly = {year: [_figures(plan, one, year) for one in series] for year in years}
    made: dict[str, list[str]] = {}
    for key in COLUMNS.split():
        if key == "years":
            made |= {word("of_year", lang, year=year): values for year, values in yearly.items()}
        elif cells.get(key):
            made[named[key]] = cells[key]
    return folded(pd.DataFrame(made))


def _dated(rows: Sequence[Mapping[str, Any]], lang: str) -> dict[str, str]:
    """Base and target with their year, where all rows have the same."""
    named = {}
    for key in ("base", "target", "outlook"):
        years = {row["base_year" if key == "base" else "target_year"] for row in rows}
        if len(years) == 1:
            named[key] = word(f"head.{key}.dated", lang, year=years.pop())
    return named


def _figures(plan: Plan, series: pd.Series, year: int) -> str:
    """The figure of a year, with what stood before it was revised, and others beside it."""
    if year not in series.index:
        return NONE
    name, told = series.attrs["indicator"], series.attrs

    def shown(kind: str) -> list[str]:
        return [plan.figure(name, one.value) for one in told[kind].get(year, ())]

    counts = plan.figure(name, series[year])
    before = "→".join(dict.fromkeys([*shown("revised"), counts]))
    return " / ".join(dict.fromkeys([before, *shown("others"), *shown("vintages")]))


def _outlook(plan: Plan, row: Mapping[str, Any], seen: int, lang: str) -> str:
    """What the trend comes to in the target year; none where it says nothing."""
    made = own_outlook(plan, row, seen, lang)
    if made is None or made.reason or made.frame.empty:
        return NONE
    digits = 1 if plan.about(row["indicator"])["kind"] == "rank" else 3
    return significant(made.frame["median"].iloc[-1], digits)


def _sources(series: pd.Series, numbers: Mapping[str, str]) -> str:
    """The numbers of the sources of a series, in the order of its years."""
    return " ".join(
        dict.fromkeys(numbers.get(name, name) for name in series.attrs["sources"].values())
    )

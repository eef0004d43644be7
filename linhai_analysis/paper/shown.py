"""The tables of a paper, as text, each with what its caption says and what it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.growth import required_growth
from linhai_analysis.growth.plans import compare_plans
from linhai_analysis.plan import Plan
from linhai_analysis.progress import HEADLINE, RULES, hindsight, rule_name, scorecard
from linhai_analysis.progress.publications import PREFIX
from linhai_analysis.progress.readings import other_readings
from linhai_analysis.reference import ambition
from linhai_analysis.report.tables.conflicts import settle_table
from linhai_analysis.report.tables.growth import growth_table, missing_table
from linhai_analysis.report.tables.progress import ambition_table, scorecard_table
from linhai_analysis.report.tables.scenarios import chance_table, number_table, outcome_table
from linhai_analysis.scenario import Scenarios, Simulation, reach_year
from linhai_analysis.text import NONE, brackets, heads, number, percent, significant, text_table
from linhai_analysis.words import word

# The rules that say one of a few words; trying the probability too takes ten times as long.
LIGHTS = tuple(name for name, rule in RULES.items() if rule.published or name == HEADLINE)


class Printed(NamedTuple):
    """A table of text, what its caption says of it, and the ids of the sources it cites."""

    table: pd.DataFrame
    facts: Mapping[str, Any]
    cited: Sequence[str]


def plan_tables(plan: Plan, seen: int, lang: str) -> dict[str, Printed]:
    """What the targets require, where they stand and how demanding they are."""
    growth = required_growth(plan, lang=lang)
    card, readings = scorecard(plan, seen, lang=lang), other_readings(plan, seen, lang=lang)
    asked = ambition(plan, None, lang, None, seen)
    stated = plan.targets["attribute"].ne("").any()
    left_out = heads(lang, "owner note" if stated else "owner note attribute")
    shown = {
        "required_growth": _dated(growth, lambda rows: growth_table(plan, rows, lang), lang),
        "missing": _dated(growth, lambda rows: missing_table(plan, rows, lang), lang),
        "conflicts": settle_table(plan, plan.conflicts(lang), lang).iloc[:, 1:5],
        "scorecard": _with_units(
            _dated(card, lambda rows: scorecard_table(plan, rows, readings, lang), lang), lang
        ).drop(columns=left_out, errors="ignore"),
        "ambition": _dated(asked, lambda rows: ambition_table(plan, rows, lang), lang),
    }
    own = main_sources([plan])
    cited = {"scorecard": [*own, *rule_sources([HEADLINE])]}
    facts = {"year": seen}
    return {name: Printed(table, facts, cited.get(name, own)) for name, table in shown.items()}


def scenario_tables(
    plan: Plan,
    scenarios: Scenarios,
    paths: pd.DataFrame,
    simulations: Mapping[str, Simulation],
    how: Mapping[str, Any],
    lang: str,
) -> dict[str, Printed]:
    """Where the scenarios lead, when the targets are reached, and in what share of the draws."""
    reached = reach_year(plan, scenarios, lang=lang)
    counts = [one.number_met().assign(scenario=name) for name, one in simulations.items()]
    numbers = pd.concat([table.reset_index() for table in counts], ignore_index=True)
    years = reached.merge(plan.targets[["target_id", "base_year"]], on="target_id")
    # The last row counts the targets of all years.
    goals = _dated(
        years, lambda rows: chance_table(plan, rows, simulations, lang).iloc[:-1], lang, "unit"
    )
    total = chance_table(plan, reached, simulations, lang).tail(1)
    shown = {
        "scenarios": _with_units(outcome_table(plan, paths, lang), lang),
        "chances": _with_units(pd.concat([goals, total]).fillna(""), lang),
        "targets_met": number_table(plan, numbers, lang),
    }
    facts = {
        "base": paths["year"].min(),
        "end": paths["year"].max(),
        "targets": _span(plan.targets["target_year"]),
        "draws": f"{how['draws']:,}",
        "seed": how["seed"],
    }
    return {name: Printed(table, facts, main_sources([plan])) for name, table in shown.items()}


def comparison(plans: Sequence[Plan], lang: str) -> Printed:
    """The targets of several plans for the same indicators."""
    rows = []
    for row in compare_plans(plans, lang=lang).to_dict("records"):
        rate = f"{number(100 * row['required_cagr'])}%" if pd.notna(row["required_cagr"]) else NONE
        ends = [number(end) for end in (row["target_value"], row["target_high"]) if pd.notna(end)]
        base = [str(row["base_year"]), number(row["base_value"])]
        cells = [row["name"], row["unit"], row["geo_name"], *base, str(row["target_year"])]
        rows.append([*cells, "–".join(ends), rate, significant(row["required_per_year"])])
    columns = "indicator unit plan base_year base target_year target growth pace"
    return Printed(text_table(rows, lang, columns), {}, main_sources(plans))


def track_record(lang: str) -> Printed:
    """How often the verdicts of the rules came true in the provinces."""
    table = _hindsight()
    own = table[table["status"] != "all"]
    rows = [
        [
            rule_name(row["rule"], lang),
            word(f"status.{row['status']}", lang),
            str(row["cases"]),
            percent(row["met"]),
            f"{percent(row['lo95'])}–{percent(row['hi95'])}",
        ]
        for row in own.to_dict("records")
    ]
    # The columns of the first and the last base year are named by them.
    years = [name.removeprefix("base_") for name in table if name[5:].isdigit()]
    every = table[table["status"] == "all"].sort_values("cases").iloc[-1]
    facts = {"base": years[0], "end": years[-1], "cases": f"{every['cases']:,}"}
    shown = text_table(rows, lang, "rule verdict cases met interval")
    return Printed(shown, facts | {"met": percent(every["met"])}, rule_sources(LIGHTS))


@cache
def _hindsight() -> pd.DataFrame:
    # Only a probability borrows.
    return hindsight(rules=LIGHTS, borrow=False)


def rule_sources(rules: Iterable[str]) -> list[str]:
    """The ids of the publications of rules."""
    return [f"{PREFIX}{key}" for name in rules for key in RULES[name].cites]


def main_sources(plans: Sequence[Plan]) -> list[str]:
    """The ids of the sources of the targets."""
    return [name for plan in plans for name in plan.targets["source_id"].iloc[:1] if name]


def _dated(
    frame: pd.DataFrame, show: Callable[[pd.DataFrame], pd.DataFrame], lang: str, before: str = ""
) -> pd.DataFrame:
    """A table for people with the base year and the target year of every row."""
    parts = []
    for years, rows in frame.groupby(["base_year", "target_year"]):
        if len(part := show(rows)):
            for key, year in zip(("base", "target"), years, strict=True):
                at = next(head for head in heads(lang, f"{before or key} target") if head in part)
                part.insert(part.columns.get_loc(at), word(f"head.{key}_year", lang), str(year))
            parts.append(part)
    return pd.concat(parts, ignore_index=True).fillna(NONE) if parts else pd.DataFrame()


def _with_units(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A wide table with the unit behind what it is of, to leave room for its numbers."""
    name, unit = table.columns[0], word("head.unit", lang)
    told = [of if of in ("", NONE) else brackets(of, lang) for of in table[unit]]
    return table.assign(**{name: table[name] + told}).drop(columns=unit)


def _span(years: pd.Series) -> str:
    """The first and the last year; one where they are the same."""
    return "–".join(dict.fromkeys(map(str, (years.min(), years.max()))))

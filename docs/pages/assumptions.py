"""The log of assumptions: what results rest on, how well it is known, and how much hangs on it.

Those of method are the log that every review has; cut-offs, scenarios and facts tell their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pandas as pd

import linhai_analysis as la
from linhai_analysis.report.tables.method import assumptions_of_method
from linhai_analysis.report.tables.scenarios import assumption_table
from linhai_analysis.tables import ENDS
from linhai_analysis.words import word
from pages.markdown import rows, table

PLANS = ("linhai_13fyp", "china_13fyp")
# How a rule is known, as a quality.
KNOWN = {"code": "green", "documentation": "green", "second hand": "amber"}
KNOWN |= {"to be confirmed": "red", "own": "amber"}
ORDER = ("green", "amber", "red")
SAY = {row["key"]: row for row in rows("assumption_words.csv")}


def page(lang: str) -> str:
    """The page in a language."""
    say = {key: row[lang] for key, row in SAY.items()}
    parts = [say["lead"]]
    tol = la.RULES["schedule"].cut_offs[0]
    method = pd.DataFrame(assumptions_of_method(tol, *PLANS))
    head = [say[key] for key in ("assumption", "why", "where", "quality", "impact")]
    for group, found in method.groupby("group", sort=False):
        cells = [of_method(row, lang) for row in found.to_dict("records")]
        parts += [f"## {say[str(group)]}", table(head, cells)]
    parts += [f"## {say['cuts']}", say["cuts_lead"], table(*cut_offs(lang))]
    for name in PLANS:
        plan = la.load_plan(name)
        parts += [f"## {plan.title(lang)}", *of_plan(plan, lang)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def of_method(row: dict[str, str], lang: str) -> list[str]:
    """An assumption of method."""
    marks = [mark(row[kind], lang) for kind in ("quality", "impact")]
    where = ", ".join(f"`{name}`" for name in row["where"].split(", "))
    return [row[lang], row[f"why_{lang}"], where, *marks]


def mark(grade: str, lang: str) -> str:
    """A grade in a word, with a sign that needs no colour."""
    signs = dict(zip(ORDER, "●◐○", strict=True))
    return f"{signs[grade]}\u00a0{word(f'quality_mark.{grade}', lang)}" if grade else "—"


def cut_offs(lang: str) -> tuple[list[str], Iterator[list[str]]]:
    """Where each rule cuts, and how well that is known."""
    head = [SAY[key][lang] for key in ("rule", "cut", "source", "quality")]
    return head, (
        [
            word(f"rule.{rule.name}", lang),
            ", ".join(f"{cut:g}" for cut in rule.cut_offs) or "—",
            rule.source,
            mark(max((KNOWN[one] for one in rule.known.split(", ")), key=ORDER.index), lang),
        ]
        for rule in la.RULES.values()
    )


def of_plan(plan: la.Plan, lang: str) -> Iterator[str]:
    """What the scenarios of a plan and what follows from its figures assume."""
    facts = la.derived_facts(plan, lang=lang)
    assumed = facts[facts["quality"] != "green"]
    if len(assumed):
        head = [SAY[key][lang] for key in ("fact", "caveat", "quality")]
        cells = [
            (row.statement, row.caveat or "—", mark(row.quality, lang))
            for row in assumed.itertuples()
        ]
        yield from (f"### {SAY['facts'][lang]}", table(head, cells))
    if len(plan.scenarios):
        yield from (f"### {SAY['scenarios'][lang]}", SAY["scenarios_lead"][lang])
        yield scenario_table(plan, lang)
    if not len(assumed) and not len(plan.scenarios):
        yield SAY["none"][lang]


def scenario_table(plan: la.Plan, lang: str) -> str:
    """What scenarios assume; indicators of one assumption share a row."""
    scenarios = la.read_scenarios(plan)
    every = [one for scenario in scenarios for one in scenario.assumptions]
    shown = assumption_table(plan, scenarios, lang)
    scenario, indicator, assumption, span, _, ground = shown.columns
    shown["quality"] = [one.quality for one in every]
    shown["impact"] = impacts(plan.name)
    shown = shown[shown["quality"] != "green"]
    same = [scenario, assumption, span, ground, "quality", "impact"]
    joined = shown.groupby(same, sort=False)[indicator].agg(SAY["join"][lang].join).reset_index()
    head = [scenario, indicator, assumption, span, ground]
    marked = [SAY[key][lang] for key in ("quality", "impact")]
    cells = (
        [*(row[one] for one in head), mark(row["quality"], lang), mark(row["impact"], lang)]
        for row in joined.to_dict("records")
    )
    return table([*head, *marked], cells)


@cache
def impacts(name: str) -> list[str]:
    """Red where a target is met at one end of a range and missed at the other, else green."""
    plan = la.load_plan(name)
    return [
        "" if one.low is None else _impact(plan, scenario, one)
        for scenario in la.read_scenarios(plan)
        for one in scenario.assumptions
    ]


def _impact(plan: la.Plan, scenario: la.Scenario, ranged: la.Assumption) -> str:
    """What the range of one assumption does to the targets, all others as they stand."""
    ends = {
        end: [
            replace(one, value=getattr(one, end), low=None, high=None) if one is ranged else one
            for one in scenario.assumptions
        ]
        for end in ENDS
    }
    reached = la.reach_year(plan, [la.Scenario(end, how) for end, how in ends.items()])
    reached["met"] = (reached["reached"] <= reached["target_year"]).fillna(False)
    met = reached.pivot(index="target_id", columns="scenario", values="met")
    return "red" if (met["low"] != met["high"]).any() else "green"

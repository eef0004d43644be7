"""The tables of scenarios, for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.reference import read_peers
from linhai_analysis.report.tables.growth import named
from linhai_analysis.scenario import ASSUMPTIONS, Assumption, Scenario, Simulation
from linhai_analysis.targets import distinct_targets, target_text
from linhai_analysis.text import NONE, brackets, chance, number, significant, text_table
from linhai_analysis.words import in_language, listed, places_text, word


def outcome_table(plan: Plan, paths: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Where every indicator stands in the last year, one column a scenario."""
    last = paths[paths["year"] == paths["year"].max()]
    final = last.set_index(["scenario", "indicator"]).to_dict("index")
    first = paths[(paths["year"] == paths["year"].min()) & paths["value"].notna()]
    starts = first.drop_duplicates("indicator").set_index("indicator")["value"]
    names, goals, rows = list(paths["scenario"].unique()), plan.targets, []
    for indicator in _ordered(plan, paths["indicator"]):
        own = goals[goals["indicator"] == indicator].to_dict("records")
        unit = plan.unit(indicator, lang)
        ends = [final.get((name, indicator), {}) for name in names]
        rows.append(
            [
                *named(plan, {"indicator": indicator}, lang),
                rounded(plan, indicator, starts.get(indicator, float("nan"))),
                *(_outcome(plan, indicator, end) for end in ends),
                " | ".join(dict.fromkeys(target_text(goal, lang, unit) for goal in own)) or NONE,
            ]
        )
    more = [*shown_names(plan, names, lang), word("head.target", lang)]
    return text_table(rows, lang, "indicator unit base", more)


def chance_table(
    plan: Plan, reached: pd.DataFrame, simulations: Mapping[str, Simulation], lang: str
) -> pd.DataFrame:
    """When each target is reached, and in what share of draws in time, by scenario."""
    chances = {
        name: made.targets.set_index("target_id")["probability"]
        for name, made in simulations.items()
    }

    def shown(row: dict) -> str:
        if pd.isna(row["last"]):
            return NONE
        later = word("scenario.later", lang, year=row["last"])
        year = later if pd.isna(row["reached"]) else str(row["reached"])
        share = chances[row["scenario"]].get(row["target_id"], float("nan"))
        return year if pd.isna(share) else f"{year}\n{chance(share)}"

    counts = [
        word("scenario.counted", lang, met=number(made.expected_met, 1), judged=made.judged)
        if made.judged
        else NONE
        for made in (simulations[name] for name in reached["scenario"].unique())
    ]
    return _goal_table(plan, reached, shown, lang, [word("scenario.expected", lang), "", *counts])


def number_table(plan: Plan, numbers: pd.DataFrame, lang: str) -> pd.DataFrame:
    """In what share of draws so many targets are met: with correlation, and drawn independently."""
    names = list(numbers["scenario"].unique())
    cells = numbers.set_index(["met", "scenario"]).to_dict("index")

    def shown(count: int, name: str) -> str:
        row = cells.get((count, name))
        return f"{chance(row['share'])} / {chance(row['independent'])}" if row else NONE

    counts = sorted(numbers["met"].unique())
    rows = [[str(count), *(shown(count, name) for name in names)] for count in counts]
    return text_table(rows, lang, "targets_met", shown_names(plan, names, lang))


def condition_table(plan: Plan, simulations: Mapping[str, Simulation], lang: str) -> pd.DataFrame:
    """Under which conditions each target is missed, or met where that is rarer."""
    goals = distinct_targets(plan.targets.assign(target_value=plan.targets["target"]))
    rows = []
    for name, made in simulations.items():
        told = made.targets.set_index("target_id")["discovery"]
        for goal in goals.to_dict("records"):
            if said := told.get(goal["target_id"], ""):
                rows.append([plan.scenario_label(name, lang), _goal(plan, goal, lang), said])
    return text_table(rows, lang, "scenario goal condition")


def closing_table(plan: Plan, closing: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The growth that closes each gap, by scenario."""

    def shown(row: dict) -> str:
        if row["met"] is not pd.NA and row["met"]:
            return word("scenario.met", lang)
        if row["natural"] == "compound" and pd.notna(row["rate"]):
            return f"{number(100 * row['rate'])}%"
        return significant(row["per_year"])

    table = _goal_table(plan, closing, shown, lang)
    told = table.iloc[:, 2:].ne(NONE).any(axis=1)
    return table[told].reset_index(drop=True)


def assumption_table(plan: Plan, scenarios: Sequence[Scenario], lang: str) -> pd.DataFrame:
    """What every scenario assumes, and why.

    >>> from linhai_analysis import load_plan
    >>> what_if = Scenario("what if", {"gdp": {"rate": 0.05, "low": 0.03, "high": 0.07}})
    >>> assumption_table(load_plan(), [what_if], "en").iloc[0].tolist()[1:4]
    ['Gross domestic product', 'grows 5% a year', '3% – 7%']
    """
    rows = [
        [
            plan.scenario_label(scenario.name, lang),
            plan.label(one.indicator, lang),
            assumption_text(plan, one, lang),
            _range(one),
            word(f"quality_mark.{one.quality}", lang) if one.quality else NONE,
            in_language(vars(one), "reason", lang) or NONE,
        ]
        for scenario in scenarios
        for one in scenario.assumptions
    ]
    return text_table(rows, lang, "scenario indicator assumption range quality_mark ground")


def move_table(plan: Plan, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """How far each assumption moves an outcome."""
    rows = [
        [
            plan.scenario_label(row["scenario"], lang),
            plan.label(row["outcome"], lang),
            plan.label(row["indicator"], lang),
            *(
                rounded(plan, row["outcome"], row[f"outcome_{end}"])
                for end in ("low", "value", "high")
            ),
        ]
        for row in table.to_dict("records")
    ]
    return text_table(rows, lang, "scenario outcome assumption at_low at_value at_high")


def gap_table(plan: Plan, paths: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Paths without a value, or that end early, each with its reason, once."""
    told = paths[paths["reason"] != ""].drop_duplicates(["scenario", "indicator"])
    rows = [
        [
            plan.scenario_label(row["scenario"], lang),
            plan.label(row["indicator"], lang),
            row["reason"],
        ]
        for row in told.to_dict("records")
    ]
    return text_table(rows, lang, "scenario indicator reason")


def assumption_text(plan: Plan, one: Assumption, lang: str = "en") -> str:
    """An assumption as people read it.

    >>> from linhai_analysis import load_plan
    >>> assumption_text(load_plan(), Assumption("gdp", "rate", 0.05, 2018), "zh")
    '年均增长5%（自2018年起）'
    >>> assumption_text(load_plan(), Assumption("gdp", "reach", {2018: 600, 2020: 700}))
    'reaches 600 in 2018; 700 in 2020'
    """
    value = one.value
    if isinstance(value, float):
        shown = assumed_amount(one.assumption, value)
    elif isinstance(value, Mapping):
        # Given values are data, and shown to four digits as they are given.
        given = ASSUMPTIONS[one.assumption].value == "path"
        amounts = {
            y: significant(v, 4) if given else assumed_amount(one.assumption, v)
            for y, v in value.items()
        }
        shown = listed(
            (
                word("assumes.in_year", lang, year=year, value=amount)
                for year, amount in amounts.items()
            ),
            lang,
        )
    else:
        shown = str(value or "")
    if ASSUMPTIONS[one.assumption].value == "name":
        shown = _leader(plan, shown, lang)
    text = word(f"assumes.{one.assumption}", lang, value=shown)
    return word("assumes.from", lang, text=text, year=one.from_year) if one.from_year else text


def shown_names(plan: Plan, names: Sequence[str], lang: str) -> list[str]:
    """Scenarios as people read them."""
    return [plan.scenario_label(name, lang) for name in names]


def rounded(plan: Plan, indicator: str, value: float) -> str:
    """A computed value with the decimals of the codebook; one more where it counts things."""
    row = plan.indicator(indicator)
    if row["decimals"] < 0:
        return significant(value, 6)
    return number(value, int(row["decimals"]) + (row["kind"] == "count"))


def _leader(plan: Plan, name: str, lang: str) -> str:
    """The name of what is followed: an indicator of the plan, or a place."""
    if name in set(plan.indicators["indicator"]):
        return plan.label(name, lang)
    places = read_peers(None).drop_duplicates("geo").set_index("geo")
    return str(places.loc[name, f"name_{lang}"]) if name in places.index else name


def _range(one: Assumption) -> str:
    if one.low is None or one.high is None:
        return NONE
    return " – ".join(assumed_amount(one.assumption, end) for end in (one.low, one.high))


def assumed_amount(assumption: str, amount: float) -> str:
    """What an assumption takes, as people read it.

    >>> assumed_amount("rate", 0.07), assumed_amount("reach", 3.5)
    ('7%', '3.5')
    """
    form = ASSUMPTIONS[assumption].form
    if form == "plain":
        return number(amount, 4)
    return f"{number(100 * amount if form == 'rate' else amount)}%"


def _ordered(plan: Plan, names: pd.Series) -> list[str]:
    """Indicators in the order of the codebook, those with targets first."""
    aimed = set(plan.targets["indicator"])
    known = [name for name in plan.indicators["indicator"] if name in set(names)]
    return sorted(known, key=lambda name: name not in aimed)


def _outcome(plan: Plan, indicator: str, end: dict) -> str:
    mark = "*" if end.get("origin") == "linked" and pd.notna(end["value"]) else ""
    return rounded(plan, indicator, end.get("value", float("nan"))) + mark


def _goal_table(
    plan: Plan, table: pd.DataFrame, shown: Callable[[dict], str], lang: str, *more: list[str]
) -> pd.DataFrame:
    """One row for each distinct printed target that a table speaks of, one column a scenario."""
    names = list(table["scenario"].unique())
    cells = table.set_index(["scenario", "target_id"], drop=False).to_dict("index")
    own = plan.targets[plan.targets["target_id"].isin(table["target_id"])]
    goals = distinct_targets(own.assign(target_value=own["target"])).to_dict("records")
    found = [[cells.get((name, goal["target_id"])) for name in names] for goal in goals]
    rows = [
        [
            _goal(plan, goal, lang),
            plan.unit(goal["indicator"], lang),
            *(shown(cell) if cell else NONE for cell in own_cells),
        ]
        for goal, own_cells in zip(goals, found, strict=True)
    ]
    return text_table([*rows, *more], lang, "goal unit", shown_names(plan, names, lang))


def _goal(plan: Plan, goal: dict, lang: str) -> str:
    """An indicator with its target, and the places where it is printed if there are several."""
    label, unit = named(plan, goal, lang)
    target = target_text(goal, lang, unit)
    text = word("caption", lang, chart=label, of=target)
    places = places_text(goal["places"], lang) if goal["readings"] > 1 else ""
    return text + brackets(places, lang)

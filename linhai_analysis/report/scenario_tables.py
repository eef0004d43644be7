"""The tables of scenarios, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.reference import read_peers
from linhai_analysis.scenario import Assumption, Scenario, Simulation
from linhai_analysis.targets import distinct_targets, target_text
from linhai_analysis.text import NONE, chance, heads, number, significant
from linhai_analysis.words import place_word, word


def outcome_table(plan: Plan, paths: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return where every indicator stands in the last year, one column a scenario."""
    last, names = int(paths["year"].max()), list(paths["scenario"].unique())
    final = paths[paths["year"] == last].set_index(["scenario", "indicator"])
    first = paths[paths["year"] == paths["year"].min()]
    goals, rows = plan.targets, []
    for indicator in _ordered(plan, paths["indicator"].unique()):
        decimals = max(int(plan.indicator(indicator)["decimals"]), 0)
        decimals += plan.indicator(indicator)["kind"] == "count"
        cells = [_value(final, (name, indicator), decimals) for name in names]
        base = first.loc[first["indicator"] == indicator, "value"].dropna()
        own = goals[goals["indicator"] == indicator].to_dict("records")
        aims = " | ".join(dict.fromkeys(target_text(goal, lang) for goal in own)) or NONE
        start = number(base.iloc[0], decimals) if len(base) else NONE
        rows.append([plan.label(indicator, lang), plan.unit(indicator, lang), start, *cells, aims])
    columns = [
        *heads(lang, "indicator unit base"),
        *_named(plan, names, lang),
        *heads(lang, "target"),
    ]
    return pd.DataFrame(rows, columns=columns)


def chance_table(
    plan: Plan, reached: pd.DataFrame, simulations: Mapping[str, Simulation], lang: str = "en"
) -> pd.DataFrame:
    """Return when each target is reached, and in what share of draws in time, by scenario."""
    names = list(reached["scenario"].unique())
    cells = reached.set_index(["scenario", "target_id"])
    rows = []
    for goal in _distinct(plan, reached):
        texts = [_chance(cells, simulations, name, goal["target_id"], lang) for name in names]
        rows.append([_goal(plan, goal, lang), plan.unit(goal["indicator"], lang), *texts])
    counts = [
        word(
            "scenario.counted",
            lang,
            met=number(simulations[name].expected_met, 1),
            judged=simulations[name].judged,
        )
        if name in simulations and simulations[name].judged
        else NONE
        for name in names
    ]
    rows.append([word("scenario.expected", lang), "", *counts])
    return pd.DataFrame(rows, columns=[*heads(lang, "goal unit"), *_named(plan, names, lang)])


def closing_table(plan: Plan, closing: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return the growth that closes each gap, by scenario."""
    names = list(closing["scenario"].unique())
    cells = closing.set_index(["scenario", "target_id"])
    rows = []
    for goal in _distinct(plan, closing):
        texts = [_closing(cells, name, goal["target_id"], lang) for name in names]
        if set(texts) != {NONE}:
            rows.append([_goal(plan, goal, lang), plan.unit(goal["indicator"], lang), *texts])
    return pd.DataFrame(rows, columns=[*heads(lang, "goal unit"), *_named(plan, names, lang)])


def assumption_table(plan: Plan, scenarios: Sequence[Scenario], lang: str = "en") -> pd.DataFrame:
    """Return what every scenario assumes, and why.

    >>> from linhai_analysis import load_plan
    >>> what_if = Scenario("what if", {"gdp": {"rate": 0.05, "low": 0.03, "high": 0.07}})
    >>> assumption_table(load_plan(), [what_if]).iloc[0].tolist()[1:4]
    ['Gross domestic product', 'grows 5% a year', '3% – 7%']
    """
    rows = [
        [
            plan.scenario_label(scenario.name, lang),
            plan.label(one.indicator, lang),
            assumption_text(plan, one, lang),
            f"{_amount(one, one.low)} – {_amount(one, one.high)}" if one.ranged else NONE,
            word(f"quality_mark.{one.quality}", lang) if one.quality else NONE,
            (one.reason_zh or one.reason if lang == "zh" else one.reason) or NONE,
        ]
        for scenario in scenarios
        for one in scenario.assumptions
    ]
    columns = heads(lang, "scenario indicator assumption range quality_mark ground")
    return pd.DataFrame(rows, columns=columns)


def assumption_text(plan: Plan, one: Assumption, lang: str = "en") -> str:
    """Return an assumption as people read it.

    >>> from linhai_analysis import load_plan
    >>> assumption_text(load_plan(), Assumption("gdp", "rate", 0.05, 2018), "zh")
    '年均增长5%（自2018年起）'
    """
    value = one.value
    if isinstance(value, float):
        shown = _amount(one, value)
    elif isinstance(value, Mapping):
        shown = ", ".join(f"{year}: {significant(amount, 4)}" for year, amount in value.items())
    else:
        shown = str(value or "")
    if one.assumption == "follow":
        shown = _leader(plan, shown, lang)
    text = word(f"assumes.{one.assumption}", lang, value=shown)
    return word("assumes.from", lang, text=text, year=one.from_year) if one.from_year else text


def _leader(plan: Plan, name: str, lang: str) -> str:
    """The name of what is followed: an indicator of the plan, or a place."""
    if name in set(plan.indicators["indicator"]):
        return plan.label(name, lang)
    places = read_peers(None).drop_duplicates("geo").set_index("geo")
    return str(places.loc[name, f"name_{lang}"]) if name in places.index else name


def _amount(one: Assumption, amount: float) -> str:
    if one.assumption == "rate":
        return f"{number(100 * amount)}%"
    return f"{number(amount)}%" if one.assumption == "percent_of_baseline" else number(amount, 4)


def _named(plan: Plan, names: Sequence[str], lang: str) -> list[str]:
    return [plan.scenario_label(name, lang) for name in names]


def _ordered(plan: Plan, names: Sequence[str]) -> list[str]:
    """Indicators in the order of the codebook, those with targets first."""
    aimed = set(plan.targets["indicator"])
    known = [name for name in plan.indicators["indicator"] if name in set(names)]
    return sorted(known, key=lambda name: name not in aimed)


def _value(final: pd.DataFrame, key: tuple[str, str], decimals: int) -> str:
    if key not in final.index or pd.isna(final.loc[key, "value"]):
        return NONE
    mark = "*" if final.loc[key, "origin"] == "linked" else ""
    return number(final.loc[key, "value"], decimals) + mark


def _distinct(plan: Plan, table: pd.DataFrame) -> list[dict]:
    """One row for each distinct printed target that the table speaks of."""
    named = plan.targets.assign(target_value=plan.targets["target"])
    rows = distinct_targets(named[named["target_id"].isin(table["target_id"])])
    return rows.to_dict("records")


def _goal(plan: Plan, goal: Mapping, lang: str) -> str:
    """An indicator with its target, and the places where it is printed if there are several."""
    text = f"{plan.label(goal['indicator'], lang)}: {target_text(goal, lang)}"
    if goal["readings"] > 1:
        places = dict.fromkeys(place_word(where.split(" row")[0], lang) for where in goal["places"])
        text += f" ({', '.join(places)})"
    if lang == "zh":
        text = text.replace(": ", "：").replace(" (", "（").replace(")", "）")
    return text


def _chance(
    cells: pd.DataFrame,
    simulations: Mapping[str, Simulation],
    name: str,
    target_id: str,
    lang: str,
) -> str:
    if (name, target_id) not in cells.index:
        return NONE
    row = cells.loc[(name, target_id)]
    if pd.isna(row["last"]):
        return NONE
    later = word("scenario.later", lang, year=row["last"])
    year = later if pd.isna(row["reached"]) else str(row["reached"])
    chances = simulations[name].targets.set_index("target_id")["probability"]
    share = chances.get(target_id, float("nan"))
    return year if pd.isna(share) else f"{year}\n{chance(share)}"


def _closing(cells: pd.DataFrame, name: str, target_id: str, lang: str) -> str:
    if (name, target_id) not in cells.index:
        return NONE
    row = cells.loc[(name, target_id)]
    if row["met"] is not pd.NA and row["met"]:
        return word("scenario.met", lang)
    if row["natural"] == "compound" and pd.notna(row["rate"]):
        return f"{number(100 * row['rate'])}%"
    return significant(row["per_year"])

"""Sets scenarios against each other and against the printed targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked, require_columns
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth import required_growth
from linhai_analysis.growth.assumed import Baselines, at_end
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.reference.lending import AUTO, Reference
from linhai_analysis.scenario.read import Scenarios, read_scenarios
from linhai_analysis.scenario.run import path_table
from linhai_analysis.scenario.setting import Ground
from linhai_analysis.tables import ENDS
from linhai_analysis.targets import BASES, is_total, meets, no_aim, unread_reason
from linhai_analysis.words import say, word

# How far beyond the last target year a scenario is continued to see when it gets there.
FURTHER = 10
CLOSING = ["scenario", "target_id", "indicator", "from_year", "value", "target_year"]
CLOSING += ["target_value", "gap", "met", "rate", "per_year", "natural", "reason"]
GOAL = ["scenario", "target_id", "indicator", "target_year", "target_value"]
REACHED = [*GOAL, "reached", "late", "last", "reason"]


@checked
def compare(paths: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return how far every scenario lies from one of them.

    Parameters
    ----------
    paths : DataFrame
        As :func:`~linhai_analysis.run_scenarios` returns it.
    base : str
        Name of the scenario that the others are compared with.

    Returns
    -------
    DataFrame
        One row a scenario, indicator and year that has a value in both: ``scenario, indicator,
        year, value, base_value, difference`` (unit of the indicator) and ``relative`` (a fraction
        of the base value, NaN where that is 0).

    Raises
    ------
    UnknownNameError
        Where there is no scenario `base`.
    DataError
        Where `paths` lacks a column.

    Examples
    --------
    >>> paths = pd.DataFrame({"scenario": ["a", "b"], "indicator": "gdp", "year": 2020,
    ...     "value": [100.0, 110.0]})
    >>> compare(paths, "a").query("scenario == 'b'")[["difference", "relative"]].values.tolist()
    [[10.0, 0.1]]
    """
    require_columns(paths, ("scenario", "indicator", "year", "value"))
    if base not in set(paths["scenario"]):
        raise UnknownNameError(say("kind.scenario"), base, paths["scenario"].unique())
    known = paths.loc[paths["value"].notna(), ["scenario", "indicator", "year", "value"]]
    own = known[known["scenario"] == base].rename(columns={"value": "base_value"})
    both = known.merge(own.drop(columns="scenario"), on=["indicator", "year"])
    difference = both["value"] - both["base_value"]
    relative = difference / both["base_value"].where(both["base_value"] != 0)
    return both.assign(difference=difference, relative=relative)


@checked
def closing_rate(
    plan: PlanLike,
    scenarios: Scenarios = None,
    from_year: int | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
    lang: str | None = None,
) -> pd.DataFrame:
    """Return the growth that closes the gap to each printed target, from any year on.

    The scenario is followed to `from_year`; from there the formulas of
    :func:`~linhai_analysis.required_growth` say what leads to the target.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios, baselines, reference, lang
        As in :func:`~linhai_analysis.run_scenarios`.
    from_year : int, optional
        The year from which the gap is closed; the base year of the plan where left out.

    Returns
    -------
    DataFrame
        One row a scenario and printed target: ``scenario, target_id, indicator, from_year, value``
        (of the scenario in that year), ``target_year, target_value`` (the level aimed at),
        ``gap`` (target less value), ``met`` (whether the value meets the target already), ``rate``
        (fraction a year), ``per_year`` (unit of the indicator), ``natural`` (compound or linear),
        ``reason``. Targets for sums, for every single year and for what yearly changes come to
        have a reason; additions have no rate. Then what it is where a base value that is assumed
        lies at the low and at the high end of its range, NaN without one: ``rate_low,
        per_year_low, rate_high, per_year_high``.

    Raises
    ------
    DataError
        Where `from_year` is not before the last target year; and as in `run_scenarios`.

    Examples
    --------
    Firms that stand still at 60 until 2018 have two years left to double.

    >>> from linhai_analysis import Scenario, load_plan
    >>> halt = Scenario("halt", {"hightech_enterprises": {"halt": None}})
    >>> rows = closing_rate(load_plan(), halt, from_year=2018).set_index("target_id")
    >>> f"{rows.loc['hightech_enterprises.t1', 'rate']:.4f}"  # sqrt(2) - 1
    '0.4142'
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    ground = Ground(plan, baselines, reference, lang)
    goals = _goals(ground)
    first, last = int(goals["base_year"].min()), int(goals["target_year"].max())
    start = first if from_year is None else from_year
    if start >= last:
        raise DataError(say("scenario_fault.from_late", start=start, last=last))
    if start < first:
        raise DataError(say("scenario_fault.from_early", start=start, first=first))
    found = read_scenarios(plan, scenarios)
    table = closing(ground, path_table(ground, found, last), start)
    for end in ENDS:
        at = replace(ground, baselines=at_end(baselines, end))
        ranged = table["indicator"].isin(ground.bases)
        # Without a range there is nothing to lay again.
        other = closing(at, path_table(at, found, last), start) if ranged.any() else table
        for name in ("rate", "per_year"):
            table[f"{name}_{end}"] = other[name].where(ranged)
    return table


def closing(ground: Ground, paths: pd.DataFrame, start: int) -> pd.DataFrame:
    """The growth that closes the gap from `start` on, of paths that are there already."""
    values = paths[paths["year"] == start].set_index(["scenario", "indicator"])["value"]
    goals, parts = ground.aims, []
    for name in paths["scenario"].unique():
        own = goals[goals["indicator"].isin(paths.loc[paths["scenario"] == name, "indicator"])]
        now = [values.get((name, indicator), np.nan) for indicator in own["indicator"]]
        parts.append(_closing(ground, own.assign(scenario=name, value=now), start))
    return pd.concat(parts, ignore_index=True)


@checked
def reach_year(
    plan: PlanLike,
    scenarios: Scenarios = None,
    to: int | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
    lang: str | None = None,
) -> pd.DataFrame:
    """Return the first year in which each scenario meets each printed target.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios, baselines, reference, lang
        As in :func:`~linhai_analysis.run_scenarios`.
    to : int, optional
        The last year looked at; ten years after the last target year where left out.

    Returns
    -------
    DataFrame
        One row a scenario and printed target: ``scenario, target_id, indicator, target_year,
        target_value`` (the level aimed at), ``reached`` (a year, missing where it is not reached),
        ``late`` (years after the target year, negative before it), ``last`` (the last year of the
        path, missing where there is none), ``reason``.

    Raises
    ------
    DataError
        As in `run_scenarios`.

    Examples
    --------
    >>> from linhai_analysis import Scenario, load_plan
    >>> tenth = Scenario("a tenth a year", {"hightech_enterprises": 0.1})
    >>> row = reach_year(load_plan(), tenth).iloc[0]
    >>> int(row["reached"]), int(row["late"])  # 60 * 1.1 ** 8 = 128.6; ** 7 = 116.9
    (2023, 3)
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    ground = Ground(plan, baselines, reference, lang)
    goals = _goals(ground)
    last = int(goals["target_year"].max())
    end = last + FURTHER if to is None else to
    # What is possible until the plan ends may not be ten years later: there the path ends.
    paths = path_table(ground, read_scenarios(plan, scenarios), end, checked=min(end, last))
    rows = []
    for (scenario, indicator), path in paths.groupby(["scenario", "indicator"], sort=False):
        for goal in goals[goals["indicator"] == indicator].to_dict("records"):
            rows.append({"scenario": scenario} | _reached(plan, goal, path, lang))
    # Also where no row gives a column its type.
    types = {"target_year": "int64", "target_value": float}
    types |= dict.fromkeys(["reached", "late", "last"], "Int64")
    return pd.DataFrame(rows, columns=REACHED).astype(types)


def level_reason(plan: Plan, goal: Mapping[str, Any], lang: str) -> str:
    """Return why a target is not one level that a path can be held against; empty where it is."""
    if unread := unread_reason(goal, lang):
        return unread
    basis = BASES[goal["basis"]]
    if basis.no_rate == "yearly":
        return word("scenario.each_year", lang)
    if goal["quantity"] == "index":
        return word("scenario.changes", lang)
    if goal["quantity"] == "level" and goal["lacking"]:
        return word(f"reason.{goal['lacking']}", lang)
    if basis.from_zero and not is_total(plan.targets, goal["indicator"]):
        return word("scenario.sum", lang)
    unknown = word(f"reason.{no_aim(goal)}", lang, base_year=goal["base_year"])
    return unknown if np.isnan(goal["aim"]) else ""


def _goals(ground: Ground) -> pd.DataFrame:
    """The printed targets, of which there must be one."""
    if ground.aims.empty:
        ground.plan.require_targets()
    return ground.aims


def _closing(ground: Ground, goals: pd.DataFrame, start: int) -> pd.DataFrame:
    """Required growth from the values that a scenario has in `start`."""
    plan, lang = ground.plan, ground.lang
    plain = goals[["target_id", "indicator", "kind", "better", "target_year"]].assign(
        base_year=start,
        base_value=goals["value"],
        target_value=goals["aim"],
        relation=goals["sense"],
    )
    found = required_growth(plain, lang=lang)
    other = [level_reason(plan, goal, lang) for goal in goals.to_dict("records")]
    level = np.array(other, dtype=str) == ""
    unknown, lacking = goals["value"].isna().to_numpy(), word("scenario.no_value", lang, year=start)
    # What starts from nothing has no compound rate, however far it has come.
    no_rate = [BASES[basis].no_rate for basis in goals["basis"]]
    from_zero = [word(f"reason.{key}", lang) if key else "" for key in no_rate]
    unsaid = found["required_per_year"].notna() & (np.array(from_zero, dtype=str) != "")
    kept = meets(goals["value"], goals["aim"], goals["sense"])
    names = {"base_year": "from_year", "base_value": "value"}
    names |= {"required_cagr": "rate", "required_per_year": "per_year"}
    table = found.rename(columns=names).assign(
        scenario=goals["scenario"].to_numpy(),
        gap=found["target_value"] - found["base_value"],
        met=pd.array(np.where(unknown | ~level, pd.NA, kept), dtype="boolean"),
        natural=goals["natural"].to_numpy(),
        rate=found["required_cagr"].where(np.array(no_rate, dtype=str) == ""),
        reason=np.select([~level, unknown, unsaid], [other, lacking, from_zero], found["reason"]),
    )
    for number in ("gap", "rate", "per_year"):
        table[number] = table[number].where(level)
    return table[CLOSING]


def _reached(plan: Plan, goal: Mapping[str, Any], path: pd.DataFrame, lang: str) -> dict[str, Any]:
    row = {
        "target_id": goal["target_id"],
        "indicator": goal["indicator"],
        "target_year": goal["target_year"],
        "target_value": goal["aim"],
        "reached": pd.NA,
        "late": pd.NA,
        "last": pd.NA,
        "reason": level_reason(plan, goal, lang),
    }
    known = path[path["value"].notna()]
    if row["reason"]:
        return row
    if known.empty:
        return row | {"reason": path["reason"].iloc[0]}
    met = known.loc[meets(known["value"], goal["aim"], goal["sense"]), "year"]
    row["last"] = last = int(known["year"].iloc[-1])
    if met.empty:
        return row | {"reason": word("scenario.not_reached", lang, year=last)}
    return row | {"reached": int(met.iloc[0]), "late": int(met.iloc[0]) - goal["target_year"]}

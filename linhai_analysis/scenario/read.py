"""Reads scenarios from whatever holds them: a plan, a file, a table, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from linhai_analysis.arguments import told_value
from linhai_analysis.bureau import read_table
from linhai_analysis.errors import DataError, FaultsError, UnknownNameError
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.scenario.aims import main_aims
from linhai_analysis.scenario.scenario import Scenario, assumption_of
from linhai_analysis.tables import Origin, check_table
from linhai_analysis.words import say, word

# pandas is untyped for mypy, so the table among them has to stay out of the type.
Scenarios: TypeAlias = Scenario | Sequence[Scenario | str] | str | Path | Any | None


def read_scenarios(plan: PlanLike, scenarios: Scenarios = None) -> list[Scenario]:
    """Return scenarios from whatever holds them.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios : Scenario, sequence of them, DataFrame, path or sequence of str, optional
        Or a mapping of names to scenarios. A table with the columns of the table scenarios, a CSV
        file or workbook that holds it, or names of the plan's own. Left out: all of the plan's own;
        where a plan has none, :func:`default_scenarios`.

    Returns
    -------
    list of Scenario

    Raises
    ------
    FaultsError
        With all faults of a table at once.
    UnknownNameError
        For an indicator that the plan does not have, or a name that is none of its scenarios.
    DataError
        Where a name stands twice, or there is none.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> [scenario.name for scenario in read_scenarios(load_plan())]
    ['slow', 'trend', 'fast', 'follow_zhejiang', 'follow_nation', 'target_table_1', \
'target_section_3']
    """
    plan = load_plan(plan)
    found = _listed(plan, scenarios)
    if not found:
        raise DataError(say("scenario_fault.none"))
    names = [one.name for one in found]
    if again := next((name for name in names if names.count(name) > 1), ""):
        raise DataError(say("scenario_fault.twice", name=again))
    for scenario in found:
        for name in scenario.indicators:
            if name not in set(plan.indicators["indicator"]):
                raise UnknownNameError(say("kind.indicator"), name, plan.indicators["indicator"])
    return found


def default_scenarios(plan: PlanLike) -> list[Scenario]:
    """Return scenarios for a plan that brings none: nothing moves, the trend, the main targets.

    Parameters
    ----------
    plan : Plan, or what load_plan takes

    Returns
    -------
    list of Scenario
        ``halt, trend, target``, each with every indicator that has a target.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> [scenario.name for scenario in default_scenarios(load_plan("china_13fyp"))]
    ['halt', 'trend', 'target']
    """
    plan = load_plan(plan)
    names = plan.targets["indicator"].unique()
    kinds: dict[str, dict[str, Any]] = {
        "halt": {name: {"halt": None, "quality": "red"} for name in names},
        "trend": {name: {"trend": None, "quality": "amber"} for name in names},
        "target": {name: aim | {"quality": "green"} for name, aim in main_aims(plan).items()},
    }
    grounds = {
        kind: {"reason": word(f"ground.{kind}", "en"), "reason_zh": word(f"ground.{kind}", "zh")}
        for kind in kinds
    }
    return [
        Scenario(kind, {name: one | grounds[kind] for name, one in rows.items()})  # type: ignore[arg-type]
        for kind, rows in kinds.items()
        if rows
    ]


def _scenarios(table: pd.DataFrame, origin: Origin) -> list[Scenario]:
    """The scenarios of a table, in the order in which they first stand there."""
    checked, faults = check_table(table.reset_index(drop=True), "scenarios", origin)
    if faults:
        raise FaultsError(faults)
    made = []
    for name, rows in checked.groupby("scenario", sort=False):
        made.append(Scenario(str(name), tuple(map(assumption_of, rows.to_dict("records")))))
    return made


def _listed(plan: Plan, scenarios: Any) -> list[Scenario]:
    if scenarios is None:
        return _own(plan)
    if isinstance(scenarios, Scenario):
        return [scenarios]
    if isinstance(scenarios, pd.DataFrame):
        return _scenarios(scenarios, Origin("scenarios"))
    if isinstance(scenarios, Path) or (isinstance(scenarios, str) and Path(scenarios).suffix):
        return _scenarios(*read_table(Path(scenarios), "scenarios"))
    if isinstance(scenarios, Mapping):
        scenarios = [_renamed(str(name), one) for name, one in scenarios.items()]
    # An array of no dimension only looks like a list.
    if not isinstance(scenarios, Iterable) or getattr(scenarios, "ndim", 1) == 0:
        raise DataError(say("scenario_fault.kind", given=told_value(scenarios)))
    listed = [scenarios] if isinstance(scenarios, str) else list(scenarios)
    named = {one.name: one for one in _own(plan)} if any(isinstance(o, str) for o in listed) else {}
    found = []
    for one in listed:
        if isinstance(one, str) and one not in named:
            raise UnknownNameError(say("kind.scenario"), one, named)
        if not isinstance(one, (str, Scenario)):
            raise DataError(say("scenario_fault.kind", given=told_value(one)))
        found.append(named[one] if isinstance(one, str) else one)
    return found


def _renamed(name: str, one: Any) -> Any:
    """A scenario under the name that a mapping gives it."""
    return replace(one, name=name) if isinstance(one, Scenario) else one


def _own(plan: Plan) -> list[Scenario]:
    """The scenarios that a plan brings, or those that any plan has."""
    if plan.scenarios.empty:
        return default_scenarios(plan)
    return _scenarios(plan.scenarios, Origin("scenarios"))

"""What moves an outcome most: one assumption at a time, from its low end to its high end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.reference.lending import AUTO, Reference
from linhai_analysis.scenario.resolve import Resolver
from linhai_analysis.scenario.run import lay_paths, set_one
from linhai_analysis.scenario.scenario import Assumption, Scenario
from linhai_analysis.scenario.setting import Ground, Setting
from linhai_analysis.tables import ASSUMPTIONS
from linhai_analysis.targets import same
from linhai_analysis.words import say

SENSITIVITY = ["scenario", "outcome", "year", "indicator", "assumption", "low", "value", "high"]
SENSITIVITY += ["range", "outcome_low", "outcome_value", "outcome_high", "swing"]


@checked
def sensitivity(
    plan: PlanLike,
    scenario: Scenario | str,
    outcome: str,
    year: int | None = None,
    step: float = 0.01,
    share: float = 0.1,
    to: int | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
    lang: str | None = None,
) -> pd.DataFrame:
    """Return how far each assumption moves an outcome, all others as they stand (tornado).

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenario : Scenario or str
        A scenario, or the name of one of the plan's own.
    outcome : str
        An indicator that the scenario has a path of, assumed or linked.
    year : int, optional
        The last year of its path where left out.
    step : float
        Rates without a range are moved by this much to both sides: 0.01 is one point a year.
    share : float
        Other amounts without a range are moved by this share of themselves.
    to, baselines, reference, lang
        As in :func:`~linhai_analysis.run_scenarios`.

    Returns
    -------
    DataFrame
        One row an assumption of one number that the outcome depends on, the one that moves it most
        first:
        ``scenario, outcome, year, indicator, assumption, low, value, high, range`` (given or step),
        ``outcome_low`` (the outcome with the assumption at its low end), ``outcome_value,
        outcome_high`` and ``swing`` (the distance between the two).

    Raises
    ------
    UnknownNameError
        Where the scenario has no path of the outcome.
    DataError
        Where the path does not have that year; as in `run_scenarios`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> what_if = Scenario("what if", {"rd_expenditure": {"rate": 0.12, "low": 0.08, "high": 0.16},
    ...     "gdp": {"rate": 0.05, "low": 0.04, "high": 0.06}})
    >>> table = sensitivity(load_plan(), what_if, "rd_gdp_ratio")
    >>> table[["indicator", "outcome_low", "outcome_high"]].round(2).values.tolist()
    [['rd_expenditure', 3.43, 4.9], ['gdp', 4.32, 3.92]]
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    setting = set_one(Ground(plan, baselines, reference, lang), scenario, to)
    one = setting.scenario
    known = {path.indicator: path for path in lay_paths(setting) if path.known}
    if outcome not in known:
        raise UnknownNameError(say("kind.path_in", scenario=one.name), outcome, known)
    when = max(known[outcome].years) if year is None else year
    if when not in known[outcome].years:
        covered = known[outcome].years
        years = say("scenario_fault.covers", first=min(covered), last=max(covered))
        raise DataError(say("scenario_fault.no_value", outcome=outcome, year=when, years=years))
    middle = float(known[outcome].at(when)[0])
    rows = []
    for moved in one.assumptions:
        if moved.number is None:
            continue
        wide = moved if moved.ranged else _stepped(moved, step, share)
        low, high = _outcome(setting, moved, wide, outcome, when)
        facts = (moved.indicator, moved.assumption, wide.low, moved.number, wide.high)
        given = "given" if moved.ranged else "step"
        rows.append((one.name, outcome, when, *facts, given, low, middle, high, abs(high - low)))
    table = pd.DataFrame(rows, columns=SENSITIVITY)
    moves = ~same(table["outcome_low"], table["outcome_high"])
    moving = table[moves].sort_values("swing", ascending=False, kind="stable")
    return moving.reset_index(drop=True)


def _stepped(one: Assumption, step: float, share: float) -> Assumption:
    """An assumption with as much room to each side."""
    value = float(one.number)  # type: ignore[arg-type]
    room = step if ASSUMPTIONS[one.assumption].form == "rate" else share * abs(value)
    return replace(one, low=value - room, high=value + room)


def _outcome(
    setting: Setting, moved: Assumption, wide: Assumption, outcome: str, year: int
) -> tuple[float, float]:
    """The outcome with one assumption at its low and at its high end."""
    assumed = [wide if one is moved else one for one in setting.scenario.assumptions]
    scenario = Scenario(setting.scenario.name, tuple(assumed))
    ends = {moved.key: np.array([-np.inf, np.inf])}
    path = Resolver(replace(setting, scenario=scenario, scores=ends)).path(outcome)
    low, high = (np.nan, np.nan) if path is None else np.broadcast_to(path.at(year), 2)
    return float(low), float(high)

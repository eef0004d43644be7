"""What moves an outcome most: one assumption at a time, from its low end to its high end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, check_year
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.plan import Plan
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.read import read_scenarios
from linhai_analysis.scenario.resolve import Resolver
from linhai_analysis.scenario.run import last_year, lay_paths
from linhai_analysis.scenario.scenario import Assumption, Scenario
from linhai_analysis.scenario.setting import Central, Ground, Setting
from linhai_analysis.tables import RANGED
from linhai_analysis.words import check_language

SENSITIVITY = [
    "scenario",
    "outcome",
    "year",
    "indicator",
    "assumption",
    "low",
    "value",
    "high",
    "range",
    "outcome_low",
    "outcome_value",
    "outcome_high",
    "swing",
]


def sensitivity(
    plan: Plan,
    scenario: Scenario | str,
    outcome: str,
    year: int | None = None,
    step: float = 0.01,
    share: float = 0.1,
    to: int | None = None,
    baselines: Mapping[str, float] | None = None,
    reference: pd.DataFrame | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """Return how far each assumption moves an outcome, all others as they stand (tornado).

    Parameters
    ----------
    plan : Plan
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
        One row an assumption that the outcome depends on, the one that moves it most first:
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
    check_language(lang)
    one = read_scenarios(plan, [scenario])[0]
    ground = Ground(plan, baselines or {}, reference, lang)
    setting = Setting(ground, one, last_year(plan, to), Central())
    known = {path.indicator: path for path in lay_paths(setting) if path.known}
    if outcome not in known:
        raise UnknownNameError(f"path in scenario {one.name!r} of", outcome, known)
    when = max(known[outcome].years) if year is None else check_year("year", year)
    if when not in known[outcome].years:
        years = f"{min(known[outcome].years)} to {max(known[outcome].years)}"
        raise DataError(f"{outcome} has no value in {when}; its path covers {years}")
    middle = float(known[outcome].at(when))
    rows = []
    for moved in one.assumptions:
        if moved.assumption not in RANGED:
            continue
        low, high = _ends(moved, step, share)
        ends = [_outcome(setting, moved, end, outcome, when) for end in (low, high)]
        given = "given" if moved.ranged else "step"
        facts = (moved.indicator, moved.assumption, low, moved.value, high, given)
        rows.append(
            (one.name, outcome, when, *facts, ends[0], middle, ends[1], abs(ends[1] - ends[0]))
        )
    table = pd.DataFrame(rows, columns=SENSITIVITY)
    moving = table[table["swing"] > 0].sort_values("swing", ascending=False, kind="stable")
    return moving.reset_index(drop=True)


class _Moved(Central):
    """The values as they stand, but for one assumption."""

    def __init__(self, moved: Assumption, amount: float) -> None:
        self.moved, self.instead = moved, amount

    def amount(self, one: Assumption) -> Array:
        """The other amount for the one that is moved."""
        return np.asarray(self.instead) if one is self.moved else super().amount(one)


def _outcome(setting: Setting, moved: Assumption, amount: float, outcome: str, year: int) -> float:
    other = Setting(setting.ground, setting.scenario, setting.to, _Moved(moved, amount))
    path: Path | None = Resolver(other).path(outcome)
    return float("nan") if path is None else float(path.at(year))


def _ends(one: Assumption, step: float, share: float) -> tuple[float, float]:
    """The given range, or as much to each side."""
    if one.ranged:
        return one.low, one.high
    value = one.value if isinstance(one.value, float) else float("nan")
    room = step if one.assumption == "rate" else share * abs(value)
    return value - room, value + room

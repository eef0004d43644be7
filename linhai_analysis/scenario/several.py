"""`simulate_scenarios`: several scenarios on the same draws."""

from __future__ import annotations

from typing import Any

from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.scenario.read import Scenarios, read_scenarios
from linhai_analysis.scenario.simulation import Simulation, simulate


def simulate_scenarios(
    plan: PlanLike, scenarios: Scenarios = None, **options: Any
) -> dict[str, Simulation]:
    """Simulate several scenarios on the same draws.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios : optional
        As in :func:`~linhai_analysis.run_scenarios`.
    **options
        As in :func:`~linhai_analysis.simulate`.

    Returns
    -------
    dict of str to Simulation
        By the name of the scenario.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> made = simulate_scenarios(load_plan(), ["slow", "fast"], draws=1000)
    >>> made["slow"].expected_met < made["fast"].expected_met
    True
    """
    plan = load_plan(plan)
    return {one.name: simulate(plan, one, **options) for one in read_scenarios(plan, scenarios)}

"""Scenarios: named assumptions, the yearly paths that they make, and what closes the gap.

``scenario`` is the data; ``legs`` and ``steps`` lay the path of one indicator, ``resolve`` finds
those that an identity implies, ``run`` checks and lists them. ``compare`` sets paths against
each other and against the targets, ``simulate`` draws from the ranges, ``sensitivity`` moves one
assumption at a time.
"""

from linhai_analysis.scenario.aims import aims
from linhai_analysis.scenario.compare import closing_rate, compare, reach_year
from linhai_analysis.scenario.run import run_scenarios
from linhai_analysis.scenario.scenario import (
    Assumption,
    Scenario,
    Scenarios,
    default_scenarios,
    read_scenarios,
    scenario_word,
)
from linhai_analysis.scenario.sensitivity import SENSITIVITY, sensitivity
from linhai_analysis.scenario.simulate import Simulation, simulate

__all__ = [
    "SENSITIVITY",
    "Assumption",
    "Scenario",
    "Scenarios",
    "Simulation",
    "aims",
    "closing_rate",
    "compare",
    "default_scenarios",
    "reach_year",
    "read_scenarios",
    "run_scenarios",
    "scenario_word",
    "sensitivity",
    "simulate",
]

"""Scenarios: named assumptions, the yearly paths that they make, and what closes the gap.

``scenario`` is the data and ``read`` its door. A ``path`` is an array of years x draws: ``legs``
lays what an assumption makes, ``setting`` is what it rests on, ``resolve`` finds what an identity
implies, ``run`` checks and lists. ``outcomes`` sets paths against each other and against the
targets; ``simulation`` draws from the ``ranges`` with ``scores`` that go together, and reads
``fans``; ``odds`` counts the targets that are met, ``discovery`` says under which conditions, and
``tornado`` moves one assumption at a time.
"""

from linhai_analysis.scenario.outcomes import closing_rate, compare, reach_year
from linhai_analysis.scenario.read import Scenarios, default_scenarios, read_scenarios
from linhai_analysis.scenario.run import run_scenarios
from linhai_analysis.scenario.scenario import Assumption, Scenario
from linhai_analysis.scenario.several import simulate_scenarios
from linhai_analysis.scenario.simulation import Simulation, simulate
from linhai_analysis.scenario.tornado import SENSITIVITY, sensitivity
from linhai_analysis.tables import ASSUMPTIONS

__all__ = [
    "ASSUMPTIONS",
    "SENSITIVITY",
    "Assumption",
    "Scenario",
    "Scenarios",
    "Simulation",
    "closing_rate",
    "compare",
    "default_scenarios",
    "reach_year",
    "read_scenarios",
    "run_scenarios",
    "sensitivity",
    "simulate",
    "simulate_scenarios",
]

"""Required compound growth, change per year, yearly milestones.

``formulas`` is the arithmetic on numbers and arrays; ``quantities`` gives the series that a target
is judged by, ``assumed`` reads base values that the caller assumes, ``baselines`` sets targets
beside the figures that they start from, ``own_table`` completes a table of the caller's own;
``required`` and ``paths`` apply the arithmetic to them and say why where they cannot. ``facts`` is
what the figures imply, ``plans`` compares several plans.
"""

from linhai_analysis.growth.baselines import aims, own_series
from linhai_analysis.growth.formulas import cagr, compound_path, linear_pace, linear_path
from linhai_analysis.growth.paths import milestones
from linhai_analysis.growth.quantities import Judged, judged, own_kind
from linhai_analysis.growth.required import required_growth, still_required

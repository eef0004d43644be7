"""Required compound growth, change per year, yearly milestones.

``formulas`` is arithmetic on numbers and arrays; ``required`` applies it to the targets
of a plan and says why where it cannot.
"""

from linhai_analysis.growth.formulas import cagr, compound_path, linear_pace, linear_path
from linhai_analysis.growth.required import milestones, required_growth, still_required

__all__ = [
    "cagr",
    "compound_path",
    "linear_pace",
    "linear_path",
    "milestones",
    "required_growth",
    "still_required",
]

"""Required compound growth, change per year, yearly milestones.

``formulas`` is arithmetic on numbers and arrays; ``required`` applies it to the targets
of a plan and says why where it cannot.
"""

from linhai_analysis.growth.formulas import cagr, compound_path, linear_pace, linear_path
from linhai_analysis.growth.required import (
    FROM_ZERO,
    NATURAL,
    aimed_levels,
    milestones,
    required_growth,
    still_required,
    with_baselines,
)

__all__ = [
    "FROM_ZERO",
    "NATURAL",
    "aimed_levels",
    "cagr",
    "compound_path",
    "linear_pace",
    "linear_path",
    "milestones",
    "required_growth",
    "still_required",
    "with_baselines",
]

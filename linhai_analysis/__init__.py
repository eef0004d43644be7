"""Targets of a five-year plan: what they require, what is missing, what came out."""

from linhai_analysis.charts import plot_coverage, plot_milestones, plot_required_growth
from linhai_analysis.derived import derived_facts
from linhai_analysis.errors import DataError, FaultsError, UnknownNameError
from linhai_analysis.growth import (
    cagr,
    compound_path,
    linear_pace,
    linear_path,
    milestones,
    required_growth,
    still_required,
)
from linhai_analysis.plan import Plan, build, load_panel, load_plan
from linhai_analysis.report import Review, build_review, growth_table, missing_table

__all__ = [
    "DataError",
    "FaultsError",
    "Plan",
    "Review",
    "UnknownNameError",
    "build",
    "build_review",
    "cagr",
    "compound_path",
    "derived_facts",
    "growth_table",
    "linear_pace",
    "linear_path",
    "load_panel",
    "load_plan",
    "milestones",
    "missing_table",
    "plot_coverage",
    "plot_milestones",
    "plot_required_growth",
    "required_growth",
    "still_required",
]

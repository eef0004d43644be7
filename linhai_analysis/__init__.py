"""Targets of a five-year plan: what they require, what is missing, what came out."""

from linhai_analysis.charts import (
    plot_backtest,
    plot_coverage,
    plot_milestones,
    plot_projection,
    plot_required_growth,
)
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
from linhai_analysis.outlook import project_indicator, project_targets
from linhai_analysis.plan import Plan, build, load_panel, load_plan
from linhai_analysis.projection import (
    MODELS,
    Projection,
    backtest,
    compare_models,
    project,
    project_panel,
)
from linhai_analysis.report import (
    Projections,
    Review,
    build_review,
    growth_table,
    missing_table,
    project_file,
)

__all__ = [
    "MODELS",
    "DataError",
    "FaultsError",
    "Plan",
    "Projection",
    "Projections",
    "Review",
    "UnknownNameError",
    "backtest",
    "build",
    "build_review",
    "cagr",
    "compare_models",
    "compound_path",
    "derived_facts",
    "growth_table",
    "linear_pace",
    "linear_path",
    "load_panel",
    "load_plan",
    "milestones",
    "missing_table",
    "plot_backtest",
    "plot_coverage",
    "plot_milestones",
    "plot_projection",
    "plot_required_growth",
    "project",
    "project_file",
    "project_indicator",
    "project_panel",
    "project_targets",
    "required_growth",
    "still_required",
]

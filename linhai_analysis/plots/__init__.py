"""The doors to the charts: each makes the frames that a chart shows and has them drawn."""

from linhai_analysis.plots.progress import (
    plot_dashboard,
    plot_forecast_value,
    plot_hindsight,
    plot_pace,
    plot_scorecard,
    plot_verdicts,
)
from linhai_analysis.plots.projections import (
    plot_backtest,
    plot_calibration,
    plot_projection,
)
from linhai_analysis.plots.scenarios import plot_fan, plot_scenarios, plot_sensitivity
from linhai_analysis.plots.targets import (
    plot_ambition,
    plot_coverage,
    plot_milestones,
    plot_required_growth,
)

__all__ = [
    "plot_ambition",
    "plot_backtest",
    "plot_calibration",
    "plot_coverage",
    "plot_dashboard",
    "plot_fan",
    "plot_forecast_value",
    "plot_hindsight",
    "plot_milestones",
    "plot_pace",
    "plot_projection",
    "plot_required_growth",
    "plot_scenarios",
    "plot_scorecard",
    "plot_sensitivity",
    "plot_verdicts",
]

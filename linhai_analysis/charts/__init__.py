"""Draws plans and frames on Axes. Charts return their Axes and never show or save."""

from linhai_analysis.charts.ambition import plot_ambition
from linhai_analysis.charts.coverage import plot_coverage
from linhai_analysis.charts.growth import plot_required_growth
from linhai_analysis.charts.hindsight import plot_hindsight
from linhai_analysis.charts.milestones import plot_milestones
from linhai_analysis.charts.pace import plot_pace
from linhai_analysis.charts.projection import plot_backtest, plot_projection
from linhai_analysis.charts.scenario import plot_fan, plot_scenarios, plot_sensitivity
from linhai_analysis.charts.scorecard import plot_scorecard
from linhai_analysis.charts.style import bundled_font, chinese_font
from linhai_analysis.charts.verdicts import plot_verdicts
from linhai_analysis.text import brackets

__all__ = [
    "brackets",
    "bundled_font",
    "chinese_font",
    "plot_ambition",
    "plot_backtest",
    "plot_coverage",
    "plot_fan",
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

"""Draws plans and frames on Axes. Charts return their Axes and never show or save."""

from linhai_analysis.charts.coverage import plot_coverage
from linhai_analysis.charts.growth import plot_required_growth
from linhai_analysis.charts.milestones import plot_milestones
from linhai_analysis.charts.projection import plot_backtest, plot_projection
from linhai_analysis.charts.style import bundled_font, chinese_font

__all__ = [
    "bundled_font",
    "chinese_font",
    "plot_backtest",
    "plot_coverage",
    "plot_milestones",
    "plot_projection",
    "plot_required_growth",
]

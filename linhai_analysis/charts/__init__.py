"""Draws frames on Axes, a plan for names and sources; never shows, saves or computes."""

from linhai_analysis.charts.ambition import draw_ambition
from linhai_analysis.charts.calibration import draw_backtest, draw_calibration
from linhai_analysis.charts.coverage import draw_coverage
from linhai_analysis.charts.dashboard import draw_dashboard
from linhai_analysis.charts.fan import draw_fan
from linhai_analysis.charts.growth import draw_required_growth
from linhai_analysis.charts.hindsight import draw_forecast_value, draw_hindsight
from linhai_analysis.charts.indicator import draw_indicator
from linhai_analysis.charts.projection import draw_projection
from linhai_analysis.charts.scenario import draw_scenarios
from linhai_analysis.charts.scorecard import draw_scorecard
from linhai_analysis.charts.style import bundled_font, chinese_font, font_families
from linhai_analysis.charts.tornado import draw_sensitivity
from linhai_analysis.charts.verdicts import draw_verdicts

__all__ = [
    "bundled_font",
    "chinese_font",
    "draw_ambition",
    "draw_backtest",
    "draw_calibration",
    "draw_coverage",
    "draw_dashboard",
    "draw_fan",
    "draw_forecast_value",
    "draw_hindsight",
    "draw_indicator",
    "draw_projection",
    "draw_required_growth",
    "draw_scenarios",
    "draw_scorecard",
    "draw_sensitivity",
    "draw_verdicts",
    "font_families",
]

"""Trend projections on short yearly series: models, intervals, the probability of a target,
backtest.
"""

from linhai_analysis.projection.backtest import backtest
from linhai_analysis.projection.compare import compare_models
from linhai_analysis.projection.models import MODELS
from linhai_analysis.projection.panel import project_panel
from linhai_analysis.projection.project import project
from linhai_analysis.projection.projection import FLAGS, Projection

__all__ = [
    "FLAGS",
    "MODELS",
    "Projection",
    "backtest",
    "compare_models",
    "project",
    "project_panel",
]

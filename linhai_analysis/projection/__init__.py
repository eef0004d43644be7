"""Trend projections on short yearly series.

``single`` and ``panel`` project one series and thousands, ``compare`` one by several models;
``models`` holds the models and ``pooled`` the default one; ``reference`` borrows from comparable
places, ``rolling`` says how wrong the models would have been; ``quantiles`` is the distribution
that every model answers with.
"""

from linhai_analysis.projection.compare import compare_models
from linhai_analysis.projection.models import MODELS
from linhai_analysis.projection.panel import project_panel
from linhai_analysis.projection.projection import FLAGS, Projection
from linhai_analysis.projection.rolling import backtest
from linhai_analysis.projection.single import project

"""Trend projections on short yearly series.

``single`` and ``panel`` project one series and thousands, ``compare`` one by several models;
``models`` holds the models and ``pooled`` the default one; ``reference`` borrows from comparable
places, whose ``trial`` at earlier years says how far; ``rolling`` says how wrong the models would
have been, in ``scores``, and ``answer`` what follows; ``quantiles`` is the distribution that every
model answers with.
"""

from linhai_analysis.projection.answer import Backtest, group_name
from linhai_analysis.projection.compare import compare_models
from linhai_analysis.projection.models import MODELS
from linhai_analysis.projection.panel import project_panel
from linhai_analysis.projection.projection import FLAGS, Projection
from linhai_analysis.projection.rolling import backtest
from linhai_analysis.projection.single import project

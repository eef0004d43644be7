"""The plan: from the figures as printed to a checked :class:`Plan`.

``raw`` turns raw tables into plan folders, ``load`` opens a plan folder or workbook, ``model`` is
the plan itself; ``conflicts`` and ``cite`` answer its questions, ``identities`` says which
indicators are tied together.
"""

from linhai_analysis.plan.identities import Quotient, parts, quotients, recomputed
from linhai_analysis.plan.load import load_plan
from linhai_analysis.plan.model import Plan
from linhai_analysis.plan.raw import build, build_tables
from linhai_analysis.plan.sources import named_sources

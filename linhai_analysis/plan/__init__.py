"""The plan: from the figures as printed to a checked :class:`Plan`.

``build`` turns raw tables into plan folders, ``load`` opens a plan folder or workbook,
``model`` is the plan itself; ``series``, ``conflicts`` and ``cite`` answer its questions,
``identities`` says which indicators are tied together.
"""

from linhai_analysis.plan.build import build, build_tables
from linhai_analysis.plan.identities import Quotient, parts, quotients
from linhai_analysis.plan.load import load_panel, load_plan
from linhai_analysis.plan.model import Plan
from linhai_analysis.plan.sources import families, named_sources
from linhai_analysis.plan.targets import distinct_targets, stated_relation, target_text

__all__ = [
    "Plan",
    "Quotient",
    "build",
    "build_tables",
    "distinct_targets",
    "families",
    "load_panel",
    "load_plan",
    "named_sources",
    "parts",
    "quotients",
    "stated_relation",
    "target_text",
]

"""The review of a plan: contents once, then a page, numbers for programs, and figures.

``contents`` is what a review says, ``review`` assembles it; ``growth_tables``, ``plan_tables``
and ``numbers`` make it readable, ``page`` is the HTML, ``write`` puts the files in place.
``projections`` and ``scenarios`` do the same for a user's series and for scenarios; ``html`` and
``folder`` serve them all. ``paper`` and ``bibtex`` are for those who write one.
"""

from linhai_analysis.report.growth_tables import growth_table, missing_table
from linhai_analysis.report.projections import Projections, project_file
from linhai_analysis.report.review import Review, build_review
from linhai_analysis.report.scenarios import ScenarioReport, report_scenarios

__all__ = [
    "Projections",
    "Review",
    "ScenarioReport",
    "build_review",
    "growth_table",
    "missing_table",
    "project_file",
    "report_scenarios",
]

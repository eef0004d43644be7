"""The plan: from the figures as printed to a checked :class:`Plan`.

``load`` opens a plan folder, a workbook or frames, ``model`` is the plan itself: the tables of
``contents`` with the words of ``named``. ``conflicts`` and ``cite`` answer its questions,
``changes`` says which targets are in force, ``settled`` what people decided, ``others`` what the
plan is by its other figures, ``visible`` what of it others may see, ``identities`` which indicators
are tied together. ``raw`` turns raw tables into plan folders; it is loaded by those alone who do.
"""

from linhai_analysis.plan.changes import IN_FORCE, standing
from linhai_analysis.plan.cite import citations
from linhai_analysis.plan.identities import Quotient, parts, quotients, recomputed
from linhai_analysis.plan.load import PlanLike, load_plan, open_plans
from linhai_analysis.plan.model import Plan
from linhai_analysis.plan.others import Other, other_figures
from linhai_analysis.plan.settled import if_settled
from linhai_analysis.plan.sources import named_sources

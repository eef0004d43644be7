"""What a careful clerk would ask about a plan: one table of questions, their findings as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from linhai_analysis.plan.doubtful_figures import (
    far_years,
    missing_units,
    out_of_bounds,
    slipped_digits,
)
from linhai_analysis.plan.doubtful_parts import parts_of_figures, parts_of_targets
from linhai_analysis.plan.doubtful_targets import (
    far_targets,
    fractions,
    totals_of_a_year,
    unread_targets,
    wrong_sides,
)
from linhai_analysis.plan.doubts import Asked, Doubt
from linhai_analysis.plan.named import Named
from linhai_analysis.series import Standing

QUESTIONS: tuple[Callable[[Asked], Iterator[Doubt]], ...] = (
    unread_targets,
    wrong_sides,
    totals_of_a_year,
    far_targets,
    fractions,
    slipped_digits,
    parts_of_figures,
    parts_of_targets,
    out_of_bounds,
    far_years,
    missing_units,
)


def find_doubts(
    plan: Named, standings: Mapping[str, Sequence[Standing]], lang: str
) -> pd.DataFrame:
    """Ask all questions of a plan; each finding is a row, and its sentence says what to look at."""
    asked = Asked(plan, standings, lang)
    found = [doubt for question in QUESTIONS for doubt in question(asked)]
    frame = pd.DataFrame(found, columns=list(Doubt._fields))
    return frame.astype({"year": "Int64", "value": "float64", "other": "float64"})

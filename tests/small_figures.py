"""Plans of one indicator whose figures come from several sources, or were revised."""

from __future__ import annotations

import pandas as pd
from small_plans import small_plan

import linhai_analysis as la

SOURCES = pd.DataFrame(
    {
        "source_id": ["S1", "S2", "S3"],
        "title": ["yearbook", "bulletin", "anew"],
        "publisher": ["office", "bureau", "census"],
    }
)


def plan_of(folder, figures, targets=({"target": 120},)):
    """A plan 2015-2020 of one indicator; a figure is a dict of cells."""
    small_plan(folder, [{"indicator": "a"} | targets[0]], {"a": {}})
    rows = [{"indicator": "a", "base_year": 2015, "target_year": 2020} | row for row in targets]
    pd.DataFrame(rows).to_csv(folder / "targets.csv", index=False)
    pd.DataFrame([{"indicator": "a"} | row for row in figures]).to_csv(
        folder / "observations.csv", index=False
    )
    SOURCES.to_csv(folder / "sources.csv", index=False)
    return la.load_plan(folder)


def figure(year, value, source_id="", status="final", **more):
    return {"year": year, "value": value, "source_id": source_id, "status": status, **more}


TWO = [figure(2015, 60, "S1"), figure(2018, 92, "S1"), figure(2018, 95, "S2")]

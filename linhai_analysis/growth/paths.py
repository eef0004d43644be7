"""The yearly paths to the targets of a plan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.growth.formulas import compound_path, linear_path
from linhai_analysis.growth.required import required_growth
from linhai_analysis.plan import PlanLike, load_plan


@checked
def milestones(
    plan: PlanLike, baselines: Baselines = None, lang: str | None = None
) -> pd.DataFrame:
    """Return the yearly path to each printed target, compound and linear.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    baselines, lang
        As in :func:`required_growth`.

    Returns
    -------
    DataFrame
        One row a target and year, base year and target year included: ``target_id, indicator,
        year, compound, linear, main, assumed, reason``. A path that cannot be drawn is NaN,
        and `reason` says why.

    Raises
    ------
    DataError, UnknownNameError
        As :func:`required_growth`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> path = milestones(load_plan()).query("target_id == 'hightech_enterprises.t1'")
    >>> path["linear"].tolist()
    [60.0, 72.0, 84.0, 96.0, 108.0, 120.0]
    >>> path["compound"].round(1).tolist()
    [60.0, 68.9, 79.2, 90.9, 104.5, 120.0]
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    growth = required_growth(plan, baselines, lang)
    parts = []
    for years, group in growth.groupby("years", sort=False):
        steps = int(str(years))
        compound = compound_path(group["base_value"], group["required_cagr"], steps)
        linear = linear_path(group["base_value"], group["required_per_year"], steps)
        part = group.loc[group.index.repeat(steps + 1)]
        parts.append(
            part.assign(
                year=part["base_year"] + np.tile(np.arange(steps + 1), len(group)),
                compound=np.ravel(compound),
                linear=np.ravel(linear),
            )
        )
    columns = ["target_id", "indicator", "year", "compound", "linear", "main", "assumed", "reason"]
    table = pd.concat(parts) if parts else growth.assign(year=[], compound=[], linear=[])
    return table.sort_index(kind="stable")[columns].reset_index(drop=True)

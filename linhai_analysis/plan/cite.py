"""Leads from a figure to its source."""

from __future__ import annotations

import numpy as np
import pandas as pd

from linhai_analysis.errors import UnknownNameError
from linhai_analysis.plan.contents import Contents
from linhai_analysis.plan.sources import named_sources
from linhai_analysis.words import say

COLUMNS = ["figure", "indicator", "year", "value", "printed", "printed_name", "place"]
COLUMNS += ["publisher", "title", "published", "url", "reliability", "source_id"]


def citations(plan: Contents, name: str, lang: str) -> pd.DataFrame:
    """Return the source of each figure of an indicator or target."""
    targets, observations, sources = plan.targets, plan.own_observations, plan.sources
    aims = targets[(targets["indicator"] == name) | (targets["target_id"] == name)]
    values = observations[observations["indicator"] == name]
    if aims.empty and values.empty:
        known = {*targets["target_id"], *targets["indicator"], *plan.observations["indicator"]}
        raise UnknownNameError(say("kind.indicator_or_target"), name, known)
    base_years = targets.loc[targets["indicator"] == name, "base_year"]
    values = values.assign(
        figure=np.where(values["year"].isin(base_years), "baseline", "observation")
    )
    aims = aims.assign(figure="target", year=aims["target_year"], value=aims["target"])
    rows = pd.concat([table for table in (values, aims) if len(table)])
    named = named_sources(sources, lang)[["publisher", "cited", "address"]]
    described = rows.merge(
        sources[["source_id", "published", "reliability"]], on="source_id", how="left"
    ).join(named.rename(columns={"cited": "title", "address": "url"}), on="source_id")
    order = described["figure"].map({"baseline": 0, "target": 1, "observation": 2})
    described = described.assign(_order=order).sort_values(["_order", "year"], kind="stable")
    text = [name for name in COLUMNS if name not in ("year", "value")]
    cited = described.reindex(columns=COLUMNS).reset_index(drop=True)
    return cited.fillna(dict.fromkeys(text, "")).astype(dict.fromkeys(text, "str"))

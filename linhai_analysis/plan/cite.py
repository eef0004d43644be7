"""Leads from a figure to its source."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.errors import UnknownNameError
from linhai_analysis.plan.named import Named
from linhai_analysis.words import say

COLUMNS = ["figure", "indicator", "year", "value", "printed", "printed_name", "place"]
COLUMNS += ["publisher", "title", "published", "url", "reliability", "source_id"]


def citations(plan: Named, names: Sequence[str], lang: str) -> pd.DataFrame:
    """Return the source of each figure of indicators or of one target, in this order."""
    targets, observations, sources = plan.targets, plan.own_observations, plan.sources
    known = {*targets["target_id"], *targets["indicator"], *observations["indicator"]}
    if unknown := [name for name in names if name not in known]:
        raise UnknownNameError(say("kind.indicator_or_target"), unknown[0], known)
    aims = targets[targets["indicator"].isin(names) | targets["target_id"].isin(names)]
    values = observations[observations["indicator"].isin(names)]
    bases = pd.MultiIndex.from_frame(targets[["indicator", "base_year"]])
    at_base = pd.MultiIndex.from_frame(values[["indicator", "year"]]).isin(bases)
    values = values.assign(figure=np.where(at_base, "baseline", "observation"))
    aims = aims.assign(figure="target", year=aims["target_year"], value=aims["target"])
    rows = pd.concat([table for table in (values, aims) if len(table)])
    named = plan.named_sources(lang)[["publisher", "cited", "address"]]
    described = rows.merge(
        sources[["source_id", "published", "reliability"]], on="source_id", how="left"
    ).join(named.rename(columns={"cited": "title", "address": "url"}), on="source_id")
    order = described["figure"].map({"baseline": 0, "target": 1, "observation": 2})
    place = described["indicator"].map({name: n for n, name in enumerate(names)})
    described = described.assign(_place=place, _order=order)
    described = described.sort_values(["_place", "_order", "year"], kind="stable")
    text = [name for name in COLUMNS if name not in ("year", "value")]
    cited = described.reindex(columns=COLUMNS).reset_index(drop=True)
    return cited.fillna(dict.fromkeys(text, "")).astype(dict.fromkeys(text, "str"))

"""What each target speaks of as a yearly series: a level, a sum, each year, or an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.series import added_since, index_since
from linhai_analysis.targets import BASES, INDEX_BASE, KINDS, Kind


class Judged(NamedTuple):
    """A target's own quantity: its series, why there is none (a key), how it was read (a note)."""

    quantity: str
    series: pd.Series
    lacking: str = ""
    reading: str = ""


def judged(series: pd.Series, target: Mapping[str, Any]) -> Judged:
    """Return the series that a target is judged by, from that of its indicator.

    `target` has ``basis, base_year, base_figure, target_value, kind, better, assumed``.
    """
    basis = BASES[target["basis"]]
    if basis.quantity == "sum":
        added = added_since(series, target["base_year"], target["base_figure"])
        before = _runs_from_before(series, target["base_year"])
        return Judged("sum", added, added.attrs["lacking"], "running_from_before" if before else "")
    if basis.fraction and series.attrs["unit"] == "%":
        return _per_cent(series, target)
    return Judged(basis.quantity, series)


def with_quantities(frame: pd.DataFrame, series: Callable[[str], pd.Series]) -> pd.DataFrame:
    """Add `quantity`, `lacking`, `reading` and `base_figure`; an index has the base value 100."""
    rows = frame.assign(base_figure=frame["base_value"])
    found = [judged(series(row["indicator"]), row) for row in rows.to_dict("records")]
    quantity = pd.Series([one.quantity for one in found], rows.index, dtype="str")
    lacking = pd.Series([one.lacking for one in found], rows.index, dtype="str")
    base = rows["base_value"].mask(quantity == "index", INDEX_BASE)
    return rows.assign(
        quantity=quantity,
        lacking=lacking,
        reading=[one.reading for one in found],
        # A figure of which nobody knows whether it is a level or a change is no base.
        base_value=base.mask((lacking != "") & (quantity == "level")),
    )


def own_kind(target: Mapping[str, Any]) -> Kind:
    """The kind of what is judged: an index of a level moves as an amount does."""
    return KINDS["amount" if target["quantity"] == "index" else target["kind"]]


def _runs_from_before(series: pd.Series, year: int) -> bool:
    """Whether a running total has a figure for the base year and does not start anew after it."""
    later = series[series.index > year]
    running = series.attrs["counted"] == "running" and len(later) > 0
    return running and 0 < series.get(year, 0.0) <= later.iloc[0]


def _per_cent(series: pd.Series, target: Mapping[str, Any]) -> Judged:
    """A growth or fall of what is itself in per cent: of a level, or of what the changes chain to.

    A level below 0 cannot fall by a share of itself, so such figures are changes; whether figures
    above 0 are changes or levels cannot be told, but a share is a level by its kind. Changes above
    0 of which more is better, though the target is a fall, are the sizes of falls.
    """
    counted, year, base = series.attrs["counted"], target["base_year"], target["base_figure"]
    later = series[series.index > year]
    falls = target["target_value"] < 0
    if counted in ("in_year", "running"):
        up = target["better"] == "up"
        if not falls or (later <= 0).all() or (not up and (later < 0).any()):
            return Judged("index", index_since(series, year, counted))
        if not up or (later < 0).any():
            return Judged("level", series.iloc[:0], "fall_above_0")
        return Judged("index", index_since(-series, year, counted), reading="read_as_falls")
    if counted == "stock" or target["assumed"]:
        return Judged("level", series)
    if falls and len(later) and (later < 0).all() and not base >= 0:
        return Judged("index", index_since(series, year, "in_year"), reading="read_as_changes")
    if later.empty if np.isnan(base) else target["kind"] == "share":
        return Judged("level", series)
    return Judged("level", series.iloc[:0], "per_cent")

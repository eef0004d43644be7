"""`project_panel`: thousands of series at once, by the code that projects one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.notes import noted
from linhai_analysis.projection import models, pooled
from linhai_analysis.projection.projection import columns
from linhai_analysis.projection.quantiles import LEVELS
from linhai_analysis.projection.reference import read_reference, relative_drift
from linhai_analysis.projection.single import check_options, no_reference, notice, years_ahead
from linhai_analysis.series import SMALLEST, Panel, Rows, Years, read_panel


@dataclass(frozen=True)
class Batch:
    """Series of one length and one reach, projected."""

    members: Rows
    last: Rows
    table: Array
    notes: list[tuple[str, ...]]
    reasons: list[str]


_NONE = np.empty(0, np.int64)
NO_SERIES = Batch(_NONE, _NONE, np.empty((0, 1, len(LEVELS))), [], [])


def project_panel(
    frame: pd.DataFrame,
    by: str | Sequence[str] = "geo",
    to: int | None = None,
    horizon: int | None = None,
    model: str = "default",
    levels: Sequence[float] = (0.8, 0.95),
    reference: pd.DataFrame | None = None,
    lower: float | None = None,
    upper: float | None = None,
) -> pd.DataFrame:
    """Project every series of a long frame, each as `project` would.

    Parameters
    ----------
    frame : DataFrame
        The columns of `by`, year, value and, where there is one, break: true where a value is
        not comparable with the year before (also yes, 1, 是; missing: false), as ``breaks`` of
        `project`.
    by : str or sequence of str
        The column, or columns, that tell the series apart.
    to, horizon, model, levels, lower, upper
        As in `project`.
    reference : DataFrame, optional
        As in `project`; a series leaves out the row of its own (first) `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, year, median, lo80, hi80, lo95, hi95, notes
        (a tuple), reason; series in the order of their first appearance. A series without a
        projection has one row, with a reason and no numbers.

    Raises
    ------
    DataError
        As in `project`, naming the series; for a column break that holds other text.
    UnknownNameError
        For a model that does not exist.

    Examples
    --------
    >>> rows = {"geo": ["a", "a", "b"], "year": [2014, 2015, 2015], "value": [1.0, 2.0, 3.0]}
    >>> frame = pd.DataFrame(rows)
    >>> project_panel(frame, horizon=1)[["geo", "year", "reason"]].to_numpy().tolist()
    [['a', 2016, ''], ['b', <NA>, 'the default model needs 2 values or more, the series has 1']]

    """
    chosen = models.find(model)
    checked = check_options(to, horizon, levels)
    no_reference(model, reference)
    panel = read_panel(frame, by, lower, upper)
    wide = None if reference is None else read_reference(reference)
    batches = [
        project_batch(chosen, panel, members, n, to, horizon, wide)
        for members, n in alike(panel, to)
    ]
    return assemble(panel.keys, batches, checked, lower, upper)


def alike(panel: Panel, to: int | None) -> Iterator[tuple[Rows, int]]:
    """Series that can be projected together."""
    n = np.minimum(panel.stop - panel.level_start, pooled.LONGEST_WINDOW)
    last = np.zeros(len(n), np.int64)
    if to is not None and len(panel.years):
        last = np.where(n > 0, panel.years[np.maximum(panel.stop - 1, 0)], 0)
    both = last * (pooled.LONGEST_WINDOW + 1) + n
    for kind in np.unique(both):
        members = np.flatnonzero(both == kind)
        yield members, int(n[members[0]])


def project_batch(
    model: models.Model,
    panel: Panel,
    members: Rows,
    n: int,
    to: int | None,
    horizon: int | None,
    wide: pd.DataFrame | None,
) -> Batch:
    """Project series of one length and reach."""
    at = panel.stop[members][:, None] + np.arange(-n, 0)
    years, values = panel.years[at], panel.values[at]
    last = years[:, -1] if n else np.zeros(len(members), np.int64)
    ahead, reason = years_ahead(years[0], to, horizon)
    was_cut = panel.level_start[members] > panel.start[members]
    found = {"years_sorted": ~panel.was_sorted[members], "level_break": was_cut}
    drifts: list[float | None] = [None] * len(members)
    if reason:
        table, reasons = np.full((len(members), 1, len(LEVELS)), np.nan), [reason] * len(members)
    else:
        if wide is not None:
            histories = zip(years, values, panel.keys.iloc[members, 0], strict=True)
            drifts = [relative_drift(y, v, wide, own) for y, v, own in histories]
            lent = np.array([drift is not None for drift in drifts])
            found |= {"reference_used": lent, "reference_too_small": ~lent}
        table, reasons = tables(model, years, values, ahead.astype(float), drifts, was_cut)
    if n:
        found |= notice(years, values, len(ahead))
    return Batch(members, last, table, noted(found, len(members)), reasons)


def tables(
    model: models.Model,
    years: Years,
    values: Array,
    horizons: Array,
    drifts: list[float | None],
    was_cut: Mask,
) -> tuple[Array, list[str]]:
    """Quantiles of each series, NaN where there is a reason why there are none."""
    table = np.full((len(years), len(horizons), len(LEVELS)), np.nan)
    reasons = [""] * len(years)
    live = np.abs(values).max(axis=1) >= SMALLEST
    live &= model.name == "default" and values.shape[1] >= model.least
    live &= [drift is None for drift in drifts]
    if live.any():
        table[live] = pooled.tables(years[live], values[live], horizons)
    for i in np.flatnonzero(~live):
        cut = bool(was_cut[i])
        found, reasons[i] = models.run(model, years[i], values[i], horizons, drifts[i], cut)
        if not reasons[i]:
            table[i] = found
    return table, reasons


def assemble(
    keys: pd.DataFrame,
    batches: list[Batch],
    levels: tuple[float, ...],
    lower: float | None,
    upper: float | None,
) -> pd.DataFrame:
    """One long frame of all batches, in the order of the series."""
    parts = []
    for b in batches or [NO_SERIES]:
        refused = np.array([bool(reason) for reason in b.reasons], dtype=bool)
        reach = b.table.shape[1]
        rows = pd.DataFrame(
            {
                "series": np.repeat(b.members, reach),
                "year": (b.last[:, None] + np.arange(1, reach + 1)).ravel(),
                **columns(b.table.reshape(-1, len(LEVELS)), levels, lower, upper),
                "notes": pd.Series(b.notes, dtype=object).repeat(reach).to_numpy(),
                "reason": np.repeat(np.array(b.reasons, dtype=object), reach),
            }
        ).astype({"year": "Int64"})
        first = np.arange(len(rows)) % reach == 0
        gone = np.repeat(refused, reach)
        rows.loc[gone, "year"] = pd.NA
        parts.append(rows[~gone | first])
    out = pd.concat(parts, ignore_index=True).sort_values(
        "series", kind="stable", ignore_index=True
    )
    named = keys.iloc[out["series"].to_numpy()].reset_index(drop=True)
    result: pd.DataFrame = pd.concat([named, out.drop(columns="series")], axis=1)
    return result

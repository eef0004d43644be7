"""`project_panel`: thousands of series at once, by the code that projects one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from linhai_analysis.arguments import checked
from linhai_analysis.projection.batch import Options, project_batch, read_options
from linhai_analysis.projection.pooled import LONGEST_WINDOW
from linhai_analysis.projection.projection import columns
from linhai_analysis.projection.quantiles import LEVELS
from linhai_analysis.series import Panel, Rows, read_panel


@checked
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
        Long: the columns of `by`, year (read as the index of a series in `project` is), value and,
        where there is one, break: true where a value is not comparable with the year before (also
        yes, 1, 是; missing: false), as ``breaks`` of `project`. Or wide: the columns of `by` and
        years across; or years down, in the index or in a column, and a column for each series.
    by : str or sequence of str
        The column, or columns, that tell the series apart.
    to, horizon, model, levels, lower, upper
        As in `project`.
    reference : DataFrame, optional
        As in `project`; a series leaves out the row that bears one of its names in `by`.

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
    asked = read_options(to, horizon, model, levels, reference)
    panel = read_panel(frame, by, lower, upper)
    parts = [_project(asked, panel, *alike, lower, upper) for alike in _alike(panel, to)]
    out = pd.concat(parts).sort_values("series", kind="stable", ignore_index=True)
    named = panel.keys.iloc[out["series"].to_numpy()].reset_index(drop=True)
    return pd.concat([named, out.drop(columns="series")], axis=1)


def _alike(panel: Panel, to: int | None) -> Iterator[tuple[Rows, int]]:
    """Series that can be projected together, and their number of values."""
    n = np.minimum(panel.stop - panel.level_start, LONGEST_WINDOW)
    last = np.zeros(len(n), np.int64)
    if to is not None and len(panel.years):
        last = np.where(n > 0, panel.years[np.maximum(panel.stop - 1, 0)], 0)
    both = last * (LONGEST_WINDOW + 1) + n
    if not len(both):
        yield np.empty(0, np.int64), 0
    for kind in np.unique(both):
        members = np.flatnonzero(both == kind)
        yield members, int(n[members[0]])


def _project(
    asked: Options, panel: Panel, members: Rows, n: int, lower: float | None, upper: float | None
) -> pd.DataFrame:
    """Rows of series of one length and reach; of those without a projection one row each."""
    at = panel.stop[members][:, None] + np.arange(-n, 0)
    years, names = panel.years[at], panel.keys.iloc[members].to_numpy(object)
    found = {
        "years_sorted": ~panel.was_sorted[members],
        "level_break": panel.level_start[members] > panel.start[members],
    }
    table, notes, reasons, _ = project_batch(asked, years, panel.values[at], names, found)
    count, reach, _ = table.shape
    last = years[:, -1:] if n else np.zeros((count, 1), np.int64)
    reason = np.repeat(np.array(reasons, dtype=object), reach)
    rows = pd.DataFrame(
        {
            "series": np.repeat(members, reach),
            "year": pd.array((last + np.arange(1, reach + 1)).ravel(), dtype="Int64"),
            **columns(table.reshape(-1, len(LEVELS)), asked.levels, lower, upper),
            "notes": pd.Series(notes, dtype=object).repeat(reach).to_numpy(),
            "reason": reason,
        }
    )
    refused = reason != ""
    rows.loc[refused, "year"] = pd.NA
    return rows[~refused | (np.tile(np.arange(reach), count) == 0)]

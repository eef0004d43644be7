"""`project`: one yearly series into one `Projection`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.arguments import checked
from linhai_analysis.projection.batch import project_batch, read_options
from linhai_analysis.projection.pooled import LONGEST_WINDOW
from linhai_analysis.projection.projection import Projection
from linhai_analysis.projection.reference import Siblings
from linhai_analysis.series import as_series, read_series


@checked
def project(
    series: pd.Series | pd.DataFrame,
    to: int | None = None,
    horizon: int | None = None,
    model: str = "default",
    levels: Sequence[float] = (0.8, 0.95),
    reference: pd.DataFrame | Siblings | None = None,
    lower: float | None = None,
    upper: float | None = None,
    breaks: Sequence[int] = (),
) -> Projection:
    """Project a yearly series, with intervals and the probability of any target.

    Parameters
    ----------
    series : Series or DataFrame
        Values indexed by year: whole numbers, text such as ``"2015"`` or ``"2015年"``, annual
        periods, or dates of which a year has one. Or a table that holds one such series: years in
        its index, in a column, or across. Missing values are gaps: the change across a gap counts
        once, divided by its length. At most the last 15 known values are used, as
        ``n`` of the answer says.
    to, horizon : int, optional
        The last year to project, or the number of years; 5 years without either.
    model : str
        A name in `MODELS`.
    levels : sequence of float
        Levels of the prediction intervals.
    reference : DataFrame, optional
        Columns geo, year, value: comparable series from which the default model borrows the usual
        drift, each from its last break on where there is a column break. They may end up to two
        years before `series`; a flag says so, or why nothing is borrowed. The rows of the place
        itself, of the nation and of totals (合计, Total, 000000) are left out: by the name of
        `series` or its ``attrs["geo"]``, by code or name, in English or Chinese (also ``name_en,
        name_zh`` of the reference). A row with the values of `series`, or its growth in another
        unit or rounded, in four common years or more, is the place itself under another name, and
        is noted. A nation other than China is not known by its name: leave out its row yourself.
    lower, upper : float, optional
        Bounds that the quantity cannot leave.
    breaks : sequence of int, optional
        Years whose value is not comparable with the year before: only values from the last of
        them on are used. Left out, the breaks that ``Plan.series`` has noted are honoured.

    Returns
    -------
    Projection
        ``frame``, ``probability``, ``flags``; no numbers but a ``reason`` where the history does
        not allow a projection.

    Raises
    ------
    DataError
        For text, infinite values, a year given twice, values outside the bounds, options that make
        no sense, more than 100 years ahead.
    UnknownNameError
        For a model that does not exist.

    Examples
    --------
    A series that alternates between 10 and 12 has no trend: half the outcomes lie above the middle
    of the projection.

    >>> p = project(pd.Series([10.0, 12.0, 10.0, 12.0], index=range(2012, 2016)), to=2017)
    >>> p.frame["year"].tolist(), round(p.probability(p.frame["median"].iloc[-1]), 6)
    ([2016, 2017], 0.5)
    >>> project(pd.Series([10.0], index=[2015]), to=2020).reason
    'the default model needs 2 values or more, the series has 1'

    """
    asked = read_options(to, horizon, model, levels, reference)
    series = as_series(series)
    read = read_series(series, lower, upper, breaks)
    years = read.years[read.level_start :][-LONGEST_WINDOW:]
    values = read.values[read.level_start :][-LONGEST_WINDOW:]
    found = {
        "years_sorted": np.array([not read.was_sorted]),
        "level_break": np.array([read.level_start > 0]),
        "spliced": np.array(["spliced" in series.attrs.get("notes", ())]),
    }
    made = project_batch(asked, years[None], values[None], [_places(series)], found)
    table = made.table[0] if not made.reasons[0] else made.table[0, :0]
    projected = years[-1] + np.arange(1, len(table) + 1) if len(table) else years[:0]
    return Projection(
        model,
        projected,
        table,
        asked.levels,
        lower,
        upper,
        window=(int(years[0]), int(years[-1])) if len(years) else (),
        n=len(values),
        flags=made.notes[0],
        reason=made.reasons[0],
        borrowed=made.borrowed[0],
    )


def _places(series: pd.Series) -> list[object]:
    """What the place of a series may be called: by its name, and by what it carries."""
    about = series.attrs
    names = [series.name, about.get("geo"), *about.get("geo_names", ())]
    return [name for name in names if name is not None]

"""`project`: one yearly series into one `Projection`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask, is_number
from linhai_analysis.errors import DataError
from linhai_analysis.projection import models, pooled
from linhai_analysis.projection.projection import Projection
from linhai_analysis.projection.quantiles import LEVELS
from linhai_analysis.projection.reference import Siblings, read_reference, relative_drift
from linhai_analysis.series import (
    ROUNDING,
    SMALLEST,
    Years,
    changes_per_year,
    read_series,
    suspected_breaks,
)

DEFAULT_HORIZON = 5
SHORT_HISTORY = 5
FARTHEST = 100
"""More years than this are a slip of the keyboard, such as to=20200."""


def project(
    series: pd.Series,
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
    series : Series
        Values indexed by year as whole numbers. Missing values are gaps: the change across a gap
        counts once, divided by its length. At most the last 15 known values are used.
    to, horizon : int, optional
        The last year to project, or the number of years; 5 years without either.
    model : str
        A name in `MODELS`.
    levels : sequence of float
        Levels of the prediction intervals.
    reference : DataFrame, optional
        Columns geo, year, value: comparable series from which the default model borrows the usual
        drift. The row of the place itself, recognised by the name of `series`, is left out.
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
    chosen = models.find(model)
    checked = check_options(to, horizon, levels)
    no_reference(model, reference)
    read = read_series(series, lower, upper, breaks)
    start = read.level_start
    years = read.years[start:][-pooled.LONGEST_WINDOW :]
    values = read.values[start:][-pooled.LONGEST_WINDOW :]
    ahead, reason = years_ahead(years, to, horizon)
    table, spliced = np.empty((0, len(LEVELS))), "spliced" in series.attrs.get("notes", ())
    noted = {"years_sorted": not read.was_sorted, "level_break": start > 0, "spliced": spliced}
    if not reason:
        drift = None
        if reference is not None:
            drift = relative_drift(years, values, read_reference(reference), series.name)
            noted |= {"reference_used": drift is not None, "reference_too_small": drift is None}
        table, reason = models.run(chosen, years, values, ahead.astype(float), drift, start > 0)
    if len(values):
        noticed = notice(years[None], values[None], len(ahead))
        noted |= {name: bool(found[0]) for name, found in noticed.items()}
    flags = tuple(compress(noted, noted.values()))
    window = (int(years[0]), int(years[-1])) if len(years) else ()
    projected = years[-1] + ahead if not reason else np.empty(0, np.int64)
    return Projection(
        model, projected, table, checked, lower, upper, window, len(values), flags, reason
    )


def check_options(
    to: int | None, horizon: int | None, levels: Sequence[float]
) -> tuple[float, ...]:
    """The levels as a tuple; refuses options that do not make sense."""
    for name, value in (("to", to), ("horizon", horizon)):
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int | np.integer)
        ):
            raise DataError(f"{name}={value!r} must be a whole number of years")
    if to is not None and horizon is not None:
        raise DataError(
            "give the last year with to= or the number of years with horizon=, not both"
        )
    if horizon is not None and horizon < 1:
        raise DataError(f"horizon={horizon} must be 1 or more")
    if isinstance(levels, str) or not isinstance(levels, Iterable):
        raise DataError(f"levels={levels!r} must be a list, such as (0.8, 0.95)")
    for level in levels:
        if not is_number(level) or not 0 < level < 1:
            raise DataError(f"levels must lie between 0 and 1, such as 0.8; found {level!r}")
    return tuple(float(level) for level in levels)


def no_reference(model: str, reference: pd.DataFrame | None) -> None:
    """Refuse a reference for a model that would not look at it."""
    if reference is not None and model != "default":
        raise DataError(
            f"only the default model borrows from a reference; model={model!r} does not"
        )


def years_ahead(years: Years, to: int | None, horizon: int | None) -> tuple[Years, str]:
    """The horizons 1, 2, ... to project, or the reason why there are none."""
    if not len(years):
        return np.empty(0, np.int64), "the series has no values"
    count = to - int(years[-1]) if to is not None else horizon or DEFAULT_HORIZON
    if count < 1:
        reason = f"the series runs to {years[-1]}; there is nothing to project to {to}"
        return np.empty(0, np.int64), reason
    if count > FARTHEST:
        raise DataError(
            f"{int(years[-1]) + count} is {count} years after the last value, {years[-1]}; "
            f"a projection reaches {FARTHEST} years at most"
        )
    return np.arange(1, count + 1), ""


def notice(years: Years, values: Array, count: int) -> dict[str, Mask]:
    """What to know of projections `count` years ahead: flag -> series it applies to."""
    n = values.shape[1]
    size = np.maximum(np.abs(values).max(axis=1), SMALLEST)
    changes = changes_per_year(years, values / size[:, None])
    everyone = np.ones(len(values), bool)
    return {
        "short_history": everyone & (n < SHORT_HISTORY),
        "gaps_in_years": years[:, -1] - years[:, 0] > n - 1,
        "constant_history": (np.ptp(values / size[:, None], axis=1) <= ROUNDING) & (n > 1),
        "suspected_level_break": suspected_breaks(changes),
        "extrapolated_horizon": everyone & (count > pooled.CALIBRATED_HORIZON),
    }

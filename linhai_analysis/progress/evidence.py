"""How sure a mean is where the cases of one year go together, and so do years that overlap.

A year counts once, however many cases it has: the standard error is that of Driscoll and Kraay
(1998), over as many lags as the plans of two base years have years in common, with Student's t of
the years less one. In few years the residuals, which add up to nothing, make the lags too small,
so the error is never taken for less than without them.
"""

from __future__ import annotations

import numpy as np

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.projection.scores import is_rounding

LEVEL = 0.95


def standard_error(values: Array | Mask, years: Array, span: int) -> float:
    """Of the mean of `values`, where what began less than `span` years apart goes together."""
    from statsmodels.regression.linear_model import OLS

    told = {"time": (years - years.min()).astype(int), "use_correction": False}
    model = OLS(values.astype(float), np.ones(len(values)))
    fits = [
        model.fit(
            cov_type="hac-groupsum", cov_kwds={**told, "maxlags": lags, "df_correction": False}
        )
        for lags in (0, span - 1)
    ]
    return max(float(np.sqrt(max(fit.cov_params()[0, 0], 0.0))) for fit in fits)


def share(happened: Mask, years: Array, span: int) -> dict[str, float]:
    """Return a share and its interval, that of Wilson with as many cases as the error is worth.

    One year says nothing of other years. Where all cases came out alike, each year counts as one.

    >>> made = share(np.array([1, 0, 1, 1, 0, 0]) > 0, np.array([1, 1, 2, 2, 3, 3]), 1)
    >>> made["met"], round(made["lo95"], 2), round(made["hi95"], 2)
    (0.5, 0.05, 0.95)
    """
    from scipy.stats import norm, t
    from statsmodels.stats.proportion import proportion_confint

    if not len(happened):
        return {"met": np.nan, "lo95": np.nan, "hi95": np.nan}
    rate, periods = float(happened.mean()), len(np.unique(years))
    if periods < 2:
        return {"met": rate, "lo95": 0.0, "hi95": 1.0}
    alone = rate * (1 - rate)
    # Never worth more than independent cases.
    worth = float(periods)
    if alone:
        worth = alone / max(standard_error(happened, years, span) ** 2, alone / len(happened))
    tail = 2 * norm.sf(t.ppf((1 + LEVEL) / 2, periods - 1))
    low, high = proportion_confint(rate * worth, worth, alpha=tail, method="wilson")
    return {"met": rate, "lo95": float(low), "hi95": float(high)}


def mean_difference(values: Array, years: Array, span: int) -> dict[str, float]:
    """Return a mean of differences, its interval and the p-value of no difference.

    One year, or differences that are alike but for rounding, tell of neither.

    >>> made = mean_difference(np.array([1.0, 2.0, 3.0]), np.array([1, 2, 3]), 1)
    >>> [round(made[name], 3) for name in ("difference", "lo95", "hi95", "p")]
    [2.0, -0.028, 4.028, 0.051]
    """
    from scipy.stats import t

    mean, periods = float(values.mean()) if len(values) else np.nan, len(np.unique(years))
    error = standard_error(values, years, span) if periods > 1 else 0.0
    if is_rounding(error, values):
        return {"difference": mean, "lo95": np.nan, "hi95": np.nan, "p": np.nan}
    half = float(t.ppf((1 + LEVEL) / 2, periods - 1)) * error
    p = float(2 * t.sf(abs(mean) / error, periods - 1))
    return {"difference": mean, "lo95": mean - half, "hi95": mean + half, "p": p}

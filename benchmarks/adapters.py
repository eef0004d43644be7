"""The package in the shape that the benchmark's two scorers call.

``python score.py adapters:project`` and ``python attain.py adapters:prob`` with this folder on the
path; one function for each model.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

import linhai_analysis as la


def projector(model: str) -> Callable[..., pd.DataFrame]:
    """Return ``f(years, values, horizon, level) -> year, mean, lo80, hi80, lo95, hi95``."""

    def f(
        years: np.ndarray, values: np.ndarray, horizon: int, level: tuple = (0.8, 0.95)
    ) -> pd.DataFrame:
        made = la.project(pd.Series(values, years), horizon=horizon, model=model, levels=level)
        if made.reason:
            raise ValueError(made.reason)
        # The scorers call the middle a mean; it is the median.
        return made.frame.rename(columns={"median": "mean"})

    return f


project = projector("default")
naive, drift, linear, compound = map(projector, ("naive", "drift", "linear", "compound"))
holt_damped, theta, local_linear_trend = map(
    projector, ("holt_damped", "theta", "local_linear_trend")
)


def prob(years: np.ndarray, values: np.ndarray, target_year: int, target: float) -> float:
    """Return P(value in `target_year` >= `target`)."""
    return la.project(pd.Series(values, years), to=int(target_year)).probability(float(target))

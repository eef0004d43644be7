"""What each model says of the same series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from linhai_analysis.arguments import checked
from linhai_analysis.projection.models import MODELS
from linhai_analysis.projection.single import project


@checked
def compare_models(
    series: pd.Series | pd.DataFrame, models: str | Sequence[str] = tuple(MODELS), **options: Any
) -> pd.DataFrame:
    """Project one series by several models.

    Parameters
    ----------
    series : Series or DataFrame
        Yearly values, as in :func:`project`.
    models : str or sequence of str
        Names in `MODELS`.
    **options
        Further arguments of :func:`project`: to, horizon, levels, lower, upper, breaks.

    Returns
    -------
    DataFrame
        Columns model, year, median, lo80, hi80, lo95, hi95, reason; a model that gives no
        projection has one row with its reason.

    Raises
    ------
    DataError, UnknownNameError
        As :func:`project`.

    Examples
    --------
    >>> line = pd.Series([1.0, 2.0, 4.0], index=[2013, 2014, 2015])
    >>> compare_models(line, ["naive", "theta"], horizon=1)[["model", "reason"]].values.tolist()
    [['naive', ''], ['theta', 'the Theta model needs 5 values or more, the series has 3']]
    """
    parts = []
    for name in [models] if isinstance(models, str) else models:
        made = project(series, model=name, **options)
        rows = made.frame if not made.reason else pd.DataFrame(index=[0])
        parts.append(rows.assign(model=name, reason=made.reason))
    table = pd.concat(parts, ignore_index=True)
    numbers = [column for column in table.columns if column not in ("model", "year", "reason")]
    ordered = table.reindex(columns=["model", "year", *numbers, "reason"])
    return ordered.astype({"year": "Int64"})

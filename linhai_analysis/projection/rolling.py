"""`backtest`: how wrong the models would have been, on the user's own series."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import is_number
from linhai_analysis.errors import DataError
from linhai_analysis.projection.models import find
from linhai_analysis.projection.panel import project_panel
from linhai_analysis.series import Panel, read_panel
from linhai_analysis.words import say

FEW_FOLDS = 30
"""Fewer folds than this say little about coverage; the table notes it."""


def backtest(
    panel: pd.DataFrame,
    models: str | Sequence[str] = ("default", "naive", "drift"),
    by: str | Sequence[str] = "geo",
    n: int = 6,
    horizon: int = 2,
    lower: float | None = None,
    upper: float | None = None,
) -> pd.DataFrame:
    """Rolling origin: project from every year with n values up to it, compare with the next years.

    A fold is one series at one origin; errors are absolute, in the mean absolute yearly change of
    the whole series, so that series of any unit can be averaged. Every model is compared with naive
    on the folds that both can do.

    Parameters
    ----------
    panel : DataFrame
        As the frame of `project_panel`; where it has a column break, nothing before the last break
        of a series is used.
    models : str or sequence of str
        Names in `MODELS`.
    n, horizon : int
        Number of known values before each origin, and years ahead.
    by, lower, upper
        As in `project_panel`.

    Returns
    -------
    DataFrame
        model, folds, mase (mean scaled error), naive_ratio (to naive on the same folds, below 1 is
        better), cov80, cov95 (share of outcomes inside, 0 to 1), seconds, note.

    Raises
    ------
    DataError
        As in `project_panel`; for n below 2 or a horizon below 1.
    UnknownNameError
        For a model that does not exist.

    Examples
    --------
    A series that rises by 2 a year: naive errs by one change after a year and by two after two.
    Four origins have a later value, the last of them only one: (1 + 2 + 1 + 2 + 1 + 2 + 1) / 7.

    >>> line = pd.DataFrame({"geo": "a", "year": range(2010, 2020), "value": range(0, 20, 2)})
    >>> backtest(line, ["naive"])[["folds", "mase", "note"]].round(3).to_numpy().tolist()
    [[4, 1.429, '4 folds: too few to judge coverage']]

    """
    models = [models] if isinstance(models, str) else list(models)
    for name in models:
        find(name)
    whole = all(is_number(number) and number % 1 == 0 for number in (n, horizon))
    if not whole or n < 2 or horizon < 1:
        raise DataError(say("horizon.backtest", n=repr(n), horizon=repr(horizon)))
    known = read_panel(panel, by, lower, upper)
    history, future = folds(known, int(n), int(horizon))
    options = {"horizon": horizon, "lower": lower, "upper": upper}
    every = dict.fromkeys([*models, "naive"])
    results = {name: errors(name, history, future, **options) for name in every}
    return pd.DataFrame([summary(name, results[name], results["naive"]) for name in models])


def folds(panel: Panel, n: int, horizon: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Histories of n known values, and the known outcomes up to `horizon` years on."""
    levels = zip(panel.level_start, panel.stop, strict=True)
    changes = [np.abs(np.diff(panel.values[start:stop])) for start, stop in levels]
    scale = np.array([one.mean() if len(one) else 0.0 for one in changes])
    at = np.arange(len(panel.years))
    at = at[(at - panel.level_start[panel.owner] >= n) & (scale[panel.owner] > 0)]
    until = panel.latest(panel.owner[at], panel.years[at - 1] + horizon) + 1
    at, until = at[until > at], until[until > at]
    seen = (at[:, None] + np.arange(-n, 0)).ravel()
    past = {"fold": np.arange(len(at)).repeat(n), "year": panel.years[seen]}
    fold, step = np.nonzero(at[:, None] + np.arange(horizon) < until[:, None])
    ahead = at[fold] + step
    later = {"fold": fold, "year": panel.years[ahead], "actual": panel.values[ahead]}
    return (
        pd.DataFrame(past | {"value": panel.values[seen]}),
        pd.DataFrame(later | {"scale": scale[panel.owner[ahead]]}),
    )


def errors(model: str, history: pd.DataFrame, future: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """One row per outcome that the model projected: fold, year, error, in80, in95."""
    start = time.perf_counter()
    ahead = project_panel(history, "fold", model=model, **options)
    seconds = time.perf_counter() - start
    both = future.merge(ahead[ahead["reason"] == ""], on=["fold", "year"])
    out = both[["fold", "year"]].assign(
        error=(both["actual"] - both["median"]).abs() / both["scale"],
        in80=both["actual"].between(both["lo80"], both["hi80"]),
        in95=both["actual"].between(both["lo95"], both["hi95"]),
    )
    out.attrs = {"seconds": seconds, "asked": future["fold"].nunique()}
    return out


def summary(model: str, mine: pd.DataFrame, naive: pd.DataFrame) -> dict[str, object]:
    """One row of the result."""
    count, asked = mine["fold"].nunique(), mine.attrs["asked"]
    both = mine.merge(naive, on=["fold", "year"], suffixes=("", "_naive"))
    notes = []
    if not asked:
        notes.append("no series is long enough for a single fold")
    elif not count:
        notes.append(f"{model} could project none of {asked} folds")
    else:
        if count < FEW_FOLDS:
            notes.append(f"{count} folds: too few to judge coverage")
        if count < asked:
            notes.append(f"{asked - count} of {asked} folds without a projection")
    beside = both["error_naive"].mean() if both["error_naive"].any() else np.nan
    return {
        "model": model,
        "folds": count,
        "mase": mine["error"].mean(),
        "naive_ratio": both["error"].mean() / beside,
        "cov80": mine["in80"].mean(),
        "cov95": mine["in95"].mean(),
        "seconds": mine.attrs["seconds"],
        "note": "; ".join(notes),
    }

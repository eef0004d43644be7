"""`backtest`: how wrong the models would have been, on the user's own series."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any, Literal

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, check_year, checked, is_number, told_value
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.projection import scores
from linhai_analysis.projection.answer import CONFORMAL, LENT, Backtest, summary
from linhai_analysis.projection.batch import project_batch, read_options
from linhai_analysis.projection.models import find
from linhai_analysis.projection.pooled import LONGEST_WINDOW
from linhai_analysis.projection.quantiles import LEVELS, MEDIAN
from linhai_analysis.projection.reference import Siblings, read_reference
from linhai_analysis.series import Panel, Rows, Years, changes_per_year, long_panel, read_panel
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.words import say


@checked
def backtest(
    panel: pd.DataFrame,
    models: str | Sequence[str] = ("default", "naive", "drift"),
    by: str | Sequence[str] = "geo",
    n: int | Sequence[int] = 6,
    horizon: int = 2,
    lower: float | None = None,
    upper: float | None = None,
    reference: pd.DataFrame | Literal[True] | None = None,
    origins: int | Sequence[int] | None = None,
    recalibrate: Literal["conformal"] | None = None,
    return_folds: bool = False,
    tell: Callable[[str], None] | None = None,
) -> Any:
    """Rolling origin: project from every year with n values up to it, compare with the next years.

    A fold is one series at one origin; errors are absolute, in the mean absolute yearly change of
    the whole series, so that series of any unit can be averaged. Every model is compared with naive
    on the folds that both can do. Only figures up to the origin are used, of the others as well.

    Parameters
    ----------
    panel : DataFrame
        As the frame of `project_panel`; where it has a column break, nothing before the last break
        of a series is used.
    models : str or sequence of str
        Names in `MODELS`.
    n : int or sequence of int
        Number of known values before each origin; of several each is tried.
    horizon : int
        Years ahead.
    by, lower, upper
        As in `project_panel`. A column indicator in `by` tells which series are comparable.
    reference : DataFrame or True, optional
        Comparable places, as in `project`, or True for the other places of the panel: the default
        model is also tried with them, as ``default+reference``, on the folds where they lend
        anything. Where the reference has a column indicator, that of the series counts; where it
        has a column break, nothing before the last break of a place.
    origins : int or sequence of int, optional
        The years to stand at; all that can be used where they are left out.
    recalibrate : {"conformal"}, optional
        Try every model also with intervals as wide as earlier origins would have needed, as
        ``<model>+conformal``: from the sixth year on that 30 series or more have, since a year
        counts once (`scores.factors`). The note says where the panel is too small.
    return_folds : bool
        Return the outcomes too.
    tell : callable, optional
        Called with the name of each model before it is tried, for a progress bar.

    Returns
    -------
    Backtest
        A DataFrame: model, folds, mase (mean scaled error), naive_ratio (to naive on the same
        folds, below 1 is better), wis (mean weighted interval score, scaled alike), cov80, cov95
        (share of outcomes inside, 0 to 1), seconds, note. It begins with a sentence: does it pay to
        borrow, does 80 mean 80? ``coverage``, ``differences`` and ``pit`` hold what it rests on.
    DataFrame
        With `return_folds`, an outcome of a model a row: model, the columns of `by`, series, n,
        origin, year, horizon, stratum, actual, scale, median, lo80, hi80, lo95, hi95, in80, in95,
        error, wis, pit (the probability that was left below the outcome, with half of what is
        gathered on a bound where it lies on that).

    Raises
    ------
    DataError
        As in `project_panel`; for n below 2 or a horizon below 1.
    UnknownNameError
        For a model, or a way to recalibrate, that does not exist.

    Examples
    --------
    A series that rises by 2 a year: naive errs by one change after a year and by two after two.
    Four origins have a later value, the last of them only one: (1 + 2 + 1 + 2 + 1 + 2 + 1) / 7.

    >>> line = pd.DataFrame({"geo": "a", "year": range(2010, 2020), "value": range(0, 20, 2)})
    >>> backtest(line, ["naive"])[["folds", "mase", "note"]].round(3).to_numpy().tolist()
    [[4, 1.429, '4 folds: too few to judge coverage']]

    """
    names = [models] if isinstance(models, str) else list(models)
    for name in names:
        find(name)
    lengths = _lengths(n, horizon)
    if recalibrate not in (None, "conformal"):
        raise UnknownNameError(say("kind.recalibration"), str(recalibrate), ["conformal"])
    known = read_panel(panel, by, lower, upper)
    bounded = lower is not None and upper is not None
    folds = Folds.of(known, lengths, int(horizon), _years(origins), bounded)
    lenders = {} if reference is None else _lenders(reference, panel, known)
    if reference is not None:
        names = [*dict.fromkeys([*names, "default"]), LENT]
    tried = {}
    for name in dict.fromkeys([*names, "naive"]):
        if tell is not None:
            tell(name)
        tried[name] = _try(name, folds, int(horizon), lenders)
    pairs = [(name, "naive") for name in names if name != "naive"]
    own = [name for name in (LENT, "default") if name in names]
    plain = [name for name in names if name not in ("naive", *own)]
    pairs += [*combinations(own, 2), *product(own, plain)]
    if recalibrate:
        tried |= {name + CONFORMAL: _recalibrated(tried[name], folds.rows) for name in names}
        pairs += [(name + CONFORMAL, name) for name in names]
        names += [name + CONFORMAL for name in names]
    parts = {name: one.scored(folds.rows, lower, upper) for name, one in tried.items()}
    rows = pd.concat([parts[name].assign(model=name) for name in names], ignore_index=True)
    rows = rows[["model", *(name for name in rows if name not in ("model", "part", "fold"))]]
    asked = len(folds.rows[["part", "fold"]].drop_duplicates())
    table = pd.DataFrame(
        [summary(name, parts[name], parts["naive"], asked, tried[name].seconds) for name in names]
    )
    made = Backtest(table, rows, scores.differences(parts, pairs))
    return (made, rows) if return_folds else made


def _lengths(n: Any, horizon: object) -> list[int]:
    """The numbers of values to use before each origin."""
    several = isinstance(n, Iterable) and not isinstance(n, str)
    lengths = list(n) if several else [n]
    whole = all(is_number(number) and number % 1 == 0 for number in (*lengths, horizon))
    if not whole or not lengths or min(*lengths, int(horizon) + 1) < 2:  # type: ignore[call-overload]
        raise DataError(say("horizon.backtest", n=told_value(n), horizon=told_value(horizon)))
    return [*dict.fromkeys(map(int, lengths))]


def _years(origins: Any) -> list[int] | None:
    """The years to stand at; None for all."""
    if origins is None:
        return None
    several = isinstance(origins, Iterable) and not isinstance(origins, str)
    return [check_year("origins", year) for year in (origins if several else [origins])]


@dataclass(frozen=True)
class Folds:
    """Histories of each length (folds x values) with their series, and a row for each outcome.

    `places` holds what the place of each series may be called, `kinds` its indicator.
    """

    years: list[Years]
    values: list[Array]
    series: list[Rows]
    rows: pd.DataFrame
    places: list[tuple[object, ...]]
    kinds: Array

    @classmethod
    def of(
        cls,
        panel: Panel,
        lengths: list[int],
        horizon: int,
        origins: list[int] | None,
        bounded: bool,
    ) -> Folds:
        """All folds of a panel: the known outcomes up to `horizon` years on."""
        levels = zip(panel.level_start, panel.stop, strict=True)
        scale = np.array([_mean_change(panel, start, stop) for start, stop in levels])
        parts, years, values, series = [], [], [], []
        for part, n in enumerate(lengths):
            at = np.arange(len(panel.years))
            at = at[(at - panel.level_start[panel.owner] >= n) & (scale[panel.owner] > 0)]
            if origins is not None:
                at = at[np.isin(panel.years[at - 1], origins)]
            until = panel.latest(panel.owner[at], panel.years[at - 1] + horizon) + 1
            at, until = at[until > at], until[until > at]
            seen = at[:, None] + np.arange(-min(n, LONGEST_WINDOW), 0)
            years.append(panel.years[seen])
            values.append(panel.values[seen])
            series.append(panel.owner[at])
            fold, step = np.nonzero(at[:, None] + np.arange(horizon) < until[:, None])
            ahead = at[fold] + step
            kind = np.array(scores.strata(values[-1], bounded), dtype=object)
            rows = {"part": part, "fold": fold, "series": panel.owner[ahead], "n": n}
            rows |= {"origin": panel.years[at - 1][fold], "year": panel.years[ahead]}
            rows["horizon"] = rows["year"] - rows["origin"]
            rows |= {"stratum": kind[fold], "actual": panel.values[ahead]}
            parts.append(pd.DataFrame(rows | {"scale": scale[panel.owner[ahead]]}))
        rows = pd.concat(parts, ignore_index=True)
        keys = panel.keys.iloc[rows["series"].to_numpy()].reset_index(drop=True)
        taken = [name for name in keys if name in rows]
        rows = pd.concat([keys.drop(columns=taken), rows], axis=1)
        shown = panel.keys.drop(columns=["indicator"], errors="ignore")
        places = [(*row, _label(row)) for row in shown.itertuples(index=False)]
        kinds = panel.keys["indicator"] if "indicator" in panel.keys else pd.Series("", shown.index)
        return cls(years, values, series, rows, places, kinds.to_numpy(object))


def _mean_change(panel: Panel, start: int, stop: int) -> float:
    """The mean absolute change per year of one series; 0 where there is none."""
    if stop - start < 2:
        return 0.0
    years, values = panel.years[None, start:stop], panel.values[None, start:stop]
    return float(np.abs(changes_per_year(years, values)).mean())


@dataclass(frozen=True)
class Tried:
    """The quantiles of each outcome (rows x levels), NaN where there are none, and the time."""

    table: Array
    seconds: float

    def scored(self, rows: pd.DataFrame, lower: float | None, upper: float | None) -> pd.DataFrame:
        """The outcomes that were projected, and how far off that was."""
        known = ~np.isnan(self.table).any(axis=1)
        return scores.scored(rows[known], self.table[known], lower, upper)


def _try(name: str, folds: Folds, horizon: int, lenders: dict[str, Siblings]) -> Tried:
    """Every fold projected by one model."""
    lent, start = name == LENT, time.perf_counter()
    asked = read_options(None, horizon, "default" if lent else name, scores.NOMINAL, None)
    out = np.full((len(folds.rows), len(LEVELS)), np.nan)
    of_part = folds.rows.groupby("part").indices
    for part, series in enumerate(folds.series):
        if not len(series):
            continue
        tables = np.full((len(series), horizon, len(LEVELS)), np.nan)
        kinds = folds.kinds[series] if lent else np.full(len(series), "")
        for kind in dict.fromkeys(kinds):
            members = np.flatnonzero(kinds == kind)
            siblings = lenders.get(kind, Siblings(pd.DataFrame(), {})) if lent else None
            made = project_batch(
                replace(asked, siblings=siblings),
                folds.years[part][members],
                folds.values[part][members],
                [folds.places[one] for one in series[members]],
                {"level_break": np.zeros(len(members), bool)},
            )
            used = np.array([one is not None for one in made.borrowed]) if lent else True
            good = used & (np.array(made.reasons, dtype=object) == "")
            tables[members[good]] = made.table[good]
        at = of_part[part]
        out[at] = tables[folds.rows["fold"].iloc[at], folds.rows["horizon"].iloc[at] - 1]
    return Tried(out, time.perf_counter() - start)


def _label(keys: Iterable[object]) -> str:
    """One name for what tells a series from those that it is comparable with."""
    return " ".join(map(cell_text, keys))


def _lenders(
    reference: pd.DataFrame | Literal[True], panel: pd.DataFrame, known: Panel
) -> dict[str, Siblings]:
    """The comparable places of each indicator of the panel."""
    if reference is True:
        rows = long_panel(panel, list(known.keys))
        others = rows[[name for name in known.keys if name != "indicator"]]
        reference = rows.assign(geo=[_label(row) for row in others.itertuples(index=False)])
    kinds = known.keys["indicator"].unique() if "indicator" in known.keys else [""]
    if "indicator" not in known.keys or "indicator" not in reference:
        return dict.fromkeys(kinds, read_reference(reference))
    parts = dict(iter(reference.groupby("indicator")))
    return {kind: read_reference(parts[kind]) for kind in kinds if kind in parts}


def _recalibrated(tried: Tried, rows: pd.DataFrame) -> Tried:
    """Every interval as wide as earlier origins needed theirs; the middle stays."""
    start, out = time.perf_counter(), np.full_like(tried.table, np.nan)
    known = ~np.isnan(tried.table).any(axis=1)
    table = tried.table[known]
    middle = table[:, MEDIAN, None]
    out[known] = middle + scores.factors(rows[known], table)[:, None] * (table - middle)
    return Tried(out, tried.seconds + time.perf_counter() - start)

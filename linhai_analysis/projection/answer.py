"""What a backtest says: does it pay to borrow, and does 80 mean 80?"""

from __future__ import annotations

from functools import reduce
from html import escape

import numpy as np
import pandas as pd

from linhai_analysis.projection import scores
from linhai_analysis.text import percent
from linhai_analysis.words import Sentence, Told, language, say, spoken

LENT, CONFORMAL = "default+reference", "+conformal"
"""The model that borrows, and what a name bears where its intervals are recalibrated."""

FEW_FOLDS = 30
"""Fewer folds than this say little about coverage; the table notes it."""

NEAR, LOOSE = 0.05, 0.15
"""A share farther from 80 %, or an interval of it that reaches farther, leaves the answer open."""
OFF = ("narrow", "wide")
"""What is said of a share that differs from 80 % by more than chance."""


class Backtest(pd.DataFrame):
    """The table of a backtest, a model a row; what is cut out of it is a plain DataFrame.

    Attributes
    ----------
    coverage : DataFrame
        model, by (all, horizon, indicator, stratum), group, level (0.8, 0.95), outcomes, years (of
        origin), held (share of outcomes inside), lo95, hi95 (its interval, clustered by year; exact
        where no year differs from another, as where all are inside; none of a single year).
        The strata: near_zero (last value under 15 % of the largest after three falls), both_signs,
        from_zero (counts that come back from zero), short (fewer than 5 values), bounded (both
        bounds were given), ordinary.
    differences : DataFrame
        model, against, loss (mase, wis), outcomes, years, difference (negative: model is better),
        lo95, hi95, base (mean loss of against): each model against naive, and default, with and
        without the reference, against every other one; only on outcomes that both projected.
    pit : DataFrame
        model, from, to, share (of the outcomes in this tenth of what was projected).
    sentence : Sentence
        The answer in one sentence; ``sentence.text("zh")`` is Chinese.
    """

    _metadata = ["coverage", "differences", "pit", "sentence"]  # noqa: RUF012 as pandas asks

    def __init__(self, table: pd.DataFrame, rows: pd.DataFrame, differences: pd.DataFrame) -> None:
        super().__init__(table)
        self.coverage, self.differences = scores.coverage(rows), differences
        self.pit = scores.histogram(rows)
        self.sentence = _sentence(rows, self.coverage, differences)

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __repr__(self) -> str:
        return f"{self._said()}\n{super().__repr__()}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self._said())}</p>{super()._repr_html_()}"

    def _said(self) -> str:
        return str(spoken(self.sentence, language()))


def summary(
    model: str, mine: pd.DataFrame, naive: pd.DataFrame, asked: int, seconds: float
) -> dict[str, object]:
    """One row of the result."""
    count = len(mine[["part", "fold"]].drop_duplicates())
    both = mine.merge(naive, on=["part", "fold", "year"], suffixes=("", "_naive"))
    beside = both["error_naive"].mean() if both["error_naive"].any() else np.nan
    return {
        "model": model,
        "folds": count,
        "mase": mine["error"].mean(),
        "naive_ratio": both["error"].mean() / beside,
        "wis": mine["wis"].mean(),
        "cov80": mine["in80"].mean(),
        "cov95": mine["in95"].mean(),
        "seconds": seconds,
        "note": _note(model, count, asked),
    }


def _note(model: str, count: int, asked: int) -> str:
    """What to know of the numbers of a model."""
    if not asked:
        return Told(say("backtest.no_fold"))
    facts = {"model": model, "count": count, "asked": asked, "lacking": asked - count}
    if not count and model.endswith(CONFORMAL):
        least = {"years": scores.LEAST_YEARS, "series": scores.LEAST_SERIES}
        return Told(say("backtest.too_small", **least))
    if not count:
        return Told(say("backtest.alone" if model == LENT else "backtest.none_of", **facts))
    few, lacking = count < FEW_FOLDS, count < asked
    notes = [say("backtest.few", **facts)] if few else []
    key = "backtest.unlent" if model.startswith(LENT) else "backtest.lacking"
    notes += [say(key, **facts)] if lacking else []
    return Told(_joined(notes)) if notes else ""


def _joined(parts: list[Sentence]) -> Sentence:
    """Several sentences as one."""
    return reduce(lambda one, other: say("backtest.and", one=one, other=other), parts)


def _sentence(rows: pd.DataFrame, coverage: pd.DataFrame, differences: pd.DataFrame) -> Sentence:
    """What the user asked, answered for the model that is advised."""
    models = list(dict.fromkeys(rows["model"]))
    if not models:
        return say("backtest.nothing")
    model = "default" if "default" in models else models[0]
    parts = []
    if LENT in models:
        key, said = _borrow(differences)
        count, asked = (int((rows["model"] == name).sum()) for name in (LENT, "default"))
        only = say("backtest.only", said=said, count=count, asked=asked)
        parts.append(said if count == asked else only)
        model = LENT if key == "yes" else model
    own = rows[rows["model"] == model]
    parts += _better(differences, model)
    parts.append(_held(coverage[coverage["model"] == model]))
    if model + CONFORMAL in models:
        parts.append(_recalibrated(own, rows[rows["model"] == model + CONFORMAL]))
    return say(
        "backtest.told",
        model=model,
        series=own["series"].nunique(),
        origins=own["origin"].nunique(),
        first=own["origin"].min(),
        last=own["origin"].max(),
        parts=_joined(parts),
    )


def _borrow(differences: pd.DataFrame) -> tuple[str, Sentence]:
    """Whether it pays to borrow: by the score that counts errors and widths."""
    row = differences.query("model == @LENT and against == 'default' and loss == 'wis'").iloc[0]
    share, low, high = (row[name] / row["base"] for name in ("difference", "lo95", "hi95"))
    if row["years"] > 1 and np.isnan(low):  # it is the same in every year
        low = high = share
    key = "few" if np.isnan(low) else "yes" if high < 0 else "no" if low > 0 else "open"
    if key == "yes":
        share, low, high = -share, -high, -low
    numbers = {"change": percent(share), "low": percent(low), "high": percent(high)}
    return key, say(f"backtest.borrow.{key}", **numbers)


def _better(differences: pd.DataFrame, model: str) -> list[Sentence]:
    """That a plain model was clearly better than the advised one, where one was."""
    rows = differences.query("model == @model and against != 'default' and loss == 'wis'")
    rows = rows[rows["lo95"] > 0]
    if rows.empty:
        return []
    row = rows.loc[rows["difference"].idxmax()]
    numbers = {name: percent(row[name] / row["base"]) for name in ("difference", "lo95", "hi95")}
    return [say("backtest.better", model=model, against=row["against"], **numbers)]


def _held(coverage: pd.DataFrame) -> Sentence:
    """Whether the 80 % interval held 80 %, of all outcomes and of each group, and where not."""
    coverage = coverage[coverage["level"] == 0.8]
    verdicts = [_verdict(*row) for row in coverage[["held", "lo95", "hi95"]].to_numpy()]
    coverage = coverage.assign(verdict=verdicts, off=(coverage["held"] - 0.8).abs())
    row, groups = coverage.iloc[0], coverage.iloc[1:]
    key, doubted = row["verdict"], groups[groups["verdict"].isin(OFF)]
    if key == "yes" and len(doubted):
        key = "not_all"
    elif key == "yes" and (groups["verdict"] != "yes").any():
        key, doubted = "not_sure", groups[groups["verdict"] != "yes"]
    said = say(f"backtest.held.{key}", **_shares(row))
    if key == "open":
        doubted = doubted[(doubted["held"] - row["held"]).abs() > NEAR]
    if key in ("few", *OFF) or doubted.empty:
        return said
    worst = doubted.loc[doubted["off"].idxmax()]
    ends = "backtest.ends" if worst["verdict"] != "few" else "backtest.no_ends"
    held, group = say(ends, **_shares(worst)), group_name(worst["by"], worst["group"])
    return say("backtest.but", said=said, held=held, group=group)


def _verdict(held: float, low: float, high: float) -> str:
    """What a share and its interval say of 80 %: yes, narrow, wide, open, or few years."""
    if np.isnan(low):
        return "few"
    if not low <= 0.8 <= high:
        return "narrow" if high < 0.8 else "wide"
    sure = max(high - held, held - low) <= LOOSE and abs(held - 0.8) <= NEAR
    return "yes" if sure else "open"


def _shares(row: pd.Series) -> dict[str, str]:
    """A share and its interval as they are written."""
    ends = {"held": row["held"], "low": row["lo95"], "high": row["hi95"]}
    return {name: percent(share) for name, share in ends.items()}


def _recalibrated(own: pd.DataFrame, again: pd.DataFrame) -> Sentence:
    """What recalibration changed, on the outcomes where it was possible."""
    both = again.merge(own, on=["series", "n", "origin", "year"], suffixes=("", "_before"))
    held = {"before": percent(both["in80_before"].mean()), "held": percent(both["in80"].mean())}
    return say("backtest.recalibrated", **held)


def group_name(kind: str, name: object) -> Sentence | str:
    """A group of outcomes as people call it."""
    if kind == "horizon":
        return say("backtest.ahead", years=name)
    if kind == "all":
        return say("backtest.all")
    return str(name) if kind == "indicator" else say(f"stratum.{name}")

"""What is a verdict worth? Rules stand where a review would, then the outcome is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Mask, is_number
from linhai_analysis.errors import DataError
from linhai_analysis.growth import cagr
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.lookup import build_cases
from linhai_analysis.progress.rule import STATUSES, Rule
from linhai_analysis.progress.rules import CutOffs, chosen_rules
from linhai_analysis.progress.verdicts import judge
from linhai_analysis.projection.reference import read_reference
from linhai_analysis.reference.windows import provinces
from linhai_analysis.series import Panel, long_panel, read_panel
from linhai_analysis.words import say

PLAN_YEARS = 5
REVIEWS = (2, 3)
LEVELS = (0.25, 0.5, 0.75)
NOT_ASKED = "completion"


def hindsight(
    panel: pd.DataFrame | None = None,
    by: str | Sequence[str] = ("geo", "indicator"),
    kind: str = "indicator",
    rules: Sequence[str | Rule] | None = None,
    years: int = PLAN_YEARS,
    reviews: Sequence[int] = REVIEWS,
    levels: Sequence[float] = LEVELS,
    better: Literal["up", "down"] = "up",
    borrow: bool = True,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
) -> pd.DataFrame:
    """Return how often each verdict of each rule came true.

    Every year of a series that has a figure, and one `years` later, is taken for a base year.
    Its targets ask for the growth that the series of the same kind achieved over so many years at
    the `levels` of their distribution: an easy, a middling and a hard one. The review stands
    `reviews` years after the base and sees nothing later. The probability borrows from the other
    series of the same kind, as far as they were known on that day; where a review has no such
    series, `borrow=False` is what to look at.

    Parameters
    ----------
    panel : DataFrame, optional
        The columns of `by`, ``year, value`` and, where there is one, ``break``; or those of `by`
        and years across. The 31 provinces that come with the package where left out.
    by : sequence of str
        The columns that tell the series apart; the first one names the place: what its series
        share is no independent evidence.
    kind : str
        The one of these columns whose series are compared, to set targets and to borrow from.
    rules : sequence of str or Rule, optional
        All but `completion`, which gives no verdict beforehand.
    years : int
        From base year to target year.
    reviews : sequence of int
        Years after the base.
    levels : sequence of float
        Between 0 and 1.
    better : {"up", "down"}
        Of the indicators; only targets that ask for a change for the better are put.
    borrow : bool
        Whether the probability borrows from the other series of the same kind.
    cut_offs, tol
        As in :func:`assess_progress`.

    Returns
    -------
    DataFrame
        One row a rule and verdict, and one a rule for all verdicts (status ``all``): ``rule,
        status, label, cases`` (judged), ``clusters, met`` (share of the targets that were met in
        the end), ``lo95, hi95`` (its interval, from a variance that lets the cases of one
        cluster and of one base year go together), and for the rule whose number is a probability
        ``said`` (its mean), ``brier`` (its mean squared error) and ``brier_base`` (that of the
        share met, said of every case). Targets that were met before the review are left out.

    Raises
    ------
    DataError
        Where a column is missing, the panel has no window of that length, or options make no sense.

    Examples
    --------
    Two places double in five years, two stay: at the middling target, the ratio is right each time.

    >>> rows = [(geo, "firms", 2010 + i, 100.0 * (1.15 if geo in "ab" else 1.01) ** i)
    ...         for geo in "abcd" for i in range(6)]
    >>> panel = pd.DataFrame(rows, columns=["geo", "indicator", "year", "value"])
    >>> table = hindsight(panel, rules=["open_sdg"], levels=[0.5], reviews=[2])
    >>> table[["status", "cases", "met"]].values.tolist()
    [['on_track', 2, 1.0], ['off_track', 2, 0.0], ['all', 4, 0.5]]
    """
    panel = provinces() if panel is None else long_panel(panel, by)
    known = read_panel(panel, by)
    keys, names = known.keys, list(known.keys)
    _check(years, reviews, levels)
    if better not in ("up", "down"):
        raise DataError(say("asked.better", better=better))
    if kind not in names:
        raise DataError(say("asked.kind", kind=repr(kind), names=tuple(names)))
    found = [
        rule
        for rule in chosen_rules(rules, cut_offs, tol)
        if rules is not None or rule.name != NOT_ASKED
    ]
    goals = _goals(known, kind, years, levels, better)
    asked = pd.concat([goals.assign(year=goals["base_year"] + after) for after in reviews])
    cases = build_cases(known, asked)
    if borrow:
        cases = _borrowing(cases, asked, panel, keys, kind)
    open_still = (cases.blocked == "") & ~cases.met
    asked, cases = asked[open_still], cases.pick(np.flatnonzero(open_still))
    if asked.empty:
        raise DataError(say("asked.none_open", years=years))
    happened = cases.meets(asked["outcome"].to_numpy(float))
    clusters = [keys[names[0]].to_numpy()[asked["series"]], asked["base_year"].to_numpy()]
    return pd.concat([_table(cases, rule, happened, clusters) for rule in found], ignore_index=True)


def _check(years: int, reviews: Sequence[int], levels: Sequence[float]) -> None:
    if not is_number(years) or years % 1 or years < 1:
        raise DataError(say("asked.years", years=repr(years)))
    if not _numbers(reviews) or not all(0 < after < years and not after % 1 for after in reviews):
        raise DataError(say("asked.reviews", reviews=repr(reviews), years=years))
    if not _numbers(levels) or not all(0 < level < 1 for level in levels):
        raise DataError(say("asked.levels", levels=repr(levels)))


def _numbers(values: Sequence[float]) -> bool:
    """Whether this is a list of numbers with something in it."""
    listed = not isinstance(values, str) and isinstance(values, Iterable)
    return listed and len(values) > 0 and all(map(is_number, values))


def _goals(
    known: Panel, kind: str, years: int, levels: Sequence[float], better: str
) -> pd.DataFrame:
    """A row for each base year of each series and each level: the target and what came of it."""
    long = pd.DataFrame({"series": known.owner, "base_year": known.years, "base": known.values})
    ends = long.rename(columns={"base": "outcome"}).assign(base_year=long["base_year"] - years)
    windows = long.merge(ends, on=["series", "base_year"])
    windows = windows[_unbroken(known, windows, years)]
    windows = windows.assign(
        growth=cagr(windows["base"], windows["outcome"], years) if len(windows) else [],
        kind=known.keys[kind].to_numpy()[windows["series"]],
    ).dropna(subset="growth")
    if windows.empty:
        raise DataError(say("asked.no_window", years=years))
    asked = [
        windows.assign(required=windows.groupby("kind")["growth"].transform("quantile", level))
        for level in levels
    ]
    goals = pd.concat(asked, ignore_index=True)
    target = goals["base"] * (1 + goals["required"]) ** years
    way = {"up": ("at_least", 1), "down": ("at_most", -1)}
    relation, towards = way[better]
    goals = goals.assign(target=target, target_year=goals["base_year"] + years)
    goals = goals.assign(relation=relation, better=better, unit="")
    return goals[towards * (goals["target"] - goals["base"]) > 0]


def _unbroken(known: Panel, windows: pd.DataFrame, years: int) -> Mask:
    """Windows without a level break after their base year."""
    series, base_year = windows["series"].to_numpy(), windows["base_year"].to_numpy()
    end = known.latest(series, base_year + years)
    return known.comparable(series, end) <= known.latest(series, base_year)


def _borrowing(
    cases: Cases, asked: pd.DataFrame, panel: pd.DataFrame, keys: pd.DataFrame, kind: str
) -> Cases:
    """Add to each case the series of the same kind, its own among them by its name."""
    others = [name for name in keys if name != kind]
    place, own = (frame[others].astype(str).agg("/".join, axis=1) for frame in (panel, keys))
    long = pd.DataFrame({"geo": place, "year": panel["year"], "value": panel["value"]})
    siblings = {name: read_reference(rows) for name, rows in long.groupby(panel[kind])}
    return replace(
        cases,
        place=own.to_numpy(object)[asked["series"]],
        siblings=asked["kind"].map(siblings).to_numpy(object),
    )


def _table(cases: Cases, rule: Rule, happened: np.ndarray, clusters: list) -> pd.DataFrame:
    """One rule: its verdicts, best first, and all of them together."""
    made = judge(cases, rule)
    told = made.status != "not_assessable"
    order = [status for status in STATUSES if (made.status[told] == status).any()]
    chance = made.value if rule.name == "probability" else None
    rows = []
    for status in [*order, "all"]:
        members = told if status == "all" else made.status == status
        labels = dict.fromkeys(made.label[members]) if status != "all" else {"": None}
        rows.append(
            {
                "rule": rule.name,
                "status": status,
                "label": ", ".join(labels),
                **share(happened[members], [part[members] for part in clusters]),
                **_brier(happened[members], None if chance is None else chance[members]),
            }
        )
    return pd.DataFrame(rows)


def _brier(happened: np.ndarray, chance: np.ndarray | None) -> dict[str, float]:
    if chance is None or not len(happened):
        return {"said": np.nan, "brier": np.nan, "brier_base": np.nan}
    rate = happened.mean()
    return {
        "said": float(chance.mean()),
        "brier": float(np.mean((chance - happened) ** 2)),
        "brier_base": float(rate * (1 - rate)),
    }


def share(happened: np.ndarray, clusters: Sequence[np.ndarray]) -> dict[str, float]:
    """Return a share and its 95 % interval where cases go together in clusters.

    >>> made = share(np.repeat([True, False], 5), [np.repeat(["a", "b"], 5)])
    >>> made["cases"], made["clusters"], made["met"], round(made["lo95"], 2)
    (10, 2, 0.5, 0.09)
    """
    from statsmodels.stats.proportion import proportion_confint

    n = len(happened)
    if not n:
        return {"cases": 0, "clusters": 0, "met": np.nan, "lo95": np.nan, "hi95": np.nan}
    rate, size = float(happened.mean()), len(np.unique(clusters[0]))
    variance, best = 0.0, rate * (1 - rate) / n
    codes = [np.unique(part, return_inverse=True)[1] for part in clusters]
    for chosen in product([False, True], repeat=len(codes)):
        parts = [code for code, taken in zip(codes, chosen, strict=True) if taken]
        if not parts:
            continue
        code = np.ravel_multi_index(parts, [int(part.max()) + 1 for part in parts])
        sums = np.bincount(np.unique(code, return_inverse=True)[1], happened - rate)
        variance += (-1) ** (len(parts) + 1) * float((sums**2).sum()) / n**2
    # All alike: the cases say as much as there are clusters. Never more than if independent.
    independent = rate * (1 - rate) / max(variance, best) if best else float(size)
    low, high = proportion_confint(rate * independent, independent, method="wilson")
    return {"cases": n, "clusters": size, "met": rate, "lo95": float(low), "hi95": float(high)}

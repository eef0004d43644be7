"""What is a verdict worth? Rules stand where a review would, then the outcome is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Mask, checked, is_number, told_value
from linhai_analysis.errors import DataError
from linhai_analysis.growth import cagr
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.lookup import build_cases
from linhai_analysis.progress.panel import read_targets
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import CutOffs, chosen_rules
from linhai_analysis.progress.verdicts import judge
from linhai_analysis.progress.worth import elsewhere, record, span_of
from linhai_analysis.projection.reference import read_reference
from linhai_analysis.reference.windows import provinces
from linhai_analysis.series import Panel, long_panel, read_panel
from linhai_analysis.words import say

PLAN_YEARS = 5
REVIEWS = (2, 3)
LEVELS = (0.25, 0.5, 0.75)
NOT_ASKED = "completion"


@checked
def hindsight(
    panel: pd.DataFrame | None = None,
    by: str | Sequence[str] = ("geo", "indicator"),
    kind: str = "indicator",
    rules: str | Rule | Sequence[str | Rule] | None = None,
    years: int = PLAN_YEARS,
    reviews: Sequence[int] = REVIEWS,
    levels: Sequence[float] = LEVELS,
    better: Literal["up", "down"] = "up",
    borrow: bool = True,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    targets: pd.DataFrame | None = None,
    return_cases: bool = False,
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Return how often each verdict of each rule came true.

    Every year of a series that has a figure, and one `years` later, is taken for a base year.
    Its targets ask for the growth that the series of the same kind achieved over so many years at
    the `levels` of their distribution: an easy, a middling and a hard one. The review stands
    `reviews` years after the base and sees nothing later. The probability borrows from the other
    series of the same kind, as far as they were known on that day; where a review has no such
    series, `borrow=False` is what to look at. It is graded also where its outlook is unclear.

    A share belongs to its targets: easy ones come true more often, whatever the light, and so do
    those of good years. Both stand beside it.

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
    targets : DataFrame, optional
        Targets that were really set, in the columns of :func:`assess_panel`, instead of
        constructed ones; `years`, `levels` and `better` then say nothing. Those without comparable
        figures of both years are left out. A column ``level`` is kept.
    return_cases : bool
        Also return the cases, for :func:`compare_rules` and :func:`agreement`.

    Returns
    -------
    DataFrame
        One row a rule and verdict, and one a rule for all verdicts (status ``all``): ``rule,
        status, label, cases`` (judged), ``clusters`` (places), ``base_years, met`` (share of the
        targets that were met in the end), ``lo95, hi95`` (its interval: cases of one base year
        count once, overlapping years go together); ``level_<level>`` (the share at that level),
        ``base_<year>`` (that of the first and of the last base year); ``said`` (the mean
        probability: of the rule whose number is one that, of a light its own frequency in all other
        places), ``brier`` (its mean squared error) and ``brier_base`` (that of the share met, said
        of every case). Targets that were met before the review are left out.
    DataFrame
        Only with `return_cases`: one row a case and rule, ``case`` (its number), the columns of
        `by`, ``base_year, year`` (of the review), ``target_year``, ``level`` where there is one,
        ``base, latest, target, outcome, met, rule, status, label, said``.

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
    if kind not in names:
        raise DataError(say("asked.kind", kind=told_value(kind), names=tuple(names)))
    if better not in ("up", "down"):
        raise DataError(say("asked.better", better=better))
    # What a number is worth is asked also where its outlook would be called unclear.
    found = [
        replace(rule, doubtful=None)
        for rule in chosen_rules(rules, cut_offs, tol)
        if rules is not None or rule.name != NOT_ASKED
    ]
    if targets is None:
        _check(years, reviews, levels)
        goals = _goals(known, kind, years, levels, better)
    else:
        goals = _stated(known, kind, read_targets(keys, targets))
        years = span_of(goals)
        _check(years, reviews, levels)
    asked = pd.concat([goals.assign(year=goals["base_year"] + after) for after in reviews])
    asked = asked[asked["year"] < asked["target_year"]]
    cases = build_cases(known, asked)
    if borrow:
        cases = _borrowing(cases, asked, panel, keys, kind)
    open_still = (cases.blocked == "") & ~cases.met & ~cases.held
    asked, cases = asked[open_still], cases.pick(np.flatnonzero(open_still))
    if asked.empty:
        raise DataError(say("asked.none_open", years=years))
    judged = _judged(cases, asked, keys, found)
    table = record(judged, names[0])
    return (table, judged) if return_cases else table


def _check(years: int, reviews: Sequence[int], levels: Sequence[float]) -> None:
    if not is_number(years) or years % 1 or years < 1:
        raise DataError(say("asked.years", years=told_value(years)))
    if not _numbers(reviews) or not all(0 < after < years and not after % 1 for after in reviews):
        raise DataError(say("asked.reviews", reviews=told_value(reviews), years=years))
    if not _numbers(levels) or not all(0 < level < 1 for level in levels):
        raise DataError(say("asked.levels", levels=told_value(levels)))


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
    windows = windows[_unbroken(known, windows, windows["base_year"] + years)]
    windows = windows.assign(
        growth=cagr(windows["base"], windows["outcome"], years) if len(windows) else [],
        kind=known.keys[kind].to_numpy()[windows["series"]],
    ).dropna(subset="growth")
    if windows.empty:
        raise DataError(say("asked.no_window", years=years))
    asked = [
        windows.assign(
            level=level, required=windows.groupby("kind")["growth"].transform("quantile", level)
        )
        for level in levels
    ]
    goals = pd.concat(asked, ignore_index=True)
    target = goals["base"] * (1 + goals["required"]) ** years
    way = {"up": ("at_least", 1), "down": ("at_most", -1)}
    relation, towards = way[better]
    goals = goals.assign(target=target, target_year=goals["base_year"] + years)
    goals = goals.assign(relation=relation, better=better, unit="")
    return goals[towards * (goals["target"] - goals["base"]) > 0]


def _stated(known: Panel, kind: str, asked: pd.DataFrame) -> pd.DataFrame:
    """The targets that have comparable figures in their base year and in their target year."""
    asked = asked[(asked["series"] >= 0) & asked["target"].notna()]
    ends = {"base": "base_year", "outcome": "target_year"}
    owner = asked["series"].to_numpy()
    values = {name: known.value_in(owner, asked[year].to_numpy()) for name, year in ends.items()}
    goals = asked.assign(**values, kind=known.keys[kind].to_numpy()[owner])
    goals = goals.dropna(subset=list(ends))
    goals = goals[_unbroken(known, goals, goals["target_year"])]
    if goals.empty:
        raise DataError(say("asked.no_outcome"))
    for base, end in goals[["base_year", "target_year"]].itertuples(index=False):
        if end <= base:
            raise DataError(say("asked.not_after", year=end, base=base))
    return goals


def _unbroken(known: Panel, windows: pd.DataFrame, end: pd.Series) -> Mask:
    """Windows without a level break after their base year."""
    series, base_year = windows["series"].to_numpy(), windows["base_year"].to_numpy()
    last = known.latest(series, end.to_numpy())
    return known.comparable(series, last) <= known.latest(series, base_year)


def _borrowing(
    cases: Cases, asked: pd.DataFrame, panel: pd.DataFrame, keys: pd.DataFrame, kind: str
) -> Cases:
    """Add to each case the series of the same kind, its own among them by its name."""
    others = [name for name in keys if name != kind]
    place, own = (frame[others].astype(str).agg("/".join, axis=1) for frame in (panel, keys))
    told = [name for name in ("year", "value", "break", "suspect") if name in panel]
    long = panel[told].assign(geo=place)
    siblings = {name: read_reference(rows) for name, rows in long.groupby(panel[kind])}
    return replace(
        cases,
        place=own.to_numpy(object)[asked["series"]],
        siblings=asked["kind"].map(siblings).to_numpy(object),
    )


def _judged(
    cases: Cases, asked: pd.DataFrame, keys: pd.DataFrame, rules: Sequence[Rule]
) -> pd.DataFrame:
    """What each rule said of each case, and what came of it, one rule below the other."""
    kept = ["base_year", "year", "target_year", "level", "base", "target", "outcome"]
    facts = asked[[name for name in kept if name in asked]].reset_index(drop=True)
    named = keys.iloc[asked["series"].to_numpy()].reset_index(drop=True)
    facts = pd.concat([named, facts], axis=1)
    happened = cases.meets(facts["outcome"].to_numpy(float))
    facts = facts.assign(case=np.arange(len(cases)), latest=cases.latest, met=happened)
    place = named.iloc[:, 0].to_numpy()
    parts = []
    for rule in rules:
        made = judge(cases, rule)
        said, told = made.value.astype(float), made.status != "not_assessable"
        if rule.name != "probability":
            said = np.full(len(cases), np.nan)
            said[told] = elsewhere(made.status[told], happened[told], place[told])
        parts.append(facts.assign(rule=rule.name, status=made.status, label=made.label, said=said))
    order = ["case", *named, *facts.columns[len(named.columns) : -3], "latest", "met"]
    return pd.concat(parts, ignore_index=True)[[*order, "rule", "status", "label", "said"]]

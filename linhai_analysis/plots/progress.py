"""Charts of progress: the scorecard, the rules beside each other, the pace, their worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.arguments import check_language, require_columns
from linhai_analysis.charts.drawing import Look
from linhai_analysis.charts.marks import own_rows
from linhai_analysis.charts.style import Axes
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth import own_series
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.plots.doors import door
from linhai_analysis.progress import assess_progress, scorecard
from linhai_analysis.progress.paces import pace_paths
from linhai_analysis.progress.wording import main_first
from linhai_analysis.reference.outlook import own_outlook
from linhai_analysis.words import say

if TYPE_CHECKING:
    from linhai_analysis.report import Report

TARGET = ("target_id", "indicator", "main", "place", "target_year", "target_value", "target_high")
JUDGED = (*TARGET, "basis", "relation", "base_year", "base_value", "year", "status", "label")
CARD = (*JUDGED, "quantity", "aim", "actual", "path", "progress", "elapsed", "notes", "reason")
WORTH = ("rule", "status", "cases", "said", "met", "lo95", "hi95", "brier", "brier_base")


@door
def plot_scorecard(
    plan: PlanLike,
    card: pd.DataFrame | int,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw how much of the way to each target is done, beside how much of the time is over.

    Bars: P, the share of the way from base to target. Black mark: S, the share of the years that
    is over at the date of the figure. Below: targets that cannot be judged, by their reason.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    card : DataFrame or int
        As :func:`~linhai_analysis.scorecard` returns it, or the year of the review.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_scorecard(load_plan("china_13fyp"), 2018)
    >>> len(ax.get_yticklabels())
    5
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    return charts.draw_scorecard(plan, _card(plan, card, lang), ax=ax, lang=lang, **look)


@door
def plot_dashboard(review: Report, ax: Axes | None = None, **look: Unpack[Look]) -> Axes:
    """Draw a review on one page of A4: each indicator that is judged is a row.

    A row has its name and unit, its figures over the years with the target (small), the share of
    the way that is done with a tick at the share of the time that is over, the verdict, the figure
    with its year, and the responsible unit where the tables name it. Above: how many indicators
    stand where; below: what cannot be judged, what is to be settled, the sources.

    Parameters
    ----------
    review : Report
        As :func:`~linhai_analysis.build_review` returns it, in its language.
    ax : Axes, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Raises
    ------
    DataError
        Where the report is none of a plan's progress.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> ax = plot_dashboard(build_review(load_plan("china_13fyp"), 2018))
    >>> ax.data["status"].tolist()
    ['slow', 'ahead', 'slow', 'ahead', 'ahead']
    """
    pages: list[Any] = [one.draw for one in review.charts if one.key == ("dashboard",)]
    if not pages:
        raise DataError(say("chart.no_review", kind=review.kind))
    return pages[0](alone=True, ax=ax, **look)


@door
def plot_verdicts(
    plan: PlanLike,
    table: pd.DataFrame | int,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw the verdict of every rule on every target as a grid.

    Each verdict has its colour and its symbol. Targets on which no rule has a verdict are named
    below the grid, with the reason.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    table : DataFrame or int
        As :func:`~linhai_analysis.assess_progress` returns it, or the year of the review.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from linhai_analysis import RULES, load_plan
    >>> ax = plot_verdicts(load_plan("china_13fyp"), 2018)
    >>> len(ax.get_xticklabels()) == len(RULES), len(ax.get_yticklabels())
    (True, 5)
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    if not isinstance(table, pd.DataFrame):
        table = assess_progress(plan, table, lang=lang)
    _check(plan, table, (*JUDGED, "rule", "value"))
    return charts.draw_verdicts(plan, table, ax=ax, lang=lang, **look)


@door
def plot_pace(
    plan: PlanLike,
    indicator: str,
    year: pd.DataFrame | int,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw one indicator up to a review, the path to its targets, and where it leads.

    Solid: the path that judges; dashed the other one, where the two can be told apart. Ahead: the
    projection with its intervals where the figures bear one, else the pace so far along the path
    that judges, where it rests on figures of one source.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    indicator : str
    year : int or DataFrame
        Of the review, or its scorecard as :func:`~linhai_analysis.scorecard` returns it, for
        example with assumed baselines.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Raises
    ------
    UnknownNameError
        Where the scorecard has no target for the indicator, or is that of another plan.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_pace(load_plan("china_13fyp"), "rd_gdp_ratio", 2018)
    >>> ax.get_title(loc="left")
    'R&D expenditure as a share of GDP, 2015-2020'
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    card = _card(plan, year, lang)
    own = own_rows(card, indicator, say("kind.with_target"))
    seen = int(own[["base_year", "year"]].max().max()) if isinstance(year, pd.DataFrame) else year
    outlook = own_outlook(plan, main_first(own)[0], seen, lang)
    frames = (own, pace_paths(own), own_series(plan, indicator, seen), outlook)
    return charts.draw_indicator(plan, indicator, *frames, ax=ax, lang=lang, **look)


@door
def plot_hindsight(
    table: pd.DataFrame,
    source: str = "",
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw how often each verdict of each rule came true, with its 95 % interval.

    Parameters
    ----------
    table : DataFrame
        As :func:`~linhai_analysis.hindsight` returns it.
    source : str
        Where the series come from.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"rule": ["sdsn", "sdsn"], "status": ["on_track", "all"],
    ...     "label": ["on track", ""], "cases": [60, 100], "met": [0.7, 0.4],
    ...     "lo95": [0.5, 0.3], "hi95": [0.8, 0.5]})
    >>> ax = plot_hindsight(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['SDSN 2018']
    """
    lang = check_language(lang)
    require_columns(table, ("rule", "status", "label", "cases", "met", "lo95", "hi95"))
    return charts.draw_hindsight(table, source, ax=ax, lang=lang, **look)


@door
def plot_forecast_value(
    table: pd.DataFrame,
    source: str = "",
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw for each rule what it said against what came true, as a calibration curve.

    The probability says a number; a light says how often it came true in all other places. So
    lights lie near the diagonal by themselves, and what they are worth is how far apart they lie.
    Bars: the 95 % intervals of the table, in which cases of one base year count once.

    Parameters
    ----------
    table : DataFrame
        As :func:`~linhai_analysis.hindsight` returns it.
    source : str
        Where the series come from.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"rule": ["sdsn", "sdsn"], "status": ["on_track", "all"],
    ...     "cases": [60, 100], "said": [0.68, 0.4], "met": [0.7, 0.4], "lo95": [0.5, 0.3],
    ...     "hi95": [0.8, 0.5], "brier": [0.21, 0.2], "brier_base": [0.21, 0.24]})
    >>> plot_forecast_value(table).data["said"].tolist()
    [0.68]
    """
    lang = check_language(lang)
    require_columns(table, WORTH)
    return charts.draw_forecast_value(table, source, ax=ax, lang=lang, **look)


def _card(plan: Plan, card: pd.DataFrame | int, lang: str) -> pd.DataFrame:
    """The scorecard itself, or that of a year."""
    if not isinstance(card, pd.DataFrame):
        card = scorecard(plan, card, lang=lang)
    _check(plan, card, CARD)
    return card


def _check(plan: Plan, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    """Refuse a table that is none of progress, or that of another plan."""
    require_columns(table, columns)
    known = set(plan.targets["target_id"])
    if strange := sorted(set(table["target_id"]) - known):
        raise UnknownNameError(say("kind.target"), strange[0], known)

"""Charts of a projection and of a backtest."""

from __future__ import annotations

from typing import Unpack

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.arguments import check_language, is_number, require_columns
from linhai_analysis.charts.drawing import Look
from linhai_analysis.charts.marks import name_and_unit
from linhai_analysis.charts.style import Axes
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth import milestones, required_growth
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.plots.doors import door
from linhai_analysis.progress import HEADLINE
from linhai_analysis.progress.paces import path_lines
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.projection import Projection
from linhai_analysis.projection.scores import NOMINAL
from linhai_analysis.series import as_series
from linhai_analysis.series.yearly import read_values, read_years
from linhai_analysis.words import say


@door
def plot_projection(
    series: pd.Series | pd.DataFrame,
    projection: Projection,
    plan: PlanLike | None = None,
    title: str = "",
    source: str = "",
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw a history and its projection, with both intervals.

    With a plan it is the picture of :func:`plot_pace`: the levels that its targets aim at and the
    paths to them are drawn too, from the base that they rest on, hollow where the history has
    another figure. Where there is no projection, the history is drawn and the reason written out.

    Parameters
    ----------
    series : Series or DataFrame
        The history, as :func:`~linhai_analysis.project` takes it; its name is the indicator where a
        plan is given.
    projection : Projection
        As :func:`~linhai_analysis.project` returns it.
    plan : Plan, or what load_plan takes, optional
        Gives targets, title, unit and source.
    title, source : str
        Where there is no plan; the source line says where the figures come from.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from linhai_analysis import project
    >>> series = pd.Series([40.0, 44.0, 47.0, 52.0], index=[2012, 2013, 2014, 2015])
    >>> ax = plot_projection(series, project(series, to=2018), title="Firms")
    >>> ax.get_title(loc="left")
    'Firms'
    """
    lang = check_language(lang)
    series = as_series(series)
    # As numbers, whatever type the column has.
    series = series.astype(object).where(series.notna(), None)
    numbers = read_values(series, read_years(series.index))
    series = pd.Series(numbers, series.index, name=series.name).__finalize__(series)
    if plan is None:
        return charts.draw_projection(series, projection, title, source, ax=ax, lang=lang, **look)
    plan = load_plan(plan)
    name, growth = str(series.name), required_growth(plan, lang=lang)
    growth = growth[(growth["indicator"] == name) & (growth["quantity"] == "level")]
    if growth.empty:
        title = name_and_unit(plan, name, lang)
        source = plan.source_line(lang, set(series.attrs.get("sources", {}).values()))
        return charts.draw_projection(series, projection, title, source, ax=ax, lang=lang, **look)
    growth["path"] = find_rule(HEADLINE).path
    frames = growth, path_lines(milestones(plan, lang=lang)), series.dropna(), projection
    return charts.draw_indicator(plan, name, *frames, ax=ax, lang=lang, **look)


@door
def plot_backtest(
    table: pd.DataFrame,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw how far each model was off, beside what its intervals held.

    Bars: mean error, as a multiple of that of the last value on the same folds. The brackets give
    the share of outcomes inside the 80 % and 95 % intervals.

    Parameters
    ----------
    table : DataFrame
        As :func:`~linhai_analysis.backtest` returns it.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"model": ["naive", "drift"], "naive_ratio": [1.0, 0.9],
    ...     "cov80": [0.65, 0.7], "cov95": [0.8, 0.85], "folds": [50, 50]})
    >>> len(plot_backtest(table).patches)
    2
    """
    lang = check_language(lang)
    require_columns(table, ("model", "naive_ratio", "cov80", "cov95", "folds"))
    return charts.draw_backtest(table, ax=ax, lang=lang, **look)


@door
def plot_calibration(
    coverage: pd.DataFrame,
    by: str = "horizon",
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw what the 80 % and 95 % intervals of each model held, with intervals of these shares.

    A year of origin counts once, however many series it has.

    Parameters
    ----------
    coverage : DataFrame
        What `backtest` returns, or its ``coverage``, or some rows of that.
    by : {"horizon", "indicator", "stratum"}
        The groups to show, below all outcomes together.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from linhai_analysis import backtest, load_panel
    >>> panel = load_panel("provinces").query("indicator == 'rd_gdp_ratio'")
    >>> ax = plot_calibration(backtest(panel, ["default", "naive"]))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['all', 'year 1 ahead', 'year 2 ahead']
    """
    lang = check_language(lang)
    coverage = getattr(coverage, "coverage", coverage)
    needed = ("model", "by", "group", "level", "years", "held", "lo95", "hi95")
    require_columns(coverage, needed)
    for level in coverage["level"].tolist():
        if not is_number(level) or level not in NOMINAL:
            raise DataError(say("own.word", column="level", cell=str(level), known=NOMINAL))
    if by not in (known := [*dict.fromkeys(coverage["by"])]):
        raise UnknownNameError(say("kind.grouping"), by, known)
    return charts.draw_calibration(
        coverage[coverage["by"].isin(["all", by])], ax=ax, lang=lang, **look
    )

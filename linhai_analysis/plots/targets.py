"""Charts of what targets require, of what is missing, and of what comparable places achieved."""

from __future__ import annotations

from typing import Unpack

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.arguments import check_language, require_columns, told_value
from linhai_analysis.charts.drawing import Look
from linhai_analysis.charts.marks import own_rows
from linhai_analysis.charts.style import Axes
from linhai_analysis.data import shipped_sources
from linhai_analysis.errors import DataError
from linhai_analysis.growth import milestones, own_series, required_growth
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.growth.gaps import coverage
from linhai_analysis.growth.required import COLUMNS
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.plan.sources import named_sources, source_texts
from linhai_analysis.plots.doors import door
from linhai_analysis.progress import HEADLINE
from linhai_analysis.progress.paces import path_lines
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.progress.wording import main_first
from linhai_analysis.reference import (
    ambition,
    class_of,
    peers_of,
    read_class,
    reference_growth,
)
from linhai_analysis.reference.outlook import own_outlook
from linhai_analysis.reference.places import holds, same_province
from linhai_analysis.words import say

PATH = ("target_id", "indicator", "year", "compound", "linear", "assumed", "reason")
ONE_WINDOW = ("known_then", "plan_years")


@door
def plot_required_growth(
    plan: PlanLike,
    growth: pd.DataFrame | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw the growth that targets require, ranked: rates above, points of shares below.

    The panel of the points is a child of the Axes that is returned; where no target requires a
    rate, there is only that one. What is left out is named below, with its reason. Every distinct
    printed value has its own bar: a second reading is drawn pale, an assumed baseline is hatched
    and named.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    growth : DataFrame, optional
        As :func:`~linhai_analysis.required_growth` returns it, for example with assumed baselines.
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
    >>> ax = plot_required_growth(load_plan())
    >>> len(ax.data)  # four targets with a baseline, and the second reading of one
    5
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    growth = required_growth(plan, lang=lang) if growth is None else growth
    require_columns(growth, COLUMNS)
    return charts.draw_required_growth(plan, growth, ax=ax, lang=lang, **look)


@door
def plot_coverage(
    plan: PlanLike,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw which figures there are: baselines, published values, targets, and the gaps.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
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
    >>> ax = plot_coverage(load_plan())
    >>> len(ax.get_yticklabels())
    13
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    return charts.draw_coverage(
        plan, coverage(plan, required_growth(plan, lang=lang)), ax=ax, lang=lang, **look
    )


@door
def plot_milestones(
    plan: PlanLike,
    indicator: str,
    path: pd.DataFrame | None = None,
    until: int | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw the yearly path to each printed target of one indicator, and its figures.

    Solid: the path along which progress is judged; dashed the other one, where the two can be told
    apart. Every distinct printed target has its own colour and says where it is printed. Lines run
    through figures of one source only. Where there is no baseline, only the targets are drawn and
    the reason is written out. The projection to the target year is drawn where the figures bear
    one.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    indicator : str
    path : DataFrame, optional
        As :func:`~linhai_analysis.milestones` returns it, for example with assumed baselines.
    until : int, optional
        Of a review: later values are not shown.
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
        Where the plan has no target for the indicator.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_milestones(load_plan(), "patents_granted")
    >>> sum(line.get_gid() == "path_linear" for line in ax.get_lines())  # two targets
    2
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    path = milestones(plan, lang=lang) if path is None else path
    require_columns(path, PATH)
    growth = own_rows(required_growth(plan, lang=lang), indicator, say("kind.with_target"))
    # What the path starts from, which may be assumed.
    begins = path.groupby("target_id")[["linear", "assumed", "reason"]].first()
    begins = begins.rename(columns={"linear": "base_value"})
    growth = growth.drop(columns=[*begins]).join(begins, on="target_id")
    growth["path"] = find_rule(HEADLINE).path
    outlook = own_outlook(plan, main_first(growth)[0], until, lang)
    series = own_series(plan, indicator, until)
    frames = (growth, path_lines(path), series, outlook)
    return charts.draw_indicator(plan, indicator, *frames, ax=ax, lang=lang, **look)


@door
def plot_ambition(
    plan: PlanLike,
    indicator: str,
    reference: pd.DataFrame | None = None,
    reading: str = "plan_years",
    source: str = "",
    ax: Axes | None = None,
    lang: str | None = None,
    baselines: Baselines = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw what each comparable place achieved over one window, and what the targets require.

    Diamonds: the own province and its places; hollow: a level break inside the window. Where there
    is no room for all names, only the own province or the two ends are named. Targets of other
    years than the first one that can be compared have another window, and are left out. Where there
    is no reference class, the reason is written out.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    indicator : str
    reference, baselines : optional
        As in :func:`~linhai_analysis.ambition`.
    reading : {"plan_years", "known_then"}
        Which window: the plan's own years, or the one that ends in its base year.
    source : str
        Publisher and title of the reference class; the classes that ship, and other figures whose
        ``source_id`` is known, name their own.
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
        Where the plan has no target for the indicator.
    DataError
        For another reading; as :func:`~linhai_analysis.ambition`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_ambition(load_plan(), "patents_granted")
    >>> len(ax.get_yticklabels())
    31
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    if reading not in ONE_WINDOW:
        raise DataError(say("ask.reading", reading=told_value(reading), known=tuple(ONE_WINDOW)))
    table = ambition(plan, reference, lang, baselines)
    rows = own_rows(table, indicator, say("kind.with_target"))
    rows = rows[rows["reading"] == reading]
    _, known = class_of(indicator, None if reference is None else read_class(reference))
    known, _ = peers_of(plan, known)
    lengths = (rows["end"] - rows["start"]).dropna().unique()
    parts = [reference_growth(indicator, int(years), known) for years in lengths]
    windows = pd.concat(parts) if parts else reference_growth(indicator, reference=known)
    near = same_province(windows["geo"], plan.geo) | holds(windows["geo"], plan.geo)
    windows = windows.assign(near=near | (windows["geo"] == plan.geo))
    sources = [source] if source else _class_sources(plan, known, indicator, lang)
    return charts.draw_ambition(
        plan, rows, windows, sources, reference is None, ax=ax, lang=lang, **look
    )


def _class_sources(plan: Plan, known: pd.DataFrame, indicator: str, lang: str) -> list[str]:
    """Where the figures of a class come from, as far as their sources are known."""
    ids = known.loc[known["indicator"] == indicator].get("source_id", pd.Series(dtype="str"))
    table = pd.concat([plan.sources, shipped_sources()]).drop_duplicates("source_id")
    return source_texts(named_sources(table, lang), ids.unique(), lang)

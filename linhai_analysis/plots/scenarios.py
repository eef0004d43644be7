"""Charts of scenarios: paths side by side, the fan of one, what moves an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.arguments import check_language, require_columns
from linhai_analysis.charts.drawing import Look
from linhai_analysis.charts.style import Axes
from linhai_analysis.growth import aims
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.plots.doors import door
from linhai_analysis.scenario import Simulation, default_scenarios, run_scenarios
from linhai_analysis.scenario.run import COLUMNS
from linhai_analysis.scenario.tornado import SENSITIVITY


@door
def plot_scenarios(
    plan: PlanLike,
    indicator: str,
    scenarios: Any = None,
    ax: Axes | None = None,
    lang: str | None = None,
    order: Sequence[str] | None = None,
    base: str = "",
    **look: Unpack[Look],
) -> Axes:
    """Draw the path of one indicator in every scenario, with the printed targets.

    A scenario has its colour and its mark by its place in `order`. Solid: published figures or
    targets. Dashed: an assumption. Dotted: a guess. More than eight scenarios are drawn in several
    panels, the reference case in each of them.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    indicator : str
    scenarios : DataFrame, or what `run_scenarios` takes, optional
        Paths as :func:`~linhai_analysis.run_scenarios` returns them, or the scenarios themselves.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    order : sequence of str, optional
        Names of scenarios: give the same ones to every chart, and each scenario keeps its colour.
        The scenarios of the plan where one of them is drawn, else those that are drawn.
    base : str, optional
        The reference case: it is named as such, and added where it is not among `scenarios`.
        Where left out, the one in which nothing moves (``halt``) where it is drawn.
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Raises
    ------
    UnknownNameError
        Where no scenario says anything of the indicator.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_scenarios(load_plan(), "patents_granted")
    >>> ax.data["scenario"].unique().tolist()[:3]
    ['slow', 'trend', 'fast']
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    ran = isinstance(scenarios, pd.DataFrame) and "year" in scenarios
    paths = scenarios if ran else run_scenarios(plan, scenarios, lang=lang)
    require_columns(paths, COLUMNS)
    drawn = {*paths["scenario"]}
    if base and base not in drawn:
        paths = pd.concat([run_scenarios(plan, [base], lang=lang), paths])
    frames = (paths, aims(plan), plan.series(indicator), _order(plan, paths["scenario"], order))
    base = base or ("halt" if "halt" in drawn else "")
    return charts.draw_scenarios(plan, indicator, *frames, base=base, ax=ax, lang=lang, **look)


@door
def plot_fan(
    plan: PlanLike,
    simulation: Simulation,
    indicator: str,
    ax: Axes | None = None,
    lang: str | None = None,
    order: Sequence[str] | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw the intervals of one indicator in a simulated scenario, with the printed targets.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    simulation : Simulation
        As :func:`~linhai_analysis.simulate` returns it.
    indicator : str
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    order : sequence of str, optional
        As in :func:`plot_scenarios`.
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Raises
    ------
    UnknownNameError
        Where the scenario has no path for the indicator.

    Examples
    --------
    >>> from linhai_analysis import load_plan, simulate
    >>> plan = load_plan()
    >>> ax = plot_fan(plan, simulate(plan, "fast", draws=100), "hightech_enterprises")
    >>> len(ax.collections) >= 2  # a band for each of two intervals
    True
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    frames = (aims(plan), plan.series(indicator), _order(plan, [simulation.scenario], order))
    return charts.draw_fan(plan, simulation, indicator, *frames, ax=ax, lang=lang, **look)


@door
def plot_sensitivity(
    plan: PlanLike,
    table: pd.DataFrame,
    ax: Axes | None = None,
    lang: str | None = None,
    order: Sequence[str] | None = None,
    **look: Unpack[Look],
) -> Axes:
    """Draw how far each assumption moves an outcome (tornado).

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    table : DataFrame
        As :func:`~linhai_analysis.sensitivity` returns it.
    ax : Axes, optional
    lang : {"en", "zh"}, optional
    order : sequence of str, optional
        As in :func:`plot_scenarios`.
    **look
        ``size`` in inches, and ``scale`` of all letters, for example 1.8 for a projector.

    Returns
    -------
    Axes

    Raises
    ------
    DataError
        Where nothing moves the outcome.

    Examples
    --------
    >>> from linhai_analysis import load_plan, sensitivity
    >>> plan = load_plan()
    >>> ax = plot_sensitivity(plan, sensitivity(plan, "fast", "rd_gdp_ratio"))
    >>> len(ax.patches)  # R&D and GDP, a low and a high end each
    4
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    require_columns(table, SENSITIVITY)
    return charts.draw_sensitivity(
        plan, table, _order(plan, table["scenario"], order), ax=ax, lang=lang, **look
    )


def _order(plan: Plan, drawn: Sequence[str], order: Sequence[str] | None) -> Sequence[str]:
    """The scenarios of the plan, where one of them is drawn: each keeps its colour when alone."""
    if order is not None:
        return order
    own = list(plan.scenarios["scenario"]) or [one.name for one in default_scenarios(plan)]
    return own if {*own} & {*drawn} else []

"""The chart of which figures there are at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.charts.style import BLUE, GREY, ORANGE, PALE, canvas, legend_above, source_line
from linhai_analysis.growth import required_growth
from linhai_analysis.plan import Plan
from linhai_analysis.text import wrap
from linhai_analysis.words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS: dict[str, dict[str, Any]] = {
    "baseline": {"marker": "o", "color": BLUE},
    "value": {"marker": "s", "color": GREY},
    "target": {"marker": "D", "color": ORANGE},
    "missing": {"marker": "o", "facecolor": "white", "edgecolor": BLUE, "linestyle": ":"},
}


def plot_coverage(plan: Plan, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw which figures there are: baselines, published values, targets, and the gaps.

    Parameters
    ----------
    plan : Plan
    ax : Axes, optional
    lang : {"en", "zh"}

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
    order = plan.targets.sort_values("main", ascending=False, kind="stable")
    names = list(dict.fromkeys(order["indicator"]))[::-1]
    growth = required_growth(plan)
    marks = {name: _marks(plan, growth[growth["indicator"] == name]) for name in names}
    with canvas(ax, lang, (9, 1.8 + 0.38 * len(names))) as ax:
        for y in range(len(names)):
            ax.axhline(y, color=PALE, lw=0.8, zorder=0)
        for kind, look in LOOKS.items():
            points = [(year, y) for y, name in enumerate(names) for year in marks[name][kind]]
            if points:
                years, rows = zip(*points, strict=True)
                label = word(f"legend.{kind}", lang)
                ax.scatter(years, rows, s=52, label=label, zorder=2, **look)
        ax.set_yticks(range(len(names)), [wrap(plan.label(n, lang), lang, 46) for n in names])
        ax.tick_params(axis="y", length=0, labelsize=9)
        marked = [year for row in marks.values() for years in row.values() for year in years]
        span = max(marked) - min(marked)
        ax.set_xticks(range(min(marked), max(marked) + 1, 1 + span // 15))
        legend_above(ax, word("chart.coverage", lang))
        used = {source for name in names for source in plan.series(name).attrs["sources"].values()}
        source_line(ax, plan.source_line(lang, used), lang)
    return ax


def _marks(plan: Plan, growth: pd.DataFrame) -> dict[str, list[int]]:
    """The years of each kind of mark in the row of one indicator."""
    bases = set(growth["base_year"])
    years = set(plan.series(growth["indicator"].iloc[0]).index)
    return {
        "baseline": sorted(bases & years),
        "value": sorted(years - bases),
        "target": sorted(set(growth["target_year"])),
        # An increment starts from nothing: its missing baseline is no gap.
        "missing": sorted(set(growth.loc[growth["base_value"].isna(), "base_year"])),
    }

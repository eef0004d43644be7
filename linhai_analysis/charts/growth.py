"""The chart of the growth that targets require."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from linhai_analysis.charts.style import BLUE, canvas, source_line
from linhai_analysis.plan import Plan
from linhai_analysis.targets import BASES, distinct_targets, target_text
from linhai_analysis.text import wrap
from linhai_analysis.words import place_word, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_required_growth(
    plan: Plan, growth: pd.DataFrame, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw the growth that targets require, ranked, as `required_growth` returns it."""
    rows = distinct(growth[growth["required_cagr"].notna()]).sort_values("required_cagr")
    with canvas(ax, lang, (9, 1.6 + 0.62 * max(len(rows), 2))) as ax:
        for y, row in enumerate(rows.to_dict("records")):
            ax.barh(
                y,
                row["required_cagr"] * 100,
                height=0.6,
                color=BLUE if row["first"] else "#9CCBE8",
                hatch="//" if row["assumed"] else None,
                edgecolor="white",
            )
            ax.annotate(
                _growth_label(plan, row, lang),
                (max(row["required_cagr"], 0) * 100, y),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=9,
            )
        names = [wrap(plan.label(name, lang), lang, 34) for name in rows["indicator"]]
        ax.set_yticks(range(len(rows)), names)
        ax.tick_params(axis="y", length=0)
        rates = [0.0, *(rows["required_cagr"] * 100)]
        # Room at the right for the labels that stand behind the bars.
        room = 1.0 if rows["assumed"].any() else 0.6
        ax.set_xlim(min(rates) * 1.05, max(rates) + room * max(max(rates) - min(rates), 1))
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}%")
        ax.set_title(word("chart.required_growth", lang))
        source_line(ax, plan.source_line(lang), lang)
    return ax


def distinct(growth: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each distinct printed value, the main one first.

    >>> from linhai_analysis import load_plan, required_growth
    >>> rows = distinct(required_growth(load_plan()))
    >>> rows.loc[rows["readings"] == 2, "target_value"].tolist()
    [2500.0, 3300.0]
    """
    rows = distinct_targets(growth.sort_values("main", ascending=False, kind="stable"))
    return rows.assign(first=~rows.duplicated("indicator"))


def _growth_label(plan: Plan, row: dict, lang: str) -> str:
    """For example ``14.9% a year  (60 → 120)``; points where that is the natural reading."""
    share = plan.indicator(row["indicator"])["unit"] == "%"
    key, pace = "percent_a_year", f"{abs(row['required_cagr']) * 100:.1f}"
    if row["natural"] == "linear" and share:
        key, pace = "points_a_year", f"{abs(row['required_per_year']):.3g}"
    fall = ".fall" if row["required_cagr"] < 0 else ""
    aim = target_text(row, lang)
    ends = f"{row['base_value']:g} → {aim}" if BASES[row["basis"]].in_unit else aim
    label = f"{word(key + fall, lang, value=pace)}  ({ends})"
    if row["readings"] > 1:
        label += f"  {place_word(row['place'], lang)}"
    return label + (f"  {word('assumed', lang)}" if row["assumed"] else "")

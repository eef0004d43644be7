"""The chart of the growth that targets require."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, PALE_BLUE
from linhai_analysis.charts.style import Axes, canvas, source_line
from linhai_analysis.plan import Plan
from linhai_analysis.targets import BASES, base_text
from linhai_analysis.text import wrap
from linhai_analysis.words import listed, place_word, word


def draw_required_growth(
    plan: Plan, growth: pd.DataFrame, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw the growth that targets require, ranked, as `required_growth` returns it."""
    rows = marks.distinct(growth[growth["required_cagr"].notna()]).sort_values("required_cagr")
    with canvas(ax, lang, (9, 1.6 + 0.62 * max(len(rows), 2))) as ax:
        for y, row in enumerate(rows.to_dict("records")):
            rate, colour = row["required_cagr"] * 100, BLUE if row["first"] else PALE_BLUE
            hatch = "//" if row["assumed"] else None
            ax.barh(y, rate, height=0.6, color=colour, hatch=hatch, edgecolor="white")
            marks.beside(ax, _growth_label(plan, row, lang), (max(rate, 0), y), (5, 0))
        marks.name_rows(ax, [wrap(plan.label(n, lang), lang, 34) for n in rows["indicator"]])
        rates = [0.0, *(rows["required_cagr"] * 100)]
        # Room at the right for the labels that stand behind the bars.
        room = 1.0 if rows["assumed"].any() else 0.6
        ax.set_xlim(min(rates) * 1.05, max(rates) + room * max(max(rates) - min(rates), 1))
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}%")
        ax.set_title(word("chart.required_growth", lang))
        source_line(ax, plan.source_line(lang), lang)
    return ax


def _growth_label(plan: Plan, row: dict, lang: str) -> str:
    """For example ``14.9% a year  (60 → 120)``; points where that is the natural reading."""
    share = plan.indicator(row["indicator"])["unit"] == "%"
    key, pace = "percent_a_year", f"{abs(row['required_cagr']) * 100:.1f}"
    if row["natural"] == "linear" and share:
        key, pace = "points_a_year", f"{abs(row['required_per_year']):.3g}"
    fall = ".fall" if row["required_cagr"] < 0 else ""
    aim = plan.target_text(row, lang)
    # A range says that the base is assumed; without one it is said behind.
    ranged = pd.notna(row.get("base_low"))
    base = base_text(row, lang) if ranged else f"{row['base_value']:g}"
    ends = f"{base} → {aim}" if BASES[row["basis"]].in_unit else aim
    label = f"{word(key + fall, lang, value=pace)}  ({ends})"
    if row["readings"] > 1:
        told = (place_word(row["place"], lang), marks.base_year(row, lang))
        label += f"  {listed(told, lang)}"
    return label + (f"  {word('assumed', lang)}" if row["assumed"] and not ranged else "")

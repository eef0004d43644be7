"""The chart of what moves an outcome (tornado)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import against, ink, pale, paper, scenario_looks
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.errors import DataError
from linhai_analysis.plan import Plan
from linhai_analysis.scenario import ASSUMPTIONS
from linhai_analysis.text import with_unit
from linhai_analysis.words import listed, say, word


@chart(width=8.6)
def draw_sensitivity(
    sheet: Sheet, plan: Plan, table: pd.DataFrame, order: Sequence[str] = ()
) -> Shown:
    """Draw how far each assumption moves an outcome (tornado)."""
    ax, lang = sheet.ax, sheet.lang
    if table.empty:
        raise DataError(say("chart.nothing_moves"))
    first = table.iloc[0]
    outcome, middle = str(first["outcome"]), float(first["outcome_value"])
    looks = _looks(scenario_looks([*order, first["scenario"]])[first["scenario"]]["color"])
    rows = sheet.first(table)
    names = [plan.label(name, lang) for name in rows["indicator"]]
    texts = [_ends(plan, row, lang) for row in rows.to_dict("records")]
    for y, row in zip(sheet.rows(ax, names, texts), rows.to_dict("records"), strict=True):
        for end, look in looks.items():
            ax.barh(y, row[f"outcome_{end}"] - middle, sheet.bar, middle, **look)
    ax.axvline(middle, color=ink(), lw=sheet.pt(1), gid="middle")
    ax.margins(x=0.05)
    ax.locator_params(axis="x", nbins=5)
    sheet.axis(ax, marks.name_and_unit(plan, outcome, lang))
    under = plan.scenario_label(str(first["scenario"]), lang)
    told = {"indicator": plan.label(outcome, lang), "year": first["year"], "scenario": under}
    sheet.title(word("sensitivity.title", lang, **told))
    sheet.legend(_handles(looks, lang))
    note = word("sensitivity.note", lang, value=marks.computed(plan, outcome, middle))
    sheet.foot(note, plan.source_line(lang))
    flat = [listed(text.split("\n"), lang) for text in texts]
    said = [marks.said(*pair, lang) for pair in zip(names[:3], flat, strict=False)]
    alt = word("alt.moves", lang, count=len(table), most=listed(said, lang))
    return Shown(rows.assign(text=flat), alt)


def _looks(colour: str) -> dict[str, dict[str, Any]]:
    """Pale and hatched for the low end of an assumption, full for the high end."""
    full = against(colour)
    return {
        "low": {"facecolor": pale(full), "edgecolor": full, "hatch": "//"},
        "high": {"facecolor": full, "edgecolor": paper()},
    }


def _handles(looks: dict[str, dict[str, Any]], lang: str) -> list:
    from matplotlib.patches import Patch

    return [Patch(label=word(f"sensitivity.{end}", lang), **looks[end]) for end in looks]


def _ends(plan: Plan, row: dict[str, Any], lang: str) -> str:
    """Both ends of an assumption and what the outcome comes to with each."""
    pairs = [
        f"{_amount(plan, row, row[end], lang)}\xa0→\xa0"
        + marks.computed(plan, row["outcome"], row[f"outcome_{end}"])
        for end in ("low", "high")
    ]
    return "\n".join(pairs)


def _amount(plan: Plan, row: dict[str, Any], amount: float, lang: str) -> str:
    """An assumed amount as people read it."""
    form = ASSUMPTIONS[row["assumption"]].form
    if form == "rate":
        return word("sensitivity.rate", lang, value=f"{100 * amount:.4g}")
    unit = "%" if form == "percent" else plan.unit(row["indicator"], lang)
    return with_unit(f"{amount:.4g}", unit, lang)

"""The chart of a simulated scenario: the intervals of one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import against, scenario_looks
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.trails import at_end, draw_trail, target_labels, trail
from linhai_analysis.plan import Plan
from linhai_analysis.scenario import Simulation
from linhai_analysis.words import say, word


@chart(width=7.8)
def draw_fan(
    sheet: Sheet,
    plan: Plan,
    simulation: Simulation,
    indicator: str,
    goals: pd.DataFrame,
    series: pd.Series,
    order: Sequence[str] = (),
    limits: tuple[float, float] | None = None,
) -> Shown:
    """Draw the intervals of one indicator in a simulated scenario, with the printed targets."""
    ax, lang = sheet.ax, sheet.lang
    rows = marks.own_rows(simulation.quantiles, indicator, say("kind.path_of")).astype(
        {"year": int}
    )
    colour = against(scenario_looks([*order, simulation.scenario])[simulation.scenario]["color"])
    marks.intervals(ax, rows, simulation.levels, colour, "fan.interval", lang)
    bands = [*ax.collections]
    line: dict[str, Any] = {"color": colour, "lw": sheet.pt(2)}
    ax.plot(rows["year"], rows["median"], gid="median", **line)
    behind = trail(indicator, series, goals, [*rows["year"]])
    keys = draw_trail(sheet, ax, behind)
    if limits is not None:
        ax.set_ylim(limits)
    last = rows.iloc[-1]
    median = marks.computed(plan, indicator, last["median"])
    text = at_end(sheet, marks.said(word("fan.median", lang), median, lang))
    chances = simulation.targets.set_index("target_id")["probability"].dropna().to_dict()
    labels = target_labels(sheet, plan, behind, chances)
    sheet.labels(ax, [*labels, (behind.end, last["median"], text, against(colour, 4.5))])
    name = plan.scenario_label(simulation.scenario, lang)
    title = word("fan.title", lang, indicator=plan.label(indicator, lang), scenario=name)
    sheet.title(title + word("years", lang, start=behind.start, end=behind.end))
    sheet.legend([*marks.handles({"fan.median": line} | keys, lang), *reversed(bands)])
    sheet.axis(ax, up=plan.unit(indicator, lang))
    sheet.foot(_note(simulation, rows, lang), plan.source_line(lang, marks.sources_of(series)))
    ends = "–".join(marks.computed(plan, indicator, last[end]) for end in ("lo80", "hi80"))
    told = {"median": median, "year": int(last["year"]), "draws": f"{simulation.draws:,}"}
    return Shown(rows, word("alt.fan", lang, interval=ends, **told))


def _note(simulation: Simulation, rows: pd.DataFrame, lang: str) -> str:
    """How it was drawn."""
    how = "projection" if rows["origin"].iloc[0] == "trend" else simulation.distribution
    beyond = f"{100 * simulation.setting.tail:g}"
    return word(f"fan.note.{how}", lang, draws=f"{simulation.draws:,}", tail=beyond)

"""The chart of scenarios: the paths of one indicator beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import against, grey, scenario_looks
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.style import Axes
from linhai_analysis.charts.trails import TARGET, Trail, at_end, draw_trail, target_labels, trail
from linhai_analysis.errors import DataError
from linhai_analysis.plan import Plan
from linhai_analysis.words import listed, say, word

# By what a path rests on: the less sure, the more broken the line. What people assume, by hand
# or with a ground, is never drawn as what is published.
STROKES: dict[str, tuple[str, Any]] = {
    "green": ("scenario.published", "-"),
    "amber": ("scenario.assumed", (0, (6, 2))),
    "": ("scenario.assumed", (0, (6, 2))),
    "red": ("scenario.guessed", (0, (1, 1.5))),
}
# So many lines can be followed in one panel.
MOST = 8
# Inches of a panel, where there are several.
PANEL = 2.3


@chart(width=8.6)
def draw_scenarios(
    sheet: Sheet,
    plan: Plan,
    indicator: str,
    paths: pd.DataFrame,
    goals: pd.DataFrame,
    series: pd.Series,
    order: Sequence[str] = (),
    limits: tuple[float, float] | None = None,
    base: str = "",
) -> Shown:
    """Draw the path of one indicator in every scenario, with the printed targets.

    `limits` are those of the values, for charts to be compared; else they are those of the chart.
    `base` is the reference case: where there are several panels it is drawn in each.
    """
    lang = sheet.lang
    rows = marks.own_rows(paths, indicator, say("kind.in_scenario"))
    looks = scenario_looks([*order, *paths["scenario"]])
    known = rows[rows["value"].notna()]
    own = goals.loc[goals["indicator"] == indicator, "target_year"]
    years = [*paths["year"].dropna()] or [*own]
    if not years:
        raise DataError(say("chart.no_path", indicator=indicator, reason=rows["reason"].iloc[0]))
    behind = trail(indicator, series, goals, years)
    parts = _parts([*known["scenario"].unique()], base)
    for n, names in enumerate(parts):
        ax = sheet.panel() if n else sheet.ax
        sheet.body(ax, PANEL if len(parts) > 1 else 3.4, 0.3)
        shown = known[known["scenario"].isin(names)]
        keys = _draw_panel(sheet, ax, plan, shown, behind, looks, base)
    _level(sheet.panels, limits, known)
    sheet.axis(sheet.ax, up=plan.unit(indicator, lang))
    period = word("years", lang, start=behind.start, end=behind.end)
    sheet.title(plan.label(indicator, lang) + period)
    sheet.legend(marks.handles(keys | _strokes(sheet, known), lang))
    without = [plan.scenario_label(name, lang) for name in rows["scenario"].unique()]
    without = [one for one in without if one not in _labels(plan, known, lang)]
    note = word("scenario.without", lang, names=listed(without, lang)) if without else ""
    sheet.foot(note, plan.source_line(lang, marks.sources_of(behind.series)))
    told = {"base": behind.start, "end": behind.end, "listed": _ends(plan, indicator, known, lang)}
    return Shown(rows, word("alt.scenarios", lang, **told))


def _parts(names: list[str], base: str) -> list[list[str]]:
    """The scenarios of each panel, alike in number; the reference case is in each."""
    if len(names) <= MOST:
        return [names]
    first = base if base in names else names[0]
    rest = [name for name in names if name != first]
    count = -(-len(rest) // (MOST - 1))
    size = -(-len(rest) // count)
    return [[first, *rest[n : n + size]] for n in range(0, len(rest), size)]


def _draw_panel(
    sheet: Sheet,
    ax: Axes,
    plan: Plan,
    shown: pd.DataFrame,
    behind: Trail,
    looks: Mapping[str, Any],
    base: str,
) -> dict[str, dict[str, Any]]:
    """The lines of some scenarios with their names at the right; return the keys of the rest."""
    labels = target_labels(sheet, plan, behind, {}, TARGET)
    for n, (name, path) in enumerate(shown.groupby("scenario", sort=False)):
        look = looks[str(name)]
        colour = against(look["color"])
        stroke: dict[str, Any] = {"ls": STROKES[path["quality"].iloc[-1]][1], "color": colour}
        # Where paths coincide each still shows its marks.
        stroke["markevery"] = (n % 3, 3) if len(path) > 3 else None
        stroke |= {"marker": look["marker"], "ms": sheet.pt(5.5), "lw": sheet.pt(1.6)}
        ax.plot(path["year"].astype(int), path["value"], label=f"{name} ", gid="path", **stroke)
        last = path.iloc[-1]
        text = _name(sheet, plan, str(name), last, behind.end, base)
        text = at_end(sheet, f"{look['sign']} {text}")
        labels.append((behind.end, last["value"], text, against(look["color"], 4.5)))
    keys = draw_trail(sheet, ax, behind)
    sheet.labels(ax, labels)
    return keys


def _name(sheet: Sheet, plan: Plan, name: str, last: pd.Series, end: int, base: str) -> str:
    """A scenario with the value that it leads to; whether it is the reference case."""
    lang, label = sheet.lang, plan.scenario_label(name, sheet.lang)
    if name == base:
        label = word("scenario.base", lang, name=label)
    text = marks.computed(plan, last["indicator"], last["value"])
    if last["year"] != end:
        text = word("dated", lang, value=text, year=last["year"])
    return marks.said(label, text, lang)


def _level(panels: Sequence[Axes], limits: tuple[float, float] | None, known: pd.DataFrame) -> None:
    """The same values at the same height in each panel."""
    if limits is None:
        ends = [ax.get_ylim() for ax in panels]
        limits = min(low for low, _ in ends), max(high for _, high in ends)
        if known.groupby("scenario").size().max() == 1:
            limits = 0, limits[1]
    for ax in panels:
        ax.set_ylim(limits)


def _strokes(sheet: Sheet, known: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """What a legend says of the lines."""
    last = known.groupby("scenario").tail(1)["quality"]
    look = {"color": grey(0.65), "lw": sheet.pt(1.6)}
    return {key: look | {"ls": ls} for name, (key, ls) in STROKES.items() if name in set(last)}


def _labels(plan: Plan, known: pd.DataFrame, lang: str) -> set[str]:
    return {plan.scenario_label(name, lang) for name in known["scenario"].unique()}


def _ends(plan: Plan, indicator: str, known: pd.DataFrame, lang: str) -> str:
    """Where the path of each scenario leads."""
    last = known[known["year"] == known["year"].max()].to_dict("records")
    named = [(plan.scenario_label(row["scenario"], lang), row["value"]) for row in last]
    return listed(
        (f"{name} {marks.computed(plan, indicator, value)}" for name, value in named), lang
    )

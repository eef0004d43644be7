"""The charts of scenarios: paths side by side, the fan of one, what moves an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import INK, scenario_looks
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes, legend_entry
from linhai_analysis.errors import DataError
from linhai_analysis.plan import Plan
from linhai_analysis.scenario import ASSUMPTIONS, Simulation
from linhai_analysis.targets import distinct_targets
from linhai_analysis.text import brackets, chance, with_unit, wrap
from linhai_analysis.words import listed, say, word

# Published, assumed with a ground, guessed: the less sure, the more broken the line.
STROKES: dict[str, Any] = {"": "-", "green": "-", "amber": (0, (6, 2)), "red": (0, (1, 1.5))}


@chart(width=7.6)
def draw_scenarios(
    sheet: Sheet,
    plan: Plan,
    indicator: str,
    paths: pd.DataFrame,
    goals: pd.DataFrame,
    series: pd.Series,
    order: Sequence[str] = (),
    limits: tuple[float, float] | None = None,
) -> Shown:
    """Draw the path of one indicator in every scenario, with the printed targets.

    `limits` are those of the values, for charts to be compared; else they are those of the chart.
    """
    ax, lang = sheet.ax, sheet.lang
    rows = marks.own_rows(paths, indicator, say("kind.in_scenario"))
    since, goals = goals["base_year"].min(), _levels(goals, indicator)
    looks = scenario_looks([*order, *paths["scenario"]])
    known = rows[rows["value"].notna()]
    years = [*paths["year"].dropna()] or [*goals["target_year"]]
    if not years:
        raise DataError(say("chart.no_path", indicator=indicator, reason=rows["reason"].iloc[0]))
    _draw_paths(ax, plan, known, looks, lang)
    if known.groupby("scenario").size().max() == 1:
        ax.set_ylim(bottom=0)
    sources = _frame(ax, series, goals, since, int(max(years)), lang, limits)
    names = rows["scenario"].unique()
    sheet.title(marks.name_and_unit(plan, indicator, lang))
    sheet.legend()
    note = word("scenario.strokes", lang)
    without = [plan.scenario_label(n, lang) for n in names if n not in set(known["scenario"])]
    if without:
        note = marks.sentences(
            [word("scenario.without", lang, names=listed(without, lang)), note], lang
        )
    sheet.foot(note, plan.source_line(lang, sources))
    _label_targets(sheet, plan, goals, {})
    ends = _ends(plan, indicator, known, lang)
    years_told = {"base": int(min(years)), "end": int(max(years))}
    return Shown(rows, word("alt.scenarios", lang, listed=ends, **years_told))


@chart(width=7.2)
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
    since, goals = goals["base_year"].min(), _levels(goals, indicator)
    colour = _colour(simulation.scenario, order)
    marks.intervals(ax, rows, simulation.levels, colour, "fan.interval", lang)
    label = word("fan.median", lang)
    ax.plot(rows["year"], rows["median"], color=colour, lw=2, label=label)
    sources = _frame(ax, series, goals, since, int(rows["year"].max()), lang, limits)
    name = plan.scenario_label(simulation.scenario, lang)
    title = word("fan.title", lang, indicator=plan.label(indicator, lang), scenario=name)
    title += brackets(plan.unit(indicator, lang), lang)
    sheet.title(title)
    sheet.legend()
    how = "projection" if rows["origin"].iloc[0] == "trend" else simulation.distribution
    beyond = f"{100 * simulation.setting.tail:g}"
    note = word(f"fan.note.{how}", lang, draws=f"{simulation.draws:,}", tail=beyond)
    sheet.foot(note, plan.source_line(lang, sources))
    chances = simulation.targets.set_index("target_id")["probability"].dropna().to_dict()
    _label_targets(sheet, plan, goals, chances)
    last = rows.iloc[-1]
    ends = " – ".join(plan.figure(indicator, last[end]) for end in ("lo80", "hi80"))
    told = {"median": plan.figure(indicator, last["median"]), "year": int(last["year"])}
    draws = f"{simulation.draws:,}"
    return Shown(rows, word("alt.fan", lang, draws=draws, interval=ends, **told))


@chart(width=7.6)
def draw_sensitivity(
    sheet: Sheet, plan: Plan, table: pd.DataFrame, order: Sequence[str] = ()
) -> Shown:
    """Draw how far each assumption moves an outcome (tornado)."""
    ax, lang = sheet.ax, sheet.lang
    if table.empty:
        raise DataError(say("chart.nothing_moves"))
    first = table.iloc[0]
    outcome, middle = str(first["outcome"]), float(first["outcome_value"])
    colour = _colour(str(first["scenario"]), order)
    sheet.body(ax, 0.7 * len(table))
    for y, row in enumerate(table.iloc[::-1].to_dict("records")):
        _draw_move(ax, plan, y, row, colour, lang)
    ax.axvline(middle, color=INK, lw=1)
    names = [wrap(plan.label(name, lang), lang, 26) for name in table["indicator"].iloc[::-1]]
    marks.name_rows(ax, names)
    ax.margins(x=0.4)
    title = word(
        "sensitivity.title",
        lang,
        indicator=plan.label(outcome, lang),
        year=first["year"],
        scenario=plan.scenario_label(str(first["scenario"]), lang),
    )
    sheet.title(title + brackets(plan.unit(outcome, lang), lang))
    note = word("sensitivity.note", lang, value=plan.figure(outcome, middle))
    sheet.foot(note, plan.source_line(lang))
    most = plan.label(table["indicator"].iloc[0], lang)
    return Shown(table, word("alt.moves", lang, count=len(table), most=most))


def _colour(scenario: str, order: Sequence[str]) -> str:
    """The colour that a scenario has among the others; the first one where it stands alone."""
    return scenario_looks([*order, scenario])[scenario]["color"]


def _draw_paths(
    ax: Axes, plan: Plan, known: pd.DataFrame, looks: Mapping[str, Any], lang: str
) -> None:
    """One line a scenario, its stroke by the quality of what it rests on."""
    hidden = _hidden(known[known["quality"].isin(["", "green"])])
    for name, path in known.groupby("scenario", sort=False):
        # Where paths coincide the earlier one shows at the edges, and through a broken line.
        below, look = hidden.get(str(name), -1), looks[str(name)]
        ax.plot(
            path["year"].astype(int),
            path["value"],
            color=look["color"],
            ls=STROKES[path["quality"].iloc[-1]],
            lw=2 + 2 * max(below, 0),
            zorder=2 - 0.1 * below,
            marker=look["marker"] or ("o" if len(path) == 1 else ""),
            label=legend_entry(plan.scenario_label(str(name), lang)),
        )


def _hidden(whole: pd.DataFrame) -> dict[str, int]:
    """How many later paths lie on each path."""
    paths = whole.groupby("scenario", sort=False)["value"]
    shapes = {str(name): tuple(f"{value:.6g}" for value in path) for name, path in paths}
    upwards = list(shapes.values())[::-1]
    counts = [upwards[:n].count(shape) for n, shape in enumerate(upwards)]
    return dict(zip(shapes, counts[::-1], strict=True))


def _draw_move(ax: Axes, plan: Plan, y: int, row: dict[str, Any], colour: str, lang: str) -> None:
    """One assumption: from the middle to where each of its ends takes the outcome."""
    middle = row["outcome_value"]
    for end, shade in (("low", 0.45), ("high", 1.0)):
        reach = row[f"outcome_{end}"]
        ax.barh(y, reach - middle, left=middle, height=0.55, color=colour, alpha=shade)
        side, shift = ("left", 5) if reach >= middle else ("right", -5)
        marks.beside(ax, _amount(plan, row, row[end], lang), (reach, y), (shift, 0), ha=side)


def _frame(
    ax: Axes,
    series: pd.Series,
    goals: pd.DataFrame,
    since: float,
    last: int,
    lang: str,
    limits: tuple[float, float] | None,
) -> set[str]:
    """Published values, printed targets and the years; return the sources of the values."""
    # Where nothing is drawn yet, matplotlib says that it begins at infinity.
    first = ax.dataLim.x0 if np.isfinite(ax.dataLim.x0) else since
    shown = series[(series.index >= first) & (series.index <= last)]
    # Where the level of the figures breaks, later ones do not belong to the same path.
    breaks = [year for year in series.attrs["breaks"] if year > first]
    broken = shown.index >= min(breaks, default=last + 1)
    look: dict[str, Any] = {"edgecolor": INK, "zorder": 4, "s": 26}
    for apart, fill, key in ((False, INK, "value"), (True, "white", "value_broken")):
        points = shown[broken == apart]
        if len(points):
            label = word(f"legend.{key}", lang)
            ax.scatter(points.index, points, facecolor=fill, label=label, **look)
    # A plan without targets has no base year.
    start = int(np.nanmin([first, since]))
    marks.whole_years(ax, start, last, 0.05, 0.24)
    if limits is None:
        ax.margins(y=0.1)
    else:
        ax.set_ylim(limits)
    if len(goals):
        look = {"marker": "D", "s": 50, "facecolor": "white", "edgecolor": INK, "lw": 1.4}
        label = word("legend.target", lang)
        ax.scatter(goals["target_year"], goals["aim"], zorder=5, label=label, **look)
    return marks.sources_of(shown)


def _label_targets(
    sheet: Sheet, plan: Plan, goals: pd.DataFrame, chances: Mapping[str, float]
) -> None:
    """Value, places and chance beside each target."""
    lang = sheet.lang
    labels = []
    for row in goals.to_dict("records"):
        text = marks.with_places(plan, row, lang)
        if row["target_id"] in chances:
            share = chance(chances[row["target_id"]])
            text += "\n" + word("fan.chance", lang, share=share)
        labels.append((row["target_year"], row["aim"], text, INK))
    sheet.labels(sheet.ax, labels)


def _ends(plan: Plan, indicator: str, known: pd.DataFrame, lang: str) -> str:
    """Where the path of each scenario leads."""
    last = known[known["year"] == known["year"].max()].to_dict("records")
    named = [(plan.scenario_label(row["scenario"], lang), row["value"]) for row in last]
    return listed((f"{name} {plan.figure(indicator, value)}" for name, value in named), lang)


def _levels(goals: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The distinct printed targets of an indicator that aim at a level."""
    return distinct_targets(goals[(goals["indicator"] == indicator) & goals["aim"].notna()])


def _amount(plan: Plan, row: dict[str, Any], amount: float, lang: str) -> str:
    """An assumed amount as people read it."""
    form = ASSUMPTIONS[row["assumption"]].form
    if form == "rate":
        return word("sensitivity.rate", lang, value=f"{100 * amount:.4g}")
    unit = "%" if form == "percent" else plan.unit(row["indicator"], lang)
    return with_unit(f"{amount:.4g}", unit, lang)

"""The charts of scenarios: paths side by side, the fan of one, what moves an outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.charts.style import INK, canvas, legend_above, scenario_looks, source_line
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.plan import Plan
from linhai_analysis.scenario import ASSUMPTIONS, Simulation
from linhai_analysis.targets import distinct_targets, target_text
from linhai_analysis.text import brackets, chance, wrap
from linhai_analysis.words import LANGUAGES, places_text, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Published, assumed with a ground, guessed: the less sure, the more broken the line.
STROKES: dict[str, Any] = {"": "-", "green": "-", "amber": (0, (6, 2)), "red": (0, (1, 1.5))}
LABEL_POINTS = 9


def draw_scenarios(
    plan: Plan,
    indicator: str,
    paths: pd.DataFrame,
    goals: pd.DataFrame,
    series: pd.Series,
    order: Sequence[str] = (),
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the path of one indicator in every scenario, with the printed targets."""
    rows = paths[paths["indicator"] == indicator]
    if rows.empty:
        raise UnknownNameError("indicator in a scenario", indicator, set(paths["indicator"]))
    looks = scenario_looks([*order, *paths["scenario"]])
    with canvas(ax, lang, (7.6, 4.8)) as ax:
        known = rows[rows["value"].notna()]
        _draw_paths(ax, plan, known, looks, lang)
        if known.groupby("scenario").size().max() == 1:
            ax.set_ylim(bottom=0)
        sources = _frame(ax, series, goals, indicator, int(paths["year"].max()), lang)
        _title(ax, plan, indicator, lang, 4 if len(rows["scenario"].unique()) > 3 else 3)
        note = word("scenario.strokes", lang)
        without = [name for name in rows["scenario"].unique() if name not in set(known["scenario"])]
        if without:
            names = word("list_join", lang).join(
                plan.scenario_label(name, lang) for name in without
            )
            note = (
                word("scenario.without", lang, names=names) + " " * (not LANGUAGES[lang].han) + note
            )
        source_line(ax, f"{note}\n{plan.source_line(lang, sources)}", lang)
        _label_targets(ax, _own(goals, indicator), lang, {})
    return ax


def draw_fan(
    plan: Plan,
    simulation: Simulation,
    indicator: str,
    goals: pd.DataFrame,
    series: pd.Series,
    order: Sequence[str] = (),
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the intervals of one indicator in a simulated scenario, with the printed targets."""
    rows = simulation.quantiles[simulation.quantiles["indicator"] == indicator]
    if rows.empty:
        raise UnknownNameError("path of", indicator, set(simulation.quantiles["indicator"]))
    colour, years = _colour(simulation.scenario, order), rows["year"].astype(int)
    with canvas(ax, lang, (7.2, 4.6)) as ax:
        for level, shade in zip(sorted(simulation.levels, reverse=True), (0.15, 0.3), strict=False):
            ends = [rows[f"{end}{100 * level:g}"] for end in ("lo", "hi")]
            label = word("fan.interval", lang, level=f"{level:.0%}")
            ax.fill_between(years, *ends, color=colour, alpha=shade, lw=0, label=label)
        name = plan.scenario_label(simulation.scenario, lang)
        ax.plot(years, rows["median"], color=colour, lw=2, label=word("fan.median", lang))
        sources = _frame(ax, series, goals, indicator, int(years.max()), lang)
        label = word("fan.title", lang, indicator=plan.label(indicator, lang), scenario=name)
        _title(ax, plan, indicator, lang, 3, label)
        how = "projection" if rows["origin"].iloc[0] == "trend" else simulation.distribution
        note = word(f"fan.note.{how}", lang, draws=f"{simulation.draws:,}")
        source_line(ax, f"{note}\n{plan.source_line(lang, sources)}", lang)
        _label_targets(ax, _own(goals, indicator), lang, _chances(simulation))
    return ax


def draw_sensitivity(
    plan: Plan,
    table: pd.DataFrame,
    order: Sequence[str] = (),
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw how far each assumption moves an outcome (tornado)."""
    if table.empty:
        raise DataError("nothing moves the outcome: the table of the sensitivity is empty")
    first = table.iloc[0]
    outcome, middle = str(first["outcome"]), float(first["outcome_value"])
    colour = _colour(str(first["scenario"]), order)
    with canvas(ax, lang, (7.6, 1.9 + 0.7 * len(table))) as ax:
        for y, row in enumerate(table.iloc[::-1].to_dict("records")):
            _draw_move(ax, plan, y, row, colour, lang)
        ax.axvline(middle, color=INK, lw=1)
        names = [wrap(plan.label(name, lang), lang, 26) for name in table["indicator"].iloc[::-1]]
        ax.set_yticks(range(len(table)), names)
        ax.tick_params(axis="y", length=0)
        ax.margins(x=0.4)
        title = word(
            "sensitivity.title",
            lang,
            indicator=plan.label(outcome, lang),
            year=first["year"],
            scenario=plan.scenario_label(str(first["scenario"]), lang),
        )
        ax.set_title(wrap(title + brackets(plan.unit(outcome, lang), lang), lang, 70), pad=12)
        value = f"{middle:.{_decimals(plan, outcome)}f}"
        note = word("sensitivity.note", lang, value=value)
        source_line(ax, f"{note}\n{plan.source_line(lang)}", lang)
    return ax


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
            label=plan.scenario_label(str(name), lang),
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
        right = reach >= middle
        ax.annotate(
            _amount(plan, row, row[end], lang),
            (reach, y),
            xytext=(5 if right else -5, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
            fontsize=LABEL_POINTS,
        )


def _frame(
    ax: Axes, series: pd.Series, goals: pd.DataFrame, indicator: str, last: int, lang: str
) -> set[str]:
    """Published values, printed targets and the years; return the sources of the values."""
    drawn = ax.dataLim
    shown = series[(series.index >= drawn.x0) & (series.index <= last)]
    # Where the level of the figures breaks, later ones do not belong to the same path.
    broken = shown.index >= min(
        [y for y in series.attrs["breaks"] if y > drawn.x0], default=last + 1
    )
    for apart, fill, key in ((False, INK, "value"), (True, "white", "value_broken")):
        points = shown[broken == apart]
        if len(points):
            label = word(f"legend.{key}", lang)
            ax.scatter(
                points.index, points, facecolor=fill, edgecolor=INK, s=26, zorder=4, label=label
            )
    start = int(min([drawn.x0, *goals["base_year"]]))
    ax.set_xticks(range(start, last + 1, -((start - last) // 8) or 1))
    ax.set_xlim(start - 0.05 * (last - start), last + 0.24 * (last - start))
    ax.margins(y=0.1)
    _draw_targets(ax, _own(goals, indicator), lang)
    return {series.attrs["sources"][year] for year in shown.index}


def _draw_targets(ax: Axes, goals: pd.DataFrame, lang: str) -> None:
    """Every distinct printed target as a diamond."""
    if len(goals):
        ax.scatter(
            goals["target_year"],
            goals["aim"],
            marker="D",
            s=50,
            facecolor="white",
            edgecolor=INK,
            lw=1.4,
            zorder=5,
            label=word("legend.target", lang),
        )


def _label_targets(ax: Axes, goals: pd.DataFrame, lang: str, chances: Mapping[str, float]) -> None:
    """Value, places and chance beside each target, pushed apart where targets lie close."""
    if len(goals) > 1:
        # Title, legend and source take their room first, or the targets would move together.
        ax.figure.canvas.figure.draw_without_rendering()
    lowest = -float("inf")
    for row in goals.sort_values("aim").to_dict("records"):
        lines = [target_text(row, lang), *filter(None, [places_text(row["places"], lang)])]
        if row["target_id"] in chances:
            lines.append(word("fan.chance", lang, share=chance(chances[row["target_id"]])))
        height = float(ax.transData.transform((row["target_year"], row["aim"]))[1])
        place = max(height * 72 / ax.figure.dpi, lowest)
        lowest = place + (len(lines) + 0.6) * 1.2 * LABEL_POINTS
        ax.annotate(
            "\n".join(lines),
            (row["target_year"], row["aim"]),
            xytext=(9, place - height * 72 / ax.figure.dpi),
            textcoords="offset points",
            va="center",
            fontsize=LABEL_POINTS,
        )


def _own(goals: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The distinct printed targets of an indicator that aim at a level."""
    return distinct_targets(goals[(goals["indicator"] == indicator) & goals["aim"].notna()])


def _chances(simulation: Simulation) -> dict[str, float]:
    """The share of draws that meet each target, as far as there is one."""
    known = simulation.targets[simulation.targets["probability"].notna()]
    return dict(zip(known["target_id"], known["probability"], strict=True))


def _title(ax: Axes, plan: Plan, indicator: str, lang: str, columns: int, label: str = "") -> None:
    title = label or plan.label(indicator, lang)
    title += brackets(plan.unit(indicator, lang), lang)
    legend_above(ax, wrap(title, lang, 72), columns=columns)


def _amount(plan: Plan, row: dict[str, Any], amount: float, lang: str) -> str:
    """An assumed amount as people read it."""
    form = ASSUMPTIONS[row["assumption"]].form
    if form == "rate":
        return word("sensitivity.rate", lang, value=f"{100 * amount:.4g}")
    unit = "%" if form == "percent" else plan.unit(row["indicator"], lang)
    return f"{amount:.4g} {unit}".strip()


def _decimals(plan: Plan, indicator: str) -> int:
    return max(int(plan.indicator(indicator)["decimals"]), 0)

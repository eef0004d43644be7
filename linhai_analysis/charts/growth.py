"""Charts of required growth, of the paths to the targets, and of what is known at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.charts.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    TARGET_COLOURS,
    canvas,
    legend_above,
    source_line,
    wrap,
)
from linhai_analysis.growth import milestones, required_growth
from linhai_analysis.plan import Plan, target_text
from linhai_analysis.words import place_word, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_required_growth(
    plan: Plan, growth: pd.DataFrame | None = None, ax: Axes | None = None, lang: str = "en"
) -> Axes:
    """Draw the required compound growth of all targets that have one, ranked.

    Every distinct printed value has its own bar: a second reading is drawn pale, an assumed
    baseline is hatched and named.

    Parameters
    ----------
    plan : Plan
    growth : DataFrame, optional
        As :func:`~linhai_analysis.required_growth` returns it, for example with assumed baselines.
    ax : Axes, optional
    lang : {"en", "zh"}

    Returns
    -------
    Axes

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_required_growth(load_plan())
    >>> len(ax.patches)  # four targets with a baseline, and the second reading of one
    5
    """
    growth = required_growth(plan) if growth is None else growth
    rows = _distinct(growth[growth["required_cagr"].notna()]).sort_values("required_cagr")
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
        # Room at the right for the labels that stand behind the bars.
        ax.set_xlim(right=max([1.0, *(rows["required_cagr"] * 100)]) * 1.6)
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}%")
        ax.set_title(word("chart.required_growth", lang))
        source_line(ax, plan.source_line(lang), lang)
    return ax


def plot_milestones(
    plan: Plan,
    indicator: str,
    path: pd.DataFrame | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the yearly path to each printed target of one indicator.

    Solid: constant compound growth. Dashed: the same change each year. Every distinct printed
    target has its own colour. Published values stand as dots; where there is no baseline, only
    the targets are drawn and the reason is written out.

    Parameters
    ----------
    plan : Plan
    indicator : str
    path : DataFrame, optional
        As :func:`~linhai_analysis.milestones` returns it, for example with assumed baselines.
    ax : Axes, optional
    lang : {"en", "zh"}

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
    >>> len(ax.get_lines()) >= 4  # two targets, two paths each
    True
    """
    plan.indicator(indicator)
    growth = _distinct(required_growth(plan, lang=lang).query("indicator == @indicator"))
    path = milestones(plan, lang=lang) if path is None else path
    with canvas(ax, lang, (6.4, 4.2)) as ax:
        for row, colour in zip(growth.to_dict("records"), TARGET_COLOURS, strict=False):
            line = path[path["target_id"] == row["target_id"]]
            ax.plot(line["year"], line["compound"], color=colour, lw=2, zorder=2)
            ax.plot(line["year"], line["linear"], color=colour, lw=1.2, ls=(0, (4, 3)), zorder=2)
            _draw_target(ax, plan, row, colour, lang)
        shown = _draw_values(ax, plan, indicator, growth, path)
        _frame_years(ax, growth)
        title = f"{wrap(plan.label(indicator, lang), lang, 56)} ({plan.unit(indicator, lang)})"
        lines = path.loc[path["indicator"] == indicator, ["compound", "linear"]].notna().any()
        if lines.any():
            legend_above(ax, title, _path_handles(lines, lang))
        else:
            ax.set_title(title, pad=28)
            ax.text(0.03, 1.03, growth["reason"].iloc[0], transform=ax.transAxes, color=GREY)
            ax.set_ylim(bottom=0)
        sources = {plan.series(indicator).attrs["sources"][year] for year in shown}
        source_line(ax, plan.source_line(lang, sources), lang)
    return ax


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
    names = list(dict.fromkeys(order["indicator"]))
    growth = required_growth(plan).drop_duplicates("indicator").set_index("indicator")
    with canvas(ax, lang, (9, 1.8 + 0.38 * len(names))) as ax:
        marks: dict[str, list[tuple[int, int]]] = {
            "baseline": [],
            "value": [],
            "target": [],
            "missing": [],
        }
        for y, name in enumerate(reversed(names)):
            base, end = growth.loc[name, "base_year"], growth.loc[name, "target_year"]
            years = list(plan.series(name).index)
            marks["value"] += [(year, y) for year in years if year != base]
            # An increment starts from nothing: its missing baseline is no gap.
            if base in years:
                marks["baseline"].append((base, y))
            elif pd.isna(growth.loc[name, "base_value"]):
                marks["missing"].append((base, y))
            marks["target"].append((end, y))
            ax.axhline(y, color=PALE, lw=0.8, zorder=0)
        looks: dict[str, dict[str, Any]] = {
            "baseline": {"marker": "o", "color": BLUE},
            "value": {"marker": "s", "color": GREY},
            "target": {"marker": "D", "color": ORANGE},
            "missing": {"marker": "o", "facecolor": "white", "edgecolor": BLUE, "linestyle": ":"},
        }
        for kind, look in looks.items():
            if points := marks[kind]:
                label = word(f"legend.{kind}", lang)
                at, heights = zip(*points, strict=True)
                ax.scatter(at, heights, s=52, label=label, zorder=2, **look)
        ax.set_yticks(range(len(names)), [wrap(plan.label(n, lang), lang, 46) for n in names[::-1]])
        ax.tick_params(axis="y", length=0, labelsize=9)
        ax.locator_params(axis="x", integer=True)
        legend_above(ax, word("chart.coverage", lang))
        source_line(ax, plan.source_line(lang), lang)
    return ax


def _distinct(growth: pd.DataFrame) -> pd.DataFrame:
    """One row for each distinct printed value, the main one first; first marked.

    `readings` counts them.
    """
    ordered = growth.sort_values("main", ascending=False, kind="stable")
    rows = ordered.drop_duplicates(["indicator", "target_year", "target_value", "basis"])
    readings = rows.groupby("indicator")["indicator"].transform("size")
    return rows.assign(first=~rows.duplicated("indicator"), readings=readings)


def _growth_label(plan: Plan, row: dict, lang: str) -> str:
    """For example ``14.9% a year: 60 to 120``; points where that is the natural reading."""
    share = plan.indicator(row["indicator"])["unit"] == "%"
    key = "points_a_year" if row["natural"] == "linear" and share else "percent_a_year"
    pace = {
        "percent_a_year": f"{row['required_cagr'] * 100:.1f}",
        "points_a_year": f"{row['required_per_year']:.3f}",
    }[key]
    ends = f"{row['base_value']:g} → {row['target_value']:g}"
    label = f"{word(key, lang, value=pace)}  ({ends})"
    if row["readings"] > 1:
        label += f"  {place_word(row['where'], lang)}"
    return label + (f"  {word('assumed', lang)}" if row["assumed"] else "")


def _draw_target(ax: Axes, plan: Plan, row: dict, colour: str, lang: str) -> None:
    """The printed target as a diamond; a range as a bar between its ends."""
    year, value = row["target_year"], row["target_value"]
    if pd.notna(row["target_high"]):
        ax.vlines(year, value, row["target_high"], color=colour, lw=5, alpha=0.4)
    ax.scatter(year, value, marker="D", s=52, color=colour, zorder=3)
    same = plan.targets.query("indicator == @row['indicator'] and target == @row['target_value']")
    places = ", ".join(place_word(where.split(" row")[0], lang) for where in same["where"])
    ax.annotate(
        f"{target_text(row | {'target': value}, lang)}\n{places}",
        (year, value),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=9,
        color=colour,
    )


def _draw_values(
    ax: Axes, plan: Plan, indicator: str, growth: pd.DataFrame, path: pd.DataFrame
) -> list[int]:
    """Published values up to the target year, an assumed baseline hollow; return the years."""
    series = plan.series(indicator).loc[: growth["target_year"].max()]
    ax.scatter(series.index, series, color=INK, s=30, zorder=4)
    for year, value in series.items():
        ax.annotate(
            f"{value:g}",
            (year, value),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    assumed = path[(path["indicator"] == indicator) & path["assumed"]].head(1)
    ax.scatter(assumed["year"], assumed["linear"], facecolor="white", edgecolor=INK, s=34, zorder=4)
    return series.index.to_list()


def _frame_years(ax: Axes, growth: pd.DataFrame) -> None:
    """Whole years on the axis, with room at the right for the targets' labels."""
    start, end = int(growth["base_year"].min()), int(growth["target_year"].max())
    ax.set_xticks(range(start, end + 1))
    ax.set_xlim(start - 0.35, end + 0.3 * (end - start))
    ax.margins(y=0.18)


def _path_handles(drawn: pd.Series, lang: str) -> list:
    """Legend entries of the two ways to go, as far as they are drawn."""
    from matplotlib.lines import Line2D

    looks: dict[str, dict[str, Any]] = {
        "compound": {"lw": 2},
        "linear": {"lw": 1.2, "ls": (0, (4, 3))},
    }
    return [
        Line2D([], [], color=GREY, label=word(f"legend.{way}", lang), **look)
        for way, look in looks.items()
        if drawn[way]
    ]

"""The chart of a reference class: what comparable places achieved, and what the targets ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from linhai_analysis.charts.growth import distinct
from linhai_analysis.charts.style import (
    BLUE,
    GREY,
    TARGET_COLOURS,
    canvas,
    legend_above,
    source_line,
    wrap,
)
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.plan import Plan, target_text
from linhai_analysis.reference import ambition, reference_growth
from linhai_analysis.words import place_word, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STARTS = ("known_then", "plan_years")


def plot_ambition(
    plan: Plan,
    indicator: str,
    reference: pd.DataFrame | None = None,
    reading: str = "plan_years",
    source: str = "",
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw what each comparable place achieved over one window, and what the targets require.

    Hollow: places with a level break inside the window. Where there is no reference class, the
    reason is written out.

    Parameters
    ----------
    plan : Plan
    indicator : str
    reference : DataFrame, optional
        As in :func:`~linhai_analysis.ambition`.
    reading : {"plan_years", "known_then"}
        Which window: the plan's own years, or the one that ends in its base year.
    source : str
        Of the reference class; named already where it is the provinces.
    ax : Axes, optional
    lang : {"en", "zh"}

    Returns
    -------
    Axes

    Raises
    ------
    UnknownNameError
        Where the plan has no target for the indicator.
    DataError
        For another reading; as :func:`~linhai_analysis.ambition`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> ax = plot_ambition(load_plan(), "patents_granted")
    >>> len(ax.get_yticklabels())
    31
    """
    if reading not in STARTS:
        raise DataError(f"reading={reading!r} is not one of {', '.join(STARTS)}")
    table = ambition(plan, reference, lang)
    rows = table[(table["indicator"] == indicator) & (table["reading"] == reading)]
    if rows.empty:
        raise UnknownNameError("indicator with a target", indicator, set(plan.targets["indicator"]))
    first = rows.iloc[0]
    told = not first["reason"]
    places = _places(plan, first, reference, indicator, lang) if told else pd.DataFrame()
    with canvas(ax, lang, (7.6, 2.1 + 0.19 * max(len(places), 6))) as ax:
        title = word("chart.ambition", lang, of=plan.label(indicator, lang))
        if told:
            title += word("years", lang, start=first["start"], end=first["end"])
            scale = 100 if first["way"] == "compound" else 1
            _draw_places(ax, places, scale, lang)
            _draw_targets(ax, plan, rows, scale, lang)
            legend_above(ax, wrap(title, lang, 78), columns=2)
            unit = "%" if first["way"] == "compound" else plan.unit(indicator, lang)
            note = word("ambition.note", lang, unit=unit, statement=_statements(rows, lang))
        else:
            ax.set_title(wrap(title, lang, 78))
            ax.text(0.03, 0.9, wrap(first["reason"], lang, 70), transform=ax.transAxes, color=GREY)
            ax.set_axis_off()
            note = ""
        source = source or (word("ambition.source", lang) if reference is None else "")
        source_line(ax, f"{note} {source}".strip(), lang)
    return ax


def _places(
    plan: Plan, row: pd.Series, reference: pd.DataFrame | None, indicator: str, lang: str
) -> pd.DataFrame:
    """Growth of each place in the window, the fastest on top."""
    years = int(row["end"] - row["start"])
    windows = reference_growth(indicator, years, reference)
    windows = windows[(windows["start"] == row["start"]) & (windows["geo"] != plan.geo)]
    measure = windows["growth" if row["way"] == "compound" else "change"]
    shown = windows.assign(measure=measure, name=windows[f"name_{lang}"]).dropna(subset="measure")
    return shown.sort_values("measure", ignore_index=True)


def _draw_places(ax: Axes, places: pd.DataFrame, scale: int, lang: str) -> None:
    for broken, rows in places.groupby("broken"):
        ax.scatter(
            rows["measure"] * scale,
            rows.index,
            s=30,
            color="white" if broken else BLUE,
            edgecolor=BLUE,
            label=word("legend.broken" if broken else "legend.place", lang),
            zorder=3,
        )
    ax.set_yticks(range(len(places)), places["name"], fontsize=7.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", color="#EEEEEE", lw=0.8)
    ax.set_axisbelow(True)
    ax.axvline(0, color=GREY, lw=0.8)
    ax.set_ylim(-1, len(places))


def _draw_targets(ax: Axes, plan: Plan, rows: pd.DataFrame, scale: int, lang: str) -> None:
    """One line a distinct target, named in the legend."""
    targets = plan.targets.rename(columns={"target": "target_value"})
    own = distinct(targets[targets["target_id"].isin(rows["target_id"])])
    required = rows.set_index("target_id")["required"]
    for row, colour in zip(own.to_dict("records"), TARGET_COLOURS[1:], strict=False):
        text = target_text(row | {"target": row["target_value"]}, lang)
        places = ", ".join(place_word(place.split(" row")[0], lang) for place in row["places"])
        label = word("legend.required", lang, target=text, places=places).strip(" ,，")
        ax.axvline(required[row["target_id"]] * scale, color=colour, lw=1.8, label=label, zorder=2)


def _statements(rows: pd.DataFrame, lang: str) -> str:
    """What the counts are, once for each distinct requirement."""
    return word("list_join", lang).join(dict.fromkeys(rows["statement"]))

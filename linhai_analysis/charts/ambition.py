"""The chart of a reference class: what comparable places achieved, and what the targets ask."""

from __future__ import annotations

from functools import cache
from itertools import cycle
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
)
from linhai_analysis.data import data_dir
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.plan import Plan
from linhai_analysis.plan.sources import source_texts
from linhai_analysis.reference import ambition, peers, read_class, reference_growth
from linhai_analysis.tables import check_table, read_csv
from linhai_analysis.targets import KINDS, target_text
from linhai_analysis.text import wrap
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

    Hollow: places with a level break inside the window. Targets of other years than the first one
    that can be compared have another window, and are left out. Where there is no reference class,
    the reason is written out.

    Parameters
    ----------
    plan : Plan
    indicator : str
    reference : DataFrame, optional
        As in :func:`~linhai_analysis.ambition`.
    reading : {"plan_years", "known_then"}
        Which window: the plan's own years, or the one that ends in its base year.
    source : str
        Publisher and title of the reference class; the provinces, and other figures whose
        ``source_id`` is known, name their own.
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
    known = peers(read_class(reference), plan.geo)
    told = rows[rows["reason"] == ""]
    first = (told if len(told) else rows).iloc[0]
    told = told[(told["start"] == first["start"]) & (told["end"] == first["end"])]
    places = _places(first, known, lang) if len(told) else pd.DataFrame()
    with canvas(ax, lang, (7.6, 2.1 + 0.19 * max(len(places), 6))) as ax:
        if len(told):
            _draw_places(ax, places, first["way"], lang)
            _draw_targets(ax, plan, told, lang)
            legend_above(ax, _title(plan, first, lang), columns=2)
            note = _note(plan, told, reference is None, lang)
        else:
            ax.set_title(_title(plan, first, lang))
            ax.text(0.03, 0.9, wrap(first["reason"], lang, 70), transform=ax.transAxes, color=GREY)
            # Not set_axis_off, which hides the source line too.
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
            note = ""
        source_line(ax, f"{note} {_sources(plan, known, indicator, source, lang)}".strip(), lang)
    return ax


def _title(plan: Plan, first: pd.Series, lang: str) -> str:
    of = plan.label(first["indicator"], lang)
    if not first["reason"]:
        of += word("years", lang, start=first["start"], end=first["end"])
    key = "chart.ambition" if first["way"] == "compound" else "chart.ambition.linear"
    return wrap(word(key, lang, of=of), lang, 78)


def _note(plan: Plan, told: pd.DataFrame, provinces: bool, lang: str) -> str:
    """Unit, counts and what they are not."""
    unit = plan.unit(told["indicator"].iloc[0], lang)
    if told["way"].iloc[0] == "compound":
        unit = "%"
    elif unit == "%":
        unit = word("ambition.points", lang)
    said = dict(zip(told["statement"], told["target_id"], strict=True))
    if len(said) > 1:
        targets = plan.targets.set_index("target_id", drop=False)
        said = {_of_target(targets.loc[name], text, lang): name for text, name in said.items()}
    statement = word("list_join", lang).join(said)
    key = "ambition.note" if provinces else "ambition.note.own"
    return word(key, lang, unit=unit, statement=statement)


def _of_target(target: pd.Series, statement: str, lang: str) -> str:
    """The sentence, with its target before it."""
    aim = target_text(target.to_dict(), lang)
    return word("legend.required.pace", lang, label=aim, pace=statement)


def _sources(plan: Plan, known: pd.DataFrame, indicator: str, source: str, lang: str) -> str:
    """The plan, and where the figures of the class come from."""
    ids = known.loc[known["indicator"] == indicator].get("source_id", pd.Series(dtype="str"))
    table = pd.concat([plan.sources, _shipped_sources()]).drop_duplicates("source_id")
    texts = [source] if source else source_texts(table, ids.unique(), lang)
    return word("list_join", lang).join([plan.source_line(lang), *texts])


@cache
def _shipped_sources() -> pd.DataFrame:
    table, _ = check_table(read_csv(data_dir() / "raw" / "sources.csv"), "sources", "sources.csv")
    return table


def _places(row: pd.Series, known: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Growth of each place in the window, the fastest on top."""
    windows = reference_growth(row["indicator"], int(row["end"] - row["start"]), known)
    windows = windows[windows["start"] == row["start"]]
    measure = windows["growth" if row["way"] == "compound" else "change"]
    shown = windows.assign(measure=measure, name=windows[f"name_{lang}"]).dropna(subset="measure")
    return shown.sort_values("measure", ignore_index=True)


def _draw_places(ax: Axes, places: pd.DataFrame, way: str, lang: str) -> None:
    scale = 100 if way == "compound" else 1
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


def _draw_targets(ax: Axes, plan: Plan, told: pd.DataFrame, lang: str) -> None:
    """One line a distinct target, named in the legend with the growth that it requires."""
    targets = plan.targets.rename(columns={"target": "target_value"})
    own = distinct(targets[targets["target_id"].isin(told["target_id"])])
    scale = 100 if told["way"].iloc[0] == "compound" else 1
    required = told.set_index("target_id")["required"] * scale
    for row, colour in zip(own.to_dict("records"), cycle(TARGET_COLOURS[1:]), strict=False):
        value = required[row["target_id"]]
        ax.axvline(value, color=colour, lw=1.8, label=_label(plan, row, value, lang), zorder=2)


def _label(plan: Plan, row: dict, value: float, lang: str) -> str:
    """For example ``required for 3300, 3.8.1: 6.36% a year``."""
    text = target_text(row | {"target": row["target_value"]}, lang)
    # A target of several rows of one table names the table once.
    wheres = dict.fromkeys(place_word(place.split(" row")[0], lang) for place in row["places"])
    places = word("places_join", lang).join(wheres)
    label = word("legend.required", lang, target=text, places=places).strip(" ,，")
    fall = ".fall" if value < 0 else ""
    codebook = plan.indicator(row["indicator"])
    if KINDS[codebook["kind"]].natural == "compound":
        pace = word(f"percent_a_year{fall}", lang, value=f"{abs(value):.2f}")
    elif codebook["unit"] == "%":
        pace = word(f"points_a_year{fall}", lang, value=f"{abs(value):.3g}")
    else:
        pace = word("legend.change", lang, value=f"{value:.3g}")
    return word("legend.required.pace", lang, label=label, pace=pace)

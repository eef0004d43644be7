"""The chart of a reference class: what comparable places achieved, and what the targets ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, GREY, INK, PALER, TARGET_COLOURS
from linhai_analysis.charts.sheet import Sheet, Shown, chart
from linhai_analysis.charts.style import Axes
from linhai_analysis.plan import Plan
from linhai_analysis.words import listed, places_text, word

# Rates are fractions in frames and per cent on paper.
SCALE = {"compound": 100, "linear": 1}
# More names than these do not fit on a page.
MOST_NAMED = 50


@chart(width=7.6)
def draw_ambition(
    sheet: Sheet,
    plan: Plan,
    rows: pd.DataFrame,
    windows: pd.DataFrame,
    sources: Sequence[str] = (),
    shipped: bool = True,
) -> Shown:
    """Draw rows of `ambition` (one indicator, one reading) over windows of `reference_growth`."""
    ax, lang = sheet.ax, sheet.lang
    told = rows[rows["reason"] == ""]
    first = (told if len(told) else rows).iloc[0]
    told = told[(told["start"] == first["start"]) & (told["end"] == first["end"])]
    places = _places(first, windows, lang) if len(told) else pd.DataFrame()
    if len(told):
        sheet.body(ax, 0.19 * min(max(len(places), 6), MOST_NAMED))
        _draw_places(ax, places, first["way"], lang)
        _draw_targets(ax, plan, told, first["way"], lang)
        sheet.legend()
        note = _note(plan, told, shipped, lang)
    else:
        sheet.empty()
        note = first["reason"]
    sheet.title(_title(plan, first, lang))
    sheet.foot(note, listed([plan.source_line(lang), *sources], lang))
    if len(places) > MOST_NAMED:
        _name_near(sheet, places[places["near"]], first["way"])
    return Shown(places, note)


def _title(plan: Plan, first: pd.Series, lang: str) -> str:
    of = plan.label(first["indicator"], lang)
    if not first["reason"]:
        of += word("years", lang, start=first["start"], end=first["end"])
    key = "chart.ambition" if first["way"] == "compound" else "chart.ambition.linear"
    return word(key, lang, of=of)


def _note(plan: Plan, told: pd.DataFrame, shipped: bool, lang: str) -> str:
    """Unit, counts and what they are not."""
    unit = plan.unit(told["indicator"].iloc[0], lang)
    if told["way"].iloc[0] == "compound":
        unit = "%"
    elif unit == "%":
        unit = word("ambition.points", lang)
    said = dict(zip(told["statement"], told["target_id"], strict=True))
    if len(said) > 1:
        targets = plan.targets.set_index("target_id", drop=False)
        said = {
            _of_target(plan, targets.loc[name], text, lang): name for text, name in said.items()
        }
    statement = listed(said, lang)
    key = "ambition.note" if shipped else "ambition.note.own"
    note = word(key, lang, unit=unit, statement=statement)
    return " ".join(filter(None, (note, told["caveat"].iloc[0])))


def _of_target(plan: Plan, target: pd.Series, statement: str, lang: str) -> str:
    """The sentence, with its target before it."""
    aim = plan.target_text(target.to_dict(), lang)
    return word("legend.required.pace", lang, label=aim, pace=statement)


def _places(row: pd.Series, windows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Growth of each place in the window, the fastest on top."""
    windows = windows[(windows["start"] == row["start"]) & (windows["end"] == row["end"])]
    measure = windows["growth" if row["way"] == "compound" else "change"]
    shown = windows.assign(measure=measure, name=windows[f"name_{lang}"]).dropna(subset="measure")
    return shown.sort_values("measure", ignore_index=True)


def _draw_places(ax: Axes, places: pd.DataFrame, way: str, lang: str) -> None:
    for broken, rows in places.groupby("broken"):
        ax.scatter(
            rows["measure"] * SCALE[way],
            rows.index,
            s=30,
            color="white" if broken else BLUE,
            edgecolor=BLUE,
            label=word("legend.broken" if broken else "legend.place", lang),
            zorder=3,
        )
    shown = places if len(places) <= MOST_NAMED else places[:0]
    ax.set_yticks(shown.index, shown["name"], fontsize=7.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", color=PALER, lw=0.8)
    ax.set_axisbelow(True)
    ax.axvline(0, color=GREY, lw=0.8)
    ax.set_ylim(-1, len(places))


def _name_near(sheet: Sheet, near: pd.DataFrame, way: str) -> None:
    """Name the places of the own province beside their marks, in a class too large for an axis."""
    at = near["measure"] * SCALE[way]
    sheet.ax.scatter(at, near.index, s=30, color=INK, zorder=4)
    sheet.labels(sheet.ax, zip(at, near.index, near["name"], [INK] * len(near), strict=True))


def _draw_targets(ax: Axes, plan: Plan, told: pd.DataFrame, way: str, lang: str) -> None:
    """One line a distinct target, named in the legend with the growth that it requires."""
    targets = plan.targets.rename(columns={"target": "target_value"})
    own = marks.distinct(targets[targets["target_id"].isin(told["target_id"])])
    required = told.set_index("target_id")["required"] * SCALE[way]
    for row, colour in zip(own.to_dict("records"), cycle(TARGET_COLOURS[1:]), strict=False):
        value = required[row["target_id"]]
        label = _label(plan, row, value, way, lang)
        ax.axvline(value, color=colour, lw=1.8, label=label, zorder=2)


def _label(plan: Plan, row: dict, value: float, way: str, lang: str) -> str:
    """For example ``required for 3300, 3.8.1: 6.36% a year``."""
    places = places_text(row["places"], lang)
    aim = plan.target_text(row, lang)
    label = word("legend.required", lang, target=aim, places=places)
    fall = ".fall" if value < 0 else ""
    if way == "compound":
        pace = word(f"percent_a_year{fall}", lang, value=f"{abs(value):.2f}")
    elif plan.indicator(row["indicator"])["unit"] == "%":
        pace = word(f"points_a_year{fall}", lang, value=f"{abs(value):.3g}")
    else:
        pace = word("legend.change", lang, value=f"{value:.3g}")
    return word("legend.required.pace", lang, label=label.strip(" ,，"), pace=pace)

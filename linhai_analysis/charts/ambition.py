"""The chart of a reference class: what comparable places achieved, and what the targets ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, TARGET_COLOURS, against, grey, ink, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.plan import Plan
from linhai_analysis.words import listed, word

# Rates are fractions in frames and per cent on paper.
SCALE = {"compound": 100, "linear": 1}
# More names than these do not fit on a page; the inches that one takes, in letters of 10 points.
MOST_NAMED, NAME = 50, 0.15
# Names take no more of the height of a sheet.
NAMED_SHARE = 0.7
# Of the lines of targets, for those who print in grey.
STROKES = ("-", "--", "-.", ":")


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
    note = word("ambition.none", lang, reason=first["reason"])
    if len(told):
        _draw_places(sheet, places, first["way"])
        required = _draw_targets(sheet, plan, told, first["way"])
        _name_places(sheet, places, first["way"])
        sheet.legend()
        sheet.axis(ax, _measure(plan, first, lang))
        note = _note(plan, told, shipped, lang)
    else:
        sheet.empty()
    sheet.title(_title(plan, first, lang))
    sheet.foot(note, listed([plan.source_line(lang), *sources], lang))
    if len(told):
        note = marks.sentences((_told(plan, first, places, required, lang), note), lang)
    return Shown(places, note)


def _title(plan: Plan, first: pd.Series, lang: str) -> str:
    of = plan.label(first["indicator"], lang)
    if not first["reason"]:
        of += word("years", lang, start=first["start"], end=first["end"])
    key = "chart.ambition" if first["way"] == "compound" else "chart.ambition.linear"
    return word(key, lang, of=of)


def _note(plan: Plan, told: pd.DataFrame, shipped: bool, lang: str) -> str:
    """Counts and what they are not."""
    said = dict(zip(told["statement"], told["target_id"], strict=True))
    if len(said) > 1:
        targets = plan.targets.set_index("target_id", drop=False)
        said = {
            _of_target(plan, targets.loc[name], text, lang): name for text, name in said.items()
        }
    statement = listed(said, lang)
    key = "ambition.note" if shipped else "ambition.note.own"
    note = word(key, lang, statement=statement)
    return marks.sentences((note, told["caveat"].iloc[0]), lang)


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


def _draw_places(sheet: Sheet, places: pd.DataFrame, way: str) -> None:
    """A dot for each place, those of the own province apart; hollow with a level break inside."""
    ax = sheet.ax
    at = places["measure"] * SCALE[way]
    for (near, broken), rows in places.groupby(["near", "broken"]):
        colour = ink() if near else against(BLUE)
        key = "broken" if broken else ("own_province" if near else "place")
        ax.scatter(
            at[rows.index],
            rows.index,
            s=sheet.pt(7.5 if near else 5.5) ** 2,
            marker="D" if near else "o",
            color=paper() if broken else colour,
            edgecolor=colour,
            label=word(f"legend.{key}", sheet.lang),
            zorder=4 if near else 3,
        )
    ax.axvline(0, color=grey(), lw=sheet.pt(0.8), zorder=0)
    # No dot at either end is cut, however many there are.
    beyond = max(1.0, 0.025 * len(places))
    ax.set_ylim(-beyond, len(places) - 1 + beyond)
    ax.tick_params(axis="y", length=0)
    ax.locator_params(axis="x", nbins=6)


def _name_places(sheet: Sheet, places: pd.DataFrame, way: str) -> None:
    """Name every place beside its row, or a few where there is no room for all."""
    high = sheet.pt(NAME) * len(places)
    if len(places) <= MOST_NAMED and (sheet.free or high <= NAMED_SHARE * sheet.room.height):
        _name_all(sheet, places)
    else:
        _name_some(sheet, places, places["measure"] * SCALE[way])


def _name_all(sheet: Sheet, places: pd.DataFrame) -> None:
    ax = sheet.ax
    ax.set_yticks(places.index, places["name"], fontsize="small")
    for label, near in zip(ax.get_yticklabels(), places["near"], strict=True):
        label.set_color(ink() if near or not places["near"].any() else grey(0.65))
    look: dict[str, Any] = {"color": grey(0.15), "lw": sheet.pt(0.8), "zorder": 0}
    ax.hlines(places.index, 0, 1, transform=ax.get_yaxis_transform(), **look)
    sheet.body(ax, NAME * max(len(places), 6), 0.95)


def _name_some(sheet: Sheet, places: pd.DataFrame, at: pd.Series) -> None:
    """Name those of the own province at the right, else the first and the last."""
    ax = sheet.ax
    ax.set_yticks([])
    some = places[places["near"]]
    some = some if len(some) else places.iloc[[0, -1]]
    low, high = ax.get_xlim()
    ax.set_xlim(low, high)
    look: dict[str, Any] = {"color": grey(0.35), "lw": sheet.pt(0.6), "zorder": 1}
    ax.hlines(some.index, at[some.index], high, **look)
    sheet.labels_led(ax, [(high, n, name, ink()) for n, name in some["name"].items()])


def _draw_targets(sheet: Sheet, plan: Plan, told: pd.DataFrame, way: str) -> list[str]:
    """One line a distinct target, named in the legend with the growth that it requires."""
    targets = plan.targets.rename(columns={"target": "target_value"})
    own = marks.distinct(targets[targets["target_id"].isin(told["target_id"])])
    required = told.set_index("target_id")["required"] * SCALE[way]
    looks = zip(cycle(TARGET_COLOURS[1:]), cycle(STROKES), strict=False)
    labels = []
    for row, (colour, stroke) in zip(own.to_dict("records"), looks, strict=False):
        value = required[row["target_id"]]
        labels.append(_label(plan, row, value, way, sheet.lang))
        look: dict[str, Any] = {"color": against(colour), "ls": stroke, "lw": sheet.pt(1.8)}
        sheet.ax.axvline(value, label=labels[-1], zorder=2, **look)
    return labels


def _measure(plan: Plan, first: pd.Series, lang: str) -> str:
    """What is measured, with its unit."""
    if first["way"] == "compound":
        return word("axis.growth", lang)
    unit = plan.unit(first["indicator"], lang)
    return word("axis.points" if unit == "%" else "axis.change", lang, unit=unit)


def _told(
    plan: Plan, first: pd.Series, places: pd.DataFrame, required: Sequence[str], lang: str
) -> str:
    """The lowest and the highest place, the own one, and what the targets require."""
    shown = [*dict.fromkeys([0, *places.index[places["near"]][:1], len(places) - 1])]
    way, ends = first["way"], []
    for row in places.loc[shown].to_dict("records"):
        pace = _pace(plan, first["indicator"], row["measure"] * SCALE[way], way, lang)
        ends.append(marks.said(row["name"], pace, lang))
    told = {"count": len(places), "ends": listed(ends, lang), "required": listed(required, lang)}
    return word("alt.ambition" if way == "compound" else "alt.ambition.linear", lang, **told)


def _label(plan: Plan, row: dict, value: float, way: str, lang: str) -> str:
    """For example ``required for 3300, section 3.8.1: 6.36% a year``."""
    places = marks.places_of(row["places"], lang)
    aim = plan.target_text(row, lang)
    label = word("legend.required", lang, target=aim, places=places)
    pace = _pace(plan, row["indicator"], value, way, lang)
    return word("legend.required.pace", lang, label=label.strip(" ,，"), pace=pace)


def _pace(plan: Plan, indicator: str, value: float, way: str, lang: str) -> str:
    """For example ``6.36% a year``."""
    fall = ".fall" if value < 0 else ""
    if way == "compound":
        return word(f"percent_a_year{fall}", lang, value=f"{abs(value):.2f}")
    if plan.about(indicator)["unit"] == "%":
        return word(f"points_a_year{fall}", lang, value=f"{abs(value):.3g}")
    return word("legend.change", lang, value=f"{value:.3g}")

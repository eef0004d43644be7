"""What stands behind the paths of one indicator: published figures and printed targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import ink, paper
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.style import Axes
from linhai_analysis.plan import Plan
from linhai_analysis.targets import distinct_targets
from linhai_analysis.text import chance
from linhai_analysis.words import word

# Of the width, for what is written at the ends of lines.
ENDS = 0.34
# What its mark is called in a text.
TARGET = "◇ "
# Between parts of such a text; no line begins with it.
DOT = "\xa0· "


class Trail(NamedTuple):
    """Published figures and targets of one indicator, in the years that a chart shows."""

    series: pd.Series
    goals: pd.DataFrame
    start: int
    end: int


def trail(indicator: str, series: pd.Series, goals: pd.DataFrame, years: list) -> Trail:
    """What belongs to one indicator; from the first of `years`, or of the plan, to the last."""
    starts = [*years, *goals["base_year"].dropna()]
    own = distinct_targets(goals[(goals["indicator"] == indicator) & goals["aim"].notna()])
    first, last = int(min(years)), int(max(years))
    shown = series[(series.index >= first) & (series.index <= last)]
    return Trail(shown, own, int(min(starts)), last)


def draw_trail(sheet: Sheet, ax: Axes, behind: Trail) -> dict[str, dict[str, Any]]:
    """Draw figures and targets; return what a legend says of them."""
    shown, goals = behind.series, behind.goals
    # Where the level of the figures breaks, later ones do not belong to the same path.
    breaks = [year for year in shown.attrs["breaks"] if year > shown.index.min()]
    broken = shown.index >= min(breaks, default=behind.end + 1)
    look: dict[str, Any] = {"ls": "", "marker": "o", "mec": ink(), "ms": sheet.pt(5), "zorder": 4}
    kinds = (
        ("value", shown[~broken], {"mfc": ink()}),
        ("value_broken", shown[broken], {"mfc": ink(), "mfcalt": paper(), "fillstyle": "left"}),
        # A path may start there.
        ("others", _others(shown), {"mfc": paper()}),
    )
    drawn = {f"legend.{key}": look | fill for key, own, fill in kinds if len(own)}
    for key, own, fill in kinds:
        ax.plot(own.index, own, gid=key, **look | fill)
    aimed = look | {"marker": "D", "mfc": paper(), "ms": sheet.pt(7), "mew": sheet.pt(1.4)}
    aimed |= {"zorder": 5, "clip_on": False}
    ax.plot(goals["target_year"], goals["aim"], gid="target", **aimed)
    if len(goals):
        drawn["legend.target"] = aimed
    marks.whole_years(ax, behind.start, behind.end, 0.04, 0.04)
    ax.margins(y=0.1)
    return drawn


def _others(shown: pd.Series) -> pd.Series:
    """The figures that other sources have of the same years."""
    others = shown.attrs.get("others", {})
    found = [(year, one.value) for year in shown.index for one in others.get(year, ())]
    return pd.Series([value for _, value in found], [year for year, _ in found], dtype=float)


def target_labels(
    sheet: Sheet, plan: Plan, behind: Trail, chances: Mapping[str, float], sign: str = ""
) -> list[tuple[float, float, str, Any]]:
    """Each target with its places, and how likely it is, at the right end of the chart."""
    made: list[tuple[float, float, str, Any]] = []
    for row in behind.goals.to_dict("records"):
        text = sign + marks.with_places(plan, row, sheet.lang).replace("\n", DOT)
        if row["target_year"] != behind.end:
            text = word("dated", sheet.lang, value=text, year=row["target_year"])
        share = chances.get(row["target_id"], np.nan)
        if pd.notna(share):
            text += DOT + word("fan.chance", sheet.lang, share=chance(share))
        made.append((behind.end, row["aim"], at_end(sheet, text), ink()))
    return made


def at_end(sheet: Sheet, text: str) -> str:
    """A text as it stands at the end of a line."""
    return sheet.wrap(text, ENDS * sheet.width, "small")

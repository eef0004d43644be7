"""The chart of the growth that targets require: rates above, points of shares below."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.charts import marks
from linhai_analysis.charts.colours import BLUE, against, grey, pale, paper
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.style import Axes
from linhai_analysis.plan import Plan
from linhai_analysis.targets import BASES, base_text
from linhai_analysis.text import brackets
from linhai_analysis.words import listed, word

# What is measured on the axis of each panel, and how much of it is one.
PANELS = {"percent_a_year": ("required_cagr", 100), "points_a_year": ("required_per_year", 1)}


@chart(width=9)
def draw_required_growth(sheet: Sheet, plan: Plan, growth: pd.DataFrame) -> Shown:
    """Draw the growth that targets require, ranked, as `required_growth` returns it."""
    lang, every = sheet.lang, marks.distinct(growth)
    share = every["indicator"].map(lambda name: plan.about(name)["unit"] == "%").astype(bool)
    points = (every["natural"] == "linear") & share
    every["panel"] = points.map({True: "points_a_year", False: "percent_a_year"})
    every["pace"] = every["required_cagr"].where(~points, every["required_per_year"])
    every["text"] = [_growth_label(plan, row, lang) for row in every.to_dict("records")]
    rows = every[every["pace"].notna()].sort_values(["panel", "pace"], ascending=False)
    # Rates stand above, in the first panel, where there are any.
    rows = sheet.first(rows.sort_values("panel", kind="stable"))
    shown = [(key, rows[rows["panel"] == key]) for key in PANELS if key in set(rows["panel"])]
    for n, (key, own) in enumerate(shown):
        _draw_bars(sheet, sheet.panel() if n else sheet.ax, plan, own, key)
    if not shown:
        sheet.empty()
    sheet.title(word("chart.required_growth", lang) + marks.period(every, lang))
    sheet.legend(_handles(rows, lang))
    left_out = marks.left_out(plan, every[every["pace"].isna()], lang)
    sheet.foot(left_out, plan.source_line(lang))
    return Shown(rows, marks.sentences((_told(plan, rows, lang), left_out), lang))


def _draw_bars(sheet: Sheet, ax: Axes, plan: Plan, rows: pd.DataFrame, key: str) -> None:
    names = [marks.name_and_unit(plan, name, sheet.lang) for name in rows["indicator"]]
    middles = sheet.rows(ax, names, rows["text"])
    paces = rows["pace"] * PANELS[key][1]
    for y, pace, look in zip(middles, paces, _looks(rows), strict=True):
        ax.barh(y, pace, height=sheet.bar, **look)
    ax.axvline(0, color=grey(), lw=sheet.pt(0.8))
    ax.set_xlim(min(0, 1.05 * paces.min()), max(0, 1.05 * paces.max()) or 1e-9)
    ax.locator_params(axis="x", nbins=6)
    sheet.axis(ax, word(f"axis.{key}", sheet.lang))


def _looks(rows: pd.DataFrame) -> list[dict]:
    """Full for the main reading, pale for another one, hatched on an assumed base."""
    blue = against(BLUE)
    return [
        {
            "facecolor": blue if first else pale(blue),
            "edgecolor": paper() if first else blue,
            "hatch": "//" if assumed else "",
        }
        for first, assumed in zip(rows["first"], rows["assumed"], strict=True)
    ]


def _handles(rows: pd.DataFrame, lang: str) -> list:
    """A key to pale and hatched bars, where there are any."""
    from matplotlib.patches import Patch

    keys = {
        "legend.first_reading": (True, False),
        "legend.other_reading": (False, False),
        "legend.assumed_base": (True, True),
    }
    own = set(zip(rows["first"], rows["assumed"], strict=True))
    seen = [key for key, look in keys.items() if look in own]
    looks = _looks(pd.DataFrame([keys[key] for key in seen], columns=["first", "assumed"]))
    made = [Patch(label=word(key, lang), **look) for key, look in zip(seen, looks, strict=True)]
    return made if len(made) > 1 or rows["assumed"].any() else []


def _told(plan: Plan, rows: pd.DataFrame, lang: str) -> str:
    """How many, the highest and the lowest of each panel."""
    ends = [
        marks.said(plan.label(row["indicator"], lang), row["text"], lang)
        for _, own in rows.groupby("panel")
        for row in (own.iloc[0], own.iloc[-1])[: len(own)]
    ]
    told = [word("alt.required_growth", lang, known=len(rows))]
    if ends:
        told.append(
            word("alt.required_growth.ends", lang, ends=word("notes_join", lang).join(ends))
        )
    return marks.sentences(told, lang)


def _growth_label(plan: Plan, row: dict, lang: str) -> str:
    """For example ``14.9% a year (60 → 120)``; points where that is the natural reading."""
    if pd.isna(row["pace"]):
        return ""
    pace = f"{abs(row['pace']) * 100:.1f}"
    if row["panel"] == "points_a_year":
        pace = f"{abs(row['pace']):.3g}"
    fall = ".fall" if row["pace"] < 0 else ""
    aim = plan.target_text(row, lang)
    # A range says that the base is assumed; without one it is said behind.
    ranged = pd.notna(row.get("base_low"))
    base = base_text(row, lang) if ranged else f"{row['base_value']:g}"
    ends = f"{base}\xa0→\xa0{aim}" if BASES[row["basis"]].in_unit else aim
    told = (marks.places_of([row["place"]], lang, rows=True), marks.base_year(row, lang))
    ends = listed((ends, *(told if row["readings"] > 1 else ())), lang)
    label = word(row["panel"] + fall, lang, value=pace) + brackets(ends, lang)
    return label + (f" {word('assumed', lang)}" if row["assumed"] and not ranged else "")

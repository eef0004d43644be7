"""What the panel shows of a draft: the chart, and what becomes of the targets."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import draw_fan, draw_scenarios
from linhai_analysis.charts.style import font_families
from linhai_analysis.explore.draft import Draft
from linhai_analysis.legible import TEXT
from linhai_analysis.plan import Plan
from linhai_analysis.report.tables.scenarios import rounded
from linhai_analysis.scenario import Simulation
from linhai_analysis.scenario.outcomes import closing, level_reason
from linhai_analysis.targets import RELATIONS, meets, same, target_with_unit
from linhai_analysis.text import NONE, apart, brackets, chance, fixed, significant, with_unit
from linhai_analysis.words import listed, word

HEADS = ("target", "value", "gap", "need", "chance")


def picture(draft: Draft, indicator: str, lang: str = "en") -> tuple[bytes, str]:
    """Return the chart of one indicator as PNG, and in words: a fan where there are ranges."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Not by pyplot, which would keep every figure and show it under the cell.
    figure = Figure(figsize=(7.6, 4.6))
    FigureCanvasAgg(figure)
    ax: Any = figure.add_subplot()
    drawn = draft.drawn
    fan = drawn.quantiles[drawn.quantiles["indicator"] == indicator]
    if fan.empty:
        ax.set_axis_off()
        told = word("explore.nothing", lang)
        fonts = font_families(lang)
        ax.text(0.5, 0.5, told, ha="center", transform=ax.transAxes, fontfamily=fonts)
    else:
        frames = (drawn.setting.ground.aims, draft.plan.series(indicator))
        look: dict[str, Any] = {"ax": ax, "lang": lang, "limits": draft.limits(indicator)}
        if (fan["hi95"] > fan["lo95"]).any():
            draw_fan(draft.plan, drawn, indicator, *frames, **look)
        else:
            draw_scenarios(draft.plan, indicator, draft.paths(), *frames, **look)
        told = ax.alt
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return buffer.getvalue(), told


def target_rows(draft: Draft, indicator: str, lang: str = "en") -> list[list[str]]:
    """Return target, value, gap, growth required and probability of each printed target."""
    plan, drawn = draft.plan, draft.drawn
    ground = drawn.setting.ground
    found = closing(ground, draft.paths(), int(ground.aims["base_year"].min()))
    need = found.set_index("target_id")
    own = drawn.quantiles[drawn.quantiles["indicator"] == indicator]
    values = own.set_index("year")["value"]
    goals = ground.aims.set_index("target_id", drop=False)
    rows = drawn.targets[drawn.targets["indicator"] == indicator]
    shown = []
    for row in rows.drop_duplicates(["target_year", "target_value"]).to_dict("records"):
        value, share = values.get(row["target_year"], np.nan), row["probability"]
        goal = goals.loc[row["target_id"]].to_dict()
        shown.append(
            [
                _target(plan, goal, lang),
                _amount(plan, indicator, value, lang),
                gap_text(plan, goal, value, lang),
                _needed(plan, indicator, need.loc[row["target_id"]], lang),
                row["reason"] if pd.isna(share) else chance(share),
            ]
        )
    return shown


def gap_text(plan: Plan, goal: Mapping[str, Any], value: float, lang: str = "en") -> str:
    """Return how far a value lies from the level that a target aims at, and on which side.

    `goal` is a row of the targets with ``aim`` and ``sense``.

    >>> from linhai_analysis import load_plan
    >>> from linhai_analysis.growth import aims
    >>> goal = aims(load_plan()).set_index("target_id").loc["hightech_enterprises.t1"].to_dict()
    >>> gap_text(load_plan(), goal, 123.25), gap_text(load_plan(), goal, 85.0, "zh")
    ('ahead by 3.3 enterprises', '尚差35家')
    """
    if pd.isna(value) or level_reason(plan, goal, lang):
        return NONE
    met, side = meets(value, goal["aim"], goal["sense"]), RELATIONS[goal["sense"]].side
    if same(value, goal["aim"]):
        return word("explore.exactly" if met else "explore.at", lang)
    if met and not side:
        return word("scenario.met", lang)
    distance = _amount(plan, goal["indicator"], abs(value - goal["aim"]), lang, points=True)
    # Below a limit one is ahead, though nothing is exceeded.
    ahead = "explore.ahead" if side > 0 else "explore.ahead.below"
    key = ahead if met else "explore.short" if side else "explore.off"
    return word(key, lang, amount=distance)


def target_html(rows: Sequence[Sequence[str]], drawn: Simulation, lang: str = "en") -> str:
    """Return these rows as a table, and how many of all targets are met on average.

    >>> from linhai_analysis import load_plan, simulate
    >>> made = simulate(load_plan(), "slow", draws=100)
    >>> "<td>120</td>" in target_html([["120", "85", "35", "14.87%", "0%"]], made)
    True
    """
    heads = [word(f"explore.{key}", lang) for key in HEADS]
    lines = [_line("th", heads), *(_line("td", row) for row in rows)]
    style = ".explore th, .explore td {padding: .2rem .8rem .2rem 0; text-align: left;}"
    table = f"<style>{style}</style><table class='explore {TEXT}'>{''.join(lines)}</table>"
    if not drawn.judged:
        return table
    met = fixed(drawn.expected_met, 1)
    key = "explore.whole.one" if drawn.judged == 1 else "explore.whole"
    share = chance(drawn.expected_met / drawn.judged)
    summary = word(key, lang, met=met, judged=drawn.judged, share=share)
    return f"{table}<p>{html.escape(summary)}</p>"


def slider_unit(unit: str, rate: bool, lang: str = "en") -> str:
    """Return in what a slider moves: per cent a year, points for a share, else the unit itself.

    >>> slider_unit("enterprises", True), slider_unit("%", False), slider_unit("place", False)
    ('(% a year)', '(points a year)', '(place a year)')
    """
    key = "rate" if rate else "points.share" if unit == "%" else "points"
    return word(f"explore.{key}", lang, unit=unit)


def spread_text(draft: Draft, moved: Iterable[str], lang: str = "en") -> str:
    """Return how wide the range around moved sliders is: in points, or as a share of a change."""
    texts = {
        True: word("explore.spread.rate", lang, value=f"{draft.spread:g}"),
        False: word("explore.spread.change", lang, value=f"{10 * draft.spread:g}"),
    }
    found = dict.fromkeys(texts[draft.by_rate(name)] for name in moved) or texts.values()
    return word("explore.spread", lang, range=listed(found, lang))


def _target(plan: Plan, goal: Mapping[str, Any], lang: str) -> str:
    """A target with its unit, where it is stated in that, and its year."""
    text = target_with_unit(goal, lang, plan.unit(goal["indicator"], lang))
    return text + brackets(str(goal["target_year"]), lang)


def _amount(plan: Plan, indicator: str, value: float, lang: str, points: bool = False) -> str:
    """A value with its unit; the distance of two shares is in points."""
    text = rounded(plan, indicator, value)
    if value and text == "0":
        text = significant(value, 2)
    if text == NONE:
        return text
    return (apart if points else with_unit)(text, plan.unit(indicator, lang), lang)


def _needed(plan: Plan, indicator: str, need: Any, lang: str) -> str:
    """The growth that leads to the target: a rate, or a change a year, whichever is natural."""
    rate, change, unit = need["rate"], need["per_year"], plan.unit(indicator, lang)
    if need["natural"] == "compound" and pd.notna(rate):
        key = "percent_a_year" if rate >= 0 else "percent_a_year.fall"
        return word(key, lang, value=fixed(abs(100 * rate), 2))
    if pd.isna(change):
        return str(need["reason"])
    if unit == "%":
        key = "points_a_year" if change >= 0 else "points_a_year.fall"
        return word(key, lang, value=significant(abs(change)))
    return word("legend.change", lang, value=with_unit(significant(change), unit, lang))


def _line(tag: str, cells: Sequence[str]) -> str:
    inner = "".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>"

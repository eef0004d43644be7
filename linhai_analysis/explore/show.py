"""What the panel shows of a draft: the chart, and what becomes of the targets."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.charts import draw_fan, draw_scenarios
from linhai_analysis.charts.style import font_families
from linhai_analysis.explore.draft import Draft
from linhai_analysis.scenario import Simulation
from linhai_analysis.scenario.outcomes import closing
from linhai_analysis.targets import target_text
from linhai_analysis.text import NONE, chance, fixed
from linhai_analysis.words import word

HEADS = ("target", "value", "gap", "need", "chance")


def picture(draft: Draft, indicator: str, lang: str = "en") -> bytes:
    """Return the chart of one indicator as PNG: a fan where there are ranges, else the path."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Not by pyplot, which would keep every figure and show it under the cell.
    figure = Figure(figsize=(7.6, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    ax = figure.add_subplot()
    drawn = draft.drawn
    frames = (drawn.setting.ground.aims, draft.plan.series(indicator))
    fan = drawn.quantiles[drawn.quantiles["indicator"] == indicator]
    if fan.empty:
        ax.set_axis_off()
        words = word("explore.nothing", lang)
        fonts = font_families(lang)
        ax.text(0.5, 0.5, words, ha="center", transform=ax.transAxes, fontfamily=fonts)
    elif (fan["hi95"] > fan["lo95"]).any():
        draw_fan(draft.plan, drawn, indicator, *frames, ax=ax, lang=lang)
    else:
        draw_scenarios(draft.plan, indicator, draft.paths(), *frames, ax=ax, lang=lang)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return buffer.getvalue()


def target_rows(draft: Draft, indicator: str, lang: str = "en") -> list[list[str]]:
    """Return target, value, gap, growth required and probability of each printed target."""
    plan, drawn = draft.plan, draft.drawn
    ground = drawn.setting.ground
    found = closing(ground, draft.paths(), int(ground.aims["base_year"].min()))
    need = found.set_index("target_id")
    own = drawn.quantiles[drawn.quantiles["indicator"] == indicator]
    values = own.set_index("year")["value"]
    goals = plan.targets.set_index("target_id")
    rows = drawn.targets[drawn.targets["indicator"] == indicator]
    decimals = max(int(plan.indicator(indicator)["decimals"]), 0) + 1
    shown, unit = [], plan.unit(indicator, lang)
    for row in rows.drop_duplicates(["target_year", "target_value"]).to_dict("records"):
        value = values.get(row["target_year"], np.nan)
        share = row["probability"]
        shown.append(
            [
                target_text(goals.loc[row["target_id"]].to_dict(), lang, unit),
                _number(value, decimals),
                _number(row["target_value"] - value, decimals),
                _needed(need.loc[row["target_id"]]),
                row["reason"] if pd.isna(share) else chance(share),
            ]
        )
    return shown


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
    table = f"<style>{style}</style><table class='explore'>{''.join(lines)}</table>"
    if not drawn.judged:
        return table
    met = fixed(drawn.expected_met, 1)
    summary = word("explore.whole", lang, met=met, judged=drawn.judged)
    return f"{table}<p>{html.escape(summary)}</p>"


def _needed(need: Any) -> str:
    """The growth that leads to the target: a rate, or a change a year, whichever is natural."""
    if need["natural"] == "compound" and pd.notna(need["rate"]):
        return f"{fixed(100 * need['rate'], 2)}%"
    return need["reason"] if pd.isna(need["per_year"]) else f"{need['per_year']:.3g}"


def _number(value: float, decimals: int) -> str:
    return NONE if pd.isna(value) else fixed(value, decimals)


def _line(tag: str, cells: Sequence[str]) -> str:
    inner = "".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>"

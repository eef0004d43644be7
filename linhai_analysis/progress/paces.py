"""The path to each target, and the pace so far continued to the target year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from linhai_analysis.growth import cagr, compound_path, linear_pace, linear_path
from linhai_analysis.progress.rule import PATHS

COLUMNS = ["target_id", "indicator", "year", "line", "value"]


def pace_paths(card: pd.DataFrame) -> pd.DataFrame:
    """Return the path to each target of a scorecard and its pace continued, each in both ways.

    Lines are path_linear, path_compound, continued_linear and continued_compound, in the quantity
    that is judged; those that do not exist have no rows.

    >>> from linhai_analysis import load_plan, scorecard
    >>> paths = pace_paths(scorecard(load_plan("china_13fyp"), 2018))
    >>> own = paths[(paths["indicator"] == "rd_gdp_ratio") & (paths["year"] == 2020)]
    >>> own.set_index("line")["value"].round(2).to_dict()["continued_linear"]  # 2.19 + 2 * 0.03
    2.25
    """
    rows = [row for target in card.to_dict("records") for row in _lines(target)]
    return pd.DataFrame(rows, columns=COLUMNS)


def path_lines(path: pd.DataFrame) -> pd.DataFrame:
    """Return the paths of `milestones` as `pace_paths` returns those of a scorecard.

    >>> from linhai_analysis import load_plan, milestones
    >>> list(path_lines(milestones(load_plan()))["line"].unique())
    ['path_linear', 'path_compound']
    """
    named = path.rename(columns={way: f"path_{way}" for way in PATHS})
    ids, ways = ["target_id", "indicator", "year"], [f"path_{way}" for way in PATHS]
    return named.melt(ids, ways, "line").dropna(subset="value")[COLUMNS]


def _lines(target: dict[str, Any]) -> Iterator[tuple]:
    """The rows of one target."""
    base, end, now = target["base_year"], target["target_year"], target["year"]
    if base < end:
        yield from _both(target, "path", (end, target["aim"]), (base, target["base_value"]))
    if pd.notna(now) and base < now < end:
        latest = (int(now), target["actual"])
        yield from _both(target, "continued", latest, latest)


def _both(
    target: dict[str, Any], name: str, reached: tuple[int, float], start: tuple[int, float]
) -> Iterator[tuple]:
    """From `start` to the target year, at the pace that leads from the base to `reached`."""
    pace = (target["base_value"], reached[1], reached[0] - target["base_year"])
    steps = target["target_year"] - start[0]
    ways = {
        "linear": linear_path(start[1], linear_pace(*pace), steps),
        "compound": compound_path(start[1], cagr(*pace), steps),
    }
    about = (target["target_id"], target["indicator"])
    for way, path in ways.items():
        for year, value in enumerate(path, start[0]):
            if pd.notna(value):
                yield (*about, year, f"{name}_{way}", float(value))

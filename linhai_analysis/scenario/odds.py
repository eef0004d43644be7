"""Holds drawn paths against the printed targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.scenario.discovery import discover
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.run import parts_and_wholes
from linhai_analysis.scenario.scores import Scores
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.targets import INDEX_BASE, aims_from, is_total, meets, no_aim, unread_reason
from linhai_analysis.words import word

# What the values of a path in the years that are needed, years x draws, amount to.
AMOUNTS: Mapping[str, Callable[[Array], Array]] = {
    "end": lambda values: values[-1],
    "change": lambda values: values[-1] - values[0],
    "sum": lambda values: values.sum(axis=0),
    "chain": lambda values: INDEX_BASE * (1 + values / 100).prod(axis=0),
    "since": lambda values: INDEX_BASE * (1 + values[-1] / 100),
}

TYPES = {"probability": float, "standard_error": float, "met": "boolean", "counted": bool}


def judge(
    setting: Setting, drawn: list[Path], central: Mapping[str, Path], how: Scores
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[float, float]]:
    """The share of draws that meet each target, how many a draw meets, and their mean.

    `setting` has the scores from which the paths are drawn.
    """
    goals, known = setting.ground.aims, {path.indicator: path for path in drawn}
    goals = goals[goals["indicator"].isin(known)]
    first = goals.sort_values("main", ascending=False, kind="stable")
    counted = set(first.drop_duplicates(["indicator", "target_year"])["target_id"])
    is_counted = goals["target_id"].isin(counted)
    met_by_draw = np.zeros(how.draws, dtype=np.int16)
    rows = []
    for goal, counts in zip(goals.to_dict("records"), is_counted, strict=True):
        path = known[goal["indicator"]]
        met, reason = _met(setting, goal | {"aim": _aim(setting, goal)}, path)
        # One line meets a target or not; that is no probability.
        odds = met if path.sources else None
        if odds is not None and counts:
            met_by_draw += odds
        central_met, _ = _met(setting, goal, central[goal["indicator"]])
        share, error = (np.nan, np.nan) if odds is None else how.mean(odds)
        sure = pd.NA if central_met is None else bool(central_met)
        lacking = "" if path.sources else word("scenario.no_range", setting.lang)
        told = "" if odds is None else discover(setting, setting.scores, odds, path.sources)
        rows.append((share, error, sure, counts, reason or lacking, told))
    columns = ["probability", "standard_error", "met", "counted", "reason", "discovery"]
    found = pd.DataFrame(rows, goals.index, columns).astype(TYPES)
    table = goals[["target_id", "indicator", "target_year"]].assign(target_value=goals["aim"])
    table = table.join(found).reset_index(drop=True)
    judged = int(table.loc[table["counted"], "probability"].notna().sum())
    shares = {count: how.mean(met_by_draw == count) for count in range(judged + 1)}
    number = share_table(shares if judged else {}, "met")
    return table, number, how.mean(met_by_draw) if judged else (np.nan, np.nan)


def _aim(setting: Setting, goal: Mapping[str, Any]) -> float | Array:
    """The level aimed at, one for each draw where it follows from a base value that is drawn."""
    drawn = setting.drawn_base(goal["indicator"]) if pd.notna(goal["base_low"]) else None
    return goal["aim"] if drawn is None else aims_from(goal, drawn)


def _met(setting: Setting, goal: Mapping[str, Any], path: Path) -> tuple[np.ndarray | None, str]:
    """Which draws meet a target, or why that cannot be said."""
    lang, base, end = setting.lang, goal["base_year"], goal["target_year"]
    how = _way(setting, goal)
    if how not in (*AMOUNTS, "each"):
        return None, word(f"reason.{how}", lang)
    if np.isnan(goal["aim"]).any():
        return None, unread_reason(goal, lang) or word(
            f"reason.{no_aim(goal)}", lang, base_year=base
        )
    if end not in path.years:
        return None, path.reason or word("scenario.ends", lang, year=max(path.years, default=base))
    needed = {"end": [end], "since": [end], "change": [base, end]}.get(
        how, range(base + 1, end + 1)
    )
    if not set(needed) <= set(path.years):
        return None, word("scenario.years_missing", lang, start=base + (how != "change"), end=end)
    values = path.only(needed).values
    if how == "each":
        kept = [meets(value, goal["aim"], goal["sense"]) for value in values]
        return np.logical_and.reduce(kept), ""
    return meets(AMOUNTS[how](values), goal["aim"], goal["sense"]), ""


def _way(setting: Setting, goal: Mapping[str, Any]) -> str:
    """How a path amounts to what a target speaks of, by what the figures count; or why it does not.

    The path of an indicator whose targets all count additions is what was added so far.
    """
    quantity, name = goal["quantity"], goal["indicator"]
    counted = setting.plan.series(name).attrs["counted"]
    if quantity == "level":
        return goal["lacking"] or "end"
    if quantity == "index":
        return "since" if counted == "running" else "chain"
    if quantity == "sum" and not is_total(setting.plan.targets, name):
        return {"in_year": "sum", "running": "end", "stock": "change"}.get(counted, "not_counted")
    return "end" if quantity == "sum" else "each"


def broken(setting: Setting, drawn: list[Path], how: Scores) -> pd.DataFrame:
    """How often a part is more than its whole in the last year that both have."""
    known = {path.indicator: path for path in drawn if path.known}
    shares = {
        part.indicator: how.mean(part.at(years[-1]) > whole.at(years[-1]))
        for part, whole, years in parts_and_wholes(setting, known)
        if years and part.sources | whole.sources
    }
    return share_table(shares, "indicator")


def share_table(shares: Mapping[Any, tuple[float, float]], name: str) -> pd.DataFrame:
    """Shares of draws with their standard errors, a row each."""
    rows, index = list(shares.values()), pd.Index(shares, name=name)
    return pd.DataFrame(rows, index, ["share", "standard_error"], dtype=float)

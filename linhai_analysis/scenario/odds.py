"""Holds drawn paths against the printed targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.plan import parts
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.targets import BASES, is_total, meets
from linhai_analysis.words import word

TARGETS = [
    "target_id",
    "indicator",
    "target_year",
    "target_value",
    "probability",
    "met",
    "counted",
    "reason",
]


def judge(
    setting: Setting, drawn: list[Path], central: Mapping[str, Path], draws: int
) -> tuple[pd.DataFrame, pd.Series]:
    """The share of draws that meet each target, and how many targets a draw meets."""
    goals, known = setting.ground.aims, {path.indicator: path for path in drawn}
    goals = goals[goals["indicator"].isin(known)]
    first = goals.sort_values("main", ascending=False, kind="stable")
    counted = set(first.drop_duplicates("indicator")["target_id"])
    count, rows = np.zeros(draws, dtype=np.int16), []
    judged, line = 0, word("scenario.no_range", setting.lang)
    for goal in goals.to_dict("records"):
        path = known[goal["indicator"]]
        met, reason = _met(setting, goal, path)
        counts = goal["target_id"] in counted
        if met is not None and path.sources and counts:
            count += met
            judged += 1
        # One line meets a target or not; that is no probability.
        sure, _ = _met(setting, goal, central[goal["indicator"]])
        rows.append(
            {
                "target_id": goal["target_id"],
                "indicator": goal["indicator"],
                "target_year": goal["target_year"],
                "target_value": goal["aim"],
                "probability": np.nan if met is None or not path.sources else float(np.mean(met)),
                "met": pd.NA if sure is None else bool(sure),
                "counted": counts,
                "reason": reason if path.sources else reason or line,
            }
        )
    shares = np.bincount(count, minlength=judged + 1) / draws
    met_share = pd.Series(shares if judged else [], dtype=float, name="share").rename_axis("met")
    table = pd.DataFrame(rows, columns=TARGETS).astype({"met": "boolean", "probability": float})
    return table, met_share


def _met(setting: Setting, goal: Mapping[str, Any], path: Path) -> tuple[np.ndarray | None, str]:
    """Which draws meet a target, or why that cannot be said."""
    lang, base, end = setting.lang, goal["base_year"], goal["target_year"]
    if np.isnan(goal["aim"]):
        return None, word("reason.no_baseline", lang, base_year=base)
    if end not in path.years:
        return None, path.reason or word("scenario.ends", lang, year=max(path.years, default=base))
    total = is_total(setting.plan.targets, goal["indicator"])
    how = "end" if total else BASES[goal["basis"]].on_path
    needed = {"end": [end], "change": [base, end]}.get(how, range(base + 1, end + 1))
    if not set(needed) <= set(path.years):
        return None, word("scenario.years_missing", lang, start=base + (how != "change"), end=end)
    values = [path.at(year) for year in needed]
    if how == "each":
        kept = [meets(value, goal["aim"], goal["sense"]) for value in values]
        return np.logical_and.reduce(kept), ""
    reached = values[-1] - values[0] if how == "change" else np.sum(values, axis=0)
    return meets(reached, goal["aim"], goal["sense"]), ""


def broken(setting: Setting, drawn: list[Path]) -> dict[str, float]:
    """How often a part is more than its whole in the last year that both have."""
    known, found = {path.indicator: path for path in drawn if path.known}, {}
    for part, whole in parts(setting.plan.indicators):
        if part in known and whole in known and (known[part].sources | known[whole].sources):
            years = {*known[part].years} & {*known[whole].years}
            if years:
                more = known[part].at(max(years)) > known[whole].at(max(years))
                found[part] = float(np.mean(more))
    return found

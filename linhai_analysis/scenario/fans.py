"""Draws the paths of a scenario from its scores, and reads the fans off them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from linhai_analysis.arguments import told_value
from linhai_analysis.errors import DataError
from linhai_analysis.plan import parts
from linhai_analysis.scenario.path import Path, side_by_side
from linhai_analysis.scenario.resolve import Resolver
from linhai_analysis.scenario.scores import Scores
from linhai_analysis.scenario.setting import Setting
from linhai_analysis.words import say, word

# So many draws are laid at once in all years; of all draws only the years asked for are kept.
BLOCK = 65_536


def is_alone(scores: Scores, setting: Setting, path: Path) -> bool:
    """Whether a path rises or falls in one score: its quantiles are those at the score's own."""
    stages = sum(one.ranged for name in path.sources for one in setting.scenario.stages(name))
    return len(path.sources) <= 1 and (stages <= 1 or scores.stage_correlation == 1)


def asked_years(
    scores: Scores, setting: Setting, central: Sequence[Path]
) -> dict[str, Collection[int]]:
    """The years of each path in which its draws are looked at one by one."""
    # A part is held against its whole in the last year of both: one of the two ends there.
    tied = {name for pair in parts(setting.plan.indicators) for name in pair}
    ends = {year for path in central for year in path.years if year + 1 not in path.years}
    goals = setting.ground.aims
    late = goals["quantity"] == "level"
    goals = goals.assign(first=goals["target_year"].where(late, goals["base_year"]))
    asked: dict[str, Collection[int]] = {}
    for path in central:
        own = goals.loc[goals["indicator"] == path.indicator, ["first", "target_year"]]
        needed = {year for first, last in own.to_numpy() for year in range(first, last + 1)}
        needed |= ends if needed or path.indicator in tied else set()
        # What rests on several scores has no quantiles but those of its draws.
        alone = is_alone(scores, setting, path)
        asked[path.indicator] = needed.intersection(path.years) if alone else path.years
    return asked


def draw_paths(setting: Setting, asked: Mapping[str, Collection[int]]) -> list[Path]:
    """The paths that are asked for, drawn, within what the kind of figure can be."""
    draws = max((len(score) for score in setting.scores.values()), default=1)
    blocks = []
    for start in range(0, draws, BLOCK):
        block = {key: score[start : start + BLOCK] for key, score in setting.scores.items()}
        paths = Resolver(replace(setting, scores=block)).paths()
        blocks.append([_asked(setting, path, asked) for path in paths if path.indicator in asked])
    return [side_by_side(pieces) for pieces in zip(*blocks, strict=True)]


def _asked(setting: Setting, path: Path, asked: Mapping[str, Collection[int]]) -> Path:
    """A path in the years that are asked for; refused where only the one without draws has them."""
    wanted, reason = asked[path.indicator], path.reason
    kept = _bounded(setting, path.only(wanted))
    lost = [
        year
        for year, drawn in zip(kept.years, kept.values, strict=True)
        if not np.isfinite(drawn).all()
    ]
    if not lost and set(wanted) <= set(path.years):
        return kept
    if lost:
        reason = word("scenario.undivided", setting.lang, year=lost[0])
    about = {"scenario": setting.scenario.name, "indicator": path.indicator}
    raise DataError(say("scenario_fault.drawn", reason=reason, **about))


def _bounded(setting: Setting, path: Path) -> Path:
    low, high = setting.ground.bounds(path.indicator)
    return replace(path, values=np.clip(path.values, low, high)) if path.sources else path


def fan_ends(shares: Sequence[float]) -> dict[str, float]:
    """The quantiles of a fan by the names of their columns."""
    ends = {"median": 0.5}
    for share in shares:
        ends |= {f"lo{100 * share:g}": (1 - share) / 2, f"hi{100 * share:g}": (1 + share) / 2}
    return ends


def quantile_table(
    scenario: str,
    paths: Iterable[tuple[Path, Path | None]],
    central: Sequence[Path],
    ends: Mapping[str, float],
) -> pd.DataFrame:
    """Quantiles of each path: those at its one score, else those of all draws."""
    levels, names = sorted(ends.values()), sorted(ends, key=ends.__getitem__)
    fans = []
    for (drawn, few), middle in zip(paths, central, strict=True):
        # Rising or falling in its score, a path has its quantiles at those of the score; of draws
        # they are found in half the time once these are sorted.
        values = few.values if few else np.quantile(np.sort(drawn.values), levels, axis=1).T
        shape = (len(middle.years), len(ends))
        fan = pd.DataFrame(np.broadcast_to(np.sort(values), shape), columns=names)
        about = {"scenario": scenario, "indicator": middle.indicator, "year": middle.years}
        fans.append(fan.assign(**about, value=middle.values[:, 0], origin=middle.origin))
    columns = ["scenario", "indicator", "year", "value", *ends, "origin"]
    return pd.concat(fans, ignore_index=True)[columns]


def check_levels(levels: Sequence[float]) -> tuple[float, ...]:
    """Return the levels of the intervals, each once, or raise where one is no fraction."""
    shares = tuple(dict.fromkeys(levels))
    if not shares or not all(isinstance(s, float) and 0 < s < 1 for s in shares):
        raise DataError(say("horizon.fractions", levels=told_value(levels)))
    return shares

"""The targets of a plan beside the figures that they start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth.assumed import PARTS, AssumedBase, Baselines, read_baselines
from linhai_analysis.plan import Plan
from linhai_analysis.series import running_total
from linhai_analysis.targets import BASES, KINDS, facet, with_aims

# How a target is stated, in the columns that tables of targets share.
STATED = ["base_year", "base_value", "target_year", "target_value", "target_high", "basis"]
STATED += ["relation"]


def aims(plan: Plan, baselines: Baselines = None, until: int | None = None) -> pd.DataFrame:
    """The targets of a plan with `base_value`, the level aimed at (`aim`) and `sense`.

    `assumed` says whether the base value is an assumed one, `base_low` and `base_high` what range
    it has.

    >>> from linhai_analysis import load_plan
    >>> row = aims(load_plan()).set_index("target_id").loc["hightech_enterprises.t1"]
    >>> print(*row[["base_value", "aim", "sense"]])
    60.0 120.0 at_least
    """
    targets = plan.targets.rename(columns={"target": "target_value"})
    codebook = plan.indicators.set_index("indicator")
    # Each figure is looked up once, however many targets start from it.
    keys = list(zip(*(targets[k] for k in ("indicator", "base_year", "source_id")), strict=True))
    series = cache(partial(plan.series, until=until))
    values = {key: _base_value(series, *key) for key in set(keys)}
    frame = targets.assign(
        base_value=[values[key] for key in keys],
        kind=targets["indicator"].map(codebook["kind"]),
        better=targets["indicator"].map(codebook["better"]),
        assumed=False,
        base_low=np.nan,
        base_high=np.nan,
    )
    for indicator, base in read_baselines(baselines).items():
        rows = frame["indicator"] == indicator
        if not rows.any():
            raise UnknownNameError("indicator with a target", indicator, set(frame["indicator"]))
        _check_assumed(indicator, base, frame[rows])
        columns = ["base_value", "assumed", "base_low", "base_high"]
        frame.loc[rows, columns] = [base.value, True, *_ends(base)]
    notes = [
        _notes(series(row["indicator"]).attrs, row, row["base_year"])
        for row in frame.to_dict("records")
    ]
    return with_aims(start_from_zero(frame.assign(notes=notes)))


def as_of(plan: Plan, frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The same targets from the latest figure not after `year`, each with the year of its own."""
    rows = frame.to_dict("records")
    series = cache(partial(plan.series, until=year))
    latest = [_latest(series(row["indicator"]), row, year) for row in rows]
    seen = frame.assign(
        base_year=[found[0] for found in latest],
        base_value=[found[1] for found in latest],
        notes=[
            _notes(series(row["indicator"]).attrs, row, found[0])
            for row, found in zip(rows, latest, strict=True)
        ],
        _from=frame["base_year"],
        _year=year,
    )
    # A figure of a later year is no assumption, whatever its baseline was.
    still = seen["base_year"] == seen["_from"]
    ends = {name: seen[name].where(still) for name in ("base_low", "base_high")}
    return seen.assign(assumed=seen["assumed"] & still, **ends)


def start_from_zero(frame: pd.DataFrame) -> pd.DataFrame:
    """Start what is added or summed over the plan at 0, whatever stock there was before."""
    zero = facet(frame["basis"], "from_zero").eq(True)
    return frame.assign(base_value=frame["base_value"].mask(zero, 0.0))


def _notes(facts: Mapping[str, Any], target: Mapping[str, Any], year: int) -> tuple[str, ...]:
    """What a reader should know of the figure of `year` that the growth starts from."""
    later = year != target["base_year"]
    found = {
        "assumed_baseline": target["assumed"] and not later,
        "preliminary": facts["statuses"].get(year) == "preliminary",
        "level_break": any(target["base_year"] < y <= year for y in facts["breaks"]),
        "spliced": later and "spliced" in facts["notes"],
    }
    return tuple(note for note, applies in found.items() if applies)


def _ends(base: AssumedBase) -> list[float]:
    """The ends of an assumed base value, NaN where it has none."""
    return [base.low, base.high] if base.low is not None and base.high is not None else [np.nan] * 2


def _check_assumed(indicator: str, base: AssumedBase, targets: pd.DataFrame) -> None:
    """Refuse an assumed baseline that cannot be, or that nothing would use."""
    if facet(targets["basis"], "from_zero").any():
        raise DataError(f"{indicator} is an addition that starts from 0; it takes no baseline")
    if targets["base_value"].notna().any():
        printed = targets["base_value"].dropna().iloc[0]
        raise DataError(f"{indicator} has a baseline already, {printed:g}; it is not assumed")
    if len(starts := sorted(targets["base_year"].unique())) > 1:
        years = " and ".join(map(str, starts))
        raise DataError(f"{indicator} starts from {years}; one assumed baseline cannot be both")
    kind = KINDS[targets["kind"].iloc[0]]
    for part in PARTS:
        value = getattr(base, part)
        if value is not None and not kind.holds(value):
            raise DataError(
                f"the assumed baseline of {indicator} is {value:g}; "
                f"its kind is {kind.name}, which lies {kind.limits}"
            )


def _base_value(
    series: Callable[..., pd.Series], indicator: str, year: int, source_id: str
) -> float:
    """The figure that the target's own source prints, else the one of the series."""
    found = series(indicator)
    # A series that has the figure of that source has the best one that the source gives.
    if source_id and found.attrs["sources"].get(year) != source_id:
        own = series(indicator, source_id=source_id)
        found = own if year in own.index else found
    return float(found.get(year, np.nan))


def _latest(series: pd.Series, target: Mapping[str, Any], year: int) -> tuple[int, float]:
    """Year and value of the latest figure; of additions, their sum as far as no year is missing."""
    base = target["base_year"]
    summed = BASES[target["basis"]].from_zero
    later = running_total(series, base) if summed else series.loc[base + 1 : year]
    if later.empty:
        return base, target["base_value"]
    return int(later.index[-1]), float(later.iloc[-1])

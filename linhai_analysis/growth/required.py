"""Required growth and milestones of the targets of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError, UnknownNameError, suggest
from linhai_analysis.growth.formulas import cagr, compound_path, linear_pace, linear_path
from linhai_analysis.plan import Plan
from linhai_analysis.targets import BASES, KINDS
from linhai_analysis.words import check_language, word

COLUMNS = [
    "target_id",
    "indicator",
    "base_year",
    "base_value",
    "target_year",
    "target_value",
    "target_high",
    "basis",
    "relation",
    "years",
    "required_cagr",
    "required_per_year",
    "natural",
    "main",
    "assumed",
    "place",
    "notes",
    "reason",
]

# Stated as an addition or a total: nothing was there of it before the plan.
FROM_ZERO = ("increment", "cumulative")
# Stated relative to the base.
RELATIVE = ("growth_rate", "cumulative_change", "multiple")

# Shares and ranks move by points; what is counted or paid grows by a rate.
NATURAL = {
    "count": "compound",
    "amount": "compound",
    "index": "compound",
    "share": "linear",
    "ratio": "linear",
    "rank": "linear",
}


def required_growth(
    targets: Plan | pd.DataFrame,
    baselines: Mapping[str, float] | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """Return the growth that each printed target requires.

    Compound: g = (target / base) ** (1 / years) - 1. Linear: (target - base) / years. Both
    are given for every target; `natural` says which is the usual reading of its kind.

    Parameters
    ----------
    targets : Plan or DataFrame
        A plan, or a table with ``base_year, base_value, target_year, target_value`` and, where
        there are any, ``target_id, indicator, kind, basis, relation, target_high, main, place``.
    baselines : mapping of str to float, optional
        Assumed base values by indicator, for a plan that prints none. They are used only where
        the plan has no figure, and marked in the column `assumed`.
    lang : {"en", "zh"}
        Of the reasons.

    Returns
    -------
    DataFrame
        One row a printed target: ``target_id, indicator, base_year, base_value, target_year,
        target_value, target_high, basis, relation, years, required_cagr`` (fraction a year),
        ``required_per_year`` (unit of the indicator; percentage points for percentages),
        ``natural`` (compound or linear), ``main, assumed, place``, ``notes`` (what to know of
        the base figure: assumed_baseline, preliminary, level_break, spliced) and ``reason``
        (why a number is missing; empty where none is).

    Raises
    ------
    UnknownNameError
        Where `baselines` names an indicator that has no target.
    DataError
        Where an assumed value is not a finite number, the plan prints the figure itself, or a
        table lacks a column.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> growth = required_growth(load_plan()).set_index("target_id")
    >>> f"{growth.loc['hightech_enterprises.t1', 'required_cagr']:.2%}"  # 60 -> 120
    '14.87%'
    >>> growth.loc["provincial_tech_smes.t1", "reason"]
    'no figure for the base year 2015'
    """
    if isinstance(targets, Plan):
        frame = with_baselines(targets, baselines or {})
    elif baselines:
        raise DataError("baselines go with a plan; a table has its own column base_value")
    else:
        frame = _as_table(targets)
    return _growth(frame, "no_baseline", lang)


def still_required(
    plan: Plan, year: int, baselines: Mapping[str, float] | None = None, lang: str = "en"
) -> pd.DataFrame:
    """Return the growth that each printed target still requires, as seen in `year`.

    The same formulas as :func:`required_growth`, from the latest figure not after `year`.
    Each figure has its own date: `base_year` is the year of that figure.

    Parameters
    ----------
    plan : Plan
    year : int
        The year of the review.
    baselines, lang
        As in :func:`required_growth`.

    Returns
    -------
    DataFrame
        Columns of :func:`required_growth`; ``base_year, base_value`` are the latest figure.

    Raises
    ------
    DataError, UnknownNameError
        As :func:`required_growth`; also where `year` is before the base year.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> rows = still_required(load_plan(), 2017).set_index("target_id")
    >>> rows.loc["rd_gdp_ratio.t1", "base_year"].item(), rows.loc["rd_gdp_ratio.t1", "years"].item()
    (2016, 4)
    """
    frame = with_baselines(plan, baselines or {}, until=year)
    start = frame["base_year"].min()
    if year < start:
        raise DataError(f"the year of the review, {year}, is before the base year {start}")
    aim = aimed_levels(frame, frame["base_value"].to_numpy(float))
    rows = frame.to_dict("records")
    series = cache(partial(plan.series, until=year))
    latest = [_latest(series(row["indicator"]), row, year) for row in rows]
    seen = frame.assign(
        base_year=[found[0] for found in latest],
        base_value=[found[1] for found in latest],
        notes=[
            _flags(series(row["indicator"]).attrs, row, found[0])
            for row, found in zip(rows, latest, strict=True)
        ],
        _from=frame["base_year"],
        _year=year,
    )
    # A figure of a later year is no assumption, whatever its baseline was.
    seen["assumed"] &= seen["base_year"] == seen["_from"]
    return _growth(seen, "no_figure", lang, aim)


def milestones(
    plan: Plan, baselines: Mapping[str, float] | None = None, lang: str = "en"
) -> pd.DataFrame:
    """Return the yearly path to each printed target, compound and linear.

    Parameters
    ----------
    plan : Plan
    baselines, lang
        As in :func:`required_growth`.

    Returns
    -------
    DataFrame
        One row a target and year, base year and target year included: ``target_id, indicator,
        year, compound, linear, main, assumed, reason``. A path that cannot be drawn is NaN,
        and `reason` says why.

    Raises
    ------
    DataError, UnknownNameError
        As :func:`required_growth`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> path = milestones(load_plan()).query("target_id == 'hightech_enterprises.t1'")
    >>> path["linear"].tolist()
    [60.0, 72.0, 84.0, 96.0, 108.0, 120.0]
    >>> path["compound"].round(1).tolist()
    [60.0, 68.9, 79.2, 90.9, 104.5, 120.0]
    """
    growth = required_growth(plan, baselines, lang)
    parts = []
    for years, group in growth.groupby("years", sort=False):
        steps = int(str(years))
        compound = compound_path(group["base_value"], group["required_cagr"], steps)
        linear = linear_path(group["base_value"], group["required_per_year"], steps)
        part = group.loc[group.index.repeat(steps + 1)]
        parts.append(
            part.assign(
                year=part["base_year"] + np.tile(np.arange(steps + 1), len(group)),
                compound=compound.ravel(),
                linear=linear.ravel(),
            )
        )
    columns = ["target_id", "indicator", "year", "compound", "linear", "main", "assumed", "reason"]
    table = pd.concat(parts) if parts else growth.assign(year=[], compound=[], linear=[])
    return table.sort_index(kind="stable")[columns].reset_index(drop=True)


def with_baselines(
    plan: Plan, baselines: Mapping[str, float], until: int | None = None
) -> pd.DataFrame:
    """Return the targets of a plan beside the figure of their base year.

    >>> from linhai_analysis import load_plan
    >>> with_baselines(load_plan(), {})["base_value"].dropna().iloc[0].item()
    2.98
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
        assumed=False,
    )
    for indicator, value in baselines.items():
        rows = frame["indicator"] == indicator
        if not rows.any():
            raise UnknownNameError("indicator with a target", indicator, set(frame["indicator"]))
        _check_assumed(indicator, value, frame[rows])
        frame.loc[rows, ["base_value", "assumed"]] = [float(value), True]
    flags = [
        _flags(series(row["indicator"]).attrs, row, row["base_year"])
        for row in frame.to_dict("records")
    ]
    return _from_zero(frame.assign(notes=flags))


def _flags(facts: Mapping[str, Any], target: Mapping[str, Any], year: int) -> str:
    """What a reader should know of the figure of `year` that the growth starts from."""
    later = year != target["base_year"]
    found = {
        "assumed_baseline": target["assumed"] and not later,
        "preliminary": facts["statuses"].get(year) == "preliminary",
        "level_break": any(target["base_year"] < y <= year for y in facts["breaks"]),
        "spliced": later and "spliced" in facts["notes"],
    }
    return ", ".join(flag for flag, applies in found.items() if applies)


def _check_assumed(indicator: str, value: object, targets: pd.DataFrame) -> None:
    """Refuse an assumed baseline that is no number, or that nothing would use."""
    if not isinstance(value, (int, float, np.number)) or not np.isfinite(value):
        raise DataError(f"the assumed baseline of {indicator} is {value!r}; give a number")
    if targets["basis"].isin(FROM_ZERO).any():
        raise DataError(f"{indicator} is an addition that starts from 0; it takes no baseline")
    if targets["base_value"].notna().any():
        printed = targets["base_value"].dropna().iloc[0]
        raise DataError(f"{indicator} has a baseline already, {printed:g}; it is not assumed")


def _from_zero(frame: pd.DataFrame) -> pd.DataFrame:
    """Start what is added or summed over the plan at 0, whatever stock there was before."""
    return frame.assign(base_value=frame["base_value"].mask(frame["basis"].isin(FROM_ZERO), 0.0))


def _base_value(
    series: Callable[..., pd.Series], indicator: str, year: int, source_id: str
) -> float:
    """The figure that the target's own source prints, else the one of the series."""
    own = series(indicator, source_id=source_id) if source_id else pd.Series(dtype=float)
    found = own if year in own.index else series(indicator)
    return float(found.get(year, np.nan))


def _latest(series: pd.Series, target: Mapping[str, Any], year: int) -> tuple[int, float]:
    """Year and value of the latest figure; of additions, their sum as far as no year is missing."""
    base = target["base_year"]
    later = series.loc[base + 1 : year]
    if target["basis"] in FROM_ZERO:
        later = later[later.index == base + 1 + np.arange(len(later))].cumsum()
    if later.empty:
        return base, target["base_value"]
    return int(later.index[-1]), float(later.iloc[-1])


def _as_table(table: pd.DataFrame) -> pd.DataFrame:
    needed = ["base_year", "base_value", "target_year", "target_value"]
    for column in needed:
        if column not in table:
            raise DataError(
                f"the table has no column {column!r}; {suggest(column, map(str, table))}"
            )
    defaults = {
        "target_id": "",
        "indicator": "",
        "kind": "amount",
        "basis": "level",
        # Without a relation a table says only where to go: up or down, as its numbers do.
        "relation": np.where(table["target_value"] < table["base_value"], "at_most", "at_least"),
        "target_high": np.nan,
        "main": True,
        "assumed": False,
        "place": "",
        "notes": "",
    }
    frame = table.assign(**{k: v for k, v in defaults.items() if k not in table})
    for column, words in {"basis": BASES, "kind": KINDS}.items():
        if strange := set(frame[column]) - set(words):
            raise DataError(f"{column} {min(strange)!r} is not one of {', '.join(words)}")
    for column in ("base_year", "target_year"):
        if frame[column].isna().any():
            raise DataError(f"the column {column} has empty cells; every target needs its years")
    return _from_zero(frame.astype({"base_year": int, "target_year": int}))


def _growth(
    frame: pd.DataFrame, missing: str, lang: str, aim: np.ndarray | None = None
) -> pd.DataFrame:
    """The vectorised core: rates, changes and reasons of a table of targets."""
    years = frame["target_year"] - frame["base_year"]
    steps = years.clip(lower=1).to_numpy(float)
    basis = frame["basis"].to_numpy(str)
    base = frame["base_value"].to_numpy(float)
    level = aimed_levels(frame, base) if aim is None else aim
    # A target stated relative to its base requires the same rate whatever the base is.
    known = np.where(np.isin(basis, RELATIVE) & np.isnan(base), 1.0, base)
    code = _codes(frame, base, level, missing)
    no_rate = np.isin(code, ["over", "ended", "yearly", "rank", "met"])
    no_pace = np.isin(code, ["over", "ended", "yearly", "met"])
    rate = cagr(known, np.where(np.isnan(base), aimed_levels(frame, known), level), steps)
    pace = linear_pace(base, level, steps)
    result = frame.assign(
        base_value=base,
        years=years,
        required_cagr=np.where(no_rate, np.nan, rate),
        required_per_year=np.where(no_pace, np.nan, pace),
        natural=frame["kind"].map(NATURAL).where(~np.isin(basis, FROM_ZERO), "linear"),
        reason=_sentences(code, frame, lang),
    )
    return result[COLUMNS].reset_index(drop=True)


def aimed_levels(frame: pd.DataFrame, base: np.ndarray) -> np.ndarray:
    """Return the level aimed at, whatever the target is stated in.

    >>> goal = pd.DataFrame({"target_value": [0.5], "basis": "cumulative_change",
    ...     "base_year": 2015, "target_year": 2020})
    >>> aimed_levels(goal, np.array([60.0])).tolist()
    [90.0]
    """
    value = frame["target_value"].to_numpy(float)
    years = (frame["target_year"] - frame["base_year"]).to_numpy(float)
    basis = frame["basis"].to_numpy(str)
    levels = {
        "growth_rate": base * (1 + value) ** years,
        "cumulative_change": base * (1 + value),
        "point_change": base + value,
        "multiple": base * value,
    }
    return np.select([basis == name for name in levels], list(levels.values()), value)


def _codes(frame: pd.DataFrame, base: np.ndarray, aim: np.ndarray, missing: str) -> np.ndarray:
    """Why a number is missing, row by row: the first reason that applies, or none."""
    basis, kind = frame["basis"].to_numpy(str), frame["kind"].to_numpy(str)
    ended = frame["target_year"] <= frame["_year"] if "_year" in frame else False
    return np.select(
        [
            ended,
            (frame["target_year"] <= frame["base_year"]).to_numpy(),
            frame["target_value"].isna().to_numpy(),
            basis == "increment",
            basis == "cumulative",
            np.isin(basis, ["yearly_average", "every_year"]),
            np.isnan(base),
            np.isnan(aim),
            _met(frame["relation"].to_numpy(str), base, aim),
            kind == "rank",
            (base == 0) | (aim == 0),
            np.sign(base) != np.sign(aim),
        ],
        [
            "ended",
            "over",
            "no_target",
            "increment",
            "total",
            "yearly",
            missing,
            "no_baseline",
            "met",
            "rank",
            "zero",
            "signs",
        ],
        "",
    )


def _met(relation: np.ndarray, base: np.ndarray, aim: np.ndarray) -> np.ndarray:
    """Whether the base value keeps the target already; then it has to be held, not reached."""
    kept = {
        "at_least": base >= aim,
        "range": base >= aim,
        "above": base > aim,
        "at_most": base <= aim,
        "below": base < aim,
    }
    return np.select([relation == name for name in kept], list(kept.values()), False)


def _sentences(code: np.ndarray, frame: pd.DataFrame, lang: str) -> list[str]:
    check_language(lang)
    base = frame["_from"] if "_from" in frame else frame["base_year"]
    seen = frame["_year"] if "_year" in frame else frame["base_year"]
    years = zip(code, base, frame["target_year"], seen, frame["base_year"], strict=True)
    return [
        word(f"reason.{key}", lang, base_year=b, target_year=t, year=y, latest=latest)
        if key
        else ""
        for key, b, t, y, latest in years
    ]

"""The growth that targets require, from their base year or from the latest figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.errors import DataError
from linhai_analysis.growth.assumed import Baselines, any_ranged, at_end, read_baselines
from linhai_analysis.growth.baselines import STATED, aims, as_of
from linhai_analysis.growth.formulas import cagr, linear_pace
from linhai_analysis.growth.own_table import read_targets
from linhai_analysis.plan import Plan, PlanLike, load_plan, other_figures
from linhai_analysis.tables import ENDS
from linhai_analysis.targets import (
    BASES,
    facet,
    meets,
    same,
    unread_reason,
    with_aims,
)
from linhai_analysis.words import say, word

GROWTH = ["years", "required_cagr", "required_per_year", "natural"]
COLUMNS = ["target_id", "indicator", *STATED, "quantity", *GROWTH, "main", "assumed"]
COLUMNS += ["place", "standing", "other_bases", "notes", "reason"]
# What the range of an assumed base value makes of the growth: at its low and at its high end.
RANGED = [f"{name}_{end}" for name in ("required_cagr", "required_per_year") for end in ENDS]
RANGED = ["base_low", "base_high", *RANGED]
# Of these no growth rate is said, and of those without a pace no change a year either.
NO_PACE = ("over", "ended", "yearly", "met")
NO_RATE = (*NO_PACE, "rank", *(basis.no_rate for basis in BASES.values() if basis.no_rate))


@checked
def required_growth(
    targets: PlanLike | pd.DataFrame, baselines: Baselines = None, lang: str | None = None
) -> pd.DataFrame:
    """Return the growth that each printed target requires.

    Compound: g = (target / base) ** (1 / years) - 1. Linear: (target - base) / years. Both
    are given for every target; `natural` says which is the usual reading of its kind.

    Parameters
    ----------
    targets : Plan, or what load_plan takes, or DataFrame
        A plan, or a table with ``base_year, base_value, target_year, target_value`` and, where
        there are any, ``target_id, indicator, kind, basis, relation, target_high, main, place``.
    baselines : mapping of str to float, Series or DataFrame, optional
        Assumed base values by indicator, for a plan that prints none. They are used only where
        the plan has no figure, and marked in the column `assumed`. How sure they are may be said:
        ``{"hightech_va_share": {"value": 50, "low": 45, "high": 55}}``, or in a table indexed by
        indicator with columns ``value, low, high``.
    lang : {"en", "zh"}, optional
        Of the reasons.

    Returns
    -------
    DataFrame
        One row a printed target: ``target_id, indicator, base_year, base_value, target_year,
        target_value, target_high, basis, relation, quantity`` (a level, each year, the sum since
        the base year, or an index that is 100 in the base year), ``years, required_cagr`` (fraction
        a year), ``required_per_year`` (unit of the indicator; percentage points for percentages),
        ``natural`` (compound or linear), ``main, assumed, place, standing`` (in_force; replaced by
        an approved change; dropped; set_aside by a decision), ``other_bases`` (for each other
        figure of the base year its source_id, the figure, and the two growths from it), ``notes``
        (what to know of the target and its base figure: replaces, added, replaced, dropped,
        set_aside, assumed_baseline, preliminary, level_break, spliced, two_figures, revised,
        settled, read_as_changes, read_as_falls, running_from_before; about, about_limit where it is
        printed as about its figure, bare_change where no word says over which years; met_in_range,
        the target is met at one end of the assumed range)
        and ``reason`` (why a number is missing; empty where none is). Then, NaN where no range is
        assumed, ``base_low, base_high``, the growth that is required from the low base,
        ``required_cagr_low, required_per_year_low``, and from the high one,
        ``required_cagr_high, required_per_year_high``: of a target above the base, the low base
        asks for more.

    Raises
    ------
    UnknownNameError
        Where `baselines` names an indicator that has no target.
    DataError
        Where an assumed value is not a finite number, lies outside what its kind can be (a share
        of 150 %) or outside its own range, the plan prints the figure itself, or a table lacks a
        column.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> growth = required_growth(load_plan()).set_index("target_id")
    >>> f"{growth.loc['hightech_enterprises.t1', 'required_cagr']:.2%}"  # 60 -> 120
    '14.87%'
    >>> growth.loc["provincial_tech_smes.t1", "reason"]
    'no figure for the base year 2015'
    """
    lang = check_language(lang)
    if isinstance(targets, Plan | str | PathLike | Mapping):
        plan, assumed = load_plan(targets), read_baselines(baselines)
        key = ("required_growth", *assumed.items(), lang)
        return plan.once(key, lambda: _of_plan(plan, assumed, lang)).copy(deep=False)
    if read_baselines(baselines):
        raise DataError(say("base.of_plan"))
    frame = read_targets(targets)
    return _with_range(_growth(frame, "no_base", lang), frame, [])


def _of_plan(plan: Plan, baselines: Baselines, lang: str) -> pd.DataFrame:
    frame = aims(plan, baselines)
    frame = frame.assign(other_bases=_other_bases(plan, frame))
    return _with_range(_growth(frame, "no_base", lang), frame, _ends(plan, baselines))


@checked
def still_required(
    plan: PlanLike, year: int, baselines: Baselines = None, lang: str | None = None
) -> pd.DataFrame:
    """Return the growth that each printed target still requires, as seen in `year`.

    The same formulas as :func:`required_growth`, from the latest figure not after `year`.
    Each figure has its own date: `base_year` is the year of that figure.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int
        The year of the review.
    baselines, lang
        As in :func:`required_growth`.

    Returns
    -------
    DataFrame
        Columns of :func:`required_growth`; ``base_year, base_value`` are the latest figure. A range
        is that of an assumed base value that no later figure has taken the place of.

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
    lang = check_language(lang)
    plan = load_plan(plan)
    frame = aims(plan, baselines, until=year)
    start = frame["base_year"].min()
    if year < start:
        raise DataError(say("ask.year_before_base", year=year, start=start))
    seen = as_of(plan, frame, year)
    ends = [as_of(plan, other, year) for other in _ends(plan, baselines, until=year)]
    return _with_range(_growth(seen, "no_figure", lang), seen, ends)


class OtherBase(NamedTuple):
    """Another figure of the base year, and the growth that the target requires from it."""

    source_id: str
    base_value: float
    required_cagr: float
    required_per_year: float


def _other_bases(plan: Plan, frame: pd.DataFrame) -> list[tuple[OtherBase, ...]]:
    """The growth from each other figure of the base year, target by target."""
    found: dict[str, list[OtherBase]] = {name: [] for name in frame["target_id"]}
    used = dict(zip(frame["target_id"], frame["base_value"], strict=True))
    for indicator, base_years in frame[~frame["assumed"]].groupby("indicator")["base_year"]:
        for other in other_figures(plan, str(indicator)):
            if set(other.years).isdisjoint(base_years):
                continue
            for row in _growth(aims(other.plan), "no_base", "en").to_dict("records"):
                if not same(row["base_value"], used[row["target_id"]]):
                    cells = (row[name] for name in OtherBase._fields[1:])
                    found[row["target_id"]].append(OtherBase(other.source_id, *cells))
    return [tuple(found[name]) for name in frame["target_id"]]


def _growth(frame: pd.DataFrame, missing: str, lang: str) -> pd.DataFrame:
    """The vectorised core: rates, changes and reasons of a table of targets."""
    years = frame["target_year"] - frame["base_year"]
    steps = years.clip(lower=1).to_numpy(float)
    base, aim = frame["base_value"].to_numpy(float), frame["aim"].to_numpy(float)
    # A target stated relative to its base requires the same rate whatever the base is.
    free = facet(frame["basis"], "relative").eq(True) & frame["base_value"].isna()
    known = frame["base_value"].mask(free, 1.0)
    level = frame["aim"].where(~free, with_aims(frame.assign(base_value=known))["aim"])
    code = _codes(frame, missing)
    if "other_bases" not in frame:
        frame = frame.assign(other_bases=[()] * len(frame))
    # What is required from the start on needs no figures, what still is needs to know them.
    silent = np.isin(code, NO_RATE) | (("_year" in frame) & (frame["lacking"] != ""))
    result = frame.assign(
        years=years,
        required_cagr=np.where(silent, np.nan, cagr(known, level, steps)),
        required_per_year=np.where(np.isin(code, NO_PACE), np.nan, linear_pace(base, aim, steps)),
        reason=_sentences(code, frame, lang),
    )
    return result[COLUMNS].reset_index(drop=True)


def _ends(plan: Plan, baselines: Baselines, until: int | None = None) -> list[pd.DataFrame]:
    """The targets from the low and from the high base values; none where nothing has a range."""
    if not any_ranged(baselines):
        return []
    return [aims(plan, at_end(baselines, end), until) for end in ENDS]


def _with_range(
    growth: pd.DataFrame, frame: pd.DataFrame, ends: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """The growth, and what it is where the base value lies at an end of its range."""
    growth = growth.assign(**dict.fromkeys(RANGED, np.nan))
    if not ends:
        return growth
    ranged, met = frame["base_low"].notna().to_numpy(), np.zeros(len(frame), bool)
    for end, other in zip(ENDS, ends, strict=True):
        made = _growth(other, "no_base", "en")
        growth[f"base_{end}"] = frame[f"base_{end}"].to_numpy()
        for name in ("required_cagr", "required_per_year"):
            growth[f"{name}_{end}"] = made[name].where(ranged)
        met |= meets(other["base_value"], other["aim"], other["sense"])
    both = met & ~meets(frame["base_value"], frame["aim"], frame["sense"]) & ranged
    notes = zip(growth["notes"], both, strict=True)
    return growth.assign(notes=[(*old, "met_in_range") if new else old for old, new in notes])


def _codes(frame: pd.DataFrame, missing: str) -> np.ndarray:
    """Why a number is missing, row by row: the first reason that applies, or none."""
    base, aim = frame["base_value"], frame["aim"]
    no_rate = facet(frame["basis"], "no_rate").fillna("").to_numpy(str)
    lacking = frame["lacking"].to_numpy(str)
    reasons = (
        ("ended", frame["target_year"] <= frame["_year"] if "_year" in frame else False),
        ("over", frame["target_year"] <= frame["base_year"]),
        ("no_target", frame["target_value"].isna()),
        ("yearly", no_rate == "yearly"),
        (lacking, base.isna() & (lacking != "")),
        (missing, base.isna()),
        ("base_not_positive", aim.isna() & frame["base_figure"].notna()),
        ("no_base", aim.isna()),
        ("met", meets(base, aim, frame["sense"])),
        (no_rate, no_rate != ""),
        ("rank", frame["kind"] == "rank"),
        ("zero", (base == 0) | (aim == 0)),
        ("signs", np.sign(base) != np.sign(aim)),
    )
    masks = [np.broadcast_to(mask, len(frame)) for _, mask in reasons]
    return np.select(masks, [reason for reason, _ in reasons], "")


def _sentences(code: np.ndarray, frame: pd.DataFrame, lang: str) -> list[str]:
    check_language(lang)
    base = frame["_from"] if "_from" in frame else frame["base_year"]
    seen = frame["_year"] if "_year" in frame else frame["base_year"]
    years = zip(code, base, frame["target_year"], seen, frame["base_year"], strict=True)
    said = [
        word(f"reason.{key}", lang, base_year=b, target_year=t, year=y, latest=latest)
        if key
        else ""
        for key, b, t, y, latest in years
    ]
    unread = [unread_reason(row, lang) for row in frame.to_dict("records")]
    return [why or text for why, text in zip(unread, said, strict=True)]

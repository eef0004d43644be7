"""Turns the printed targets of a plan into cases, each of the quantity that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_year
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth import aims
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import Plan, recomputed
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.lookup import build_cases
from linhai_analysis.projection.outlook import refusal
from linhai_analysis.projection.reference import read_reference
from linhai_analysis.reference import peers_of
from linhai_analysis.series import families, running_total, stack_series
from linhai_analysis.targets import KINDS, facet


@dataclass(frozen=True, eq=False)
class Asked:
    """The targets of a plan and the cases that they make, row by row."""

    rows: pd.DataFrame
    cases: Cases
    series: list[pd.Series]


def ask(
    plan: Plan,
    year: int,
    baselines: Baselines = None,
    base_years: Mapping[str, int] | None = None,
    reference: pd.DataFrame | None = None,
    lang: str = "en",
) -> Asked:
    """Look up what is known in `year` of every target of a plan."""
    year = check_year("year", year)
    rows = aims(plan, baselines, until=year)
    rows = rows.assign(
        plan_base_year=rows["base_year"], quantity=facet(rows["basis"], "quantity").astype(str)
    )
    rows = _other_base_years(plan, rows, base_years or {}, year)
    rows = rows.assign(
        base_value=rows["base_value"].mask(rows["quantity"] == "sum", 0.0),
        unit=rows["indicator"].map(plan.indicators.set_index("indicator")["unit"]),
    )
    found = {name: plan.series(name, until=year) for name in rows["indicator"].unique()}
    series = [_judged(found[row["indicator"]], row) for row in rows.to_dict("records")]
    asked = rows.assign(series=range(len(rows)), target=rows["aim"], relation=rows["sense"])
    cases = build_cases(stack_series(series), asked.assign(year=year, base=rows["base_value"]))
    cases, hidden = _with_siblings(cases, rows, plan, reference)
    lent = [bool(hidden) and one is not None for one in cases.siblings]
    notes = zip(_notes(plan, rows, found, cases), lent, strict=True)
    rows["notes"] = [(*own, "place_in_reference") if is_so else own for own, is_so in notes]
    return Asked(rows, _plan_facts(rows, series, cases, year, lang), series)


def _other_base_years(
    plan: Plan, rows: pd.DataFrame, base_years: Mapping[str, int], year: int
) -> pd.DataFrame:
    """Base years that the caller names; their values come from the series."""
    for indicator, base_year in base_years.items():
        own = rows["indicator"] == indicator
        if not own.any():
            raise UnknownNameError("indicator with a target", indicator, set(rows["indicator"]))
        if (rows.loc[own, "quantity"] == "sum").any():
            raise DataError(
                f"{indicator} is counted from the base year of the plan on; it has no other"
            )
        value = float(plan.series(indicator, until=year).get(base_year, np.nan))
        rows.loc[own, ["base_year", "base_value", "assumed"]] = [base_year, value, False]
        rows.loc[own, ["base_low", "base_high"]] = np.nan
    return rows.astype({"base_year": int, "assumed": bool})


def _judged(series: pd.Series, row: Mapping[str, Any]) -> pd.Series:
    """The quantity that the target speaks of."""
    if row["quantity"] != "sum":
        return series
    total = running_total(series, row["base_year"])
    summed = pd.concat([pd.Series([0.0], index=[row["base_year"]]), total])
    summed.attrs = total.attrs
    return summed


def _with_siblings(
    cases: Cases, rows: pd.DataFrame, plan: Plan, reference: pd.DataFrame | None
) -> tuple[Cases, tuple[str, ...]]:
    """Add the comparable places of each indicator; with the plan's own place by another name."""
    if reference is None:
        return cases, ()
    others, hidden = peers_of(plan, reference)
    known = dict(list(others.groupby("indicator")))
    read = {name: read_reference(part) for name, part in known.items()}
    siblings = [read.get(name) for name in rows["indicator"]]
    known_by_place = replace(
        cases,
        place=np.full(len(rows), plan.geo, dtype=object),
        siblings=np.array([*siblings, None], dtype=object)[:-1],
    )
    return known_by_place, hidden


def _plan_facts(
    rows: pd.DataFrame, series: list[pd.Series], cases: Cases, year: int, lang: str
) -> Cases:
    """Add what a plan knows beyond the figures: bounds, and verdicts that need no rule."""
    blocked, fixed = cases.blocked.copy(), cases.fixed.copy()
    refused = cases.no_projection.copy()
    count = (~np.isnan(cases.values)).sum(axis=1)
    ceiling = (rows["quantity"] == "sum").to_numpy() & (cases.sign < 0) & ~cases.ended
    over = ceiling & ~cases.met & (cases.blocked == "")
    # What is used up cannot be given back; what is not may still be.
    fixed[over] = "missed"
    blocked[ceiling & ~over & (blocked == "")] = "budget"
    for i, row in enumerate(rows.to_dict("records")):
        if blocked[i] == "" and np.isnan(row["aim"]):
            # Stated relative to a base that nobody knows.
            blocked[i] = "no_base"
        late = year >= row["target_year"] and not cases.ended[i]
        if series[i].attrs.get("gap") and (blocked[i] == "only_base" or late):
            blocked[i] = "missing_year"
        if row["quantity"] == "each":
            blocked[i], fixed[i] = _each_year(cases, i, series[i])
        spliced = "spliced" in series[i].attrs.get("notes", ())
        refused[i] = refusal(int(count[i]), spliced, row["quantity"], lang)
    return replace(
        cases,
        blocked=blocked,
        fixed=fixed,
        no_projection=refused,
        lower=rows["kind"].map({k: kind.lower for k, kind in KINDS.items()}).to_numpy(float),
        upper=rows["kind"].map({k: kind.upper for k, kind in KINDS.items()}).to_numpy(float),
    )


def _each_year(cases: Cases, i: int, series: pd.Series) -> tuple[str, str]:
    """A floor for every year: broken once is broken, kept so far is on track."""
    if cases.blocked[i]:
        return cases.blocked[i], ""
    first, last, end = (int(c[i]) for c in (cases.base_year, cases.year, cases.target_year))
    values = series.loc[first + 1 : last]
    one = cases.pick([i] * len(values))
    if not one.meets(values.to_numpy(float)).all():
        return "", "missed"
    if len(values) < last - first:
        return "missing_year", ""
    return "", "met" if last == end else "on_track"


def _notes(
    plan: Plan, rows: pd.DataFrame, found: Mapping[str, pd.Series], cases: Cases
) -> list[tuple[str, ...]]:
    """What to look at before trusting a verdict."""
    aims = (
        rows.groupby(["indicator", "target_year"])[["target_value", "basis"]].nunique().max(axis=1)
    )
    several = rows.set_index(["indicator", "target_year"]).index.map(aims) > 1
    notes = []
    anew = cache(partial(recomputed, plan))
    for i, (row, seen) in enumerate(zip(rows.to_dict("records"), cases.notes(), strict=True)):
        facts = found[row["indicator"]].attrs
        now = None if np.isnan(cases.year[i]) else int(cases.year[i])
        own = {
            "assumed_baseline": row["assumed"],
            "other_base_year": row["base_year"] != row["plan_base_year"],
            "spliced": now is not None and _spliced(plan, row, facts, now),
            "preliminary": facts["statuses"].get(now) == "preliminary",
            "scope_differs": now in facts["scopes"],
            "denominator_vintage": now is not None and now in anew(row["indicator"], until=now),
            "two_targets": bool(several[i]),
        }
        if row["quantity"] == "each":
            # The way from base to target means nothing where every year has to keep the target.
            seen = tuple(note for note in seen if note == "level_break")
        notes.append((*seen, *(name for name, is_so in own.items() if is_so)))
    return notes


def _spliced(plan: Plan, row: Mapping[str, Any], facts: Mapping[str, Any], now: int) -> bool:
    """Whether base and latest value come from different publications."""
    if row["assumed"] or row["quantity"] == "sum" or pd.isna(row["base_value"]):
        return False
    if now <= row["base_year"]:
        return False
    printed = plan.observations[
        (plan.observations["indicator"] == row["indicator"])
        & (plan.observations["year"] == row["base_year"])
        & (plan.observations["source_id"] == row["source_id"])
    ]
    base = row["source_id"] if len(printed) else facts["sources"].get(row["base_year"], "")
    latest, family = facts["sources"].get(now, ""), families(plan.sources)
    return bool(family.get(base, base) != family.get(latest, latest))

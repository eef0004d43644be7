"""Turns the printed targets of a plan into cases, each of the quantity that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Mask, check_year
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth import Judged, aims, judged, own_kind
from linhai_analysis.growth.assumed import Baselines, goal_values, read_baselines
from linhai_analysis.growth.baselines import changes, figure_notes
from linhai_analysis.plan import IN_FORCE, Plan, recomputed
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.lookup import build_cases
from linhai_analysis.projection.outlook import refusal
from linhai_analysis.reference.lending import (
    AUTO,
    NOBODY,
    Lender,
    Reference,
    lender_kind,
    lenders,
    lending_notes,
)
from linhai_analysis.series import stack_series
from linhai_analysis.targets import BASES, no_aim, printed_notes, unread_reason
from linhai_analysis.words import say, word

# What is broken or used up is so for good, also where the figure of the target year is missing.
FINAL = ("", "no_end")


@dataclass(frozen=True, eq=False)
class Asked:
    """The targets of a plan and the cases that they make, row by row."""

    rows: pd.DataFrame
    cases: Cases
    series: list[pd.Series]
    lent: list[Lender]

    def noted(self, told: Mask) -> list[tuple[str, ...]]:
        """The notes of each row; where a probability is told, also what is borrowed for it."""
        each = zip(self.rows["notes"], told, self.cases.projections, self.lent, strict=True)
        return [
            tuple(dict.fromkeys((*own, *lending_notes(made, lender)))) if use and made else own
            for own, use, made, lender in each
        ]


def ask(
    plan: Plan,
    year: int,
    baselines: Baselines = None,
    base_years: Mapping[str, int] | None = None,
    reference: Reference = AUTO,
    lang: str = "en",
) -> Asked:
    """Look up what is known in `year` of every target of a plan."""
    year, assumed = check_year("year", year), read_baselines(baselines)
    base_years = {name: check_year("base_years", one) for name, one in (base_years or {}).items()}
    if isinstance(reference, pd.DataFrame):
        return _ask(plan, year, assumed, base_years, reference, lang)
    kind = lender_kind(reference)
    key = ("asked", year, *assumed.items(), *base_years.items(), kind, lang)
    return plan.once(key, lambda: _ask(plan, year, assumed, base_years, reference, lang))


def _ask(
    plan: Plan,
    year: int,
    baselines: Baselines,
    base_years: Mapping[str, int],
    reference: Reference,
    lang: str,
) -> Asked:
    rows = aims(plan, baselines, until=year)
    found = {name: plan.series(name, until=year) for name in rows["indicator"].unique()}
    quantities = [judged(found[row["indicator"]], row) for row in rows.to_dict("records")]
    rows = rows.assign(plan_base_year=rows["base_year"])
    rows = _other_base_years(rows, quantities, base_years)
    rows = rows.assign(
        base_value=rows["base_value"].mask(rows["quantity"] == "sum", 0.0),
        unit=rows["indicator"].map(plan.indicators.set_index("indicator")["unit"]),
    )
    series = [one.series for one in quantities]
    asked = rows.assign(series=range(len(rows)), target=rows["aim"], relation=rows["sense"])
    cases = build_cases(stack_series(series), asked.assign(year=year, base=rows["base_value"]))
    cases = _plan_facts(rows, series, cases, year, lang)
    lent = _lent(plan, rows, cases, reference)
    hidden = ["place_in_reference" in one.notes for one in lent]
    notes = zip(_notes(plan, rows, found, cases, series), hidden, strict=True)
    rows["notes"] = [(*own, "place_in_reference") if is_so else own for own, is_so in notes]
    place = np.full(len(rows), plan.geo, dtype=object)
    siblings = np.array([*(one.series for one in lent), None], dtype=object)[:-1]
    return Asked(rows, replace(cases, place=place, siblings=siblings), series, lent)


def _other_base_years(
    rows: pd.DataFrame, quantities: list[Judged], base_years: Mapping[str, int]
) -> pd.DataFrame:
    """Base years that the caller names; their values come from the series that is judged."""
    for indicator, base_year in base_years.items():
        own = rows["indicator"] == indicator
        if not own.any():
            raise UnknownNameError(say("kind.with_target"), indicator, set(rows["indicator"]))
        if (rows.loc[own, "quantity"] == "sum").any():
            raise DataError(say("asked.from_base", indicator=indicator))
        values = [float(quantities[i].series.get(base_year, np.nan)) for i in np.flatnonzero(own)]
        rows.loc[own, ["base_year", "assumed"]] = [base_year, False]
        rows.loc[own, "base_value"] = values
        rows.loc[own, ["base_low", "base_high"]] = np.nan
    return rows.astype({"base_year": int, "assumed": bool})


def _lent(plan: Plan, rows: pd.DataFrame, cases: Cases, reference: Reference) -> list[Lender]:
    """Who lends to each projection; only to levels, which is what comparable places report."""
    of = lenders(plan, reference)
    told = zip(rows["indicator"], rows["quantity"], cases.no_projection, strict=True)
    return [of(name) if quantity == "level" and not no else NOBODY for name, quantity, no in told]


def _plan_facts(
    rows: pd.DataFrame, series: list[pd.Series], cases: Cases, year: int, lang: str
) -> Cases:
    """Add what a plan knows beyond the figures: bounds, and verdicts that need no rule."""
    blocked, fixed = cases.blocked.copy(), cases.fixed.copy()
    refused = cases.no_projection.copy()
    count = (~np.isnan(cases.values)).sum(axis=1)
    ceiling = (rows["quantity"] == "sum").to_numpy() & (cases.sign < 0) & ~cases.ended
    stock = np.array([one.attrs["counted"] == "stock" for one in series])
    over = ceiling & ~cases.met & ~stock & np.isin(cases.blocked, FINAL)
    # What is used up cannot be given back, a stock can fall; what is not may still be.
    fixed[over], blocked[over] = "missed", ""
    blocked[ceiling & ~over & (blocked == "")] = "budget"
    for i, row in enumerate(rows.to_dict("records")):
        if blocked[i] == "" and np.isnan(row["aim"]):
            # Stated relative to a base that nobody knows, or that nothing grows from.
            blocked[i] = no_aim(row)
        late = year >= row["target_year"] and not cases.ended[i]
        if series[i].attrs.get("gap") and (blocked[i] == "only_base" or late):
            blocked[i] = "missing_year"
        if row["quantity"] == "each":
            blocked[i], fixed[i] = _each_year(cases, i, series[i])
        if row["lacking"]:
            blocked[i] = word(f"reason.{row['lacking']}", lang, base_year=row["base_year"])
        if unread := unread_reason(row, lang):
            blocked[i], fixed[i] = unread, ""
        spliced = "spliced" in series[i].attrs.get("notes", ())
        refused[i] = refusal(int(count[i]), spliced, row["quantity"], lang)
    rows_of = zip(rows.to_dict("records"), series, strict=True)
    kinds = [own_kind(row).around(own) for row, own in rows_of]
    goals = [goal_values(row)[[0, -1]] for row in rows.to_dict("records")]
    low, high = np.array([*goals, [0.0, 0.0]])[:-1].T
    return replace(
        cases,
        blocked=blocked,
        fixed=fixed,
        no_projection=refused,
        lower=np.array([one.lower for one in kinds], float),
        upper=np.array([one.upper for one in kinds], float),
        target_low=low,
        target_high=high,
    )


def _each_year(cases: Cases, i: int, series: pd.Series) -> tuple[str, str]:
    """A floor for every year: broken once is broken, kept so far is on track."""
    if cases.blocked[i] not in FINAL:
        return cases.blocked[i], ""
    first, last, end = (int(c[i]) for c in (cases.base_year, cases.year, cases.target_year))
    values = series.loc[first + 1 : last]
    one = cases.pick([i] * len(values))
    if not one.meets(values.to_numpy(float)).all():
        return "", "missed"
    if cases.blocked[i]:
        return cases.blocked[i], ""
    if len(values) < last - first:
        return "missing_year", ""
    return "", "met" if last == end else "on_track"


def _notes(
    plan: Plan,
    rows: pd.DataFrame,
    found: Mapping[str, pd.Series],
    cases: Cases,
    series: list[pd.Series],
) -> list[tuple[str, ...]]:
    """What to look at before trusting a verdict."""
    stand = rows[rows["standing"] == IN_FORCE].groupby(["indicator", "target_year"])
    aims = stand[["target_value", "basis"]].nunique().max(axis=1)
    several = rows.set_index(["indicator", "target_year"]).index.map(aims) > 1
    notes, kept = [], cases.rate_kept
    anew = cache(partial(recomputed, plan))
    for i, (row, seen) in enumerate(zip(rows.to_dict("records"), cases.notes(), strict=True)):
        facts = found[row["indicator"]].attrs
        now = None if np.isnan(cases.year[i]) else int(cases.year[i])
        own = (
            figure_notes(facts, _years_of(row, now))
            | changes(row)
            | {
                "assumed_baseline": row["assumed"],
                "other_base_year": row["base_year"] != row["plan_base_year"],
                "spliced": now is not None and _spliced(plan, row, facts, now),
                "preliminary": facts["statuses"].get(now) == "preliminary",
                "scope_differs": now in facts["scopes"],
                "denominator_vintage": now is not None and now in anew(row["indicator"], until=now),
                "two_targets": bool(several[i]),
                row["reading"]: bool(row["reading"]),
                "gap_in_sum": bool(series[i].attrs.get("gap")) and now is not None,
                "rate_kept": BASES[row["basis"]].yearly_rate and bool(kept[i]),
            }
        )
        if row["quantity"] in ("sum", "index") and now is not None:
            # A sum has no breaks, what is summed may have.
            own["level_break"] = any(row["base_year"] < year <= now for year in facts["breaks"])
        if row["quantity"] == "each":
            # The way from base to target means nothing where every year has to keep the target.
            seen = tuple(note for note in seen if note == "level_break")
        own |= dict.fromkeys(printed_notes(row), True)
        notes.append(tuple(dict.fromkeys((*seen, *(name for name, so in own.items() if so)))))
    return notes


def _years_of(row: Mapping[str, Any], now: int | None) -> list[int]:
    """The years whose figures a verdict rests on."""
    base = [] if row["assumed"] or row["quantity"] in ("sum", "index") else [row["base_year"]]
    if now is None:
        return base
    if row["quantity"] == "level":
        return [*base, now]
    return list(range(row["base_year"] + 1, now + 1))


def _spliced(plan: Plan, row: Mapping[str, Any], facts: Mapping[str, Any], now: int) -> bool:
    """Whether base and latest value come from different publications."""
    if row["assumed"] or pd.isna(row["base_value"]):
        return False
    if row["quantity"] == "index" or (row["quantity"] == "sum" and facts["counted"] != "stock"):
        return False
    if now <= row["base_year"]:
        return False
    own = row["indicator"], row["base_year"], row["source_id"]
    base = row["source_id"] if own in plan.stated else facts["sources"].get(row["base_year"], "")
    family, latest = plan.publications.family, facts["sources"].get(now, "")
    return bool(family(base) != family(latest))

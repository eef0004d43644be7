"""The targets of a plan beside the trend projections of their indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth import aims, judged, own_kind, required_growth
from linhai_analysis.growth.assumed import (
    WEIGHTS,
    Baselines,
    base_values,
    goal_values,
    over_range,
)
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.projection import Projection, project
from linhai_analysis.projection.outlook import outlook_words, refusal
from linhai_analysis.projection.quantiles import mixture
from linhai_analysis.reference.lending import (
    AUTO,
    NOBODY,
    Lender,
    Reference,
    borrowed_cells,
    lender_of,
    lenders,
    lending_notes,
)
from linhai_analysis.targets import KINDS, RELATIONS, Kind, no_aim, unread_reason
from linhai_analysis.words import spoken, word

MEASURES = ["median", "lo80", "hi80", "lo95", "hi95"]


@checked
def project_indicator(
    plan: PlanLike,
    indicator: str,
    to: int | None = None,
    year: int | None = None,
    reference: Reference = AUTO,
    **options: Any,
) -> Projection:
    """Project one indicator of a plan, within the bounds that its kind sets.

    Shares stay within 0 and 100, counts and amounts at or above 0, ranks at or above 1. A rank is
    projected as a quantity, which it is not: it is whole, and moves as others do; that is noted.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    indicator : str
    to : int, optional
        The last year; five years on where it is left out.
    year : int, optional
        Use only figures up to this year, as a review in that year would have.
    reference : "auto", DataFrame or None
        Comparable places that the default model borrows from. ``"auto"``: the nearest shipped
        panel that reports the indicator in its unit, by its id or its name in the codebooks: the
        cities, else the provinces; none where there is none. A table has columns ``geo, year,
        value`` and, of several indicators, ``indicator``. None: nobody lends. The plan's own place
        and the nation are always left out.
    **options
        Further arguments of :func:`~linhai_analysis.project`, for example ``model``.

    Returns
    -------
    Projection

    Raises
    ------
    UnknownNameError
        Where the plan has no such indicator.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> project_indicator(load_plan(), "hightech_enterprises", to=2020).n
    1
    """
    plan = load_plan(plan)
    kind = KINDS[plan.about(indicator)["kind"]]
    if options.get("model", "default") != "default" and isinstance(reference, str):
        reference = None
    lender = lender_of(plan, indicator, reference)
    return _bounded(plan.series(indicator, until=year), kind, lender, to=to, **options)


def own_outlook(
    plan: Plan, target: Mapping[str, Any], year: int | None, lang: str
) -> Projection | None:
    """The projection of an indicator to the year of a target; `reason` says why it bears none.

    None where figures reach that year, and of an index.
    """
    asked = target["indicator"], target["target_year"], target["quantity"]
    return plan.once(
        ("outlook", *asked, year, lang), lambda: _own_outlook(plan, target, year, lang)
    )


def _own_outlook(
    plan: Plan, target: Mapping[str, Any], year: int | None, lang: str
) -> Projection | None:
    known = plan.series(target["indicator"], until=year)
    over = len(known) and known.index[-1] >= target["target_year"]
    if over or target["quantity"] == "index":
        return None
    made = project_indicator(plan, target["indicator"], target["target_year"], year)
    refused = refusal(made.n, "spliced" in made.flags, target["quantity"], lang)
    return replace(made, reason=refused or made.reason)


def _bounded(series: pd.Series, kind: Kind, lender: Lender, **options: Any) -> Projection:
    """The projection of a series within the bounds of its kind, with what is lent to it."""
    fits = kind.around(series)
    bounds = {"lower": fits.lower, "upper": fits.upper}
    made = project(series, **(bounds | {"reference": lender.series} | options))
    notes = (*made.flags, *["rank_projected"][: kind.name == "rank"], *lending_notes(made, lender))
    return replace(made, flags=tuple(dict.fromkeys(notes)))


@checked
def project_targets(
    plan: PlanLike,
    year: int | None = None,
    lang: str | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
) -> pd.DataFrame:
    """Project every indicator to its target years, and say what can be said where that fails.

    A projection is made only from four or more figures of one source: figures of several
    sources are not joined. Where there is none, `instead` names what the figures do allow.

    An assumed base value of a year after the last figure is the last value of the history. With a
    range (low and high as quantiles of 5 and 95 %) it widens the projection that starts from it,
    and the probability of a target that is relative to it.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int, optional
        Use only figures up to this year.
    lang : {"en", "zh"}, optional
        Of the sentences.
    baselines : mapping of str to float, Series or DataFrame, optional
        Assumed base values by indicator, as in :func:`~linhai_analysis.required_growth`.
    reference : "auto", DataFrame or None
        Who lends, as in :func:`project_indicator`; only to targets that are levels. A table must
        have a column ``indicator`` with the plan's ids, and lends nothing to an indicator
        that it does not have, which is noted (not_in_reference).

    Returns
    -------
    DataFrame
        One row a printed target: ``target_id, indicator, target_year, target_value, n`` (values
        used), ``median, lo80, hi80, lo95, hi95, probability`` (that the target is met), ``outlook``
        (in words: very likely from 0.9 on, likely but uncertain from 0.5, unlikely but uncertain
        from 0.1, else very unlikely; unclear without a probability, from fewer than five values,
        or where one change stands far from the others), ``reference`` (who lends: cities,
        provinces, or places for the caller's own; empty without), ``borrowed`` (the weight of their
        drift, 0 to 1), ``width`` (the factor of the interval), ``siblings`` (how many lend),
        ``notes, reason`` and ``instead``.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> table = project_targets(load_plan(), year=2018).set_index("target_id")
    >>> table.loc["hightech_enterprises.t1", "reason"]
    'one figure only: no trend can be seen'
    """
    plan = load_plan(plan)
    lang = check_language(lang)
    paces = required_growth(plan, baselines, lang)["required_per_year"]
    targets = aims(plan, baselines, until=year).assign(open=paces.notna().to_numpy())
    lent = lenders(plan, reference)
    rows = [_row(plan, row, year, lang, lent) for row in targets.to_dict("records")]
    return pd.DataFrame(rows).astype({"siblings": "Int64"}) if rows else pd.DataFrame(rows)


def _row(plan: Plan, target: dict[str, Any], year: int | None, lang: str, lent: Any) -> dict:
    end, known = target["target_year"], plan.series(target["indicator"], until=year)
    found = judged(known, target)
    known = found.series if found.quantity == "index" else known
    histories = _from_base(known, target, year)
    lender = lent(target["indicator"]) if found.quantity == "level" else NOBODY
    parts = [_bounded(one, own_kind(target), lender, to=end) for one in histories]
    made = _over(parts)
    reason = (
        word(f"reason.{found.lacking}", lang, base_year=target["base_year"])
        if found.lacking
        else ""
    )
    reason = reason or refusal(made.n, "spliced" in made.flags, found.quantity, lang)
    reason = reason or str(spoken(made.reason, lang))
    numbers = dict.fromkeys([*MEASURES, "probability"], float("nan"))
    told = None if reason else made
    if not reason:
        numbers |= made.frame[MEASURES].iloc[-1].to_dict()
        reason = _no_chance(target, lang)
    if not reason:
        numbers["probability"] = _chance(parts, target)
    instead = "growth" if target["open"] else "nothing"
    return {
        **{name: target[name] for name in ("target_id", "indicator", "target_year")},
        "target_value": target["target_value"],
        "n": made.n,
        **numbers,
        "outlook": outlook_words(numbers["probability"], made.flags, lang),
        **borrowed_cells(told, lender),
        "notes": (*made.flags, *["assumed_baseline"][: len(histories[0]) - len(known)]),
        "reason": reason,
        "instead": word(f"instead.{instead}", lang) if reason else "",
    }


def _from_base(series: pd.Series, target: dict[str, Any], year: int | None) -> list[pd.Series]:
    """The history; with an assumed base value that is its last, once for each end of its range."""
    at, last = target["base_year"], series.index.max() if len(series) else -np.inf
    seen = year is None or at <= year
    if not target["assumed"] or target["quantity"] != "level" or not (last < at and seen):
        return [series]
    starts = []
    for value in base_values(target):
        starts.append(pd.Series({**series, at: value}, dtype=float))
        starts[-1].attrs = series.attrs
    return starts


def _over(parts: list[Projection]) -> Projection:
    """One projection over the values of a range that several start from."""
    first = parts[len(parts) // 2]
    if len(parts) == 1 or any(one.reason for one in parts):
        return first
    return replace(first, table=mixture([one.table for one in parts], WEIGHTS))


def _chance(parts: list[Projection], target: dict[str, Any]) -> float:
    """The probability of a target, over the range of its base value where it has one."""
    goals = goal_values(target)
    each = zip(parts if len(parts) > 1 else parts * len(goals), goals, strict=True)
    end, sense = target["target_year"], target["sense"]
    return over_range([made.probability(goal, end, sense) for made, goal in each])


def _no_chance(target: dict[str, Any], lang: str) -> str:
    """Why a projection gives no probability of a target; empty where it does."""
    if unread := unread_reason(target, lang):
        return unread
    if not RELATIONS[target["sense"]].side:
        return word("no_verdict.exactly", lang)
    unknown = word(f"no_verdict.{no_aim(target)}", lang, base_year=target["base_year"])
    return unknown if pd.isna(target["aim"]) else ""

"""The targets of a plan beside the trend projections of their indicators."""

from __future__ import annotations

from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_language
from linhai_analysis.growth import aims, judged, own_kind, required_growth
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.projection import Projection, project
from linhai_analysis.targets import KINDS, RELATIONS, Kind, no_aim, unread_reason
from linhai_analysis.words import spoken, word

# A line through two or three figures is an opinion; from four on, what the intervals hold of
# the outcomes was measured at the plan level.
LEAST_VALUES = 4


def project_indicator(
    plan: PlanLike, indicator: str, to: int | None = None, year: int | None = None, **options: Any
) -> Projection:
    """Project one indicator of a plan, within the bounds that its kind sets.

    Shares stay within 0 and 100, counts and amounts at or above 0, ranks at or above 1.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    indicator : str
    to : int, optional
        The last year; five years on where it is left out.
    year : int, optional
        Use only figures up to this year, as a review in that year would have.
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
    kind = KINDS[plan.indicator(indicator)["kind"]]
    return _bounded(plan.series(indicator, until=year), kind, to=to, **options)


def _bounded(series: pd.Series, kind: Kind, **options: Any) -> Projection:
    """The projection of a series within the bounds of its kind."""
    fits = kind.around(series)
    return project(series, **({"lower": fits.lower, "upper": fits.upper} | options))


def project_targets(plan: PlanLike, year: int | None = None, lang: str = "en") -> pd.DataFrame:
    """Project every indicator to its target years, and say what can be said where that fails.

    A projection is made only from four or more figures of one source: figures of several
    sources are not joined. Where there is none, `instead` names what the figures do allow.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int, optional
        Use only figures up to this year.
    lang : {"en", "zh"}
        Of the sentences.

    Returns
    -------
    DataFrame
        One row a printed target: ``target_id, indicator, target_year, target_value, n`` (values
        used), ``median, lo80, hi80, lo95, hi95, probability`` (that the target is met), ``notes,
        reason`` and ``instead``.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> table = project_targets(load_plan(), year=2018).set_index("target_id")
    >>> table.loc["hightech_enterprises.t1", "reason"]
    'one figure only: no trend can be seen'
    """
    plan = load_plan(plan)
    check_language(lang)
    paces = required_growth(plan)["required_per_year"]
    targets = aims(plan, until=year).assign(open=paces.notna().to_numpy())
    return pd.DataFrame([_row(plan, row, year, lang) for row in targets.to_dict("records")])


def _row(plan: Plan, target: dict[str, Any], year: int | None, lang: str) -> dict[str, Any]:
    end, known = target["target_year"], plan.series(target["indicator"], until=year)
    found = judged(known, target)
    series = found.series if found.quantity == "index" else known
    made = _bounded(series, own_kind(target), to=end)
    reason = (
        word(f"reason.{found.lacking}", lang, base_year=target["base_year"])
        if found.lacking
        else ""
    )
    reason = reason or refusal(made.n, "spliced" in made.flags, found.quantity, lang)
    reason = reason or str(spoken(made.reason, lang))
    columns = ["median", "lo80", "hi80", "lo95", "hi95"]
    numbers = dict.fromkeys([*columns, "probability"], float("nan"))
    if not reason:
        numbers |= made.frame[columns].iloc[-1].to_dict()
        reason = _no_chance(target, lang)
    if not reason:
        numbers["probability"] = made.probability(target["aim"], end, target["sense"])
    instead = "growth" if target["open"] else "nothing"
    about = {name: target[name] for name in ("target_id", "indicator", "target_year")}
    return {
        **about,
        "target_value": target["target_value"],
        "n": made.n,
        **numbers,
        "notes": made.flags,
        "reason": reason,
        "instead": word(f"instead.{instead}", lang) if reason else "",
    }


def _no_chance(target: dict[str, Any], lang: str) -> str:
    """Why a projection gives no probability of a target; empty where it does."""
    if unread := unread_reason(target, lang):
        return unread
    if not RELATIONS[target["sense"]].side:
        return word("no_verdict.exactly", lang)
    unknown = word(f"no_verdict.{no_aim(target)}", lang, base_year=target["base_year"])
    return unknown if pd.isna(target["aim"]) else ""


def refusal(count: int, spliced: bool, quantity: str, lang: str = "en") -> str:
    """Return why the figures of a plan bear no projection; empty where they do.

    >>> refusal(1, False, "level")
    'one figure only: no trend can be seen'
    """
    if count == 0:
        return word("no_projection.none", lang)
    if quantity not in ("level", "index"):
        return word("no_projection.basis", lang)
    if count == 1:
        return word("no_projection.one", lang)
    if spliced:
        return word("no_projection.spliced", lang, count=count)
    if count < LEAST_VALUES:
        return word("no_projection.few", lang, count=count, least=LEAST_VALUES)
    return ""

"""The scorecard: one row a target, the rules beside each other, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.growth import still_required
from linhai_analysis.growth.assumed import ENDS, Baselines, any_ranged, at_end
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.progress.agreement import flips
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.progress import KEYS
from linhai_analysis.progress.questions import Asked, ask
from linhai_analysis.progress.rules import RULES, CutOffs, Rule, chosen_rules, find_rule
from linhai_analysis.progress.verdicts import IN_TIME, judge, reason_texts
from linhai_analysis.words import check_language


def scorecard(
    plan: PlanLike,
    year: int,
    rule: str = "schedule",
    baselines: Baselines = None,
    base_years: Mapping[str, int] | None = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    reference: pd.DataFrame | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """Return one row a printed target: where it stands, and what the rules make of it.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int
        Of the review.
    rule : str
        The one whose verdict is the row's `status`, `reason` and the one that may flip.
    baselines, base_years, cut_offs, tol, reference, lang
        As in :func:`assess_progress`.

    Returns
    -------
    DataFrame
        ``target_id, indicator, main, attribute, place, base_year, base_value, target_year,
        target_value, target_high, basis, relation, quantity, aim``; ``year`` (of the figure),
        ``actual``; ``on_path`` (what the path to the target asks for in that year, compound or
        linear as is natural for the kind) and ``margin`` (actual less path, positive where ahead;
        after the target year less the target); ``progress, elapsed`` (P and S); ``still_cagr,
        still_per_year``; ``reach_year`` (when the target is reached at the pace so far);
        ``probability``; ``status, label`` of `rule`; the status by each rule in a column
        ``by_<rule>``;
        ``in_time`` and ``verdicts`` (how many rules say that the target is met in time, of how
        many that say anything), ``agreement`` (as text), ``flips_rule, flips_base_year,
        flips_vintage`` (rules, base years, vintages under which the verdict turns from in time to
        late or back); ``assumed`` (whether the base value is) and, of one with a range, ``base_low,
        base_high, progress_low, progress_high`` (P from the low and from the high base, NaN without
        a range) and ``flips_base`` (low, high: at which of them the verdict turns); ``notes,
        reason``.

    Raises
    ------
    DataError, UnknownNameError
        As :func:`assess_progress`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> card = scorecard(load_plan("china_13fyp"), 2018).set_index("indicator")
    >>> card.loc["rd_gdp_ratio", "actual"].item(), card.loc["rd_gdp_ratio", "status"]
    (2.19, 'slow')
    """
    plan = load_plan(plan)
    check_language(lang)
    rules = chosen_rules(None, cut_offs, tol)
    headline = next((one for one in rules if one.name == rule), None) or find_rule(rule)
    given = (base_years, reference, lang)
    asked = ask(plan, year, baselines, *given)
    cases, rows = asked.cases, asked.rows
    main = judge(cases, headline)
    ends = [at_end(baselines, end) for end in ENDS if any_ranged(baselines)]
    still = still_required(plan, year, baselines).set_index("target_id").loc[rows["target_id"]]
    card = rows[KEYS].assign(
        year=pd.array(cases.year, dtype="Int64"),
        actual=cases.latest,
        **_pace(rows, cases),
        still_cagr=still["required_cagr"].to_numpy(float),
        still_per_year=still["required_per_year"].to_numpy(float),
        probability=judge(cases, RULES["probability"]).value,
        status=main.status,
        label=main.label,
    )
    statuses = {one.name: judge(cases, one).status for one in rules}
    return card.assign(
        **{f"by_{name}": made for name, made in statuses.items()},
        **_agreement(statuses, main.status),
        **flips(plan, asked, headline, main.status),
        **_range(asked, [ask(plan, year, one, *given) for one in ends], headline, main.status),
        notes=rows["notes"],
        reason=reason_texts(cases, main, lang),
    ).reset_index(drop=True)


def _pace(rows: pd.DataFrame, cases: Cases) -> dict[str, Array]:
    """Where the path would be, how far the value is ahead of it, and when it arrives."""
    with np.errstate(all="ignore"):
        compound = (rows["natural"] == "compound").to_numpy() & ~np.isnan(cases.required)
        linear = cases.base + (cases.target - cases.base) * cases.elapsed
        path = np.where(compound, cases.base * (1 + cases.required) ** cases.k, linear)
        # A target that was met before has no path to it: it has to be held.
        path = np.where(cases.ended | cases.held, cases.target, path)
        path = np.where((cases.blocked != "") | (cases.fixed != ""), np.nan, path)
        step = (cases.latest - cases.base) / cases.k
        later = (cases.target - cases.latest) / step
        rate = np.log1p(cases.observed)
        later = np.where(
            compound & ~np.isnan(rate), np.log(cases.target / cases.latest) / rate, later
        )
        moving = (later > 0) & np.isfinite(later) & ~cases.ended & ~np.isnan(path)
        reach = np.where(moving, cases.year + later, np.nan)
        done = np.where(np.isnan(path), np.nan, cases.progress)
    first_met = np.fmin.reduce(np.where(cases.met_in, cases.years, np.nan), axis=1)
    return {
        "on_path": path,
        "margin": cases.sign * (cases.latest - path),
        "progress": np.where(cases.held, np.nan, done),
        "elapsed": np.where(cases.blocked == "", cases.elapsed, np.nan),
        "reach_year": np.where(cases.met, first_met, reach),
    }


def _range(asked: Asked, ends: Sequence[Asked], rule: Rule, status: np.ndarray) -> dict[str, Any]:
    """Progress and verdict where an assumed base value lies at an end of its range."""
    rows = asked.rows
    ranged = rows["base_low"].notna().to_numpy()
    columns: dict[str, Any] = {"assumed": rows["assumed"]}
    columns |= {f"base_{end}": rows[f"base_{end}"] for end in ENDS}
    columns |= {f"progress_{end}": np.full(len(rows), np.nan) for end in ENDS}
    turned: list[tuple[str, ...]] = [()] * len(rows)
    for end, other in zip(ENDS, ends, strict=False):
        done = _pace(other.rows, other.cases)["progress"]
        columns[f"progress_{end}"] = np.where(ranged, done, np.nan)
        there = judge(other.cases, rule).status
        told = (there != "not_assessable") & (status != "not_assessable") & ranged
        for i in np.flatnonzero(told & (np.isin(there, IN_TIME) != np.isin(status, IN_TIME))):
            turned[i] = (*turned[i], end)
    return columns | {"flips_base": turned}


def _agreement(statuses: Mapping[str, np.ndarray], main: np.ndarray) -> dict[str, Any]:
    """How many rules say in time, of how many that say anything, and which differ."""
    names = list(statuses)
    table = np.column_stack(list(statuses.values()))
    told, good = table != "not_assessable", np.isin(table, IN_TIME)
    headline = np.isin(main, IN_TIME)
    differ = told & (good != headline[:, None]) & (main != "not_assessable")[:, None]
    in_time, verdicts = (told & good).sum(axis=1), told.sum(axis=1)
    alike = np.maximum(in_time, verdicts - in_time)
    return {
        "in_time": in_time,
        "verdicts": verdicts,
        "agreement": [f"{a} of {v}" if v else "" for a, v in zip(alike, verdicts, strict=True)],
        "flips_rule": [tuple(np.array(names)[row].tolist()) for row in differ],
    }

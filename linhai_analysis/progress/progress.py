"""Every target of a plan by every rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.growth.baselines import STATED
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.progress.panel import verdict_frame
from linhai_analysis.progress.questions import ask
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import CutOffs, chosen_rules
from linhai_analysis.reference.lending import AUTO, Reference

KEYS = [
    "target_id",
    "indicator",
    "main",
    "attribute",
    "place",
    "standing",
    *STATED,
    "quantity",
    "aim",
]


@checked
def assess_progress(
    plan: PlanLike,
    year: int,
    rules: str | Rule | Sequence[str | Rule] | None = None,
    baselines: Baselines = None,
    base_years: Mapping[str, int] | None = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    reference: Reference = AUTO,
    lang: str | None = None,
) -> pd.DataFrame:
    """Judge every printed target of a plan by every rule, as seen in `year`.

    Each figure has its own date: a target is judged by the latest figure not after `year`, with
    the years that lie between the base year and that figure.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int
        Of the review.
    rules : sequence of str or Rule, optional
        All of ``RULES`` where left out.
    baselines : mapping of str to float, Series or DataFrame, optional
        Assumed base values by indicator, as in :func:`~linhai_analysis.required_growth`; the
        verdicts are flagged.
    base_years : mapping of str to int, optional
        Other base years by indicator; the verdicts are flagged.
    cut_offs : mapping of str to sequence of float, optional
        By rule, instead of its own.
    tol : float, optional
        Of the rule `schedule`.
    reference : "auto", DataFrame or None
        Comparable places from which the probability borrows, as in
        :func:`~linhai_analysis.project_indicator`: the shipped panels where they have the
        indicator, a table with columns ``geo, indicator, year, value``, or nobody.
    lang : {"en", "zh"}, optional
        Of the reasons.

    Returns
    -------
    DataFrame
        One row a printed target and rule: ``target_id, indicator, main, attribute, place,
        standing`` (in_force, replaced, dropped, set_aside), ``base_year, base_value, target_year,
        target_value`` (as stated), ``target_high, basis, relation, quantity`` (what is judged:
        level, each year, sum since the base year, or index, 100 in the base year), ``aim`` (what it
        is judged against, in that quantity), ``rule, year`` (of the figure), ``latest, value,
        beside, status, label, notes, reason``.

    Raises
    ------
    DataError
        Where `year` is before the base year, or cut-offs do not fit.
    UnknownNameError
        For a rule or indicator that does not exist.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> table = assess_progress(load_plan(), 2016).query("target_id == 'hightech_va_share.t1'")
    >>> table.set_index("rule").loc["schedule", "reason"]
    'no figure for the base year 2015'
    """
    plan = load_plan(plan)
    lang = check_language(lang)
    found = chosen_rules(rules, cut_offs, tol)
    asked = ask(plan, year, baselines, base_years, reference, lang)
    made = verdict_frame(asked.rows[KEYS], asked.cases, found, lang)
    notes = [
        asked.noted(made.loc[made["rule"] == rule.name, "value"].notna().to_numpy())
        if rule.name == "probability"
        else asked.rows["notes"]
        for rule in found
    ]
    return made.assign(notes=[one for each in zip(*notes, strict=True) for one in each])

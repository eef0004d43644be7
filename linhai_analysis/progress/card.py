"""The scorecard: one row a target, the rules beside each other, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth import still_required
from linhai_analysis.growth.assumed import Baselines, any_ranged, at_end, read_baselines
from linhai_analysis.plan import PlanLike, load_plan
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.progress import KEYS
from linhai_analysis.progress.questions import Asked, ask
from linhai_analysis.progress.readings import beside, read_otherwise
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.rules import HEADLINE, RULES, CutOffs, chosen_rules, find_rule
from linhai_analysis.progress.turning import flips
from linhai_analysis.progress.verdicts import IN_TIME, judge, reason_texts, turned
from linhai_analysis.projection.outlook import outlook_words
from linhai_analysis.reference.lending import AUTO, NOBODY, Reference, borrowed_cells
from linhai_analysis.tables import ENDS
from linhai_analysis.words import word


@checked
def scorecard(
    plan: PlanLike,
    year: int,
    rule: str = HEADLINE,
    baselines: Baselines = None,
    base_years: Mapping[str, int] | None = None,
    cut_offs: CutOffs | None = None,
    tol: float | None = None,
    reference: Reference = AUTO,
    lang: str | None = None,
) -> pd.DataFrame:
    """Return one row a printed target: where it stands, and what the rules make of it.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int
        Of the review.
    rule : str
        The one that governs: its verdict is the row's `status` and `reason`, the one that may
        flip, and the path is the one along which it judges.
    baselines, base_years, cut_offs, tol, reference, lang
        As in :func:`assess_progress`.

    Returns
    -------
    DataFrame
        ``target_id, indicator, main, attribute, place, standing, base_year, base_value,
        target_year, target_value, target_high, basis, relation, quantity, aim``; ``year`` (of the
        figure), ``actual``; ``on_path`` (what the path to the target asks for in that year),
        ``path`` (which path: linear or compound, as `rule` judges; the one that is natural for the
        kind where it judges along neither; linear where there is no compound one), ``other_path``
        (what the other path asks for), ``margin`` (actual less `on_path`, positive where ahead;
        after the target year less the target); ``progress, elapsed`` (P and S); ``still_cagr,
        still_per_year``; ``reach_year`` (when the target is reached at the pace so far, along the
        same path); ``probability``, ``outlook`` (in words), ``reference, borrowed, width,
        siblings`` (who lends to the projection, and how much), as in
        :func:`~linhai_analysis.project_targets`; ``status, label`` of `rule`; the status by each
        rule in a column ``by_<rule>``; ``in_time`` and ``verdicts`` (how many published rules say
        that the target is met in time, of how many that say anything; rules of one formula count
        once, and schedule, completion and probability are no published rules), ``agreement`` (as
        text), ``flips_rule, flips_base_year, flips_figures, flips_vintage`` (rules, base years,
        sources of another figure, vintages under which the verdict turns from in time to late or
        back); ``others`` (for each other figure its kind, source_id, the base and the latest value
        with it, and the status);
        ``assumed`` (whether the base value is) and, of one with a range, ``base_low, base_high,
        progress_low, progress_high`` (P from the low and from the high base, NaN without a range)
        and ``flips_base`` (low, high: at which of them the verdict turns); ``notes, reason``.

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
    lang = check_language(lang)
    rules = chosen_rules(None, cut_offs, tol)
    headline = next((one for one in rules if one.name == rule), None) or find_rule(rule)
    assumed = read_baselines(baselines)
    given: dict[str, Any] = {
        "baselines": assumed,
        "base_years": base_years,
        "reference": reference,
    }
    asked = ask(plan, year, **given, lang=lang)
    cases, rows = asked.cases, asked.rows
    main = judge(cases, headline)
    ends = [
        ask(plan, year, **given | {"baselines": at_end(assumed, end)}, lang=lang)
        for end in ENDS
        if any_ranged(assumed)
    ]
    still = still_required(plan, year, assumed, lang).set_index("target_id").loc[rows["target_id"]]
    card = rows[KEYS].assign(
        year=pd.array(cases.year, dtype="Int64"),
        actual=cases.latest,
        **_pace(rows, cases, headline.path),
        still_cagr=still["required_cagr"].to_numpy(float),
        still_per_year=still["required_per_year"].to_numpy(float),
        **_outlook(asked, lang),
        status=main.status,
        label=main.label,
    )
    readings = read_otherwise(plan, asked, headline, year, given)
    statuses = {one.name: judge(cases, one).status for one in rules}
    return card.assign(
        **{f"by_{name}": made for name, made in statuses.items()},
        **_agreement(rules, statuses, main.status, lang),
        **flips(asked, headline, main.status, readings),
        others=beside(rows["target_id"], readings),
        **_range(asked, ends, headline, main.status),
        notes=asked.noted(card["probability"].notna().to_numpy()),
        reason=reason_texts(cases, main, lang),
        siblings=card["siblings"].astype("Int64"),
    ).reset_index(drop=True)


def _outlook(asked: Asked, lang: str) -> dict[str, Any]:
    """The probability, its words, and how much of it is borrowed."""
    chances, made = judge(asked.cases, RULES["probability"]).value, asked.cases.projections
    flags = [one.flags if one else () for one in made]
    lent = [borrowed_cells(*pair) for pair in zip(made, asked.lent, strict=True)]
    return {
        "probability": chances,
        "outlook": [outlook_words(*pair, lang) for pair in zip(chances, flags, strict=True)],
        **pd.DataFrame(lent, asked.rows.index, list(borrowed_cells(None, NOBODY))),
    }


def _pace(rows: pd.DataFrame, cases: Cases, way: str) -> dict[str, Any]:
    """Where the path would be, how far the value is ahead of it, and when it arrives."""
    wanted = rows["natural"] == "compound" if not way else np.full(len(rows), way == "compound")
    # A rank has no growth rate, though its figures may be divided.
    rated = ~np.isnan(cases.required) & (rows["kind"] != "rank").to_numpy()
    compound = np.asarray(wanted) & rated
    with np.errstate(all="ignore"):
        linear = cases.base + (cases.target - cases.base) * cases.elapsed
        bent = np.where(rated, cases.base * (1 + cases.required) ** cases.k, np.nan)
        path, other = np.where(compound, bent, linear), np.where(compound, linear, bent)
        # A target that was met before has no path to it: it has to be held.
        settled = cases.ended | cases.held
        path = np.where(settled, cases.target, path)
        path = np.where((cases.blocked != "") | (cases.fixed != ""), np.nan, path)
        along = ~settled & ~np.isnan(path)
        step = (cases.latest - cases.base) / cases.k
        later = (cases.target - cases.latest) / step
        rate = np.log1p(cases.observed)
        later = np.where(
            compound & ~np.isnan(rate), np.log(cases.target / cases.latest) / rate, later
        )
        moving = (later > 0) & np.isfinite(later) & ~cases.ended & ~np.isnan(path)
        reach = np.where(moving, cases.year + later, np.nan)
    first_met = np.fmin.reduce(np.where(cases.met_in, cases.years, np.nan), axis=1)
    return {
        "on_path": path,
        "path": np.where(along, np.where(compound, "compound", "linear"), ""),
        "other_path": np.where(along, other, np.nan),
        "margin": cases.sign * (cases.latest - path),
        "progress": cases.done,
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
    names: list[tuple[str, ...]] = [()] * len(rows)
    for end, other in zip(ENDS, ends, strict=False):
        columns[f"progress_{end}"] = np.where(ranged, other.cases.done, np.nan)
        for i in np.flatnonzero(turned(judge(other.cases, rule).status, status) & ranged):
            names[i] = (*names[i], end)
    return columns | {"flips_base": names}


def _agreement(
    rules: Sequence[Rule], statuses: Mapping[str, np.ndarray], main: np.ndarray, lang: str
) -> dict[str, Any]:
    """How many published formulas say in time, of how many that speak; which rules differ."""
    table = np.column_stack(list(statuses.values()))
    told, good = table != "not_assessable", np.isin(table, IN_TIME)
    headline = np.isin(main, IN_TIME)
    differ = told & (good != headline[:, None]) & (main != "not_assessable")[:, None]
    # Of rules of one formula the first one speaks.
    voices = {rule.voice: i for i, rule in reversed([*enumerate(rules)]) if rule.published}
    heard = sorted(voices.values())
    in_time, verdicts = (told & good)[:, heard].sum(axis=1), told[:, heard].sum(axis=1)
    alike = np.maximum(in_time, verdicts - in_time)
    return {
        "in_time": in_time,
        "verdicts": verdicts,
        "agreement": [
            word("agreement.in_time", lang, count=a, of=v) if v else ""
            for a, v in zip(alike, verdicts, strict=True)
        ],
        "flips_rule": [tuple(np.array(list(statuses))[row].tolist()) for row in differ],
    }

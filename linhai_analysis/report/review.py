"""The review of a plan: what its targets require, where they stand, what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth import milestones, own_series, required_growth, still_required
from linhai_analysis.growth.assumed import Baselines, read_baselines
from linhai_analysis.growth.facts import derived_facts
from linhai_analysis.growth.gaps import last_figure
from linhai_analysis.plan import Plan, PlanLike, citations, load_plan
from linhai_analysis.progress import HEADLINE, CutOffs, assess_progress, scorecard
from linhai_analysis.progress.adopting import judge_each
from linhai_analysis.progress.paces import pace_paths
from linhai_analysis.progress.readings import other_readings
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.progress.wording import headline_rows
from linhai_analysis.reference import ambition
from linhai_analysis.report.chapters import Chapters
from linhai_analysis.report.figures import captioned
from linhai_analysis.report.report import Report
from linhai_analysis.report.tables.conflicts import settle_sentence
from linhai_analysis.report.tables.spreadsheets import GIVEN
from linhai_analysis.report.tables.standing import (
    attribute_sentence,
    dates_sentence,
    standing_sentence,
)
from linhai_analysis.report.workbook import workbook_bytes
from linhai_analysis.targets import facet
from linhai_analysis.text import visible
from linhai_analysis.words import word

Tables = Mapping[str, pd.DataFrame]


@checked
def build_review(
    plan: PlanLike,
    year: int | None = None,
    lang: str | None = None,
    as_of: str = "",
    baselines: Baselines = None,
    tol: float | None = None,
    cut_offs: CutOffs | None = None,
    internal: bool = False,
) -> Report:
    """Assemble the review of a plan.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    year : int, optional
        Of the review: the scorecard looks at no later figure, and the growth still required is
        added. Where left out, the scorecard is of the last year with a figure.
    lang : {"en", "zh"}, optional
    as_of : str, optional
        The date that the review bears. It is never taken from the clock, so the same data
        give the same review.
    baselines : mapping of str to float, Series or DataFrame, optional
        Assumed base values by indicator, as in :func:`~linhai_analysis.required_growth`; marked as
        assumed everywhere, with their ranges.
    tol : float, optional
        How far progress may lie from the schedule and still be as expected; 0.05, five points.
    cut_offs : mapping of str to sequence of float, optional
        By rule, instead of its own.
    internal : bool
        Show the indicators too whose column ``visibility`` says internal; else they are counted.

    Returns
    -------
    Report

    Raises
    ------
    DataError
        Where the language is not known, `year` is before the plan, or no target is shown.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> build_review(load_plan(), year=2017).tables["still_required"]["base_year"].max().item()
    2016
    """
    plan = load_plan(plan) if internal else load_plan(plan).public()
    lang = check_language(lang)
    plan.require_targets()
    as_of = visible(as_of)
    seen = last_figure(plan) if year is None else year
    judged: dict[str, Any] = {"baselines": baselines, "tol": tol, "cut_offs": cut_offs}
    tables = _tables(plan, year, seen, lang, judged)
    rule = find_rule(HEADLINE, (cut_offs or {}).get(HEADLINE), tol)
    growth, card = tables["required_growth"], tables["scorecard"]
    counted = standing_sentence(plan, card, tables["readings"], seen, lang)
    split = attribute_sentence(plan, card, tables["readings"], lang)
    dates = dates_sentence(plan, card, seen, lang)
    standing, lead = counted + dates, counted + split + dates
    judged_each = judge_each(plan, seen, tables["conflicts"], lang=lang, **judged)
    settle = settle_sentence(plan, tables["conflicts"], lang, judged_each)
    said = {"lead": f"{_day(as_of, lang)}\n{standing}".strip(), "settle": settle}
    history = _history(plan, card, seen)
    page = partial(charts.draw_dashboard, plan, card, history, said, alone=False)
    told = {
        "lead": lead,
        "growth": summary_sentences(growth, tables["conflicts"], lang),
        "dashboard": captioned(("dashboard",), page, lang),
    }
    sentences = [_day(as_of, lang), lead, settle]
    about: dict[str, Any] = {"baselines": baselines, "told": sentences, "judged": judged_each}
    over = bool(seen >= growth["target_year"].max())
    return Report(
        kind="review",
        title=word("review.title" + ".final" * over, lang, title=_short(plan.title(lang))),
        lang=lang,
        tables=tables,
        sections=Chapters(plan, tables, year, seen, rule, lang, told, judged_each).sections(),
        facts={
            "plan": plan.name,
            "title": plan.title(lang),
            "language": lang,
            "year": year,
            "seen": seen,
            "as_of": as_of,
            "filled_in": list(plan.filled_in),
            "read": plan.reading(lang),
            "summary": told["growth"],
            "standing": standing,
            "note": word("review.note", lang),
            "assumed_baselines": {k: base.plain for k, base in read_baselines(baselines).items()},
        },
        subtitle=" · ".join(
            filter(
                None, (word("review.subtitle", lang, year=seen), *plan.filled_in, _day(as_of, lang))
            )
        ),
        note=word("review.note", lang),
        workbook=partial(workbook_bytes, plan, tables, seen, rule, lang, **about),
    )


def _short(title: str) -> str:
    """A title without the number of the document, and that of a plan's table as the plan's.

    >>> _short("国家科技创新规划（国发〔2016〕43号）"), _short("某县科技规划主要指标完成情况表")
    ('国家科技创新规划', '某县科技规划')
    """
    title = re.sub(r"（[^（）]*〔\d{4}〕[^（）]*）$", "", title)
    return re.sub(r"(?<=规划|纲要|计划|方案)(主要|发展|核心)*(目标|指标).*$", "", title)


def _day(as_of: str, lang: str) -> str:
    """A date as it is written in a language; what is none stays as it is.

    >>> _day("2019-03-31", "zh"), _day("2019-03-31", "en"), _day("草稿", "zh")
    ('2019年3月31日', '2019-03-31', '草稿')
    """
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", as_of)
    if not found:
        return as_of
    year, month, day = map(int, found.groups())
    return word("dated_on", lang, year=year, month=month, day=day)


def _history(plan: Plan, card: pd.DataFrame, seen: int) -> pd.DataFrame:
    """The figures of every indicator; those of one part have one source, and no break between."""
    frames = []
    for name in card["indicator"].unique():
        series = own_series(plan, name, seen)
        source = series.index.map(series.attrs["sources"]).to_series()
        turns = series.index.isin(series.attrs["breaks"]) | source.ne(source.shift()).to_numpy()
        own = {"indicator": name, "year": series.index, "value": series, "part": turns.cumsum()}
        frames.append(pd.DataFrame(own))
    columns = ["indicator", "year", "value", "part"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _tables(
    plan: Plan, year: int | None, seen: int, lang: str, judged: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """The numbers of the review."""
    baselines, card = judged["baselines"], scorecard(plan, seen, lang=lang, **judged)
    cited = [*plan.targets["indicator"], *plan.own_observations["indicator"]]
    tables = {
        "required_growth": required_growth(plan, baselines, lang),
        "milestones": milestones(plan, baselines, lang),
        "scorecard": card,
        "readings": other_readings(plan, seen, lang=lang, **judged),
        "paces": pace_paths(card),
        "progress": assess_progress(plan, seen, lang=lang, **judged),
        "ambition": ambition(plan, None, lang, baselines, seen),
        "conflicts": plan.conflicts(lang),
        "plausibility": plan.plausibility(lang),
        "derived_facts": derived_facts(plan, lang=lang),
        "citations": citations(plan, [*dict.fromkeys(cited)], "zh"),
        # What people filled in, as they did.
        **{key: getattr(plan, name) for key, name in GIVEN.items()},
    }
    if year is not None:
        tables["still_required"] = still_required(plan, year, baselines, lang)
    return tables


def summary_sentences(growth: pd.DataFrame, conflicts: pd.DataFrame, lang: str) -> str:
    """For how many indicators the required growth is known, and why not for the others."""
    growth = headline_rows(growth)
    if growth.empty:
        return ""
    known, from_zero = growth["required_cagr"].notna(), facet(growth["basis"], "from_zero")
    yearly = facet(growth["basis"], "no_rate").eq("yearly")
    unread = growth["target_value"].isna()
    missing = ~known & ~yearly & ~unread & growth["base_value"].isna()
    counts = {
        "indicators": len(growth),
        "year": growth["target_year"].max(),
        "known": known.sum(),
        "increments": from_zero.sum(),
        "missing": missing.sum(),
        "unread": unread.sum(),
        "other": (~known & ~from_zero & ~missing & ~unread).sum(),
        "assumed": growth["assumed"].sum(),
        "conflicts": ((conflicts["kind"] == "value") & (conflicts["adopted"] == "")).sum(),
        "figures": ((conflicts["kind"] == "figures") & (conflicts["adopted"] == "")).sum(),
    }
    clauses = [key for key in ("increments", "missing") if counts[key]]
    more = [key for key in ("conflicts", "figures", "unread", "other", "assumed") if counts[key]]
    keys = ["", *(f".{key}" for key in [*clauses, "end", *more])]
    return "".join(word(f"review.summary{key}", lang, **counts) for key in keys)

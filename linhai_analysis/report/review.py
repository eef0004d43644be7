"""The review of a plan: what its targets require, where they stand, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_year
from linhai_analysis.charts import (
    plot_coverage,
    plot_milestones,
    plot_pace,
    plot_required_growth,
    plot_scorecard,
    plot_verdicts,
)
from linhai_analysis.growth import milestones, required_growth, still_required
from linhai_analysis.growth.facts import derived_facts
from linhai_analysis.plan import Plan
from linhai_analysis.progress import CutOffs, assess_progress, scorecard
from linhai_analysis.progress.wording import main_first
from linhai_analysis.reference import ambition
from linhai_analysis.report.figures import Chart, described
from linhai_analysis.report.report import Report, Section, titled
from linhai_analysis.report.tables.growth import (
    growth_table,
    milestone_table,
    missing_table,
    shown_target,
    still_table,
)
from linhai_analysis.report.tables.plan import (
    conflict_table,
    facts_table,
    sources_table,
    task_table,
)
from linhai_analysis.report.tables.progress import (
    ahead_table,
    ambition_table,
    progress_sentence,
    scorecard_table,
    verdict_table,
)
from linhai_analysis.targets import facet
from linhai_analysis.text import figure, number
from linhai_analysis.words import check_language, word


def build_review(
    plan: Plan,
    year: int | None = None,
    lang: str = "en",
    as_of: str = "",
    baselines: Mapping[str, float] | None = None,
    tol: float | None = None,
    cut_offs: CutOffs | None = None,
) -> Report:
    """Assemble the review of a plan.

    Parameters
    ----------
    plan : Plan
    year : int, optional
        Of the review: the scorecard looks at no later figure, and the growth still required is
        added. Where left out, the scorecard is of the last year with a figure.
    lang : {"en", "zh"}
    as_of : str, optional
        The date that the review bears. It is never taken from the clock, so the same data
        give the same review.
    baselines : mapping of str to float, optional
        Assumed base values by indicator, marked as assumed everywhere.
    tol : float, optional
        How far progress may lie from the schedule and still be as expected; 0.05, five points.
    cut_offs : mapping of str to sequence of float, optional
        By rule, instead of its own.

    Returns
    -------
    Report

    Raises
    ------
    DataError
        Where the language is not known, or `year` is before the plan.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> build_review(load_plan(), year=2017).tables["still_required"]["base_year"].max().item()
    2016
    """
    check_language(lang)
    year = None if year is None else check_year("year", year)
    seen = last_figure(plan) if year is None else year
    judged: dict[str, Any] = {
        "baselines": baselines,
        "tol": tol,
        "cut_offs": cut_offs,
        "lang": lang,
    }
    cited = [*dict.fromkeys([*plan.targets["indicator"], *plan.observations["indicator"]])]
    tables = {
        "required_growth": required_growth(plan, baselines, lang),
        "milestones": milestones(plan, baselines, lang),
        "scorecard": scorecard(plan, seen, **judged),
        "progress": assess_progress(plan, seen, **judged),
        "ambition": ambition(plan, lang=lang),
        "conflicts": plan.conflicts(),
        "derived_facts": derived_facts(plan, lang=lang),
        "citations": pd.concat([plan.cite(name) for name in cited], ignore_index=True),
        "tasks": plan.tasks,
    }
    if year is not None:
        tables["still_required"] = still_required(plan, year, baselines, lang)
    about = _Contents(plan, lang, year, seen, tables)
    standing = word("progress.seen", lang, year=seen, sentence=about.sentence)
    return Report(
        kind="review",
        title=plan.title(lang),
        lang=lang,
        tables=tables,
        sections=about.sections(),
        facts={
            "plan": plan.name,
            "title": plan.title(lang),
            "language": lang,
            "year": year,
            "seen": seen,
            "as_of": as_of,
            "summary": summary_sentences(tables["required_growth"], tables["conflicts"], lang),
            "standing": standing,
            "note": word("review.note", lang),
            "assumed_baselines": dict(baselines or {}),
        },
        subtitle=" · ".join(filter(None, (word("review.subtitle", lang), as_of))),
        note=word("review.note", lang),
    )


def last_figure(plan: Plan) -> int:
    """The last year with a figure of a target's indicator, up to the target year.

    >>> from linhai_analysis import load_plan
    >>> last_figure(load_plan())
    2016
    """
    years = [int(plan.targets["base_year"].max())]
    for name, rows in plan.targets.groupby("indicator"):
        seen = plan.series(str(name), until=int(rows["target_year"].max())).index
        years += [int(year) for year in seen]
    return max(years)


def summary_sentences(growth: pd.DataFrame, conflicts: pd.DataFrame, lang: str) -> str:
    """For how many indicators the required growth is known, and why not for the others."""
    growth = growth.drop_duplicates("indicator")
    known, from_zero = growth["required_cagr"].notna(), facet(growth["basis"], "from_zero")
    yearly = facet(growth["basis"], "no_rate").eq("yearly")
    missing = ~known & ~yearly & growth["base_value"].isna()
    counts = {
        "indicators": len(growth),
        "year": growth["target_year"].max(),
        "known": known.sum(),
        "increments": from_zero.sum(),
        "missing": missing.sum(),
        "other": (~known & ~from_zero & ~missing).sum(),
        "assumed": growth["assumed"].sum(),
        "conflicts": (conflicts["kind"] == "value").sum(),
    }
    clauses = [key for key in ("increments", "missing") if counts[key]]
    more = [key for key in ("conflicts", "other", "assumed") if counts[key]]
    keys = ["", *(f".{key}" for key in [*clauses, "end", *more])]
    return "".join(word(f"review.summary{key}", lang, **counts) for key in keys)


@dataclass(frozen=True)
class _Contents:
    """What the sections and the charts of a review are made from."""

    plan: Plan
    lang: str
    year: int | None
    seen: int
    tables: Mapping[str, pd.DataFrame]

    @property
    def sentence(self) -> str:
        return progress_sentence(self.tables["scorecard"], self.lang)

    def sections(self) -> tuple[Section, ...]:
        """The sections of the page in their order."""
        plan, lang, tables = self.plan, self.lang, self.tables
        growth, card, path = (tables[k] for k in ("required_growth", "scorecard", "milestones"))
        shown = {
            "growth": (growth_table(plan, growth, lang), [self._growth()]),
            "scorecard": (scorecard_table(plan, card, lang), [self._scorecard()]),
            "ahead": (ahead_table(plan, card, lang), self._pace()),
            "verdicts": (verdict_table(plan, tables["progress"], lang), [self._verdicts()]),
            "ambition": (ambition_table(plan, tables["ambition"], lang), []),
            "milestones": (milestone_table(plan, growth, path, lang), self._milestones()),
        }
        if "still_required" in tables:
            shown["still"] = still_table(plan, tables["still_required"], lang), []
        shown |= {
            "missing": (missing_table(plan, growth, lang), [self._coverage()]),
            "conflicts": (conflict_table(plan, tables["conflicts"], lang), []),
            "facts": (facts_table(tables["derived_facts"], lang), []),
            "tasks": (task_table(plan, lang), []),
            "sources": (sources_table(plan, lang), []),
        }
        facts = {
            "year": self.year,
            "base": growth["base_year"].min(),
            "end": growth["target_year"].max(),
            "years": growth["years"].max(),
            "count": len(plan.tasks),
            "seen": self.seen,
            "progress": self.sentence,
        }
        return tuple(
            titled(key, table, lang, facts, charts) for key, (table, charts) in shown.items()
        )

    def _chart(self, kind: str, draw: Any, size: str = "", **shown: Any) -> Chart:
        shows = word(f"alt.{kind}", self.lang, **shown)
        caption = word(f"chart.{kind}", self.lang)
        return described((kind,), partial(draw, lang=self.lang), caption, shows, self.lang, size)

    def _small(self, kind: str, row: dict, draw: Any, **shown: Any) -> Chart:
        """A chart of one indicator."""
        named = self.plan.label(row["indicator"], self.lang)
        caption = word("caption", self.lang, chart=word(f"chart.{kind}_", self.lang), of=named)
        aim = {
            "start": row["base_year"],
            "end": row["target_year"],
            "target": shown_target(self.plan, row, self.lang),
        }
        shows = word(f"alt.{kind}", self.lang, **aim, **shown)
        key = (kind, row["indicator"])
        return described(
            key, partial(draw, lang=self.lang), caption, shows, self.lang, size="small"
        )

    def _growth(self) -> Chart:
        growth = self.tables["required_growth"]
        rates = growth["required_cagr"].dropna().drop_duplicates()
        ends = {"least": rates.min(), "most": rates.max()} if len(rates) else {}
        return self._chart(
            "required_growth" if ends else "required_growth.none",
            partial(plot_required_growth, self.plan, growth),
            **{name: f"{rate:.2%}" for name, rate in ends.items()},
        )

    def _coverage(self) -> Chart:
        count = self.plan.targets["indicator"].nunique()
        return self._chart("coverage", partial(plot_coverage, self.plan), count=count)

    def _scorecard(self) -> Chart:
        draw = partial(plot_scorecard, self.plan, self.tables["scorecard"])
        return self._chart("scorecard", draw, "wide", progress=self.sentence)

    def _verdicts(self) -> Chart:
        table = self.tables["progress"]
        counts = {"targets": len(main_first(table)), "rules": table["rule"].nunique()}
        return self._chart("verdicts", partial(plot_verdicts, self.plan, table), "wide", **counts)

    def _milestones(self) -> list[Chart]:
        plan, path = self.plan, self.tables["milestones"]
        drawn = set(path.loc[path["linear"].notna(), "indicator"])
        growth = self.tables["required_growth"]
        rows = {row["indicator"]: row for row in main_first(growth)[::-1]}
        return [
            self._small(
                "milestones",
                rows[name],
                partial(plot_milestones, plan, name, path, self.year),
                base=number(rows[name]["base_value"]),
            )
            for name in path["indicator"].unique()
            if name in drawn
        ]

    def _pace(self) -> list[Chart]:
        plan, card = self.plan, self.tables["scorecard"]
        rows = {row["indicator"]: row for row in main_first(card[card["progress"].notna()])[::-1]}
        return [
            self._small(
                "pace",
                rows[name],
                partial(plot_pace, plan, name, self.seen),
                actual=figure(rows[name]["actual"], plan.indicator(name)["decimals"]),
                year=rows[name]["year"],
            )
            for name in card["indicator"].unique()
            if name in rows
        ]

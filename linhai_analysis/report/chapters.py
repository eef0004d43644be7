"""The review in the order in which it is read: summary, indicators, tasks, open ends, annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.growth import own_series
from linhai_analysis.growth.gaps import coverage
from linhai_analysis.plan import Plan
from linhai_analysis.progress.adopting import Judged
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.wording import headline_rows, main_first
from linhai_analysis.reference.outlook import own_outlook
from linhai_analysis.report.contents import Section, titled
from linhai_analysis.report.drafts import draft
from linhai_analysis.report.figures import Chart, captioned
from linhai_analysis.report.summary import LAGGING, decisions, lag_table, lagging_first
from linhai_analysis.report.tables.conflicts import settle_table, settled_sentence
from linhai_analysis.report.tables.given import (
    figure_table,
    indicator_table,
    target_table,
    task_sentence,
    task_table,
)
from linhai_analysis.report.tables.growth import (
    growth_table,
    milestone_table,
    missing_table,
    still_table,
)
from linhai_analysis.report.tables.main import main_table
from linhai_analysis.report.tables.method import method_table
from linhai_analysis.report.tables.plan import doubt_table, facts_table, sources_table
from linhai_analysis.report.tables.progress import (
    ahead_table,
    ambition_table,
    borrowed_sentence,
    scorecard_table,
    verdict_table,
)
from linhai_analysis.report.tables.standing import other_verdicts
from linhai_analysis.text import brackets, heads, text_table
from linhai_analysis.words import word

# Of more indicators a chart no longer fits a page of A4 (inches without margins), nor are more
# pictures of single ones read.
MANY, PAGE = 60, (8.0, 10.5)


@dataclass(frozen=True)
class Chapters:
    """The sections of a review; `told` are the sentences and the picture of the summary, `judged`
    the verdicts under each reading of what has to be settled.
    """

    plan: Plan
    tables: Mapping[str, pd.DataFrame]
    year: int | None
    seen: int
    rule: Rule
    lang: str
    told: Mapping[str, Any]
    judged: Sequence[Sequence[Judged]]

    def sections(self) -> tuple[Section, ...]:
        """All sections in their order."""
        parts = (
            self._standing,
            self._indicators,
            self._tasks,
            self._problems,
            self._outlook,
            self._annex,
            self._methods,
        )
        return tuple(section for part in parts for section in part())

    def _standing(self) -> Iterator[Section]:
        plan, lang, tables = self.plan, self.lang, self.tables
        settled = settled_sentence(plan, tables["conflicts"], lang)
        lead = "\n".join(filter(None, (self.told["lead"], settled)))
        yield Section("standing", "", lead, chapter="standing")
        late = lag_table(plan, tables["scorecard"], lang)
        caption = word("caption.lagging", lang)
        yield Section("lagging", "", table=late, caption=caption, chapter="standing")
        if asked := decisions(plan, tables, self.judged, lang):
            title = word("section.decisions", lang)
            yield Section("decisions", title, points=asked, chapter="standing")
        title, drawn = word("section.dashboard", lang), (self.told["dashboard"],)
        yield Section("dashboard", title, charts=drawn, chapter="standing", only="page")

    def _indicators(self) -> Iterator[Section]:
        plan, lang, tables = self.plan, self.lang, self.tables
        drawn = [self._chart("scorecard", tables["scorecard"])]
        card = scorecard_table(plan, tables["scorecard"], tables["readings"], lang)
        [section] = self._titled("indicators", {"scorecard": card}, {"scorecard": drawn})
        if (shown := len(self._pictured)) < (of := len(self._paced)):
            some = word("pictures.some", lang, shown=shown, of=of)
            section = replace(section, lead=section.lead + some)
        # A screen has room for every year; paper has the whole table across, among the annexes.
        main = replace(self._main("indicators"), lead=section.lead, charts=section.charts)
        yield replace(main, caption=self._annexed("main", 1), only="page")
        narrowed = heads(lang, "attribute elapsed note")
        yield replace(section, narrowed=narrowed, only="document")
        others = other_verdicts(plan, self._judged, tables["readings"], lang)
        for row in self._judged:
            yield self._indicator(row, [text for _, text in others.get(row["target_id"], [])])

    def _indicator(self, row: Mapping[str, Any], others: list[str]) -> Section:
        """One indicator: what the figures say, its picture, room for the causes of a lag."""
        plan, lang, name = self.plan, self.lang, row["indicator"]
        owner = str(plan.about(name)["owner"]) or word("blank.unit", lang)
        blanks = (word("blank.cause", lang, owner=owner),) * (row["status"] in LAGGING)
        return Section(
            f"indicator.{name}",
            plan.label(name, lang),
            draft(plan, row, others, own_outlook(plan, row, self.seen, lang), lang),
            charts=self._picture(row),
            blanks=blanks,
            chapter="indicators",
        )

    def _picture(self, row: Mapping[str, Any]) -> tuple[Chart, ...]:
        """The picture of one indicator; none where there is no path to draw."""
        plan, lang, name = self.plan, self.lang, row["indicator"]
        if name not in self._pictured:
            return ()
        own, figures = self._cards[name], own_series(plan, name, self.seen)
        shown = own, self._paced[name], figures, own_outlook(plan, row, self.seen, lang)
        draw = partial(charts.draw_indicator, plan, name, *shown)
        return (captioned(("indicator", name), draw, lang, plan.label(name, lang)),)

    def _tasks(self) -> Iterator[Section]:
        section = self._titled("tasks", {"tasks": task_table(self.plan, self.lang)})
        yield from (replace(one, only="page") for one in section)
        blanks = (word("blank.tasks", self.lang),) * bool(len(self.plan.tasks))
        lead = word("section.tasks.lead", self.lang, **self._facts)
        if blanks:
            yield Section("progress", "", lead, blanks=blanks, chapter="tasks", only="document")

    def _problems(self) -> Iterator[Section]:
        plan, lang, tables = self.plan, self.lang, self.tables
        shown = {
            "conflicts": self._to_settle,
            "plausibility": doubt_table(plan, tables["plausibility"], lang),
            "missing": missing_table(plan, self._lacking, lang),
        }
        drawn = self._chart("coverage", coverage(plan, tables["required_growth"]))
        for section in self._titled("problems", shown, {"missing": [drawn]}):
            settling = section.key == "conflicts"
            yield replace(section, only="page" if settling else "", wide=settling)
        blanks = (word("blank.problems", lang),)
        yield Section("causes", "", blanks=blanks, chapter="problems")

    def _outlook(self) -> Iterator[Section]:
        for chapter, keys in (("changes", ("changes",)), ("advice", ("advice", "adjust"))):
            blanks = tuple(word(f"blank.{key}", self.lang) for key in keys)
            yield Section(chapter, "", blanks=blanks, chapter=chapter)

    def _annex(self) -> Iterator[Section]:
        plan, lang = self.plan, self.lang
        shown = {
            "tasks": task_table(plan, lang, whole=True),
            "conflicts": self._to_settle,
            "sources": sources_table(plan, lang),
        }
        tables = [self._main("annex"), *self._titled("annex", shown)]
        told = [one for one in tables if one.told]
        for number, section in enumerate(told, 1):
            kept = section.key == "sources"
            yield replace(
                section,
                key=section.key if kept else f"annex.{section.key}",
                caption=word(
                    "caption.annexed",
                    lang,
                    number=number,
                    title=word(f"caption.{section.key}", lang),
                ),
                only="" if kept else "document",
                wide=True,
            )

    def _annexed(self, key: str, number: int) -> str:
        title = word(f"caption.{key}", self.lang)
        return word("caption.annexed", self.lang, number=number, title=title)

    def _main(self, chapter: str) -> Section:
        """The main table, with what its signs mean below it."""
        [section] = self._titled(chapter, {"main": self._main_table})
        # Columns with a year in their heading are numbers.
        dated = [head for head in section.table if any(letter.isdigit() for letter in head)]
        notes = (section.lead,)
        return replace(section, lead="", notes=notes, numbers=dated, wide=True)

    @cached_property
    def _cards(self) -> dict[str, pd.DataFrame]:
        return dict(iter(self.tables["scorecard"].groupby("indicator", sort=False)))

    @cached_property
    def _paced(self) -> dict[str, pd.DataFrame]:
        """The paths of each indicator that has any."""
        return dict(iter(self.tables["paces"].groupby("indicator", sort=False)))

    @cached_property
    def _pictured(self) -> list[str]:
        """The indicators with a picture of their own: those with a path; of many the first."""
        rows = [row for row in [*self._judged, *self._open] if row["indicator"] in self._paced]
        return [row["indicator"] for row in lagging_first(rows, MANY)]

    @cached_property
    def _judged(self) -> list[dict[str, Any]]:
        rows = headline_rows(self.tables["scorecard"])
        return rows[rows["status"] != "not_assessable"].to_dict("records")

    @cached_property
    def _open(self) -> list[dict[str, Any]]:
        rows = headline_rows(self.tables["scorecard"])
        return rows[rows["status"] == "not_assessable"].to_dict("records")

    @cached_property
    def _lacking(self) -> pd.DataFrame:
        """The targets for which there is no growth, or nothing to judge them by."""
        growth, card = self.tables["required_growth"], self.tables["scorecard"]
        open_ones = (
            card[card["status"] == "not_assessable"].set_index("target_id")["reason"].to_dict()
        )
        lacking = growth["target_id"].isin(open_ones)
        reasons = [
            open_ones.get(name, reason)
            for name, reason in zip(growth["target_id"], growth["reason"], strict=True)
        ]
        known = growth[["required_cagr", "required_per_year"]].mask(lacking)
        return growth.assign(reason=reasons, **known)

    @cached_property
    def _main_table(self) -> pd.DataFrame:
        return main_table(self.plan, self.tables, self.seen, self.lang)

    @cached_property
    def _to_settle(self) -> pd.DataFrame:
        return settle_table(self.plan, self.tables["conflicts"], self.lang, self.judged)

    def _methods(self) -> Iterator[Section]:
        plan, lang, tables = self.plan, self.lang, self.tables
        growth, rules = tables["required_growth"], tables["progress"]
        shown = {
            "growth": growth_table(plan, growth, lang),
            "ahead": ahead_table(plan, tables["scorecard"], lang),
            "verdicts": verdict_table(plan, rules, lang),
            "ambition": ambition_table(plan, tables["ambition"], lang),
            "milestones": milestone_table(plan, growth, tables["milestones"], lang, self.rule.path),
        }
        if "still_required" in tables:
            shown["still"] = still_table(plan, tables["still_required"], lang)
        shown |= {
            "read": text_table(([told] for told in plan.reading(lang) if plan.read), lang, "notes"),
            "facts": facts_table(tables["derived_facts"], lang),
            "rests": method_table(plan.name, self.rule.cut_offs[0], lang),
            "indicators": indicator_table(plan, lang),
            "targets": target_table(plan, lang),
            "figures": figure_table(plan, lang),
        }
        drawn = {
            "growth": [self._chart("required_growth", growth)],
            "verdicts": [self._chart("verdicts", rules)],
            # Those that are judged stand beside what is said of them.
            "milestones": [chart for row in self._open for chart in self._picture(row)],
        }
        for section in self._titled("methods", shown, drawn):
            said = (self.told["growth"],) if section.key == "growth" else ()
            yield replace(section, points=tuple(filter(None, said)))

    def _titled(
        self,
        chapter: str,
        shown: Mapping[str, pd.DataFrame],
        drawn: Mapping[str, list[Chart]] | None = None,
    ) -> tuple[Section, ...]:
        return titled(shown, drawn or {}, self.lang, self._facts, chapter=chapter)

    def _chart(self, kind: str, table: pd.DataFrame) -> Chart:
        """A chart of the whole plan; of a large one the first rows, as many as a page has."""
        look = {"size": PAGE} if table["indicator"].nunique() > MANY else {}
        draw = partial(getattr(charts, f"draw_{kind}"), self.plan, table, **look)
        return captioned((kind,), draw, self.lang)

    @cached_property
    def _facts(self) -> dict[str, Any]:
        """What titles and leads say of the review."""
        plan, lang = self.plan, self.lang
        growth, card, rules = (
            self.tables[key] for key in ("required_growth", "scorecard", "progress")
        )
        return {
            "year": self.year,
            "seen": self.seen,
            "base": growth["base_year"].min(),
            "end": growth["target_year"].max(),
            "years": growth["years"].max(),
            "count": len(plan.tasks),
            "told": task_sentence(plan.tasks, lang),
            "place": brackets(plan.place_name(plan.geo, lang), lang),
            "file": plan.name,
            "known": len(main_first(growth[growth["required_cagr"].notna()])),
            "indicators": growth["indicator"].nunique(),
            "targets": len(main_first(rules)),
            "rules": rules["rule"].nunique(),
            "path": word(f"legend.{self.rule.path}", lang),
            "borrowed": borrowed_sentence(card, lang),
            "tol": f"{100 * self.rule.cut_offs[0]:g}",
        }

"""What a plan, its indicators and its scenarios are called, and how its figures are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.plan.contents import Contents
from linhai_analysis.plan.sources import named_sources, source_texts
from linhai_analysis.targets import target_text
from linhai_analysis.text import fixed, significant
from linhai_analysis.words import in_language, listed, unit_word, word, word_or_name

# A line under a chart names so many sources; the table of sources has them all.
MOST_SOURCES = 5


@dataclass(frozen=True, eq=False, repr=False)
class Named(Contents):
    """The tables of a plan, and the words for them."""

    def named_sources(self, lang: str | None = None) -> pd.DataFrame:
        """The sources as a reader should see them: a copy by the publication that it copies."""
        lang = check_language(lang)
        return self.once(("named_sources", lang), lambda: named_sources(self.sources, lang))

    def title(self, lang: str | None = None) -> str:
        """Return the title of the plan: that of the source of its targets, else of its one sheet.

        Where neither has one, it is the name of its file.

        Of a plan that was read in a copy it is the title of the original.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().title("zh")
        '临海市科学技术发展“十三五”规划'
        """
        lang = check_language(lang)
        main = self.targets["source_id"].iloc[0] if len(self.targets) else ""
        titles = self.named_sources(lang)["title"]
        return str(titles.get(main) or self.printed_title or self.name)

    def source_line(self, lang: str | None = None, source_ids: Collection[str] = ()) -> str:
        """Return one line that names the source of the targets, and others, for charts.

        Copies are named by their original, each original once.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        source_ids : collection of str
            Further sources, for example of the values that a chart shows.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> print(load_plan().source_line("zh"))
        资料来源：临海市科技局《临海市科学技术发展“十三五”规划》
        """
        lang = check_language(lang)
        ids = dict.fromkeys([*self.targets["source_id"].iloc[:1], *sorted(source_ids)])
        texts = source_texts(self.named_sources(lang), ids, lang) or [
            self.printed_title or self.name
        ]
        if len(texts) > MOST_SOURCES:
            more = len(texts) - MOST_SOURCES
            texts = [*texts[:MOST_SOURCES], word("source_more", lang, count=more)]
        return word("source_line", lang, sources=listed(texts, lang))

    @checked
    def label(self, indicator: str, lang: str | None = None) -> str:
        """Return the name of an indicator as people read it.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().label("patents_granted", "zh")
        '专利授权量'
        """
        lang = check_language(lang)
        row = self.about(indicator)
        return in_language(row, "name", lang) or indicator

    def called(self, indicator: str) -> Called:
        """The name of an indicator in the language of whoever reads the sentence it stands in."""
        return Called(self, indicator)

    @checked
    def unit(self, indicator: str, lang: str | None = None) -> str:
        """Return the unit of an indicator as people read it.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().unit("rd_expenditure", "zh")
        '亿元'
        """
        lang = check_language(lang)
        return unit_word(str(self.about(indicator)["unit"]), lang)

    def printing(self, target: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row of a table that speaks of a target with what the plan prints for it."""
        return {**target, "printed": self._printed.get(target["target_id"], "")}

    @cached_property
    def _printed(self) -> dict[str, str]:
        """What the plan prints for each target."""
        return self.targets.drop_duplicates("target_id").set_index("target_id")["printed"].to_dict()

    def target_text(self, target: Mapping[str, Any], lang: str | None = None) -> str:
        """Return a target as people read it, from a row of any table that has its target_id.

        Examples
        --------
        >>> from linhai_analysis import load_plan, required_growth
        >>> plan = load_plan()
        >>> plan.target_text(required_growth(plan).iloc[0].to_dict())
        '3'
        """
        lang = check_language(lang)
        return target_text(self.printing(target), lang, self.unit(target["indicator"], lang))

    @checked
    def figure(self, indicator: str, value: float) -> str:
        """Return a figure with the decimals of the codebook, six digits where it gives none.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().figure("rd_gdp_ratio", 2.1), load_plan().figure("gdp", float("nan"))
        ('2.10', '—')
        """
        decimals = int(self.about(indicator)["decimals"])
        unknown = pd.isna(value) or decimals < 0
        return significant(value, 6) if unknown else fixed(value, decimals)

    @checked
    def place_name(self, geo: str, lang: str | None = None) -> str:
        """Return the name of a place as people read it, its code where it has no name.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().place_name("331022", "zh"), load_plan().place_name("330000")
        ('三门', '330000')
        """
        lang = check_language(lang)
        rows = self.geos[self.geos["geo"] == geo].to_dict("records")
        return (in_language(rows[0], "name", lang) if rows else "") or geo

    @checked
    def scenario_label(self, scenario: str, lang: str | None = None) -> str:
        """Return the name of a scenario as people read it; one without another name keeps its own.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().scenario_label("fast", "zh"), load_plan().scenario_label("our own", "zh")
        ('高速', 'our own')
        """
        lang = check_language(lang)
        rows = self.scenarios[self.scenarios["scenario"] == scenario].to_dict("records")
        names = (in_language(row, "name", lang) for row in rows)
        return next(filter(None, names), "") or word_or_name("scenario_name", scenario, lang)


@dataclass(frozen=True)
class Called:
    """An indicator in a sentence: its name, in each language."""

    plan: Named
    indicator: str

    def text(self, lang: str = "en") -> str:
        """Return its name in a language."""
        return self.plan.label(self.indicator, lang)

"""What a report says, in the order in which it is read: sections of chapters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.equality import Alike
from linhai_analysis.report.figures import Chart
from linhai_analysis.words import word


@dataclass(frozen=True, eq=False)
class Section(Alike):
    """What stands under one heading: a lead, points, a table, charts, room to write; in that order.

    Parameters
    ----------
    key, title, lead : str
        Without a title it stands right under the heading of its chapter.
    table : DataFrame
        In people's words, text only; where it is empty nothing is printed of it.
    charts : tuple of Chart
    numbers : collection of str
        Headings of the table that are set at the right, beside those that always are.
    chapter : str
        The chapter that it belongs to, whose title is the word ``chapter.`` with it; those of a
        chapter follow each other. Empty in reports without chapters.
    points : tuple of str
        A list after the lead.
    blanks : tuple of str
        What figures cannot say: a marked place to write for each, and what belongs there.
    notes : tuple of str
        Under the table.
    caption : str
        What the table is called where it is printed; without one the title is enough.
    wide : bool
        Whether the table needs a page across.
    only : {"", "page", "document"}
        Where it is printed: everywhere, in the browser, or on paper.
    narrowed : collection of str
        Headings of the table for which a page upright has no room.
    """

    key: str
    title: str
    lead: str = ""
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    # Two of them are one where it is one drawing, not where they look alike.
    charts: tuple[Chart, ...] = field(default=(), compare=False)
    numbers: Collection[str] = ()
    chapter: str = ""
    points: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    caption: str = ""
    wide: bool = False
    only: str = ""
    narrowed: Collection[str] = ()

    @property
    def upright(self) -> pd.DataFrame:
        """The table as a page upright has room for it."""
        return self.table.drop(columns=[*self.narrowed], errors="ignore")

    @property
    def told(self) -> bool:
        """Whether there is anything to print: a table that was made has rows."""
        return len(self.table) > 0 or not len(self.table.columns)


class Chapter(NamedTuple):
    """The sections under one heading; those without a chapter have none."""

    key: str
    title: str
    sections: list[Section]

    @property
    def annex(self) -> bool:
        """Whether it is for those who check, not for those who read."""
        return self.key == "methods"


def chapters(sections: Iterable[Section], place: str, lang: str) -> list[Chapter]:
    """The chapters as they are printed in a place, in their order.

    >>> parts = [Section("a", "", chapter="tasks"), Section("b", "", only="page")]
    >>> [(one.title, len(one.sections)) for one in chapters(parts, "document", "zh")]
    [('重点任务推进情况', 1)]
    """
    kept = [one for one in sections if one.told and one.only in ("", place)]
    return [
        Chapter(key, word(f"chapter.{key}", lang) if key else "", list(own))
        for key, own in groupby(kept, lambda section: section.chapter)
    ]


def titled(
    tables: Mapping[str, pd.DataFrame],
    charts: Mapping[str, Iterable[Chart]],
    lang: str,
    facts: Mapping[str, Any],
    numbers: Collection[str] = (),
    chapter: str = "",
) -> tuple[Section, ...]:
    """Sections with the title and the lead that the words have for the key of each table."""
    made = []
    for key, table in tables.items():
        title, lead = (word(f"section.{key}{part}", lang, **facts) for part in ("", ".lead"))
        drawn = tuple(charts.get(key, ()))
        made.append(Section(key, title, lead, table, drawn, numbers, chapter))
    return tuple(made)

"""The columns of each sheet that people fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linhai_analysis.words import choice_word, known, unit_word, word

# Units that most indicators have; others may be written as well.
UNITS = ("%", "enterprise", "piece", "platform", "100 million CNY", "person", "10000 persons")


class Field(NamedTuple):
    """A column: the key of its heading and of what belongs there, its width, what it offers.

    Of `offered` words one has to be chosen, unless the column takes others too; a column of `text`
    keeps what people type as it is, so that 3-5 is no date. `about` is the key of the words for it
    where they are not those of every column of that name. What stands `apart`, such as codes and
    texts in another language, is kept behind the others and not printed.
    """

    key: str
    width: float
    offered: tuple[str, ...] = ()
    others: bool = False
    text: bool = False
    year: int = 0
    about: str = ""
    apart: bool = False

    def head(self, lang: str) -> str:
        """Return the heading, one by which the column is read; its code where there is no word.

        >>> Field("base", 10, year=2020).head("zh"), Field("unit", 9).head("zh")
        ('2020年基数', '单位')
        """
        key = self._word("form.head", "heading", "column")
        text = word(key, lang).format(year=self.year) if key else self.key
        return text[:1].upper() + text[1:]

    def help(self, lang: str) -> str:
        """Return the sentence that says what belongs there; nothing where the heading says it."""
        key = self._word("form.help")
        return word(key, lang).format(year=self.year) if key else ""

    def _word(self, *kinds: str) -> str:
        """The key of what words of some kinds say of the column, the nearest first."""
        names = (self.about, self.key)
        return next(filter(known, (f"{kind}.{name}" for name in names for kind in kinds)), "")

    def choices(self, lang: str) -> list[str]:
        """Return the words that the column offers, as they are read.

        >>> Field("better", 9, ("up", "down")).choices("zh")
        ['正向', '逆向']
        """
        return [_offered(name, lang) for name in self.offered]


def _offered(name: str, lang: str) -> str:
    if known(f"form.choice.{name}"):
        return word(f"form.choice.{name}", lang)
    return choice_word(name, lang) if known(f"value.{name}") else unit_word(name, lang)


def main_fields(base_year: int, years: Sequence[int], target_year: int, name: str) -> list[Field]:
    """Return the columns of the sheet of indicators.

    >>> [field.head("zh") for field in main_fields(2020, [2021], 2025, "name_zh")][6:9]
    ['2020年基数', '2025年目标', '2021年']
    """
    return [
        Field("number", 6, text=True),
        Field(name, 28, about="name"),
        Field("unit", 13, UNITS, others=True),
        Field("attribute", 9, ("binding", "expected")),
        Field("better", 8, ("up", "down")),
        Field("counted", 10, ("in_year", "running", "stock")),
        Field("base", 10, year=base_year),
        Field("target", 12, text=True, year=target_year, about="aim"),
        *(Field("yearly", 9, year=year) for year in years),
        Field("owner", 19),
        Field("source_name", 15),
        Field("note", 20),
    ]


def decision_fields(lang: str) -> list[Field]:
    """Return the columns of the sheet of what has to be settled."""
    return [
        Field(f"name_{lang}", 28, about="settled.name"),
        Field("year", 8, about="settled.year"),
        Field("note", 46, about="settled.readings"),
        Field("adopted", 14, about="settled.adopted"),
        Field("decided", 26, about="settled.decided"),
        Field("decided_by", 16),
        Field("decided_on", 12, text=True),
        Field("signed", 12),
    ]


TASKS = (
    Field("task_id", 6, text=True),
    Field("task", 34),
    Field("owner", 19),
    Field("due", 12, text=True),
    Field("progress", 32),
    Field("evidence", 18),
    Field("problem", 20),
    Field("status", 10, ("done", "going_on", "slow", "not_begun"), True, about="task_status"),
)
SOURCES = (
    Field("source_id", 12, text=True, about="source_key"),
    Field("title", 36),
    Field("publisher", 22),
    Field("published", 12, text=True),
    Field("url", 30),
    Field("reliability", 10, ("A", "B", "C")),
    Field("note", 24),
)

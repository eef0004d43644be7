"""What the tables, columns and words of cells are called in sentences, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from linhai_analysis.words import LANGUAGES, choice_word, written_headings


@dataclass(frozen=True)
class Name:
    """What goes by a code, and by another word in Chinese, such as a table or a column.

    >>> Name("targets", "目标").text(), Name("targets", "目标").text("zh")
    ('targets', '目标')
    """

    code: str
    chinese: str

    def text(self, lang: str = "en") -> str:
        """Return the name in a language."""
        return self.chinese if LANGUAGES[lang].han else self.code

    def __str__(self) -> str:
        return self.code


def choice_name(name: str) -> Name:
    """Return a word that a cell may hold as sentences name it.

    >>> choice_name("in_year").text(), choice_name("in_year").text("zh")
    ('in_year', '当年新增')
    """
    return Name(name, choice_word(name, "zh"))


@cache
def column_name(column: str) -> Name:
    """Return a column as sentences name it: by a heading of the reader's language.

    >>> column_name("base_year").text(), column_name("base_year").text("zh")
    ('base_year', '基期年')
    """
    return Name(column, written_headings(column)[:2][-1])

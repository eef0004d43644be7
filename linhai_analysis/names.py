"""What the tables, columns and words of cells are called in sentences, in each language."""

from __future__ import annotations

from dataclasses import dataclass

from linhai_analysis.words import Speaks, known, say, word


@dataclass(frozen=True)
class Name:
    """What goes by a code in English, and by the word of a key in any other language.

    >>> Name("targets", "table.targets").text(), Name("targets", "table.targets").text("zh")
    ('targets', '目标')
    """

    code: str
    key: str

    def text(self, lang: str = "en") -> str:
        """Return the name in a language; without a word for it the code."""
        return word(self.key, lang) if lang != "en" and known(self.key) else self.code

    def __str__(self) -> str:
        return self.code


def choice_name(name: str) -> Name:
    """Return a word that an argument takes as sentences name it.

    >>> choice_name("in_year").text(), choice_name("in_year").text("zh")
    ('in_year', '当年新增')
    """
    return Name(name, f"value.{name}")


def choice_said(name: str) -> Speaks | str:
    """Return a word of a cell as people write it, and as the form offers it.

    >>> choice_said("in_year").text(), choice_said("in_year").text("zh")
    ('in the year', '当年新增')
    """
    return say(f"value.{name}") if known(f"value.{name}") else name


def column_name(column: str) -> Name:
    """Return a column as sentences name it.

    >>> column_name("base_year").text(), column_name("base_year").text("zh")
    ('base_year', '基期年')
    """
    return Name(column, f"column.{column}")

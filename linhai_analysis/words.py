"""The words that people read, in English and Chinese.

The words live in ``words.csv`` beside this file (``key`` and a column a language), those that
refuse or tell what was read in ``faults.csv``, so that an evaluator can read and correct them
without reading code. Their source is the usage of Chinese mid-term reviews; where it is a
convention of this project, the sentence says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Language:
    """A language: its own name, its tag on a page, and whether it is set in Chinese characters."""

    own_name: str
    tag: str
    han: bool = False


LANGUAGES: Mapping[str, Language] = {
    "en": Language("English", "en"),
    "zh": Language("中文", "zh-CN", han=True),
}


_in_force = ["en"]


def language() -> str:
    """Return the language in which people are spoken to where nobody says otherwise."""
    return _in_force[0]


def speak(lang: str) -> None:
    """Speak a language from now on."""
    _in_force[0] = lang


# Words by which tables are read, too.
HEADINGS = ("column.", "heading.", "value.", "table.")


FILES = ("words.csv", "faults.csv")


@cache
def _table() -> dict[str, dict[str, str]]:
    folder = files("linhai_analysis")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in FILES]
    return {row["key"]: row for text in texts for row in csv.DictReader(text.splitlines())}


def word(key: str, /, lang: str = "en", **values: object) -> str:
    """Return the word or sentence of `key`, with `values` filled in.

    >>> word("baseline", "zh"), word("unit.piece", "zh")
    ('基期值', '件')
    """
    text = _table()[key][lang]
    if key.startswith(HEADINGS):
        # Of several headings that are read the first is written.
        text = text.split("|")[0]
    return text.format(**values) if values else text


@runtime_checkable
class Speaks(Protocol):
    """What can be said in a language."""

    def text(self, lang: str = "en") -> str:
        """Return it in a language."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the words and what is filled in, to be said in the language of its reader.

    As a text it is in the language in force.

    >>> print(say("hint.did_you_mean", name="gdp"))
    did you mean 'gdp'?
    >>> say("hint.did_you_mean", name="gdp").text("zh")
    '是否指“gdp”？'
    """

    key: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, lang: str = "en") -> str:
        """Return the sentence in a language."""
        return word(self.key, lang, **{name: spoken(value, lang) for name, value in self.values})

    def __str__(self) -> str:
        return self.text(language())


class Told(str):
    """A sentence in English, for a table or a record, that can still be said in Chinese.

    >>> Told(say("unit.piece")), spoken(Told(say("unit.piece")), "zh")
    ('pieces', '件')
    """

    sentence: Sentence | str

    def __new__(cls, sentence: Sentence | str) -> Told:
        made = super().__new__(cls, str(spoken(sentence)))
        made.sentence = sentence
        return made

    def __getnewargs__(self) -> tuple[Sentence | str]:  # type: ignore[override]
        return (self.sentence,)


def say(key: str, /, **values: object) -> Sentence:
    """Return the sentence of `key` with `values`, which may be sentences themselves.

    >>> say("unit.piece").text("zh")
    '件'
    """
    return Sentence(key, tuple(values.items()))


def spoken(value: object, lang: str = "en") -> object:
    """Return what is filled into a sentence: sentences in its language, several as one text.

    >>> spoken((say("unit.piece"), "m"), "zh"), spoken(2018)
    ('件、m', 2018)
    """
    if isinstance(value, Speaks):
        return value.text(lang)
    if isinstance(value, Told):
        return spoken(value.sentence, lang)
    if isinstance(value, tuple | list):
        return word("fault.join", lang).join(
            filter(None, (str(spoken(one, lang)) for one in value))
        )
    return value


def known(key: str) -> bool:
    """Say whether ``words.csv`` has the key.

    >>> known("baseline"), known("basline")
    (True, False)
    """
    return key in _table()


def word_or_name(kind: str, name: str, lang: str = "en") -> str:
    """Return the word of ``kind.name``; a name of somebody's own stays as it is.

    >>> word_or_name("flag", "spliced", "zh"), word_or_name("flag", "own", "zh")
    ('与基期来源不同', 'own')
    """
    return word(f"{kind}.{name}", lang) if known(f"{kind}.{name}") else name


def unit_word(unit: str, lang: str = "en") -> str:
    """Return a unit as people read it; a unit that is not listed stays as it is.

    >>> unit_word("100 million CNY", "zh"), unit_word("家", "en")
    ('亿元', '家')
    """
    return word_or_name("unit", unit, lang)


def place_word(where: str, lang: str = "en") -> str:
    """Return a place in a plan as people read it; other wordings stay as they are.

    >>> place_word("table 1 row 5", "zh"), place_word("3.8.1", "zh")
    ('表1第5行', '3.8.1节')
    """
    if re.fullmatch(r"\d+(\.\d+)+", where):
        return word("place.section", lang, section=where)
    match = re.fullmatch(r"table (\w+)(?: row (\w+))?", where)
    if not match:
        return where
    return word("place.row" if match[2] else "place.table", lang, table=match[1], row=match[2])


def places_text(places: Iterable[str], lang: str = "en", rows: bool = False) -> str:
    """Return places in a plan as people read them, each table once unless `rows` are wanted.

    >>> places_text(["table 1 row 5", "table 1 row 6", "3.8.1"], "zh")
    '表1、3.8.1节'
    """
    told = places if rows else (re.sub(r"^(table \w+) row \w+$", r"\1", one) for one in places)
    return word("places_join", lang).join(dict.fromkeys(place_word(p, lang) for p in told if p))


def listed(parts: Iterable[str], lang: str = "en") -> str:
    """Return several texts as one; empty ones are left out.

    >>> listed(["a", "", "b"]), listed(["甲", "乙"], "zh")
    ('a; b', '甲、乙')
    """
    return word("list_join", lang).join(filter(None, parts))


def choice_word(name: str, lang: str = "en") -> str:
    """Return a word that a cell may hold, the first where people have several for it.

    >>> choice_word("preliminary", "zh"), choice_word("in_year", "zh"), choice_word("")
    ('初步核算数', '当年新增', '')
    """
    return word_or_name("value", name, lang).split("|")[0]


def speaks(text: str, lang: str) -> bool:
    """Say whether somebody's own text can stand on a page of a language.

    >>> speaks("今年核减3家", "zh"), speaks("今年核减3家", "en"), speaks("first release", "zh")
    (True, False, False)
    >>> speaks("R&D经费", "zh"), speaks("printed as 占比 in the book", "zh"), speaks("2018", "zh")
    (True, False, True)
    """
    han, latin = (len(re.findall(f"[{letters}]", text)) for letters in ("\u4e00-\u9fff", "A-Za-z"))
    # Foreign names and short forms stand in any text.
    return han >= latin if LANGUAGES[lang].han else not han


@cache
def headings(prefix: str) -> dict[str, str]:
    """Return heading -> name for all keys that begin with `prefix`, the English words last.

    One name may have several headings in a language; ``|`` stands between them.

    >>> headings("column.")["年份"], headings("column.")["统计口径"]
    ('year', 'counted')
    """
    return {
        heading: key.removeprefix(prefix)
        for key, row in _table().items()
        if key.startswith(prefix)
        for lang in reversed([*LANGUAGES])
        for heading in row[lang].split("|")
    }


@cache
def spellings(prefix: str) -> tuple[tuple[str, str], ...]:
    """Return (text, name) for every way in which the names of a prefix are written.

    >>> {("基期年", "base_year"), ("base year", "base_year")} <= {*spellings("column.")}
    True
    """
    return tuple(
        (text, key.removeprefix(prefix))
        for key, row in _table().items()
        for lang in LANGUAGES
        if key.startswith(prefix)
        for text in row[lang].split("|")
    )


def written_headings(column: str) -> list[str]:
    """Return the headings by which a column is found, as they are written in a table.

    >>> written_headings("year")[:3], written_headings("counted")[:3]
    (['year', '年份', '年度'], ['counted', '口径', '统计口径'])
    """
    heads = (head for head, name in headings("column.").items() if name == column)
    return [*dict.fromkeys([column, *heads])]


@cache
def alternatives(key: str) -> tuple[str, ...]:
    """Return every form of a word in every language; ``|`` stands between them.

    >>> {"China", "全国"} <= set(alternatives("nation"))
    True
    """
    return tuple(form for lang in LANGUAGES for form in word(key, lang).split("|"))


def in_languages(column: str) -> list[str]:
    """Return the columns that hold a text in each language.

    >>> in_languages("name")
    ['name_en', 'name_zh']
    """
    return [f"{column}_{lang}" for lang in LANGUAGES]


def in_language(row: Mapping[str, str], column: str, lang: str) -> str:
    """Return a text of a row in a language, else as it stands, else in the first that there is.

    >>> in_language({"name_en": "", "name_zh": "浙江"}, "name", "en")
    '浙江'
    >>> note = {"note": "first release", "note_zh": "首次公布数"}
    >>> in_language(note, "note", "zh"), in_language(note, "note", "en")
    ('首次公布数', 'first release')
    """
    names = [f"{column}_{lang}", column, *in_languages(column)]
    return next((str(row[name]) for name in names if row.get(name)), "")


def only_in_language(row: Mapping[str, str], column: str, lang: str) -> str:
    """Return a text of a row where it can stand on a page of a language, else nothing.

    >>> row = {"note": "first release", "note_zh": ""}
    >>> only_in_language(row, "note", "en"), only_in_language(row, "note", "zh")
    ('first release', '')
    >>> only_in_language(row | {"note_zh": "PCT受理量"}, "note", "zh")
    'PCT受理量'
    """
    written = row[column] if speaks(row[column], lang) else ""
    return row.get(f"{column}_{lang}") or written

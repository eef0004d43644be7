"""Reads what a student wrote: a number in any spelling, or a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from linhai_analysis.arguments import is_number
from linhai_analysis.lesson.contents import rows, said
from linhai_analysis.words import LANGUAGES

# The page reads with the same two patterns.
THOUSANDS = r",(?=\d{3}(?!\d))"
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
PER_CENT = ("%", "per cent", "percent", "百分之")
POINTS = ("point", "百分点")
# No number from here on is taken for an answer.
MOST = 1e12


@dataclass(frozen=True)
class Written:
    """What was written: a number, whether as per cent; or a word of the table."""

    number: float | None = None
    per_cent: bool = False
    word: str = ""


@dataclass(frozen=True, repr=False)
class Reply:
    """What is said to an answer.

    Parameters
    ----------
    exercise : str
        Which exercise it was.
    right : bool
        Whether the answer is right.
    name : str
        ``right``, or what kind of mistake it was.
    text : str
        What to tell the student.
    lang : str
        The language of the text.

    Examples
    --------
    >>> Reply("1a", False, "near", "Give one digit more.", "en")
    Not yet. Give one digit more.
    """

    exercise: str
    right: bool
    name: str
    text: str
    lang: str

    def __repr__(self) -> str:
        start = said("right" if self.right else "not_yet", self.lang)
        return start + ("" if LANGUAGES[self.lang].han else " ") + self.text


def read_answer(given: object) -> Written:
    """Return what was written; nothing where it cannot be read.

    >>> read_answer("１４．８７％"), read_answer("about 2,425 firms").number
    (Written(number=14.87, per_cent=True, word=''), 2425.0)
    >>> read_answer("60 x 1.2^5 = 149.3").number, read_answer("14,87").number
    (149.3, 14.87)
    >>> read_answer("没有基期值，无法计算").word, read_answer(None).word, read_answer("60 or 70")
    ('no_number', 'no_number', Written(number=None, per_cent=False, word=''))
    """
    if given is None or (is_number(given) and given != given):
        return Written(word="no_number")
    if is_number(given):
        return _number(given)
    text = unicodedata.normalize("NFKC", str(given)).lower().replace("\u2212", "-")
    text = text.replace("\u2019", "'")
    if words := words_in(text):
        return Written(word=words.pop()) if len(words) == 1 else Written()
    text = re.sub(THOUSANDS, "", text.rpartition("=")[2]).replace(",", ".")
    found = re.findall(NUMBER, text)
    if len(found) != 1:
        return Written()
    per_cent = any(sign in text for sign in PER_CENT) and not any(one in text for one in POINTS)
    return _number(float(found[0]), per_cent)


def _number(value: Any, per_cent: bool = False) -> Written:
    return Written(float(value), per_cent) if abs(value) < MOST else Written()


def words_in(text: str) -> set[str]:
    """Return the words in a text; of spellings that overlap the longest counts.

    >>> words_in("not ahead"), words_in("14.87"), sorted(words_in("ahead and behind"))
    ({'behind'}, set(), ['ahead', 'behind'])
    """
    found = set()
    for one, name in word_spellings():
        if one in text:
            found.add(name)
            text = text.replace(one, " ")
    return found


def word_spellings() -> list[tuple[str, str]]:
    """Return every spelling of the words that may be answers, with their names, longest first."""
    spellings = [
        (one, row.name)
        for row in rows("word")
        for lang in LANGUAGES
        for one in getattr(row, lang).split("|")
    ]
    return sorted(spellings, key=lambda spelling: -len(spelling[0]))

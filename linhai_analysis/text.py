"""Numbers, units and lines as people read them; halves are rounded up (四舍五入)."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

import pandas as pd

from linhai_analysis.words import LANGUAGES, word

# 0.375 is stored as 0.37499...: what differs in the twelfth significant digit is the same number.
DIGITS = 12
# Digits for every number there is, whatever the program around us has set for its own.
EXACT = Context(prec=700)
NONE = "—"
# What no line of a Chinese text breaks: numbers with years or what they count, and the brackets,
# stops and dots beside them.
HELD = re.compile(
    r"[（《“〔]*(?:[表第]?[!-~]+(?:(?:\xa0[^\s·]\xa0|—+)[!-~]+)*(?:个百分点|[年项个家件例次节行类])?"
    r"|[\u4e00-\u9fff]{1,4}〔\d+〕\d+号|.)[，。、；：）》”〕]*(?:\xa0·)?"
)
# What units count, in Chinese and as a pattern of its English nouns; a further one is a row.
UNIT_NOUNS = {
    "家": "firms?|enterprises?|compan(?:y|ies)",
    "件": "patents?|pieces?",
    "人": "persons?|people",
    "户": "households?",
    "人年": "person-years?",
    "元": "yuan|cny|rmb",
    "美元": r"us\$|usd|us dollars?",
    "吨": "tonnes?|tons?|t",
    "吨标准煤": "tce",
    "公顷": "hectares?|ha",
    "岁": "years?(?: old| of age)?",
    "位": "places?",
}
# Line ends of all kinds; then what no file of XML can hold, what turns the direction of the letters
# after it, and what has no width. Joiners are kept, without which some scripts are misspelt.
ENDS = "\r\x0b\x0c\x85\u2028\u2029"
LINE_ENDS = re.compile(f"\r\n|[{ENDS}]")
HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
UNSEEN, CONTROLS = re.compile(f"[{HIDDEN}]"), re.compile(f"[{HIDDEN}{ENDS}]")


def visible(text: str) -> str:
    """Return a text without what cannot be seen in it; its line ends are of one kind.

    >>> visible("a\\x07\\tb\\r\\nc\\u202e\\ud800d")
    'a\\tb\\ncd'
    """
    return text if text.isprintable() else UNSEEN.sub("", LINE_ENDS.sub("\n", text))


def numbered(text: str) -> str:
    """Return a text with what cannot be seen in it by its number, as JSON writes it.

    >>> print(numbered("a\\x1b[31m\\u202eb"))
    a\\u001b[31m\\u202eb
    """
    if text.isprintable():
        return text
    return CONTROLS.sub(lambda found: by_number(found[0]), text)


def by_number(text: str) -> str:
    """Return every letter of a text by its number, as JSON writes it.

    >>> print(by_number("临😀"))
    \\u4e34\\ud83d\\ude00
    """
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(rf"\u{units[n : n + 2].hex()}" for n in range(0, len(units), 2))


def fixed(value: float, decimals: int) -> str:
    """Return a number with `decimals` places, halves away from 0.

    >>> fixed((2.19 - 2.1) / 3 / 0.08, 2), fixed(-2.5, 0), fixed(13.5, 1)
    ('0.38', '-3', '13.5')
    """
    exact = Decimal(f"{value:.{DIGITS}g}")
    unit = Decimal((0, (1,), -int(decimals)))
    rounded = exact.quantize(unit, ROUND_HALF_UP, EXACT)
    # Minus nothing is nothing.
    return f"{rounded if rounded else rounded.copy_abs():f}"


def percent(share: float, decimals: int = 0) -> str:
    """Return a share in per cent; — for none.

    >>> percent(0.225), percent(1.0298, 1), percent(float("nan"))
    ('23%', '103.0%', '—')
    """
    return NONE if pd.isna(share) else f"{fixed(100 * share, decimals)}%"


def chance(share: float) -> str:
    """Return a share of draws in per cent; no number of draws makes sure of all or of none.

    >>> chance(0.873), chance(0.9996), chance(1.0), chance(0.0002), chance(0.0)
    ('87%', '>99%', '>99%', '<1%', '<1%')
    """
    if share < 0.01:
        return "<1%"
    return ">99%" if share > 0.99 else percent(share)


def projected_chance(share: float, lang: str = "en") -> str:
    """Return the probability of a projection in per cent, which is never quite 0 or 1.

    >>> projected_chance(0.873), projected_chance(1.0), projected_chance(0.0, "zh")
    ('87%', 'above 99%', '不足1%')
    """
    if share < 0.01 or share > 0.99:
        return word("chance.below" if share < 0.5 else "chance.above", lang)
    return percent(share)


def number(value: float, decimals: int | None = None) -> str:
    """Return a number with at most `decimals` places; — for none.

    Without `decimals` two places, and below 1 as many as three significant digits need.

    >>> number(2500.0), number(2.98), number(0.004, 3), number(float("nan"))
    ('2500', '2.98', '0.004', '—')
    >>> number(0.0055), number(0.521), number(1.521)
    ('0.0055', '0.521', '1.52')
    """
    if pd.isna(value):
        return NONE
    if decimals is None:
        small = 0 < abs(value) < 1
        decimals = 2 - math.floor(math.log10(abs(value))) if small else 2
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value: float, digits: int = 3) -> str:
    """Return a number with at least `digits` significant ones; — for none.

    >>> significant(28.8), significant(-0.015), significant(1234.5), significant(12.0)
    ('28.8', '-0.015', '1235', '12')
    """
    if pd.isna(value) or value == 0:
        return number(value)
    return number(value, max(0, digits - 1 - math.floor(math.log10(abs(value)))))


def decimals_of(value: float, digits: int = 4) -> int:
    """Return how many decimals a number has, of so many significant digits.

    >>> decimals_of(0.625), decimals_of(2.1), decimals_of(3300.0), decimals_of(1 / 3)
    (3, 1, 0, 4)
    """
    exponent = Decimal(f"{value:.{digits}g}").normalize(EXACT).as_tuple().exponent
    return max(0, -int(exponent))


def heads(lang: str, keys: str) -> list[str]:
    """Return the headings of a table from their keys.

    >>> heads("zh", "indicator unit")
    ['指标', '单位']
    """
    return [word(f"head.{key}", lang) for key in keys.split()]


def text_table(rows: Iterable[Sequence], lang: str, keys: str, more: Iterable = ()) -> pd.DataFrame:
    """Return rows of text under the headings of `keys` and under `more`, which need no words.

    >>> list(text_table([["R&D", "%", "2.98"]], "zh", "indicator unit", [2015]))
    ['指标', '单位', '2015']
    """
    return pd.DataFrame(rows, columns=[*heads(lang, keys), *map(str, more)])


def folded(table: pd.DataFrame, names: Iterable[str] | None = None) -> pd.DataFrame:
    """Return a table of text without the columns, or those of `names`, that are empty throughout.

    >>> table = pd.DataFrame({"a": ["1", NONE], "b": ["", NONE], "c": ["", ""]})
    >>> list(folded(table)), list(folded(table, ["b"]))
    (['a'], ['a', 'c'])
    """
    may = set(table.columns if names is None else names)
    blank = table.isin(["", NONE]).all() if len(table) else table.isna().any()
    return table.loc[:, [not (name in may and blank[name]) for name in table.columns]]


def wrap(text: str, lang: str, width: int = 30) -> str:
    """Break a label into lines; a Chinese character takes the room of two letters.

    Years and numbers of documents stay whole.

    >>> wrap("规划（国发〔2016〕43号，2016—2020年）", "zh", 10).split("\\n")
    ['规划', '（国发〔2016〕43号，', '2016—2020年）']
    """
    if not LANGUAGES[lang].han:
        return "\n".join(textwrap.wrap(text, width))
    lines, room = [""], width
    for token in unbroken(text, lang):
        size = sum(1 if "!" <= letter <= "~" else 2 for letter in token)
        if size > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += token
        room -= size
    return "\n".join(line.strip(" ") for line in lines)


def unbroken(text: str, lang: str) -> list[str]:
    """Return the parts of a label that stay whole: words, or characters and numbers.

    >>> unbroken("UN 2023", "en"), unbroken("联合国2023", "zh")
    (['UN', '2023'], ['联', '合', '国', '2023'])
    """
    return HELD.findall(text) if LANGUAGES[lang].han else text.split(" ")


def with_unit(text: str, unit: str, lang: str) -> str:
    """Return a number with its unit as it is written in a line.

    >>> with_unit("120", "firms", "en"), with_unit("120", "家", "zh"), with_unit("3", "%", "en")
    ('120 firms', '120家', '3%')
    """
    space = "" if not unit or unit == "%" or LANGUAGES[lang].han else " "
    # 13.81 × 100 million yuan
    space += "× " if unit[:1].isdigit() and space else ""
    return f"{text}{space}{unit}"


def apart(text: str, unit: str, lang: str) -> str:
    """Return how far two figures lie apart, with its unit; two shares so many points.

    >>> apart("35", "家", "zh"), apart("0.5", "%", "en")
    ('35家', '0.5 points')
    """
    return word("points", lang, value=text) if unit == "%" else with_unit(text, unit, lang)


def as_given(value: float) -> str:
    """Return a number with the digits that somebody gave it, ten at most; — for none.

    >>> as_given(0.021), as_given(17697.4), as_given(0.1 + 0.2), as_given(52.14723926380368)
    ('0.021', '17697.4', '0.3', '52.14723926')
    """
    return significant(value, 10)


def brackets(text: str, lang: str) -> str:
    """Return a unit in the brackets of its language; nothing where there is none.

    >>> brackets("pieces", "en"), brackets("件", "zh"), brackets("", "en")
    (' (pieces)', '（件）', '')
    """
    return word("in_brackets", lang, text=text) if text else ""

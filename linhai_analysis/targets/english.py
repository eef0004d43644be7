"""Turns the English words of a target into forms that the grammar knows; a new one is a new row.

Words around a figure stand before it in these forms, wherever they stand in English. What no row
knows stays, and is refused like any other word; so is what has two meanings, by the same rules.
"""

from __future__ import annotations

import re
from functools import cache

from linhai_analysis.text import UNIT_NOUNS

_UP = r"(?:(?:ris|increas|rais|expand|improv|lift)(?:e[sd]?|s|ed|ing)?|rose|up)"
_DOWN = (
    r"(?:(?:reduc|decreas|declin)(?:e[sd]?|ing|tion)|(?:lower|cut|drop)(?:s|ed|ped|ing)?|f[ae]ll"
    r"(?:s|en)?|down)"
)
_GROW = r"(?:gr[oe]w(?:s|n|ing|th)?)"
_KEEP = r"(?:(?:keep|remain|maintain|stay|hold|stabili[sz]e)(?:s|ed)?|kept|held)(?: at)?"
_YEAR = r"((?:19|20)\d\d)(?: levels?)?"

# What is turned where it stands: figures in words, per cent, ranges.
FIGURES = (
    # To grow threefold may be to three times or by three times as much: it is not read.
    (rf"\b(?:{_GROW}|{_UP}|{_DOWN})\b(?= (?!to\b).*(?:fold|times)\b)", "?"),
    (rf"\b(?:{_GROW}|{_UP}) from \S+(?: in {_YEAR})? to (?=\d)", "提高到"),
    (rf"\b{_DOWN} from \S+(?: in {_YEAR})? to (?=\d)", "降低到"),
    (r"\b(?:doubl(?:ed?|es|ing)|twice|two(?:-?fold| times))\b", "2倍"),
    (r"\b(?:(?:tripl|trebl)(?:ed?|es|ing)|three(?:-?fold| times))\b", "3倍"),
    (r"\b(?:quadrupl(?:ed?|es|ing)|four(?:-?fold| times))\b", "4倍"),
    (r"\bhalv(?:ed?|es|ing)\b", "0.5倍"),
    (r"(?<=\d)(?:-?fold| times)\b", "倍"),
    (r"(?<=倍) (?:of )?(?:the )?(?:base(?:line)?|number|level|figure)\b", ""),
    (r"\b(?:zero|no) growth\b", "零增长"),
    (r"\b(?:unchanged|no change)\b", "持平"),
    (r"\bfull coverage\b", "全覆盖"),
    (r"\b(?:(?:among|in) )?(?:the )?(?:top|first) (?=\d)", "前"),
    (r"(?:\b(?:percentage|per ?cent)|%)[- ]points?\b|\b(?:p\.p\.|ppt?s?\b)", "个百分点"),
    (r"\bper ?cent\b", "%"),
    (r"\bbetween (\d\S*) and (?=\d)", r"\1-"),
    (r"(?<=[\d%]) ?to (?=\d)", "-"),
)
# What goes before the figure. The more telling words come first: no more than, more than, more.
WORDS = (
    (rf"(?<=%) below {_YEAR}", r"比\1年下降"),
    (rf"(?<=%) above {_YEAR}", r"比\1年增长"),
    (rf"\b(?:(?:compared (?:with|to))|relative to|over|on|from) {_YEAR}", r"比\1年"),
    (rf"\b(?:by|in|until) (?:the end of )?{_YEAR}$|^(?:by|in) {_YEAR},?", r"到\1\2年"),
    (r"\b(?:over|in|during|for) (?:the )?(?:five|5) years\b", "五年内"),
    (r"\b(?:over|in|during) the (?:planning |plan )?(?:period|plan)\b", "规划期内"),
    (
        r"\b(?:in line|in step|keep pace) with\b.*|"
        r"\b(?:faster|slower|higher|lower) than (?=[a-z]).*|"
        r"\b(?:above |below )?(?:the )?(?:national|provincial) average\b.*",
        "同步",
    ),
    (r"\b(?:on |than |over )?(?:the )?(?:year[- ]on[- ]year|(?:last|previous) year)\b", "同比"),
    (
        r"\bat least\b|\b(?:no|not) (?:(?:less|fewer|lower|smaller) than|below|under)\b|"
        r"\b(?:a )?minimum(?: of)?\b|\b(?:or|and) (?:more|above|over|higher)\b",
        "不低于",
    ),
    (
        r"\bat most\b|\b(?:no|not) (?:(?:more|greater|higher) than|above|over)\b|"
        r"\bnot (?:to )?exceed(?:ing)?\b|\b(?:up to|within)\b|\b(?:a )?maximum(?: of)?\b|"
        r"\b(?:or|and) (?:less|fewer|lower|below|under)\b",
        "不超过",
    ),
    (r"\b(?:more|greater|higher) than\b|\b(?:over|above|exceed(?:s|ing)?)\b", "超过"),
    (r"\b(?:less|fewer|lower) than\b|\b(?:below|under)\b", "低于"),
    (r"\b(?:about|around|approximately|roughly|nearly)\b|\bapprox\b\.?|\bor so\b", "约"),
    (r"\b(?:on |an )?average(?: of)?(?= .*\b(?:a|per) (?:year|annum)\b)", ""),
    (
        r"\b(?:average annual|annual average|annual(?:ly)?|yearly)\b|"
        r"(?:\b(?:a|per) (?:year|annum)\b|/ ?year\b|\bp\. ?a\.|\bpa\b)(?: on average)?",
        "年均",
    ),
    (r"\b(?:each|every) year\b", "每年"),
    (r"\baverage\b", "平均"),
    (rf"\b(?:{_UP}|{_GROW}) to(?= \D*\d)", "提高到"),
    (rf"\b{_DOWN} to(?= \D*\d)", "降低到"),
    (rf"\b{_GROW} rate(?: of)?\b", "增速"),
    (rf"\b{_GROW}(?: by| of)?\b", "增长"),
    (rf"\b{_UP}(?: by| of)?\b", "提高"),
    (rf"\b{_DOWN}(?: by| of)?\b", "下降"),
    (r"\b(?:build|train|attract|establish|create|complete|launch)(?: a total of)?\b", "完成"),
    (r"\b(?:reach(?:es)?|achieve|attain)\b", "达到"),
    (rf"\b{_KEEP}", "保持"),
    (r"\bcumulative(?:ly)?\b", "累计"),
    # A total may be what is added in all years, or the level at their end.
    (r"\b(?:a )?total of\b|\bin total\b", "累计达到"),
    (r"\badd(?:s|ing)?(?: another)?\b|\b(?:an )?(?:new|more|additional)\b", "新增"),
)
# What a text without a figure says instead of one.
NO_FIGURE = (
    (r"n/?a\.?|none|tb[dc]|pending|to be (?:decided|determined|confirmed)", "待定"),
    (r".*\b(?:assigned|set by|as required|required by)\b.*", "下达"),
    (r".*\b(?:steadily|gradual(?:ly)?|continu\w+|significant(?:ly)?|stable)\b.*", "逐步"),
    (r".*\b(?:many|several|some|dozens|hundreds)\b.*", "若干"),
)
_NOUN = r"(^|[\d十百千万亿/]) ?(?:{}) ?(?=$|/)"
# Units, where they are all that is counted: 120 firms, not 120 large firms.
UNITS = (
    (r"(?<=%) of (?!.*(?:\d|base|level)).*", ""),
    *(
        (rf" ?(?:per|/|for every) ?{n}(?= )", f"/{scale}")
        for n, scale in (("10,?000", "万"), ("1,?000", "千"), ("100,?000", "十万"))
    ),
    (r" per (?=[a-z])", "/"),
    (r"(^|\d) ?/(?=[十万千])", r"\1个/"),
    *(
        (rf"(?:(?<=\d) ?|^){word}\b ?", scale)
        for word, scale in (
            ("thousand", "千"),
            ("million", "百万"),
            ("billion", "十亿"),
            ("trillion", "万亿"),
        )
    ),
    (_NOUN.format("residents|inhabitants|population|employed"), r"\1人"),
    *((_NOUN.format(nouns), rf"\1{unit}") for unit, nouns in UNIT_NOUNS.items()),
)
_SCALES = ((r"^100 million ", "亿"), (r"^10,?000 ", "万"), (r"^1,?000 ", "千"))


def is_english(text: str) -> bool:
    """Say whether a text has Latin letters and no Chinese ones.

    >>> is_english("at least 120"), is_english("120家"), is_english("R&D经费"), is_english("≥120")
    (True, False, False, False)
    """
    return bool(re.search("[A-Za-z]", text)) and not re.search("[\u3007\u3400-\u9fff]", text)


def in_chinese(text: str) -> str:
    """Return a printed target with its English words as Chinese ones; other texts as they are.

    >>> in_chinese("at least 120 firms"), in_chinese("growth of 8 % a year"), in_chinese("120家")
    ('不低于120家', '年均增长8 %', '120家')
    """
    if not is_english(text):
        return text
    rest = _turned(text.lower().strip(), FIGURES)
    for form, meaning in () if re.search(r"[\d倍平零全]", rest) else _compiled(NO_FIGURE):
        if form.fullmatch(rest):
            return meaning
    said = ""
    for form, meaning in _compiled(WORDS):
        if found := form.search(rest):
            left = f"{rest[: found.start()].rstrip()} {rest[found.end() :].strip()}".strip()
            # By 2020 may be the figure itself.
            if re.search(r"[\d倍平零全]", left) or "同" in meaning:
                said, rest = said + found.expand(meaning), left
    rest = re.sub(r"^(?:(?:of|at|the|an?|is|be|to|must|should|will|shall) )+", "", rest)
    return said + _turned(rest, UNITS)


def unit_in_chinese(unit: str) -> str:
    """Return an English unit as a Chinese one where it is known.

    >>> unit_in_chinese("100 million yuan"), unit_in_chinese("patents per 10,000 people")
    ('亿元', '件/万人')
    >>> unit_in_chinese("10,000 parks"), unit_in_chinese("% of GDP"), unit_in_chinese("家")
    ('万parks', '%', '家')
    """
    return _turned(_turned(unit.lower().strip(), _SCALES), UNITS) if is_english(unit) else unit


def _turned(text: str, rows: tuple[tuple[str, str], ...]) -> str:
    for form, meaning in _compiled(rows):
        text = form.sub(meaning, text)
    return text


@cache
def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The forms ready to be looked for: a file may hold as many texts as it has cells."""
    return tuple((re.compile(form), meaning) for form, meaning in rows)

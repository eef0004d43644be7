"""Which years a plan is for: five-year plans by their number, others by their years."""

from __future__ import annotations

import re

from linhai_analysis.targets.numerals import whole_number

NUMBERED = "[“\"']?(?P<plan>九五|十[一二三四五]?五)[”\"']?"
_YEARS = re.compile(
    r"(?<!\d)((?:19|20|21)\d\d)年?(?: ?(?:[-—–~～至到]|——|to) ?)((?:19|20|21)\d\d)(?!\d)"
)
_ENGLISH = re.compile(r"\b(?P<number>\d{1,2})th (?:five[- ]year|FYP\b)", re.I)
_ORDINALS = ["ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"]
# A plan is for more than a year and hardly for more than two decades.
_LONGEST = 20


def last_year(plan: str) -> int:
    """Return the year in which a five-year plan ends, by its number.

    >>> last_year("十三五"), last_year("九五")
    (2020, 2000)
    """
    return _end_of(whole_number(plan.removesuffix("五")) or 0)


def _end_of(number: int) -> int:
    # The first plan ended in 1957, the tenth (十五) in 2005, then one every five years.
    return 1955 + 5 * number


def _in_digits(ordinal: re.Match[str]) -> str:
    return f"{9 + _ORDINALS.index(ordinal[0].lower())}th"


def plan_years(title: str) -> tuple[int, int] | None:
    """Return the base year and the last year that a title names; None where it names none.

    >>> plan_years("某市“十三五”科技规划主要指标"), plan_years("发展规划（2016—2020年）")
    ((2015, 2020), (2015, 2020))
    >>> plan_years("Thirteenth Five-Year Plan"), plan_years("Plan 2016 to 2020")
    ((2015, 2020), (2015, 2020))
    >>> plan_years("主要指标完成情况表")
    """
    if found := _YEARS.search(title):
        first, last = (int(year) for year in found.groups())
        # 2015-2020 may begin in its base year or after it.
        clear = (last - first) % 5 and first < last <= first + _LONGEST
        return (first - 1, last) if clear else None
    title = re.sub("|".join(_ORDINALS), _in_digits, title, flags=re.I)
    if found := _ENGLISH.search(title):
        last = _end_of(int(found["number"]))
        return last - 5, last
    # 十五 alone may be the number 15.
    if found := re.search(NUMBERED, title):
        numbered = found["plan"] != "十五" or re.search("十五[”\"']|十五(?:计划|规划|期|时)", title)
        return (last_year(found["plan"]) - 5, last_year(found["plan"])) if numbered else None
    return None

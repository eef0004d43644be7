"""Whole numbers in Chinese characters: 三, 十二, 一百二十, 两千万."""

from __future__ import annotations

import re

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
# The first sign is a digit or ten: 百家 and 万人 say no number of hundreds.
NUMERAL = "[一二两三四五六七八九十][零一二两三四五六七八九十百千万亿]*"
# 三百五 leaves its last place unsaid, and 五六 is five or six.
_LOOSE = re.compile("[百千万亿][一二两三四五六七八九]$|[一二两三四五六七八九]{2}")


def whole_number(text: str) -> int | None:
    """The number, None where it is not said exactly.

    >>> whole_number("一百二十"), whole_number("两千万"), whole_number("三百五")
    (120, 20000000, None)
    """
    if not re.fullmatch(NUMERAL, text) or _LOOSE.search(text):
        return None
    total = group = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            group, digit = group + (digit or 1) * _TENS[sign], 0
        else:
            # 三万亿 is 万 times 亿; 三亿五千万 is their sum.
            lower = total % 10**8 if sign == "万" else total
            kept = total - lower
            total, group, digit = kept + (lower + group + digit) * _GROUPS[sign], 0, 0
    return total + group + digit

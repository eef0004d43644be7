"""Printed text in one form: half-width, without blanks and footnote marks."""

from __future__ import annotations

import re

from linhai_analysis.targets.english import in_chinese
from linhai_analysis.targets.unread import UnreadError

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_HALF_WIDTH |= dict(zip(map(ord, "﹪≧≦﹥﹤"), "%≥≤><", strict=True))
_METRES = {"㎡": "平方米", "km²": "平方公里", "m²": "平方米", "m³": "立方米"}
_BRACKETS = re.compile(r"(\D*)[〔\[【](.*\d.*)[〕\]】](\D*)")
# What is longer is a sentence, or no text of a plan at all.
LONGEST = 200
# A star, a caret or a raised figure behind the number points to a footnote, as does [1] behind it.
_FOOTNOTE = re.compile(
    r"(?<![A-Za-z])(?:[*※†^①-⑳⑴-⒇¹²³⁰⁴-⁹⁽⁾]+|[¹²³⁴-⁹]\)|(?<=[\d%])\[[1-9]\]|"
    r"[\[(]注\d?[\])]|注\d?)$"
)


def plain_text(text: str, words: bool = True) -> str:
    """Full-width to half-width, without blanks and footnote marks, English `words` as Chinese."""
    if len(text) > LONGEST:
        raise UnreadError("long", text[:LONGEST] + "…")
    plain = text.translate(_HALF_WIDTH)
    plain = in_chinese(plain) if words else plain
    for sign, unit in _METRES.items():
        plain = plain.replace(sign, unit)
    thousands = r"(?<![\d.])\d{1,3}(?:[ \u00a0\u2009]\d{3})+(?!\d)"
    grouped = re.sub(thousands, lambda found: re.sub(r"\s", "", found[0]), plain)
    if re.search(r"[\d.]\s+\d", grouped):
        raise UnreadError("blanks", text)
    whole = joined(grouped)
    if re.search(r"(?<![\d.])10[⁰¹²³⁴-⁹]", whole):
        # A power of ten, or a ten with a footnote.
        raise UnreadError("figure", text)
    return _FOOTNOTE.sub("", whole)


def joined(text: str) -> str:
    """Without blanks, full-width signs as half-width ones."""
    # Only the full-width forms of ASCII: other compatibility forms turn ² and ① into digits.
    return re.sub(r"\s", "", text.translate(_HALF_WIDTH))


def unbracketed(plain: str) -> tuple[str, bool]:
    """The text without brackets around its figure, and whether it had any.

    >>> unbracketed(">〔5000〕"), unbracketed("120家")
    (('>5000', True), ('120家', False))
    """
    if marked := _BRACKETS.fullmatch(plain):
        before, inside, after = marked.groups()
        return before + _FOOTNOTE.sub("", inside) + after, True
    return plain, False

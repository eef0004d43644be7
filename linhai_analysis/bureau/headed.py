"""What a bureau writes around its sheet: the title above it, who filled it in and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linhai_analysis.sheets.blocks import Block
from linhai_analysis.sheets.headings import NOTE
from linhai_analysis.sheets.plain import plain_name
from linhai_analysis.tables.cells import cell_text

_NUMBER = re.compile(
    r"(?:附件|附表|附录|附|表|(?:table|annex|appendix)(?=\W))\s*[\d一二三四五六七八九十][\d.-]*"
    r"(?:\s*[:：.、]\s*|\s+|$)|附件[:：]?\s*$",
    re.I,
)
_UNIT = re.compile(r"\s*[(（](?:计量)?单位\s*[:：][^()（）]*[)）]$")
_WHO = re.compile(
    r"(?:(?:填报|填表|制表|审核|复核|报送|编制|上报|负责|联系|统计|单位|分管|主管)+"
    r"(?:单位|部门|人|领导|日期|时间)|日期|时间|(?:reported|filled in|prepared) by|date)"
    r"\s*(?:\(.*?\))?\s*:",
    re.I,
)
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d\d-\d\d-\d\d")
_ABOUT = re.compile(r"[^:]{1,8}:|\(.*\)$|unit\b|in\b", re.I)


@dataclass(frozen=True)
class Heading:
    """The title of a sheet and the lines that say who filled it in and when, as written."""

    printed_title: str = ""
    filled_in: tuple[str, ...] = ()

    def with_those_of(self, other: Heading) -> Heading:
        """Return the heading of several sheets: the first title, and all lines."""
        lines = dict.fromkeys((*self.filled_in, *other.filled_in))
        return Heading(self.printed_title or other.printed_title, tuple(lines))


UNHEADED = Heading()


def heading_of(block: Block) -> Heading:
    """Return what is written above a table and, of who filled it in, below.

    >>> from linhai_analysis.sheets.blocks import find_block
    >>> from linhai_analysis.sheets.grid import Sheet
    >>> above = [["附表1"], ["某市指标（2016—2020年）"], ["填报单位：", "科技局"]]
    >>> rows = [*above, ["指标", "2015年"], ["企业", 40], ["填表人：某某"]]
    >>> heading_of(find_block(Sheet("附表1", rows), {"指标"}))
    Heading(printed_title='某市指标（2016—2020年）', filled_in=('填报单位：科技局', '填表人：某某'))
    """
    above = [text for text in _texts(block, range(block.head_rows[0])) if _is_of(text, block.above)]
    below = [text for row, _ in block.below for text in _texts(block, [row])]
    bare = (_UNIT.sub("", _NUMBER.sub("", text, count=1)).strip() for text in above)
    title = next((text for text in bare if text and _is_title(plain_name(text))), "")
    said = (text for text in (*above, *below) if says_who(text) and not text.endswith((":", "：")))
    return Heading(title, tuple(dict.fromkeys(said)))


def says_who(text: str) -> bool:
    """Say whether a line tells who filled in a sheet, or when.

    >>> [says_who(text) for text in ("填报单位：科技局", "2023年9月", "单位：亿元", "注：初步数")]
    [True, True, False, False]
    """
    plain = plain_name(text)
    return bool(_WHO.match(plain) or _DAY.fullmatch(plain))


def left_row(text: str) -> str:
    """Return the key of what is told of a row without figures: a note, or a row that is not read.

    >>> left_row("注：初步数"), left_row("合计")
    ('noted.row', 'taken.row')
    """
    return "noted.row" if NOTE.match(plain_name(text)) else "taken.row"


def _texts(block: Block, rows: Iterable[int]) -> Iterator[str]:
    """The filled cells of rows, a label with the text behind it."""
    for row in rows:
        label = ""
        for column, cell in enumerate(block.sheet.rows[row]):
            text = "" if (row, column) in block.sheet.merged else " ".join(cell_text(cell).split())
            if text and text.endswith((":", "：")) and says_who(text):
                label = text
            elif text:
                yield label + text
                label = ""


def _is_of(text: str, lines: Iterable[str]) -> bool:
    """Whether a text, or what stands behind its label, is one of the lines of a table."""
    plain = plain_name(text)
    return any(line == plain or (says_who(plain) and plain.endswith(line)) for line in lines)


def _is_title(plain: str) -> bool:
    return not (says_who(plain) or NOTE.match(plain) or _ABOUT.match(plain)) and len(plain) > 3

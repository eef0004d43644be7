"""Finds the rows of a sheet that hold headings, and what the heading of each column is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice

from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.sheets.plain import HAN, heading_text, is_blank, is_figure, is_text
from linhai_analysis.sheets.spans import centred, says_nothing_new
from linhai_analysis.sheets.units import is_unit
from linhai_analysis.sheets.years import read_year

NOTE = re.compile(
    r"(?:注|附注|说明|备注|资料来源|数据来源|来源|摘编自|摘自)\s*(?:[::\d.].*)?$|注\d|本表|摘编自|摘自|"
    r"(?:填表|填报|制表|审核|复核|负责|联系|统计|单位)?(?:负责)?(?:人|日期)\s*:|"
    r"(?:填表|制表|审核|审签|审定|审批|复核|校对|经办|签[字发章]|联系(?:电话|方式))\s*:|__|©|\(c\)\s?opyright|stand:|"
    r"(?:notes?|sources?|data from database|last updated|footnotes?)\b|[*①②③a-c]\s*[).:]|\*",
    re.I,
)
# What exports tell of their series, above or among the figures.
ABOUT = re.compile(
    r"cdid|source dataset id|pre-?units?|units?|(?:next |last )?release(?: date)?|last updated|"
    r"important notes|(?:发布|更新|公布)(?:日期|时间)",
    re.I,
)
_AROUND = re.compile(
    r"单位|计量单位|填报|数据库|时间|\(|unit|data source|last updated|filled in|reported by|date:",
    re.I,
)
GROUP = re.compile(
    r"[(（]?[一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+[部章节类]|"
    r"[IVX]+[、.]|[A-H][、.]\s*\D|.*[::]$"
)
_UNITS = re.compile(r"(?:计量)?单位|units?", re.I)
_LOWEST = re.compile(rf"{_UNITS.pattern}|年份|年度", re.I)
_TOTAL = re.compile(r"[合总小]\s*计|total", re.I)
_PERCENT = re.compile(r"\s*[(（]?[%％‰][)）]?\s*")
FARTHEST = 60
"""So many filled rows may stand above a heading; who writes more has no table."""


Known = Callable[[str], bool]


class Grid:
    """Some columns of a sheet, asked row by row."""

    def __init__(self, sheet: Sheet, columns: range) -> None:
        self.sheet, self.columns = sheet, columns

    def own(self, row: int, most: int | None = None) -> list[int]:
        """The columns that are filled in a row, the first ones where `most` are asked for.

        Of a merged range the first cell counts only; below the last row none are.
        """
        rows, merged = self.sheet.rows, self.sheet.merged
        cells = rows[row] if row < len(rows) else ()
        stop = min(self.columns.stop, len(cells))
        filled = (
            c
            for c in range(self.columns.start, stop)
            if not is_blank(cells[c]) and (row, c) not in merged
        )
        return list(islice(filled, most))

    def texts(self, row: int, own: list[int]) -> list[str]:
        return [heading_text(self.sheet.at(row, c)) for c in own]

    def heading(self, start: int, known: Known) -> int | None:
        """The first heading row from `start` on."""
        above: list[int] = []
        seen = 0
        for r in range(start, len(self.sheet.rows)):
            own = self.own(r)
            if len(own) < 2 and not (own and len(self.columns) == 1):
                # A title, a unit, a blank row.
                seen += bool(own)
                continue
            seen += 1
            if self.is_about(r, own) or self._tells(r, own, known):
                continue
            if self.is_heading(r, own, known, above):
                return r
            if any(is_figure(self.sheet.at(r, c)) for c in own):
                return above[-1] if above else None
            if all(is_text(self.sheet.at(r, c)) for c in own):
                above.append(r)
            if seen > FARTHEST:
                return None
        return None

    def is_about(self, row: int, own: list[int]) -> bool:
        """Whether a row tells of series in words: Release date, 30-06-2022."""
        first = heading_text(self.sheet.at(row, own[0]))
        if own[0] != self.columns.start or not ABOUT.fullmatch(first):
            return False
        # Directly above figures it is the heading row of a table.
        below = self.own(row + 1)
        last = len(own) == 1 or (bool(below) and not is_figure(self.sheet.at(row + 1, below[-1])))
        return last and not any(is_figure(self.sheet.at(row, c)) for c in own)

    def _tells(self, row: int, own: list[int], known: Known) -> bool:
        """Whether two words stand above headings of years and are none: Measure, GERD."""
        under, below = row, own
        while len(below) == 2 and all(is_text(self.sheet.at(under, c)) for c in below):
            under += 1
            below = self.own(under)
        if under == row or len(below) < 3 or below[0] != own[0] or own[1] != own[0] + 1:
            return False
        dated = sum(read_year(self.sheet.at(under, c)) is not None for c in below[1:])
        headed = known(self.texts(under, below[:1])[0]) and dated > 1
        return headed and not self._continues(under, below, self.heads([row], known), known)

    def is_heading(self, row: int, own: list[int], known: Known, above: list[int]) -> bool:
        cells = [self.sheet.at(row, c) for c in own]
        years = [bool((year := read_year(cell)) and not year.name) for cell in cells]
        if any(is_figure(self.sheet.at(row, c)) and not y for c, y in zip(own, years, strict=True)):
            return False
        if any(known(text) for text in self.texts(row, own)):
            return True
        # Figures may look like years: 2013, 1999 under the names of two columns.
        named = bool(above) and above[-1] == row - 1 and set(own) <= set(self.own(row - 1))
        bare = all(
            y and isinstance(cell, int | float) for y, cell in zip(years, cells, strict=True)
        )
        dated = sum(read_year(cell) is not None for cell in cells)
        return dated > 1 and not (named and bare)

    def higher(self, head: int, start: int, known: Known) -> list[int]:
        """The rows directly above a heading row that name groups of its columns."""
        found: list[int] = []
        for r in range(head - 1, max(start, head - 3) - 1, -1):
            own = self.own(r)
            texts = self.texts(r, own)
            if not own or not all(is_text(self.sheet.at(r, c)) for c in own):
                break
            first = self._first(head)
            names = len(own) > 1 or (own[0] > first and self._spans(r, own[0]))
            around = any(_AROUND.match(text) or NOTE.match(text) for text in texts)
            if not names or around or self._tells(r, own, known):
                break
            # Else it is a heading row of its own, such as that of codes above words.
            if own[0] <= first and not self._spans(r, own[-1]) and len(own) >= len(self.own(head)):
                break
            found.insert(0, r)
        return found

    def _first(self, head: int) -> int:
        """The column in which the rows under a heading row begin; it may have no heading."""
        return min(self.own(head + 1, 1) + self.own(head, 1))

    def _begins(self, row: int, column: int) -> bool:
        """Whether a cell is no part of a merged range that begins in a row above it."""
        return self.sheet.merged.get((row, column), (row, column))[0] == row

    def _spans(self, row: int, column: int) -> bool:
        after = self.sheet.at(row, column + 1)
        return self.sheet.merged.get((row, column + 1)) == (row, column) or is_blank(after)

    def lower_rows(self, rows: list[int], known: Known) -> list[int]:
        """Further heading rows: parts of spanned headings, units, the same in English."""
        found: list[int] = []
        for r in range(rows[-1] + 1, min(rows[-1] + 4, len(self.sheet.rows))):
            own = self.own(r)
            heads = self.heads([*rows, *found], known)
            if not own or not self._continues(r, own, heads, known):
                break
            found.append(r)
        return found

    def _continues(self, row: int, own: list[int], heads: Mapping[int, str], known: Known) -> bool:
        if not (own := [c for c in own if self._begins(row, c)]):
            return False
        cells = [self.sheet.at(row, c) for c in own]
        # Years under a heading with a year are figures, but beside it they may be headings.
        years = [read_year(cell) is not None for cell in cells]
        dated = any(y and read_year(heads[c]) is not None for c, y in zip(own, years, strict=True))
        if dated or not all(
            y or is_text(cell) or _PERCENT.fullmatch(str(cell))
            for y, cell in zip(years, cells, strict=True)
        ):
            return False
        texts = self.texts(row, own)
        if NOTE.match(texts[0]) or GROUP.match(texts[0]):
            return False
        if all(re.fullmatch(r"\(.*\)", text) for text in texts) or self._has_units(row, texts):
            return True
        if own[0] > min(c for c in self.columns if heads[c]):
            if all(map(is_unit, texts)):
                return True
            spanned = any(self.sheet.merged.get((row, c)) is not None for c in self.columns)
            return len(own) > 1 or not heads[own[0]] or spanned or self._leads_on(row, own[0])
        # The first cell is filled: a row of words, or the headings once more in English.
        translated = not any(re.search(f"[{HAN}]", text) for text in texts)
        return (
            translated
            and any(re.search(f"[{HAN}]", head) for head in heads.values())
            and any(known(text.lower()) for text in texts)
        )

    def void_rows(self, rows: list[int], known: Known) -> list[int]:
        """The rows between headings and body that say nothing new."""
        found: list[int] = []
        heads = self.heads(rows, known)
        for r in range(rows[-1] + 1, min(rows[-1] + 3, len(self.sheet.rows) - 1)):
            if not (own := self.own(r)) or not says_nothing_new(self.sheet, r, own, heads):
                break
            found.append(r)
        return found

    def _has_units(self, row: int, texts: list[str]) -> bool:
        """Whether a row gives the units of the columns: 单位 | 家 | 亿元, or 年份 | 家 | 亿元."""
        below = self.own(row + 1, 1)
        named = bool(below) and read_year(self.sheet.at(row + 1, below[0])) is not None
        return len(texts) > 1 and named and bool(_LOWEST.fullmatch(texts[0]))

    def _leads_on(self, row: int, column: int) -> bool:
        """Whether more headings stand under the only text of a row."""
        after = self.own(row + 1)
        words = all(is_text(self.sheet.at(row + 1, c)) for c in after)
        return words and len(after) > 1 and after[0] >= column

    def heads(self, rows: list[int], known: Known) -> dict[int, str]:
        """The heading of each column, of several rows joined; spanned ones in all their columns."""
        heads = dict.fromkeys(self.columns, "")
        levels = [self._level(r, rows) for r in rows]
        for n, below in enumerate(levels[1:]):
            if not any(self.sheet.merged.get((rows[n], c)) for c in self.columns):
                levels[n] |= centred(self.sheet, rows[n], levels[n], below)
        above: set[int] = set()
        before: list[int] = []
        for n, level in enumerate(levels):
            lower, carried = levels[n + 1 :], ""
            english = not any(re.search(f"[{HAN}]", text) for text in level.values())
            for c in self.columns:
                text = level[c]
                if text:
                    alone = not any(one[c] for one in lower)
                    carried = "" if alone and (known(text) or _TOTAL.match(text)) else text
                elif c in above:
                    # Another heading above it ends what spans to the left.
                    carried = ""
                elif any(one[c] for one in lower):
                    text = carried
                # A heading that goes on below it, and spans no columns.
                broken = c in before and (c + 1 in before or c == self.columns[-1])
                heads[c] = _joined(heads[c], text, broken, english)
            before = self.own(rows[n])
            above |= set(before)
        return heads

    def _level(self, row: int, rows: list[int]) -> dict[int, str]:
        """The headings of one row; what is merged with a row above stands there already."""
        merged = self.sheet.merged
        own = self.own(row)
        units = {c: heading_text(self.sheet.at(row, c)) for c in own}
        titled = [c for c, text in units.items() if _UNITS.fullmatch(text)][:1]
        if row != rows[0] and (titled == own[:1] or all(map(is_unit, units.values()))):
            return {
                c: f"({units[c]})" if c in units and c not in titled else "" for c in self.columns
            }
        return {
            c: ""
            if (origin := merged.get((row, c), (row, c))[0]) != row and origin in rows
            else heading_text(self.sheet.at(row, c))
            for c in self.columns
        }


def _joined(upper: str, lower: str, broken: bool, english: bool) -> str:
    if not lower or lower == upper:
        return upper
    # A row in English repeats the Chinese one above it, unless that is of years.
    foreign = english and re.search(f"[{HAN}]", upper) and re.match("[A-Za-z]", lower)
    if foreign and not read_year(lower) and not read_year(upper):
        return upper
    broken = broken and bool(re.search(f"[{HAN}]$", upper) and re.match(f"[{HAN}(]", lower))
    return f"{upper}{lower}" if broken else f"{upper} {lower}".strip()

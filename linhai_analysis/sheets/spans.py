"""Headings over several columns that nobody merged, and rows of headings that say nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.sheets.plain import heading_text, is_blank, is_figure, is_text
from linhai_analysis.sheets.years import read_year
from linhai_analysis.words import say

# How the columns of forms are numbered: those of words by the first, those of figures by numbers.
_STEMS = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ORDINAL = re.compile(r"[(（\[]?(\d{1,2})[)）\]]?(?:\s*=.*)?")


def centred(
    sheet: Sheet, row: int, upper: Mapping[int, str], lower: Mapping[int, str]
) -> dict[int, str]:
    """Return headings over each column of the block that they stand over; refuse what is unclear.

    Blocks are repeats of the same headings below: 2017 2018 2019 2017 2018 2019. Where headings
    stand over the first columns of their blocks, nothing is to be done, and nothing is returned.

    >>> upper = {0: "地区", 1: "", 2: "企业", 3: "", 4: "", 5: "产值", 6: ""}
    >>> lower = dict(enumerate(["", "2017", "2018", "2019", "2017", "2018", "2019"]))
    >>> list(centred(Sheet("", []), 0, upper, lower).values())
    ['企业', '企业', '企业', '产值', '产值', '产值']
    """
    blocks = _repeats({c: text for c, text in lower.items() if text})
    if len(blocks) < 2 or len(blocks[0]) < 2:
        return {}
    over = [[c for c in block if upper.get(c)] for block in blocks]
    places = [c for one in over for c in one]
    starts = {block[0] for block in blocks}
    if not places or len(places) > len(blocks) or starts.issuperset(places):
        return {}
    if any(len(one) != 1 for one in over):
        cells = tuple(f"{sheet.name} {sheet.cell(row, c)}".strip() for c in places)
        below = sheet.cell(row + 1, blocks[0][0]), sheet.cell(row + 1, blocks[-1][-1])
        raise DataError(say("block.centred", cells=cells, first=below[0], last=below[1]))
    return {c: upper[one[0]] for block, one in zip(blocks, over, strict=True) for c in block}


def _repeats(heads: Mapping[int, str]) -> list[list[int]]:
    """The columns of each repeat of the same headings; one where they do not repeat as a whole."""
    blocks: list[list[int]] = [[]]
    for c, text in heads.items():
        if text in [heads[one] for one in blocks[-1]]:
            blocks.append([])
        blocks[-1].append(c)
    same = {tuple(heads[c] for c in block) for block in blocks}
    return blocks if len(same) == 1 else [list(heads)]


def says_nothing_new(sheet: Sheet, row: int, own: Sequence[int], heads: Mapping[int, str]) -> bool:
    """Whether a row under headings repeats their years, or numbers their columns.

    >>> sheet = Sheet("", [["地区", "2018", "2019"], ["Region", 2018, 2019], ["甲", "1", "2"]])
    >>> heads = {0: "地区", 1: "2018", 2: "2019"}
    >>> [says_nothing_new(sheet, row, [0, 1, 2], heads) for row in (1, 2)]
    [True, True]
    """
    cells = [sheet.at(row, c) for c in own]
    years = {c: year for c, cell in zip(own, cells, strict=True) if (year := read_year(cell))}
    same = all((head := read_year(heads[c])) and head.year == y.year for c, y in years.items())
    figures = [c for c, cell in zip(own, cells, strict=True) if is_figure(cell) and c not in years]
    return (len(years) > 1 and same and not figures) or _numbers_columns(sheet, row, cells)


def years_beside(cells: Iterable[object]) -> list[int]:
    """The years behind the name of a row, which holds nothing else but words; else none.

    >>> years_beside(["2020年", None, 2021, "Notes"]), years_beside([2020, 11])
    ([2020, 2021], [])
    """
    found = []
    for cell in cells:
        if is_blank(cell) or is_text(cell):
            continue
        digits = isinstance(cell, str) and is_figure(cell)
        # Most cells are figures: asking further takes its time.
        year = None if digits and len(str(cell).strip()) != 4 else read_year(cell)
        if year is None or year.name or year.kind:
            return []
        found.append(year.year)
    return found


def _numbers_columns(sheet: Sheet, row: int, cells: Sequence[object]) -> bool:
    texts = [heading_text(cell) for cell in cells]
    stems = next((stem for stem in _STEMS if texts and texts[0] == stem[0]), "")
    count = next((n for n, text in enumerate(texts) if not stems or text != stems[n : n + 1]), 0)
    numbers = [_ORDINAL.fullmatch(text) for text in texts[count:]]
    ordered = [int(one[1]) for one in numbers if one] == list(range(1, len(texts) - count + 1))
    # Places of an example are named so: 甲, 乙.
    after = heading_text(sheet.at(row + 1, 0))
    named = bool(stems) and after != stems[1]
    bracketed = not stems and all(re.match(r"[(（\[]", text) for text in texts)
    return bool(numbers) and ordered and (named or (bracketed and len(texts) > 1))

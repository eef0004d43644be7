"""Cells as people read them: names on one line, words told from numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from linhai_analysis.sheets.raised import RAISED
from linhai_analysis.sheets.years import read_year
from linhai_analysis.text import visible

HAN = "\u3007\u3400-\u9fff"
# Marks of footnotes: compatibility forms would make 甲市2 of 甲市² and 20181 of 2018①.
_MARKS = re.compile(rf"(?<=[{HAN})）\d])\s?(?:[{RAISED}]+|\^\w\w?)$")
NUMBER = re.compile(r"[-+−(]?[\d.,\s]*\d[\d.,\s]*(?:e[+-]?\d+)?\)?%?", re.I)


def plain_name(cell: object) -> str:
    """Return the text of a cell as a name: one line, without the blanks inside Chinese words.

    >>> plain_name(" 北  京"), plain_name("R&D经费\\n内部支出\\nTotal"), plain_name("（万元）")
    ('北京', 'R&D经费内部支出 Total', '(万元)')
    >>> plain_name("北京①"), plain_name("2018年①"), plain_name("km²")
    ('北京', '2018年①', 'km2')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _plain(str(cell).strip())


@lru_cache(4096)
def _plain(raw: str) -> str:
    mark = found[0] if (found := _MARKS.search(raw)) else ""
    text = " ".join(unicodedata.normalize("NFKC", visible(raw.removesuffix(mark))).split())
    # Behind a year it is read as its flag.
    text += mark if re.search(r"\d年?$", text) else ""
    return re.sub(rf"(?<=[{HAN}]) (?=[{HAN}(])", "", text)


def heading_text(cell: object) -> str:
    """Return a heading as a name, without the lines that repeat it in English.

    >>> heading_text("企业数\\n(个)\\nNumber of\\nEnterprises\\n(unit)")
    '企业数(个)'
    """
    lines = [line for line in str("" if cell is None else cell).splitlines() if line.strip()]
    han = [n for n, line in enumerate(lines) if re.search(f"[{HAN}]", line)]
    later = lines[han[-1] + 1 :] if han else []
    if any(re.search("[A-Z]?[a-z]{2}", line) for line in later):
        # A unit in brackets directly behind the Chinese lines is theirs.
        lines = lines[: han[-1] + 1]
    return plain_name("\n".join(lines) if han else cell)


def is_text(cell: object) -> bool:
    """Say whether a cell holds words: no number, date or mark of a missing one.

    >>> is_text("企业"), is_text("9,835.8"), is_text("2015年"), is_text("—"), is_text(4.0)
    (True, False, False, False, False)
    """
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return (
        len(text) > 0
        and not NUMBER.fullmatch(text)
        and any(letter.isalpha() for letter in text)
        and read_year(text) is None
    )


def is_figure(cell: object) -> bool:
    """Say whether a cell holds a number, also one that is written as text.

    >>> is_figure("9,835.8"), is_figure(40), is_figure("—")
    (True, True, False)
    """
    if isinstance(cell, str):
        return bool(NUMBER.fullmatch(cell.strip()))
    return isinstance(cell, int | float)


def is_blank(cell: object) -> bool:
    """Say whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())

"""Looks through a sheet of LibreOffice or WPS (.ods), before its values are read."""

from __future__ import annotations

import html
import re
import zipfile

from linhai_analysis.sheets.marks import LAST_COLUMN, LAST_ROW, MOST_CELLS, Marks
from linhai_analysis.sheets.raised import raised_styles, span_text

_TAG = re.compile(
    rb"<(/?)table:(table-(?:column|row|cell)|covered-table-cell|table)(?=[\s/>])([^>]*)>"
)
_ATTRIBUTE = re.compile(rb"([\w:-]+)\s*=\s*[\"']([^\"']*)[\"']")


def look_through_all(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Return the marks of each sheet by its name."""
    found: dict[str, Marks] = {}
    marks = Marks()
    row = next_row = column = 0
    content = archive.read("content.xml")
    styles = raised_styles(content)
    for tag in _TAG.finditer(content):
        if tag[1]:
            continue
        said = dict(_ATTRIBUTE.findall(tag[3]))
        if tag[2] == b"table":
            name = html.unescape(said.get(b"table:name", b"").decode("utf-8"))
            marks = found[name] = Marks()
            row = next_row = column = 0
        elif tag[2] == b"table-column":
            after = column + _count(said, b"table:number-columns-repeated")
            if _is_hidden(said):
                marks.hidden_columns.update(range(column, min(after, LAST_COLUMN + 1)))
            column = after
        elif tag[2] == b"table-row":
            row, column = next_row, 0
            next_row = row + _count(said, b"table:number-rows-repeated")
            if _is_hidden(said):
                marks.hidden_rows.update(range(row, min(next_row, LAST_ROW + 1)))
        else:
            after = column + _count(said, b"table:number-columns-repeated")
            _add(marks, said, range(row, next_row), range(column, after))
            filled = b"office:value-type" in said and not tag[3].endswith(b"/")
            if styles and filled and (text := span_text(content, tag.end(), styles)):
                marks.texts[row, column] = text
            column = after
    return found


def _add(marks: Marks, said: dict[bytes, bytes], rows: range, columns: range) -> None:
    """Note a cell, which may stand for many."""
    if kind := said.get(b"office:value-type"):
        # Before a million rows are counted.
        marks.add({rows[0], rows[-1]}, {columns[0], columns[-1]})
        marks.add(rows, columns)
        if len(rows) * len(columns) > 1_000 and marks.room > MOST_CELLS:
            return
        if kind == b"percentage":
            for row in rows:
                marks.percents.setdefault(row, []).extend(columns)
    high, wide = (_count(said, b"table:number-%b-spanned" % what) for what in (b"rows", b"columns"))
    if high * wide > 1:
        first = rows[0], columns[0]
        marks.merged.append((first, (first[0] + high - 1, first[1] + wide - 1)))


def _is_hidden(said: dict[bytes, bytes]) -> bool:
    return said.get(b"table:visibility") in (b"collapse", b"filter")


def _count(said: dict[bytes, bytes], name: bytes) -> int:
    return max(int(said.get(name, 1)), 1)

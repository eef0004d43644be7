"""Keeps the marks of footnotes apart from what they stand behind: 11.5 with a small 1 is no 11.51.

Readers of values join what people see in two sizes; the digits of the marks are written here as
the small ones that a text can have: 11.5¹.
"""

from __future__ import annotations

import html
import re
import zipfile

# The small marks that a text can have, as those of a set in a pattern.
RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079\u2460-\u2473"
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_P = rb"(?:[\w.-]+:)?"
_ITEM = re.compile(rb"<" + _P + rb"si\s*/>|<" + _P + rb"si\b.*?</" + _P + rb"si>", re.DOTALL)
_RUN = re.compile(rb"<" + _P + rb"r(?:\s[^>]*)?>(.*?)</" + _P + rb"r>", re.DOTALL)
_RAISED = re.compile(rb"<" + _P + rb"vertAlign\b[^>]*[\"']superscript[\"']")
_TEXT = re.compile(rb"<" + _P + rb"t(?:\s[^>]*)?>([^<]*)</" + _P + rb"t>")
_STYLE = re.compile(
    rb"<style:style\b[^>]*style:name=\"([^\"]*)\"[^>]*>(?:(?!</style:style>).)*?"
    rb"style:text-position=\"(?:super|[1-9])",
    re.DOTALL,
)
_TAG = re.compile(rb"<[^>]*>")
_END = b"</table:table-cell>"


def small(mark: str) -> str:
    """Return a mark of a footnote as it stands behind a text.

    >>> small("1"), small("2)"), small("a"), small("①")
    ('¹', '²', '^a', '①')
    """
    plain = mark.strip(" ()（）[]")
    return f"^{plain}" if re.fullmatch("[A-Za-z]{1,2}", plain) else plain.translate(_SMALL)


def shared_texts(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return the texts of a workbook with small marks in them, by their numbers."""
    part = next((n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), "")
    found = archive.read(part) if part else b""
    if not _RAISED.search(found):
        return {}
    items = enumerate(_ITEM.findall(found))
    return {n: runs_text(item) for n, item in items if _RAISED.search(item)}


def runs_text(item: bytes) -> str:
    """Return the text of the runs of a cell.

    >>> run = b'<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    >>> runs_text(b"<si><r><t>11.5</t></r>" + run + b"</si>")
    '11.5¹'
    """
    parts = []
    for run in _RUN.findall(item):
        text = html.unescape(b"".join(_TEXT.findall(run)).decode("utf-8"))
        parts.append(small(text) if _RAISED.search(run) else text)
    return "".join(parts)


def raised_styles(content: bytes) -> list[bytes]:
    """Return the names of the styles of small marks of a workbook of LibreOffice."""
    return _STYLE.findall(content) if b"text-position" in content else []


def span_text(content: bytes, start: int, styles: list[bytes]) -> str:
    """Return the text of the cell that begins at `start`; nothing where it has no small mark."""
    cell = content[start : content.find(_END, start)]
    names = b"|".join(map(re.escape, styles))
    span = re.compile(
        rb"<text:span [^>]*style-name=\"(?:" + names + rb")\"[^>]*>(.*?)</text:span>", re.DOTALL
    )
    made, count = span.subn(lambda one: small(_plain(one[1])).encode(), cell)
    return _plain(made) if count else ""


def _plain(marked: bytes) -> str:
    return html.unescape(_TAG.sub(b"", marked).decode("utf-8"))

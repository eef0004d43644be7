"""Looks through the parts of a workbook of Excel or WPS (.xlsx, .xlsm), before values are read.

The parts are searched as bytes, not parsed: a table of a hundred thousand rows has a million cells,
of which a few need a second look.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping

from linhai_analysis.sheets.grid import Formula, column_letters
from linhai_analysis.sheets.marks import MOST_ROWS, Marks, shown_styles
from linhai_analysis.sheets.raised import runs_text

_CHUNK = 1 << 22
# No row of a sheet is longer.
_LONGEST_ROW = 1 << 25

_P = rb"(?:[\w.-]+:)?"
_CELL = rb"<" + _P + rb"c\b"
_PLACE = rb'[^>]*?\sr="([A-Z]{1,3})([1-9]\d{0,6})"'
_TAG = re.compile(rb"<" + _P + rb"(row|c)\b([^>]*)>")
_GIVEN = re.compile(rb'\sr="([A-Za-z]*)(\d+)"')
_QUOTED = re.compile(rb"(\s[\w:]+)\s*=\s*'([^'\"<>]*)'")
_FILLED = re.compile(_CELL + rb"[^>]*(?<!/)>\s*<(?!/)")
_FILLED_PLACE = re.compile(_CELL + rb"(?=[^>]*(?<!/)>\s*<(?!/))" + _PLACE)
_ERROR = re.compile(
    _CELL + rb'(?=[^>]*\st="e")' + _PLACE + rb"[^>]*>(?:(?!</" + _P + rb"c>).)*?"
    rb"<" + _P + rb"v>([^<]+)<",
    re.DOTALL,
)
_FORMULA = re.compile(
    _CELL + rb"(?P<cell>" + _PLACE + rb"[^>]*)>\s*<" + _P + rb"f\b[^>]*?"
    rb"(?:/>|>(?P<text>[^<]*)</" + _P + rb"f>)\s*"
    rb"(?P<result><" + _P + rb"v\b[^>]*(?:/>|>\s*</" + _P + rb"v>)\s*)?</" + _P + rb"c>"
)
_SHARED = re.compile(_CELL + rb'(?=[^>]*\st="s")' + _PLACE + rb"[^>]*>\s*<" + _P + rb"v>(\d+)</")
_INLINE = re.compile(
    _CELL + rb'(?=[^>]*\st="inlineStr")' + _PLACE + rb"[^>]*>((?:(?!</" + _P + rb"c>).)*)",
    re.DOTALL,
)
_HIDDEN_ROW = re.compile(rb"<" + _P + rb'row\b(?=[^>]*\shidden="(?:1|true)")[^>]*\sr="(\d+)"')
_HIDDEN_COLUMNS = re.compile(
    rb"<" + _P + rb'col\b(?=[^>]*\shidden="(?:1|true)")(?=[^>]*\smin="(\d+)")[^>]*\smax="(\d+)"'
)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name; links that lead nowhere are left out."""
    book = next(name for name in archive.namelist() if name.lower() == "xl/workbook.xml")
    links = {
        one.get("Id"): one.get("Target", "")
        for one in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    parts = {name.lower(): name for name in archive.namelist()}
    found: dict[str, str] = {}
    for sheet in _elements(archive, book, "sheet"):
        link = next((v for k, v in sheet.items() if k.rpartition("}")[2] == "id"), None)
        target = links.get(link, "").replace("\\", "/").lower()
        path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        if path in parts:
            found.setdefault(sheet.get("name", ""), parts[path])
    return found


def percent_styles(archive: zipfile.ZipFile) -> set[int]:
    """Return the numbers of the cell styles that show per cent."""
    part = next((n for n in archive.namelist() if n.lower() == "xl/styles.xml"), "")
    if not part:
        return set()
    formats = {
        int(one.get("numFmtId", 0)): one.get("formatCode", "")
        for one in _elements(archive, part, "numFmt")
    }
    styles = next(iter(_elements(archive, part, "cellXfs")), ())
    return shown_styles(formats, [int(style.get("numFmtId", 0)) for style in styles])


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> list:
    from defusedxml.ElementTree import fromstring

    parts = {one.lower(): one for one in archive.namelist()}
    root = fromstring(archive.read(parts[part.lower()]))
    return [one for one in root.iter() if one.tag.rpartition("}")[2] == name]


def look_through(
    archive: zipfile.ZipFile, part: str, percents: set[int], raised: Mapping[int, str]
) -> Marks:
    """Return the marks of a sheet; what is too large is looked at no further than is needed."""
    search = _Search(percents, raised)
    for rows in _chunks(archive, part):
        search.look(rows)
        if len(search.marks.filled) > MOST_ROWS:
            break
    return search.marks


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text of a sheet in pieces of whole rows."""
    rest = b""
    with archive.open(part) as stream:
        while read := stream.read(_CHUNK):
            if b"\0" in read:
                raise ValueError("not UTF-8")
            cut = read.rfind(b"row>") + len(b"row>")
            if cut < len(b"row>"):
                rest += read
                if len(rest) > _LONGEST_ROW:
                    raise ValueError("a row without an end")
                continue
            yield rest + read[:cut]
            rest = read[cut:]
    yield rest


class _Search:
    """Goes through the rows of a sheet; cells need not say where they stand."""

    def __init__(self, percents: set[int], raised: Mapping[int, str]) -> None:
        self.marks, self.raised = Marks(), raised
        self.row = self.column = 0
        styles = b"|".join(str(one).encode() for one in percents)
        shown = rb'(?=[^>]*\ss="(?:' + styles + rb')")'
        self.percents = re.compile(_CELL + shown + _PLACE) if percents else None

    def look(self, rows: bytes) -> None:
        """Add the marks of some rows."""
        places = _FILLED_PLACE.findall(rows)
        if len(places) != (count := len(_FILLED.findall(rows))):
            rows = _TAG.sub(self._placed, _QUOTED.sub(rb'\1="\2"', rows))
            places = _FILLED_PLACE.findall(rows)
            if len(places) != count:
                raise ValueError("a cell that is in no sheet")
        if places:
            self.row = int(places[-1][1])
        self.marks.add(
            {int(row) - 1 for row in {row for _, row in places}},
            map(column_number, {column for column, _ in places}),
        )
        for column, row in self.percents.findall(rows) if self.percents else ():
            shown = self.marks.percents.setdefault(int(row) - 1, [])
            shown.append(column_number(column))
        self._look_for_texts(rows)
        if b"hidden=" in rows:
            self.marks.hidden_rows |= {int(row) - 1 for row in _HIDDEN_ROW.findall(rows)}
            for first, last in _HIDDEN_COLUMNS.findall(rows):
                self.marks.hidden_columns |= set(range(int(first) - 1, int(last)))

    def _look_for_texts(self, rows: bytes) -> None:
        if b't="e"' in rows:
            for found in _ERROR.finditer(rows):
                self._say(found[1], found[2], found[3])
        for found in _SHARED.finditer(rows) if self.raised else ():
            if text := self.raised.get(int(found[3])):
                self._say(found[1], found[2], text.encode())
        for found in _INLINE.finditer(rows) if b"superscript" in rows else ():
            if b"superscript" in found[3]:
                self._say(found[1], found[2], runs_text(found[3]).encode())
        if b"f>" in rows or b"<f" in rows or b":f " in rows:
            for found in _FORMULA.finditer(rows):
                # A result that is an empty text is one.
                if not (found["result"] and b't="str"' in found["cell"]):
                    # Further cells of a shared formula have no text of their own.
                    self._say(found[2], found[3], b"=" + (found["text"] or "…".encode()))

    def _say(self, column: bytes, row: bytes, text: bytes) -> None:
        place = int(row) - 1, column_number(column)
        said = html.unescape(text.decode("utf-8")).strip()
        self.marks.texts[place] = Formula(said) if said.startswith("=") else said

    def _placed(self, tag: re.Match[bytes]) -> bytes:
        """A row or cell that says where it stands, which without a word is behind the last one."""
        given = _GIVEN.search(tag[2])
        if tag[1] == b"row":
            self.row, self.column = int(given[2]) if given else self.row + 1, 0
            return tag[0]
        if given:
            letters = given[1].upper()
            self.row, self.column = int(given[2]), column_number(letters) + 1
            return tag[0].replace(given[0], b' r="%b%b"' % (letters, given[2]))
        self.column += 1
        name, attributes = tag[0][: tag.start(2) - tag.start()], tag[2]
        letters = column_letters(self.column - 1).encode()
        return name + b' r="%b%d"' % (letters, self.row) + attributes + b">"


def column_number(letters: bytes) -> int:
    """Return a column, counted from 0, by its letters.

    >>> column_number(b"A"), column_number(b"XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1

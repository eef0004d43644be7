"""What a report is written on: a document of our own, or one of an office without its text."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from linhai_analysis.errors import DataError
from linhai_analysis.report.word.blank import blank_document, blank_page, line_width
from linhai_analysis.report.word.elements import element
from linhai_analysis.report.word.numbering import counted_list, headings_list, points_list
from linhai_analysis.report.word.styles import (
    BLANK,
    BODY,
    GRID,
    HEADINGS,
    HEI,
    NORMAL,
    TABLE,
    paragraph_style,
    style_id,
    styles_of,
    table_style,
)
from linhai_analysis.sheets.damage import BROKEN
from linhai_analysis.sheets.opening import file_bytes
from linhai_analysis.words import LANGUAGES, say

# What is linked from a document beside its text and its headers, by the last word of the link.
KEPT = {"styles", "settings", "numbering", "theme", "fontTable", "webSettings", "footnotes",
        "endnotes"}  # fmt: skip
SIDES = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
UNREAD: tuple[type[Exception], ...] = (
    *BROKEN,
    OpcError,
    PythonDocxError,
    SyntaxError,
    AttributeError,
    TypeError,
)


class Paper(NamedTuple):
    """An empty document, and what it calls the styles that a report is written in.

    `numbers` holds its lists, the next of which is `free`; that of the headings is `headings`, 0
    where their styles count; lists of points follow the definition `points`.
    """

    document: Any
    own: bool
    ids: Mapping[str, str]
    table: str
    numbers: Any
    headings: int
    points: int
    free: int


def empty_paper(template: Path | None, lang: str) -> Paper:
    """An empty document: our own, or one with the styles and the page of an office.

    Raises
    ------
    DataError
        Where the template is no document of Word.
    """
    if template is None:
        document = docx.Document(io.BytesIO(blank_document(lang)))
    else:
        document = opened(template)
    _empty(document, blank_page(LANGUAGES[lang].han))
    own = template is None
    ids, table = _styles(document, lang)
    return Paper(document, own, ids, table, *_lists(document, own, ids, lang))


def opened(template: Path) -> Any:
    """A document of an office as it is; an error where it is none.

    Raises
    ------
    DataError
    """
    data = file_bytes(Path(template))
    try:
        document = docx.Document(io.BytesIO(data))
        _ = document.element.body.tag, document.styles.element.tag
    except UNREAD:
        raise DataError(say("template.unread", file=Path(template).name)) from None
    return document


def _empty(document: Any, ours: Any) -> None:
    """Take out the text, and what only it was linked to; what says who wrote it goes too."""
    body = document.element.body
    page = _last_page(body)
    for side in SIDES:
        if getattr(page, side) is None:
            setattr(page, side, getattr(ours, side))
    body[:] = [page]
    used = {value for one in page.iter() for value in one.attrib.values()}
    _unlink(document.part.rels, lambda key, kind: kind in KEPT or key in used)
    _unlink(document.part.package.rels, lambda key, kind: kind == "officeDocument")


def _unlink(links: Any, kept: Callable[[str, str], bool]) -> None:
    """Take out the links that are not kept, by their keys and what they lead to."""
    for key, link in list(links.items()):
        if not kept(key, link.reltype.rpartition("/")[2]):
            del links[key]


def _last_page(body: Any) -> Any:
    """The page of the last section, with the headers that it has from those before it."""
    pages = list(body.iter(qn("w:sectPr")))
    page = pages.pop() if pages else element("sectPr")
    for earlier in reversed(pages):
        held = {(one.tag, one.get(qn("w:type"))) for one in page}
        for one in earlier:
            if one.tag.endswith("Reference") and (one.tag, one.get(qn("w:type"))) not in held:
                page.insert(0, one)
    for tag in ("w:type", "w:pgNumType", "w:sectPrChange"):
        for one in page.findall(qn(tag)):
            page.remove(one)
    return page


def _styles(document: Any, lang: str) -> tuple[dict[str, str], str]:
    """The ids of our styles by name; those that are missing are added, in the type of an office."""
    part = document.styles.element
    kinds: dict[str, dict[str, str]] = {"paragraph": {}, "table": {}}
    for style in part.findall(qn("w:style")):
        kind, key = style.get(qn("w:type")), style.get(qn("w:styleId"))
        for name in style.xpath("./w:name/@w:val"):
            kinds.setdefault(kind, {})[name.lower()] = key
        if kind == "paragraph" and style.get(qn("w:default")):
            kinds[kind][NORMAL.lower()] = key
    ids, tables = kinds["paragraph"], kinds["table"]
    taken = {one for kind in kinds.values() for one in kind.values()}
    width = line_width(document.element.body[-1])
    for name, style in styles_of(lang).items():
        if name.lower() not in ids:
            ids[name.lower()] = _unlike(style_id(name), taken)
            office = style._replace(bold=style.bold or style.face == HEI, face="")
            made = paragraph_style(office, lang, width)
            _adapt(made, ids[name.lower()], ids.get(NORMAL.lower()), name in (BODY, BLANK))
            part.append(made)
    if not set(tables) & {TABLE.lower(), GRID.lower()}:
        tables[TABLE.lower()] = _unlike(style_id(TABLE), taken)
        part.append(table_style(TABLE, tables[TABLE.lower()], lang))
    table = tables.get(TABLE.lower(), tables.get(GRID.lower(), ""))
    return {name: ids[name.lower()] for name in styles_of(lang)}, table


def _unlike(name: str, taken: set[str]) -> str:
    """An id that no other style has."""
    while name in taken:
        name += "2"
    taken.add(name)
    return name


def _adapt(style: Any, key: str, normal: str | None, plain: bool) -> None:
    """Let a style of ours follow the body of an office; a `plain` one is no other than that."""
    style.set(qn("w:styleId"), key)
    style.attrib.pop(qn("w:default"), None)
    based = style.find(qn("w:basedOn"))
    if based is not None and normal:
        based.set(qn("w:val"), normal)
    gone = ["w:pPr/w:numPr", "w:rPr/w:lang", "w:next"]
    gone += ["w:rPr", "w:pPr/w:spacing", "w:pPr/w:jc"] if plain else []
    for path in gone:
        for one in style.xpath(f"./{path}"):
            one.getparent().remove(one)


def _lists(
    document: Any, own: bool, ids: Mapping[str, str], lang: str
) -> tuple[Any, int, int, int]:
    """The lists of a paper, with ours; see there."""
    numbers = _numbering(document)
    free = 1 + max(
        (int(one) for one in numbers.xpath("./w:abstractNum/@w:abstractNumId")), default=-1
    )
    after = 1 + max((int(one) for one in numbers.xpath("./w:num/@w:numId")), default=0)
    definitions = [headings_list(free, lang, own), points_list(free + 1, lang)]
    at = len(numbers.findall(qn("w:abstractNum")))
    numbers[at:at] = definitions
    numbers.append(counted_list(after, free, again=False))
    counted = document.styles.element.xpath("./w:style[w:pPr/w:numPr]/@w:styleId")
    tied = own or {ids[name] for name in HEADINGS[:2]} & set(counted)
    return numbers, 0 if tied else after, free + 1, after + 1


def _numbering(document: Any) -> Any:
    """The lists of a document, which need not have any."""
    try:
        return document.part.part_related_by(RT.NUMBERING).element
    except KeyError:
        made = element("numbering")
        name = PackURI("/word/numbering.xml")
        part = NumberingPart(name, CT.WML_NUMBERING, made, document.part.package)
        document.part.relate_to(part, RT.NUMBERING)
        return made

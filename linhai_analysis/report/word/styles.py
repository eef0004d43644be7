"""How a report looks on paper: faces, sizes and spaces, Chinese after GB/T 9704, and English.

A style is a row; an office that has one of the name keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from docx.oxml.ns import nsdecls, qn

from linhai_analysis.report.word.elements import element
from linhai_analysis.words import LANGUAGES

LATIN = "Times New Roman"
SONG, FANG, KAI, HEI, TITLE = "宋体", "仿宋", "楷体", "黑体", "方正小标宋简体"
# What stands in for a face where it is missing: the same one under other names, then a near one.
INSTEAD: Mapping[str, str] = {
    TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun",
    FANG: "仿宋_GB2312,FangSong,FangSong_GB2312,华文仿宋,STFangsong",
    KAI: "楷体_GB2312,KaiTi,KaiTi_GB2312,华文楷体,STKaiti",
    HEI: "SimHei,华文黑体,STHeiti,Microsoft YaHei",
    SONG: "SimSun,NSimSun,华文宋体,STSong,Songti SC",
}
# In twentieths of a point.
MM = 1440 / 25.4
A4 = (210, 297)


class Style(NamedTuple):
    """A style of paragraphs.

    Sizes and spaces are points; `line` is exact, and where it is 0 as high as what stands in it;
    `first` and `left` are characters.
    """

    name: str
    face: str
    size: float
    bold: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    line: float = 0
    first: float = 0
    left: float = 0
    together: bool = False
    level: int = 0
    tab: bool = False
    keep: bool = False


# Headings by their level, and the lines of the table of contents.
HEADINGS = ("heading 1", "heading 2", "heading 3")
CONTENTS = ("toc 1", "toc 2")
OWN = ["Report Text", "Report Figure", "Report Cell", "Report Head", "Report Note", "Report Blank"]
BODY, FIGURE, CELL, HEAD, NOTE, BLANK = OWN
CAPTION, NORMAL, NAME, UNDER, OVER, FOOTER = (
    "caption",
    "Normal",
    "Title",
    "Subtitle",
    "TOC Heading",
    "footer",
)
# The style of tables; `GRID` is the one that Word calls so, which an office may have drawn anew.
TABLE, GRID = "Report Table", "Table Grid"

CHINESE = (
    Style(NORMAL, FANG, 16, align="both"),
    Style(BODY, FANG, 16, align="both", line=28.5, first=2),
    Style(NAME, TITLE, 22, align="center", before=30, after=16, line=36, together=True),
    Style(UNDER, KAI, 16, align="center", after=20, line=28.5),
    Style("heading 1", HEI, 16, before=8, after=4, line=28.5, first=2, together=True, level=1),
    Style("heading 2", KAI, 16, before=6, line=28.5, first=2, together=True, level=2),
    Style("heading 3", FANG, 16, True, line=28.5, first=2, together=True, level=3),
    Style(OVER, HEI, 16, align="center", before=6, after=10, together=True),
    Style("toc 1", FANG, 14, line=21, tab=True),
    Style("toc 2", FANG, 14, line=21, left=2, tab=True),
    Style(CAPTION, HEI, 12, align="center", before=6, after=6, keep=True),
    Style(FIGURE, SONG, 12, align="center", before=8, together=True),
    Style(CELL, SONG, 9),
    Style(HEAD, HEI, 9, align="center"),
    Style(NOTE, SONG, 9, align="both", before=5, after=4),
    Style(BLANK, FANG, 16, align="both", line=28.5, first=2),
    Style(FOOTER, SONG, 14, align="center"),
)
ENGLISH = (
    Style(NORMAL, SONG, 11),
    Style(BODY, SONG, 11, after=7, line=15),
    Style(NAME, SONG, 20, True, align="center", before=30, after=10, together=True),
    Style(UNDER, SONG, 12, align="center", after=24),
    Style("heading 1", SONG, 15, True, before=16, after=6, together=True, level=1),
    Style("heading 2", SONG, 12.5, True, before=12, after=4, together=True, level=2),
    Style("heading 3", SONG, 11, True, before=8, after=3, together=True, level=3),
    Style(OVER, SONG, 13, True, before=6, after=6, together=True),
    Style("toc 1", SONG, 11, before=3, tab=True),
    Style("toc 2", SONG, 11, left=2, tab=True),
    Style(CAPTION, SONG, 10, True, before=6, after=6, keep=True),
    Style(FIGURE, SONG, 11, align="center", before=8, together=True),
    Style(CELL, SONG, 9),
    Style(HEAD, SONG, 9, True),
    Style(NOTE, SONG, 9, before=5, after=4),
    Style(BLANK, SONG, 11, after=7, line=15),
    Style(FOOTER, SONG, 10, align="center"),
)
# Top, bottom, left and right of a page, and the way of its number from its edge, in millimetres.
MARGINS: Mapping[bool, tuple[int, ...]] = {True: (37, 35, 28, 26, 25), False: (25, 25, 25, 25, 12)}


def styles_of(lang: str) -> Mapping[str, Style]:
    """The styles of a language by their names."""
    return {style.name: style for style in (CHINESE if LANGUAGES[lang].han else ENGLISH)}


def style_id(name: str) -> str:
    """The id of a style of ours: its name without blanks.

    >>> style_id("heading 1")
    'Heading1'
    """
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def fonts(face: str, han: bool) -> Any:
    """The fonts of a run or style; among Chinese, quotation marks and dashes are Chinese too.

    Without a face they are those of the style.
    """
    named = {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": face, "cs": LATIN} if face else {}
    return element("rFonts", **({"hint": "eastAsia"} if han else {}), **named)


def run(*content: Any, face: str, han: bool, marks: Iterable[Any] = ()) -> Any:
    """A run of text or other things."""
    return element("r", element("rPr", fonts(face, han), *marks), *content)


def _language() -> Any:
    """By which dictionaries words are checked."""
    return element("lang", val="en-GB", eastAsia="zh-CN")


def paragraph_style(style: Style, lang: str, width: int) -> Any:
    """A style of paragraphs on a page with room for lines of that width."""
    based = () if style.name == NORMAL else (element("basedOn", val=style_id(NORMAL)),)
    follows = (element("next", val=style_id(BODY)),) if style.level or style.name == NAME else ()
    number = style.level and element(
        "numPr", element("ilvl", val=style.level - 1), element("numId", val=1)
    )
    stops = element("tab", val="right", leader="dot", pos=width) if style.tab else None
    exact = {"line": round(20 * style.line), "lineRule": "exact"} if style.line else {}
    roomy = exact or {"line": 240, "lineRule": "auto"}
    indent = {"firstLine": style.first, "left": style.left}
    shared = (
        element("keepNext") if style.together else None,
        element("keepLines") if style.together or style.keep else None,
        number if style.level else None,
        element("tabs", stops) if stops is not None else None,
        element("spacing", before=round(20 * style.before), after=round(20 * style.after), **roomy),
        element(
            "ind",
            **{f"{side}Chars": round(100 * size) for side, size in indent.items()},
            **{side: round(20 * size * style.size) for side, size in indent.items()},
        ),
        element("jc", val=style.align),
        element("outlineLvl", val=style.level - 1) if style.level else None,
    )
    made = element(
        "style",
        element("name", val=style.name),
        *based,
        *follows,
        element("qFormat"),
        element("pPr", *shared),
        element("rPr", *_type(style, LANGUAGES[lang].han), _language()),
        type="paragraph",
        styleId=style_id(style.name),
    )
    if style.name == NORMAL:
        made.set(qn("w:default"), "1")
    if style.name in OWN:
        made.set(qn("w:customStyle"), "1")
    return made


def _type(style: Style, han: bool) -> tuple[Any, ...]:
    on = "1" if style.bold else "0"
    size = round(2 * style.size)
    weight = (element("b", val=on), element("bCs", val=on), element("color", val="000000"))
    return (fonts(style.face, han), *weight, element("sz", val=size), element("szCs", val=size))


def table_style(name: str, key: str, lang: str) -> Any:
    """Lines around every cell in Chinese; in English above, below and under the headings."""
    han = LANGUAGES[lang].han
    sides = {"top": 8, "left": 4, "bottom": 8, "right": 4, "insideH": 4, "insideV": 4}
    inner = {"left", "right", "insideV"}
    lines = [
        element(side, val="single", sz=size, space=0, color="000000" if han else "808080")
        for side, size in sides.items()
        if han or side not in inner
    ]
    return element(
        "style",
        element("name", val=name),
        element("basedOn", val="TableNormal"),
        element("tblPr", element("tblBorders", *lines)),
        element(
            "tblStylePr",
            element("tcPr", element("shd", val="clear", color="auto", fill="F2F2F2")),
            type="firstRow",
        ),
        type="table",
        customStyle=1,
        styleId=key,
    )


def styles_part(lang: str, width: int) -> Any:
    """All styles of a document of our own."""
    normal = styles_of(lang)[NORMAL]
    defaults = element("rPr", *_type(normal, LANGUAGES[lang].han), _language())
    zero = (element(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    plain = (
        element("name", val="Normal Table"),
        element("uiPriority", val=99),
        element("tblPr", element("tblInd", w=0, type="dxa"), element("tblCellMar", *zero)),
    )
    return element(
        "styles",
        element("docDefaults", element("rPrDefault", defaults), element("pPrDefault")),
        *(paragraph_style(style, lang, width) for style in styles_of(lang).values()),
        element("style", *plain, type="table", default=1, styleId="TableNormal"),
        table_style(TABLE, style_id(TABLE), lang),
    )


def font_table() -> str:
    """Each face and what to take where it is missing."""
    rows = [
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for face, others in INSTEAD.items()
    ]
    return f"<w:fonts {nsdecls('w')}>{''.join(rows)}</w:fonts>"

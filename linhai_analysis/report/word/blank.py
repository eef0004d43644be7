"""An empty document of our own: no themes, no styles but ours."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn

from linhai_analysis.report.word.elements import element, text_parts
from linhai_analysis.report.word.fields import field
from linhai_analysis.report.word.styles import (
    A4,
    FOOTER,
    MARGINS,
    MM,
    font_table,
    run,
    style_id,
    styles_of,
    styles_part,
)
from linhai_analysis.words import LANGUAGES, word

# The parts beside the document, each with its kind of content and of link.
PARTS = {
    "styles": (CT.WML_STYLES, RT.STYLES),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "fontTable": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
}
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat></w:settings>'
)


def blank_document(lang: str) -> bytes:
    """A document with our styles and page, and nothing on it."""
    page = blank_page(LANGUAGES[lang].han)
    links = {f"{name}.xml": link for name, (_, link) in PARTS.items()}
    parts = {
        "[Content_Types].xml": parse_xml(_types()),
        "_rels/.rels": parse_xml(_links({"word/document.xml": RT.OFFICE_DOCUMENT})),
        "word/_rels/document.xml.rels": parse_xml(_links(links)),
        "word/document.xml": element("document", element("body", page)),
        "word/styles.xml": styles_part(lang, line_width(page)),
        "word/settings.xml": parse_xml(SETTINGS),
        "word/fontTable.xml": parse_xml(font_table()),
        "word/footer.xml": _footer(lang),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, serialize_part_xml(part))
    return made.getvalue()


def line_width(page: Any) -> int:
    """How wide the text of a page is, in twentieths of a point."""
    return round((page.page_width - page.left_margin - page.right_margin) / 635)


def blank_page(han: bool) -> Any:
    """A page of ours: its size, its margins, and the number at its foot."""
    width, height = (round(MM * size) for size in A4)
    sides = dict(zip(("top", "bottom", "left", "right", "footer"), MARGINS[han], strict=True))
    # With a prefix of its own, else its name depends on what else was loaded.
    footer = OxmlElement("w:footerReference", nsdecls={"w": nsmap["w"], "r": nsmap["r"]})
    footer.set(qn("w:type"), "default")
    footer.set(qn("r:id"), f"rId{list(PARTS).index('footer')}")
    return element(
        "sectPr",
        footer,
        element("pgSz", w=width, h=height),
        element(
            "pgMar",
            **{side: round(MM * size) for side, size in sides.items()},
            header=850,
            gutter=0,
        ),
        # The page with the title bears no number.
        element("titlePg"),
    )


def _footer(lang: str) -> Any:
    """The number of the page, in Chinese between two dashes."""
    han = LANGUAGES[lang].han
    make = partial(run, face=styles_of(lang)[FOOTER].face, han=han)
    before, _, after = word("document.page", lang).partition("{page}")
    said = (make(*text_parts(text)) for text in (before, "1", after))
    first, shown, last = said
    number = [first, *field("PAGE", [shown], make), last]
    style = element("pPr", element("pStyle", val=style_id(FOOTER)))
    return element("ftr", element("p", style, *number))


def _types() -> str:
    kinds = {f"word/{name}.xml": kind for name, (kind, _) in PARTS.items()}
    kinds["word/document.xml"] = CT.WML_DOCUMENT_MAIN
    rows = (f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    default = f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
    return f'<Types xmlns="{PACKAGE}content-types">{default}{"".join(rows)}</Types>'


def _links(targets: dict[str, str]) -> str:
    rows = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}relationships">{"".join(rows)}</Relationships>'

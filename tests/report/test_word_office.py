"""An office's own document as the paper: its styles and page are taken, its text is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from word_reports import PICTURES, attribute, grey, small_report, written

from linhai_analysis.errors import DataError
from linhai_analysis.report.word.document import document_bytes


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A document in two sections, the first with a header, with text, a picture and an author."""
    made = docx.Document()
    first = made.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    first.left_margin = first.right_margin = Mm(30)
    first.header.paragraphs[0].text = "某市发展和改革局"
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xC0, 0, 0)
    made.add_heading("旧标题", 1)
    made.add_paragraph("旧正文")
    made.add_picture(io.BytesIO(grey(7, 7)))
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("第二节")
    made.core_properties.author = "张三"
    made.save(tmp_path / "office.docx")
    return tmp_path / "office.docx"


def test_styles_page_and_header_of_an_office_are_taken_and_its_text_is_not(office):
    document, parts = written(small_report(), template=office)
    page = document.sections[0]
    assert [round(side.mm) for side in (page.left_margin, page.right_margin)] == [30, 30]
    assert page.header.paragraphs[0].text == "某市发展和改革局"
    heading = next(one for one in document.paragraphs if one.style.name == "Heading 1")
    assert heading.text == "规划实施总体情况"
    assert str(heading.style.font.color.rgb) == "C00000"
    # Its type is its own: no run has another one.
    assert not document.element.xpath(".//w:r/w:rPr/w:rFonts/@w:eastAsia")
    everything = b"".join(parts.values()).decode("utf-8", "ignore")
    assert not any(old in everything for old in ("旧标题", "旧正文", "第二节", "张三"))
    assert grey(7, 7) not in parts.values()
    assert not any("thumbnail" in name for name in parts)


def test_headings_of_an_office_are_counted_once(office):
    def numbered(path: Path) -> list[str | None]:
        document, _ = written(small_report(), template=path)
        heads = [one for one in document.paragraphs if one.style.name.startswith("Heading")]
        return [attribute(one._p, "pPr/numPr/numId") for one in heads]

    first, *others = numbered(office)
    assert set(others[:3]) == {first} != {None}
    # Annexes have no numbers.
    assert others[3:] == ["0", "0", "0"]
    made = docx.Document(office)
    style = made.styles["Heading 1"].element
    style.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    made.save(office)
    assert numbered(office) == [None, None, None, None, "0", "0", "0"]


def test_text_of_an_office_has_the_indent_of_chinese_reports_and_its_own_type(office):
    document, _ = written(small_report(), template=office)
    body = next(one for one in document.paragraphs if one.text == "第二段。").style
    assert body.base_style.name == "Normal"
    assert attribute(body.element, "pPr/ind", "firstLineChars") == "200"
    assert body.font.size is None


def test_office_with_a_style_of_our_name_for_tables_draws_them(office):
    made = docx.Document(office)
    made.styles.add_style("Report Table", 3)
    made.save(office)
    document, _ = written(small_report(), template=office)
    assert {table.style.name for table in document.tables} == {"Report Table"}
    assert len(document.styles.element.xpath("./w:style[w:name/@w:val='Report Table']")) == 1


def test_page_that_says_nothing_of_its_size_is_ours(office):
    made = docx.Document(office)
    page = made.element.body.sectPr
    for tag in ("w:pgSz", "w:pgMar"):
        page.remove(page.find(qn(tag)))
    made.save(office)
    document, _ = written(small_report(), template=office)
    assert round(document.sections[0].page_width.mm) == 210
    assert round(document.sections[0].top_margin.mm) == 37


def test_same_office_and_report_are_the_same_file(office):
    made = [document_bytes(small_report(), PICTURES, office) for _ in range(2)]
    assert made[0] == made[1]


def pack(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"plain text", b"\xd0\xcf\x11\xe0" + bytes(600), pack(a="b"), b"PK\x03\x04", b"%PDF-1.4"],
)
def test_what_is_no_document_is_refused_by_name(tmp_path, data):
    path = tmp_path / "模板.docx"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"模板\.docx is no Word document") as caught:
        document_bytes(small_report(), PICTURES, path)
    assert caught.value.text("zh").startswith("模板.docx不是可读取的Word文档；")


def test_workbook_template_and_missing_file_are_refused(office, tmp_path):
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "book.docx")
    with pytest.raises(DataError, match=r"book\.docx is no Word document"):
        document_bytes(small_report(), PICTURES, tmp_path / "book.docx")
    with pytest.raises(DataError, match=r"offise\.docx'; did you mean 'office\.docx'\?"):
        document_bytes(small_report(), PICTURES, tmp_path / "offise.docx")


def test_part_of_a_document_that_is_cut_off_is_refused(office, tmp_path):
    with zipfile.ZipFile(office) as old, zipfile.ZipFile(tmp_path / "cut.docx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name == "word/styles.xml" else data)
    with pytest.raises(DataError, match=r"cut\.docx is no Word document"):
        document_bytes(small_report(), PICTURES, tmp_path / "cut.docx")

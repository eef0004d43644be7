"""What stands in the document of a report, read back part by part."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from word_reports import LONG, MAIN, PICTURES, TITLES, attribute, small_report, written

from linhai_analysis.report.contents import Section
from linhai_analysis.report.report import Report
from linhai_analysis.report.word.document import document_bytes

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
FONTS = ("ascii", "hAnsi", "eastAsia", "cs")


def paragraphs(document, *styles):
    return [one for one in document.paragraphs if one.style.name in styles]


def test_headings_are_real_ones_and_counted_in_chinese():
    document, _ = written(small_report())
    told = [(one.style.name, one.text) for one in paragraphs(document, "Heading 1", "Heading 2")]
    assert told == [
        ("Heading 1", "规划实施总体情况"),
        ("Heading 2", "所需增速"),
        ("Heading 1", "主要指标完成情况"),
        ("Heading 2", "逐项"),
        ("Heading 1", "附表"),
        ("Heading 2", "附表1 总表"),
        ("Heading 2", "附表2 任务"),
    ]
    fresh = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert fresh == ["规划实施总体情况", "附表", "附表2 任务"]
    # The numbers are those of the styles, but for the annexes, which have none.
    own = [attribute(one._p, "pPr/numPr/numId") for one in paragraphs(document, "Heading 1")]
    assert own == [None, None, "0"]
    levels = document.part.numbering_part.element.xpath(
        "./w:abstractNum[w:lvl/w:pStyle]/w:lvl/w:lvlText/@w:val"
    )
    assert levels == ["%1、", "（%2）", "%3."]
    styles = {one.name: one.element for one in document.styles}
    assert attribute(styles["Heading 2"], "pPr/numPr/ilvl") == "1"
    assert attribute(styles["Heading 2"], "pPr/outlineLvl") == "1"


@BOTH
def test_table_of_contents_shows_its_lines_before_anything_is_updated(lang):
    document, parts = written(small_report(lang), annex=True)
    lines = [
        "".join(text.text for text in one.iter(qn("w:t")))
        for one in document.element.body.iter(qn("w:hyperlink"))
    ]
    chapters = {
        "zh": ("一、规划实施总体情况", "（一）所需增速", "二、主要指标完成情况"),
        "en": ("1 Where the plan stands", "1.1 所需增速", "2 The main indicators"),
    }
    assert tuple(lines[:3]) == chapters[lang]
    assert lines[-1] == "其他规则"
    marks = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    anchors = [one.get(qn("w:anchor")) for one in document.element.iter(qn("w:hyperlink"))]
    assert set(anchors) <= marks
    # Word would ask its user whether to update.
    assert b"updateFields" not in parts["word/settings.xml"]


@BOTH
def test_every_style_and_run_names_its_fonts_and_no_theme_does(lang):
    document, parts = written(small_report(lang))
    runs = list(document.element.iter(qn("w:r")))
    styles = document.styles.element.xpath("./w:style[@w:type='paragraph']")
    assert len(runs) > 500
    for one in (*runs, *styles, document.styles.element.find(qn("w:docDefaults"))[0]):
        fonts = one.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert all(fonts.get(qn(f"w:{name}")) for name in FONTS)
    assert not any("theme" in name for name in parts)
    assert not re.search(rb"[tT]heme", b"".join(parts[name] for name in parts if "xml" in name))
    assert {attribute(one, "rPr/lang", "eastAsia") for one in styles} == {"zh-CN"}


def test_chinese_page_is_that_of_the_standard():
    """GB/T 9704: A4, 37 and 28 mm above and left, 156 by 225 mm of text, 16 points, 28 apart."""
    document, parts = written(small_report())
    page = document.sections[0]
    sides = (page.page_width, page.page_height, page.top_margin, page.left_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 28]
    assert round(page.page_width.mm - page.left_margin.mm - page.right_margin.mm) == 156
    assert round(page.page_height.mm - page.top_margin.mm - page.bottom_margin.mm) == 225
    body = document.styles["Report Text"]
    assert (body.font.size.pt, attribute(body.element, "rPr/rFonts", "eastAsia")) == (16, "仿宋")
    assert attribute(body.element, "pPr/ind", "firstLineChars") == "200"
    assert attribute(body.element, "pPr/spacing", "lineRule") == "exact"
    assert 28 <= int(attribute(body.element, "pPr/spacing", "line")) / 20 <= 30
    faces = {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体"}
    for name, face in faces.items():
        assert attribute(document.styles[name].element, "rPr/rFonts", "eastAsia") == face
    assert document.styles["Title"].font.size.pt == 22
    assert "华文中宋" in parts["word/fontTable.xml"].decode()
    # The first page has the title and no number; the others have one between dashes.
    foot = page.footer.paragraphs[0]
    assert (foot.text, attribute(foot._p, "r/instrText")) == ("— 1 —", None)
    assert foot._p.xpath(".//w:instrText")[0].text.strip() == "PAGE"
    assert page.different_first_page_header_footer


def test_long_chinese_title_is_parted_behind_the_name_of_the_plan():
    title = paragraphs(written(small_report())[0], "Title")[0].text
    assert title == "《某市“十三五”科技创新规划》\n实施情况中期评估报告"


def test_wide_table_lies_across_and_repeats_its_heading():
    document, _ = written(small_report())
    table = document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == list(MAIN)
    assert len(table.rows) == 41
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True] + 40 * [False]
    assert all(
        row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        for one in document.tables
        for row in one.rows
    )
    upright, across, last = document.sections
    assert last.page_width < last.page_height
    assert across.page_width > across.page_height
    assert upright.page_width < upright.page_height
    # The pages across have the same foot.
    assert across.footer.paragraphs[0].text == "— 1 —"
    room = across.page_width - across.left_margin - across.right_margin
    assert sum(column.width for column in table.columns) == pytest.approx(room, rel=0.001)
    assert table.columns[15].width > 3 * table.columns[0].width
    sides = [table.cell(1, at).paragraphs[0].alignment for at in (4, 15)]
    assert sides == [2, None]  # right, and that of the style
    assert table.cell(1, 15).text == LONG


def test_pages_stand_up_again_behind_a_wide_table():
    table = Section("a", "甲", "", MAIN, wide=True)
    report = Report("review", "题", "zh", {}, (table, Section("b", "乙", "", MAIN.iloc[:3, :3])))
    document, _ = written(report)
    across = [one.page_width > one.page_height for one in document.sections]
    # A page with the title alone, the table, and what follows.
    assert across == [False, True, False]
    # The contents stand before the first end of a page.
    first = document.element.body.xpath("./w:p[w:pPr/w:sectPr]")[0]
    assert list(first.getprevious().iter(qn("w:hyperlink")))


def test_captions_are_counted_above_tables_and_below_figures():
    document, _ = written(small_report())
    captions = paragraphs(document, "Caption")
    assert [one.text for one in captions] == [
        "表1　所需增速",
        "图1　研发投入强度",
        "图2　各规则的判断",
    ]
    codes = [one._p.xpath(".//w:instrText")[0].text.strip() for one in captions]
    assert codes == ["SEQ 表 \\* ARABIC", "SEQ 图 \\* ARABIC", "SEQ 图 \\* ARABIC"]
    assert captions[0]._p.getnext().tag == qn("w:tbl")
    assert captions[0].paragraph_format.keep_with_next
    assert captions[1]._p.getprevious().xpath(".//w:drawing")


def test_figures_are_told_in_words_and_fit_the_page():
    document, _ = written(small_report())
    small, wide = document.inline_shapes
    assert small._inline.docPr.get("descr") == "研发投入强度。2015年2.07，2020年2.5"
    assert small._inline.docPr.get("id") != wide._inline.docPr.get("id")
    assert round(wide.width.mm) == 156
    # 300 by 200 points; two of them on a page of 225 mm.
    assert small.height.mm == pytest.approx(0.4 * 225, abs=0.1)
    assert small.width / small.height == pytest.approx(1.5, abs=0.001)


def test_blanks_are_marked_and_gone_once_they_are_filled_in():
    document, _ = written(small_report())
    [blank] = document.element.body.xpath("./w:sdt[w:sdtPr/w:temporary]")
    assert "".join(one.text for one in blank.iter(qn("w:t"))) == "【原因】"
    assert blank.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
    assert [one.get(qn("w:fill")) for one in blank.iter(qn("w:shd"))] == ["FFF2CC"]


def test_what_is_empty_or_for_the_page_is_left_out_and_methods_come_on_demand():
    text = "".join(one.text for one in written(small_report())[0].element.iter(qn("w:t")))
    assert not re.search("空表|仅网页|不出现|其他规则", text)
    more = "".join(
        one.text for one in written(small_report(), annex=True)[0].element.iter(qn("w:t"))
    )
    assert "其他规则" in more


def test_points_are_counted_from_one_in_every_list():
    twice = tuple(Section(key, key, points=("一", "二"), chapter="tasks") for key in "ab")
    document, _ = written(Report("review", "题", "zh", {}, twice))
    lists = [attribute(one._p, "pPr/numPr/numId") for one in paragraphs(document, "Report Text")]
    assert len(set(lists)) == 2
    numbers = document.part.numbering_part.element
    for number in set(lists):
        start = numbers.xpath(f"./w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride/@w:val")
        assert start == ["1"]


@BOTH
def test_same_report_is_the_same_file(lang):
    made = [document_bytes(small_report(lang), PICTURES) for _ in range(2)]
    assert made[0] == made[1]


def test_file_says_what_it_is_and_names_no_program():
    document, parts = written(small_report(as_of="2019-03-31"))
    about = document.core_properties
    assert (about.title, about.language) == (TITLES["zh"], "zh-CN")
    assert (about.author, about.last_modified_by, str(about.created)[:10]) == ("", "", "2019-03-31")
    assert not any(b"python-docx" in part for name, part in parts.items() if "media" not in name)


def test_text_of_users_stays_text():
    nasty = (
        "=1+1 { TOC \\o } <w:p/> &amp; ]]> \x00\x07\x1b\ud800\u202e\ufffe../../x\ty\r\nz"
        '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/> MERGEFIELD'
    )
    table = MAIN.iloc[:1, :2].rename(columns={"指标": nasty}).replace("指标1", nasty)
    section = Section(nasty, nasty, nasty, table, points=(nasty,), blanks=(nasty,), chapter="tasks",
                      notes=(nasty,), caption=nasty)  # fmt: skip
    document, parts = written(Report("review", nasty, "zh", {}, (section,), {}, nasty, nasty))
    body = document.element.body
    codes = {one.text.split()[0] for one in body.iter(qn("w:instrText"))}
    assert codes == {"TOC", "SEQ"}
    assert not list(body.iter(qn("w:fldSimple")))
    assert (
        '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/> MERGEFIELD'
        in document.tables[0].cell(1, 1).text
    )
    assert "../../x y\nz" in document.tables[0].cell(1, 1).text
    assert all(re.fullmatch(r"[\w./\[\]-]+", name) and ".." not in name for name in parts)
    links = b"".join(part for name, part in parts.items() if name.endswith(".rels"))
    assert b"External" not in links


def test_every_part_of_a_paragraph_stands_where_the_format_asks():
    """Word refuses, or repairs, a file whose elements are in another order (ECMA-376, 17.3)."""
    order = "pStyle keepNext keepLines pageBreakBefore numPr tabs spacing ind jc outlineLvl sectPr"
    letters = "rFonts b bCs color sz szCs shd lang"
    for lang in ("zh", "en"):
        document, _ = written(small_report(lang), annex=True)
        for root in (document.element, document.styles.element):
            for tag, asked in (("w:pPr", order.split()), ("w:rPr", letters.split())):
                for one in root.iter(qn(tag)):
                    places = [asked.index(child.tag.rpartition("}")[2]) for child in one]
                    assert places == sorted(places), [child.tag for child in one]


def test_no_prefix_of_a_name_depends_on_what_else_was_loaded():
    """A library that registers prefixes made another file of the same report."""
    with ZipFile(io.BytesIO(document_bytes(small_report("zh"), PICTURES))) as made:
        assert b":ns0" not in made.read("word/document.xml")


def test_last_row_stays_with_the_note_below_it():
    document, _ = written(small_report("zh"), annex=True)
    [table] = [one for one in document.tables if len(one.rows) == len(MAIN) + 1]
    first, last = table.rows[1], table.rows[-1]
    kept = [bool(cell.paragraphs[0].paragraph_format.keep_with_next) for cell in last.cells]
    assert all(kept)
    assert not first.cells[0].paragraphs[0].paragraph_format.keep_with_next

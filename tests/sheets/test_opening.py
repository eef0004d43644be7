"""Whatever file comes in: its cells as people see them, or why it is refused."""

from __future__ import annotations

import io
import os
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from linhai_analysis.errors import DataError
from linhai_analysis.sheets import marks, old_excel, opening
from linhai_analysis.sheets.encodings import decode
from linhai_analysis.sheets.marks import shows_percent
from linhai_analysis.sheets.opening import open_book
from linhai_analysis.words import known

FILES = Path(__file__).parents[1] / "files"
EMPTY = b"PK\x05\x06" + bytes(18)
BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def workbook(path: Path, cells: dict[str, object], formats: dict[str, str] | None = None) -> Path:
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    for place, code in (formats or {}).items():
        book.active[place].number_format = code
    book.save(path)
    return path


def changed(source: Path, target: Path, part: str, text: bytes | None) -> Path:
    """A workbook with another text of a part, or without it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif text is not None:
                new.writestr(name, text)
    return target


def with_sheet(folder: Path, rows: str) -> Path:
    source = workbook(folder / "source.xlsx", {"A1": 1})
    text = rows if rows.startswith("<w") or rows.startswith("<x:w") else BEGIN + rows + END
    return changed(source, folder / "made.xlsx", "xl/worksheets/sheet1.xml", text.encode())


def rows_of(path: Path) -> list[list[object]]:
    return [list(row) for row in open_book(path).sheets[0].rows]


def text_rows(folder: Path, data: bytes | str) -> list[list[object]]:
    path = folder / "made.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return rows_of(path)


def refusal(path: Path) -> str:
    """The kind of a refusal, whose sentences name the file in both languages."""
    with pytest.raises(DataError) as caught:
        open_book(path)
    sentence = caught.value.args[0]
    assert path.name in caught.value.text("en")
    assert path.name in caught.value.text("zh")
    return sentence.key.removeprefix("open.")


def said(path: Path) -> list[str]:
    return [note.key.rpartition(".")[2] for note in open_book(path).notes]


def test_values_are_as_people_see_them(tmp_path):
    cells: dict[str, object] = {
        "A1": " 指标　",
        "B1": 2013,
        "C1": date(2014, 12, 31),
        "A2": 2.5,
        "B2": True,
        "C3": " ",
    }
    assert rows_of(workbook(tmp_path / "a.xlsx", cells)) == [
        ["指标", 2013, date(2014, 12, 31)],
        [2.5, True],
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", True),
        ("0.00%;-0.00%", True),
        ("[Red]0.0%", True),
        ("0.0 %", True),
        ('"约"0%', True),
        (r"0\%", False),
        ('0"%"', False),
        ('General"%"', False),
        ("0_%", False),
        ("[$%-804]0", False),
        ("General", False),
    ],
)
def test_formats_that_show_percent(code, shown):
    assert shows_percent(code) == shown


def test_percent_is_the_text_that_people_see(tmp_path):
    cells = {"A1": 0.0201, "B1": 3, "C1": 1, "D1": "5%", "E1": 0.07, "F1": None}
    formats = {"A1": "0.00%", "B1": r"0\%", "C1": "[Red]0%", "D1": "0%", "E1": "0%", "F1": "0%"}
    path = workbook(tmp_path / "a.xlsx", cells, formats)
    assert rows_of(path) == [["2.01%", 3, "100%", "5%", "7%"]]


def test_formulas_without_result_and_errors_are_named(tmp_path):
    cells = {"A1": 40, "A2": "=A1*2", "B2": '=A1&"<"', "A3": "#N/A", "A4": 1}
    assert rows_of(workbook(tmp_path / "a.xlsx", cells)) == [
        [40],
        ["=A1*2", '=A1&"<"'],
        ["#N/A"],
        [1],
    ]
    stored = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1"><f t="shared" si="0"/></c></row>'
    )
    assert rows_of(with_sheet(tmp_path, stored)) == [[2, None, "#DIV/0!", "=…"]]


def test_cells_stand_where_they_say_or_behind_the_last(tmp_path):
    placed = '<row r="3"><c r="C3"><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    assert rows_of(with_sheet(tmp_path, placed)) == [[], [], [None, None, 1, None, 2], [3]]
    prefixed = BEGIN.replace("xmlns", "xmlns:x").replace("<", "<x:")
    prefixed += "<x:row r='2'><x:c r='B2' t='e'><x:v>#REF!</x:v></x:c></x:row>"
    assert rows_of(with_sheet(tmp_path, prefixed + END.replace("</", "</x:"))) == [
        [],
        [None, "#REF!"],
    ]


def test_merged_cells_hold_what_stands_in_the_first(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (["标题"], ["地区", "指标", 2013], ["临海", "企业", 40], [None, "专利", 9]):
        sheet.append(row)
    sheet.merge_cells("A1:Z1")
    sheet.merge_cells("A3:A4")
    source = tmp_path / "source.xlsx"
    book.save(source)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(source) as archive:
        text = archive.read(part).replace(b'"A1:Z1"', b'"A1:XFD1"')
        text = text.replace(b"</mergeCells>", b'<mergeCell ref="H30:XFD1048576"/></mergeCells>')
    read = open_book(changed(source, tmp_path / "a.xlsx", part, text)).sheets[0]
    # A title is as wide as its table.
    assert list(read.rows) == [
        ["标题"] * 3,
        ["地区", "指标", 2013],
        ["临海", "企业", 40],
        ["临海", "专利", 9],
    ]
    assert read.merged == {(0, 1): (0, 0), (0, 2): (0, 0), (3, 0): (2, 0)}


def test_hidden_sheets_are_named_not_read(tmp_path):
    book = Workbook()
    book.active["A1"] = "草稿"
    book.active.sheet_state = "veryHidden"
    path = tmp_path / "a.xlsx"
    other = book.create_sheet("数据")
    book.save(path)
    assert refusal(path) == "all_hidden"
    other["B2"] = 5
    book.save(path)
    read = open_book(path)
    assert [(one.name, list(one.rows), one.hidden) for one in read.sheets] == [
        ("Sheet", [], True),
        ("数据", [[], [None, 5]], False),
    ]
    assert said(path) == ["hidden"]
    assert "Sheet" in str(read.notes[0])


@pytest.mark.parametrize("name", ["old.xls", "open.ods"])
def test_other_workbooks(name):
    """Made by xlwt and odfpy: a share shown as per cent, a literal sign, merged, hidden."""
    read = open_book(FILES / name)
    assert list(read.sheets[0].rows) == [
        ["指标", 2013, 2014],
        ["占比", "2.01%", 3],
        ["合并", 7],
        ["合并", 8.5],
    ]
    assert read.sheets[0].merged == {(3, 0): (2, 0)}
    assert [sheet.hidden for sheet in read.sheets] == [False, True]
    assert said(FILES / name) == ["hidden"]


def test_hidden_rows_of_other_workbooks_are_named(tmp_path):
    """The second row of each is hidden by what Excel and LibreOffice write for that."""
    old = (FILES / "old.xls").read_bytes()
    row = b"\x08\x02\x10\0\1\0\0\0\3\0\xff\0\0\0\0\0"
    assert old.count(row + b"\0") == 1
    (tmp_path / "a.xls").write_bytes(old.replace(row + b"\0", row + b"\x20"))
    with (
        zipfile.ZipFile(FILES / "open.ods") as source,
        zipfile.ZipFile(tmp_path / "a.ods", "w") as made,
    ):
        for name in source.namelist():
            part = source.read(name)
            tag = b"</table:table-row><table:table-row"
            made.writestr(name, part.replace(tag, tag + b' table:visibility="collapse"', 1))
    for name in ("a.xls", "a.ods"):
        assert open_book(tmp_path / name).sheets[0].unseen == ("2",)


def test_values_of_old_workbooks():
    """Made by LibreOffice: dates, spans, errors, results of formulas, a link, borders below."""
    assert rows_of(FILES / "old_values.xls") == [
        [
            "日期",
            date(2014, 12, 31),
            datetime(2014, 12, 31, 6, 30),
            "06:00:00",
            "1 day, 12:00:00",
            -1,
        ],
        ["错误", "#DIV/0!", "#N/A", True, "4.02%", "日期止"],
        [60.5, "7%", "100%"],
    ]


def named(part: str) -> bytes:
    """How an Office file names a part."""
    text = part.encode("utf-16-le")
    return text.ljust(64, b"\0") + bytes([len(text) + 2, 0])


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (named("Workbook"), named("WordDocument"), "word"),
        (named("Workbook"), named("PowerPoint Document"), "slides"),
        (named("Workbook"), named("EncryptedPackage"), "encrypted"),
        (named("Workbook"), named("Contents"), "closed"),
        # The record of the code page becomes that of a password.
        (b"\x42\0\2\0\xb0\4", b"\x2f\0\2\0\xb0\4", "encrypted"),
    ],
)
def test_old_office_files_that_show_no_workbook(tmp_path, old, new, kind):
    data = (FILES / "old.xls").read_bytes()
    assert data.count(old) == 1
    (tmp_path / "a.xls").write_bytes(data.replace(old, new))
    assert refusal(tmp_path / "a.xls") == kind


def test_old_workbooks_are_refused_before_they_take_long(tmp_path, monkeypatch, capfd):
    data = (FILES / "old_values.xls").read_bytes()
    # The link of one cell is that of all.
    link = b"\1\0\1\0\0\0\0\0\xd0\xc9\xea\x79"
    assert data.count(link) == 1
    (tmp_path / "a.xls").write_bytes(data.replace(link, b"\0\0\xff\xff\0\0\xff\0" + link[8:]))
    assert refusal(tmp_path / "a.xls") == "damaged"
    monkeypatch.setattr(old_excel, "MOST_CELLS", 17)
    assert refusal(FILES / "old_values.xls") == "stray"
    monkeypatch.setattr(old_excel, "MOST_BYTES", 10)
    assert refusal(FILES / "old_values.xls") == "old_size"
    assert capfd.readouterr() == ("", "")


def test_what_a_file_is_decides_not_its_name(tmp_path):
    source = workbook(tmp_path / "a.xlsx", {"A1": 1})
    (tmp_path / "b.csv").write_bytes(source.read_bytes())
    (tmp_path / "c.xlsx").write_text("年份,数值\n2015,60\n", encoding="utf-8")
    assert rows_of(tmp_path / "b.csv") == [[1]]
    assert rows_of(tmp_path / "c.xlsx") == [["年份", "数值"], ["2015", "60"]]


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.csv", b"", "nothing"),
        ("a.csv", b"\n \n,,\n", "empty"),
        ("~$a.xlsx", b"\x06Clerk", "lock"),
        (".~lock.a.ods#", b",Clerk", "lock"),
        ("a.xlsx", b"%PDF-1.7\n", "pdf"),
        ("a.xls", b"{\\rtf1 x}", "word"),
        ("a.docx", packed("word/document.xml"), "word"),
        ("a.pptx", packed("ppt/presentation.xml"), "slides"),
        ("a.xlsx", packed("Index/Tables/Tile.iwa"), "numbers"),
        ("a.xlsb", packed("xl/workbook.bin"), "binary_workbook"),
        ("a.zip", packed("a.csv"), "zip"),
        ("a.zip", EMPTY, "zip"),
        ("a.rar", b"Rar!\x1a\x07", "zip"),
        ("a.xlsx", b"\x89PNG\r\n", "image"),
        ("a.xls", b"\n<html><table><tr><td>1", "page"),
        ("a.xls", b"\xef\xbb\xbf<!DOCTYPE html>", "page"),
        ("a.xls", b"MIME-Version: 1.0\n", "page"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "xml"),
        ("a.json", b'{"a": 1}', "json"),
        ("a.xls", b"\x09\x04\x06\x00\x00\x00", "ancient"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted", "closed"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.xlsx", b"PK\x03\x04 no zip", "damaged"),
        ("a.csv", b"a,b\x00\x01\x02\xff", "binary"),
        ("a.csv", "Россия,1\nКитай,2".encode("cp1251"), "unknown"),
        ("a.csv", "指标,企业".encode()[:-1], "broken_text"),
        ("a.csv", b"\xff\xfea", "broken_text"),
    ],
)
def test_what_holds_no_table_is_refused_by_its_kind(tmp_path, name, data, kind):
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name) == kind


def test_a_protected_workbook_is_told_from_a_damaged_one():
    assert refusal(FILES / "protected.xlsx") == "encrypted"


def test_what_is_no_file(tmp_path):
    (tmp_path / "规划.xlsx").write_bytes(b"x")
    assert refusal(tmp_path) == "folder"
    assert refusal(tmp_path / "规化.xlsx") == "no_file"
    with pytest.raises(DataError, match=r"did you mean '规划\.xlsx'"):
        open_book(tmp_path / "规化.xlsx")
    with pytest.raises(DataError, match="no file"):
        open_book(tmp_path / "a\0b")
    with pytest.raises(DataError, match="no file"):
        open_book(tmp_path / ("a" * 300))


def test_a_fault_inside_the_reader_of_values_is_told_as_damage(tmp_path):
    """It raises what is no Exception; Ctrl-C and all others are not taken for it."""
    source = workbook(tmp_path / "a.xlsx", {"A1": datetime(2015, 1, 1)})
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(source) as archive:
        text = archive.read(part)
    assert b"<v>42005</v>" in text
    text = text.replace(b"<v>42005</v>", b"<v>-1e308</v>")
    assert refusal(changed(source, tmp_path / "made.xlsx", part, text)) == "damaged"


def test_an_interrupt_in_the_reader_of_values_stays_one(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("linhai_analysis.sheets.workbooks.filled_sheet", interrupt)
    with pytest.raises(KeyboardInterrupt):
        open_book(workbook(tmp_path / "a.xlsx", {"A1": 1}))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    assert refusal(tmp_path / "a.csv") == "device"


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{}"><v>1</v></c></row>'
    path = with_sheet(tmp_path, far.format("XFD1048576"))
    assert refusal(path) == "stray"
    with pytest.raises(DataError, match="XFD1048576"):
        open_book(path)
    # No cell of Excel.
    assert refusal(with_sheet(tmp_path, far.format("XFE1048576"))) == "damaged"
    assert refusal(with_sheet(tmp_path, far.format("A99999999"))) == "damaged"
    assert rows_of(
        with_sheet(
            tmp_path, '<row r="9"><c r="ZZ9" s="0"/></row><row r="10"><c r="A10"><v>1</v></c></row>'
        )
    )[9] == [1]
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_002))
    assert refusal(with_sheet(tmp_path, rows)) == "rows"
    bomb = BEGIN.encode() + b" " * 250_000_000
    source = tmp_path / "source.xlsx"
    assert refusal(changed(source, path, "xl/worksheets/sheet1.xml", bomb)) == "unpacked"
    (tmp_path / "a.csv").write_bytes(b"1,2\n" * 500_002)
    assert refusal(tmp_path / "a.csv") == "lines"
    monkeypatch.setattr(opening, "MOST_BYTES", 10)
    assert refusal(tmp_path / "a.csv") == "size"


def test_room_for_cells_is_that_of_all_sheets(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", {"B2": 1, "C9": 1})
    monkeypatch.setattr("linhai_analysis.sheets.workbooks.MOST_CELLS", 16)
    assert rows_of(path)[1] == [None, 1]
    monkeypatch.setattr("linhai_analysis.sheets.workbooks.MOST_CELLS", 15)
    assert refusal(path) == "stray"


@pytest.mark.parametrize(
    "part",
    ["workbook.xml", "worksheets/sheet1.xml", "styles.xml", "_rels/workbook.xml.rels"],
)
@pytest.mark.parametrize("text", [b"", b"<a", b"\xff\xfe<\0a\0", b"<a/>"])
def test_broken_parts_are_damage_or_nothing(tmp_path, part, text):
    source = workbook(tmp_path / "source.xlsx", {"A1": 1})
    path = changed(source, tmp_path / "a.xlsx", f"xl/{part}", text)
    assert refusal(path) in ("damaged", "empty")


def test_no_byte_can_do_more_than_damage(tmp_path):
    """A byte changed or all after it cut off: cells, or a refusal; nothing else, whatever file."""
    path = tmp_path / "a"
    sources = [workbook(tmp_path / "a.xlsx", {"A1": 1, "B2": "企业"})]
    sources += [FILES / "old.xls", FILES / "old_values.xls"]
    for source in sources:
        data = source.read_bytes()
        for place in range(0, len(data), len(data) // 60):
            for bad in (data[:place], data[:place] + b"\xe9" + data[place + 1 :]):
                path.write_bytes(bad)
                with suppress(DataError):
                    assert open_book(path).sheets


def test_the_file_stays_as_it_is(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A1": 1})
    before = path.read_bytes(), path.stat().st_mtime_ns
    open_book(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-32", []),
        ("utf-16-le", ["encoding"]),
        ("utf-16-be", ["encoding"]),
        ("gb18030", ["encoding"]),
    ],
)
def test_encodings(tmp_path, encoding, notes):
    text = "指标,2013年\n企业,40\n"
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    assert (rows_of(path), said(path)) == ([["指标", "2013年"], ["企业", "40"]], notes)


@pytest.mark.parametrize(
    ("encoding", "name", "texts"),
    [
        (
            "gbk",
            "GB 18030",
            "临海市,331082|单位：万元|椒江,1|衢州,3|粮食,棉花|柑橘,3|鄞州区,12|R&D经费,3|鑫,1",
        ),
        (
            "big5",
            "Big5",
            "香港,1|桃園,1|新竹縣,3|員林鎮,12|澎湖,1|失業率（％）,4.2|總人口,2015年底",
        ),
        (
            "cp1252",
            "Windows-1252",
            "Côte d’Ivoire,40|México,1|São Tomé,1|Österreich;3|GDP – total,3|Temp °C,1|ÉTÉ,3",
        ),
    ],
)
def test_short_texts_in_old_encodings(encoding, name, texts):
    for text in texts.split("|"):
        read, notes = decode(text.encode(encoding), "a.csv")
        assert (read, dict(notes[0].values)["encoding"]) == (text, name)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("geo,unit\\time\t2018\nA,PC\t1", [["geo,unit\\time", "2018"], ["A,PC", "1"]]),
        ("a|b\r1|2", [["a", "b"], ["1", "2"]]),
        (
            "标题\n\n年,值,\n1,2,\n注：甲；乙;丙",
            [["标题"], [], ["年", "值"], ["1", "2"], ["注：甲；乙;丙"]],
        ),
        ("a;b\nx, y;2", [["a", "b"], ["x, y", "2"]]),
        ('a,b\n"x\ny",="007"\n', [["a", "b"], ["x\ny", "007"]]),
        ('a,b\n5" pipe,"9,835.8"', [["a", "b"], ['5" pipe', "9,835.8"]]),
        ("一\n二", [["一"], ["二"]]),
    ],
)
def test_delimiters_and_quotation_marks(tmp_path, text, rows):
    assert text_rows(tmp_path, text) == rows


@pytest.mark.parametrize("text", ['a,b\n1,"2\n3,4\n', 'a,b\n"1,2\n3,"4",5\n', '"' + "a" * 200_000])
def test_open_quotation_marks_are_named(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert refusal(tmp_path / "a.csv") == "quote"
    line = 1 if text[0] == '"' else 2
    with pytest.raises(DataError, match=f"line {line} "):
        open_book(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("cells", "read", "notes"),
    [
        ("40,5;44", ["40.5", "44"], ["decimal_comma"]),
        ("1.234,56;1.234;40,500", ["1234.56", "1234", "40.500"], ["decimal_comma"]),
        ("1 234,5;-0,125 b;12,5%", ["1234.5", "-0.125 b", "12.5%"], ["decimal_comma"]),
        ("40,5;3.25;1.234", ["40.5", "3.25", "1.234"], ["decimal_comma"]),
        ("40,5;1,234,567", ["40,5", "1,234,567"], []),
        ("1,234.5;2,000", ["1,234.5", "2,000"], []),
        ("12,5 bis 13;x", ["12,5 bis 13", "x"], []),
    ],
)
def test_decimal_commas(tmp_path, cells, read, notes):
    text = "a;b;c\n" + cells
    assert text_rows(tmp_path, text)[1] == read
    assert said(tmp_path / "made.csv") == notes


def test_a_comma_of_two_readings(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b\nx;40,500\n", encoding="utf-8")
    assert refusal(path) == "comma"
    with pytest.raises(DataError, match="B2"):
        open_book(path)
    # What people copy out of a workbook has tabs, and marks of thousands.
    path.write_text("a\tb\nx\t40,500\n", encoding="utf-8")
    assert (rows_of(path)[1], said(path)) == (["x", "40,500"], ["thousands"])


def test_every_kind_of_refusal_has_words():
    found = re.findall(r'"open\.(\w+)"|refuse, "(\w+)"', Path(opening.__file__).read_text("utf-8"))
    names = {one or other for one, other in found}
    assert len(names) > 15
    assert {name for name in names if not known(f"open.{name}")} == set()


def test_marks_tell_how_far_a_sheet_reaches():
    sheet = marks.Marks()
    assert sheet.room == 0
    sheet.add([2, 9], [1, 3])
    assert sheet.room == 24
    with pytest.raises(ValueError, match="beyond"):
        sheet.add([1_048_576], [0])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Nord;13.076.721;682.986\n", ["Nord", "13076721", "682986"]),
        ("Nord,13.076.721,682.986\n", ["Nord", "13076721", "682986"]),
        ("Nord;13.076.721 b;1.234*\n", ["Nord", "13076721 b", "1234*"]),
        ("A;12.345;3.5\n", ["A", "12.345", "3.5"]),
        ("A,12.345,12.567\n", ["A", "12.345", "12.567"]),
        ("甲;12.345;12.567\n", ["甲", "12.345", "12.567"]),
        ("A;1.2.3;12.345\n", ["A", "1.2.3", "12.345"]),
    ],
)
def test_dots_that_group_thousands(tmp_path, text, read):
    assert text_rows(tmp_path, text)[0] == read


def test_numbers_stored_as_numbers_have_no_marks_of_thousands(tmp_path):
    cells = {"A1": "13.076.721", "B1": "682.986", "C1": 682.986}
    path = workbook(tmp_path / "a.xlsx", cells)
    assert rows_of(path) == [["13076721", "682986", 682.986]]
    assert said(path) == ["dots"]


@pytest.mark.parametrize("cells", ["12.345;123.456", "1.234.567;1.234;0.5"])
def test_a_dot_of_two_readings(tmp_path, cells):
    path = tmp_path / "a.csv"
    path.write_text(f"Nord;{cells}\n")
    assert refusal(path) == "dot"
    pair = dict(zip(("A1", "B1", "C1"), cells.split(";"), strict=False))
    assert refusal(workbook(tmp_path / "a.xlsx", pair)) == "dot"


@pytest.mark.parametrize("name", ["old_marks.xls", "open_marks.ods"])
def test_small_marks_stay_small_in_other_workbooks(name):
    """Made by xlwt and odfpy: 2018 with a raised 1, 11.5 with a raised a, 2019 partly bold."""
    assert rows_of(FILES / name) == [["年份", "产值"], ["2018¹", "11.5^a"], ["2019", 12.5]]


def test_small_marks_stay_small(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet, raised = book.add_worksheet(), book.add_format({"font_script": 1})
    lowered, bold = book.add_format({"font_script": 2}), book.add_format({"bold": True})
    for n, mark in enumerate(("1", "2)", "a", "①")):
        sheet.write_rich_string(0, n, "11.5", raised, mark)
    sheet.write_rich_string(1, 0, "CO", lowered, "2", " ")
    sheet.write_rich_string(1, 1, bold, "1", "2")
    sheet.write(1, 2, "12")
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [
        ["11.5¹", "11.5²", "11.5^a", "11.5①"],
        ["CO2", "12", "12"],
    ]
    run = '<r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'
    inline = f"<is><r><t>12</t></r>{run}</is>"
    cells = f'<row r="1"><c r="A1" t="inlineStr">{inline}</c><c r="B1"><v>3</v></c></row>'
    assert rows_of(with_sheet(tmp_path, cells)) == [["12²", 3]]


def test_hidden_rows_and_columns_are_read_and_named(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("数据")
    for n in range(6):
        sheet.write_row(n, 0, [n, n, n])
    for n in (1, 2, 9):
        sheet.set_row(n, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    sheet.set_column(7, 9, None, None, {"hidden": True})
    book.close()
    read = open_book(tmp_path / "a.xlsx")
    assert read.sheets[0].rows[1] == [1, 1, 1]
    assert read.notes[0].text("en").endswith("hidden rows or columns were read too: 2–3, B")


@pytest.mark.parametrize("file", ["old_values.xls", "open.ods"])
def test_defect_of_our_own_is_not_told_as_damage(monkeypatch, file):
    """A wrong name in the code says nothing of the file."""

    def wrong(*_):
        raise TypeError("a defect")

    for module in ("workbooks", "old_excel"):
        monkeypatch.setattr(f"linhai_analysis.sheets.{module}._sheets", wrong)
    with pytest.raises(TypeError, match="a defect"):
        open_book(FILES / file)

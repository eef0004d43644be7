"""Following the advice of a refusal works: the plan with the fault, and as the sentence says."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import linhai_analysis as la
from linhai_analysis.errors import DataError, FaultsError
from linhai_analysis.sheets.opening import open_book
from linhai_analysis.words import Sentence

SOUND = {
    "indicators": "indicator,unit,kind,better\nfirms,家,count,up\nspending,万元,amount,up\n",
    "targets": "indicator,base_year,target_year,target\nfirms,2015,2020,120\n",
    "observations": "indicator,year,value\nfirms,2015,60\n",
}
GOALS = "target_id,indicator,base_year,target_year,target,replaces\n"
SEEN = "indicator,year,value,{}\nfirms,2015,60,\nfirms,2016,70,{}\n"
PRINTED = "indicator,base_year,target_year,{}printed\nfirms,2015,2020,{}\n"
SOURCES = "source_id,original\nbook,\nsite,{}\ncopy,site\n"

# key, table, the table with the fault, what the sentence advises, and the table that follows it.
ADVICE = [
    (
        "cell.empty",
        "indicators",
        "indicator,kind,better\n,count,up\nfirms,count,up\n",
        "must be filled",
        "indicator,kind,better\ncities,count,up\nfirms,count,up\n",
    ),
    (
        "cell.not_one_of",
        "indicators",
        "indicator,kind,better\nfirms,cuont,up\n",
        "is not one of count, amount",
        "indicator,kind,better\nfirms,count,up\n",
    ),
    (
        "cell.not_a_year",
        "observations",
        "indicator,year,value\nfirms,15,60\n",
        "write four digits, for example 2020",
        "indicator,year,value\nfirms,2015,60\n",
    ),
    (
        "cell.not_a_number",
        "targets",
        "indicator,base_year,target_year,target,target_high\nfirms,2015,2020,120,多家\n",
        "write digits only (the unit goes into the column unit",
        "indicator,base_year,target_year,target,target_high\nfirms,2015,2020,120,150\n",
    ),
    (
        "cell.not_a_number",
        "observations",
        "indicator,year,value\nfirms,2015,60多家\n",
        "write digits only (the unit goes into the column unit",
        "indicator,year,value,unit\nfirms,2015,60,家\n",
    ),
    (
        "cell.truth",
        "observations",
        "indicator,year,value\nfirms,2015,TRUE\n",
        "write the number, or leave the cell empty",
        SOUND["observations"],
    ),
    (
        "cell.scaled",
        "observations",
        "indicator,year,value\nspending,2015,1.8万\nfirms,2015,60\n",
        "write the number alone: 1.8 if it is 1.8万元",
        "indicator,year,value\nspending,2015,1.8\nfirms,2015,60\n",
    ),
    (
        "cell.other_year",
        "observations",
        "indicator,year,value\nfirms,2015,2016年60家\n",
        "write the number alone, in the column of its year",
        "indicator,year,value\nfirms,2016,60\n",
    ),
    (
        "cell.too_long",
        "indicators",
        f"indicator,unit,kind,better,name_en\nfirms,家,count,up,{'n' * 501}\n",
        "write it shorter",
        f"indicator,unit,kind,better,name_en\nfirms,家,count,up,{'n' * 500}\n",
    ),
    (
        "cell.infinite",
        "targets",
        "indicator,base_year,target_year,target,target_high\nfirms,2015,2020,120,inf\n",
        "leave the cell empty where there is no figure",
        "indicator,base_year,target_year,target,target_high\nfirms,2015,2020,120,\n",
    ),
    (
        "cell.not_a_flag",
        "observations",
        SEEN.format("break", "maybe"),
        "write yes, or leave the cell empty",
        SEEN.format("break", "yes"),
    ),
    (
        "cell.not_decimals",
        "indicators",
        "indicator,unit,kind,better,decimals\nfirms,家,count,up,many\n",
        "write a digit",
        "indicator,unit,kind,better,decimals\nfirms,家,count,up,1\n",
    ),
    (
        "cell.date",
        "targets",
        PRINTED.format("", "2025-03-05"),
        "where 3-5 was written, format the cell as text and write it again",
        PRINTED.format("", "3-5"),
    ),
    (
        "cell.date_text",
        "targets",
        PRINTED.format("", "3月5日"),
        "format the cell as text and write them again",
        PRINTED.format("", "3-5"),
    ),
    (
        "cell.other_unit",
        "observations",
        "indicator,year,value\nfirms,2015,60%\n",
        "write the number in that unit",
        "indicator,year,value\nfirms,2015,60\n",
    ),
    (
        "head.twice",
        "observations",
        "indicator,year,value,value\nfirms,2015,60,60\n",
        "keep one",
        SOUND["observations"],
    ),
    (
        "head.missing",
        "observations",
        "indicator,year,amount\nfirms,2015,60\n",
        "may be written value, 数值",
        "indicator,year,数值\nfirms,2015,60\n",
    ),
    (
        "row.twice",
        "indicators",
        "indicator,unit,kind,better\nfirms,家,count,up\nfirms,家,count,up\n",
        "keep one of the two rows",
        SOUND["indicators"],
    ),
    (
        "row.twice_figures",
        "observations",
        SEEN.format("status", "") + "firms,2016,72,\n",
        "mark the later one in the column status as revised",
        SEEN.format("status", "") + "firms,2016,72,revised\n",
    ),
    (
        "row.twice_figures",
        "observations",
        SEEN.format("source_id", "book") + "firms,2016,72,book\n",
        "say where each is from in the column source_id",
        SEEN.format("source_id", "book") + "firms,2016,72,site\n",
    ),
    (
        "link.unknown",
        "observations",
        "indicator,year,value\nfrims,2015,60\n",
        "did you mean 'firms'?",
        "indicator,year,value\nfirms,2015,60\n",
    ),
    (
        "link.both_or_neither",
        "indicators",
        "indicator,kind,better,numerator,denominator\nfirms,count,up,,firms\n",
        "give both or neither",
        "indicator,kind,better,numerator,denominator\nfirms,count,up,,\n",
    ),
    (
        "link.two_steps",
        "sources",
        "source_id,original\nbook,\nsite,book\ncopy,site\n",
        "'book'; name the first publication",
        "source_id,original\nbook,\nsite,book\ncopy,book\n",
    ),
    (
        "link.not_after",
        "targets",
        "indicator,base_year,target_year,target\nfirms,2015,2010,120\n",
        "correct the one that is wrong",
        SOUND["targets"],
    ),
    (
        "link.no_target",
        "targets",
        "indicator,base_year,target_year,target,printed\nfirms,2015,2020,,\n",
        "and printed is empty too; fill in one of them",
        "indicator,base_year,target_year,target,printed\nfirms,2015,2020,,120家\n",
    ),
    (
        "link.below_target",
        "targets",
        "indicator,base_year,target_year,target,target_high\nfirms,2015,2020,120,100\n",
        "exchange them",
        "indicator,base_year,target_year,target,target_high\nfirms,2015,2020,100,120\n",
    ),
    (
        "link.rate_above_1",
        "targets",
        "indicator,base_year,target_year,target,basis\nfirms,2015,2020,8,growth_rate\n",
        "did you mean 0.08?",
        "indicator,base_year,target_year,target,basis\nfirms,2015,2020,0.08,growth_rate\n",
    ),
    (
        "link.no_target_of",
        "targets",
        f"{GOALS}old,firms,2015,2020,120,\nnew,firms,2015,2020,150,odl\n",
        "did you mean 'old'?",
        f"{GOALS}old,firms,2015,2020,120,\nnew,firms,2015,2020,150,old\n",
    ),
    (
        "link.circle",
        "targets",
        f"{GOALS}old,firms,2015,2020,120,\nnew,firms,2015,2020,150,new\n",
        "name the target as it was before the change",
        f"{GOALS}old,firms,2015,2020,120,\nnew,firms,2015,2020,150,old\n",
    ),
    (
        "link.two_decided",
        "observations",
        SEEN.format("source_id,decided", "book,yes") + "firms,2016,72,site,yes\n",
        "one can count",
        SEEN.format("source_id,decided", "book,yes") + "firms,2016,72,site,\n",
    ),
    (
        "link.counted_differs",
        "observations",
        "indicator,year,value,counted\nfirms,2015,60,stock\nfirms,2016,15,in_year\n",
        "list what is counted in another way as an indicator of its own",
        {
            "indicators": SOUND["indicators"] + "new_firms,家,count,up\n",
            "observations": "indicator,year,value,counted\n"
            "firms,2015,60,stock\nnew_firms,2016,15,in_year\n",
        },
    ),
    (
        "link.other_unit",
        "observations",
        SEEN.format("unit", "个"),
        "or correct the unit",
        SEEN.format("unit", "家"),
    ),
    (
        "printed.base_year",
        "targets",
        PRINTED.format("", "比2014年增长50%"),
        "correct the one that is wrong",
        PRINTED.format("", "比2015年增长50%"),
    ),
    (
        "printed.target_year",
        "targets",
        PRINTED.format("", "到2025年达到120家"),
        "correct the one that is wrong",
        PRINTED.format("", "到2020年达到120家"),
    ),
    (
        "printed.years",
        "targets",
        PRINTED.format("", "三年引进100家"),
        "correct what is wrong",
        PRINTED.format("", "五年引进100家"),
    ),
    (
        "printed.differs",
        "targets",
        PRINTED.format("basis,", "level,新增100家"),
        "leave the cell empty",
        PRINTED.format("basis,", ",新增100家"),
    ),
    (
        "printed.another",
        "targets",
        PRINTED.format("target,", "110,120家"),
        "leave the cell empty",
        PRINTED.format("target,", ",120家"),
    ),
    ("plan.no_table", "targets", "", "add a sheet or a CSV file of that name", SOUND["targets"]),
]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What stands inside other sentences, or is said in Python or of the package's own tables.
NO_FAULTS = {
    "row.key",
    "link.in_table",
    "link.in_row",
    "plan.needed",
    "plan.no_targets",
    "plan.list",
    "plan.none",
    "plan.all_internal",
    "plan.not_built",
    "plan.raw",
    "plan.mapping",
    "plan.no_frame",
    "printed.no_part",
}


def folder(path: Path, tables: dict[str, str]) -> Path:
    path.mkdir()
    for name, text in tables.items():
        if text:
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def workbook(path: Path, tables: dict[str, str]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in tables.items():
        if text:
            sheet = book.create_sheet(name)
            for row in csv.reader(text.splitlines()):
                sheet.append(
                    [date.fromisoformat(cell) if DAY.fullmatch(cell) else cell for cell in row]
                )
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def keys(problem: object) -> Iterator[str]:
    if isinstance(problem, Sentence):
        yield problem.key
        for _, value in problem.values:
            yield from keys(value)


@pytest.mark.parametrize("form", [folder, workbook])
@pytest.mark.parametrize(
    ("key", "table", "broken", "advice", "repaired"), ADVICE, ids=[row[0] for row in ADVICE]
)
def test_following_the_advice_works(tmp_path, form, key, table, broken, advice, repaired):
    # Only cells of a workbook can be dates.
    form = workbook if key == "cell.date" else form
    with pytest.raises(FaultsError) as caught:
        la.load_plan(form(tmp_path / "broken", SOUND | {table: broken}))
    [fault] = [one for one in caught.value.faults if key in keys(one.problem)]
    assert advice in str(fault)
    assert fault.text("zh") in caught.value.text("zh")
    followed = repaired if isinstance(repaired, dict) else {table: repaired}
    assert len(la.load_plan(form(tmp_path / "repaired", SOUND | followed)).targets)


def test_every_fault_of_a_plan_has_its_advice_followed():
    path = Path(la.__file__).parent / "faults.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    prefixes = ("cell.", "head.", "row.", "link.", "printed.", "plan.")
    told = {row["key"] for row in rows if row["key"].startswith(prefixes)}
    assert told - NO_FAULTS == {row[0] for row in ADVICE}


# ------------------------------------------------------------------------- files that do not open


def xlsx(hidden: bool = False, far: bool = False, filled: bool = True) -> bytes:
    """A workbook; with its only filled sheet hidden, or something far from its table."""
    book = openpyxl.Workbook()
    if hidden:
        book.create_sheet("data").append(["year", "value"])
        book["data"].sheet_state = "hidden"
    elif filled:
        book.active.append(["year", "value"])
    if far:
        book.active["XFD1048576"] = "x"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def packed(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return written.getvalue()


OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
SAVED = {"book.xlsx": xlsx()}
TEXT = {"figures.csv": b"year,value\n2015,1.5\n"}
# key, name and content of the file, what the sentence advises, and the file that follows it.
OPENED = [
    ("open.no_file", "figure.csv", None, "did you mean 'figures.csv'?", TEXT),
    ("open.folder", "folder", "", "give a file", TEXT),
    ("open.lock", "~$book.xlsx", b"x", "give book.xlsx itself", SAVED),
    (
        "open.all_hidden",
        "book.xlsx",
        xlsx(hidden=True),
        "show the one that is meant in Excel or WPS",
        SAVED,
    ),
    (
        "open.encrypted",
        "book.xlsx",
        (Path(__file__).parent / "files" / "protected.xlsx").read_bytes(),
        "take the password off and save it under another name",
        SAVED,
    ),
    ("open.closed", "book.xlsx", OFFICE, "take the password off and save it", SAVED),
    ("open.damaged", "book.xlsx", xlsx()[:-200], "save it as a new .xlsx file", SAVED),
    ("open.stray", "book.xlsx", xlsx(far=True), "delete the empty rows and columns", SAVED),
    ("open.ancient", "book.xls", b"\x09\x04\x06\0\0\0\x10\0", "save it as .xlsx", SAVED),
    ("open.word", "text.docx", packed("word/document.xml"), "save it as .xlsx", SAVED),
    ("open.slides", "show.pptx", packed("ppt/presentation.xml"), "save it as .xlsx", SAVED),
    ("open.numbers", "book.numbers", packed("Index/Document.iwa"), "export it as .xlsx", SAVED),
    ("open.binary_workbook", "book.xlsb", packed("xl/workbook.bin"), "save it as .xlsx", SAVED),
    ("open.zip", "data.zip", packed("figures.csv"), "unpack it and give the workbook", TEXT),
    ("open.pdf", "book.pdf", b"%PDF-1.7\n", "save it as .xlsx", SAVED),
    ("open.image", "table.png", b"\x89PNG\r\n\x1a\n\0", "save them as .xlsx", SAVED),
    ("open.page", "book.xls", b"<html><table></table></html>", "save it as .xlsx", SAVED),
    ("open.xml", "book.xls", b"<?xml version='1.0'?><a/>", "save it as .xlsx", SAVED),
    ("open.json", "data.csv", b'{"year": 2015}', "get the data as CSV", TEXT),
    ("open.binary", "data.csv", bytes(range(256)) * 8, "save it as .xlsx", SAVED),
    (
        "open.unknown",
        "data.csv",
        "Россия,1\nКитай,2\n".encode("cp1251"),
        "save it as 'CSV UTF-8'",
        TEXT,
    ),
    ("open.quote", "data.csv", b'year,value\n2015,"1.5\n2016,2\n', "close it or take it out", TEXT),
    (
        "open.comma",
        "data.csv",
        b"year;value\n2015;1,500\n2016;2,500\n",
        "write numbers with a decimal point and without marks of thousands",
        {"data.csv": b"year;value\n2015;1.5\n2016;2.5\n"},
    ),
    (
        "open.dot",
        "data.csv",
        b"year;value\n2015;1.234\n2016;2.345\n",
        "or one of them with other than three decimals",
        {"data.csv": b"year;value\n2015;1.2340\n2016;2.345\n"},
    ),
]
# What is only noted or filled in, what needs a file too large or a system of its own to be shown
# here, and what says all by saying what is there.
NOT_SHOWN = {"near", "hidden", "unseen"}
NOT_SHOWN |= {"device", "permission", "size", "old_size", "memory", "unpacked", "rows", "lines"}
NOT_SHOWN |= {"nothing", "empty", "broken_text", "dead_link"}


@pytest.mark.parametrize(
    ("key", "name", "content", "advice", "repaired"), OPENED, ids=[row[0] for row in OPENED]
)
def test_file_that_was_refused_opens_as_the_sentence_says(
    tmp_path, key, name, content, advice, repaired
):
    path = tmp_path / name
    if content is None:
        (tmp_path / "figures.csv").write_bytes(b"")
    elif isinstance(content, str):
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        open_book(path)
    assert key in keys(caught.value.args[0])
    assert advice in str(caught.value)
    assert name in caught.value.text("zh")
    [(other, data)] = repaired.items()
    (tmp_path / other).write_bytes(data)
    assert open_book(tmp_path / other).sheets[0].rows[0] == ["year", "value"]


def test_every_file_that_is_refused_has_its_advice_followed():
    path = Path(la.__file__).parent / "faults.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    told = {row["key"] for row in rows if row["key"].startswith("open.")}
    assert told == {row[0] for row in OPENED} | {f"open.{name}" for name in NOT_SHOWN}

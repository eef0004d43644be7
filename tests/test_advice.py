"""Following the advice of a refusal works: the plan with the fault, and as the sentence says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import linhai_analysis as la
from linhai_analysis.errors import FaultsError
from linhai_analysis.words import Sentence

SOUND = {
    "indicators": "indicator,unit,kind,better\nfirms,家,count,up\n",
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
        "indicator,kind,better\nfirms,number,up\n",
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
        "observations",
        "indicator,year,value\nfirms,2015,60家\n",
        "write digits only (the unit goes into the column unit",
        "indicator,year,value,unit\nfirms,2015,60,家\n",
    ),
    (
        "cell.infinite",
        "observations",
        "indicator,year,value\nfirms,2015,inf\n",
        "leave the cell empty where there is no figure",
        "indicator,year,value\nfirms,2015,\n",
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
        "say where each is from (source_id)",
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
        "give what is counted in another way an indicator id of its own",
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
# What stands inside other sentences, or is said in Python or of the package's own tables.
NO_FAULTS = {
    "row.key",
    "link.in_table",
    "link.in_row",
    "plan.needed",
    "plan.list",
    "plan.none",
    "plan.not_built",
    "plan.raw",
    "plan.mapping",
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
                sheet.append(row)
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
    assert told >= NO_FAULTS

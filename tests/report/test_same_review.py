"""One plan told in many ways is one review: the same review.json, but for what has to differ.

What has to differ, and is left out before two are compared: what `linhai check` tells of the
reading (its cells, columns and encoding), the row in which a target stands, the lines above the
table, the name of a plan where that is its folder's, and a target's own spelling where the way is
to spell it otherwise. Where rows or columns change places their order in the lists does, too.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import openpyxl
import pandas as pd
import pytest
from plan_books import book
from recalculated import PROGRAM, needs_office

import linhai_analysis as la
from linhai_analysis.report.numbers import json_files
from linhai_analysis.tables import json_text, plain_rows

# A review takes a second. A plan whose tables are the same, cell by cell, has the same review;
# in the thorough run each is made all the same.
EVERY = hypothesis.settings.default.max_examples > 100
TABLES = ("indicators", "targets", "observations", "sources", "tasks", "geos", "facts")
TITLE = "某市科技创新“十三五”规划主要指标"
HEADS = ["序号", "指标名称", "单位", "属性", "方向", "口径", "2015年基数", "2020年目标"]
HEADS += ["2016年", "2017年", "2018年", "责任单位", "数据来源", "备注"]
ENGLISH = ["No.", "Indicator", "Unit", "Attribute", "Direction", "Counted", "2015 baseline"]
ENGLISH += ["2020 target", "2016", "2017", "2018", "Department", "Source", "Note"]
ALSO = ["编号", "指标", "计量单位", "指标属性", "指标方向", "统计口径", "2015年实际", "规划目标"]
ALSO += ["2016", "2017年实际", "2018年完成", "牵头单位", "资料来源", "说明"]
UP, DOWN = "正向", "逆向"
ROWS: list[list[Any]] = [
    [1, "研发投入占比", "%", "预期性", UP, None, 1.55, "2.5%", 1.61, 1.68, 1.75],
    [2, "高新技术企业", "家", "预期性", UP, "期末存量", 60, "120家", 75, 92, 110],
    [3, "专利授权量", "件", "预期性", UP, "当年新增", 2425, "12500件", 3500, 6600, 12000],
    [4, "研发经费", "万元", None, UP, "当年新增", 12345, "年均增长12%", 13900, 15870, 18000],
    [5, "单位产值能耗", "吨标准煤/万元", "约束性", DOWN, None, 0.62, "下降16%", 0.59, 0.57, 0.55],
    [6, "新增平台", "个", "约束性", UP, "当年新增", None, "新增30个", 6, 7, 6],
    [7, "技术合同额", "亿元", "预期性", UP, "当年新增", 1.5, "翻一番", 1.7, None, 2.2],
]
OTHERS = [["统计局", "公报", None], ["科技局", "年鉴", "含新认定"], ["科技局", "年鉴", None]]
OTHERS += [["统计局", "公报", None], *[["科技局", "公报", None]] * 3]
ROWS = [row + others for row, others in zip(ROWS, OTHERS, strict=True)]
BASE, TARGET, YEARS = 6, 7, (8, 9, 10)
FIGURES = (BASE, *YEARS)
BLANK = [None] * len(HEADS)
Way = Callable[[Path], Path]


def sheet(folder: Path, rows=ROWS, heads=HEADS, above=([TITLE],), name="plan.xlsx", **more) -> Path:
    """The sheet as a workbook."""
    return book(folder / name, **more, 附表1=[*above, heads, *rows])


def text(folder: Path, encoding: str = "utf-8", comma: str = ",") -> Path:
    """The sheet as a text file."""
    path = folder / "plan.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=comma).writerows([[TITLE], HEADS, *ROWS])
    return path


def cells(change: Callable[[int, Any], Any]) -> list[list[Any]]:
    """The rows with every cell changed by its column."""
    return [[change(n, cell) for n, cell in enumerate(row)] for row in ROWS]


def row_of(place: int, **told: Any) -> list[list[Any]]:
    """The rows of which one tells some figures otherwise."""
    return [
        [told.get(f"c{n}", cell) for n, cell in enumerate(row)] if at == place else row
        for at, row in enumerate(ROWS)
    ]


def is_number(cell: Any) -> bool:
    return isinstance(cell, int | float)


def full_width(cell: Any) -> str:
    return str(cell).translate({n: n + 0xFEE0 for n in map(ord, "0123456789.%,")})


def reordered(rows: list[list[Any]], order: list[int]) -> list[list[Any]]:
    return [[row[n] for n in order] for row in rows]


def percent_cells(folder: Path) -> Path:
    """Fractions in cells that are shown as per cent."""
    shares = {f"c{n}": ROWS[0][n] / 100 for n in FIGURES}
    return sheet(folder, row_of(0, **shares), formats={f"{c}3": "0.00%" for c in "GIJK"})


def unit_in_the_name(folder: Path) -> Path:
    rows = [[row[0], f"{row[1]}（{row[2]}）", *row[3:]] for row in ROWS]
    return sheet(folder, rows, [*HEADS[:2], *HEADS[3:]])


def merged_over_rows(folder: Path) -> Path:
    """The last three rows have one department and one source, written once."""
    rows = [[*row[:11], None, None, row[13]] if row[0] > 5 else row for row in ROWS]
    return sheet(folder, rows, merged=["L7:L9", "M7:M9"])


def two_rows_of_headings(folder: Path) -> Path:
    first = [None if n in YEARS else head for n, head in enumerate(HEADS)]
    first[YEARS[0]] = "实际完成"
    second = [head if n in YEARS else None for n, head in enumerate(HEADS)]
    return book(folder / "plan.xlsx", 附表1=[[TITLE], first, second, *ROWS])


def with_unit(column: int, cell: Any, unit: str) -> Any:
    """A figure with its unit behind it, 60家; a quotient has none that people write there."""
    told = is_number(cell) and column in FIGURES and "/" not in unit
    return f"{cell}{unit}" if told else cell


def hidden(column: str) -> Way:
    """A column of the sheet that is not shown, be it one of figures or one that helps."""

    def way(folder: Path) -> Path:
        rows = [[*row, n] for n, row in enumerate(ROWS)]
        path = sheet(folder, rows, [*HEADS, "辅助"])
        made = openpyxl.load_workbook(path)
        made.worksheets[0].column_dimensions[column].hidden = True
        made.save(path)
        return path

    return way


def figures_below_each_other(folder: Path) -> Path:
    """A row a figure on a second sheet; the first has no figures and no sources."""
    kept = [n for n in range(len(HEADS)) if n not in (*FIGURES, HEADS.index("数据来源"))]
    years = dict(zip(FIGURES, range(2015, 2019), strict=True))
    long = [
        [row[1], year, row[n], row[12]]
        for row in ROWS
        for n, year in years.items()
        if row[n] is not None
    ]
    first = reordered([HEADS, *ROWS], kept)
    heads = ["指标名称", "年份", "数值", "数据来源"]
    return book(folder / "plan.xlsx", 附表1=[[TITLE], *first], 数据=[heads, *long])


def own_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of the plan as a program writes them."""
    plan = la.load_plan(sheet(folder))
    return {name: getattr(plan, name) for name in TABLES[:4]}


def csv_folder(folder: Path) -> Path:
    out = folder / "plan"
    out.mkdir()
    for name, table in own_tables(folder).items():
        table.to_csv(out / f"{name}.csv", index=False)
    return out


def book_of_tables(folder: Path, tables: dict[str, pd.DataFrame] | None = None) -> Path:
    path = folder / "tables" / "plan.xlsx"
    path.parent.mkdir()
    with pd.ExcelWriter(path) as writer:
        for name, table in (tables or own_tables(folder)).items():
            table.to_excel(writer, sheet_name=name, index=False)
    return path


def wide_figures(folder: Path) -> Path:
    """Tables of which that of the figures has a column a year."""
    tables = own_tables(folder)
    wide = tables["observations"].pivot(
        index=["indicator", "source_id"], columns="year", values="value"
    )
    return book_of_tables(folder, tables | {"observations": wide.reset_index()})


def another_folder(folder: Path) -> Path:
    deep = folder / "另一 文件夹" / "深"
    deep.mkdir(parents=True)
    return sheet(deep)


SHUFFLED = random.Random(17).sample(range(len(ROWS)), len(ROWS))
COLUMNS = random.Random(18).sample(range(len(HEADS)), len(HEADS))
WAYS: dict[str, Way] = {
    "fractions shown as per cent": percent_cells,
    "texts with a sign of per cent": lambda f: sheet(
        f, row_of(0, **{f"c{n}": f"{ROWS[0][n]}%" for n in FIGURES})
    ),
    "万 in the cell": lambda f: sheet(f, row_of(2, c7="1.25万件", c10="1.2万")),
    "亿元 in the cell": lambda f: sheet(f, row_of(3, c6="1.2345亿元", c10="1.8亿元")),
    "full-width digits": lambda f: sheet(
        f, cells(lambda n, c: full_width(c) if is_number(c) or n == TARGET else c)
    ),
    "thousands apart": lambda f: sheet(
        f, cells(lambda n, c: f"{c:,}" if is_number(c) and n in FIGURES else c)
    ),
    "numbers as texts": lambda f: sheet(f, cells(lambda n, c: str(c) if is_number(c) else c)),
    "blanks around texts": lambda f: sheet(
        f, cells(lambda n, c: f"　{c} " if isinstance(c, str) else c)
    ),
    "dashes for what is missing": lambda f: sheet(
        f, cells(lambda n, c: "—" if c is None and n in FIGURES else c)
    ),
    "dots for what is missing": lambda f: sheet(
        f, cells(lambda n, c: "…" if c is None and n in FIGURES else c)
    ),
    "blank rows": lambda f: sheet(f, [x for row in ROWS for x in (row, BLANK)]),
    "merged title": lambda f: sheet(f, merged=["A1:N1"]),
    "a line above": lambda f: sheet(f, above=([TITLE], ["填报单位：某市科技局"])),
    "headings in two lines": lambda f: sheet(f, heads=[h.replace("年", "年\n") for h in HEADS]),
    "headings spread over their cells": lambda f: sheet(f, heads=[" ".join(h) for h in HEADS]),
    "other Chinese headings": lambda f: sheet(f, heads=ALSO),
    "English headings": lambda f: sheet(f, heads=ENGLISH),
    "unit in the name": unit_in_the_name,
    "shuffled rows": lambda f: sheet(f, [ROWS[n] for n in SHUFFLED]),
    "shuffled columns": lambda f: sheet(
        f, reordered(ROWS, COLUMNS), reordered([HEADS], COLUMNS)[0]
    ),
    "a hidden column that helps": hidden("O"),
    "a hidden column of figures": hidden("J"),
    "figures below each other": figures_below_each_other,
    "department and source merged over rows": merged_over_rows,
    "two rows of headings": two_rows_of_headings,
    "units behind the figures": lambda f: sheet(
        f, [[with_unit(n, cell, row[2]) for n, cell in enumerate(row)] for row in ROWS]
    ),
    "Chinese commas": lambda f: sheet(
        f, cells(lambda n, c: f"{c:,}".replace(",", "，") if is_number(c) and n in FIGURES else c)
    ),
    "the headings again on a second page": lambda f: sheet(f, [*ROWS[:4], HEADS, *ROWS[4:]]),
    "empty columns before": lambda f: book(
        f / "plan.xlsx", 附表1=[[None, None, *row] for row in ([TITLE], HEADS, *ROWS)]
    ),
    "a cover": lambda f: book(
        f / "plan.xlsx", 封面=[["某市科技局"]], 附表1=[[TITLE], HEADS, *ROWS]
    ),
    "a note below": lambda f: sheet(f, [*ROWS, ["注：研发投入占比为初步核算数"]]),
    "UTF-8": text,
    "UTF-8 with a mark": lambda f: text(f, "utf-8-sig"),
    "GBK": lambda f: text(f, "gbk"),
    "UTF-16": lambda f: text(f, "utf-16"),
    "tabs": lambda f: text(f, "utf-16", "\t"),
    "semicolons": lambda f: text(f, "gbk", ";"),
    "a folder of CSV": csv_folder,
    "a workbook of tables": book_of_tables,
    "a column a year": wide_figures,
    "another folder": another_folder,
    "everything at once": lambda f: sheet(
        f,
        reordered(cells(lambda n, c: full_width(f"{c:,}") if n in FIGURES and c else c), COLUMNS),
        reordered([ENGLISH], COLUMNS)[0],
        above=([TITLE], ["填报单位：某市科技局"], BLANK),
        merged=["A1:N1"],
    ),
}
# Those whose tables differ by what is left out only, of which a review is made in every run.
WHOLE = ("everything at once", "a folder of CSV")


def content(plan: la.Plan) -> dict[str, Any]:
    """What review.json says of a plan in 2018."""
    made = la.build_review(plan, 2018, lang="zh")
    return json.loads(json_files("review", made.facts, made.tables, [])["review.json"])


def without(found: Any, *keys: str) -> Any:
    """The same without some keys, however deep; rows in an order that is no file's."""
    if isinstance(found, dict):
        return {k: without(v, *keys) for k, v in found.items() if k not in keys}
    if isinstance(found, list):
        return sorted((without(one, *keys) for one in found), key=lambda one: json.dumps(one))
    return found


LEFT_OUT = ("read", "filled_in", "row", "printed")


def tables_of(plan: la.Plan) -> dict[str, Any]:
    rows = {name: plain_rows(getattr(plan, name)) for name in TABLES}
    return without(json.loads(json_text(rows)), *LEFT_OUT)


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> la.Plan:
    return la.load_plan(sheet(tmp_path_factory.mktemp("plain")))


@pytest.fixture(scope="module")
def own(plain) -> dict[str, Any]:
    return content(plain)


@pytest.fixture(scope="module")
def reviewed(own) -> dict[str, Any]:
    return without(own, *LEFT_OUT)


@pytest.mark.parametrize("way", WAYS)
def test_plan_told_otherwise_has_the_same_review(plain, reviewed, tmp_path, way):
    plan = la.load_plan(WAYS[way](tmp_path))
    assert tables_of(plan) == tables_of(plain)
    if EVERY or way in WHOLE:
        # Tables have no title of their own.
        title = plan.printed_title or plan.name
        assert without(content(plan), *LEFT_OUT) == reviewed | {"title": title}


def test_review_says_what_the_plan_says(reviewed):
    """By hand, so that the same is no emptiness: 50 of 60 firms, 19 of 30 platforms."""
    done = {row["indicator"]: row["progress"] for row in reviewed["scorecard"]}
    assert done["高新技术企业"] == pytest.approx(50 / 60)
    assert done["新增平台"] == pytest.approx(19 / 30)
    assert done["研发投入占比"] == pytest.approx(0.2 / 0.95)
    assert done["单位产值能耗"] == pytest.approx(0.07 / (0.16 * 0.62))
    assert len(reviewed["plan_observations"]) == 26


@needs_office
@pytest.mark.skipif(not EVERY, reason="LibreOffice takes seconds for each: in the thorough run")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_workbook_saved_by_another_program_has_the_same_review(plain, tmp_path, kind):
    made = percent_cells(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    told = [str(PROGRAM), profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*told, str(made)], check=True, capture_output=True, timeout=300)
    assert tables_of(la.load_plan(tmp_path / f"plan.{kind}")) == tables_of(plain)


# What is a figure in the unit of its indicator, by table; all other numbers are free of it.
REST = ("still_per_year", "target_value")
AMOUNTS = {
    "citations": ("value",),
    "milestones": ("compound", "linear"),
    "paces": ("value",),
    "plan_observations": ("value",),
    "plan_targets": ("target",),
    "progress": ("aim", "base_value", "latest", "target_value"),
    "required_growth": ("base_value", "required_per_year", "target_value"),
    "still_required": ("base_value", "required_per_year", "target_value"),
    "scorecard": ("actual", "aim", "base_value", "margin", "on_path", "other_path", *REST),
}


@pytest.mark.parametrize(
    ("place", "unit", "size", "target", "free"),
    [(2, "万件", 1e4, "1.25万件", ()), (3, "亿元", 1e4, "年均增长12%", ("target", "target_value"))],
)
def test_unit_of_an_indicator_changes_its_figures_by_the_factor_and_nothing_else(
    own, tmp_path, place, unit, size, target, free
):
    """件 or 万件, 万元 or 亿元: rates, shares, verdicts and probabilities are the same.

    So is a target that is a rate (`free`). Sentences that quote a figure quote it in its unit.
    """
    told = {f"c{n}": ROWS[place][n] / size for n in FIGURES} | {"c2": unit, "c7": target}
    other = content(la.load_plan(sheet(tmp_path, row_of(place, **told))))
    name = ROWS[place][1]
    quoting = ("statement", "arithmetic", "unit", "printed")
    for table, rows in own.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            assert table in LEFT_OUT or rows == other[table]
            continue
        for one, two in zip(rows, other[table], strict=True):
            for column, value in one.items():
                rate = table == "citations" and one["figure"] == "target" and free
                sized = column in AMOUNTS.get(table, ()) and column not in free and not rate
                if one.get("indicator") == name and type(value) is float:
                    value = pytest.approx(value / (size if sized else 1), rel=1e-9)
                told = one.get("indicator") == name and column in quoting
                assert told or two[column] == value, (table, column)

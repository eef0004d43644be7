"""What people settled is read back, beside the plan or within it, however they wrote it.

The small plan: 60 firms in 2015, 120 in 2020. In 2018, after three of five years, 92 is (92-60) /
(120-60) = 53.3 % of the way, 95 is 58.3 %: with five points of room behind 60 % is late, on time.
"""

from __future__ import annotations

import datetime

import openpyxl
import pytest
from plan_books import book
from small_figures import TWO, figure, plan_of

import linhai_analysis as la
from linhai_analysis.errors import DataError, FaultsError
from linhai_analysis.progress.adopting import judge_each
from linhai_analysis.report.tables.conflicts import settle_table, settled_sentence

HEADS = ["序号", "类型", "指标", "年份", "各方数值或表述", "采用值", "核定依据", "核定单位"]
HEADS += ["核定日期", "签字"]
PATENTS = ("2500", "3300")


def settled_by(folder, *rows, heads=HEADS, sheet="核定表"):
    """The Linhai plan with a workbook in which other sheets stand too."""
    other = [["指标", "2020年目标"], ["专利授权量", "不是数"]]
    path = book(folder / "review.xlsx", 主要指标=other, **{sheet: [["核定表"], heads, *rows]})
    return la.load_plan(settled=path)


def patents(adopted, kind="数值不一致"):
    day = datetime.date(2018, 6, 30)
    return [1, kind, "专利授权量", 2020, "…", adopted, "以3.8.1为准", "市府办", day, "张三"]


def values(plan):
    """The conflict of the two values of patents granted."""
    return plan.conflicts().query("kind == 'value'").iloc[0]


@pytest.mark.parametrize(
    "written",
    [
        3300,
        "3300",
        "3,300",
        "3300件",
        "3300 件",
        "３３００件",
        "3300 (3.8.1)",
        "3300件（3.8.1）",
        "3300件（3.8.1节）",
    ],
)
def test_a_value_is_adopted_however_it_is_written(tmp_path, written):
    row = values(settled_by(tmp_path, patents(written)))
    assert (row["readings"], row["adopted"], row["decided"]) == (PATENTS, "3300", "以3.8.1为准")
    # Who signed stands behind the body.
    assert (row["decided_by"], row["decided_on"]) == ("市府办（张三）", "2018-06-30")


@pytest.mark.parametrize("left", [None, "", "待核定", "—", "open"])
def test_what_is_left_open_stays_open(tmp_path, left):
    assert values(settled_by(tmp_path, patents(left)))["adopted"] == ""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (patents("2600"), "F3（采用值）：“2600”不是该指标2020年的任何一个数；现有：2500件、3300件"),
        # 3.8.1 prints 3300.
        (patents("2500（3.8.1）"), "“2500（3.8.1）”不是该指标2020年的任何一个数"),
        ([*patents("")[:2], "专利授权数", 2020, "", "3300"], "是否指“专利授权量”？"),
        ([*patents("")[:3], "十三五末", "", "3300"], "核定表 D3（年份）"),
    ],
    ids=["no reading", "another place", "no indicator", "no year"],
)
def test_a_row_that_fits_nothing_is_told_with_its_cell(tmp_path, row, told):
    with pytest.raises(FaultsError) as refused:
        settled_by(tmp_path, row)
    assert told in refused.value.text("zh")
    assert "review.xlsx" in refused.value.text("zh")


def test_two_rows_cannot_settle_one_case_differently(tmp_path):
    with pytest.raises(FaultsError) as refused:
        settled_by(tmp_path, patents("3300"), patents("2500"))
    assert "F4（采用值）：“2500”与另一行或规划表中已核定的3300件不同" in refused.value.text("zh")


def test_a_table_given_beside_cannot_contradict_the_plan(tmp_path):
    plan_of(tmp_path / "plan", [*TWO[:2], TWO[2] | {"decided": "yes"}])
    (tmp_path / "a.csv").write_text("事项,年份,采用值\na,2018,92\n", encoding="utf-8")
    with pytest.raises(FaultsError, match="differs from 95"):
        la.load_plan(tmp_path / "plan", settled=tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("heads", "row", "sheet"),
    [
        (
            "事项 年份 采用值 核定依据 核定单位 签字 日期",
            ["专利授权量", "2020年", "3300"],
            "核定表",
        ),
        ("指标名称 目标年 核定值 理由", ["专利授权量", 2020, "3300件"], "核定表 (2)"),
        (
            "Indicator|Year|Adopted value|Ground|Decided by|Date|Signature",
            ["Patents granted in the year", 2020, "3300 pieces"],
            "To be settled",
        ),
    ],
)
def test_headings_that_clerks_write_are_known(tmp_path, heads, row, sheet):
    columns = heads.split("|" if "|" in heads else None)
    plan = settled_by(tmp_path, row, heads=columns, sheet=sheet)
    assert values(plan)["adopted"] == "3300"
    assert not [note for note in plan.read if "review.xlsx" in note.text("en")]


def test_a_misspelt_heading_is_told(tmp_path):
    plan = settled_by(tmp_path, ["专利授权量", 2020, "3300"], heads=["指标", "年份", "采纳值数"])
    assert "“采纳值数”列未被采用" in "".join(note.text("zh") for note in plan.read)


def test_wording_needs_no_value_and_what_was_written_there_is_told(tmp_path):
    plan = settled_by(tmp_path, patents("3300件", "名称不一致"))
    assert values(plan)["adopted"] == ""
    assert "所填“3300件”未使用" in plan.read[-1].text("zh")


def test_a_file_without_the_sheet_is_refused(tmp_path):
    path = book(tmp_path / "a.xlsx", 一=[["指标"], ["a"]], 二=[["指标"], ["b"]])
    with pytest.raises(DataError, match="no sheet"):
        la.load_plan(settled=path)


# ---------------------------------------------------------------- what follows


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_goes_out_is_filled_in_and_comes_back(tmp_path, lang):
    plan = plan_of(tmp_path / "plan", TWO)
    conflicts = plan.conflicts(lang)
    table = settle_table(plan, conflicts, lang, judge_each(plan, 2018, conflicts, lang=lang))
    heads = list(table)
    path = book(tmp_path / "review.xlsx", 核定表=[["核定表"], heads, *table.to_numpy().tolist()])
    # Unchanged, nothing is settled.
    assert la.load_plan(plan, settled=path).conflicts()["adopted"].tolist() == [""]
    opened = openpyxl.load_workbook(path)
    for place, text in zip((6, 7, 8), ("95", "以公报为准", "统计局"), strict=True):
        opened["核定表"].cell(3, place, text)
    opened.save(path)
    settled = la.load_plan(plan, settled=path)
    assert settled.conflicts()[["adopted", "decided", "decided_by"]].values.tolist() == (
        [["95", "以公报为准", "统计局"]]
    )
    late, on_time = la.scorecard(plan, 2018), la.scorecard(settled, 2018)
    assert (late["status"].item(), on_time["status"].item()) == ("slow", "on_track")
    # (95 - 60) / (120 - 60); and to 120 in two years from 95: (120 / 95) ** 0.5 - 1.
    assert on_time["progress"].item() == pytest.approx(35 / 60)
    assert la.still_required(settled, 2018)["required_cagr"].item() == pytest.approx(
        0.1239, abs=1e-4
    )
    # What was printed anew comes back as it is.
    again = settle_table(settled, settled.conflicts(lang), lang)
    path = book(tmp_path / "again.xlsx", 核定表=[list(again), *again.to_numpy().tolist()])
    back = la.load_plan(plan, settled=path).conflicts()
    assert back.equals(settled.conflicts())


def test_under_each_value_stands_the_verdict_that_it_would_bring(tmp_path):
    plan = plan_of(tmp_path, TWO)
    conflicts = plan.conflicts("zh")
    table = settle_table(plan, conflicts, "zh", judge_each(plan, 2018, conflicts, lang="zh"))
    assert table.iloc[0].tolist() == [
        "1",
        "同年数据不一致",
        "a",
        "2018",
        "《yearbook》为92家，据此评价为滞后于预期；《bulletin》为95家，据此评价为基本符合预期",
        "待核定",
        "",
        "",
        "",
        "",
    ]
    # Settled, the other value keeps its verdict.
    path = tmp_path / "settled.csv"
    path.write_text("指标,年份,采用值\na,2018,95\n", encoding="utf-8")
    settled = la.load_plan(plan, settled=path)
    rows = settled.conflicts("zh")
    judged = judge_each(settled, 2018, rows, lang="zh")
    assert dict(zip(rows["readings"][0], (one.verdict for one in judged[0]), strict=True)) == {
        "92": "滞后于预期",
        "95": "基本符合预期",
    }
    # A review of 2017 does not know the figures of 2018.
    assert judge_each(plan, 2017, conflicts) == [()]


def test_targets_are_judged_each(tmp_path):
    """92 of 2018: of the way to 120 53.3 %, of that to 100 80 %, after 60 % of the time."""
    targets = [{"target": 120, "place": "table 1"}, {"target": 100, "place": "3.2"}]
    plan = plan_of(tmp_path / "plan", TWO[:2], targets)
    conflicts = plan.conflicts("zh")
    [judged] = judge_each(plan, 2018, conflicts, lang="zh")
    assert [one.verdict for one in judged] == ["滞后于预期", "快于预期"]
    (tmp_path / "a.csv").write_text("指标,年份,采用值\na,2020,100家（3.2）\n", encoding="utf-8")
    card = la.scorecard(la.load_plan(plan, settled=tmp_path / "a.csv"), 2018)
    assert card["standing"].tolist() == ["set_aside", "in_force"]


REVISED = [
    figure(2015, 60, "S1"),
    figure(2018, 95, "S1", "first_release"),
    figure(2018, 92, "S1", "revised"),
]


@pytest.mark.parametrize(
    ("adopted", "counts", "adopted_is"), [("95", 95, "95"), ("92", 92, "92"), ("", 92, "92")]
)
def test_a_revision_may_be_settled_on_the_original_figure(tmp_path, adopted, counts, adopted_is):
    plan = plan_of(tmp_path / "plan", REVISED)
    text = f"类型,指标,年份,采用值,核定单位\n数据修订,a,2018,{adopted},统计局\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    settled = la.load_plan(plan, settled=tmp_path / "a.csv")
    assert settled.series("a")[2018] == counts
    assert settled.conflicts()["adopted"].tolist() == [adopted_is]


def test_a_revision_and_two_sources_printed_and_given_back_change_nothing(tmp_path):
    rows = [*REVISED, figure(2018, 99, "S2")]
    plan = plan_of(tmp_path / "plan", rows)
    before = plan.conflicts()
    assert before["adopted"].tolist() == ["", "92"]
    table = settle_table(plan, before, "zh")
    path = book(tmp_path / "a.xlsx", 核定表=[list(table), *table.to_numpy().tolist()])
    assert la.load_plan(plan, settled=path).conflicts().equals(before)


def test_a_vintage_is_settled_on_as_a_whole(tmp_path):
    """55 instead of 60 in 2015: 98 of 2018 is of the same series."""
    first = [figure(2015, 60, "S1"), figure(2018, 110, "S1")]
    anew = [figure(2015, 55, "S2", "revised"), figure(2018, 98, "S2", "revised")]
    plan = plan_of(tmp_path / "plan", [*first, *anew])
    (tmp_path / "a.csv").write_text("指标,年份,采用值\na,2015,55\n", encoding="utf-8")
    settled = la.load_plan(plan, settled=tmp_path / "a.csv")
    assert settled.series("a").to_dict() == {2015: 55, 2018: 98}


def test_an_approved_change_is_not_undone_by_the_table(tmp_path):
    approved = {"replaces": "table 1", "decided_by": "Council 2018/7"}
    targets = [{"target": 120, "place": "table 1"}, {"target": 150, "place": "p. 9"} | approved]
    plan = plan_of(tmp_path / "plan", TWO[:2], targets)
    table = settle_table(plan, plan.conflicts("zh"), "zh")
    assert table["采用值"].tolist() == ["150家"]
    path = book(tmp_path / "a.xlsx", 核定表=[list(table), *table.to_numpy().tolist()])
    assert la.load_plan(plan, settled=path).targets.equals(plan.targets)


def test_who_settled_what_is_one_sentence(tmp_path):
    row = {"decided": "以公报为准", "decided_by": "统计局", "decided_on": "2019-03-01"}
    plan = plan_of(tmp_path, [*TWO[:2], TWO[2] | row])
    told = settled_sentence(plan, plan.conflicts("zh"), "zh")
    assert told == "已核定：a（2018年），采用95家（统计局、2019-03-01、以公报为准）。"
    assert settled_sentence(la.load_plan(), la.load_plan().conflicts(), "zh") == ""


def test_where_no_reading_can_be_judged_the_reason_stands_once(linhai):
    conflicts = linhai.conflicts("zh")
    judged = judge_each(linhai, 2018, conflicts, lang="zh")
    text = settle_table(linhai, conflicts, "zh", judged)["各方数值或表述"].iloc[0]
    assert text == (
        "2500件（2.3节、表1第5行）；3300件（3.8.1节）；据此均暂无法评价（2015年基期之后尚无数据）"
    )

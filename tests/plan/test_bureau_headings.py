"""Headings of one sheets as bureaus write them: which column is the base, the target, a year."""

import pytest

from linhai_analysis.bureau.columns import columns_of

TITLE = ["某县“十四五”规划主要指标"]


@pytest.mark.parametrize(
    "head",
    [
        "2020年基础值",
        "2020年基础",
        "起始值(2020年)",
        "基准年(2020年)",
        "“十三五”末(2020年)",
        "十三五末",
        "“十三五”期末(2020年)",
        "2020年(实际)",
        "2020年(家)",
    ],
)
def test_a_base_is_read_under_many_headings(head):
    found = columns_of(["指标", "单位", head, "2025年目标", "2021年"], TITLE)
    assert (found.base.place, found.base.year) == (2, 2020)
    assert [year.place for year in found.years] == [4]


@pytest.mark.parametrize(
    "head",
    [
        "2025年预期",
        "2025年预期值",
        "2025年指标值",
        "2025年指标",
        "2025年任务",
        "2025年任务数",
        "2025年控制数",
        "2025年要求",
        "2025年拟达到",
        "目标(2025)",
        "指标值(2025年)",
        "“十四五”末(2025年)",
        "十四五末",
    ],
)
@pytest.mark.parametrize("above", [TITLE, []])
def test_a_target_is_read_under_many_headings(head, above):
    found = columns_of(["指标", "单位", "十三五末", head, "2021年"], above)
    assert [(one.place, one.year) for one in found.targets] == [(3, 2025)]
    assert (found.base.place, found.base.year) == (2, 2020)


def test_the_last_year_is_the_target_where_the_title_names_the_plan():
    heads = ["指标", "单位", "2020年", "2025年"]
    found = columns_of(heads, TITLE)
    assert found.guessed
    assert (found.targets[0].place, found.base.place) == (3, 2)
    assert not columns_of(heads).targets
    # A year that follows those before it came out, and is no target.
    assert not columns_of(["指标", "单位", "2023年", "2024年", "2025年"], TITLE).targets


def test_a_word_of_lesser_weight_is_no_target_beside_one():
    found = columns_of(["指标", "2020年基数", "2023年任务", "2023年", "2025年目标"], TITLE)
    assert [one.place for one in found.targets] == [4]
    assert found.left == (2,)


@pytest.mark.parametrize(
    "head",
    [
        "2023年统计数",
        "2023年中期完成值",
        "中期(2023年)",
        "2023年实施情况",
        "2023年实际达到",
        "2023年(家)",
        "2023年(亿元)",
        "2023年(实际)",
        "规划期完成情况 2023年",
        "“十四五”期间完成情况 2023年",
        "规划期完成情况 2023年 绝对数",
        "2023年 总量",
    ],
)
def test_a_year_is_read_under_many_headings(head):
    found = columns_of(["指标", "2020年基数", "2025年目标", head], TITLE)
    assert [(year.place, year.year) for year in found.years] == [(3, 2023)]


@pytest.mark.parametrize(
    "head", ["2023年 增速", "规划期完成情况 2023年 增速(%)", "2023年(%)", "全省 2023年"]
)
def test_what_is_no_figure_of_the_year_is_left_out(head):
    assert columns_of(["指标", "2020年基数", "2025年目标", head], TITLE).left == (3,)


def test_the_present_state_is_a_figure_beside_a_baseline():
    found = columns_of(["指标", "2020年基数", "2023年现状", "2025年目标"])
    assert found.base.place == 1
    assert [year.place for year in found.years] == [2]


@pytest.mark.parametrize(
    "head",
    [
        "规划基期 2020年",
        "规划基期（2020年）",
        "规划期初2020年",
        "规划基年(2020年)",
        "2020年规划基年",
        "规划起始年(2020年)",
        "2020年规划基数",
        "“十三五”规划期末（2020年）实际",
        "2020年（规划基期实际值)",
        "规划现状2020年",
    ],
)
@pytest.mark.parametrize("above", [TITLE, []])
def test_the_base_of_a_plan_is_no_target_though_it_says_plan(head, above):
    found = columns_of(["指标", "2018年", "2019年", head, "2021年", "2025年目标"], above)
    assert (found.base.place, found.base.year, found.past) == (3, 2020, ())
    assert [(one.place, one.year) for one in found.targets] == [(5, 2025)]


YEARS = [f"{year}年" for year in range(2015, 2024)]


@pytest.mark.parametrize("heads", [["2020年目标", "2025年目标"], ["“十三五”目标", "“十四五”目标"]])
@pytest.mark.parametrize("above", [["十三五"], []])
def test_each_target_has_the_base_of_its_own_plan(heads, above):
    found = columns_of(["指标", "单位", *YEARS, *heads], above)
    main = found.base.year
    assert [(one.year, one.base or main) for one in found.targets] == [(2020, 2015), (2025, 2020)]


def test_a_target_in_between_and_a_far_one_have_the_base_of_the_plan():
    years = ["2018年", "2019年", "2020年", "2021年"]
    found = columns_of(["指标", *years, "2023年目标", "2025年目标", "2035年目标"])
    assert (found.base.year, [one.base for one in found.targets]) == (2020, [0, 0, 0])
    # What is named as the base is that of all targets.
    found = columns_of(["指标", "2015年基数", *years, "2020年目标", "2025年目标"])
    assert (found.base.year, [one.base for one in found.targets]) == (2015, [0, 0])

"""The plan on one page: every judged indicator a row, what is left said below, A4 at most."""

from __future__ import annotations

import pytest
from chart_room import boxes, foot
from small_plans import small_plan

import linhai_analysis as la

# 60 in 2015 to 120 in 2020, three fifths of the time over in 2018: 96 is on the way, 75 behind.
FIGURES = {"on": {2015: 60, 2017: 80, 2018: 96}, "late": {2015: 60, 2018: 75}}


def targets(*names: str, **more) -> list[dict]:
    return [{"indicator": name, "target": 120} | more for name in names]


def page(plan, lang="en", **look):
    return la.plot_dashboard(la.build_review(plan, 2018, lang), **look)


@pytest.fixture
def plan(tmp_path):
    return small_plan(tmp_path, targets("on", "late", "unknown"), FIGURES)


def said(ax) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in ax.texts]


def test_row_says_verdict_way_figure_and_target(plan):
    ax = page(plan)
    assert ax.data["indicator"].tolist() == ["on", "late"]
    told = said(ax)
    # (96 - 60) / 60 = 60 %, as much as of the time; (75 - 60) / 60 = 25 %.
    assert {"60%", "● on track", "96 (2018) → 120 (2020)"} <= set(told)
    assert {"25%", "▽ behind", "75 (2018) → 120 (2020)"} <= set(told)


def test_tick_stands_at_the_share_of_the_time_on_the_scale_of_the_bars(plan):
    ax = page(plan)
    bars = [bar.get_width() for bar in ax.patches]
    assert bars[0] / bars[1] == pytest.approx(0.6 / 0.25)
    ticks = [line.get_xdata()[0] for line in ax.get_lines() if line.get_gid() == "elapsed"]
    assert ticks == pytest.approx([ax.patches[0].get_x() + bars[0]] * 2)  # 60 % of the time


def test_what_is_not_judged_is_one_sentence_below(plan):
    told = foot(page(plan))
    assert "No verdict for now (1): no figure at all (unknown)." in told
    assert "unknown" not in [label.get_text() for label in page(plan).get_yticklabels()]


def test_head_says_how_many_stand_where_and_the_date_of_the_review(plan):
    ax = la.plot_dashboard(la.build_review(plan, 2018, as_of="2019-03-01"))
    lead = next(text for text in ax.texts if text.get_gid() == "lead").get_text()
    assert lead.startswith("2019-03-01\nAs seen in 2018: Of 3 indicators, 1 on track, 1 behind;")


def test_what_is_to_be_settled_is_named(linhai):
    told = foot(la.plot_dashboard(la.build_review(linhai, 2016)))
    both = "2500 pieces (section 2.3, table 1 row 5) | 3300 pieces"
    assert f"To be settled: Patents granted in the year: {both}" in told


def test_responsible_unit_stands_there_where_one_is_named(tmp_path, plan):
    tables = {"indicators": plan.indicators.assign(owner="Science Bureau")}
    tables |= {"targets": plan.targets, "observations": plan.observations}
    ax = page(la.load_plan(tables))
    assert "Responsible" in said(ax)
    assert said(ax).count("Science Bureau") == 2
    assert "Responsible" not in said(page(plan))


def test_figures_that_do_not_compare_are_not_joined(tmp_path, plan):
    """A new source in 2018: its figure stands alone."""
    sources = ["one", "one", "two", "one", "one"]
    tables = {"indicators": plan.indicators, "targets": plan.targets}
    tables["observations"] = plan.observations.assign(source_id=sources)
    ax = page(la.load_plan(tables))
    parts = [len(line.get_xdata()) for line in ax.get_lines() if line.get_gid() == "history"]
    assert parts == [2, 1, 2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_is_a4_at_most_and_its_letters_can_be_read(tmp_path, lang):
    names = [f"i{n}" for n in range(60)]
    plan = small_plan(tmp_path, targets(*names), {name: FIGURES["late"] for name in names})
    ax = page(plan, lang)
    width, height = ax.figure.get_size_inches()
    assert (width, height) == pytest.approx((8.27, 11.69))
    assert min(text.get_fontsize() for text, _ in boxes(ax)) >= 7
    assert 20 < len(ax.data) < 60
    shown = {"en": f"The first {len(ax.data)} of 60", "zh": f"60项已评价指标中的前{len(ax.data)}项"}
    assert shown[lang] in foot(ax)


def test_nothing_judged_is_said_too(tmp_path):
    ax = page(small_plan(tmp_path, targets("unknown")))
    assert len(ax.data) == 0
    assert "unknown" in foot(ax)


def test_it_is_the_first_picture_of_a_review_and_of_nothing_else(plan):
    review = la.build_review(plan, 2018)
    assert review.charts[0].key == ("dashboard",)
    made = la.report_scenarios(la.load_plan(), ["slow"], draws=20)
    with pytest.raises(la.DataError, match="only a review"):
        la.plot_dashboard(made)

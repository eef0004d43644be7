"""Charts are read from their artists: what stands where, in which words, over what."""

from __future__ import annotations

import io
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from chart_room import boxes, cut_off, foot, overlaps, panels
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from small_figures import TWO, figure, plan_of
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.charts import style
from linhai_analysis.charts.colours import luminance

PLAN = la.load_plan()
INDICATORS = list(PLAN.targets["indicator"].unique())
CHARTS: dict[str, Callable[..., Axes]] = {
    "required_growth": la.plot_required_growth,
    "coverage": la.plot_coverage,
    "milestones": lambda plan, **given: la.plot_milestones(
        plan, plan.targets["indicator"].iloc[0], **given
    ),
}
every_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture(autouse=True)
def no_figure_left_open() -> Iterator[None]:
    import matplotlib.pyplot as plt

    plt.close("all")  # doctests of the same worker leave theirs
    yield
    plt.close("all")


def texts_of(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def points(ax: Axes) -> list[list[float]]:
    return sorted(p for c in ax.collections for p in np.asarray(c.get_offsets()).tolist())


def many(folder: Path, count: int, english: str = "Indicator", chinese: str = "指标") -> la.Plan:
    targets = [
        {
            "indicator": f"i{n}",
            "target": 100 + n,
            "name_en": f"{english} {n}",
            "name_zh": f"{chinese}{n}",
        }
        for n in range(count)
    ]
    return small_plan(folder / "plan", targets, {f"i{n}": {2015: 60} for n in range(count)})


# --- manners ----------------------------------------------------------------------------


@every_chart
def test_chart_returns_the_axes_given_and_opens_no_other(draw):
    import matplotlib.pyplot as plt

    figure = Figure()
    ax = figure.subplots()
    assert draw(PLAN, ax=ax) is ax
    assert figure.axes == [ax]
    assert plt.get_fignums() == []


@every_chart
def test_chart_makes_its_own_axes_and_neither_shows_nor_saves(draw, monkeypatch):
    import matplotlib.pyplot as plt

    def refuse(*args: object, **named: object) -> None:
        raise AssertionError("shown or saved")

    monkeypatch.setattr(plt, "show", refuse)
    monkeypatch.setattr(Figure, "savefig", refuse)
    assert isinstance(draw(PLAN), Axes)


@every_chart
def test_chart_leaves_the_settings_of_matplotlib_alone(draw):
    before = dict(mpl.rcParams)
    draw(PLAN, lang="zh")
    assert dict(mpl.rcParams) == before


@every_chart
def test_unknown_language_is_an_error(draw):
    with pytest.raises(la.DataError, match="language 'fr' is not known"):
        draw(PLAN, lang="fr")


def test_milestones_of_an_unknown_indicator_offer_the_nearest():
    with pytest.raises(la.UnknownNameError, match="did you mean 'patents_granted'"):
        la.plot_milestones(PLAN, "patent_granted")


def test_milestones_of_an_indicator_without_a_target_are_refused():
    with pytest.raises(la.UnknownNameError, match="gdp"):
        la.plot_milestones(PLAN, "gdp")


@both_languages
@every_chart
def test_chart_carries_its_source_line(draw, lang):
    [line] = [one for one in draw(PLAN, lang=lang).texts if one.get_gid() == "source"]
    line = line.get_text().replace("\n", " ")
    if lang == "en":
        assert line.startswith("Source: Linhai Science and Technology Bureau, Linhai science")
    else:
        assert line.replace(" ", "").startswith("资料来源：临海市科技局《临海市科学技术发展")


def test_source_line_names_the_sources_of_later_values_too():
    line = foot(la.plot_milestones(PLAN, "rd_gdp_ratio", lang="zh")).replace(" ", "")
    assert "《临海市2016年科技工作》" in line


def test_source_line_of_the_coverage_names_the_sources_of_the_values_it_shows():
    line = foot(la.plot_coverage(PLAN, lang="zh")).replace(" ", "")
    assert "《临海市2016年科技工作》" in line


# --- required growth --------------------------------------------------------------------


def panels_of(ax: Axes) -> dict[str, Axes]:
    """The panels of a chart, by what they measure."""
    return {panel.get_xlabel(): panel for panel in panels(ax)}


def test_rates_and_points_stand_on_axes_of_their_own_ranked():
    """120 / 60, 360 / 216, 3300 / 2425 and 2500 / 2425 over five years; 3 - 2.98 over five."""
    made = panels_of(la.plot_required_growth(PLAN))
    rates, points = (
        made["required growth, % a year"],
        made["required rise, percentage points a year"],
    )
    widths = [bar.get_width() for bar in rates.patches]
    assert widths == pytest.approx([14.869835, 10.756634, 6.355617, 0.611043], abs=1e-5)
    assert [bar.get_width() for bar in points.patches] == pytest.approx([0.004])


def test_bars_are_named_and_labelled_with_their_ends():
    rates, points = panels(la.plot_required_growth(PLAN))
    names = [label.get_text().replace("\n", " ") for label in rates.get_yticklabels()]
    assert names[0] == "High-tech enterprises (certified stock) (enterprises)"
    assert names[2:] == ["Patents granted in the year (pieces)"] * 2
    assert texts_of(rates)[0] == "14.9% a year (60\xa0→\xa0120)"
    assert texts_of(points) == ["0.004 points a year (2.98\xa0→\xa03)"]


def test_second_reading_has_its_own_paler_bar_its_place_and_its_entry():
    ax = la.plot_required_growth(PLAN)
    other, first = ax.patches[2], ax.patches[3]
    assert luminance(other.get_facecolor()) > luminance(first.get_facecolor()) + 0.2
    assert texts_of(ax)[2].replace("\n", " ").endswith("; section\xa03.8.1)")
    assert texts_of(ax)[3].replace("\n", " ").endswith("; table\xa01 row\xa05)")
    entries = [text.get_text() for text in ax.get_legend().get_texts()]
    assert entries == ["first printed value", "another value printed for the same target"]


def test_what_is_left_out_is_named_with_its_reason():
    """Eight of the 13 have no figure for 2015, and an addition has no rate."""
    [note] = [t.get_text() for t in la.plot_required_growth(PLAN).texts if t.get_gid() == "note"]
    note = note.replace("-\n", "-").replace("\n", " ")
    assert note.startswith("Not drawn: no figure for the base year 2015 (Science and technology")
    assert "Enterprise R&D centres of provincial level or above and 3 more); an addition" in note
    assert note.endswith("(Benchmark firms of civil-military cooperation).")


def test_chinese_titles_and_labels():
    ax = la.plot_required_growth(PLAN, lang="zh")
    assert ax.get_title(loc="left") == "实现目标所需年均增速（2015—2020年）"
    rates, points = panels(ax)
    assert texts_of(rates)[0].startswith("年均增长14.9%")
    assert texts_of(points)[0].startswith("年均提高0.004个百分点")


def test_assumed_baseline_is_hatched_and_named():
    growth = la.required_growth(PLAN, baselines={"provincial_rd_centres": 45})
    ax = la.plot_required_growth(PLAN, growth)
    hatched = [n for n, bar in enumerate(ax.patches) if bar.get_hatch()]
    assert len(hatched) == 1
    assert "assumed baseline" in texts_of(ax)[hatched[0]]
    chinese = la.plot_required_growth(PLAN, growth, lang="zh")
    assert sum("假设" in text for text in texts_of(chinese)) == 1


def test_decline_is_drawn_to_the_left_and_said_in_words(tmp_path):
    """TERMS: a decline is 年均下降 and a positive number."""
    target = {"indicator": "a", "target": 30, "name_zh": "能耗", "better": "down"}
    plan = small_plan(tmp_path / "plan", [target], {"a": {2015: 60}})
    ax = la.plot_required_growth(plan, lang="zh")
    assert ax.patches[0].get_width() == pytest.approx(-12.9449, abs=1e-4)  # 0.5 ** 0.2 - 1
    assert ax.get_xlim()[0] < -12.9
    assert overlaps(ax) == []
    assert texts_of(ax)[0].startswith("年均下降12.9%")


def test_label_of_a_growth_target_names_levels_and_not_its_rate(tmp_path):
    """8 % a year from 100 ends at 146.9, not at 0.08."""
    target = {"indicator": "a", "target": 0.08, "basis": "growth_rate"}
    plan = small_plan(tmp_path / "plan", [target], {"a": {2015: 100}})
    assert "0.08)" not in texts_of(la.plot_required_growth(plan))[0]


# --- milestones -------------------------------------------------------------------------


def test_both_printed_targets_are_drawn_with_their_places():
    ax = la.plot_milestones(PLAN, "patents_granted")
    assert [2020.0, 2500.0] in points(ax)
    assert [2020.0, 3300.0] in points(ax)
    labels = [text for text in texts_of(ax) if text.startswith("target")]
    assert [label.split("\n")[0] for label in labels] == ["target 2500", "target 3300"]
    assert "section\xa03.8.1" in labels[1]
    assert "table\xa01" in labels[0]


def paths(ax: Axes, way: str = "") -> list:
    """The drawn paths to targets."""
    return [line for line in ax.get_lines() if (line.get_gid() or "").startswith(f"path_{way}")]


def test_paths_run_from_the_baseline_to_each_target():
    drawn = paths(la.plot_milestones(PLAN, "patents_granted"), "linear")
    ends = {tuple(line.get_ydata()[[0, -1]].round(6)) for line in drawn}
    assert ends == {(2425.0, 2500.0), (2425.0, 3300.0)}
    linear, compound = (
        line.get_ydata() for line in paths(la.plot_milestones(PLAN, "hightech_enterprises"))
    )
    assert compound[1] == pytest.approx(68.9219, abs=1e-4)
    assert linear[1] == pytest.approx(72)


def test_path_that_judges_is_solid_and_the_other_one_dashed_with_its_name_beside_it():
    ax = la.plot_milestones(PLAN, "hightech_enterprises")
    assert [line.get_linestyle() for line in paths(ax)] == ["-", "--"]
    assert "other path: constant\ngrowth rate" in texts_of(ax)
    assert "path that judges: equal steps" in named(ax)


def test_paths_that_nearly_coincide_are_one_line_and_the_note_says_so():
    """2.98 to 3 in five steps: the two are apart by less than 0.00002."""
    ax = la.plot_milestones(PLAN, "rd_gdp_ratio")
    assert [line.get_gid() for line in paths(ax)] == ["path_linear"]
    assert "The other path, constant growth rate, is nearly the same" in foot(ax)


def named(ax: Axes) -> list[str]:
    """The entries of the legend."""
    return [text.get_text().replace("\n", " ") for text in ax.get_legend().get_texts()]


def test_each_target_has_its_own_colour():
    drawn = paths(la.plot_milestones(PLAN, "patents_granted"))
    assert len({line.get_color() for line in drawn}) == 2


def test_no_line_runs_through_figures_of_different_sources():
    """2.98 of the plan, 3.06 of a yearly report: two dots, and a mark between them."""
    ax = la.plot_milestones(PLAN, "rd_gdp_ratio")
    figures = [line.get_xydata().tolist() for line in ax.get_lines() if line.get_gid() == "figures"]
    assert sorted(figures) == [[[2015, 2.98]], [[2016, 3.06]]]
    [mark] = [line for line in ax.get_lines() if line.get_gid() == "break"]
    assert mark.get_xydata().tolist() == [[2015.5, pytest.approx(3.02)]]
    assert {"2.98", "3.06 (2016)"} <= set(texts_of(ax))
    assert "no line: another source, or another definition" in named(ax)


def test_a_line_runs_through_what_its_source_has_beside_another_figure(china):
    """2.10 of the plan stands alone; the yearly series has 2.07 of that year, drawn hollow."""
    ax = la.plot_milestones(china, "rd_gdp_ratio")
    figures = [line for line in ax.get_lines() if line.get_gid() == "figures"]
    alone, line = sorted(figures, key=lambda one: len(one.get_xdata()))
    assert alone.get_xydata().tolist() == [[2015, 2.1]]
    assert line.get_xdata().tolist() == [*range(2010, 2021)]
    assert line.get_ydata()[5] == 2.07
    assert not line.get_markevery()[5]
    assert "no line: another source, or another definition" not in named(ax)


@pytest.mark.parametrize("look", [{"size": s} for s in (0, "4x3", (4, 0), (4, -3), (4,), (4, "3"))])
def test_a_size_that_is_none_is_refused(look):
    with pytest.raises(la.DataError, match="must be two numbers above 0"):
        la.plot_milestones(PLAN, "patents_granted", **look)


@pytest.mark.parametrize("scale", [0, -1, "large", None, float("inf"), float("nan"), True])
def test_a_scale_that_is_none_is_refused(scale):
    with pytest.raises(la.DataError, match=f"scale={scale!r} must be a number above 0"):
        la.plot_coverage(PLAN, scale=scale)


@pytest.mark.parametrize("name", [name for name in dir(la) if name.startswith("plot_")])
def test_an_unknown_keyword_is_refused_in_the_name_of_what_was_called(name):
    """At the door: the other arguments are not looked at, nothing was computed."""
    known = rf"^{name} has no option 'siez'; there are: .*\bax, .*size, scale$"
    with pytest.raises(TypeError, match=known):
        getattr(la, name)(None, siez=(4, 3))


def test_one_source_has_one_line(china):
    ax = la.plot_pace(china, "technology_contract_value", 2018)
    [line] = [line for line in ax.get_lines() if line.get_gid() == "figures"]
    assert line.get_xdata().tolist() == [2010, *range(2012, 2019)]
    assert "published values" in named(ax)


def test_additions_start_at_0_and_no_axis_lies_below():
    ax = la.plot_milestones(PLAN, "civil_military_benchmark_firms")
    assert ax.get_ylim()[0] == 0
    assert ax.get_ylim()[1] > 5
    assert all(tick % 1 == 0 for tick in ax.get_yticks())


def test_years_on_the_axis_are_whole_years():
    ax = la.plot_milestones(PLAN, "patents_granted")
    assert ax.get_xticks().tolist() == [2020, 2019, 2018, 2017, 2016, 2015]


def test_range_of_an_addition_is_drawn_between_its_ends():
    ax = la.plot_milestones(PLAN, "civil_military_benchmark_firms")
    bars = [path.vertices for c in ax.collections for path in c.get_paths() if len(path) == 2]
    assert any(np.allclose(bar, [[2020, 3], [2020, 5]]) for bar in bars)


@both_languages
def test_without_a_baseline_the_reason_stands_in_the_chart(lang):
    ax = la.plot_milestones(PLAN, "innovation_platforms", lang=lang)
    reason = {
        "en": "No verdict: no figure for the base year 2015.",
        "zh": "暂无法评价：缺2015年基期值。",
    }
    assert reason[lang] in texts_of(ax)
    assert [2020.0, 12.0] in points(ax)


def test_assumed_baseline_is_a_hollow_dot():
    path = la.milestones(PLAN, baselines={"innovation_platforms": 6})
    ax = la.plot_milestones(PLAN, "innovation_platforms", path)
    hollow = [c for c in ax.collections if np.allclose(c.get_facecolor()[:, :3], 1)]
    assert [np.asarray(c.get_offsets()).tolist() for c in hollow] == [[[2015.0, 6.0]]]


@pytest.mark.parametrize(
    ("basis", "target", "end"),
    [("growth_rate", 0.08, 146.932808), ("multiple", 2, 200.0), ("point_change", 5, 105.0)],
)
def test_target_stated_relative_to_the_base_stands_where_its_path_ends(
    tmp_path, basis, target, end
):
    rows = [{"indicator": "a", "basis": basis, "target": target}]
    ax = la.plot_milestones(small_plan(tmp_path / "plan", rows, {"a": {2015: 100}}), "a")
    assert max(paths(ax)[0].get_ydata()) == pytest.approx(end)
    assert any(np.allclose(point, [2020, end]) for point in points(ax))
    assert not any(np.allclose(point, [2020, target]) for point in points(ax))


def test_all_readings_are_drawn_also_where_there_are_six(tmp_path):
    rows = [{"indicator": "a", "target": 100 + 20 * n} for n in range(6)]
    ax = la.plot_milestones(small_plan(tmp_path / "plan", rows, {"a": {2015: 60}}), "a")
    drawn = {value for year, value in points(ax) if year == 2020}
    assert drawn == {100, 120, 140, 160, 180, 200}


def test_targets_of_two_years_are_both_drawn(tmp_path):
    rows = [
        {"indicator": "a", "target": 100, "target_year": 2018},
        {"indicator": "a", "target": 150},
    ]
    plan = small_plan(tmp_path / "plan", rows, {"a": {2015: 60}})
    assert {(2018, 100), (2020, 150)} <= set(map(tuple, points(la.plot_milestones(plan, "a"))))


def test_labels_of_two_near_targets_do_not_lie_on_each_other(tmp_path):
    rows = [{"indicator": "a", "target": 100}, {"indicator": "a", "target": 101}]
    plan = small_plan(tmp_path / "plan", rows, {"a": {2015: 60}})
    assert overlaps(la.plot_milestones(plan, "a")) == []


def test_plan_of_twenty_years_has_readable_years(tmp_path):
    rows = [{"indicator": "a", "target": 100, "target_year": 2035}]
    plan = small_plan(tmp_path / "plan", rows, {"a": {2015: 60}})
    assert overlaps(la.plot_milestones(plan, "a")) == []


def test_title_has_the_years_and_the_axis_the_unit():
    ax = la.plot_milestones(PLAN, "patents_granted", lang="zh")
    assert ax.get_title(loc="left") == "专利授权量（2015—2020年）"
    assert "件" in texts_of(ax)


# --- coverage ---------------------------------------------------------------------------


def test_coverage_marks_what_there_is_and_what_is_missing():
    ax = la.plot_coverage(PLAN)
    marks = {c.get_label(): np.asarray(c.get_offsets()) for c in ax.collections}
    assert len(marks["baseline"]) == 4
    assert len(marks["baseline missing"]) == 8  # the addition needs none
    assert len(marks["target"]) == 13
    # R&D ratio 2016 and 2022, high-tech share 2011, 2016 and 2018, new products 2018
    assert sorted(marks["published value"][:, 0]) == [2011, 2016, 2016, 2018, 2018, 2022]
    assert set(marks["target"][:, 0]) == {2020}


def test_coverage_has_a_row_for_each_indicator_in_words():
    names = [label.get_text() for label in la.plot_coverage(PLAN, lang="zh").get_yticklabels()]
    assert len(names) == 13
    assert {"专利授权量", "科技公共创新平台"} <= set(names)


def test_coverage_marks_the_targets_of_every_year(tmp_path):
    rows = [
        {"indicator": "a", "target": 100, "target_year": 2018},
        {"indicator": "a", "target": 150},
    ]
    ax = la.plot_coverage(small_plan(tmp_path / "plan", rows, {"a": {2015: 60}}))
    marks = {c.get_label(): np.asarray(c.get_offsets()) for c in ax.collections}
    assert sorted(marks["target"][:, 0]) == [2018, 2020]


# --- room -------------------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize("name", ["required_growth", "coverage", *INDICATORS])
def test_no_two_texts_of_a_chart_of_linhai_overlap_or_are_cut(name, lang):
    draw = CHARTS.get(name)
    ax = draw(PLAN, lang=lang) if draw else la.plot_milestones(PLAN, name, lang=lang)
    assert overlaps(ax) == []
    assert cut_off(ax) == []


@both_languages
@pytest.mark.parametrize("count", [1, 40])
@every_chart
def test_one_indicator_and_forty_have_room(draw, count, lang, tmp_path):
    ax = draw(many(tmp_path, count), lang=lang)
    assert overlaps(ax) == []
    assert cut_off(ax) == []


@both_languages
@every_chart
def test_very_long_names_have_room(draw, lang, tmp_path):
    plan = many(
        tmp_path, 3, "Share of a rather long name in another " * 4, "名称很长的指标占比" * 8
    )
    ax = draw(plan, lang=lang)
    assert overlaps(ax) == []
    assert cut_off(ax) == []


@both_languages
@every_chart
def test_plan_without_any_value_can_be_drawn(draw, lang, tmp_path):
    ax = draw(small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}]), lang=lang)
    assert overlaps(ax) == []


def test_overlap_is_found_where_there_is_one():
    """The measure itself: two labels on one place."""
    ax = Figure().subplots()
    ax.text(0.5, 0.5, "one")
    ax.text(0.5, 0.5, "other")
    assert overlaps(ax) == [("one", "other")]


# --- fonts ------------------------------------------------------------------------------


@pytest.fixture
def no_system_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has only what comes with matplotlib and with the extra ``fonts``."""
    own = [f for f in font_manager.fontManager.ttflist if "matplotlib" in Path(f.fname).parts]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    style.found_font.cache_clear()
    yield
    style.found_font.cache_clear()


@pytest.fixture
def no_font(no_system_font: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra too."""
    monkeypatch.setattr(style, "bundled_font", lambda: None)


@pytest.mark.usefixtures("no_system_font")
@both_languages
@pytest.mark.parametrize("kind", ["png", "svg"])
@every_chart
def test_chinese_is_drawn_with_the_bundled_font_alone(draw, kind, lang):
    """A missing glyph is a warning of matplotlib, and warnings are errors here."""
    figure = Figure(figsize=(8, 5))
    draw(PLAN, ax=figure.subplots(), lang=lang).set_ylabel("数据")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(io.BytesIO(), format=kind)
    assert style.chinese_font() == "Noto Sans SC"


@pytest.mark.usefixtures("no_system_font")
def test_missing_glyph_would_be_an_error():
    """The guard itself: a Chinese text in a font without Chinese."""
    figure = Figure()
    figure.text(0.5, 0.5, "专利", family="DejaVu Sans")
    with pytest.raises(UserWarning, match="Glyph"):
        figure.savefig(io.BytesIO())


@pytest.mark.usefixtures("no_system_font")
@pytest.mark.parametrize("bundled", [True, False])
def test_font_of_the_extra_comes_before_those_of_the_system(monkeypatch, bundled):
    """Charts are the same bytes on all machines; without the extra the system has to do."""
    other = font_manager.FontEntry(fname="/nowhere/simhei.ttf", name="SimHei")
    same = font_manager.FontEntry(fname="/nowhere/noto.otf", name="Noto Sans SC")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [other, same])
    if bundled:
        assert style.chinese_font() == "Noto Sans SC"
        assert font_manager.fontManager.ttflist[0].fname == style.bundled_font()
    else:
        monkeypatch.setattr(style, "bundled_font", lambda: None)
        monkeypatch.setattr(font_manager.fontManager, "ttflist", [other])
        assert style.chinese_font() == "SimHei"


def test_missing_extra_is_no_font(monkeypatch):
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    assert style.bundled_font() is None


@pytest.mark.usefixtures("no_font")
@every_chart
def test_without_a_chinese_font_english_charts_are_drawn(draw):
    figure = Figure(figsize=(8, 5))
    ax = draw(PLAN, ax=figure.subplots())
    figure.savefig(io.BytesIO())
    assert set(ax.title.get_fontfamily()) == {"DejaVu Sans"}


@pytest.mark.usefixtures("no_font")
@every_chart
def test_without_a_chinese_font_a_chinese_chart_says_what_to_install(draw):
    with pytest.raises(la.DataError, match=r"pip install 'linhai-analysis\[fonts\]'"):
        draw(PLAN, lang="zh")


@every_chart
def test_two_dollars_in_a_name_are_no_formula(draw, tmp_path):
    plan = many(tmp_path, 2, english="Cost in $ of a $ spent")
    ax = draw(plan)
    ax.figure.savefig(io.BytesIO())
    named = [t for t in ax.figure.findobj(Text) if t.get_text().count("$") == 2]
    assert named
    assert not any(text.get_parse_math() for text in named)


@every_chart
def test_chinese_chart_has_no_english_sentence(draw):
    ax = draw(PLAN, lang="zh")
    words = [re.findall(r"[A-Za-z]{3,}", text.get_text()) for text, _ in boxes(ax)]
    assert [found for found in words if found] == []


# Progress


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_scorecard_has_a_bar_a_judged_target_and_a_sentence_for_the_others(china, lang):
    ax = la.plot_scorecard(china, 2018, lang=lang, ax=Figure().add_subplot())
    card = la.scorecard(china, 2018, lang=lang)
    told = card["status"] != "not_assessable"
    done = sorted(bar.get_width() for bar in ax.patches)
    assert done == pytest.approx(sorted(card.loc[told, "progress"]))
    assert len(ax.get_yticklabels()) == told.sum() == 5
    [note] = [text.get_text() for text in ax.texts if text.get_gid() == "note"]
    for reason in card.loc[~told, "reason"]:
        assert note.replace("\n", "" if lang == "zh" else " ").count(reason) == 1


def test_scorecard_marks_the_date_of_each_figure(tmp_path):
    plan = small_plan(
        tmp_path,
        [{"indicator": "a", "target": 120}, {"indicator": "b", "target": 120}],
        {"a": {2015: 60, 2016: 70}, "b": {2015: 60, 2018: 70}},
    )
    ax = la.plot_scorecard(plan, 2018, ax=Figure().add_subplot())
    marks = {line.get_xdata()[0] for line in ax.get_lines() if line.get_gid() == "elapsed"}
    assert marks == {0.2, 0.6}


def test_scorecard_stars_what_is_not_to_be_read_alone():
    """Linhai's R&D ratio was nearly met at the base: 400 % of the way says nothing."""
    ax = la.plot_scorecard(la.load_plan(), 2016, ax=Figure().add_subplot())
    starred = [text.get_text() for text in ax.texts if text.get_text().endswith("*")]
    assert len(starred) == 1
    assert "3.06 in 2016" in starred[0]
    [note] = [text.get_text() for text in ax.texts if text.get_gid() == "note"]
    assert "to be read with the notes" in note


def test_projection_leads_on_where_the_figures_bear_one(china):
    """As `project_indicator` has it, from the last figure on; the pace is not drawn beside it."""
    ax = la.plot_pace(china, "rd_gdp_ratio", 2018, ax=Figure().add_subplot())
    made = la.project_indicator(china, "rd_gdp_ratio", to=2020, year=2018)
    [line] = [line for line in ax.get_lines() if line.get_gid() == "projection"]
    assert line.get_xydata()[0].tolist() == [2018, 2.19]
    assert line.get_ydata()[1:] == pytest.approx(made.frame["median"])
    assert {"80% prediction interval", "95% prediction interval"} <= set(named(ax))
    assert paces(ax) == []
    assert all(line.get_xdata()[-1] <= 2020 for line in ax.get_lines() if len(line.get_xdata()))


def paces(ax) -> list:
    return [line for line in ax.get_lines() if line.get_gid() == "pace"]


def test_pace_of_one_source_is_continued_where_there_is_no_projection(tmp_path):
    """70 after 60 in three years: 76.67 two years later."""
    goal = [{"indicator": "a", "target": 120}]
    ax = la.plot_pace(small_plan(tmp_path, goal, {"a": {2015: 60, 2018: 70}}), "a", 2018)
    [line] = paces(ax)
    assert line.get_ydata()[-1] == pytest.approx(70 + 2 * 10 / 3)
    assert "No projection: 2 figures: fewer than the 4" in foot(ax)


def test_pace_of_two_sources_is_not_continued():
    ax = la.plot_pace(PLAN, "rd_gdp_ratio", 2016, ax=Figure().add_subplot())
    assert paces(ax) == []


@pytest.mark.parametrize(
    ("rule", "judging", "other"),
    [("schedule", "linear", "compound"), ("open_sdg", "compound", "linear")],
)
def test_pace_names_the_path_that_judges_and_draws_it_solid(china, rule, judging, other):
    """15,934 in 2018 by equal steps, 15,057 at a constant rate."""
    card = la.scorecard(china, 2018, rule=rule)
    ax = la.plot_pace(china, "technology_contract_value", card, ax=Figure().add_subplot())
    drawn = {line.get_gid(): line for line in paths(ax)}
    solid, dashed = drawn[f"path_{judging}"], drawn[f"path_{other}"]
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("-", "--")
    assert solid.get_label() in named(ax)
    assert dashed.get_label() in [text.replace("\n", " ") for text in texts_of(ax)]
    assert solid.get_label().startswith("path that judges: ")
    on_path = card.set_index("indicator").loc["technology_contract_value", "on_path"]
    assert solid.get_ydata()[3] == pytest.approx(on_path)
    assert dashed.get_ydata()[3] != pytest.approx(on_path, rel=1e-3)


def test_pace_of_what_cannot_be_judged_says_of_no_path_that_it_judges():
    ax = la.plot_pace(PLAN, "patents_granted", 2018, ax=Figure().add_subplot())
    assert "path: equal steps" in named(ax)
    assert not [text for text in named(ax) if "judges" in text]


def test_pace_shows_nothing_later_than_the_review(china):
    ax = la.plot_pace(china, "rd_gdp_ratio", 2017, ax=Figure().add_subplot())
    figures = [line.get_xdata() for line in ax.get_lines() if line.get_gid() == "figures"]
    assert max(map(max, figures)) == 2017


def test_base_that_is_no_figure_of_the_line_is_hollow_and_says_what_it_is(china):
    """The plan starts from 2.10, the yearly series has 2.07 for 2015."""
    ax = la.plot_pace(china, "rd_gdp_ratio", 2018, ax=Figure().add_subplot())
    assert "2.10 (base of the target)" in texts_of(ax)
    assert [2015.0, 2.1] in points(ax)
    assert paths(ax)[0].get_xydata()[0].tolist() == [2015, 2.1]


@pytest.fixture(scope="module")
def assumed():
    """High-tech share: 50 in 2015 assumed, 52.3 in 2016 published, 65 in 2020 aimed at."""
    return la.scorecard(PLAN, 2016, baselines={"hightech_va_share": 50})


def test_pace_sees_the_baselines_of_its_scorecard(assumed):
    ax = la.plot_pace(PLAN, "hightech_va_share", assumed, ax=Figure().add_subplot())
    assert "no figure for the base year 2015" not in texts_of(ax)
    [line] = paths(ax)
    assert line.get_xydata()[[0, -1]].tolist() == [[2015, 50], [2020, pytest.approx(65)]]
    # 2.3 points in one year, and so for four more.
    assert [line.get_ydata()[-1] for line in paces(ax)] == pytest.approx([61.5])
    share = assumed.loc[assumed["indicator"] == "hightech_va_share", "progress"]
    assert share.tolist() == pytest.approx([2.3 / 15] * 3)


def test_assumed_baseline_of_a_pace_is_hollow(assumed):
    ax = la.plot_pace(PLAN, "hightech_va_share", assumed, ax=Figure().add_subplot())
    hollow = [c for c in ax.collections if np.allclose(c.get_facecolor()[:, :3], 1)]
    assert [np.asarray(c.get_offsets()).tolist() for c in hollow] == [[[2015.0, 50.0]]]


@pytest.mark.parametrize("name", ["rd_gdp_ratio", "technology_contract_value"])
def test_pace_of_a_scorecard_is_that_of_its_year(china, name):
    one = la.plot_pace(china, name, 2018, ax=Figure().add_subplot())
    other = la.plot_pace(china, name, la.scorecard(china, 2018), ax=Figure().add_subplot())
    drawn = [[line.get_xydata().tolist() for line in ax.get_lines()] for ax in (one, other)]
    assert drawn[0] == drawn[1]
    assert foot(one) == foot(other)


def test_pace_without_a_later_figure_says_so():
    ax = la.plot_pace(la.load_plan(), "patents_granted", 2018, ax=Figure().add_subplot())
    assert "No verdict: no figure after the base year 2015." in foot(ax)


def test_pace_of_an_unknown_indicator_offers_the_nearest(china):
    with pytest.raises(la.UnknownNameError, match="did you mean 'rd_gdp_ratio'"):
        la.plot_pace(china, "rd_gdp", 2018)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_grid_has_a_symbol_of_every_verdict_and_names_rows_without_any(china, lang):
    ax = la.plot_verdicts(china, 2017, lang=lang, ax=Figure().add_subplot())
    table = la.assess_progress(china, 2017)
    told = table[table["status"] != "not_assessable"]
    assert len(ax.patches) == len(told)
    symbols = [line.get_marker() for line in ax.get_lines()]
    assert symbols.count("v") == (told["status"] == "slow").sum()
    assert len(ax.get_yticklabels()) == told["target_id"].nunique() < table["target_id"].nunique()
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert ("behind" if lang == "en" else "滞后于预期") in key
    silent = "World rank by citations" if lang == "en" else "国际科技论文被引次数世界排名"
    assert silent in foot(ax).replace(" ", "" if lang == "zh" else " ")
    words = [text.get_text() for text in ax.texts]
    # Completion gives its share until the target is met: 13,424 of 20,000.
    assert "67%" in words


def test_milestones_of_a_review_show_nothing_later(china):
    ax = la.plot_milestones(china, "rd_gdp_ratio", until=2018, ax=Figure().add_subplot())
    assert "2.19 (2018)" in texts_of(ax)
    assert not [text for text in texts_of(ax) if text.startswith("2.40")]


@pytest.mark.parametrize("draw", [la.plot_milestones, lambda p, a: la.plot_pace(p, a, 2018)])
def test_figures_of_other_sources_and_revised_ones_are_drawn_beside(tmp_path, draw):
    old, new = figure(2017, 95, "S1", "first_release"), figure(2017, 88, "S1", "revised")
    ax = draw(plan_of(tmp_path, [*TWO, old, new]), "a")
    marks = {line.get_gid(): line.get_xydata().tolist() for line in ax.get_lines()}
    assert marks["others"] == [[2018, 95]]
    assert marks["revised"] == [[2017, 95]]
    told = [text.get_text() for text in ax.get_legend().get_texts()]
    assert {"figure of another source", "revised since"} <= set(told)
    # The other figure has its source, too.
    assert "bulletin" in " ".join(text.get_text() for text in ax.figure.findobj(Text))


def test_scorecard_chart_says_the_verdict_by_every_figure(tmp_path):
    ax = la.plot_scorecard(plan_of(tmp_path, TWO), 2018, lang="zh")
    told = "".join(text.get_text().replace("\n", "") for text in ax.texts)
    assert "2018年为92：增量完成进度53%，时序进度60%，滞后于预期；按95为基本符合预期" in told


def test_chinese_names_of_rules_stand_upright_only_where_no_line_of_them_has_room(china):
    ax = la.plot_verdicts(china, 2018, size=(12, 8), lang="zh")
    assert {label.get_rotation() for label in ax.get_xticklabels()} == {0.0}


def test_names_that_are_moved_apart_are_led_to_their_marks(linhai):
    """Eleven cities of the own province among 267: a line from each mark ends at its name."""
    known = {"reading": "known_then", "baselines": {"fiscal_st_share": 4.3}}
    ax = la.plot_ambition(linhai, "fiscal_st_share", **known)
    notes = ax.findobj(Annotation)
    names = {note.xy for note in notes if note.get_text()}
    lines = {note.xy for note in notes if note.arrow_patch is not None}
    assert len(lines) == 11
    assert lines == names


@pytest.mark.parametrize(("lang", "end"), [("en", "."), ("zh", "。")])
def test_alternative_of_what_cannot_be_drawn_is_a_sentence(linhai, lang, end):
    series = pd.Series([10.0], index=[2015])
    for ax in (
        la.plot_projection(series, la.project(series, to=2020), lang=lang),
        la.plot_ambition(linhai, "hightech_enterprises", lang=lang),
    ):
        assert ax.alt.endswith(end)

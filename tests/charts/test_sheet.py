"""The sheet under every chart: nothing cut, nothing struck, in any size, language and style."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from chart_room import boxes, cut_off, faults, foot, struck
from matplotlib.colors import same_color
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.charts import colours, text_room
from linhai_analysis.charts.drawing import Shown, chart
from linhai_analysis.charts.sheet import Sheet
from linhai_analysis.charts.style import font_families
from linhai_analysis.report.figures import pictures

# One indicator of each plan, for charts of one.
ONE = {"linhai_13fyp": "patents_granted", "china_13fyp": "rd_gdp_ratio"}
# Nine rules that say and hold the same, and what the intervals of three models held.
SAID = {"ahead": 0.9, "on_track": 0.6, "slow": 0.3, "off_track": 0.1, "all": 0.4}
WORTH = pd.DataFrame(
    {"rule": rule, "status": status, "label": "", "cases": 545, "said": said, "met": said + 0.05}
    | {"lo95": said - 0.1, "hi95": said + 0.1, "brier": 0.16, "brier_base": 0.22}
    for rule in la.RULES
    if rule != "completion"
    for status, said in SAID.items()
)
MODELS = ("default", "naive", "local_linear_trend", "default+reference")
TRIED = pd.DataFrame(
    {"model": model, "naive_ratio": 0.7 + 0.15 * n, "cov80": 0.81, "cov95": 0.93, "folds": 224}
    for n, model in enumerate(MODELS)
)
HELD = pd.DataFrame(
    {"model": model, "by": by, "group": group, "level": level, "years": 7}
    | {"held": level - 0.03, "lo95": level - 0.2, "hi95": min(1, level + 0.1)}
    for by, group in (("all", "all"), ("horizon", 1), ("horizon", 2))
    for model in MODELS
    for level in (0.8, 0.95)
)
FASTER = {"rate": 0.05, "low": 0.02, "high": 0.09}


def aimed(plan: la.Plan) -> str:
    """An indicator with a figure for the base year and a target."""
    growth = la.required_growth(plan)
    return growth.loc[growth["required_cagr"].notna(), "indicator"].iloc[-1]


REVIEWS: dict[tuple[str, str], la.Report] = {}


def draw_dashboard(plan: la.Plan, lang: str = "en", **look):
    key = plan.name, lang
    if key not in REVIEWS:
        REVIEWS[key] = la.build_review(plan, 2018, lang)
    return la.plot_dashboard(REVIEWS[key], **look)


def what_if(plan: la.Plan, count: int) -> list[la.Scenario]:
    return [la.Scenario(f"what if no. {n}", {aimed(plan): FASTER}) for n in range(count)]


def draw_scenarios(plan: la.Plan, count: int, **look):
    return la.plot_scenarios(plan, aimed(plan), what_if(plan, count), **look)


def draw_fan(plan: la.Plan, **look):
    return la.plot_fan(plan, la.simulate(plan, *what_if(plan, 1), draws=100), aimed(plan), **look)


def draw_sensitivity(plan: la.Plan, **look):
    table = la.sensitivity(plan, *what_if(plan, 1), aimed(plan))
    return la.plot_sensitivity(plan, table, **look)


CHARTS: dict[str, Callable] = {
    "required_growth": la.plot_required_growth,
    "scorecard": lambda plan, **look: la.plot_scorecard(plan, 2018, **look),
    "milestones": lambda plan, **look: la.plot_milestones(plan, first(plan), **look),
    "pace": lambda plan, **look: la.plot_pace(plan, last(plan), 2018, **look),
    "projection": lambda plan, **look: _projected(plan, last(plan), **look),
    "verdicts": lambda plan, **look: la.plot_verdicts(plan, 2018, **look),
    "coverage": la.plot_coverage,
    "ambition": lambda plan, **look: la.plot_ambition(plan, ONE.get(plan.name, "i3"), **look),
    "hindsight": lambda plan, **look: la.plot_hindsight(WORTH, **look),
    "forecast_value": lambda plan, **look: la.plot_forecast_value(WORTH, **look),
    "backtest": lambda plan, **look: la.plot_backtest(TRIED, **look),
    "calibration": lambda plan, **look: la.plot_calibration(HELD, **look),
    "scenarios": lambda plan, **look: draw_scenarios(plan, 8, **look),
    "many scenarios": lambda plan, **look: draw_scenarios(plan, 15, **look),
    "fan": draw_fan,
    "sensitivity": draw_sensitivity,
    "dashboard": draw_dashboard,
}


def first(plan) -> str:
    return plan.targets["indicator"].iloc[0]


def last(plan) -> str:
    """The indicator with a target that has the most figures."""
    counts = plan.observations["indicator"].value_counts()
    return counts[counts.index.isin(plan.targets["indicator"])].index[0]


def _projected(plan, name, **look):
    series = plan.series(name, until=2018)
    return la.plot_projection(series, la.project(series, to=2022), plan, **look)


LOOKS = {
    "default": {},
    "small": {"size": (4, 3)},
    "wide": {"size": (12, 8)},
    "projector": {"scale": 1.8},
}
LONG = {
    "name_en": "Share of enterprises above the designated size that have an R&D unit of their own",
    "name_zh": "规模以上工业企业中设立研发机构并开展研究开发活动的企业所占比重",
}
every_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    """Forty indicators with long names, from far ahead to backwards."""
    targets = [{"indicator": f"i{n}", "target": 100 + n} | LONG for n in range(40)]
    values = {f"i{n}": {2015: 60, 2018: 50 + 3 * n} for n in range(40)}
    return small_plan(tmp_path_factory.mktemp("forty"), targets, values)


# --- room -------------------------------------------------------------------------------


# Of each chart and plan two looks, one in each language; of each chart all looks and languages.
PLANS = ("linhai", "china", "forty")
TURNS = [
    pytest.param(
        draw, plan, LOOKS[look], ("en", "zh")[(i + m + n) // 2 % 2], id=f"{name}-{plan}-{look}"
    )
    for i, (name, draw) in enumerate(CHARTS.items())
    for m, plan in enumerate(PLANS)
    for n, look in enumerate(LOOKS)
    if (i + m + n) % 2 == 0
]


@pytest.mark.parametrize(("draw", "name", "look", "lang"), TURNS)
def test_nothing_is_cut_or_struck_or_lies_on_anything(draw, name, look, lang, request):
    ax = draw(request.getfixturevalue(name), lang=lang, **look)
    assert faults(ax, but=["elapsed", "break"]) == [[], [], []]
    if "size" in look:
        assert tuple(ax.figure.get_size_inches()) == look["size"]


@every_chart
def test_axes_of_others_keep_to_their_part_of_the_figure(draw, china):
    """Two by two Axes in 8 x 6 inches: what is written of one lies on no other."""
    _, axes = plt.subplots(2, 2, figsize=(8, 6))
    for ax, lang in zip(axes.flat, ("en", "zh", "zh", "en"), strict=True):
        assert draw(china, ax=ax, lang=lang) is ax
    assert len(boxes(axes[0, 0])) > 4 * 10
    assert faults(axes[0, 0], but=["elapsed", "break"]) == [[], [], []]


@pytest.mark.parametrize("dpi", [72, 150, 300])
@every_chart
def test_room_is_enough_at_every_resolution(draw, china, dpi):
    """Letters are not equally wide at all resolutions."""
    ax = draw(china, size=(5, 4))
    ax.figure.set_dpi(dpi)
    assert faults(ax)[:2] == [[], []]


@every_chart
def test_picture_that_is_cropped_to_what_is_drawn_holds_every_text(draw, china, linhai):
    """As JupyterLab crops it (bbox_inches="tight")."""
    for plan in (china, linhai):
        ax = draw(plan)
        figure = ax.get_figure(root=True)
        read = boxes(ax)
        kept = figure.get_tightbbox(figure.canvas.get_renderer()).padded(0.02)
        ends = [(box.x0, box.y0, box.x1, box.y1) for _, box in read]
        x0, y0, x1, y1 = pd.DataFrame(ends).agg({0: "min", 1: "min", 2: "max", 3: "max"})
        assert kept.x0 * figure.dpi <= x0
        assert kept.y0 * figure.dpi <= y0
        assert kept.x1 * figure.dpi >= x1
        assert kept.y1 * figure.dpi >= y1


def test_rows_that_have_no_room_are_counted(forty):
    ax = la.plot_scorecard(forty, 2018, size=(4, 3))
    drawn = len(ax.get_yticklabels())
    assert 3 < drawn == len(ax.data) < 40
    notes = [text.get_text().replace("\n", " ") for text in ax.texts if text.get_gid() == "note"]
    assert notes[0].startswith(f"The first {drawn} of 40 rows")
    assert len(la.plot_scorecard(forty, 2018).get_yticklabels()) == 40


def test_height_comes_from_the_rows_and_letters_from_the_scale(tmp_path):
    made = [
        small_plan(
            tmp_path / str(count),
            [{"indicator": f"i{n}", "target": 100} for n in range(count)],
            {f"i{n}": {2015: 60} for n in range(count)},
        )
        for count in (4, 8, 12)
    ]
    one, two, three = (la.plot_required_growth(plan).figure.get_figheight() for plan in made)
    assert two > one
    assert three - two == pytest.approx(two - one, abs=0.02)  # four rows more each time
    small, large = (la.plot_required_growth(made[0], scale=scale) for scale in (1, 1.8))
    sizes = [[text.get_fontsize() for text, _ in boxes(ax)] for ax in (small, large)]
    assert sizes[1] == pytest.approx([1.8 * size for size in sizes[0]])
    with mpl.rc_context({"font.size": 18}):
        own = la.plot_required_growth(made[0])
    assert [text.get_fontsize() for text, _ in boxes(own)] == pytest.approx(sizes[1])


def test_measures_find_what_they_measure():
    ax = plt.figure(figsize=(6, 4)).add_subplot()
    ax.plot([0, 1], [0, 1])
    ax.text(0.5, 0.5, "struck", ha="center")
    ax.text(0.9, 0.2, "goes on beyond the edge")
    assert struck(ax) == ["struck"]
    assert cut_off(ax) == ["goes on beyond the edge"]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["15.3% a year", "(9835.79\xa0→\xa020000)"]),
        ("zh", ["2018年为17：增量完成进度33%，", "时序进度60%，滞后于预期"]),
    ],
)
def test_lines_break_between_words_and_behind_stops(lang, lines):
    with mpl.rc_context({"font.family": font_families(lang)}):
        ax = plt.figure().add_subplot()
        told = (" " if lang == "en" else "").join(lines)
        assert text_room.wrap(ax, told, lang, 2.2).split("\n") == lines


# --- colours and letters ----------------------------------------------------------------


@both_languages
@every_chart
def test_dark_style_is_readable(draw, china, lang):
    """Text stands out by 4.5 from what is behind it (WCAG 2.2, 1.4.3)."""
    with plt.style.context("dark_background"):
        ax = draw(china, lang=lang)
    for text, _ in boxes(ax):
        assert colours.luminance(text.get_color()) + 0.05 > 4.5 * 0.05
    assert same_color(ax.figure.get_facecolor(), "black")


@pytest.mark.parametrize(("paper", "ink"), [("white", "black"), ("black", "white")])
def test_colours_stand_out_against_the_paper(paper, ink):
    with mpl.rc_context({"axes.facecolor": paper, "text.color": ink}):
        seen = [colours.against(tone) for tone in colours.TARGET_COLOURS]
        middle = colours.grey(0.5)
    light = [colours.luminance(tone) for tone in seen]
    behind = colours.luminance(paper)
    pairs = [sorted((tone, behind)) for tone in light]
    assert min((high + 0.05) / (low + 0.05) for low, high in pairs) >= 3
    assert middle == pytest.approx((0.5, 0.5, 0.5))


@every_chart
def test_no_glyph_is_missing_whatever_axes_are_given(draw, china):
    figure, (left, right) = plt.subplots(1, 2, figsize=(14, 6), layout="constrained")
    right.set_title("other")
    draw(china, ax=left, lang="zh")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(io.BytesIO())
        figure.savefig(io.BytesIO(), format="svg")


# --- what is shown ----------------------------------------------------------------------


def test_frame_and_text_alternative_stand_on_the_axes():
    @chart(width=5)
    def draw_own(sheet: Sheet, frame: pd.DataFrame) -> Shown:
        sheet.ax.plot(frame["year"], frame["value"])
        return Shown(frame, f"up to {frame['value'].max()}")

    frame = pd.DataFrame({"year": [2015, 2020], "value": [60, 120]})
    ax = draw_own(frame)
    assert ax.data is frame
    assert ax.alt == "up to 120"


def test_alternative_of_required_growth_names_the_ends_of_both_panels(linhai):
    """120 / 60 over five years is 14.9 % a year; 3 - 2.98 is 0.004 points a year."""
    told = la.plot_required_growth(linhai).alt.replace("\xa0", " ")
    assert told.startswith("Targets ranked by the growth that they require (5).")
    assert "High-tech enterprises (certified stock): 14.9% a year (60 → 120)" in told
    assert "R&D expenditure as a share of GDP: 0.004 points a year (2.98 → 3)" in told
    assert "(2.98 → 3). Not drawn: no figure for the base year 2015 (Science" in told
    assert la.plot_required_growth(linhai, lang="zh").alt.startswith("按所需年均增速排列的5个")


def test_alternative_of_the_scorecard_names_the_first_and_the_last(china):
    """Patents: (11.5 - 6.3) / (12 - 6.3) = 91 %; R&D: (2.19 - 2.1) / (2.5 - 2.1) = 23 %."""
    told = la.plot_scorecard(china, 2018).alt
    assert told.startswith("Targets that can be judged: 5 of 12")
    assert (
        "Invention patents in force per 10,000 residents (pieces per 10,000 residents) → 12: 91%"
        in told
    )
    assert "R&D expenditure as a share of GDP (%) → 2.5: 23%" in told


def test_one_judged_target_is_not_called_the_furthest_and_the_least_far(linhai):
    """Of R&D / GDP alone is there a figure in 2016: (3.06 - 2.98) / (3 - 2.98) = 400 %."""
    told = la.plot_scorecard(linhai, 2016).alt
    assert "R&D expenditure as a share of GDP (%) → 3: 400%." in told
    assert "furthest" not in told


def test_share_of_few_cases_is_hollow_and_said_to_be():
    """Thirty cases are enough, one is not."""
    few = WORTH.assign(cases=30)
    assert "Hollow" not in foot(la.plot_forecast_value(few))
    few.loc[few["status"] == "off_track", "cases"] = 1
    for draw in (la.plot_forecast_value, la.plot_hindsight):
        ax = draw(few)
        marks = [one for one in ax.get_lines() if one.get_marker() in ("X", "o", "v")]
        inside = {one.get_marker(): one.get_markerfacecolor() for one in marks}
        hollow = {marker for marker, colour in inside.items() if same_color(colour, "white")}
        assert hollow == {"X"}
        assert "Hollow: fewer than 30 cases." in foot(ax)


def test_scorecard_without_any_verdict_says_why(linhai):
    """Nothing is known after 2015 in a review of 2015: no row, one sentence, no axis."""
    ax = la.plot_scorecard(linhai, 2015)
    assert len(ax.get_yticklabels()) == 0
    assert foot(ax).count("no figure after the base year 2015") == 1
    assert ax.alt.startswith("Targets that can be judged: 0 of 14")


def test_bar_beyond_the_axis_is_broken_and_its_share_written_out(linhai):
    """3.06 is 400 % of the way from 2.98 to 3."""
    ax = la.plot_scorecard(linhai, 2016)
    assert [bar.get_width() for bar in ax.patches] == [1.25]
    assert len([line for line in ax.get_lines() if line.get_gid() == "break"]) == 2
    assert "400% of the way" in ax.texts[0].get_text().replace("\n", " ")
    whole = la.plot_scorecard(la.load_plan("china_13fyp"), 2018)
    assert not [line for line in whole.get_lines() if line.get_gid() == "break"]


def test_picture_is_the_same_each_time(china):
    one, other = (
        pictures(lambda: la.plot_scorecard(china, 2018), ["png", "svg"]) for _ in range(2)
    )
    assert one == other
    assert b"<dc:date>" not in one.svg


def test_picture_is_the_same_whatever_was_drawn_before(china):
    """Texts are measured once a session, but anew where letters are fitted to pixels otherwise."""
    with mpl.rc_context({"text.hinting": "force_autohint"}):
        la.plot_scorecard(china, 2018)
    one = pictures(lambda: la.plot_scorecard(china, 2018), ["png", "svg"])
    text_room._renderer.cache_clear()
    assert pictures(lambda: la.plot_scorecard(china, 2018), ["png", "svg"]) == one

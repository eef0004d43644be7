"""A plan of tables in memory is checked like one of files, and every function takes it."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la

FRAMES = {
    "indicators": pd.DataFrame(
        {
            "indicator": ["firms", "share"],
            "name_en": ["Firms", None],
            "unit": ["enterprise", "%"],
            "kind": ["count", "share"],
            "better": ["up", "up"],
            "decimals": [0, np.nan],
        }
    ),
    "targets": pd.DataFrame(
        {
            "indicator": ["firms", "share"],
            "base_year": [2015, 2015],
            "target_year": [2020, 2020],
            "target": [120, 3.5],
            "main": [True, True],
        }
    ),
    "observations": pd.DataFrame(
        {
            "indicator": ["firms", "firms", "firms", "share"],
            "year": [2015, 2016, 2018, 2015],
            "value": [60, 75, 92, 2.1],
        }
    ),
}


def with_cells(table: str, **columns) -> dict[str, pd.DataFrame]:
    return FRAMES | {table: FRAMES[table].assign(**columns)}


def required(plan) -> list[float]:
    """(120 / 60) ** (1 / 5) - 1 and (3.5 / 2.1) ** (1 / 5) - 1."""
    return la.required_growth(plan)["required_cagr"].tolist()


EXPECTED = pytest.approx([2**0.2 - 1, (3.5 / 2.1) ** 0.2 - 1])


def test_frames_are_a_plan_and_stay_as_they_are():
    before = {name: frame.copy(deep=True) for name, frame in FRAMES.items()}
    plan = la.load_plan(FRAMES)
    assert (plan.name, la.load_plan(FRAMES, name="town").name) == ("plan", "town")
    assert required(plan) == EXPECTED
    assert plan.series("firms").to_dict() == {2015: 60, 2016: 75, 2018: 92}
    assert plan.indicators["decimals"].tolist() == [0, -1]
    for name, frame in before.items():
        pd.testing.assert_frame_equal(FRAMES[name], frame)


@pytest.mark.parametrize("name", ["linhai_13fyp", "china_13fyp"])
def test_tables_of_a_plan_make_the_same_plan_again(name):
    plan = la.load_plan(name)
    fields = [one.name for one in dataclasses.fields(plan)]
    tables = [one for one in fields if isinstance(getattr(plan, one), pd.DataFrame)]
    again = la.load_plan({table: getattr(plan, table) for table in tables}, name=name)
    for table in tables:
        pd.testing.assert_frame_equal(getattr(again, table), getattr(plan, table))
    assert la.load_plan(plan) is plan
    assert la.load_plan(plan, name="other").name == "other"


def test_frames_say_what_files_say(tmp_path):
    for name, frame in FRAMES.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    pd.testing.assert_frame_equal(la.required_growth(tmp_path), la.required_growth(FRAMES))


@pytest.mark.parametrize(
    "frames",
    [
        with_cells("observations", year=["2015", "2016年", "2018", "2015"]),
        with_cells("observations", value=["60", "75", " 92 ", "2.1"]),
        with_cells("observations", value=pd.array([60, 75, 92, 2.1], "Float64")),
        with_cells("observations", value=np.array([60, 75, 92, 2.1], "float32")),
        with_cells("observations", status=[None, pd.NA, np.nan, ""]),
        with_cells("observations", source_id=[None, pd.NaT, np.nan, pd.NA]),
        with_cells(
            "observations", year=[pd.Timestamp(y, 12, 31) for y in (2015, 2016, 2018, 2015)]
        ),
        with_cells("observations", year=pd.PeriodIndex(["2015", "2016", "2018", "2015"], freq="Y")),
        with_cells("observations", year=[2015.0, 2016.0, 2018.0, 2015.0]),
        with_cells("indicators", kind=pd.Categorical(["count", "share"])),
        with_cells("targets", target_high=[np.nan, pd.NA], printed=[None, ""]),
        with_cells("targets", target=pd.array([120, None], "Int64"), printed=["", "3.5%"]),
        FRAMES | {"observations": FRAMES["observations"].set_index("indicator")},
        FRAMES | {"observations": FRAMES["observations"].set_index(["indicator", "year"])},
        FRAMES | {"observations": FRAMES["observations"].set_axis([7, 7, 3, 1])},
        FRAMES | {"tasks": pd.DataFrame(columns=["task_id", "task"])},
    ],
)
def test_cells_of_any_type(frames):
    assert required(frames) == EXPECTED


def test_chinese_names_and_headings():
    heads = {"indicator": "指标代码", "kind": "数据类型", "better": "方向", "unit": "单位"}
    book = FRAMES["indicators"][[*heads]].rename(columns=heads)
    book = book.assign(数据类型=["数量", "占比"])
    frames = {"指标": book, "目标": FRAMES["targets"], "数据": FRAMES["observations"]}
    assert required(frames) == EXPECTED


def test_dates_of_a_table_have_no_time_of_day():
    sources = pd.DataFrame({"source_id": ["s"], "published": [pd.Timestamp("2018-05-01")]})
    assert la.load_plan(FRAMES | {"sources": sources}).sources["published"].item() == "2018-05-01"


@pytest.mark.parametrize(
    ("frames", "sentence"),
    [
        (
            with_cells("targets", target_year=[2020, "202O"]),
            "targets, row 3, column target_year: '202O' is not a year",
        ),
        (
            with_cells("observations", value=[60, "many", 92, 2.1], year=[1, 2016, 2018, 2015]),
            "2 faults:\n- observations, row 2, column year: '1' is not a year.*\n"
            "- observations, row 3, column value: 'many' is not a number",
        ),
        (
            with_cells("observations", indicator=["firms", "firm", "firms", "share"]),
            "observations, row 3, column indicator: 'firm' is not in the table indicators; "
            "did you mean 'firms'",
        ),
        (
            with_cells("observations", year=[2015, 2015, 2018, 2015]),
            "observations, row 3: .* stands in row 2 already",
        ),
        (
            FRAMES | {"targets": FRAMES["targets"].drop(columns="target_year")},
            "targets, column target_year: this column is missing; its heading may be written",
        ),
        (
            {name: FRAMES[name] for name in ("indicators", "targets")},
            "the mapping: the table observations is missing",
        ),
        (FRAMES | {"targets": [1, 2]}, "the table targets is a list; give a DataFrame"),
        (FRAMES | {"目标": FRAMES["targets"]}, "targets stands twice: in targets and in 目标"),
        ({}, "the mapping holds none of the tables of a plan"),
    ],
)
def test_faults_are_those_of_files(frames, sentence):
    with pytest.raises(la.DataError, match=f"(?s){sentence}"):
        la.load_plan(frames)


@pytest.mark.parametrize("name", ["targest", "figures", 3])
def test_table_that_no_plan_has_is_named(name):
    with pytest.raises(la.UnknownNameError, match=f"no table of a plan '{name}'"):
        la.load_plan(FRAMES | {name: FRAMES["targets"]})


@pytest.mark.parametrize("given", [None, 5, [1], FRAMES["targets"]])
def test_what_is_no_plan_is_refused(given):
    for call in (
        lambda: la.load_plan(given),
        lambda: la.milestones(given),
        lambda: la.scorecard(given, 2018),
        lambda: la.run_scenarios(given),
    ):
        with pytest.raises(la.DataError, match="a plan is needed, and this is a"):
            call()


DOORS = {
    "required_growth": lambda plan: la.required_growth(plan),
    "still_required": lambda plan: la.still_required(plan, 2018),
    "milestones": lambda plan: la.milestones(plan),
    "derived_facts": lambda plan: la.derived_facts(plan),
    "compare_plans": lambda plan: la.compare_plans([plan, plan]),
    "project_indicator": lambda plan: la.project_indicator(plan, "firms").frame,
    "project_targets": lambda plan: la.project_targets(plan),
    "ambition": lambda plan: la.ambition(plan),
    "follow": lambda plan: la.follow(plan, "Zhejiang"),
    "assess_progress": lambda plan: la.assess_progress(plan, 2018),
    "scorecard": lambda plan: la.scorecard(plan, 2018),
    "closing_rate": lambda plan: la.closing_rate(plan),
    "reach_year": lambda plan: la.reach_year(plan),
    "run_scenarios": lambda plan: la.run_scenarios(plan),
    "read_scenarios": lambda plan: pd.concat([s.table() for s in la.read_scenarios(plan)]),
    "sensitivity": lambda plan: la.sensitivity(plan, "target", "firms"),
    "simulate": lambda plan: la.simulate(plan, "target", draws=10).quantiles,
    "simulate_scenarios": lambda plan: pd.concat(
        made.quantiles for made in la.simulate_scenarios(plan, ["target"], draws=10).values()
    ),
}
CHARTS = {
    "plot_required_growth": lambda plan: la.plot_required_growth(plan),
    "plot_coverage": lambda plan: la.plot_coverage(plan),
    "plot_milestones": lambda plan: la.plot_milestones(plan, "firms"),
    "plot_ambition": lambda plan: la.plot_ambition(plan, "firms"),
    "plot_scorecard": lambda plan: la.plot_scorecard(plan, 2018),
    "plot_verdicts": lambda plan: la.plot_verdicts(plan, 2018),
    "plot_pace": lambda plan: la.plot_pace(plan, "firms", 2018),
    "plot_scenarios": lambda plan: la.plot_scenarios(plan, "firms"),
    "plot_fan": lambda plan: la.plot_fan(plan, la.simulate(plan, "target", 10), "firms"),
    "plot_sensitivity": lambda plan: la.plot_sensitivity(
        plan, la.sensitivity(plan, "target", "firms")
    ),
    "plot_projection": lambda plan: la.plot_projection(
        la.load_plan(plan).series("firms"), la.project(la.load_plan(plan).series("firms")), plan
    ),
}
# These make a page or a folder, or open a panel, and are tried below.
OTHERS = {"build_review", "report_scenarios", "export_paper", "load_plan", "readable"}


def test_every_public_function_that_asks_for_a_plan_is_tried():
    asking = {
        name
        for name in la.__all__
        if inspect.isfunction(function := getattr(la, name))
        and {"plan", "plans", "targets"} & {*inspect.signature(function).parameters}
    }
    # Those two ask for targets of a panel.
    assert asking - {"assess_panel", "hindsight"} == {*DOORS, *CHARTS} | OTHERS


@pytest.mark.parametrize("door", DOORS)
def test_function_opens_what_it_is_given(door):
    pd.testing.assert_frame_equal(DOORS[door](FRAMES), DOORS[door](la.load_plan(FRAMES)))


@pytest.mark.parametrize("chart", CHARTS)
def test_chart_opens_what_it_is_given(chart):
    assert CHARTS[chart](FRAMES).get_figure().axes


def test_reports_and_panel_open_what_they_are_given(tmp_path):
    assert la.build_review(FRAMES, year=2018).facts["plan"] == "plan"
    growth = la.required_growth(FRAMES)
    shown, opened = (la.readable(growth, plan) for plan in (FRAMES, la.load_plan(FRAMES)))
    assert shown.frame.equals(opened.frame)
    assert la.report_scenarios(FRAMES, draws=10).facts["plan"] == "plan"
    assert la.export_paper(FRAMES, tmp_path / "paper", [FRAMES])
    assert la.explore(FRAMES).shown()["indicator"].unique().tolist() == ["firms"]


def test_names_and_paths_are_opened_too(tmp_path):
    by_name, by_path = la.required_growth("linhai_13fyp"), tmp_path / "town"
    pd.testing.assert_frame_equal(by_name, la.required_growth(la.load_plan()))
    by_path.mkdir()
    for name, frame in FRAMES.items():
        frame.to_csv(by_path / f"{name}.csv", index=False)
    assert required(by_path) == required(str(by_path)) == EXPECTED
    with pytest.raises(la.DataError, match="there is no plan, folder or file 'linhai_13fy'"):
        la.milestones("linhai_13fy")
    with pytest.raises(la.DataError, match="there is no file or folder"):
        la.milestones(Path("linhai_13fyp"))


@pytest.mark.parametrize("given", ["linhai_13fyp", FRAMES, 3])
def test_one_plan_is_no_list_of_plans(given):
    with pytest.raises(la.DataError, match="a list of plans is needed"):
        la.compare_plans(given)

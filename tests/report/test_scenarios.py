"""``linhai scenarios``: a page, tables and charts of a plan's scenarios, or of a user's own."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import openpyxl
import pytest
from chart_room import foot
from click.testing import CliRunner
from matplotlib.figure import Figure
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main

OWN = """情景,指标代码,假设方式,数值,低值,高值,理由,可靠程度
自定,rd_expenditure,增速,12%,10%,14%,领导小组意见,黄
自定,gdp,增速,5%,,,保守估计,红
零增长二,hightech_enterprises,停滞,,,,,
"""


def linhai(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> tuple[Path, str]:
    """A user's Chinese table, in the encoding that Excel writes in China, run in Chinese."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "情景.csv").write_bytes(OWN.encode("gb18030"))
    done = linhai("scenarios", folder / "情景.csv", "--out", folder / "out", "--lang", "zh")
    assert done.exit_code == 0, done.output
    # Once more for programs.
    coded = linhai("scenarios", folder / "情景.csv", "--out", folder / "coded", "--codes")
    assert coded.exit_code == 0, coded.output
    return folder / "out", done.output


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_own_table_is_run(own):
    out, _ = own
    paths = rows(out.parent / "coded" / "tables" / "paths.csv")
    last = {(row["scenario"], row["indicator"]): row for row in paths if row["year"] == "2020"}
    share = last["自定", "rd_gdp_ratio"]
    assert float(share["value"]) == pytest.approx(100 * 13.81 * 1.12**5 / (463.5 * 1.05**5))
    # Amber and red together are red.
    assert (share["origin"], share["quality"]) == ("linked", "red")
    assert float(last["零增长二", "hightech_enterprises"]["value"]) == 60


def test_page_is_one_file_in_chinese(own):
    out, said = own
    text = (out / "scenarios.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in text
    assert not re.findall(r'(?:src|href)="(?!data:)', text)
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    assert "年均增长12%" in body
    assert "领导小组意见" in body
    words = set(re.findall(r"[A-Za-z]{3,}", body))
    assert words <= {"and"}, words
    assert "已生成" in said


def test_numbers_for_programs_list_every_file(own):
    out, _ = own
    content = json.loads((out / "scenarios.json").read_text(encoding="utf-8"))
    listed = {name for name in content["files"]}
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert listed == found - {"linhai-manifest.json"}
    assert {"paths", "comparison", "closing_rates", "reach_years", "quantiles", "targets"} <= set(
        content
    )
    assert {"scenarios_rd_gdp_ratio.svg", "moves_自定__rd_gdp_ratio.png"} <= {
        Path(name).name for name in listed
    }


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_same_seed_gives_the_same_folder(scenarios, tmp_path):
    made = la.report_scenarios(la.load_plan(), ["slow"], draws=100, lang="zh")
    made.write(tmp_path)
    assert files_in(tmp_path) == files_in(scenarios)
    other = la.report_scenarios(la.load_plan(), ["slow"], draws=100, seed=4)
    assert not other.tables["quantiles"].equals(made.tables["quantiles"])


def test_workbook_with_a_sheet_of_scenarios_alone_is_no_plan(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "情景"
    book.active.append(["情景", "指标代码", "假设方式", "数值"])
    book.active.append(["快", "hightech_enterprises", "增速", 0.2])
    book.active["D2"].number_format = "0%"
    book.save(tmp_path / "s.xlsx")
    done = linhai("scenarios", tmp_path / "s.xlsx", "--out", tmp_path / "out", "--codes")
    assert done.exit_code == 0, done.output
    values = {row["year"]: row["value"] for row in rows(tmp_path / "out/tables/paths.csv")}
    assert float(values["2020"]) == pytest.approx(60 * 1.2**5)


def test_plan_that_brings_no_scenarios_gets_the_three_that_any_plan_has(tmp_path):
    made = la.report_scenarios(la.load_plan("china_13fyp"), draws=200)
    assert made.tables["paths"]["scenario"].unique().tolist() == ["halt", "trend", "target"]
    outcomes = made.readable()["outcomes"].set_index("Indicator")
    row = outcomes.loc["R&D expenditure as a share of GDP"]
    assert (row["Baseline"], row["no growth"], row["main targets"]) == ("2.1", "2.1", "2.5")


@pytest.mark.parametrize(
    ("plan", "names", "compared", "shown"),
    [
        ("linhai_13fyp", ["trend", "slow", "fast"], "slow", "slow"),
        ("china_13fyp", None, "halt", "no growth"),
        ("china_13fyp", ["target", "trend"], "target", "main targets"),
    ],
)
def test_others_are_compared_with_one_that_has_a_path_and_the_page_says_which(
    plan, names, compared, shown
):
    """The trend of Linhai is empty; where nothing moves there is something to compare with."""
    made = la.report_scenarios(la.load_plan(plan), names, draws=20)
    assert made.facts["compared_with"] == compared
    table = made.tables["comparison"]
    assert set(table["base"]) == {compared}
    assert table.loc[table["scenario"] == compared, "difference"].eq(0).all()
    assert made.note.endswith(f"sets the others against: {shown}.")


def test_scenario_without_any_path_says_why_for_each_indicator():
    made = la.report_scenarios(la.load_plan(), ["slow", "trend"], draws=20).readable()
    assert made["outcomes"]["trend"].eq("—").all()
    gaps = made["gaps"].set_index("Scenario").loc["trend"]
    assert len(gaps) == 13
    assert gaps.iloc[:, 1].str.contains("figure").all()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "reaches 600 in 2018; 700 in 2020"), ("zh", "达到2018年600、2020年700")],
)
def test_levels_by_year_are_read_with_their_years(lang, said):
    plan = la.load_plan()
    made = la.Scenario("s", {"gdp": {"reach": {2018: 600, 2020: 700}}})
    table = la.report_scenarios(plan, [made], draws=20, lang=lang).readable()["assumptions"]
    assert table.iloc[0, 2] == said


@pytest.mark.parametrize("value", [2.1, 0.43, 0.0316])
def test_figures_without_stated_decimals_are_not_rounded_away(tmp_path, value):
    """No column decimals: 2.1 is not 2 and 0.43 is not 0, in tables and on the chart."""
    goal = {"indicator": "a", "target": 10 * value, "kind": "ratio", "unit": ""}
    plan = small_plan(tmp_path / "plan", [goal], {"a": {2015: value}})
    made = la.Scenario("s", {"a": {"rate": 0.0, "low": -0.5, "high": 0.5}})
    tables = la.report_scenarios(plan, [made], draws=20).readable()
    row = tables["outcomes"].iloc[0]
    assert (row["Baseline"], row["s"]) == (f"{value}", f"{value}")
    ax = la.plot_sensitivity(plan, la.sensitivity(plan, made, "a"), ax=Figure().add_subplot())
    assert f"The line is {value}" in foot(ax)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "scenario,indicator,assumption,value\na,gpd,rate,12\nb,gdp,rates,0.1\n",
            "scenarios.csv, row 2, column value: '12' is a rate above 1 (1200 % a year); "
            "did you mean 0.12?",
        ),
        (
            "scenario,indicator,assumption,value\na,gpd,rate,0.12\n",
            "no indicator 'gpd'; did you mean 'gdp'?",
        ),
        ("scenario,indicator\na,gdp\n", "scenarios.csv, column assumption: this column is"),
    ],
)
def test_faults_are_named_with_status_2(tmp_path, table, sentence):
    (tmp_path / "scenarios.csv").write_text(table, encoding="utf-8")
    done = linhai("scenarios", tmp_path / "scenarios.csv", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert sentence in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said", "apart"),
    [
        ((), ["5% of the draws lie below", "as their growth goes together"], False),
        (("--correlation", "independent"), ["drawn independently of each other"], True),
        (("--distribution", "triangular"), ["nothing is drawn beyond them"], False),
    ],
)
def test_page_says_how_it_was_drawn(tmp_path, options, said, apart):
    """Alone or together: only where each is drawn alone do both counts agree."""
    told = ["--draws", 400, "--codes", "--format", "html,csv", *options]
    done = linhai("scenarios", *told, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "scenarios.html").read_text(encoding="utf-8")
    for sentence in [*said, "A trend borrows from comparable places where"]:
        assert sentence in page
    counts = rows(tmp_path / "out" / "tables" / "numbers_met.csv")
    assert all(row["share"] == row["independent"] for row in counts) == apart


def test_page_says_that_nobody_lends_to_a_trend():
    made = la.report_scenarios(la.load_plan("china_13fyp"), draws=10, reference=None, lang="zh")
    assert (
        "趋势外推仅依据本地数据。低值、高值为分位数：低于低值、高于高值的模拟各占5%。" in made.note
    )


def test_both_faults_of_a_file_are_told_at_once(tmp_path):
    table = "scenario,indicator,assumption,value\na,gdp,rate,12\nb,gdp,rates,0.1\n"
    (tmp_path / "s.csv").write_text(table, encoding="utf-8")
    done = linhai("scenarios", tmp_path / "s.csv", "--out", tmp_path / "out")
    assert "2 faults" in done.output
    assert "row 2, column value" in done.output
    assert (
        "row 3, column assumption: 'rates' is not one of growth a year, change a year, reaches"
        in done.output
    )


def test_missing_file_is_named(tmp_path):
    done = linhai("scenarios", tmp_path / "none.csv", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "there is no file" in done.output


def test_chances_are_never_rounded_to_certainty():
    made = la.report_scenarios(la.load_plan(), ["fast"], draws=2_000)
    shares = made.tables["targets"].set_index("target_id")["probability"]
    table = made.readable()["chances"].set_index("Printed target")["fast"]
    cell = table["Invention patents granted in the year: 360"]
    assert 0.8 < shares["invention_patents_granted.t1"] < 0.99
    assert cell.split("\n")[1] == f"{shares['invention_patents_granted.t1']:.0%}"
    # 2425 patents need 0.6 % a year: no draw misses that, which is not sure for that.
    assert shares["patents_granted.t1"] == 1
    assert (
        table["Patents granted in the year: 2500 (section 2.3, table 1)"].split("\n")[1] == ">99%"
    )
    # 360 is reached in 2020: 216 * 1.1235 ** 4 = 344.2, ** 5 = 386.6.
    assert cell.split("\n")[0] == "2020"

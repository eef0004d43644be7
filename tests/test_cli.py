"""The ``linhai`` command: exit status 0, or 2 with one clear message."""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_figures import TWO, plan_of
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.data import data_dir

SHIPPED = data_dir() / "processed"
# What a program that uses ours may have set.
ODD = Path(__file__).parent / "odd_program"
# A Chinese system, where there is what makes one.
LOCALE = (shutil.which("localedef"), "-c", "-i", "zh_CN")


def linhai(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refused(*arguments: object) -> str:
    """The message of a call that is refused with status 2 and no traceback."""
    result = linhai(*arguments)
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / "linhai_13fyp", tmp_path / "plan")
    return tmp_path / "plan"


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- growth -----------------------------------------------------------------------------


def test_growth_prints_the_rates_and_what_is_missing():
    result = linhai("growth")
    assert result.exit_code == 0
    for rate in ("14.87%", "10.76%", "6.36%", "0.61%", "0.004 points"):
        assert rate in result.stdout
    assert "What is missing and why" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_growth_in_chinese():
    output = linhai("growth", "--lang", "zh").stdout
    assert "实现目标所需年均增速" in output
    assert "缺2015年基期值" in output
    assert "0.004个百分点" in output


def test_growth_json_is_a_list_with_the_promised_columns():
    def refuse(word: str) -> None:
        raise AssertionError(word)

    rows = json.loads(linhai("growth", "--json").stdout, parse_constant=refuse)
    promised = (
        "target_id indicator base_year base_value target_year target_value relation years "
        "required_cagr required_per_year main place reason"
    )
    assert len(rows) == 29
    assert all(set(promised.split()) <= set(row) for row in rows)
    rates = {row["target_id"]: row["required_cagr"] for row in rows}
    assert rates["patents_granted.s3_8_1"] == pytest.approx(0.063556, abs=5e-7)
    assert rates["fiscal_st_share.t1"] is None


def test_growth_json_gives_its_reasons_in_the_language_asked_for():
    rows = json.loads(linhai("growth", "--json", "--lang", "zh").stdout)
    assert "缺2015年基期值" in {row["reason"] for row in rows}


def test_growth_of_a_folder_of_ones_own(tmp_path):
    small_plan(tmp_path / "mine", [{"indicator": "a", "target": 121}], {"a": {2015: 100}})
    rows = json.loads(linhai("growth", tmp_path / "mine", "--json").stdout)
    assert [row["required_per_year"] for row in rows] == [pytest.approx(4.2)]


# --- review -----------------------------------------------------------------------------


@pytest.mark.usefixtures("no_charts")
def test_review_prints_the_table_and_where_the_page_is(tmp_path):
    result = linhai("review", "--out", tmp_path / "out", "--year", 2017)
    assert result.exit_code == 0
    assert "14.87%" in result.stdout
    assert "for 8 no baseline is known" in result.stdout
    assert f"open {tmp_path / 'out' / 'review.html'}" in result.stdout
    assert (tmp_path / "out" / "tables" / "still_required.csv").exists()


@pytest.mark.usefixtures("no_charts")
def test_review_bears_the_date_given(tmp_path):
    linhai("review", "--out", tmp_path / "out", "--as-of", "2018-06-30", "--lang", "zh")
    content = json.loads((tmp_path / "out" / "review.json").read_text(encoding="utf-8"))
    assert (content["as_of"], content["language"]) == ("2018-06-30", "zh")


def test_year_before_the_plan_is_refused_and_nothing_is_written(tmp_path):
    message = refused("review", "--out", tmp_path / "out", "--year", 2010)
    assert message == "Error: the year of the review, 2010, is before the base year 2015\n"
    assert list(tmp_path.iterdir()) == []


def test_out_that_is_a_file_is_refused_in_one_line(tmp_path):
    (tmp_path / "out").write_text("a file")
    message = refused("review", "--out", tmp_path / "out")
    assert "is a file; give a folder" in message
    assert len(message.strip().splitlines()) == 1


def test_review_needs_a_folder_to_write_to():
    assert "Missing option '--out'" in refused("review")


OPEN = "it can be judged; 1 more is not read, still to be filled in or to be checked, see above\n"


# --- check ------------------------------------------------------------------------------


def test_what_a_good_plan_leaves_open_is_told_at_the_end(copy):
    result = linhai("check", copy)
    assert result.exit_code == 0
    assert result.stdout.endswith(OPEN)
    [note] = result.stderr.splitlines()
    assert note.startswith("note: not judged for now: 1 of the targets")


def test_a_plan_of_which_all_is_read_has_no_faults(tmp_path):
    small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 92}})
    result = linhai("check", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("\nno faults\n")


def test_figures_to_look_at_are_listed_and_are_no_faults(copy):
    replace(copy / "observations.csv", "rd_gdp_ratio,2016,3.06,", "rd_gdp_ratio,2016,306,")
    result = linhai("check", copy)
    assert result.exit_code == 0
    assert (
        "Figures to look at: 2\n- R&D expenditure as a share of GDP: 306% in 2016 " in result.stdout
    )
    assert result.stdout.endswith(OPEN.replace("1 more", "3 more"))
    chinese = linhai("check", copy, "--lang", "zh").stdout
    assert (
        "需核实的数据：2处\n- “研究与试验发展经费支出占地区生产总值比重”2016年为306%，" in chinese
    )


def test_all_faults_of_all_tables_come_in_one_message(copy):
    replace(copy / "targets.csv", "rd_gdp_ratio,2015,2020,3,", "rd_gdp_ratio,2015,202O,3,")
    replace(copy / "indicators.csv", ",share,up,", ",share,upward,")
    replace(copy / "observations.csv", ",13.81,", ",13.81多亿元,")
    message = refused("check", copy)
    assert message.startswith("Error: 3 faults:")
    assert "targets.csv, row 2, column target_year: '202O' is not a year" in message
    assert "row 2, column better: 'upward' is not one of higher is better, lower is" in message
    assert "observations.csv, row 2, column value: '13.81多亿元' is not a number" in message


def test_unknown_name_is_told_together_with_a_faulty_cell(copy):
    """One round of repairs is enough: a wrong cell must not hide a wrong name."""
    replace(copy / "observations.csv", ",13.81,", ",13.81多亿元,")
    replace(copy / "targets.csv", "s2_3,provincial_tech_smes,", "s2_3,provincial_tech_sme,")
    message = refused("check", copy)
    assert "'13.81多亿元' is not a number" in message
    assert "did you mean 'provincial_tech_smes'?" in message


@pytest.mark.parametrize("command", [["growth"], ["check"], ["review", "--out", "unused"]])
def test_every_command_refuses_a_bad_plan(copy, command):
    replace(copy / "targets.csv", "rd_gdp_ratio,2015,2020,3,", "rd_gdp_ratio,2015,2014,3,")
    message = refused(*command, copy)
    assert "2014 is not after the base year 2015" in message


def test_missing_table_is_named(copy):
    (copy / "observations.csv").unlink()
    assert "the table observations is missing" in refused("check", copy)


def test_misspelt_optional_column_is_noted(copy):
    replace(copy / "indicators.csv", ",owner,", ",ownr,")
    result = linhai("check", copy)
    assert result.exit_code == 0
    assert "column 'ownr' is not used; did you mean 'owner'?" in result.stderr


def test_folder_without_tables_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    message = refused("check", ".")
    assert "holds none of the tables of a plan" in message
    assert not message.startswith("Error:  ")


# --- names and options ------------------------------------------------------------------


@pytest.mark.parametrize("command", [["growth"], ["check"], ["review", "--out", "unused"]])
def test_plan_with_a_typing_error_is_offered_its_name(command):
    message = refused(*command, "linhai_13fy")
    assert "no plan, folder or file 'linhai_13fy'; did you mean 'linhai_13fyp'?" in message


def test_unknown_plan_lists_the_ones_there_are():
    assert "there are: china_13fyp, linhai_13fyp" in refused("growth", "zzz")


@pytest.mark.parametrize("plan", ["no/such/folder", "missing.xlsx"])
def test_path_that_is_not_there_is_named(plan):
    assert f"there is no file or folder '{plan}'" in refused("check", plan)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["growth", "--jsn"], "No such option '--jsn'"),
        (["growht"], "No such command 'growht'"),
        (["growth", "--lang", "xx"], "'xx' is not one of 'en', 'zh'"),
        (["review", "--out", "unused", "--year", "abc"], "'abc' is not a valid integer"),
        (["check"], "Missing argument 'PLAN'"),
    ],
)
def test_wrong_call_is_explained(arguments, message):
    assert message in refused(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["growth", "--jsn"], "没有选项--jsn。用法请看："),
        (["growht"], "没有命令growht。用法请看："),
        (["check"], "缺少PLAN。"),
        (["review"], "缺少--out。"),
        (["review", "--out", "unused", "--year", "abc"], "--year的取值须为整数。"),
        (["review", "--out", "unused", "--tol", "abc"], "--tol的取值须为数字。"),
        (
            ["scenarios", "--out", "unused", "--distribution", "x"],
            "可用：normal、lognormal、triangular。",
        ),
        (["growth", "--json=x"], "选项--json的写法不对"),
        (["growth", "a", "b"], "命令写法有误"),
        (["growth", "linhai"], "没有名为“linhai”的规划、文件夹或文件；是否指“linhai_13fyp”？"),
        (["scenarios", "china_13fyp", "--plan", "x", "--out", "unused"], "请去掉--plan x"),
        (["review", "--out", ""], "文件夹名是空的；当前文件夹请写“.”"),
    ],
)
def test_wrong_call_is_explained_in_chinese_wherever_the_language_stands(arguments, message):
    for language in (["--lang", "zh"], ["--lang=zh"]):
        told = refused(*arguments, *language)
        assert told.startswith("错误：")
        assert message in told
        assert refused(arguments[0], *language, *arguments[1:]) == told or arguments == ["growht"]


def test_faults_are_told_in_the_language_asked_for(copy):
    replace(copy / "observations.csv", "rd_gdp_ratio,2016,3.06,", "rd_gdp_ratio,2016,三多,")
    assert "observations.csv，第" in (told := refused("check", copy, "--lang", "zh"))
    assert "（value）：“三多”不是数字；请只写数字" in told
    assert "column value: '三多' is not a number; write digits only" in refused("check", copy)


def test_check_is_told_in_chinese(copy):
    replace(copy / "targets.csv", "attribute", "atribute")
    replace(copy / "targets.csv", ",360,", ",,")
    replace(copy / "targets.csv", "360件以上", "与GDP增长基本同步")
    result = linhai("check", copy, "--lang", "zh")
    assert result.exit_code == 0, result.stderr
    assert "13项指标" in result.stdout
    assert result.stdout.endswith("\n可以评估；另有3处未读、待补或待核实，见上\n")
    assert "提示：targets.csv：“atribute”列未被采用；是否指“attribute”？\n" in result.stderr
    assert "提示：targets.csv，第8行（printed）：" in result.stderr
    words = set(re.findall("[A-Za-z]+", result.stdout + result.stderr))
    assert words <= {"targets", "csv", "atribute", "attribute", "printed", "GDP", "R", "D"}


@pytest.mark.parametrize("command", ["", "growth", "review", "check", "new", "build"])
def test_help_explains_every_command(command):
    result = linhai(*filter(None, [command]), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    if not command:
        assert all(name in result.stdout for name in ("growth", "review", "check", "build"))


def test_defect_stays_loud(monkeypatch):
    """Only the errors of the library become a message; a bug keeps its traceback."""
    monkeypatch.setattr("linhai_analysis.plan.load_plan", lambda plan: {}["a bug"])
    assert isinstance(linhai("growth").exception, KeyError)


# --- build ------------------------------------------------------------------------------


def test_build_makes_the_committed_files_again_byte_by_byte(tmp_path):
    result = linhai("build", "--out", tmp_path / "processed")
    assert result.exit_code == 0
    made = {p.relative_to(tmp_path / "processed"): p for p in tmp_path.rglob("*.csv")}
    kept = {p.relative_to(SHIPPED): p for p in SHIPPED.rglob("*.csv")}
    assert set(made) == set(kept)
    assert [str(n) for n in made if made[n].read_bytes() != kept[n].read_bytes()] == []
    assert sorted(result.stdout.split()) == sorted(map(str, made.values()))


def test_build_refuses_a_file_as_folder(tmp_path):
    (tmp_path / "file").write_text("")
    assert "is a file" in refused("build", "--out", tmp_path / "file")


# --- as a program -----------------------------------------------------------------------


def run(
    *command: object, folder: Path, umask: int = -1, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | environment,
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def oddly(*command: object, folder: Path) -> None:
    """Run where all is otherwise: no network, settings, home, place, zone, threads, umask."""
    path = os.pathsep.join([str(ODD), os.environ.get("PYTHONPATH", "")])
    other = {"PYTHONPATH": path, "MATPLOTLIBRC": str(ODD), "MPLBACKEND": "svg", "HOME": str(folder)}
    other |= {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Shanghai",
        "USER": "其他人",
        "OMP_NUM_THREADS": "2",
    }
    made = [*LOCALE, "-f", "UTF-8", folder / "zh_CN.UTF-8"]
    if LOCALE[0] and subprocess.run(made, check=False, capture_output=True).returncode == 0:
        other |= {"LOCPATH": str(folder), "LC_ALL": "zh_CN.UTF-8"}
    ran = run(*command, folder=folder, umask=0o077, COLUMNS="40", **other)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr


def assert_same_files(first: Path, again: Path) -> None:
    names = {path.relative_to(first) for path in first.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert [n for n in names if (first / n).read_bytes() != (again / n).read_bytes()] == []
    assert {(again / n).stat().st_mode & 0o777 for n in names} == {0o600}


def test_module_runs_from_another_folder_and_in_a_plain_locale(tmp_path):
    command = (sys.executable, "-m", "linhai_analysis", "growth", "--json", "--lang", "zh")
    ran = run(*command, folder=tmp_path, LC_ALL="C", PYTHONUTF8="1")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(json.loads(ran.stdout)) == 29


def test_installed_command_writes_the_same_bytes_as_the_library(tmp_path, review_in):
    """In every format, in another process and second, under settings that are not ours."""
    command = Path(sys.executable).with_name("linhai")
    options = ("--lang", "zh", "--year", 2017)
    oddly(command, "review", "--out", "again", *options, folder=tmp_path)
    first = review_in("zh")
    assert len(list(first.rglob("*"))) > 20
    assert_same_files(first, tmp_path / "again")


OTHERS = """
import linhai_analysis as la
from linhai_analysis.cli import main

la.report_scenarios(la.load_plan(), ["slow"], draws=100, lang="zh").write("scenarios")
for told in ("project a.csv --out project", "new form.xlsx --base-year 2020 --lang zh"):
    main(told.split(), standalone_mode=False)
"""


def test_scenarios_projections_and_forms_are_the_same_bytes(tmp_path, scenarios, monkeypatch):
    """Everywhere: what is written holds no time, no user, no folder and no setting of a program."""
    for folder in (tmp_path / "here", tmp_path / "elsewhere" / "其他"):
        folder.mkdir(parents=True)
        (folder / "a.csv").write_text("name,2012,2013,2014,2015\nfirms,40.1,44.7,47,55.3\n")
    oddly(sys.executable, "-c", OTHERS, folder=folder)
    assert_same_files(scenarios, folder / "scenarios")
    monkeypatch.chdir(tmp_path / "here")
    assert linhai("project", "a.csv", "--out", "project").exit_code == 0
    assert linhai("new", "form.xlsx", "--base-year", 2020, "--lang", "zh").exit_code == 0
    assert_same_files(tmp_path / "here" / "project", folder / "project")
    assert (tmp_path / "here" / "form.xlsx").read_bytes() == (folder / "form.xlsx").read_bytes()


def test_refusal_of_the_program_is_one_line_on_stderr(tmp_path):
    ran = run(sys.executable, "-m", "linhai_analysis", "growth", "nope", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "Error: there is no plan, folder or file 'nope'; there are: china_13fyp, linhai_13fyp\n"
    )


def test_review_in_a_pipe_shows_no_bar(tmp_path, no_charts):
    """A bar is for somebody who looks; in a log it is an empty line."""
    told = "assumed or not read: 1 more, under 'How the file was read' on the page\n"
    assert linhai("review", "--out", tmp_path / "out").stderr == told


def test_check_lists_what_has_to_be_settled(tmp_path):
    plan_of(tmp_path, TWO)
    result = CliRunner().invoke(main, ["check", str(tmp_path), "--lang", "zh"])
    assert result.exit_code == 0
    assert "《yearbook》为92家；《bulletin》为95家" in re.sub(r"\s", "", result.stdout)
    assert "待核定" in result.stdout


def test_project_says_what_was_left_out_in_the_language_and_on_the_page(tmp_path):
    file = tmp_path / "f.csv"
    text = "指标,2013年,2014年,2015年,2015年增长(%)\n企业,40,44,50,13.6\n"
    file.write_text(text, encoding="utf-8")
    made = linhai("project", file, "--lang", "zh", "--out", tmp_path / "out")
    assert "提示：未读取的列：2015年增长(%)" in made.stderr
    page = (tmp_path / "out" / "projection.html").read_text(encoding="utf-8")
    assert "文件读取说明" in page
    assert "2015年增长(%)" in page
    assert "note: left out: 2015年增长(%)" in linhai("project", file, "--json").stderr


def test_project_takes_the_sheet_that_is_asked_for(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("甲", "乙"):
        sheet = book.create_sheet(name)
        sheet.append(["指标", 2013, 2014, 2015])
        sheet.append([f"{name}企业", 1, 2, 3])
    book.save(tmp_path / "f.xlsx")
    assert "甲企业" in linhai("project", tmp_path / "f.xlsx", "--json").stdout
    assert "乙企业" in linhai("project", tmp_path / "f.xlsx", "--sheet", "乙", "--json").stdout


def test_the_command_draws_as_the_library_does():
    """The same scenario has the same chances in a notebook and on the command's page."""
    [option] = [one for one in main.commands["scenarios"].params if one.name == "distribution"]
    assert option.default == inspect.signature(la.simulate).parameters["distribution"].default

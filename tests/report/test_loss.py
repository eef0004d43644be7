"""No command replaces or removes what is not its own, whatever folder it is given."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.data import data_dir
from linhai_analysis.results import MANIFEST

FIGURES = "year,firms\n2013,40\n2014,44\n2015,50\n"
pytestmark = pytest.mark.usefixtures("no_charts")


def linhai(*arguments: object) -> tuple[int, str]:
    ran = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stderr


def contents(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test starts in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(here: Path, *arguments: object, naming: str) -> None:
    """Status 2, one sentence that names the file, and the folder as it was."""
    before = contents(here)
    status, said = linhai(*arguments)
    assert (status, said.count("\n")) == (2, 1)
    assert naming in said
    assert contents(here) == before


@pytest.fixture
def myplan(here: Path) -> Path:
    small_plan(here / "myplan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    return here / "myplan"


def test_paper_into_the_folder_of_its_plan_keeps_the_scenarios_of_the_user(here, myplan):
    rows = "scenario,indicator,assumption,value\nmine,a,rate,0.05\n"
    (myplan / "scenarios.csv").write_text(rows, encoding="utf-8")
    refused(here, "paper", "myplan", "--out", "myplan", naming="scenarios.csv' is an input of")


def test_paper_adds_no_table_to_the_plan_that_it_is_of(here, myplan):
    """Its scenarios.csv would be read as the plan's the next time, and refused."""
    assert not (myplan / "scenarios.csv").exists()
    command = ("paper", "myplan", "--out", "myplan")
    refused(here, *command, naming="scenarios.csv' would be an input of this run")


def test_paper_beside_another_plan_keeps_its_tables(here):
    shutil.copytree(data_dir() / "processed" / "china_13fyp", here / "other")
    command = ("paper", "--with", "other", "--out", "other")
    refused(here, *command, naming="scenarios.csv' is an input of")


def test_projection_does_not_replace_its_own_input(here):
    (here / "projection.csv").write_text(FIGURES)
    command = ("project", "projection.csv", "--out", ".")
    refused(here, *command, naming="'projection.csv' is an input of this run")


def test_projection_of_an_earlier_projection_keeps_it(here):
    """Written by us, so it could be replaced; but now it is what the run rests on."""
    (here / "firms.csv").write_text(FIGURES)
    assert linhai("project", "firms.csv", "--out", ".")[0] == 0
    shutil.copy(here / "projection.csv", here / "kept.csv")
    (here / "projection.csv").write_text(FIGURES)
    refused(here, "project", "projection.csv", "--out", ".", naming="is an input of this run")


@pytest.mark.parametrize("name", ["paper.tex", "sources.bib", "data.csv"])
def test_paper_replaces_no_manuscript(here, name):
    (here / name).write_text("years of work")
    refused(here, "paper", "--out", ".", naming=f"'{name}' is not as this program wrote it")


def test_review_removes_nothing_that_a_json_of_the_user_lists(here):
    (here / "review.json").write_text('{"files": ["thesis.docx"]}')
    (here / "thesis.docx").write_text("keep")
    refused(here, "review", "--out", ".", naming="'review.json' is not as this program wrote it")


def test_folder_of_figures_that_is_a_link_is_not_followed(here):
    (here / "photos").mkdir()
    (here / "out").mkdir()
    (here / "out" / "figures").symlink_to(here / "photos")
    refused(here, "review", "--out", "out", naming="is a link")
    assert list((here / "photos").iterdir()) == []


COMMANDS = [
    ("review", "small"),
    ("scenarios", "one.csv", "--draws", "100"),
    ("paper", "small"),
    ("build",),
    ("project", "firms.csv"),
    ("lesson",),
]
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])


@pytest.fixture
def inputs(here: Path) -> None:
    """What the commands read."""
    small_plan(here / "small", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    (here / "firms.csv").write_text(FIGURES)
    (here / "one.csv").write_text("scenario,indicator,assumption,value\nown,gdp,rate,0.05\n")


@pytest.mark.usefixtures("inputs")
@every_command
def test_empty_name_of_a_folder_is_refused(here, command):
    refused(here, *command, "--out", "", naming="the name of the folder is empty; give '.'")


@pytest.mark.usefixtures("inputs")
@every_command
def test_every_command_writes_twice_into_one_folder_and_leaves_the_rest(here, command):
    (here / "out").mkdir()
    (here / "out" / "notes.txt").write_text("mine")
    assert linhai(*command, "--out", "out") == (0, "")
    first = contents(here / "out")
    assert MANIFEST in first
    assert linhai(*command, "--out", "out") == (0, "")
    assert contents(here / "out") == first
    assert first["notes.txt"] == b"mine"


@pytest.mark.usefixtures("inputs")
@every_command
def test_file_that_was_changed_since_is_kept(here, command):
    assert linhai(*command, "--out", "out")[0] == 0
    written = set(contents(here / "out")) - {MANIFEST}
    changed = max(written, key=lambda name: name.endswith(".csv"))
    (here / "out" / changed).write_text("corrected by hand")
    refused(here, *command, "--out", "out", naming="is not as this program wrote it")


@pytest.mark.usefixtures("inputs")
def test_results_of_several_commands_share_a_folder(here):
    assert linhai("review", "small", "--out", "out")[0] == 0
    assert linhai("scenarios", "one.csv", "--draws", "100", "--out", "out")[0] == 0
    assert {"review.html", "scenarios.html"} <= set(contents(here / "out"))


def test_data_of_the_package_are_remade_in_place(here, monkeypatch):
    """Its own folder holds nothing of a user's, so an older build there is replaced."""
    shutil.copytree(data_dir(), here / "package" / "data")
    monkeypatch.setattr("linhai_analysis.plan.raw.data_dir", lambda: here / "package" / "data")
    own = here / "package" / "data" / "processed"
    (own / "linhai_13fyp" / "targets.csv").write_text("of an older version")
    assert linhai("build") == (0, "")
    kept = data_dir() / "processed" / "linhai_13fyp" / "targets.csv"
    assert (own / "linhai_13fyp" / "targets.csv").read_bytes() == kept.read_bytes()


def test_plan_beside_a_file_that_is_a_plan_is_not_dropped(here, myplan):
    command = ("scenarios", "myplan", "--plan", "china_13fyp", "--out", "out")
    refused(here, *command, naming="'myplan' is a plan itself; leave --plan china_13fyp out")


def test_brackets_in_a_name_are_printed(here):
    target = {"indicator": "a", "target": 120, "name_en": "R&D [billion] [/]"}
    small_plan(here / "plan", [target], {"a": {2015: 60}})
    ran = CliRunner().invoke(main, ["growth", "plan"])
    assert ran.exit_code == 0
    assert {"[billion]", "[/]"} <= set(ran.stdout.split())


def test_scenario_of_any_name_is_written_with_its_caption(here):
    names = ["R&D 5%/yr", "R D 5 yr", "../up", "x" * 300, "later", "page"]
    made = [
        la.Scenario(name, {"gdp": {"rate": 0.05, "low": 0.03, "high": 0.07}, "rd_expenditure": 0.1})
        for name in names
    ]
    report = la.report_scenarios(la.load_plan(), made, draws=100)
    report.write("out")
    figures = {path.stem for path in (here / "out" / "figures").glob("*.svg")}
    assert {"moves_r-d-5-yr__rd_gdp_ratio", "moves_r-d-5-yr__rd_gdp_ratio-2"} <= figures
    captions = [chart.caption for chart in report.charts if chart.key[0] == "moves"]
    share = "R&D expenditure as a share of GDP"
    assert captions == [f"What moves the outcome: {share}: {name}" for name in names]
    page = (here / "out" / "scenarios.html").read_text(encoding="utf-8")
    assert "What moves the outcome: R&amp;D expenditure as a share of GDP: R&amp;D 5%/yr. " in page

"""What a paper says of how it was made is enough to make it again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest
from small_plans import small_plan

import linhai_analysis as la

ROOT = Path(__file__).resolve().parents[2]
GOALS = [{"indicator": "rd_gdp_ratio", "target": 2.5, "unit": "%", "kind": "share"}]
VALUES = {"rd_gdp_ratio": {2015: 2.1, 2017: 2.2}}


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def manifest(folder: Path) -> dict:
    return json.loads((folder / "paper.json").read_text(encoding="utf-8"))


def test_command_makes_the_same_bytes_elsewhere(tmp_path, monkeypatch):
    """Another process, another folder, the same files; one plan ships."""
    here, there = tmp_path / "here", tmp_path / "there"
    for place in (here, there):
        small_plan(place / "规划 1", GOALS, VALUES)
    monkeypatch.chdir(here)
    la.export_paper(
        Path("规划 1"),
        "out",
        ["china_13fyp"],
        lang="zh",
        year=2018,
        draws=64,
        seed=7,
        internal=True,
    )
    command = manifest(here / "out")["command"]
    assert command[0] == "linhai"
    run = [sys.executable, "-m", "linhai_analysis", *command[1:]]
    subprocess.run(run, cwd=there, check=True, capture_output=True)
    assert contents(there / "paper") == contents(here / "out")


def test_files_are_named_with_their_hashes_and_a_changed_one_shows(tmp_path):
    plan = tmp_path / "plan"
    small_plan(plan, GOALS, VALUES)
    la.export_paper(str(plan), tmp_path / "out", draws=16)
    first = manifest(tmp_path / "out")
    assert {one["file"]: one["sha256"] for one in first["inputs"]} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in plan.iterdir()
    }
    with (plan / "observations.csv").open("a", encoding="utf-8") as file:
        file.write("rd_gdp_ratio,2016,2.15\n")
    la.export_paper(str(plan), tmp_path / "out", draws=16)
    pairs = zip(first["inputs"], manifest(tmp_path / "out")["inputs"], strict=True)
    assert [one["file"] for one, other in pairs if one != other] == ["observations.csv"]


def test_workbook_is_an_input_and_a_shipped_plan_is_its_processed_tables(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "linhai_analysis", "new", "a.xlsx", "--like", "china_13fyp"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    book = tmp_path / "a.xlsx"
    la.export_paper(book, tmp_path / "out", ["china_13fyp"], draws=16)
    [first, *others] = manifest(tmp_path / "out")["inputs"]
    assert first["sha256"] == sha256(book.read_bytes()).hexdigest()
    shipped = ROOT / "data" / "processed" / "china_13fyp"
    assert [one["file"] for one in others] == sorted(path.name for path in shipped.glob("*.csv"))


def test_options_are_told_with_what_follows_from_them(tmp_path):
    la.export_paper("china_13fyp", tmp_path, draws=16, seed=3)
    told = manifest(tmp_path)
    # The last year with a figure up to the target year, and the scenarios of any plan.
    expected = {"year": 2020, "scenarios": ["halt", "trend", "target"], "draws": 16, "seed": 3}
    assert {key: told[key] for key in expected} == expected
    assert "--year" not in told["command"]
    assert told["version"] == version("linhai-analysis")


@pytest.mark.parametrize("given", [{}, {"scenarios": la.Scenario("s", {"rd_gdp_ratio": 0.05})}])
def test_what_was_handed_over_in_memory_has_no_command(tmp_path, given):
    plan = small_plan(tmp_path / "plan", GOALS, VALUES)
    la.export_paper(str(tmp_path / "plan") if given else plan, tmp_path / "out", draws=16, **given)
    assert manifest(tmp_path / "out")["command"] is None


def test_folder_named_like_a_shipped_plan_stays_that_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "data" / "processed" / "linhai_13fyp", tmp_path / "china_13fyp")
    la.export_paper(Path("china_13fyp"), "out", draws=16)
    command = manifest(tmp_path / "out")["command"]
    assert la.load_plan(command[2]).geo == la.load_plan("linhai_13fyp").geo

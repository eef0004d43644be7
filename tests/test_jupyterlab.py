"""Every notebook of both languages in a real JupyterLab, and the copy that it is opened on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lab_server import CHROMIUM, NO_CHROMIUM
from notebook_runs import NAMES, lab, outputs

in_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_CHROMIUM)
over_notebooks = pytest.mark.parametrize("name", NAMES)
WITH_SLIDERS = [name for name in NAMES if re.match(r"(zh/)?0[57]_", name)]


@pytest.fixture(scope="session")
def seen(notebooks_ran: Path) -> dict[str, dict[str, Any]]:
    """What the browser saw of each notebook."""
    return json.loads((notebooks_ran / "seen.json").read_text(encoding="utf-8"))


@in_browser
@over_notebooks
def test_notebook_runs_without_fault_and_shows_all_it_has(name: str, seen, notebooks_ran: Path):
    assert seen[name]["faults"] == []
    assert seen[name]["asked"] == [], "nobody is asked anything, such as whether to fetch news"
    held = [
        one["data"]
        for cell in outputs(notebooks_ran / "work" / name)
        for one in cell
        if "data" in one
    ]
    images = [data for data in held if "image/png" in data]
    tables = [data for data in held if "<table" in data.get("text/html", "")]
    assert seen[name]["images"].count(True) >= len(images)
    assert seen[name]["tables"].count(True) >= len(tables)
    assert all(seen[name]["images"] + seen[name]["tables"])


@in_browser
@pytest.mark.parametrize("name", WITH_SLIDERS)
def test_slider_moved_by_the_keyboard_moves_the_numbers_beside_it(name: str, seen):
    number, before, moved, after = seen[name]["slider"]
    assert number != moved
    assert before != after
    assert re.findall(r"\d+(?:\.\d+)?", before) != re.findall(r"\d+(?:\.\d+)?", after)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two notebooks of a project, one of them in Chinese."""
    (tmp_path / "notebooks" / "zh").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    for name in ("a.ipynb", "zh/a.ipynb"):
        (tmp_path / "notebooks" / name).write_text(f"first {name}")
    assert lab.copy(tmp_path / "notebooks", tmp_path / "work") == []
    return tmp_path


def copied(project: Path) -> dict[str, str]:
    work = project / "work"
    return {p.relative_to(work).as_posix(): p.read_text() for p in work.rglob("*.ipynb")}


def test_copy_holds_both_languages(project: Path):
    assert copied(project) == {"a.ipynb": "first a.ipynb", "zh/a.ipynb": "first zh/a.ipynb"}


def test_copy_follows_the_project_where_nobody_changed_it(project: Path):
    (project / "notebooks" / "a.ipynb").write_text("second")
    (project / "notebooks" / "b.ipynb").write_text("new")
    (project / "work" / "zh" / "a.ipynb").unlink()
    assert lab.copy(project / "notebooks", project / "work") == []
    expected = {"a.ipynb": "second", "b.ipynb": "new", "zh/a.ipynb": "first zh/a.ipynb"}
    assert copied(project) == expected


def test_copy_keeps_what_a_user_changed_and_says_so_where_there_is_news(project: Path):
    (project / "work" / "a.ipynb").write_text("mine")
    (project / "work" / "own.ipynb").write_text("my own")
    assert lab.copy(project / "notebooks", project / "work") == []
    assert copied(project)["a.ipynb"] == "mine"
    (project / "notebooks" / "a.ipynb").write_text("second")
    for _ in range(2):
        assert lab.copy(project / "notebooks", project / "work") == ["a.ipynb"]
        assert copied(project)["a.ipynb"] == "mine"
    assert copied(project)["own.ipynb"] == "my own"
    # Renamed, as the sentence says, the new edition comes beside it.
    (project / "work" / "a.ipynb").rename(project / "work" / "mine.ipynb")
    assert lab.copy(project / "notebooks", project / "work") == []
    assert copied(project)["a.ipynb"] == "second"


def test_file_that_was_there_before_the_first_copy_is_kept(tmp_path: Path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "work").mkdir()
    (tmp_path / "notebooks" / "a.ipynb").write_text("ours")
    (tmp_path / "work" / "a.ipynb").write_text("theirs")
    assert lab.copy(tmp_path / "notebooks", tmp_path / "work") == ["a.ipynb"]
    assert (tmp_path / "work" / "a.ipynb").read_text() == "theirs"


def test_settings_of_the_user_are_kept(tmp_path: Path):
    lab.be_quiet(tmp_path)
    [made] = tmp_path.rglob("overrides.json")
    assert json.loads(made.read_text()) == lab.QUIET
    made.write_text("{}")
    lab.be_quiet(tmp_path)
    assert made.read_text() == "{}"


@pytest.mark.parametrize("root", [True, False])
def test_root_is_let_in_with_a_hint(root: bool, tmp_path: Path, monkeypatch, capsys):
    became: list[list[str]] = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", became.append)
    monkeypatch.setattr(lab.sys, "prefix", str(tmp_path / "environment"))
    monkeypatch.setattr(lab, "WORK", tmp_path / "work")
    monkeypatch.setattr(lab, "is_root", lambda: root)
    lab.main(["--no-browser"])
    [command] = became
    assert ("--allow-root" in command) == root
    assert f"--ServerApp.root_dir={tmp_path / 'work'}" in command
    assert command[-1] == "--no-browser"
    assert (capsys.readouterr().out == lab.ROOT + "\n") == root
    assert sorted(path.name for path in (tmp_path / "work").glob("*.ipynb"))
    assert list((tmp_path / "environment").rglob("overrides.json"))

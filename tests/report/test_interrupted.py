"""Commands that are killed, race each other or meet a full disk leave one whole result."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_plans import small_plan

from linhai_analysis.cli import main
from linhai_analysis.results import MANIFEST
from linhai_analysis.results.standing import OURS

# The run ends by itself, as by `kill -9`, at the given move of a file.
KILLED = """
import os, signal, sys
moves, work = int(sys.argv.pop(1)), os.replace
def replace(*names):
    global moves
    moves -= 1
    if not moves:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return work(*names)
os.replace = replace
from linhai_analysis.cli import main
main()
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, aim in (("one", 120), ("two", 240)):
        small_plan(tmp_path / name / "plan", [{"indicator": "a", "target": aim}], {"a": {2015: 60}})
    return tmp_path


def linhai(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, arguments)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stderr


def paper(name: str, out: str) -> dict[str, bytes]:
    """What the paper of this plan consists of."""
    assert linhai("paper", f"{name}/plan", "--out", out) == (0, "")
    return contents(Path(out))


def contents(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_killed_run_is_no_mixture_and_the_next_one_mends_it(here):
    new, old = paper("two", "other"), paper("one", "out")
    assert old != new
    # The manifest, all old files aside, and half of the new ones in.
    moves = len(old) + len(new) // 2
    run = [sys.executable, "-c", KILLED, str(moves), "paper", "two/plan", "--out", "out"]
    assert subprocess.run(run, check=False, capture_output=True).returncode
    left = {
        name: data
        for name, data in contents(here / "out").items()
        if name.split("/")[0] not in OURS or name == MANIFEST
    }
    assert b'"complete": false' in left.pop(MANIFEST)
    assert left
    assert left.items() <= new.items()
    assert paper("two", "out") == new


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks no program to end")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_run_that_is_asked_to_end_in_the_midst_leaves_the_old_result(here, name):
    """As by `kill`, `timeout` or a window that is closed: nothing is left behind."""
    (here / "firms.csv").write_text("year,firms\n2013,40\n2014,44\n2015,50\n")
    command = ("project", "firms.csv", "--out", "out", "--format", "json,csv")
    assert linhai(*command)[0] == 0
    before = contents(here / "out")
    ended = KILLED.replace('getattr(signal, "SIGKILL", signal.SIGTERM)', f"signal.{name}")
    # Under nohup, which the tests may run under, the signal would be ignored.
    ended = f"import signal\nsignal.signal(signal.{name}, signal.SIG_DFL)\n{ended}"
    run = [sys.executable, "-c", ended, "4", *command, "--to", "2030"]
    assert subprocess.run(run, check=False).returncode == 128 + getattr(signal, name)
    assert contents(here / "out") == before


def test_two_commands_at_once_leave_the_result_of_one(here):
    results = [paper(name, f"only {name}") for name in ("one", "two")]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "linhai_analysis", "paper", f"{name}/plan", "--out", "out"],
            stdout=subprocess.DEVNULL,
        )
        for name in ("one", "two")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert contents(here / "out") in results


@pytest.mark.parametrize("written", [1, 8, 15])
def test_full_disk_leaves_what_was_built_before(here, monkeypatch, written):
    assert linhai("build", "--out", "out")[0] == 0
    before, write, moments = contents(here / "out"), Path.write_bytes, iter(range(1, 1000))

    def full(path: Path, data: bytes) -> int:
        if next(moments) == written:
            write(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    status, said = linhai("build", "--out", "out")
    assert (status, said.count("\n")) == (2, 1)
    assert "No space left on device" in said
    assert contents(here / "out") == before


def test_list_of_files_that_somebody_wrote_removes_and_replaces_nothing(here):
    """Another kind's list, a wrong hash, a name outside: no mark of ours, whatever it claims."""
    known = paper("one", "out")
    listed = json.loads(known[MANIFEST])
    (here / "out" / "thesis.docx").write_text("years of work")
    (here / "diary.txt").write_text("mine")
    hashes = listed["results"]["paper"]["files"]
    hashes |= {"thesis.docx": hashes["paper.tex"], "../diary.txt": hashes["paper.tex"]}
    (here / "out" / MANIFEST).write_text(json.dumps(listed))
    new = paper("two", "out")
    assert new.pop("thesis.docx") == b"years of work"
    assert set(new) == set(known)
    assert (here / "diary.txt").read_text() == "mine"


def test_folder_of_an_older_version_is_refused_by_name_and_left_as_it_is(here):
    """Results of before there was a list of them bear no mark: they may be a user's own."""
    paper("one", "out")
    (here / "out" / MANIFEST).unlink()
    before = contents(here / "out")
    status, said = linhai("paper", "two/plan", "--out", "out")
    assert (status, said.count("\n")) == (2, 1)
    assert "is not as this program wrote it, so it is not replaced; move it away" in said
    assert contents(here / "out") == before

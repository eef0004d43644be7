"""What is no ordinary file, or may not be read or written, is refused in one sentence."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.errors import DataError
from linhai_analysis.form import write_form
from linhai_analysis.lesson import write_lesson
from linhai_analysis.plan.raw import build

pytestmark = [
    pytest.mark.usefixtures("no_charts"),
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files"),
]
NOBODY = 65534


def linhai(*arguments: object) -> tuple[int, str]:
    ran = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stderr


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody may enter, with a plan and figures."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    monkeypatch.chdir(folder)
    small_plan(folder / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    (folder / "firms.csv").write_text("year,firms\n2013,40\n2014,44\n2015,50\n")
    (folder / "one.csv").write_text("scenario,indicator,assumption,value\nown,gdp,rate,0.05\n")
    yield folder
    shutil.rmtree(folder)


def as_nobody(work: Callable[[], object]) -> None:
    """Do it with the rights of nobody where the tests have all rights.

    What it imports has to be imported before, from where nobody may not read.
    """
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(NOBODY)
        work()
    finally:
        if root:
            os.seteuid(0)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10_000_000_000)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path.name)


# How it is made, and what is said of it as a table and as a plan.
KINDS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "pipe": (os.mkfifo, "is no ordinary file", ""),
    "socket": (listening, "is no ordinary file", ""),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is no ordinary file", ""),
    "folder": (Path.mkdir, "is a folder; give a file", "holds none of the tables of a plan"),
    "dead": (lambda path: path.symlink_to("nowhere"), "is a link that leads to no file", ""),
    "loop": (lambda path: path.symlink_to(path.name), "is a link that leads to no file", ""),
    "sparse": (sparse, "has 10000 MB, more than the 100 MB", ""),
    "empty": (Path.touch, "is empty: it holds nothing at all", ""),
}
PLANS = [
    ("growth", "{}"),
    ("check", "{}"),
    ("review", "{}", "--out", "out"),
    ("scenarios", "--plan", "{}", "--out", "out"),
    ("paper", "{}", "--out", "out"),
    ("paper", "--with", "{}", "--out", "out"),
    ("new", "new.xlsx", "--like", "{}"),
]
TABLES = [
    ("review", "plan", "--settled", "{}", "--out", "out"),
    ("scenarios", "{}", "--out", "out"),
    ("project", "{}", "--out", "out"),
    ("project", "firms.csv", "--reference", "{}"),
    ("backtest", "{}"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_command_waits_for_or_takes_what_is_no_file(here, kind):
    make, as_table, as_plan = KINDS[kind]
    as_plan = as_plan or as_table
    make(here / "odd.csv")
    names = sorted(os.listdir())
    for command in [*PLANS, *TABLES]:
        status, said = linhai(*(word.format("odd.csv") for word in command))
        assert (status, said.count("\n")) == (2, 1), (command, said)
        assert "odd.csv" in said
        of_plan = command in PLANS or command[0] == "scenarios"
        assert (as_plan if of_plan else as_table) in said, (command, said)
    assert sorted(os.listdir()) == names


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_folder_of_a_plan_too(here, kind):
    (here / "plan" / "targets.csv").unlink()
    make, told, _ = KINDS[kind]
    os.chdir("plan")
    make(Path("targets.csv"))
    os.chdir(here)
    status, said = linhai("review", "plan", "--out", "out")
    assert (status, said.count("\n")) == (2, 1)
    assert f"targets.csv {told}" in said
    assert not (here / "out").exists()


def test_template_that_is_no_file(here):
    os.mkfifo("odd.docx")
    command = ("project", "firms.csv", "--out", "out", "--format", "docx", "--template", "odd.docx")
    status, said = linhai(*command)
    assert (status, "odd.docx is no ordinary file" in said) == (2, True)


def test_link_to_a_good_file_is_read(here):
    (here / "link.csv").symlink_to("firms.csv")
    (here / "linked").symlink_to("plan")
    assert linhai("project", "link.csv")[0] == 0
    assert linhai("growth", "linked")[0] == 0


NAMES = [
    "a\nb.csv",
    "n" * 255 + ".csv",
    "n" * 5000,
    "\udcff\udcfe.csv",
    " ",
    "",
    "a/" * 3000,
    "规 划",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_that_lead_nowhere(here, name):
    for command in [*PLANS, *TABLES]:
        status, said = linhai(*(word.format(name) for word in command))
        assert (status, said.count("\n")) == (2, 1), (command, said)
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    "name", ["a\nb", "-x", "a b", "临海", "\udcff\udcfe", "n" * 240, "~", "$x"]
)
def test_names_that_are_odd_are_read_and_written(here, name):
    try:
        shutil.copy("firms.csv", f"{name}.csv")
    except OSError as error:
        pytest.skip(f"this disk does not take the name: {error.strerror}")
    command = ("project", "--out", f"out {name}", "--format", "json", "--", f"{name}.csv")
    assert linhai(*command) == (0, "")
    assert (here / f"out {name}" / "projection.json").is_file()


def test_file_that_may_not_be_read(here):
    """By nobody, where the tests may read everything."""
    linhai("growth", "plan"), linhai("project", "firms.csv")
    for path in (here / "firms.csv", here / "plan"):
        path.chmod(0)

    def refused() -> None:
        for command in (
            ("project", "firms.csv"),
            ("growth", "plan"),
            ("growth", "plan/targets.csv"),
        ):
            status, said = linhai(*command)
            assert (status, said.count("\n")) == (2, 1)
            assert "may not be read" in said or "permission" in said, said

    try:
        as_nobody(refused)
    finally:
        (here / "plan").chmod(0o755)


def test_file_that_goes_away_while_it_is_read(here, monkeypatch):
    stat = os.stat

    def late(path: object, *rest: object, **more: object) -> os.stat_result:
        found = stat(path, *rest, **more)
        if str(path) == "firms.csv":
            with suppress(FileNotFoundError):
                os.unlink("firms.csv")
        return found

    monkeypatch.setattr(os, "stat", late)
    status, said = linhai("project", "firms.csv")
    assert (status, "there is no file or folder 'firms.csv'" in said) == (2, True)


@pytest.mark.skipif(not Path("/proc/self/pagemap").exists(), reason="this system has no such file")
def test_file_without_an_end_is_not_read_to_it(here):
    """Its size is said to be nothing."""
    status, said = linhai("project", "/proc/self/pagemap")
    assert (status, "more than the 100 MB that are read" in said) == (2, True)


# Every public function that writes, made ready.
WRITERS: dict[str, Callable[[], Callable[[str], object]]] = {
    "review": lambda: partial(la.build_review(la.load_plan("plan")).write, formats=["json"]),
    "scenarios": lambda: partial(
        la.report_scenarios(la.load_plan(), ["slow"], draws=100).write, formats=["json"]
    ),
    "paper": lambda: partial(la.export_paper, "plan"),
    "lesson": lambda: write_lesson,
    "build": lambda: build,
    "form": lambda: lambda out: write_form(f"{out}/form.xlsx"),
}
every_writer = pytest.mark.parametrize("name", WRITERS)


@every_writer
def test_no_function_writes_where_it_must_not(here, name):
    write = WRITERS[name]()
    os.mkfifo("pipe")
    listening(here / "socket")
    (here / "file").write_text("mine")
    (here / "elsewhere").mkdir()
    (here / "link").symlink_to("elsewhere")
    (here / "dead").symlink_to("nowhere")
    (here / "locked").mkdir(mode=0o555)
    before = sorted(os.listdir())
    for out in ("", "pipe", "socket", "file", "file/below", "link", "dead", "n" * 256, "a\0b"):
        if name == "form" and not out:
            continue  # Its folder is the root.
        with pytest.raises(DataError):
            write(out)
    write("elsewhere/below")
    shutil.rmtree("elsewhere/below")

    def locked() -> None:
        with pytest.raises(DataError, match="Permission denied"):
            write("locked/below")

    as_nobody(locked)
    assert sorted(os.listdir()) == before
    assert (here / "file").read_text() == "mine"
    assert not [*(here / "elsewhere").iterdir(), *(here / "locked").iterdir()]

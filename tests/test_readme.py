"""Both READMEs keep their word: their lines run, their links lead somewhere, their numbers are so.

Run as they stand: the lines of Python with what they give, `linhai`, and `make review`, in the
environment of the tests. Not run, because they would fetch packages or never end: making an
environment, `pip`, `conda`, and JupyterLab. Of these it is held that they name what is there;
JupyterLab itself is opened in `test_jupyterlab.py`.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.data import data_dir

ROOT = data_dir().parent
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
TEXTS = {lang: path.read_text(encoding="utf-8") for lang, path in READMES.items()}
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]

in_both = pytest.mark.parametrize("lang", list(READMES))


def blocks(lang: str, kind: str) -> list[str]:
    """The blocks of a kind, without what they are set in by."""
    found = re.findall(r"^( *)```(\w*)\n(.*?)^\1```$", TEXTS[lang], re.MULTILINE | re.DOTALL)
    return [re.sub(f"^{indent}", "", text, flags=re.M) for indent, of, text in found if of == kind]


def commands(lang: str) -> list[str]:
    """Every command: those of the blocks, and those of `make` and `linhai` inside sentences."""
    lines = [line for block in blocks(lang, "") for line in block.splitlines()]
    plain = re.sub(r"```.*?```", "", TEXTS[lang], flags=re.DOTALL)
    named = re.findall(r"`((?:make|linhai) [^`]+)`", plain)
    return [line.split(" #")[0].strip() for line in lines + named]


def starting(lang: str, *words: str) -> list[str]:
    return [line for line in commands(lang) if line.startswith(words)]


@in_both
def test_every_command_is_of_a_kind_that_is_tested_below(lang: str):
    kinds = ("make ", "linhai ", "pip install ", "conda ", "python notebooks/lab.py")
    making = ("python3 -m venv .venv", "py -m venv .venv")
    entering = (". .venv/bin/activate", r".venv\Scripts\activate")
    assert [line for line in commands(lang) if not line.startswith(kinds + making + entering)] == []


@in_both
def test_lines_of_python_give_what_stands_below_them(lang: str, monkeypatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    [block] = blocks(lang, "python")
    test = parser.get_doctest(block, {}, READMES[lang].name, None, 0)
    runner.optionflags = doctest.NORMALIZE_WHITESPACE
    try:
        runner.run(test, out=said.append)
    finally:
        la.set_language("en")
    assert runner.failures == 0, "".join(said)
    assert len(test.examples) >= 7
    assert not re.search(r"^(?!>>>|\.\.\.).*\bla\.", block, re.MULTILINE), "every line is run"


def test_commands_of_the_plan_work_one_after_the_other(monkeypatch, tmp_path: Path):
    """What a person fills in is the plan that ships; for the Chinese ones see `test_clerk.py`."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    filled = ["new", "filled.xlsx", "--like", "linhai_13fyp", "--lang", "en"]
    assert runner.invoke(main, filled).exit_code == 0
    ran = []
    for command in starting("en", "linhai "):
        done = runner.invoke(main, shlex.split(command)[1:])
        assert (command, done.exit_code, done.exception) == (command, 0, None)
        ran.append(command.split()[1])
        if ran[-1] == "new" and "--like" not in command:
            shutil.copy("filled.xlsx", command.split()[2])
    assert {"new", "check", "review"} <= set(ran)


def make(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of make in the environment of the tests; what it makes goes into a folder."""
    environment = folder / "environment"
    environment.mkdir()
    (environment / "bin").symlink_to(Path(sys.executable).parent)
    for name in ("", *(f"-{extra}" for extra in EXTRAS)):
        (environment / f".ready{name}").touch()
    settings = f"VENV={environment} OUT={folder / 'out'}"
    given = os.environ | {"MAKEFLAGS": settings, "PYTHONPATH": str(ROOT)}
    words = shlex.split(command)
    return subprocess.run(
        words, cwd=ROOT, env=given, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize(
    "command", sorted({x for lang in READMES for x in starting(lang, "make ")})
)
def test_make_does_what_is_said(command: str, tmp_path: Path):
    if "review" not in command:
        ran = make(f"{command} --dry-run", tmp_path)
        assert ran.returncode == 0, ran.stderr
        assert "venv" not in ran.stdout.replace(str(tmp_path), ""), "nothing is to be set up here"
        return
    ran = make(command, tmp_path)
    assert ran.returncode == 0, ran.stderr
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert f'<html lang="{"zh" if "=zh" in command else "en"}' in page


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_first_run_says_each_step_and_installs_what_the_review_needs(tmp_path: Path):
    command = ["make", "--dry-run", "review", f"VENV={tmp_path / 'new'}"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    said = re.findall(r'^echo "(.*)"$', ran.stdout, re.MULTILINE)
    assert [line.split()[0] for line in said] == ["1", "2", "The"]
    assert re.findall(r"'\.\[(.*?)\]'", ran.stdout) == ["fonts"]


@in_both
def test_pip_and_conda_are_given_what_is_there(lang: str):
    for command in starting(lang, "pip install "):
        words = shlex.split(command)
        [wanted] = [word for word in words if word.startswith(".[")] or [".[]"]
        if wanted != ".[]":
            assert set(wanted[2:-1].split(",")) <= set(EXTRAS)
        assert "-c" not in words or (ROOT / words[words.index("-c") + 1]).exists()
    named = yaml.safe_load((ROOT / "environment.yml").read_text())["name"]
    for command in starting(lang, "conda "):
        assert command in ("conda env create -f environment.yml", f"conda activate {named}")


@in_both
def test_links_lead_to_files(lang: str):
    linked = re.findall(r"\]\(([^)#]+)[^)]*\)", TEXTS[lang])
    assert len(linked) > 8
    assert [name for name in linked if not (ROOT / name).exists()] == []


@in_both
def test_three_numbers_are_so(lang: str):
    """By hand: 2 ** 0.2, (2500 / 2425) ** 0.2, (3300 / 2425) ** 0.2, and rows of table 1."""
    for first, last in ((60, 120), (2425, 2500), (2425, 3300)):
        percent = f"{((last / first) ** (1 / 5) - 1) * 100:.2f}"
        assert percent in TEXTS[lang]
    growth = la.required_growth("linhai_13fyp")
    table = growth[growth["place"].str.startswith("table 1")]
    assert (len(table), int(table["base_value"].isna().sum())) == (11, 7)
    picture = re.search(r"!\[.*2425.*2500.*3300.*\]\((.+\.png)\)", TEXTS[lang])
    assert picture, "the picture is told in words"

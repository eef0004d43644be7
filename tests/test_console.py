"""The command on consoles that lack some letters: nothing is lost, nothing breaks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import pytest

NAMES = ["Côte d’Ivoire", "Türkiye", "临海 😀", "[red]a[/red] :smile: \\n"]
every_encoding = pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "big5", "utf-8"])


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    rows = "".join(f"{name},40,44,50\n" for name in NAMES)
    path.write_text(f"Country,2013,2014,2015\n{rows}", encoding="utf-8")
    return path


def linhai(encoding: str, *arguments: object, code: int = 0) -> tuple[str, str]:
    """What the command says on stdout and stderr, as a console of that encoding reads it."""
    command = [sys.executable, "-m", "linhai_analysis", *map(str, arguments)]
    # Strict, as stdout is where nothing else is said.
    settings = os.environ | {"PYTHONIOENCODING": f"{encoding}:strict"}
    done = subprocess.run(command, capture_output=True, env=settings, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout.decode(encoding), done.stderr.decode(encoding)


def unescaped(text: str) -> str:
    return json.loads(re.sub(r"\\(?!u)", r"\\\\", f'"{text}"'))


@every_encoding
def test_names_outside_are_written_by_number(figures, encoding):
    said, errors = linhai(encoding, "project", figures)
    assert errors == ""
    assert ("Türkiye" if encoding in ("cp1252", "gbk", "utf-8") else r"T\u00fcrkiye") in said
    assert "[red]a[/red]" in said
    assert ("临海" in said) == (encoding in ("gbk", "utf-8"))


@every_encoding
def test_json_is_the_same_on_every_console(figures, encoding):
    said, _ = linhai(encoding, "project", figures, "--json")
    assert [row["series"] for row in json.loads(said)] == NAMES


@every_encoding
def test_messages_name_files_of_any_name(encoding):
    _, errors = linhai(encoding, "project", "nö临😀.csv", code=2)
    assert "nö临😀.csv" in unescaped(errors.strip())


def test_chinese_review_is_written_on_a_western_console(tmp_path):
    said, _ = linhai("cp1252", "review", "--lang", "zh", "--out", tmp_path / "out")
    [sentence] = [line for line in said.splitlines() if line.startswith("13")]
    assert unescaped(sentence).startswith("13项指标设有2020年目标值，其中4项可测算")
    assert "专利授权量" in (tmp_path / "out" / "review.html").read_text(encoding="utf-8")


@every_encoding
def test_chinese_table_is_printed(encoding):
    said, errors = linhai(encoding, "growth", "--lang", "zh")
    assert errors == ""
    assert ("专利授权量" in said) == (encoding in ("gbk", "utf-8"))


def test_columns_stay_apart_where_letters_become_numbers(figures):
    """Every column is as wide as what is shown in it."""
    said, _ = linhai("ascii", "project", figures)
    [row] = [line for line in said.splitlines() if "rkiye" in line]
    assert re.match(r"T\\u00fcrkiye +3 ", row)


# Streams that take nothing.

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
SHOWN = "Error: what is to be shown cannot be written: No space left on device\n"
# How stdout and stderr stand, the status, and what is said on the other one.
STREAMS = [
    pytest.param("--help >&-", 0, "", id="closed"),
    pytest.param("--help >/dev/full", 2, SHOWN, id="full", marks=FULL),
    pytest.param("--help >/dev/full 2>&1", 2, "", id="both full", marks=FULL),
    pytest.param("growth >&-", 0, "", id="a table, closed"),
    pytest.param("growth >/dev/full", 2, SHOWN, id="a table, full", marks=FULL),
    pytest.param("growth nowhere >&- 2>&-", 2, "", id="a refusal, both closed"),
    pytest.param("growth nowhere 2>/dev/full", 2, "", id="a refusal, full", marks=FULL),
    pytest.param("growth | head -c 1", 0, "", id="a reader that leaves"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="said as a shell of POSIX says it")
@pytest.mark.parametrize(("said", "status", "errors"), STREAMS)
def test_stream_that_takes_nothing_ends_the_command_in_order(said, status, errors):
    """No traceback, and the status that says whether what was asked for was shown."""
    command, reader = said.split(" | ") if " | " in said else (said, "")
    line = f"exec {sys.executable} -m linhai_analysis {command}"
    with subprocess.Popen(line, shell=True, stdout=-1, stderr=-1) as run:
        if reader:
            cast("IO[bytes]", run.stdout).close()
        assert cast("IO[bytes]", run.stderr).read().decode() == errors
        assert run.wait() == status


def test_results_are_written_before_anything_is_said(figures):
    """A reader of the notes that leaves takes no file away."""
    figures.write_text("年份,企业\n2013,40\n2014,44\n2015,50\n", encoding="gbk")
    command = [sys.executable, "-m", "linhai_analysis", "project", str(figures)]
    options = ["--out", str(figures.parent / "out"), "--format", "json"]
    with subprocess.Popen([*command, *options], stdout=-1, stderr=-1) as run:
        for stream in (run.stdout, run.stderr):
            cast("IO[bytes]", stream).close()
        assert run.wait() == 0
    assert (figures.parent / "out" / "projection.json").is_file()

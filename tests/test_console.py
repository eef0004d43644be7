"""The command on consoles that lack some letters: nothing is lost, nothing breaks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

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

"""The library names no indicator, place or scenario of a plan: those are rows of data."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import linhai_analysis as la
from linhai_analysis.data import data_dir, shipped_plans
from linhai_analysis.progress.rules import STATUSES
from linhai_analysis.tables import ASSUMPTIONS

PACKAGE = Path(la.__file__).parent
# Words that the library has for something of its own: a plan may call a scenario so, and 全国 is
# what sentences about ranks say; the nation's code is named nowhere all the same.
OWN_WORDS = {*ASSUMPTIONS, *STATUSES, "China", "全国"}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def column(path: Path, *names: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file) for name in names}


def names_of_plans() -> set[str]:
    found = set()
    for name in shipped_plans():
        folder = data_dir() / "processed" / name
        found |= column(folder / "indicators.csv", "indicator")
        found |= column(folder / "geos.csv", "geo", "name_en", "name_zh")
        found |= column(folder / "scenarios.csv", "scenario")
    return found - OWN_WORDS - {""}


NAMES = names_of_plans()


def named(text: str) -> set[str]:
    """The names of plans in a text: whole words of Latin letters, Chinese ones anywhere."""
    words = set(re.findall(r"\w+", text))
    return {name for name in NAMES if name in words or (not name.isascii() and name in text)}


def literals(code: str) -> Iterator[ast.Constant]:
    """The texts of a module that are no docstrings."""
    tree = ast.parse(code)
    documented = [node for node in ast.walk(tree) if isinstance(node, DOCUMENTED)]
    docs = {id(node.body[0].value) for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def test_names_are_found_where_there_are_any():
    assert {"rd_gdp_ratio", "331082", "Sanmen", "follow_zhejiang"} <= NAMES
    code = '''"""rd_gdp_ratio"""\nlower = f"the gdp of {1}" + "临海市" + "hightech_va_sharp"'''
    assert set().union(*(named(one.value) for one in literals(code))) == {"gdp", "临海"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_module_names_nothing_of_a_plan(path):
    found = {
        f"line {one.lineno}: {name}"
        for one in literals(path.read_text(encoding="utf-8"))
        for name in named(one.value)
    }
    assert not found


def test_words_name_nothing_of_a_plan():
    with (PACKAGE / "words.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["key"]: found
            for row in csv.DictReader(file)
            if (found := named(row["key"]) | named(row["en"]) | named(row["zh"]))
        }
    assert not found

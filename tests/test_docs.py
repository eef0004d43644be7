"""The papers about the code name what is there: every room, and no file or name that is gone."""

from __future__ import annotations

import importlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import linhai_analysis
from linhai_analysis import words
from linhai_analysis.data import data_dir

PACKAGE = Path(linhai_analysis.__file__).parent
ROOT = data_dir().parent
CONTRIBUTING, ARCHITECTURE = ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"
ROOMS = {
    path.stem
    for path in PACKAGE.iterdir()
    if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem[0] != "_"
}
KINDS = [
    "rule",
    "model",
    "chart",
    "basis",
    "form",
    "kind of assumption",
    "plan",
    "language",
    "exercise",
    "shape",
]


def recipes() -> dict[str, str]:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    part = text.split("## Recipes\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^### An? (.+)\n\n((?:.+\n?)+)", part, re.M))


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S)))


def paths(text: str) -> set[str]:
    """What looks like a path and holds no name to be filled in."""
    return {
        name
        for name in quoted(text)
        if re.fullmatch(r"[\w./-]*/[\w./-]+|[\w-]+\.(md|toml|cff)", name)
    }


def names(text: str) -> set[str]:
    """What looks like a name below the package: a room, a dot and more."""
    dotted = {name for name in quoted(text) if re.fullmatch(r"[a-z_]+(\.\w+)+", name)}
    return {
        name
        for name in dotted
        if name.split(".")[0] in ROOMS and not name.endswith((".py", ".csv"))
    }


def exists(name: str) -> bool:
    """Whether a dotted name is a module below the package, or something in one."""
    module, _, attribute = f"linhai_analysis.{name}".rpartition(".")
    try:
        return hasattr(importlib.import_module(module), attribute) or bool(
            find_spec(f"{module}.{attribute}")
        )
    except ModuleNotFoundError:
        return False


def test_table_of_rooms_names_every_room_and_no_other():
    text = ARCHITECTURE.read_text(encoding="utf-8").split("| room |")[1].split("\n\n")[0]
    listed = re.findall(r"^\| `(\w+)` \|", text, re.M)
    assert sorted(listed) == sorted(ROOMS)


def test_picture_shows_the_layers_that_are_checked():
    layers = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("layers = [")[1]
    checked = re.findall(r'"([\w| ]+)",', layers.split("]")[0])
    picture = ARCHITECTURE.read_text(encoding="utf-8").split("## The layers")[1].split("```")[1]
    shown = [re.split(r"\s{2,}", line.strip())[0] for line in picture.strip().splitlines()]
    assert shown == checked


def test_there_is_a_recipe_of_five_steps_for_each_of_these():
    steps = {kind: len(re.findall(r"^\d\. ", text, re.M)) for kind, text in recipes().items()}
    assert [next(title for title in steps if title.startswith(kind)) for kind in KINDS] == [*steps]
    assert set(steps.values()) == {5}


@pytest.mark.parametrize("paper", [CONTRIBUTING, ARCHITECTURE], ids=lambda path: path.name)
def test_every_path_and_name_in_backticks_is_there(paper):
    text = paper.read_text(encoding="utf-8")
    assert len(paths(text)) > 5
    assert len(names(text)) > 10
    assert [path for path in paths(text) if not (ROOT / path).exists()] == []
    assert [name for name in names(text) if not exists(name)] == []


def test_what_is_gone_would_be_noticed():
    assert exists("progress.rules.TABLE")
    assert exists("tables.links")
    assert not exists("progress.rules.TABEL")
    assert not exists("progress.ruels.TABLE")


def test_every_kind_of_word_that_a_recipe_asks_for_is_in_use():
    kinds = {key.split(".")[0] for key in words._table()}
    asked = {
        match[1]
        for text in recipes().values()
        for name in quoted(text)
        if (match := re.fullmatch(r"(\w+)\.<\w+>(\.\w+)?", name))
    }
    assert asked >= {"rule", "chart", "alt", "basis", "reason", "assumes", "value"}
    assert asked <= kinds

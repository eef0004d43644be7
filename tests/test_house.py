"""How the house is built: one idea in one room, and nothing of a plan in the code."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import walk_packages

from shipped_names import named, names_of_plans

import linhai_analysis as la
from linhai_analysis.targets import BASES

PACKAGE = Path(la.__file__).parent
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# What texts for people are joined with; `split` of it would read them back.
JOINS = {", ", "; ", ": ", " | ", "、", "，", "；", "："}
APART = {"split", "rsplit", "partition", "rpartition"}


def constants(node: ast.AST) -> set[object]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}


def texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module that are no docstrings."""
    documented = [node for node in ast.walk(tree) if isinstance(node, (ast.Module, *DEFINED))]
    docs = {id(node.body[0].value) for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def own_name(module: str) -> set[str]:
    """Functions and classes that are called like their module, or at its top like their room."""
    *rooms, name = module.removesuffix(".py").removesuffix("/__init__").split("/")
    nodes = list(ast.walk(TREES[module]))
    inside = {node.name for node in nodes if isinstance(node, DEFINED)} & {name}
    top = {node.name for node in TREES[module].body if isinstance(node, DEFINED)} & set(rooms)
    return inside | top


def reads_joined(tree: ast.AST) -> set[int]:
    """The lines that take apart a text at what texts for people are joined with."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in APART
        and set().union(*map(constants, call.args)) & JOINS
    }


def switches_on_basis(tree: ast.AST) -> set[int]:
    """The lines that compare something with the name of a basis.

    A level is many things, and the reason why no rate belongs to a basis may be called like it.
    """
    names = set(BASES) - {"level"}
    found = set()
    for node in ast.walk(tree):
        asks = isinstance(node, (ast.Compare, ast.MatchValue)) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "isin"
        )
        if asks and constants(node) & names and "no_rate" not in ast.unparse(node):
            found.add(node.lineno)
    return found


def test_measures_find_what_there_is():
    """The tests below would find something, and what is allowed is not found."""
    assert reads_joined(ast.parse("a.split(', ')\nb.partition('；')\nc.split('/')")) == {1, 2}
    code = "basis == 'increment'\nb.isin(['multiple'])\nno_rate == 'increment'\nb == 'level'"
    assert switches_on_basis(ast.parse(code)) == {1, 2}
    assert {"rd_gdp_ratio", "331082", "Sanmen", "follow_zhejiang"} <= names_of_plans()
    code = '''"""rd_gdp_ratio"""\nlower = f"the gdp of {1}" + "临海市" + "hightech_va_sharp"'''
    assert set().union(*(named(one.value) for one in texts(ast.parse(code)))) == {"gdp", "临海"}


def test_modules_are_not_called_like_what_they_define():
    """Else `import linhai_analysis.x` and `from linhai_analysis import x` give different things."""
    found = {module: own_name(module) for module in TREES if own_name(module)}
    # The room itself can be called.
    assert found == {"explore/panel.py": {"explore"}}


def test_no_module_is_hidden_by_what_its_room_shows():
    found = [module.name for module in walk_packages(la.__path__, "linhai_analysis.")]
    found = [name for name in found if not name.endswith("__main__")]
    assert len(found) > 80
    for name in found:
        module, (room, _, leaf) = importlib.import_module(name), name.rpartition(".")
        assert getattr(importlib.import_module(room), leaf) is module, name


def test_public_names_are_not_names_of_rooms():
    rooms = {module.split("/")[0].removesuffix(".py") for module in TREES}
    assert rooms & set(la.__all__) == {"explore", "lesson"}


def test_modules_are_short():
    lines = {m: len((PACKAGE / m).read_text(encoding="utf-8").splitlines()) for m in TREES}
    assert {module: count for module, count in lines.items() if count >= 320} == {}


def test_arrays_have_one_type():
    found = {
        (module, target.id)
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in getattr(node, "targets", None) or [node.target]
        if isinstance(target, ast.Name) and target.id in ("Array", "Mask")
    }
    assert found == {("arguments.py", "Array"), ("arguments.py", "Mask")}


def test_joined_text_is_never_read_again():
    found = {module: reads_joined(tree) for module, tree in TREES.items() if reads_joined(tree)}
    assert found == {}


def test_only_the_table_of_bases_tells_one_from_another():
    """A tenth basis is one row: nothing else asks which one it is."""
    elsewhere = {m: tree for m, tree in TREES.items() if not m.startswith("targets/")}
    found = {m: lines for m, tree in elsewhere.items() if (lines := switches_on_basis(tree))}
    assert found == {}


def test_code_names_nothing_of_a_plan():
    found = {
        f"{module}, line {one.lineno}: {name}"
        for module, tree in TREES.items()
        for one in texts(tree)
        for name in named(one.value)
    }
    assert found == set()

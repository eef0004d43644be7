"""The public names: documented each with an example, and light to import."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import linhai_analysis as la

NAMES = sorted(la.__all__)
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(la, name))]
STUB = Path(la.__file__).with_suffix(".pyi")
# What takes long to load, each needed by a few functions only.
SLOW = {"matplotlib", "statsmodels", "scipy", "openpyxl", "jinja2", "rich", "ipywidgets"}


def test_promised_names_are_there():
    promised = (
        "load_plan cagr linear_pace compound_path required_growth milestones build_review "
        "plot_required_growth plot_milestones"
    )
    assert set(promised.split()) <= set(NAMES)


# The table of models is data: each model has its own docstring.
@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("MODELS", "RULES")])
def test_public_name_has_a_docstring_with_an_example(name):
    doc = inspect.getdoc(getattr(la, name)) or ""
    assert re.search(r"^Examples\n-{8}$", doc, re.MULTILINE)
    assert ">>>" in doc


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_function_says_what_it_takes_and_returns(name):
    function = getattr(la, name)
    doc = inspect.getdoc(function) or ""
    assert re.search(r"^Parameters\n-{10}$", doc, re.MULTILINE)
    returns = inspect.signature(function).return_annotation != "None"
    assert bool(re.search(r"^Returns\n-{7}$", doc, re.MULTILINE)) is returns
    parameters = re.split(r"\n(?:Returns|Raises)\n", doc.split("Parameters\n")[1])[0]
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^(.*, |\*\*)?{parameter}\b.*( :|,|$)", parameters, re.MULTILINE), (
            parameter
        )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_function_is_annotated_throughout(name):
    signature = inspect.signature(getattr(la, name))
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, parameter.name


def test_columns_of_required_growth_stand_in_its_docstring():
    doc = inspect.getdoc(la.required_growth) or ""
    for column in la.required_growth(la.load_plan()):
        assert re.search(rf"\b{column}\b", doc), column


def loaded(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after this code."""
    told = "import sys; print('loaded:', *{name.split('.')[0] for name in sys.modules})"
    run = [sys.executable, "-W", "error", "-c", f"{code}\n{told}"]
    ran = subprocess.run(run, capture_output=True, text=True, check=True)
    return set(ran.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import linhai_analysis",
        "from linhai_analysis.growth import cagr",
        "import linhai_analysis as la; la.required_growth(la.load_plan())",
        "from linhai_analysis.cli import main; main(['growth', '--json'], standalone_mode=False)",
    ],
)
def test_nothing_slow_is_loaded_before_it_is_used(code):
    modules = loaded(code)
    assert "linhai_analysis" in modules
    assert modules & SLOW == set()


def test_import_alone_does_not_even_load_pandas():
    assert not loaded("import linhai_analysis") & {"pandas", "numpy"}


def test_what_is_slow_is_loaded_when_it_is_used():
    code = "import linhai_analysis as la; la.plot_coverage(la.load_plan())"
    assert "matplotlib" in loaded(code)


def test_stub_and_module_name_the_same_things():
    lines = STUB.read_text(encoding="ascii").splitlines()
    imports = [re.fullmatch(r"from \.[\w.]* import (\w+) as (\w+)", line) for line in lines]
    stated = [match[2] for match in imports if match]
    assert [match[1] for match in imports if match] == stated
    assert len(set(stated)) == len(stated)
    assert sorted(stated) == NAMES
    assert set(NAMES) <= set(dir(la))


def test_each_name_is_the_one_of_its_room_whatever_was_loaded_before():
    code = (
        "import linhai_analysis.explore.panel, linhai_analysis as la; "
        "assert callable(la.explore); from linhai_analysis import *; assert callable(plot_fan)"
    )
    assert "matplotlib" not in loaded(code)


def test_star_gives_the_public_names():
    names: dict = {}
    exec("from linhai_analysis import *", names)
    assert set(NAMES) <= set(names)
    assert not inspect.ismodule(names["project"])


def test_name_that_does_not_exist_is_refused():
    with pytest.raises(AttributeError, match="growth_tabel"):
        la.growth_tabel  # noqa: B018


def test_version_is_that_of_the_installed_package():
    assert la.__version__ == version("linhai-analysis")


def test_errors_are_caught_by_ordinary_clauses():
    with pytest.raises(ValueError, match="no plan"):
        la.load_plan("nope")
    with pytest.raises(KeyError, match="no indicator"):
        la.load_plan().indicator("nope")


@pytest.mark.parametrize("name", ["Plan", "Report"])
def test_results_are_frozen(name):
    assert getattr(la, name).__dataclass_params__.frozen

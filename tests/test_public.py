"""The public names: documented each with an example, and light to import."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys

import pytest

import linhai_analysis as la

NAMES = sorted(la.__all__)
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(la, name))]
SLOW = ["statsmodels", "matplotlib.pyplot", "openpyxl", "docx", "ipywidgets", "jinja2"]


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
    assert re.search(r"^Returns\n-{7}$", doc, re.MULTILINE)
    parameters = doc.split("Parameters\n")[1].split("\nReturns\n")[0]
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


@pytest.fixture(scope="module")
def imported() -> list[str]:
    code = "import linhai_analysis, sys, json; print(json.dumps(sorted(sys.modules)))"
    run = [sys.executable, "-W", "error", "-c", code]
    return json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("module", SLOW)
def test_import_is_light(imported, module):
    assert "linhai_analysis" in imported
    assert module not in imported


def test_import_does_not_choose_a_backend(imported):
    assert not [name for name in imported if name.startswith("matplotlib.backends")]


def test_errors_are_caught_by_ordinary_clauses():
    with pytest.raises(ValueError, match="no plan"):
        la.load_plan("nope")
    with pytest.raises(KeyError, match="no indicator"):
        la.load_plan().indicator("nope")


@pytest.mark.parametrize("name", ["Plan", "Report"])
def test_results_are_frozen(name):
    assert getattr(la, name).__dataclass_params__.frozen

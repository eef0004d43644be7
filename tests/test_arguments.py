"""What an argument may be: refused at the door of every public function, by one check."""

from __future__ import annotations

import inspect
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis import lesson
from linhai_analysis.arguments import YEARS, told_value
from linhai_analysis.sheets.values import read_value
from linhai_analysis.text import fixed

FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(la, name) for name in sorted(la.__all__) if inspect.isfunction(getattr(la, name))
}
LAST = la.project(pd.Series([4.0, 5.0, 6.0], index=[2013, 2014, 2015]), to=2016)
FUNCTIONS |= {"Plan.series": la.load_plan().series, "lesson.check": lesson.check}
FUNCTIONS |= {"Projection.at": LAST.at, "Projection.probability": LAST.probability}


def taking(annotation: str, *names: str) -> list[tuple[str, str]]:
    """The parameters of public functions that are annotated so, and called so if that is asked."""
    return [
        (name, parameter.name)
        for name, function in FUNCTIONS.items()
        for parameter in inspect.signature(function).parameters.values()
        if str(parameter.annotation).removesuffix(" | None") == annotation
        and (not names or parameter.name in names)
    ]


@pytest.mark.parametrize(("name", "parameter"), taking("int", *YEARS))
def test_a_year_is_a_whole_number_of_four_digits_everywhere(name, parameter):
    for bad in (20155, 2015.5, math.nan, math.inf, True, "2018", 0, [2018], pd.NaT, 10**400):
        with pytest.raises(la.DataError, match=rf"^{parameter}=.* is not a (year|number)"):
            FUNCTIONS[name](**{parameter: bad})


def test_many_functions_take_years_and_a_whole_float_is_one():
    assert len(taking("int", *YEARS)) > 20
    assert la.load_plan().series("gdp", until=2015.0).index.tolist() == [2013, 2015]


@pytest.mark.parametrize(("name", "parameter"), taking("str") + taking("bool"))
def test_text_and_flags_are_nothing_else(name, parameter):
    for bad in (5, ["x"], {}, b"x", math.nan, np.array(["x"]), pd.DataFrame(), "\ud800"):
        with pytest.raises(la.DataError, match=rf"^({parameter}|language)\b"):
            FUNCTIONS[name](**{parameter: bad})


@pytest.mark.parametrize(("name", "parameter"), taking("Sequence[str]"))
def test_one_text_is_no_list_of_texts(name, parameter):
    for bad in ("fast", ["fast", 5], b"x", {"fast": 1}, 5):
        with pytest.raises(la.DataError, match=rf"^{parameter}=.* is not a list of texts"):
            FUNCTIONS[name](**{parameter: bad})


def test_what_is_refused_is_told_in_both_languages():
    with pytest.raises(la.DataError) as error:
        la.compare_plans(["linhai_13fyp", "china_13fyp"], indicators="gdp")
    assert str(error.value) == "indicators='gdp' is not a list of texts, such as ['x', 'y']"
    assert error.value.text("zh") == "indicators='gdp'不是文本列表，例如['x', 'y']"
    with pytest.raises(la.DataError, match="models=5 is not text or a list of texts"):
        la.compare_models(pd.Series(dtype=float), models=5)


@pytest.mark.parametrize("bad", [True, "60", b"6", 1 + 2j, [60, True], np.array([True]), ["x"]])
@pytest.mark.parametrize("formula", [la.cagr, la.linear_pace, la.compound_path, la.linear_path])
def test_formulas_take_numbers(formula, bad):
    with pytest.raises(la.DataError, match=r"^start=.* is not a number"):
        formula(bad, 0.1, 5)


@pytest.mark.parametrize("formula", [la.cagr, la.linear_pace, la.compound_path, la.linear_path])
@pytest.mark.parametrize("bad", [math.inf, -math.inf, 10**400])
def test_formulas_take_no_infinite_numbers(formula, bad):
    with pytest.raises(la.DataError, match="start is infinite"):
        formula(bad, 0.1, 5)


def test_formulas_say_which_shapes_do_not_go_together():
    with pytest.raises(la.DataError, match=r"shapes \(2,\), \(3,\), \(\)"):
        la.cagr([1, 2], [1, 2, 3], 5)
    assert la.cagr([60, None], [120, 5], 1).tolist() == pytest.approx([1.0, np.nan], nan_ok=True)


@pytest.mark.parametrize("seed", ["\ud83d", [1], 1 + 2j, math.nan, 10**400, b"x"])
def test_a_seed_is_text_or_a_number(seed):
    with pytest.raises(la.DataError, match=r"^seed="):
        lesson.exercises(seed)


def test_values_in_sentences_are_short():
    for value in (10**400, 10**5000, "a" * 100, pd.DataFrame({"a": [1]}), object()):
        assert len(told_value(value)) <= 60
        assert "\n" not in told_value(value)


def test_numbers_of_any_size_are_written_out():
    assert fixed(1e30, 2) == "1" + "0" * 30 + ".00"
    assert fixed(1e-300, 2) == "0.00"


def test_a_table_is_no_plan_of_two_columns_of_one_name():
    table = pd.DataFrame([["a", "x", "on_track"]], columns=["rule", "status", "status"])
    with pytest.raises(la.DataError, match="'status' stands twice"):
        la.agreement(table)


PLAN = la.load_plan()
TABLES = {name: getattr(PLAN, name) for name in ("indicators", "targets", "observations")}
MANY = 6_000


def _observations() -> object:
    cells = {"indicator": "gdp", "year": "202O", "value": [f"x{n}" for n in range(MANY // 2)]}
    return la.load_plan(TABLES | {"observations": pd.DataFrame(cells)})


def _unknown() -> object:
    cells = {"indicator": [f"x{n}" for n in range(MANY)], "year": 2015, "value": 1.0}
    return la.load_plan(TABLES | {"observations": pd.DataFrame(cells)})


def _twice() -> object:
    cells = {"indicator": ["gdp"] * (MANY + 1), "kind": "count", "better": "up"}
    return la.load_plan(TABLES | {"indicators": pd.DataFrame(cells)})


def _scenario() -> object:
    return la.Scenario("fast", {f"x{n}": "?" for n in range(MANY)})


@pytest.mark.parametrize(
    ("read", "kinds"), [(_observations, 2), (_unknown, 1), (_twice, 1), (_scenario, 1)]
)
def test_of_many_faults_fifty_of_a_kind_are_listed_and_the_rest_counted(read, kinds):
    started = time.process_time()
    with pytest.raises(la.FaultsError) as error:
        read()
    first, *listed, last = str(error.value).splitlines()
    assert (first, len(listed)) == (f"{MANY} faults:", 50 * kinds)
    assert last == f"- and {MANY - 50 * kinds} more of the same kinds"
    # Each held against each other they take fifty times as long.
    assert time.process_time() - started < 10


def test_years_twice_in_a_file_are_all_found(tmp_path):
    rows = [f"a,2015,{n}" for n in range(MANY)]
    (tmp_path / "same.csv").write_text("\n".join(["geo,year,value", *rows]), encoding="utf-8")
    with pytest.raises(la.DataError, match=rf"^{MANY - 1} faults:"):
        la.read(tmp_path / "same.csv")


def test_what_belongs_to_the_document_needs_the_document(tmp_path):
    made = la.Report("scenarios", "Towns", "en", {}, ())
    for asked in ({"template": "mine.docx"}, {"annex": True}):
        with pytest.raises(la.DataError, match="add docx to the formats, which are: json"):
            made.write(tmp_path / "out", formats=["json"], **asked)
    assert not (tmp_path / "out").exists()


def test_a_plan_without_targets_is_refused_in_one_sentence():
    empty = la.load_plan(TABLES | {"targets": PLAN.targets.iloc[:0]}, name="town")
    for ask in (la.build_review, la.ambition, la.closing_rate, la.reach_year):
        with pytest.raises(la.DataError, match=r"^the plan town has no targets$"):
            ask(empty)


def test_labels_and_words_that_no_dictionary_takes_are_refused():
    labels = pd.Index([[1], {}], tupleize_cols=False)
    with pytest.raises(la.DataError, match=r"years as whole numbers, such as 2015; found \[1\]"):
        la.project(pd.Series([1.0, 2.0], index=labels))
    with pytest.raises(la.DataError, match="the assumption about gdp"):
        la.Assumption("gdp", ["rate"], 5)  # type: ignore[arg-type]
    for ask in (lambda: la.UnknownNameError("place", {}, ["a"]), lambda: la.load_panel("x" * 300)):
        with pytest.raises(la.UnknownNameError, match="no "):
            raise ask()


def test_a_change_of_any_size_warns_of_nothing():
    """From next to nothing to next to everything is more than a number holds."""
    series = pd.Series([5.0, 1e-320, 1e299, 0.0, 5.0, -1.0], index=range(2010, 2016))
    assert la.project(series, to=2017).years.tolist() == [2016, 2017]


@pytest.mark.parametrize("value", [10**400, math.nan, math.inf, "5", True])
def test_bounds_targets_and_figures_of_charts_are_finite_numbers(value):
    known = pd.Series([4.0, 5.0, 6.0], index=[2013, 2014, 2015])
    for ask in (
        lambda: la.project(known, lower=value),
        lambda: la.project(known, breaks=[value]),
        lambda: LAST.probability(value),
        lambda: la.required_growth(PLAN, baselines={"gdp": value}),
        lambda: la.Scenario("x", {"gdp": {"rate": value if value != "5" else "?"}}),
        lambda: la.plot_projection(pd.Series([value, 5.0], [2014, 2015], dtype=object), 5),
    ):
        with pytest.raises(la.DataError):
            ask()
    if value == value and value != "5":
        with pytest.raises(la.DataError):
            la.plot_projection(pd.Series([value, 5.0], [2014, 2015], dtype=object), LAST)


def test_what_only_looks_like_a_list_a_size_or_a_level_is_told():
    """Found by the fuzz test: each ended in an error of numpy, pandas or Python."""
    with pytest.raises(la.DataError, match="scenario"):
        la.read_scenarios("linhai_13fyp", np.array("fast"))
    card = la.assess_progress("china_13fyp", 2018)
    with pytest.raises(la.DataError, match="indicator"):
        la.agreement(pd.concat([card, card[["indicator"]]], axis=1))
    panel = la.load_panel("provinces").query("indicator == 'rd_gdp_ratio' and geo == '330000'")
    coverage = la.backtest(panel, ["naive"]).coverage
    with pytest.raises(la.DataError, match="level 'half' is not one of"):
        la.plot_calibration(coverage.assign(level="half"))
    ax = la.plot_required_growth("linhai_13fyp", size=np.array([9.0, 7.0]))
    assert tuple(ax.figure.get_size_inches()) == (9.0, 7.0)
    with pytest.raises(la.DataError, match="table"):
        la.reference_growth("rd_gdp_ratio", 5, indicators=Path("book.csv"))
    with pytest.raises(la.DataError, match="up to 200"):
        la.plot_required_growth("linhai_13fyp", size=(1e308, 5))
    with pytest.raises(la.DataError, match="is not text"):
        la.Scenario("a", {"gdp": 0.05}).stages(pd.DataFrame({"gdp": [1, 2]}))
    with pytest.raises(la.DataError, match="table"):
        la.readable(3)
    unnamed = la.agreement(card.rename(columns={"target_id": None}))
    assert unnamed.equals(la.agreement(card))
    with pytest.raises(ValueError, match="infinite"):
        read_value(10**400)

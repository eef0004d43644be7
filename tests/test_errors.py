"""How the exceptions speak, and which ordinary clauses catch them."""

from __future__ import annotations

import pickle

import pytest

from linhai_analysis.errors import DataError, Fault, FaultsError, UnknownNameError, suggest


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault("a.csv", "no rows"), "a.csv: no rows"),
        (Fault("a.csv", "no rows", 7), "a.csv, row 7: no rows"),
        (Fault("a.xlsx", "no rows", 7, sheet="b"), "a.xlsx, sheet b, row 7: no rows"),
        (Fault("a.xlsx", "no rows", sheet="b"), "a.xlsx, sheet b: no rows"),
        (Fault("a.xlsx", "no", 7, "年份", "b", "C7"), "a.xlsx, sheet b, cell C7, column 年份: no"),
        (Fault("a.csv", "no rows", column="year"), "a.csv, column year: no rows"),
        (Fault("a.csv", "no rows", 7, "year"), "a.csv, row 7, column year: no rows"),
    ],
)
def test_fault_names_the_place_that_it_knows(fault, sentence):
    assert str(fault) == sentence


def test_faults_are_counted_listed_and_kept():
    faults = [Fault("a.csv", "no rows"), Fault("b.csv", "is empty", 3, "unit")]
    error = FaultsError(iter(faults))
    assert str(error) == "2 faults:\n- a.csv: no rows\n- b.csv, row 3, column unit: is empty"
    assert error.faults == tuple(faults)


def test_one_fault_is_singular():
    assert str(FaultsError([Fault("a.csv", "no rows")])) == "1 fault:\n- a.csv: no rows"


@pytest.mark.parametrize(
    ("error", "clause"),
    [
        (DataError("x"), ValueError),
        (FaultsError([]), DataError),
        (FaultsError([]), ValueError),
        (UnknownNameError("indicator", "x", []), KeyError),
    ],
)
def test_ordinary_clauses_catch(error, clause):
    with pytest.raises(clause):
        raise error


def test_unknown_name_reads_as_a_sentence_without_the_quotes_of_a_key_error():
    error = UnknownNameError("indicator", "patent_granted", ["patents_granted", "gdp"])
    assert str(error) == "no indicator 'patent_granted'; did you mean 'patents_granted'?"
    assert (error.what, error.name) == ("indicator", "patent_granted")


@pytest.mark.parametrize(
    ("name", "known", "answer"),
    [
        ("gpd", {"gdp", "rd"}, "did you mean 'gdp'?"),
        ("zzz", {"rd", "gdp"}, "there are: gdp, rd"),
        ("zzz", [], "there are none"),
    ],
)
def test_suggestion_is_the_nearest_name_else_all_names_else_none(name, known, answer):
    assert str(suggest(name, known)) == answer


def test_errors_survive_the_way_between_processes():
    faults = FaultsError([Fault("a.csv", "is empty", 2, "year")])
    again = pickle.loads(pickle.dumps(faults))
    assert (str(again), again.faults) == (str(faults), faults.faults)
    unknown = UnknownNameError("indicator", "gpd", ["gdp"])
    assert str(pickle.loads(pickle.dumps(unknown))) == "no indicator 'gpd'; did you mean 'gdp'?"

"""Krippendorff's alpha of the rules: his own example, a second program, and what counts once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.progress.alpha import krippendorff

# Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C and E: four observers,
# twelve units, five values.
OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
WORDS = {"1": "ahead", "2": "on_track", "3": "slow", "4": "off_track", "5": "reversing"}
NAMES = ["sdsn", "escap", "un_2023", "schedule"]


def ratings_of(text):
    rows = [line.split() for line in text.split("\n") if line]
    return np.array([[-1 if cell == "." else int(cell) - 1 for cell in row] for row in rows]).T


def table_of(text=OBSERVERS, names=NAMES):
    rows = [line.split() for line in text.split("\n") if line]
    return pd.DataFrame(
        [
            {"target": unit, "rule": name, "status": WORDS.get(cell, "not_assessable")}
            for name, row in zip(names, rows, strict=True)
            for unit, cell in enumerate(row)
        ]
    )


@pytest.mark.parametrize(("ordered", "expected"), [(False, 0.743), (True, 0.815)])
def test_krippendorffs_own_example(ordered, expected):
    assert krippendorff(ratings_of(OBSERVERS), ordered) == pytest.approx(expected, abs=5e-4)


# Three coders, fifteen units; by the package krippendorff 0.9.
THREE = """
. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""


@pytest.mark.parametrize(
    ("ordered", "expected"), [(False, 0.691358024691358), (True, 0.8067214199413153)]
)
def test_same_as_a_second_program(ordered, expected):
    assert krippendorff(ratings_of(THREE), ordered) == pytest.approx(expected)


def test_verdicts_are_ordered_words_and_in_time_or_not():
    """In time are the values 1 and 2: the same table of 0 and 1 has the other alpha."""
    table = la.agreement(table_of(), rules=NAMES).set_index("scale")
    good = ratings_of(OBSERVERS)
    good = np.where(good < 0, -1, good <= 1)
    assert table.loc["words", "alpha"] == pytest.approx(0.815, abs=5e-4)
    assert table.loc["in_time", "alpha"] == pytest.approx(krippendorff(good, False))
    # Krippendorff counts 40 pairable values: the last unit has one value only.
    assert table.loc["words", ["rules", "targets", "verdicts"]].tolist() == [4, 11, 40]


def test_met_is_in_time():
    """Three pairs: both in time, one of the two, neither; 1 - (6 - 1) * 2 / (2 * 3 * 3)."""
    verdicts = ["met", "on_track", "met", "slow", "slow", "slow"]
    table = pd.DataFrame({"target": [1, 1, 2, 2, 3, 3], "rule": ["sdsn", "escap"] * 3})
    table = la.agreement(table.assign(status=verdicts), ["sdsn", "escap"]).set_index("scale")
    assert table.loc["in_time", "alpha"] == pytest.approx(4 / 9)


def test_one_rule_is_a_name():
    table = pd.DataFrame({"target": [1, 2], "rule": "sdsn", "status": ["on_track", "slow"]})
    assert la.agreement(table, "sdsn")["rules"].tolist() == [1, 1]


def test_order_of_rows_does_not_matter():
    table = table_of()
    mixed = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(la.agreement(mixed, NAMES), la.agreement(table, NAMES))


def test_one_formula_is_one_voice_and_rules_that_are_not_published_have_none():
    """UN 2022, Eurostat and Open SDG are one formula: their agreeing says nothing."""
    table = table_of(names=["open_sdg", "eurostat", "un_2022", "schedule"])
    alone = la.agreement(table)
    assert (alone["rules"] == 1).all()
    assert alone["alpha"].isna().all()
    heard = la.agreement(table_of(names=["open_sdg", "eurostat", "sdsn", "probability"]))
    both = la.agreement(table_of(names=["open_sdg", "eurostat", "sdsn", "probability"]), NAMES[:0])
    named = la.agreement(
        table_of(names=["open_sdg", "eurostat", "sdsn", "probability"]), ["open_sdg", "sdsn"]
    )
    pd.testing.assert_frame_equal(heard, named)
    assert both["rules"].tolist() == [0, 0]


def test_what_all_rules_say_because_it_is_so_is_no_agreement():
    facts = pd.DataFrame(
        [
            {"target": f"fact {status}", "rule": rule, "status": status}
            for status in ("met", "missed")
            for rule in NAMES
        ]
    )
    both = pd.concat([table_of(), facts])
    pd.testing.assert_frame_equal(la.agreement(both, NAMES), la.agreement(table_of(), NAMES))


def test_verdicts_of_a_plan_of_a_panel_and_of_hindsight(china):
    made = la.assess_progress(china, 2018)
    told = la.agreement(made)
    wide = made.pivot(index="target_id", columns="rule", values="status")
    judged = wide[["open_sdg", "un_2023", "sdsn", "escap", "destatis"]]
    open_still = ~judged.isin(["met", "missed", "not_assessable"])
    assert told["targets"].tolist() == [open_still.any(axis=1).sum()] * 2
    assert (told["alpha"] > 0.667).all()
    panel = pd.DataFrame({"geo": list("aaabbb"), "year": [2015, 2016, 2018] * 2})
    panel["value"] = [60.0, 70, 92, 60, 61, 62]
    goals = pd.DataFrame({"geo": list("ab"), "base_year": 2015, "target": 120.0})
    goals = goals.assign(target_year=2020, better="up")
    by_panel = la.agreement(la.assess_panel(panel, goals))
    assert by_panel["targets"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (table_of().drop(columns="rule"), {}, "no column 'rule'"),
        (table_of().drop(columns="status"), {}, "no column 'status'"),
        (table_of().drop(columns="target"), {}, "which target a row is of"),
        (pd.concat([table_of(), table_of().iloc[:2]]), {"rules": NAMES}, "2 rows hold a second"),
        (table_of(), {"rules": ["sdns"]}, "no rule 'sdns'; did you mean 'sdsn'"),
    ],
)
def test_what_is_no_table_of_verdicts_is_refused(table, options, message):
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.agreement(table, **options)

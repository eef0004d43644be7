"""What the figures of an indicator count is said once: one answer each, in either language."""

from __future__ import annotations

from pathlib import Path

import pytest

import linhai_analysis as la

TARGETS = "indicator,base_year,target_year,target,basis\na,2015,2020,60,increment\n"


def opened(folder: Path, book: str, observations: str) -> la.Plan:
    tables = {"indicators": book, "targets": TARGETS, "observations": observations}
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return la.load_plan(folder)


PLAIN = "indicator,kind,better\na,count,up\n"


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        ("in_year", "in_year"),
        ("当年新增", "in_year"),
        ("当年", "in_year"),
        ("running", "running"),
        ("累计", "running"),
        ("stock", "stock"),
        ("期末存量", "stock"),
        ("年末存量", "stock"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("column", ["counted", "口径"])
def test_answer_reaches_the_series_from_either_table(tmp_path, column, cell, counted):
    for place in ("indicator", "figure"):
        folder = tmp_path / place
        folder.mkdir()
        told = place == "indicator"
        book = f"indicator,kind,better,{column}\na,count,up,{cell}\n" if told else PLAIN
        rows = f"indicator,year,value,{column}\na,2015,60,{'' if told else cell}\na,2016,75,\n"
        assert opened(folder, book, rows).series("a").attrs["counted"] == counted


ADVICE = "; list what is counted in another way as an indicator of its own"


@pytest.mark.parametrize(
    ("book", "rows", "fault"),
    [
        (
            "indicator,kind,better,counted\na,count,up,stock\n",
            "indicator,year,value,counted\na,2015,60,\na,2016,15,in_year\n",
            "row 3, column counted: 'in the year' of 'a' differs from 'stock at the end of the "
            "year' in the table indicators",
        ),
        (
            PLAIN,
            "indicator,year,value,counted\na,2015,60,stock\na,2016,15,in_year\na,2017,9,stock\n",
            "row 3, column counted: 'in the year' of 'a' differs from 'stock at the end of the "
            "year' in row 2",
        ),
    ],
)
def test_two_answers_for_one_indicator_are_a_fault_that_names_both(tmp_path, book, rows, fault):
    with pytest.raises(la.FaultsError) as caught:
        opened(tmp_path, book, rows)
    assert [str(one) for one in caught.value.faults] == [f"observations.csv, {fault}{ADVICE}"]


def test_indicators_may_count_different_things(tmp_path):
    book = PLAIN + "b,count,up\n"
    rows = "indicator,year,value,counted\na,2016,15,in_year\nb,2016,75,stock\n"
    plan = opened(tmp_path, book, rows)
    assert [plan.series(name).attrs["counted"] for name in "ab"] == ["in_year", "stock"]

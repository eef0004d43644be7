"""Growth, milestones and what is still required, as LibreOffice computes them with RRI and RATE."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from recalculated import needs_office, recalculated
from small_plans import small_plan

import linhai_analysis as la

PAIRS = [(60, 120), (2425, 2500), (2425, 3300), (216, 360), (2.98, 3), (100, 25), (1e-3, 5e4)]
CASES = [(*pair, years) for pair, years in itertools.product(PAIRS, (1, 2, 5, 15))]
# By column, what a spreadsheet makes of a start in A, an end in B and years in C.
FORMULAS = {
    "D": "=_xlfn.RRI(C{n},A{n},B{n})",
    "E": "=RATE(C{n},0,-A{n},B{n})",
    "F": "=(B{n}-A{n})/C{n}",
    "G": "=-FV(_xlfn.RRI(C{n},A{n},B{n}),1,0,A{n})",
    "H": "=-PV(_xlfn.RRI(C{n},A{n},B{n}),1,0,B{n})",
    "I": "=FORECAST(1,A{n}:B{n},$K$1:$L$1)",
    "J": "=SLN(B{n},A{n},C{n})",
}
FIGURES = {2015: 60.0, 2016: 75.0, 2018: 92.0}
# What is still required in 2018, the milestones of 2017, and the schedule, of 60 -> 120 and 92.
PLAN = {
    "still_cagr": "=_xlfn.RRI(2020-2018,92,120)",
    "still_per_year": "=(120-92)/(2020-2018)",
    "progress": "=(92-60)/(120-60)",
    "elapsed": "=(2018-2015)/(2020-2015)",
    "on_path": "=FORECAST(2018,M2:M3,N2:N3)",
    "other_path": "=-FV(_xlfn.RRI(5,60,120),3,0,60)",
    "reach_year": "=2018+(120-92)/((92-60)/3)",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The one workbook, recalculated."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for n, case in enumerate(CASES, 1):
        for column, cell in zip("ABC", case, strict=True):
            sheet[f"{column}{n}"] = cell
        for column, formula in FORMULAS.items():
            sheet[f"{column}{n}"] = formula.format(n=n)
    sheet["K1"], sheet["L1"] = 0, 1
    for cell, value in {"M2": 60, "M3": 120, "N2": 2015, "N3": 2020}.items():
        sheet[cell] = value
    for n, formula in enumerate(PLAN.values(), 1):
        sheet[f"P{n}"] = formula
    book.save(out)
    folder: Path = tmp_path_factory.mktemp("office")
    return recalculated(folder, {"growth": out.getvalue()})["growth"].active


def column(office, name, count):
    return np.array([office[f"{name}{n}"].value for n in range(1, count + 1)], float)


@needs_office
def test_rates_and_paces_are_those_of_rri_rate_and_a_straight_line(office):
    start, end, years = (np.array(one, float) for one in zip(*CASES, strict=True))
    rates = la.cagr(start, end, years)
    assert rates == pytest.approx(column(office, "D", len(CASES)), rel=1e-9, abs=1e-14)
    assert rates == pytest.approx(
        column(office, "E", len(CASES)), rel=1e-6, abs=1e-9
    )  # found by iteration
    paces = la.linear_pace(start, end, years)
    assert paces == pytest.approx(column(office, "F", len(CASES)), rel=1e-12)
    assert paces == pytest.approx(column(office, "J", len(CASES)), rel=1e-12)


@needs_office
def test_milestones_are_those_of_fv_pv_and_forecast(office):
    """The first step from the start, the last before the end, by the rate and by equal steps."""
    for n, (start, end, years) in enumerate(CASES, 1):
        path = la.compound_path(start, la.cagr(start, end, years), years)
        assert path[1] == pytest.approx(office[f"G{n}"].value, rel=1e-9)
        assert path[-2] == pytest.approx(office[f"H{n}"].value, rel=1e-9)
        line = la.linear_path(start, la.linear_pace(start, end, 1), 1)
        assert line[1] == pytest.approx(office[f"I{n}"].value, rel=1e-9)


@needs_office
def test_plan_asks_for_what_the_spreadsheet_says(office, tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": FIGURES})
    card = la.scorecard(plan, 2018).iloc[0]
    told = dict(zip(PLAN, column(office, "P", len(PLAN)), strict=True))
    assert {name: float(card[name]) for name in told} == pytest.approx(told, rel=1e-9)
    still = la.still_required(plan, 2018).iloc[0]
    assert still["required_cagr"] == pytest.approx(told["still_cagr"])
    assert still["required_per_year"] == told["still_per_year"]


def test_share_moves_by_points_as_pandas_counts_them(tmp_path):
    """2.98 to 3.00 % in five years: 0.004 points a year, which is 0.134 % of the share."""
    share = {"indicator": "a", "target": 3.0, "kind": "share", "unit": "%"}
    plan = small_plan(tmp_path, [share], {"a": {2015: 2.98}})
    row, path = la.required_growth(plan).iloc[0], la.milestones(plan).set_index("year")
    points = pd.Series({2015: 2.98, 2020: 3.0}).reindex(range(2015, 2021)).interpolate()
    assert row["natural"] == "linear"
    assert row["required_per_year"] == pytest.approx(points.diff().iloc[-1])
    assert path["linear"].to_numpy() == pytest.approx(points.to_numpy())

"""Quotients: one tolerance says whether a printed one agrees with its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

import linhai_analysis as la
from linhai_analysis.plan import Quotient, recomputed
from linhai_analysis.plan.others import other_figures


def of_ratio(folder: Path, printed: float, top: float, decimals: str) -> la.Plan:
    book = (
        "indicator,unit,kind,better,decimals,numerator,denominator\n"
        f"ratio,%,share,up,{decimals},top,bottom\ntop,a,amount,up,,,\nbottom,a,amount,up,,,\n"
    )
    tables = {
        "indicators": book,
        "targets": "indicator,base_year,target_year,target\nratio,2015,2020,4\n",
        "observations": "indicator,year,value\n"
        f"ratio,2016,{printed}\ntop,2016,{top}\nbottom,2016,100\nbottom,2017,0\ntop,2017,1\n"
        "ratio,2017,9\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    return la.load_plan(folder)


CASES = [
    # printed, computed, decimals; whether one is the other
    (3.0, 2.5, "", False),
    (3.0, 2.5, "1", False),
    (3.0, 2.5, "0", True),  # 3 with no decimals is printed to the last digit, which is 1
    (3.0, 2.99, "", True),  # 0.33 %
    (3.0, 2.98, "", False),  # 0.67 %
    (3.0, 2.9, "1", True),
    (3.0, 2.89, "1", False),
    (3.06, 2.98, "2", False),
    (2.98, 2.97, "2", True),
]


@pytest.mark.parametrize(("printed", "computed", "decimals", "agree"), CASES)
def test_printed_ratio_and_its_parts(tmp_path, printed, computed, decimals, agree):
    plan = of_ratio(tmp_path, printed, computed, decimals)
    anew = recomputed(plan, "ratio")
    assert anew.to_dict() == ({} if agree else {2016: pytest.approx(computed)})
    given = {"ratio": printed, "top": computed, "bottom": 100}
    made = la.Scenario("s", {name: {"path": {2016: value}} for name, value in given.items()})
    if agree:
        la.run_scenarios(plan, made, to=2016)
    else:
        with pytest.raises(la.DataError, match="breaks an identity in 2016"):
            la.run_scenarios(plan, made, to=2016)


def test_nothing_is_a_quotient_of_zero():
    assert not Quotient("q", "a", "b", 1.0, 0).agrees(5.0, 5.0, 0.0)


def test_indicator_that_is_no_quotient_is_not_computed_anew(tmp_path):
    assert recomputed(of_ratio(tmp_path, 3, 3, ""), "top").empty


def test_figure_that_its_parts_give_is_of_no_source(linhai):
    [other] = other_figures(linhai, "rd_gdp_ratio")
    assert other[:3] == ("recomputed", "", (2016,))

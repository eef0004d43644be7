"""The table that ships is the one that the script fits, from series that may be shipped."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from linhai_analysis.projection.pooled import TABLE

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


def test_series_may_be_shipped():
    series = pd.read_csv(BENCHMARKS / "series.csv")
    assert len(series) == 762  # 524 of the World Bank, 238 of the UK
    assert set(series["licence"]) == {"CC BY 4.0", "OGL v3"}
    assert set(series["dataset"].str.split().str[0]) == {"World", "UK"}


def test_fit_gives_the_shipped_table(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import fit_calibration

    fit_calibration.write(tmp_path / "calibration.csv")
    assert (tmp_path / "calibration.csv").read_bytes() == TABLE.read_bytes()


def test_adapters_have_the_signatures_of_the_scorers(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import adapters

    years, values = [2011, 2012, 2013, 2014], [1.0, 2.0, 2.0, 4.0]
    frame = adapters.project(years, values, 5, level=(0.8, 0.95))
    assert list(frame) == ["year", "mean", "lo80", "hi80", "lo95", "hi95"]
    assert len(frame) == 5
    middle = frame["mean"].iloc[0]
    assert adapters.prob(years, values, 2015, middle) == pytest.approx(0.5)


def test_light_only_knows_what_was_there_on_the_day(monkeypatch):
    """Case 2 of 'c' in 2017 knows the outcomes of 'a' and 'b' in 2015 and 2016, one of two met."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import lights

    rows = [
        ("a", "sun", 2012, 2015, True),
        ("b", "sun", 2013, 2016, False),
        ("c", "sun", 2017, 2020, True),
        ("c", "rain", 2017, 2020, False),
        ("a", "sun", 2016, 2019, True),
        ("b", "sun", 2018, 2021, True),
    ]
    cases = pd.DataFrame(rows, columns=["geo", "status", "year", "target_year", "met"])
    said = lights.known_then(cases.assign(case=range(6)))["said"]
    # The rain is the first; 'a' only knows 'b', and 'b' only the first of 'a'.
    assert said.tolist() == pytest.approx(
        [float("nan")] * 2 + [0.5, float("nan"), 0, 1], nan_ok=True
    )


def test_every_line_of_speed_and_memory_can_be_measured(monkeypatch):
    """On a small scale; processes of their own are not started but for one, their code compiled."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import costs
    import speed

    assert min(costs.child("pass", 1)) > 0
    started = []
    monkeypatch.setattr(speed, "child", lambda code, rounds: _compiled(code, started, costs.Child))
    found = list(speed.measured(costs.SMALL))
    assert len(found) == len({one.name for one in found}) > 25
    assert all(one.ratio > 0 for one in found)
    assert len(costs.table(found)) == len(found) + 2
    assert len(set(started)) > 8


def _compiled(code, started, kind):
    compile(code, "child", "exec")
    started.append(code)
    return kind(1.0, 1.0)


def test_large_plans_have_as_many_indicators_as_asked(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from large_plans import large_plan

    made = large_plan(60)
    assert made["targets"]["indicator"].nunique() == 60
    assert not made["targets"]["target_id"].duplicated().any()
    assert not made["observations"].duplicated(["indicator", "year", "value", "source_id"]).any()

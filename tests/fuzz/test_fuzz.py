"""Whatever is handed in: a clear refusal, or a result; ``make fuzz`` tries many more."""

from __future__ import annotations

import sys

import hypothesis.strategies as st
import pandas as pd
import pytest
from fuzz.doors import FoundError, asked, snapshot, unharmed
from fuzz.hostile import odd_frame
from fuzz.mutations import mutated_rows
from fuzz.runner import run_cases
from hypothesis import given, settings

import linhai_analysis as la

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no bound on memory there")

FIRST, CASES = 1_000_000, 150
# A worker that has one case.
NOISY = """
import os, signal, sys, types, warnings

import fuzz.worker


def bad(rng, folder):
    {body}


sys.modules["fuzz.cases"] = types.SimpleNamespace(case_of=lambda seed, kind: (bad, None))
fuzz.worker.LONGEST, fuzz.worker.MOST = {longest}, 300
fuzz.worker.main(0, 1)
"""


def test_bad_input_is_refused_or_read():
    tried = list(run_cases(FIRST, FIRST + CASES))
    assert [one["seed"] for one in tried] == list(range(FIRST, FIRST + CASES))
    assert [one for one in tried if "found" in one] == []


@settings(max_examples=40, derandomize=True, database=None)
@given(st.randoms(use_true_random=False))
def test_rows_of_a_plan_are_refused_or_read(rng):
    """Hypothesis looks for the smallest change that is not told."""
    rows = [["indicator", "base_year", "target_year", "target"], ["gdp", "2015", "2020", "120"]]
    head, *cells = mutated_rows(rng, rows) or [[]]
    wide = max(map(len, [head, *cells]))
    table = pd.DataFrame([[*row, *[""] * (wide - len(row))] for row in cells])
    table.columns = [*head, *map(str, range(wide - len(head)))] if len(table.columns) else []
    codebook = pd.DataFrame([{"indicator": "gdp", "kind": "count", "better": "up"}])
    figures = odd_frame(rng, pd.DataFrame([{"indicator": "gdp", "year": 2015, "value": 60}]))
    asked(la.load_plan, {"indicators": codebook, "targets": table, "observations": figures})


@pytest.mark.parametrize(
    ("body", "longest", "found"),
    [
        ("raise KeyError(5)", 10, "KeyError: 5"),
        ("warnings.warn('odd')", 10, "UserWarning: odd"),
        ("while True: pass", 1, "longer than"),
        ("os.kill(os.getpid(), signal.SIGKILL)", 10, "died"),
        ("bytearray(b'x') * 400_000_000", 10, "MB"),
        ("pass", 10, ""),
    ],
)
def test_the_runner_finds_what_there_is(tmp_path, monkeypatch, body, longest, found):
    """A crash, a warning, a hang, a death; and nothing where there is nothing."""
    script = tmp_path / "worker.py"
    script.write_text(NOISY.format(body=body, longest=longest), encoding="utf-8")
    monkeypatch.setattr("fuzz.runner.WORKER", [str(script)])
    [told] = run_cases(0, 1)
    assert found in told.get("found", "")
    assert bool(found) is ("found" in told)


def test_a_changed_input_and_a_partial_output_are_found(tmp_path):
    (tmp_path / "in.csv").write_text("a")
    before = snapshot(tmp_path)
    (tmp_path / "half.json").write_text("{")
    with pytest.raises(FoundError, match="left"):
        unharmed(["review"], before, snapshot(tmp_path), refused=True)
    unharmed(["review"], before, snapshot(tmp_path), refused=False)
    (tmp_path / "in.csv").write_text("b")
    with pytest.raises(FoundError, match="changed"):
        unharmed(["review"], before, snapshot(tmp_path), refused=False)

"""Paths as arrays: years x draws, put together and cut."""

from __future__ import annotations

import numpy as np
import pytest

from linhai_analysis.scenario.path import Path, one_after_another, side_by_side


def path(years, values, **facts):
    return Path("a", years, np.array(values, float), ((),) * len(years), **facts)


def test_years_that_are_asked_for():
    three = Path("a", (2015, 2016, 2017), np.arange(6.0).reshape(3, 2), (("x",), (), ("y",)))
    cut = three.only([2017, 2015, 2030])
    assert (cut.years, cut.notes) == ((2015, 2017), (("x",), ("y",)))
    assert cut.values.tolist() == [[0, 1], [4, 5]]
    assert three.at(2016).tolist() == [2, 3]
    assert three.only([]).known is False


def test_later_leg_owns_the_year_that_both_have():
    legs = [
        path((2015, 2016), [[1], [2]], reason="early", sources=frozenset("a")),
        path((2016, 2017), [[5, 6], [7, 8]], sources=frozenset("b")),
    ]
    made = one_after_another(legs)
    assert made.years == (2015, 2016, 2017)
    assert made.values.tolist() == [[1, 1], [5, 6], [7, 8]]
    assert (made.reason, made.sources) == ("early", {"a", "b"})


@pytest.mark.parametrize(("sources", "values"), [("", [[1]]), ("a", [[1, 2]])])
def test_blocks_of_draws_are_joined_and_one_line_stays_one(sources, values):
    blocks = [path((2015,), [[value]], sources=frozenset(sources)) for value in (1, 2)]
    assert side_by_side(blocks).values.tolist() == values

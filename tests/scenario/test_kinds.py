"""The table of kinds of assumptions, the legs and the words name the same kinds."""

from __future__ import annotations

import pytest

from linhai_analysis.scenario import ASSUMPTIONS
from linhai_analysis.scenario.legs import LEGS
from linhai_analysis.words import known


def test_every_kind_has_a_leg_and_no_other_has():
    assert set(LEGS) == set(ASSUMPTIONS)


@pytest.mark.parametrize("kind", ASSUMPTIONS)
def test_every_kind_has_words_for_its_row_and_its_cell(kind):
    assert known(f"assumes.{kind}")
    assert known(f"value.{kind}")


@pytest.mark.parametrize(
    ("kind", "ranged", "from_start"),
    [("rate", True, True), ("reach", True, False), ("path", False, False), ("follow", False, True)],
)
def test_only_numbers_have_ends_and_given_levels_need_no_start(kind, ranged, from_start):
    assert (ASSUMPTIONS[kind].ranged, ASSUMPTIONS[kind].from_start) == (ranged, from_start)

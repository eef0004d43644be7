"""What tests of scenarios share."""

from __future__ import annotations

import pytest
from small_scenarios import of_one

import linhai_analysis as la


@pytest.fixture(scope="session")
def one(tmp_path_factory: pytest.TempPathFactory) -> la.Plan:
    """60 firms in 2015, 120 in 2020."""
    return of_one(tmp_path_factory.mktemp("one"))

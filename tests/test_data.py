"""The data are found inside the package (wheel) or beside it (checkout)."""

from __future__ import annotations

import re

import pytest

from linhai_analysis import data


def test_data_of_a_wheel_lie_inside_the_package(tmp_path):
    (tmp_path / "package" / "data" / "raw").mkdir(parents=True)
    assert data.data_dir(tmp_path / "package") == tmp_path / "package" / "data"


def test_data_of_a_checkout_lie_beside_the_package(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "package").mkdir()
    assert data.data_dir(tmp_path / "package") == tmp_path / "data"


def test_data_inside_the_package_come_first(tmp_path):
    for folder in (tmp_path / "data" / "raw", tmp_path / "package" / "data" / "raw"):
        folder.mkdir(parents=True)
    assert data.data_dir(tmp_path / "package") == tmp_path / "package" / "data"


def test_folder_without_raw_is_passed_over(tmp_path):
    (tmp_path / "package" / "data").mkdir(parents=True)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    assert data.data_dir(tmp_path / "package") == tmp_path / "data"


def test_missing_data_say_where_they_were_looked_for(tmp_path):
    package = tmp_path / "package"
    sentence = (
        f"the data that come with linhai_analysis are in neither {package / 'data'} nor "
        f"{tmp_path / 'data'}; install the package again"
    )
    with pytest.raises(FileNotFoundError, match=re.escape(sentence)):
        data.data_dir(package)


def test_shipped_plans_are_the_folders_that_hold_figures(tmp_path, monkeypatch):
    for name in ("b_plan", "a_plan", "observations"):
        (tmp_path / "raw" / name).mkdir(parents=True)
    for name in ("b_plan", "a_plan"):
        (tmp_path / "raw" / name / "figures.csv").touch()
    monkeypatch.setattr(data, "data_dir", lambda: tmp_path)
    assert data.shipped_plans() == ["a_plan", "b_plan"]


def test_linhai_is_shipped():
    assert "linhai_13fyp" in data.shipped_plans()

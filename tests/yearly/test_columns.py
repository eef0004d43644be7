"""What a column holds counts before the word it is named by."""

from __future__ import annotations

import pytest

from linhai_analysis.errors import DataError, FaultsError
from linhai_analysis.yearly.reading import read


def opened(tmp_path, text, name="f.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def figures(made):
    """Series, year and value of each figure."""
    return made.frame[["series", "year", "value"]].to_numpy().tolist()


WORDS = "城市 县 市 地区 国家 省份 代码 来源 备注 单位 状态 Area City State Region Code Source Note Status Flag"


@pytest.mark.parametrize("word", WORDS.split())
def test_decimals_under_a_word_of_roles_are_a_series(tmp_path, word):
    made = opened(tmp_path, f"年份,{word},农村\n2018,102.1,102.0\n2019,102.5,103.2\n")
    assert figures(made) == [
        [word, 2018, 102.1],
        [word, 2019, 102.5],
        ["农村", 2018, 102],
        ["农村", 2019, 103.2],
    ]


def test_whole_numbers_of_places_where_years_stand_once_are_a_series(tmp_path):
    made = opened(tmp_path, "年份,农村,城市\n2018,13432,40000\n2019,14617,42000\n")
    assert figures(made)[2:] == [["城市", 2018, 40000], ["城市", 2019, 42000]]


def test_whole_numbers_of_places_in_a_table_of_one_year(tmp_path):
    made = opened(tmp_path, "省份,城市,县\n甲,7,60\n乙,8,70\n", "2019年.csv")
    assert figures(made) == [
        ["甲 城市", 2019, 7],
        ["乙 城市", 2019, 8],
        ["甲 县", 2019, 60],
        ["乙 县", 2019, 70],
    ]


def test_codes_that_are_left_out_are_said(tmp_path):
    made = opened(tmp_path, "年份,行政区划代码,产值\n2018,331082,4\n2019,331082,5\n")
    assert figures(made) == [["产值", 2018, 4], ["产值", 2019, 5]]
    assert "行政区划代码" in str(made.notes)

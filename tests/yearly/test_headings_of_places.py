"""Places, codes and labels under the headings that offices give them."""

from __future__ import annotations

import pytest

from linhai_analysis.yearly.reading import read


def opened(tmp_path, text):
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    return read(path).frame


HEADS = (
    "Country or Area|Reference area|GEO (Labels)|area_name|Region name|Economy|Country/Region|"
    "地区名称|城市名称|市县|各市|设区市|縣市別|国家或地区"
)


@pytest.mark.parametrize("head", HEADS.split("|"))
def test_headings_of_places(tmp_path, head):
    frame = opened(tmp_path, f"{head},2019,2020\n临海,3.5,7.1\n")
    assert set(frame["geo"]) == {"临海"}


def test_a_place_beside_its_code_is_kept(tmp_path):
    text = "地区代码,地区名称,年份,指标,单位,数值\n331082,临海市,2019,高新技术企业数,家,168\n"
    frame = opened(tmp_path, text)
    assert frame[["geo", "indicator", "unit", "year", "value"]].to_numpy().tolist() == [
        ["临海市", "高新技术企业数", "家", 2019, 168]
    ]


@pytest.mark.parametrize("blank", ["", " "])
def test_codes_and_labels_of_sdmx_in_one_cell(tmp_path, blank):
    heads = "REF_AREA: Reference area,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status"
    rows = "PE: Peru,2019,3.5,E: Estimated value\nPE: Peru,2020,4.5,B: Time series break\n"
    frame = opened(tmp_path, f"{heads}\n{rows}".replace(": ", f":{blank}"))
    assert frame[["geo", "year", "value", "status", "break"]].to_numpy().tolist() == [
        ["Peru", 2019, 3.5, "preliminary", False],
        ["Peru", 2020, 4.5, "", True],
    ]


def test_titles_of_two_cells(tmp_path):
    text = (
        "表1 专利,单位:件\n地区,2016,2017\n甲,10,11\n\n表2 经费,单位:万元\n区域,2018,2019\n乙,3,4\n"
    )
    assert opened(tmp_path, text)["unit"].tolist() == ["件", "件", "万元", "万元"]


@pytest.mark.parametrize("lines", ["Measure,GERD", "Measure,GERD\nUnit,Percent"])
def test_two_words_above_headings_of_years_are_none(tmp_path, lines):
    frame = opened(tmp_path, f"{lines}\nCountry,2018,2019\nPeru,1,2\n")
    assert frame[["geo", "year", "value"]].to_numpy().tolist() == [
        ["Peru", 2018, 1],
        ["Peru", 2019, 2],
    ]


def test_headings_of_two_rows_stay_headings(tmp_path):
    frame = opened(tmp_path, "地区,企业数,\nRegion,2018,2019\n甲,1,2\n")
    assert frame[["series", "year", "value"]].to_numpy().tolist() == [
        ["甲 企业数", 2018, 1],
        ["甲 企业数", 2019, 2],
    ]

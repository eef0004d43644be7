"""What the headings of yearly figures mean: years, figures, names, or what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from linhai_analysis.sheets.plain import HAN
from linhai_analysis.tables.contracts import columns
from linhai_analysis.words import headings

# Words of headings besides those of the tables of a plan; a further word is one more here.
WORDS: Mapping[str, str] = {
    "year": "year years time time_period period date fiscal_year ref_date ref_year year_id "
    "obs_time 年份 年度 年 时间 日期 统计年份 年別 民國年 民國年度 民國",
    "value": "value obs_value observation_value 数值 值 数据 观测值 指标值 统计值",
    "unit": "unit units unit_measure unit_of_measure uom 单位 计量单位 数据单位",
    "scale": "unit_mult unit_multiplier multiplier scalar_factor powercode scale 数量级",
    "status": "status obs_status observation_status data_status 状态 数据状态",
    "flag": "flag flags obs_flag conf_status confidentiality_status obs_conf flag_codes symbol",
    "note": "flag_description note notes comment comments footnote footnotes remarks "
    "备注 说明 注 注释",
    "source": "source sources data_source source_id 来源 来源编号 数据来源 资料来源 出处",
    "geo": "geo geo_area_name geography area region country country_name province city county "
    "geopolitical_entity_(reporting) entity place location ref_area reporter territory "
    "local_authority state municipality district "
    "economy 省份 城市 区域 區域 国家 國家 行政区 行政区域",
    "indicator": "indicator indicator_name series series_name variable variables item measure "
    "name 指标 指标名称 主要指标 指标项 项目 名称 统计指标",
    "code": "geocode indicator_code ags structure structure_name dataflow freq frequency "
    "frequency_of_observation time_frequency action decimals dguid vector coordinate terminated "
    "m49 代码 编码 指标代码 地区代码 行政区划代码 区划代码",
    "period": "month quarter week 累计月份 期间 报告期 月 月份 季 季度 旬 周",
    "when": "released release_date 公布时间 发布时间 修订时间",
    "order": "id no no. # 序号 编号 行号",
}
BESIDE = {*WORDS, "break", "beside"} - {"year", "value", "geo", "indicator", "code"}
"""The roles of columns that say something about a figure, and not whose it is."""

MARKS = ("status", "flag", "note")
"""The roles of columns that may belong to a single column of figures."""

_ROLES = {word: role for role, words in WORDS.items() for word in words.split()}
# Columns of the tables of a plan that name a figure or hold it; the others stand beside.
_OWN = ("break", "unit", "note", "geo", "indicator", "year", "value")
_NAMES = ("name_zh", "name_en")
_UNUSED = {*columns("observations")} - {*_OWN}
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
# Of several heading rows the last one says what stands in the column: 指标 年份.
_LAST = re.compile(rf"[{HAN}].* (年份|年度|时间)")
# 设区市, 縣市別 and 城市名称 are places as 市 is; so are Country or Area, GEO (Labels), area_name.
_PLACES = re.compile(r"[省市县縣区區州盟旗镇鎮乡鄉地]*[省市县縣区區州盟旗镇鎮乡鄉]")
_AROUND_PLACE = re.compile(
    r"^(?:各|所在|所属|设区的?|地级|县级|reference_|reporting_)+|"
    r"(?:_\(?(?:names?|labels?)\)?|名称|名稱|名|别|別|\(s\))$"
)
_OR = re.compile(r"/|_(?:or|and)_|[或及和]")
# The last are those of the FAO.
_OF_YEAR = re.compile(r"\d{4}年?[ _]?(\D{2,})|(\D{2,}?)[ _]?\d{4}年?|Y\d{4}([FN])")
_NOTE = re.compile(r"(?:subject|specific|series|value|country)_(?:foot)?notes?$")
_CODE = re.compile(r"(?:^|[\W_])(?:code|id|fips|nuts|iso\w*)$|(?:代码|编码|编号|序号)$", re.I)


def role_of(heading: str) -> str:
    """Return what a heading means; nothing where it is a name of somebody's own.

    >>> [role_of(one) for one in ("TIME_PERIOD", "Observation status", "地区", "Units", "企业")]
    ['year', 'status', 'geo', 'unit', '']
    >>> {role_of(one) for one in ("Country or Area", "GEO (Labels)", "各市", "縣市別", "Economy")}
    {'geo'}
    """
    # 指标 Item: the Chinese words count, the English ones repeat them.
    han = re.match(rf"([{HAN}]+)\s*[A-Za-z][A-Za-z ]*$", heading)
    last = _LAST.fullmatch(heading)
    for text in (heading, *([han[1]] if han else []), *([last[1]] if last else [])):
        # CountryCode, Country Code and COUNTRY_CODE are one.
        parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text.strip(" []"))
        word = re.sub(r"[\s-]+", "_", parted).casefold().removesuffix(".label")
        if role := _ROLES.get(word.removesuffix("(s)")):
            return role
        if all(map(_is_place, _OR.split(word))):
            return "geo"
        plain = headings("column.").get(text, "break" if word == "break" else "")
        if plain in _OWN:
            return plain
        if (plain and plain not in _NAMES) or word in _UNUSED:
            return "beside"
        if _NOTE.search(word):
            return "note"
        if _CODE.search(_BRACKETS.sub("", word.replace("_(", "("))):
            return "code"
    return ""


def role_beside(heading: str) -> str:
    """Return what stands beside the figures of the one year that a heading names.

    >>> [role_beside(one) for one in ("2019 Flag", "备注2019", "Y2019F", "2019 firms")]
    ['flag', 'note', 'flag', '']
    """
    found = _OF_YEAR.fullmatch(heading)
    word = next(filter(None, found.groups()), "") if found else ""
    role = {"F": "flag", "N": "note"}.get(word) or role_of(word)
    return role if role in MARKS else ""


def _is_place(word: str) -> bool:
    """Whether a word of a heading says that places stand under it."""
    bare = _AROUND_PLACE.sub("", word)
    return _ROLES.get(bare) == "geo" or bool(_PLACES.fullmatch(bare))


def is_known(heading: str) -> bool:
    """Say whether a word is one that a heading row of yearly figures is known by.

    >>> is_known("地区"), is_known("企业"), is_known("Data Source")
    (True, False, False)
    """
    return role_of(heading) in ("year", "value", "geo", "indicator", "code", "order")

"""A small report with everything that a document can hold, and its parts read back."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import docx
import pandas as pd
from docx.oxml.ns import qn

from linhai_analysis.report.contents import Section
from linhai_analysis.report.figures import Chart, Picture
from linhai_analysis.report.report import Report
from linhai_analysis.report.word.document import document_bytes

TITLES = {
    "zh": "《某市“十三五”科技创新规划》实施情况中期评估报告",
    "en": "Mid-term review of a plan",
}
LONG = "口径与规划不一致，按调整后口径重新核算，原公布数并列，待责任单位核定后采用"


def grey(width: int, height: int) -> bytes:
    """A PNG of one colour, after its specification."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SMALL = Chart(("indicator", "a"), dict, "研发投入强度", "small")
WIDE = Chart(("verdicts",), dict, "各规则的判断", "wide")
PICTURES = {
    SMALL: Picture("2015年2.07，2020年2.5", grey(300, 200)),
    WIDE: Picture("十个规则", grey(400, 90)),
}
# Sixteen columns, as many as the main table of a plan of five years has.
HEADS = (
    "序号 指标 单位 属性 2015年基数 2020年目标 2016年 2017年 2018年 数据时点 增量完成进度 时序进度 "
    "目标值完成率 进展判断 责任单位 备注"
)
ROW = f"件 预期性 100 200 110 123 135 2018 35% 60% 68% 滞后于预期 科技局 {LONG}"
MAIN = pd.DataFrame(
    [[f"{n}", f"指标{n}", *ROW.split()] for n in range(1, 41)], columns=HEADS.split()
)
FEW = pd.DataFrame({"指标": ["研发投入强度", "专利授权量"], "所需年均增速": ["3.85%", "6.40%"]})


def small_report(lang: str = "zh", **facts: Any) -> Report:
    """The report; its texts are Chinese in both languages."""
    sections = (
        Section("a", "", "总体情况。\n第二段。", points=("其一", "其二"), chapter="standing"),
        Section("b", "所需增速", "说明", FEW, numbers=("所需年均增速",), chapter="standing"),
        Section("c", "逐项", "说明", charts=(SMALL, WIDE), blanks=("原因",), chapter="indicators"),
        Section("d", "空表", "不出现", FEW[:0], chapter="indicators"),
        Section("e", "仅网页", "不出现", chapter="indicators", only="page"),
        Section("f", "总表", "", MAIN, numbers=("2015年基数",), chapter="annex", wide=True,
                caption="附表1 总表", notes=("注：—表示暂无数据。",)),
        Section("f2", "任务", "", FEW, chapter="annex", caption="附表2 任务"),
        Section("g", "其他规则", "不常印", FEW, chapter="methods"),
    )  # fmt: skip
    return Report("review", TITLES[lang], lang, {}, sections, facts, "2019年3月", "四舍五入。")


def written(report: Report, **options: Any) -> tuple[Any, dict[str, bytes]]:
    """The document of a report as python-docx reads it, and its parts."""
    data = document_bytes(report, PICTURES, **options)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    return docx.Document(io.BytesIO(data)), parts


def attribute(one: Any, path: str, name: str = "val") -> str | None:
    """An attribute of an element below another, where both are there."""
    found = one.find("/".join(qn(f"w:{tag}") for tag in path.split("/")))
    return None if found is None else found.get(qn(f"w:{name}"))

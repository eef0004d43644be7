"""The Chinese page of what was measured: the figures of ``docs/benchmarks.md``, named in Chinese.

What its lines are called in Chinese stands in ``measured.csv``, as patterns; a line that no pattern
fits is an error.
"""

from __future__ import annotations

import re
from pathlib import Path

from linhai_analysis.data import codebook
from pages.markdown import rows, table, text

PAGE = Path(__file__).parents[1] / "benchmarks.md"
PATTERNS = [(re.compile(row["pattern"]), row["zh"]) for row in rows("measured.csv")]
LEAD = text("measured.md")
HEAD = ("项目", "须达到", "力争", "实测", "结果数")


def pages() -> dict[str, str]:
    """The Chinese page."""
    lines = re.findall(r"^\| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.M)[1:]
    cells = [[one.strip() for one in line.split("|")] for line in lines]
    told = [
        (in_chinese(name), must.replace("or within noise", "或差异不显著"), *rest)
        for name, must, *rest in cells
    ]
    return {"zh/benchmarks.md": LEAD + table(HEAD, told)}


def in_chinese(name: str) -> str:
    """What a line is called in Chinese."""
    book = codebook().set_index("indicator")["name_zh"]
    for pattern, chinese in PATTERNS:
        name = pattern.sub(chinese, name)
    name = re.sub(r"\b[a-z]+(?:_[a-z0-9]+)+\b", lambda m: book.get(m[0], m[0]), name)
    if left := re.findall(r"\b(?:holds|error|worst|least|most|with|the)\b", name):
        raise ValueError(f"measured.csv has no Chinese for {left} in {name!r}")
    return name

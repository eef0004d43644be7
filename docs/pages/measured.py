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
SPEED = "## Speed and memory"
LEAD, COSTS = text("measured.md"), text("measured_costs.md")
HEAD = ("项目", "须达到", "力争", "实测", "结果数")
COSTS_HEAD = ("项目", "须达到", "比值", "实测")


def pages() -> dict[str, str]:
    """The Chinese page."""
    figures, _, costs = PAGE.read_text(encoding="utf-8").partition(SPEED)
    told = [
        (in_chinese(name), must.replace("or within noise", "或差异不显著"), *rest)
        for name, must, *rest in _cells(figures)
    ]
    spent = [(in_chinese(name), *rest) for name, *rest in _cells(costs)]
    return {"zh/benchmarks.md": LEAD + table(HEAD, told) + COSTS + table(COSTS_HEAD, spent)}


def _cells(part: str) -> list[list[str]]:
    """The cells of the table of a part, without its head."""
    lines = re.findall(r"^\| (.+) \|$", part, re.M)[1:]
    return [[one.strip() for one in line.split("|")] for line in lines]


def in_chinese(name: str) -> str:
    """What a line is called in Chinese."""
    book = codebook().set_index("indicator")["name_zh"]
    for pattern, chinese in PATTERNS:
        name = pattern.sub(chinese, name)
    name = re.sub(r"\b[a-z]+(?:_[a-z0-9]+)+\b", lambda m: book.get(m[0], m[0]), name)
    if left := re.findall(r"\b(?:holds|error|worst|least|most|with|the)\b", name):
        raise ValueError(f"measured.csv has no Chinese for {left} in {name!r}")
    return name

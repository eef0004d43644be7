"""Tables of a page, and the tables that pages are written from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table that lies here."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(name: str) -> str:
    """A text that lies here."""
    return (HERE / name).read_text(encoding="utf-8")


def table(head: Sequence[str], cells: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *cells]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines) + "\n"


def cell(value: object) -> str:
    """What stands in a cell: no mark of its own may end it; a space that holds two words stays."""
    return re.sub(r"[ \t\n]+", " ", str(value)).strip().replace("|", "\\|")

"""A table of texts as people read it: as HTML in a notebook, elsewhere in lines."""

from __future__ import annotations

import re
from html import escape
from io import StringIO
from typing import Literal

import pandas as pd

NUMBER = re.compile(r"[<>+-]?\d[\d.]*(?:%| points|个百分点)?")
# A pipe or a saved notebook has no width of its own.
WIDTH = 100
# Names are broken into lines of at least so many letters, and between columns there are so many.
NARROW = 16
GAP = 2
# A column with more letters in a cell holds sentences, whose lines are at least as long.
LONG = 30
PLACED = 'style="text-align: {}; vertical-align: top;{}"'


class Readable:
    """A table of texts: long ones are wrapped and none is cut, numbers stand at the right.

    Attributes
    ----------
    frame : DataFrame
        The texts, under headings in words.

    Examples
    --------
    >>> Readable(pd.DataFrame({"Year": ["2015", "2020"], "Target": ["60", "120"]}))
    Year  Target
    2015      60
    2020     120
    """

    def __init__(self, frame: pd.DataFrame, below: str = "", above: str = "") -> None:
        self.frame, self._below, self._above = frame, below, above

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        from rich.console import Console
        from rich.table import Table

        drawn = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
        widths = self._widths()
        for n, (head, width) in enumerate(zip(self.frame.columns, widths, strict=True)):
            side: Literal["left", "right"] = "right" if self._is_number(n) else "left"
            drawn.add_column(str(head), justify=side, overflow="fold", width=width)
        for row in self.frame.itertuples(index=False):
            drawn.add_row(*map(str, row))
        lines, width = StringIO(), sum(widths) + GAP * len(widths)
        plain = {"markup": False, "emoji": False, "highlight": False, "force_jupyter": False}
        Console(file=lines, width=width, **plain).print(drawn)  # type: ignore[arg-type]
        table = "\n".join(line.rstrip() for line in lines.getvalue().splitlines())
        return "\n".join(filter(None, [self._above, table, self._below]))

    def _widths(self) -> list[int]:
        """The width of each column; more columns than fit make a wider table."""
        from rich.cells import cell_len

        whole, least = [], []
        for n, head in enumerate(self.frame.columns):
            cells = [cell_len(part) for cell in self.frame.iloc[:, n] for part in cell.split("\n")]
            longest = max(cells, default=0)
            whole.append(max(longest, cell_len(str(head))))
            # No number is broken, and no word of a heading.
            kept = (
                longest if self._is_number(n) else min(longest, NARROW if longest < LONG else LONG)
            )
            least.append(max(kept, *(min(cell_len(part), NARROW) for part in f"{head} x".split())))
        room = WIDTH - GAP * len(whole) - sum(least)
        wanted = sum(whole) - sum(least)
        share = min(1.0, max(0, room) / wanted) if wanted else 0
        return [low + int((full - low) * share) for full, low in zip(whole, least, strict=True)]

    def _repr_html_(self) -> str:
        heads = [
            f'<th scope="col" {self._place(n, "th")}>{_html(head)}</th>'
            for n, head in enumerate(self.frame.columns)
        ]
        places = [self._place(n, "td") for n in range(len(heads))]
        rows = [
            "".join(f"<td {p}>{_html(cell)}</td>" for cell, p in zip(row, places, strict=True))
            for row in self.frame.itertuples(index=False)
        ]
        body = "\n".join(f"<tr>{row}</tr>" for row in rows)
        above, below = (
            f"<p>{_html(text)}</p>" if text else "" for text in (self._above, self._below)
        )
        head = f"<thead><tr>{''.join(heads)}</tr></thead>"
        return f"<div>{above}<table>\n{head}\n<tbody>\n{body}\n</tbody></table>{below}</div>"

    def _is_number(self, column: int) -> bool:
        """Whether a column holds numbers, some of which may be said in a few words."""
        cells = [str(cell) for cell in self.frame.iloc[:, column] if cell != "—"]
        numbers = sum(bool(NUMBER.fullmatch(cell)) for cell in cells)
        return bool(cells) and 2 * numbers >= len(cells) and max(map(len, cells)) < NARROW

    def _place(self, column: int, tag: str) -> str:
        if self._is_number(column):
            return PLACED.format("right", " white-space: nowrap;" * (tag == "td"))
        longest = max(map(len, map(str, self.frame.iloc[:, column])), default=0)
        return PLACED.format("left", " min-width: 16em;" * (longest > LONG))


def _html(text: object) -> str:
    return escape(str(text)).replace("\n", "<br>")

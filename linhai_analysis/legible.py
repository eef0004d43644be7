"""A table of texts as people read it: as HTML in a notebook, elsewhere in lines."""

from __future__ import annotations

import re
from html import escape
from io import StringIO
from typing import Literal

import pandas as pd

NUMBER = re.compile(r"[<>+-]?\d[\d.]*(?:%| points|个百分点)?")
# A pipe or a saved notebook has no width of its own; so many blanks stand between columns.
WIDTH, GAP = 100, 2
# A column of more letters holds names, of still more sentences; a name in code is never broken.
SHORT, NARROW, LONG = 9, 16, 30
# Two $ in a name are no formula: what a notebook looks for to leave it alone.
TEXT = "tex2jax_ignore mathjax_ignore"
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
        return self.text()

    def text(self, room: int = WIDTH) -> str:
        """Return its lines, in so many columns where it fits into them without a broken word."""
        from rich.console import Console
        from rich.table import Table

        drawn = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
        whole = [*map(self._whole, range(len(self.frame.columns)))]
        # Sentences give way first; more columns than fit make a wider table.
        for sentence in (LONG, NARROW):
            widths = [self._least(n, sentence) for n in range(len(whole))]
            if sum(widths) + GAP * len(widths) <= room:
                break
        free, wanted = room - GAP * len(widths) - sum(widths), sum(whole) - sum(widths)
        share = min(1.0, max(0, free) / wanted) if wanted else 0
        widths = [low + int((full - low) * share) for full, low in zip(whole, widths, strict=True)]
        for n, (head, width) in enumerate(zip(self.frame.columns, widths, strict=True)):
            side: Literal["left", "right"] = "right" if self._is_number(n) else "left"
            drawn.add_column(str(head), justify=side, overflow="fold", width=width)
        for row in self.frame.itertuples(index=False):
            drawn.add_row(*map(str, row))
        # Else a console of this kind shows its lines in a notebook by itself, and in colours.
        plain = dict.fromkeys(("markup", "emoji", "highlight"), False)
        plain |= {"force_jupyter": False, "force_terminal": False}
        lines = StringIO()
        width = sum(widths) + GAP * len(widths)
        Console(file=lines, width=width, **plain).print(drawn)  # type: ignore[arg-type]
        table = "\n".join(line.rstrip() for line in lines.getvalue().splitlines())
        return "\n".join(filter(None, [self._above, table, self._below]))

    def _repr_html_(self) -> str:
        count = range(len(self.frame.columns))
        heads = [self._cell("th", n, head) for n, head in enumerate(self.frame.columns)]
        rows = [
            "".join(self._cell("td", n, row[n]) for n in count)
            for row in self.frame.itertuples(index=False, name=None)
        ]
        body = "\n".join(f"<tr>{row}</tr>" for row in rows)
        above, below = (text and f"<p>{_html(text)}</p>" for text in (self._above, self._below))
        head = f"<thead><tr>{''.join(heads)}</tr></thead>"
        table = f"<table>\n{head}\n<tbody>\n{body}\n</tbody></table>"
        return f"<div class='{TEXT}'>{above}{table if heads else ''}{below}</div>"

    def _cells(self, column: int) -> list[str]:
        return [*map(str, self.frame.iloc[:, column])]

    def _is_number(self, column: int) -> bool:
        """Whether a column holds numbers, some of which may be said in a few words."""
        cells = [cell for cell in self._cells(column) if cell != "—"]
        numbers = sum(bool(NUMBER.fullmatch(cell)) for cell in cells)
        return bool(cells) and 2 * numbers >= len(cells) and max(map(len, cells)) < NARROW

    def _whole(self, column: int) -> int:
        """How wide a column is without a broken line."""
        from rich.cells import cell_len

        lines = [line for cell in self._cells(column) for line in cell.split("\n")]
        return max(map(cell_len, [*lines, str(self.frame.columns[column])]))

    def _least(self, column: int, sentence: int) -> int:
        """How wide a column is at least: no number, no name in code, no word above is broken."""
        from rich.cells import cell_len

        cells = [line for cell in self._cells(column) for line in cell.split("\n")]
        longest = max(map(cell_len, cells), default=0)
        coded = [min(len(cell), LONG) for cell in cells if re.fullmatch("[!-~]+", cell)]
        words = [min(cell_len(part), NARROW) for part in str(self.frame.columns[column]).split()]
        broken = min(longest, NARROW if longest < LONG else sentence)
        return max([longest if self._is_number(column) else broken, *coded, *words])

    def _cell(self, tag: str, column: int, text: object) -> str:
        longest = max(map(len, self._cells(column)), default=0)
        # Chinese breaks behind any character: short words stay whole, sentences have room.
        least = f" min-width: {16 if longest > LONG else 8}em;"
        if self._is_number(column):
            place = PLACED.format("right", " white-space: nowrap;" * (tag == "td"))
        else:
            place = PLACED.format("left", " white-space: nowrap;" if longest < SHORT else least)
        opened = f'{tag} scope="col"' if tag == "th" else tag
        return f"<{opened} {place}>{_html(text)}</{tag}>"


def _html(text: object) -> str:
    return escape(str(text)).replace("\n", "<br>")

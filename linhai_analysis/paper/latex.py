"""Tables of text in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from linhai_analysis.words import word

# A column is as wide as its widest cell, but no wider than this many letters, and no narrower.
WIDEST = 34
NARROWEST = 8


def latex_table(
    table: pd.DataFrame, name: str, caption: str, lang: str, cited: Sequence[str] = ()
) -> str:
    r"""Return a table of text in LaTeX, with the rules of booktabs."""
    # A hyphen before a digit is a minus, which is longer.
    shown = table.astype(str).replace(r"^-(?=\d)", "−", regex=True)
    style = shown.style.format(escape="latex").format_index(escape="latex", axis=1)
    source = ""
    if cited:
        source = f" {word('paper.sources', lang)} \\cite{{{','.join(cited)}}}."
    return style.hide(axis="index").to_latex(
        hrules=True,
        caption=escaped(caption) + source,
        label=f"tab:{name}",
        position="htbp",
        position_float="centering",
        column_format=_columns(table),
    )


def escaped(text: str) -> str:
    r"""Return text as LaTeX, escaped as the cells of the tables are.

    >>> print(escaped("R&D: 3 %"))
    R\&D: 3 \%
    """
    frame = pd.DataFrame({"text": [text]})
    body = frame.style.format(escape="latex").hide(axis="index").hide(axis="columns").to_latex()
    return body.splitlines()[1].removesuffix("\\\\").strip()


def _columns(table: pd.DataFrame) -> str:
    """Columns that fill the width of the text, each by its widest cell; numbers at the right."""
    letters = [
        min(max(NARROWEST, *map(_letters, [str(head).split()[0], *table[head]])), WIDEST)
        for head in table
    ]
    # What lies between the columns is not theirs.
    room = 1 - 0.025 * len(letters)
    formats = []
    for head, count in zip(table, letters, strict=True):
        side = "raggedleft" if all(map(_is_number, table[head])) else "raggedright"
        width = room * count / sum(letters)
        formats.append(f">{{\\{side}\\arraybackslash}}p{{{width:.3f}\\textwidth}}")
    return "".join(formats)


def _letters(text: object) -> int:
    """The room of a text in letters; a Chinese character takes that of two."""
    return sum(1 if character <= "\u2e7f" else 2 for character in str(text))


def _is_number(cell: object) -> bool:
    return re.fullmatch(r"[-–—\d., %*]*", str(cell)) is not None

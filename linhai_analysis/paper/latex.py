"""Text and tables of text in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from linhai_analysis.words import word

# A column is as wide as its widest cell, but no wider than this many letters, and no narrower.
WIDEST = 34
NARROWEST = 8
# Braces have names, because BibTeX counts them even behind a backslash.
ESCAPES = str.maketrans(
    {character: rf"\{character}" for character in "$&#_%"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
    }
)
# Two of these are another letter in print.
DOUBLED = re.compile("(?<=-)-|(?<=')'")


def escaped(text: object) -> str:
    r"""Text that LaTeX and BibTeX print as it is, in one line.

    >>> print(escaped("R&D: 3 %"), escaped("{$\\"), escaped("a--b"))
    R\&D: 3 \% \textbraceleft{}\$\textbackslash{} a-{}-b
    """
    single = DOUBLED.sub(r"{}\g<0>", str(text).translate(ESCAPES))
    return " ".join(single.split())


def citing(text: str, keys: Sequence[str], lang: str) -> str:
    r"""A sentence that ends with what it cites.

    >>> print(citing("Source:", ["A", "B"], "en"), citing("资料来源：", ["A"], "zh"))
    Source: \cite{A,B}. 资料来源：\cite{A}。
    """
    cited = f"\\cite{{{','.join(keys)}}}"
    return word("paper.citing", lang, text=escaped(text), cited=cited)


def latex_table(
    table: pd.DataFrame, name: str, caption: str, lang: str, cited: Sequence[str] = ()
) -> str:
    """A table of text in LaTeX, with the rules of booktabs."""
    source = f" {citing(word('paper.sources', lang), cited, lang)}" if cited else ""
    rows = [" & ".join(map(_cell, row)) + r" \\" for row in [table.columns, *table.to_numpy()]]
    body = "\n".join([r"\toprule", rows[0], r"\midrule", *rows[1:], r"\bottomrule"])
    return (
        "\\begin{table}[htbp]\n\\centering\n"
        f"\\caption{{{escaped(caption)}{source}}}\n\\label{{tab:{name}}}\n"
        f"\\begin{{tabular}}{{{_columns(table)}}}\n{body}\n\\end{{tabular}}\n\\end{{table}}\n"
    )


def _cell(text: object) -> str:
    """A cell; a hyphen before a digit is a minus, which is longer."""
    shown = escaped(re.sub(r"^-(?=\d)", "−", str(text)))
    # Behind the end of a row these two are arguments of it.
    return f"{{}}{shown}" if shown.startswith(("[", "*")) else shown


def _columns(table: pd.DataFrame) -> str:
    """Columns that fill the width of the text, each by its widest cell; numbers at the right."""
    columns = [(str(head), table.iloc[:, n]) for n, head in enumerate(table.columns)]
    letters = [
        min(max([NARROWEST, *map(_letters, [*head.split()[:1], *cells])]), WIDEST)
        for head, cells in columns
    ]
    # What lies between the columns is not theirs.
    room = 1 - 0.025 * len(letters)
    formats = []
    for (_, cells), count in zip(columns, letters, strict=True):
        side = "raggedleft" if all(map(_is_number, cells)) else "raggedright"
        width = room * count / sum(letters)
        formats.append(f">{{\\{side}\\arraybackslash}}p{{{width:.3f}\\textwidth}}")
    return "".join(formats)


def _letters(text: object) -> int:
    """The room of a text in letters; a Chinese character takes that of two."""
    return sum(1 if character <= "\u2e7f" else 2 for character in str(text))


def _is_number(cell: object) -> bool:
    return re.fullmatch(r"[-–—\d., %*]*", str(cell)) is not None

"""Tables as they are written, CSV and JSON: the same values give the same bytes everywhere."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.tables.cells import FORMULA
from linhai_analysis.text import numbered
from linhai_analysis.words import word


def csv_bytes(frame: pd.DataFrame, lang: str = "") -> bytes:
    r"""Return a table as CSV in UTF-8; several words in a cell are joined by "; ".

    A flag says yes or nothing, an answer that may be missing yes, no or nothing. With `lang` it is
    for people who open it in a spreadsheet: it begins with the byte-order mark without which Excel
    shows no Chinese, says yes and no in their language, and an apostrophe stands before a text
    that would be run as a formula. Programs read it without: there the text is the text. A table of
    a plan that is read again loses the apostrophe.

    >>> met = pd.array([False, None], dtype="boolean")
    >>> csv_bytes(pd.DataFrame({"main": [True, False], "met": met, "notes": [("a", "b"), ()]}))
    b'main,met,notes\nyes,no,a; b\n,,\n'
    """
    cells = {name: _written(column, lang) for name, column in frame.items()}
    shown = pd.DataFrame(cells, index=frame.index)
    text = shown.to_csv(index=False, lineterminator="\n", float_format="%.15g")
    return text.encode("utf-8-sig" if lang else "utf-8")


def _written(column: pd.Series, lang: str) -> pd.Series:
    if column.dtype == bool:
        return column.map({True: word("yes", lang or "en"), False: ""})
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column
    return column.astype(object).map(partial(_written_cell, lang), na_action="ignore")


def _written_cell(lang: str, cell: object) -> object:
    if isinstance(cell, bool | np.bool_):
        return word("yes" if cell else "no", lang or "en")
    if isinstance(cell, tuple | list):
        cell = _joined(cell, word("notes_join", lang or "en"))
    if not isinstance(cell, str):
        return cell
    guarded = f"'{cell}" if lang and FORMULA.match(cell) else cell
    # A lone carriage return would end the row when the file is read again.
    return re.sub(r"\r(?!\n)", "\n", guarded)


def _joined(cells: Iterable[object], mark: str) -> str:
    """Several words as one cell; those of a tuple inside a tuple with commas."""
    return mark.join(_joined(c, ", ") if isinstance(c, tuple | list) else str(c) for c in cells)


def json_text(content: Any) -> str:
    """JSON that a person can read too, and that holds nothing which a console would obey."""
    return numbered(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False))


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """One object a row, every digit of its numbers; null where nothing is known.

    >>> plain_rows(pd.DataFrame({"value": [1e-12, float("nan")], "notes": [("spliced",), ()]}))
    [{'value': 1e-12, 'notes': ['spliced']}, {'value': None, 'notes': []}]
    """
    rows = table.astype(object).to_dict("records")
    return [{str(key): _plain(cell) for key, cell in row.items()} for row in rows]


def _plain(cell: Any) -> Any:
    if isinstance(cell, tuple | list):
        return [_plain(part) for part in cell]
    if pd.isna(cell) or (isinstance(cell, float) and math.isinf(cell)):
        return None
    return cell

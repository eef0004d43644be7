"""Workbooks of a few sheets, and what is told where they are refused."""

from collections.abc import Collection, Mapping
from pathlib import Path

import openpyxl
import pytest

import linhai_analysis as la
from linhai_analysis.errors import DataError


def book(
    path: Path,
    formats: Mapping[str, str] | None = None,
    merged: Collection[str] = (),
    **sheets: list[list[object]],
) -> Path:
    """Write a workbook; `formats` are number formats in its first sheet, `merged` in all."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    for cell, form in (formats or {}).items():
        made.worksheets[0][cell].number_format = form
    made.save(path)
    return path


def refusal(path: Path, lang: str = "zh", **sheets: list[list[object]]) -> str:
    """What is told of a workbook that is refused."""
    with pytest.raises(DataError) as error:
        la.load_plan(book(path, **sheets))
    return error.value.text(lang)

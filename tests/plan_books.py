"""Workbooks of a few sheets, and what is told where they are refused."""

from pathlib import Path

import openpyxl
import pytest

import linhai_analysis as la
from linhai_analysis.errors import DataError


def book(path: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook of these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def refusal(path: Path, lang: str = "zh", **sheets: list[list[object]]) -> str:
    """What is told of a workbook that is refused."""
    with pytest.raises(DataError) as error:
        la.load_plan(book(path, **sheets))
    return error.value.text(lang)

"""Workbooks as LibreOffice computes them anew, whatever values they were written with."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

PROGRAM = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice (soffice) is not installed: formulas are not recalculated"
)
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def recalculated(folder: Path, books: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the workbooks, by name, with the values that LibreOffice computes."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    paths = {name: folder / f"{n}.xlsx" for n, name in enumerate(books)}
    for name, path in paths.items():
        path.write_bytes(books[name])
    out = folder / "computed"
    told = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    told += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, paths.values())]
    subprocess.run([str(PROGRAM), *told], check=True, capture_output=True, timeout=600)
    return {
        name: openpyxl.load_workbook(out / path.name, data_only=True)
        for name, path in paths.items()
    }


def formulas(book: Any) -> Iterator[Any]:
    """The cells of a workbook that hold formulas."""
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.data_type == "f")


def under(sheet: Any, head_row: int) -> list[dict[str, Any]]:
    """The numbered rows of a sheet by their headings."""
    rows = list(sheet.iter_rows(min_row=head_row, values_only=True))
    heads = [str(head) for head in rows[0]]
    return [
        dict(zip(heads, row, strict=True)) for row in rows[1:] if isinstance(row[0], int | float)
    ]

"""The document as LibreOffice prints it: letters are there, heads come again, pages are counted."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from word_reports import PICTURES, small_report

from linhai_analysis.report.word.document import document_bytes

TOOLS = ("soffice", "pdftotext", "pdffonts")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese report, printed; an empty document tells whether this LibreOffice can write."""
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("pages")
    docx.Document().save(folder / "empty.docx")
    (folder / "review.docx").write_bytes(document_bytes(small_report(), PICTURES))
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder]
    for name in ("empty", "review"):
        subprocess.run([*command, folder / f"{name}.docx"], capture_output=True, timeout=300)
        if not (folder / "empty.pdf").exists():
            pytest.skip("this LibreOffice prints no text documents; its Writer is missing")
    return folder / "review.pdf"


def printed(pdf: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return text.stdout.decode().split("\f")[:-1]


def test_pages_are_counted_but_for_the_first(pdf):
    pages = printed(pdf)
    feet = [re.findall(r"—\s*(\d+)\s*—", page) for page in pages]
    assert feet == [[], *([str(number)] for number in range(2, len(pages) + 1))]


def test_head_of_the_main_table_stands_on_each_of_its_pages(pdf):
    pages = [page for page in printed(pdf) if "滞后于预期" in page]
    assert len(pages) > 1
    assert all("备注" in page for page in pages)


def test_numbers_of_headings_and_contents_are_printed(pdf):
    pages = printed(pdf)
    assert re.search(r"一、\s*规划实施总体情况\s+（一）\s*所需增速", pages[0])
    assert re.search(r"一、\s*规划实施总体情况", pages[1])
    assert re.search(r"（一）\s*所需增速", pages[1])


def test_every_font_is_in_the_file(pdf):
    told = subprocess.run(["pdffonts", pdf], capture_output=True, check=True).stdout.decode()
    rows = told.splitlines()[2:]
    assert rows
    assert all(re.search(r"\s(\w+)\s+\w+\s+\w+\s+\d+\s+\d+$", row)[1] == "yes" for row in rows)

"""Writes all that the lesson is made into."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.lesson.documents import key_bytes, worksheet_bytes
from linhai_analysis.lesson.notebook import notebook_bytes
from linhai_analysis.lesson.page import page_bytes
from linhai_analysis.lesson.workbook import workbook_bytes
from linhai_analysis.results import check_folder, write_result
from linhai_analysis.text import visible


@checked
def write_lesson(
    out: str | PathLike[str], lang: str | None = None, seed: object = None
) -> list[Path]:
    """Write the lesson: a page, slides, a workbook, the worksheet, the teacher's key, a notebook.

    Parameters
    ----------
    out : str or Path
        Folder to write to.
    lang : str, optional
        ``"en"`` or ``"zh"``; else the language that is set. Page and slides hold both and open
        in this one.
    seed : str or int, optional
        A student's name or number, for numbers of their own; without it those of the plan. The
        notebook has those of the plan.

    Returns
    -------
    list of Path
        The files, the page first.

    Raises
    ------
    DataError
        Where the language is not known, or a file that is in the way is not ours.

    Examples
    --------
    >>> import tempfile
    >>> [path.suffix for path in write_lesson(tempfile.mkdtemp())]
    ['.html', '.html', '.xlsx', '.docx', '.docx', '.ipynb']
    """
    lang = check_language(lang)
    check_folder(str(out))
    seed = visible(seed) if isinstance(seed, str) else seed
    made = {
        "lesson.html": page_bytes(lang, seed),
        "slides.html": page_bytes(lang, seed, slides=True),
        "lesson.xlsx": workbook_bytes(lang, seed),
        "worksheet.docx": worksheet_bytes(lang, seed),
        "key.docx": key_bytes(lang, seed),
        "lesson.ipynb": notebook_bytes(lang),
    }
    return write_result(str(out), "lesson", made)

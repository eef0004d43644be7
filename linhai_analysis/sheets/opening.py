"""Opens a file by what it holds, whatever its name says: a workbook or a text of cells.

A further kind of file is one row of ``KINDS``; those that hold no table are refused, each with its
own sentence.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from linhai_analysis.errors import DataError
from linhai_analysis.filenames import shown_name
from linhai_analysis.sheets.grid import Book
from linhai_analysis.sheets.old_excel import read_old
from linhai_analysis.sheets.texts import read_text
from linhai_analysis.sheets.workbooks import read_archive
from linhai_analysis.words import say

MOST_BYTES = 100_000_000
# What Excel, WPS and LibreOffice set before the name of a file that somebody has open.
LOCKS = ("~$", ".~lock.")


def refuse(kind: str, data: bytes, file: str) -> Book:
    """Refuse a file that holds no table; its kind is in the words."""
    raise DataError(say(f"open.{kind}", file=file))


# The first bytes of each kind, and how it is read; the first row that fits counts.
KINDS: Sequence[tuple[re.Pattern[bytes], Callable[[bytes, str], Book]]] = (
    (re.compile(rb"$"), partial(refuse, "nothing")),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), read_archive),
    (re.compile(rb"\xd0\xcf\x11\xe0"), read_old),
    # Before Excel 97 a workbook was no Office file.
    (re.compile(rb"\x09[\x00\x02\x04\x08].\x00", re.DOTALL), partial(refuse, "ancient")),
    (re.compile(rb"\s*%PDF"), partial(refuse, "pdf")),
    (re.compile(rb"\{\\rtf"), partial(refuse, "word")),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL),
        partial(refuse, "image"),
    ),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ"), partial(refuse, "zip")),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*"
            rb"(?:MIME-Version:|<(?:!doctype html|html|head|meta|style|table)\b)",
            re.IGNORECASE,
        ),
        partial(refuse, "page"),
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?|!--|!DOCTYPE|[\w-]+:)"), partial(refuse, "xml")),
    (re.compile(rb'(?:\xef\xbb\xbf)?\s*[\[{]\s*["\[{]'), partial(refuse, "json")),
    (re.compile(rb""), read_text),
)


def open_book(path: str | Path) -> Book:
    """Return the sheets of a workbook or of a text file, whatever its name ends with.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Book

    Raises
    ------
    DataError
        If there is no such file, or what it holds is no table; the message says what to do.

    Examples
    --------
    >>> from linhai_analysis.data import data_dir
    >>> book = open_book(data_dir() / "raw" / "linhai_13fyp" / "geos.csv")
    >>> book.sheets[0].rows[0][:2]
    ['geo', 'name_en']
    """
    path = Path(path)
    try:
        return _opened(path)
    except MemoryError:
        raise DataError(say("open.memory", file=path.name)) from None


def _opened(path: Path) -> Book:
    data = file_bytes(path)
    for sign, read in KINDS:
        if sign.match(data):
            return read(data, shown_name(path.name))
    raise AssertionError("the last row fits everything")


def file_bytes(path: Path) -> bytes:
    """What a file holds; refuse what is none, and what is too large."""
    name = path.name or str(path)
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise DataError(say("open.folder", file=name))
        if not stat.S_ISREG(found.st_mode):
            raise DataError(say("open.device", file=name))
        if name.startswith(LOCKS):
            open_one = re.sub(r"^~\$|^\.~lock\.|#$", "", name)
            raise DataError(say("open.lock", file=name, name=open_one))
        # Some files of the system have no size, and no end.
        data = b"" if found.st_size > MOST_BYTES else _read_at_once(path)
        if (size := max(found.st_size, len(data))) > MOST_BYTES:
            told = {"size": size // 1_000_000, "most": MOST_BYTES // 10**6}
            raise DataError(say("open.size", file=name, **told))
        return data
    except DataError:
        raise
    except PermissionError:
        raise DataError(say("open.permission", file=name)) from None
    except (OSError, ValueError):
        if os.path.islink(path):
            raise DataError(say("open.dead_link", file=name)) from None
        raise DataError(say("open.no_file", file=str(path), hint=_near(path))) from None


def _read_at_once(path: Path) -> bytes:
    """What is there to be read, which is not waited for, and no more than is taken."""

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    with open(path, "rb", opener=opener) as file:
        return file.read(MOST_BYTES + 1) or b""


def _near(path: Path) -> object:
    """A file of the folder whose name is like that of one that is not there."""
    try:
        names = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        return ""
    near = difflib.get_close_matches(path.name, names, n=1)
    return say("open.near", name=near[0]) if near else ""

"""Tells a file that is broken inside as such; a defect of our own stays loud."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from linhai_analysis.errors import DataError
from linhai_analysis.words import say

# What is raised where parts of a file are cut off, changed, or contradict each other.
BROKEN: tuple[type[Exception], ...]
BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, struct.error, EOFError, OSError)
BROKEN += (AssertionError, LookupError, ArithmeticError, NotImplementedError, RecursionError)
BROKEN += (ValueError,)


@contextmanager
def damage_told(file: str, kind: str = "damaged") -> Iterator[None]:
    """Refuse a file as damaged where reading it raises what broken parts do.

    >>> with damage_told("a.xlsx"):  # doctest: +ELLIPSIS
    ...     raise KeyError("xl/workbook.xml")
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: a.xlsx is a damaged workbook; ...
    """
    try:
        yield
    except DataError:
        raise
    except BROKEN:
        # Whatever is wrong with its parts, people can do one thing about it.
        raise DataError(say(f"open.{kind}", file=file)) from None

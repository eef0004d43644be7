"""Elements of a Word document; text of users stays text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from math import fsum
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from linhai_analysis.text import visible

EDGES = " \u3000"


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the main namespace with its children; attributes are of it too.

    >>> made = element("p", element("pPr"), None)
    >>> [child.tag.rpartition("}")[2] for child in made], list(element("jc", val=1).values())
    (['pPr'], ['1'])
    """
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def clean(text: object) -> str:
    """Text that a document can hold: no control characters, line ends as one kind.

    >>> clean("a\\x07\\tb\\r\\nc")
    'a b\\nc'
    """
    # A tab would jump.
    return visible(str(text)).replace("\t", " ")


def text_parts(text: object) -> Iterator[Any]:
    """A text as what stands in a run; its lines are broken where it says so."""
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            yield element("br")
        made = element("t")
        made.text = line
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield made


def ems(text: str) -> float:
    """How wide a line is, in its own type size; a Chinese character is one.

    >>> ems("指标"), ems("2018"), ems("R&D")
    (2.0, 2.0, 2.25)
    """
    return fsum(map(_em, text))


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    if letter.isupper() or letter in "%&@":
        return 0.75
    if letter in " .,:;'|ijlt()[]":
        return 0.3
    return 0.45 if letter.islower() else 0.5

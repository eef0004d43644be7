"""Fields, bookmarks and places to fill in: what Word itself counts, looks up or offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from linhai_analysis.report.word.elements import element

# Makes the run of a text, or of elements.
Run = Callable[..., Any]


def field(code: str, shown: Sequence[Any], run: Run) -> list[Any]:
    """A field and the runs that it shows until Word works it out."""
    return [*opened(code, run), *shown, run(element("fldChar", fldCharType="end"))]


def opened(code: str, run: Run) -> list[Any]:
    """The beginning of a field."""
    told = element("instrText")
    told.text = f" {code} "
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        run(element("fldChar", fldCharType="begin")),
        run(told),
        run(element("fldChar", fldCharType="separate")),
    ]


def bookmarked(number: int, content: Iterable[Any]) -> list[Any]:
    """Content between the ends of a bookmark."""
    name = bookmark(number)
    ends = element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)
    return [ends[0], *content, ends[1]]


def bookmark(number: int) -> str:
    """The name of the bookmark of a heading, as Word writes them.

    >>> bookmark(7)
    '_Toc00000007'
    """
    return f"_Toc{number:08d}"


def to_fill_in(number: int, title: str, paragraph: Any) -> Any:
    """A paragraph that is marked whole when it is clicked, and gone once something is written."""
    return element(
        "sdt",
        element(
            "sdtPr",
            element("alias", val=title),
            element("id", val=number),
            element("temporary"),
            element("showingPlcHdr"),
        ),
        element("sdtContent", paragraph),
    )


def contents_list(number: int, paragraphs: Sequence[Any]) -> tuple[Any, Any]:
    """What a table of contents holds, which Word and WPS then offer to bring up to date."""
    gallery = element("docPartGallery", val="Table of Contents")
    part = element("docPartObj", gallery, element("docPartUnique"))
    about = element("sdtPr", element("id", val=number), part)
    return about, element("sdtContent", *paragraphs)

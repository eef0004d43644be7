"""What of a plan others may see: nothing of the indicators that its bureau keeps internal."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from linhai_analysis.bureau.named import name_id
from linhai_analysis.errors import DataError
from linhai_analysis.targets import printed_figures
from linhai_analysis.words import LANGUAGES, say

if TYPE_CHECKING:
    from linhai_analysis.plan.contents import Contents

INTERNAL = "internal"
# Texts that people write freely, and that may speak of another indicator than their row's.
FREE = ("note", "note_zh", "printed_name", "decided", "reason", "reason_zh", "title", "title_en")
TABLES = ("indicators", "targets", "observations", "scenarios", "facts", "sources", "tasks")
_LINKS = ["parent", "numerator", "denominator"]

AnyPlan = TypeVar("AnyPlan", bound="Contents")


def without_internal(plan: AnyPlan) -> AnyPlan:
    """Return the plan without its internal indicators, and without all that tells of them.

    Their targets, figures, scenarios and facts go, sources that nothing else cites, tasks and notes
    that name them. A part of an internal whole stands by itself; a quotient keeps its printed
    figures and loses its arithmetic where that would give an internal figure away.
    """
    book = plan.indicators
    hidden = book.loc[book["visibility"] == INTERNAL, "indicator"].tolist()
    if not hidden:
        return plan
    if len(hidden) == len(book):
        raise DataError(say("plan.all_internal", count=len(hidden)))
    names = _naming(book[book["visibility"] == INTERNAL], book[book["visibility"] != INTERNAL])
    tables = {name: _unseen(getattr(plan, name), hidden, names) for name in TABLES}
    tables["indicators"] = _unlinked(tables["indicators"], hidden)
    for name in ("targets", "observations"):
        tables[name] = _alone(tables[name], getattr(plan, name), hidden)
    tables["sources"] = _still_cited(plan, tables)
    read = [note for note in plan.read if not any(names(note.text(lang)) for lang in LANGUAGES)]
    read.append(say("noted.internal", count=len(hidden)))
    if gone := len(plan.tasks) - len(tables["tasks"]):
        read.append(say("noted.internal_tasks", count=gone))
    kept = set(tables["targets"]["target_id"])
    places = {name: at for name, at in plan.places.items() if name in kept}
    left_out = plan.left_out + len(hidden)
    return replace(plan, **tables, read=tuple(read), places=places, left_out=left_out)


def _naming(hidden: pd.DataFrame, shown: pd.DataFrame) -> Callable[[str], bool]:
    """Whether a text names a hidden indicator; the longer name of another one is none of it."""
    own = _names(hidden)
    longer = [one for one in _names(shown) if any(name in one for name in own)]
    # A word of letters is no part of another word.
    pattern = "|".join(
        rf"(?<![a-z\d_]){re.escape(one)}(?![a-z\d_])" if one.isascii() else re.escape(one)
        for one in own
    )

    def names(text: str) -> bool:
        plain = name_id(text).casefold()
        for one in longer:
            plain = plain.replace(one, "")
        return bool(re.search(pattern, plain))

    return names


def _names(book: pd.DataFrame) -> list[str]:
    """The codes and names of indicators, the longest first."""
    cells = book[["indicator", "name_en", "name_zh"]].to_numpy(object).ravel()
    texts = {name_id(cell).casefold() for cell in cells}
    return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)


def _unseen(
    table: pd.DataFrame, hidden: Collection[str], names: Callable[[str], bool]
) -> pd.DataFrame:
    """The rows of a table that are of no hidden indicator, without texts that name one.

    A task is nothing but text: it goes as a whole.
    """
    if "indicator" in table:
        table = table[~table["indicator"].isin(hidden)]
    if "task_id" in table:
        told = table.select_dtypes(exclude="number").map(lambda cell: names(str(cell)))
        return table[~told.any(axis=1)].reset_index(drop=True)
    free = [column for column in FREE if column in table]
    cleared = {column: table[column].mask(table[column].map(names).eq(True), "") for column in free}
    return table.assign(**cleared).reset_index(drop=True)


def _unlinked(book: pd.DataFrame, hidden: Collection[str]) -> pd.DataFrame:
    """The codebook without links to what is hidden; a quotient has both of its parts or none."""
    gone = book[_LINKS].isin(hidden)
    quotient = gone["numerator"] | gone["denominator"]
    lost = {"parent": gone["parent"], "numerator": quotient, "denominator": quotient}
    return book.assign(**{name: book[name].mask(rows, "") for name, rows in lost.items()})


def _alone(table: pd.DataFrame, before: pd.DataFrame, hidden: Collection[str]) -> pd.DataFrame:
    """A table whose printed texts, such as 2500/360, say no figure of a hidden indicator too."""
    theirs = set(before.loc[before["indicator"].isin(hidden), "printed"])
    shared = table["printed"].isin(theirs) & table["printed"].map(
        lambda text: len(printed_figures(text)) > 1
    ).eq(True)
    return table.assign(printed=table["printed"].mask(shared, ""))


def _still_cited(plan: Contents, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The sources but those that only rows cite which are not shown."""

    def cited(every: Iterable[pd.DataFrame]) -> set[str]:
        return {name for table in every if "source_id" in table for name in table["source_id"]}

    own = ("targets", "observations", "facts")
    kept = cited(tables[name] for name in own)
    gone = cited(getattr(plan, name) for name in own) - kept
    sources = tables["sources"]
    # A copy that is cited needs its original.
    gone -= set(sources.loc[sources["source_id"].isin(kept), "original"])
    return sources[~sources["source_id"].isin(gone)].reset_index(drop=True)

"""Why a printed figure is not read: a key, and the sentence that people read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.words import say, word


class UnreadError(DataError):
    """A printed figure that cannot be read; `key` names the reason in the words, ``unread.<key>``.

    >>> UnreadError("none", "-").key
    'none'
    """

    def __init__(self, key: str, printed: str) -> None:
        self.key, self.printed = key, printed
        super().__init__(say(f"unread.{key}", printed=printed))

    def __reduce__(self) -> tuple:
        return UnreadError, (self.key, self.printed)


def unread_text(key: str, printed: str, lang: str = "en") -> str:
    """The sentence that says why a printed text is not read."""
    return word(f"unread.{key}", lang, printed=printed)


def unread_reason(target: Mapping[str, Any], lang: str = "en") -> str:
    """Why a target has no number; empty where it has one, or where nothing is printed.

    >>> row = {"target_value": float("nan"), "unread": "figure", "printed": "many"}
    >>> unread_reason(row).startswith("'many' cannot be read as a figure; write the level alone")
    True
    """
    value = target["target_value"] if "target_value" in target else target["target"]
    key = target.get("unread", "")
    return unread_text(key, target["printed"], lang) if key and pd.isna(value) else ""

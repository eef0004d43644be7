"""A backtest of a user's own yearly figures, and the comparable places that are named with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.data import codebook, load_panel
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.projection import Backtest, backtest, group_name
from linhai_analysis.text import NONE, fixed, percent, text_table
from linhai_analysis.words import in_languages, say, spoken, word
from linhai_analysis.yearly.reading import Figures, read


def comparable(name: str) -> pd.DataFrame:
    """Yearly figures of many places: a panel that ships, by its name, or a file.

    >>> comparable("provinces")["geo"].nunique()
    32
    """
    return placed(read(name)) if Path(name).suffix else load_panel(name)


def placed(figures: Figures) -> pd.DataFrame:
    """The figures of a file; a series without a place of its own is one."""
    frame = figures.frame
    return frame.assign(geo=frame["geo"].where(frame["geo"] != "", frame["series"]))


def of_indicator(reference: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows that measure the same, by id or by name; all of them where they measure one thing.

    >>> of_indicator(comparable("provinces"), "专利授权量")["indicator"].unique().tolist()
    ['patents_granted']
    """
    known = reference["indicator"].unique()
    if len(known) == 1:
        return reference
    if not indicator:
        raise DataError(say("reference.unnamed", known=tuple(known)))
    book = codebook()
    named = book[book[in_languages("name")].eq(indicator).any(axis=1)]["indicator"]
    rows = reference[reference["indicator"].isin({indicator, *named})]
    if rows.empty:
        raise UnknownNameError(say("kind.reference_indicator"), indicator, known)
    return rows


def backtest_file(
    path: str | Path,
    reference: str | None = None,
    models: Sequence[str] = (),
    sheet: str | None = None,
    **options: Any,
) -> tuple[Figures, Backtest]:
    """Try the models on the series of a file, borrowing from a reference or from each other.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "firms.csv"
    >>> _ = path.write_text("year,firms\\n2013,40\\n2014,44\\n2015,50\\n")
    >>> float(backtest_file(path, models=["naive"], n=2)[1]["mase"].iloc[0])  # 6 / mean(4, 6)
    1.2
    """
    read_in = read(path, sheet=sheet)
    frame, others = placed(read_in), True if reference is None else comparable(reference)
    if reference is not None:
        parts = {one: of_indicator(others, one) for one in frame["indicator"].unique()}
        others = pd.concat([rows.assign(indicator=one) for one, rows in parts.items()])
    given: dict[str, Any] = {"models": list(models)} if models else {}
    made = backtest(frame, by=["geo", "indicator"], reference=others, **given, **options)
    return read_in, made


def backtest_tables(made: Backtest, lang: str) -> dict[str, pd.DataFrame]:
    """How each model did, and what the intervals held in each group, by their titles."""
    models = [
        [
            row["model"],
            str(row["folds"]),
            *(NONE if pd.isna(row[name]) else fixed(row[name], 2) for name in ("mase", "wis")),
            *(percent(row[name]) for name in ("cov80", "cov95")),
            str(spoken(row["note"], lang)),
        ]
        for row in made.to_dict("records")
    ]
    # The one indicator of a file without names is all of it.
    held = made.coverage.query("by != 'all' and group != '' and model.str.startswith('default')")
    wide = held.pivot_table(
        index=["by", "group", "model", "outcomes"], columns="level", values="held", sort=False
    )
    groups = [
        [str(spoken(group_name(by, group), lang)), model, str(count), *map(percent, shares)]
        for (by, group, model, count), *shares in wide.itertuples()
    ]
    keys = "model folds mase wis held80 held95 notes"
    return {
        word("section.backtest", lang): text_table(models, lang, keys),
        word("section.held", lang): text_table(groups, lang, "group model outcomes held80 held95"),
    }

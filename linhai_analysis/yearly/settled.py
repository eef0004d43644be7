"""Settles what figures say besides their numbers: flags, per cent, names that tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.sheets.values import NEGATIVE, STATUS
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.words import headings, say
from linhai_analysis.yearly.melting import position
from linhai_analysis.yearly.naming import Melt, Texts, is_total, objects
from linhai_analysis.yearly.scales import one_unit

_SHOWN = 5


def settle(melt: Melt, frame: pd.DataFrame, keep_empty: bool = False) -> pd.DataFrame:
    """The figures with statuses and units; what is wrong is added to the faults of `melt`."""
    _set_flags(melt, frame)
    _set_statuses(melt, frame)
    frame = _apart(melt, frame)
    _set_percent(melt, frame)
    frame, converted = one_unit(frame, melt.table.file, _own_units(melt, frame))
    melt.notes += converted
    _tell_left(melt)
    named = melt.reading.names[:1]
    totals = [name for name in dict.fromkeys(melt.texts(list(named))) if is_total(name)]
    if totals and named:
        melt.notes.append(say("read.totals", names=tuple(totals)))
    if keep_empty:
        return frame
    known = frame.groupby("series", sort=False)["value"].count()
    empty = list(known.index[known == 0])
    if len(empty) == len(known):
        return frame
    if empty:
        melt.notes.append(say("read.no_values", count=len(empty), series=_some(empty)))
        frame = frame[~frame["series"].isin(empty)].reset_index(drop=True)
    return frame


def _tell_left(melt: Melt) -> None:
    """Say which columns are left out, by why they are; those that tell series apart are not."""
    table, heads = melt.table, melt.table.block.heads
    for why, columns in (melt.reading.left | {"codes": table.codes}).items():
        left = tuple(heads[n] or table.place(n) for n in columns if heads[n] not in melt.apart)
        if left:
            melt.notes.append(say("read.left", columns=left, why=say(f"read.{why}")))


def _some(names: list[str]) -> tuple[str, ...]:
    """The first of many names."""
    return tuple(names[:_SHOWN]) + (("…",) if len(names) > _SHOWN else ())


def _meaning(flag: str) -> tuple[str, bool, str]:
    """The status, whether the level breaks, and what of a flag nobody knows."""
    word = flag.casefold()
    if word in STATUS:
        return (*STATUS[word], "")
    if word.strip("*") == "":
        return "", False, flag
    letters = [STATUS.get(letter) for letter in word]
    if len(word) <= 3 and all(letters):
        status = next((one[0] for one in letters if one and one[0]), "")
        return status, any(one[1] for one in letters if one), ""
    plain = headings("value.").get(flag, word.replace(" ", "_"))
    known = plain in ("final", "first_release", "preliminary", "revised", "derived")
    return (plain, False, "") if known else ("", False, flag)


def _set_flags(melt: Melt, frame: pd.DataFrame) -> None:
    """Write what stands beside numbers into the columns status, break and flag."""
    if not melt.flags:
        return
    columns = {name: frame[name].to_numpy(dtype=object, copy=True) for name in ("status", "flag")}
    broken = frame["break"].to_numpy(copy=True)
    numbers = frame["value"].to_numpy()
    first: dict[str, str] = {}
    gone = set()
    for i, value, flag in melt.flags:
        k = position(melt, i, value)
        status, breaks, unknown = _meaning(flag)
        columns["status"][k] = status or columns["status"][k]
        columns["flag"][k] = unknown or columns["flag"][k]
        broken[k] |= breaks
        if np.isnan(numbers[k]):
            gone.add(flag)
        row, column = melt.rows[i][0], melt.table.block.columns[melt.reading.values[value]]
        first.setdefault(flag, melt.table.block.sheet.cell(row, column))
    for name, values in columns.items():
        frame[name] = values
    frame["break"] = broken
    for flag, count in Counter(flag for *_, flag in melt.flags).items():
        status, breaks, unknown = _meaning(flag)
        missing = "error" if flag.endswith(("!", "/A", "?")) else "missing"
        kind = missing if flag in gone and not status else status or "kept"
        kind = "negative" if flag in NEGATIVE else kind
        means = say("read.flag_break" if breaks and not status else f"read.flag_{kind}")
        melt.notes.append(say("read.flag", flag=flag, count=count, cell=first[flag], means=means))


def _set_statuses(melt: Melt, frame: pd.DataFrame) -> None:
    """Write columns of statuses and flags of whole rows into the same columns."""
    for role in ("status", "flag"):
        columns = melt.of_role(role)
        if not columns:
            continue
        texts = melt.texts(columns)
        meanings = {text: _meaning(text) for text in set(texts) if text}
        at = {
            row + 1: meanings[text] for (row, _), text in zip(melt.rows, texts, strict=True) if text
        }
        said = [at.get(row, ("", False, "")) for row in frame["row"]]
        said_of = {"status": [one[0] for one in said], "flag": [one[2] for one in said]}
        for name, words in said_of.items():
            own = objects(words)
            frame[name] = np.where(own != "", own, frame[name].to_numpy(dtype=object))
        frame["break"] |= np.array([one[1] for one in said], dtype=bool)


def _set_percent(melt: Melt, frame: pd.DataFrame) -> None:
    """Per cent is the unit of a series whose figures all say so; some do not: a fault."""
    if not melt.percents:
        return
    marked = np.zeros(len(frame), dtype=bool)
    marked[[position(melt, i, value) for i, value in melt.percents]] = True
    value, unit = frame["value"], frame["unit"]
    in_series = frame["series"].isin(set(frame["series"][marked]))
    # Nothing is the same in any unit.
    bare = in_series & ~marked & value.notna() & (value != 0) & ~unit.str.startswith(("%", "‰"))
    for row, column, number in frame.loc[bare, ["row", "column", "value"]].itertuples(index=False):
        melt.fault(
            say("read.mixed_percent", number=f"{number:.12g}"),
            row - 1,
            melt.table.block.columns.index(column),
        )
    frame["unit"] = unit.where(~in_series | (unit != ""), "%")


def _own_units(melt: Melt, frame: pd.DataFrame) -> Texts:
    """The unit that stands behind each number."""
    own = np.full(len(frame), "", dtype=object)
    for (i, value), unit in melt.units.items():
        own[position(melt, i, value)] = unit
    return own


def _apart(melt: Melt, frame: pd.DataFrame) -> pd.DataFrame:
    """The figures with names that tell them apart; the same year twice in one series is a fault."""
    twice = frame.duplicated(["series", "year"], keep=False)
    if not twice.any():
        return frame
    affected = frame["series"].isin(set(frame["series"][twice]))
    made, names = frame, []
    for head, texts, own in _spare(melt):
        by_row = {row + 1: text for (row, _), text in zip(melt.rows, texts, strict=True)}
        added = made["row"].map(by_row)
        series = made["series"] + " " + added if head else added + " " + made["series"]
        new = series.str.strip()
        if not own and new[affected].value_counts().min() < 2:
            # Rather the year stands twice in one series than each figure has a series.
            continue
        if new[affected].nunique() > made["series"][affected].nunique():
            made = made.assign(series=made["series"].where(~affected, new))
            names += [head] if head else []
        if not made.duplicated(["series", "year"]).any():
            melt.notes += [say("read.told_apart", columns=tuple(names))] if names else []
            melt.apart += names
            return made
    return _refuse_twice(melt, frame)


def _spare(melt: Melt) -> list[tuple[str, Texts, bool]]:
    """What may tell series apart: heading, texts of the rows, and whether it is made for that."""
    table, used = melt.table, {*melt.reading.names, *melt.reading.values}
    plain = [
        n
        for n, role in enumerate(table.roles)
        if table.holds[n] == "number" and role in ("", "geo", "indicator")
    ]
    own = [*melt.of_role("code"), *melt.of_role("unit")]
    other = [*plain, *table.words, *melt.of_role("source"), *melt.of_role("beside")]
    groups = objects(table.block.groups.get(row, "") for row, _ in melt.rows)
    heads = table.block.heads
    return [
        ("", groups, True),
        *(
            (heads[n], _with_head(melt, n) if n in plain else melt.texts([n]), n in own)
            for n in dict.fromkeys([*own, *other])
            if n not in used
        ),
    ]


def _with_head(melt: Melt, column: int) -> Texts:
    """Numbers as names: Quintile 1."""
    head = melt.table.block.heads[column]
    return objects(f"{head} {text}" if text else "" for text in melt.texts([column]))


def _refuse_twice(melt: Melt, frame: pd.DataFrame) -> pd.DataFrame:
    if _refuse_heads(melt):
        return frame
    sheet = melt.table.block.sheet
    first: dict[tuple[str, int], tuple[int, int]] = {}
    cells, rows = frame[["row", "column", "series", "year"]], dict(melt.rows)
    for row, column, series, year in cells.itertuples(index=False):
        r, c = first.setdefault((series, year), (row, column))
        if (r, c) != (row, column):
            if dates := _dates(melt, rows[r - 1], rows[row - 1]):
                told = say("read.dates", first=dates[0], second=dates[1])
                melt.fault(told, row - 1, melt.reading.year_column)
                continue
            at = (
                say("read.cell", cell=sheet.cell(r - 1, c))
                if sheet.name
                else say("read.row", row=r)
            )
            told = say("read.twice", year=year, series=series, first=at)
            melt.fault(told, row - 1, melt.table.block.columns.index(column))
    return frame


def _dates(melt: Melt, *rows: Sequence[object]) -> tuple[str, ...]:
    """The days of two rows whose years are the same, where the file tells days."""
    if melt.reading.year_column < 0:
        return ()
    shown = tuple(cell_text(cells[melt.reading.year_column])[:10] for cells in rows)
    return shown if all(map(re.compile(r"\d{4}\D?\d\d?\D?\d\d?").match, shown)) else ()


def _refuse_heads(melt: Melt) -> bool:
    """Name headings that stand twice; say whether there are any."""
    block, years = melt.table.block, melt.reading.years
    first: dict[object, int] = {}
    found = len(melt.faults)
    for n in melt.reading.values if years or melt.reading.headed else ():
        key = (years[n].year, years[n].name) if years else block.heads[n]
        if (earlier := first.setdefault(key, n)) != n:
            at = block.sheet.cell(block.head_rows[-1], block.columns[earlier])
            told = (
                say("read.year_twice", year=years[n].year, first=at)
                if years
                else say("read.head_twice", head=block.heads[n], first=at)
            )
            melt.fault(told, block.head_rows[-1], n)
    return len(melt.faults) > found

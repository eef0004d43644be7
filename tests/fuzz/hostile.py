"""What nobody should hand over, and what people do: single values, cells, frames made worse."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd

SURROGATE = "\ud800"
ODD = (
    *(None, True, False, 0, -1, 1, 2, 2.5, math.nan, math.inf, -math.inf, 10**30, 10**400),
    *(1e308, -1e308, 1e-320, 2018, 2018.0, 2018.5, 20155, "20155", "2018", "", " ", "x"),
    *(SURROGATE, "a\x00b", "a" * 5000, "../x", "[/]", "$\\foo$", "{", "%s", b"x", 1 + 2j),
    *([], (), {}, set(), [None], ["x"], [math.nan], [True], {"x": 1}, {"gdp": math.nan}, [[1]]),
    *(object(), len, int, range(5), np.int64(3), np.float32("nan"), np.bool_(True)),
    *(np.array([]), np.array([1.0, 2.0]), np.array(2018), np.datetime64("2018"), pd.NA, pd.NaT),
    *(pd.Timestamp("2018-01-01"), datetime.date(2018, 1, 1), Decimal("NaN"), Fraction(1, 3)),
    *(Path("nowhere.csv"), pd.Series(dtype=float), pd.Series([1, "x"]), pd.DataFrame()),
    *(pd.DataFrame({"a": [1]}), pd.MultiIndex.from_tuples([(1, 2)]), slice(None)),
)
CELLS = (
    *("", " ", "—", "nan", "inf", "-inf", "1e999", "1e308", "-0", "0", "-1", "2.5", "20155"),
    *("2015.5", "202O", "true", "是", "x", "=1+1", "@x", SURROGATE, "\x00", "\u202e", "\ufeff"),
    *("a" * 400, "a/b", "../../x", "[/]", "[red]", "$\\foo$", "\\input{/etc/passwd}", "<b>", "&"),
    *(
        "120家",
        "翻一番",
        "增长8%",
        "≥90",
        "1,2",
        "1，200",
        "１２０",
        "12.3 b",
        "60-90",
        "年均7%左右",
    ),
    *("9" * 400, "1" + "0" * 30, "2015-12-31", "45000", "percent", "level", "increase", "rate"),
    *("linhai", "gdp", "S1", "{0}", "%(x)s", "'", '"', "\n", "\r\n", "\t", ";", "、"),
)


def odd(rng: Random) -> Any:
    """A value of any kind."""
    return rng.choice(ODD)


def odd_frame(rng: Random, frame: pd.DataFrame) -> Any:
    """A frame made worse once or twice, or something else in its place."""
    if rng.random() < 0.2:
        return odd(rng)
    for _ in range(rng.choice([1, 1, 2])):
        if len(frame.columns):
            frame = rng.choice(WORSE)(rng, frame)
    return frame


def _column(rng: Random, frame: pd.DataFrame) -> int:
    return rng.randrange(len(frame.columns))


def _dropped(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    n = _column(rng, frame)
    return frame.iloc[:, [k for k in range(len(frame.columns)) if k != n]]


def _twice(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.iloc[:, [*range(len(frame.columns)), _column(rng, frame)]]


def _cell(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    """One cell is something else, or the whole column is."""
    made, value = frame.astype(object), rng.choice(CELLS if rng.random() < 0.4 else ODD)
    rows = [rng.randrange(len(made))] if len(made) and rng.random() < 0.7 else range(len(made))
    n = _column(rng, frame)
    cells = made.iloc[:, n].tolist()
    for row in rows:
        cells[row] = value
    parts = [made.iloc[:, k] for k in range(len(made.columns))]
    column = pd.Series([None] * len(cells), made.index, dtype=object, name=parts[n].name)
    for row, cell in enumerate(cells):
        column.array[row : row + 1] = _single(cell)
    parts[n] = column
    made = pd.concat([part.reset_index(drop=True) for part in parts], axis=1)
    made.index, made.columns = frame.index, frame.columns
    return made


def _single(value: Any) -> np.ndarray:
    """An array of one object, whatever that is."""
    made = np.empty(1, dtype=object)
    made[0] = value
    return made


def _typed(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of another type."""
    made, n = frame.copy(deep=False), _column(rng, frame)
    kinds = ["category", "object", "string", "str", bool]
    try:
        new = made.iloc[:, n].astype(rng.choice(kinds))
    except (TypeError, ValueError):
        return made
    parts = [made.iloc[:, k] if k != n else new for k in range(len(made.columns))]
    return pd.concat(parts, axis=1).set_axis(frame.columns, axis=1)


def _headed(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    """Other headings: of other types, in levels, all the same."""
    heads = list(frame.columns)
    heads[_column(rng, frame)] = rng.choice([0, None, math.nan, 2018, SURROGATE, "", ("a", "b")])
    levels = pd.MultiIndex.from_product([["a"], frame.columns])
    choices = [pd.Index(heads, dtype=object), levels, range(len(heads)), ["a"] * len(heads)]
    return frame.set_axis(rng.choice(choices), axis=1)


def _rows(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows gone, twice, in another order, or labelled otherwise."""
    made = rng.choice(
        [
            frame.iloc[:0],
            frame.iloc[:1],
            pd.concat([frame, frame.iloc[:2]]),
            frame.iloc[::-1],
            frame.set_axis([0] * len(frame)),
            frame.set_axis(pd.MultiIndex.from_arrays([range(len(frame))] * 2)),
        ]
    )
    return made


def _indexed(rng: Random, frame: pd.DataFrame) -> pd.DataFrame:
    """One column as the index."""
    return frame.set_index(frame.columns[_column(rng, frame)])


WORSE = (_dropped, _twice, _cell, _cell, _cell, _typed, _headed, _rows, _indexed)


def odd_series(rng: Random, series: pd.Series) -> Any:
    """A yearly series made worse, or something else in its place."""
    values, years = series.tolist(), series.index.tolist()
    which = rng.randrange(6)
    if which == 0:
        return odd(rng)
    if which == 1:
        values[rng.randrange(len(values))] = odd(rng)
    elif which == 2:
        years[rng.randrange(len(years))] = odd(rng)
    elif which == 3:
        return odd_frame(rng, series.rename("value").rename_axis("year").reset_index())
    elif which == 4:
        kinds = ["category", "object", "string", bool, "complex", "Int64"]
        return series.astype(rng.choice(kinds))
    else:
        values = [rng.choice([0, -1, 1e308, 1e-320, math.nan, 5]) for _ in values]
    made = pd.Series(np.empty(len(values), dtype=object))
    for n, value in enumerate(values):
        made.array[n : n + 1] = _single(value)
    label = np.empty(len(years), dtype=object)
    for n, year in enumerate(years):
        label[n] = year
    return pd.Series(made.to_numpy(), pd.Index(label, dtype=object, tupleize_cols=False))

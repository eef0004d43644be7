"""Reads the printed figures of a table and fills in what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError, Fault, FaultAt, bad_cell, reason_of
from linhai_analysis.names import choice_said
from linhai_analysis.targets.bases import facet
from linhai_analysis.targets.figures import Figure, read_figures
from linhai_analysis.targets.named import by_name
from linhai_analysis.targets.units import in_unit, measured_in
from linhai_analysis.targets.unread import UnreadError
from linhai_analysis.targets.vocabulary import A_CHANGE
from linhai_analysis.words import say

# What of the codebook decides how a figure is read, beside the unit.
CODEBOOK = ("kind", "better", "counted")
NAMES = ("name_en", "name_zh")


def read_printed(
    text: str,
    unit: str,
    part: str = "",
    number: float = math.nan,
    names: Sequence[str] = (),
    basis: str = "",
    **codebook: str,
) -> Figure:
    """Read a printed cell in the unit of its indicator; `codebook` holds its kind, better, counted.

    What the name says of it counts unless another `basis` is stated.

    >>> read_printed("2500/360", "piece", part="2").value
    360.0
    >>> read_printed("〔3〕", "%", kind="share").basis
    'point_change'
    """
    plain = read_figures(text, names)
    named = [by_name(figure, unit, names, **codebook) for figure in plain]
    pairs = list(zip(plain, named, strict=True))
    meant = [new if basis in ("", new.basis) else old for old, new in pairs]
    read = [in_unit(figure, unit, names=names, **codebook) for figure in meant]
    figures = [_unambiguous(figure, unit, names) for figure in read]
    if part:
        if int(part) > len(figures):
            raise DataError(bad_cell(text, say("printed.no_part", part=part)))
        return figures[int(part) - 1]
    if not math.isnan(number):
        agreeing = [
            figure
            for figure, (old, new) in zip(figures, pairs, strict=True)
            # 14 beside 14 of what is a fall by 14 %.
            if math.isclose(figure.value, number)
            or (figure.basis == new.basis and math.isclose(old.value, number))
        ]
        if not agreeing:
            seen = tuple(f"{figure.value:g}" for figure in figures)
            said = say("printed.another", seen=seen, said=number)
            raise DataError(bad_cell(text, said))
        return agreeing[0]
    if len(figures) > 1:
        raise UnreadError("several", text)
    return figures[0]


def _unambiguous(figure: Figure, unit: str, names: Sequence[str]) -> Figure:
    """Refuse what of this indicator may mean per cent as well as percentage points."""
    is_change = any(map(A_CHANGE.search, names))
    if is_change and figure.total and figure.basis == "point_change":
        # 〔15〕 of 单位GDP能耗降低: by 15 per cent, or the rate by 15 points?
        raise UnreadError("bracket", figure.text)
    if not is_change and figure.loose and figure.unit == measured_in(unit) == "%":
        # 提高5% of 科技进步贡献率: from 60 % to 63 % or to 65 %?
        raise UnreadError("points_or_percent", figure.text)
    return figure


def printed_text(cell: object) -> str:
    """What a cell prints, without blanks around it; empty where it prints nothing."""
    return cell.strip() if isinstance(cell, str) else ""


def read_column(
    table: pd.DataFrame, indicators: pd.DataFrame, at: FaultAt
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the column ``printed`` of a table.

    The column `unread` holds the key of the reason where a cell cannot be read. What is read and
    contradicts another cell is a fault.
    """
    codebook = indicators.set_index("indicator").to_dict("index")
    rows: list[tuple] = []
    faults: list[Fault] = []
    for i, row in table.iterrows():
        rows.append((math.nan, math.nan, "", "", ""))
        printed = printed_text(row["printed"])
        if row["indicator"] not in codebook:
            continue
        about = codebook[row["indicator"]]
        names = [str(name) for name in (row.get("printed_name"), *map(about.get, NAMES)) if name]
        known = {name: str(about[name]) for name in CODEBOOK if name in about}
        part, number = str(row.get("part", "")), float(row.get("target", math.nan))
        basis = str(row.get("basis", ""))
        if not printed:
            rows[-1] = _bare(row, about["unit"], names, known)
            continue
        try:
            figure = read_printed(printed, about["unit"], part, number, names, basis, **known)
            _check_years(figure, row)
        except UnreadError as error:
            rows[-1] = (math.nan, math.nan, "", "", error.key)
            continue
        except DataError as error:
            faults.append(at(reason_of(error), int(str(i)), "printed"))
            continue
        high = math.nan if figure.high is None else figure.high
        rows[-1] = figure.value, high, figure.basis, figure.relation, ""
    columns = ["value", "high", "basis", "relation", "unread"]
    return pd.DataFrame(rows, index=table.index, columns=columns), faults


def _bare(row: pd.Series, unit: str, names: Sequence[str], about: Mapping[str, str]) -> tuple:
    """What the name makes of a number beside which nothing is stated; nothing where none."""
    number, high = (float(row.get(name, math.nan)) for name in ("target", "target_high"))
    own = Figure("", number, None if math.isnan(high) else high)
    figure = by_name(own, unit, names, **about)
    stated = any(row.get(name, "") for name in ("basis", "relation"))
    if stated or math.isnan(number) or figure == own:
        return (math.nan, math.nan, "", "", "")
    return figure.value, math.nan if figure.high is None else figure.high, figure.basis, "", ""


def unread_faults(table: pd.DataFrame, at: FaultAt) -> list[Fault]:
    """A fault for each cell that is not read, where all of them have to be."""
    unread = table[table["unread"] != ""]
    return [
        at(say(f"unread.{key}", printed=printed), int(i), "printed")
        for i, key, printed in unread[["unread", "printed"]].itertuples()
    ]


def _check_years(figure: Figure, row: pd.Series) -> None:
    """Refuse a row whose columns give other years than its words."""
    base, end = row.get("base_year", 0), row.get("target_year", 0)
    if figure.base_year and base and figure.base_year != base:
        years = say("printed.base_year", year=figure.base_year, base=base)
    elif figure.target_year and end and figure.target_year != end:
        years = say("printed.target_year", year=figure.target_year, end=end)
    elif figure.years and base and end and figure.years != end - base:
        span = {"base": base, "end": end, "years": end - base}
        years = say("printed.years", said=figure.years, **span)
    else:
        return
    raise DataError(bad_cell(figure.text, years))


def _shown(cell: object) -> object:
    """A cell of a column in the words of the reader."""
    return choice_said(cell) if isinstance(cell, str) else cell


def _disagreements(table: pd.DataFrame, read: pd.DataFrame, at: FaultAt) -> list[Fault]:
    """Faults where a cell that is filled in says something else than what is printed."""
    faults = []
    pairs = {"target_high": "high", "basis": "basis", "relation": "relation"}
    for column, seen in pairs.items():
        given = table[column]
        both = given.notna() & (given != "") & read[seen].notna() & (read[seen] != "")
        for i in table.index[both & (given != read[seen]) & read["value"].notna()]:
            said = {"read": _shown(read.loc[i, seen]), "said": _shown(given[i])}
            printed = table.loc[i, "printed"]
            faults.append(at(bad_cell(printed, say("printed.differs", **said)), int(i), column))
    return faults


def complete_targets(
    targets: pd.DataFrame, indicators: pd.DataFrame, at: FaultAt
) -> tuple[pd.DataFrame, list[Fault]]:
    """Fill ``target, target_high, basis, relation`` from ``printed`` and the codebook.

    Two columns are added that no file has: ``unread``, the key of the reason where ``printed``
    cannot be read, else empty, and ``row``, where the target stands in its file.
    """
    read, faults = read_column(targets, indicators, at)
    better = targets["indicator"].map(indicators.set_index("indicator")["better"])
    # What a bare number means is said by the name; what is printed has the number's own value.
    named = read["basis"].ne("") & targets["printed"].map(printed_text).eq("")
    filled = targets.assign(
        target=read["value"].fillna(targets["target"]),
        target_high=targets["target_high"].mask(named).fillna(read["high"]),
        basis=_first_word(targets["basis"], read["basis"], "level"),
        unread=read["unread"],
        row=[at("", int(label)).row for label in targets.index],
    )
    signed = facet(filled["basis"], "signed").eq(True)
    falls = better.eq("down") | (signed & (filled["target"] < 0))
    bare = np.where(filled["target_high"].notna(), "range", np.where(falls, "at_most", "at_least"))
    relation = _first_word(targets["relation"], read["relation"], pd.Series(bare, targets.index))
    return filled.assign(relation=relation), faults + _disagreements(targets, read, at)


def _first_word(given: pd.Series, read: pd.Series, default: pd.Series | str) -> pd.Series:
    return given.where(given != "", read.where(read != "", default))

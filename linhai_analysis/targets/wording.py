"""Targets as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.targets.bases import BASES, INDEX_BASE
from linhai_analysis.targets.figures import Figure, read_figures
from linhai_analysis.targets.printed import printed_text
from linhai_analysis.targets.unread import UnreadError
from linhai_analysis.text import NONE, number, percent, with_unit
from linhai_analysis.words import known, speaks, unit_word, word

# Printings that agree in these, and in their base year, are one target.
SAME_TARGET = ["indicator", "target_year", "target_value", "target_high", "basis"]


def target_text(target: Mapping[str, Any], lang: str = "en", unit: str = "%") -> str:
    """Return a target as people read it: a number, a range, a rate, a multiple.

    A change of what is no percentage is said in its own `unit`, not in points. Where there is no
    number, it is what the plan prints, and so is a multiple where that is of the language.

    >>> target_text({"target_value": 0.08, "target_high": float("nan"), "basis": "growth_rate"})
    '8% growth a year'
    >>> older = {"target_value": 1.0, "target_high": float("nan"), "basis": "point_change"}
    >>> target_text(older, "zh", "岁"), target_text(older, "zh")
    ('提高1岁', '提高1个百分点')
    >>> twice = older | {"target_value": 2.0, "basis": "multiple", "printed": "翻一番以上"}
    >>> target_text(twice, "zh"), target_text(twice)
    ('翻一番以上', '2 times')
    """
    value = target["target_value"] if "target_value" in target else target["target"]
    ends = [end for end in (value, target["target_high"]) if not pd.isna(end)]
    printed = printed_text(target.get("printed"))
    if not ends:
        return printed or NONE
    if is_as_printed(target, lang):
        return printed
    basis, key = BASES[target["basis"]], target["basis"]
    if basis.signed and max(ends) < 0:
        key, ends = f"{key}.fall", [-end for end in reversed(ends)]
    if not any(ends) and known(f"basis.{key}.zero"):
        key = f"{key}.zero"
    if basis.fraction:
        ends = [end * 100 for end in ends]
    shown = "-".join(f"{end:.10g}" for end in ends)
    if unit != "%" and known(f"basis.{key}.unit"):
        own = with_unit(shown, unit_word(unit, lang), lang)
        return word(f"basis.{key}.unit", lang, value=own)
    return word(f"basis.{key}", lang, value=shown)


def is_as_printed(target: Mapping[str, Any], lang: str) -> bool:
    """Whether a target is shown in the words of the plan: a multiple, alone in its cell.

    >>> row = {"basis": "multiple", "printed": "翻一番"}
    >>> is_as_printed(row, "zh"), is_as_printed(row, "en")
    (True, False)
    """
    printed = printed_text(target.get("printed"))
    alone = target["basis"] == "multiple" and len(printed_figures(printed)) == 1
    return alone and speaks(printed, lang)


def target_with_unit(target: Mapping[str, Any], lang: str, unit: str) -> str:
    """Return a target as people read it, with its unit where it is stated in that.

    >>> row = {"target_value": 120.0, "target_high": float("nan"), "basis": "level"}
    >>> target_with_unit(row, "zh", "家"), target_with_unit(row | {"basis": "multiple"}, "zh", "家")
    ('120家', '120倍')
    """
    text = target_text(target, lang, unit)
    return with_unit(text, unit, lang) if BASES[target["basis"]].in_unit else text


def base_text(row: Mapping[str, Any], lang: str) -> str:
    """The value that a growth starts from, in words where it is no figure.

    An assumed one says so, with the range that it may lie in; an index says that it is one, or its
    change so far.

    >>> row = {"quantity": "level", "base_value": 50.0, "basis": "level", "assumed": True}
    >>> base_text(row | {"base_low": 45.0, "base_high": 55.0}, "en")
    '50 (45–55, assumed)'
    >>> index = row | {"quantity": "index", "basis": "growth_rate"}
    >>> [base_text(index | {"base_value": base}, "en") for base in (100.0, 95.9)]
    ['base year = 100', '-4.10%']
    """
    value = row["base_value"]
    if row["quantity"] == "index":
        return word("index_base", lang) if value == INDEX_BASE else index_change(value)
    if value == 0 and (BASES[row["basis"]].from_zero or row["quantity"] == "sum"):
        return word("from_zero", lang)
    if not row.get("assumed", False):
        return number(value)
    if pd.isna(row.get("base_low")):
        return f"{number(value)} {word('assumed', lang)}"
    ends = {end: number(row[f"base_{end}"]) for end in ("low", "high")}
    return word("assumed.range", lang, value=number(value), **ends)


def index_change(index: float) -> str:
    """The change since the base year of an index, with its sign.

    >>> index_change(104.1), index_change(95.9)
    ('+4.10%', '-4.10%')
    """
    change = percent(index / INDEX_BASE - 1, 2)
    return f"+{change}" if index > INDEX_BASE else change


def stated_relation(printed: object, target: float) -> str:
    """Return the relation that the printed words state; empty for a bare figure, or for none.

    >>> stated_relation("4.5%以上", 4.5), stated_relation("2500/360", 360), stated_relation("", 1)
    ('at_least', '', '')
    """
    figure = _meant(printed, target)
    return figure.form if figure else ""


def approximate(target: Mapping[str, Any]) -> str:
    """The note of a target that is printed as about its figure; empty for another.

    >>> approximate({"relation": "about"})
    'about'
    >>> approximate({"relation": "at_most", "printed": "控制在3%左右", "target_value": 3.0})
    'about_limit'
    """
    if target["relation"] == "about":
        return "about"
    figure = _meant(target.get("printed"), target["target_value"])
    return "about_limit" if figure and figure.about else ""


def is_bare_change(target: Mapping[str, Any]) -> bool:
    """Whether a target is a rise or fall that only by rule is that of all years of its plan.

    >>> row = {"basis": "cumulative_change", "target": 0.1}
    >>> [is_bare_change(row | {"printed": text}) for text in ("增长10%", "累计增长10%")]
    [True, False]
    """
    figure = _meant(target.get("printed"), target["target"])
    return bool(figure and figure.bare and target["basis"] == figure.basis)


def printed_notes(target: dict[str, Any]) -> tuple[str, ...]:
    """The notes of how the words of a target are read."""
    near = approximate(target)
    bare = is_bare_change(target | {"target": target["target_value"]})
    return (*([near] if near else []), *(["bare_change"] if bare else []))


def printed_figures(printed: object) -> list[Figure]:
    """The figures that a cell prints; none where nothing is printed or it cannot be read.

    >>> [figure.value for figure in printed_figures("2500/360")], printed_figures("许多")
    ([2500.0, 360.0], [])
    """
    text = printed_text(printed)
    try:
        return read_figures(text) if text else []
    except UnreadError:
        return []


def _meant(printed: object, target: float) -> Figure | None:
    """The printed figure that a target stands for."""
    figures = printed_figures(printed)
    return next((figure for figure in figures if figure.value == target), next(iter(figures), None))


def distinct_targets(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each distinct target of an indicator, in the order of `table`.

    With ``places``; ``readings``, how many targets the indicator has; and ``starts``, from how many
    base years this very one is stated.

    >>> table = pd.DataFrame({"indicator": "a", "target_year": 2020, "basis": "level",
    ...     "target_value": [1.0, 1.0, 2.0], "place": ["table 1", "2.3", "3.1"]})
    >>> distinct_targets(table)[["places", "readings"]].values.tolist()
    [[['table 1', '2.3'], 2], [['3.1'], 2]]
    """
    told = next((name for name in ("printed", "reason") if name in table), "")
    own: list[Any] = []
    if told and "target_value" in table:
        # What is not read is told apart by what is printed, which the reason holds too.
        own.append(table[told].where(table["target_value"].isna(), ""))
    columns = [*(table[name] for name in SAME_TARGET if name in table), *own]
    cells = zip(*([None if pd.isna(c) else c for c in one] for one in columns), strict=True)
    years = table["base_year"] if "base_year" in table else [None] * len(table)
    keys = list(zip(cells, years, strict=True))
    starts: dict[tuple, set] = {}
    places: dict[tuple, list[str]] = {}
    first: dict[tuple, int] = {}
    for at, (key, place) in enumerate(zip(keys, table["place"], strict=True)):
        first.setdefault(key, at)
        starts.setdefault(key[0], set()).add(key[1])
        places.setdefault(key, []).extend([place] if place else [])
    rows = table.iloc[list(first.values())]
    return rows.assign(
        starts=[len(starts[cells]) for cells, _ in places],
        places=pd.Series(list(places.values()), index=rows.index, dtype=object),
        readings=rows.groupby("indicator")["indicator"].transform("size"),
    )

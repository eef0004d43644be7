"""What comparable places achieved: growth over windows of years, level breaks marked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from linhai_analysis.arguments import check_whole, checked, require_columns
from linhai_analysis.data import codebook, load_panel, place_names, plain_place
from linhai_analysis.growth import cagr, linear_pace
from linhai_analysis.plan import Plan, quotients
from linhai_analysis.projection.likeness import LEAST_SAME
from linhai_analysis.projection.reference import read_reference
from linhai_analysis.series import check_columns, long_panel, read_panel, without_suspects
from linhai_analysis.targets import TOLERANCE
from linhai_analysis.targets.units import measured_in
from linhai_analysis.words import in_languages
from linhai_analysis.yearly.naming import is_total

# A numerator over its quotient, as R&D over its share of GDP, is the denominator that was meant.
# Where that falls by a fifth or more from one year to the next, the accounts were revised, not the
# economy lost: three provinces fall by 23 to 25 %, the next one by 17 % (Heilongjiang 2019).
FALL = 0.2
# The panels that ship as reference classes, the one whose places are nearest to a county first.
SHIPPED = ("cities", "provinces")
OWN = "places"
# What a unit may begin with and still count the same: 万件 are 件.
SCALES = "十百千万亿"
NAMES = ("geo", *in_languages("name"))
COLUMNS = [*NAMES, "start", "end", "start_value", "end_value", "growth", "change", "broken"]


def provinces() -> pd.DataFrame:
    """Return the 31 provinces: the reference class where the caller brings none."""
    return shipped_class("provinces")


@cache
def shipped_class(name: str) -> pd.DataFrame:
    """Return the places of a panel that ships, without the nation and without suspect figures.

    >>> shipped_class("cities")["geo"].nunique()
    271
    """
    return peers(read_class(load_panel(name)))


def class_of(indicator: str, own: pd.DataFrame | None = None) -> tuple[str, pd.DataFrame]:
    """Return the class that an indicator is compared with, and its name.

    It is the caller's own where there is one, else the nearest that ships and reports it; the
    provinces where none does.

    >>> class_of("fiscal_st_share")[0], class_of("rd_gdp_ratio")[0], class_of("nothing")[0]
    ('cities', 'provinces', 'provinces')
    """
    if own is not None:
        return OWN, own
    found = (name for name in SHIPPED if indicator in shipped_rows(name))
    name = next(found, SHIPPED[-1])
    return name, shipped_class(name)


@cache
def shipped_rows(name: str) -> Mapping[str, pd.DataFrame]:
    """Return the rows of each indicator that a shipped class reports."""
    return dict(iter(shipped_class(name).groupby("indicator", sort=False)))


def has_scope(here: pd.DataFrame) -> bool:
    """Whether the figures of a class have a scope of their own, as all levels of government."""
    return "scope" in here and bool(here["scope"].fillna("").ne("").any())


def other_unit(here: pd.DataFrame, unit: str, of_any_scale: bool = False) -> str:
    """Return the other unit that a class reports an indicator in; empty where there is none.

    >>> here = pd.DataFrame({"unit": ["100 million CNY"]})
    >>> other_unit(here, "亿元"), other_unit(here, "万元"), other_unit(here, "%")
    ('', '100 million CNY', '100 million CNY')
    >>> other_unit(here, "万元", of_any_scale=True)
    ''
    """
    if not unit or "unit" not in here:
        return ""
    letters = SCALES if of_any_scale else ""
    own = measured_in(unit).lstrip(letters)
    units = [one for one in here["unit"].fillna("").unique() if one]
    return min((one for one in units if measured_in(one).lstrip(letters) != own), default="")


def read_peers(reference: pd.DataFrame | None) -> pd.DataFrame:
    """Return the places whose path can be followed: a class, or the provinces and the nation."""
    return load_panel("provinces") if reference is None else read_class(reference)


def read_class(reference: pd.DataFrame | None) -> pd.DataFrame:
    """Check a reference class; the provinces where there is none."""
    if reference is None:
        return provinces()
    reference = long_panel(reference, ["geo", "indicator"])
    check_columns(reference, ["geo", "indicator"], "reference")
    # A sheet read from CSV has numbers for codes.
    coded = reference.assign(geo=reference["geo"].astype(str)).reset_index(drop=True)
    rows = _one_vintage(without_suspects(coded))
    panel = read_panel(rows, ["geo", "indicator"], what="reference")
    read = {"year": panel.years, "value": panel.values, "break": panel.breaks}
    return _named(rows.iloc[panel.rows].assign(**read).sort_index())


def _one_vintage(reference: pd.DataFrame) -> pd.DataFrame:
    """Without revised and derived figures, but of indicators that have no others."""
    if "status" not in reference:
        return reference
    first = ~reference["status"].isin(["revised", "derived"])
    return reference[first | ~first.groupby(reference["indicator"]).transform("any")]


def _named(known: pd.DataFrame) -> pd.DataFrame:
    """With both names: where one is missing the other, else the code."""
    given = [name for name in in_languages("name") if name in known]
    names = {name: known[name].replace("", pd.NA) for name in given}
    filled = {}
    for name in in_languages("name"):
        text = names.get(name, pd.Series(pd.NA, known.index, dtype="str"))
        for other in names.values():
            text = text.fillna(other)
        filled[name] = text.fillna(known["geo"]).astype(str)
    return known.assign(**filled)


def peers(known: pd.DataFrame, *own: str) -> pd.DataFrame:
    """Return the places other than `own`, named by code or name, than the nation and totals.

    >>> peers(pd.DataFrame({"geo": ["331082", "临海市", "中国", "330000"]}), "Linhai")["geo"].item()
    '330000'
    """
    left_out = place_names().union(*map(place_names, own))
    places = known[[name for name in NAMES if name in known]].drop_duplicates()
    named = places.map(plain_place)
    # Of a table without rows pandas makes texts, whatever is asked of each cell.
    no_peer = named.isin(left_out) | named.map(is_total).astype(bool)
    found = places.loc[no_peer.any(axis=1), "geo"]
    return known[~known["geo"].isin(found)]


def peers_of(plan: Plan, known: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a class for a plan: without its own place and the nation, and what only values tell.

    A place that has the very figures of the plan's own place is that one under another name.
    """
    known = peers(known, *plan.own_names)
    hidden: set[str] = set()
    ours = set(plan.indicators["indicator"])
    for indicator, rows in known.groupby("indicator", sort=False):
        if indicator in ours and len(own := plan.series(str(indicator))) >= LEAST_SAME:
            # A place is told by its figures of before a break, too.
            siblings = read_reference(rows.drop(columns="break", errors="ignore"))
            same = siblings.same(own.index.to_numpy(), own.to_numpy(float))
            hidden |= {str(geo) for geo in siblings.wide.index[same]}
    return known[~known["geo"].isin(hidden)], tuple(sorted(hidden))


@checked
def reference_growth(
    indicator: str,
    years: int = 5,
    reference: pd.DataFrame | None = None,
    indicators: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the growth of every place over every window of so many years.

    Parameters
    ----------
    indicator : str
    years : int
        Length of the windows.
    reference : DataFrame, optional
        Columns ``geo, indicator, year, value`` and, where there are any, ``name_en, name_zh,
        break, suspect``: the user's own class, for example of counties. A figure that is marked as
        suspect does not count. Where left out, the nearest class that ships and reports the
        indicator: the cities, else the 31 provinces.
    indicators : DataFrame, optional
        A codebook: its quotients tell level breaks too, beside those of the shipped plans.

    Returns
    -------
    DataFrame
        One row a place and window: ``geo, name_en, name_zh, start, end, start_value, end_value,
        growth`` (compound, a fraction a year; NaN where there is none), ``change`` (unit a year),
        ``broken`` (whether there is a level break after its start: one that is marked, or a fall of
        the denominator that a quotient implies by a fifth or more).

    Raises
    ------
    DataError
        As for a class that is no frame, lacks a column or has a year twice; where `years` is not a
        whole number above 0.

    Examples
    --------
    >>> sheet = pd.DataFrame({"geo": "a", "indicator": "firms", "year": [2015, 2017],
    ...     "value": [100.0, 121.0]})
    >>> made = reference_growth("firms", 2, sheet)
    >>> round(made["growth"].item(), 10), made["change"].item()
    (0.1, 10.5)
    """
    years = check_whole("years", years, 1)
    if indicators is not None:
        require_columns(indicators, ("indicator",))
    _, known = class_of(indicator, None if reference is None else read_class(reference))
    return windows_in(known, indicator, years, indicators)


def windows_in(
    known: pd.DataFrame, indicator: str, years: int, indicators: pd.DataFrame | None
) -> pd.DataFrame:
    """The same in a class that is read already."""
    own = known[known["indicator"] == indicator]
    start = own[[*NAMES, "year", "value"]].rename(columns={"year": "start", "value": "start_value"})
    end = own[["geo", "year", "value"]].rename(columns={"year": "end", "value": "end_value"})
    windows = start.assign(end=start["start"] + years).merge(end, on=["geo", "end"])
    if windows.empty:
        return windows.assign(growth=0.0, change=0.0, broken=False)[COLUMNS]
    ends = (windows["start_value"], windows["end_value"], years)
    windows = windows.assign(growth=cagr(*ends), change=linear_pace(*ends), broken=False)
    for geo, year in level_breaks(known, indicator, indicators):
        # In the year of the break the new level begins: a window from there on is sound.
        inside = (windows["geo"] == geo) & (windows["start"] < year) & (year <= windows["end"])
        windows["broken"] |= inside
    return windows.sort_values(["start", "geo"], ignore_index=True)[COLUMNS]


def level_breaks(
    known: pd.DataFrame, indicator: str, indicators: pd.DataFrame | None = None
) -> list[tuple[str, int]]:
    """Return place and year of each figure that is not comparable with the one before.

    >>> level_breaks(provinces(), "rd_gdp_ratio")
    [('120000', 2019), ('210000', 2016), ('220000', 2019)]
    """
    own = known[known["indicator"] == indicator]
    found = set()
    if "break" in own:
        marked = own[own["break"]]
        found |= set(zip(marked["geo"], marked["year"], strict=True))
    books = [codebook()] if indicators is None else [codebook(), indicators]
    tied = [one for book in books for one in quotients(book[book["indicator"] == indicator])]
    for numerator in dict.fromkeys(one.numerator for one in tied):
        above = known[known["indicator"] == numerator]
        implied = (
            above.set_index(["geo", "year"])["value"] / own.set_index(["geo", "year"])["value"]
        )
        # Over a missing year too: the last known level is the one to compare with.
        step = implied.dropna().sort_index().groupby(level="geo").pct_change()
        found |= set(step[step <= -FALL + TOLERANCE].index)
    return sorted((str(geo), int(year)) for geo, year in found)

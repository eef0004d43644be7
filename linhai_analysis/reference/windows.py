"""What comparable places achieved: growth over windows of years, level breaks marked."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.growth import cagr, linear_pace
from linhai_analysis.plan import load_panel
from linhai_analysis.projection.series import read_values, read_years
from linhai_analysis.words import LANGUAGES

NATION = "100000"
NEEDED = ("geo", "indicator", "year", "value")
# R&D over its share of GDP is the GDP that was meant. Where that falls by a fifth or more from one
# year to the next, the accounts were revised, not the economy lost.
NUMERATORS = {"rd_gdp_ratio": "rd_expenditure"}
FALL = 0.2
COLUMNS = [
    "geo",
    "name_en",
    "name_zh",
    "start",
    "end",
    "start_value",
    "end_value",
    "growth",
    "change",
    "broken",
]


def provinces() -> pd.DataFrame:
    """Return the 31 provinces: the reference class where the caller brings none.

    Examples
    --------
    >>> provinces()["geo"].nunique()
    31
    """
    panel = load_panel("provinces")
    return panel[panel["geo"] != NATION]


def read_class(reference: pd.DataFrame | None) -> pd.DataFrame:
    """Check a reference class; the provinces where there is none.

    Parameters
    ----------
    reference : DataFrame, optional
        Columns ``geo, indicator, year, value`` and, where there are any, ``name_en, name_zh, break,
        status``. Revised and derived figures are left out.

    Raises
    ------
    DataError
        Where it is no frame, a column is missing, or a year stands twice.

    Examples
    --------
    >>> read_class(pd.DataFrame({"geo": ["a"], "indicator": "firms", "year": 2015}))
    Traceback (most recent call last):
    ...
    linhai_analysis.errors.DataError: the reference needs the columns geo, indicator, year, value; \
value missing
    """
    if reference is None:
        return provinces()
    if not isinstance(reference, pd.DataFrame):
        raise DataError(
            f"the reference is a {type(reference).__name__}; it needs to be a DataFrame"
        )
    if missing := [name for name in NEEDED if name not in reference]:
        raise DataError(
            f"the reference needs the columns {', '.join(NEEDED)}; {', '.join(missing)} missing"
        )
    years = read_years(pd.Index(reference["year"]))
    reference = reference.assign(year=years, value=read_values(reference["value"], years))
    if "status" in reference:
        reference = reference[~reference["status"].isin(["revised", "derived"])]
    known = reference[reference["value"].notna()]
    again = known[known.duplicated(["geo", "indicator", "year"])]
    if len(again):
        row = again.iloc[0]
        raise DataError(
            f"the reference has {row['indicator']} of {row['geo']} twice in {row['year']}"
        )
    names = {f"name_{lang}": known["geo"].astype(str) for lang in LANGUAGES}
    missing_names = {name: text for name, text in names.items() if name not in known}
    return known.assign(**missing_names)


def reference_growth(
    indicator: str, years: int = 5, reference: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the growth of every place over every window of so many years.

    Parameters
    ----------
    indicator : str
    years : int
        Length of the windows.
    reference : DataFrame, optional
        Columns ``geo, indicator, year, value`` and, where there are any, ``name_en, name_zh,
        break``: the user's own class, for example of counties. The 31 provinces where left out.

    Returns
    -------
    DataFrame
        One row a place and window: ``geo, name_en, name_zh, start, end, start_value, end_value,
        growth`` (compound, a fraction a year; NaN where there is none), ``change`` (unit a year),
        ``broken`` (whether there is a level break after its start).

    Raises
    ------
    DataError
        As for a class that is no frame, lacks a column or has a year twice.

    Examples
    --------
    >>> sheet = pd.DataFrame({"geo": "a", "indicator": "firms", "year": [2015, 2017],
    ...     "value": [100.0, 121.0]})
    >>> made = reference_growth("firms", 2, sheet)
    >>> round(made["growth"].item(), 10), made["change"].item()
    (0.1, 10.5)
    """
    if years < 1:
        raise DataError(f"years={years!r}; a window needs one year or more")
    known = read_class(reference)
    own = known[known["indicator"] == indicator]
    names = ["geo", "name_en", "name_zh"]
    start = own[[*names, "year", "value"]].rename(columns={"year": "start", "value": "start_value"})
    end = own[["geo", "year", "value"]].rename(columns={"year": "end", "value": "end_value"})
    windows = start.assign(end=start["start"] + years).merge(end, on=["geo", "end"])
    if windows.empty:
        return windows.assign(growth=0.0, change=0.0, broken=False)[COLUMNS]
    ends = (windows["start_value"], windows["end_value"], years)
    windows = windows.assign(growth=cagr(*ends), change=linear_pace(*ends), broken=False)
    for geo, year in level_breaks(known, indicator):
        inside = (windows["geo"] == geo) & (windows["start"] < year) & (year <= windows["end"])
        windows["broken"] |= inside
    return windows.sort_values(["start", "geo"], ignore_index=True)[COLUMNS]


def level_breaks(known: pd.DataFrame, indicator: str) -> list[tuple[str, int]]:
    """Return place and year of each figure that is not comparable with the one before.

    Those that are marked, and of a ratio those whose implied denominator falls by a fifth or more.

    Examples
    --------
    >>> level_breaks(provinces(), "rd_gdp_ratio")
    [('120000', 2019), ('210000', 2016), ('220000', 2019)]
    """
    own = known[known["indicator"] == indicator]
    found = set()
    if "break" in own:
        marked = own[own["break"].eq(True)]
        found |= set(zip(marked["geo"], marked["year"], strict=True))
    if indicator in NUMERATORS:
        above = known[known["indicator"] == NUMERATORS[indicator]]
        implied = (
            above.set_index(["geo", "year"])["value"] / own.set_index(["geo", "year"])["value"]
        )
        step = implied.unstack("geo").sort_index().pct_change(fill_method=None)
        falls = step.stack()
        found |= {(geo, year) for year, geo in falls[falls <= -FALL].index}
    return sorted((str(geo), int(year)) for geo, year in found)

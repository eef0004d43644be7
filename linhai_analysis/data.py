"""The data that come with the package: where they are found, and the panels among them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd

from linhai_analysis.arguments import checked
from linhai_analysis.bureau import read_csv
from linhai_analysis.errors import FaultsError, UnknownNameError
from linhai_analysis.series import read_breaks
from linhai_analysis.tables import Origin, check_table
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.words import alternatives, in_languages, say

# What stands behind the name of a place and says what kind of place it is.
KIND_OF_PLACE = re.compile(
    r"(?<=..)(?:(?:壮族|回族|维吾尔)?自治区|省|市|县|区)$"
    r"| (?:province|municipality|city|county|district|autonomous region)$"
)
PACKAGE = Path(__file__).resolve().parent


def data_dir(package: Path = PACKAGE) -> Path:
    """Return the folder that holds ``raw/`` and ``processed/``.

    >>> (data_dir() / "raw" / "sources.csv").is_file()
    True
    """
    for place in (package / "data", package.parent / "data"):
        if (place / "raw").is_dir():
            return place
    raise FileNotFoundError(
        say("data.lacking", inside=package / "data", beside=package.parent / "data")
    )


def shipped_plans() -> list[str]:
    """Return the names of the plans that come with the package.

    >>> "linhai_13fyp" in shipped_plans()
    True
    """
    return sorted(path.parent.name for path in data_dir().glob("raw/*/figures.csv"))


@checked
def load_panel(name: str = "provinces") -> pd.DataFrame:
    """Open a table of yearly figures that comes with the package.

    Parameters
    ----------
    name : str
        ``"provinces"``: 31 provinces and the nation, 10 indicators, mostly 2010-2023.
        ``"cities"``: science and technology in the fiscal expenditure of 271 cities, 2009-2019, all
        levels of government of a prefecture together.
        ``"long_series"``: four long series for teaching, 1985-2022. ``"linhai"``: every yearly
        figure found for Linhai and for a neighbouring county. ``"china"``: outcomes of the
        national plan.

    Returns
    -------
    DataFrame
        Columns of the table observations, ``name_en, name_zh`` of the place, and ``suspect``: a
        figure that is probably a misprint. It stays in the panel, and is left out wherever the
        panel serves as a reference class.

    Raises
    ------
    UnknownNameError
        Where there is no such table.

    Examples
    --------
    >>> panel = load_panel("provinces")
    >>> panel["geo"].nunique()  # 31 provinces and the nation
    32
    >>> cities = load_panel("cities")
    >>> len(cities), int(cities["suspect"].sum())
    (2981, 10)
    """
    folder = data_dir() / "raw" / "observations"
    known = [path.stem for path in folder.glob("*.csv")]
    if name not in known:
        raise UnknownNameError(say("kind.panel"), name, known)
    # A caller may write into its own.
    return _panel(folder / f"{name}.csv").copy(deep=False)


@cache
def _panel(path: Path) -> pd.DataFrame:
    """A panel that lies in a file of ours, checked once: a review asks for it many times."""
    raw = read_csv(path)
    panel = _sound(raw, "observations", path.name)
    # Of a shipped panel only: the table observations of a plan has no such column.
    marks = read_breaks(raw["suspect"]) if "suspect" in raw else False
    return (
        panel.assign(suspect=marks)
        .merge(_geos(), on="geo", how="left")
        .fillna(dict.fromkeys(in_languages("name"), ""))
    )


@cache
def plain_place(name: object) -> str:
    """A name of a place as names are compared: without what kind of place it is, in small letters.

    >>> plain_place(" Zhejiang Province"), plain_place("浙江省"), plain_place(330000.0)
    ('zhejiang', '浙江', '330000')
    """
    text = " ".join(unicodedata.normalize("NFKC", cell_text(name)).casefold().split())
    return KIND_OF_PLACE.sub("", text)


@cache
def place_names(place: object = "") -> frozenset[str]:
    """Return code and names of a place that the package knows; of the nation for no place.

    They are written as `plain_place` writes names.

    >>> sorted(place_names("浙江省")), sorted(place_names("A")), "100000" in place_names()
    (['330000', 'zhejiang', '浙江'], ['a'], True)
    """
    name, known = plain_place(place), _geos().map(plain_place)
    # The first row of the places is the nation, as that of a plan is its own place.
    nation = {*known.iloc[0], *map(plain_place, alternatives("nation"))}
    if not name or name in nation:
        return frozenset(nation)
    return frozenset({name, *known[known.eq(name).any(axis=1)].to_numpy(object).ravel()})


@cache
def codebook() -> pd.DataFrame:
    """Return the codebooks of the shipped plans: what the ids of the panels mean.

    >>> {"rd_gdp_ratio", "gdp", "pct_applications"} <= set(codebook()["indicator"])
    True
    """
    paths = sorted((data_dir() / "raw").glob("*/indicators.csv"))
    return pd.concat([_checked(path, "indicators") for path in paths], ignore_index=True)


@cache
def shipped_sources() -> pd.DataFrame:
    """Return the sources of all that ships.

    >>> {"LH_PLAN135", "CN01"} <= set(shipped_sources()["source_id"])
    True
    """
    return _checked(data_dir() / "raw" / "sources.csv", "sources")


@cache
def _geos() -> pd.DataFrame:
    return _checked(data_dir() / "raw" / "geos.csv", "geos")


def _checked(path: Path, table: str) -> pd.DataFrame:
    return _sound(read_csv(path), table, path.name)


def _sound(raw: pd.DataFrame, table: str, file: str) -> pd.DataFrame:
    """A table of ours, checked; a fault in it is one of the package."""
    frame, faults = check_table(raw, table, Origin(file))
    if faults:
        raise FaultsError(faults)
    return frame

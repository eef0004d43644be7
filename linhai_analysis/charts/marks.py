"""What several charts draw: labels, names of rows, years, intervals, entries of a legend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pandas as pd

from linhai_analysis.charts.colours import grey
from linhai_analysis.charts.style import Axes
from linhai_analysis.errors import UnknownNameError
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import in_force_first
from linhai_analysis.targets import distinct_targets
from linhai_analysis.text import brackets, significant
from linhai_analysis.words import LANGUAGES, Sentence, listed, places_text, word

if TYPE_CHECKING:
    from linhai_analysis.charts.sheet import Sheet

# So many are named of what a chart leaves out.
NAMED = 5
# Figures beside the one that a series holds, by their key in its attrs.
BESIDE = ("others", "revised")


def own_rows(frame: pd.DataFrame, indicator: str, what: Sentence) -> pd.DataFrame:
    """Return the rows of one indicator, or say which ones there are."""
    rows = frame[frame["indicator"] == indicator]
    if rows.empty:
        raise UnknownNameError(what, indicator, set(frame["indicator"]))
    return rows


def distinct(growth: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each distinct printed value, the main one first.

    >>> from linhai_analysis import load_plan, required_growth
    >>> rows = distinct(required_growth(load_plan()))
    >>> rows.loc[rows["readings"] == 2, "target_value"].tolist()
    [2500.0, 3300.0]
    """
    rows = distinct_targets(in_force_first(growth))
    return rows.assign(first=~rows.duplicated("indicator"))


def name_and_unit(plan: Plan, indicator: str, lang: str) -> str:
    """Return the name of an indicator and its unit in brackets."""
    return plan.label(indicator, lang) + brackets(plan.unit(indicator, lang), lang)


def computed(plan: Plan, indicator: str, value: float) -> str:
    """Return what was computed with the decimals of the codebook, else with four digits.

    >>> from linhai_analysis import load_plan
    >>> computed(load_plan(), "rd_gdp_ratio", 2.30123)
    '2.30'
    """
    stated = int(plan.about(indicator)["decimals"]) >= 0
    return plan.figure(indicator, value) if stated else significant(value, 4)


def with_places(plan: Plan, row: Mapping[str, Any], lang: str) -> str:
    """Return a target and, below it, where the plan prints it; its base year where that tells."""
    text = plan.target_text(row, lang)
    told = (places_of(row["places"], lang), base_year(row, lang))
    return f"{text}\n{listed(told, lang)}".strip()


def reading(row: Mapping[str, Any], lang: str) -> str:
    """Return what tells one of several readings from the others: its place, and its base year."""
    place = places_of(row["places"][:1], lang) if row["readings"] > 1 else ""
    return listed((place, base_year(row, lang)), lang)


def places_of(places: Iterable[str], lang: str, rows: bool = False) -> str:
    """Return places in a plan, each on one line.

    >>> places_of(["table 1 row 5", "3.8.1"], "en")
    'table\xa01, section\xa03.8.1'
    """
    return re.sub(r"(?<=\w) (?=\d)", "\xa0", places_text(places, lang, rows))


def base_year(row: Mapping[str, Any], lang: str) -> str:
    """Return the base year of a target that is stated from several."""
    return word("turns.base_year", lang, year=row["base_year"]) if row["starts"] > 1 else ""


def period(rows: pd.DataFrame, lang: str) -> str:
    """The years of targets, from the first base to the last target, for a title."""
    years = rows[["base_year", "target_year"]]
    if years.empty:
        return ""
    start, end = int(years["base_year"].min()), int(years["target_year"].max())
    return word("years", lang, start=start, end=end)


def said(name: str, text: str, lang: str) -> str:
    """A name and what is said of it."""
    return word("said", lang, name=name, text=text)


def left_out(plan: Plan, rows: pd.DataFrame, lang: str) -> str:
    """The indicators of rows that a chart does not show, in one sentence."""
    return "" if rows.empty else word("left_out", lang, listed=by_reason(plan, rows, lang))


def by_reason(plan: Plan, rows: pd.DataFrame, lang: str) -> str:
    """The indicators of rows by their reason; the first few of each named."""
    join, parts = word("places_join", lang), []
    for reason, own in rows.groupby("reason", sort=False):
        names = named(plan, own["indicator"].unique(), lang, join)
        parts.append(f"{reason}{brackets(names, lang)}")
    return word("notes_join", lang).join(parts)


def named(plan: Plan, indicators: Sequence[str], lang: str, join: str) -> str:
    """Indicators by name, the first few of many."""
    names = [plan.label(name, lang) for name in indicators]
    more = word("names_more", lang, count=len(names) - NAMED) if len(names) > NAMED else ""
    return join.join(names[:NAMED]) + more


def sentences(parts: Iterable[str], lang: str) -> str:
    """Sentences after each other."""
    return ("" if LANGUAGES[lang].han else " ").join(filter(None, parts))


def extremes(key: str, ends: Sequence[str], lang: str) -> str:
    """What is said of the first and the last of several; of one alone nothing but what it is."""
    return word(key if len(ends) > 1 else "alt.only", lang, ends=listed(ends, lang))


def sources_of(series: pd.Series) -> set[str]:
    """Return the sources of the figures of a series, and of those drawn beside them."""
    sources = series.attrs.get("sources", {})
    found = {sources[year] for year in series.index if year in sources}
    for name in BESIDE:
        for year, figures in series.attrs.get(name, {}).items():
            found |= {one.source_id for one in figures if year in series.index}
    return found - {""}


def beside(
    ax: Axes, text: str, at: tuple[float, float], shift: tuple[float, float] = (8, 0), **look: Any
) -> None:
    """Write a text so many points beside a mark."""
    given: dict[str, Any] = {"va": "center", "fontsize": "small"} | look
    ax.annotate(text, at, xytext=shift, textcoords="offset points", **given)


def rows_of_lines(
    sheet: Sheet, ax: Axes, names: Sequence[str], texts: Sequence[Sequence[str]]
) -> list[list[float]]:
    """Name rows, each with several texts below each other at its right; return where these are."""
    texts = [[sheet.beside(text) for text in own] for own in texts]
    counts = [[text.count("\n") + 1 for text in own] for own in texts]
    middles = sheet.rows(ax, names, least=[sum(own) for own in counts])
    places = []
    for y, own, lines in zip(middles, texts, counts, strict=True):
        ends = accumulate(lines, initial=y - sum(lines) / 2)
        places.append([top + count / 2 for top, count in zip(ends, lines, strict=False)])
        for at, text in zip(places[-1], own, strict=True):
            sheet.write_beside(ax, at, text)
    look: dict[str, Any] = {"color": grey(0.2), "lw": sheet.pt(0.8), "zorder": 0}
    ax.hlines(edges(middles)[1:-1], 0, 1, transform=ax.get_yaxis_transform(), **look)
    return places


def edges(middles: Iterable[float]) -> list[float]:
    """The edges of rows of a sheet, from the top.

    >>> edges([1, 3.5])
    [0.0, 2.0, 5.0]
    """
    found = [0.0]
    for y in middles:
        found.append(2 * y - found[-1])
    return found


def whole_years(ax: Axes, start: int, end: int, left: float, right: float) -> None:
    """Whole years on the axis, the last one named, with room at both sides in shares of it."""
    ax.set_xticks(range(end, start - 1, (start - end) // 8 or -1))
    ax.set_xticks(range(start, end + 1), minor=True)
    length = end - start or 1
    ax.set_xlim(start - left * length, end + right * length)


def intervals(
    ax: Axes, frame: pd.DataFrame, levels: Iterable[float], colour: Any, key: str, lang: str
) -> None:
    """Each interval of a frame as a band, the widest one the palest."""
    for level, shade in zip(sorted(levels, reverse=True), (0.22, 0.35), strict=False):
        low, high = (frame[f"{end}{100 * level:g}"] for end in ("lo", "hi"))
        label = word(key, lang, level=f"{level:.0%}")
        ax.fill_between(frame["year"], low, high, color=colour, alpha=shade, lw=0, label=label)


def handles(looks: Mapping[str, Mapping[str, Any]], lang: str, **facts: Any) -> list:
    """Return entries of a legend by the keys of their words, which may name `facts`."""
    from matplotlib.lines import Line2D

    return [Line2D([], [], label=word(key, lang, **facts), **look) for key, look in looks.items()]

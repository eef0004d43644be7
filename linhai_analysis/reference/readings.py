"""How demanding a target is: how many comparable places grew faster, or stood at its level."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth import aims, required_growth
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.growth.gaps import last_figure
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.reference.levels import (
    has_level,
    level_counts,
    level_statement,
    level_years,
    no_level,
)
from linhai_analysis.reference.places import holds
from linhai_analysis.reference.windows import (
    OWN,
    class_of,
    has_scope,
    other_unit,
    peers_of,
    read_class,
    shipped_class,
    windows_in,
)
from linhai_analysis.targets import TOLERANCE
from linhai_analysis.words import unit_word, word

ABOUT = ["target_id", "indicator", "base_year", "target_year", "required", "way"]
COUNTED = ["start", "end", "windows", "faster", "faster_high", "places"]
UNBROKEN = ["faster_unbroken", "places_unbroken"]
REACHED = ["reached", "reached_province", "places_province"]
COLUMNS = [*ABOUT, "reading", "reference", *COUNTED, "broken", *UNBROKEN, *REACHED]
COLUMNS += ["statement", "caveat", "notes", "reason"]


@checked
def ambition(
    plan: PlanLike,
    reference: pd.DataFrame | None = None,
    lang: str | None = None,
    baselines: Baselines = None,
    year: int | None = None,
) -> pd.DataFrame:
    """Return how many comparable places grew faster than each target requires, or were there.

    Counts, not probabilities and no ranks: overlapping windows are not independent, and cities and
    provinces are larger than a county. Each indicator is compared with the nearest class that ships
    and reports it: the cities, else the provinces. The province and the prefecture that the plan's
    own place belongs to stay in the class, and a note says so.

    Three readings are of growth: what was known when the plan was written (the window that ends in
    its base year), the plan's own years, and all windows of that length. Where lower is better, the
    places that fell faster are counted. Two are of the level, and need no baseline: how many places
    stood at the target's level in the base year, and in the latest year, neither after the review
    nor after the target year, that at least half of the places report. Only shares, ratios and
    indices have them: other levels hang on the size of a place.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    reference : DataFrame, optional
        As in :func:`reference_growth`: the user's own class. The plan's own place and the nation
        are left out, by code or name, in English or Chinese; so is a place with the very figures of
        the plan's own one, in four common years or more, which is noted.
    lang : {"en", "zh"}, optional
        Of the sentences.
    baselines : mapping of str to float, optional
        Assumed base values by indicator, as in :func:`~linhai_analysis.required_growth`.
    year : int, optional
        Of the review; the last year with a figure of a target where left out.

    Returns
    -------
    DataFrame
        One row a printed target and reading: ``target_id, indicator, base_year, target_year,
        required`` and its ``way`` (compound: a fraction a year; linear: unit a year), ``reading``
        (known_then, plan_years, all_windows, level_base, level_latest), ``reference`` (the class:
        cities, provinces, or places for the user's own), ``start, end`` (of the window, NA for
        several; of a level its year), ``windows`` (how many), ``faster`` (places that grew faster;
        of all windows the fewest), ``faster_high`` (the most), ``places`` (of all windows the
        fewest), ``broken`` (tuple of the names of places with a level break inside),
        ``faster_unbroken, places_unbroken`` (without these), ``reached`` (places that met the
        target's level), ``reached_province, places_province`` (the same of the own province),
        ``statement, caveat`` (what the plan says of the class), ``notes`` (tuple: class_scope, the
        class reports another scope; holds_own, it holds the own province or prefecture;
        place_in_reference, it holds the plan's own figures under another name, which are left out)
        and ``reason``.

    Raises
    ------
    DataError
        As :func:`reference_growth` and :func:`~linhai_analysis.required_growth`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> table = ambition(load_plan()).set_index(["target_id", "reading"])
    >>> print(table.loc[("invention_patents_granted.t1", "known_then"), "statement"])
    31 of 31 provinces grew faster in 2010-2015
    >>> print(table.loc[("fiscal_st_share.t1", "level_latest"), "statement"])
    22 of 270 cities, 3 of the 11 of Zhejiang, reached 4.5% in 2018
    """
    plan = load_plan(plan)
    lang = check_language(lang)
    until = last_figure(plan) if year is None else year
    own = None if reference is None else read_class(reference)

    @cache
    def windows(name: str, indicator: str, years: int) -> pd.DataFrame:
        return windows_in(others_in(name)[0], indicator, years, plan.indicators)

    @cache
    def others_in(name: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
        return peers_of(plan, shipped_class(name) if own is None else own)

    @cache
    def reported(name: str) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
        known = others_in(name)[0]
        return known.iloc[:0], dict(iter(known.groupby("indicator", sort=False)))

    stated = aims(plan, baselines).set_index("target_id")[["aim", "sense"]].to_dict("index")
    rows: list[dict[str, Any]] = []
    for target in required_growth(plan, baselines, lang).to_dict("records"):
        target |= stated[target["target_id"]] | _asked(plan, target)
        name, _ = class_of(target["indicator"], own)
        hidden, (nowhere, each) = bool(others_in(name)[1]), reported(name)
        here = each.get(target["indicator"], nowhere)
        target |= {"reference": name}
        target |= _about_class(plan, name, here, hidden, target["indicator"], lang)
        none, unit = _no_class(plan, here, target, lang), _other_unit(plan, here, target, lang)
        # A rate is the same in every unit; a change or a level is not.
        why = none or (unit if target["way"] == "linear" else "")
        counts, why = (pd.DataFrame(), why) if why else _counted(windows, target, lang)
        rows += _readings(counts, target | {"reason": why}, lang)
        if has_level(plan, target["indicator"]):
            why = none or unit or no_level(target, lang)
            rows += _levels(plan, here, target | {"reason": why}, until, lang)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype(dict.fromkeys([*COUNTED, *UNBROKEN, *REACHED], "Int64"))


def _asked(plan: Plan, target: dict[str, Any]) -> dict[str, Any]:
    """The growth that a target requires, in the way that is natural for its kind."""
    way = target["natural"]
    required = target["required_cagr" if way == "compound" else "required_per_year"]
    down = plan.about(target["indicator"])["better"] == "down"
    return {"way": way, "required": required, "down": down}


def _about_class(
    plan: Plan, name: str, here: pd.DataFrame, hidden: bool, indicator: str, lang: str
) -> dict[str, Any]:
    """What to know of a class before counting in it."""
    scoped, caveat = has_scope(here), ""
    if scoped and name != OWN:
        told = plan.fact_rows("class_scope", indicator)[f"caveat_{lang}"]
        caveat = next(filter(None, told), "")
    found = {
        "class_scope": scoped,
        "holds_own": holds(here["geo"], plan.geo).any(),
        "place_in_reference": hidden,
    }
    return {
        "caveat": caveat,
        "notes": tuple(note for note, applies in found.items() if applies),
    }


def _no_class(plan: Plan, here: pd.DataFrame, target: dict[str, Any], lang: str) -> str:
    """Why no class reports the indicator; empty where one does."""
    if len(here):
        return ""
    # The plan may say why the places that ship do not report it.
    told = plan.fact_rows("no_class", target["indicator"])[f"statement_{lang}"]
    own = next(filter(None, told), "") if target["reference"] != OWN else ""
    return own or word("no_class.none", lang)


def _other_unit(plan: Plan, here: pd.DataFrame, target: dict[str, Any], lang: str) -> str:
    """Which other unit the class reports the indicator in; empty where there is none."""
    other = other_unit(here, plan.about(target["indicator"])["unit"])
    return word("no_class.unit", lang, unit=unit_word(other, lang)) if other else ""


def _counted(
    windows_of: Callable[..., pd.DataFrame], target: dict[str, Any], lang: str
) -> tuple[pd.DataFrame, str]:
    """One row a window with its counts, or the reason why there are none."""
    indicator, required = target["indicator"], target["required"]
    if target["quantity"] not in ("level", "each"):
        return pd.DataFrame(), word("no_class.basis", lang)
    if pd.isna(required):
        return pd.DataFrame(), target["reason"]
    windows = windows_of(target["reference"], indicator, target["years"])
    measure = windows["growth" if target["way"] == "compound" else "change"]
    beyond = required - measure if target["down"] else measure - required
    # What equals the requirement is not faster, in whichever digit floats end.
    windows = windows.assign(faster=beyond > TOLERANCE)[measure.notna()]
    if windows.empty:
        return pd.DataFrame(), word("no_class.window", lang, years=target["years"])
    return counts_by_window(windows, lang), ""


def counts_by_window(windows: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return how many places grew faster in each window.

    >>> windows = pd.DataFrame({"geo": ["a", "b"], "name_en": ["A", "B"], "start": 2015,
    ...     "end": 2020, "faster": [True, True], "broken": [False, True]})
    >>> counts_by_window(windows)[["faster", "places", "broken", "faster_unbroken"]].values.tolist()
    [[2, 2, ['B'], 1]]
    """
    sound, named = ~windows["broken"], windows[f"name_{lang}"].where(windows["broken"])
    marked = windows.assign(sound=sound, both=sound & windows["faster"], named=named)
    groups = marked.groupby(["start", "end"])
    counts = groups[["faster", "both", "sound"]].sum()
    made = counts.assign(
        places=groups.size(), broken=[list(names.dropna()) for _, names in groups["named"]]
    )
    told = {"both": "faster_unbroken", "sound": "places_unbroken"}
    return made.rename(columns=told).reset_index()


def _readings(counts: pd.DataFrame, target: dict[str, Any], lang: str) -> Iterator[dict[str, Any]]:
    """The three readings of the growth that one target requires."""
    years, base = target["years"], target["base_year"]
    starts = {"known_then": base - years, "plan_years": base, "all_windows": None}
    for reading, start in starts.items():
        row = target | {"reading": reading, "windows": 0, "broken": (), "statement": ""}
        found = counts if start is None or counts.empty else counts[counts["start"] == start]
        if len(found):
            row |= _summed(found)
            row["statement"] = _statement(row, lang)
        elif not row["reason"]:
            row["reason"] = word("no_class.start", lang, start=start, end=start + years)
        yield row


def _levels(
    plan: Plan, here: pd.DataFrame, target: dict[str, Any], until: int, lang: str
) -> Iterator[dict[str, Any]]:
    """The two readings of the level that one target aims at."""
    last = min(until, target["target_year"])
    for reading, year in level_years(here, target["base_year"], last).items():
        row = target | {"reading": reading, "windows": 0, "broken": (), "statement": ""}
        at = here[here["year"] == year]
        if len(at) and not row["reason"]:
            row |= {"end": year} | level_counts(at, plan.geo, target)
            row["statement"] = level_statement(plan, row, _places(row, lang), lang)
        elif not row["reason"]:
            row["reason"] = word("no_class.year", lang, year=year or last)
        yield row


def _summed(found: pd.DataFrame) -> dict[str, Any]:
    """The fewest and the most of the windows; the years where it is only one."""
    counted = ["faster", "places", "faster_unbroken", "places_unbroken"]
    row = {name: found[name].min() for name in counted}
    row |= {f"{name}_high": found[name].max() for name in counted}
    names = dict.fromkeys(name for window in found["broken"] for name in window)
    row |= {"windows": len(found), "broken": tuple(names)}
    return row | (found.iloc[0][["start", "end"]].to_dict() if len(found) == 1 else {})


def _statement(row: dict[str, Any], lang: str) -> str:
    several = row["windows"] > 1
    way = ".down" if row["down"] else ".linear" if row["way"] == "linear" else ""
    text = word(
        f"ambition.{'all' if several else 'one'}{way}",
        lang,
        **{name: row.get(name) for name in ("faster", "faster_high", "start", "end", "windows")},
        places=_places(row, lang),
    )
    if row["broken"]:
        text += word(
            "ambition.broken.all" if several else "ambition.broken",
            lang,
            names=word("places_join", lang).join(row["broken"]),
            faster=row["faster_unbroken"],
            faster_high=row["faster_unbroken_high"],
            places=_span(row, "places_unbroken"),
        )
    return text


def _places(row: dict[str, Any], lang: str) -> str:
    """How many places of which class."""
    return word(f"ambition.{row['reference']}", lang, count=_span(row, "places"))


def _span(row: dict[str, Any], name: str) -> str:
    """One number where all windows have as many, else the fewest and the most."""
    low, high = row[name], row.get(f"{name}_high", row[name])
    return f"{low}" if low == high else f"{low}-{high}"

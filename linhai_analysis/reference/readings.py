"""How demanding a target is: how many comparable places grew faster than it requires."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from linhai_analysis.growth import required_growth
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.reference.windows import peers_of, reference_growth
from linhai_analysis.targets import BASES, TOLERANCE
from linhai_analysis.words import check_language, word

ABOUT = ["target_id", "indicator", "base_year", "target_year", "required", "way"]
COUNTED = ["start", "end", "windows", "faster", "faster_high", "places"]
UNBROKEN = ["faster_unbroken", "places_unbroken"]
COLUMNS = [*ABOUT, "reading", *COUNTED, "broken", *UNBROKEN, "statement", "reason", "notes"]


def ambition(
    plan: PlanLike, reference: pd.DataFrame | None = None, lang: str = "en"
) -> pd.DataFrame:
    """Return how many comparable places grew faster than each target requires.

    Counts, not probabilities: overlapping windows are not independent, and provinces are larger
    than a county. Three readings: what was known when the plan was written (the window that ends in
    its base year), the plan's own years, and all windows of that length. Where lower is better, the
    places that fell faster are counted.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    reference : DataFrame, optional
        As in :func:`reference_growth`: the user's own class. The plan's own place and the nation
        are left out, by code or name, in English or Chinese; so is a place with the very figures of
        the plan's own one, in four common years or more, which is noted.
    lang : {"en", "zh"}
        Of the sentences.

    Returns
    -------
    DataFrame
        One row a printed target and reading: ``target_id, indicator, base_year, target_year,
        required`` and its ``way`` (compound: a fraction a year; linear: unit a year), ``reading``
        (known_then, plan_years, all_windows), ``start, end`` (of the window, NA for several),
        ``windows`` (how many), ``faster`` (places that grew faster; of all windows the fewest),
        ``faster_high`` (the most), ``places`` (of all windows the fewest), ``broken`` (tuple
        of the names of places with a level break inside), ``faster_unbroken, places_unbroken``
        (without these), ``statement, reason`` and ``notes`` (tuple: place_in_reference, the class
        holds the plan's own figures under another name).

    Raises
    ------
    DataError
        As :func:`reference_growth`.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> table = ambition(load_plan()).set_index(["target_id", "reading"])
    >>> print(table.loc[("invention_patents_granted.t1", "known_then"), "statement"])
    31 of 31 provinces grew faster in 2010-2015
    """
    plan = load_plan(plan)
    check_language(lang)
    known, hidden = peers_of(plan, reference)
    what = "provinces" if reference is None else "places"
    rows: list[dict[str, Any]] = []
    for target in required_growth(plan, lang=lang).to_dict("records"):
        way = target["natural"]
        target["required"] = target["required_cagr" if way == "compound" else "required_per_year"]
        target["notes"] = ("place_in_reference",) if hidden else ()
        target |= {"way": way, "down": plan.indicator(target["indicator"])["better"] == "down"}
        counts, reason = _counted(plan, known, target, what, lang)
        rows += _readings(counts, target | {"reason": reason}, what, lang)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype(dict.fromkeys([*COUNTED, *UNBROKEN], "Int64"))


def _counted(
    plan: Plan, known: pd.DataFrame, target: dict[str, Any], what: str, lang: str
) -> tuple[pd.DataFrame, str]:
    """One row a window with its counts, or the reason why there are none."""
    indicator, required = target["indicator"], target["required"]
    if not (known["indicator"] == indicator).any():
        # The plan may say why the provinces do not report it.
        told = plan.fact_rows("no_class", indicator)[f"statement_{lang}"]
        own = next(filter(None, told), "") if what == "provinces" else ""
        return pd.DataFrame(), own or word("no_class.none", lang)
    if BASES[target["basis"]].quantity != "level":
        return pd.DataFrame(), word("no_class.basis", lang)
    if pd.isna(required):
        return pd.DataFrame(), target["reason"]
    windows = reference_growth(indicator, target["years"], known, plan.indicators)
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
    return marked.groupby(["start", "end"], as_index=False).agg(
        faster=("faster", "sum"),
        places=("faster", "size"),
        broken=("named", lambda names: names.dropna().tolist()),
        faster_unbroken=("both", "sum"),
        places_unbroken=("sound", "sum"),
    )


def _readings(
    counts: pd.DataFrame, target: dict[str, Any], what: str, lang: str
) -> Iterator[dict[str, Any]]:
    """The three readings of one target."""
    years, base = target["years"], target["base_year"]
    starts = {"known_then": base - years, "plan_years": base, "all_windows": None}
    for reading, start in starts.items():
        row = target | {"reading": reading, "windows": 0, "broken": (), "statement": ""}
        found = counts if start is None or counts.empty else counts[counts["start"] == start]
        if len(found):
            row |= _summed(found)
            row["statement"] = _statement(row, what, lang)
        elif not row["reason"]:
            row["reason"] = word("no_class.start", lang, start=start, end=start + years)
        yield row


def _summed(found: pd.DataFrame) -> dict[str, Any]:
    """The fewest and the most of the windows; the years where it is only one."""
    counted = ["faster", "places", "faster_unbroken", "places_unbroken"]
    row = {name: found[name].min() for name in counted}
    row |= {f"{name}_high": found[name].max() for name in counted}
    names = dict.fromkeys(name for window in found["broken"] for name in window)
    row |= {"windows": len(found), "broken": tuple(names)}
    return row | (found.iloc[0][["start", "end"]].to_dict() if len(found) == 1 else {})


def _statement(row: dict[str, Any], what: str, lang: str) -> str:
    several = row["windows"] > 1
    text = word(
        f"ambition.{'all' if several else 'one'}{'.down' if row['down'] else ''}",
        lang,
        **{name: row.get(name) for name in ("faster", "faster_high", "start", "end", "windows")},
        places=word(f"ambition.{what}", lang, count=_span(row, "places")),
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


def _span(row: dict[str, Any], name: str) -> str:
    """One number where all windows have as many, else the fewest and the most."""
    low, high = row[name], row[f"{name}_high"]
    return f"{low}" if low == high else f"{low}-{high}"

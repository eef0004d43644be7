"""The first sentences of a review: how many indicators stand where, by figures of which year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.charts.marks import named
from linhai_analysis.notes import notes_text
from linhai_analysis.plan import Plan
from linhai_analysis.progress import STATUSES
from linhai_analysis.progress.wording import (
    differing_figure,
    figure_text,
    headline_rows,
    verdict_word,
)
from linhai_analysis.text import brackets, with_unit
from linhai_analysis.words import word

# Under these notes what is met is not quite what was set as a target.
CAVEATS = ("level_break", "scope_differs", "about", "read_as_changes")


def progress_sentence(
    plan: Plan, card: pd.DataFrame, readings: pd.DataFrame, seen: int, lang: str
) -> str:
    """How many indicators stand where; those that cannot be judged are never left out.

    A verdict that another source makes another one is not counted among the others but to be
    settled; what turns under an earlier figure, a vintage or the parts of a ratio says so beside
    the count.
    """
    first = headline_rows(card)
    gone = card["indicator"].nunique() - len(first)
    dropped = word("progress.dropped", lang, count=gone) if gone else ""
    dropped += word("progress.internal", lang, count=plan.left_out) if plan.left_out else ""
    if first.empty:
        return dropped.strip()
    groups = _groups(plan, first, readings, lang)
    parts = [_count(verdict, beside, lang) for verdict, beside in groups.items()]
    return word("progress.sentence", lang, **_whole(plan, first, parts, seen, lang)) + dropped


def standing_sentence(
    plan: Plan, card: pd.DataFrame, readings: pd.DataFrame, seen: int, lang: str
) -> str:
    """How many indicators stand where as seen in a year."""
    sentence = progress_sentence(plan, card, readings, seen, lang)
    return word("progress.seen", lang, year=seen, sentence=sentence)


def attribute_sentence(plan: Plan, card: pd.DataFrame, readings: pd.DataFrame, lang: str) -> str:
    """The same counts for binding and for expected targets; what is not stated is not inferred."""
    first = headline_rows(card)
    if first["attribute"].eq("").all():
        return word("progress.unmarked", lang) * bool(len(first))
    told = []
    for name in ("binding", "expected", ""):
        rows = first[first["attribute"] == name]
        counts = {key: len(ones) for key, ones in _groups(plan, rows, readings, lang).items()}
        counts[word("status.not_assessable", lang)] = sum(rows["status"] == "not_assessable")
        parts = [_count(verdict, [""] * count, lang) for verdict, count in counts.items() if count]
        said = {"indicators": len(rows), "parts": word("progress.join", lang).join(parts)}
        if len(rows):
            told.append(word(f"progress.of.{name or 'none'}", lang, **said))
    return word("progress.split", lang, listed=word("notes_join", lang).join(told))


def _groups(
    plan: Plan, rows: pd.DataFrame, readings: pd.DataFrame, lang: str
) -> dict[str, list[str]]:
    """What is said beside each indicator, by its verdict; what other figures turn comes last."""
    order = rows.assign(_order=rows["status"].map(STATUSES.index)).sort_values("_order")
    told = order[order["status"] != "not_assessable"].to_dict("records")
    others = other_verdicts(plan, told, readings, lang)
    groups: dict[str, list[str]] = {}
    unsettled = 0
    for row in told:
        found = others.get(row["target_id"], [])
        if any(kind == "figures" for kind, _ in found):
            # Its readings, each with its verdict, stand where it is asked to settle them.
            unsettled += 1
            continue
        beside = groups.setdefault(verdict_word(row, lang), [])
        beside += [_by_each(plan, row, found, lang) if found else _caveat(plan, row, lang)]
    return groups | ({word("progress.unsettled", lang): [""] * unsettled} if unsettled else {})


def _whole(
    plan: Plan, rows: pd.DataFrame, parts: Sequence[str], seen: int, lang: str
) -> dict[str, Any]:
    """How many indicators, and the counts of all of them; what is open is never left out."""
    left = rows[rows["status"] == "not_assessable"]
    lacking = sum(_lacks_figure(plan, row, seen) for row in left.to_dict("records"))
    open_ones = {"progress.open": lacking, "progress.open.other": len(left) - lacking}
    # Where nothing could be judged, what is open is not the rest of it but may be all there is.
    form = ".rest" if parts else ""
    if len(rows) in open_ones.values():
        form = ".all"
    more = [word(f"{key}{form}", lang, count=count) for key, count in open_ones.items() if count]
    more = [word("progress.join", lang).join(parts), *more]
    joined = word("progress.rest", lang).join(filter(None, more))
    join = "" if form == ".all" else word("progress.among", lang)
    return {"indicators": len(rows), "parts": join + joined}


def dates_sentence(plan: Plan, card: pd.DataFrame, seen: int, lang: str) -> str:
    """Of which years the figures are, which are older, and what a late review does."""
    first = headline_rows(card)
    told, join = first[first["status"] != "not_assessable"], word("places_join", lang)
    dated = []
    for year, own in sorted(told.groupby("year"), reverse=True):
        older = named(plan, own["indicator"].tolist(), lang, join) if year < seen else ""
        text = word("progress.dated", lang, year=year, count=len(own))
        dated.append(text + brackets(older, lang))
    end = first["target_year"].max() if len(first) else seen
    after = word("progress.after", lang, end=end) if seen > end else ""
    years = word("progress.rest", lang).join(dated)
    return word("progress.dates", lang, listed=years) * bool(dated) + after


def _lacks_figure(plan: Plan, row: Mapping[str, Any], seen: int) -> bool:
    """Whether there is no base, or no figure to judge a target by; in the end that of its year."""
    end = row["target_year"]
    since = end if seen > end else row["base_year"] + 1
    series = plan.series(row["indicator"], until=min(seen, end))
    # A base of which nobody knows what it counts is there all the same.
    no_base = pd.isna(row["base_value"]) and row["base_year"] not in series.index
    return bool(no_base) or series.loc[since:].empty


def other_verdicts(
    plan: Plan, told: Iterable[Mapping[str, Any]], readings: pd.DataFrame, lang: str
) -> dict[str, list[tuple[str, str]]]:
    """The kind and the words of each reading that gives another verdict, by target."""
    titles = plan.named_sources(lang)["title"].to_dict()
    known = {row["target_id"]: row for row in told}
    found: dict[str, list[tuple[str, str]]] = {}
    for row in readings.to_dict("records"):
        first = known.get(row["target_id"])
        if first is None or row["status"] in ("not_assessable", first["status"]):
            continue
        source = titles.get(row["source_id"]) or row["source_id"]
        own = row["kind"] == "figures" and source
        whose = word("titled", lang, title=source) if own else ""
        whose = whose or word(f"progress.by.{row['kind']}", lang)
        value = differing_figure(plan, first, row["base_value"], row["actual"], lang)
        value = _united(plan, first, value, lang)
        text = word("progress.by", lang, value=value, whose=whose, verdict=verdict_word(row, lang))
        found.setdefault(row["target_id"], []).append((row["kind"], text))
    return found


def _by_each(
    plan: Plan, row: Mapping[str, Any], others: Iterable[tuple[str, str]], lang: str
) -> str:
    """One indicator with its verdict by the figure that counts and by the others."""
    value = _united(plan, row, figure_text(plan, row, row["actual"]), lang)
    first = word("progress.by.first", lang, value=value, verdict=verdict_word(row, lang))
    name = plan.label(row["indicator"], lang)
    told = word("progress.by.join", lang).join([first, *(text for _, text in others)])
    return word("progress.by.each", lang, indicator=name, verdicts=told)


def _united(plan: Plan, row: Mapping[str, Any], text: str, lang: str) -> str:
    """A figure with its unit; what changes an index is in per cent already."""
    unit = "" if row["quantity"] == "index" else plan.unit(row["indicator"], lang)
    return with_unit(text, unit, lang)


def _caveat(plan: Plan, row: Mapping[str, Any], lang: str) -> str:
    """What makes a target that is met not quite the one that was set."""
    notes = [note for note in row["notes"] if note in CAVEATS]
    if row["status"] != "met" or not notes:
        return ""
    name = plan.label(row["indicator"], lang)
    return word("progress.caveat", lang, indicator=name, notes=notes_text(notes, lang))


def _count(verdict: str, beside: list[str], lang: str) -> str:
    """So many of a verdict, and those of them that turn."""
    text = word("progress.count", lang, verdict=verdict, count=len(beside))
    return text + brackets(word("readings_join", lang).join(filter(None, beside)), lang)

"""The table of what has to be settled (核定表), with columns that people fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.plan import Plan
from linhai_analysis.plan.conflicts import OF_FIGURES, OF_WORDING
from linhai_analysis.progress.adopting import Judged
from linhai_analysis.tables import YES
from linhai_analysis.tables.cells import is_number
from linhai_analysis.text import NONE, brackets, text_table, with_unit
from linhai_analysis.words import listed, places_text, word

TO_SETTLE = ("value", "figures")


def settle_table(
    plan: Plan, conflicts: pd.DataFrame, lang: str, judged: Iterable[Sequence[Judged]] = ()
) -> pd.DataFrame:
    """Where the plan or its figures differ: all readings, the adopted one, why and by whom.

    Under each reading stands the verdict by it, as far as `judged` (of
    :func:`~linhai_analysis.progress.adopting.judge_each`) has one. Filled in, it is read back as
    the table ``settled`` of a plan.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> settle_table(plan, plan.conflicts(), "zh").iloc[0].tolist()[1:6]
    ['数值不一致', '专利授权量', '2020', '2500件（2.3节、表1第5行）；3300件（3.8.1节）', '待核定']
    """
    texts = readings_texts(plan, conflicts, lang, judged)
    cases = zip(conflicts.to_dict("records"), texts, strict=True)
    # What asks for no decision comes last.
    ordered = sorted(cases, key=lambda case: case[0]["kind"] in OF_WORDING)
    rows = [
        [
            str(number),
            word(_kind(row), lang),
            plan.label(row["indicator"], lang),
            str(row["target_year"] if pd.isna(row["year"]) else row["year"]),
            text,
            _adopted(plan, row, lang),
            # What is settled without a word why says so; what is open has room to write.
            _ground(row, lang) or (NONE if row["decided"] else ""),
            row["decided_by"],
            row["decided_on"],
            "",
        ]
        for number, (row, text) in enumerate(ordered, 1)
    ]
    columns = "serial conflict indicator year readings adopted basis body decided_on signed"
    return text_table(rows, lang, columns)


def readings_texts(
    plan: Plan, conflicts: pd.DataFrame, lang: str, judged: Iterable[Sequence[Judged]] = ()
) -> list[str]:
    """All readings of each case in a line, with their places or sources and their verdicts."""
    titles = plan.named_sources(lang)["title"].to_dict()
    verdicts = list(judged) or [()] * len(conflicts)
    told = []
    for row, own in zip(conflicts.to_dict("records"), verdicts, strict=True):
        texts, reasons = _readings(plan, row, titles, lang), {one.reason for one in own}
        alike = len(own) > 1 and len(reasons) == 1 and not any(one.verdict for one in own)
        if len(own) == len(texts) and not alike:
            texts = [_judged(*pair, lang) for pair in zip(texts, own, strict=True)]
        joined = word("readings_join", lang).join(texts)
        told.append(
            word("conflict.all_open", lang, readings=joined, reason=reasons.pop())
            if alike
            else joined
        )
    return told


def _judged(reading: str, one: Judged, lang: str) -> str:
    """A reading with the verdict by it, or why there is none."""
    if one.verdict:
        return word("conflict.judged", lang, reading=reading, verdict=one.verdict)
    return word("conflict.unjudged", lang, reading=reading, reason=one.reason)


def open_cases(conflicts: pd.DataFrame) -> pd.DataFrame:
    """What somebody still has to settle: values that differ, none of which was adopted."""
    return conflicts[conflicts["kind"].isin(TO_SETTLE) & (conflicts["adopted"] == "")]


def settle_sentence(
    plan: Plan, conflicts: pd.DataFrame, lang: str, judged: Iterable[Sequence[Judged]] = ()
) -> str:
    """What is to be settled, in a sentence; empty where nothing is open.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> settle_sentence(plan, plan.conflicts(), "zh")[:9]
    '待核定：专利授权量'
    """
    told = cases_to_settle(plan, conflicts, lang, judged)
    return word("dashboard.settle", lang, listed=told) if told else ""


def cases_to_settle(
    plan: Plan, conflicts: pd.DataFrame, lang: str, judged: Iterable[Sequence[Judged]] = ()
) -> str:
    """Each open case with its readings, and the verdict by each as far as `judged` has one."""
    left = open_cases(conflicts)
    verdicts = list(judged) or [()] * len(conflicts)
    own = [one for at, one in zip(conflicts.index, verdicts, strict=True) if at in left.index]
    texts = readings_texts(plan, left, lang, own)
    told = [
        word("conflict.said", lang, name=_subject(plan, row, lang), text=text)
        for row, text in zip(left.to_dict("records"), texts, strict=True)
    ]
    return word("readings_join", lang).join(told)


def settled_sentence(plan: Plan, conflicts: pd.DataFrame, lang: str) -> str:
    """What people settled: the adopted value, by whom, when and why; empty where they did nothing.

    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> settled_sentence(plan, plan.conflicts(), "zh")
    ''
    """
    done = conflicts[conflicts["kind"].isin([*TO_SETTLE, "revision"])]
    done = done[(done["adopted"] != "") & (done["decided"] != "")]
    told = []
    for row in done.to_dict("records"):
        adopted = word("conflict.adopted", lang, value=_adopted(plan, row, lang))
        about = listed([row["decided_by"], row["decided_on"], decision(row)], lang)
        text = adopted + brackets(about, lang)
        told.append(word("conflict.said", lang, name=_subject(plan, row, lang), text=text))
    # One decision may settle a difference and a revision.
    once = listed(dict.fromkeys(told), lang)
    return word("conflict.settled", lang, listed=once) if told else ""


def _adopted(plan: Plan, row: dict[str, Any], lang: str) -> str:
    """The value that counts; of what is no question of values a dash."""
    if row["adopted"]:
        return _value(plan, row, row["adopted"], lang)
    if row["kind"] in OF_WORDING:
        return NONE
    return word(f"conflict.{'none' if _dropped(row) else 'open'}", lang)


def _dropped(row: dict[str, Any]) -> bool:
    """Whether a target was dropped: nothing is adopted, and nothing is open."""
    return bool(row["kind"] == "target changed" and not row["adopted"])


def _kind(row: dict[str, Any]) -> str:
    """The key of the words for a kind; of a changed target what the change was."""
    if row["kind"] != "target changed" or len(row["readings"]) > 1:
        return f"conflict.{row['kind']}"
    return "flag.dropped" if _dropped(row) else "flag.added"


def decision(row: dict[str, Any]) -> str:
    """What was written on why a reading counts; a bare yes says no more than that it does.

    >>> decision({"decided": "yes"}), decision({"decided": "以3.8.1节为准"})
    ('', '以3.8.1节为准')
    """
    return "" if row["decided"].lower() in YES else str(row["decided"])


def _ground(row: dict[str, Any], lang: str) -> str:
    """Why one reading counts: the words of whoever settled it, or that the later release does."""
    by_rule = row["kind"] == "revision" and row["adopted"] and not row["decided"]
    return word("conflict.revision.counts", lang) if by_rule else decision(row)


def _subject(plan: Plan, row: dict[str, Any], lang: str) -> str:
    """The indicator, of figures with their year."""
    label = plan.label(row["indicator"], lang)
    if pd.isna(row["year"]):
        return label
    return label + brackets(word("of_year", lang, year=row["year"]), lang)


def _value(plan: Plan, row: dict[str, Any], text: str, lang: str) -> str:
    """A reading; a bare number has its unit."""
    bare = row["kind"] not in OF_WORDING and is_number(text)
    return with_unit(text, plan.unit(row["indicator"], lang), lang) if bare else text


def _readings(plan: Plan, row: dict[str, Any], titles: dict[str, str], lang: str) -> list[str]:
    """Each reading with the places that print it, or the sources that say it."""
    told = []
    for text, places, sources in zip(row["readings"], row["places"], row["sources"], strict=True):
        value = _value(plan, row, text, lang)
        names = [word("titled", lang, title=titles.get(name) or name) for name in sources if name]
        if row["kind"] in OF_FIGURES and names:
            told.append(word("reading_of", lang, value=value, sources=listed(names, lang)))
        else:
            told.append(value + brackets(places_text(places, lang, rows=True), lang))
    return told

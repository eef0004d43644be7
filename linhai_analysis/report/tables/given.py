"""What people filled in, as they did: indicators, targets, figures, tasks; empty columns fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from linhai_analysis.plan import Plan, quotients, recomputed
from linhai_analysis.report.tables.conflicts import decision
from linhai_analysis.report.tables.growth import named, shown_target
from linhai_analysis.report.tables.plan import source_numbers
from linhai_analysis.targets import printed_text
from linhai_analysis.text import NONE, as_given, brackets, folded, heads, text_table, with_unit
from linhai_analysis.words import (
    choice_word,
    in_language,
    known,
    listed,
    only_in_language,
    place_word,
    word,
    word_or_name,
)


def indicator_table(plan: Plan, lang: str) -> pd.DataFrame:
    """The codebook: what is measured, in what, by whom."""
    rows = [
        [
            *named(plan, row, lang),
            choice_word(row["kind"], lang),
            choice_word(row["better"], lang),
            choice_word(row["counted"], lang),
            word_or_name("field", row["field"], lang),
            plan.label(row["parent"], lang) if row["parent"] else "",
            _quotient(plan, row, lang),
            row["owner"],
            choice_word(row["visibility"], lang),
            in_language(row, "note", lang),
        ]
        for row in plan.indicators.to_dict("records")
    ]
    columns = "indicator unit sort better counted field whole quotient owner visibility note"
    return folded(text_table(rows, lang, columns))


def _quotient(plan: Plan, row: dict[str, Any], lang: str) -> str:
    if not row["numerator"]:
        return ""
    parts = {name: plan.label(row[name], lang) for name in ("numerator", "denominator")}
    return word("quotient", lang, **parts)


def target_table(plan: Plan, lang: str) -> pd.DataFrame:
    """Every target of the plan, one row a printing."""
    stated = plan.targets.rename(columns={"target": "target_value"}).to_dict("records")
    aims = {row["target_id"]: _aim(plan, row, lang) for row in stated}
    sources = source_numbers(plan)
    attributed = plan.targets["attribute"].ne("").any()
    rows = [
        [
            *named(plan, row, lang),
            str(row["base_year"]),
            str(row["target_year"]),
            aims[row["target_id"]],
            _printed(row, lang),
            word(f"attribute.{row['attribute'] or 'none'}", lang) if attributed else "",
            word("yes", lang) if row["main"] else "",
            _change(row, aims, lang),
            _decision(row, lang),
            sources.get(row["source_id"], row["source_id"]),
        ]
        for row in plan.targets.to_dict("records")
    ]
    columns = (
        "indicator unit base_year target_year target printed attribute main change settled source"
    )
    return folded(text_table(rows, lang, columns))


def _aim(plan: Plan, row: dict[str, Any], lang: str) -> str:
    """A target, also with a relation that no printed words say, where it is not the usual one."""
    if pd.isna(row["target_value"]):
        return NONE
    text, key = shown_target(plan, row, lang), f"relation.{row['relation']}"
    up = plan.about(row["indicator"])["better"] == "up" and not row["target_value"] < 0
    usual = "at_least" if up else "at_most"
    said = printed_text(row["printed"]) or row["relation"] == usual or not known(key)
    return text if said else word(key, lang, value=text)


def _change(row: dict[str, Any], aims: dict[str, str], lang: str) -> str:
    """What an approved change did: added, dropped, or put in the place of another target."""
    replaced = row["replaces"]
    instead = word("instead_of", lang, target=aims.get(replaced, replaced)) if replaced else ""
    return listed([choice_word(row["change"], lang), instead], lang)


def figure_table(plan: Plan, lang: str) -> pd.DataFrame:
    """Every figure of the plan's own place, one row a figure, those of a year under each other."""
    order = {name: n for n, name in enumerate(plan.indicators["indicator"])}
    own = plan.own_observations
    given = sorted(
        own.to_dict("records"), key=lambda row: (order.get(row["indicator"], -1), row["year"])
    )
    # Where nobody said how far a figure has come, nothing is said of it.
    told = own["status"].ne("final").any()
    sources = source_numbers(plan)
    anew = {one.indicator: recomputed(plan, one.indicator) for one in quotients(plan.indicators)}
    rows = [
        [
            *named(plan, row, lang),
            str(row["year"]),
            as_given(row["value"]),
            listed(
                [
                    choice_word(row["status"], lang) if told else "",
                    word("flag.level_break", lang) if row["break"] else "",
                ],
                lang,
            ),
            listed([choice_word(row["counted"], lang), in_language(row, "scope", lang)], lang),
            _printed(row, lang),
            sources.get(row["source_id"], row["source_id"]),
            row["released"],
            _decision(row, lang),
            noted([in_language(row, "note", lang), _anew(plan, anew, row, lang)], lang),
        ]
        for row in given
    ]
    columns = "indicator unit year value release counted printed source released settled note"
    return folded(text_table(rows, lang, columns))


def _anew(plan: Plan, anew: dict[str, pd.Series], row: dict[str, Any], lang: str) -> str:
    """What a quotient is by its numerator and its denominator, where that is another figure."""
    name, year = row["indicator"], row["year"]
    if name not in anew or year not in anew[name].index:
        return ""
    if plan.series(name)[year] != row["value"]:
        return ""
    value = with_unit(plan.figure(name, anew[name][year]), plan.unit(name, lang), lang)
    return word("recomputed", lang, value=value)


def own_notes(plan: Plan, row: dict[str, Any], lang: str) -> list[str]:
    """What people noted of an indicator, and of its figures of the year that is judged.

    Of a figure that stands beside the judged one it is said which.
    """
    own = plan.once("own_figures", lambda: _by_year(plan)).get((row["indicator"], row["year"]), [])
    notes = {one["value"]: only_in_language(one, "note", lang) for one in own}
    told = [
        note
        if value == row["actual"]
        else word("caption", lang, chart=plan.figure(row["indicator"], value), of=note)
        for value, note in notes.items()
        if note
    ]
    codebook = plan.about(row["indicator"])
    return list(dict.fromkeys([only_in_language(codebook, "note", lang), *told]))


def _by_year(plan: Plan) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The plan's own figures by indicator and year."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for one in plan.own_observations.to_dict("records"):
        found.setdefault((one["indicator"], one["year"]), []).append(one)
    return found


def task_table(plan: Plan, lang: str, whole: bool = False) -> pd.DataFrame:
    """The goals that the plan states in words, and what people say of them; `whole` to be filled in
    by hand: with the columns for it, though nothing stands in them.
    """
    rows = [
        [
            row["task_id"],
            word_or_name("field", row["field"], lang),
            in_language(row, "task", lang),
            row["owner"],
            row["due"],
            word_or_name("status", row["status"], lang),
            row["progress"],
            row["evidence"],
            row["problem"],
            place_word(row["place"], lang),
        ]
        for row in plan.tasks.to_dict("records")
    ]
    columns = "number field task owner due status progress evidence problem place"
    table = text_table(rows, lang, columns)
    kept = heads(lang, "owner status progress") if whole else []
    return folded(table, [head for head in table if head not in kept])


def task_sentence(tasks: pd.DataFrame, lang: str) -> str:
    """How many goals have which status, and which unit has how many; as they are written."""
    status = tasks["status"].map(lambda name: word_or_name("status", name, lang))
    silent = (tasks[["status", "progress"]] == "").all(axis=1).sum()
    told = {
        "status": _counts(status, lang),
        "open": silent if silent < len(tasks) else 0,
        "none": silent if silent == len(tasks) else 0,
        "owner": _counts(tasks["owner"], lang),
    }
    return "".join(word(f"tasks.{key}", lang, told=said) for key, said in told.items() if said)


def _counts(column: pd.Series, lang: str) -> str:
    """Each text of a column with how often it stands there."""
    counts = Counter(filter(None, column))
    told = (word("tasks.count", lang, name=name, count=n) for name, n in counts.items())
    return word("progress.join", lang).join(told)


def _printed(row: dict[str, Any], lang: str) -> str:
    """Name and figure as the plan prints them, and where."""
    both = [row["printed_name"], printed_text(row["printed"])]
    text = word("caption", lang, chart=both[0], of=both[1]) if all(both) else "".join(both)
    place = place_word(row["place"], lang)
    return text + brackets(place, lang) if text else place


def _decision(row: dict[str, Any], lang: str) -> str:
    """What people settled, by what, and when."""
    ground, why = listed([row["decided_by"], row["decided_on"]], lang), decision(row)
    if row["decided"] and not why:
        why = word("given.settled", lang)
    return why + brackets(ground, lang) if why else ground


def noted(notes: Iterable[str], lang: str) -> str:
    """Notes of several people as one text."""
    return word("notes_join", lang).join(filter(None, notes))

"""Fills what people settled in a table of its own (核定表) into the figures and targets."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from linhai_analysis.bureau.named import name_key
from linhai_analysis.errors import Fault, bad_cell
from linhai_analysis.plan.changes import IN_FORCE, standing
from linhai_analysis.plan.conflicts import KINDS, OF_FIGURES, OF_WORDING
from linhai_analysis.plan.model import Plan
from linhai_analysis.series import REVISED
from linhai_analysis.tables import Origin
from linhai_analysis.tables.cells import UNDECIDED, YES, is_missing, parse_number
from linhai_analysis.tables.links import unknown_name
from linhai_analysis.targets import BASES, printed_figures, same, target_text
from linhai_analysis.text import brackets
from linhai_analysis.words import LANGUAGES, Sentence, place_word, say, speaks, word

SETTLED = "settled"
_OF_A_DECISION = ("decided", "decided_by", "decided_on", "signed")
# A value and what stands in brackets behind it, such as the place that prints it.
_PLACED = re.compile(r"(.+?)\s*\(([^()]*)\)")


class Reading(NamedTuple):
    """A figure or a target that a case may be settled on, and where it is from."""

    table: str
    row: int
    value: float
    shown: str
    texts: frozenset[str]
    origins: frozenset[str]
    source_id: str


def settle(plan: Plan, settled: pd.DataFrame, origin: Origin) -> tuple[Plan, list[Fault]]:
    """Return the plan with what was decided on its figures and targets, and rows that fit none.

    A row names an indicator, a year, and the value that counts among those that differ; a row
    without a value, or with 待核定 in its place, is not settled yet.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "专利授权量", "year": 2020, "matter": "", "adopted": "3300件（3.8.1）",
    ...     "source_id": "", "decided": "", "decided_by": "市府办", "decided_on": "", "signed": ""}
    >>> made, faults = settle(load_plan(), pd.DataFrame([row]), Origin("核定表.csv"))
    >>> made.conflicts().iloc[0][["adopted", "decided_by"]].tolist(), faults
    (['3300', '市府办'], [])
    """
    faults, notes, names = [], [], _names(plan)
    for label, row in zip(settled.index.tolist(), settled.to_dict("records"), strict=True):
        if _is_open(row["adopted"]):
            continue
        indicator = names.get(name_key(row["indicator"]), "")
        kind = _kinds().get(_key(row["matter"]), "")
        if not indicator:
            known = [plan.label(code, _language(row["indicator"])) for code in names.values()]
            told = unknown_name(row["indicator"], dict.fromkeys(known))
            faults.append(origin.fault(told, label, "indicator"))
            continue
        if kind in OF_WORDING:
            unused = say("settled.of_wording", adopted=row["adopted"])
            notes.append(origin.fault(unused, label, "adopted"))
            continue
        cases = _cases(plan, indicator, row["year"], kind)
        chosen = next(filter(None, (_chosen(case, row) for case in cases)), [])
        if problem := _problem(plan, cases, chosen, row["year"]):
            faults.append(origin.fault(bad_cell(row["adopted"], problem), label, "adopted"))
        elif not _stands_already(plan, kind, chosen, row):
            plan = _decided(plan, chosen, row)
    return replace(plan, read=(*plan.read, *notes)), faults


def _is_open(adopted: str) -> bool:
    """Whether nothing is adopted: left blank, or as the table of what is to be settled prints it.

    >>> _is_open(""), _is_open("待核定"), _is_open("3300")
    (True, True, False)
    """
    marks = [word(f"conflict.{name}", lang) for name in ("open", "none") for lang in LANGUAGES]
    return is_missing(adopted) or adopted.casefold() in (*UNDECIDED, *marks)


def _language(text: str) -> str:
    return "zh" if speaks(text, "zh") else "en"


def _key(text: str) -> str:
    """A text without what people write in several ways: case, blanks, full-width forms."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def _kinds() -> dict[str, str]:
    """The kind of a case by its words in the table of what is to be settled."""
    return {_key(word(f"conflict.{kind}", lang)): kind for kind in KINDS for lang in LANGUAGES}


def _names(plan: Plan) -> dict[str, str]:
    """The code of each indicator by its code and its names."""
    codes = plan.indicators["indicator"].tolist()
    named = {plan.label(code, lang): code for lang in LANGUAGES for code in codes}
    return {
        name_key(name): code for name, code in [*named.items(), *zip(codes, codes, strict=True)]
    }


def _cases(plan: Plan, indicator: str, year: int, kind: str) -> list[list[Reading]]:
    """The figures and the targets of a year that a row may mean; first those that differ."""
    cases = [] if kind in OF_FIGURES else [_targets(plan, indicator, year)]
    cases += [_figures(plan, indicator, year)] if kind in ("", *OF_FIGURES) else []
    return sorted(cases, key=lambda case: len({one.value for one in case}) < 2)


def _figures(plan: Plan, indicator: str, year: int) -> list[Reading]:
    rows = plan.own_observations
    rows = rows[(rows["indicator"] == indicator) & (rows["year"] == year) & rows["value"].notna()]
    titles = [plan.named_sources(lang)["title"].to_dict() for lang in LANGUAGES]
    found = []
    for at, row in zip(rows.index, rows.to_dict("records"), strict=True):
        source = row["source_id"]
        origins = [source, row["place"], *(title.get(source, "") for title in titles)]
        texts, value = _keys([row["printed"]]), row["value"]
        shown = f"{value:.10g}"
        found.append(Reading("observations", at, value, shown, texts, _keys(origins), source))
    return found


def _targets(plan: Plan, indicator: str, year: int) -> list[Reading]:
    """The targets of a year but those that an approved change replaced or dropped."""
    rows = plan.targets[standing(plan.targets).isin([IN_FORCE, "set_aside"])]
    rows = rows[(rows["indicator"] == indicator) & (rows["target_year"] == year)]
    found = []
    for at, row in zip(rows.index, rows.to_dict("records"), strict=True):
        told = [target_text(row, lang, plan.unit(indicator, lang)) for lang in LANGUAGES]
        value = row["target"] * (100 if BASES[row["basis"]].fraction else 1)
        origins = [row["place"], *(place_word(row["place"], lang) for lang in LANGUAGES)]
        alone = len(printed_figures(row["printed"])) == 1
        texts, shown = _keys([row["printed"], *told]), row["printed"] if alone else told[0]
        source = row["source_id"]
        found.append(Reading("targets", at, value, shown, texts, _keys(origins), source))
    return found


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(_key, texts)))


def _chosen(case: list[Reading], row: Mapping[str, Any]) -> list[Reading]:
    """The readings that an adopted value means: as it is worded, else by its number.

    What stands in brackets behind it may name the place or the source.
    """
    text = unicodedata.normalize("NFKC", row["adopted"])
    placed = _PLACED.fullmatch(text)
    bare, beside = placed.groups() if placed else (text, "")
    told = _keys(re.split("[,、;]", beside))
    open_ones = [one for one in case if row["source_id"] in ("", one.source_id)]
    open_ones = [one for one in open_ones if told & one.origins] or open_ones
    worded = [one for one in open_ones if one.texts & _keys([text, bare])]
    return worded or [one for one in open_ones if same(one.value, _number(bare))]


def _number(adopted: str) -> float:
    try:
        return parse_number(adopted)
    except ValueError:
        read = printed_figures(adopted)
        return read[0].value if len(read) == 1 else math.nan


def _problem(
    plan: Plan, cases: list[list[Reading]], chosen: list[Reading], year: int
) -> Sentence | None:
    """What is wrong with a row: it means no reading, or the case was settled on another one."""
    every = [one for case in cases for one in case]
    if not chosen:
        known = {one.value: one.shown for one in reversed(every)}
        told = tuple(reversed(known.values()))
        return say("settled.none", year=year, known=told or say("fault.none"))
    for one in every:
        decided = getattr(plan, one.table).loc[one.row, "decided"]
        alike = any(same(one.value, other.value) for other in chosen)
        if decided and one.table == chosen[0].table and not alike:
            return say("settled.twice", other=one.shown)
    return None


def _stands_already(plan: Plan, kind: str, chosen: list[Reading], row: Mapping[str, Any]) -> bool:
    """Whether a row only repeats what counts without a decision: a revision, an approved change."""
    if kind not in ("revision", "target changed"):
        return False
    own = getattr(plan, chosen[0].table).loc[chosen[0].row]
    if row["decided_by"] not in ("", own["decided_by"]):
        return False
    counts = plan.series(own["indicator"]).get(row["year"], math.nan)
    return kind != "revision" or bool(same(counts, chosen[0].value))


def _whole(plan: Plan, chosen: list[Reading]) -> list[int]:
    """The rows to mark: of targets all that say so, of a vintage every year, else one figure."""
    first, rows = chosen[0], plan.observations
    if first.table == "targets":
        return [one.row for one in chosen]
    own = rows.loc[first.row]
    years = [year for year in plan.standings[own["indicator"]] if year.year == own["year"]]
    vintage = [(one.source_id, one.value) for year in years for one in year.vintage]
    if (first.source_id, first.value) not in vintage:
        return [first.row]
    cells = ["indicator", "geo", "source_id", "status"]
    return rows.index[(rows[cells] == own[cells]).all(axis=1)].tolist()


def _decided(plan: Plan, chosen: list[Reading], row: Mapping[str, Any]) -> Plan:
    """The plan with a decision on what was chosen, its ground, its day, by whom it was made."""
    table = chosen[0].table
    made = getattr(plan, table).copy()
    for name, cell in _written(row):
        made.loc[_whole(plan, chosen), name] = cell
    return replace(plan, **{table: made})


def _written(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the row says of the decision; who signed it stands behind the body."""
    body, name, day = (
        "" if is_missing(row[cell]) else row[cell]
        for cell in ("decided_by", "signed", "decided_on")
    )
    yield "decided", YES[0] if is_missing(row["decided"]) else row["decided"]
    signed = body + brackets(name, _language(body)) if body else name
    yield from (pair for pair in (("decided_by", signed), ("decided_on", day)) if pair[1])


def if_settled(plan: Plan, indicator: str, year: int, value: str) -> Plan:
    """Return the plan of one indicator as it would be if people settled a year on a figure.

    >>> from linhai_analysis import load_plan
    >>> made = if_settled(load_plan(), "rd_gdp_ratio", 2016, "3.06")
    >>> [*made.series("rd_gdp_ratio").attrs["settled"]]
    [2016]
    """
    rows = plan.observations
    own = rows["indicator"].eq(indicator) & rows["geo"].isin([plan.geo, ""])
    before = rows[own & rows["year"].eq(year) & rows["decided"].ne("")]
    # A vintage was settled on as a whole.
    vintages = before.loc[before["status"] == REVISED, "source_id"]
    lifted = own & (rows["year"].eq(year) | rows["source_id"].isin(vintages))
    targets = plan.own_targets(indicator)
    open_plan = replace(
        plan,
        targets=targets,
        observations=rows.assign(decided=rows["decided"].mask(lifted, "")),
    )
    chosen = [one for one in _figures(open_plan, indicator, year) if one.shown == value]
    return _decided(open_plan, chosen, dict.fromkeys(_OF_A_DECISION, ""))

"""Applies one rule to many cases: first what holds under every rule, then the rule's cut-offs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError
from linhai_analysis.progress import formulas
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.rules import Rule
from linhai_analysis.text import percent
from linhai_analysis.words import known, word

IN_TIME = ("met", "ahead", "on_track")
"""The words that say that the target is, or will be, met in time."""


def status_word(status: str, early: bool = False, down: bool = False, lang: str = "en") -> str:
    """Return a verdict as people read it.

    >>> status_word("met", early=True, lang="zh"), status_word("reversing", down=True, lang="zh")
    ('提前实现', '高于基期水平')
    """
    special = {"met": early and ".early", "reversing": down and ".down"}
    return word(f"status.{status}{special.get(status) or ''}", lang)


# Ratios are computed in several ways: what differs by less than this is the same number.
_DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Verdicts:
    """What one rule says of many cases: arrays of one entry a case."""

    rule: Rule
    value: Array
    beside: Array
    status: NDArray[np.object_]
    label: NDArray[np.object_]
    code: NDArray[np.object_]


def judge(cases: Cases, rule: Rule) -> Verdicts:
    """Judge cases by one rule."""
    with np.errstate(all="ignore"):
        value = rule_value(cases, rule)
        beside = np.full(len(cases), np.nan) if rule.beside is None else rule.beside(cases)
        near = rule.nearly_met(cases) if rule.nearly_met else np.zeros(len(cases), bool)
        settled = (cases.ended | cases.met | cases.held | near) & ~np.isnan(cases.target)
        code = unsaid(cases, rule, value, settled | (cases.fixed != ""))
        told = [
            code != "",
            cases.fixed != "",
            cases.ended & ~np.isnan(cases.target),
            cases.met | near,
            cases.held & ~np.isnan(cases.target),
        ]
        grade = grades(cases, rule, value, beside)
    final = np.where(cases.met, "met", "missed")
    back = rule.labels[-1] if "reversing" in rule.statuses else "no longer met"
    # The last entry is for cases that are not graded by cut-offs.
    statuses = np.array([*rule.statuses, ""], dtype=object)
    labels = np.array([*rule.labels, ""], dtype=object)
    silent = (code != "") & ~np.isin(code, ("no_verdict", "no_verdict_no_base"))
    blank = silent | (cases.fixed != "")
    return Verdicts(
        rule,
        np.where(blank, np.nan, value),
        np.where(blank, np.nan, beside),
        np.select(
            told, ["not_assessable", cases.fixed, final, "met", "reversing"], statuses[grade]
        ),
        np.select(told, ["", cases.fixed, final, rule.met, back], labels[grade]).astype(object),
        code,
    )


def rule_value(cases: Cases, rule: Rule) -> Array:
    """The number of the rule: without a target the growth a year, towards better."""
    growth = cases.sign * np.sign(cases.base) * cases.observed
    computed = np.asarray(rule.value(cases))
    if computed.shape != growth.shape:
        raise DataError(
            f"the rule {rule.name} gives {computed.shape} values for {growth.shape} cases"
        )
    value = np.where(np.isnan(cases.target), growth, computed)
    # Of a target that is only to be held, no share of the way can be done.
    hold = cases.held & rule.needs_base
    return np.where(hold | np.isinf(value), np.nan, value + 0.0)


def unsaid(
    cases: Cases, rule: Rule, value: Array, settled: NDArray[np.bool_]
) -> NDArray[np.object_]:
    """Why the rule says nothing: a key for each case, empty where it speaks."""
    free = np.isnan(cases.target)
    why = rule.why(cases) if callable(rule.why) else rule.why
    return np.select(
        [
            cases.blocked != "",
            settled,
            free & (not rule.without_target),
            np.isnan(cases.base) & (rule.needs_base | free),
            np.isnan(value),
            np.full(len(cases), not rule.cut_offs),
        ],
        [
            cases.blocked,
            "",
            "needs_target",
            "no_base",
            np.where(free, formulas.why_no_observed_rate(cases), why),
            np.where(np.isnan(cases.base), "no_verdict_no_base", "no_verdict"),
        ],
        "",
    ).astype(object)


def grades(cases: Cases, rule: Rule, value: Array, beside: Array) -> NDArray[np.int64]:
    """How many cut-offs each value falls short of; the wrong way falls short of them all."""
    score = value - beside if rule.relative else value
    grade = fallen_short(score, rule.cut_offs, rule.small_is_good, rule.strict)
    if rule.without_target:
        free = np.isnan(cases.target)
        grade = np.where(free, fallen_short(value, rule.without_target, False, False), grade)
    if rule.wrong_way:
        grade = np.where(rule.wrong_way(cases), len(rule.labels) - 1, grade)
    return grade


def fallen_short(
    score: Array, cut_offs: tuple[float, ...], small_is_good: bool, strict: bool
) -> NDArray[np.int64]:
    """How many cut-offs a score falls short of.

    >>> fallen_short(np.array([0.95, 0.7, -0.1]), (0.95, 0.6, 0.0), False, False).tolist()
    [0, 1, 3]
    """
    sign = -1.0 if small_is_good else 1.0
    short = np.zeros(len(score), np.int64)
    for place, cut in enumerate(cut_offs):
        ahead = np.round(sign * (score - cut), _DECIMALS)
        short += (ahead <= 0) if strict and place == 0 else (ahead < 0)
    return short


def reason_texts(cases: Cases, verdicts: Verdicts, lang: str) -> list[str]:
    """Why there is no verdict, case by case, in words; empty where there is one."""
    texts = [""] * len(cases)
    for i in np.flatnonzero(verdicts.code != ""):
        key = str(verdicts.code[i])
        facts = {
            "base_year": f"{cases.base_year[i]:.0f}",
            "target_year": f"{cases.target_year[i]:.0f}",
            "at_base": "—" if np.isnan(verdicts.beside[i]) else percent(verdicts.beside[i], 1),
        }
        if known(f"no_verdict.{key}"):
            texts[i] = word(f"no_verdict.{key}", lang, **facts)
        elif lang != "en" and verdicts.rule.name == "probability" and key.isascii():
            # The sentences of projections are English only.
            texts[i] = word("no_projection.unfit", lang)
        else:
            texts[i] = key
    return texts

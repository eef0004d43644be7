"""Applies one rule to many cases: first what holds under every rule, then the rule's cut-offs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.errors import DataError
from linhai_analysis.progress.cases import Cases
from linhai_analysis.progress.rule import Rule
from linhai_analysis.text import percent
from linhai_analysis.words import known, say, word

IN_TIME = ("met", "ahead", "on_track")
"""The words that say that the target is, or will be, met in time."""


def status_word(status: str, early: bool = False, down: bool = False, lang: str = "en") -> str:
    """Return a verdict as people read it.

    >>> status_word("met", early=True, lang="zh"), status_word("reversing", down=True, lang="zh")
    ('提前实现', '较基期上升')
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

    def where(self, rows: Mask, other: Verdicts) -> Verdicts:
        """What `other` says of `rows`, and this of all else."""
        names = ("value", "beside", "status", "label", "code")
        changed: dict[str, Any] = {
            name: np.where(rows, getattr(other, name), getattr(self, name)) for name in names
        }
        return replace(self, **changed)


def judge(cases: Cases, rule: Rule) -> Verdicts:
    """Judge cases by one rule: what holds under every rule goes before what this one says."""
    free, final = np.isnan(cases.target), cases.ended & ~np.isnan(cases.target)
    with np.errstate(all="ignore"):
        near = rule.nearly_met(cases) if rule.nearly_met else np.zeros(len(cases), bool)
        reached, held = ~free & (cases.met | near), ~free & cases.held
        made = graded(cases, rule)
        unfree = graded(cases, rule.free) if rule.free else _alike(made, "", "", "needs_target")
        made = made.where(free, unfree)
        made = made.where(held, _alike(made, "reversing", _lost(rule)))
        made = made.where(reached, _alike(made, "met", rule.met))
        if rule.to_hold:
            own = graded(cases, rule.to_hold)
            made = made.where((reached | held) & (own.code == ""), own)
        made = made.where(final, _alike(made, *(np.where(cases.met, "met", "missed"),) * 2))
    made = made.where(cases.fixed != "", _alike(made, cases.fixed, cases.fixed))
    return _blanked(made.where(cases.blocked != "", _alike(made, "", "", cases.blocked)), cases)


# A value stands, though no verdict is read off it.
_TOLD = ("", "no_verdict", "no_verdict_no_base", "unclear")


def turned(status: NDArray[np.object_], main: NDArray[np.object_]) -> Mask:
    """Whether verdicts are on the other side of in time than the main ones; both are said.

    >>> late, good = np.array(["slow", "slow"]), np.array(["met", "not_assessable"])
    >>> turned(late, good).tolist()
    [True, False]
    """
    told = (status != "not_assessable") & (main != "not_assessable")
    return np.asarray(told & (np.isin(status, IN_TIME) != np.isin(main, IN_TIME)))


def _lost(rule: Rule) -> str:
    """The rule's word for a target that the base met and the latest figure does not."""
    # One that words this itself, case by case, has no word for all of them.
    worded = rule.to_hold is not None and "reversing" in rule.to_hold.statuses
    return rule.labels[-1] if "reversing" in rule.statuses and not worded else "no longer met"


def _alike(made: Verdicts, status: Any, label: Any, code: Any = "") -> Verdicts:
    """The same values with one verdict, or one reason, for all."""
    said = [np.full(len(made.value), one, dtype=object) for one in (status, label, code)]
    return Verdicts(made.rule, made.value, made.beside, *said)


def _blanked(made: Verdicts, cases: Cases) -> Verdicts:
    """No number where there is no verdict, or one that needs none."""
    silent = made.code != ""
    blank = ~np.isin(made.code.astype(str), _TOLD) | (cases.fixed != "")
    return replace(
        made,
        value=np.where(blank, np.nan, made.value),
        beside=np.where(blank, np.nan, made.beside),
        status=np.where(silent, "not_assessable", made.status),
        label=np.where(silent, "", made.label),
    )


def graded(cases: Cases, rule: Rule) -> Verdicts:
    """What the steps of a rule say, whatever holds under every rule."""
    value = rule_value(cases, rule)
    beside = np.full(len(cases), np.nan) if rule.beside is None else rule.beside(cases)
    grade = rule.place(cases) if rule.place else grades(cases, rule, value, beside)
    untold = grade < 0 if rule.place else np.isnan(value)
    why = rule.why(cases) if callable(rule.why) else rule.why
    no_base = np.isnan(cases.base)
    doubtful = rule.doubtful(cases) if rule.doubtful else np.zeros(len(cases), bool)
    code = np.select(
        [no_base & rule.needs_base, untold, doubtful, np.full(len(cases), not rule.labels)],
        ["no_base", why, "unclear", np.where(no_base, "no_verdict_no_base", "no_verdict")],
        "",
    )
    # The last entry is for cases that are not graded.
    statuses, labels = (np.array([*of, ""], dtype=object) for of in (rule.statuses, rule.labels))
    return Verdicts(rule, value, beside, statuses[grade], labels[grade], code.astype(object))


def rule_value(cases: Cases, rule: Rule) -> Array:
    """The number of the rule."""
    value = np.asarray(rule.value(cases))
    if value.shape != (len(cases),):
        raise DataError(say("rule.values", rule=rule.name, given=value.shape, cases=(len(cases),)))
    # Of a target that is only to be held, no share of the way can be done.
    hold = cases.held & rule.needs_base
    return np.where(hold | np.isinf(value), np.nan, value + 0.0)


def grades(cases: Cases, rule: Rule, value: Array, beside: Array) -> NDArray[np.int64]:
    """How many cut-offs each value falls short of; the wrong way falls short of them all."""
    score = value - beside if rule.relative else value
    grade = fallen_short(score, rule.cut_offs, rule.small_is_good, rule.strict)
    if rule.wrong_way:
        grade = np.where(rule.wrong_way(cases), len(rule.labels) - 1, grade)
    return grade


def fallen_short(
    score: Array, cut_offs: tuple[float, ...], small_is_good: bool, strict: int
) -> NDArray[np.int64]:
    """How many cut-offs a score falls short of; the first `strict` ones do not count themselves.

    >>> fallen_short(np.array([0.95, 0.7, -0.1]), (0.95, 0.6, 0.0), False, 0).tolist()
    [0, 1, 3]
    """
    sign = -1.0 if small_is_good else 1.0
    short = np.zeros(len(score), np.int64)
    for place, cut in enumerate(cut_offs):
        ahead = np.round(sign * (score - cut), _DECIMALS)
        short += (ahead <= 0) if place < strict else (ahead < 0)
    return short


def reason_texts(cases: Cases, verdicts: Verdicts, lang: str) -> list[str]:
    """Why there is no verdict, case by case, in words; empty where there is one."""
    texts = [""] * len(cases)
    for i in np.flatnonzero(verdicts.code != ""):
        key = str(verdicts.code[i])
        facts = {
            "base_year": f"{cases.base_year[i]:.0f}",
            "target_year": f"{cases.target_year[i]:.0f}",
            "at_base": percent(verdicts.beside[i], 1),
        }
        if known(f"no_verdict.{key}"):
            texts[i] = word(f"no_verdict.{key}", lang, **facts)
        elif lang != "en" and verdicts.rule.name == "probability" and key.isascii():
            # The sentences of projections are English only.
            texts[i] = word("no_projection.unfit", lang)
        else:
            texts[i] = key
    return texts

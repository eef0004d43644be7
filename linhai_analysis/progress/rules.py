"""The published rules that say whether a target is on track: one table, one row a rule.

A rule is a value and its cut-offs. How a rule is known is said by its `source`: *code* and
*documentation* of the system itself, *second hand* (an independent implementation), or *to be
confirmed* (general knowledge). A new rule is one small function and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from linhai_analysis.arguments import Array, Mask, is_number
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.progress import formulas
from linhai_analysis.progress.cases import Cases
from linhai_analysis.words import word

STATUSES = (
    "met",
    "ahead",
    "on_track",
    "slow",
    "off_track",
    "reversing",
    "missed",
    "not_assessable",
)
"""The common words of all rules, best first."""


@dataclass(frozen=True)
class Rule:
    """A rule: what it computes, where it cuts, what it calls the result.

    Attributes
    ----------
    name, source : str
    value : callable
        Cases -> array, NaN where it cannot be told.
    why : str or callable
        Why the value cannot be told: a key ``no_verdict.<key>`` of the words or a sentence, one for
        all or Cases -> array of text.
    cut_offs : tuple of float
        From the best verdict to the worst.
    labels, statuses : tuple of str
        The rule's own word and the common one, best first: one for each cut-off, one for a value
        that falls short of them all, and one for the wrong way where the rule has that.
    wrong_way : callable, optional
        Cases -> array of bool: moved away from the target, whatever the value.
    beside : callable, optional
        Cases -> array: what the value is read against.
    nearly_met : callable, optional
        Cases -> array of bool: near enough to the target to count as met.
    relative : bool
        Whether the cut-offs are of the value less what it is read against.
    small_is_good : bool
        Whether the value has to stay below the cut-offs.
    strict : bool
        Whether the first cut-off itself does not count.
    without_target : tuple of float
        Cut-offs of the growth a year where there is no target; empty where the rule needs one.
    needs_base : bool
    met : str
        What the rule calls a target that is met.

    Examples
    --------
    >>> RULES["open_sdg"].cut_offs, RULES["open_sdg"].labels[0]
    ((0.95, 0.6, 0.0), 'on track')
    >>> half = Rule("half", "my own", lambda cases: cases.progress, cut_offs=(0.5,),
    ...     labels=("half done", "less"), statuses=("on_track", "slow"))
    """

    name: str
    source: str
    value: Callable[[Cases], Array]
    why: str | Callable[[Cases], np.ndarray] = "no_value"
    cut_offs: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    wrong_way: Callable[[Cases], Mask] | None = None
    beside: Callable[[Cases], Array] | None = None
    nearly_met: Callable[[Cases], Mask] | None = None
    relative: bool = False
    small_is_good: bool = False
    strict: bool = False
    without_target: tuple[float, ...] = ()
    needs_base: bool = True
    met: str = "target met"

    def __post_init__(self) -> None:
        steps = len(self.cut_offs) + (2 if self.wrong_way else 1) if self.cut_offs else 0
        if not len(self.labels) == len(self.statuses) == steps:
            raise DataError(
                f"the rule {self.name} has {len(self.cut_offs)} cut-offs, so it needs {steps} "
                f"labels and statuses; it has {len(self.labels)} and {len(self.statuses)}"
            )
        for status in self.statuses:
            if status not in STATUSES:
                raise UnknownNameError("status", status, STATUSES)


_RATIO = ("on_track", "slow", "off_track", "reversing")

TABLE = (
    Rule(
        "open_sdg",
        "Open SDG 2.4, progress calculation (code, documentation), after Eurostat 2021",
        formulas.compound_ratio,
        formulas.why_no_rate,
        (0.95, 0.6, 0.0),
        ("on track", "moderate", "limited", "deterioration"),
        _RATIO,
        without_target=(0.015, 0.005, 0.0),
        met="target achieved",
    ),
    Rule(
        "eurostat",
        "Eurostat, EU SDG monitoring report (second hand)",
        formulas.compound_ratio,
        formulas.why_no_rate,
        (0.95, 0.6, 0.0),
        ("significant progress", "moderate progress", "insufficient progress", "moving away"),
        _RATIO,
    ),
    Rule(
        "un_progress_chart",
        "UNSD, Progress Chart technical note 2023 (second hand)",
        formulas.continued_share,
        formulas.why_no_observed_rate,
        (0.95, 0.1),
        ("on track", "fair progress", "stagnation", "regression"),
        _RATIO,
        wrong_way=lambda c: c.fell,
        nearly_met=formulas.nearly_whole,
        without_target=(0.02, 0.005),
    ),
    Rule(
        "sdsn",
        "SDSN, SDG Index (to be confirmed)",
        formulas.linear_ratio,
        "no_value",
        (1.0, 0.5, 0.0),
        ("on track", "moderately improving", "stagnating", "decreasing"),
        _RATIO,
    ),
    Rule(
        "escap",
        "ESCAP, anticipated progress index (documentation; cut-off to be confirmed)",
        formulas.regression_gap,
        "one_point",
        (0.1,),
        ("maintain", "accelerate", "reverse"),
        ("on_track", "slow", "reversing"),
        wrong_way=lambda c: c.sign * formulas.regression(c)[1] < 0,
        small_is_good=True,
    ),
    Rule(
        "destatis",
        "Federal Statistical Office of Germany, indicator report (documentation)",
        formulas.missed_share,
        "few",
        (0.05, 0.2),
        ("sun", "sun and cloud", "cloud", "thunderstorm"),
        _RATIO,
        wrong_way=lambda c: c.sign * formulas.mean_change(c) < 0,
        small_is_good=True,
        strict=True,
        needs_base=False,
    ),
    Rule(
        "schedule",
        "Words of the national review of 2023; the formula is common practice (to be confirmed)",
        lambda c: c.progress,
        "no_value",
        (0.05, -0.05),
        ("快于预期", "基本符合预期", "滞后于预期", "低于基期水平"),
        ("ahead", "on_track", "slow", "reversing"),
        wrong_way=lambda c: c.fell,
        beside=lambda c: c.elapsed,
        relative=True,
        strict=True,
        met="提前实现",
    ),
    Rule(
        "completion",
        "Common practice",
        formulas.completion,
        "share",
        beside=lambda c: formulas.completion(c, c.base),
        needs_base=False,
    ),
    Rule(
        "probability",
        "This project: trend projection, coverage measured",
        formulas.probability,
        formulas.why_no_projection,
        (0.9, 0.5, 0.1),
        ("very likely", "likely", "unlikely", "very unlikely"),
        ("ahead", "on_track", "slow", "off_track"),
        needs_base=False,
    ),
)

# Cut-offs of the caller's own, by rule.
CutOffs = Mapping[str, Sequence[float]]

RULES: Mapping[str, Rule] = {rule.name: rule for rule in TABLE}
"""The rules by name, in the order in which tables show them."""

RATIO_RULES = ("open_sdg", "eurostat", "un_progress_chart", "sdsn", "schedule", "completion")
"""The rules that need no more than base, latest value and target."""


def find_rule(
    rule: str | Rule, cut_offs: Sequence[float] | None = None, tol: float | None = None
) -> Rule:
    """Return a rule, with other cut-offs where they are given.

    >>> find_rule("schedule", tol=0.1).cut_offs
    (0.1, -0.1)
    """
    if not isinstance(rule, Rule) and rule not in RULES:
        raise UnknownNameError("rule", rule, RULES)
    found = rule if isinstance(rule, Rule) else RULES[rule]
    if tol is not None and found.name == "schedule" and cut_offs is None:
        if not is_number(tol) or not 0 <= tol < 1:
            raise DataError(f"tol={tol!r} is not a share of the way from 0 to 1, such as 0.05")
        cut_offs = (tol, -tol)
    if cut_offs is None:
        return found
    cuts = tuple(cut_offs) if isinstance(cut_offs, Iterable) else ()
    numbers = [float(cut) for cut in cuts if is_number(cut) and np.isfinite(cut)]
    order = sorted(numbers, reverse=not found.small_is_good)
    if not len(cuts) == len(numbers) == len(found.cut_offs) or numbers != order or not numbers:
        shown = ", ".join(f"{cut:g}" for cut in found.cut_offs) or "none"
        raise DataError(
            f"cut_offs={cut_offs!r} do not fit the rule {found.name}, whose own are {shown}: "
            f"as many numbers, the best verdict first"
        )
    return replace(found, cut_offs=tuple(numbers))


def chosen_rules(
    rules: Sequence[str | Rule] | None, cut_offs: CutOffs | None, tol: float | None
) -> list[Rule]:
    """The rules to judge by, with the caller's cut-offs.

    >>> [rule.name for rule in chosen_rules(["sdsn"], {"sdsn": (0.9, 0.5, 0.0)}, None)]
    ['sdsn']
    """
    own = cut_offs or {}
    rules = [rules] if isinstance(rules, str | Rule) else rules
    wanted = [find_rule(rule) for rule in (RULES if rules is None else rules)]
    if not wanted:
        raise DataError("no rule to judge by; leave rules out for all of them")
    names = {rule.name for rule in wanted}
    for name in own:
        if name not in names:
            raise UnknownNameError("rule", name, names)
    return [find_rule(rule, own.get(rule.name), tol) for rule in wanted]


def rule_name(rule: str, lang: str = "en") -> str:
    """Return a rule as people read it; a rule of the caller's own stays as it is.

    >>> rule_name("un_progress_chart"), rule_name("mine")
    ('UN Progress Chart', 'mine')
    """
    return word(f"rule.{rule}", lang) if rule in RULES else rule

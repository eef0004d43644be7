"""The rules that say whether a target is on track: one table, one row a rule.

``docs/rules.md`` says of each which edition is followed, and what of it is confirmed, second hand
or this project's own. A new rule is one small function and one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from linhai_analysis.arguments import is_finite, is_number, told_value
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.progress import formulas
from linhai_analysis.progress.rule import Rule
from linhai_analysis.projection.outlook import LIKELY, LIMITS
from linhai_analysis.words import say, word

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
        edition="2.4",
        known="code, documentation",
        formula="compound_ratio",
        published=True,
        path="compound",
        cites=("open_sdg", "eurostat_2021"),
    ),
    Rule(
        "eurostat",
        "Eurostat, EU SDG monitoring, from the plan's base year; Eurostat itself looks back 5 or "
        "15 years (second hand)",
        formulas.compound_ratio,
        formulas.why_no_rate,
        (0.95, 0.6, 0.0),
        ("significant progress", "moderate progress", "insufficient progress", "moving away"),
        _RATIO,
        strict=2,
        without_target=Rule(
            "eurostat",
            "Eurostat, EU SDG monitoring, without a target (second hand)",
            formulas.growth,
            formulas.why_no_observed_rate,
            (0.01, 0.001, -0.001, -0.01),
            (
                "significant progress",
                "moderate progress",
                "no progress",
                "moderate movement away",
                "significant movement away",
            ),
            ("on_track", "slow", "off_track", "reversing", "reversing"),
            strict=2,
        ),
        edition="EU SDG monitoring",
        known="second hand",
        formula="compound_ratio",
        published=True,
        path="compound",
        cites=("eurostat_2021", "eustat"),
    ),
    Rule(
        "un_2023",
        "UNSD, Progress Chart technical note 2023 (second hand)",
        formulas.continued_share,
        formulas.why_no_observed_rate,
        (0.95, 0.1),
        ("on track", "fair progress", "stagnation or regression", "stagnation or regression"),
        _RATIO,
        wrong_way=formulas.fell,
        nearly_met=formulas.nearly_whole,
        without_target=(0.02, 0.005),
        edition="2023",
        known="second hand",
        published=True,
        path="compound",
        cites=("unsd_2023", "eustat"),
    ),
    Rule(
        "un_2022",
        "UNSD, Progress Chart technical note 2022, as UNDP's tools code it (second hand)",
        formulas.compound_ratio,
        formulas.why_no_rate,
        (0.95, 0.5, -0.1),
        (
            "on track",
            "fair progress, acceleration needed",
            "limited or no progress",
            "deterioration",
        ),
        _RATIO,
        without_target=(0.01, 0.005, -0.005),
        edition="2022",
        known="second hand",
        formula="compound_ratio",
        published=True,
        path="compound",
        cites=("unsd_2022",),
    ),
    Rule(
        "sdsn",
        "SDSN, SDG Index, detailed methodological paper 2018, section 1.5.3; four arrows since "
        "2019 (documentation)",
        formulas.linear_ratio,
        "no_value",
        (1.0, 0.5, 0.0),
        ("on track", "moderately improving", "stagnating", "decreasing"),
        _RATIO,
        to_hold=Rule(
            "sdsn",
            "SDSN, SDG Index, where the level is met (documentation)",
            formulas.linear_ratio,
            labels=("on track or maintaining",),
            statuses=("met",),
            place=formulas.stays_met,
        ),
        edition="2018",
        known="documentation",
        published=True,
        path="linear",
        cites=("sdsn_2018",),
    ),
    Rule(
        "escap",
        "ESCAP and UNECE, anticipated progress index, technical notes 2022-26 (documentation for "
        "the gap; both cut-offs and the weights 1 to n to be confirmed)",
        formulas.regression_gap,
        "one_point",
        (0.1, 1.0),
        ("maintain", "accelerate", "reverse"),
        ("on_track", "slow", "reversing"),
        small_is_good=True,
        edition="2022-26",
        known="documentation, to be confirmed",
        published=True,
        cites=("escap", "unece_2022"),
    ),
    Rule(
        "destatis",
        "Federal Statistical Office of Germany, status page of the indicator platform "
        "(documentation)",
        formulas.missed_share,
        "few",
        (0.05, 0.2),
        ("sun", "sun and cloud", "cloud", "thunderstorm"),
        _RATIO,
        wrong_way=formulas.goes_away,
        small_is_good=True,
        strict=1,
        without_target=Rule(
            "destatis",
            "Federal Statistical Office of Germany, without a target (documentation)",
            formulas.untold,
            "few",
            labels=("sun", "sun and cloud", "cloud", "thunderstorm"),
            statuses=_RATIO,
            place=formulas.weather_without_target,
            needs_base=False,
        ),
        to_hold=Rule(
            "destatis",
            "Federal Statistical Office of Germany, where the target is to be held (documentation)",
            formulas.missed_share,
            labels=("sun", "sun and cloud", "cloud", "thunderstorm"),
            statuses=("met", "slow", "off_track", "reversing"),
            place=formulas.weather_to_hold,
            needs_base=False,
        ),
        needs_base=False,
        edition="status page",
        known="documentation",
        published=True,
        cites=("destatis",),
    ),
    Rule(
        "schedule",
        "Words of the national review of 2023; the formula (way against time), the tolerance of 5 "
        "points and 低于基期水平 are this project's convention",
        formulas.share_of_way,
        "no_value",
        (0.05, -0.05),
        ("快于预期", "基本符合预期", "滞后于预期", "低于基期水平"),
        ("ahead", "on_track", "slow", "reversing"),
        wrong_way=formulas.fell,
        beside=formulas.share_of_time,
        relative=True,
        strict=1,
        met="提前实现",
        edition="words of 2023",
        known="own",
        path="linear",
        cites=("review_2023",),
    ),
    Rule(
        "completion",
        "Common practice",
        formulas.completion,
        "share",
        beside=formulas.completion_at_base,
        needs_base=False,
        known="own",
    ),
    Rule(
        "probability",
        "This project: trend projection, coverage measured",
        formulas.probability,
        formulas.why_no_projection,
        LIMITS,
        tuple(word(f"outlook.{key}") for key in LIKELY),
        ("ahead", "on_track", "slow", "off_track"),
        doubtful=formulas.unclear,
        needs_base=False,
        known="own",
    ),
)

HEADLINE = "schedule"
"""The rule that governs a review where no other is named."""

# Cut-offs of the caller's own, by rule.
CutOffs = Mapping[str, Sequence[float]]

RULES: Mapping[str, Rule] = {rule.name: rule for rule in TABLE}
"""The rules by name, in the order in which tables show them."""

RATIO_RULES = ("open_sdg", "eurostat", "un_2023", "un_2022", "sdsn", "schedule", "completion")
"""The rules that need no more than base, latest value and target."""

# Names that rules had before.
RENAMED = {"un_progress_chart": "un_2023"}


def find_rule(
    rule: str | Rule, cut_offs: Sequence[float] | None = None, tol: float | None = None
) -> Rule:
    """Return a rule, with other cut-offs where they are given.

    >>> find_rule("schedule", tol=0.1).cut_offs
    (0.1, -0.1)
    """
    if not isinstance(rule, Rule) and (not isinstance(rule, str) or rule not in RULES):
        raise UnknownNameError(say("kind.rule"), rule, RULES, RENAMED)
    found = rule if isinstance(rule, Rule) else RULES[rule]
    if tol is not None and found.name == "schedule" and cut_offs is None:
        if not is_number(tol) or not 0 <= tol < 1:
            raise DataError(say("rule.tol", tol=told_value(tol)))
        cut_offs = (tol, -tol)
    if cut_offs is None:
        return found
    cuts = tuple(cut_offs) if isinstance(cut_offs, Iterable) else ()
    numbers = [float(cut) for cut in cuts if is_finite(cut)]
    order = sorted(numbers, reverse=not found.small_is_good)
    if not len(cuts) == len(numbers) == len(found.cut_offs) or numbers != order or not numbers:
        shown = tuple(f"{cut:g}" for cut in found.cut_offs) or say("fault.none")
        raise DataError(say("rule.cut_offs", cuts=told_value(cut_offs), rule=found.name, own=shown))
    return replace(found, cut_offs=tuple(numbers))


def chosen_rules(
    rules: str | Rule | Sequence[str | Rule] | None, cut_offs: CutOffs | None, tol: float | None
) -> list[Rule]:
    """The rules to judge by, with the caller's cut-offs.

    >>> [rule.name for rule in chosen_rules(["sdsn"], {"sdsn": (0.9, 0.5, 0.0)}, None)]
    ['sdsn']
    """
    own = cut_offs or {}
    rules = [rules] if isinstance(rules, str | Rule) else rules
    wanted = [find_rule(rule) for rule in (RULES if rules is None else rules)]
    if not wanted:
        raise DataError(say("rule.none"))
    names = {rule.name for rule in wanted}
    for name in own:
        if name not in names:
            raise UnknownNameError(say("kind.rule"), name, names, RENAMED)
    return [find_rule(rule, own.get(rule.name), tol) for rule in wanted]


def rule_name(rule: str, lang: str = "en") -> str:
    """Return a rule as people read it; a rule of the caller's own stays as it is.

    >>> rule_name("un_2023"), rule_name("mine")
    ('UN 2023', 'mine')
    """
    return word(f"rule.{rule}", lang) if rule in RULES else rule

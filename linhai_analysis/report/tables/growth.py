"""The tables of growth, of what is still required, of milestones and of gaps, for people."""

from __future__ import annotations

import math

import pandas as pd

from linhai_analysis.arguments import check_language
from linhai_analysis.notes import notes_text
from linhai_analysis.plan import Plan
from linhai_analysis.progress.wording import figure_text
from linhai_analysis.targets import (
    BASES,
    base_text,
    distinct_targets,
    is_as_printed,
    printed_figures,
    printed_text,
    stated_relation,
    target_with_unit,
)
from linhai_analysis.text import (
    NONE,
    brackets,
    decimals_of,
    folded,
    heads,
    number,
    significant,
    text_table,
    with_unit,
)
from linhai_analysis.words import known, places_text, speaks, word

RANKED = {"by": ["required_cagr", "main"], "ascending": [False, False], "kind": "stable"}


def growth_table(plan: Plan, growth: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """Required growth, ranked, one row for each distinct target; shares in points only.

    The year of the target stands beside it where an indicator has targets of several years.

    >>> from linhai_analysis import load_plan, required_growth
    >>> plan = load_plan()
    >>> growth_table(plan, required_growth(plan)).iloc[0].tolist()[2:6]
    ['60', '120', '14.87%', '12']
    """
    lang = check_language(lang)
    ranked = _ranked(growth)
    dated = {(row["indicator"], row["target_year"]) for row in ranked}
    several = len(dated) > len({row["indicator"] for row in ranked})
    rows = []
    for row in ranked:
        name, unit, base, *cells = _growth_cells(plan, row, lang)
        year = str(row["target_year"]) if several else NONE
        rows.append([name, unit, base, year, *cells, *_whose(plan, row, lang)])
    table = text_table(rows, lang, "indicator unit base target_year target growth pace owner place")
    return folded(table, heads(lang, "owner place target_year"))


def still_table(plan: Plan, growth: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The growth still required, each row with the year of its figure and what to know of it."""
    others = growth[~_computed(growth) & growth["main"]]
    shown = []
    for row in [*_ranked(growth), *distinct_targets(others).to_dict("records")]:
        name, unit, *cells = _growth_cells(plan, row, lang)
        year = str(row["base_year"]) if pd.notna(row["base_value"]) else NONE
        shown.append([name, unit, year, *cells, notes_text(row["notes"], lang, row["reason"])])
    return text_table(shown, lang, "indicator unit dated latest target still pace note")


def missing_table(plan: Plan, growth: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """The targets for which nothing can be computed, and why."""
    lang = check_language(lang)
    rows = growth[~_computed(growth)].sort_values("main", ascending=False, kind="stable")
    shown = [
        [
            *named(plan, row, lang),
            shown_target(plan, row, lang),
            row["reason"],
            *_whose(plan, row, lang),
        ]
        for row in distinct_targets(rows).to_dict("records")
    ]
    table = text_table(shown, lang, "indicator unit target reason owner place")
    return folded(table, heads(lang, "owner place"))


def milestone_table(
    plan: Plan, growth: pd.DataFrame, path: pd.DataFrame, lang: str, judging: str = ""
) -> pd.DataFrame:
    """The yearly path to each distinct target: the one that judges, else the natural one."""
    years = sorted(set(path["year"]))
    shown = []
    paths = dict(iter(path.set_index("year").groupby("target_id", sort=False)))
    for row in _ranked(growth):
        own = paths.get(row["target_id"], path.iloc[:0])
        # Where there is no such path, equal steps always lead there.
        way = judging or row["natural"]
        way = way if own[way].notna().any() else "linear"
        values = own[way].reindex(years)
        if values.isna().all():
            continue
        shown.append([*named(plan, row, lang), *_path_cells(plan, row, values)])
    return text_table(shown, lang, "indicator unit", years)


def _path_cells(plan: Plan, row: dict, values: pd.Series) -> list[str]:
    """The values of a path as text; those of an index as changes since the base year."""
    if row["quantity"] == "index":
        return [figure_text(plan, row, value) for value in values]
    decimals = _path_decimals(values, plan.about(row["indicator"])["decimals"])
    return [number(value, decimals) for value in values]


def _path_decimals(values: pd.Series, stated: int) -> int:
    """One more than the codebook states, and enough that years that differ look different."""
    ends = values.dropna().iloc[[0, -1]] if values.notna().any() else ()
    # Where the codebook states none: as many as the first and the last figure have.
    decimals = stated + 1 if stated >= 0 else max([1, *map(decimals_of, ends)])
    step = values.diff().abs().min()
    return max(decimals, -math.floor(math.log10(step))) if step > 0 else decimals


def named(plan: Plan, row: dict, lang: str) -> list[str]:
    """The name of an indicator and its unit."""
    return [plan.label(row["indicator"], lang), plan.unit(row["indicator"], lang)]


def shown_target(plan: Plan, row: dict, lang: str, united: bool = False) -> str:
    """The target with the relation that the plan states, for example 4.5 or more.

    One that the plan states from several base years names its own; `united` has its unit, too.
    """
    row = plan.printing(row)
    unit = plan.unit(row["indicator"], lang)
    text = target_with_unit(row, lang, unit) if united else plan.target_text(row, lang)
    stated = stated_relation(row["printed"], row["target_value"]).removeprefix("about ")
    if known(f"relation.{stated}") and not is_as_printed(row, lang):
        text = word(f"relation.{stated}", lang, value=text)
    if row.get("starts", 1) > 1:
        text += brackets(word("turns.base_year", lang, year=row["base_year"]), lang)
    return text


def aimed_target(plan: Plan, row: dict, lang: str, united: bool = False) -> str:
    """The target; of one that a rule states the level that it comes to, and the rule.

    >>> from linhai_analysis import load_plan, scorecard
    >>> plan = load_plan()
    >>> row = scorecard(plan, 2018).iloc[0].to_dict()
    >>> aimed_target(plan, row, "zh"), aimed_target(plan, row, "zh", united=True)
    ('3', '3%')
    """
    printed = printed_text(plan.printing(row)["printed"])
    if BASES[row["basis"]].from_zero and speaks(printed, lang) and printed_figures(printed):
        # What is added stands as it is printed, with its unit.
        return printed
    text = shown_target(plan, row, lang, united)
    if BASES[row["basis"]].in_unit or row["quantity"] != "level" or pd.isna(row["aim"]):
        return text
    stated = plan.about(row["indicator"])["decimals"] >= 0
    level = plan.figure(row["indicator"], row["aim"]) if stated else significant(row["aim"])
    level = with_unit(level, plan.unit(row["indicator"], lang), lang) if united else level
    return level + brackets(text, lang)


def change_text(plan: Plan, indicator: str, change: float, lang: str) -> str:
    """A change a year; in points where the unit is %."""
    pace = significant(change)
    in_points = pace != NONE and plan.about(indicator)["unit"] == "%"
    return as_fall(word("points", lang, value=pace) if in_points else pace, lang)


def as_fall(text: str, lang: str) -> str:
    """A negative rate or change as a decline by a positive number, where a language has it so.

    >>> as_fall("-3.43%", "zh"), as_fall("-3.43%", "en"), as_fall("3.43%", "zh")
    ('下降3.43%', '-3.43%', '3.43%')
    """
    return word("fall", lang, value=text[1:]) if text.startswith("-") else text


def _whose(plan: Plan, row: dict, lang: str) -> list[str]:
    """Who answers for an indicator, and where its target is printed."""
    owner = str(plan.about(row["indicator"])["owner"])
    return [owner, places_text(row["places"], lang, rows=True)]


def _computed(growth: pd.DataFrame) -> pd.Series:
    return growth["required_per_year"].notna() | growth["required_cagr"].notna()


def _ranked(growth: pd.DataFrame) -> list[dict]:
    """One row for each distinct target that has a growth, the fastest first."""
    rows = growth[_computed(growth)].sort_values(**RANKED)
    return distinct_targets(rows).to_dict("records")


def _growth_cells(plan: Plan, row: dict, lang: str) -> list[str]:
    """Indicator, unit, base value, target, required growth, change a year; from every base."""
    every = [row, *(row | base._asdict() for base in row["other_bases"])]
    cells = [_from_base(plan, one, lang) for one in every]
    base, growth, pace = (" / ".join(dict.fromkeys(texts)) for texts in zip(*cells, strict=True))
    return [*named(plan, row, lang), base, shown_target(plan, row, lang), growth, pace]


def _from_base(plan: Plan, row: dict, lang: str) -> tuple[str, str, str]:
    """The base value, the growth that the target requires from it, and the change a year."""
    index = row["quantity"] == "index"
    share = plan.about(row["indicator"])["unit"] == "%" and not index
    told = pd.notna(row["required_cagr"]) and not share
    return (
        base_text(row, lang),
        as_fall(f"{row['required_cagr']:.2%}", lang) if told else NONE,
        # Points of an index are no unit that people know.
        NONE if index else change_text(plan, row["indicator"], row["required_per_year"], lang),
    )

"""The tables of growth, of what is still required, of milestones and of gaps, for people."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.notes import notes_text
from linhai_analysis.plan import Plan
from linhai_analysis.targets import distinct_targets, stated_relation, target_text
from linhai_analysis.text import NONE, heads, number, significant
from linhai_analysis.words import place_word, word

RANKED = {"by": ["required_cagr", "main"], "ascending": [False, False], "kind": "stable"}


def growth_table(plan: Plan, growth: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return required growth, ranked, with one row for each distinct printed target.

    Parameters
    ----------
    plan : Plan
    growth : DataFrame
        As :func:`~linhai_analysis.required_growth` returns it.
    lang : {"en", "zh"}
        In Chinese, shares change by points only, as reviews write.

    Returns
    -------
    DataFrame
        Text only, headings in `lang`: indicator, unit, base value, target, required growth,
        change a year, place. Targets without any number are left to :func:`missing_table`.

    Examples
    --------
    >>> from linhai_analysis import load_plan, required_growth
    >>> plan = load_plan()
    >>> growth_table(plan, required_growth(plan), "en").iloc[0].tolist()[2:6]
    ['60', '120', '14.87%', '12']
    """
    rows = _distinct(growth[_computed(growth)].sort_values(**RANKED), lang)
    table = pd.DataFrame(
        [_growth_row(plan, row, lang) for row in rows],
        columns=heads(lang, "indicator unit base target growth pace place"),
    )
    return _without_places(table, lang)


def still_table(plan: Plan, growth: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return the growth still required, each row with the year of its figure and its flags.

    >>> from linhai_analysis import load_plan, still_required
    >>> plan = load_plan()
    >>> still_table(plan, still_required(plan, 2017))["Year of it"].tolist().count("2016")
    2
    """
    computed = growth[_computed(growth)].sort_values(**RANKED)
    others = growth[~_computed(growth) & growth["main"]]
    shown = []
    for row in [*_distinct(computed, lang), *_distinct(others, lang)]:
        cells = _growth_row(plan, row, lang)[:-1]
        known = pd.notna(row["base_value"])
        note = notes_text(row["notes"], lang, row["reason"])
        shown.append([*cells[:2], str(row["base_year"]) if known else NONE, *cells[2:], note])
    columns = heads(lang, "indicator unit dated latest target still pace note")
    return pd.DataFrame(shown, columns=columns)


def missing_table(plan: Plan, growth: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return the targets for which nothing can be computed, and why.

    Parameters
    ----------
    plan, growth, lang
        As in :func:`growth_table`.

    Returns
    -------
    DataFrame
        Text only: indicator, unit, target, reason, place.

    Examples
    --------
    >>> from linhai_analysis import load_plan, required_growth
    >>> plan = load_plan()
    >>> len(missing_table(plan, required_growth(plan), "en"))
    8
    """
    rows = growth[~_computed(growth)].sort_values("main", ascending=False, kind="stable")
    shown = [
        [
            plan.label(row["indicator"], lang),
            plan.unit(row["indicator"], lang),
            shown_target(plan, row, lang),
            row["reason"],
            row["places"],
        ]
        for row in _distinct(rows, lang)
    ]
    table = pd.DataFrame(shown, columns=heads(lang, "indicator unit target reason place"))
    return _without_places(table, lang)


def milestone_table(
    plan: Plan, growth: pd.DataFrame, path: pd.DataFrame, lang: str = "en"
) -> pd.DataFrame:
    """Return the yearly path to each distinct target, in the way that is natural for it."""
    rows = _distinct(growth[_computed(growth)].sort_values(**RANKED), lang)
    years = sorted(set(path["year"]))
    shown = []
    for row in rows:
        own = path[path["target_id"] == row["target_id"]].set_index("year")
        # A path that the natural reading cannot draw is drawn in the other one.
        ways = [row["natural"], "linear"]
        values = next(own[way] for way in ways if own[way].notna().any() or way == "linear")
        decimals = max(plan.indicator(row["indicator"])["decimals"], 0) + 1
        cells = [number(values.get(year, float("nan")), decimals) for year in years]
        shown.append(
            [plan.label(row["indicator"], lang), plan.unit(row["indicator"], lang), *cells]
        )
    columns = [*heads(lang, "indicator unit"), *map(str, years)]
    return pd.DataFrame(shown, columns=columns)


def _without_places(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The places left out where none is known, as of a plan read in copies."""
    place = word("head.place", lang)
    return table.drop(columns=place) if len(table) and table[place].eq("").all() else table


def _computed(growth: pd.DataFrame) -> pd.Series:
    return growth["required_per_year"].notna() | growth["required_cagr"].notna()


def _growth_row(plan: Plan, row: dict, lang: str) -> list[str]:
    points = plan.indicator(row["indicator"])["unit"] == "%"
    pace = significant(row["required_per_year"])
    rate = f"{row['required_cagr']:.2%}"
    if pd.isna(row["required_cagr"]) or (points and lang == "zh"):
        rate = NONE
    base = number(row["base_value"])
    if row["basis"] in ("increment", "cumulative") and row["base_value"] == 0:
        base = word("from_zero", lang)
    return [
        plan.label(row["indicator"], lang),
        plan.unit(row["indicator"], lang),
        f"{base} {word('assumed', lang)}" if row["assumed"] else base,
        shown_target(plan, row, lang),
        rate,
        word("points", lang, value=pace) if points and pace != NONE else pace,
        row["places"],
    ]


def _distinct(rows: pd.DataFrame, lang: str) -> list[dict]:
    """One row for each distinct printed value; `places` lists where it is printed."""
    join = word("places_join", lang)
    return [
        row | {"places": join.join(place_word(where, lang) for where in row["places"])}
        for row in distinct_targets(rows).to_dict("records")
    ]


def shown_target(plan: Plan, row: dict, lang: str) -> str:
    """Return the target with the relation that the plan states, for example 4.5 or more."""
    text = target_text(row | {"target": row["target_value"]}, lang)
    own = plan.targets[plan.targets["target_id"] == row["target_id"]]
    printed = own["printed"].iloc[0] if len(own) else ""
    stated = stated_relation(printed, row["target_value"]).removeprefix("about ")
    if stated not in ("at_least", "at_most", "above", "below"):
        return text
    return word(f"relation.{stated}", lang, value=text)

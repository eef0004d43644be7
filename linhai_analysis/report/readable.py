"""The tables of a review as people read them: headings, units and rounding in one language."""

from __future__ import annotations

import math

import pandas as pd

from linhai_analysis.plan import Plan, target_text
from linhai_analysis.report.contents import Contents
from linhai_analysis.words import place_word, word

NONE = "—"


def number(value: float, decimals: int = 2) -> str:
    """Return a number with at most `decimals` places; — for none.

    Examples
    --------
    >>> number(2500.0), number(2.98), number(0.004, 3), number(float("nan"))
    ('2500', '2.98', '0.004', '—')
    """
    if pd.isna(value):
        return NONE
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value: float, digits: int = 3) -> str:
    """Return a number with at least `digits` significant ones; — for none.

    Examples
    --------
    >>> significant(28.8), significant(-0.015), significant(1234.5), significant(12.0)
    ('28.8', '-0.015', '1234', '12')
    """
    if pd.isna(value) or value == 0:
        return number(value)
    return number(value, max(0, digits - 1 - math.floor(math.log10(abs(value)))))


def growth_table(plan: Plan, growth: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return required growth, ranked, with one row for each distinct printed target.

    Parameters
    ----------
    plan : Plan
    growth : DataFrame
        As :func:`~linhai_analysis.required_growth` returns it.
    lang : {"en", "zh"}

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
    rows = growth[growth["required_per_year"].notna() | growth["required_cagr"].notna()]
    rows = rows.sort_values(["required_cagr", "main"], ascending=[False, False], kind="stable")
    return pd.DataFrame(
        [_growth_row(plan, row, lang) for row in _merged(rows).to_dict("records")],
        columns=_heads(lang, "indicator unit base target growth pace place"),
    )


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
    rows = growth[growth["required_per_year"].isna() & growth["required_cagr"].isna()]
    rows = rows.sort_values("main", ascending=False, kind="stable")
    shown = [
        [
            plan.label(row["indicator"], lang),
            plan.unit(row["indicator"], lang),
            _target(row, lang),
            row["reason"],
            row["places"],
        ]
        for row in _merged(rows, lang).to_dict("records")
    ]
    return pd.DataFrame(shown, columns=_heads(lang, "indicator unit target reason place"))


def conflict_table(plan: Plan, conflicts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return where the plan differs from itself, with a column that people fill in.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> conflict_table(plan, plan.conflicts(), "zh").columns.tolist()
    ['类型', '指标', '规划中的表述', '核定采用值']
    """
    rows = [
        [
            word(f"conflict.{row['kind']}", lang),
            plan.label(row["indicator"], lang),
            _readings(row["readings"], lang),
            row["decided"],
        ]
        for row in conflicts.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=_heads(lang, "conflict indicator readings decided"))


def facts_table(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return the derived facts with their arithmetic and caveats.

    Examples
    --------
    >>> from linhai_analysis import derived_facts, load_plan
    >>> facts_table(derived_facts(load_plan()), "en").iloc[0, 1]
    '463.4'
    """
    rows = [
        [row["statement"], _value(row, lang), row["arithmetic"], row["caveat"]]
        for row in facts.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=_heads(lang, "fact value arithmetic caveat"))


def sources_table(plan: Plan, lang: str) -> pd.DataFrame:
    """Return the sources with their grade; a secondary copy has no address.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> len(sources_table(load_plan(), "en"))
    13
    """
    suffix = "_en" if lang == "en" else ""
    rows = [
        [
            row[f"publisher{suffix}"] or row["publisher"],
            row[f"title{suffix}"] or row["title"],
            row["published"],
            row["reliability"],
        ]
        for row in plan.sources.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=_heads(lang, "publisher title published reliability"))


def readable_tables(review: Contents) -> dict[str, pd.DataFrame]:
    """Return the tables of the page in their order, by the key of their heading.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> list(readable_tables(build_review(load_plan())))
    ['growth', 'missing', 'conflicts', 'facts', 'sources']
    """
    plan, lang, tables = review.plan, review.lang, review.tables
    shown = {"growth": growth_table(plan, tables["required_growth"], lang)}
    if "still_required" in tables:
        shown["still"] = _still_table(plan, tables["still_required"], lang)
    return shown | {
        "missing": missing_table(plan, tables["required_growth"], lang),
        "conflicts": conflict_table(plan, tables["conflicts"], lang),
        "facts": facts_table(tables["derived_facts"], lang),
        "sources": sources_table(plan, lang),
    }


def _still_table(plan: Plan, growth: pd.DataFrame, lang: str) -> pd.DataFrame:
    """As :func:`growth_table`, with the year of each latest figure beside it."""
    dated = growth.sort_values(["required_cagr", "main"], ascending=[False, False], kind="stable")
    rows = dated[dated["required_per_year"].notna()]
    table = growth_table(plan, growth, lang)
    table.columns = _heads(lang, "indicator unit latest target still pace place")
    years = _merged(rows)["base_year"].astype(str).tolist()
    table.insert(2, word("head.dated", lang), years)
    return table


def _growth_row(plan: Plan, row: dict, lang: str) -> list[str]:
    rate = NONE if pd.isna(row["required_cagr"]) else f"{row['required_cagr']:.2%}"
    points = plan.indicator(row["indicator"])["unit"] == "%"
    pace = significant(row["required_per_year"])
    assumed = f" {word('assumed', lang)}" if row["assumed"] else ""
    return [
        plan.label(row["indicator"], lang),
        plan.unit(row["indicator"], lang),
        number(row["base_value"]) + assumed,
        _target(row, lang),
        rate,
        word("points", lang, value=pace) if points and pace != NONE else pace,
        ", ".join(place_word(place, lang) for place in row["places"].split(", ")),
    ]


def _merged(rows: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """One row for each distinct printed value; `places` lists where it is printed."""
    key = ["indicator", "target_year", "target_value", "basis"]
    places = rows["where"].map(lambda where: place_word(where, lang))
    joined = places.groupby([rows[column] for column in key], sort=False).agg(", ".join)
    merged = rows.drop_duplicates(key)
    return merged.assign(places=[joined[tuple(row)] for row in merged[key].to_numpy()])


def _target(row: dict, lang: str) -> str:
    return target_text(row | {"target": row["target_value"]}, lang)


def _readings(readings: str, lang: str) -> str:
    """The readings of a conflict with their places in the language of the reader."""
    if lang == "en":
        return readings
    parts = [part.rsplit(" (", 1) for part in readings.split(" | ")]
    shown = [
        f"{text}（{'、'.join(place_word(p, lang) for p in places[0].rstrip(')').split('; '))}）"
        if places
        else text
        for text, *places in parts
    ]
    return "；".join(shown)


def _value(row: dict, lang: str) -> str:
    ends = [number(row["value"], 1)] + ([] if pd.isna(row["high"]) else [number(row["high"], 1)])
    unit = "%" if row["unit"] == "%" else ""
    return "–".join(ends) + unit if unit or lang == "en" else "–".join(ends)


def _heads(lang: str, keys: str) -> list[str]:
    return [word(f"head.{key}", lang) for key in keys.split()]

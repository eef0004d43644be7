"""What the figures of a plan imply together, each with its arithmetic and its caveat.

These are sums that a careful reader does in the margin: which GDP the printed R&D ratio rests on,
what becomes of the other patents, what R&D spending the target needs. They follow from the
quotients and the parts of the codebook; what they assume, and words of the plan's own, are rows of
its table facts. A fact whose figures a plan does not have is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked, read_numbers
from linhai_analysis.growth.formulas import cagr
from linhai_analysis.plan import Plan, PlanLike, Quotient, load_plan, parts, quotients
from linhai_analysis.targets import facet
from linhai_analysis.text import number, percent
from linhai_analysis.words import word

# Where nobody assumed a growth of the denominator, it is taken to stay as it is.
UNCHANGED = (0.0,)
NEARLY = 0.95
COLUMNS = ["fact", "indicator", "statement", "value", "high", "unit", "arithmetic"]
COLUMNS += ["caveat", "quality"]


@checked
def derived_facts(
    plan: PlanLike, growth: Sequence[float] | None = None, lang: str | None = None
) -> pd.DataFrame:
    """Return what the printed figures imply.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
        Its table facts holds what is assumed (columns ``growth``, and ``low, high`` of the prices)
        and, where the general sentences do not do, the plan's own (``statement_en`` and so on).
    growth : sequence of float, optional
        Assumed growth of the denominators of quotients, fractions a year, for the numerators that
        their targets need; those of the table facts where left out, else none.
    lang : {"en", "zh"}, optional
        Of the sentences.

    Returns
    -------
    DataFrame
        Columns ``fact`` (implied_denominator, nearly_met, later_level, numerator_needed,
        part_share, part_share_target, rest or rest_falls), ``indicator, statement, value``,
        ``high`` (the upper end where the fact is a range, else NaN), ``unit``, ``arithmetic``,
        ``caveat``, ``quality`` (green: printed figures only; amber: an assumption that is named;
        red: our own estimate).

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> facts = derived_facts(load_plan()).set_index("fact")
    >>> fact = facts.loc["implied_denominator"]
    >>> fact["arithmetic"], f"{fact['value']:.1f}"
    ('13.81 / 2.98%', '463.4')
    """
    plan = load_plan(plan)
    lang = check_language(lang)
    growth = None if growth is None else read_numbers("growth", growth).tolist()
    known = list(_known_quotients(plan))
    rows = [
        *(_implied_denominator(plan, *one) for one in known),
        *_nearly_met(plan),
        *(fact for one, base, _, top in known for fact in _later_level(plan, one, base, top)),
        *(fact for one in known for fact in _numerator_needed(plan, *one, growth)),
        *(fact for one in parts(plan.indicators) for fact in _part_of_whole(plan, *one)),
    ]
    for row in rows:
        values = {"indicator": row["indicator"]} | row.pop("names")
        values = {name: plan.label(one, lang) for name, one in values.items()} | row.pop("words")
        if "of_unit" in values:
            values["unit"] = plan.unit(values["of_unit"], lang)
        row["statement"] = _said(plan, row, "statement", values, lang)
        row["caveat"] = _said(plan, row, "caveat", values, lang)
    return pd.DataFrame(rows, columns=COLUMNS)


def _said(plan: Plan, row: dict, text: str, values: dict[str, Any], lang: str) -> str:
    """A sentence in the plan's own words where it has any, else in the general ones."""
    own = next(filter(None, plan.fact_rows(row["fact"], row["indicator"])[f"{text}_{lang}"]), "")
    if not own:
        key = "fact" if text == "statement" else text
        return word(f"{key}.{row['fact']}", lang, **values)
    # What is no name of a value stays as its author wrote it.
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), own)


def _fact(
    fact: str,
    indicator: str,
    value: float,
    unit: str,
    arithmetic: str,
    quality: str = "green",
    upper: float = np.nan,
    names: dict[str, str] | None = None,
    **words: Any,
) -> dict:
    about = {"fact": fact, "indicator": indicator, "value": value, "high": upper, "unit": unit}
    about |= {"arithmetic": arithmetic, "quality": quality}
    return about | {"names": names or {}, "words": words}


def _known_quotients(plan: Plan) -> Iterator[tuple[Quotient, int, float, float]]:
    """Quotients that are known in the base year of their targets, with their numerators."""
    for quotient in quotients(plan.indicators):
        base = _base(plan, quotient.indicator)
        ratio, top = _at(plan, quotient.indicator, base), _at(plan, quotient.numerator, base)
        if ratio and top:
            yield quotient, base, ratio, top


def _implied_denominator(
    plan: Plan, quotient: Quotient, base: int, ratio: float, top: float
) -> dict:
    published = _at(plan, quotient.denominator, base)
    return _fact(
        "implied_denominator",
        quotient.indicator,
        quotient.scale * top / ratio,
        plan.indicator(quotient.denominator)["unit"],
        f"{top:g} / {ratio:g}{quotient.sign}",
        names={"denominator": quotient.denominator},
        of_unit=quotient.denominator,
        year=base,
        published=f"{published:g}" if published else number(np.nan),
    )


def _numerator_needed(
    plan: Plan,
    quotient: Quotient,
    base: int,
    ratio: float,
    top: float,
    growth: Sequence[float] | None,
) -> Iterator[dict]:
    assumed = plan.fact_rows("numerator_needed", quotient.indicator)["growth"].dropna()
    rates = (assumed.tolist() or UNCHANGED) if growth is None else growth
    # The published figure, from which scenarios start too; what the quotient implies stands in.
    bottom = _at(plan, quotient.denominator, base) or quotient.scale * top / ratio
    decimals = int(plan.indicator(quotient.denominator)["decimals"])
    shown = number(bottom, decimals if decimals >= 0 else 2)
    for (target, end), rate in product(_aims(plan, quotient.indicator), rates):
        needed = bottom * (1 + rate) ** (end - base) * target / quotient.scale
        yield _fact(
            "numerator_needed",
            quotient.indicator,
            needed,
            plan.indicator(quotient.numerator)["unit"],
            f"{shown} × {_factor(rate)}^{end - base} × {target:g}{quotient.sign}",
            "amber",
            names={"numerator": quotient.numerator, "denominator": quotient.denominator},
            of_unit=quotient.numerator,
            target=f"{target:g}",
            year=end,
            growth=_rate(rate),
            rate=percent(cagr(top, needed, end - base), 1),
        )


def _nearly_met(plan: Plan) -> Iterator[dict]:
    """Targets that the base year has all but reached."""
    for indicator in plan.targets["indicator"].unique():
        base = _base(plan, indicator)
        value = _at(plan, indicator, base)
        for target, _ in _aims(plan, indicator) if value else ():
            up = plan.about(indicator)["better"] == "up"
            if up and target > 0 and NEARLY <= value / target < 1:
                yield _fact(
                    "nearly_met",
                    indicator,
                    value / target * 100,
                    "%",
                    f"{value:g} / {target:g}",
                    year=base,
                    target=f"{target:g}",
                )


def _later_level(plan: Plan, quotient: Quotient, base: int, top: float) -> Iterator[dict]:
    """The quotient of the base year on a denominator that was published after a break."""
    assumed = plan.fact_rows("later_level", quotient.indicator).dropna(subset="growth")
    bottom = plan.series(quotient.denominator)
    later = [year for year in bottom.attrs["breaks"] if year > base]
    if assumed.empty or not later:
        return
    year, level = later[0], bottom[later[0]]
    years, real = year - base, float(assumed["growth"].iloc[0])
    prices = assumed[["low", "high"]].fillna(0.0).iloc[0].tolist()
    low, high = (
        quotient.scale * top / level * ((1 + real) * (1 + price)) ** years for price in prices
    )
    factors = " … ".join(f"{_factor(price)}^{years}" for price in prices)
    yield _fact(
        "later_level",
        quotient.indicator,
        low,
        plan.indicator(quotient.indicator)["unit"],
        f"{top:g} / ({level:g} / {_factor(real)}^{years} / {factors})",
        "red",
        high,
        names={"denominator": quotient.denominator},
        base=base,
        year=year,
        growth=_rate(real),
        low=_rate(prices[0]),
        high=_rate(prices[1]),
    )


def _part_of_whole(plan: Plan, part: str, whole: str) -> Iterator[dict]:
    """What the targets for a part and for its whole mean for the rest of it."""
    base = _base(plan, whole) or _base(plan, part)
    inner, outer = _at(plan, part, base), _at(plan, whole, base)
    if not (inner and outer):
        return
    names, rest = {"whole": whole}, outer - inner
    share = inner / outer * 100
    yield _fact("part_share", part, share, "%", f"{inner:g} / {outer:g}", names=names, year=base)
    for (goal, end), (aim, year) in product(_aims(plan, whole), _aims(plan, part)):
        if end != year or goal <= 0:
            continue
        words: dict[str, Any] = {
            "year": end,
            "whole_target": f"{goal:g}",
            "part_target": f"{aim:g}",
        }
        share, shown = aim / goal * 100, f"{aim:g} / {goal:g}"
        yield _fact("part_share_target", part, share, "%", shown, names=names, **words)
        words |= {"before": f"{rest:g}", "after": f"{goal - aim:g}"}
        yield _fact(
            "rest_falls" if goal - aim < rest else "rest",
            part,
            goal - aim,
            plan.indicator(part)["unit"],
            f"{outer:g} - {inner:g} = {rest:g}; {goal:g} - {aim:g} = {goal - aim:g}",
            names=names,
            **words,
        )


def _rate(rate: float) -> str:
    return f"{number(100 * rate)}%"


def _factor(rate: float) -> str:
    """1.05 for 5 %: with two decimals, and with more where the rate has more."""
    return max(f"{1 + rate:.2f}", number(1 + rate, 6), key=len)


def _base(plan: Plan, indicator: str) -> int:
    """The base year of the indicator's targets; 0 where it has none."""
    years = plan.own_targets(indicator)["base_year"]
    return int(years.iloc[0]) if len(years) else 0


def _at(plan: Plan, indicator: str, year: int) -> float:
    """The value of a year; 0 where the plan has no such figure."""
    return float(plan.series(indicator).get(year, 0.0))


def _aims(plan: Plan, indicator: str) -> list[tuple[float, int]]:
    """Every distinct printed level and its year."""
    own = plan.own_targets(indicator)
    rows = own[own["target"].notna() & facet(own["basis"], "printed_level").eq(True)]
    return list(dict.fromkeys(zip(rows["target"], rows["target_year"], strict=True)))

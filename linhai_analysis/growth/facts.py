"""What the figures of a plan imply together, each with its arithmetic and its caveat.

These are sums that a careful reader does in the margin: which GDP the printed R&D ratio
rests on, what becomes of the other patents, what R&D spending the target needs. A fact
whose figures a plan does not have is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from linhai_analysis.growth import cagr
from linhai_analysis.plan import Plan, quotients
from linhai_analysis.words import check_language, known, word

GDP_GROWTH = (0.05, 0.07, 0.09)
REAL_GROWTH = 0.07
PRICES = (0.0, 0.04)
NEARLY = 0.95


def derived_facts(
    plan: Plan, gdp_growth: Sequence[float] = GDP_GROWTH, lang: str = "en"
) -> pd.DataFrame:
    """Return what the printed figures imply.

    Parameters
    ----------
    plan : Plan
    gdp_growth : sequence of float
        Assumed nominal growth of GDP, fractions a year, for the R&D spending that the target
        needs.
    lang : {"en", "zh"}
        Of the sentences.

    Returns
    -------
    DataFrame
        Columns ``fact`` (a key), ``statement``, ``value``, ``high`` (the upper end where the
        fact is a range, else NaN), ``unit``, ``arithmetic``, ``caveat``, ``quality`` (green:
        printed figures only; amber: an assumption that is named; red: our own estimate).

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> facts = derived_facts(load_plan()).set_index("fact")
    >>> facts.loc["implied_gdp", "arithmetic"], f"{facts.loc['implied_gdp', 'value']:.1f}"
    ('13.81 / 2.98%', '463.4')
    """
    check_language(lang)
    rows = [
        *_implied_gdp(plan),
        *_nearly_met(plan),
        *_later_accounts(plan),
        *_rd_needed(plan, gdp_growth),
        *_patents(plan),
    ]
    for row in rows:
        values, case = row.pop("words"), row.pop("case")
        if "indicator" in values:
            values["indicator"] = plan.label(values["indicator"], lang)
        caveat = f"caveat.{row['fact']}{case}"
        row["statement"] = word(f"fact.{row['fact']}", lang, **values)
        row["caveat"] = word(caveat if known(caveat) else f"caveat.{row['fact']}", lang, **values)
    columns = ["fact", "statement", "value", "high", "unit", "arithmetic", "caveat", "quality"]
    return pd.DataFrame(rows, columns=columns)


def recomputed(plan: Plan, indicator: str, until: int | None = None) -> pd.Series:
    """Return the years in which a ratio is not what its numerator and denominator give.

    >>> from linhai_analysis import load_plan
    >>> recomputed(load_plan(), "rd_gdp_ratio", until=2018).round(2).to_dict()  # 15.37 / 515.6
    {2016: 2.98}
    """
    decimals = int(plan.indicator(indicator)["decimals"])
    found = [one for one in quotients(plan.indicators) if one.indicator == indicator]
    if not found:
        return pd.Series(dtype=float)
    parts = [plan.series(name, until=until) for name in (found[0].numerator, found[0].denominator)]
    ratio = found[0].scale * parts[0] / parts[1]
    published = plan.series(indicator, until=until)
    digit = 10.0 ** -max(decimals, 0)
    return ratio[(ratio - published.reindex(ratio.index)).abs() > digit].rename(indicator)


def _fact(
    fact: str, value: float, unit: str, arithmetic: str, quality: str = "green", **words: Any
) -> dict:
    return {
        "fact": fact,
        "value": value,
        "high": float("nan"),
        "unit": unit,
        "arithmetic": arithmetic,
        "quality": quality,
        "words": words,
        # Which caveat: one of its own where words.csv has it, else that of the fact.
        "case": "",
    }


def _implied_gdp(plan: Plan) -> Iterator[dict]:
    base = _base(plan, "rd_gdp_ratio")
    ratio, spending = _at(plan, "rd_gdp_ratio", base), _at(plan, "rd_expenditure", base)
    if ratio and spending:
        published = _at(plan, "gdp", base)
        shown = f"{published:g}" if published else "—"
        yield _fact(
            "implied_gdp",
            spending / (ratio / 100),
            "100 million CNY",
            f"{spending:g} / {ratio:g}%",
            year=base,
            published=shown,
        )


def _rd_needed(plan: Plan, gdp_growth: Sequence[float]) -> Iterator[dict]:
    base = _base(plan, "rd_gdp_ratio")
    ratio, spending = _at(plan, "rd_gdp_ratio", base), _at(plan, "rd_expenditure", base)
    if not (ratio and spending):
        return
    gdp = spending / (ratio / 100)
    for target, end in _aims(plan, "rd_gdp_ratio"):
        for growth in gdp_growth:
            needed = gdp * (1 + growth) ** (end - base) * target / 100
            rate = cagr(spending, needed, end - base)
            yield _fact(
                "rd_needed",
                needed,
                "100 million CNY",
                f"{gdp:.1f} × {1 + growth:.2f}^{end - base} × {target:g}%",
                "amber",
                target=f"{target:g}",
                year=end,
                growth=f"{growth:.0%}",
                rate=f"{rate:.1%}",
            )


def _nearly_met(plan: Plan) -> Iterator[dict]:
    """Targets that the base year has all but reached."""
    for indicator in plan.targets["indicator"].unique():
        if plan.indicator(indicator)["better"] != "up":
            continue
        base = _base(plan, indicator)
        value = _at(plan, indicator, base)
        for target, _ in _aims(plan, indicator):
            if value and target > 0 and NEARLY <= value / target < 1:
                yield _fact(
                    "nearly_met",
                    value / target * 100,
                    "%",
                    f"{value:g} / {target:g}",
                    indicator=indicator,
                    year=base,
                    target=f"{target:g}",
                ) | {"case": f".{indicator}"}


def _later_accounts(plan: Plan) -> Iterator[dict]:
    """The R&D ratio of the base year on a GDP level that was published after a break."""
    base = _base(plan, "rd_gdp_ratio")
    spending = _at(plan, "rd_expenditure", base)
    gdp = plan.series("gdp") if "gdp" in set(plan.indicators["indicator"]) else pd.Series()
    later = [year for year in gdp.attrs.get("breaks", ()) if year > base]
    if not (spending and later):
        return
    year, level = later[0], gdp[later[0]]
    real = (1 + REAL_GROWTH) ** (year - base)
    low, high = (spending / (level / real / (1 + p) ** (year - base)) * 100 for p in PRICES)
    yield _fact(
        "later_accounts",
        low,
        "%",
        f"{spending:g} / ({level:g} / {1 + REAL_GROWTH:.2f}^{year - base} "
        f"/ {1 + PRICES[0]:.2f}^{year - base} … {1 + PRICES[1]:.2f}^{year - base})",
        "red",
        base=base,
        year=year,
        growth=f"{REAL_GROWTH:.0%}",
        low=f"{PRICES[0]:.0%}",
        high=f"{PRICES[1]:.0%}",
    ) | {"high": high}


def _patents(plan: Plan) -> Iterator[dict]:
    """What the targets for all grants and for inventions mean for the other grants."""
    base = _base(plan, "patents_granted")
    total, inventions = (
        _at(plan, "patents_granted", base),
        _at(plan, "invention_patents_granted", base),
    )
    if not (total and inventions):
        return
    share = inventions / total * 100
    arithmetic = f"{inventions:g} / {total:g}"
    yield _fact("invention_share_base", share, "%", arithmetic, year=base)
    for goal, end in _aims(plan, "patents_granted"):
        for part, _ in _aims(plan, "invention_patents_granted"):
            arithmetic = f"{part:g} / {goal:g}"
            words: dict[str, Any] = {"year": end, "goal": f"{goal:g}", "part": f"{part:g}"}
            yield _fact("invention_share_target", part / goal * 100, "%", arithmetic, **words)
            rest = total - inventions
            others = f"{total:g} - {inventions:g} = {rest:g}; {goal:g} - {part:g} = {goal - part:g}"
            yield _fact(
                "other_grants",
                goal - part,
                "piece",
                others,
                before=f"{rest:g}",
                after=f"{goal - part:g}",
                **words,
            ) | {"case": ".fall" if goal - part < rest else ""}


def _base(plan: Plan, indicator: str) -> int:
    years = plan.targets.loc[plan.targets["indicator"] == indicator, "base_year"]
    return int(years.iloc[0]) if len(years) else 0


def _at(plan: Plan, indicator: str, year: int) -> float:
    """The value of a year; 0 where the plan has no such indicator or figure."""
    if indicator not in set(plan.indicators["indicator"]):
        return 0.0
    return float(plan.series(indicator).get(year, 0.0))


def _aims(plan: Plan, indicator: str) -> list[tuple[float, int]]:
    """Every distinct printed level and its year."""
    rows = plan.targets[
        (plan.targets["indicator"] == indicator) & (plan.targets["basis"] == "level")
    ]
    return list(dict.fromkeys(zip(rows["target"], rows["target_year"], strict=True)))

"""The targets of a plan beside the figures that they start from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth.assumed import PARTS, AssumedBase, Baselines, read_baselines
from linhai_analysis.growth.quantities import Judged, judged, with_quantities
from linhai_analysis.names import choice_name
from linhai_analysis.plan import IN_FORCE, Plan, standing
from linhai_analysis.targets import KINDS, facet, printed_notes, with_aims
from linhai_analysis.words import say

# How a target is stated, in the columns that tables of targets share.
STATED = ["base_year", "base_value", "target_year", "target_value", "target_high", "basis"]
STATED += ["relation"]


def aims(plan: Plan, baselines: Baselines = None, until: int | None = None) -> pd.DataFrame:
    """The targets of a plan with `base_value`, the level aimed at (`aim`) and `sense`.

    `assumed` says whether the base value is an assumed one, `base_low` and `base_high` what range
    it has. `quantity` is what is judged: a level, each year, the sum since the base year, or an
    index that is 100 in the base year; `lacking` why that cannot be told, `reading` how it was
    taken.

    >>> from linhai_analysis import load_plan
    >>> row = aims(load_plan()).set_index("target_id").loc["hightech_enterprises.t1"]
    >>> print(*row[["base_value", "aim", "sense"]])
    60.0 120.0 at_least
    """
    assumed = read_baselines(baselines)
    key = ("aims", *assumed.items(), until)
    # A copy, so that what a reader does to it stays with the reader.
    return plan.once(key, lambda: _aims(plan, assumed, until)).copy(deep=False)


def _aims(plan: Plan, assumed: Mapping[str, AssumedBase], until: int | None) -> pd.DataFrame:
    targets = plan.targets.rename(columns={"target": "target_value"})
    codebook = plan.indicators.set_index("indicator")
    # Each figure is looked up once, however many targets start from it.
    keys = list(zip(*(targets[k] for k in ("indicator", "base_year", "source_id")), strict=True))
    series = cache(partial(plan.series, until=until))
    values = {key: _base_value(series, *key) for key in set(keys)}
    frame = targets.assign(
        base_value=[values[key] for key in keys],
        kind=targets["indicator"].map(codebook["kind"]),
        better=targets["indicator"].map(codebook["better"]),
        assumed=False,
        base_low=np.nan,
        base_high=np.nan,
        standing=standing(plan.targets),
    )
    for indicator, base in assumed.items():
        rows = frame["indicator"] == indicator
        if not rows.any():
            raise UnknownNameError(say("kind.with_target"), indicator, set(frame["indicator"]))
        _check_assumed(indicator, base, frame[rows])
        columns = ["base_value", "assumed", "base_low", "base_high"]
        frame.loc[rows, columns] = [base.value, True, *_ends(base)]
    frame = _own_ranges(with_quantities(frame, series))
    notes = [
        _notes(series(row["indicator"]).attrs, row, row["base_year"])
        for row in frame.to_dict("records")
    ]
    found = with_aims(start_from_zero(frame.assign(notes=notes)))
    # What yearly rates chain to grows by a rate, whatever the rates are called.
    return found.assign(natural=found["natural"].mask(found["quantity"] == "index", "compound"))


def as_of(plan: Plan, frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The same targets from the latest figure not after `year`, each with the year of its own."""
    rows = frame.to_dict("records")
    series = cache(partial(plan.series, until=year))
    quantities = [judged(series(row["indicator"]), row) for row in rows]
    latest = [_latest(one, row, year) for one, row in zip(quantities, rows, strict=True)]
    seen = frame.assign(
        lacking=[one.lacking for one in quantities],
        base_year=[found[0] for found in latest],
        base_value=[found[1] for found in latest],
        notes=[
            _notes(series(row["indicator"]).attrs, row, found[0])
            for row, found in zip(rows, latest, strict=True)
        ],
        _from=frame["base_year"],
        _year=year,
    )
    # A figure of a later year is no assumption, whatever its baseline was.
    still = seen["base_year"] == seen["_from"]
    ends = {name: seen[name].where(still) for name in ("base_low", "base_high")}
    return seen.assign(assumed=seen["assumed"] & still, **ends)


def start_from_zero(frame: pd.DataFrame) -> pd.DataFrame:
    """Start what is added or summed over the plan at 0, whatever stock there was before."""
    zero = facet(frame["basis"], "from_zero").eq(True)
    return frame.assign(base_value=frame["base_value"].mask(zero, 0.0))


def changes(target: Mapping[str, Any]) -> dict[str, bool]:
    """What an approved change or a decision made of a target.

    >>> row = {"replaces": "a.t1", "change": "", "standing": "in_force"}
    >>> [note for note, applies in changes(row).items() if applies]
    ['replaces']
    """
    return {
        "replaces": target["replaces"] != "",
        "added": target["change"] == "added",
        target["standing"]: target["standing"] != IN_FORCE,
    }


def figure_notes(facts: Mapping[str, Any], years: Collection[int]) -> dict[str, bool]:
    """What there is beside the figures of some years: other ones, earlier ones, a decision.

    >>> found = figure_notes({"others": {2018: (95,)}}, [2018])
    >>> [note for note, applies in found.items() if applies]
    ['two_figures']
    """
    keys = {"two_figures": "others", "revised": "revised", "settled": "settled"}
    keys |= {"revised_series": "vintages"}
    return {note: any(year in facts.get(key, {}) for year in years) for note, key in keys.items()}


def _notes(facts: Mapping[str, Any], target: dict[str, Any], year: int) -> tuple[str, ...]:
    """What a reader should know of the figure of `year` that the growth starts from."""
    later = year != target["base_year"]
    found = changes(target) | {
        "assumed_baseline": target["assumed"] and not later,
        "preliminary": facts["statuses"].get(year) == "preliminary",
        "level_break": any(target["base_year"] < y <= year for y in facts["breaks"]),
        "spliced": later and "spliced" in facts["notes"],
        **(figure_notes(facts, [year]) if later or not target["assumed"] else {}),
        target["reading"]: bool(target["reading"]),
    }
    return (*(note for note, applies in found.items() if applies), *printed_notes(target))


def _own_ranges(frame: pd.DataFrame) -> pd.DataFrame:
    """Ranges of base values only: an index is 100 in its base year, whatever is assumed."""
    own = frame["base_value"] == frame["base_figure"]
    return frame.assign(**{name: frame[name].where(own) for name in ("base_low", "base_high")})


def _ends(base: AssumedBase) -> list[float]:
    """The ends of an assumed base value, NaN where it has none."""
    return [base.low, base.high] if base.low is not None and base.high is not None else [np.nan] * 2


def _check_assumed(indicator: str, base: AssumedBase, targets: pd.DataFrame) -> None:
    """Refuse an assumed baseline that cannot be, or that nothing would use."""
    if facet(targets["basis"], "from_zero").any():
        raise DataError(say("base.from_zero", indicator=indicator))
    if targets["base_value"].notna().any():
        printed = targets["base_value"].dropna().iloc[0]
        raise DataError(say("base.there", indicator=indicator, printed=printed))
    if len(starts := sorted(targets["base_year"].unique())) > 1:
        years = tuple(map(int, starts))
        raise DataError(say("base.years", indicator=indicator, years=years))
    kind = KINDS[targets["kind"].iloc[0]]
    for part in PARTS:
        value = getattr(base, part)
        if value is not None and any(kind.beyond(value, value)):
            raise DataError(
                say(
                    "base.beyond",
                    indicator=indicator,
                    value=value,
                    kind=choice_name(kind.name),
                    limits=kind.limits,
                )
            )


def _base_value(
    series: Callable[..., pd.Series], indicator: str, year: int, source_id: str
) -> float:
    """The figure that people settled on, else of the target's own source, else of the series."""
    found = series(indicator)
    # A series that has the figure of that source has the best one that the source gives.
    own_source = found.attrs["sources"].get(year) == source_id
    if source_id and not own_source and year not in found.attrs["settled"]:
        own = series(indicator, source_id=source_id)
        found = own if year in own.index else found
    return float(found.get(year, np.nan))


def _latest(found: Judged, target: Mapping[str, Any], year: int) -> tuple[int, float]:
    """Year and value of the latest figure, in the quantity that is judged."""
    base = target["base_year"]
    if found.lacking:
        return base, np.nan
    later = found.series.loc[base + 1 : year]
    if later.empty:
        return base, target["base_value"]
    return int(later.index[-1]), float(later.iloc[-1])


def own_series(plan: Plan, indicator: str, until: int | None = None) -> pd.Series:
    """The figures by which the first of an indicator's main targets is judged."""

    def first_rows() -> dict[str, dict[str, Any]]:
        rows = aims(plan, until=until).sort_values("main", ascending=False, kind="stable")
        return {row["indicator"]: row for row in reversed(rows.to_dict("records"))}

    series, rows = plan.series(indicator, until=until), plan.once(("own_rows", until), first_rows)
    if indicator not in rows:
        return series
    own = rows[indicator]
    found = judged(series, own)
    published = found.series.index.isin(series.index)
    if found.quantity in ("sum", "index") and series.attrs["counted"] != "stock":
        # Where a sum or an index starts is no figure that anybody has published.
        published &= found.series.index != own["base_year"]
    return found.series[published]

"""Runs scenarios: the yearly path of every indicator, checked against what must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, check_year, checked
from linhai_analysis.errors import DataError
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.names import choice_name
from linhai_analysis.plan import Plan, PlanLike, load_plan, parts
from linhai_analysis.reference.lending import AUTO, Reference
from linhai_analysis.scenario.path import Path
from linhai_analysis.scenario.read import Scenarios, read_scenarios
from linhai_analysis.scenario.resolve import Resolver
from linhai_analysis.scenario.scenario import Scenario
from linhai_analysis.scenario.setting import Ground, Setting
from linhai_analysis.targets import TOLERANCE
from linhai_analysis.words import say, word

COLUMNS = ["scenario", "indicator", "year", "value", "origin", "quality", "notes", "reason"]


@checked
def run_scenarios(
    plan: PlanLike,
    scenarios: Scenarios = None,
    to: int | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
    lang: str | None = None,
) -> pd.DataFrame:
    """Return the path of every indicator in every scenario.

    What two assumptions imply for a third indicator follows from the codebook's quotients: R&D and
    GDP give R&D/GDP, or R&D/GDP and GDP give R&D. The path of an indicator whose targets count
    additions is the running total since the base year. A quotient that follows a place follows from
    its numerator and denominator, which grow as they do there. A trend is a projection or empty.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios : Scenario, sequence of them, DataFrame, path or sequence of str, optional
        As :func:`~linhai_analysis.read_scenarios` takes them; all of the plan's own where left
        out.
    to : int, optional
        The last year; the last target year of the plan where left out.
    baselines : mapping of str to float, Series or DataFrame, optional
        Assumed base values by indicator, as in :func:`~linhai_analysis.required_growth`.
    reference : "auto", DataFrame or None
        Places that a trend borrows from, as in :func:`~linhai_analysis.project_indicator`; None:
        from nobody. A table holds the places to follow too, as in :func:`~linhai_analysis.follow`;
        without one they are the provinces and the nation.
    lang : {"en", "zh"}, optional
        Of the reasons.

    Returns
    -------
    DataFrame
        One row a scenario, indicator and year: ``scenario, indicator, year, value, origin`` (the
        assumption, or ``linked``), ``quality`` (green, amber, red), ``notes`` (a tuple of words:
        preliminary, scope_differs, assumed_baseline; between_values; level_break; in_points, a
        quotient that follows a place whose numerator and denominator are not known; what a
        projection notes) and ``reason`` (why the path ends early, or there is none: then one row
        without year and value).

    Raises
    ------
    DataError
        Where a scenario breaks an identity, with the arithmetic; leaves what is possible (a share
        above 100); follows in a circle; begins after its last year; or is to reach a level of an
        indicator with targets for several years, and does not say in which.
    FaultsError, UnknownNameError
        As :func:`~linhai_analysis.read_scenarios`.

    Examples
    --------
    >>> from linhai_analysis import Scenario, load_plan
    >>> what_if = Scenario("what if", {"rd_expenditure": "12%", "gdp": "5%"})
    >>> table = run_scenarios(load_plan(), what_if).set_index(["indicator", "year"])["value"]
    >>> f"{table['rd_expenditure', 2020]:.3f}"  # 13.81 * 1.12 ** 5
    '24.338'
    >>> f"{table['rd_gdp_ratio', 2020]:.2f} %"  # 24.338 / (463.5 * 1.05 ** 5)
    '4.11 %'
    """
    lang = check_language(lang)
    plan = load_plan(plan)
    ground = Ground(plan, baselines, reference, lang)
    return path_table(ground, read_scenarios(plan, scenarios), last_year(plan, to))


def path_table(
    ground: Ground, scenarios: Sequence[Scenario], to: int, checked: int | None = None
) -> pd.DataFrame:
    """Return the paths; after the year `checked` they end where they get impossible."""
    return as_table((one.name, lay_paths(Setting(ground, one, to), checked)) for one in scenarios)


def as_table(laid: Iterable[tuple[str, Sequence[Path]]]) -> pd.DataFrame:
    """The paths of scenarios, by the name of each, as rows."""
    rows = [row for name, paths in laid for path in paths for row in _rows(name, path)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "value": float})


def last_year(plan: Plan, to: int | None) -> int:
    """Return the last year of a run.

    >>> from linhai_analysis import load_plan
    >>> last_year(load_plan(), None)
    2020
    """
    if to is not None:
        return check_year("to", to)
    if plan.targets.empty:
        raise DataError(say("scenario_fault.no_end", plan=plan.name))
    return int(plan.targets["target_year"].max())


def set_one(ground: Ground, scenario: Scenario | str, to: int | None) -> Setting:
    """Return one scenario on its ground, as it stands."""
    [one] = read_scenarios(ground.plan, [scenario])
    return Setting(ground, one, last_year(ground.plan, to))


def lay_paths(setting: Setting, checked: int | None = None) -> list[Path]:
    """Return the paths of one scenario after checking that its central values are possible."""
    paths = Resolver(setting).paths()
    if checked is not None:
        paths = [_as_far_as_possible(setting, path, checked) for path in paths]
    end = setting.to if checked is None else checked
    within = [path.only(range(end + 1)) for path in paths]
    _check_bounds(setting, within)
    known = {path.indicator: path for path in within if path.known}
    _check_quotients(setting, known)
    _check_parts(setting, known)
    return paths


def _beyond(setting: Setting, path: Path) -> list[int]:
    """The years in which a path leaves what its kind can be."""
    low, high = setting.ground.bounds(path.indicator)
    inside = (path.values >= low - TOLERANCE) & (path.values <= high + TOLERANCE)
    outside = np.flatnonzero(~inside.all(axis=1))
    return [path.years[place] for place in outside]


def _as_far_as_possible(setting: Setting, path: Path, checked: int) -> Path:
    """A path that ends before it leaves what its kind can be."""
    beyond = [year for year in _beyond(setting, path) if year > checked]
    if not beyond:
        return path
    reason = word("scenario.impossible", setting.lang, year=beyond[0])
    return replace(path.only(range(beyond[0])), reason=reason)


def _rows(scenario: str, path: Path) -> list[dict]:
    about = {
        "scenario": scenario,
        "indicator": path.indicator,
        "origin": path.origin,
        "quality": path.quality,
        "reason": path.reason,
    }
    if not path.known:
        return [about | {"year": pd.NA, "value": np.nan, "notes": ()}]
    each = zip(path.years, path.values[:, 0].tolist(), path.notes, strict=True)
    return [about | {"year": year, "value": value, "notes": notes} for year, value, notes in each]


def _check_bounds(setting: Setting, paths: Sequence[Path]) -> None:
    for path in paths:
        for year in _beyond(setting, path)[:1]:
            kind = setting.ground.kinds[path.indicator]
            raise DataError(
                say(
                    "scenario_fault.beyond",
                    scenario=setting.scenario.name,
                    indicator=path.indicator,
                    value=path.at(year)[0],
                    year=year,
                    kind=choice_name(kind.name),
                    limits=kind.limits,
                )
            )


def _check_quotients(setting: Setting, known: Mapping[str, Path]) -> None:
    """Refuse three assumptions of which the third cannot be true beside the other two."""
    for quotient in setting.ground.quotients:
        assumed = [known[n] for n in quotient.members if n in known and known[n].origin != "linked"]
        if len(assumed) < len(quotient.members):
            continue
        whole, top, bottom = assumed
        for year in sorted({*whole.years} & {*top.years} & {*bottom.years}):
            values = [float(path.at(year)[0]) for path in assumed]
            if not quotient.agrees(*values):
                raise DataError(
                    say(
                        "scenario_fault.quotient",
                        scenario=setting.scenario.name,
                        year=year,
                        sum=quotient.arithmetic(setting.plan, *values),
                    )
                )


def _check_parts(setting: Setting, known: Mapping[str, Path]) -> None:
    """Refuse a part that is more than its whole."""
    for part, whole, years in parts_and_wholes(setting, known):
        for year in years:
            inner, outer = part.at(year)[0], whole.at(year)[0]
            if inner > outer * (1 + TOLERANCE):
                raise DataError(
                    say(
                        "scenario_fault.part",
                        scenario=setting.scenario.name,
                        year=year,
                        part=setting.plan.called(part.indicator),
                        inner=inner,
                        whole=setting.plan.called(whole.indicator),
                        outer=outer,
                    )
                )


def parts_and_wholes(
    setting: Setting, known: Mapping[str, Path]
) -> Iterator[tuple[Path, Path, list[int]]]:
    """The paths of each part and its whole, with the years that both have."""
    for part, whole in parts(setting.plan.indicators):
        if part in known and whole in known:
            yield known[part], known[whole], sorted({*known[part].years} & {*known[whole].years})

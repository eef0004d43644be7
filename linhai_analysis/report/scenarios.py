"""Scenarios of a plan, run, compared and simulated, as a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from linhai_analysis import charts
from linhai_analysis.arguments import check_language, checked
from linhai_analysis.growth import aims
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.reference.lending import AUTO, Reference, lender_kind
from linhai_analysis.reference.together import LEAST_PLACES
from linhai_analysis.report.contents import titled
from linhai_analysis.report.figures import Chart, captioned
from linhai_analysis.report.report import Report
from linhai_analysis.report.tables.scenarios import (
    assumption_table,
    chance_table,
    closing_table,
    condition_table,
    gap_table,
    move_table,
    number_table,
    outcome_table,
    shown_names,
)
from linhai_analysis.scenario import (
    SENSITIVITY,
    Scenario,
    Scenarios,
    Simulation,
    closing_rate,
    compare,
    reach_year,
    read_scenarios,
    run_scenarios,
    sensitivity,
    simulate_scenarios,
)
from linhai_analysis.scenario.ranges import TAIL
from linhai_analysis.scenario.scores import REFERENCE, Correlation, correlation_kind
from linhai_analysis.text import heads, percent
from linhai_analysis.words import word

Tables = Mapping[str, pd.DataFrame]


@checked
def report_scenarios(
    plan: PlanLike,
    scenarios: Scenarios = None,
    base: str | None = None,
    from_year: int | None = None,
    draws: int = 10_000,
    seed: int = 0,
    distribution: str = "normal",
    baselines: Baselines = None,
    lang: str | None = None,
    correlation: Correlation = REFERENCE,
    reference: Reference = AUTO,
    internal: bool = False,
) -> Report:
    """Run, compare and simulate scenarios, ready to be read or written into a folder.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    scenarios, baselines, lang, reference
        As in :func:`~linhai_analysis.run_scenarios`.
    base : str, optional
        The scenario that the others are compared with. Where left out it is ``halt``, or the first
        one that has a path: a trend is empty where there is no projection. The page says which.
    from_year : int, optional
        From which the gaps to the targets are closed; the middle of the plan where left out.
    draws, seed, distribution, correlation
        As in :func:`~linhai_analysis.simulate`.
    internal : bool
        As in :func:`~linhai_analysis.build_review`.

    Returns
    -------
    Report
        ``tables``: assumptions, paths, comparison, reach_years, closing_rates, quantiles, targets,
        numbers_met, sensitivity. ``readable()``: outcomes, chances, numbers, conditions, closing,
        moves, assumptions, gaps.

    Raises
    ------
    DataError, FaultsError, UnknownNameError
        As the functions named above.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> made = report_scenarios(load_plan(), ["slow"], draws=100)
    >>> made.tables["comparison"]["difference"].max().item()  # with itself
    0.0
    """
    plan = load_plan(plan) if internal else load_plan(plan).public()
    lang = check_language(lang)
    found = read_scenarios(plan, scenarios)
    names = [one.name for one in found]
    given: dict[str, Any] = {"baselines": baselines, "lang": lang, "reference": reference}
    middle = int(plan.targets["base_year"].min() + plan.targets["target_year"].max()) // 2 + 1
    start = middle if from_year is None else from_year
    how: dict[str, Any] = {"draws": draws, "seed": seed, "distribution": distribution}
    made = simulate_scenarios(plan, found, **how, correlation=correlation, **given)
    paths = run_scenarios(plan, found, **given)
    other = base or _compared_with(paths)
    tables = _tables(plan, found, made, paths, other, start, given)
    years = tables["paths"]["year"]
    facts = {
        "plan": plan.title(lang),
        "base": years.min(),
        "end": years.max(),
        "from_year": start,
        "compared": other,
        "draws": f"{draws:,}",
        "seed": seed,
    }
    told = _how_made(distribution, correlation, reference, lang)
    drawn = _charts(plan, tables, made, aims(plan, baselines), facts, lang)
    numbers = [*shown_names(plan, names, lang), *heads(lang, "at_low at_value at_high")]
    return Report(
        kind="scenarios",
        title=word("scenario.page", lang, **facts),
        lang=lang,
        tables=tables,
        sections=titled(_readable(plan, found, made, tables, lang), drawn, lang, facts, numbers),
        facts={
            "plan": plan.name,
            "title": plan.title(lang),
            "language": lang,
            "from_year": start,
            "compared_with": other,
            "expected_met": {
                name: {
                    "expected": one.expected_met,
                    "standard_error": one.expected_met_error,
                    "judged": one.judged,
                }
                for name, one in made.items()
                if one.judged
            },
        },
        subtitle=word("scenario.subtitle", lang, **facts),
        note=word("scenario.note", lang, compared=plan.scenario_label(other, lang), **told),
    )


def _how_made(
    distribution: str, correlation: Correlation, reference: Reference, lang: str
) -> dict[str, str]:
    """What ranges mean, how indicators are joined, and who lends to a trend, in sentences."""
    ends = "hard" if distribution == "triangular" else "quantiles"
    return {
        "ends": word(f"scenario.ends_are.{ends}", lang, tail=percent(TAIL)),
        "joined": word(
            f"scenario.joined.{correlation_kind(correlation)}", lang, least=LEAST_PLACES
        ),
        "lent": word(f"scenario.lent.{lender_kind(reference)}", lang),
    }


def _compared_with(paths: pd.DataFrame) -> str:
    """Where nothing moves, else the first scenario that has a path."""
    known = paths.loc[paths["value"].notna(), "scenario"]
    return "halt" if "halt" in set(known) else str([*known, *paths["scenario"]][0])


def _tables(
    plan: Plan,
    scenarios: Sequence[Scenario],
    simulations: Mapping[str, Simulation],
    paths: pd.DataFrame,
    base: str,
    start: int,
    given: Mapping[str, Any],
) -> dict[str, pd.DataFrame]:
    """The numbers of the report."""
    made = simulations.values()
    return {
        "assumptions": pd.concat([one.table() for one in scenarios], ignore_index=True),
        "paths": paths,
        "comparison": compare(paths, base).assign(base=base),
        "reach_years": reach_year(plan, scenarios, **given),
        "closing_rates": closing_rate(plan, scenarios, start, **given),
        "quantiles": pd.concat([one.quantiles for one in made], ignore_index=True),
        "targets": pd.concat(
            [one.targets.assign(scenario=one.scenario) for one in made], ignore_index=True
        ),
        "numbers_met": pd.concat(
            [one.number_met().assign(scenario=one.scenario).reset_index() for one in made],
            ignore_index=True,
        ),
        "sensitivity": _sensitivities(plan, scenarios, paths, given),
    }


def _readable(
    plan: Plan,
    scenarios: Sequence[Scenario],
    simulations: Mapping[str, Simulation],
    tables: Tables,
    lang: str,
) -> dict[str, pd.DataFrame]:
    """The tables of the page in their order."""
    paths = tables["paths"]
    return {
        "outcomes": outcome_table(plan, paths, lang),
        "chances": chance_table(plan, tables["reach_years"], simulations, lang),
        "numbers": number_table(plan, tables["numbers_met"], lang),
        "conditions": condition_table(plan, simulations, lang),
        "closing": closing_table(plan, tables["closing_rates"], lang),
        "moves": move_table(plan, tables["sensitivity"], lang),
        "assumptions": assumption_table(plan, scenarios, lang),
        "gaps": gap_table(plan, paths, lang),
    }


def _sensitivities(
    plan: Plan, scenarios: Sequence[Scenario], paths: pd.DataFrame, given: Mapping[str, Any]
) -> pd.DataFrame:
    """The tornado of every outcome that more than one assumption moves."""
    linked = paths[(paths["origin"] == "linked") & paths["value"].notna()]
    parts = []
    for one in scenarios:
        outcomes = linked.loc[linked["scenario"] == one.name, "indicator"].unique()
        tables = [sensitivity(plan, one, name, **given) for name in outcomes]
        parts += [table for table in tables if len(table) > 1]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=SENSITIVITY)


def _charts(
    plan: Plan,
    tables: Tables,
    simulations: Mapping[str, Simulation],
    goals: pd.DataFrame,
    facts: Mapping[str, Any],
    lang: str,
) -> dict[str, list[Chart]]:
    """The charts, by their section."""
    paths, aimed = tables["paths"], set(plan.targets["indicator"])
    order = list(paths["scenario"].unique())

    def of(kind: str, draw: Any, indicator: str, scenario: str = "") -> Chart:
        """A chart of an indicator, under one scenario or under all."""
        label, key = plan.label(indicator, lang), (kind, scenario, indicator)
        if scenario:
            under = plan.scenario_label(scenario, lang)
            label = word("fan.title", lang, indicator=label, scenario=under)
        return captioned(tuple(filter(None, key)), draw, lang, label)

    lines = []
    for name in _drawn(paths, aimed):
        frames = plan, name, paths, goals, plan.series(name)
        draw = partial(charts.draw_scenarios, *frames, base=facts["compared"])
        lines.append(of("scenarios", draw, name))

    def fan(made: Simulation, name: str) -> Any:
        return partial(charts.draw_fan, plan, made, name, goals, plan.series(name), order)

    fans = [
        of("fan", fan(made, name), name, scenario)
        for scenario, made in simulations.items()
        for name in made.targets.loc[made.targets["probability"].notna(), "indicator"].unique()
        if name in aimed
    ]
    bars = []
    for key, table in tables["sensitivity"].groupby(["scenario", "outcome"], sort=False):
        draw = partial(charts.draw_sensitivity, plan, table, order)
        bars.append(of("moves", draw, *reversed(key)))
    return {"outcomes": lines, "chances": fans, "moves": bars}


def _drawn(paths: pd.DataFrame, aimed: Collection[str]) -> list[str]:
    """Indicators with a path of more than one year, those with targets first."""
    known = paths[paths["value"].notna()]
    years = known.groupby(["indicator", "scenario"], sort=False).size()
    names = years[years > 1].index.get_level_values("indicator").unique()
    return sorted(names, key=lambda name: name not in aimed)

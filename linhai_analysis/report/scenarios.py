"""Scenarios of a plan as a folder: a page, tables, numbers for programs, charts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.charts import draw_fan, draw_scenarios, draw_sensitivity
from linhai_analysis.growth import aims
from linhai_analysis.plan import Plan
from linhai_analysis.report.folder import save_figure, write_folder
from linhai_analysis.report.html import Figure, Section, render
from linhai_analysis.report.scenario_tables import (
    assumption_table,
    chance_table,
    closing_table,
    outcome_table,
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
    simulate,
)
from linhai_analysis.tables import write_csv
from linhai_analysis.text import heads, number
from linhai_analysis.words import check_language, word

SEPARATOR = "__"


@dataclass(frozen=True, repr=False)
class ScenarioReport:
    """Scenarios of a plan, run and simulated, ready to be written.

    Parameters
    ----------
    plan : Plan
    lang : {"en", "zh"}
    scenarios : sequence of Scenario
    simulations : mapping of str to Simulation
        By scenario.
    tables : mapping of str to DataFrame
        assumptions, paths, comparison, reach_years, closing_rates, quantiles, targets,
        sensitivity.
    from_year : int
        From which the gaps are closed.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> made = report_scenarios(load_plan(), ["slow", "fast"], draws=100)
    >>> list(made.readable())
    ['outcomes', 'chances', 'closing', 'moves', 'assumptions', 'gaps']
    """

    plan: Plan
    lang: str
    scenarios: list[Scenario]
    simulations: Mapping[str, Simulation]
    tables: Mapping[str, pd.DataFrame]
    from_year: int

    def readable(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the page, text only, by the key of their heading."""
        plan, lang, tables = self.plan, self.lang, self.tables
        return {
            "outcomes": outcome_table(plan, tables["paths"], lang),
            "chances": chance_table(plan, tables["reach_years"], self.simulations, lang),
            "closing": closing_table(plan, tables["closing_rates"], lang),
            "moves": _moves(plan, tables["sensitivity"], lang),
            "assumptions": assumption_table(plan, self.scenarios, lang),
            "gaps": _gaps(plan, tables["paths"], lang),
        }

    def write(self, out: str | Path) -> list[Path]:
        """Write ``scenarios.html``, ``scenarios.json``, tables and figures into a folder.

        Raises
        ------
        DataError
            Where the folder cannot be written.
        """

        def fill(made: Path) -> dict[str, Any]:
            svgs = {
                name: save_figure(draw, made / "figures", name)
                for name, draw in self._charts().items()
            }
            for name, table in self.tables.items():
                write_csv(table, made / "tables" / f"{name}.csv")
            (made / "scenarios.html").write_text(self._page(svgs), encoding="utf-8")
            return self._content()

        return write_folder(Path(out), "scenarios.json", fill)

    def _charts(self) -> dict[str, Callable[[], Any]]:
        """How each chart is drawn, by the name of its files."""
        plan, lang, paths = self.plan, self.lang, self.tables["paths"]
        known, order = paths[paths["value"].notna()], [one.name for one in self.scenarios]
        goals = aims(plan)
        charts: dict[str, Callable[[], Any]] = {}
        for indicator in self._drawn(known):
            charts[f"scenarios_{indicator}"] = partial(
                draw_scenarios, plan, indicator, paths, goals, plan.series(indicator), lang=lang
            )
        aimed = set(plan.targets["indicator"])
        for name, made in self.simulations.items():
            ranged = made.targets.loc[made.targets["probability"].notna(), "indicator"]
            for indicator in [one for one in ranged.unique() if one in aimed]:
                key = f"fan_{name}{SEPARATOR}{indicator}"
                frames = (made, indicator, goals, plan.series(indicator), order)
                charts[key] = partial(draw_fan, plan, *frames, lang=lang)
        for (name, outcome), table in self.tables["sensitivity"].groupby(
            ["scenario", "outcome"], sort=False
        ):
            key = f"moves_{name}{SEPARATOR}{outcome}"
            charts[key] = partial(draw_sensitivity, plan, table, order, lang=lang)
        return charts

    def _drawn(self, known: pd.DataFrame) -> list[str]:
        """Indicators with a path of more than one year, those with targets first."""
        years = known.groupby(["indicator", "scenario"], sort=False).size()
        names = years[years > 1].index.get_level_values("indicator").unique()
        aimed = set(self.plan.targets["indicator"])
        return sorted(names, key=lambda name: name not in aimed)

    def _page(self, svgs: Mapping[str, str]) -> str:
        small = {"outcomes": "scenarios_", "chances": "fan_", "moves": "moves_"}
        names = [self.plan.scenario_label(one.name, self.lang) for one in self.scenarios]
        sections = [
            Section(
                key,
                table,
                small=[name for name in svgs if name.startswith(small.get(key, "none "))],
                numbers=[*names, *heads(self.lang, "at_low at_value at_high")],
            )
            for key, table in self.readable().items()
        ]
        years = self.tables["paths"]["year"]
        first = next(iter(self.simulations.values()))
        facts = {
            "plan": self.plan.title(self.lang),
            "base": years.min(),
            "end": years.max(),
            "from_year": self.from_year,
            "draws": f"{first.draws:,}",
            "seed": first.seed,
        }
        return render(
            "scenarios.html.j2",
            self.lang,
            sections,
            {name: Figure(svg, self._caption(name)) for name, svg in svgs.items()},
            word=lambda key: word(key, self.lang, **facts),
        )

    def _caption(self, name: str) -> str:
        prefix, rest = name.split("_", 1)
        scenario, _, indicator = rest.rpartition(SEPARATOR)
        of = self.plan.label(indicator, self.lang)
        if scenario:
            shown = {"indicator": of, "scenario": self.plan.scenario_label(scenario, self.lang)}
            of = word("fan.title", self.lang, **shown)
        return word("caption", self.lang, chart=word(f"chart.{prefix}_", self.lang), of=of)

    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = {
            "plan": self.plan.name,
            "title": self.plan.title(self.lang),
            "language": self.lang,
            "from_year": self.from_year,
            "expected_met": {
                name: {"expected": made.expected_met, "judged": made.judged}
                for name, made in self.simulations.items()
                if made.judged
            },
        }
        for name, table in self.tables.items():
            content[name] = json.loads(table.to_json(orient="records", double_precision=15))
        return content


def report_scenarios(
    plan: Plan,
    scenarios: Scenarios = None,
    base: str | None = None,
    from_year: int | None = None,
    draws: int = 10_000,
    seed: int = 0,
    distribution: str = "triangular",
    baselines: Mapping[str, float] | None = None,
    lang: str = "en",
) -> ScenarioReport:
    """Run, compare and simulate scenarios, ready to be read or written into a folder.

    Parameters
    ----------
    plan : Plan
    scenarios, baselines, lang
        As in :func:`~linhai_analysis.run_scenarios`.
    base : str, optional
        The scenario that the others are compared with; ``trend`` where there is one, else the
        first.
    from_year : int, optional
        From which the gaps to the targets are closed; the middle of the plan where left out.
    draws, seed, distribution
        As in :func:`~linhai_analysis.simulate`.

    Returns
    -------
    ScenarioReport

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
    check_language(lang)
    found = read_scenarios(plan, scenarios)
    names = [one.name for one in found]
    given: dict[str, Any] = {"baselines": baselines, "lang": lang}
    paths = run_scenarios(plan, found, **given)
    middle = int(plan.targets["base_year"].min() + plan.targets["target_year"].max()) // 2 + 1
    start = middle if from_year is None else from_year
    made = {one.name: simulate(plan, one, draws, seed, distribution, **given) for one in found}
    other = base or ("trend" if "trend" in names else names[0])
    tables = {
        "assumptions": pd.concat([one.table() for one in found], ignore_index=True),
        "paths": paths,
        "comparison": compare(paths, other).assign(base=other),
        "reach_years": reach_year(plan, found, **given),
        "closing_rates": closing_rate(plan, found, start, **given),
        "quantiles": pd.concat([one.quantiles for one in made.values()], ignore_index=True),
        "targets": pd.concat(
            [one.targets.assign(scenario=name) for name, one in made.items()], ignore_index=True
        ),
        "sensitivity": _sensitivities(plan, found, paths, given),
    }
    return ScenarioReport(plan, lang, found, made, tables, start)


def _sensitivities(
    plan: Plan, scenarios: list[Scenario], paths: pd.DataFrame, given: Mapping[str, Any]
) -> pd.DataFrame:
    """The tornado of every outcome that more than one assumption moves."""
    linked = paths[(paths["origin"] == "linked") & paths["value"].notna()]
    parts = []
    for one in scenarios:
        outcomes = linked.loc[linked["scenario"] == one.name, "indicator"].unique()
        tables = [sensitivity(plan, one, name, **given) for name in outcomes]
        parts += [table for table in tables if len(table) > 1]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=SENSITIVITY)


def _moves(plan: Plan, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    rows = []
    for row in table.to_dict("records"):
        decimals = max(int(plan.indicator(row["outcome"])["decimals"]), 0)
        ends = [number(row[f"outcome_{end}"], decimals) for end in ("low", "value", "high")]
        named = [plan.label(row[name], lang) for name in ("outcome", "indicator")]
        rows.append([plan.scenario_label(row["scenario"], lang), *named, *ends])
    columns = heads(lang, "scenario outcome assumption at_low at_value at_high")
    return pd.DataFrame(rows, columns=columns)


def _gaps(plan: Plan, paths: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Paths without a value, or that end early, each with its reason, once."""
    told = paths[paths["reason"] != ""].drop_duplicates(["scenario", "indicator"])
    rows = [
        [
            plan.scenario_label(row["scenario"], lang),
            plan.label(row["indicator"], lang),
            row["reason"],
        ]
        for row in told.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=heads(lang, "scenario indicator reason"))

"""The panel: what its widgets do, and the same as methods."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_language, check_number, checked
from linhai_analysis.errors import DataError
from linhai_analysis.explore.draft import SPREAD, Draft
from linhai_analysis.explore.show import picture, slider_unit, spread_text, target_html, target_rows
from linhai_analysis.explore.widgets import Widgets, growth_slider, library, relabel
from linhai_analysis.filenames import slugs
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.reference.lending import AUTO, Reference
from linhai_analysis.report.tables.spreadsheets import spreadsheet
from linhai_analysis.results import write_result
from linhai_analysis.scenario import Scenario, Scenarios, read_scenarios, run_scenarios
from linhai_analysis.words import listed, say, word


@checked
def explore(
    plan: PlanLike | None = None,
    scenarios: Scenarios = None,
    lang: str | None = None,
    baselines: Baselines = None,
    reference: Reference = AUTO,
    folder: str | Path = ".",
) -> Explorer:
    """Open a panel in which scenarios can be changed by moving their growth rates.

    Pick an indicator and a scenario; the sliders hold the growth a year of the indicator, or of
    those that it follows from. A scenario stays as it is written until a slider is moved; then the
    slider's growth, and the spread around it, take the place of the assumption. Path, targets, gap
    and probability change at once. The button writes the scenario as rows of the table scenarios,
    and the chart as PNG.

    Parameters
    ----------
    plan : Plan, or what load_plan takes, optional
        The plan of Linhai where left out.
    scenarios, baselines, reference
        As in :func:`~linhai_analysis.run_scenarios`.
    lang : {"en", "zh"}, optional
        The language that the panel opens in; a button changes it.
    folder : str or Path
        Receives the exported files.

    Returns
    -------
    Explorer
        Shows itself as the last line of a cell.

    Raises
    ------
    DataError
        Where ipywidgets is not installed; as `run_scenarios`.

    Examples
    --------
    >>> import linhai_analysis as la
    >>> panel = la.explore(la.load_plan())
    >>> panel.choose(scenario="slow", indicator="hightech_enterprises")
    >>> panel.move("hightech_enterprises", 20)  # 20 % a year
    >>> f"{panel.shown()['value'].iloc[-1]:.1f}"  # 60 * 1.2 ** 5
    '149.3'
    """
    lang = check_language(lang)
    opened = load_plan() if plan is None else load_plan(plan)
    return Explorer(opened, scenarios, lang, baselines, reference, Path(folder))


class Explorer(Widgets):
    """The panel that :func:`explore` opens; its methods do what a person does with the mouse.

    Attributes
    ----------
    widget : ipywidgets.VBox
        The panel itself.

    Examples
    --------
    >>> panel = explore(load_plan(), lang="zh")
    >>> panel.choose(scenario="fast", indicator="rd_gdp_ratio")
    >>> list(panel.sliders)  # the share follows from both
    ['rd_expenditure', 'gdp']
    """

    def __init__(
        self,
        plan: Plan,
        scenarios: Scenarios,
        lang: str,
        baselines: Baselines,
        reference: Reference,
        folder: Path,
    ) -> None:
        self.folder = folder
        given: dict[str, Any] = {"baselines": baselines, "reference": reference}
        self._written = {one.name: one for one in read_scenarios(plan, scenarios)}
        paths = run_scenarios(plan, list(self._written.values()), **given)
        self._paths = paths[paths["value"].notna()]
        self._draft = Draft(plan, next(iter(self._written.values())), given)
        self.sliders: dict[str, Any] = {}
        # What the sliders were set to, and why the draft cannot be run.
        self._set: dict[str, float] = {}
        self._problem: DataError | None = None
        self._lay_out(list(self._written), self._indicators(next(iter(self._written))), lang)
        self._lang.observe(self._fill, "value")
        self._indicator.observe(self._fill, "value")
        self._scenario.observe(self._start_again, "value")
        self._reset.on_click(self._start_again)
        self._spread.observe(self._on_spread, "value")
        self._save.on_click(self._export)
        self._fill()

    @property
    def lang(self) -> str:
        """The language that the panel is in."""
        return str(self._lang.value)

    @property
    def indicator(self) -> str:
        """The indicator that is shown; empty where the scenario has no path of any."""
        return str(self._indicator.value or "")

    def choose(
        self, scenario: str | None = None, indicator: str | None = None, lang: str | None = None
    ) -> None:
        """Pick a scenario, an indicator or a language, as the menus do.

        Raises
        ------
        DataError
            Where the menu has no such entry.
        """
        chosen = {self._scenario: scenario, self._indicator: indicator, self._lang: lang}
        for menu, value in chosen.items():
            if value is None:
                continue
            known = [name for _, name in menu.options]
            if value not in known:
                raise DataError(say("explore.menu", value=value, known=tuple(known)))
            menu.value = value

    def move(self, indicator: str, growth: float, spread: float | None = None) -> None:
        """Move a slider: growth in per cent a year, or points a year for shares and ranks.

        Raises
        ------
        DataError
            Where no slider of that indicator is shown; where the rate is one that no scenario can
            have, above 100 % a year say.
        """
        if indicator not in self.sliders:
            names = tuple(self.sliders) or say("fault.none")
            raise DataError(say("explore.slider", indicator=indicator, names=names))
        moved = {**self._draft.moved, indicator: check_number("growth", growth)}
        width = self._draft.spread if spread is None else check_number("spread", spread)
        replace(self._draft, moved=moved, spread=width).scenario()
        self._draft.moved, self._draft.spread = moved, width
        slider = self.sliders[indicator]
        with self._by_program():
            self._spread.value = width
            slider.min, slider.max = min(slider.min, growth), max(slider.max, growth)
            slider.value = growth
        self._draw()

    def scenario(self) -> Scenario:
        """Return the scenario as the sliders have it, under the name that was written."""
        return self._draft.scenario(self._name.value.strip())

    def shown(self) -> pd.DataFrame:
        """Return the path that is drawn, as :func:`~linhai_analysis.run_scenarios` does."""
        paths = self._draft.paths()
        return paths[paths["indicator"] == self.indicator].reset_index(drop=True)

    def png(self) -> bytes:
        """Return the chart as PNG."""
        return self._png

    def save(self) -> list[Path]:
        """Write the scenario as rows of the table scenarios, and the chart, if any, as PNG.

        Raises
        ------
        DataError
            Where the scenario cannot be run, or a file of that name is not this program's own.
        """
        if self._problem:
            raise self._problem
        made = self.scenario()
        stem = f"scenario_{slugs([made.name])[made.name]}"
        files = {f"{stem}.csv": spreadsheet("assumptions", made.table(), self.lang)}
        if self.indicator:
            files[f"{stem}_{slugs([self.indicator])[self.indicator]}.png"] = self.png()
        # Each a result of its own: another indicator's picture does not take this one away.
        return [write_result(self.folder, name, {name: files[name]})[0] for name in files]

    def _indicators(self, scenario: str) -> list[str]:
        """Indicators with a path in a scenario, those with targets first."""
        known = self._paths.loc[self._paths["scenario"] == scenario, "indicator"].unique()
        aimed = [n for n in self._draft.plan.targets["indicator"].unique() if n in known]
        return aimed + [name for name in known if name not in aimed]

    def _start_again(self, change: object) -> None:
        """Back to the scenario as it is written."""
        if not self._quiet:
            self._draft.written = self._written[self._scenario.value]
            self._draft.moved.clear()
            self._draft.spread = SPREAD
            self._fill()

    def _fill(self, change: object = None) -> None:
        """Write every label in the language chosen, and set the sliders of this indicator."""
        if self._quiet:
            return
        lang, plan = self.lang, self._draft.plan
        self._run()
        known = self._indicators(self._scenario.value)
        menus = {
            self._scenario: {name: plan.scenario_label(name, lang) for name in self._written},
            self._indicator: {name: plan.label(name, lang) for name in known},
        }
        labels = {
            "scenario": self._scenario,
            "indicator": self._indicator,
            "name": self._name,
            "reset": self._reset,
            "save": self._save,
        }
        with self._by_program():
            for menu, entries in menus.items():
                relabel(menu, entries)
            for key, widget in labels.items():
                widget.description = word(f"explore.{key}", lang)
            self._spread.value = self._draft.spread
            self._rows.children = tuple(self._slider_rows())
        self._show()

    def _slider_rows(self) -> list[Any]:
        """A label and a slider for each indicator that can be moved."""
        w, lang, plan = library(), self.lang, self._draft.plan
        self.sliders, rows = {}, []
        for name in self._draft.movable(self.indicator):
            growth, rate = self._draft.growth(name), self._draft.by_rate(name)
            slider = growth_slider(growth, rate)
            slider.observe(lambda change, name=name: self._on_move(name, change), "value")
            unit = slider_unit(plan.unit(name, lang), rate, lang)
            # A widget of text would set two $ in a name as a formula.
            rows += [w.HTML(html.escape(f"{plan.label(name, lang)} {unit}")), slider]
            self.sliders[name], self._set[name] = slider, slider.value
        return rows

    def _on_move(self, indicator: str, change: Mapping[str, Any]) -> None:
        slider = self.sliders.get(indicator)
        # What a browser has to say of a slider that another one has replaced comes too late.
        if slider is None or slider is not change["owner"]:
            return
        # It steps by adding: 7.9 comes as 7.899999999999999.
        growth = float(f"{change['new']:.12g}")
        # A browser sends back what it was given, rounded to its step: nobody has moved it.
        given = self._draft.moved.get(indicator, self._set[indicator])
        if not self._quiet and abs(growth - given) > slider.step / 2:
            self._draft.moved[indicator] = growth
            self._draw()

    def _on_spread(self, change: Mapping[str, Any]) -> None:
        spread = float(change["new"])
        if not self._quiet and abs(spread - self._draft.spread) > self._spread.step / 2:
            self._draft.spread = spread
            self._draw()

    def _draw(self) -> None:
        """Run the draft once and show it."""
        self._run()
        self._show()

    def _run(self) -> None:
        """Run the draft where it changed; keep why it cannot be."""
        try:
            self._draft.run(self.lang)
            self._problem = None
        except DataError as error:
            self._problem = error

    def _show(self) -> None:
        """Show the run; where there is none say why: the last picture stays."""
        draft, lang, indicator = self._draft, self.lang, self.indicator
        self._spread_label.value = html.escape(spread_text(draft, self.sliders, lang))
        if self._problem:
            self._say(self._problem.text(lang), "#b00020")
            return
        rows = target_rows(draft, indicator, lang) if indicator else []
        self._picture(*picture(draft, indicator, lang))
        self._table.value = target_html(rows, draft.drawn, lang) if rows else ""
        reasons = dict.fromkeys(path.reason for path in draft.drawn.central)
        self._say("" if indicator else listed(reasons, lang))

    def _export(self, button: object) -> None:
        try:
            names = ", ".join(path.name for path in self.save())
            self._say(word("explore.saved", self.lang, files=names))
        except DataError as error:
            self._say(error.text(self.lang), "#b00020")

"""The plan, and the questions that its tables answer by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.legible import Readable
from linhai_analysis.plan.cite import citations
from linhai_analysis.plan.conflicts import find_conflicts
from linhai_analysis.plan.glance import headline, overview, shown_plan
from linhai_analysis.plan.named import Named
from linhai_analysis.plan.plausibility import find_doubts
from linhai_analysis.plan.reading import told_of_plan
from linhai_analysis.series import (
    Standing,
    Stated,
    chosen_series,
    standings,
    stated_figures,
)
from linhai_analysis.targets import target_text
from linhai_analysis.words import language


@dataclass(frozen=True, eq=False, repr=False)
class Plan(Named):
    """A development plan: what it measures, what it aims at, what came out.

    Parameters
    ----------
    name : str
        Of the folder or workbook.
    indicators, targets, observations, sources, tasks, geos, scenarios, facts : DataFrame
        The tables of a plan folder, checked.

    Examples
    --------
    >>> from linhai_analysis import load_plan
    >>> plan = load_plan()
    >>> len(plan.targets), plan.geo
    (29, '331082')
    """

    @checked
    def series(
        self,
        indicator: str,
        geo: str | None = None,
        source_id: str | None = None,
        status: str | None = None,
        until: int | None = None,
    ) -> pd.Series:
        """Return the yearly values of an indicator.

        The series comes from the one source that covers all its years; copies of one original
        count as one source. Where none does, it is spliced: final before first_release before
        preliminary, then by grade, and ``.attrs["notes"]`` says ``spliced``. A revised figure
        supersedes the earlier ones of its year, and a figure that people settled on (column
        ``decided``) sets the others aside. Revised figures that cover a base year too are a vintage
        of its own; they and derived figures come only on request. Two vintages are never joined
        unseen.

        Parameters
        ----------
        indicator : str
        geo : str, optional
            The plan's own place where it is left out.
        source_id, status : str, optional
            Only this source, or the copies of this original; only this status.
        until : int, optional
            Only figures up to this year are looked at, before a source is chosen: a review of
            2018 does not know what came later.

        Returns
        -------
        Series
            Indexed by int year, in the unit of the codebook. ``.attrs`` holds ``indicator, geo,
            geo_names, unit, counted`` (in_year, running or stock; empty where it is not stated),
            ``notes, breaks`` (years not comparable with the year before), ``sources, statuses``
            (year -> source_id, year -> status), ``publications`` (year -> the source, of a copy its
            original), ``scopes`` (year -> what is measured, only where that is not what the target
            means) and, for the years that have any, the figures beside the value: ``others`` (of
            another source), ``revised`` (superseded by it), ``vintages`` (of a series revised from
            the base year on), ``settled`` (it itself, where people settled on it).

        Raises
        ------
        UnknownNameError
            Where there is no such indicator, place, source or status.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> series = load_plan().series("rd_gdp_ratio")
        >>> series.to_dict(), series.attrs["notes"]
        ({2015: 2.98, 2016: 3.06, 2022: 3.16}, ('spliced',))
        """
        asked = (indicator, geo, source_id, status, until)
        if asked not in self._chosen:
            unit = str(self.about(indicator)["unit"])
            self._check_names(geo, source_id, status)
            places = [self.geo, ""] if geo is None else [geo]
            figures = [one for one in self._figures.get(indicator, ()) if one.geo in places]
            place = self.geo if geo is None else geo
            about = {"indicator": indicator, "geo": place, "geo_names": self.names_of(place)}
            about |= {"unit": unit, "counted": self._counted.get(indicator, "")}
            self._chosen[asked] = chosen_series(
                figures,
                self.publications,
                about,
                self._base_years(indicator),
                source_id,
                status,
                until,
            )
        # A copy, so that what a reader does to it stays with the reader.
        return self._chosen[asked].copy()

    @cached_property
    def _chosen(self) -> dict[tuple, pd.Series]:
        """The series that were asked for: the same ones are, of every target, again and again."""
        return {}

    @cached_property
    def _figures(self) -> dict[str, list[Stated]]:
        """The figures of each indicator."""
        return stated_figures(self.observations)

    @cached_property
    def standings(self) -> dict[str, list[Standing]]:
        """Return what becomes of each figure of the plan's own place, by indicator and year.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> [year.year for year in load_plan().standings["rd_gdp_ratio"]]
        [2015, 2016, 2022]
        """
        own = {
            indicator: [one for one in figures if one.geo in (self.geo, "")]
            for indicator, figures in self._figures.items()
        }
        return {
            indicator: standings(figures, self.publications, self._base_years(indicator))
            for indicator, figures in own.items()
        }

    def _base_years(self, indicator: str) -> set[int]:
        """The base years of an indicator's targets; those of all where it has none."""
        every = self._targeted
        return every[indicator] if indicator in every else set().union(*every.values())

    @cached_property
    def _targeted(self) -> dict[str, set[int]]:
        """The base years of each indicator with targets."""
        own = self.targets.groupby("indicator")["base_year"]
        return {str(indicator): {*map(int, years)} for indicator, years in own}

    @cached_property
    def _counted(self) -> dict[str, str]:
        """What the figures of an indicator count, stated of it once or of its observations."""
        stated = pd.concat([self.observations, self.indicators])[["indicator", "counted"]]
        stated = stated[stated["counted"] != ""]
        return dict(zip(stated["indicator"], stated["counted"], strict=True))

    def reading(self, lang: str | None = None) -> list[str]:
        """Return what was understood when the plan was read: how much, what was assumed or left.

        Returns
        -------
        list of str
            Sentences in `lang`; the first one counts what was read.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().reading()[0][:31]
        'read: 28 indicators, 29 targets'
        """
        lang = check_language(lang)
        return [told.text(lang) for told in (told_of_plan(self), *self.read)]

    def conflicts(self, lang: str | None = None) -> pd.DataFrame:
        """Return where the plan prints one target in several ways, or one year has several figures.

        Returns
        -------
        DataFrame
            One row a conflict: ``kind`` (value: different numbers; form: the same number with
            and without words such as 以上; name: the same target under different names; figures:
            two figures of one year; revision: a figure that a later release revised; target
            changed: an approved change replaced, added or dropped a target), ``indicator,
            target_year`` (missing for figures), ``year`` (of figures), ``readings`` (tuple of
            texts, those of targets in `lang`), ``places`` and ``sources`` (for each reading the
            tuple of its places, of its source_id), ``target_ids`` (tuple), ``adopted`` (the reading
            that counts, where people settled it or a later release or an approved change supersedes
            the other; else empty), ``decided, decided_by, decided_on`` (what people wrote when they
            settled it).

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> conflict = load_plan().conflicts().query("kind == 'value'").iloc[0]
        >>> conflict["readings"], conflict["places"]
        (('2500', '3300'), (('2.3', 'table 1 row 5'), ('3.8.1',)))
        """
        lang = check_language(lang)
        return find_conflicts(
            self.targets,
            self.standings,
            lambda row: target_text(row, lang, self.unit(row["indicator"], lang)),
        )

    def plausibility(self, lang: str | None = None) -> pd.DataFrame:
        """Return what a careful clerk would ask about; nothing is corrected or left out.

        Returns
        -------
        DataFrame
            One row a finding: ``kind`` (wrong_side: a target that leads away from what is better;
            year_or_total: a total that single years come near;
            ten_times: digits that may have slipped; share_as_fraction: 0.021 for 2.1 %;
            parts_above_whole; out_of_bounds: below 0, above 100 %; far_year; unit_missing; unread:
            a printed target that is no figure),
            ``table, indicator, target_id, geo, year, value``, ``other`` (the number that it is
            held against) and ``sentence`` (in `lang`).

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> len(load_plan().plausibility())
        0
        """
        lang = check_language(lang)
        return find_doubts(self, self.standings, lang)

    @checked
    def cite(self, name: str, lang: str = "zh") -> pd.DataFrame:
        """Return publisher, title, place and date of figures.

        Parameters
        ----------
        name : str
            An indicator (all its figures) or a target_id (that one).
        lang : {"en", "zh"}, optional
            Of publisher and title: as the sources print them, or translated.

        Returns
        -------
        DataFrame
            Columns ``figure`` (baseline, target or observation), ``indicator, year, value,
            printed, printed_name, place, publisher, title, published, url, reliability,
            source_id``. A copy is cited by publisher and title of its original and says so; a
            secondary copy (grade C) has no address.

        Raises
        ------
        UnknownNameError
            With the nearest name that there is.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().cite("patents_granted.s3_8_1")[["printed", "place"]].values.tolist()
        [['3300件', '3.8.1']]
        """
        return citations(self, [name], lang)

    def summary(self, lang: str | None = None) -> pd.DataFrame:
        """Return one row an indicator that has targets.

        Returns
        -------
        DataFrame
            Index ``indicator``; columns ``name, unit`` (in `lang`), ``baseline`` (value in the base
            year; 0 for an addition, NaN where none is known), ``targets`` (every distinct printed
            value) and ``years`` (how many years have a figure).

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().summary().loc["patents_granted", "targets"]
        '2500 | 3300'
        """
        lang = check_language(lang)
        return overview(
            self.targets,
            lambda name: (self.label(name, lang), self.unit(name, lang), self.series(name)),
            lang,
        )

    def __repr__(self) -> str:
        return repr(self._shown())

    def _repr_html_(self) -> str:
        return self._shown()._repr_html_()

    def _shown(self) -> Readable:
        return shown_plan(self.summary(), self.headline(), language())

    def headline(self, lang: str | None = None) -> str:
        """Return what the plan holds, and how much of that is to be settled, in a few sentences.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().headline()[:78]
        'Linhai science and technology plan 2016-2020: 13 indicators with 29 printed ta'
        """
        lang = check_language(lang)
        doubts, title = len(self.plausibility(lang)), self.title(lang)
        counts = (len(self.targets), self.summary(lang), self.conflicts(lang), doubts)
        return headline(title, *counts, lang)

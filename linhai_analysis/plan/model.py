"""The plan, and the questions that its tables answer by themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from linhai_analysis.errors import UnknownNameError
from linhai_analysis.plan.cite import citations
from linhai_analysis.plan.conflicts import find_conflicts
from linhai_analysis.plan.contents import Contents
from linhai_analysis.plan.glance import headline, overview
from linhai_analysis.plan.sources import named_sources, source_texts
from linhai_analysis.series import Stated, chosen_series, stated_figures
from linhai_analysis.tables import RELEASES
from linhai_analysis.text import fixed, significant
from linhai_analysis.words import in_language, unit_word, word, word_or_name

# A line under a chart names so many sources; the table of sources has them all.
MOST_SOURCES = 5


@dataclass(frozen=True, repr=False)
class Plan(Contents):
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

    def title(self, lang: str = "en") -> str:
        """Return the title of the plan: that of the source of its targets, else its name.

        Of a plan that was read in a copy it is the title of the original.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().title("zh")
        '临海市科学技术发展“十三五”规划'
        """
        main = self.targets["source_id"].iloc[0] if len(self.targets) else ""
        titles = named_sources(self.sources, lang)["title"]
        return str(titles.get(main) or self.name)

    def source_line(self, lang: str = "en", source_ids: Collection[str] = ()) -> str:
        """Return one line that names the source of the targets, and others, for charts.

        Copies are named by their original, each original once.

        Parameters
        ----------
        lang : {"en", "zh"}
        source_ids : collection of str
            Further sources, for example of the values that a chart shows.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> print(load_plan().source_line("zh"))
        资料来源：临海市科技局《临海市科学技术发展“十三五”规划》
        """
        ids = dict.fromkeys([*self.targets["source_id"].iloc[:1], *sorted(source_ids)])
        texts = source_texts(self.sources, ids, lang) or [self.name]
        if len(texts) > MOST_SOURCES:
            more = len(texts) - MOST_SOURCES
            texts = [*texts[:MOST_SOURCES], word("source_more", lang, count=more)]
        return word("source_line", lang, sources=word("list_join", lang).join(texts))

    def label(self, indicator: str, lang: str = "en") -> str:
        """Return the name of an indicator as people read it.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().label("patents_granted", "zh")
        '专利授权量'
        """
        row = self.indicator(indicator)
        return in_language(row, "name", lang) or indicator

    def unit(self, indicator: str, lang: str = "en") -> str:
        """Return the unit of an indicator as people read it.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().unit("rd_expenditure", "zh")
        '亿元'
        """
        return unit_word(str(self.indicator(indicator)["unit"]), lang)

    def figure(self, indicator: str, value: float) -> str:
        """Return a figure with the decimals of the codebook, six digits where it gives none.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().figure("rd_gdp_ratio", 2.1), load_plan().figure("gdp", float("nan"))
        ('2.10', '—')
        """
        decimals = int(self.indicator(indicator)["decimals"])
        unknown = pd.isna(value) or decimals < 0
        return significant(value, 6) if unknown else fixed(value, decimals)

    def scenario_label(self, scenario: str, lang: str = "en") -> str:
        """Return the name of a scenario as people read it; one without another name keeps its own.

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> load_plan().scenario_label("fast", "zh"), load_plan().scenario_label("our own", "zh")
        ('高速', 'our own')
        """
        rows = self.scenarios[self.scenarios["scenario"] == scenario].to_dict("records")
        names = (in_language(row, "name", lang) for row in rows)
        return next(filter(None, names), "") or word_or_name("scenario_name", scenario, lang)

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
        preliminary, then by grade, and
        ``.attrs["notes"]`` says ``spliced``. Values marked revised or derived come only on
        request. Two vintages are never joined unseen.

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
            geo_names, unit, notes, breaks`` (years not comparable with the year before), ``sources,
            statuses`` (year -> source_id, year -> status) and ``scopes`` (year -> what is measured,
            only where that is not what the target means).

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
            unit = str(self.indicator(indicator)["unit"])
            self._check_names(geo, source_id, status)
            places = [self.geo, ""] if geo is None else [geo]
            figures = [one for one in self._figures.get(indicator, ()) if one.geo in places]
            place = self.geo if geo is None else geo
            about = {"indicator": indicator, "geo": place, "geo_names": self.names_of(place)}
            self._chosen[asked] = chosen_series(
                figures, self.sources, about | {"unit": unit}, source_id, status, until
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

    def _check_names(self, geo: str | None, source_id: str | None, status: str | None) -> None:
        """Refuse a misspelt name, which would else look like an indicator without figures."""
        tables = (self.observations, self.targets, self.sources)
        known = {
            "place": (geo, [self.observations["geo"], self.geos["geo"]]),
            "source": (source_id, [table["source_id"] for table in tables]),
            "status": (status, [RELEASES]),
        }
        for what, (name, columns) in known.items():
            if name is not None and not any(name in list(column) for column in columns):
                raise UnknownNameError(what, name, {n for column in columns for n in column})

    def conflicts(self) -> pd.DataFrame:
        """Return where the plan prints one target in several ways.

        Returns
        -------
        DataFrame
            One row a conflict: ``kind`` (value: different numbers; form: the same number with
            and without words such as 以上; name: the same target under different names),
            ``indicator, target_year, readings`` (tuple of texts), ``places`` (for each reading the
            tuple of its places), ``target_ids`` (tuple) and ``decided`` (what people have settled,
            empty until then).

        Examples
        --------
        >>> from linhai_analysis import load_plan
        >>> conflict = load_plan().conflicts().query("kind == 'value'").iloc[0]
        >>> conflict["readings"], conflict["places"]
        (('2500', '3300'), (('2.3', 'table 1 row 5'), ('3.8.1',)))
        """
        return find_conflicts(self.targets)

    def cite(self, name: str, lang: str = "zh") -> pd.DataFrame:
        """Return publisher, title, place and date of figures.

        Parameters
        ----------
        name : str
            An indicator (all its figures) or a target_id (that one).
        lang : {"en", "zh"}
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
        return citations(self, name, lang)

    def summary(self, lang: str = "en") -> pd.DataFrame:
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
        return overview(
            self.targets,
            lambda name: (self.label(name, lang), self.unit(name, lang), self.series(name)),
            lang,
        )

    def __repr__(self) -> str:
        table = self.summary().drop(columns="name")
        return f"{self._headline()}\n{table.to_string(na_rep='none')}"

    def _repr_html_(self) -> str:
        from html import escape

        table = self.summary().to_html(na_rep="none", border=0)
        return f"<p>{escape(self._headline())}</p>{table}"

    def _headline(self) -> str:
        return headline(self.title(), len(self.targets), self.summary(), self.conflicts())

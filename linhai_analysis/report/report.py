"""The one report: numbers, sections that people read, charts; written in every form at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.report.contents import Section
from linhai_analysis.report.figures import Chart, drawn, figure_files
from linhai_analysis.report.html import page_files
from linhai_analysis.report.numbers import csv_files, json_files
from linhai_analysis.results import check_folder, write_result


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """A review, scenarios or projections, ready to be read or written into a folder.

    Parameters
    ----------
    kind : {"review", "scenarios", "projection"}
        The name of the page and of the JSON.
    title, lang : str
    tables : mapping of str to DataFrame
        The numbers, as the functions of the library return them.
    sections : sequence of Section
        What people read, in its order.
    facts : mapping of str to object
        What the JSON says beside the tables: the plan, the year, the sentences.
    subtitle, note : str, optional
        Under the title, and at the end of the page.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> review = build_review(load_plan())
    >>> sorted(review.tables)[:2], list(review.readable())[:2]
    (['ambition', 'citations'], ['growth', 'scorecard'])
    """

    kind: str
    title: str
    lang: str
    tables: Mapping[str, pd.DataFrame]
    sections: tuple[Section, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    subtitle: str = ""
    note: str = ""

    @property
    def charts(self) -> list[Chart]:
        """The charts of all sections."""
        return [chart for section in self.sections for chart in section.charts]

    def readable(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the page, text only, by the key of their section."""
        return {section.key: section.table for section in self.sections}

    def summary(self) -> str:
        """Return the result in a sentence or two; empty where the report has none.

        Examples
        --------
        >>> from linhai_analysis import build_review, load_plan
        >>> print(build_review(load_plan()).summary())  # doctest: +ELLIPSIS
        13 indicators have targets for 2020. For 4 of them the growth that the target requires ...
        """
        return str(self.facts.get("summary", ""))

    def progress(self) -> str:
        """Return how many indicators stand where; empty where the report does not say.

        Examples
        --------
        >>> from linhai_analysis import build_review, load_plan
        >>> build_review(load_plan("china_13fyp"), year=2018).progress().split(",")[0]
        'As seen in 2018: Of 12 indicators'
        """
        return str(self.facts.get("standing", ""))

    def write(
        self,
        out: str | Path,
        progress: Callable[[str], None] | None = None,
        inputs: Iterable[str | Path] = (),
        codes: bool = False,
    ) -> list[Path]:
        """Write the report into a folder, all of it or nothing.

        Files of an earlier report of this kind are replaced, and removed where this one has none
        of their name. Nothing else is touched: a file that this program did not write, or that
        was changed since, is refused by name before anything is written.

        Parameters
        ----------
        out : str or Path
            The folder; it is made where it does not exist.
        progress : callable, optional
            Is told what is made next.
        inputs : iterable of str or Path, optional
            Files that the report was made from; they are never replaced.
        codes : bool
            Write the CSV files for programs, with the columns and codes of `tables`. Where left
            out they are for people who open them in a spreadsheet: headings and codes in words of
            the report's language, a byte-order mark, and an apostrophe before a text that a
            spreadsheet would run as a formula. The numbers are the same.

        Returns
        -------
        list of Path
            A self-contained page, JSON, ``tables/*.csv`` (one table alone is named as the JSON
            is), ``figures/*.png`` and ``figures/*.svg``. Beside them ``linhai-manifest.json``
            lists what is ours.

        Raises
        ------
        DataError
            Where `out` is empty, a link, a file or cannot be written, or where a file is in the
            way.

        Examples
        --------
        >>> import tempfile
        >>> from linhai_analysis import report_scenarios, load_plan
        >>> made = report_scenarios(load_plan(), ["slow"], draws=100)
        >>> "scenarios.html" in {path.name for path in made.write(tempfile.mkdtemp())}
        True
        """
        check_folder(out)
        tell = progress or (lambda step: None)
        pictures = drawn(self.charts, tell)
        tell(self.title)
        page = page_files(
            self.kind,
            self.lang,
            pictures,
            title=self.title,
            subtitle=self.subtitle,
            sections=self.sections,
            note=self.note,
        )
        tables = csv_files(self.kind, self.tables, "" if codes else self.lang)
        files = page | tables | figure_files(pictures)
        files |= json_files(self.kind, self.facts, self.tables, files)
        return write_result(out, self.kind, files, inputs)

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {self.title}: {', '.join(self.tables)}"

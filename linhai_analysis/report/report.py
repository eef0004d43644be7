"""The one report: numbers, sections that people read, charts; written in every form at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.arguments import checked
from linhai_analysis.equality import Alike
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.report.contents import Section
from linhai_analysis.report.figures import Chart, Picture, drawn, figure_files
from linhai_analysis.report.html import page_files
from linhai_analysis.report.numbers import csv_files, json_files
from linhai_analysis.results import check_folder, write_result
from linhai_analysis.words import say, word

FORMATS = ("html", "docx", "xlsx", "json", "csv", "figures")
# Which formats need charts as which kind of image.
IMAGES = {"png": ("docx", "figures"), "svg": ("html", "figures")}


@dataclass(frozen=True, eq=False, repr=False)
class Report(Alike):
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
    workbook : callable, optional
        Makes the workbook of a review.

    Examples
    --------
    >>> from linhai_analysis import build_review, load_plan
    >>> review = build_review(load_plan())
    >>> sorted(review.tables)[:2], list(review.readable())[:2]
    (['ambition', 'citations'], ['lagging', 'main'])
    """

    kind: str
    title: str
    lang: str
    tables: Mapping[str, pd.DataFrame]
    sections: tuple[Section, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    subtitle: str = ""
    note: str = ""
    workbook: Callable[[], bytes] | None = field(default=None, compare=False)

    @property
    def charts(self) -> list[Chart]:
        """The charts of all sections; one that stands in two of them is drawn once."""
        return [*dict.fromkeys(chart for one in self.sections for chart in one.charts)]

    def readable(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the page, text only, by the key of their section."""
        # What paper has across stands on the page, too.
        shown = (one for one in self.sections if one.only != "document" or not one.wide)
        return {one.key: one.table for one in shown if len(one.table.columns)}

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

    @property
    def formats(self) -> tuple[str, ...]:
        """What it can be written as."""
        return tuple(one for one in FORMATS if one != "xlsx" or self.workbook is not None)

    @checked
    def write(
        self,
        out: str | Path,
        progress: Callable[[str], None] | None = None,
        inputs: Iterable[str | Path] = (),
        codes: bool = False,
        formats: Sequence[str] | None = None,
        template: str | Path | None = None,
        annex: bool = False,
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
            Is told what is made next, once for each chart and each format.
        inputs : iterable of str or Path, optional
            Files that the report was made from; they are never replaced.
        codes : bool
            Write the CSV files for programs, with the columns and codes of `tables`. Where left
            out they are for people who open them in a spreadsheet: headings and codes in words of
            the report's language, a byte-order mark, and an apostrophe before a text that a
            spreadsheet would run as a formula. The numbers are the same.
        formats : sequence of str, optional
            Of ``html, docx, xlsx, json, csv, figures``; all that the report has where left out.
        template : str or Path, optional
            A document of Word whose page and styles the document takes.
        annex : bool
            Whether the document has the annex of methods, other rules and data, too.

        Returns
        -------
        list of Path
            A self-contained page, a document, a workbook (of a review), JSON, ``tables/*.csv``
            (one table alone is named as the JSON is), ``figures/*.png`` and ``figures/*.svg``.
            Beside them ``linhai-manifest.json`` lists what is ours.

        Raises
        ------
        DataError
            Where `out` is empty, a link, a file or cannot be written, where a file is in the
            way, or where `template` is no document.
        UnknownNameError
            Where the report has no such format.

        Examples
        --------
        >>> import tempfile
        >>> from linhai_analysis import report_scenarios, load_plan
        >>> made = report_scenarios(load_plan(), ["slow"], draws=100)
        >>> [path.name for path in made.write(tempfile.mkdtemp(), formats=["html"])]
        ['scenarios.html']
        """
        check_folder(out)
        chosen = self.formats if formats is None else formats
        # Nothing at all would only take away what stands there.
        for one in chosen or [""]:
            if one not in self.formats:
                raise UnknownNameError(say("kind.format"), one, self.formats)
        if (template is not None or annex) and "docx" not in chosen:
            raise DataError(say("report.no_document", formats=tuple(chosen)))
        if template is not None:
            _check_template(Path(template))
        tell = progress or (lambda step: None)
        pictures = drawn(self.charts, [one for one in IMAGES if {*chosen} & {*IMAGES[one]}], tell)
        writers: dict[str, Callable[[], Mapping[str, bytes]]] = {
            "html": lambda: page_files(self, pictures),
            "docx": lambda: {f"{self.kind}.docx": self._document(pictures, template, annex)},
            "xlsx": lambda: {f"{self.kind}.xlsx": self.workbook()} if self.workbook else {},
            "csv": lambda: csv_files(self.kind, self.tables, "" if codes else self.lang),
            "figures": lambda: figure_files(pictures),
        }
        files: dict[str, bytes] = {}
        for name, write in writers.items():
            if name in chosen:
                tell(word(f"format.{name}", self.lang))
                files |= write()
        # It lists the other files.
        if "json" in chosen:
            tell(word("format.json", self.lang))
            files |= json_files(self.kind, self.facts, self.tables, files)
        return write_result(out, self.kind, files, inputs)

    def _document(
        self, pictures: Mapping[Chart, Picture], template: str | Path | None, annex: bool
    ) -> bytes:
        from linhai_analysis.report.word.document import document_bytes

        return document_bytes(self, pictures, None if template is None else Path(template), annex)

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {self.title}: {', '.join(self.tables)}"


def _check_template(template: Path) -> None:
    """Refuse what is no document before charts are drawn for it."""
    from linhai_analysis.report.word.papers import opened

    opened(template)

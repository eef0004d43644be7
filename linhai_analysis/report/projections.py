"""Projections of a user's own yearly figures: a table, numbers for programs, charts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.charts import draw_projection
from linhai_analysis.projection import Projection, project
from linhai_analysis.report.folder import save_figure, write_folder
from linhai_analysis.tables import read_yearly, write_csv
from linhai_analysis.text import NONE, heads, significant
from linhai_analysis.words import check_language, known, word


@dataclass(frozen=True, repr=False)
class Projections:
    """The series of one file, each with its projection.

    Parameters
    ----------
    file : str
        Name of the file.
    lang : {"en", "zh"}
    series : mapping of str to Series
    projections : mapping of str to Projection
        By the same names.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "firms.csv"
    >>> _ = path.write_text("year,firms\\n2013,40\\n2014,44\\n2015,50\\n")
    >>> made = project_file(path, horizon=2)
    >>> list(made.projections), made.frame()["year"].tolist()
    (['firms'], [2016, 2017])
    """

    file: str
    lang: str
    series: Mapping[str, pd.Series]
    projections: Mapping[str, Projection]

    def frame(self) -> pd.DataFrame:
        """Return all projections as one long frame: series, year, median, lo80, hi80, ..."""
        parts = [made.frame.assign(series=name) for name, made in self.projections.items()]
        table = pd.concat(parts, ignore_index=True)
        return table[["series", *(column for column in table if column != "series")]]

    def records(self) -> list[dict[str, Any]]:
        """Return one object a series, for JSON: what was used, what was noticed, the numbers."""
        return [
            {
                "series": name,
                "model": made.model,
                "n": made.n,
                "window": list(made.window),
                "notes": list(made.flags),
                "reason": made.reason,
                "projection": json.loads(made.frame.to_json(orient="records")),
            }
            for name, made in self.projections.items()
        ]

    def table(self) -> pd.DataFrame:
        """Return the last projected year of each series as people read it."""
        rows = []
        for name, made in self.projections.items():
            cells = [name, str(made.n), "–".join(map(str, made.window)) or NONE]
            notes = [flag_word(flag, self.lang) for flag in made.flags]
            if made.reason:
                rows.append([*cells, *[NONE] * 4, _reason(made, self.lang)])
                continue
            last = made.frame.iloc[-1]
            ends = [
                f"{significant(last[f'lo{name}'])} – {significant(last[f'hi{name}'])}"
                for name in ("80", "95")
            ]
            joined = word("list_join", self.lang).join(notes)
            rows.append(
                [*cells, str(int(last["year"])), significant(last["median"]), *ends, joined]
            )
        return pd.DataFrame(
            rows, columns=heads(self.lang, "series n window year projected lo80 lo95 notes")
        )

    def write(self, out: str | Path) -> list[Path]:
        """Write ``projection.json``, ``projection.csv`` and a chart a series into a folder.

        Raises
        ------
        DataError
            Where the folder cannot be written.
        """

        def fill(made: Path) -> dict[str, Any]:
            write_csv(self.frame(), made / "projection.csv")
            for n, (name, projection) in enumerate(self.projections.items(), start=1):
                draw = partial(
                    draw_projection,
                    self.series[name],
                    projection,
                    title=name,
                    source=word("source_file", self.lang, file=self.file),
                    lang=self.lang,
                )
                save_figure(draw, made / "figures", f"{n:02d}")
            return {"file": self.file, "series": self.records()}

        return write_folder(Path(out), "projection.json", fill)


def project_file(path: str | Path, lang: str = "en", **options: Any) -> Projections:
    """Read yearly figures from a file and project every series.

    Parameters
    ----------
    path : str or Path
        As :func:`~linhai_analysis.tables.read_yearly` reads it: CSV or Excel, long or wide.
    lang : {"en", "zh"}
        Of what people read.
    **options
        Arguments of :func:`~linhai_analysis.project`: to, horizon, model, lower, upper.

    Returns
    -------
    Projections

    Raises
    ------
    DataError, FaultsError
        Where the file cannot be read or a series cannot be projected with these options.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "firms.csv"
    >>> _ = path.write_text("指标,2013年,2014年\\n企业,40,44\\n")
    >>> project_file(path, to=2016).projections["企业"].n
    2
    """
    check_language(lang)
    path = Path(path)
    series, projections = {}, {}
    for name, rows in read_yearly(path).groupby("series", sort=False):
        values = rows.set_index("year")["value"].rename(str(name))
        values.attrs = {"breaks": tuple(rows.loc[rows["break"], "year"])}
        series[str(name)] = values
        projections[str(name)] = project(values, **options)
    return Projections(path.name, lang, series, projections)


def flag_word(flag: str, lang: str) -> str:
    """Return a flag as people read it.

    >>> flag_word("short_history", "zh")
    '历史数据较短'
    """
    return word(f"flag.{flag}", lang) if known(f"flag.{flag}") else flag


def _reason(made: Projection, lang: str) -> str:
    if made.n < 2:
        return word(f"no_projection.{'one' if made.n else 'none'}", lang)
    return made.reason

"""Projections of a user's own yearly figures: a table, numbers for programs, charts."""

from __future__ import annotations

import math
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from linhai_analysis.arguments import check_language
from linhai_analysis.charts import draw_projection
from linhai_analysis.errors import DataError, reason_of
from linhai_analysis.notes import notes_text
from linhai_analysis.projection import Projection, project
from linhai_analysis.report.backtests import comparable, of_indicator
from linhai_analysis.report.contents import titled
from linhai_analysis.report.figures import Chart
from linhai_analysis.report.report import Report
from linhai_analysis.series import read_series
from linhai_analysis.tables import plain_rows
from linhai_analysis.text import (
    NONE,
    fixed,
    folded,
    heads,
    percent,
    significant,
    text_table,
    visible,
)
from linhai_analysis.words import say, spoken, word
from linhai_analysis.yearly.reading import read


def project_file(
    path: str | Path,
    lang: str | None = None,
    sheet: str | None = None,
    reference: str | None = None,
    **options: Any,
) -> Report:
    """Project every series of a file of yearly figures, a workbook or a text file of any shape.

    A reference, a file or a panel that ships, lends to each series what it has of its indicator.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "firms.csv"
    >>> _ = path.write_text("year,firms\\n2013,40\\n2014,44\\n2015,50\\n")
    >>> made = project_file(path, horizon=2)
    >>> made.tables["series"]["year"].tolist(), made.facts["series"][0]["n"]
    ([2016, 2017], 3)
    """
    lang = check_language(lang)
    path = Path(path)
    read_in = read(path, sheet=sheet)
    series, lenders = {}, {}
    others = None if reference is None else comparable(reference)
    for name, rows in read_in.frame.groupby("series", sort=False):
        series[str(name)] = rows.set_index("year")["value"].rename(str(name))
        series[str(name)].attrs = {"breaks": tuple(rows.loc[rows["break"], "year"])}
        if others is not None:
            series[str(name)].attrs["geo"] = rows["geo"].iloc[0] or str(name)
            lenders[str(name)] = of_indicator(others, rows["indicator"].iloc[0])
    _check_bounds(series, options.get("lower"), options.get("upper"))
    made = {
        name: project(values, reference=lenders.get(name), **options)
        for name, values in series.items()
    }
    lent = {name: _borrowed(one) if lenders else {} for name, one in made.items()}
    parts = [one.frame.assign(series=name, **lent[name]) for name, one in made.items()]
    frame = pd.concat(parts, ignore_index=True)
    about = {"file": visible(read_in.file)}
    source = word("source_file", lang, **about)
    charts = [_chart(n, series[name], made[name], source, lang) for n, name in enumerate(made, 1)]
    notes = [note.text(lang) for note in read_in.notes]
    tables = {"projections": _table(made, lang)}
    if notes:
        tables["read"] = text_table(([note] for note in notes), lang, "notes")
    return Report(
        kind="projection",
        title=word("projection.page", lang, **about),
        lang=lang,
        tables={"series": frame[["series", *(name for name in frame if name != "series")]]},
        sections=titled(tables, {"projections": charts}, lang, about),
        facts=about | {"read": notes, "series": [_record(name, one) for name, one in made.items()]},
    )


def _check_bounds(series: dict[str, pd.Series], lower: float | None, upper: float | None) -> None:
    """Refuse values outside the bounds by the name of their series."""
    for name, values in series.items():
        try:
            read_series(values, lower, upper)
        except DataError as error:
            told = say("fault.at", place=name, problem=reason_of(error))
            raise DataError(told) from None


def _borrowed(made: Projection) -> dict[str, Any]:
    """What the projection of a series owes to the comparable places; NaN where nothing."""
    one = made.borrowed
    amount = (one.share, one.width, one.siblings) if one else (math.nan, math.nan, math.nan)
    return dict(zip(("borrowed", "width", "siblings"), amount, strict=True))


def _record(name: str, made: Projection) -> dict[str, Any]:
    return {
        "series": name,
        "model": made.model,
        "n": made.n,
        "window": list(made.window),
        "notes": list(made.flags),
        "reason": made.reason,
        "borrowed": asdict(made.borrowed) if made.borrowed else None,
        "projection": plain_rows(made.frame),
    }


def _table(projections: dict[str, Projection], lang: str) -> pd.DataFrame:
    """The last projected year of each series."""
    rows = []
    for name, made in projections.items():
        cells, values = [name, str(made.n), "–".join(map(str, made.window)) or NONE], [NONE] * 4
        note, borrowed = _reason(made, lang), NONE
        if not made.reason:
            last = made.frame.iloc[-1]
            values = [str(int(last["year"])), significant(last["median"])]
            values += [_interval(last, level) for level in ("80", "95")]
            if one := made.borrowed:
                told = {"share": percent(one.share), "width": fixed(one.width, 2)}
                borrowed = word("projection.borrowed", lang, siblings=one.siblings, **told)
            note = notes_text(made.flags, lang)
        rows.append([*cells, *values, borrowed, note])
    table = text_table(rows, lang, "series n window year projected lo80 lo95 borrowed notes")
    return folded(table, heads(lang, "borrowed"))


def _interval(row: pd.Series, level: str) -> str:
    return f"{significant(row[f'lo{level}'])} – {significant(row[f'hi{level}'])}"


def _chart(n: int, series: pd.Series, made: Projection, source: str, lang: str) -> Chart:
    name = str(series.name)
    draw = partial(draw_projection, series, made, title=name, source=source, lang=lang)
    return Chart((f"{n:02d}",), draw, name, "small")


def _reason(made: Projection, lang: str) -> str:
    if made.n < 2:
        return word(f"no_projection.{'one' if made.n else 'none'}", lang)
    return str(spoken(made.reason, lang))

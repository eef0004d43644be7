"""The sources of a plan as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from linhai_analysis.plan import named_sources


def cite_key(source_id: str) -> str:
    r"""Return a source_id as a key that ``\cite`` takes.

    >>> cite_key("LH_PLAN135"), cite_key("年鉴 2016, p. 3")
    ('LH_PLAN135', 'x5e74x9274-2016-p-3')
    """
    latin = re.sub(r"[^\x00-\x7f]", lambda match: f"x{ord(match[0]):x}", source_id)
    return re.sub(r"[^A-Za-z0-9_]+", "-", latin).strip("-") or "source"


def bibliography(sources: pd.DataFrame, used: Iterable[str], lang: str = "en") -> str:
    """Return the BibTeX entries of the sources that are used."""
    from pybtex.database import BibliographyData

    named, rows = named_sources(sources, lang), sources.set_index("source_id")
    chosen = [name for name in dict.fromkeys(used) if name in rows.index]
    entries = {cite_key(name): _entry(rows.loc[name], named.loc[name], rows) for name in chosen}
    return _written(BibliographyData(entries)) if entries else ""


def _entry(row: pd.Series, named: Mapping[str, Any], rows: pd.DataFrame) -> Any:
    from pybtex.database import Entry

    year = re.match(r"\d{4}", row["published"])
    chinese = rows.loc[named["family"], "title"]
    fields = {
        # Braces keep an office from being read as a person with a first and a last name.
        "author": f"{{{named['publisher']}}}" if named["publisher"] else "",
        "title": f"{{{named['cited'] or row.name}}}",
        "year": year[0] if year else "",
        "url": row["url"] if row["reliability"] != "C" else "",
        "note": chinese if chinese not in named["cited"] else "",
    }
    return Entry("misc", [(name, text) for name, text in fields.items() if text])


def _written(data: Any) -> str:
    from io import StringIO

    from pybtex.database.output.bibtex import Writer

    class Verbatim(Writer):
        """Leaves an address as it is: BibTeX reads it letter by letter."""

        def _write_field(self, stream: Any, kind: str, value: str) -> None:
            if kind == "url":
                stream.write(f",\n    url = {{{value}}}")
            else:
                super()._write_field(stream, kind, value)

    stream = StringIO()
    Verbatim(encoding="UTF-8").write_stream(data, stream)
    return stream.getvalue()

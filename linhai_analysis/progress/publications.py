"""Where the rules are written down: one table, from which every bibliography is made."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

PREFIX = "rules/"
"""What stands before the keys in a bibliography, so that none is taken for a plan's source."""


@dataclass(frozen=True)
class Publication:
    """A publication that a rule follows; `published` as far as it is known."""

    key: str
    publisher: str
    title: str
    published: str = ""
    url: str = ""
    title_zh: str = ""
    publisher_zh: str = ""


TABLE = (
    Publication(
        "open_sdg",
        "Open SDG",
        "Progress measurement methodology for the Sustainable Development Goals (version 2.4)",
        url="https://github.com/open-sdg/open-sdg/blob/master/docs/progress-methodology.md",
    ),
    Publication(
        "eurostat_2021",
        "Eurostat",
        "Sustainable development in the European Union: monitoring report on progress towards the "
        "SDGs in an EU context, 2021 edition",
        "2021",
        "https://ec.europa.eu/eurostat/statistics-explained/index.php?title=SDG_-_Introduction",
    ),
    Publication(
        "eustat",
        "Eustat, Basque Statistics Office",
        "Measuring progress on the Sustainable Development Goals",
        url="https://github.com/EUSTAT-DES/site",
    ),
    Publication(
        "unsd_2023",
        "United Nations Statistics Division",
        "Sustainable Development Goals Progress Chart 2023: technical note",
        "2023",
        "https://unstats.un.org/sdgs/files/report/2023/Progress_Chart_Technical_Note_2023.pdf",
    ),
    Publication(
        "unsd_2022",
        "United Nations Statistics Division",
        "Sustainable Development Goals Progress Chart 2022: technical note",
        "2022",
    ),
    Publication(
        "sdsn_2018",
        "G. Lafortune, G. Fuller, J. Moreno, G. Schmidt-Traub and C. Kroll, for SDSN and "
        "Bertelsmann Stiftung",
        "SDG Index and Dashboards: detailed methodological paper, section 1.5.3",
        "2018-09",
    ),
    Publication(
        "escap",
        "United Nations ESCAP",
        "Progress assessment methodology: technical notes",
        url="https://data.unescap.org/resource-guides/progress-assessment-methodology",
    ),
    Publication(
        "unece_2022",
        "UNECE",
        "Technical notes on the progress assessment",
        "2022",
        "https://w3.unece.org/sdg2022/technical-notes.html",
    ),
    Publication(
        "destatis",
        "Federal Statistical Office of Germany (Destatis)",
        "German Sustainable Development Strategy, indicator platform: status of the indicators",
        url="https://dns-indikatoren.de/",
    ),
    Publication(
        "review_2023",
        "State Council of China",
        "Mid-term review of the 14th five-year plan and the long-range objectives through 2035",
        "2023-12-26",
        title_zh="《中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要》"
        "实施中期评估报告",
        publisher_zh="国务院",
    ),
)


def publication_table() -> pd.DataFrame:
    """Return the publications in the columns of a table of sources.

    >>> publication_table().iloc[3][["source_id", "published"]].tolist()
    ['rules/unsd_2023', '2023']
    """
    rows = [
        {
            "source_id": f"{PREFIX}{one.key}",
            "title": one.title_zh or one.title,
            "title_en": one.title,
            "publisher": one.publisher_zh or one.publisher,
            "publisher_en": one.publisher,
            "published": one.published,
            "url": one.url,
            "reliability": "",
            "original": "",
            "note": "",
        }
        for one in TABLE
    ]
    return pd.DataFrame(rows)

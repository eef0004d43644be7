"""Names sources as a reader should see them: a copy by the publication that it copies."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from linhai_analysis.series import families
from linhai_analysis.words import in_language, word


def named_sources(sources: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return publisher and title of each source, those of its original where it has one.

    Also its ``family``, whether it is ``copied``, the title as it is ``cited`` and the ``address``.

    >>> from linhai_analysis import load_plan
    >>> named = named_sources(load_plan("china_13fyp").sources, "zh")
    >>> print(named.loc["CN29", "publisher"], named.loc["CN29", "cited"])
    国务院 “十三五”国家科技创新规划（国发〔2016〕43号）（转引自期刊文摘）
    """
    own = sources.set_index("source_id")
    family = pd.Series(families(sources), index=own.index, dtype="str")
    rows = own.to_dict("records")
    told = {name: [in_language(row, name, lang) for row in rows] for name in ("publisher", "title")}
    text = pd.DataFrame(told, index=own.index, dtype="str")
    first = text.loc[family].set_index(own.index)
    copied = own["reliability"].eq("C") | (family.ne(own.index) & own["reliability"].ne("A"))
    # Whoever printed the original is not named twice.
    by = text["publisher"].where(text["publisher"] != first["publisher"], "")
    cited = [
        _marked(title, printer, lang) if copy else title
        for title, printer, copy in zip(first["title"], by, copied, strict=True)
    ]
    return first.assign(
        family=family,
        copied=copied,
        cited=pd.Series(cited, index=own.index, dtype="str"),
        # A secondary copy is named, but nobody is sent there.
        address=own["url"].mask(own["reliability"] == "C", ""),
    )


def source_texts(named: pd.DataFrame, source_ids: Iterable[str], lang: str) -> list[str]:
    """Return publisher and title of `named_sources`, each original once, for one line of a chart.

    >>> from linhai_analysis import load_plan
    >>> source_texts(load_plan("china_13fyp").named_sources("zh"), ["CN01", "CN02"], "zh")
    ['国务院《“十三五”国家科技创新规划（国发〔2016〕43号）》（转引）']
    """
    used = named.loc[[name for name in dict.fromkeys(source_ids) if name in named.index]]
    alike: dict[str, list[dict]] = {}
    for row in used[used["publisher"] != ""].to_dict("records"):
        alike.setdefault(row["family"], []).append(row)
    texts = []
    for first, *more in alike.values():
        text = word("source", lang, publisher=first["publisher"], title=first["title"])
        copied = any(row["copied"] for row in (first, *more))
        texts.append(_marked(text, "", lang) if copied else text)
    return texts


def _marked(text: str, copied_by: str, lang: str) -> str:
    if copied_by:
        return word("source.copied_by", lang, source=text, publisher=copied_by)
    return word("source.copied", lang, source=text)

"""The path that a place would take with the yearly growth of another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.errors import UnknownNameError
from linhai_analysis.growth import NATURAL
from linhai_analysis.plan import Plan
from linhai_analysis.reference.windows import level_breaks, read_class
from linhai_analysis.words import check_language, word

COLUMNS = ["indicator", "geo", "year", "value", "peer_value", "change", "way", "flags", "reason"]


def follow(
    plan: Plan,
    geo: str,
    indicators: Sequence[str] | None = None,
    reference: pd.DataFrame | None = None,
    from_year: int | None = None,
    to: int | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """Return the path that the plan's place would take with a peer's growth of each year.

    What is counted or paid grows by the peer's rate of that year, shares and ranks move by its
    change.

    Parameters
    ----------
    plan : Plan
    geo : str
        The peer, by code or name: ``"330000"``, ``"Zhejiang"``, ``"浙江"``.
    indicators : sequence of str, optional
        Those with targets where left out.
    reference : DataFrame, optional
        As in :func:`reference_growth`: the user's own class.
    from_year, to : int, optional
        First and last year; base year and target year where left out.
    lang : {"en", "zh"}
        Of the reasons.

    Returns
    -------
    DataFrame
        One row an indicator and year: ``indicator, geo`` (the peer's code), ``year, value,
        peer_value, change`` (the peer's in that year: a fraction, or in its unit), ``way``
        (compound or linear), ``flags`` (level_break where the peer's figure is not comparable with
        the year before) and ``reason`` (why the path ends early or there is none). An indicator
        without a path has one row.

    Raises
    ------
    UnknownNameError
        For a place or indicator that does not exist, with the nearest one.
    DataError
        As :func:`reference_growth`.

    Examples
    --------
    Firms of the peer grow by a tenth, then by a fifth.

    >>> from linhai_analysis import load_plan
    >>> sheet = pd.DataFrame({"geo": "peer", "indicator": "hightech_enterprises",
    ...     "year": [2015, 2016, 2017], "value": [100.0, 110.0, 132.0]})
    >>> path = follow(load_plan(), "peer", ["hightech_enterprises"], sheet, to=2017)
    >>> path["value"].round(6).tolist()  # 60 * 1.1 * 1.2
    [60.0, 66.0, 79.2]
    """
    check_language(lang)
    known = read_class(reference)
    code = _code(known, geo)
    wanted = plan.targets["indicator"].unique() if indicators is None else list(indicators)
    parts = []
    for indicator in wanted:
        aims = plan.targets[plan.targets["indicator"] == indicator]
        kind = plan.indicator(indicator)["kind"]
        start = from_year or (int(aims["base_year"].min()) if len(aims) else 0)
        end = to or (int(aims["target_year"].max()) if len(aims) else 0)
        own = known[(known["geo"] == code) & (known["indicator"] == indicator)]
        peer = own.set_index("year")["value"].reindex(range(start, end + 1))
        base = float(plan.series(indicator, until=start).get(start, np.nan))
        rows, reason = _path(base, peer, NATURAL[kind], lang)
        breaks = {year for place, year in level_breaks(known, indicator) if place == code}
        flags = ["level_break" if row["year"] in breaks - {start} else "" for row in rows]
        parts += [
            row | {"indicator": indicator, "geo": code, "flags": flag, "reason": reason}
            for row, flag in zip(rows, flags, strict=True)
        ]
    return pd.DataFrame(parts, columns=COLUMNS).astype({"year": "Int64"})


def _path(base: float, peer: pd.Series, way: str, lang: str) -> tuple[list[dict[str, Any]], str]:
    """The rows of one path, and why it ends before its last year."""
    empty = {"year": pd.NA, "value": np.nan, "peer_value": np.nan, "change": np.nan, "way": way}
    first = peer.index[0] if len(peer) else None
    if np.isnan(base) or first is None:
        return [empty], word("follow.no_base", lang, year=first or "—")
    if np.isnan(peer.iloc[0]):
        return [empty], word("follow.no_peer", lang, year=first)
    rows = [
        {"year": first, "value": base, "peer_value": peer.iloc[0], "change": np.nan, "way": way}
    ]
    for (_, before), (year, now) in zip(peer.items(), list(peer.items())[1:], strict=False):
        if np.isnan(now) or (way == "compound" and before <= 0):
            return rows, word("follow.ends", lang, year=year - 1)
        change = now / before - 1 if way == "compound" else now - before
        value = rows[-1]["value"]
        value = value * (1 + change) if way == "compound" else value + change
        rows.append({"year": year, "value": value, "peer_value": now, "change": change, "way": way})
    return rows, ""


def _code(known: pd.DataFrame, geo: str) -> str:
    """The code of a place that is given by code or name."""
    for column in ("geo", "name_en", "name_zh"):
        found = known.loc[known[column].astype(str) == str(geo), "geo"]
        if len(found):
            return str(found.iloc[0])
    raise UnknownNameError("place", str(geo), {*known["geo"].astype(str), *known["name_en"]})

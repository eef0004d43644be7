"""The path that a place would take with the yearly growth of another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import check_language, checked
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.growth import cagr
from linhai_analysis.plan import Plan, PlanLike, load_plan
from linhai_analysis.reference.windows import NAMES, level_breaks, read_peers
from linhai_analysis.targets import KINDS
from linhai_analysis.words import say, word

COLUMNS = ["indicator", "geo", "year", "value", "peer_value", "change", "way", "notes", "reason"]


@checked
def follow(
    plan: PlanLike,
    geo: str,
    indicators: str | Sequence[str] | None = None,
    reference: pd.DataFrame | None = None,
    from_year: int | None = None,
    to: int | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """Return the path that the plan's place would take with a peer's growth of each year.

    What is counted or paid grows by the peer's rate of that year, shares and ranks move by its
    change. Each indicator is followed by itself; in a scenario (`run_scenarios`) a quotient follows
    from its numerator and denominator.

    Parameters
    ----------
    plan : Plan, or what load_plan takes
    geo : str
        The peer, by code or name: ``"330000"``, ``"Zhejiang"``, ``"浙江"``; ``"China"`` is the
        nation.
    indicators : str or sequence of str, optional
        Those with targets where left out.
    reference : DataFrame, optional
        As in :func:`reference_growth`: the user's own class.
    from_year, to : int, optional
        First and last year; base year and target year where left out.
    lang : {"en", "zh"}, optional
        Of the reasons.

    Returns
    -------
    DataFrame
        One row an indicator and year: ``indicator, geo`` (the peer's code), ``year, value,
        peer_value, change`` (the peer's in that year: a fraction, or in its unit), ``way``
        (compound or linear), ``notes`` (tuple: level_break where the peer's figure is not
        comparable with the year before) and ``reason`` (why the path ends early, for example at a
        gap in the peer's years, or why there is none). An indicator without a path has one row.

    Raises
    ------
    UnknownNameError
        For a place or indicator that does not exist, with the nearest one.
    DataError
        As :func:`reference_growth`; where the path would end before it begins.

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
    plan = load_plan(plan)
    lang = check_language(lang)
    known = read_peers(reference)
    code = place_code(known, geo)
    wanted = plan.targets["indicator"].unique() if indicators is None else indicators
    parts = []
    for indicator in [wanted] if isinstance(wanted, str) else wanted:
        way = KINDS[plan.about(indicator)["kind"]].natural
        years = _years(plan, indicator, from_year, to)
        own = known[(known["geo"] == code) & (known["indicator"] == indicator)]
        base = float(plan.series(indicator, until=years[0]).get(years[0], np.nan))
        rows, reason = peer_path(base, own.set_index("year")["value"], years, way, lang)
        found = level_breaks(known, indicator, plan.indicators)
        breaks = {year for place, year in found if place == code} - {years[0]}
        notes = [("level_break",) if row["year"] in breaks else () for row in rows]
        about = {"indicator": indicator, "geo": code, "way": way, "reason": reason}
        parts += [row | about | {"notes": note} for row, note in zip(rows, notes, strict=True)]
    return pd.DataFrame(parts, columns=COLUMNS).astype({"year": "Int64"})


def _years(plan: Plan, indicator: str, from_year: int | None, to: int | None) -> range:
    """Base year to target year: those of the indicator, else of the plan."""
    aims = plan.targets_of(indicator)
    start = int(aims["base_year"].min()) if from_year is None else from_year
    end = int(aims["target_year"].max()) if to is None else to
    if end < start:
        raise DataError(say("peers.backwards", indicator=indicator, end=end, start=start))
    return range(start, end + 1)


def peer_path(
    base: float, peer: pd.Series, years: range, way: str, lang: str
) -> tuple[list[dict[str, Any]], str]:
    """Return the rows of one path, and why it ends before its last year.

    >>> rows, reason = peer_path(1.0, pd.Series({2015: 50.0, 2016: 60.0}), range(2015, 2017),
    ...     "compound", "en")
    >>> rows[1]["value"], reason
    (1.2, '')
    """
    known = peer.reindex(years)
    row = {"year": years[0], "value": base, "peer_value": known[years[0]], "change": np.nan}
    empty = {"year": pd.NA, "value": np.nan, "peer_value": np.nan, "change": np.nan}
    if np.isnan(base):
        return [empty], word("follow.no_base", lang, year=years[0])
    if np.isnan(known[years[0]]):
        return [empty], word("follow.no_peer", lang, year=years[0])
    rows = [row]
    for year in years[1:]:
        before, now = known[year - 1], known[year]
        if np.isnan(now):
            ended = year > peer.index.max()
            key = "follow.ends" if ended else "follow.no_peer"
            return rows, word(key, lang, year=year - 1 if ended else year)
        change = cagr(before, now, 1) if way == "compound" else now - before
        if np.isnan(change):
            return rows, word("follow.no_rate", lang, start=year - 1, end=year)
        value = row["value"] * (1 + change) if way == "compound" else row["value"] + change
        row = {"year": year, "value": value, "peer_value": now, "change": change}
        rows.append(row)
    return rows, ""


def place_code(known: pd.DataFrame, geo: str) -> str:
    """Return the code of a place that is given by code or name.

    >>> place_code(read_peers(None), "浙江")
    '330000'
    """
    for column in NAMES:
        found = known.loc[known[column] == str(geo), "geo"]
        if len(found):
            return str(found.iloc[0])
    raise UnknownNameError(
        say("kind.place"), str(geo), {name for column in NAMES for name in known[column]}
    )

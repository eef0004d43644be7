"""What the workbook knows of each target in force: the row of the scorecard, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from linhai_analysis.growth import aims, judged
from linhai_analysis.growth.assumed import Baselines
from linhai_analysis.growth.quantities import Judged
from linhai_analysis.plan import IN_FORCE, Plan
from linhai_analysis.progress.wording import main_first
from linhai_analysis.reference.outlook import own_outlook
from linhai_analysis.targets import BASES, RELATIONS, nearest
from linhai_analysis.targets.aims import first_reached
from linhai_analysis.targets.bases import Basis
from linhai_analysis.text import decimals_of, fixed

Tables = Mapping[str, pd.DataFrame]
# Whether a row is counted: it is, it is to be settled first, or its indicator is counted already.
COUNTED, UNSETTLED, SECOND = 1, 2, 0
MOST_DECIMALS = 4


@dataclass(frozen=True, eq=False)
class Line:
    """A target: `card` and `aim` are its rows of those tables, `raw` the figures of its indicator.

    `own` is the series that is judged, `value` the printed figure, of a range its first end.
    """

    card: Mapping[str, Any]
    aim: Mapping[str, Any]
    growth: Mapping[str, Any]
    raw: pd.Series
    own: Judged
    value: float
    counted: int
    decimals: int
    unit: str
    projected: float

    @property
    def basis(self) -> Basis:
        """How the target is stated."""
        return BASES[self.aim["basis"]]

    @property
    def quantity(self) -> str:
        """What is judged."""
        return str(self.card["quantity"])

    @property
    def sense(self) -> str:
        """How a value has to stand to the level aimed at."""
        return nearest(str(self.aim["relation"]), str(self.aim["better"]))

    @property
    def side(self) -> int:
        """Above the level (1), below it (-1), at it (0)."""
        return RELATIONS[self.sense].side

    @property
    def counts(self) -> str:
        """What the yearly figures count; empty where nobody says so."""
        return str(self.raw.attrs["counted"])

    @property
    def on_sheet(self) -> bool:
        """Whether the main table shows the figure as it is stated, not the level that follows."""
        return self.basis.in_unit or self.quantity != "level"

    @property
    def in_points(self) -> bool:
        """Whether it moves by percentage points."""
        return self.aim["unit"] == "%" and self.quantity != "index"

    @property
    def is_rank(self) -> bool:
        """Whether it moves by places."""
        return bool(self.aim["kind"] == "rank")

    @property
    def by_amount(self) -> bool:
        """Whether what it needs is told as a change a year, and not as a rate."""
        return self.in_points or self.quantity == "sum" or self.is_rank

    @property
    def starts(self) -> bool:
        """Whether its base value is one to start from; of an unknown kind of figure it is not."""
        return not self.own.lacking or self.quantity != "level"

    @property
    def is_assumed(self) -> bool:
        """Whether what it starts from is assumed."""
        return bool(self.card["assumed"]) and self.quantity in ("level", "each")

    @property
    def is_ceiling(self) -> bool:
        """Whether it is the most that may come together."""
        return self.quantity == "sum" and self.side < 0

    @property
    def goes_down(self) -> bool:
        """Whether moving away from the target is moving up, in the words for verdicts."""
        return self.card["relation"] in ("at_most", "below")

    @property
    def is_paced(self) -> bool:
        """Whether a change a year is said of it."""
        return self.basis.no_rate != "yearly"

    @property
    def is_rated(self) -> bool:
        """Whether a growth rate is said of it."""
        return not self.basis.no_rate and not self.is_rank

    def needs(self, when: str) -> str:
        """Return the column of the growth that is told of it, required or still required."""
        way = "pace" if self.by_amount else "rate"
        return f"{when}_{way}" if when else way


def read_lines(
    plan: Plan, tables: Tables, seen: int, baselines: Baselines, lang: str
) -> list[Line]:
    """Return a line for each distinct target in force, main targets first."""
    card = tables["scorecard"]
    card = card[card["standing"] == IN_FORCE]
    found = aims(plan, baselines, until=seen)
    found = found.assign(
        unit=found["indicator"].map(plan.indicators.set_index("indicator")["unit"]),
        first=first_reached(found),
    )
    by_id = {row["target_id"]: row for row in found.to_dict("records")}
    growth = {row["target_id"]: row for row in tables["required_growth"].to_dict("records")}
    unsettled = _unsettled(card, tables["readings"])
    lines: list[Line] = []
    for row in main_first(card):
        name, aim = row["indicator"], by_id[row["target_id"]]
        counted = UNSETTLED if row["target_id"] in unsettled else COUNTED
        if any(one.card["indicator"] == name for one in lines):
            counted = SECOND
        raw = plan.series(name, until=seen)
        lines.append(
            Line(
                row,
                aim,
                growth[row["target_id"]],
                raw,
                judged(raw, aim),
                float(aim["first"]),
                counted,
                _decimals(plan, row, aim, raw),
                plan.unit(name, lang),
                _projected(plan, row, seen, lang),
            )
        )
    return lines


def _unsettled(card: pd.DataFrame, readings: pd.DataFrame) -> set[str]:
    """The targets of which another source's figure makes another verdict."""
    status = card.set_index("target_id")["status"]
    told = readings[(readings["kind"] == "figures") & (readings["status"] != "not_assessable")]
    first = told["target_id"].map(status)
    differs = first.notna() & (first != told["status"]) & (first != "not_assessable")
    return set(told.loc[differs, "target_id"])


def _decimals(plan: Plan, row: Mapping[str, Any], aim: Mapping[str, Any], raw: pd.Series) -> int:
    """As the codebook says, else as the figures have; more where rounding would hide a miss."""
    stated = int(plan.about(row["indicator"])["decimals"])
    figures = [one for one in (aim["base_figure"], aim["first"], *raw) if pd.notna(one)]
    places = min(max(map(decimals_of, figures), default=0), MOST_DECIMALS)
    places = stated if stated >= 0 else places
    pair = row["actual"], row["aim"]
    if row["quantity"] == "level" and all(map(pd.notna, pair)) and row["status"] != "met":
        while pair[0] != pair[1] and places < MOST_DECIMALS and _alike(*pair, places):
            places += 1
    return places


def _alike(one: float, other: float, places: int) -> bool:
    return fixed(one, places) == fixed(other, places)


def _projected(plan: Plan, row: Mapping[str, Any], seen: int, lang: str) -> float:
    """What the trend leads to in the target year; NaN where it cannot be told."""
    made = own_outlook(plan, row, seen, lang)
    if made is None or made.reason:
        return float("nan")
    table = made.frame.set_index("year")["median"]
    return float(table.get(row["target_year"], float("nan")))

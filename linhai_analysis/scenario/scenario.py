"""Scenarios as data: named assumptions, from a table, a sheet, or written in Python."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import pandas as pd

from linhai_analysis.errors import DataError, Fault, FaultsError, suggest
from linhai_analysis.tables import (
    RANGED,
    Assumed,
    check_amount,
    check_ends,
    check_table,
    columns,
    read_amount,
    read_assumed,
    read_path,
)
from linhai_analysis.tables import (
    Assumption as Kind,
)

KINDS = get_args(Kind)
# What may stand beside the kind in the mapping of one indicator.
BESIDE = ("from_year", "low", "high", "reason", "reason_zh", "quality")


@dataclass(frozen=True)
class Assumption:
    """What one indicator is assumed to do, from a year on.

    Attributes
    ----------
    indicator : str
    assumption : str
        rate, points, reach, halt, percent_of_baseline, follow, path or trend.
    value : float, str, mapping of int to float, or None
        Fraction a year; change a year; level in the target year; nothing; per cent of the
        baseline in the target year; a place or an indicator; values by year; nothing.
    from_year : int
        First year; 0 for the base year of the plan.
    low, high : float
        Range of the value, NaN where none is given.
    reason, reason_zh, quality : str
        Why, and how sure: green (published), amber (an assumption with a ground), red (a guess).

    Examples
    --------
    >>> Assumption("gdp", "rate", 0.05, low=0.03, high=0.07).ranged
    True
    """

    indicator: str
    assumption: str
    value: Assumed = None
    from_year: int = 0
    low: float = math.nan
    high: float = math.nan
    reason: str = ""
    reason_zh: str = ""
    quality: str = ""

    def __post_init__(self) -> None:
        where = f"the assumption about {self.indicator}"
        if self.assumption not in KINDS:
            hint = suggest(str(self.assumption), KINDS)
            raise DataError(f"{where} is {self.assumption!r}; {hint}")
        try:
            if self.assumption in RANGED:
                object.__setattr__(self, "value", check_amount(self.assumption, self.value))
            elif self.assumption == "path":
                object.__setattr__(self, "value", read_path(self.value))
            check_ends(self.value, self.low, self.high)
        except ValueError as error:
            raise DataError(f"{where}: {self.value!r} {error}") from None

    @property
    def ranged(self) -> bool:
        """Whether the value has a low and a high end."""
        return not math.isnan(self.low)


@dataclass(frozen=True)
class Scenario:
    """Named assumptions about some indicators of a plan.

    Parameters
    ----------
    name : str
    assumptions : mapping or sequence of Assumption
        For each indicator its growth a year (``0.12`` or ``"12%"``), or a mapping such as
        ``{"reach": 120, "low": 100, "high": 130, "from_year": 2016, "reason": "...", "quality":
        "amber"}`` with one of rate, points, reach, halt, percent_of_baseline, follow, path, trend
        (halt and trend take None), or a list of such mappings, each from a later year on.

    Raises
    ------
    FaultsError
        With every assumption that cannot be read: a rate of 12 (meant 0.12) or -1.5, ends the wrong
        way round.

    Examples
    --------
    >>> fast = Scenario("fast", {"rd_expenditure": "12%", "gdp": {"rate": 0.05, "low": 0.03,
    ...     "high": 0.07}, "hightech_enterprises": {"reach": 120}})
    >>> [(one.assumption, one.value) for one in fast.assumptions]
    [('rate', 0.12), ('rate', 0.05), ('reach', 120.0)]
    """

    name: str
    assumptions: tuple[Assumption, ...] = field(default=())

    def __post_init__(self) -> None:
        given: Any = self.assumptions
        if isinstance(given, Mapping):
            rows = [row for name, one in given.items() for row in _rows(self.name, name, one)]
            if not rows:
                raise DataError(f"scenario {self.name!r} assumes nothing of any indicator")
            given = _checked(self.name, pd.DataFrame(rows))
        object.__setattr__(self, "assumptions", tuple(given))

    @property
    def indicators(self) -> list[str]:
        """The indicators that something is assumed of, each once."""
        return list(dict.fromkeys(one.indicator for one in self.assumptions))

    def stages(self, indicator: str) -> list[Assumption]:
        """The assumptions about one indicator, the earliest first."""
        own = [one for one in self.assumptions if one.indicator == indicator]
        return sorted(own, key=lambda one: one.from_year)

    def table(self) -> pd.DataFrame:
        """Return the rows of the table scenarios, to be written to a file or a sheet.

        Examples
        --------
        >>> Scenario("half", {"gdp": "5%"}).table()[["assumption", "value"]].values.tolist()
        [['rate', '0.05']]
        """
        rows = [
            {
                "scenario": self.name,
                "indicator": one.indicator,
                "assumption": one.assumption,
                "value": _text(one, one.value),
                "from_year": one.from_year or "",
                "low": _text(one, one.low),
                "high": _text(one, one.high),
                "reason": one.reason,
                "reason_zh": one.reason_zh,
                "quality": one.quality,
            }
            for one in self.assumptions
        ]
        return pd.DataFrame(rows, columns=columns("scenarios"))

    def replace(self, indicator: str, **changes: Any) -> Scenario:
        """Return the scenario with another assumption about one indicator.

        Parameters
        ----------
        indicator : str
        **changes
            As in the mapping of one indicator: ``rate=0.12``, ``reach=120, low=100, high=130``.

        Examples
        --------
        >>> slow = Scenario("slow", {"gdp": 0.05})
        >>> slow.replace("gdp", rate=0.07).assumptions[0].value
        0.07
        """
        new = Scenario(self.name, {indicator: changes}).assumptions  # type: ignore[arg-type]
        kept = [one for one in self.assumptions if one.indicator != indicator]
        return Scenario(self.name, (*kept, *new))


def _rows(scenario: str, indicator: str, given: object) -> list[dict[str, object]]:
    """Rows of the table scenarios for what was written in Python about one indicator."""
    rows = []
    for one in given if isinstance(given, (list, tuple)) else [given]:
        stage = dict(one) if isinstance(one, Mapping) else {"rate": one}
        kinds = [key for key in stage if key not in BESIDE]
        if len(kinds) != 1 or kinds[0] not in KINDS:
            shown = ", ".join(map(repr, kinds)) or "nothing"
            hint = (
                suggest(kinds[0], KINDS) if len(kinds) == 1 else f"give one of {', '.join(KINDS)}"
            )
            raise DataError(f"scenario {scenario!r} assumes {shown} of {indicator}; {hint}")
        value = stage.pop(kinds[0])
        if isinstance(value, Mapping):
            value = "; ".join(f"{year}: {amount}" for year, amount in value.items())
        rows.append(
            {"scenario": scenario, "indicator": indicator, "assumption": kinds[0], "value": value}
            | stage
        )
    return rows


def _checked(name: str, table: pd.DataFrame) -> tuple[Assumption, ...]:
    """Assumptions that were written in Python; faults name the indicator, there is no row."""
    checked, faults = check_table(table, "scenarios", name)
    if faults:
        raise FaultsError(_without_row(name, table, fault) for fault in faults)
    return tuple(map(assumption_of, checked.to_dict("records")))


def _without_row(name: str, table: pd.DataFrame, fault: Fault) -> Fault:
    where = f"scenario {name!r}, {table['indicator'].iloc[(fault.row or 2) - 2]}"
    if not fault.column:
        # The one fault of a whole row: its key is that of an earlier one.
        return Fault(where, "two stages begin in the same year; give the later one its from_year")
    return Fault(where, fault.problem, column="" if fault.column == "value" else fault.column)


def assumption_of(row: Mapping[Any, Any]) -> Assumption:
    """Return the assumption of a checked row of the table scenarios.

    >>> row = {"indicator": "gdp", "assumption": "rate", "value": "5%", "from_year": 0, "low": "",
    ...     "high": "", "reason": "", "reason_zh": "", "quality": "red"}
    >>> assumption_of(row).value
    0.05
    """
    kind = row["assumption"]
    low, high = (read_amount(kind, row[end]) if row[end] else math.nan for end in ("low", "high"))
    facts = {key: row[key] for key in ("reason", "reason_zh", "quality")}
    value = read_assumed(kind, row["value"])
    return Assumption(row["indicator"], kind, value, row["from_year"], low, high, **facts)


def _text(one: Assumption, value: Assumed) -> str:
    """A value as the table holds it, to the last digit."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {amount!r}" for year, amount in value.items())
    if isinstance(value, str):
        return value
    # The mark keeps 1.5 % of the baseline from being taken for one and a half times.
    mark = "%" if one.assumption == "percent_of_baseline" else ""
    return f"{float(value)!r}{mark}"

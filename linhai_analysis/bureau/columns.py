"""What the columns of a bureau's one sheet hold: a row an indicator, a column a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from linhai_analysis.bureau.column_heads import (
    REPORTS,
    TargetColumn,
    asked_in,
    base_of,
    contract_of,
    plainly,
    target_of,
)
from linhai_analysis.bureau.headed_units import without_unit
from linhai_analysis.bureau.spread import NUMBER, YearColumn, year_column
from linhai_analysis.bureau.this_year import with_year, year_above
from linhai_analysis.targets.five_years import FIVE, plan_years


@dataclass(frozen=True)
class Columns:
    """The columns of the sheet by their place among the headings.

    `known` leads from a place to the columns that it fills, table by table. `base` is the place of
    the baseline and its year, 0 where the heading says none. `guessed`: the target is no more than
    the last year of a table that has no other one; `assumed_base`: nothing says that the baseline
    is that of the target, five years later. `past` are columns of targets of the plan before.
    """

    known: dict[int, dict[str, str]] = field(default_factory=dict)
    number: int | None = None
    base: YearColumn | None = None
    targets: tuple[TargetColumn, ...] = ()
    years: tuple[YearColumn, ...] = ()
    left: tuple[int, ...] = ()
    guessed: bool = False
    assumed_base: bool = False
    past: tuple[int, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is a column of targets that were changed."""
        return any(target.adjusted for target in self.targets)

    @property
    def figures(self) -> list[int]:
        """The places of the columns that hold a figure of their own in every row."""
        years = [column.place for column in (self.base, *self.years) if column]
        return [*years, *(target.place for target in self.targets)]

    @property
    def levels(self) -> list[int]:
        """The places of the columns whose figures are in the unit of their row."""
        growth = {target.place for target in self.targets if target.growth}
        return [place for place in self.figures if place not in growth]

    def place(self, name: str) -> int | None:
        """The place of a column of any table; None where the sheet has none."""
        return next((n for n, names in self.known.items() if name in names.values()), None)


def is_bureau(heads: Sequence[str], above: Sequence[str] = ()) -> bool:
    """Say whether headings are those of the one sheet: names, targets, and no more than a few.

    >>> is_bureau(["序号", "指标名称", "单位", "2015年基数", "2020年目标"])
    True
    >>> is_bureau(["指标名称", "基期年", "目标年", "目标值"]), is_bureau(["指标", "2015年"])
    (False, False)
    """
    found = columns_of(heads, above)
    wide = found.base or found.years or found.place("unit") is not None
    return bool(
        names_indicators(found) and found.targets and (wide or any(t.year for t in found.targets))
    )


def names_indicators(found: Columns) -> bool:
    """Say whether a column names the indicators."""
    names = ("indicator", "name_zh", "name_en")
    return any(found.place(name) is not None for name in names)


def columns_of(heads: Sequence[str], above: Sequence[str] = ()) -> Columns:
    """Return what each heading means; `above` are the texts above them.

    >>> found = columns_of(["指标", "2015年", "2016年", "2020年目标", "2016年增幅"], ["十三五规划"])
    >>> found.base.place, [year.place for year in found.years], found.targets[0].year, found.left
    (1, [2], 2020, (4,))
    """
    this_year = year_above(above)
    heads = [with_year(plainly(without_unit(head)), this_year) for head in heads]
    known: dict[int, dict[str, str]] = {}
    bases, years, targets, left, number = [], [], [], [], None
    if not any(target_of(n, head) for n, head in enumerate(heads)):
        targets = asked_in(heads, above)
    asked = {target.place for target in targets}
    for n, head in enumerate(heads):
        if n in asked:
            continue
        if names := contract_of(head):
            known[n] = names
        elif (target := target_of(n, head)) is not None:
            targets.append(target)
        elif base := base_of(n, head):
            bases.append(base)
        elif year := year_column(n, head):
            years.append(year)
        elif number is None and NUMBER.fullmatch(head.strip()):
            number = n
        else:
            left.append(n)
    # A level goes before the growth that leads to it.
    targets.sort(key=lambda target: target.growth)
    found = Columns(known, number, None, tuple(targets), tuple(years), tuple(left))
    found = _with_base(_with_target(_named_by_main(found), heads, above), bases, above)
    return _without_past(found, above)


def _named_by_main(found: Columns) -> Columns:
    """主要指标 names the indicators of a sheet that has no other column of names."""
    if names_indicators(found):
        return found
    known = {
        n: {"indicators": "name_zh"} if "main" in names.values() else names
        for n, names in found.known.items()
    }
    return _changed(found, known=known)


def _with_target(found: Columns, heads: Sequence[str], above: Sequence[str]) -> Columns:
    """Take the last year for the target where the sheet is a plan's and has no other target."""
    spans = [years for text in above if (years := plan_years(text))] or _boxed(found)
    growth = found.targets if all(target.growth for target in found.targets) else ()
    if found.targets and not growth:
        return found
    if not spans:
        return _without_targets(found)
    last = next((year for year in found.years if year.year == spans[0][1]), None)
    others = tuple(year for year in found.years if year is not last)
    reports = any(map(REPORTS.search, above))
    if last is None or not others:
        return _without_targets(found) if reports else found
    # What was done in the last year stands behind that of the year before it.
    apart = last is not found.years[-1] or max(year.year for year in others) < last.year - 1
    tells = growth or (found.place("attribute") is not None and not reports)
    if not (tells or apart):
        return _without_targets(found)
    target = TargetColumn(last.place, last.year)
    return _changed(found, targets=(target, *growth), years=others, guessed=True)


def _boxed(found: Columns) -> list[tuple[int, int]]:
    """The years of a table of a plan without a title: 2020年, 2025年, 年均增长〔累计〕."""
    years = {year.year for year in found.years}
    last = max(years, default=0)
    # What was done in the last year stands behind that of the year before it.
    apart = last - FIVE in years and last - 1 not in years
    return [(last - FIVE, last)] if found.targets and apart else []


def _without_targets(found: Columns) -> Columns:
    """Columns whose growth is that which was, not one that is aimed at."""
    left = tuple(sorted((*found.left, *(target.place for target in found.targets))))
    return _changed(found, targets=(), left=left)


def _with_base(found: Columns, bases: list[YearColumn], above: Sequence[str]) -> Columns:
    """Find the baseline: a column that says so, else the year that the title begins after.

    Of several columns that say so the last one counts, the others are years like any other.
    """
    spans = [years for text in above if (years := plan_years(text))]
    if bases:
        begins = {years[0] for years in spans} | {one.year - 5 for one in found.targets if one.year}
        base = max(bases, key=lambda one: (one.year in begins, one.year))
        others = tuple(one for one in bases if one is not base and one.year)
        return _changed(found, base=base, years=(*others, *found.years))
    dated = {one.year for one in found.years if one.status in ("", "final")}
    ends = [one.year for one in found.targets if one.year - FIVE in dated]
    first = spans[0][0] if spans else max(ends) - FIVE if ends else min(dated, default=0)
    found = _with_rounds(found, dated, *(spans[0] if spans else (first, 0)))
    base_years = [one for one in found.years if one.year == first and one.year in dated]
    if not base_years:
        return found
    rest = tuple(one for one in found.years if one is not base_years[0])
    return _changed(found, base=base_years[0], years=rest, assumed_base=not spans)


def _with_rounds(found: Columns, dated: set[int], first: int, last: int) -> Columns:
    """Give targets of another plan their own base: five years before, where figures stand.

    `first` and `last` are the years of the plan, `last` is 0 where no title says them.
    """

    def own(year: int) -> int:
        other = year - FIVE >= last if last else year <= first
        return year - FIVE if other and year - FIVE in dated else 0

    return _changed(found, targets=tuple(replace(one, base=own(one.year)) for one in found.targets))


def _without_past(found: Columns, above: Sequence[str]) -> Columns:
    """Columns without targets that were due by the base year: those of the plan before."""
    begins = next((years[0] for text in above if (years := plan_years(text))), 0)
    base = (found.base and found.base.year) or begins
    past = tuple(one.place for one in found.targets if 0 < one.year <= base and not one.base)
    targets = tuple(one for one in found.targets if one.place not in past)
    return _changed(found, targets=targets, past=past) if targets and past else found


def _changed(found: Columns, **fields: object) -> Columns:
    return Columns(**{**vars(found), **fields})

"""The steps from the figures to what is judged: base, aim, latest figure, and how they stand."""

from __future__ import annotations

from linhai_analysis.report.workbook.row import NOTHING, Row, number_of
from linhai_analysis.report.workbook.terms import both, holds, level, same
from linhai_analysis.targets import INDEX_BASE

# Where these are judged, they start from a number of their own.
STARTS = {"sum": "0", "index": f"{INDEX_BASE:g}"}


def figure_steps(row: Row) -> dict[str, str]:
    """Return the formula of each step, by the key of its column."""
    yearly = {f"y{year}": _of_year(row, year) for year in row.layout.years}
    return {**_aim(row), **yearly, **_latest(row), **_state(row)}


def _aim(row: Row) -> dict[str, str]:
    """The base and the level aimed at, in the quantity that is judged."""
    line, value, base, n = row.line, row["value"], row["base"], row["n"]
    made = level(line.basis.name, value, base, n)
    needed = both(value, base) if base in made else both(value)
    if line.basis.relative:
        stays = level(line.basis.name, value, "1", n)
        made = f"IF(OR({base}>0,{stays}=1),{made},{NOTHING})"
    start = STARTS.get(line.quantity, number_of(row.on_main("base")))
    steps = {
        "base": start if line.starts else NOTHING,
        "n": f"{row['end']}-{row['start']}",
        "aim": f"IF({needed},{made},{NOTHING})",
    }
    return steps | ({"value": number_of(row.on_main("target"))} if line.on_sheet else {})


def _of_year(row: Row, year: int) -> str:
    """The figure of a year in the quantity that is judged; nothing up to the base year."""
    line, cell, start = row.line, row.on_main(f"y{year}"), int(row.line.card["base_year"])
    if year <= start or line.own.lacking not in ("", "no_base"):
        return NOTHING
    before = row[f"y{year - 1}"] if year > start + 1 else ""
    if line.quantity == "index":
        sign = "-" if line.own.reading == "read_as_falls" else "+"
        before = "" if line.counts == "running" else before
        made = f"{before or STARTS['index']}*(1{sign}{cell}/100)"
    elif line.quantity != "sum" or line.counts == "running":
        before, made = "", cell
    elif line.counts == "stock":
        before = row.on_main("base")
        made = f"{cell}-{before}"
    elif line.counts:
        made = f"{before}+{cell}" if before else cell
    else:
        return NOTHING
    return f"IF({both(*filter(None, (before, cell)))},{made},{NOTHING})"


def _latest(row: Row) -> dict[str, str]:
    """The year of the latest figure up to the review, and that figure."""
    start, heads, dated = row["start"], row.heads, row["dated"]
    until = f"MIN({row.year},{row['end']})"
    found = f"SUMPRODUCT(MAX(ISNUMBER({row.own})*({heads}>{start})*({heads}<={until})*{heads}))"
    later = f"INDEX({row.own},MATCH({dated},{heads},0))"
    return {
        "dated": f"IF({found}>0,{found},{_base_year(row)})",
        "actual": f'IF({dated}="",{NOTHING},IF({dated}={start},{row["base"]},{later}))',
    }


def _base_year(row: Row) -> str:
    """The base year where it has a figure; what is assumed for it is none."""
    line = row.line
    if line.own.lacking not in ("", "no_base") or line.is_assumed:
        return NOTHING
    if line.quantity in STARTS and not line.own.lacking:
        return row["start"]
    return f"IF(ISNUMBER({row.on_main('base')}),{row['start']},{NOTHING})"


def _state(row: Row) -> dict[str, str]:
    """Whether the target is met, or was at the base, and which way the figure moved."""
    line, base, aim, actual, dated = (
        row.line,
        *(row[key] for key in ("base", "aim", "actual", "dated")),
    )
    seen = f"({row.heads}>{row['start']})*({row.heads}<={row.year})"
    moved = f"AND({row['sign']}*({actual}-{base})<0,NOT({same(actual, base)}))"
    return {
        "k": f'IF({dated}="",{NOTHING},MAX({dated}-{row["start"]},1))',
        "ended": f"IF({dated}={row['end']},1,0)",
        "met": f"IF({both(actual, aim)},IF({holds(line.sense, actual, aim)},1,0),0)",
        "base_met": f"IF({both(base, aim)},IF({holds(line.sense, base, aim)},1,0),0)",
        "held": f"IF({both(base, aim)},IF(OR({row['base_met']}=1,{base}={aim}),1,0),0)",
        "sign": str(line.side) if line.side else _way(row),
        "fell": f"IF({both(base, actual)},IF({moved},1,0),0)",
        "gap": f"SUMPRODUCT(ISNUMBER({row.raw})*{seen})-SUMPRODUCT(ISNUMBER({row.own})*{seen})",
    }


def _way(row: Row) -> str:
    """Which way a target to be hit lies; at it, or without a base, the way that is better."""
    better = "1" if row.line.aim["better"] == "up" else "-1"
    base, aim = row["base"], row["aim"]
    return f"IF({both(base, aim)},IF({aim}={base},{better},SIGN({aim}-{base})),{better})"

"""The steps to what a target requires, from its base and from the latest figure; in words, too."""

from __future__ import annotations

from linhai_analysis.report.workbook.layout import LATE
from linhai_analysis.report.workbook.row import NOTHING, Row
from linhai_analysis.report.workbook.terms import both, holds, level, phrase, quoted
from linhai_analysis.report.workbook.told import distance, gap_format, speed, still_format


def growth_steps(row: Row) -> dict[str, str]:
    """Return the formula of each step, by the key of its column."""
    return {**_required(row), **_still(row), **_said(row), **_listed(row)}


def _required(row: Row) -> dict[str, str]:
    """The growth a year from the base to the aim, and the change a year; none where it is met."""
    line, base, aim = row.line, row["base"], row["aim"]
    left = f"{row['base_met']}=0"
    rate = f"IF(AND({left},{base}*{aim}>0),({aim}/{base})^(1/{row['n']})-1,{NOTHING})"
    pace = f"IF(AND({both(base, aim)},{left}),({aim}-{base})/{row['n']},{NOTHING})"
    rate = f'IF({both(base, aim)},{rate},IF({base}="",{_whatever(row)},{NOTHING}))'
    return {
        "rate": rate if line.is_rated else NOTHING,
        "pace": pace if line.is_paced else NOTHING,
    }


def _whatever(row: Row) -> str:
    """The growth a year that is the same whatever the base is."""
    if not row.line.basis.relative:
        return NOTHING
    times = level(row.line.basis.name, row["value"], "1", row["n"])
    return f"IF(ISNUMBER({row['value']}),{times}^(1/{row['n']})-1,{NOTHING})"


def _still(row: Row) -> dict[str, str]:
    """The same from the latest figure on, up to the year before the last."""
    line, aim, start, years = row.line, row["aim"], row["from"], row["left"]
    dated, running = row["dated"], f"{row.year}<{row['end']}"
    rate = f"IF({start}*{aim}>0,({aim}/{start})^(1/{years})-1,{NOTHING})"
    pace = f"({aim}-{start})/{years}"
    known, met = f"AND({both(start, aim)},{running})", holds(line.sense, start, aim)
    either = f'IF(AND({start}="",{running}),{_whatever(row)},{NOTHING})'
    rated = line.is_rated and not line.own.lacking
    first = NOTHING if line.own.lacking else row["base"]
    return {
        # Where there is no figure yet, the way still begins at the base.
        "from": f"IF(ISNUMBER({dated}),{row['actual']},{first})",
        "left": f"{row['end']}-IF(ISNUMBER({dated}),{dated},{row['start']})",
        "still_rate": f"IF({known},IF({met},{NOTHING},{rate}),{either})" if rated else NOTHING,
        "still_pace": f"IF({known},IF({met},{NOTHING},{pace}),{NOTHING})"
        if line.is_paced
        else NOTHING,
    }


def _said(row: Row) -> dict[str, str]:
    """How far the latest figure is from the target, and what is still needed, in words."""
    line, lang, gap, needed = row.line, row.layout.lang, row["short"], row[row.line.needs("still")]
    unit = row.on_main("unit")
    away = distance(line, lang, phrase, f"TEXT(ABS({gap}),{quoted(gap_format(line))})", unit)
    short, over = (phrase(f"book.gap.{way}", lang, value=away) for way in ("short", "over"))
    shown = f"TEXT(ABS({needed}),{quoted(still_format(line))})"
    rise, fall = (speed(line, lang, phrase, shown, unit, falls) for falls in (False, True))
    sides = f"{row['sign']}*({row['aim']}-{row['actual']})"
    return {
        "short": f"IF({both(row['actual'], row['aim'])},{sides},{NOTHING})",
        "short_said": f'IF({gap}="",{NOTHING},IF({gap}>=0,{short},{over}))',
        "need_said": f'IF({needed}="",{NOTHING},IF({needed}>=0,{rise},{fall}))',
    }


def _listed(row: Row) -> dict[str, str]:
    """The number under which the summary lists what is late, and what the chart shows."""
    late = ",".join(f"{row['verdict']}={row.verdict(one)}" for one in LATE)
    tests = {"late": f"OR({late})", "judged": f"ISNUMBER({row['done']})"}
    return {
        key: f"IF(AND({row['counted']}>0,{test}),MAX({row.above(key)})+1,{NOTHING})"
        for key, test in tests.items()
    }

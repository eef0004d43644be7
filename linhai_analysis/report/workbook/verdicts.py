"""The steps to the verdict: what blocks it, what needs no rule, and what the rule makes of it."""

from __future__ import annotations

from linhai_analysis.report.workbook.row import NOTHING, Row
from linhai_analysis.report.workbook.terms import both, holds


def verdict_steps(row: Row) -> dict[str, str]:
    """Return the formula of each step, by the key of its column."""
    return {**_reasons(row), **_shares(row), "verdict": _verdict(row)}


def _raw(row: Row, otherwise: str) -> str:
    """Why the figures alone allow no verdict."""
    dated, start = row["dated"], row["start"]
    early = (row.line.raw.index < row.line.card["base_year"]).any()
    return (
        f'IF({dated}="",{row.why("base_after" if early else "no_data")},'
        f"IF({row.late},{row.why('no_end')},"
        f"IF({dated}>{start},{otherwise},{row.why('only_base')})))"
    )


def _reasons(row: Row) -> dict[str, str]:
    """What blocks a verdict, what needs no rule, and in the end why there is none."""
    line, direct, running = row.line, row["direct"], f"{row['ended']}=0"
    no_aim = f'IF({row["base"]}="",{row.why("no_base")},{row.why("base_not_positive")})'
    made = _raw(row, f'IF({row["aim"]}="",{no_aim},{NOTHING})')
    if line.quantity == "each":
        made = f'IF({direct}<>"",{NOTHING},{_raw(row, row.why("missing_year"))})'
    elif line.is_ceiling:
        budget = _raw(row, f"IF({running},{row.why('budget')},{NOTHING})")
        made = f'IF({direct}<>"",{NOTHING},{budget})'
    if line.quantity in ("sum", "index"):
        cut = f"OR({row['dated']}={row['start']},AND({row.year}>={row['end']},{running}))"
        made = f"IF(AND({row['gap']}>0,{cut}),{row.why('missing_year')},{made})"
    left = f'AND({direct}="",{row["met"]}=0,{row["held"]}=0,{running})'
    graded = (
        f'IF({row["base"]}="",{row.why("no_base")},'
        f'IF({row["done"]}="",{row.why("no_value")},{NOTHING}))'
    )
    return {
        "direct": _direct(row),
        "blocked": _unread(row, made),
        "reason": f'IF({row["blocked"]}<>"",{row["blocked"]},IF({left},{graded},{NOTHING}))',
    }


def _unread(row: Row, made: str) -> str:
    """What stands before every other reason: a target or figures that cannot be read."""
    line, stated = row.line, row["lacking"]
    if line.aim["unread"]:
        return f"IF(ISNUMBER({row['value']}),{made},{stated})"
    if line.own.lacking == "no_base":
        return f"IF(ISNUMBER({row.on_main('base')}),{made},{stated})"
    if line.own.lacking:
        return stated
    if line.quantity == "sum" and not line.counts:
        return f"IF(COUNT({row.raw})>0,{stated},{made})"
    return made


def _direct(row: Row) -> str:
    """A verdict that needs no rule: a ceiling used up, a year that broke a yearly floor."""
    line, dated, start, missed = row.line, row["dated"], row["start"], row.verdict("missed")
    told = f"AND(ISNUMBER({dated}),OR({dated}>{start},{row.late}))"
    if line.is_ceiling and line.counts != "stock":
        used = f"AND({told},{row['ended']}=0,{row['met']}=0,ISNUMBER({row['aim']}))"
        return f"IF({used},{missed},{NOTHING})"
    if line.quantity != "each":
        return NOTHING
    since = f"ISNUMBER({row.own})*({row.heads}>{start})*({row.heads}<=N({dated}))"
    broken = f"SUMPRODUCT({since}*(1-{holds(line.sense, row.own, row['aim'])}))"
    whole = f"SUMPRODUCT({since})={dated}-{start}"
    kept = f"IF({row['ended']}=1,{row.verdict('met')},{row.verdict('on_track')})"
    kept = f"IF(OR({row.late},NOT({whole})),{NOTHING},{kept})"
    return f"IF({told},IF({broken}>0,{missed},{kept}),{NOTHING})"


def _shares(row: Row) -> dict[str, str]:
    """The share of the way and of the time, and the figure as a share of the target."""
    base, aim, actual = (row[key] for key in ("base", "aim", "actual"))
    free = f'{row["blocked"]}="",{row["direct"]}=""'
    way = f"IF({aim}={base},{NOTHING},({actual}-{base})/({aim}-{base}))"
    down = f"IF({actual}>0,{aim}/{actual},{NOTHING})"
    share = f"IF({row['sign']}>0,{actual}/{aim},{down})"
    positive = f"AND({free},{both(actual, aim)},N({aim})>0,N({actual})>=0)"
    return {
        "done": f"IF(AND({free},{row['held']}=0,{both(base, aim, actual)}),{way},{NOTHING})",
        "elapsed": f'IF({row["blocked"]}="",{row["k"]}/{row["n"]},{NOTHING})',
        "completion": f"IF({positive},{share},{NOTHING})",
    }


def _verdict(row: Row) -> str:
    """The verdict: blocked, without a rule, final, met, to be held, and then by the rule."""
    met, held, direct = (row[key] for key in ("met", "held", "direct"))
    back = row.verdict("down" if row.line.goes_down else "reversing")
    graded = f"IF({row['fell']}=1,{back},{_graded(row)})"
    graded = f'IF(OR({row["base"]}="",{row["done"]}=""),{row.verdict("none")},{graded})'
    early = f"IF({row['dated']}<{row['end']},{row.verdict('early')},{row.verdict('met')})"
    made = f"IF({met}=1,{early},IF({held}=1,{back},{graded}))"
    final = f"IF({met}=1,{row.verdict('met')},{row.verdict('missed')})"
    made = f"IF({row['ended']}=1,{final},{made})"
    made = f'IF({direct}<>"",{direct},{made})'
    return f'IF({row["blocked"]}<>"",{row.verdict("none")},{made})'


def _graded(row: Row) -> str:
    """What the rule says: the way less the time, against its cut-offs."""
    rule, made = row.layout.rule, row.verdict("slow")
    for n, name in reversed([*enumerate(("ahead", "on_track"))]):
        sign = ">" if n < rule.strict else ">="
        ahead = f"ROUND({row['done']}-{row['elapsed']}-{row.layout.name(name)},9)"
        made = f"IF({ahead}{sign}0,{row.verdict(name)},{made})"
    return made

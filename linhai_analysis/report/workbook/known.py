"""The library's number under each formula, so that a file shows it before it is computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.progress.wording import verdict_word
from linhai_analysis.report.workbook.layout import Layout
from linhai_analysis.report.workbook.lines import Line
from linhai_analysis.report.workbook.told import distance, gap_format, speed, still_format
from linhai_analysis.targets import meets, same, towards, unread_reason
from linhai_analysis.text import fixed
from linhai_analysis.words import word

Value = float | str


def known_values(layout: Layout, n: int) -> dict[str, Value]:
    """Return what stands in each column of the working sheet for the `n`-th line."""
    line = layout.lines[n]
    card, start, end = line.card, int(line.card["base_year"]), int(line.card["target_year"])
    base, aim = _cell(card["base_value"]), _cell(card["aim"])
    dated = card["year"] if pd.notna(card["year"]) and card["year"] >= start else np.nan
    actual = _cell(card["actual"]) if pd.notna(dated) else ""
    known: dict[str, Value] = {
        "start": start,
        "end": end,
        "value": _cell(line.value),
        "base": base,
        "n": end - start,
        "aim": aim,
        "dated": _cell(dated),
        "actual": actual,
        "counted": line.counted,
        "lacking": _lacking(line, layout.lang),
    }
    known |= {f"y{year}": _of_year(line, year) for year in layout.years}
    known |= _state(layout, line, known)
    known |= _verdict(layout, line)
    known |= {
        "rate": _cell(line.growth["required_cagr"]),
        "pace": _cell(line.growth["required_per_year"]),
        "from": actual if dated == dated else "" if line.own.lacking else base,
        "left": end - (start if dated != dated else int(dated)),
        "still_rate": _cell(card["still_cagr"]),
        "still_pace": _cell(card["still_per_year"]),
    }
    return known | _said(layout, line, known)


def _cell(value: Any) -> Value:
    """A number, or nothing."""
    return "" if pd.isna(value) else float(value)


def _lacking(line: Line, lang: str) -> str:
    """What has to be said first, before anything can be judged."""
    key = line.own.lacking
    if not key and line.quantity == "sum" and not line.counts:
        key = "not_counted"
    said = word(f"reason.{key}", lang, base_year=line.card["base_year"]) if key else ""
    return unread_reason(line.aim, lang) or said


def _of_year(line: Line, year: int) -> Value:
    later = year > line.card["base_year"] and not line.own.lacking
    return _cell(line.own.series.get(year, np.nan)) if later else ""


def _state(layout: Layout, line: Line, known: dict[str, Value]) -> dict[str, Value]:
    base, aim = float(line.card["base_value"]), float(line.card["aim"])
    dated, start = known["dated"], line.card["base_year"]
    actual = np.nan if known["actual"] == "" else float(known["actual"])
    met, base_met = (int(meets(value, aim, line.sense)) for value in (actual, base))
    better = str(line.aim["better"])
    sign = towards([line.sense], [better], np.array([aim]), np.array([base]))[0]
    fell = sign * (actual - base) < 0 and not same(actual, base)
    seen = [year for year in layout.years if start < year <= layout.seen]
    counts = [sum(_of(series, year) for year in seen) for series in (line.raw, line.own.series)]
    return {
        "k": "" if dated == "" else max(float(dated) - start, 1),
        "ended": int(dated == line.card["target_year"]),
        "met": met,
        "base_met": base_met,
        "held": int(bool(base_met) or base == aim),
        "sign": float(sign),
        "fell": int(fell),
        "gap": counts[0] - counts[1],
    }


def _of(series: pd.Series, year: int) -> bool:
    return bool(pd.notna(series.get(year, np.nan)))


def _verdict(layout: Layout, line: Line) -> dict[str, Value]:
    card, lang = line.card, layout.lang
    blocked = card["reason"] if pd.isna(card["elapsed"]) else ""
    said = verdict_word(card, lang)
    used_up = line.is_ceiling and card["status"] == "missed" and card["year"] != card["target_year"]
    direct = not blocked and (line.quantity == "each" or used_up)
    return {
        "direct": said if direct else "",
        "blocked": blocked,
        "reason": card["reason"],
        "done": _cell(card["progress"]),
        "elapsed": _cell(card["elapsed"]),
        "completion": _cell(layout.completion[card["target_id"]]),
        "verdict": said,
    }


def _said(layout: Layout, line: Line, known: dict[str, Value]) -> dict[str, Value]:
    """What is told in words of the distance and of what is still needed; the lists."""
    lang, unit = layout.lang, line.unit
    needed = known[line.needs("still")]
    short: Value = ""
    if known["actual"] != "" and known["aim"] != "":
        short = float(known["sign"]) * (float(known["aim"]) - float(known["actual"]))
    pairs = ((short, gap_format(line)), (needed, still_format(line)))
    away, pace = (_shown(value, shape) for value, shape in pairs)
    told = {"short": short, "short_said": "", "need_said": "", "late": "", "judged": ""}
    if short != "":
        way = "short" if float(short) >= 0 else "over"
        apart = distance(line, lang, word, away, unit)
        told["short_said"] = word(f"book.gap.{way}", lang, value=apart)
    if needed != "":
        told["need_said"] = speed(line, lang, word, pace, unit, float(needed) < 0)
    return told


def _shown(value: Value, shape: str) -> str:
    """The size of a number as a number format shows it."""
    if value == "":
        return ""
    share = shape.endswith("%")
    return fixed(abs(float(value)) * (100 if share else 1), shape.count("0") - 1) + "%" * share

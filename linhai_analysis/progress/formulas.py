"""What the rules compute: one function a formula, and why it may have no value.

Formulas and their sources: see the table in ``rules``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.growth.assumed import over_range
from linhai_analysis.progress.cases import Cases
from linhai_analysis.projection.outlook import is_unclear
from linhai_analysis.targets import TOLERANCE, same

# The German platform looks at the last six data points, and asks for four of them.
DESTATIS_POINTS = 6
DESTATIS_FEWEST = 4
# The UN takes a target of 0 % or 100 % as met within one point.
UN_POINT = 1.0


def growth(cases: Cases) -> Array:
    """Growth a year so far, above 0 where it is for the better: a debt that grows is not."""
    return cases.sign * np.sign(cases.base) * cases.observed


def compound_ratio(cases: Cases) -> Array:
    """R: growth a year so far over growth a year required, both compound."""
    return np.sign(cases.base) * cases.sign * cases.observed / np.abs(cases.required)


def continued_share(cases: Cases) -> Array:
    """Q: share of the way that is done in the target year if growth goes on as it was."""
    end = cases.latest * (1 + cases.observed) ** (cases.target_year - cases.year)
    return (end - cases.base) / (cases.target - cases.base)


def linear_ratio(cases: Cases) -> Array:
    """Change a year so far over change a year required."""
    return ((cases.latest - cases.base) / cases.k) / ((cases.target - cases.base) / cases.n)


def share_of_way(cases: Cases) -> Array:
    """P, the share of the way that is done."""
    return cases.progress


def share_of_time(cases: Cases) -> Array:
    """S, the share of the plan's years that is over."""
    return cases.elapsed


def fell(cases: Cases) -> Mask:
    """Whether the latest value lies on the wrong side of the base."""
    return cases.fell


def regression(cases: Cases) -> tuple[Array, Array]:
    """Level in the target year and slope of the line with weights 1 ... n, the latest heaviest."""
    known = ~np.isnan(cases.values)
    weight = np.where(known, np.cumsum(known, axis=1), 0.0)
    # Years are counted from the latest one, so that no precision is lost to their size.
    x = np.where(known, cases.years - cases.year[:, None], 0.0)
    y = np.where(known, cases.values, 0.0)
    total = weight.sum(axis=1)
    mean_x, mean_y = (weight * x).sum(axis=1) / total, (weight * y).sum(axis=1) / total
    x, y = x - mean_x[:, None], y - mean_y[:, None]
    spread = (weight * x**2).sum(axis=1)
    slope = (weight * x * y).sum(axis=1) / np.where(spread > 0, spread, np.nan)
    # A level series has no slope, whatever the last digits of its mean say.
    level = np.abs(slope) * np.abs(x).max(axis=1) <= TOLERANCE * np.abs(mean_y)
    slope = np.where(level, 0.0, slope)
    return mean_y + slope * (cases.target_year - cases.year - mean_x), slope


def regression_gap(cases: Cases) -> Array:
    """Share of the way that is still missing in the target year, on the line."""
    return (cases.target - regression(cases)[0]) / (cases.target - cases.base)


def mean_change(cases: Cases) -> Array:
    """Mean change a year over the last six data points; NaN where there are fewer than four."""
    known = ~np.isnan(cases.values)
    # Counted from the latest one back: in a biennial series six points are ten years.
    recent = known & (np.cumsum(known[:, ::-1], axis=1)[:, ::-1] <= DESTATIS_POINTS)
    first, rows = np.argmax(recent, axis=1), np.arange(len(cases))
    # The changes in between cancel out: their mean is the slope from first to last.
    steps = cases.year - cases.years[rows, first]
    moved = _moved(cases.values[rows, first], cases.latest)
    change = moved / np.where(steps > 0, steps, np.nan)
    return np.where(recent.sum(axis=1) >= DESTATIS_FEWEST, change, np.nan)


def last_change(cases: Cases) -> Array:
    """Change from the data point before the latest one; NaN where there is none."""
    known = ~np.isnan(cases.values)
    before = known & (np.cumsum(known[:, ::-1], axis=1)[:, ::-1] == 2)
    at = cases.values[np.arange(len(cases)), np.argmax(before, axis=1)]
    return np.where(before.any(axis=1), _moved(at, cases.latest), np.nan)


def _moved(before: Array, after: Array) -> Array:
    """The change between two figures, 0 where they are one figure computed in two ways."""
    return np.where(same(before, after), 0.0, after - before)


def mean_towards(cases: Cases) -> Array:
    """Mean change a year of the last data points, above 0 where it is for the better."""
    return cases.sign * mean_change(cases)


def goes_away(cases: Cases) -> Mask:
    """Whether the mean change leads away from the target."""
    return np.asarray(mean_towards(cases) < 0)


def weather_without_target(cases: Cases) -> NDArray[np.int64]:
    """Mean and last change right: 0; the mean only: 1; the last only: 2; neither: 3."""
    mean, last = mean_towards(cases), cases.sign * last_change(cases)
    sky = np.where(mean > 0, np.where(last > 0, 0, 1), np.where(last > 0, 2, 3))
    return np.where(np.isnan(mean), -1, sky)


def weather_to_hold(cases: Cases) -> NDArray[np.int64]:
    """Met and not falling: 0; met and falling: 1; missed but improving: 2; missed and not: 3."""
    mean = mean_towards(cases)
    sky = np.where(cases.met, np.where(mean < 0, 1, 0), np.where(mean > 0, 2, 3))
    return np.where(np.isnan(mean), -1, sky)


def stays_met(cases: Cases) -> NDArray[np.int64]:
    """Met, and still met in the target year if the change a year so far goes on: 0; else -1."""
    ahead = (cases.latest - cases.base) / cases.k * (cases.target_year - cases.year)
    return np.where(cases.met & cases.meets(cases.latest + ahead), 0, -1)


def untold(cases: Cases) -> Array:
    """No number: the verdict is read off directions alone."""
    return np.full(len(cases), np.nan)


def missed_share(cases: Cases) -> Array:
    """Share of the distance ahead that the mean change leaves open in the target year."""
    end = cases.latest + mean_change(cases) * (cases.target_year - cases.year)
    left = cases.sign * (cases.target - end) / np.abs(cases.target - cases.latest)
    return np.where(cases.met, np.nan, left)


def completion(cases: Cases, value: Array | None = None) -> Array:
    """Value as a share of the target; the target as a share of the value where less is better."""
    value = cases.latest if value is None else value
    ratio = np.where(cases.sign > 0, value / cases.target, cases.target / value)
    told = (cases.target > 0) & ((value > 0) | ((value == 0) & (cases.sign > 0)))
    return np.where(told, ratio, np.nan)


def completion_at_base(cases: Cases) -> Array:
    """The completion that the base year had."""
    return completion(cases, cases.base)


def probability(cases: Cases) -> Array:
    """Chance that the target is met, read off the trend projection of the history.

    Of a target that is relative to a base value with a range, over that range.
    """
    chances = np.full(len(cases), np.nan)
    for i, made in enumerate(cases.projections):
        if made is None or made.reason or np.isnan(cases.target[i]) or cases.to_be_hit[i]:
            continue
        goals = [cases.target_low[i], cases.target[i], cases.target_high[i]]
        goals = goals[1:2] if np.isnan(goals).any() else goals
        chances[i] = over_range([made.probability(g, relation=cases.sense[i]) for g in goals])
    return chances


def unclear(cases: Cases) -> Mask:
    """Where the history allows no outlook in words, whatever the probability."""
    found = (made is not None and is_unclear(made.flags) for made in cases.projections)
    return np.fromiter(found, bool)


def why_no_rate(cases: Cases) -> np.ndarray:
    """A compound rate needs two values other than 0 and of one sign, the target included."""
    zero = (cases.base == 0) | (cases.target == 0) | (cases.latest == 0)
    return np.where(zero, "zero", "signs")


def why_no_observed_rate(cases: Cases) -> np.ndarray:
    """The rate so far only: a target of 0 is no hindrance."""
    return np.where((cases.base == 0) | (cases.latest == 0), "zero", "signs")


def why_no_projection(cases: Cases) -> np.ndarray:
    """The reason of the projection itself, where it has one."""
    reasons = [made.reason if made is not None else "" for made in cases.projections]
    reasons = [own or made for own, made in zip(cases.no_projection, reasons, strict=True)]
    return np.where(cases.to_be_hit, "exactly", np.array(reasons, dtype=object))


def nearly_whole(cases: Cases) -> Mask:
    """Within one point of a target of 0 % or 100 %."""
    near = np.abs(cases.latest - cases.target) <= UN_POINT
    return cases.percent & np.isin(cases.target, (0.0, 100.0)) & near

"""How far projections were from what came, with intervals that know that a year shocks all places.

Outcomes of one origin go together, so a year counts once: with the sums e_g of the deviations from
the mean of N outcomes, over the G years of origin, the standard error of the mean is::

    sqrt(G / (G - 1) * sum of e_g^2) / N

and its 95 % interval takes the quantile of Student's t with G - 1 degrees of freedom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.projection.projection import columns
from linhai_analysis.projection.quantiles import MEDIAN, probabilities_below, quantile
from linhai_analysis.projection.zero import around_zero, both_signs
from linhai_analysis.series import ROUNDING
from linhai_analysis.targets import same

NOMINAL = (0.8, 0.95)
LOSSES = {"mase": "error", "wis": "wis"}
STRATA = ("near_zero", "both_signs", "from_zero", "short", "bounded", "ordinary")
SHORT = 5
NEAR_ZERO = 0.15
"""Of the largest value: below this share, after three falls, a history is near zero."""

ALIKE = 0.2
"""How far outcomes of one year are taken to go together where no year differs from another: as a
correlation. On the indicators of the provinces it is 0.14 in the mean.
"""

LEAST_YEARS, LEAST_SERIES = 5, 30
"""Earlier years that a recalibration needs, and series in each of them."""


def strata(values: Array, bounded: bool) -> list[str]:
    """What kind of history each one is (series x values), the first of `STRATA` that fits.

    >>> strata(np.array([[90.0, 60, 30, 9], [3, -1, 2, 4], [1, 0, 2, 1]]), bounded=False)
    ['near_zero', 'both_signs', 'from_zero']
    """
    size = np.abs(values)
    falls = (np.diff(size, axis=1)[:, -3:] < 0).sum(axis=1) == 3
    near = falls & (size[:, -1] < NEAR_ZERO * size.max(axis=1))
    rest = "short" if values.shape[1] < SHORT else "bounded" if bounded else "ordinary"
    kinds = [near, both_signs(values), around_zero(values)]
    return np.select(kinds, ["near_zero", "both_signs", "from_zero"], rest).tolist()


def scored(
    rows: pd.DataFrame, table: Array, lower: float | None, upper: float | None
) -> pd.DataFrame:
    """Add to rows with `actual` and `scale` what was projected and how far off it was."""
    made = rows.assign(**columns(table, NOMINAL, lower, upper))
    actual, scale = made["actual"], made["scale"]
    off = (actual - made["median"]).abs()
    loss = 0.5 * off
    for level, name in zip(NOMINAL, ("80", "95"), strict=True):
        low, high = made[f"lo{name}"], made[f"hi{name}"]
        outside = (low - actual).clip(lower=0) + (actual - high).clip(lower=0)
        loss += (1 - level) / 2 * (high - low) + outside
        made[f"in{name}"] = actual.between(low, high)
    pit = _share_below(table, actual.to_numpy(float), lower, upper)
    return made.assign(error=off / scale, wis=loss / 2.5 / scale, pit=pit)


def _share_below(table: Array, actual: Array, lower: float | None, upper: float | None) -> Array:
    """The probability left below each outcome; of what is gathered on a bound half is below it."""
    below = probabilities_below(table, actual)
    if lower is not None:
        below = np.where(actual <= lower, below / 2, below)
    return below if upper is None else np.where(actual >= upper, (1 + below) / 2, below)


def clustered(values: Array, years: Array) -> tuple[float, float, float, int]:
    """The mean, its 95 % interval and the number of years; no interval where they tell of none.

    >>> low, high = clustered(np.array([1.0, 1, 0, 0]), np.array([2014, 2014, 2015, 2015]))[1:3]
    >>> round(low, 2), round(high, 2)         # 0.5 and 12.706 x 0.5 to both sides
    (-5.85, 6.85)
    """
    from scipy.special import stdtrit

    code = np.unique(years, return_inverse=True)[1]
    count = int(code.max()) + 1 if len(code) else 0
    middle = float(values.mean()) if count else np.nan
    sums = np.bincount(code, values - middle) if count > 1 else np.zeros(1)
    error = np.sqrt(count / max(count - 1, 1) * (sums**2).sum()) / max(len(values), 1)
    if is_rounding(error, values):
        return middle, np.nan, np.nan, count
    reach = float(stdtrit(count - 1, 0.975)) * error
    return middle, float(middle - reach), float(middle + reach), count


def exact(share: float, outcomes: int, years: int) -> tuple[float, float]:
    """The 95 % interval of a share that is the same in each of several years, as of all or none.

    That of Clopper and Pearson, for so many outcomes as these are worth that are `ALIKE` in a year:
    8 in two years are worth 8 / (1 + 3 x 0.2) = 5, and 0.478 to the power of 5 is 0.025.

    >>> low, high = exact(1.0, 8, 2)
    >>> round(low, 3), high
    (0.478, 1.0)
    """
    from scipy.special import betaincinv

    if years < 2:
        return np.nan, np.nan
    worth = outcomes / (1 + (outcomes / years - 1) * ALIKE)
    inside, outside = share * worth, (1 - share) * worth
    low = float(betaincinv(inside, outside + 1, 0.025)) if share > 0 else 0.0
    return low, float(betaincinv(inside + 1, outside, 0.975)) if share < 1 else 1.0


def is_rounding(error: float, values: Array) -> bool:
    """Whether a standard error comes of rounding alone: between such values there is no spread.

    >>> tenths = np.array([0.3 - 0.2, 0.1, 0.4 - 0.3])
    >>> bool(tenths.std() > 0), is_rounding(tenths.std(), tenths)
    (True, True)
    """
    return bool(error <= ROUNDING * np.abs(values).max(initial=0.0))


def coverage(rows: pd.DataFrame) -> pd.DataFrame:
    """The share of outcomes inside each interval, by model and kind of group."""
    kinds = ["horizon", *(["indicator"] if "indicator" in rows else []), "stratum"]
    out = []
    for model, own in rows.groupby("model", sort=False):
        groups: list[tuple[str, object, pd.DataFrame]] = [("all", "all", own)]
        groups += [(kind, name, part) for kind in kinds for name, part in own.groupby(kind)]
        for kind, name, part in groups:
            for level, inside in zip(NOMINAL, ("in80", "in95"), strict=True):
                share, low, high, years = clustered(
                    part[inside].to_numpy(float), part["origin"].to_numpy()
                )
                if np.isnan(low):
                    low, high = exact(share, len(part), years)
                about = {"model": model, "by": kind, "group": name, "level": level}
                numbers = {"outcomes": len(part), "years": years, "held": share}
                out.append(about | numbers | dict(zip(("lo95", "hi95"), (low, high), strict=True)))
    names = ["model", "by", "group", "level", "outcomes", "years", "held", "lo95", "hi95"]
    made = pd.DataFrame(out, columns=names)
    return made.assign(lo95=made["lo95"].clip(lower=0), hi95=made["hi95"].clip(upper=1))


def differences(
    parts: Mapping[str, pd.DataFrame], pairs: Sequence[tuple[str, str]]
) -> pd.DataFrame:
    """How much each model lost beside another, on the outcomes that both projected."""
    out, keys = [], ["series", "n", "origin", "year"]
    for model, against in pairs:
        if parts[model].empty or parts[against].empty:
            continue
        both = parts[model].merge(parts[against], on=keys, suffixes=("", "_against"))
        for loss, column in LOSSES.items():
            beside = both[f"{column}_against"]
            off = np.where(same(both[column], beside), 0.0, both[column] - beside)
            middle, low, high, years = clustered(off, both["origin"].to_numpy())
            about = {"model": model, "against": against, "loss": loss, "outcomes": len(both)}
            numbers = {"difference": middle, "lo95": low, "hi95": high}
            out.append(about | {"years": years} | numbers | {"base": beside.mean()})
    names = ["model", "against", "loss", "outcomes", "years", "difference", "lo95", "hi95", "base"]
    return pd.DataFrame(out, columns=names)


def histogram(rows: pd.DataFrame) -> pd.DataFrame:
    """The share of outcomes in each tenth of what was projected: a tenth each, if that is right."""
    tenth = np.minimum((rows["pit"] * 10).astype(int), 9)
    counts = rows.groupby(["model", tenth], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=range(10), fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0).stack().rename("share").reset_index()
    begin = shares["pit"] / 10
    return pd.DataFrame(
        {"model": shares["model"], "from": begin, "to": begin + 0.1, "share": shares["share"]}
    )


def factors(rows: pd.DataFrame, table: Array) -> Array:
    """By what each interval must be widened, learned at its origin; NaN where too little is known.

    A year counts once: of each earlier origin the factor with which the 80 % intervals of as many
    years ahead would have held 80 % of the outcomes known by now; of these the geometric mean.
    """
    out = np.full(len(rows), np.nan)
    off = rows["actual"].to_numpy(float) - table[:, MEDIAN]
    above, below = quantile(table, 0.9) - table[:, MEDIAN], table[:, MEDIAN] - quantile(table, 0.1)
    needed = np.where(off > 0, off / above, -off / below)
    kinds = [name for name in ("indicator", "n", "horizon") if name in rows]
    for places in rows.groupby(kinds, sort=False).indices.values():
        part, own = rows.iloc[places], needed[places]
        learned = dict(_by_origin(part, own))
        ahead = int(part["horizon"].iloc[0])
        for origin, at in part.groupby("origin").indices.items():
            known = [logged for year, logged in learned.items() if year + ahead <= origin]
            if len(known) >= LEAST_YEARS:
                out[places[at]] = np.exp(np.mean(known))
    return out


def _by_origin(rows: pd.DataFrame, needed: Array) -> Iterator[tuple[int, float]]:
    """The logarithm of the factor of each origin that has enough series."""
    for origin, at in rows.groupby("origin").indices.items():
        if len(at) >= LEAST_SERIES:
            # One more than there are: the next outcome is not among those that it is learned from.
            level = min(0.8 * (1 + 1 / len(at)), 1.0)
            yield int(origin), float(np.log(max(np.quantile(needed[at], level), 1e-9)))

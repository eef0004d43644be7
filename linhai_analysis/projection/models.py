"""The models by name, behind one interface.

Years, values and horizons go in; quantiles of the outcomes come out.

The textbook models keep their textbook intervals, so that their measured coverage can be compared
with the nominal one. The outcomes that each docstring counts are those of 1,978 tasks, the last 5
to 15 values of a real yearly series and the next five years: series of the World Bank, of the SDG
indicators of the UK and Canada, and of the M1, M3 and Tourism competitions (``Model``).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError, UnknownNameError, reason_of
from linhai_analysis.projection import pooled
from linhai_analysis.projection.quantiles import LEVELS
from linhai_analysis.series import ROUNDING, SMALLEST, Years, changes_per_year
from linhai_analysis.words import Sentence, Told, known, say


@dataclass(frozen=True)
class Model:
    """A named way to project.

    `steady` models know steps, not years: a gap in the years is refused.
    """

    name: str
    summary: str
    least: int
    coverage: str
    quantiles: Callable[[Years, Array, Array], Array]
    steady: bool = False

    @property
    def spoken(self) -> Sentence | str:
        """The name in people's words; one of somebody's own as it is."""
        return say(f"model.{self.name}") if known(f"model.{self.name}") else self.name


def default(years: Years, values: Array, horizons: Array) -> Array:
    """Shrunken drift with pooled intervals: a batch of one."""
    return np.asarray(pooled.tables(years[None], values[None], horizons)[0])


def naive(years: Years, values: Array, horizons: Array) -> Array:
    """The last value; variance h times the mean squared change.

    >>> table = naive(np.arange(3), np.array([0.0, 3.0, -1.0]), np.array([4.0]))
    >>> round(float(table[0, 8]), 3), round(float(table[0, 14]), 3)
    (-1.0, 12.859)
    """
    d = changes_per_year(years[None], values[None])[0]
    return normal(np.full(len(horizons), values[-1]), np.sqrt(np.mean(d**2) * horizons))


def drift(years: Years, values: Array, horizons: Array) -> Array:
    """The line through the first and the last value."""
    d = changes_per_year(years[None], values[None])[0]
    slope = (values[-1] - values[0]) / (years[-1] - years[0])
    sd = np.sqrt(np.sum((d - slope) ** 2) / (len(d) - 1) * (horizons + horizons**2 / len(d)))
    return normal(values[-1] + slope * horizons, sd)


def linear(years: Years, values: Array, horizons: Array) -> Array:
    """Least squares line, with the prediction interval of an observation."""
    import statsmodels.api as sm

    time = (years - years[-1]).astype(float)
    fit = sm.OLS(values, sm.add_constant(time, has_constant="add")).fit()
    ahead = fit.get_prediction(sm.add_constant(horizons, has_constant="add"))
    return student(ahead.predicted_mean, ahead.se_obs, fit.df_resid)


def compound(years: Years, values: Array, horizons: Array) -> Array:
    """Least squares line through the logarithms: constant growth. The mean is a median."""
    if values.min() <= 0:
        k = int(values.argmin())
        raise DataError(say("model.positive", year=int(years[k])))
    return np.exp(np.clip(linear(years, np.log(values), horizons), -700, 700))


def holt_damped(years: Years, values: Array, horizons: Array) -> Array:
    """Holt's method with damped trend; variance of ETS(A,Ad,N) (Hyndman et al. 2008, table 6.1)."""
    from statsmodels.tsa.holtwinters import Holt

    fit = Holt(values, damped_trend=True, initialization_method="estimated").fit()
    alpha, beta, phi = (
        fit.params[k] for k in ("smoothing_level", "smoothing_trend", "damping_trend")
    )
    steps = np.arange(1, int(horizons[-1]))
    impact = np.concatenate([[0.0], np.cumsum((alpha * (1 + beta * np.cumsum(phi**steps))) ** 2)])
    variance = fit.sse / max(len(values) - 5, 1) * (1 + impact)
    at = horizons.astype(int) - 1
    return normal(np.asarray(fit.forecast(int(horizons[-1])))[at], np.sqrt(variance[at]))


def theta(years: Years, values: Array, horizons: Array) -> Array:
    """Theta method, with the variance of its own state space."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    fit = ThetaModel(values, deseasonalize=False).fit()
    alpha, slope = float(fit.params["alpha"]), float(fit.params["b0"]) / 2
    level, squares = values[0], 0.0
    for value in values[1:]:
        error = value - level - slope
        level += slope + alpha * error
        squares += error**2
    at = horizons.astype(int) - 1
    point = np.asarray(fit.forecast(int(horizons[-1])))[at]
    return normal(point, np.sqrt(squares / (len(values) - 3) * (1 + at * alpha**2)))


def local_linear_trend(years: Years, values: Array, horizons: Array) -> Array:
    """Level and slope as random walks, by maximum likelihood."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    fit = UnobservedComponents(values, "lltrend").fit(disp=False)
    ahead = fit.get_forecast(int(horizons[-1]))
    at = horizons.astype(int) - 1
    return normal(np.asarray(ahead.predicted_mean)[at], np.asarray(ahead.se_mean)[at])


def normal(point: Array, sd: Array) -> Array:
    """Quantiles of normal outcomes."""
    from scipy.special import ndtri

    return np.asarray(point[:, None] + sd[:, None] * ndtri(LEVELS))


def student(point: Array, se: Array, df: float) -> Array:
    """Quantiles of Student outcomes."""
    from scipy.special import stdtrit

    return np.asarray(point[:, None] + se[:, None] * stdtrit(df, LEVELS))


# Coverage: 1,978 tasks on 1,067 real yearly series, 1 to 5 years ahead; half of them are in the fit
# of the default (docs/benchmarks.md has the figures of series left out).
MODELS: dict[str, Model] = {
    m.name: m
    for m in (
        Model("default", "shrunken drift with pooled intervals", 2, "80.8 and 94.9", default),
        Model("naive", "the last value", 2, "65.0 and 79.3", naive),
        Model("drift", "the line through the first and the last value", 3, "67.7 and 81.4", drift),
        Model("linear", "least squares line", 3, "50.4 and 71.8", linear),
        Model(
            "compound", "least squares line through the logarithms", 3, "53.5 and 75.4", compound
        ),
        Model("holt_damped", "Holt's linear trend, damped", 6, "59.7 and 73.5", holt_damped, True),
        Model("theta", "Theta method", 5, "64.0 and 78.2", theta, True),
        Model(
            "local_linear_trend",
            "level and slope as random walks",
            5,
            "63.0 and 77.4",
            local_linear_trend,
            True,
        ),
    )
}


def find(name: str) -> Model:
    """The model of this name."""
    if not isinstance(name, str) or name not in MODELS:
        raise UnknownNameError(say("kind.model"), str(name), MODELS)
    return MODELS[name]


def run(
    model: Model, years: Years, values: Array, horizons: Array, cut: bool = False
) -> tuple[Array, str]:
    """Quantiles and an empty reason, or an empty table and why the model has no answer."""
    reason = refusal(model, years, values, cut)
    if reason:
        return np.empty((0, len(LEVELS))), reason
    table, size = np.empty((0, len(LEVELS))), np.abs(values).max()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            table = model.quantiles(years, values / size, horizons) * size
    except DataError as error:
        reason = Told(reason_of(error))
    except np.linalg.LinAlgError:
        reason = Told(say("model.unfit", model=model.spoken))
    else:
        reason = fault(model, table, size)
    return (table if not reason else table[:0]), reason


def refusal(model: Model, years: Years, values: Array, cut: bool) -> str:
    """Why the model does not start on this series; empty when it does."""
    if len(values) < model.least:
        count = {"model": model.spoken, "least": model.least, "count": len(values)}
        return Told(say("model.few_since" if cut else "model.few", **count))
    if np.abs(values).max() < SMALLEST:
        return Told(say("model.zero"))
    if model.steady and (np.diff(years) > 1).any():
        span = {"first": int(years[0]), "last": int(years[-1])}
        return Told(say("model.gaps", model=model.spoken, **span))
    return ""


def fault(model: Model, table: Array, size: float) -> str:
    """Why these quantiles are not shown; empty when they are sound."""
    if not np.isfinite(table).all():
        return Told(say("model.infinite", model=model.spoken))
    if (np.diff(table) <= ROUNDING * size).any():
        return Told(say("model.no_scatter", model=model.spoken))
    return ""

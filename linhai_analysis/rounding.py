"""Rounds as people do: halves go up (四舍五入), whatever the computer stores."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

# 0.375 is stored as 0.37499...: what differs in the twelfth significant digit is the same number.
DIGITS = 12


def fixed(value: float, decimals: int) -> str:
    """Return a number with `decimals` places, halves away from 0.

    Examples
    --------
    >>> fixed((2.19 - 2.1) / 3 / 0.08, 2), fixed(-2.5, 0), fixed(13.5, 1)
    ('0.38', '-3', '13.5')
    """
    exact = Decimal(f"{value:.{DIGITS}g}")
    rounded = exact.quantize(Decimal(1).scaleb(-int(decimals)), rounding=ROUND_HALF_UP)
    # Minus nothing is nothing.
    return f"{rounded if rounded else abs(rounded):f}"


def percent(share: float, decimals: int = 0) -> str:
    """Return a share in per cent.

    Examples
    --------
    >>> percent(0.225), percent(1.0298, 1)
    ('23%', '103.0%')
    """
    return f"{fixed(100 * share, decimals)}%"


def chance(share: float) -> str:
    """Return a share of draws in per cent; all and none are said only of all and none.

    Examples
    --------
    >>> chance(0.873), chance(0.9996), chance(1.0), chance(0.0002), chance(0.0)
    ('87%', '>99%', '100%', '<1%', '0%')
    """
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else percent(share)

"""The arithmetic of a cell of the table: computed here, and written for a page or a workbook."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from functools import cache

OPERATORS: Mapping[type, Callable] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
# What rounding down is called in a page and in a workbook.
FLOOR = "floor"


def computed(formula: str, numbers: Mapping[str, float]) -> float:
    """Return the value of a formula of names, numbers, + - * / ** and floor().

    >>> computed("100 * ((last / first) ** (1 / 5) - 1)", {"first": 100, "last": 161.051})
    10.000000000000009
    """
    return float(_value(_parsed(formula), numbers))


@cache
def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _value(node: ast.expr, numbers: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return numbers[name]
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left, numbers), _value(right, numbers))
        case ast.Call(func=ast.Name(id="floor"), args=[inner]):
            return math.floor(_value(inner, numbers))
    raise ValueError(ast.unparse(node))


def for_page(formula: str) -> str:
    """Return a formula as JavaScript, the numbers being ``n``.

    >>> for_page("floor(first * 1.2 ** years)")
    'Math.floor(n.first * 1.2 ** n.years)'
    """
    return _renamed(formula, lambda name: "Math.floor" if name == FLOOR else f"n.{name}")


def for_workbook(formula: str, cells: Mapping[str, str]) -> str:
    """Return a formula as spreadsheets write it.

    >>> for_workbook("floor(first * 1.2 ** 5)", {"first": "Numbers!$B$3"})
    'INT(Numbers!$B$3*1.2^5)'
    """
    told = _renamed(formula, lambda name: "INT" if name == FLOOR else cells[name])
    return told.replace("**", "^").replace(" ", "")


def _renamed(formula: str, name: Callable[[str], str]) -> str:
    return re.sub(r"[a-z_]\w*", lambda found: name(found[0]), formula)

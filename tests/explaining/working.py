"""Working an explanation out again: its tree in exact fractions, its written line by line.

Nothing is shared with the product but the records. Every figure comes from the inputs that
the explanation itself names.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from dashboard.views.explaining import Explanation
from dashboard.views.explaining.formula import (
    Calculation,
    Condition,
    Constant,
    Held,
    Operation,
    Relation,
    Result,
    Term,
)

Numbers = Mapping[str, Fraction | None]


class WorkedOut:
    """An explanation with each of its steps worked out from its inputs alone."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        self.inputs = {
            one.key: None if one.value is None else Fraction(one.value)
            for one in explanation.inputs
        }
        self.results: dict[str, Fraction] = {}
        for step in explanation.steps:
            value = self.work_out(step.term)
            assert value is not None, step
            self.results[step.key] = value

    def work_out(self, term: Term) -> Fraction | None:
        match term:
            case Held(key):
                return self.inputs[key]
            case Constant(value):
                return Fraction(value)
            case Result(key):
                return self.results[key]
            case Calculation(operation, terms):
                return OPERATIONS[operation]([self.work_out(one) for one in terms])

    def outcome(self) -> str:
        """What the rule comes to: the first case whose condition holds."""
        for case in self.explanation.cases:
            if all(map(self.holds, case.conditions)):
                assert self.explanation.holds(case), (self.explanation.path, case)
                return case.outcome
        return ""

    def holds(self, condition: Condition) -> bool:
        left, right = self.work_out(condition.left), self.work_out(condition.right)
        assert left is not None
        assert right is not None
        return {
            Relation.AT_LEAST: left >= right,
            Relation.AT_MOST: left <= right,
            Relation.ABOVE: left > right,
            Relation.BELOW: left < right,
            Relation.EQUAL: left == right,
        }[condition.relation]


Terms = list[Fraction | None]


def _known(terms: Terms) -> list[Fraction]:
    return [term for term in terms if term is not None]


def _all(terms: Terms) -> list[Fraction]:
    assert None not in terms
    return _known(terms)


def _multiply(terms: Terms) -> Fraction:
    product = Fraction(1)
    for term in _all(terms):
        product *= term
    return product


def _middle(terms: Terms) -> Fraction:
    ordered = sorted(_known(terms))
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _place(terms: Terms) -> Fraction:
    own, *others = _all(terms)
    place = 1
    for other in others:
        if other > own:
            place += 1
    return Fraction(place)


OPERATIONS: dict[Operation, Callable[[Terms], Fraction]] = {
    Operation.ADD: lambda terms: sum(_all(terms), Fraction(0)),
    Operation.SUBTRACT: lambda terms: _all(terms)[0] - sum(_all(terms)[1:]),
    Operation.MULTIPLY: _multiply,
    Operation.DIVIDE: lambda terms: _all(terms)[0] / _all(terms)[1],
    Operation.SIZE: lambda terms: abs(_all(terms)[0]),
    Operation.MEAN: lambda terms: sum(_known(terms)) / Fraction(len(_known(terms))),
    Operation.MEDIAN: _middle,
    Operation.LEAST: lambda terms: min(_known(terms)),
    Operation.GREATEST: lambda terms: max(_known(terms)),
    Operation.PLACE: _place,
    Operation.WHOLE_FROM: lambda terms: Fraction(math.ceil(_all(terms)[0])),
    Operation.WHOLE_TO: lambda terms: Fraction(math.floor(_all(terms)[0])),
    Operation.COUNT: lambda terms: Fraction(len(_known(terms))),
}


def read_line(written: str) -> float:
    """What a line of working comes to, read as a reader reads it, with what it was cut to."""
    for lead, take in _LEADS.items():
        if written.startswith(lead):
            return take([_arithmetic(one) for one in written.removeprefix(lead).split("; ")])
    if " among " in written:
        own, _, others = written.partition(" among ")
        higher = [one for one in others.split("; ") if _arithmetic(one) > _arithmetic(own)]
        return 1 + len(higher)
    return _arithmetic(written)


def _median(values: list[float]) -> float:
    return float(_middle([Fraction(value) for value in values]))


def _whole_from(values: list[float]) -> float:
    return math.ceil(values[0])


def _whole_to(values: list[float]) -> float:
    return math.floor(values[0])


_LEADS: dict[str, Callable[[list[float]], float]] = {
    "the lowest of ": min,
    "the highest of ": max,
    "the middle of ": _median,
    "the first whole number from ": _whole_from,
    "the last whole number up to ": _whole_to,
    "how many there are of ": lambda values: sum(value == value for value in values),
}


def _arithmetic(text: str) -> float:
    """A sum of people's: commas, a true minus, × and ÷. A symbol is no number."""
    if text.startswith("["):
        return float("nan")
    plain = re.sub(r"[,…]", "", text).replace("−", "-").replace("×", "*").replace("÷", "/")
    return _value(ast.parse(plain, mode="eval").body)


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _value(left), _value(right)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
    raise AssertionError(ast.dump(node))

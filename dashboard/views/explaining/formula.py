"""What a figure is worked out by, as a formula that people read and a test can follow.

A formula is a tree: figures held, numbers of a rule, results of earlier steps, and what is
done with them. It is written out with the figures put in; nothing here works it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from dashboard.views import words

_PLACES = 4


class Operation(StrEnum):
    """What is done with the terms, in their order.

    SIZE is a number without its sign. PLACE is that of the first among all of them, the
    greatest first, 1 + how many of the others are greater. COUNT is how many of them hold a
    figure. WHOLE_FROM and WHOLE_TO are the first whole number not below, and the last not
    above it.
    """

    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    SIZE = "size"
    MEAN = "mean"
    MEDIAN = "median"
    LEAST = "least"
    GREATEST = "greatest"
    PLACE = "place"
    COUNT = "count"
    WHOLE_FROM = "whole from"
    WHOLE_TO = "whole to"


class Relation(StrEnum):
    """How the left of a condition must stand to its right."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal to"


@dataclass(frozen=True, slots=True)
class Held:
    """A figure among the inputs, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of the rule, such as 100 or the arrow's threshold."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an earlier step, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """Something done with terms."""

    operation: Operation
    terms: tuple[Term, ...]


Term = Held | Constant | Result | Calculation


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: in words, as a formula, and what comes out, unrounded.

    `unit` follows the result: "%", " points" or nothing.
    """

    key: str
    words: str
    term: Term
    value: float
    unit: str = ""

    @property
    def text(self) -> str:
        return unrounded(self.value) + self.unit


@dataclass(frozen=True, slots=True)
class Condition:
    """What decides a case."""

    left: Term
    relation: Relation
    right: Term


@dataclass(frozen=True, slots=True)
class Case:
    """One of the things that may come of a rule; the first whose conditions all hold does.

    Without conditions it holds wherever none before it does.
    """

    outcome: str
    words: str
    conditions: tuple[Condition, ...] = ()


def constant(value: Decimal | int) -> Constant:
    return Constant(Decimal(value))


def difference(left: Term, right: Term) -> Calculation:
    return Calculation(Operation.SUBTRACT, (left, right))


def product(*terms: Term) -> Calculation:
    return Calculation(Operation.MULTIPLY, terms)


def quotient(top: Term, bottom: Term) -> Calculation:
    return Calculation(Operation.DIVIDE, (top, bottom))


def total(terms: Sequence[Term]) -> Term:
    """The sum; of one term, the term itself."""
    return terms[0] if len(terms) == 1 else Calculation(Operation.ADD, tuple(terms))


def ratio(multiplier: Decimal | int, top: Term, bottom: Term) -> Calculation:
    """So many times the top over the bottom."""
    return product(constant(multiplier), quotient(top, bottom))


def exact(value: Decimal) -> str:
    """A number as it is held, with commas and a true minus, and not a figure more."""
    plain = value.normalize()
    digits = max(0, -int(plain.as_tuple().exponent))
    return f"{plain:,.{digits}f}".replace("-", words.MINUS)


def unrounded(value: float) -> str:
    """A result to four decimals, cut off and not rounded; "…" where there are more.

    What only binary fractions add, past the ninth decimal, is left out.
    """
    held = Decimal(repr(round(value, 9)))
    cut = held.quantize(Decimal(1).scaleb(-_PLACES), rounding=ROUND_DOWN)
    return exact(held) if cut == held else f"{cut:,f}…".replace("-", words.MINUS)


def write(term: Term, numbers: Mapping[str, str]) -> str:
    """A formula with the figures put in; `numbers` gives each input's and result's text."""
    match term:
        case Held(key) | Result(key):
            return numbers[key]
        case Constant(value):
            return exact(value)
        case Calculation(operation, terms):
            return _WRITTEN[operation](terms, numbers)


def held_in(term: Term | None) -> tuple[str, ...]:
    """The keys of the inputs in a formula, in their order."""
    if isinstance(term, Held):
        return (term.key,)
    if isinstance(term, Calculation):
        return tuple(key for one in term.terms for key in held_in(one))
    return ()


_LOOSE = (Operation.ADD, Operation.SUBTRACT)
_Writer = Callable[[Sequence[Term], Mapping[str, str]], str]


def _joined(sign: str, *, tight: bool = False) -> _Writer:
    """Terms with a sign between; where it binds, sums among them stand in brackets."""

    def written(terms: Sequence[Term], numbers: Mapping[str, str]) -> str:
        parts = []
        for place, term in enumerate(terms):
            text = write(term, numbers)
            inner = term.operation if isinstance(term, Calculation) else None
            is_loose = tight or (place and sign == words.MINUS)
            if (inner in _LOOSE and is_loose) or inner is Operation.SUBTRACT:
                text = f"({text})"
            parts.append(text)
        return f" {sign} ".join(parts)

    return written


def _listed(lead: str) -> _Writer:
    def written(terms: Sequence[Term], numbers: Mapping[str, str]) -> str:
        return lead + "; ".join(write(term, numbers) for term in terms) if terms else "0"

    return written


def _mean(terms: Sequence[Term], numbers: Mapping[str, str]) -> str:
    if len(terms) == 1:
        return write(terms[0], numbers)
    return f"({_joined('+')(terms, numbers)}) ÷ {len(terms)}"


def _size(terms: Sequence[Term], numbers: Mapping[str, str]) -> str:
    return write(terms[0], numbers).removeprefix(words.MINUS)


def _place(terms: Sequence[Term], numbers: Mapping[str, str]) -> str:
    return f"{write(terms[0], numbers)} among {_listed('')(terms[1:], numbers)}"


_WRITTEN: dict[Operation, _Writer] = {
    Operation.ADD: _joined("+"),
    Operation.SUBTRACT: _joined(words.MINUS),
    Operation.MULTIPLY: _joined("×", tight=True),
    Operation.DIVIDE: _joined("÷", tight=True),
    Operation.SIZE: _size,
    Operation.MEAN: _mean,
    Operation.MEDIAN: _listed("the middle of "),
    Operation.LEAST: _listed("the lowest of "),
    Operation.GREATEST: _listed("the highest of "),
    Operation.PLACE: _place,
    Operation.COUNT: _listed("how many there are of "),
    Operation.WHOLE_FROM: _listed("the first whole number from "),
    Operation.WHOLE_TO: _listed("the last whole number up to "),
}

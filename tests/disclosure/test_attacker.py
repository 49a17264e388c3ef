"""The attacker finds out what can be found out, by each thing that can be said."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from dashboard.catalogue import Catalogue, Indicator
from dashboard.periods import Month
from tests.disclosure.attacker import SMALL, Attacker
from tests.disclosure.said import Growth, Read, Said, Seen, Spread, Step, read_change
from tests.spec.example import catalogue, indicator

FEBRUARY = Month(2021, 2)
NOW, BEFORE = ("N", FEBRUARY), ("N", FEBRUARY.shift(-1))
SHARE = {"kind": "percentage"}


def learnt(
    known: Catalogue, said: Iterable[Said], read: dict[tuple[str, Month], Read]
) -> frozenset[int]:
    """What February's count can still be, of 1 to 5."""
    attacker = Attacker(known, read, [NOW], list(said))
    attacker.attack()
    return attacker.learnt(NOW)


def between(low: float, high: float) -> tuple[Fraction, Fraction]:
    return Fraction(low), Fraction(high)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], SMALL),
        ([Seen(NOW, *between(2.5, 3.5))], {3}),
        ([Step(NOW, BEFORE, *between(-6, -6))], {4}),
        ([Growth(NOW, BEFORE, *between(0.395, 0.405))], {4}),
        # The readable month alone gives neither: both months are in it.
        ([Spread((NOW, BEFORE), 2, between(0, 99), between(0, 99), between(6.95, 7.05))], {4}),
        ([Spread((NOW, BEFORE), None, between(3.5, 4.5), between(9.5, 10.5))], {4, 5}),
        # January by itself gives these: nothing is said of February.
        ([Spread((NOW, BEFORE), 1, between(10, 10), between(10, 10), between(10, 10))], SMALL),
        ([Spread((NOW, BEFORE), None, between(10, 10), between(10, 10))], SMALL),
    ],
)
def test_what_is_said_of_a_count_beside_a_ten(said: list[Said], left: set[int]) -> None:
    assert learnt(catalogue(indicator("N")), said, {BEFORE: Read("10")}) == left


def test_a_percentage_and_its_whole_give_the_part() -> None:
    made = {"numerator": "N", "denominator": "D", "multiplier": 100}
    known = catalogue(indicator("N"), indicator("D"), indicator("P", **SHARE, made_of=made))
    read = {("D", FEBRUARY): Read("40"), ("P", FEBRUARY): Read("10")}
    assert learnt(known, [], read) == {4}
    fine = [Seen(("P", FEBRUARY), *between(4.95, 5.05))]
    assert learnt(known, fine, {("D", FEBRUARY): Read("40")}) == {2}


def test_rates_of_a_year_give_the_count_of_one() -> None:
    rates = [
        {"kind": "rate", "rate": r, "count": c, "per": 10000, "population": "children"}
        for r, c in (("R", "N"), ("S", "M"))
    ]
    small = catalogue(
        *(indicator(ref) for ref in ("N", "M")),
        *(indicator(ref, kind="rate") for ref in ("R", "S")),
    )
    known = Catalogue.model_validate(small.model_dump() | {"identities": rates})
    read = {
        ("M", FEBRUARY): Read("5000"),
        ("S", FEBRUARY): Read("1000"),
        ("R", FEBRUARY): Read("0.8"),
    }
    assert learnt(known, [], read) == {4}


COUNT, PERCENTAGE = indicator("N"), indicator("N", **SHARE)


@pytest.mark.parametrize(
    ("words", "of", "expected"),
    [
        ("from 9 to 15 (small numbers), on January", COUNT,
         {Seen(BEFORE, *between(8.5, 9.5)), Seen(NOW, *between(14.5, 15.5))}),
        ("up 2% (34 more), on January", COUNT,
         {Step(NOW, BEFORE, *between(33.5, 34.5)),
          Growth(NOW, BEFORE, Fraction("1.015"), Fraction("1.025"))}),
        ("−7%", COUNT, {Growth(NOW, BEFORE, Fraction("0.925"), Fraction("0.935"))}),
        ("−4", COUNT, {Step(NOW, BEFORE, *between(-4.5, -3.5))}),
        ("no change", COUNT, {Step(NOW, BEFORE, *between(-0.5, 0.5))}),
        ("up 3%, as published", COUNT, set()),
        ("no figure then", COUNT, set()),
        ("+4.5 points, 77.1% to 81.6%", PERCENTAGE,
         {Seen(BEFORE, Fraction("77.05"), Fraction("77.15")),
          Seen(NOW, Fraction("81.55"), Fraction("81.65")),
          Step(NOW, BEFORE, Fraction("4.45"), Fraction("4.55"))}),
        ("down less than 1 percentage point, still 81%", PERCENTAGE,
         {Seen(BEFORE, *between(80.5, 81.5)), Seen(NOW, *between(80.5, 81.5)),
          Step(NOW, BEFORE, *between(-1, 1))}),
        ("6 to 8", PERCENTAGE,
         {Seen(("N top", BEFORE[1]), *between(5.5, 6.5)),
          Seen(("N top", FEBRUARY), *between(7.5, 8.5))}),
    ],
)  # fmt: skip
def test_the_words_of_a_change_are_read(words: str, of: Indicator, expected: set[Said]) -> None:
    assert set(read_change(words, of, NOW, BEFORE)) == expected

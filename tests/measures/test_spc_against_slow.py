"""Every control chart of invented series is what the slow way makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from dashboard.catalogue import Indicator
from dashboard.measures import (
    Assurance,
    Matrix,
    Measures,
    NoLimits,
    Signal,
    VariationKind,
    measure,
)
from dashboard.periods import Month
from dashboard.records import Observation, Status
from tests.measures.slow_spc import (
    Line,
    Point,
    assurance_of,
    icon_of,
    line_of,
    points_of,
    rest_on,
    run_of,
)
from tests.spec.example import catalogue, indicator, targets

FIRST = Month(2015, 1)
MONTHS = 70
POLARITIES = {"more is better": 1, "less is better": -1, "no judgement": 0}
SORTS: tuple[Callable[[Random, int], Decimal], ...] = (
    lambda draw, _: Decimal(round(draw.gauss(50, 6))),
    lambda draw, _: Decimal(round(draw.gauss(50, 6))),
    lambda draw, _: Decimal(f"{draw.gauss(20, 3):.2f}"),
    lambda draw, _: Decimal(draw.choice([0, 0, 0, 0, 1, 1, 2, 3])),
    lambda *_: Decimal(12),
    lambda draw, _: Decimal("7.3") if draw.random() > 0.04 else Decimal("9.1"),
    lambda _, place: Decimal(5 + place % 2),
    lambda _, place: Decimal(abs(place % 18 - 9)),
    lambda draw, place: Decimal(round(draw.gauss(30 if place < 20 else 41, 3))),
    lambda draw, place: (
        Decimal(round(draw.gauss(50, 6))) if place % 36 < 29 else Decimal(place % 36 + 20)
    ),
)
"""Noise (twice as often), decimals, small counts, one figure, one figure with jumps, two
figures in turn, rise and fall, a shift, noise that ends in a slope."""


@dataclass(frozen=True)
class Invented:
    """A series over all months, and the rules it is under.

    `bases` has the place in which each base begins, and the last one that counts if it ends.
    """

    figures: list[Fraction | None]
    observations: list[Observation]
    indicator: Indicator
    bases: list[tuple[int, int | None]]
    target: Fraction | None

    @property
    def polarity(self) -> int:
        return POLARITIES[self.indicator.polarity]

    def returns(self, until: int) -> list[int]:
        """The places of the months in which it was due."""
        return [
            place
            for place in range(until + 1)
            if not self.indicator.is_quarterly or FIRST.shift(place).is_quarter_end
        ]

    def period(self, place: int) -> int:
        return sum(place >= begins for begins, _ in self.bases) - 1

    def counts(self, place: int) -> bool:
        last = self.bases[self.period(place)][1]
        return last is None or place <= last


def invent(seed: int) -> Invented:
    """One series: of any sort, with gaps, monthly or quarterly, under any rule."""
    draw = Random(f"series {seed}")
    ref, is_share = f"S{seed}", draw.random() < 0.2
    is_quarterly = draw.random() < 0.2
    start = MONTHS - draw.choice([3, 6, 7, 9, 11, 12, 13, 24, 36, MONTHS, MONTHS])
    sort, gaps = draw.choice(SORTS), draw.choice([0, 0, 0.03, 0.15, 0.5, None])
    figures: list[Fraction | None] = [None] * MONTHS
    observations = []
    for place in range(start, MONTHS):
        month = FIRST.shift(place)
        value, top, bottom = sort(draw, place - start), None, None
        if draw.random() < gaps if gaps is not None else place % 2:  # None: every other
            gap = draw.choice([Status.NOT_AVAILABLE, Status.SUPPRESSED, Status.MISSING])
            observations.append(Observation(ref, month, gap))
            continue
        figure = Fraction(value)
        if is_share:
            bottom = Decimal(draw.choice([7, 50, 100, 300]))
            top = Decimal(round(value * bottom / 100))
            figure, value = 100 * Fraction(top) / Fraction(bottom), Decimal(round(value))
        observations.append(Observation(ref, month, Status.VALUE, value, top, bottom))
        if not is_quarterly or month.is_quarter_end:
            figures[place] = figure
    target = draw.choice([None, Decimal(12), sort(draw, MONTHS - start) + draw.choice([0, 25])])
    bases = _bases(draw)
    stated = [(None if not n and not b else b, e) for n, (b, e) in enumerate(bases)]
    entry = indicator(
        ref,
        kind="percentage" if is_share else "count",
        frequency="quarterly" if is_quarterly else "monthly",
        polarity=draw.choice(list(POLARITIES)),
        targets=targets(f"2014-15: {target}" if target is not None else ""),
        spc={"baselines": [_baseline(*one) for one in stated if one != (None, None)]},
    )
    return Invented(
        figures, observations, entry, bases, None if target is None else Fraction(target)
    )


def _bases(draw: Random) -> list[tuple[int, int | None]]:
    """None for half of the series; others begin anew once or twice, or end, or both."""
    if draw.random() < 0.5:
        return [(0, None)]
    begins = sorted({0, *draw.sample(range(5, MONTHS - 3), draw.choice([0, 1, 2]))})
    nexts = [*begins[1:], MONTHS]
    return [
        (begin, draw.choice([None, draw.randrange(begin, after)]))
        for begin, after in zip(begins, nexts, strict=True)
    ]


def _baseline(begins: int | None, ends: int | None) -> dict[str, str]:
    entry = {"reason": "Invented."}
    if begins is not None:
        entry["first"] = str(FIRST.shift(begins))
    if ends is not None:
        entry["last"] = str(FIRST.shift(ends))
    return entry


def check(one: Invented, measures: Measures, until: int) -> None:
    """Compare the record of a month, and the chart up to it."""
    ref, month = one.indicator.ref, FIRST.shift(until)
    places = one.returns(until)
    series = [one.figures[place] for place in places]
    periods, counts = [one.period(p) for p in places], [one.counts(p) for p in places]
    lines = [line_of(series, periods, counts, n) for n in range(len(one.bases))]
    points = points_of(series, periods, lines)
    found = measures.variation(ref, month)
    line = lines[periods[-1]] if periods else None
    if line is None:
        held, _ = rest_on(series, periods, counts, periods[-1]) if periods else ([], [])
        assert found.kind is VariationKind.NO_LIMITS
        assert found.reason is (NoLimits.TOO_FEW if len(held) < 7 else NoLimits.NO_RANGE)
        assert (found.base.points, found.centre, found.signal) == (len(held), None, None)
    else:
        agree(found.centre, line.centre)
        agree(found.lower, line.centre - line.reach)
        agree(found.upper, line.centre + line.reach)
        has_value = places[-1] == until and series[-1] is not None
        point = points[-1] if has_value else Point()
        icon = icon_of(point, one.polarity) if has_value else VariationKind.NO_VALUE
        assert found.kind is icon
        assert (found.signal, found.direction) == (point.signal, point.direction)
        assert (found.base.points, found.base.ranges) == (line.points, line.ranges)
        assert (found.is_trial, found.is_still) == (line.is_trial, line.reach == 0)
        assert found.run == run_of(point, series, periods, line)
        expected = None if line.is_trial else assurance_of(line, one.target, one.polarity)
        assert found.assurance is expected
    chart = measures.chart(ref, month)
    assert [(m.month, m.signal, m.direction, m.kind) for m in chart.marks] == [
        (FIRST.shift(place), p.signal, p.direction, icon_of(p, one.polarity))
        for place, p in zip(places, points, strict=True)
        if p.signal
    ]
    check_spans(chart.spans, [FIRST.shift(p) for p in places], periods, lines)


def check_spans(
    spans: Sequence[Any],
    months: Sequence[Month],
    periods: Sequence[int],
    lines: Sequence[Line | None],
) -> None:
    """One span for each period that has begun and has limits."""
    expected = [(n, lines[n]) for n in sorted(set(periods))]
    drawn = [(n, line) for n, line in expected if line]
    for span, (number, line) in zip(spans, drawn, strict=True):
        mine = [m for m, n in zip(months, periods, strict=True) if n == number]
        assert (span.first, span.last, span.is_trial) == (mine[0], mine[-1], line.is_trial)
        agree(span.upper, line.centre + line.reach)


def agree(found: float | None, expected: Fraction) -> None:
    assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


def compare_all(seeds: range, months: int, seen: Counter[Any]) -> int:
    """All series at once, each in so many months, the last among them; how many records.

    `seen` counts the answers.
    """
    series = [invent(seed) for seed in seeds]
    whole = catalogue(*(one.indicator for one in series))
    observations = [o for one in series for o in one.observations]
    measures = measure(whole, Matrix.of(whole, observations), {})
    assert measures.months == tuple(FIRST.shift(place) for place in range(MONTHS))
    draw = Random(seeds.start)
    chosen = [MONTHS - 1, *draw.sample(range(MONTHS - 1), months - 1)]
    for one in series:
        for until in chosen:
            check(one, measures, until)
            found = measures.variation(one.indicator.ref, FIRST.shift(until))
            seen.update([found.kind, found.signal, found.assurance, found.reason])
    return len(series) * months


def test_invented_series() -> None:
    seen: Counter[Any] = Counter()
    assert compare_all(range(400), 1, seen) == 400
    assert every_answer_is_in(seen)


@pytest.mark.long
def test_a_thousand_invented_series(record_property: Any) -> None:
    seen: Counter[Any] = Counter()
    compared = sum(compare_all(range(n, n + 250), 4, seen) for n in range(0, 1000, 250))
    record_property("control charts compared", compared)
    assert compared == 4000
    assert every_answer_is_in(seen)


def every_answer_is_in(seen: Counter[Any]) -> bool:
    """Whether the invented series give all answers; one is an entry of the catalogue."""
    answers = {*VariationKind, *Signal, *Assurance, *NoLimits} - {NoLimits.NOT_USED}
    return answers <= set(seen)

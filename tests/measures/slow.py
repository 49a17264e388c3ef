"""The same measures a second time, slowly: one cell, one rule, exact fractions.

Nothing is shared with the product but the records and the catalogue. It goes through the
rules in the order in which a person would read them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dashboard.catalogue import (
    Catalogue,
    Comparator,
    Indicator,
    Kind,
    Polarity,
    RagBasis,
    RagRule,
    Target,
    TargetBasis,
    TargetStatus,
)
from dashboard.periods import Month, months_between
from dashboard.records import (
    Arrow,
    Basis,
    Change,
    Colour,
    Judgement,
    NoChange,
    Observation,
    PublishedFigure,
    Rag,
    Spread,
    Status,
    YearToDate,
)

COLOURS = {
    Judgement.IMPROVING: Colour.GREEN,
    Judgement.SIMILAR: Colour.STEADY,
    Judgement.WORSENING: Colour.AMBER,
}


@dataclass
class Slow:
    """All questions that `Measures` answers, each worked out when it is asked."""

    catalogue: Catalogue
    observations: list[Observation]
    printed: Mapping[tuple[str, Month], PublishedFigure]
    held: dict[tuple[str, Month], Observation] = field(init=False)

    def __post_init__(self) -> None:
        self.held = {(o.ref, o.month): o for o in self.observations}

    # -- what is held ----------------------------------------------------------------

    def due(self, ref: str, month: Month) -> bool:
        return not self.catalogue.indicator(ref).is_quarterly or month.number in (3, 6, 9, 12)

    def value(self, ref: str, month: Month) -> Fraction | None:
        found = self.held.get((ref, month))
        if found is None or found.status is not Status.VALUE or found.value is None:
            return None
        return Fraction(found.value)

    def returned(self, ref: str, month: Month) -> bool:
        return self.due(ref, month) and self.value(ref, month) is not None

    def parts(self, ref: str, month: Month) -> tuple[Fraction, Fraction] | None:
        indicator = self.catalogue.indicator(ref)
        if self.value(ref, month) is None or indicator.kind is Kind.COUNT:
            return None
        own = self.held[ref, month]
        if own.numerator is not None and own.denominator is not None:
            return Fraction(own.numerator), Fraction(own.denominator)
        made = indicator.made_of
        if made is None or made.numerator is None or made.denominator is None:
            return None
        if not self.returned(made.numerator, month):
            return None
        if not self.returned(made.denominator, month):
            return None
        top, bottom = self.value(made.numerator, month), self.value(made.denominator, month)
        assert top is not None
        assert bottom is not None
        return top, bottom

    def ratio(self, ref: str, month: Month) -> Fraction | None:
        parts, multiplier = self.parts(ref, month), self.multiplier(ref)
        if parts is None or parts[1] == 0 or multiplier is None:
            return None
        return multiplier * parts[0] / parts[1]

    def multiplier(self, ref: str) -> Fraction | None:
        indicator = self.catalogue.indicator(ref)
        if indicator.made_of is not None:
            return Fraction(indicator.made_of.multiplier)
        return Fraction(100) if indicator.kind is Kind.PERCENTAGE else None

    def figure(self, ref: str, month: Month) -> Fraction | None:
        ratio = self.ratio(ref, month)
        return self.value(ref, month) if ratio is None else ratio

    def count(self, ref: str, month: Month) -> Fraction | None:
        kind = self.catalogue.indicator(ref).kind
        if kind is Kind.COUNT:
            return self.value(ref, month)
        parts = self.parts(ref, month)
        return parts[0] if parts and kind in (Kind.PERCENTAGE, Kind.RATE) else None

    # -- change ----------------------------------------------------------------------

    def month_on_month(self, ref: str, month: Month) -> Change:
        back = -3 if self.catalogue.indicator(ref).is_quarterly else -1
        return self.change(ref, month, month.shift(back))

    def year_on_year(self, ref: str, month: Month) -> Change:
        change = self.change(ref, month, month.shift(-12))
        paper = self.printed.get((ref, month))
        if change.arrow is not None or paper is None or not self.due(ref, month):
            return change
        if paper.value is None:
            if self.returned(ref, month):
                return self.unknown(change.baseline, NoChange.NOT_PRINTED)
            return change
        percent = Fraction(paper.value)
        rule = self.catalogue.indicator(ref).arrow
        own = rule.threshold_percent if rule else None
        limit = Fraction(own or self.catalogue.defaults.arrow_threshold_percent)
        arrow = point(percent, abs(percent) >= limit)
        count = self.count(ref, month)
        return Change(
            change.baseline,
            arrow,
            self.judgement(ref, arrow),
            after=number(self.figure(ref, month)),
            relative=number(percent / 100),
            counts_after=number(count),
            small=count is not None and count < 10,
            published=True,
        )

    def change(self, ref: str, month: Month, baseline: Month) -> Change:
        if not self.due(ref, month):
            return self.unknown(baseline, NoChange.NOT_DUE)
        if self.value(ref, month) is None:
            return self.unknown(baseline, NoChange.NO_VALUE)
        if (ref, baseline) not in self.held:
            return self.unknown(baseline, NoChange.NOT_HELD)
        if self.value(ref, baseline) is None:
            return self.unknown(baseline, NoChange.NO_BASELINE)
        before, after = self.ratio(ref, baseline), self.ratio(ref, month)
        if before is None or after is None:
            before, after = self.value(ref, baseline), self.value(ref, month)
        assert before is not None
        assert after is not None
        arrow = self.arrow(ref, before, after)
        counts = self.count(ref, baseline), self.count(ref, month)
        percentage = self.catalogue.indicator(ref).kind is Kind.PERCENTAGE
        if before == 0:
            relative = Fraction(0) if after == 0 else None
        else:
            relative = (after - before) / before
        return Change(
            baseline,
            arrow,
            self.judgement(ref, arrow),
            before=number(before),
            after=number(after),
            relative=number(relative),
            points=number(after - before) if percentage else None,
            counts_before=number(counts[0]),
            counts_after=number(counts[1]),
            small=any(count is not None and count < 10 for count in counts),
        )

    def unknown(self, baseline: Month, reason: NoChange) -> Change:
        return Change(baseline, None, Judgement.NO_VALUE, reason=reason)

    def arrow(self, ref: str, before: Fraction, after: Fraction) -> Arrow:
        rule = self.catalogue.indicator(ref).arrow
        change = after - before
        if rule is not None and rule.threshold_points is not None:
            return point(change, abs(change) >= Fraction(rule.threshold_points))
        own = rule.threshold_percent if rule else None
        limit = Fraction(own or self.catalogue.defaults.arrow_threshold_percent)
        if before == 0:
            return point(change, moved=True)
        return point(change, abs(change / before) * 100 >= limit)

    def judgement(self, ref: str, arrow: Arrow) -> Judgement:
        polarity = self.catalogue.indicator(ref).polarity
        if polarity is Polarity.NONE:
            return Judgement.NOT_JUDGED
        if arrow is Arrow.SIMILAR:
            return Judgement.SIMILAR
        better = Arrow.UP if polarity is Polarity.MORE else Arrow.DOWN
        return Judgement.IMPROVING if arrow is better else Judgement.WORSENING

    # -- twelve months ---------------------------------------------------------------

    def spread(self, ref: str, month: Month) -> Spread:
        window = months_between(month.shift(-11), month)
        months = [m for m in window if self.returned(ref, m)]
        due = 4 if self.catalogue.indicator(ref).is_quarterly else 12
        if not months:
            return Spread(None, None, None, 0, due)
        figures = [f for m in months if (f := self.figure(ref, m)) is not None]
        average = sum(f for m in months if (f := self.value(ref, m)) is not None) / Fraction(
            len(months)
        )
        if all(self.ratio(ref, m) is not None for m in months):
            pairs = [p for m in months if (p := self.parts(ref, m))]
            multiplier = self.multiplier(ref)
            assert multiplier is not None
            average = multiplier * sum(p[0] for p in pairs) / sum(p[1] for p in pairs)
        return Spread(
            float(average), float(min(figures)), float(max(figures)), len(months), due
        )

    # -- RAG -------------------------------------------------------------------------

    def rag(self, ref: str, month: Month) -> Rag:
        indicator = self.catalogue.indicator(ref)
        if not self.returned(ref, month):
            return Rag(Colour.NO_VALUE, Basis.NONE)
        if indicator.polarity is Polarity.NONE:
            return Rag(Colour.NOT_JUDGED, Basis.NONE)
        if self.may_be_gap(ref, month):
            return Rag(Colour.QUERY, Basis.NONE)
        for step in (indicator.rag or RagRule()).ladder:
            if step is RagBasis.TARGET:
                target = self.target(indicator, month)
                if target is not None:
                    return self.against_target(ref, month, target)
            elif step is RagBasis.COMPARATOR:
                if indicator.kind in (Kind.PERCENTAGE, Kind.RATE):
                    given = indicator.comparators
                    if given.neighbours is not None:
                        return self.against(ref, month, given.neighbours, Basis.NEIGHBOURS)
                    if given.england is not None:
                        return self.against(ref, month, given.england, Basis.ENGLAND)
            else:
                judgement = self.month_on_month(ref, month).judgement
                return Rag(COLOURS.get(judgement, Colour.CANNOT_JUDGE), Basis.DIRECTION)
        return Rag(Colour.CANNOT_JUDGE, Basis.NONE)

    def may_be_gap(self, ref: str, month: Month) -> bool:
        so_far = [o for o in self.observations if o.ref == ref and o.month <= month]
        paper = self.printed.get((ref, month))
        return (
            all(not o.value for o in so_far if o.status is Status.VALUE)
            and not any(o.status is Status.SUPPRESSED for o in so_far)
            and any(o.status is Status.NOT_AVAILABLE for o in so_far if o.month < month)
            and (paper is None or paper.value is None)
        )

    def target(self, indicator: Indicator, month: Month) -> Target | None:
        year = month.financial_year
        while year.start >= 2000:
            for target in indicator.targets:
                if target.financial_year == year and target.status is TargetStatus.SET:
                    return target
            year = type(year)(year.start - 1)
        return None

    def tolerance(self, indicator: Indicator, target: Target | None) -> tuple[Fraction, bool]:
        if target is not None and target.tolerance_points is not None:
            return Fraction(target.tolerance_points), True
        if target is not None and target.tolerance_percent is not None:
            return Fraction(target.tolerance_percent), False
        if indicator.rag is not None and indicator.rag.tolerance_points is not None:
            return Fraction(indicator.rag.tolerance_points), True
        if indicator.rag is not None and indicator.rag.tolerance_percent is not None:
            return Fraction(indicator.rag.tolerance_percent), False
        if indicator.kind is Kind.PERCENTAGE:
            return Fraction(self.catalogue.defaults.tolerance_points), True
        return Fraction(self.catalogue.defaults.tolerance_percent), False

    def against(self, ref: str, month: Month, comparator: Comparator, basis: Basis) -> Rag:
        figure = self.figure(ref, month)
        assert figure is not None
        tolerance, points = self.tolerance(self.catalogue.indicator(ref), None)
        value = Fraction(comparator.value)
        colour, limit = self.hold(ref, figure, value, tolerance, points)
        return Rag(
            colour, basis, float(figure), float(value), None, float(tolerance), points, limit
        )

    def against_target(self, ref: str, month: Month, target: Target) -> Rag:
        indicator = self.catalogue.indicator(ref)
        assert target.value is not None
        value = Fraction(target.value)
        tolerance, points = self.tolerance(indicator, target)
        stale = target.financial_year != month.financial_year
        between = [
            other.financial_year
            for other in indicator.targets
            if other.status is TargetStatus.TO_BE_CONFIRMED
            and target.financial_year < other.financial_year <= month.financial_year
        ]
        figure: Fraction | None = self.figure(ref, month)
        progress, share = None, Fraction(1)
        if target.basis is TargetBasis.TOTAL:
            elapsed = list(months_between(month.financial_year.first, month))
            share = Fraction(len(elapsed), 12)
            due = [m for m in elapsed if self.due(ref, m)]
            values = [v for m in due if (v := self.value(ref, m)) is not None]
            total = sum(values, Fraction(0))
            progress = YearToDate(len(values), len(due), float(total), float(value * share))
            figure = total if len(values) == len(due) else None
        colour, limit = Colour.CANNOT_JUDGE, None
        if figure is not None:
            colour, limit = self.hold(ref, figure, value * share, tolerance, points, share)
        return Rag(
            colour,
            Basis.STALE_TARGET if stale else Basis.TARGET,
            number(figure),
            float(value),
            target.financial_year,
            float(tolerance),
            points,
            limit,
            progress,
            min(between, default=None),
        )

    def hold(
        self,
        ref: str,
        figure: Fraction,
        reference: Fraction,
        tolerance: Fraction,
        points: bool,
        share: Fraction = Fraction(1),
    ) -> tuple[Colour, float]:
        reach = tolerance * share if points else abs(reference) * tolerance / 100
        more = self.catalogue.indicator(ref).polarity is Polarity.MORE
        limit = reference - reach if more else reference + reach
        if figure == reference or (figure > reference) is more:
            return Colour.GREEN, float(limit)
        if figure == limit or (figure > limit) is more:
            return Colour.AMBER, float(limit)
        return Colour.RED, float(limit)


def point(change: Fraction, moved: bool) -> Arrow:
    if not moved or change == 0:
        return Arrow.SIMILAR
    return Arrow.UP if change > 0 else Arrow.DOWN


def number(fraction: Fraction | None) -> float | None:
    return None if fraction is None else float(fraction)

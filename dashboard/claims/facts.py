"""What is known of one indicator in one month, for a paragraph to be held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dashboard.catalogue import Comparator, Indicator, Kind, Polarity, TargetBasis, TargetStatus
from dashboard.periods import FinancialYear, Month
from dashboard.records import Colour, Observation, PublishedFigure, Status

YEAR = 12
_SIGNS = {Polarity.MORE: 1, Polarity.LESS: -1, Polarity.NONE: 0}


@dataclass(frozen=True, slots=True)
class Parts:
    """The numerator and denominator of one month's figure."""

    numerator: float
    denominator: float


@dataclass(frozen=True, slots=True)
class Goal:
    """The target in force, of its financial year; `is_total` if it is one for the year."""

    value: float
    year: FinancialYear
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Usual:
    """How the month stands to what is usual. `said` is that in a sentence.

    `side` is 1 where it is unusually high, -1 where it is low, 0 as usual; None where the
    month has no figure, or the range is a trial one or missing, and `said` then says so.
    """

    said: str
    side: int | None = None

    @property
    def is_known(self) -> bool:
        return self.side is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a paragraph on `ref` for `month` can be held against.

    `values` are the figures in the indicator's own unit, percentages in per cent, as
    held; `parts` stand where numerator and denominator are known, times `multiplier`.
    `better` is 1 where more is better, -1 where less is, 0 without judgement. `average`,
    `maximum` and `change` (in per cent, on the year before) are as published.
    `usual` is None where nobody has worked out what is usual.
    `neighbours`, `england` and `region` are the comparators; `others` what is known of
    other indicators in the same month, whose names the paragraph may mention.
    """

    ref: str
    name: str
    unit: str
    kind: Kind
    month: Month
    values: Mapping[Month, float]
    better: int = 0
    is_quarterly: bool = False
    parts: Mapping[Month, Parts] = field(default_factory=dict)
    multiplier: float = 1
    neighbours: float | None = None
    england: float | None = None
    region: float | None = None
    region_name: str = ""
    goal: Goal | None = None
    average: float | None = None
    maximum: float | None = None
    change: float | None = None
    colour: Colour | None = None
    usual: Usual | None = None
    others: tuple[Facts, ...] = ()

    @property
    def is_percentage(self) -> bool:
        return self.kind is Kind.PERCENTAGE

    @property
    def step(self) -> int:
        """Months from one return to the next."""
        return 3 if self.is_quarterly else 1

    def figure(self, month: Month) -> float | None:
        """The unrounded figure: from its parts where both are held."""
        if month in self.parts and self.parts[month].denominator:
            part = self.parts[month]
            return self.multiplier * part.numerator / part.denominator
        return self.values.get(month)

    def spellings(self, month: Month) -> tuple[float, ...]:
        """The figure as held and as computed from its parts, which may round apart."""
        return tuple({v for v in (self.values.get(month), self.figure(month)) if v is not None})

    def last_months(self, count: int) -> tuple[Month, ...]:
        """The returns of so many months that end with this one, the earliest first."""
        backs = range(0, count, self.step)
        return tuple(self.month.shift(-back) for back in reversed(backs))

    def yearly_average(self) -> float | None:
        """Over the twelve months where all are held, otherwise as published."""
        months = self.last_months(YEAR)
        if any(month not in self.values for month in months):
            return self.average
        if all(month in self.parts for month in months):
            top = sum(self.parts[month].numerator for month in months)
            bottom = sum(self.parts[month].denominator for month in months)
            return self.multiplier * top / bottom if bottom else self.average
        return sum(self.values[month] for month in months) / len(months)


def facts_of(
    indicator: Indicator,
    month: Month,
    observations: Iterable[Observation],
    published: Mapping[str, PublishedFigure],
    *,
    region_name: str = "",
    colour: Colour | None = None,
    usual: Usual | None = None,
) -> Facts:
    """Facts of an indicator. `observations` may be of all refs: the parts of a percentage
    are looked up among them; `published` is what its file of that month printed, by column."""
    by_ref: dict[str, dict[Month, Observation]] = {}
    for o in observations:
        if o.status is Status.VALUE and o.value is not None and o.month <= month:
            by_ref.setdefault(o.ref, {})[o.month] = o
    own = by_ref.get(indicator.ref, {})
    given = indicator.comparators
    return Facts(
        ref=indicator.ref,
        name=indicator.name,
        unit=indicator.unit,
        kind=indicator.kind,
        month=month,
        values={m: float(o.value) for m, o in own.items() if o.value is not None},
        better=_SIGNS[indicator.polarity],
        is_quarterly=indicator.is_quarterly,
        parts=_parts(indicator, own, by_ref),
        multiplier=float(indicator.made_of.multiplier) if indicator.made_of else 100.0,
        neighbours=_number(given.neighbours),
        england=_number(given.england),
        region=_number(given.region),
        region_name=region_name,
        goal=_goal(indicator, month),
        average=_printed(published, "average"),
        maximum=_printed(published, "maximum"),
        change=_printed(published, "change"),
        colour=colour,
        usual=usual,
    )


def beside(facts: Facts, all_facts: Iterable[Facts]) -> Facts:
    """The same facts, with those of every other indicator at hand."""
    return replace(facts, others=tuple(f for f in all_facts if f.ref != facts.ref))


def _parts(
    indicator: Indicator,
    own: Mapping[Month, Observation],
    by_ref: Mapping[str, Mapping[Month, Observation]],
) -> dict[Month, Parts]:
    """Those supplied with the figure, otherwise those of the refs it is made of."""
    made = indicator.made_of
    tops = by_ref.get(made.numerator or "", {}) if made else {}
    bottoms = by_ref.get(made.denominator or "", {}) if made else {}
    found: dict[Month, Parts] = {}
    for month, o in own.items():
        top, bottom = o.numerator, o.denominator
        if (top is None or bottom is None) and month in tops and month in bottoms:
            top, bottom = tops[month].value, bottoms[month].value
        if top is not None and bottom is not None:
            found[month] = Parts(float(top), float(bottom))
    return found


def _number(comparator: Comparator | None) -> float | None:
    return float(comparator.value) if comparator else None


def _printed(published: Mapping[str, PublishedFigure], column: str) -> float | None:
    value: Decimal | None = published[column].value if column in published else None
    return None if value is None else float(value)


def _goal(indicator: Indicator, month: Month) -> Goal | None:
    """This year's target, else the latest earlier one that was set."""
    held = [
        t
        for t in indicator.targets
        if t.status is TargetStatus.SET
        and t.value is not None
        and t.financial_year <= month.financial_year
    ]
    if not held:
        return None
    last = max(held, key=lambda t: t.financial_year)
    assert last.value is not None
    return Goal(float(last.value), last.financial_year, last.basis is TargetBasis.TOTAL)

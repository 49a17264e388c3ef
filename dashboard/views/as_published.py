"""As published against now: each printed figure beside ours, and why the two differ.

The reason is found by rule. A printed figure is held against what could have made it, from
the most to the least likely, and the first that gives it, as rounded in print, is the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from dashboard.catalogue import COMPARED_WITH, Indicator, Kind
from dashboard.official import Computed, compute, is_computed
from dashboard.periods import Month, months_between
from dashboard.records import Observation, PublishedFigure
from dashboard.views import words
from dashboard.views.holdings import Holdings

YEAR = 12
REVISED_BY = 0.05
"""A comparator up to a twentieth apart is put down to DfE's revisions, no more than that."""

_CHANGED = "Print has figures that were changed, or came, since."
_SLACK = 1e-9
Official = Callable[[Indicator], Computed | None]
"""What DfE's data make of an indicator's comparators; None where they have nothing."""


class Reason(StrEnum):
    """Why a printed figure and ours differ, or that they do not."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    FEWER_MONTHS = "fewer months held"
    RESTATED = "restated since"
    DEFINITION = "definition"
    REVISION = "revised by DfE"
    OTHER_BASIS = "another basis, year or list"
    INCONSISTENT = "inconsistent in print"
    NOT_HELD = "cannot be computed"


DIFFERING = tuple(set(Reason) - {Reason.AGREES, Reason.NOT_HELD})
"""The reasons that stand between two figures."""

COLUMNS = {
    "change": "Change on the year before",
    "average": "12-month average",
    "maximum": "12-month maximum",
    "neighbours": "Statistical neighbours",
    "england": "England",
    "region": "Region",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """One printed figure beside ours. `now` is empty where ours cannot be computed."""

    indicator: Indicator
    month: Month
    column: str
    printed: str
    now: str
    reason: Reason
    because: str

    @property
    def what(self) -> str:
        return COLUMNS[self.column]

    @property
    def printed_figure(self) -> str:
        """What of the indicator is printed, as explanations name it."""
        return self.column if self.column in COMPARED_WITH else f"printed-{self.column}"

    @property
    def now_figure(self) -> str:
        """What of the indicator stands beside it, as explanations name it."""
        if self.column in COMPARED_WITH:
            return f"dfe-{self.column}"
        return "year-on-year" if self.column == "change" else self.column

    @property
    def differs(self) -> bool:
        return self.reason in DIFFERING


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Ours in the unit of print, the reason, and a sentence on it."""

    now: float | None
    reason: Reason
    because: str = ""


@lru_cache(maxsize=4)
def file_months(holdings: Holdings) -> tuple[Month, ...]:
    """The months whose files printed something beside the figures, the latest last."""
    return tuple(sorted({month for _, month in holdings.printed} & set(holdings.months)))


def official_of(holdings: Holdings) -> Official:
    """The comparators that DfE's data make, of one indicator at a time."""
    return lambda indicator: compute(holdings.catalogue, holdings.official, indicator)


def paper_of(holdings: Holdings, month: Month | None) -> Month | None:
    """The last file up to a month; without a month, the last of all."""
    months = [m for m in file_months(holdings) if month is None or m <= month]
    return months[-1] if months else None


def lay_beside(
    holdings: Holdings, indicator: Indicator, month: Month, official: Official
) -> tuple[Beside, ...]:
    """Every figure that the file of a month printed beside an indicator's, with ours."""
    if indicator.ref not in holdings.measures.refs or month not in holdings.months:
        return ()
    rows = [
        _row(indicator, month, column, figure.text, judge(holdings, indicator, month, figure))
        for column, judge in _JUDGES.items()
        if (figure := holdings.published(indicator.ref, month, column))
        and figure.value is not None
    ]
    months = file_months(holdings)
    if months and month == months[-1]:  # the catalogue's comparators are the last file's
        rows += _comparators(indicator, month, official(indicator))
    return tuple(rows)


def list_differing(
    holdings: Holdings, month: Month, official: Official, reasons: Sequence[Reason] = DIFFERING
) -> tuple[Beside, ...]:
    """What differs for one of these reasons, in the scorecard's order."""
    return tuple(
        row
        for indicator in holdings.catalogue.active
        for row in lay_beside(holdings, indicator, month, official)
        if row.reason in reasons
    )


def _row(
    indicator: Indicator, month: Month, column: str, printed: str, verdict: _Verdict
) -> Beside:
    now = "" if verdict.now is None else _text(indicator, column, verdict.now)
    return Beside(indicator, month, column, printed, now, verdict.reason, verdict.because)


def _text(indicator: Indicator, column: str, value: float) -> str:
    if column == "change":
        return f"{words.signed(value, 1)}%"
    places = 0 if words.is_whole(value) else 1
    return words.number(value, places) + ("%" if indicator.is_percentage else "")


def _fits(printed: Decimal, value: float | None) -> bool:
    """Whether a value is printed so, at the decimals of print."""
    if value is None:
        return False
    exponent = printed.normalize().as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return bool(abs(value - float(printed)) <= 0.5 / 10**places + _SLACK)


def _average(
    holdings: Holdings, indicator: Indicator, month: Month, figure: PublishedFigure
) -> _Verdict:
    assert figure.value is not None
    spread, printed = holdings.measures.spread(indicator.ref, month), figure.value
    if spread.average is None:
        return _Verdict(None, Reason.NOT_HELD, "None of the twelve months is held.")
    held = _held_months(spread.held, spread.due)
    if _fits(printed, spread.average):
        return _Verdict(spread.average, Reason.AGREES, held)
    values = _values(holdings, indicator, month)
    mean = _mean([float(value) for value in values.values()])
    if spread.held == spread.due and _fits(printed, mean):
        return _Verdict(spread.average, Reason.DEFINITION, _two_averages(indicator, mean))
    before = _mean(list(_as_filed(holdings, indicator, month, figure).values()))
    if spread.held == spread.due and _fits(printed, before):
        return _Verdict(spread.average, Reason.RESTATED, _CHANGED)
    if spread.held < spread.due and _could_average(holdings, indicator, month, printed):
        return _Verdict(spread.average, Reason.FEWER_MONTHS, held)
    return _Verdict(spread.average, Reason.INCONSISTENT, "No rule gives it from what is held.")


def _maximum(
    holdings: Holdings, indicator: Indicator, month: Month, figure: PublishedFigure
) -> _Verdict:
    assert figure.value is not None
    spread, printed = holdings.measures.spread(indicator.ref, month), figure.value
    if spread.maximum is None:
        return _Verdict(None, Reason.NOT_HELD, "None of the twelve months is held.")
    held = _held_months(spread.held, spread.due)
    if _fits(printed, spread.maximum):
        return _Verdict(spread.maximum, Reason.AGREES, held)
    filed = _as_filed(holdings, indicator, month, figure)
    if _fits(printed, max(filed.values(), default=None)):
        return _Verdict(spread.maximum, Reason.RESTATED, _CHANGED)
    if spread.held < spread.due and float(printed) > spread.maximum:
        return _Verdict(spread.maximum, Reason.FEWER_MONTHS, held)
    return _Verdict(spread.maximum, Reason.INCONSISTENT, "No rule gives it from what is held.")


def _change(
    holdings: Holdings, indicator: Indicator, month: Month, figure: PublishedFigure
) -> _Verdict:
    assert figure.value is not None
    change, printed = holdings.measures.year_on_year(indicator.ref, month), figure.value
    before_month = month.shift(-YEAR)
    if change.published or change.before is None or change.after is None:
        return _Verdict(None, Reason.NOT_HELD, f"{before_month.long} is not held.")
    if change.relative is None:
        return _Verdict(None, Reason.INCONSISTENT, f"{before_month.long} was 0.")
    now = 100 * change.relative
    if _fits(printed, now):
        return _Verdict(now, Reason.AGREES)
    rounded = _relative(float(round(change.before)), float(round(change.after)))
    if indicator.kind is not Kind.COUNT and _fits(printed, rounded):
        return _Verdict(now, Reason.ROUNDING, "Print worked it out from rounded figures.")
    if change.points is not None and _fits(printed, change.points):
        points = words.signed(change.points, 1)
        because = f"Print gives percentage points ({points}) as per cent."
        return _Verdict(now, Reason.DEFINITION, because)
    befores, afters = (_ever(holdings, indicator.ref, m) for m in (before_month, month))
    if any(_fits(printed, _relative(then, later)) for then in befores for later in afters):
        return _Verdict(now, Reason.RESTATED, _CHANGED)
    return _Verdict(now, Reason.INCONSISTENT, "No rule gives it from what is held.")


_JUDGES: dict[str, Callable[[Holdings, Indicator, Month, PublishedFigure], _Verdict]] = {
    "change": _change,
    "average": _average,
    "maximum": _maximum,
}


def _comparators(
    indicator: Indicator, month: Month, computed: Computed | None
) -> Iterator[Beside]:
    """The typed comparators beside those from DfE's data."""
    for column in COMPARED_WITH:
        typed = getattr(indicator.comparators, column)
        if typed is None or is_computed(typed):
            continue
        found = getattr(computed, column) if computed else None
        printed = _text(indicator, column, float(typed.value))
        if computed is None or found is None or found.value is None:
            because = "No figure of DfE's is held for it."
            verdict = _Verdict(None, Reason.NOT_HELD, because)
        elif _fits(typed.value, found.value):
            verdict = _Verdict(found.value, Reason.AGREES, found.basis)
        else:
            is_near = abs(found.value - float(typed.value)) <= REVISED_BY * abs(found.value)
            reason = Reason.REVISION if is_near else Reason.OTHER_BASIS
            because = f"DfE's data as held now, list of {computed.list.words}: {found.basis}."
            verdict = _Verdict(found.value, reason, because)
        yield _row(indicator, month, column, printed, verdict)


def _window(month: Month) -> Iterator[Month]:
    return months_between(month.shift(1 - YEAR), month)


def _values(holdings: Holdings, indicator: Indicator, month: Month) -> dict[Month, float]:
    """The values of the twelve months as supplied, in months that were due."""
    measures, ref = holdings.measures, indicator.ref
    return {
        at: value
        for at in _window(month)
        if holdings.months[0] <= at <= holdings.months[-1]
        and measures.is_due(ref, at)
        and (value := measures.value(ref, at)) is not None
    }


def _as_filed(
    holdings: Holdings, indicator: Indicator, month: Month, figure: PublishedFigure
) -> dict[Month, float]:
    """The values of the twelve months that had come when that file was loaded."""
    load = figure.source.load if figure.source else 0
    filed = {}
    for at in _values(holdings, indicator, month):
        came = [
            o
            for o in _versions(holdings, indicator.ref, at)
            if o.source is None or o.source.load <= load
        ]
        if came and came[-1].value is not None:
            filed[at] = float(came[-1].value)
    return filed


def _ever(holdings: Holdings, ref: str, month: Month) -> tuple[float, ...]:
    """Every value a month has had."""
    versions = _versions(holdings, ref, month)
    return tuple(float(o.value) for o in versions if o.value is not None)


def _versions(holdings: Holdings, ref: str, month: Month) -> tuple[Observation, ...]:
    """What was held of a month, the earliest first, what is held now last."""
    now = (o for o in holdings.observations.get(ref, ()) if o.month == month)
    return (*holdings.restated.get((ref, month), ()), *now)


def _could_average(
    holdings: Holdings, indicator: Indicator, month: Month, printed: Decimal
) -> bool:
    """Whether the months not held can make a printed average, none above the maximum."""
    values = list(_values(holdings, indicator, month).values())
    figure = holdings.published(indicator.ref, month, "maximum")
    top = max(values) if figure is None or figure.value is None else float(figure.value)
    top, average = max(top, *values), float(printed)
    if indicator.kind is not Kind.COUNT or indicator.is_quarterly:
        return average <= top + 0.5
    unknown = YEAR - len(values)
    low, high = sum(values) / YEAR, (sum(values) + unknown * top) / YEAR
    return low - 0.5 <= average <= high + 0.5


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _relative(before: float, after: float) -> float | None:
    return 100 * (after - before) / abs(before) if before else None


def _held_months(held: int, due: int) -> str:
    return "" if held == due else f"{held} of {due} are held."


def _two_averages(indicator: Indicator, mean: float | None) -> str:
    assert mean is not None
    shown = _text(indicator, "average", mean)
    return f"Print takes the mean of the monthly figures ({shown}); ours is made of the sums."

"""The scorecard: one month of the dataset, by theme, filtered, with a line of plain
English above it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dashboard.catalogue import Indicator, Theme
from dashboard.periods import Month, long_date
from dashboard.records import Audience, Basis, Colour, Judgement
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.status import Standing, stand
from dashboard.views.variation import VariationView, variations


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for. Empty text means any."""

    month: Month | None = None
    theme: str = ""
    owner: str = ""
    judgement: str = ""
    status: str = ""
    search: str = ""

    @property
    def are_set(self) -> bool:
        """Whether any row may be left out."""
        return any((self.theme, self.owner, self.judgement, self.status, self.search))


class Choice(StrEnum):
    """Fields that choose one of a list, by their names in the address."""

    THEME = "theme"
    OWNER = "owner"
    JUDGEMENT = "judgement"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A theme's rows, with how many of each colour, in words."""

    theme: Theme
    rows: tuple[Standing, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole page. `counts` are over all indicators, whatever the filters.

    `variations` are by ref; `has_trial` says that most ranges are trial ranges, so that only
    another one needs to say what it is.
    """

    audience: Audience
    month: Month
    year_ago: Month
    month_before: Month
    trend_from: Month
    meeting: str
    headline: str
    more: tuple[str, ...]
    counts: tuple[tuple[Colour, int], ...]
    others: str
    attention: tuple[Standing, ...]
    groups: tuple[Group, ...]
    variations: Mapping[str, VariationView]
    has_trial: bool
    shown: int
    total: int
    filters: Filters
    options: dict[Choice, tuple[Option, ...]]
    months: tuple[Month, ...]
    twelve_months: str
    yearly: str


KEPT_MONTHS = 32

COUNTED = (Colour.RED, Colour.AMBER, Colour.GREEN, Colour.STEADY, Colour.NOT_JUDGED)


def make_scorecard(
    holdings: Holdings, filters: Filters, audience: Audience, today: dt.date
) -> Scorecard:
    """The month's dataset for an audience. Raises LookupError while nothing is held."""
    month = filters.month or holdings.latest
    if month is None or month not in holdings.months:
        raise LookupError("no month is held")
    rows = standings(holdings, month)
    shown = [row for row in rows if _matches(holdings, row, filters)]
    groups = tuple(
        Group(theme, mine, _summary(mine))
        for theme in holdings.catalogue.themes
        if (mine := tuple(r for r in shown if r.indicator.theme == theme.key))
    )
    usual = variations(holdings, month)
    labelled = [view for view in usual.values() if view.label]
    first = max(month.shift(-11), holdings.months[0])
    return Scorecard(
        audience=audience,
        month=month,
        year_ago=month.shift(-12),
        month_before=month.shift(-1),
        trend_from=first,
        meeting=_meeting(holdings, month, today),
        headline=headline(rows, month),
        more=_more(rows, month),
        counts=tuple((colour, sum(r.colour is colour for r in rows)) for colour in COUNTED),
        others=_others(rows),
        attention=tuple(r for r in rows if r.needs_attention),
        groups=groups,
        variations=usual,
        has_trial=bool(_common(["trial" if v.is_trial else "" for v in labelled])),
        shown=len(shown),
        total=len(rows),
        filters=filters,
        options=_options(holdings),
        months=holdings.months,
        twelve_months=_common([r.average.note for r in rows if r.average.text]),
        yearly=_common(
            ["published" if r.year_on_year.published else "" for r in rows if _compared(r)]
        ),
    )


@lru_cache(maxsize=KEPT_MONTHS)
def standings(holdings: Holdings, month: Month) -> tuple[Standing, ...]:
    """Every active indicator in that month, in the catalogue's order.

    They are the dearest part of the page and the same for all filters, so those of the
    months last asked for are kept.
    """
    return tuple(stand(holdings, indicator, month) for indicator in holdings.catalogue.active)


def _compared(row: Standing) -> bool:
    return row.year_on_year.arrow is not None


def _common(notes: list[str]) -> str:
    """The note that most of a column's cells carry: it is said once, in the head."""
    return Counter(notes).most_common(1)[0][0] if notes else ""


def _matches(holdings: Holdings, row: Standing, filters: Filters) -> bool:
    indicator = row.indicator
    return (
        filters.theme in ("", indicator.theme)
        and filters.owner in ("", indicator.owner)
        and filters.judgement in ("", row.month_on_month.judgement)
        and filters.status in ("", row.colour)
        and _found(holdings, indicator, filters.search)
    )


def _found(holdings: Holdings, indicator: Indicator, search: str) -> bool:
    """Whether every word searched for stands in the ref, name, people or terms."""
    people = (holdings.catalogue.person(key) for key in (indicator.owner, indicator.reporter))
    terms = (holdings.catalogue.term(key).term for key in indicator.terms)
    text = " ".join(
        [indicator.ref, indicator.name, *(p.name for p in people if p), *terms]
    ).casefold()
    return all(word in text for word in search.casefold().split())


def _summary(rows: Sequence[Standing]) -> str:
    counted = [
        f"{n} {colour}"
        for colour in (Colour.RED, Colour.AMBER, Colour.GREEN)
        if (n := sum(r.colour is colour for r in rows))
    ]
    return " · ".join([f"{len(rows)} {words.plural(len(rows), 'indicator')}", *counted])


def _judged(rows: Sequence[Standing], judgement: Judgement) -> list[Standing]:
    return [r for r in rows if r.month_on_month.judgement is judgement]


def headline(rows: Sequence[Standing], month: Month) -> str:
    """How many are red, and how many got better and worse since the month before."""
    reds = sum(r.colour is Colour.RED for r in rows)
    better = len(_judged(rows, Judgement.IMPROVING))
    worse = len(_judged(rows, Judgement.WORSENING))
    red = words.count_in_words(reds).capitalize()
    said = f"{red} of {len(rows)} indicators {'is' if reds == 1 else 'are'} red"
    if not better and not worse:
        return f"{said}; none can be called better or worse than in {_before(month)}."
    return (
        f"{said}; {words.count_in_words(better)} improved and "
        f"{words.count_in_words(worse)} worsened since {_before(month)}."
    )


def _meeting(holdings: Holdings, month: Month, today: dt.date) -> str:
    """The panel's meeting that considers this month, if the catalogue knows of one."""
    dates = [m.date for m in holdings.catalogue.meetings if m.considers == month]
    if not dates:
        return ""
    day = long_date(dates[0])
    return f"considered on {day}" if dates[0] < today else f"for the meeting on {day}"


def _before(month: Month) -> str:
    return month.shift(-1).name


def _more(rows: Sequence[Standing], month: Month) -> tuple[str, ...]:
    """What moved among the red, and the red that a target explains."""
    worse = [
        f"{r.indicator.name} ({r.month_on_month.sentence})"
        for r in _judged(rows, Judgement.WORSENING)
        if r.colour is Colour.RED
    ]
    better = [
        f"{r.indicator.name} ({r.month_on_month.sentence})"
        for r in _judged(rows, Judgement.IMPROVING)
        if r.colour is Colour.RED
    ]
    said = []
    if worse:
        said.append(f"Red and worse than in {_before(month)}: {'; '.join(worse[:3])}.")
    if better:
        said.append(f"Red but better than in {_before(month)}: {'; '.join(better[:3])}.")
    targets = [r for r in rows if r.rag.basis in (Basis.TARGET, Basis.STALE_TARGET)]
    stale = [r for r in targets if r.rag.basis is Basis.STALE_TARGET]
    if targets and len(stale) == len(targets):
        many = f"All {words.count_in_words(len(stale))} targets used were"
        which = "The one target used was" if len(stale) == 1 else many
        said.append(f"{which} set for an earlier year.")
    return tuple(said)


def _others(rows: Sequence[Standing]) -> str:
    """What the coloured counts leave out."""
    said = [
        f"{n} {text}"
        for colour, text in (
            (Colour.QUERY, "queried"),
            (Colour.CANNOT_JUDGE, "cannot be judged yet"),
            (Colour.NO_VALUE, "without a figure this month"),
        )
        if (n := sum(r.colour is colour for r in rows))
    ]
    similar = len(_judged(rows, Judgement.SIMILAR))
    none = len(_judged(rows, Judgement.NOT_JUDGED))
    return (
        f"{len(rows)} indicators"
        + (f"; {', '.join(said)}" if said else "")
        + f". Month on month, {similar} are similar and {none} carry no judgement."
    )


def _options(holdings: Holdings) -> dict[Choice, tuple[Option, ...]]:
    catalogue = holdings.catalogue
    active = {i.theme for i in catalogue.active}
    owners = {i.owner for i in catalogue.active}
    return {
        Choice.THEME: tuple(Option(t.key, t.name) for t in catalogue.themes if t.key in active),
        Choice.OWNER: tuple(Option(p.key, p.name) for p in catalogue.people if p.key in owners),
        Choice.JUDGEMENT: tuple(Option(j.value, j.value.capitalize()) for j in Judgement),
        Choice.STATUS: tuple(Option(c.value, c.value.capitalize()) for c in Colour),
    }

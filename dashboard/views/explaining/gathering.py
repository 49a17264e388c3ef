"""Gathering what a figure is made from, each input once, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from dashboard.catalogue import Comparator, Indicator, Target
from dashboard.measures.rules import multiplier_of
from dashboard.periods import Month
from dashboard.records import Audience, Observation, PublishedFigure, Source, Status
from dashboard.views import words
from dashboard.views.explaining.explanation import Figure, Input, Stated
from dashboard.views.explaining.formula import Held, Term, exact, ratio
from dashboard.views.holdings import Holdings
from dashboard.views.status import Standing

KEPT = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explained, of whose holdings, and to whom.

    `year` is DfE's, for comparators of another year than the one chosen for the indicator.
    """

    holdings: Holdings
    indicator: Indicator
    month: Month
    figure: Figure
    audience: Audience
    standing: Standing
    year: str = ""

    def gather(self) -> Gathering:
        return Gathering(self.holdings, self.audience)

    def is_hidden(self, month: Month) -> bool:
        """Whether the indicator's figure of a month is hidden to protect children."""
        measures = self.holdings.measures
        if month not in self.holdings.months:
            return False
        return measures.observation_status(self.indicator.ref, month) is Status.SUPPRESSED


@lru_cache(maxsize=KEPT)
def _cells(holdings: Holdings) -> Mapping[tuple[str, Month], Observation]:
    return {(o.ref, o.month): o for held in holdings.observations.values() for o in held}


class Gathering:
    """The inputs of one explanation, in the order in which they were asked for."""

    def __init__(self, holdings: Holdings, audience: Audience) -> None:
        self._holdings = holdings
        self._is_public = audience is Audience.PUBLIC
        self._inputs: dict[str, Input] = {}

    @property
    def inputs(self) -> tuple[Input, ...]:
        return tuple(self._inputs.values())

    def value(self, indicator: Indicator, month: Month) -> Held:
        """What a cell holds: a figure, a symbol, or nothing at all.

        Of a hidden cell the public is told that it is hidden, and not even where it stands.
        """
        key = f"{indicator.ref} {month}"
        if key in self._inputs:
            return Held(key)
        held = _cells(self._holdings).get((indicator.ref, month))
        status = self._status(indicator, month)
        value = held.value if held and status is Status.VALUE else None
        is_told = held is not None and not (self._is_public and status is Status.SUPPRESSED)
        why = "" if status is Status.VALUE else words.status_words(status)
        return self.add(
            Input(
                key=key,
                what=indicator.ref,
                name=indicator.name,
                when=month.long,
                value=value,
                text=status.symbol if value is None else _text(indicator, value),
                why="not held" if held is None and status is Status.MISSING else why,
                source=self._source(held.source) if held and is_told else None,
                earlier=self._earlier(indicator, month) if is_told else (),
                slug=indicator.address,
                month=month,
            )
        )

    def parts(self, indicator: Indicator, month: Month) -> tuple[Held, Held] | None:
        """Numerator and denominator, if both are held for that month."""
        if self._parts(indicator, month) is None:
            return None
        held = _cells(self._holdings)[indicator.ref, month]
        made, catalogue = indicator.made_of, self._holdings.catalogue
        if held.numerator is not None and held.denominator is not None:
            top, bottom = part_names(self._holdings, indicator)
            return (
                self._supplied(held, "numerator", top, held.numerator),
                self._supplied(held, "denominator", bottom, held.denominator),
            )
        assert made is not None
        return (
            self.value(catalogue.indicator(made.numerator or ""), month),
            self.value(catalogue.indicator(made.denominator or ""), month),
        )

    def figure(self, indicator: Indicator, month: Month) -> Term:
        """The unrounded figure: from its parts where they make one, else as supplied."""
        parts = self.parts(indicator, month) if self.has_parts(indicator, month) else None
        multiplier = multiplier_of(indicator)
        if parts is None or multiplier is None:
            return self.value(indicator, month)
        return ratio(multiplier, *parts)

    def has_parts(self, indicator: Indicator, month: Month) -> bool:
        """Whether the figure of a month is worked out from its parts."""
        found = self._parts(indicator, month)
        return found is not None and found[1] != 0 and multiplier_of(indicator) is not None

    def printed(self, indicator: Indicator, figure: PublishedFigure, what: str) -> Held:
        """What the paper of a month printed beside the figure."""
        sign = "%" if figure.column == "change" or indicator.is_percentage else ""
        return self.add(
            Input(
                key=f"{figure.ref} {figure.file_month} {figure.column}",
                what=figure.ref,
                name=f"{what}, as printed",
                when=f"paper of {figure.file_month.long}",
                value=figure.value,
                text=figure.text if figure.value is None else exact(figure.value) + sign,
                source=self._source(figure.source),
            )
        )

    def target(self, indicator: Indicator, target: Target) -> Held:
        """The target of a financial year, out of the catalogue."""
        text = "to be confirmed" if target.value is None else _text(indicator, target.value)
        return self.add(
            Input(
                key=f"{indicator.ref} target {target.year}",
                what=indicator.ref,
                name=f"target, {target.basis}",
                when=target.financial_year.long,
                value=target.value,
                text=text,
                stated=self._stated(target.source),
            )
        )

    def comparator(self, indicator: Indicator, area: str, comparator: Comparator) -> Held:
        """A comparator as the catalogue has it, typed from a publication."""
        return self.add(
            Input(
                key=f"{indicator.ref} {area}",
                what=indicator.ref,
                name=area,
                when=comparator.year,
                value=comparator.value,
                text=_text(indicator, comparator.value),
                stated=self._stated(comparator.source, comparator.basis),
            )
        )

    def add(self, one: Input) -> Held:
        """An input made elsewhere; one of the same key stays as it was."""
        self._inputs.setdefault(one.key, one)
        return Held(one.key)

    def _parts(self, indicator: Indicator, month: Month) -> tuple[float, float] | None:
        if month not in self._holdings.months:
            return None
        return self._holdings.measures.parts(indicator.ref, month)

    def _status(self, indicator: Indicator, month: Month) -> Status:
        if month not in self._holdings.months:
            return Status.MISSING
        return self._holdings.measures.observation_status(indicator.ref, month)

    def _supplied(self, held: Observation, side: str, name: str, value: Decimal) -> Held:
        return self.add(
            Input(
                key=f"{held.ref} {held.month} {side}",
                what=f"{held.ref}, {side}",
                name=name,
                when=held.month.long,
                value=value,
                text=exact(value),
                source=self._source(held.source),
            )
        )

    def _stated(self, key: str, basis: str = "") -> Stated:
        found = self._holdings.catalogue.publication(key)
        return Stated(found.title, found.url or "", basis)

    def _source(self, source: Source | None) -> Source | None:
        """Who loaded a file is for those with an account: no other page tells it to all."""
        return replace(source, loaded_by="") if source and self._is_public else source

    def _earlier(self, indicator: Indicator, month: Month) -> tuple[Observation, ...]:
        found = self._holdings.restated.get((indicator.ref, month), ())
        return tuple(replace(one, source=self._source(one.source)) for one in found)


def part_names(holdings: Holdings, indicator: Indicator) -> tuple[str, str]:
    """What stands on top of a ratio and below it, in words."""
    made = indicator.made_of
    top = holdings.catalogue.find((made and made.numerator) or "")
    bottom = holdings.catalogue.find((made and made.denominator) or "")
    above, below = made and made.numerator_words, made and made.denominator_words
    population = made and made.population
    return (
        top.name if top else above or "those counted",
        bottom.name if bottom else below or population or "all of them",
    )


def _text(indicator: Indicator, value: Decimal) -> str:
    return exact(value) + ("%" if indicator.is_percentage else "")

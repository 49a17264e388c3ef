"""What of printed and earlier figures the public may see beside the observations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.catalogue import Catalogue, Indicator, Kind
from dashboard.claims import facts_of
from dashboard.disclosure.commentary import tells_hidden
from dashboard.disclosure.hiding import Hidden, hide
from dashboard.disclosure.profiles import PROFILES, Profile
from dashboard.periods import Month, months_between
from dashboard.records import Observation, PublishedFigure, Status

_YEAR = 12


def suppress(observation: Observation) -> Observation:
    """The cell without its figure, parts and note."""
    return replace(
        observation,
        status=Status.SUPPRESSED,
        value=None,
        numerator=None,
        denominator=None,
        note="",
    )


class Showing:
    """Answers for one catalogue, its observations and what is hidden of them."""

    def __init__(
        self, catalogue: Catalogue, observations: Iterable[Observation], hidden: Hidden
    ) -> None:
        self._catalogue = catalogue
        self._hidden = hidden
        self._profile: Profile | None = PROFILES[catalogue.council.disclosure.profile]
        self._published = catalogue.council.disclosure.months_published
        self._held = {(o.ref, o.month): o for o in observations}
        self._by_ref: dict[str, list[Observation]] = defaultdict(list)
        for held in self._held.values():
            self._by_ref[held.ref].append(held)
        self._partners = _partners(catalogue)
        self._bundles = bundles(catalogue)
        self._themes = {i.ref: i.theme for i in catalogue.indicators}

    def observations(self) -> list[Observation]:
        """All cells, the hidden ones without what they hold."""
        return [
            suppress(held) if cell in self._hidden else held
            for cell, held in self._held.items()
        ]

    def may_show_printed(self, figure: PublishedFigure) -> bool:
        """Whether an average, maximum or change as printed gives no hidden figure away."""
        indicator = self._catalogue.find(figure.ref)
        if indicator is None or self._is_free(indicator, figure.file_month):
            return indicator is not None
        if indicator.counts_children is None:
            return False
        first = figure.file_month.shift(1 - _YEAR)
        if figure.column == "change":
            months = [figure.file_month, figure.file_month.shift(-_YEAR)]
        else:
            months = list(months_between(first, figure.file_month))
        if any((figure.ref, month) in self._hidden for month in months):
            return False
        if indicator.kind is not Kind.COUNT or figure.value is None:
            return True
        return not self._tells_of_small(figure, months)

    def _tells_of_small(self, figure: PublishedFigure, months: Iterable[Month]) -> bool:
        """Whether a printed figure of a count tells of a small one in a month not held."""
        assert figure.value is not None
        assert self._profile is not None
        if all(self._value(figure.ref, month) is not None for month in months):
            return False
        printed, most = float(figure.value), self._profile.high
        if figure.column != "change":
            return 0 < printed <= most
        now = self._value(figure.ref, figure.file_month)
        if now is None:
            return True
        ratio = 1 + (printed - 0.5) / 100
        return now > 0 and (ratio <= 0 or now / (1 + (printed + 0.5) / 100) < most + 1)

    def may_show_earlier(self, earlier: Observation) -> bool:
        """Whether a figure since restated may still be named.

        It may not where anything it hangs together with is hidden in the months around.
        """
        indicator = self._catalogue.find(earlier.ref)
        if indicator is None or self._is_free(indicator, earlier.month):
            return indicator is not None
        around = [earlier.month.shift(n) for n in (-1, 0, 1)]
        bundle = self.bundle(earlier.ref)
        if any((ref, month) in self._hidden for ref in bundle for month in around):
            return False
        then = {
            (ref, month): held
            for ref in bundle
            for month in around[:2]
            if (held := self._held.get((ref, month)))
        }
        then[earlier.ref, earlier.month] = earlier
        return not hide(self._catalogue, then.values()).cells

    def may_show_text(self, text: str, ref: str, month: Month) -> bool:
        """Whether a paragraph or note on an indicator names no hidden figure."""
        indicator = self._catalogue.find(ref)
        if indicator is None:
            return False
        theme = indicator.theme
        near = {
            other
            for other, its in self._themes.items()
            if its == theme or other.lower() in text.lower()
        }
        own = {ref, *self._partners[ref]}
        public = [
            held
            for other in own
            for held in self._by_ref.get(other, ())
            if (other, held.month) not in self._hidden
        ]
        facts = facts_of(indicator, month, public, {})
        return not tells_hidden(text, facts, own, near, self._hidden, self._held)

    def bundle(self, ref: str) -> frozenset[str]:
        """The refs it hangs together with, itself among them."""
        return self._bundles.get(ref, frozenset({ref}))

    def _is_free(self, indicator: Indicator, month: Month) -> bool:
        return (
            self._profile is None
            or month in self._published
            or indicator.counts_children is False
        )

    def _value(self, ref: str, month: Month) -> float | None:
        held = self._held.get((ref, month))
        return None if held is None or held.value is None else float(held.value)


def bundles(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Which refs hang together by identities and parts, each with all it reaches."""
    joined: dict[str, set[str]] = {i.ref: {i.ref} for i in catalogue.indicators}
    for named in _named_together(catalogue):
        together: set[str] = set().union(*(joined[ref] for ref in named))
        for ref in together:
            joined[ref] = together
    return {ref: frozenset(together) for ref, together in joined.items()}


def _partners(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The refs that stand in one identity or ratio with each."""
    named = list(_named_together(catalogue))
    return {
        i.ref: frozenset(ref for refs in named if i.ref in refs for ref in refs)
        for i in catalogue.indicators
    }


def _named_together(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    refs = {i.ref for i in catalogue.indicators}
    for i in catalogue.indicators:
        if i.made_of:
            named = (i.ref, i.made_of.numerator or "", i.made_of.denominator or "")
            yield tuple(ref for ref in named if ref in refs)
    for identity in catalogue.identities:
        yield tuple(ref for ref in identity.refs if ref in refs)

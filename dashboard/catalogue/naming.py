"""Checks of names: declared once each, and everything named by another is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from dashboard.catalogue.document import Document
from dashboard.catalogue.identity_rules import refs_at
from dashboard.catalogue.problems import Fault, Place, listed, name_of, nearest, quote
from dashboard.catalogue.schema import Catalogue, Indicator, slug_of
from dashboard.catalogue.values import COMPARED_WITH

_DECLARED_BY = {
    "publications": "key",
    "themes": "key",
    "people": "key",
    "glossary": "key",
    "indicators": "ref",
}
_MOST_LISTED = 8


@dataclass(frozen=True)
class Names:
    """The names that a section declares.

    `doubtful` are those written in a form that is refused. `is_open` says that some
    names could not be read, so that an unknown name may be one of them.
    """

    section: str
    known: Sequence[str]
    doubtful: Set[str]
    is_open: bool

    @classmethod
    def of(
        cls, section: str, draft: Catalogue, document: Document, broken: Set[Place]
    ) -> Names:
        """Collect them from a draft; `broken` are the places at fault."""
        key = _DECLARED_BY[section]
        entries = getattr(draft, section)
        known = [getattr(entry, key) for entry in entries]
        raw = [document.text((section, n, key)) for n in range(len(entries))]
        pairs = list(zip(known, raw, strict=True))
        return cls(
            section=section,
            known=[name for name in known if name],
            doubtful={slug_of(text) for name, text in pairs if text and not name},
            is_open=(section,) in broken or not all(raw),
        )

    def fault(self, place: Place, name: str) -> Fault | None:
        """What is wrong with naming `name` at that place, if anything."""
        if name in self.known or name in self.doubtful:
            return None
        found = f"{name_of(place)} {quote(name)} is not known."
        if meant := nearest(name, self.known):
            return Fault(place, f'{found} Did you mean "{meant}"?')
        if self.is_open:
            return None
        few = 0 < len(self.known) <= _MOST_LISTED
        choice = f", or write {listed(self.known, 'or')}" if few else ", or correct it"
        return Fault(place, f"{found} Add it to {self.section}{choice}.")


def check_names(draft: Catalogue, document: Document, broken: Set[Place]) -> Iterator[Fault]:
    """Names declared twice, and names used but not declared."""
    names = {section: Names.of(section, draft, document, broken) for section in _DECLARED_BY}
    for section, key in _DECLARED_BY.items():
        yield from _check_unique(section, key, getattr(draft, section), document)
    yield from _check_unique("meetings", "date", draft.meetings, document)
    yield from _check_slugs(draft.indicators, document, broken)
    for number, indicator in enumerate(draft.indicators):
        for place, name, section in _mentions(indicator, ("indicators", number)):
            if name and (fault := names[section].fault(place, name)):
                yield fault
    for number, identity in enumerate(draft.identities):
        for place, name in refs_at(identity, ("identities", number)):
            if fault := names["indicators"].fault(place, name):
                yield fault


def _check_unique(
    section: str, key: str, entries: Iterable[Any], document: Document
) -> Iterator[Fault]:
    first: dict[Any, Place] = {}
    for number, entry in enumerate(entries):
        name, place = getattr(entry, key), (section, number, key)
        if name is None:
            continue
        if name in first:
            line = document.line(first[name])
            found = f"{name_of(place)} {quote(str(name))} stands on line {line} already."
            yield Fault(place, f"{found} Give each its own.")
        first.setdefault(name, place)


def _check_slugs(
    indicators: Iterable[Indicator], document: Document, broken: Set[Place]
) -> Iterator[Fault]:
    first: dict[str, tuple[str, Place]] = {}
    for number, indicator in enumerate(indicators):
        ref, at = indicator.ref, ("indicators", number)
        if not ref or (*at, "slug") in broken:
            continue
        place = (*at, "slug" if indicator.slug else "ref")
        slug = indicator.address
        found = f"{name_of(place)} {quote(indicator.slug or ref)}"
        makes = "" if indicator.slug else f' makes the slug "{slug}", which'
        if not slug:
            yield Fault(place, f"{found} makes no slug. Give the indicator a slug.")
        elif slug in first and first[slug][0] != ref:
            other, where = first[slug]
            is_that = f"{makes} is already that of {other}, line {document.line(where)}."
            yield Fault(place, f"{found}{is_that} Give one of them a slug of its own.")
        else:
            first.setdefault(slug, (ref, place))


def _mentions(indicator: Indicator, at: Place) -> Iterator[tuple[Place, str | None, str]]:
    """Each name an indicator mentions: its place, the name, the section it belongs to."""
    yield (*at, "theme"), indicator.theme, "themes"
    yield (*at, "owner"), indicator.owner, "people"
    yield (*at, "reporter"), indicator.reporter, "people"
    if commentary := indicator.commentary:
        yield (*at, "commentary", "writer"), commentary.writer, "people"
        yield (*at, "commentary", "approver"), commentary.approver, "people"
    for number, term in enumerate(indicator.terms):
        yield (*at, "terms", number), term, "glossary"
    if made_of := indicator.made_of:
        yield (*at, "made_of", "numerator"), made_of.numerator, "indicators"
        yield (*at, "made_of", "denominator"), made_of.denominator, "indicators"
    for area in COMPARED_WITH:
        if comparator := getattr(indicator.comparators, area):
            yield (*at, "comparators", area, "source"), comparator.source, "publications"
    for number, target in enumerate(indicator.targets):
        yield (*at, "targets", number, "source"), target.source, "publications"

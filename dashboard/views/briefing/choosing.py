"""From candidates to topics: what says the same thing is one, and the heaviest come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.catalogue import Catalogue, Indicator
from dashboard.views.briefing.ranking import Candidate

NEEDED = (1, 1, 1, 3, 5)
"""What a topic has to weigh to be the first, the second, and so on."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Candidates that say the same thing: the heaviest, and the others by weight."""

    lead: Candidate
    others: tuple[Candidate, ...]

    @property
    def refs(self) -> frozenset[str]:
        return frozenset(one.indicator.ref for one in (self.lead, *self.others))


def tie(catalogue: Catalogue) -> dict[str, str]:
    """For each active ref, the first of those it is tied to.

    A percentage or rate is tied to the count on its top, and the members of a declared
    identity to each other. What stands below a percentage is not: it is another thing.
    """
    first = {indicator.ref: indicator.ref for indicator in catalogue.active}
    pairs = [
        (indicator.ref, indicator.made_of.numerator)
        for indicator in catalogue.active
        if indicator.made_of and indicator.made_of.numerator
    ]
    pairs += [
        (identity.refs[0], other)
        for identity in catalogue.identities
        for other in identity.refs[1:]
    ]
    for one, other in pairs:
        if one in first and other in first:
            kept, dropped = first[one], first[other]
            first = {ref: kept if own == dropped else own for ref, own in first.items()}
    return first


def distance(catalogue: Catalogue, one: Indicator, other: Indicator) -> int:
    """How closely two are tied: 1 by the top of a ratio, otherwise the members of the
    smallest identity they share; more than any of these where neither holds."""
    tops = (
        (a.made_of.numerator if a.made_of else None, b.ref)
        for a, b in ((one, other), (other, one))
    )
    if any(top == ref for top, ref in tops):
        return 1
    shared = (i.refs for i in catalogue.identities if {one.ref, other.ref} <= {*i.refs})
    return min(map(len, shared), default=len(catalogue.indicators))


def bundle(catalogue: Catalogue, candidates: Sequence[Candidate]) -> tuple[Bundle, ...]:
    """Candidates in the catalogue's order as bundles, the heaviest first.

    Of equal weight the first of the catalogue leads, and comes first.
    """
    ties = tie(catalogue)
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(ties[candidate.indicator.ref], []).append(candidate)
    order = {candidate.indicator.ref: n for n, candidate in enumerate(candidates)}
    bundles = []
    for group in groups.values():
        lead, *others = sorted(group, key=lambda one: -one.weight)
        bundles.append(Bundle(lead, tuple(others)))
    bundles.sort(key=lambda b: (-b.lead.weight, order[b.lead.indicator.ref]))
    return tuple(bundles)


def choose(bundles: Sequence[Bundle], taken: int = 0) -> tuple[Bundle, ...]:
    """The topics: the three heaviest, and up to two more that weigh enough.

    `taken` of the five places are taken by promises.
    """
    places = NEEDED[: len(NEEDED) - taken]
    return tuple(
        one for one, needed in zip(bundles, places, strict=False) if one.lead.weight >= needed
    )

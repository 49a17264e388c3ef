"""Checks of identities: each has the keys of its kind and binds figures that can agree.

A value that could not be read, None in a draft, leaves them silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue.identities import KEYS_OF, Identity, IdentityKind
from dashboard.catalogue.problems import Fault, Place, quote
from dashboard.catalogue.schema import Catalogue, Indicator
from dashboard.catalogue.values import Kind, Measured

_OPTIONAL = {"population"}
_ALL_KEYS = tuple(dict.fromkeys(key for keys in KEYS_OF.values() for key in keys))
_KIND_OF = {
    (IdentityKind.PARTS, "whole"): Kind.COUNT,
    (IdentityKind.PARTS, "parts"): Kind.COUNT,
    (IdentityKind.SHARES, "parts"): Kind.PERCENTAGE,
    (IdentityKind.STOCK_AND_FLOW, "stock"): Kind.COUNT,
    (IdentityKind.STOCK_AND_FLOW, "starts"): Kind.COUNT,
    (IdentityKind.STOCK_AND_FLOW, "ends"): Kind.COUNT,
    (IdentityKind.RATE, "rate"): Kind.RATE,
    (IdentityKind.RATE, "count"): Kind.COUNT,
}


def check_identities(draft: Catalogue) -> Iterator[Fault]:
    """What is wrong with the identities of a draft, one after the other."""
    by_ref = {indicator.ref: indicator for indicator in draft.indicators if indicator.ref}
    for number, identity in enumerate(draft.identities):
        at: Place = ("identities", number)
        kind_read: IdentityKind | None = identity.kind
        if kind_read is None:
            continue
        yield from _check_keys(identity, at)
        yield from _check_repeats(identity, at)
        for place, ref, kind in _bound(identity, at):
            if indicator := by_ref.get(ref):
                yield from _check_kind(indicator, kind, place)
        yield from _check_stock(identity, by_ref, at)
        yield from _check_rate(identity, by_ref, at)


def refs_at(identity: Identity, at: Place) -> Iterator[tuple[Place, str]]:
    """Each ref that an identity names, with its place."""
    for key in ("whole", "stock", "starts", "ends", "rate", "count"):
        if ref := getattr(identity, key):
            yield (*at, key), ref
    for number, ref in enumerate(identity.parts):
        if ref:
            yield (*at, "parts", number), ref


def _check_keys(identity: Identity, at: Place) -> Iterator[Fault]:
    takes = KEYS_OF[identity.kind]
    for key in _ALL_KEYS:
        given = key in identity.model_fields_set
        if given and key not in takes:
            words = f'identity {key} does not go with kind "{identity.kind}".'
            yield Fault((*at, key), f"{words} Remove it, or correct the kind.")
        if not given and key in takes and key not in _OPTIONAL:
            words = f'identity {key} is missing for kind "{identity.kind}". Add a line'
            yield Fault(at, f'{words} that begins with "{key}:".')
    if "parts" in takes and "parts" in identity.model_fields_set and len(identity.parts) == 1:
        words = "identity parts names one indicator alone. Name two or more"
        yield Fault((*at, "parts"), f"{words}, or remove the identity.")


def _check_repeats(identity: Identity, at: Place) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, ref in refs_at(identity, at):
        if ref in seen:
            yield Fault(place, f"identity names {quote(ref)} twice. Name each ref once.")
        seen.add(ref)


def _bound(identity: Identity, at: Place) -> Iterator[tuple[Place, str, Kind]]:
    for place, ref in refs_at(identity, at):
        if kind := _KIND_OF.get((identity.kind, str(place[2]))):
            yield place, ref, kind


def _check_kind(indicator: Indicator, kind: Kind, place: Place) -> Iterator[Fault]:
    if indicator.kind and indicator.kind is not kind:
        words = f"identity {place[2]} {quote(indicator.ref)} is a {indicator.kind}"
        yield Fault(place, f"{words}, not a {kind}. Name a {kind}, or correct the kind.")


def _check_stock(
    identity: Identity, by_ref: dict[str, Indicator], at: Place
) -> Iterator[Fault]:
    stock = by_ref.get(identity.stock or "")
    if stock and stock.measured is Measured.FLOW:
        words = f"identity stock {quote(stock.ref)} is measured during the month."
        yield Fault((*at, "stock"), f"{words} Name a number at the end of the month.")


def _check_rate(identity: Identity, by_ref: dict[str, Indicator], at: Place) -> Iterator[Fault]:
    rate = by_ref.get(identity.rate or "")
    made_of = rate.made_of if rate else None
    if not (rate and made_of):
        return
    if made_of.numerator and identity.count and made_of.numerator != identity.count:
        words = f"identity count {quote(identity.count)} is not the numerator of {rate.ref}"
        yield Fault((*at, "count"), f"{words}, {quote(made_of.numerator)}. Make them agree.")
    if made_of.multiplier and identity.per and made_of.multiplier != identity.per:
        words = f'identity per "{identity.per}" is not the multiplier of {rate.ref}'
        yield Fault((*at, "per"), f'{words}, "{made_of.multiplier}". Make them agree.')

"""What an edition told or hid binds the next one, whatever was restated in between."""

from __future__ import annotations

from dashboard.disclosure import Reason
from dashboard.editions import published_before, read_material
from dashboard.store import Store
from tests.publishing.example import council, load, publish_now, shown_now
from tests.store.samples import FEBRUARY


def test_nothing_is_known_of_what_was_never_published(store: Store) -> None:
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    before = published_before(store, store.observations())
    assert not before.seen | before.hidden


def test_what_was_shown_as_it_is_hides_nothing_any_more(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=37, P1=10, P2=8, P3=19)
    publish_now(store, catalogue)
    load(store, "second", W=30, P1=3)
    before = published_before(store, store.observations())
    assert before.seen == {("P2", FEBRUARY), ("P3", FEBRUARY)}
    assert before.hidden == frozenset()
    # P2 alone would do, had it not been read before; now the whole must go.
    assert shown_now(store, catalogue) == {"W": "[c]", "P1": "[c]", "P2": "8", "P3": "19"}


def test_what_was_hidden_stays_hidden_when_it_is_small_no_more(store: Store) -> None:
    """Otherwise 30 - 19 - 8 would tell that the first edition hid a 3."""
    catalogue = council()
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    assert shown_now(store, catalogue) == {"W": "30", "P1": "[c]", "P2": "[c]", "P3": "19"}
    publish_now(store, catalogue)
    load(store, "second", W=39, P1=12)
    assert shown_now(store, catalogue) == {"W": "39", "P1": "[c]", "P2": "[c]", "P3": "19"}
    material, _ = read_material(store, catalogue)
    assert material.hidden.cells[("P1", FEBRUARY)] is Reason.BEFORE


def test_without_an_edition_in_between_it_is_shown(store: Store) -> None:
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    load(store, "second", W=39, P1=12)
    assert set(shown_now(store, council()).values()) == {"39", "12", "8", "19"}


def test_publishing_the_same_again_hides_the_same(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    first = shown_now(store, catalogue)
    for minute in range(3):
        publish_now(store, catalogue, later=minute)
        assert shown_now(store, catalogue) == first

"""A month is looked at and frozen; what stands in the way is said in sentences."""

from __future__ import annotations

import pytest

from dashboard.catalogue import Catalogue
from dashboard.editions import read_document
from dashboard.publishing import (
    PublishingError,
    Weight,
    accept_all,
    compare_editions,
    prepare,
    publish,
    read_edition,
)
from dashboard.records import Audience
from dashboard.store import Store, StoreChanged
from dashboard.views.holdings import read_holdings
from tests.fixtures.app import COMMENTED, SAMPLE, load_into
from tests.publishing.example import council, load, publish_now
from tests.store.samples import FEBRUARY, entry


def titles(store: Store, catalogue: Catalogue, weight: Weight) -> set[str]:
    prepared = prepare(store, catalogue, FEBRUARY)
    return {check.title for check in prepared.weighing(weight)}


def test_a_month_that_is_not_held_cannot_be_published(store: Store) -> None:
    load(store, "first", W=30)
    with pytest.raises(PublishingError, match=r"No figure of March 2021 is held\. Load"):
        prepare(store, council(), FEBRUARY.shift(1))


def test_a_later_version_says_what_it_corrects(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    first = publish_now(store, catalogue)
    prepared = prepare(store, catalogue, FEBRUARY)
    assert (first.version, first.reason, prepared.version) == (1, "", 2)
    with pytest.raises(PublishingError, match=r"would be version 2\. Say what it corrects"):
        publish(store, prepared, entry(), "  ", "A test.")
    with pytest.raises(PublishingError, match="1,001 characters long"):
        publish(store, prepared, entry(), "x" * 1001, "A test.")
    second = publish(store, prepared, entry(), " A cell. ", "A test.")
    assert (second.version, second.reason) == (2, "A cell.")


def test_what_a_check_asks_is_answered_in_writing(store: Store, published: Catalogue) -> None:
    load_into(store, published, SAMPLE)
    prepared = prepare(store, published, FEBRUARY)
    assert {check.title for check in prepared.weighing(Weight.ASKS)} == {
        "Commentary on red indicators",
        "Open errors",
        "Open warnings",
    }
    with pytest.raises(PublishingError, match="Say why it should be all the same: Commentary"):
        publish(store, prepared, entry())
    assert store.editions.all() == []
    edition = publish(store, prepared, entry(), all_the_same="The panel meets today.")
    frozen = read_document(store.editions.document(edition))
    assert frozen.all_the_same == "The panel meets today."
    assert [f.evidence for f in frozen.findings] == [
        one.finding.evidence for one in prepared.standings
    ]
    assert not any(f.accepted_by for f in frozen.findings)


def test_accepted_findings_stand_in_it_with_their_reason(
    store: Store, published: Catalogue
) -> None:
    load_into(store, published, SAMPLE)
    prepared = prepare(store, published, FEBRUARY)
    count = accept_all(store, prepared, "Looked at.", entry())
    assert count == len(prepared.standings) > 50
    again = prepare(store, published, FEBRUARY)
    assert not {"Open errors", "Open warnings", "Open notes"} & {c.title for c in again.checks}
    edition = publish(store, again, entry(), all_the_same="No text yet.")
    kept = read_edition(store, edition, Audience.RESTRICTED).findings
    assert len(kept) == count
    assert {(f.accepted_by, f.reason) for f in kept} == {("A. Officer", "Looked at.")}


def test_it_holds_nothing_of_a_later_month(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    load(store, "second", FEBRUARY.shift(1), W=41, P1=9, P2=12, P3=20)
    edition = publish_now(store, catalogue)
    held = read_edition(store, edition, Audience.RESTRICTED)
    assert held.months == (FEBRUARY,)
    assert held.edition == edition


def test_a_change_meanwhile_publishes_nothing(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    prepared = prepare(store, catalogue, FEBRUARY)
    load(store, "second", W=31)
    with pytest.raises(StoreChanged):
        publish(store, prepared, entry(), all_the_same="A test.")
    assert store.editions.all() == []


def test_what_is_read_from_it_is_what_was_held(store: Store, published: Catalogue) -> None:
    load_into(store, published, SAMPLE)
    load_into(store, published, COMMENTED)
    working = {
        audience: read_holdings(store, published, audience)
        for audience in (Audience.RESTRICTED, Audience.PUBLIC)
    }
    edition = publish_now(store, published)
    for audience, held in working.items():
        read = read_edition(store, edition, audience)
        assert read.observations == held.observations
        assert read.comments == held.comments
        assert read.printed == held.printed
        assert read.hidden.cells == held.hidden.cells
        assert read.catalogue == published
        for ref in read.measures.refs:
            for month in read.months:
                assert read.measures.rag(ref, month) == held.measures.rag(ref, month)
                one = read.measures.month_on_month(ref, month)
                assert one == held.measures.month_on_month(ref, month)


def test_the_public_has_no_hidden_figure_in_it(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=30, P1=3, P2=8, P3=19)
    edition = publish_now(store, catalogue)
    public = read_edition(store, edition, Audience.PUBLIC)
    values = {ref: column[0].value for ref, column in public.observations.items()}
    assert {ref for ref, value in values.items() if value is None} == {"P1", "P2"}
    assert not public.hidden.cells
    assert not any("P1" in f.refs or "P2" in f.refs for f in public.findings)
    officer = read_edition(store, edition, Audience.RESTRICTED)
    assert set(officer.hidden.cells) == {("P1", FEBRUARY), ("P2", FEBRUARY)}


def test_an_undecided_indicator_is_asked_about(store: Store) -> None:
    held = council().model_dump(mode="json", exclude_defaults=True)
    del held["indicators"][3]["counts_children"]
    catalogue = Catalogue.model_validate(held)
    load(store, "first", W=30, P1=10, P2=8, P3=12)
    assert "Nobody has decided whether these count children" in titles(
        store, catalogue, Weight.ASKS
    )


def test_a_count_that_earlier_editions_give_away_stops_it(store: Store) -> None:
    """The whole and two parts were read while the third was missing: it is what is left."""
    catalogue = council()
    load(store, "first", W=30, P2=8, P3=19)
    publish_now(store, catalogue)
    load(store, "second", P1=3)
    prepared = prepare(store, catalogue, FEBRUARY)
    (check,) = prepared.weighing(Weight.STOPS)
    assert check.items == ("P1, Example P1, February 2021",)
    with pytest.raises(PublishingError, match="1 small count that a reader of earlier"):
        publish(store, prepared, entry(), "A part came late.", "It must be.")
    assert len(store.editions.all()) == 1


def test_what_is_restated_since_is_told(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=37, P1=10, P2=8, P3=19)
    publish_now(store, catalogue)
    load(store, "second", W=38, P3=20)
    prepared = prepare(store, catalogue, FEBRUARY)
    told = {check.title: check.items for check in prepared.checks}

    assert [item.partition(":")[2] for item in told["Figures restated since"]] == [
        " was 19",
        " was 37",
    ]


def test_an_edition_is_compared_with_what_is_held_now(store: Store) -> None:
    catalogue = council()
    load(store, "first", W=37, P1=10, P2=8, P3=19)
    edition = publish_now(store, catalogue)
    then = read_edition(store, edition, Audience.RESTRICTED)
    assert compare_editions(then, read_holdings(store, catalogue)) == ()
    load(store, "second", W=38, P3=20)
    found = compare_editions(then, read_holdings(store, catalogue))
    assert [(d.ref, d.then, d.now, d.by) for d in found] == [
        ("W", "37", "38", "second.csv, loaded by A. Officer on 10 March 2021"),
        ("P3", "19", "20", "second.csv, loaded by A. Officer on 10 March 2021"),
    ]

"""Taking back the last load, and files that wait to be confirmed; on both databases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.records import Comment, CommentState, PublishedFigure, Status
from dashboard.store import AlreadyLoaded, Store, StoreChanged, StoreError
from tests.store.samples import FEBRUARY, JANUARY, entry, new_load, observed

AT = dt.datetime(2021, 3, 2, 12, 0, tzinfo=dt.UTC)


def figures(store: Store) -> dict[str, Decimal | None]:
    return {str(o.month): o.value for o in store.observations()}


def test_what_counted_before_counts_again(store: Store) -> None:
    first = store.save_load(new_load("first", [observed("M1", JANUARY, "1500")]), entry())
    second = store.save_load(
        new_load("second", [observed("M1", JANUARY, "1464"), observed("M1", FEBRUARY, "1297")]),
        entry(),
    )
    before = store.revision()
    undone = store.undo_load(second.id, entry(AT, "officer"))
    assert (undone.undoes, undone.loaded_by, undone.revised) == (second.id, "officer", 2)
    assert store.revision() > before
    assert figures(store) == {"2021-01": Decimal(1500)}
    assert [load.id for load in store.loads()] == [first.id, second.id, undone.id]
    assert store.last_load() == first


def test_nothing_is_removed_and_the_file_may_be_loaded_again(store: Store) -> None:
    load = store.save_load(new_load("first", [observed("M1", JANUARY, "1500")]), entry())
    store.undo_load(load.id, entry(AT, "officer"))
    assert len(store.history("M1")) == 1
    assert store.content(load.id) == b"first"
    assert store.find_load(load.checksum) is None
    again = store.save_load(new_load("first", [observed("M1", JANUARY, "1500")]), entry())
    assert figures(store) == {"2021-01": Decimal(1500)}
    assert store.find_load(load.checksum) == again
    with pytest.raises(AlreadyLoaded):
        store.save_load(new_load("first", [observed("M1", JANUARY, "1500")]), entry())


def test_only_the_last_load_that_counts_can_be_undone(store: Store) -> None:
    first = store.save_load(new_load("first", [observed("M1", JANUARY, "1")]), entry())
    second = store.save_load(new_load("second", [observed("M1", JANUARY, "2")]), entry())
    with pytest.raises(StoreError, match="not the last one that counts"):
        store.undo_load(first.id, entry(AT, "officer"))
    undone = store.undo_load(second.id, entry(AT, "officer"))
    for load in (second.id, undone.id, 99):
        with pytest.raises(StoreError, match="not the last one that counts"):
            store.undo_load(load, entry(AT, "officer"))
    store.undo_load(first.id, entry(AT, "officer"))
    assert figures(store) == {}
    assert store.last_load() is None
    assert not store.is_empty(), "something was loaded once, so no sample is put in"


def test_published_figures_and_comments_go_and_come_back_with_their_load(store: Store) -> None:
    def load(name: str, text: str) -> int:
        figure = PublishedFigure("M1", FEBRUARY, "average", text, Decimal(text), None)
        comment = Comment("M1", FEBRUARY, 0, CommentState.PUBLISHED, f"It was {text}.")
        return store.save_load(
            new_load(
                name, [observed("M1", FEBRUARY, text)], published=[figure], comments=[comment]
            ),
            entry(),
        ).id

    load("first", "10")
    second = load("second", "20")
    store.undo_load(second, entry(AT, "officer"))
    assert [f.text for f in store.published(FEBRUARY)] == ["10"]
    assert [c.text for c in store.comments()] == ["It was 10."]
    load("third", "30")
    assert [(c.text, c.version) for c in store.comments()] == [("It was 30.", 3)]


def test_a_file_of_its_own_month_goes_with_its_only_load(store: Store) -> None:
    load = store.save_load(
        new_load(
            "first",
            [observed("M1", FEBRUARY, None, Status.NOT_AVAILABLE)],
            published=[PublishedFigure("M1", FEBRUARY, "average", "1", Decimal(1), None)],
        ),
        entry(),
    )
    assert store.published_months() == [FEBRUARY]
    store.undo_load(load.id, entry(AT, "officer"))
    assert store.published_months() == []


def test_a_load_planned_on_an_older_revision_is_refused(store: Store) -> None:
    seen = store.revision()
    store.save_load(new_load("first", [observed("M1", JANUARY, "1")]), entry(), seen)
    with pytest.raises(StoreChanged, match="has changed since the preview"):
        store.save_load(new_load("second", [observed("M1", JANUARY, "2")]), entry(), seen)
    assert len(store.loads()) == 1


def test_an_upload_waits_until_it_is_dropped(store: Store) -> None:
    before = store.revision()
    token = store.keep_upload("march.xlsx", b"content", AT, "officer")
    assert store.revision() == before, "nothing that is held has changed"
    upload = store.upload(token)
    assert upload is not None
    assert (upload.file, upload.content, upload.uploaded_by) == (
        "march.xlsx",
        b"content",
        "officer",
    )
    store.drop_upload(token)
    store.drop_upload(token)
    assert store.upload(token) is None


def test_an_upload_nobody_confirms_goes_after_a_day(store: Store) -> None:
    old = store.keep_upload("old.csv", b"1", AT, "officer")
    later = store.keep_upload("new.csv", b"2", AT + dt.timedelta(hours=25), "officer")
    assert store.upload(old) is None
    assert store.upload(later) is not None

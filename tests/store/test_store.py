"""What goes into the store comes out of it, and what was restated stays visible."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.periods import Month, months_between
from dashboard.records import Arrow, Observation, Source, Status
from dashboard.store import AlreadyLoaded, Store
from tests.store.samples import (
    AT,
    FEBRUARY,
    JANUARY,
    entry,
    new_load,
    observed,
    printed,
    written,
)


def test_new_store_is_empty(store: Store) -> None:
    assert store.is_empty()
    assert store.revision() == 0
    assert not store.observations()
    assert not store.history("M1")
    assert not store.published(FEBRUARY)
    assert not store.published_months()
    assert not store.comments()
    assert not store.loads()
    assert store.find_load("anything") is None


def test_load_comes_back_as_it_was_saved(store: Store) -> None:
    summer = dt.datetime(2021, 7, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    new = replace(new_load("first"), new=3, revised=2, unchanged=1)
    load = store.save_load(new, entry(summer))

    assert (load.file, load.checksum, load.file_month) == (new.file, new.checksum, FEBRUARY)
    assert (load.new, load.revised, load.unchanged) == (3, 2, 1)
    assert load.loaded_by == "A. Officer"
    assert load.loaded_at == summer
    assert load.loaded_at.utcoffset() == dt.timedelta(0)
    assert store.loads() == [load]
    assert store.find_load(new.checksum) == load
    assert store.content(load.id) == new.content
    assert not store.is_empty()


def test_load_without_a_file_month_and_unknown_load(store: Store) -> None:
    load = store.save_load(replace(new_load("long"), file_month=None), entry())
    assert store.loads()[0].file_month is None
    with pytest.raises(KeyError):
        store.content(load.id + 1)


def test_loads_are_in_the_order_of_loading(store: Store) -> None:
    later = store.save_load(new_load("b"), entry(AT + dt.timedelta(days=1)))
    earlier = store.save_load(new_load("a"), entry(AT))
    assert store.loads() == [later, earlier]


def test_observation_keeps_every_field_and_where_it_came_from(store: Store) -> None:
    new = new_load(
        "first",
        [
            replace(
                observed("M3", FEBRUARY, "83.6", note="as returned"),
                numerator=Decimal(301),
                denominator=Decimal(360),
            )
        ],
    )
    load = store.save_load(new, entry())
    assert store.observations() == [
        Observation(
            "M3",
            FEBRUARY,
            Status.VALUE,
            Decimal("83.6"),
            Decimal(301),
            Decimal(360),
            "as returned",
            Source(
                load.id,
                "first.csv",
                new.checksum,
                "Monthly dataset",
                4,
                8,
                "Feb 2021",
                AT,
                "A. Officer",
            ),
        )
    ]


@pytest.mark.parametrize("status", [status for status in Status if status != Status.VALUE])
def test_every_status_is_kept(store: Store, status: Status) -> None:
    store.save_load(new_load("first", [observed("M1", FEBRUARY, None, status)]), entry())
    (held,) = store.observations()
    assert (held.status, held.value) == (status, None)


def test_record_without_a_cell_still_names_its_load(store: Store) -> None:
    bare = Observation("M1", FEBRUARY, Status.VALUE, Decimal(5))
    load = store.save_load(new_load("first", [bare]), entry())
    source = store.observations()[0].source
    assert source is not None
    assert (source.load, source.sheet, source.row, source.column) == (load.id, "", 0, 0)


def test_latest_load_counts_and_the_restated_figure_stays_visible(store: Store) -> None:
    first = store.save_load(
        new_load("first", [observed("M1", JANUARY, "1464"), observed("M1", FEBRUARY, "1297")]),
        entry(),
    )
    second = store.save_load(new_load("second", [observed("M1", JANUARY, "1470")]), entry())
    third = store.save_load(
        new_load("third", [observed("M1", JANUARY, None, Status.SUPPRESSED)]), entry()
    )

    def brief(held: list[Observation]) -> list[tuple[Month, Decimal | None, int]]:
        return [(o.month, o.value, o.source.load if o.source else 0) for o in held]

    assert brief(store.observations()) == [
        (JANUARY, None, third.id),
        (FEBRUARY, Decimal(1297), first.id),
    ]
    assert brief(store.history("M1")) == [
        (JANUARY, Decimal(1464), first.id),
        (JANUARY, Decimal(1470), second.id),
        (JANUARY, None, third.id),
        (FEBRUARY, Decimal(1297), first.id),
    ]
    assert store.history("M2") == []
    assert brief(store.earlier_observations()) == brief(
        [o for o in store.history("M1") if o not in store.observations()]
    )


def test_figure_that_goes_back_to_an_earlier_one_is_restated_again(store: Store) -> None:
    for content, value in (("first", "5"), ("second", "6"), ("third", "5")):
        store.save_load(new_load(content, [observed("M1", FEBRUARY, value)]), entry())
    assert [o.value for o in store.history("M1")] == [Decimal(5), Decimal(6), Decimal(5)]
    assert [o.value for o in store.observations()] == [Decimal(5)]


@pytest.mark.parametrize(
    ("second", "versions"),
    [
        (observed("M1", FEBRUARY, "5.0"), 1),
        (observed("M1", FEBRUARY, "5.01"), 2),
        (observed("M1", FEBRUARY, "5", note="provisional"), 2),
        (replace(observed("M1", FEBRUARY, "5"), numerator=Decimal(1)), 2),
        (observed("M1", FEBRUARY, None, Status.LOW), 2),
    ],
)
def test_only_what_differs_from_the_latest_is_added(
    store: Store, second: Observation, versions: int
) -> None:
    store.save_load(new_load("first", [observed("M1", FEBRUARY, "5")]), entry())
    store.save_load(new_load("second", [second]), entry())
    assert len(store.history("M1")) == versions
    assert len(store.loads()) == 2


def test_observations_are_in_the_order_of_ref_and_month(store: Store) -> None:
    scattered = [
        observed("M2", FEBRUARY, "1"),
        observed("M1", FEBRUARY, "2"),
        observed("M2", Month(2020, 12), "3"),
        observed("M1", JANUARY, "4"),
    ]
    store.save_load(new_load("first", scattered), entry())
    keys = [(o.ref, o.month) for o in store.observations()]
    assert keys == sorted((o.ref, o.month) for o in scattered)


def test_published_figures_are_the_latest_loads_of_each_ref_and_column(store: Store) -> None:
    first = store.save_load(
        new_load(
            "first",
            published=[
                printed("M1", "change", "➔ -9%", "-9", Arrow.SIMILAR),
                printed("M1", "average", "1,400", "1400"),
                printed("M2", "owner", "A. Manager"),
            ],
        ),
        entry(),
    )
    second = store.save_load(
        new_load("second", published=[printed("M1", "average", "1,401", "1401")]), entry()
    )

    held = store.published(FEBRUARY)
    assert [(f.ref, f.column, f.text, f.value, f.arrow) for f in held] == [
        ("M1", "average", "1,401", Decimal(1401), None),
        ("M1", "change", "➔ -9%", Decimal(-9), Arrow.SIMILAR),
        ("M2", "owner", "A. Manager", None, None),
    ]
    assert [f.source.load for f in held if f.source] == [second.id, first.id, first.id]
    assert {f.file_month for f in held} == {FEBRUARY}
    assert held[1].source == Source(
        first.id,
        "first.csv",
        first.checksum,
        "Monthly dataset",
        4,
        13,
        "change",
        AT,
        "A. Officer",
    )
    assert store.published(JANUARY) == []


def test_published_months_are_those_of_the_files(store: Store) -> None:
    figure = printed("M1", "average", "5", "5")
    both = [figure, replace(figure, file_month=JANUARY), replace(figure, column="maximum")]
    store.save_load(new_load("first", published=both), entry())
    assert store.published_months() == [JANUARY, FEBRUARY]
    assert len(store.published(FEBRUARY)) == 2
    assert [(f.file_month, f.column) for f in store.published()] == [
        (JANUARY, "average"),
        (FEBRUARY, "average"),
        (FEBRUARY, "maximum"),
    ]
    (only,) = store.published(columns={"maximum", "change"})
    assert only.column == "maximum"


def test_comment_gets_the_next_version_unless_its_text_is_the_latest(store: Store) -> None:
    for number, text in enumerate(
        ["Fewer calls.", "Fewer calls.", "Far fewer.", "Fewer calls."]
    ):
        store.save_load(new_load(f"file {number}", comments=[written("M1", text)]), entry())
    (comment,) = store.comments()
    assert (comment.version, comment.text) == (3, "Fewer calls.")
    assert comment.author is None
    assert comment.source is not None
    assert (comment.source.file, comment.source.row) == ("file 3.csv", 4)


def test_comments_of_one_ref_or_month(store: Store) -> None:
    keys = [("M1", JANUARY), ("M1", FEBRUARY), ("M2", FEBRUARY)]
    texts = [written(ref, f"{ref} in {month.long}", month) for ref, month in keys]
    store.save_load(new_load("first", comments=texts), entry())
    store.save_load(new_load("second", comments=[written("M2", "Rewritten.")]), entry())

    assert [(c.ref, c.month) for c in store.comments()] == keys
    assert [c.month for c in store.comments(ref="M1")] == [JANUARY, FEBRUARY]
    assert [c.text for c in store.comments(month=FEBRUARY)] == [
        "M1 in February 2021",
        "Rewritten.",
    ]
    assert [c.version for c in store.comments(ref="M2", month=FEBRUARY)] == [2]
    assert store.comments(ref="M2", month=JANUARY) == []


def test_same_content_again_is_refused_with_the_earlier_load(store: Store) -> None:
    first = store.save_load(new_load("first", [observed("M1", FEBRUARY, "5")]), entry())
    revision = store.revision()
    again = replace(new_load("first", [observed("M1", FEBRUARY, "6")]), file="renamed.csv")
    with pytest.raises(AlreadyLoaded) as refusal:
        store.save_load(again, entry())
    assert refusal.value.load == first
    assert str(refusal.value).startswith(
        "renamed.csv: the same content was loaded from first.csv by A. Officer "
        "on 2021-03-10 at 09:30 UTC"
    )
    assert store.loads() == [first]
    assert [o.value for o in store.history("M1")] == [Decimal(5)]
    assert store.revision() == revision


def test_every_write_has_a_revision_of_its_own(store: Store) -> None:
    seen = [store.revision()]
    for content in ("first", "second", "third"):
        store.save_load(new_load(content), entry())
        seen.append(store.revision())
    store.observations()
    store.migrate()
    assert store.revision() == seen[-1]
    assert seen == sorted(set(seen))


def test_twenty_years_of_all_indicators_are_less_than_a_second_of_work(
    store: Store, record_property: Callable[[str, object], None]
) -> None:
    refs = [f"R{number}" for number in range(64)]
    months = list(months_between(Month(2001, 4), Month(2021, 3)))
    assert len(months) == 240
    store.save_load(
        new_load("all", [observed(ref, month, "12.5") for ref in refs for month in months]),
        entry(),
    )
    store.save_load(
        new_load(
            "restated", [observed(ref, month, "13") for ref in refs for month in months[-12:]]
        ),
        entry(),
    )

    # What other tests left in memory is not looked through again and again meanwhile.
    gc.collect()
    gc.freeze()
    began, worked = time.perf_counter(), time.process_time()
    held = store.observations()
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    gc.unfreeze()

    record_property("milliseconds to read 64 x 240", round(seconds * 1000))
    print(f"64 x 240 observations read in {seconds * 1000:.0f} ms, {work * 1000:.0f} of work")
    assert len(held) == 64 * 240
    assert sum(o.value == 13 for o in held) == 64 * 12
    # Of our own work, which does not depend on what else the machine does meanwhile.
    assert work < 1

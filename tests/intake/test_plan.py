"""What a load would do, and that it does all of it or nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dashboard.intake import LoadRefusedError, Plan, commit, plan_load, read_file, report
from dashboard.intake.plan import Absence
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import Status
from dashboard.store import Store
from tests.fixtures.databases import new_file
from tests.fixtures.workbooks import (
    HEADINGS,
    PLANS,
    SMALL,
    VISITS,
    Table,
    csv_bytes,
    small_catalogue,
    with_cell,
)

NOW = dt.datetime(2021, 3, 1, 9, 30, tzinfo=dt.UTC)
NOVEMBER, DECEMBER, JANUARY = Month(2020, 11), Month(2020, 12), Month(2021, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(new_file(tmp_path / "store.sqlite"))


def plan_of(store: Store, table: Table = SMALL, **catalogue: Any) -> Plan:
    known = small_catalogue(**catalogue)
    return plan_load(read_file("returns.csv", csv_bytes(table), known), store, known)


def load(store: Store, table: Table = SMALL) -> Plan:
    """Plan a load, carry it out and give the plan back."""
    plan = plan_of(store, table)
    commit(plan, store, AuditEntry(NOW, "Asha", "load file", "a test"))
    return plan


def values(store: Store) -> dict[tuple[str, str], str]:
    return {
        (o.ref, str(o.month)): o.status.value if o.value is None else f"{o.value:f}"
        for o in store.observations()
    }


def test_first_load_is_all_new(store: Store) -> None:
    plan = load(store)
    assert (len(plan.new), len(plan.revised), len(plan.unchanged)) == (9, 0, 0)
    assert plan.missing == ()
    assert plan.differences == ()
    assert len(store.observations()) == 9
    assert len(store.published(JANUARY)) == len(plan.reading.published) == 26
    (comment,) = store.comments(month=JANUARY)
    assert comment.text == "Two visitors joined in the autumn."
    (held,) = store.loads()
    assert (held.new, held.revised, held.unchanged) == (9, 0, 0)
    assert (held.file, held.file_month, held.loaded_by) == ("returns.csv", JANUARY, "Asha")


def test_stored_figure_knows_its_cell(store: Store) -> None:
    load(store)
    source = next(
        o.source for o in store.observations() if (o.ref, o.month) == ("A1", DECEMBER)
    )
    assert source is not None
    assert (source.file, source.row, source.column) == ("returns.csv", 2, 7)
    assert (source.column_title, source.loaded_by) == ("Dec-20", "Asha")


def test_same_file_again_changes_nothing(store: Store) -> None:
    load(store)
    revision = store.revision()
    plan = load(store)
    assert plan.earlier is not None
    assert not plan.may_store
    assert store.revision() == revision
    assert "Unchanged: this very file was loaded on 1 March 2021 by Asha" in report(plan)


def test_restated_figure_is_revised_with_both_figures(store: Store) -> None:
    load(store)
    plan = load(store, with_cell(SMALL, 2, 6, "1,210"))
    (revision,) = plan.revised
    assert (revision.held.value, revision.found.record.value) == (Decimal(1207), Decimal(1210))
    assert (len(plan.new), len(plan.unchanged)) == (0, 8)
    assert values(store)["A1", "2020-11"] == "1210"
    assert len(store.history("A1")) == 4
    assert "A1, November 2020: held 1207, now 1210" in report(plan)


def test_value_after_a_blank_is_new_not_revised(store: Store) -> None:
    load(store, with_cell(SMALL, 2, 6, ""))
    assert values(store)["A1", "2020-11"] == "missing"
    plan = load(store)
    assert [f.record.value for f in plan.new] == [1207]
    assert plan.revised == ()


def test_blank_where_a_value_is_held_changes_nothing(store: Store) -> None:
    load(store)
    plan = load(store, with_cell(SMALL, 2, 6, ""))
    (missing,) = plan.missing
    assert (missing.ref, missing.month, missing.absence) == ("A1", NOVEMBER, Absence.BLANK)
    assert missing.held is not None
    assert (plan.new, plan.revised, len(plan.unchanged)) == ((), (), 8)
    assert values(store)["A1", "2020-11"] == "1207"
    assert "A1, November 2020: the cell is blank; 1207 stays held" in report(plan)


def test_blank_between_returns_is_not_missing_but_leaves_a_held_value(store: Store) -> None:
    load(store, with_cell(SMALL, 4, 6, "5"))
    plan = load(store)
    assert [(m.ref, m.month) for m in plan.missing] == [("Q3", NOVEMBER)]
    assert values(store)["Q3", "2020-11"] == "5"


@pytest.mark.parametrize(
    ("symbol", "status"), [("[x]", Status.NOT_AVAILABLE), ("c", Status.SUPPRESSED)]
)
def test_symbol_restates(store: Store, symbol: str, status: Status) -> None:
    load(store)
    plan = load(store, with_cell(SMALL, 2, 6, symbol))
    assert [r.found.record.status for r in plan.revised] == [status]
    assert values(store)["A1", "2020-11"] == status.value


def test_absent_row_and_month_are_missing(store: Store) -> None:
    load(store)
    plan = load(store, [HEADINGS, VISITS])
    assert [(m.ref, m.absence) for m in plan.missing] == [
        ("B2 (%)", Absence.NO_ROW),
        ("Q3", Absence.NO_ROW),
    ]
    table = [[c for n, c in enumerate(row) if n != 6] for row in (HEADINGS, VISITS, PLANS)]
    gap = [m for m in plan_of(store, table).missing if m.absence is Absence.NO_MONTH]
    assert [(m.ref, m.month) for m in gap] == [("A1", DECEMBER), ("B2 (%)", DECEMBER)]
    assert gap[0].held is not None
    assert len(store.observations()) == 9


def test_proposed_indicator_is_never_missing(store: Store) -> None:
    assert "S20" not in {m.ref for m in plan_of(store, [HEADINGS, VISITS]).missing}


def test_problem_stores_nothing(store: Store) -> None:
    plan = plan_of(store, with_cell(SMALL, 3, 6, "n/k"))
    with pytest.raises(LoadRefusedError, match=r"returns.csv: 1 problem\. Nothing is stored"):
        commit(plan, store, AuditEntry(NOW, "Asha", "load file", "a test"))
    assert store.is_empty()
    assert '"n/k" is not a number' in report(plan)


def test_unknown_row_does_not_hold_up_the_others(store: Store) -> None:
    plan = load(store, [*SMALL, ("A 1", *VISITS[1:])])
    assert len(store.observations()) == 9
    assert 'row 5, column Ref.: "A 1" is not in the catalogue' in report(plan)
    assert 'Did you mean "A1"?' in report(plan)


def test_only_unknown_rows_are_not_a_load(store: Store) -> None:
    plan = plan_of(store, [HEADINGS, ("Z9", *VISITS[1:])])
    with pytest.raises(LoadRefusedError, match="no row is of a known indicator"):
        commit(plan, store, AuditEntry(NOW, "Asha", "load file", "a test"))
    assert store.is_empty()


def test_stale_preview_is_refused(store: Store) -> None:
    stale = plan_of(store)
    load(store, with_cell(SMALL, 2, 6, "1"))
    with pytest.raises(LoadRefusedError, match="changed since the preview"):
        commit(stale, store, AuditEntry(NOW, "Asha", "load file", "a test"))
    assert values(store)["A1", "2020-11"] == "1"


def test_unchanged_commentary_is_not_stored_again(store: Store) -> None:
    load(store)
    assert load(store, with_cell(SMALL, 2, 6, "1")).comments == ()
    changed = load(store, with_cell(SMALL, 2, 17, "A third visitor joined."))
    assert [c.record.text for c in changed.comments] == ["A third visitor joined."]
    assert [c.text for c in store.comments(month=JANUARY)] == ["A third visitor joined."]


def test_parts_of_a_long_file_survive_the_printed_figure(store: Store) -> None:
    rows = [("ref", "period", "value", "numerator", "denominator"),
            ("B2 (%)", "2020-11", "84", "42", "50")]  # fmt: skip
    load(store, rows)
    plan = load(store)
    assert plan.revised == ()
    november = next(o for o in store.history("B2 (%)") if o.month == NOVEMBER)
    assert (november.numerator, november.denominator) == (Decimal(42), Decimal(50))


@pytest.mark.parametrize(
    ("column", "content", "said"),
    [
        (2, "Calls made", 'A1 has the name "Calls made", the catalogue "Visits made".'),
        (3, "A. Rahman", 'the owner "A. Rahman", the catalogue "Asha Rahman".'),
        (4, "", 'the reporter "", the catalogue "Tom Field".'),
        (10, "▼", 'the direction "less is better", the catalogue "more is better".'),
        (13, "55", '"55", the catalogue "no national comparator exists".'),
        (14, "-", '"none given", the catalogue "no national comparator exists".'),
        (16, "TBC", 'the target for 2019 to 2020 "to be confirmed", the catalogue "1100".'),
        (16, "", '"no target", the catalogue "1100".'),
    ],
)
def test_difference_from_the_catalogue_is_told(
    store: Store, column: int, content: str, said: str
) -> None:
    (difference,) = plan_of(store, with_cell(SMALL, 2, column, content)).differences
    assert str(difference).endswith(said)


def test_a_printed_comparator_differs_from_none_that_is_computed(store: Store) -> None:
    computed = {
        "status": "computed",
        "official": {"measure": "YC_plan", "basis": "percentage"},
    }
    known = small_catalogue()
    entries = [
        entry.model_dump() | ({"comparators": computed} if entry.ref == "B2 (%)" else {})
        for entry in known.indicators
    ]
    assert plan_of(store, with_cell(SMALL, 3, 13, "99%"), indicators=entries).differences == ()
    (difference,) = plan_of(store, with_cell(SMALL, 3, 13, "99%")).differences
    assert str(difference).endswith('"99%", the catalogue "82.5%".')


def test_outcome_is_not_compared(store: Store) -> None:
    assert plan_of(store, with_cell(SMALL, 2, 5, "In other words.")).differences == ()


def test_report_counts_every_cell(store: Store) -> None:
    text = report(plan_of(store))
    assert "New                        9" in text
    assert "all cells                                 68" in text
    assert "the file: 4 x 17 = 68" in text

"""What is taken away loads again to the same observations, for whom it was taken away."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD
from dashboard.export.csv_files import csv_of
from dashboard.export.dataset import Dataset
from dashboard.export.paper import paper_table
from dashboard.export.tidy import observations_table
from dashboard.export.workbook import write_workbook
from dashboard.intake import Reading, plan_load, read_file
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience, Status
from dashboard.store import Store
from dashboard.views.holdings import read_holdings
from tests.export.example import (
    HIDDEN,
    MONTH,
    OBSERVATIONS,
    council,
    dataset,
    figure_of,
    figures_held,
    figures_read,
    holdings_of,
)

FORMATS: dict[str, Callable[[Dataset], bytes]] = {
    "a.xlsx": lambda taken: write_workbook(taken)[0],
    "a.csv": lambda taken: csv_of(observations_table(taken)),
}
everywhere = pytest.mark.parametrize(
    ("name", "audience"), list(itertools.product(FORMATS, Audience))
)


def again(taken: Dataset, name: str) -> Reading:
    return read_file(name, FORMATS[name](taken), taken.catalogue)


@everywhere
def test_the_sample_loads_again(site_store: Store, name: str, audience: Audience) -> None:
    edition = site_store.editions.latest()
    assert edition is not None
    taken = Dataset(read_edition(site_store, edition, audience), edition.month, audience)
    assert len(figures_held(taken)) == 64 * 7
    assert figures_read(again(taken, name)) == figures_held(taken)


@everywhere
def test_five_years_load_again(demo_store: Store, name: str, audience: Audience) -> None:
    edition = demo_store.editions.latest()
    assert edition is not None
    taken = Dataset(read_edition(demo_store, edition, audience), edition.month, audience)
    held = figures_held(taken)
    assert len(held) == 64 * 60
    statuses = {status for status, *_ in held.values()}
    assert (Status.SUPPRESSED in statuses) is (audience is Audience.PUBLIC)
    assert {Status.VALUE, Status.MISSING, Status.NOT_DUE, Status.NOT_AVAILABLE} <= statuses
    assert figures_read(again(taken, name)) == held


@pytest.mark.parametrize("name", FORMATS)
def test_an_earlier_month_of_the_working_figures_loads_again(
    demo_store: Store, invented: Catalogue, name: str
) -> None:
    holdings = read_holdings(demo_store, invented, Audience.PUBLIC)
    taken = Dataset(holdings, Month(2023, 5), Audience.PUBLIC)
    held = figures_held(taken)
    assert {month for _, month in held} == {m for m in holdings.months if m <= taken.month}
    assert figures_read(again(taken, name)) == held


@everywhere
def test_every_kind_of_cell_stays_what_it_is(name: str, audience: Audience) -> None:
    taken = dataset(audience=audience)
    held = figures_held(taken)
    assert {status for status, *_ in held.values()} == set(Status)
    assert held["A", MONTH.shift(-1)][1] == Decimal(0)
    hidden = Status.VALUE if audience is Audience.RESTRICTED else Status.SUPPRESSED
    assert held["K", MONTH][0] is hidden
    assert figures_read(again(taken, name)) == held


@pytest.mark.parametrize("audience", Audience)
def test_the_file_of_an_edition_changes_nothing_in_its_own_store(
    demo_store: Store, invented: Catalogue, audience: Audience
) -> None:
    edition = demo_store.editions.latest()
    assert edition is not None
    taken = Dataset(read_edition(demo_store, edition, audience), edition.month, audience)
    plan = plan_load(again(taken, "a.xlsx"), demo_store, invented)
    hidden = sum(status is Status.SUPPRESSED for status, *_ in figures_held(taken).values())
    assert len(plan.revised) == hidden
    assert len(plan.unchanged) == 64 * 60 - hidden
    assert not plan.new
    assert plan.differences == ()  # names, owners, comparators and targets are the catalogue's


def test_commentary_loads_again_as_it_was_written() -> None:
    texts = {
        "A": '=2+2 is not a formula.\n\nA second paragraph; it says "so".',
        "P": "'Tis a quiet month.",
        "R": "'Doors open' began.",
        "Q": "- fewer\n- later",
        "M": "_x000D_ and #REF! are words",
        "K": "👩\u200d👧 Ŵyn, Łódź, مرحبا",
    }
    reading = again(dataset(holdings_of(texts=texts, audience=Audience.RESTRICTED)), "a.xlsx")
    assert {c.record.ref: c.record.text for c in reading.comments} == texts
    assert {c.record.month for c in reading.comments} == {MONTH}


def test_refs_that_look_like_formulas_load_again() -> None:
    refs = {"A": "=A1+1", "P": "-P", "R": "@R", "Q": "'=Q"}
    known = council()
    renamed = [
        i.model_copy(update={"ref": refs.get(i.ref, i.ref)}).model_dump()
        for i in known.indicators
    ]
    known = Catalogue.model_validate(known.model_dump() | {"indicators": renamed})
    observations = tuple(replace(o, ref=refs.get(o.ref, o.ref)) for o in OBSERVATIONS)
    taken = dataset(holdings_of(known, observations))
    assert {"=A1+1", "-P", "@R", "'=Q"} < {ref for ref, _ in figures_held(taken)}
    for name in FORMATS:
        assert figures_read(again(taken, name)) == figures_held(taken)


def test_a_status_that_contradicts_its_value_is_a_problem() -> None:
    rows = list(
        csv.reader(io.StringIO(csv_of(observations_table(dataset())).decode("utf-8-sig")))
    )
    head = rows[0]

    def problem(row: int, **cells: str) -> str:
        changed = [list(cells_of) for cells_of in rows]
        for title, text in cells.items():
            changed[row][head.index(title)] = text
        written = io.StringIO(newline="")
        csv.writer(written).writerows(changed)
        content = written.getvalue().encode()
        (found,) = read_file("a.csv", content, dataset().catalogue).problems
        return str(found)

    assert problem(1, status="missing") == (
        'a.csv, row 2, column status: the status is "missing", but the value is one that is '
        '"value". Mend one of the two.'
    )
    assert "is not a status. Write one of: value, missing" in problem(1, status="fine")
    assert problem(4, unit="fractions") == (
        'a.csv, row 5, column unit: the unit is "fractions", but the catalogue has "per cent '
        'of things". Write the figure in that unit, or mend the unit.'
    )


def test_a_changed_figure_on_one_sheet_is_noticed() -> None:

    book = load_workbook(io.BytesIO(FORMATS["a.xlsx"](dataset())))
    sheet = book["Tidy data"]
    row = next(r for r in sheet.iter_rows() if r[0].value == "A" and r[3].value == "2020-12")
    row[4].value = 1298
    content = io.BytesIO()
    book.save(content)
    (problem,) = read_file("a.xlsx", content.getvalue(), dataset().catalogue).problems
    assert '"A" has a different figure in sheet Dataset Feb 2021, row' in str(problem)


def test_the_public_file_holds_no_hidden_figure_and_says_what_was_hidden() -> None:
    public = dataset(holdings_of(texts={"K": "There were 3."}))
    held = {(i.ref, o.month): o for i, o in public.observations}
    assert figure_of(held["K", MONTH]) == (Status.SUPPRESSED, None, None, None, "")
    (row,) = (row for row in paper_table(public).rows if row[0] == "K")
    assert row[-1] == WITHHELD
    assert str(HIDDEN.value) not in [str(cell) for cell in row]
    restricted = dataset(audience=Audience.RESTRICTED)
    (kept,) = (
        r for r in observations_table(restricted).rows if r[0] == "K" and r[3] == "2021-02"
    )
    assert kept[4] == HIDDEN.value
    assert str(kept[-1]).startswith("not for publication: ")

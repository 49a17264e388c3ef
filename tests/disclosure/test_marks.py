"""Those signed in see hidden figures, marked; the public sees the symbol and why."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD, Reason
from dashboard.export.csv_files import series_csv
from dashboard.records import Audience, Status
from dashboard.store import Store
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.views.indicator import Reading, make_indicator_page
from dashboard.views.scorecard import Filters, make_scorecard

Both = tuple[Holdings, Holdings]


@pytest.fixture(scope="module")
def both(demo_store: Store, invented: Catalogue) -> Both:
    """What the council sees, and what the public sees."""
    restricted = read_holdings(demo_store, invented)
    return restricted, read_holdings(demo_store, invented, Audience.PUBLIC)


def test_the_public_holds_no_hidden_value(both: Both) -> None:
    restricted, public = both
    assert Reason.SMALL in restricted.hidden.cells.values()
    assert not public.hidden.cells
    shown = {(o.ref, o.month): o for held in public.observations.values() for o in held}
    for cell in restricted.hidden.cells:
        hidden = shown[cell]
        assert hidden.status is Status.SUPPRESSED
        assert (hidden.value, hidden.numerator, hidden.denominator) == (None, None, None)
        assert hidden.note == ""


def test_all_other_figures_are_the_same_for_both(both: Both) -> None:
    restricted, public = both
    for ref, held in restricted.observations.items():
        shown = {o.month: o for o in public.observations[ref]}
        assert all(shown[o.month] == o for o in held if (ref, o.month) not in restricted.hidden)


def test_a_hidden_figure_is_marked_for_those_signed_in(both: Both) -> None:
    restricted, public = both
    month = restricted.months[-1]
    marked = {ref for ref, m in restricted.hidden.cells if m == month}
    cards = [
        make_scorecard(held, Filters(month=month), audience, date(2026, 4, 1))
        for held, audience in ((restricted, Audience.RESTRICTED), (public, Audience.PUBLIC))
    ]
    rows = [{r.indicator.ref: r for g in card.groups for r in g.rows} for card in cards]
    assert {ref for ref, row in rows[0].items() if row.withheld} == marked
    assert not any(row.withheld for row in rows[1].values())
    for ref in marked:
        assert rows[0][ref].text != "[c]"
        assert (rows[1][ref].text, rows[1][ref].absent) == ("[c]", "hidden to protect children")
        assert rows[1][ref].month_on_month.arrow is None


def test_the_indicator_page_says_why(both: Both) -> None:
    restricted, public = both
    (ref, month), reason = next(
        cell for cell in restricted.hidden.cells.items() if cell[1] is Reason.SMALL
    )
    indicator = restricted.catalogue.indicator(ref)
    reading = Reading(month=month, first=month, last=month)
    page = make_indicator_page(restricted, indicator, reading, Audience.RESTRICTED)
    assert f"not for publication: {reason}" in page.rows[0].note
    seen = make_indicator_page(public, indicator, reading, Audience.PUBLIC)
    assert seen.rows[0].text == "[c]"
    assert seen.rows[0].note == "hidden to protect children"
    assert b"not for publication" in series_csv(restricted, indicator)
    assert b"not for publication" not in series_csv(public, indicator)


def test_most_figures_and_paragraphs_remain(both: Both) -> None:
    restricted, public = both
    figures = sum(
        o.status is Status.VALUE for held in public.observations.values() for o in held
    )
    written = [c for months in public.comments.values() for c in months.values()]
    withheld = sum(comment.text == WITHHELD for comment in written)
    assert figures > 0.8 * sum(map(len, restricted.observations.values()))
    assert withheld < 0.4 * len(written)

"""Every figure of the briefing leads to an explanation that comes to the same figure."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.store import Store
from dashboard.views.briefing import Part, make_briefing
from dashboard.views.explaining import Figure, explain
from dashboard.views.holdings import Holdings, read_holdings
from tests.explaining.pages import list_shown, read_page
from tests.explaining.shown import check_numbers
from tests.explaining.working import WorkedOut

FEBRUARY = Month(2021, 2)


def trace_all(holdings: Holdings, month: Month, audience: Audience) -> int:
    """Work out the explanation of every figure of a briefing; how many there were."""
    briefing = make_briefing(holdings, month, audience)
    parts = [part for one in briefing.sentences for part in one.parts if part.figure]
    for part in parts:
        trace(holdings, part, audience)
    return len(parts)


def trace(holdings: Holdings, part: Part, audience: Audience) -> None:
    assert part.month
    assert part.figure
    indicator = holdings.catalogue.indicator(part.ref)
    found = explain(holdings, indicator, part.month, part.figure, audience)
    assert found, f"{part} is not explained"
    assert not found.is_hidden
    worked = WorkedOut(found)
    text = part.text.partition(" per ")[0]
    if part.figure is Figure.RANK:
        text = text.replace("the highest", "1").replace("the lowest", str(_of(worked)))
    check_numbers(worked, text)


def _of(worked: WorkedOut) -> int:
    return int(worked.results["of"])


def test_every_figure_of_the_sample(holdings: Holdings) -> None:
    for month in holdings.months[1:]:
        assert trace_all(holdings, month, Audience.RESTRICTED) > 20


@pytest.mark.parametrize("audience", list(Audience))
def test_every_figure_of_twelve_invented_months(
    demo_store: Store, invented: Catalogue, audience: Audience
) -> None:
    holdings = read_holdings(demo_store, invented, audience)
    for month in holdings.months[-12:]:
        assert trace_all(holdings, month, audience) > 20


def test_the_links_of_the_page_lead_there(client: FlaskClient) -> None:
    for prefix in ("", "/editions/2021-02/v1"):
        page = client.get(f"{prefix}/briefing").get_data(as_text=True)
        shown = list(list_shown(read_page(page)))
        assert len(shown) > 20
        for one in shown:
            assert one.of_edition == prefix
            assert client.get(one.path).status_code == 200, one.path

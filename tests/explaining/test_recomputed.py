"""Every explanation of the sample and of the invented council, worked out again."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.store import Store
from dashboard.views.explaining import Explanation, Figure, explain_all
from dashboard.views.explaining.formula import Held
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.views.status import stand
from tests.explaining.shown import check_shown
from tests.explaining.working import WorkedOut, read_line

AUDIENCES = pytest.mark.parametrize("audience", list(Audience))
ORDINARY = 4
"""Months of the invented council that every run goes through; the long one takes all."""


def every(
    holdings: Holdings, audience: Audience, months: tuple[Month, ...]
) -> Iterator[Explanation]:
    for month in months:
        for indicator in holdings.catalogue.active:
            yield from explain_all(holdings, indicator, month, audience)


def check(holdings: Holdings, one: Explanation) -> None:
    """Its steps, its lines as written, its outcome and its text, against the page's own."""
    worked = WorkedOut(one)
    for step in one.steps:
        exact = worked.results[step.key]
        assert step.value == pytest.approx(float(exact), rel=1e-9, abs=1e-9), (one.path, step)
        written = one.written(step)
        if not isinstance(step.term, Held):
            line = read_line(written)
            assert math.isclose(line, float(exact), rel_tol=2e-2, abs_tol=2e-2), (
                one.path,
                written,
            )
    assert worked.outcome() == (one.outcome if one.cases else ""), one.path
    check_shown(worked, one.shown)
    standing = stand(holdings, one.indicator, one.month)
    if one.figure is Figure.STATUS and one.outcome:
        assert one.outcome == standing.colour.capitalize()
    if one.figure in (Figure.MONTH_ON_MONTH, Figure.YEAR_ON_YEAR) and one.outcome:
        is_yearly = one.figure is Figure.YEAR_ON_YEAR
        change = standing.year_on_year if is_yearly else standing.month_on_month
        arrow, _, judgement = one.outcome.partition(": ")
        assert change.arrow == arrow.lower()
        assert change.judgement == (judgement or "similar")


def check_all(holdings: Holdings, audience: Audience, months: tuple[Month, ...]) -> int:
    count = 0
    for one in every(holdings, audience, months):
        check(holdings, one)
        count += 1
    return count


@AUDIENCES
def test_every_figure_of_the_sample(
    site_store: Store, published: Catalogue, audience: Audience
) -> None:
    holdings = read_holdings(site_store, published, audience)
    assert check_all(holdings, audience, holdings.months) > 64 * 7 * 10


@AUDIENCES
def test_every_figure_of_the_invented_council(
    demo_store: Store, invented: Catalogue, audience: Audience
) -> None:
    holdings = read_holdings(demo_store, invented, audience)
    months = holdings.months
    chosen = (*months[5::20], months[-2], months[-1])[-ORDINARY:]
    assert check_all(holdings, audience, chosen) > 64 * len(chosen) * 10


@pytest.mark.long
@AUDIENCES
def test_every_figure_of_sixty_months(
    demo_store: Store, invented: Catalogue, audience: Audience
) -> None:
    holdings = read_holdings(demo_store, invented, audience)
    assert len(holdings.months) == 60
    assert check_all(holdings, audience, holdings.months) > 60 * 64 * 10

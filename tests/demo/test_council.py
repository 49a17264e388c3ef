"""The invented council's catalogue: whole, in order, and of nobody who exists."""

from __future__ import annotations

import re

import pytest

from dashboard.catalogue import Catalogue, Comparator, TargetStatus, check_catalogue
from dashboard.demo import LAST, Demo

THE_FOUR = ("M1", "CP6B", "LAC7-QL", "NI147")


def test_the_catalogue_has_no_problems_and_says_it_is_invented(
    demo: Demo, invented: Catalogue, published: Catalogue
) -> None:
    assert check_catalogue(demo.catalogue) == ()
    assert invented.council.invented
    assert not published.council.invented
    assert all("invented" in person.name for person in invented.people)


def test_indicators_and_themes_are_those_of_the_real_catalogue(
    invented: Catalogue, published: Catalogue
) -> None:
    def kept(catalogue: Catalogue) -> list[tuple[object, ...]]:
        return [
            (i.ref, i.name, i.theme, i.kind, i.polarity, i.frequency, i.made_of, i.address)
            for i in catalogue.indicators
        ]

    assert kept(invented) == kept(published)
    assert len(invented.active) == 64
    assert [t.key for t in invented.themes] == [t.key for t in published.themes]
    assert [t.key for t in invented.glossary] == [t.key for t in published.glossary]


@pytest.mark.parametrize("ref", THE_FOUR)
def test_four_indicators_have_everything(invented: Catalogue, ref: str) -> None:
    indicator = invented.indicator(ref)
    assert invented.person(indicator.owner)
    assert indicator.comparators.neighbours
    assert indicator.comparators.england
    current = [t for t in indicator.targets if t.financial_year == LAST.financial_year]
    assert [t.status for t in current] == [TargetStatus.SET]


def test_no_name_or_figure_of_a_real_council_is_left(
    demo: Demo, invented: Catalogue, published: Catalogue
) -> None:
    text = demo.catalogue.read_text("utf-8")
    names = [part for person in published.people for part in person.name.split()]
    left = [name for name in names if re.search(rf"\b{name}\b", text)]
    assert left == []
    for word in ("Southampton", "city", "dataset-2021-02", "852", "gov.uk"):
        assert not re.search(rf"\b{word}\b", text), word
    assert all(m.date.year > 2020 for m in invented.meetings)
    for indicator in published.active:
        ours = invented.indicator(indicator.ref)
        real, made = indicator.comparators, ours.comparators
        pairs = [
            (real.neighbours, made.neighbours),
            (real.england, made.england),
            (real.region, made.region),
        ]
        for theirs, other in pairs:
            if isinstance(theirs, Comparator) and isinstance(other, Comparator):
                assert theirs.value != other.value, indicator.ref
        years = {t.year for t in indicator.targets}
        assert not years & {t.year for t in ours.targets}


def test_meetings_fall_on_thursdays_that_are_not_holidays(invented: Catalogue) -> None:
    assert len({m.month for m in invented.meetings}) == 61
    for meeting in invented.meetings:
        assert meeting.date.weekday() == 3
        assert (meeting.date.month, meeting.date.day) not in {(12, 25), (12, 26), (1, 1)}
        assert meeting.considers.shift(1).first_day.month == meeting.date.month

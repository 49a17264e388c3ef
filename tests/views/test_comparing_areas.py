"""The section "How do we compare", from the extract that comes with the dashboard."""

from __future__ import annotations

import pytest

from dashboard.catalogue import Catalogue
from dashboard.editions import extract_of
from dashboard.official import compute_years
from dashboard.views.comparing_areas import Areas, compare_areas
from dashboard.views.drawing import Line


def section(catalogue: Catalogue, ref: str) -> Areas:
    return compare_areas(catalogue, extract_of(catalogue), catalogue.indicator(ref))


def test_a_rate_is_drawn_ranked_and_put_in_words(published: Catalogue) -> None:
    areas = section(published, "LAC1-NI")
    assert areas.drawing
    assert areas.drawing.title == "Southampton at 90 in 2025, below its neighbours at 94.8"
    assert [series.line for series in areas.drawing.series] == [
        Line.OURS,
        Line.NEIGHBOURS,
        Line.REGION,
        Line.ENGLAND,
    ]
    assert " ".join(place.text for place in areas.said) == (
        "31 March 2020: Southampton is at 98. With its ten neighbours it is 5 of 11 from the "
        "highest, a shared place. 31 March 2025: Southampton is at 90. With its ten neighbours "
        "it is 5 of 11 from the highest."
    )
    assert [(place.label, place.has_rank) for place in areas.said] == [
        ("2020", True),
        ("2025", True),
    ]
    assert "the mean of those of the ten on the list of April 2021" in areas.made
    chosen = next(row for row in areas.rows if row.is_chosen)
    assert (chosen.year, chosen.own, chosen.neighbours) == ("2020", "98", "98.1")
    assert (chosen.having, chosen.rank) == ("10 of 10", "5 of 11, shared")
    assert areas.rows[0].year == "2025"
    assert "Department for Education" in areas.credit


def test_the_alternative_text_has_every_figure_of_the_table(published: Catalogue) -> None:
    areas = section(published, "LAC1-NI")
    assert areas.drawing
    for row in areas.rows:
        assert f"{row.year} {row.own}" in areas.drawing.description
        assert f"{row.year} {row.neighbours}" in areas.drawing.description


def test_counts_are_refused_and_the_rate_is_offered(published: Catalogue) -> None:
    areas = section(published, "CP6B")
    assert areas.drawing is None
    assert not areas.said
    assert areas.refusal.startswith("Counts of areas of different size are not compared.")
    assert areas.better
    assert areas.better.ref == "CP6B-NI"
    assert not any(row.rank for row in areas.rows)


def test_what_was_printed_stands_beside_what_the_data_give(published: Catalogue) -> None:
    beside = {item.area: item for item in section(published, "M2").beside}
    england, region = beside["England"], beside["South East"]
    assert (england.printed, england.computed) == ("353", "353")
    assert (region.printed, region.computed) == ("502", "502")
    assert england.basis == "annual total / 152 / 12"
    assert region.basis == "annual total / 19 / 12"


def test_a_figure_that_cannot_be_right_is_not_drawn(published: Catalogue) -> None:
    areas = section(published, "YO2")
    assert areas.drawing
    assert Line.ENGLAND not in {series.line for series in areas.drawing.series}
    assert areas.notes[0].startswith("England, 2020: not shown: higher than")
    assert areas.notes[1] == "The same holds for nine of the years in the table."


def test_an_indicator_without_a_measure_says_so(published: Catalogue) -> None:
    areas = section(published, "M1")
    assert "have no measure that says the same thing" in areas.absent
    assert not areas.rows


def test_an_invented_council_has_none(invented: Catalogue) -> None:
    assert extract_of(invented) is None
    for indicator in invented.active:
        assert "is invented" in compare_areas(invented, None, indicator).absent


def test_an_authority_without_an_extract_has_none(published: Catalogue) -> None:
    council = published.council.model_copy(update={"authority_code": 301, "area": "Barking"})
    other = published.model_copy(update={"council": council})
    areas = section(other, "LAC1-NI")
    assert areas.absent.startswith("No figures of the Department for Education are held for")


@pytest.mark.parametrize("ref", ["M2-NI", "LAC12 (%)", "LSCB17a", "CP3-QL"])
def test_every_series_has_the_figures_of_its_years(published: Catalogue, ref: str) -> None:
    indicator = published.indicator(ref)
    areas = section(published, ref)
    computed = compute_years(published, extract_of(published), indicator)
    assert areas.drawing
    ours = areas.drawing.series[0]
    held = [point.value for point in ours.points if point.value is not None]
    assert held == [one.own.value for one in computed if one.own.value is not None]
    assert {point.month.year for point in ours.points} >= {one.year.last for one in computed}

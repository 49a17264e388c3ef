"""The section and the CSV file of comparators, as a reader without an account gets them."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.editions import extract_of
from dashboard.views.comparing_areas import compare_areas


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_has_every_area_and_the_mean_follows_from_them(client: FlaskClient) -> None:
    answer = client.get("/indicator/lac1-ni/comparators.csv")
    assert answer.mimetype == "text/csv"
    assert "filename=lac1-ni-comparators.csv" in answer.headers["Content-Disposition"]
    year = [row for row in rows(answer.data) if row["year"] == "2020"]
    neighbours = [float(row["value"]) for row in year if row["role"] == "neighbour"]
    together = next(row for row in year if row["role"] == "neighbours together")
    own = next(row for row in year if row["role"] == "authority")
    assert len(neighbours) == 10
    assert float(together["value"]) == pytest.approx(sum(neighbours) / 10)
    assert together["neighbours with a figure"] == "10 of 10"
    assert together["list of neighbours"] == "April 2021"
    place = 1 + sum(value > float(own["value"]) for value in neighbours)
    assert own["rank from the highest"] == f"{place} of 11"
    assert {row["source"].split(",")[0] for row in year} == {"Department for Education"}


def test_the_divisor_stands_in_the_file(client: FlaskClient) -> None:
    found = rows(client.get("/indicator/m2/comparators.csv").data)
    england = next(row for row in found if row["role"] == "England" and row["year"] == "2020")
    assert (england["divisor"], england["basis"]) == ("152", "annual total / 152 / 12")
    assert round(float(england["value"])) == 353


@pytest.mark.parametrize("slug", ["m1", "no-such-one", "s20-1"])
def test_where_nothing_is_held_there_is_no_file(client: FlaskClient, slug: str) -> None:
    assert client.get(f"/indicator/{slug}/comparators.csv").status_code == 404


def test_the_page_shows_the_section_of_every_indicator(
    client: FlaskClient, published: Catalogue
) -> None:
    for ref in ("LAC1-NI", "CP6B", "YO2", "M1"):
        indicator = published.indicator(ref)
        page = client.get(f"/indicator/{indicator.address}").get_data(as_text=True)
        areas = compare_areas(published, extract_of(published), indicator)
        assert "How do we compare" in page
        assert ("comparators.csv" in page) == bool(areas.rows)
        for row in areas.rows:
            shown = rf'<th scope="row">{row.year}</th><td class="n"><a [^>]*>{row.own}<span'
            assert re.search(shown, page)


def test_the_scorecard_computes_nothing_of_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("comparators were computed for the scorecard")

    monkeypatch.setattr("dashboard.official.computing._compute", fail)
    assert client.get("/?q=LAC1").status_code == 200

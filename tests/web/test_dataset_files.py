"""The dataset's files on the site: for each audience, now and in each edition."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.export.dataset import RESTRICTED, WORKING
from dashboard.intake import read_file
from dashboard.people import Role
from tests.fixtures.app import SignedIn

PATHS = ("/dataset.xlsx", "/dataset.csv", "/dataset.csv-metadata.json", "/files.zip")
PLACE = "/editions/2021-02/v1"


@pytest.mark.parametrize("path", PATHS)
def test_the_public_gets_the_edition_in_both_places(client: FlaskClient, path: str) -> None:
    here, there = client.get(path), client.get(f"{PLACE}{path}")
    assert here.status_code == there.status_code == 200
    assert here.data == there.data
    name = here.headers["Content-Disposition"]
    assert name.startswith("attachment; filename=dataset-2021-02-v1.")


def test_they_are_what_they_say(client: FlaskClient, published: Catalogue) -> None:
    kinds = {path: client.get(path).mimetype for path in PATHS}
    assert kinds == {
        "/dataset.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "/dataset.csv": "text/csv",
        "/dataset.csv-metadata.json": "application/csvm+json",
        "/files.zip": "application/zip",
    }
    for path in PATHS[:2]:
        reading = read_file(path, client.get(path).data, published)
        assert not reading.problems
        assert len(reading.observations) == 64 * 7
    with zipfile.ZipFile(io.BytesIO(client.get("/files.zip").data)) as archive:
        assert archive.read("dataset.xlsx") == client.get("/dataset.xlsx").data
        assert archive.read("dataset.csv") == client.get("/dataset.csv").data


def test_the_csv_file_leads_to_its_description_and_back(client: FlaskClient) -> None:
    answer = client.get(f"{PLACE}/dataset.csv?month=2021-01")
    link = answer.headers["Link"]
    assert link.endswith('; rel="describedby"; type="application/csvm+json"')
    described = client.get(f"{PLACE}/{link[1 : link.index('>')]}").json
    assert described
    again = client.get(f"{PLACE}/{described['url']}")
    assert again.data == answer.data
    assert described["dc:title"] == (
        "Tidy data: Monthly dataset, January 2021, Southampton City Council"
    )


def test_a_month_is_asked_for_in_the_address(client: FlaskClient) -> None:
    answer = client.get(f"{PLACE}/dataset.csv?month=2020-12")
    assert "dataset-2020-12-edition-2021-02-v1.csv" in answer.headers["Content-Disposition"]
    months = {
        line.split(",")[-7:][0] for line in answer.get_data(as_text=True).splitlines()[1:]
    }
    assert months
    assert "2021-01" not in answer.get_data(as_text=True)
    assert "2020-12" in answer.get_data(as_text=True)


def test_those_signed_in_get_working_figures_marked_as_such(signed_in: SignedIn) -> None:
    councillor = signed_in(Role.COUNCILLOR)
    answer = councillor.get("/dataset.xlsx")
    name = "dataset-2021-02-working-not-for-publication.xlsx"
    assert name in answer.headers["Content-Disposition"]
    described = councillor.get("/dataset.csv-metadata.json").get_data(as_text=True)
    assert WORKING in described
    assert RESTRICTED in described
    of_edition = councillor.get(f"{PLACE}/dataset.csv-metadata.json").get_data(as_text=True)
    assert WORKING not in of_edition
    assert RESTRICTED in of_edition


@pytest.mark.parametrize("path", PATHS)
def test_an_edition_that_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/editions/2021-02/v9{path}").status_code == 404
    assert client.get(f"/editions/2020-11/v1{path}").status_code == 404


def test_the_pages_lead_to_them(client: FlaskClient) -> None:
    scorecard = client.get("/").get_data(as_text=True)
    assert 'href="/dataset.xlsx?month=2021-02"' in scorecard
    assert 'href="/files.zip?month=2021-02"' in scorecard
    within = client.get(f"{PLACE}/").get_data(as_text=True)
    assert f'href="{PLACE}/dataset.xlsx?month=2021-02"' in within
    editions = client.get("/editions").get_data(as_text=True)
    assert f'href="{PLACE}/dataset.xlsx"' in editions
    assert f'href="{PLACE}/files.zip"' in editions
    described = client.get("/dataset.csv-metadata.json")
    assert json.loads(described.data)["url"] == "dataset.csv?month=2021-02"

"""What the API answers, on the published sample."""

from __future__ import annotations

import csv
import io
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient

from dashboard.access import API, OF_READING, SESSION_COOKIE
from dashboard.api import resources
from dashboard.api.problems import KINDS
from dashboard.catalogue import Catalogue
from dashboard.people import Role
from dashboard.records import Status
from dashboard.settings import Settings
from dashboard.views.holdings import Holdings
from dashboard.web.pages import use_the_data
from tests.fixtures.people import begin_session

EDITION = f"{API}/editions/2021-02/v1"


@pytest.fixture
def officer(sample_api: flask.Flask, site_settings: Settings) -> FlaskClient:
    client = sample_api.test_client()
    client.set_cookie(SESSION_COOKIE, begin_session(site_settings.database_url, Role.OFFICER))
    return client


def ask(client: FlaskClient, path: str) -> Any:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_every_address_leads_on(anybody: FlaskClient) -> None:
    start = ask(anybody, "")["data"]["links"]
    for address in (start["description"], start["editions"], start["latest"]):
        assert anybody.get(address).status_code == 200
    for address in ask(anybody, "/latest")["data"]["links"].values():
        assert anybody.get(address).status_code == 200, address
    (edition,) = ask(anybody, "/editions")["data"]
    assert (edition["title"], edition["address"]) == ("February 2021, version 1", EDITION)
    assert edition["is_current"]
    assert anybody.get(f"{edition['address']}/").json == anybody.get(EDITION).json


def test_the_table_of_resources_is_the_guards_and_the_pages() -> None:
    assert [resource.path for resource in resources.RESOURCES] == list(OF_READING)
    assert {r.path for r in resources.RESOURCES if not r.is_one} == {
        item.path for item in use_the_data.RESOURCES
    }
    for item in use_the_data.RESOURCES:
        (resource,) = (r for r in resources.RESOURCES if r.path == item.path)
        names = {f.alias or name for name, f in resource.asked.model_fields.items()}
        assert names == {"page", "per_page", "format", *item.narrowed}
    assert {(f.status, f.kind) for f in use_the_data.FAILURES} == set(KINDS.items())


def test_a_figure_with_its_number_and_its_text(anybody: FlaskClient) -> None:
    (february,) = ask(anybody, "/latest/observations?ref=M1&from=2021-02")["data"]
    assert february["value"] == 1297
    assert february["text"] == "1,297"
    assert (february["status"], february["symbol"]) == ("value", "")
    assert february["publication"] == "for publication"
    (ratio,) = ask(anybody, "/latest/observations?ref=m6-ql&from=2021-02&to=2021-02")["data"]
    assert ratio["value"] == pytest.approx(100 * ratio["numerator"] / ratio["denominator"])


def test_a_month_with_change_judgement_and_rating(anybody: FlaskClient) -> None:
    (m1,) = ask(anybody, "/latest/measures?ref=M1")["data"]
    change = m1["month_on_month"]
    assert (change["since"], change["before"], change["after"]) == ("2021-01", 1464, 1297)
    assert change["percent"] == pytest.approx(100 * (1297 - 1464) / 1464)
    assert (change["arrow"], change["text"]) == ("down", "down 11% (167 fewer)")
    yearly = m1["year_on_year"]
    assert yearly["as_published"]
    assert yearly["before"] is None
    month = ask(anybody, "/latest/measures")["data"]
    assert sum(row["rag"]["status"] == "red" for row in month) == 7
    for row in month:
        assert row["rag"]["reason"] or row["rag"]["status"] == "not judged"


def test_every_status_stays_what_it_is(anybody: FlaskClient, holdings: Holdings) -> None:
    rows = ask(anybody, "/latest/observations")["data"]
    assert len(rows) == len(holdings.months) * len(holdings.catalogue.active)
    for row in rows:
        assert (row["value"] is None) == (row["status"] != "value"), row
        assert row["symbol"] == Status(row["status"]).symbol
    held = {row["status"] for row in rows}
    assert {"value", "not due", "not yet available", "not applicable"} <= held
    noughts = [row for row in rows if row["value"] == 0]
    assert noughts
    assert all(row["text"] in ("0", "0%") for row in noughts)


def test_indicators_with_what_is_known_of_them(
    anybody: FlaskClient, published: Catalogue
) -> None:
    rows = ask(anybody, "/latest/indicators")["data"]
    assert [row["ref"] for row in rows] == [i.ref for i in published.indicators]
    for row in rows:
        indicator = published.indicator(row["ref"])
        assert len(row["targets"]) == len(indicator.targets)
        stated = indicator.comparators.neighbours
        told = row["comparators"]["neighbours"]
        assert (told and told["value"]) == (float(stated.value) if stated else None)
    one = ask(anybody, "/latest/indicators/m1")["data"]
    assert one == rows[0]
    assert len(anybody.get(one["observations"]).json["data"]) == 7  # type: ignore[index]
    assert len(anybody.get(one["measures"]).json["data"]) == 1  # type: ignore[index]


def test_commentary_and_glossary(anybody: FlaskClient, published: Catalogue) -> None:
    texts = ask(anybody, "/latest/commentary?ref=NI147")["data"]
    assert texts[-1]["text"].startswith("=2+2 is not a formula here.")
    assert not texts[-1]["is_withheld"]
    terms = ask(anybody, "/latest/glossary")["data"]
    assert {term["key"] for term in terms} == {term.key for term in published.glossary}


def test_findings_as_they_stood(anybody: FlaskClient, officer: FlaskClient) -> None:
    found = ask(anybody, "/latest/findings")["data"]
    assert found
    of_cp4 = ask(anybody, "/latest/findings?ref=CP4")["data"]
    assert of_cp4 == [finding for finding in found if "CP4" in finding["refs"]]
    working = ask(officer, "/working/findings")["data"]
    assert {finding["code"] for finding in found} <= {finding["code"] for finding in working}


def test_a_list_comes_in_pages(anybody: FlaskClient) -> None:
    address = f"{API}/latest/observations?ref=M1&ref=M2&per_page=5&page=1"
    rows = []
    while address:
        answer: Any = anybody.get(address).json
        assert answer["paging"]["total"] == 14
        assert len(answer["data"]) <= 5
        rows += answer["data"]
        address = answer["paging"]["next"]
    assert rows == ask(anybody, "/latest/observations?ref=M1&ref=M2")["data"]
    beyond = ask(anybody, "/latest/observations?page=99")
    assert beyond["data"] == []
    assert beyond["paging"]["next"] is None


def test_a_table_has_every_row_and_says_whose_it_is(
    anybody: FlaskClient, officer: FlaskClient
) -> None:
    rows = table(anybody, "/latest/observations?format=csv")
    asked = ask(anybody, "/latest/observations")["data"]
    assert len(rows) == len(asked)
    for cells, row in zip(rows, asked, strict=True):
        assert cells["ref"] == row["ref"]
        assert cells["value"] == ("" if row["value"] is None else str(row["value"]))
        assert cells["status"] == row["status"]
    edition = "Southampton City Council, edition of February 2021, version 1"
    assert {cells["source"] for cells in rows} == {edition}
    working = table(officer, "/working/measures?format=csv")
    assert {cells["source"] for cells in working} == {
        "Southampton City Council, working figures, not for publication"
    }
    (ni147,) = table(anybody, "/latest/commentary?format=csv&ref=NI147&from=2021-02")
    assert ni147["text"].startswith("'=2+2")
    assert len(table(anybody, "/latest/observations?format=csv&per_page=3&page=2")) == 3


def test_an_indicator_is_found_by_reference_or_address(anybody: FlaskClient) -> None:
    by_ref = ask(anybody, "/latest/observations?ref=EH3a%25")["data"]
    assert by_ref
    assert by_ref == ask(anybody, "/latest/observations?ref=eh3a-pct")["data"]


def test_months_narrow_a_list(anybody: FlaskClient) -> None:
    rows = ask(anybody, "/latest/observations?from=2020-12&to=2021-01")["data"]
    assert {row["month"] for row in rows} == {"2020-12", "2021-01"}
    assert ask(anybody, "/latest/observations?from=2021-01&to=2020-12")["data"] == []
    december = ask(anybody, "/latest/measures?month=2020-12")["data"]
    assert {row["month"] for row in december} == {"2020-12"}


def test_whatever_is_of_an_invented_council_says_so(demo_api: flask.Flask) -> None:
    anybody = demo_api.test_client()
    for resource in resources.RESOURCES:
        path = f"/latest{resource.path}".replace("<slug>", "m1")
        assert ask(anybody, path)["origin"]["invented"] is True
        if not resource.is_one:
            for cells in table(anybody, f"{path}?format=csv"):
                assert cells["source"].startswith("Invented council: ")
    assert ask(anybody, "/editions")["origin"]["invented"] is True

"""The pages of findings and of what was published, over plain requests."""

from __future__ import annotations

import csv
import io
import re

from flask.testing import FlaskClient

from dashboard.store import Store
from tests.web.test_data import MARCH, data, preview, send

__all__ = ["data"]


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_the_page_lists_errors_and_warnings_and_the_rest_on_asking(
    officer: FlaskClient,
) -> None:
    html = page(officer, "/findings")
    assert "508 in January 2021 plus 13 (LAC2) less 21 (LAC3) is 500" in html
    assert "a count of children" not in html
    assert "a count of children" in page(officer, "/findings?severity=note")
    assert "Nothing is found" in page(officer, "/findings?state=accepted")
    theme = page(officer, "/findings?theme=child-protection")
    assert "CP2-NI" in theme
    assert "LAC1, February" not in theme


def test_an_officer_accepts_and_reopens_with_a_reason(
    data: tuple[FlaskClient, Store],
) -> None:
    client, store = data
    html = page(client, "/findings?severity=error")
    seen = re.findall(r'name="seen" value="(\w+)"', html)[0]
    refused = client.post("/findings/accept", data={"seen": seen, "reason": " "})
    assert refused.status_code == 400
    assert "no reason was given" in refused.get_data(as_text=True)
    form = {"seen": seen, "reason": "Recorded <late>.", "severity": "error"}
    done = client.post("/findings/accept", data=form)
    assert done.status_code == 303
    assert done.location == "/findings?severity=error&done=accept"
    html = page(client, "/findings?severity=error&state=accepted")
    assert "Recorded &lt;late&gt;." in html
    assert len(store.decisions.last()) == 1
    again = client.post("/findings/reopen", data={"seen": seen, "reason": "Look again."})
    assert again.status_code == 303
    assert "Nothing is found" in page(client, "/findings?state=accepted")


def test_what_has_changed_since_it_was_seen_is_not_decided(
    data: tuple[FlaskClient, Store],
) -> None:
    client, store = data
    answer = client.post("/findings/accept", data={"seen": "0" * 24, "reason": "Known."})
    assert answer.status_code == 409
    assert "has changed since you looked" in answer.get_data(as_text=True)
    assert store.decisions.last() == {}


def test_preview_and_load_say_how_many_findings_come(
    data: tuple[FlaskClient, Store],
) -> None:
    client, _ = data
    html, fields = preview(client, send(client, MARCH))
    told = re.search(r"(\d+) new findings? would come with it", html)
    assert told
    answer = client.post("/data/confirm", data=fields)
    assert f"findings={told[1]}" in answer.location
    assert f"{told[1]} new finding" in page(client, answer.location)


def test_the_public_reads_what_was_published_and_no_findings(client: FlaskClient) -> None:
    assert client.get("/findings").status_code == 401
    html = page(client, "/as-published")
    assert "fewer months held" in html
    html = page(client, "/indicator/lac1")
    assert "As published and now" in html
    assert "February 2020 is not held." in html


def test_the_file_beside_it_holds_the_same_rows(client: FlaskClient) -> None:
    html = page(client, "/as-published?reason=fewer+months+held")
    rows = html.count('<th role="rowheader" scope="row"><a href="/indicator/')
    text = client.get("/as-published.csv?reason=fewer+months+held").get_data()
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(lines) - 1 == rows > 20
    assert lines[0][0] == "ref"

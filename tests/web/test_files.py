"""CSV files: the same figures as the pages, safe in a spreadsheet, loadable again."""

from __future__ import annotations

import csv
import io

from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.export.csv_files import write_csv
from dashboard.intake import read_file
from dashboard.periods import Month
from dashboard.views.holdings import Holdings


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_scorecard_file_has_the_rows_of_the_page(
    client: FlaskClient, published: Catalogue
) -> None:
    assert [r["ref"] for r in rows(client.get("/scorecard.csv").data)] == [
        i.ref for i in published.active
    ]
    red = rows(client.get("/scorecard.csv?status=red").data)
    assert [r["status"] for r in red] == ["red"] * 7
    m1 = rows(client.get("/scorecard.csv?q=M1").data)[0]
    assert m1["figure"] == "1,297"
    assert m1["change on the month before"] == "down 11% (167 fewer), on January"


def test_a_cell_that_could_be_a_formula_is_made_safe(client: FlaskClient) -> None:
    ni147 = rows(client.get("/scorecard.csv?q=NI147").data)[0]
    assert ni147["commentary"] == "'=2+2 is not a formula here."
    content = write_csv(("a",), [["=1"], ["- n/a"], ["@x"], ["\t=1"], ["plain"], ["-5"]])
    cells = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    assert cells == ["a", "'=1", "'- n/a", "'@x", "'\t=1", "plain", "-5"]


def test_the_csv_says_what_is_usual(client: FlaskClient) -> None:
    m1 = rows(client.get("/scorecard.csv?q=M1").data)[0]
    assert m1["beside what is usual"].startswith("as usual: 1,297 in February 2021 is within")
    assert m1["usual range"] == "1,049 to 1,968 (trial range)"
    assert m1["target beside what is usual"] == ""
    few = next(r for r in rows(client.get("/scorecard.csv").data) if r["ref"] == "LSCB17a")
    assert few["usual range"] == ""
    assert few["beside what is usual"].startswith("There is no usual range yet:")


def test_an_indicators_file_loads_again_to_what_is_held(
    client: FlaskClient, published: Catalogue, holdings: Holdings
) -> None:
    for indicator in published.active:
        answer = client.get(f"/indicator/{indicator.address}.csv")
        reading = read_file("again.csv", answer.data, published)
        assert not reading.problems, indicator.ref
        for found in reading.observations:
            observation = found.record
            held = holdings.measures.observation_status(indicator.ref, observation.month)
            assert observation.status == held, (indicator.ref, observation.month)
            figure = holdings.measures.figure(indicator.ref, observation.month)
            if figure is not None:
                assert observation.value is not None
                assert abs(float(observation.value) - figure) < 1e-9 * max(1, abs(figure))
        assert {o.record.month for o in reading.observations} == set(holdings.months)


def test_a_theme_file_and_its_refusals(client: FlaskClient) -> None:
    theme = rows(client.get("/theme/care-leavers.csv?month=2020-12").data)
    assert {r["month"] for r in theme} == {str(Month(2020, 12))}
    assert len(theme) == 3
    assert client.get("/theme/section-20.csv").status_code == 404
    assert client.get("/theme/nothing.csv").status_code == 404
    assert client.get("/indicator/nothing.csv").status_code == 404


def test_a_proposed_indicator_has_a_file_without_months(client: FlaskClient) -> None:
    assert rows(client.get("/indicator/s20-1.csv").data) == []

"""The pages as the server draws them, without a browser."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue, IndicatorStatus
from tests.web.test_access import change


def body(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def refs(html: str) -> list[str]:
    return re.findall(r'<tr [^>]*data-ref="([^"]*)"', html)


def test_the_scorecard_holds_the_published_month(
    client: FlaskClient, published: Catalogue
) -> None:
    html = body(client, "/")
    assert len(refs(html)) == 64
    assert [r.replace("&amp;", "&") for r in refs(html)] == [i.ref for i in published.active]
    assert "February 2021" in html
    assert "Section 20" not in html[: html.index("</table>")].split("<table", 1)[1]


def test_the_scorecard_needs_none_of_dashs_component_libraries(client: FlaskClient) -> None:
    html = body(client, "/")
    for library in ("bootstrap_components", "dash_core", "dash_html", "dash_table", "plotly"):
        assert library not in re.sub(r'"children_props".*', "", html), library


def test_an_indicator_page_brings_the_components_it_uses(client: FlaskClient) -> None:
    html = body(client, "/indicator/m1")
    for library in ("dash_bootstrap_components", "dash_core_components", "plotly-basic"):
        assert re.search(rf"<script [^>]*{library}", html), library


def test_every_script_waits_for_the_first_frame_and_none_is_inline(
    client: FlaskClient,
) -> None:
    for address in ("/", "/indicator/m1", "/glossary"):
        html = body(client, address)
        before, waiting = html.split('<template id="later">')
        waiting, after = waiting.split("</template>")
        assert "start.js" in after
        assert waiting.rstrip().endswith("</script>")
        assert "live-page.js" in waiting.rsplit("<script", 1)[1], "the last one starts Dash"
        for tag in re.findall(r"<script[^>]*>", before + after):
            assert "application/json" in tag or ("defer" in tag and "src=" in tag), tag


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=red", 7),
        ("status=amber", 7),
        ("status=green", 10),
        ("status=steady", 9),
        ("status=query", 2),
        ("status=cannot+judge", 1),
        ("status=not+judged", 25),
        ("status=no+value", 3),
        ("judgement=improving", 9),
        ("judgement=worsening", 9),
        ("judgement=similar", 18),
        ("judgement=not+judged", 25),
        ("judgement=no+value", 3),
        ("theme=child-protection", 17),
        ("theme=child-protection&status=red", 1),
        ("q=care+leavers", 4),
        ("q=NI147", 1),
        ("q=no+such+thing", 0),
        ("theme=nonsense", 64),
        ("month=1999-01", 64),
        ("month=December&month=2020&theme=child-protection", 17),
        ("month=rubbish&status=purple", 64),
    ],
)
def test_filters_leave_the_rows_that_fit(client: FlaskClient, query: str, count: int) -> None:
    assert len(refs(body(client, f"/?{query}"))) == count


@pytest.mark.parametrize(
    ("query", "name", "year"),
    [
        ("", "February", 2021),
        ("?month=2020-12", "December", 2020),
        ("?month=December&month=2020", "December", 2020),
        ("?month=1999-01", "August", 2020),
        ("?month=March&month=2020", "August", 2020),
        ("?month=December&month=2021", "February", 2021),
        ("?month=December", "February", 2021),
        ("?month=2020&month=December&month=2020", "February", 2021),
        ("?month=&month=", "February", 2021),
    ],
)
def test_a_month_is_read_from_links_and_forms_or_the_nearest_held(
    client: FlaskClient, query: str, name: str, year: int
) -> None:
    for address, place in (("/", "scorecard"), ("/theme/child-protection", "theme")):
        html = body(client, address + query)
        assert f'<p class="eyebrow">{name} {year}' in html
        fields = html[html.index(f'id="{place}-month"') :].split("</fieldset>", 1)[0]
        chosen = re.findall(r"<option selected>(\w+)</option>", fields)
        assert chosen == [name, str(year)]


def test_what_a_reader_types_is_escaped(client: FlaskClient) -> None:
    html = body(client, "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_commentary_opens_under_its_row_and_is_escaped(client: FlaskClient) -> None:
    html = body(client, "/")
    row = html.index('data-ref="M1"')
    said = html.index("February was quieter than January.")
    assert row < said < html.index('data-ref="M2"')
    assert "rise when schools open &lt;b&gt;fully&lt;/b&gt;." in html
    assert html.count("What the service says") == 2


def test_commentary_names_its_file_and_no_writer(client: FlaskClient) -> None:
    html = body(client, "/indicator/m1")
    assert "February was quieter than January." in html
    assert "loaded from commentary.csv, which does not name its writer" in html


def test_the_changed_form_gets_the_same_rows_as_the_page(client: FlaskClient) -> None:
    address = "/?status=red"
    answer = client.post("/_dash-update-component", json=change(address)).json
    assert answer
    regions = answer["response"]["page"]["regions"]
    assert set(regions) == {
        "scorecard-lede",
        "scorecard-month",
        "scorecard-links",
        "scorecard-results",
    }
    assert refs(regions["scorecard-results"]) == refs(body(client, address))
    assert regions["scorecard-results"].strip() in body(client, address)


def test_every_indicator_and_theme_has_a_page(
    client: FlaskClient, published: Catalogue
) -> None:
    for indicator in published.indicators:
        html = body(client, f"/indicator/{indicator.address}")
        awaiting = indicator.status is IndicatorStatus.PROPOSED
        assert ("Awaiting data" in html) == awaiting, indicator.ref
        assert ("<svg" in html.split("<main", 1)[1]) != awaiting, indicator.ref
    for theme in published.themes:
        html = body(client, f"/theme/{theme.key}")
        for indicator in published.of_theme(theme.key):
            assert f"/indicator/{indicator.address}" in html


@pytest.mark.parametrize(
    "address", ["/nowhere", "/indicator/no-such-one", "/theme/x", "/indicator/", "/a/b/c"]
)
def test_an_unknown_address_is_not_found(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.get_data(as_text=True)


def test_a_page_that_is_not_found_offers_what_is_near(client: FlaskClient) -> None:
    html = client.get("/indicator/m6-qlval").get_data(as_text=True)
    assert 'href="/indicator/m6-ql-val"' in html


def test_a_slower_reader_can_choose_a_period_and_lay_others_beside(
    client: FlaskClient,
) -> None:
    html = body(client, "/indicator/lac7-ql?from=2020-12&to=2021-02&with=ni147&with=m1")
    figures = html[html.index('id="indicator-figures"') :].split("</table>", 1)[0]
    assert figures.count("<tr") == 4
    assert ">NI147</abbr>" in figures
    assert ">M1</abbr>" not in figures, "a count cannot be laid beside a percentage"


def test_lac7_says_its_points(client: FlaskClient) -> None:
    html = body(client, "/indicator/lac7-ql")
    assert "Up 6 percentage points, 84% to 90%, on January." in html
    row = body(client, "/?q=LAC7-QL")
    assert "Similar: up 6 percentage points, 84% to 90%" in row


def test_a_quarterly_row_names_its_last_return(client: FlaskClient) -> None:
    assert "quarterly; last return 23 in December 2020" in body(client, "/?q=FM011")


def test_assets_are_kept_for_ever_and_pages_are_asked_for_again(client: FlaskClient) -> None:
    html = body(client, "/")
    style = re.search(r'href="(/assets/style\.css\?v=[0-9a-f]+)"', html)
    assert style
    assert "immutable" in client.get(style[1]).headers["Cache-Control"]
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    assert client.get("/assets/../app.py").status_code == 404


def test_pages_and_static_files_are_compressed(client: FlaskClient) -> None:
    for address in ("/", "/assets/style.css", "/_dash-layout"):
        answer = client.get(address, headers={"Accept-Encoding": "br, gzip"})
        if len(answer.data) > 500:
            assert answer.headers["Content-Encoding"] == "br", address

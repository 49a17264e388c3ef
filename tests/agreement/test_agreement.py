"""Page, file and API say the same of every figure of a month, on both councils."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import api
from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app
from tests.agreement.readers import (
    CONTEXT,
    FIELDS,
    FIGURES,
    READERS,
    get,
    read_api_series,
    read_files_series,
    read_pages_series,
)


@dataclass(frozen=True)
class Site:
    """Somebody reading an edition of a council, with months to look at."""

    client: FlaskClient
    catalogue: Catalogue
    edition: str
    months: tuple[Month, ...]


@pytest.fixture(scope="module")
def sample(app: Dash, published: Catalogue) -> Site:
    return Site(
        app.server.test_client(),
        published,
        "/editions/2021-02/v1",
        (Month(2021, 2), Month(2020, 12)),
    )


@pytest.fixture(scope="module")
def invented_site(demo_settings: Settings, demo_store: Store, invented: Catalogue) -> Site:
    server = create_app(demo_settings, demo_store, api.add_to).server
    return Site(
        server.test_client(),
        invented,
        "/editions/2026-02/v1",
        (Month(2026, 2), Month(2025, 12), Month(2021, 3)),
    )


@pytest.fixture(params=["sample", "invented_site"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


def test_every_way_out_says_the_same_of_a_month(site: Site) -> None:
    refs = {indicator.ref for indicator in site.catalogue.active}
    for month in site.months:
        said = {name: read(site.client, site.edition, month) for name, read in READERS.items()}
        compared: Counter[tuple[str, str]] = Counter()
        for name, by_ref in said.items():
            assert set(by_ref) == refs, name
            for ref, row in by_ref.items():
                for field, text in row.items():
                    assert text == said["api"][ref][field], (name, ref, str(month), field)
                    compared[name, field] += 1
        for name in said:
            for field in FIELDS:
                # Pages do not say why something is not judged.
                enough = len(refs) if field != "reason" else len(refs) / 2
                assert compared[name, field] >= enough, (name, field)


def test_workbook_and_pack_give_the_same_figures(site: Site) -> None:
    month = site.months[0]
    told = READERS["api"](site.client, site.edition, month)
    for name, read in FIGURES.items():
        figures = read(site.client, site.edition, month)
        assert set(figures) >= set(told), name
        for ref, row in told.items():
            shown = figures[ref]["figure"]
            if shown or name != "workbook":
                assert shown == row["figure"], (name, ref)
            else:  # a blank cell loads again as missing or not due
                assert row["figure"] in ("[x]", "[z]"), ref


def test_the_comparison_finds_a_difference(sample: Site) -> None:
    month, other = sample.months
    one = READERS["page"](sample.client, sample.edition, month)
    two = READERS["api"](sample.client, sample.edition, other)
    differing = {
        field for ref in one for field in one[ref] if one[ref][field] != two[ref][field]
    }
    assert {"figure", "status", "change", "reason", "average", "range"} <= differing


def test_every_way_out_has_the_same_months(site: Site) -> None:
    asked = site.client, site.edition, site.catalogue
    told = read_api_series(*asked)
    pages, files = read_pages_series(*asked), read_files_series(*asked)
    assert set(told) == set(pages) == set(files)
    assert len(told) > 400
    for cell, row in told.items():
        for field in ("value", "numerator", "denominator"):
            assert files[cell][field] == row[field], (cell, field)
        assert pages[cell]["parts"] == row["parts"], cell
        if row["is_due"] == "yes" or row["text"].startswith("["):
            assert pages[cell]["text"] == row["text"], cell
        else:  # supplied though no return was due: pages say so in a note
            assert pages[cell]["text"] == "[z]"


def test_a_number_of_the_api_is_the_one_in_its_text(site: Site) -> None:
    compared = 0
    for month in site.months:
        address = f"/api/v1{site.edition}/measures?month={month}"
        for row in get(site.client, address).json["data"]:
            low, _, high = row["range"]["text"].rpartition(" to ")
            pairs = [
                (row["value"], row["text"]),
                (row["range"]["lowest"], low),
                (row["range"]["highest"], high),
            ]
            pairs += [
                (row[name]["value"], row[name]["text"]) for name in CONTEXT if name != "range"
            ]
            for number, text in pairs:
                if number is None or not text:
                    continue
                printed = re.match(r"(\u2212?[\d,]+(?:\.(\d+))?)", text)
                assert printed, (row["ref"], text)
                shown = float(printed[1].replace(",", "").replace("\u2212", "-"))
                half = 0.5 / 10 ** len(printed[2] or "")
                assert abs(number - shown) <= half + 1e-9, (row["ref"], number, text)
                compared += 1
    assert compared > 400

"""Every figure on the pages leads to an explanation that its own inputs bear out.

The pages of the sample are read as they are sent, to the public, to an officer and out of
the edition; those of the invented council in a process of their own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.demo import LAST, Demo
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.views.holdings import Holdings, read_holdings
from tests.explaining.pages import list_shown, read_page
from tests.explaining.walk import Get, Walk, addresses


def getting(client: FlaskClient, prefix: str = "") -> Get:
    def get(address: str) -> str:
        path = address if address.startswith(prefix) else prefix + address
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.get_data(as_text=True)

    return get


@pytest.fixture(scope="module")
def public(site_store: Store, published: Catalogue) -> Holdings:
    return read_holdings(site_store, published, Audience.PUBLIC)


def test_every_figure_of_the_sample_as_the_public(
    client: FlaskClient, public: Holdings, published: Catalogue
) -> None:
    walk = Walk(getting(client), public, Audience.PUBLIC, [Month(2021, 2)])
    for address in addresses(published, [Month(2021, 2)]):
        walk.follow(address)
    assert walk.figures > 64 * 10 + 64 * 3 + 64 * 20
    page = client.get(walk.explanations[0].path).get_data(as_text=True)
    assert "load 1" in page
    assert ", by test" not in page, "who loaded a file is not for everybody"


def test_every_figure_of_the_sample_as_an_officer(
    officer: FlaskClient, holdings: Holdings, published: Catalogue
) -> None:
    walk = Walk(getting(officer), holdings, Audience.RESTRICTED, [Month(2021, 1)])
    for address in addresses(published, [Month(2021, 1)]):
        walk.follow(address)
    assert walk.figures > 64 * 10 + 64 * 3 + 64 * 20
    assert ", by test" in officer.get(walk.explanations[0].path).get_data(as_text=True)


def test_an_edition_explains_its_own_figures(client: FlaskClient, public: Holdings) -> None:
    place = "/editions/2021-02/v1"
    walk = Walk(getting(client, place), public, Audience.PUBLIC, [])
    for address in ("/", "/theme/child-protection", "/indicator/ni147"):
        assert walk.follow(address) > 20
    html = client.get(f"{place}/").get_data(as_text=True)
    shown = list(list_shown(read_page(html)))
    assert {one.of_edition for one in shown} == {place}


@pytest.mark.parametrize(
    "path",
    [
        "/explain/m1/2021-02/no-such",
        "/explain/m1/2021-02/parts",
        "/explain/m1/2019-02",
        "/explain/m1/February 2021",
        "/explain/m1/2021-2",
        "/explain/no-such/2021-02",
        "/explain/s20-1/2021-02",
        "/explain/m1/2021-02/rank?year=1066",
        "/editions/2021-02/v9/explain/m1/2021-02",
    ],
)
def test_what_is_not_there_is_told_plainly(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def walk_invented(demo: Demo, folder: Path, audience: Audience, months: list[Month]) -> None:
    """Walk the invented council's pages in a process of their own; a figure that is not
    borne out ends it with what was found."""
    copy = folder / "invented.sqlite"
    shutil.copy(demo.database_url.removeprefix("sqlite:///"), copy)
    arguments = [str(copy), str(demo.catalogue), str(audience), *map(str, months)]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.explaining.invented", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert int(done.stdout) > 64 * 20 * len(months)


@pytest.mark.parametrize("audience", list(Audience))
def test_every_figure_of_an_invented_month(
    demo: Demo, tmp_path: Path, audience: Audience
) -> None:
    walk_invented(demo, tmp_path, audience, [LAST])


@pytest.mark.long
@pytest.mark.parametrize("audience", list(Audience))
def test_every_figure_of_twelve_invented_months(
    demo: Demo, tmp_path: Path, audience: Audience
) -> None:
    walk_invented(demo, tmp_path, audience, [LAST.shift(-n) for n in range(12)])

"""Five years of observations are answered at once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import flask
import pytest

MS = 100
Record = Callable[[str, object], None]


def median_ms(server: flask.Flask, address: str, times: int) -> float:
    client = server.test_client()
    assert client.get(address).status_code == 200
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(address)
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def test_five_years_of_observations(demo_api: flask.Flask) -> None:
    assert median_ms(demo_api, "/api/v1/latest/observations?per_page=5000", 9) < MS


@pytest.mark.long
def test_five_years_of_observations_in_every_form(
    demo_api: flask.Flask, record_property: Record
) -> None:
    for asked in ("", "?per_page=5000", "?format=csv"):
        taken = median_ms(demo_api, f"/api/v1/latest/observations{asked}", 51)
        record_property(f"observations{asked}, ms", f"{taken:.1f}")
        assert taken < MS

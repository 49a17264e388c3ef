"""How often one address may ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.api import limiting
from dashboard.api.limiting import Limiter
from dashboard.settings import Settings
from tests.fixtures.api import Serve


class Clock:
    """Stands until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def allowed(limiter: Limiter, origin: str, times: int) -> int:
    return sum(not limiter.take(origin).wait for _ in range(times))


def test_a_bucket_is_emptied_and_fills_again() -> None:
    clock = Clock()
    limiter = Limiter(30, clock)
    assert allowed(limiter, "192.0.2.1", 50) == 30
    assert limiter.take("192.0.2.1").wait == 2
    clock.now += 2
    assert allowed(limiter, "192.0.2.1", 5) == 1
    clock.now += 600
    assert allowed(limiter, "192.0.2.1", 50) == 30


def test_no_minute_lets_more_through_than_a_full_bucket_and_what_fills_it() -> None:
    clock = Clock()
    limiter = Limiter(60, clock)
    passed = []
    for _ in range(5000):
        clock.now += 0.1
        if not limiter.take("192.0.2.1").wait:
            passed.append(clock.now)
    for start in passed[::50]:
        assert sum(start <= at < start + 60 for at in passed) <= 120
    assert len(passed) == pytest.approx(60 + 500, abs=2)


def test_addresses_do_not_share_a_bucket_but_those_of_one_network_do() -> None:
    limiter = Limiter(2, Clock())
    assert allowed(limiter, "192.0.2.1", 3) == 2
    assert allowed(limiter, "192.0.2.2", 3) == 2
    assert allowed(limiter, "2001:db8:1:1::1", 2) == 2
    assert allowed(limiter, "2001:db8:1:1:ffff::9", 2) == 0
    assert allowed(limiter, "2001:db8:1:2::1", 2) == 2
    assert allowed(limiter, "::ffff:192.0.2.7", 2) == 2
    assert allowed(limiter, "::ffff:192.0.2.8", 2) == 2
    assert allowed(limiter, "", 3) == 2


def test_what_is_remembered_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "MOST_KNOWN", 10)
    limiter = Limiter(1, Clock())
    for number in range(100):
        limiter.take(f"192.0.2.{number}")
    assert len(limiter._buckets) == 10
    assert limiter.take("192.0.2.99").wait


def test_who_asks_too_often_is_told_when_to_ask_again(
    serve: Serve, site_settings: Settings
) -> None:
    client = serve(replace(site_settings, api_rate=3)).test_client()
    first = client.get("/api/v1/latest")
    assert first.headers["RateLimit-Policy"] == '"api";q=3;w=60'
    assert first.headers["RateLimit"] == '"api";r=2;t=20'
    assert "Retry-After" not in first.headers
    assert client.get("/api/v1/nothing").status_code == 404
    assert client.post("/api/v1/latest").status_code == 405
    refused = client.get("/api/v1/latest")
    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 20
    assert refused.json
    assert refused.json["detail"].startswith("More than 3 requests in a minute.")
    elsewhere = {"REMOTE_ADDR": "127.0.0.9"}
    assert client.get("/api/v1/latest", environ_base=elsewhere).status_code == 200


def test_without_a_limit_nothing_is_counted(serve: Serve, site_settings: Settings) -> None:
    client = serve(replace(site_settings, api_rate=0)).test_client()
    for _ in range(20):
        answer = client.get("/api/v1/editions")
        assert answer.status_code == 200
        assert "RateLimit" not in answer.headers


@pytest.mark.parametrize(("text", "rate"), [("0", 0), ("60", 60), ("", 300)])
def test_the_setting(text: str, rate: int) -> None:
    assert Settings.from_environment({"API_RATE": text}).api_rate == rate


@pytest.mark.parametrize("text", ["-1", "ten", "1.5", "9999999", "\u0663"])
def test_a_setting_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"API_RATE: .* is not a number of requests"):
        Settings.from_environment({"API_RATE": text})

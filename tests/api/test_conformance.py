"""schemathesis, against the description: every answer is one that it promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import flask
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from dashboard.access import OF_READING
from dashboard.people import Role
from dashboard.settings import Settings
from tests.fixtures.people import begin_session

OPERATIONS = 3 * len(OF_READING) + 2
"""Three places to read, and two addresses beside them; the description itself is not asked."""

Record = Callable[[str, object], None]

# The tool prints what it sent when it is long, and is warned of that by Hypothesis.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@dataclass
class Examined:
    """What came of it: requests made, what was found wrong, which operations were answered."""

    requests: int = 0
    wrong: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)


REAL: dict[str, object] = {
    "path.month": "2021-02",
    "path.version": 1,
    "path.slug": "m1",
    "query.month": "2021-02",
    "query.ref": "M1",
}
"""What stands in the addresses of things that are there; made up, it is hardly found."""


def examine(
    server: Any,
    settings: Settings,
    examples: int,
    only: str = "",
    parameters: dict[str, object] | None = None,
) -> Examined:
    """Let it ask whatever the description allows, and what it forbids, as an officer.

    `only` is a pattern of the paths to ask.
    """

    def on_this_machine(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = server({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)
        return answer

    session = begin_session(settings.database_url, Role.OFFICER)
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "parameters": parameters or {},
            "auth": {"openapi": {"session": {"api_key": session}}},
            # Where what is there is put in place of what was made up, nothing wrong is asked.
            "generation": {
                "mode": "positive" if parameters else "all",
                "max-examples": examples,
                "deterministic": True,
                "database": "none",
            },
            # It asks again without the session, which its transport for WSGI cannot do.
            "checks": {"ignored_auth": {"enabled": False}},
        }
    )
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", on_this_machine, config=config
    )
    examined = Examined()
    for event in from_schema(schema.include(path_regex=only) if only else schema).execute():
        if isinstance(event, events.ScenarioFinished):
            note(event, examined)
        elif isinstance(event, events.NonFatalError):
            examined.wrong.append(f"{event.label}: {event.value}")
        elif isinstance(event, events.FatalError):
            raise event.exception
        elif isinstance(event, events.SchemaAnalysisWarnings):
            examined.wrong += map(str, event.warnings)
        elif isinstance(event, events.EngineFinished):
            examined.wrong += map(str, event.failures)
    return examined


def note(event: events.ScenarioFinished, examined: Examined) -> None:
    recorder = event.recorder
    examined.requests += len(recorder.interactions)
    for case, interaction in recorder.interactions.items():
        if interaction.response and interaction.response.status_code == 200:
            examined.answered.add(recorder.cases[case].value.operation.label)
    for checks in recorder.checks.values():
        for check in checks:
            if found := check.failure_info:
                said = f"{check.name}: {found.failure.message}"
                examined.wrong.append(f"{event.label}: {said}\n{found.code_sample}")


def examine_all(server: Any, settings: Settings, examples: int) -> int:
    """Ask for what is made up, and for what is there. How many requests it took."""
    made_up = examine(server, settings, examples)
    real = examine(server, settings, examples, r"\{|/measures$", REAL)
    wrong = made_up.wrong + real.wrong
    assert not wrong, "\n".join(wrong[:10])
    answered = made_up.answered | real.answered
    assert len(answered) == OPERATIONS, "\n".join(sorted(answered))
    return made_up.requests + real.requests


def test_every_answer_is_as_described(sample_api: flask.Flask, site_settings: Settings) -> None:
    assert examine_all(sample_api, site_settings, 3) > 1000


@pytest.mark.long
def test_every_answer_is_as_described_whatever_is_asked(
    sample_api: flask.Flask, site_settings: Settings, record_property: Record
) -> None:
    requests = examine_all(sample_api, site_settings, 300)
    record_property("requests", f"{requests:,}")


def test_an_answer_that_is_not_as_described_is_found(
    sample_api: flask.Flask, site_settings: Settings
) -> None:
    def renamed(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        content = b"".join(sample_api(environ, start))
        if environ["PATH_INFO"] == "/api/v1/latest/glossary":
            content = content.replace(b'"meaning"', b'"meanung"')
        return [content]

    examined = examine(renamed, site_settings, 1, only="^/api/v1/latest/glossary$")
    assert any("meaning" in wrong for wrong in examined.wrong), examined.wrong[:3]

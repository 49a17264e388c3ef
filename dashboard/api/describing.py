"""The description of the API, as OpenAPI 3.1: made from the table of resources and the
models that write the answers, so that it says what is answered."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from dashboard import __version__
from dashboard.access import API, API_WORKING, EDITION, SESSION_COOKIE
from dashboard.api.asked import Asked, AskedNothing
from dashboard.api.models import MONTH_PATTERN, EditionEntry, Overview, Problem
from dashboard.api.places import MOST_VERSIONS
from dashboard.api.problems import MEDIA_TYPE
from dashboard.api.resources import RESOURCES, listing, single

_TEMPLATE = "#/components/schemas/{model}"
_PLACES = (
    ("/latest", "latest", "The latest edition", "Of the last version of the latest month."),
    (EDITION, "edition", "An edition", "Of one edition, which never changes."),
    (
        API_WORKING.removeprefix(API),
        "working",
        "Working months",
        "Of what is being prepared, for those signed in who may read it; marked.",
    ),
)
_FAILURES = {
    "400": "A parameter cannot be read; every one at fault is named.",
    "403": "It is not for whoever asks.",
    "404": "There is no such thing.",
    "429": "Too many requests in a minute.",
    "503": "The edition is not what was published, so nothing of it is shown.",
}
_PARTS: dict[str, dict[str, Any]] = {
    "month": {"type": "string", "pattern": MONTH_PATTERN, "examples": ["2021-02"]},
    "version": {"type": "integer", "minimum": 1, "maximum": MOST_VERSIONS},
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60},
}
_BY_FLASK = (("<month>", "month"), ("<int:version>", "version"), ("<slug>", "slug"))


@cache
def describe() -> str:
    """The document."""
    models: list[type[BaseModel]] = [
        Problem,
        single(Overview),
        listing(EditionEntry),
        *(resource.model for resource in RESOURCES),
    ]
    names, schemas = models_json_schema(
        [(model, "serialization") for model in dict.fromkeys(models)], ref_template=_TEMPLATE
    )
    refs = {model: names[model, "serialization"]["$ref"] for model in dict.fromkeys(models)}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Scrutiny dashboard",
            "version": __version__,
            "summary": "What is published of a council's monthly dataset.",
            "description": "It only reads. Every answer says whose figures it holds.",
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": title, "description": said} for _, _, title, said in _PLACES],
        "paths": _paths(refs),
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE}
            },
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _paths(refs: dict[type[BaseModel], str]) -> dict[str, Any]:
    problem = refs[Problem]
    paths = {
        API: _operation("index", "What there is", refs[single(Overview)], problem),
        f"{API}/openapi.json": _operation("description", "This description", "", problem),
        f"{API}/editions": _operation(
            "editions",
            "Every edition, in the order of publishing",
            refs[listing(EditionEntry)],
            problem,
            asked=Asked,
        ),
    }
    for place, name, title, _ in _PLACES:
        for resource in RESOURCES:
            path, parts = _path(f"{API}{place}{resource.path}")
            paths[path] = _operation(
                f"{name}_{resource.name}",
                resource.summary,
                refs[resource.model],
                problem,
                parts=parts,
                asked=resource.asked,
                tag=title,
                is_open=API + place != API_WORKING,
            )
    return paths


def _path(rule: str) -> tuple[str, list[str]]:
    """A rule of Flask's as a path of OpenAPI's, and the names of its variable parts."""
    parts = []
    for written, name in _BY_FLASK:
        if written in rule:
            rule = rule.replace(written, f"{{{name}}}")
            parts.append(name)
    return rule, parts


def _operation(
    name: str,
    summary: str,
    answer: str,
    problem: str,
    *,
    parts: list[str] | None = None,
    asked: type[BaseModel] = AskedNothing,
    tag: str = "",
    is_open: bool = True,
) -> dict[str, Any]:
    schema = {"$ref": answer} if answer else {"type": "object"}
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if issubclass(asked, Asked):
        content["text/csv"] = {"schema": {"type": "string"}}
    responses: dict[str, Any] = {"200": {"description": summary, "content": content}}
    if is_open:
        responses["200"]["headers"] = {
            "ETag": {"description": "Names what is answered.", "schema": {"type": "string"}}
        }
        responses["304"] = {"description": "You have it already."}
    for status, said in _FAILURES.items():
        responses[status] = {
            "description": said,
            "content": {MEDIA_TYPE: {"schema": {"$ref": problem}}},
        }
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "parameters": [
            *(
                {"name": part, "in": "path", "required": True, "schema": _PARTS[part]}
                for part in parts or ()
            ),
            *_parameters(asked),
        ],
        "responses": responses,
    }
    if tag:
        operation["tags"] = [tag]
    if not is_open:
        operation["security"] = [{"session": []}]
    return {"get": operation}


def _parameters(asked: type[BaseModel]) -> list[dict[str, Any]]:
    """The parameters of a query, from the model that reads it."""
    properties = asked.model_json_schema(by_alias=True)["properties"]
    parameters = []
    for name, schema in properties.items():
        # Without a parameter nothing is asked: none cannot be sent.
        schema.pop("default", None)
        schema.pop("title", None)
        said = schema.pop("description", "")
        if "anyOf" in schema:
            schema = next(one for one in schema["anyOf"] if one.get("type") != "null")
        parameters.append({"name": name, "in": "query", "description": said, "schema": schema})
    return parameters

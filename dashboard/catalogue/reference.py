"""The catalogue's reference for people and for editors, both made from the schema.

`docs/catalogue.md` is read by whoever edits `indicators.yaml`; an editor that reads
`docs/indicators.schema.json` completes and checks it while it is typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from dashboard.catalogue.schema import Catalogue
from dashboard.catalogue.values import KEY_PATTERN, MONTH_PATTERN, WEB_PATTERN, YEAR_PATTERN

EXAMPLE = Path(__file__).with_name("example.yaml")

_HEAD = """\
# The catalogue

`indicators.yaml` says everything the dashboard knows that is not a figure: the council,
its meetings, the themes, the people, the words, and every indicator with its rules. The
tables below are made from the schema in `dashboard/catalogue/schema.py` by
`python -m dashboard catalogue-reference`; a test fails when they are out of date.

`python -m dashboard check` reads the file and says everything that is wrong with it at
once, with the line. Keys not listed here are refused. An editor that understands
`yaml-language-server` completes keys and values if the file begins with:

```yaml
# yaml-language-server: $schema=docs/indicators.schema.json
```

Text needs quotes where YAML would misread it: where it holds a colon followed by a space,
holds a space followed by `#`, or begins with a sign other than a letter, a figure or a
bracket. Long text goes under `>-`, indented. Figures are written as they are meant,
percentages in per cent: `94` for 94%. A key is written in lower-case letters and figures,
joined by hyphens. YAML's aliases, tags and merged keys are not used.
"""

_HEADINGS = {
    "Catalogue": "The file",
    "MadeOf": "What an indicator is made of",
    "ArrowRule": "Arrow rule",
    "RagRule": "RAG rule",
    "Term": "Glossary term",
    "SpcRule": "SPC rule",
    "OfficialMeasure": "Official measure",
    "OfficialDefaults": "Official defaults",
}

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}
_FORMS = {
    "date": "date, such as 2021-03-25",
    KEY_PATTERN: "key",
    YEAR_PATTERN: "financial year, such as 2019-20",
    MONTH_PATTERN: "month, such as 2021-02",
    WEB_PATTERN: "web address",
}


class _Schema(GenerateJsonSchema):
    """JSON Schema without titles that only repeat names, and with numbers as numbers."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def encode_default(self, dft: Any) -> Any:
        return _plain(dft)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def json_schema() -> dict[str, Any]:
    """The schema as JSON Schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Catalogue.model_json_schema(schema_generator=_Schema),
    }


def reference_files() -> dict[str, str]:
    """The text of each generated file, by name."""
    schema = json_schema()
    return {
        "catalogue.md": "\n".join(_pages(schema)),
        "indicators.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n",
    }


def write_reference(folder: Path) -> None:
    """Write the generated files into that folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_files().items():
        (folder / name).write_text(text, encoding="utf-8")


def _pages(schema: dict[str, Any]) -> Iterator[str]:
    yield _HEAD
    entries = _in_order("Catalogue", {**schema["$defs"], "Catalogue": schema})
    for name, entry in entries.items():
        yield f"## {_heading(name)}\n"
        yield f"{entry['description']}\n"
        yield "| Key | Holds | If left out | Meaning |"
        yield "| --- | --- | --- | --- |"
        for key, field in entry["properties"].items():
            required = key in entry.get("required", ())
            cells = (f"`{key}`", _holds(field, schema["$defs"]), _if_left_out(field, required))
            yield f"| {' | '.join(cells)} | {field['description']} |"
        yield ""
    yield "## An example\n"
    yield "A whole catalogue, small and invented, with one full entry of everything.\n"
    yield f"```yaml\n{EXAMPLE.read_text(encoding='utf-8')}```\n"


def _in_order(
    name: str, entries: dict[str, Any], before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Entries by name, each followed by those it holds, in the order of its keys."""
    ordered = {**(before or {}), name: entries[name]}
    for field in entries[name]["properties"].values():
        for part in _parts(field):
            if "properties" in entries.get(part, {}) and part not in ordered:
                ordered = _in_order(part, entries, ordered)
    return ordered


def _parts(field: dict[str, Any]) -> Iterator[str]:
    """Names of the definitions a field refers to."""
    if "$ref" in field:
        yield field["$ref"].rpartition("/")[2]
    for option in (*field.get("anyOf", ()), field.get("items", {})):
        if option:
            yield from _parts(option)


def _heading(name: str) -> str:
    return _HEADINGS.get(name, name)


def _holds(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        if "enum" in definitions[name]:
            return " or ".join(f"`{value}`" for value in definitions[name]["enum"])
        heading = _heading(name)
        words = heading if heading.startswith(("RAG", "SPC")) else heading.lower()
        return f"[{words}](#{heading.lower().replace(' ', '-')})"
    if "anyOf" in field:
        kinds = [option for option in field["anyOf"] if option != {"type": "null"}]
        return " or ".join(_holds(option, definitions) for option in kinds)
    if field["type"] == "array":
        return f"list: {_holds(field['items'], definitions)}"
    form = field.get("format") or field.get("pattern", "")
    return _FORMS.get(form, _TYPES[field["type"]]) + _limits(field)


def _limits(field: dict[str, Any]) -> str:
    """What a single value must keep to, in words, after its type."""
    if "exclusiveMinimum" in field:
        return f" above {field['exclusiveMinimum']}"
    if "minimum" in field and "maximum" in field:
        return f" from {field['minimum']} to {field['maximum']}"
    if "maxLength" in field:
        return f" of at most {field['maxLength']} characters"
    return ""


def _if_left_out(field: dict[str, Any], required: bool) -> str:
    if required:
        return "required"
    default = field.get("default")
    if default is None:
        return "nothing"
    if isinstance(default, list):
        return ", ".join(f"`{value}`" for value in default) or "none"
    if isinstance(default, bool):
        return f"`{json.dumps(default)}`"
    return "its defaults" if isinstance(default, dict) else f"`{default}`"

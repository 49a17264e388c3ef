"""The catalogue itself: read from its file, addressed by slug, described by its reference."""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from dashboard.catalogue import (
    Catalogue,
    IndicatorStatus,
    check_catalogue,
    document,
    load_catalogue,
    read_catalogue,
    reference_files,
    slug_of,
    write_reference,
)
from dashboard.catalogue.reference import EXAMPLE, json_schema
from dashboard.periods import FinancialYear, Month
from tests.catalogue.editing import TEXT, edited, problems

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "indicators.yaml"

SLUGS = [
    ("M1", "m1"),
    ("M6-QL (val)", "m6-ql-val"),
    ("M6-QL", "m6-ql"),
    ("LAC6 (%)", "lac6-pct"),
    ("LAC6 (val)", "lac6-val"),
    ("EH3a%", "eh3a-pct"),
    ("CP2b%", "cp2b-pct"),
    ("CP2b", "cp2b"),
    ("NI147", "ni147"),
    ("% of A / B", "pct-of-a-b"),
]


@pytest.mark.parametrize(("ref", "slug"), SLUGS)
def test_the_slug_of_a_ref(ref: str, slug: str) -> None:
    assert slug_of(ref) == slug


def test_an_indicator_is_found_by_its_own_slug_and_by_the_one_made_from_its_ref() -> None:
    catalogue = load_catalogue(EXAMPLE)
    assert catalogue.by_address("assessments-in-time") is catalogue.indicator("A2%")
    assert catalogue.by_address("a1-val") is catalogue.indicator("A1 (val)")
    assert catalogue.by_address("a2-pct") is None


def test_an_identity_names_all_refs_it_binds() -> None:
    identities = load_catalogue(EXAMPLE).identities
    assert [identity.refs for identity in identities] == [
        ("A1", "A1 (val)", "Late"),
        ("A2%", "Over 45%"),
        ("Open", "New", "A1"),
        ("Per 10000", "New"),
    ]


def test_the_catalogue_of_the_project_has_no_problems() -> None:
    assert [str(problem) for problem in check_catalogue(REAL)] == []


def test_the_slugs_of_the_project_are_unique_and_have_the_promised_form() -> None:
    catalogue = load_catalogue(REAL)
    slugs = [indicator.address for indicator in catalogue.indicators]
    assert len(set(slugs)) == len(slugs)
    assert {"m6-ql-val", "lac6-pct", "eh3a-pct", "cp2b-pct"} <= set(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


def test_it_loads_in_well_under_a_second() -> None:
    load_catalogue(REAL)
    start = time.perf_counter()
    load_catalogue(REAL)
    assert time.perf_counter() - start < 0.5


def test_it_is_frozen() -> None:
    catalogue = load_catalogue(EXAMPLE)
    with pytest.raises(ValidationError):
        catalogue.indicators[0].name = "Other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        catalogue.council = catalogue.council  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Catalogue.model_validate({**catalogue.model_dump(), "colour": "green"})


def test_values_stay_as_they_are_written() -> None:
    """YAML would make dates, numbers and truths of these; the schema wants text."""
    text = edited(
        ("name: Data Team", "name: No"),
        ("term: Child and family assessment", "term: 2021-03-25"),
        ("year: 2019 to 2020", "year: 2020"),
        ("value: 84.5", "value: 0.10"),
        ("ref: A3", "ref: 1e3"),
    )
    catalogue = read_catalogue(text.encode("utf-8"), "example.yaml")
    neighbours = catalogue.indicator("A2%").comparators.neighbours
    assert catalogue.people[1].name == "No"
    assert catalogue.glossary[0].term == "2021-03-25"
    assert neighbours is not None
    assert (neighbours.year, str(neighbours.value)) == ("2020", "0.10")
    assert catalogue.find("1e3") is not None
    assert catalogue.meetings[0].considers == Month(2021, 2)
    assert catalogue.indicator("A2%").targets[0].financial_year == FinancialYear(2019)


def test_a_value_left_out_takes_the_default() -> None:
    catalogue = read_catalogue(
        edited(("defaults:\n  arrow_threshold_percent: 10\n", "defaults:\n")).encode(), "e.yaml"
    )
    assert catalogue.defaults.arrow_threshold_percent == Decimal(10)
    assert catalogue.indicator("A1").status is IndicatorStatus.ACTIVE
    assert catalogue.indicator("A1").targets == ()


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_reads_the_same() -> None:
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode("utf-8")
    assert read_catalogue(content, "example.yaml") == load_catalogue(EXAMPLE)
    text = edited(("polarity: more is better", "polarity: more"))
    unix, windows = problems(text), problems(text.replace("\n", "\r\n"))
    assert unix == windows
    assert len(unix) == 1


def test_the_slower_parser_of_yaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ten = ROOT / "tests" / "catalogue" / "ten_mistakes.yaml"
    fast = load_catalogue(EXAMPLE), check_catalogue(ten)
    monkeypatch.setattr(document, "LOADER", yaml.SafeLoader)
    assert (load_catalogue(EXAMPLE), check_catalogue(ten)) == fast


@pytest.mark.parametrize("name", sorted(reference_files()))
def test_the_reference_is_up_to_date(name: str) -> None:
    stale = f"docs/{name} is out of date. Run python -m dashboard catalogue-reference."
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == reference_files()[name], stale


def test_the_reference_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    write_reference(tmp_path / "docs")
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "docs").iterdir()}
    assert written == reference_files()


def test_every_key_of_the_schema_is_described_for_editors_and_people() -> None:
    schema = json_schema()
    page = reference_files()["catalogue.md"]
    entries = [schema, *(entry for entry in schema["$defs"].values() if "properties" in entry)]
    assert len(entries) > 10
    for entry in entries:
        assert entry["additionalProperties"] is False
        for key, field in entry["properties"].items():
            assert field["description"].endswith("."), key
            assert key in entry.get("required", ()) or "default" in field, key
            assert f"| `{key}` |" in page
            assert field["description"] in page


def test_the_schema_for_editors_offers_choices_and_writes_numbers_as_numbers() -> None:
    schema: dict[str, Any] = json.loads(reference_files()["indicators.schema.json"])
    definitions = schema["$defs"]
    assert definitions["Polarity"]["enum"] == [
        "more is better",
        "less is better",
        "no judgement",
    ]
    threshold = definitions["Defaults"]["properties"]["arrow_threshold_percent"]
    assert (threshold["type"], threshold["default"]) == ("number", 10)
    assert schema["properties"]["defaults"]["default"]["tolerance_points"] == 5


def test_links_within_the_reference_lead_somewhere() -> None:
    page = reference_files()["catalogue.md"]
    headings = {
        line.removeprefix("## ").lower().replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("## ")
    }
    links = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert len(links) > 8
    assert links <= headings


def test_commentary_is_the_reporters_and_the_owners_unless_it_says_otherwise() -> None:
    line = "    commentary: {writer: data-team, approver: head-of-assessment}\n"
    owned = "owner: head-of-assessment\n    reporter: data-team\n"
    for written, writer, approver in (
        ("", "data-team", "head-of-assessment"),
        ("    commentary: {writer: deputy}\n", "deputy", "head-of-assessment"),
        ("    commentary: {approver: deputy}\n", "data-team", "deputy"),
    ):
        text = edited(
            (owned + line, owned + written),
            ("people:\n", "people:\n  - key: deputy\n    name: Deputy\n"),
        )
        indicator = read_catalogue(text.encode(), "example.yaml").indicator("A2%")
        assert (indicator.writer, indicator.approver) == (writer, approver)
    assert read_catalogue(edited().encode(), "example.yaml").indicator("A1").writer is None

"""Findings on the published dataset, and what keys and evidence do when figures change."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.findings import BY_CODE, Finding, Held, Severity, find, read_held
from dashboard.findings.standing import find_new, findings_of
from dashboard.findings.wording import letters_apart
from dashboard.intake import commit, plan_load, read_file
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import Comment, CommentState
from dashboard.store import Store
from dashboard.views.holdings import read_holdings
from tests.findings.example import FEBRUARY, found, held
from tests.fixtures.app import LOADED_AT, SAMPLE, with_sample
from tests.fixtures.databases import new_file

CHILDREN = ("1", "2", "3", "4", "5")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The published sample in a store of its own."""
    store = Store.open(new_file(tmp_path / "findings.sqlite", with_sample))
    yield store
    store.close()


def of_sample(store: Store, published: Catalogue) -> tuple[Finding, ...]:
    return findings_of(store, read_holdings(store, published))


def test_the_published_sample_contradicts_itself_in_seven_places(
    store: Store, published: Catalogue
) -> None:
    errors = [f for f in of_sample(store, published) if f.severity is Severity.ERROR]
    assert sorted((f.code, f.refs[0], str(f.month)) for f in errors) == [
        ("population", "CP2-NI", "2020-08"),
        ("population", "CP2-NI", "2020-09"),
        ("population", "CP2-NI", "2020-11"),
        ("population", "CP2-NI", "2020-12"),
        ("stock-and-flow", "LAC1", "2020-09"),
        ("stock-and-flow", "LAC1", "2020-12"),
        ("stock-and-flow", "LAC1", "2021-02"),
    ]


def test_the_odd_rates_are_those_of_months_with_transfers(
    store: Store, published: Catalogue
) -> None:
    """By hand: with that month's transfer-ins each odd rate is right over 50,833 children."""
    holdings = read_holdings(store, published)
    odd = [f for f in of_sample(store, published) if f.code == "population"]
    for finding in odd:
        count, transfers, rate = (
            holdings.measures.value(ref, finding.month) for ref in ("CP2", "CP2b", "CP2-NI")
        )
        assert count is not None
        assert transfers is not None
        assert round(count / 50833 * 10000) != rate
        assert round((count + transfers) / 50833 * 10000) == rate


def test_small_counts_are_those_of_the_file(store: Store, published: Catalogue) -> None:
    with SAMPLE.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    expected = sum(
        cell in CHILDREN
        for row in rows
        if published.indicator(row[0]).kind == "count"
        and published.indicator(row[0]).counts_children
        for cell in row[5:12]
    )
    found_ones = [f for f in of_sample(store, published) if f.code == "small-count"]
    assert len(found_ones) == expected > 0


def test_the_rest_of_what_is_found_in_the_sample(store: Store, published: Catalogue) -> None:
    counts = Counter(f.code for f in of_sample(store, published))
    for code in ("population", "stock-and-flow", "small-count"):
        del counts[code]
    red = counts.pop("missing-commentary")
    assert red > 0, "the sample comes without commentary"
    outcomes = counts.pop("same-outcome", 0)
    assert outcomes == 0, "the sample comes without outcomes"
    assert counts == {
        "change-in-points": 1,
        "doubtful-zero": 2,
        "gap": 1,
        "stale-target": 6,
        "none-exists": 3,
        "far-comparator": 3,
        "spelling": 1,
        "not-due": 3,
        "open-target": 2,
        "counts-compared": 11,
    }


def test_every_finding_has_its_own_key_and_a_sentence(
    store: Store, published: Catalogue
) -> None:
    findings = of_sample(store, published)
    assert len({finding.key for finding in findings}) == len(findings)
    for finding in findings:
        assert finding.evidence.endswith((".", "?"))
        assert finding.severity is BY_CODE[finding.code].severity
        assert all(published.find(ref) for ref in finding.refs)


def test_the_same_figures_give_the_same_findings(store: Store, published: Catalogue) -> None:
    holdings = read_holdings(store, published)
    assert find(read_held(store, holdings)) == find(read_held(store, holdings))


def test_a_key_stays_while_the_evidence_changes() -> None:
    (before,) = (f for f in found("N 10; D 50; P 24") if f.code == "ratio")
    (after,) = (f for f in found("N 11; D 50; P 24") if f.code == "ratio")
    assert before.key == after.key
    assert before.evidence != after.evidence


def test_what_is_true_of_the_indicator_keeps_its_key_from_month_to_month() -> None:
    (first,) = (f for f in found("T 40") if f.code == "stale-target")
    later = held("T 40 40")
    (second,) = (f for f in find(later) if f.code == "stale-target")
    assert (first.key, first.evidence) == (second.key, second.evidence)
    assert "2021-02" not in first.key


def test_a_claim_that_agrees_where_its_paragraph_also_stands_is_no_finding() -> None:
    words = '"It was up on January."'
    assert any(f.code == "claim" for f in found(f"N 12 10; N says {words}"))
    shared = found(f"N 12 10; D 10 14; N says {words}; D says {words}")
    assert not any(f.code == "claim" for f in shared)


def test_a_paragraph_of_an_earlier_month_is_found_again() -> None:
    case = held('A 10 11; A says "Two posts were vacant."')
    january = FEBRUARY.shift(-1)
    earlier = Comment("A", january, 1, CommentState.PUBLISHED, "Two posts  were vacant.")
    comments = {"A": {**case.holdings.comments["A"], january: earlier}}
    again = replace(case, holdings=replace(case.holdings, comments=comments))
    assert [f.month for f in find(again) if f.code == "repeated-commentary"] == [FEBRUARY]


def test_a_file_is_held_against_what_it_could_know() -> None:
    """A maximum printed before a month was restated is not called wrong for it."""
    assert "maximum" not in codes(held("A 14; A was 10; A maximum 10"))
    assert "maximum" in codes(held("A 14; A was 13; A maximum 10"))


def codes(case: Held) -> set[str]:
    return {finding.code for finding in find(case)}


def test_a_load_says_what_it_would_bring_and_brings_it(
    store: Store, published: Catalogue
) -> None:
    holdings = read_holdings(store, published)
    content = b"ref,period,value\nLAC1,2021-03,507\nLAC2,2021-03,10\nLAC3,2021-03,3\n"
    plan = plan_load(read_file("march.csv", content, published), store, published)
    ahead = find_new(store, holdings, plan)
    assert "stock-and-flow" in {finding.code for finding in ahead}
    before = {(f.key, f.evidence) for f in findings_of(store, holdings)}
    commit(plan, store, AuditEntry(LOADED_AT, "test", "load file", "march.csv"))
    after = findings_of(store, read_holdings(store, published))
    assert {(f.key, f.evidence) for f in ahead} == {(f.key, f.evidence) for f in after} - before


def test_the_first_file_brings_what_its_preview_says(
    tmp_path: Path, published: Catalogue, reference: Path
) -> None:
    """With commentary, whose claims are also held against the changes it prints itself."""
    path = reference / "monthly-dataset-feb-2021.xlsx"
    store = Store.open(new_file(tmp_path / "first.sqlite"))
    plan = plan_load(read_file(path.name, path.read_bytes(), published), store, published)
    ahead = find_new(store, read_holdings(store, published), plan)
    commit(plan, store, AuditEntry(LOADED_AT, "test", "load file", path.name))
    after = of_sample(store, published)
    store.close()
    assert {(f.key, f.evidence) for f in ahead} == {(f.key, f.evidence) for f in after}


def test_one_month_can_be_looked_at_alone(store: Store, published: Catalogue) -> None:
    holdings = read_holdings(store, published)
    september = findings_of(store, holdings, Month(2020, 9))
    assert {finding.month for finding in september} == {Month(2020, 9)}
    assert "stock-and-flow" in {finding.code for finding in september}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Jo", "Jo", 0),
        ("Demisson", "Demmison", 2),
        ("Jo Example", "Jo Exampel", 2),
        ("Ann", "Anne", 1),
        ("Ann", "Bob", 3),
    ],
)
def test_letters_apart(one: str, other: str, apart: int) -> None:
    assert min(letters_apart(one, other), 3) == apart
    assert letters_apart(one, other) == letters_apart(other, one)

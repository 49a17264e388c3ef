"""A document holds all of an edition, is the same for the same, and reads back as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Hidden, Reason
from dashboard.editions import (
    Approval,
    DocumentError,
    Frozen,
    Kept,
    Material,
    extract_of,
    read_document,
    write_document,
)
from dashboard.periods import Month
from dashboard.records import (
    Arrow,
    Comment,
    CommentState,
    Observation,
    PublishedFigure,
    Source,
    Status,
)
from dashboard.store.writing_records import Doubt, FigureNote, Promise, Settled
from tests.spec.example import catalogue, indicator

AT = dt.datetime(2021, 3, 25, 9, 30, 0, 123456, tzinfo=dt.UTC)
FEB = Month(2021, 2)
SMALL = catalogue(indicator())
SOURCE = Source(3, "returns.xlsx", "abc", "Monthly dataset", 14, 9, "Feb-21", AT, "A. Officer")

_letters = st.characters(codec="utf-8")
texts = st.text(_letters, max_size=20)
names = st.text(_letters, min_size=1, max_size=20)
months = st.builds(Month, st.integers(2001, 2199), st.integers(1, 12))
moments = st.datetimes(
    dt.datetime(2000, 1, 1), dt.datetime(2199, 1, 1), timezones=st.just(dt.UTC)
)
numbers = st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(
    lambda number: Decimal(format(number.normalize(), "f"))
)
sources = st.builds(replace, st.just(SOURCE), sheet=texts, row=st.integers(0, 9999))
observations = st.one_of(
    st.builds(
        Observation,
        names,
        months,
        st.just(Status.VALUE),
        numbers,
        st.none() | numbers,
        st.none() | numbers,
        texts,
        st.none() | sources,
    ),
    st.builds(
        Observation,
        names,
        months,
        st.sampled_from(sorted(set(Status) - {Status.VALUE})),
    ),
)
printed = st.builds(
    PublishedFigure,
    names,
    months,
    st.sampled_from(["change", "average"]),
    texts,
    st.none() | numbers,
    st.none() | st.sampled_from(Arrow),
    st.none() | sources,
)
comments = st.builds(
    Comment,
    names,
    months,
    st.integers(1, 9),
    st.sampled_from(CommentState),
    texts,
    st.none() | names,
    st.none() | sources,
)
notes = st.builds(
    FigureNote, st.integers(1, 9), texts, months, st.sampled_from(Doubt), texts, texts, moments
)
settled = st.builds(
    Settled,
    st.builds(Promise, texts, months, st.integers(1, 9), texts, months),
    texts,
    texts,
    moments,
)
findings = st.builds(
    Kept,
    code=names,
    title=names,
    severity=names,
    refs=st.lists(names, max_size=3).map(tuple),
    month=months,
    evidence=names,
    reason=texts,
    accepted_by=texts,
    accepted_at=st.none() | moments,
)
cells = st.tuples(texts, months)


def some(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=4).map(tuple)


def frozen_of(material: Material) -> Frozen:
    return Frozen(FEB, 2, AT, "A. Officer", "One cell.", "", material, (), ())


@settings(max_examples=60, deadline=None)
@given(
    some(observations),
    some(observations),
    some(printed),
    some(comments),
    some(notes),
    some(settled),
    st.dictionaries(cells, st.sampled_from(Reason), max_size=3),
    some(findings),
)
def test_what_is_written_is_read_back(
    held: tuple[Observation, ...],
    earlier: tuple[Observation, ...],
    figures: tuple[PublishedFigure, ...],
    said: tuple[Comment, ...],
    noted: tuple[FigureNote, ...],
    done: tuple[Settled, ...],
    hidden: dict[tuple[str, Month], Reason],
    found: tuple[Kept, ...],
) -> None:
    material = Material(SMALL, None, held, earlier, figures, said, noted, done, Hidden(hidden))
    approvals = (Approval("M1", "B. Head", AT, "C. Director"), Approval("M2", "B. Head", AT))
    frozen = replace(frozen_of(material), findings=found, approvals=approvals)
    content = write_document(frozen)
    back = read_document(content)
    for name in ("observations", "earlier", "printed", "comments", "notes", "settled"):
        assert getattr(back.material, name) == getattr(material, name), name
    assert back.material.hidden.cells == hidden
    assert (back.findings, back.approvals) == (found, approvals)
    assert write_document(back) == content


def test_it_holds_catalogue_and_comparators_whole(published: Catalogue) -> None:
    official = extract_of(published)
    assert official
    back = read_document(write_document(frozen_of(Material(published, official))))
    assert back.material.catalogue == published
    assert back.material.official
    assert back.material.official.values == official.values
    assert back.material.official.lists == official.lists
    assert back.material.official.withheld == official.withheld
    assert (back.month, back.version, back.published_at) == (FEB, 2, AT)
    assert (back.published_by, back.reason) == ("A. Officer", "One cell.")


def test_it_is_one_line_of_json_with_keys_in_order(published: Catalogue) -> None:
    content = write_document(frozen_of(Material(published)))
    held = json.loads(content)
    again = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content == again.encode()
    assert b"\n" not in content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"format":"scrutiny dashboard edition, 9"}', 'of the form "scrutiny .* 9"'),
        (b'{"format":"scrutiny dashboard edition, 1"}', "cannot be read"),
    ],
)
def test_another_form_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read_document(content)

"""Nobody finds out a hidden count of the invented council from all that the app answers."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest

from dashboard.catalogue import Catalogue, Indicator, Kind
from dashboard.demo import Demo
from dashboard.disclosure import WITHHELD, Hidden, Reason, hide
from dashboard.periods import Month
from dashboard.records import Observation, Status
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.views.explaining.explanation import NOTHING
from tests.disclosure.attacker import SMALL, Attacker, Cell, Read

Answers = dict[str, str]
_ROW = re.compile(r'<th scope="row">(\w+ \d{4})</th>(.*?)</tr>', re.DOTALL)
_INPUT = re.compile(
    r'<th scope="row"><a href="[^"]*/explain/([^/]+)/([^/"]+)">(.*?)</tr>', re.DOTALL
)
_SMALL_NUMBER = re.compile(r"\b(?:[1-5]|one|two|three|four|five)\b(?![.,]\d)")


@pytest.fixture(scope="module")
def crawled(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Answers]:
    """What anybody gets from the running app, with pages of so many months."""

    def fetch(months: int) -> Answers:
        out = tmp_path_factory.mktemp("crawl") / "answers.json"
        arguments = [demo.database_url, str(demo.catalogue), str(months), str(out)]
        subprocess.run(
            [sys.executable, "-m", "tests.disclosure.crawl", *arguments],
            cwd=ROOT,
            check=True,
            timeout=3600,
        )
        answers: Answers = json.loads(out.read_text())
        return answers

    return fetch


@pytest.fixture(scope="module")
def held(demo_store: Store) -> dict[Cell, Observation]:
    """What the council knows and the public does not."""
    return {(o.ref, o.month): o for o in demo_store.observations()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def read_series(answers: Answers, catalogue: Catalogue) -> tuple[dict[Cell, Read], set[Cell]]:
    """Every figure in the files of all indicators, and every cell marked [c]."""
    read: dict[Cell, Read] = {}
    hidden: set[Cell] = set()
    for indicator in catalogue.active:
        for row in rows(answers[f"/indicator/{indicator.address}.csv"]):
            cell = indicator.ref, Month.parse(row["period"])
            if row["value"] == "[c]":
                hidden.add(cell)
                assert not row["numerator"] + row["denominator"]
            elif row["value"] and not row["value"].startswith("["):
                top, bottom = row["numerator"], row["denominator"]
                parts = (int(top), int(bottom)) if top else None
                read[cell] = Read(row["value"].rstrip("%"), parts)
    return read, hidden


def guarded(catalogue: Catalogue, held: dict[Cell, Observation]) -> dict[Cell, int]:
    """Every count of children from 1 to 5: as a figure, as a part in words, as a rest."""
    small: dict[Cell, int] = {}
    for (ref, month), o in held.items():
        indicator = catalogue.find(ref)
        if indicator is None or o.value is None or indicator.counts_children is False:
            continue
        if indicator.kind is Kind.COUNT:
            small[ref, month] = int(o.value)
        elif indicator.is_percentage and o.numerator is not None and o.denominator is not None:
            small[f"{ref} top", month] = int(o.numerator)
            small[f"{ref} rest", month] = int(o.denominator - o.numerator)
    return {cell: count for cell, count in small.items() if count in SMALL}


def recovered(attacker: Attacker, small: Iterable[Cell]) -> list[Cell]:
    """The counts of which too much was learnt, once everything was reckoned."""
    attacker.attack()
    known = {c for c in small if not c[0].endswith(" top")}
    return [cell for cell in known if attacker.learnt(cell) != SMALL]


def as_read(
    held: dict[Cell, Observation], catalogue: Catalogue, hidden: Hidden
) -> dict[Cell, Read]:
    """The figures of everything that is not hidden, without parts."""
    return {
        cell: Read(f"{o.value:f}")
        for cell, o in held.items()
        if o.status is Status.VALUE and cell not in hidden and catalogue.find(cell[0])
    }


def test_the_attack_succeeds_where_only_small_counts_are_hidden(
    held: dict[Cell, Observation], invented: Catalogue
) -> None:
    hidden = hide(invented, held.values(), secondary=False)
    attacker = Attacker(invented, as_read(held, invented, hidden), hidden.cells)
    found = recovered(attacker, guarded(invented, held))
    assert len(found) > 50
    exactly = [c for c in found if c in hidden and attacker.learnt(c) == {held[c].value}]
    assert len(exactly) > 10


def test_the_figures_shown_give_no_small_count_away(
    held: dict[Cell, Observation], invented: Catalogue
) -> None:
    hidden = hide(invented, held.values())
    attacker = Attacker(invented, as_read(held, invented, hidden), hidden.cells)
    assert recovered(attacker, guarded(invented, held)) == []


def test_the_app_gives_no_small_count_away(
    crawled: Callable[[int], Answers], held: dict[Cell, Observation], invented: Catalogue
) -> None:
    attack_all(crawled(1), held, invented)


@pytest.mark.long
def test_the_app_gives_no_small_count_away_in_any_month(
    crawled: Callable[[int], Answers], held: dict[Cell, Observation], invented: Catalogue
) -> None:
    attack_all(crawled(60), held, invented)


def attack_all(answers: Answers, held: dict[Cell, Observation], catalogue: Catalogue) -> None:
    """Read all answers and try everything."""
    read, marked = read_series(answers, catalogue)
    hidden = hide(catalogue, held.values())
    assert marked == {cell for cell in hidden.cells if catalogue.find(cell[0])}
    assert recovered(Attacker(catalogue, read, marked), guarded(catalogue, held)) == []
    for indicator in catalogue.active:
        mine = {month for ref, month in marked if ref == indicator.ref}
        check_pages(answers, indicator, mine)
    told = 0
    for address, answer in answers.items():
        if address.startswith("/explain/"):
            told += check_explanation(answer, catalogue, read, marked)
        if address.startswith("/scorecard.csv"):
            for row in rows(answer):
                check_standing(row, read, marked, hidden)
    assert told > 100, "explanations name hidden cells, and only as hidden"


def check_pages(answers: Answers, indicator: Indicator, hidden: set[Month]) -> None:
    """Tables, sentences, drawings and charts of an indicator name no hidden month's figure."""
    names = {month.long for month in hidden}
    for address, answer in answers.items():
        if not re.match(rf"/indicator/{re.escape(indicator.address)}(?![\w.-])", address):
            continue
        if address.endswith("indicator-graph.figure"):
            check_chart(json.loads(answer)["response"]["indicator-graph"]["figure"], names)
            continue
        text = answer
        if address.endswith("page.regions"):
            text = "\n".join(json.loads(answer)["response"]["page"]["regions"].values())
        text = html.unescape(text)
        for month, cells in _ROW.findall(text):
            if month in names:
                assert re.search(r'<td class="n"><a [^>]*>\[c\]<', cells), (address, month)
                assert "was " not in cells, (address, month)
        for figure, month in re.findall(r"([\d,.]+%?) in (\w+ \d{4})", text):
            assert month not in names, (address, figure, month)


def check_explanation(
    answer: str, catalogue: Catalogue, read: dict[Cell, Read], marked: set[Cell]
) -> int:
    """What it names as its inputs is what the files say too, and of hidden cells nothing.

    How many hidden cells it names.
    """
    hidden = 0
    for slug, month, cells in _INPUT.findall(answer):
        indicator = catalogue.by_address(slug)
        assert indicator
        cell = indicator.ref, Month.parse(month)
        found = re.findall(r"<td[^>]*>([^<]*)", cells)[1:]
        held, *places = (html.unescape(text) for text in found)
        if cell in marked:
            assert held == "[c]"
            assert set(places) <= {NOTHING}
            hidden += 1
        elif held and not held.startswith("["):
            figure, parts = read[cell], read[cell].parts
            assert parts or float(held.strip("%").replace(",", "")) == float(figure.text)
    return hidden


def check_chart(figure: dict[str, object], names: set[str]) -> None:
    traces = figure["data"]
    assert isinstance(traces, list)
    for trace in traces[:1]:
        for said, value in zip(trace.get("hovertext") or [], trace["y"], strict=False):
            month = said.partition(":")[0]
            if month in names:
                assert value is None
                assert "[c]" in said


def check_standing(
    row: dict[str, str], read: dict[Cell, Read], marked: set[Cell], hidden: Hidden
) -> None:
    """Average and range follow from the figures shown, and the paragraph tells nothing."""
    ref, month = row["ref"], Month.parse(row["month"])
    window = [month.shift(-back) for back in range(12)]
    any_hidden = any((ref, m) in marked for m in window)
    if any_hidden:
        assert "published" not in row["12-month average"] + row["12-month range"]
    shown = [float(read[ref, m].text) for m in window if (ref, m) in read]
    if any_hidden and shown and row["12-month range"]:
        most = re.findall(r"[\d,.]+", row["12-month range"].partition("(")[0])[-1]
        assert float(most.replace(",", "")) == pytest.approx(max(shown), abs=0.51)
    if (ref, month) in marked:
        assert row["figure"] == "[c]"
        assert row["no figure because"] == "hidden to protect children"
    if hidden.cells.get((ref, month)) is Reason.SMALL and row["commentary"] != WITHHELD:
        assert not _SMALL_NUMBER.search(row["commentary"])

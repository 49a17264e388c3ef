"""What `indicators.yaml` and the sample say, held against the published dataset.

The catalogue is read here as plain YAML and the dataset as plain CSV, so that nothing of
the loading or of the intake decides what these tests see.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from dashboard.catalogue.schema import (
    Catalogue,
    Comparator,
    Indicator,
    IndicatorStatus,
    MadeOf,
    RagRule,
    Target,
)
from tests.measures.published import RATIOS

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "southampton-2021-02.csv"

THEMES = {
    "Contacts and referrals": "M1, M2, M3, M2-NI, M8-QL, M6-QL (val), M6-QL, M4, EH5-QL",
    "Assessments": "EH3, EH3a%, EH3b%, EH3c%, EH3d%, EH3e%, EH4 (val), EH4-QL",
    "Child protection": "CP1, CP1-NI, CP6B, CP6B-NI, CP2, CP2-NI, CP4 (val), CP4, CP2b, "
    "CP2b %, CP3-QL (val), CP3-QL, CP8-QL, CP5-QL (val), CP5-QL, CP9, CP7",
    "Looked-after children": "LAC1, LAC1-NI, LAC2, LAC3, LAC6 (val), LAC6 (%), LAC12 (val), "
    "LAC12 (%), LAC7-QL, LAC10 (%), LAC10-QL, LAC13, LAC14",
    "Care leavers": "LAC11-QL, LAC11-QL (%), NI147",
    "Fostering and placements": "LAC9 (val), LAC9, LAC16",
    "Early help": "M5, EH2, EH1a, EH1c, EH1b, EH14b, CIN5",
    "Youth justice and families": "LSCB17a, YO2, FM011, FM012",
}
POLARITIES = {"▲": "more is better", "▼": "less is better", "": "no judgement"}
MONTHS = ("Aug-20", "Sep-20", "Oct-20", "Nov-20", "Dec-20", "Jan-21", "Feb-21")
LEFT_OUT = ("Outcome", "Commentary (Feb-21)")

Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.model_validate(
        yaml.safe_load((ROOT / "indicators.yaml").read_text("utf-8"))
    )


@pytest.fixture(scope="module")
def published(reference: Path) -> Rows:
    """The dataset as published: cells as printed, by ref and heading."""
    return {row["Ref."]: row for row in read_csv(reference / "monthly-dataset-feb-2021.csv")}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_number(cell: str) -> Fraction:
    return Fraction(cell.strip().replace(",", "").removesuffix("%"))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words in a text."""
    found = words(text)
    return {tuple(found[n : n + length]) for n in range(len(found) - length + 1)}


# The scorecard: themes, order, who answers


def test_the_scorecard_has_eight_themes_in_order_and_64_indicators(
    catalogue: Catalogue,
) -> None:
    expected = [ref for refs in THEMES.values() for ref in refs.split(", ")]
    assert [theme.name for theme in catalogue.themes] == [*THEMES, "Section 20"]
    assert [indicator.ref for indicator in catalogue.active] == expected
    counts = Counter(indicator.theme for indicator in catalogue.active)
    assert [counts[theme.key] for theme in catalogue.themes] == [9, 8, 17, 13, 3, 3, 7, 4, 0]


def test_the_file_keeps_the_order_of_the_themes(catalogue: Catalogue) -> None:
    order = [theme.key for theme in catalogue.themes]
    places = [order.index(indicator.theme) for indicator in catalogue.indicators]
    assert places == sorted(places)


def test_every_address_is_a_different_one(catalogue: Catalogue) -> None:
    addresses = Counter(indicator.address for indicator in catalogue.indicators)
    assert [address for address, times in addresses.items() if times > 1] == []
    assert {"m6-ql-val", "lac6-pct", "eh3a-pct", "cp2b", "cp2b-pct"} <= set(addresses)


def test_names_are_the_published_ones(catalogue: Catalogue, published: Rows) -> None:
    differing = {
        indicator.ref: indicator.name.removeprefix(published[indicator.ref]["Indicator"])
        for indicator in catalogue.active
        if indicator.name != published[indicator.ref]["Indicator"].rstrip(" .")
    }
    assert differing == {"CIN5": ")"}


def test_owners_and_reporters_are_the_published_ones(
    catalogue: Catalogue, published: Rows
) -> None:
    spellings = {"Simon Demisson": "Simon Demmison"}
    for indicator in catalogue.active:
        row = published[indicator.ref]
        owner, reporter = (
            catalogue.person(indicator.owner),
            catalogue.person(indicator.reporter),
        )
        assert owner is not None
        assert reporter is not None
        assert owner.name == row["Owner"]
        assert reporter.name == spellings.get(row["Reporter"], row["Reporter"])
    named = {key for i in catalogue.active for key in (i.owner, i.reporter)}
    assert named == {person.key for person in catalogue.people}


# How an indicator is judged


def test_polarity_is_the_published_one(catalogue: Catalogue, published: Rows) -> None:
    for indicator in catalogue.active:
        assert indicator.polarity == POLARITIES[published[indicator.ref]["DoT"].strip()]
    counts = Counter(str(indicator.polarity) for indicator in catalogue.active)
    assert counts == {"more is better": 23, "less is better": 15, "no judgement": 26}


def test_only_the_two_programme_indicators_are_quarterly(catalogue: Catalogue) -> None:
    quarterly = [indicator.ref for indicator in catalogue.indicators if indicator.is_quarterly]
    assert quarterly == ["FM011", "FM012"]


def test_only_what_counts_no_children_is_exempt(catalogue: Catalogue) -> None:
    exempt = [i.ref for i in catalogue.indicators if not i.counts_children]
    assert exempt == ["LAC16", "FM011", "FM012"]


def test_comparators_are_the_published_ones(catalogue: Catalogue, published: Rows) -> None:
    for indicator in catalogue.active:
        cells = [
            published[indicator.ref][column].strip() for column in ("SN", "ENG", "SE region")
        ]
        stated = indicator.comparators
        values = [stated.neighbours, stated.england, stated.region]
        if cells == ["Local"] * 3:
            assert (stated.status, values) == ("no national comparator exists", [None] * 3)
        elif set(cells) <= {"", "-"}:
            assert (stated.status, values) == ("none given", [None] * 3)
        else:
            assert stated.status == "stated"
            assert [given.value for given in values if given] == [as_number(c) for c in cells]
            assert {(given.year, given.basis) for given in values if given} == {
                ("not stated", "not stated")
            }


def test_targets_are_the_published_ones(catalogue: Catalogue, published: Rows) -> None:
    for indicator in catalogue.active:
        printed = {
            f"20{years}": cell
            for years in ("17-18", "18-19", "19-20")
            if (cell := published[indicator.ref][f"Target {years}"].strip())
        }
        assert [target.year for target in indicator.targets] == list(printed)
        for target, cell in zip(indicator.targets, printed.values(), strict=True):
            if cell == "TBC":
                assert (target.status, target.value) == ("to be confirmed", None)
            else:
                assert target.status == "set"
                assert target.value == as_number(cell)
    totals = [
        i.ref
        for i in catalogue.active
        if any(t.basis == "total for the year" for t in i.targets)
    ]
    assert totals == ["LAC6 (val)"]


def test_every_source_is_a_publication(catalogue: Catalogue) -> None:
    keys = {publication.key for publication in catalogue.publications}
    for indicator in catalogue.indicators:
        compared = indicator.comparators
        cited: list[Comparator | Target] = [
            entry
            for entry in (compared.neighbours, compared.england, compared.region)
            if entry is not None
        ]
        assert {entry.source for entry in [*cited, *indicator.targets]} <= keys


# What an indicator is made of


def test_nine_percentages_are_made_of_two_indicators(catalogue: Catalogue) -> None:
    held = {
        indicator.ref: (made_of.numerator, made_of.denominator)
        for indicator in catalogue.active
        if (made_of := indicator.made_of) and made_of.numerator and made_of.denominator
    }
    assert held == RATIOS


@pytest.mark.parametrize("ref", RATIOS)
def test_the_parts_give_the_published_percentage_in_every_month(
    ref: str, published: Rows
) -> None:
    top, bottom = RATIOS[ref]
    for month in MONTHS:
        share = 100 * as_number(published[top][month]) / as_number(published[bottom][month])
        half_up = (share + Fraction(1, 2)).__floor__()
        assert f"{half_up}%" == published[ref][month]


def test_percentages_and_rates_say_what_they_are_made_of(catalogue: Catalogue) -> None:
    refs = {indicator.ref for indicator in catalogue.indicators}
    for indicator in catalogue.indicators:
        made_of = indicator.made_of
        if indicator.kind not in ("percentage", "rate"):
            assert made_of is None
            continue
        assert made_of is not None
        assert {made_of.numerator, made_of.denominator} - {None} <= refs
        assert bool(made_of.numerator) != bool(made_of.numerator_words)
        below = (made_of.denominator, made_of.denominator_words, made_of.population)
        assert len([text for text in below if text]) == 1
        assert bool(made_of.population) == (indicator.kind == "rate")
        expected = 100000 if indicator.ref == "YO2" else 10000 if made_of.population else 100
        assert made_of.multiplier == expected


# Words


def test_every_term_named_is_in_the_glossary(catalogue: Catalogue) -> None:
    keys = Counter(term.key for term in catalogue.glossary)
    assert set(keys.values()) == {1}
    for indicator in catalogue.indicators:
        assert set(indicator.terms) <= set(keys)
        assert indicator.terms


def test_every_abbreviation_in_a_name_is_in_the_glossary(catalogue: Catalogue) -> None:
    known = {term.short.upper() for term in catalogue.glossary if term.short}
    plain = {"INCLUDING", "EXCLUDING"}
    found = set[str]()
    for indicator in catalogue.indicators:
        shorts = re.findall(r"\b[A-Z][A-Za-z]*[A-Z0-9]\d*(?=s?\b)", indicator.name)
        found |= {short.upper() for short in shorts} - plain
    assert {"CIN", "ICPC", "S47", "E11", "E44", "NEET", "IFA", "PBR"} <= found
    assert found - known == set()


def test_outcomes_are_one_sentence_and_each_its_own(catalogue: Catalogue) -> None:
    outcomes = [indicator.outcome for indicator in catalogue.indicators]
    assert len(set(outcomes)) == len(outcomes)
    assert [text for text in outcomes if not re.fullmatch(r"[A-Z][^.!?]+\.", text)] == []


def test_our_words_are_not_the_papers(catalogue: Catalogue, published: Rows) -> None:
    theirs = [row[column] for row in published.values() for column in LEFT_OUT]
    taken = {run for text in theirs for run in runs(text, 8)}
    ours = [indicator.outcome for indicator in catalogue.indicators]
    ours += [theme.about for theme in catalogue.themes]
    ours += [term.meaning for term in catalogue.glossary]
    assert len(taken) > 1000
    assert [text for text in ours if runs(text, 8) & taken] == []
    printed = {tuple(words(text)) for text in theirs}
    assert [text for text in ours if tuple(words(text)) in printed] == []


# Section 20


def test_section_20_awaits_data(catalogue: Catalogue) -> None:
    proposed = catalogue.of_theme("section-20")
    assert len(proposed) >= 8
    assert {indicator.status for indicator in proposed} == {IndicatorStatus.PROPOSED}
    assert {indicator.owner or indicator.reporter for indicator in proposed} == {None}
    assert {str(indicator.comparators.status) for indicator in proposed} == {"none given"}
    share = catalogue.indicator("S20-2").made_of
    assert share is not None
    assert (share.numerator, share.denominator) == ("S20-1", "LAC1")
    assert "days" in {indicator.kind for indicator in proposed}


# The head comment and the sample


def test_the_head_comment_shows_one_full_entry() -> None:
    """The entry, freed of its remark signs, is a valid one with every key there is."""
    lines = (ROOT / "indicators.yaml").read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=docs/indicators.schema.json"
    first = next(n for n, line in enumerate(lines) if line.startswith("# One full entry"))
    last = lines.index("# End of the full entry.")
    shown = [line.removeprefix("#").removeprefix(" ") for line in lines[first + 1 : last]]
    (entry,) = yaml.safe_load("\n".join(shown))
    indicator = Indicator.model_validate(entry)
    assert set(entry) == set(Indicator.model_fields)
    assert indicator.comparators.neighbours is not None
    assert set(entry["comparators"]["neighbours"]) == set(Comparator.model_fields)
    text = "\n".join(shown)
    for model in (MadeOf, Target, RagRule):
        assert [key for key in model.model_fields if f"{key}:" not in text] == []


def test_the_sample_is_the_published_file_without_its_prose(reference: Path) -> None:
    whole = read_csv(reference / "monthly-dataset-feb-2021.csv")
    for row in whole:
        row.update(dict.fromkeys(LEFT_OUT, ""))
    sample = read_csv(SAMPLE)
    assert sample == whole
    assert list(sample[0]) == list(whole[0])
    assert len(sample) == 64

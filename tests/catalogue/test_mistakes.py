"""Mistakes in the catalogue: each is reported, all at once, with its line, in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.catalogue import check_catalogue
from tests.catalogue.editing import edited, first_change, messages, problems

TEN = Path(__file__).with_name("ten_mistakes.yaml")

# Number in the file, indicator, message.
EXPECTED = {
    1: (
        None,
        'council website "www.example.org" is not a web address. Write it as '
        "https://www.example.org/.",
    ),
    2: ("C1", 'polarity "more is beter" is not known. Did you mean "more is better"?'),
    3: ("C1", 'owner "jo-exmaple" is not known. Did you mean "jo-example"?'),
    4: ("C2", 'theme "contact" is not known. Did you mean "contacts"?'),
    5: (
        "C2",
        'target value "1,200" is not a number. Write figures and at most a point, without '
        "commas, per cent signs or words.",
    ),
    6: (
        "C2",
        'target tolerance_points "5" does not go with a count, which has no percentage '
        "points. Use tolerance_percent.",
    ),
    7: ("C3", 'name is missing. Add a line that begins with "name:".'),
    8: ("C3", 'made_of denominator "C11" is not known. Did you mean "C1"?'),
    9: ("C2", 'ref "C2" stands on line 47 already. Give each its own.'),
    10: ("C2", 'key "counts_childern" is not known. Did you mean "counts_children"?'),
}


def test_ten_mistakes_give_ten_messages_each_with_its_line() -> None:
    text = TEN.read_text(encoding="utf-8").splitlines()
    marks = {
        int(found[1]): n
        for n, line in enumerate(text, 1)
        if (found := re.search(r"# \((\d+)\)", line))
    }
    assert list(marks) == list(EXPECTED)
    expected = [
        f"ten_mistakes.yaml, line {marks[n]}{f', indicator {ref}' if ref else ''}: {message}"
        for n, (ref, message) in EXPECTED.items()
    ]
    assert [str(problem) for problem in check_catalogue(TEN)] == expected


# What is changed in the example catalogue, what it is changed to, and the message. The
# line must be that of the change, whichever line of the example that is.
SINGLE = [
    (
        "whole: A1, parts: [A1 (val), Late]",
        "whole: A1, parts: [A1 (val), Lates]",
        'identity part "Lates" is not known. Did you mean "Late"?',
    ),
    (
        "kind: parts of a whole, whole: A1,",
        "kind: parts of a whole,",
        'identity whole is missing for kind "parts of a whole". Add a line that begins with '
        '"whole:".',
    ),
    (
        "kind: shares, parts",
        "kind: shares, whole: A1, parts",
        'identity whole does not go with kind "shares". Remove it, or correct the kind.',
    ),
    (
        "parts: [A2%, Over 45%]",
        "parts: [A2%]",
        "identity parts names one indicator alone. Name two or more, or remove the identity.",
    ),
    (
        "parts: [A2%, Over 45%]",
        "parts: [A2%, Over 45%, A2%]",
        'identity names "A2%" twice. Name each ref once.',
    ),
    (
        "parts: [A2%, Over 45%]",
        "parts: [A2%, Late]",
        'identity parts "Late" is a count, not a percentage. Name a percentage, or correct '
        "the kind.",
    ),
    (
        "stock: Open, starts: New",
        "stock: Late, starts: New",
        'identity stock "Late" is measured during the month. Name a number at the end of the '
        "month.",
    ),
    (
        "rate: Per 10000, count: New",
        "rate: A3, count: New",
        'identity count "New" is not the numerator of A3, "A1". Make them agree.',
    ),
    (
        "rate: Per 10000, count: New, per: 10000",
        "rate: A3, count: A1, per: 100000",
        'identity per "100000" is not the multiplier of A3, "10000". Make them agree.',
    ),
    (
        "kind: shares",
        "kind: share",
        'identity kind "share" is not known. Did you mean "shares"?',
    ),
    ("key: data-team\n", "kye: data-team\n", 'key "kye" is not known. Did you mean "key"?'),
    (
        "area: Sandmouth",
        "area: Sandmouth\n  paint: green",
        'key "paint" is not known. Remove it, or use "name", "area", "region", '
        '"authority_code", "official", "panel", "report_of", "website", "licence", '
        '"accessibility_contact", "response_days", "commentary_lead_days", '
        '"commentary_required_when_red", "disclosure", "extra_bank_holidays" or "invented".',
    ),
    (
        "region: South West",
        "region: South West\n  area: Elsewhere",
        'key "area" stands twice, first on line 3. Remove one of them.',
    ),
    (
        "authority_code: 999",
        "authority_code: 9999",
        'council authority_code "9999" is above 999. Write at most 999.',
    ),
    (
        "response_days: 10",
        "response_days: ten",
        'council response_days "ten" is not a whole number. Write figures alone.',
    ),
    (
        "commentary: {writer: data-team, approver: head-of-assessment}",
        "commentary: {approver: data-team}",
        'commentary has "data-team" as both writer and approver. Name two people.',
    ),
    (
        "commentary: {writer: data-team, approver: head-of-assessment}",
        "commentary: {}",
        "commentary names nobody. Give writer or approver, or remove it.",
    ),
    (
        "writer: data-team",
        "writer: data-taem",
        'commentary writer "data-taem" is not known. Did you mean "data-team"?',
    ),
    (
        "extra_bank_holidays: [2030-06-03]",
        "extra_bank_holidays: [3 June 2030]",
        'council extra_bank_holidays "3 June 2030" is not a date. Write it as 2021-03-25.',
    ),
    (
        "commentary_lead_days: 5",
        "commentary_lead_days: -1",
        'council commentary_lead_days "-1" is below 0. Write at least 0.',
    ),
    (
        "date: 2021-03-25",
        "date: 25/03/2021",
        'meeting date "25/03/2021" is not a date. Write it as 2021-03-25.',
    ),
    (
        "    month: 2021-02",
        "    month: 2021-13",
        'meeting month "2021-13" is not a month. Write it as 2021-02.',
    ),
    (
        "    month: 2021-02",
        "    month: 2021-04",
        'meeting month "2021-04" is after the meeting itself. Give the month of the data '
        "considered.",
    ),
    (
        "key: plan-2019\n",
        "key: Plan_2019\n",
        'publication key "Plan_2019" is not in the form of a key. Use lower-case letters and '
        'figures, joined by hyphens, such as "looked-after".',
    ),
    (
        "url: https://www.example.org/plan",
        "url: ftp://www.example.org/plan",
        'publication url "ftp://www.example.org/plan" is not a web address. Write it as '
        "https://www.example.org/.",
    ),
    (
        "term: Child and family assessment",
        "term:",
        "glossary term is empty. Give it a value, or remove it.",
    ),
    (
        "numerator: A1 (val)",
        "numerator: A2%",
        'made_of numerator "A2%" is the indicator itself. Name the indicator it is made from.',
    ),
    (
        "denominator: A1\n",
        "denominator: A1 (val)\n",
        'made_of denominator "A1 (val)" is the numerator as well. Name two indicators.',
    ),
    (
        "denominator_words: children who live in Sandmouth",
        "denominator: A1 (val)\n      denominator_words: children",
        "made_of denominator is given twice, as a ref and in denominator_words. Keep one of "
        "them.",
    ),
    (
        "multiplier: 100\n",
        "multiplier: 1\n",
        'made_of multiplier "1" does not make a percentage. Write 100.',
    ),
    (
        "multiplier: 10000",
        "multiplier: 0",
        'made_of multiplier "0" is not above 0. Write a number above 0.',
    ),
    (
        "frequency: quarterly",
        "frequency: weekly",
        'frequency "weekly" is not known. Write "monthly" or "quarterly".',
    ),
    (
        "owner: head-of-assessment",
        "owner: somebody",
        'owner "somebody" is not known. Add it to people, or write "head-of-assessment" or '
        '"data-team".',
    ),
    (
        "reporter: data-team",
        "reporter: [data-team]",
        "reporter holds a list. Write one value.",
    ),
    (
        "      status: no national comparator exists",
        "      status: computed",
        'comparators status is "computed", and no measure of DfE\'s is named. Add official, or '
        'write "none given".',
    ),
    (
        "      status: no national comparator exists",
        "      status: stated",
        'comparators status is "stated", and none is. Add neighbours, england or region, or '
        'write "none given".',
    ),
    (
        "value: 84.5",
        "value: 8450",
        'neighbours value "8450" cannot be a percentage. Write it in per cent, such as 94 for '
        "94%.",
    ),
    (
        "value: 83.9",
        "value: 83.9%",
        'england value "83.9%" is not a number. Write figures and '
        "at most a point, without commas, per cent signs or words.",
    ),
    (
        "      - year: 2020-21",
        "      - year: 2019-20",
        'target year "2019-20" has a target already. Keep one target a year.',
    ),
    (
        "      - year: 2020-21",
        "      - year: 2020-22",
        'target year "2020-22" is not a financial year. Write it as 2019-20.',
    ),
    (
        "status: to be confirmed",
        "status: to be confirmed\n        value: 91",
        'target value "91" is given, but its status is "to be confirmed". Remove the value, or '
        'write "status: set".',
    ),
    (
        "basis: level",
        "basis: total for the year",
        'target basis "total for the year" does not go with a percentage. Write "level".',
    ),
    (
        "        tolerance_points: 4",
        "        tolerance_points: 4\n        tolerance_percent: 4",
        "target tolerance_percent stands beside tolerance_points, and only one of them can "
        "hold. Keep one.",
    ),
    (
        "threshold_points: 5",
        "threshold_points: 5\n      threshold_percent: 5",
        "arrow threshold_percent stands beside threshold_points, and only one of them can "
        "hold. Keep one.",
    ),
    (
        "      tolerance_percent: 8",
        "      tolerance_points: 8",
        'rag tolerance_points "8" does not go with a count, which has no percentage points. '
        "Use tolerance_percent.",
    ),
    (
        "ladder: [target, comparator, direction]",
        "ladder: [target, target]",
        'ladder "target" is listed twice. Remove one.',
    ),
    (
        "spc: {no_limits: It is the rest of two other indicators and moves as they do.}",
        "spc: {}",
        "spc says nothing. Give baselines or no_limits, or remove it.",
    ),
    (
        "      baselines:\n        - {first: 2018-01",
        "      no_limits: It is not needed.\n      baselines:\n        - {first: 2018-01",
        "spc no_limits stands beside baselines, which are then not used. Keep one of them.",
    ),
    (
        "{last: 2019-12, reason",
        "{reason",
        "baseline names no month. Give first, last or both, or remove it.",
    ),
    (
        ", reason: The year 2019 was free of known trouble.}",
        "}",
        'baseline reason is missing. Add a line that begins with "reason:".',
    ),
    (
        "last: 2019-12",
        "last: December",
        'baseline last "December" is not a month. Write it as 2021-02.',
    ),
    (
        "first: 2020-07",
        "first: 2019-12",
        'baseline first "2019-12" is not after the baseline before, which reaches 2019-12. '
        "Put them in order, with no month in both.",
    ),
    (
        "        - first: 2020-07\n          last: 2021-06\n",
        "        - last: 2021-06\n",
        "baseline first is missing, and another baseline stands before it. Give the month it "
        "begins with.",
    ),
    (
        "last: 2021-06",
        "last: 2020-06",
        'baseline last "2020-06" is before its first month. Give a later one.',
    ),
    (
        "last: 2021-06",
        "last: 2020-12",
        "baseline holds 6 months, and limits need 7. Give a later month, or leave last out.",
    ),
    (
        "last: 2019-09",
        "last: 2019-08",
        "baseline holds 6 quarterly returns, and limits need 7. Give a later month, or leave "
        "last out.",
    ),
    (
        "terms: [assessment]",
        "terms: [assesment]",
        'term "assesment" is not known. Did you mean "assessment"?',
    ),
    (
        "slug: assessments-in-time",
        "slug: a1-val",
        'slug "a1-val" is already that of A1 (val), line 59. Give one of them a slug of its '
        "own.",
    ),
    (
        "  - ref: A3",
        "  - ref: a1 val",
        'ref "a1 val" makes the slug "a1-val", which is already that of A1 (val), line 59. '
        "Give one of them a slug of its own.",
    ),
    (
        "  - ref: A3",
        "  - ref: '?!'",
        'ref "?!" makes no slug. Give the indicator a slug.',
    ),
    (
        "  - ref: A3",
        f"  - ref: {'A' * 41}",
        f'ref "{"A" * 41}" is longer than 40 characters. Shorten it.',
    ),
    (
        "    counts_children: true",
        "    counts_children: perhaps",
        'counts_children "perhaps" is neither true nor false. Write true or false.',
    ),
    (
        "short: C&F",
        "short: C: F",
        'in "short: C: F" a colon stands inside the text. Put the text after the key in '
        "quotes.",
    ),
    (
        "    name: Assessments finished in the month",
        "    name: *finished",
        '"*finished" is a YAML alias. Write the value out.',
    ),
    (
        "    name: Assessments finished in the month",
        "    name: !finished in the month",
        '"!finished" is a YAML tag. Put the text in quotes, or remove the tag.',
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), SINGLE)
def test_one_mistake_gives_one_message_with_its_line(old: str, new: str, message: str) -> None:
    text = edited((old, new))
    (problem,) = problems(text)
    assert problem.message == message
    assert problem.line == first_change(text)


def test_a_figure_beside_no_comparators_is_said_for_each() -> None:
    words = 'is given, but their status is "none given". Write "stated", or remove the figure.'
    text = edited(("      status: stated", "      status: none given"))
    assert messages(text) == [f"comparators neighbours {words}", f"comparators england {words}"]


def test_a_target_that_is_set_needs_a_value() -> None:
    text = edited(("        value: 90\n", ""))
    (problem,) = problems(text)
    assert problem.message.startswith("target value is missing for a target that is set.")
    assert text.splitlines()[(problem.line or 0) - 1].strip() == "- year: 2019-20"


def test_a_misspelled_key_is_read_as_it_was_meant() -> None:
    """Neither "value is missing" nor "owner is not known" follows from it."""
    text = edited(("        value: 90\n", "        vlaue: 90\n"), ("people:", "peple:"))
    assert messages(text) == [
        'key "peple" is not known. Did you mean "people"?',
        'key "vlaue" is not known. Did you mean "value"?',
    ]


def test_within_a_misspelled_section_lines_and_refs_are_still_known() -> None:
    text = edited(("indicators:", "indikators:"), ("polarity: more", "polarity: moar"))
    section, polarity = problems(text)
    assert text.splitlines()[(section.line or 0) - 1] == "indikators:"
    assert (polarity.indicator, text.splitlines()[(polarity.line or 0) - 1]) == (
        "A1 (val)",
        "    polarity: moar is better",
    )


def test_a_broken_value_hides_nothing_else_in_its_indicator() -> None:
    text = edited(
        ("polarity: more is better\n    owner", "polarity: moar\n    owner"),
        ("owner: head-of-assessment", "owner: head-of-asessment"),
        ("        value: 90\n", "        value: ninety\n"),
        ("threshold_points: 5", "threshold_point: -5"),
    )
    assert [message.partition('"')[0] for message in messages(text)] == [
        "polarity ",
        "owner ",
        "target value ",
        "key ",
        "arrow threshold_points ",
    ]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("  - key: head-of-assessment\n    name", "  - name", 1),
        ("key: head-of-assessment", "key: Head of Assessment", 1),
        ("people:\n", "people: none\nnobody:\n", 2),
        ("publications:\n", "publications: !list\n", 1),
        ("indicators:\n  - ref: A1", "indicators: !list\n  - ref: *A1", 2),
        ("  - ref: A1 (val)\n    name", "  - name", 1),
        ("    kind: percentage", "    kind: share", 1),
        ("  - ref: A1\n", "  - text\n  - ref: A1\n", 1),
        ("terms: [assessment]", "terms: {}", 1),
    ],
)
def test_what_cannot_be_read_causes_no_further_messages(old: str, new: str, count: int) -> None:
    """Names that may stand in the unreadable part are not called unknown."""
    assert len(messages(edited((old, new)))) == count


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = check_catalogue(tmp_path / "absent.yaml")
    assert str(problem) == (
        "absent.yaml: the file cannot be opened (No such file or directory). Check its name "
        "and place."
    )

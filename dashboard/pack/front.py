"""The first pages: a cover in the form of a report to the panel, and what matters."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.pack.blocks import Block, change, long_date, status
from dashboard.pack.choice import Choice, Section
from dashboard.records import Audience, Colour, Judgement
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import Scorecard
from dashboard.views.status import Standing
from dashboard.workflow.due import meeting_on

MOST_NAMED = 15
"""Indicators in one list of the page of what matters; fewer where it would not be one page."""


def make_cover(holdings: Holdings, choice: Choice, whole: Scorecard, card: Scorecard) -> Block:
    """Who is asked to decide what, on which figures. `card` has the themes chosen."""
    council, edition = holdings.catalogue.council, holdings.edition
    meeting = meeting_on(holdings.catalogue, choice.month)
    is_public = choice.audience is Audience.PUBLIC
    return {
        "kind": "cover",
        "council": council.name,
        "title": f"Monthly dataset, {choice.month.long}",
        "report": [
            ["Decision maker", council.panel],
            ["Subject", f"Monthly dataset of performance, {choice.month.long}"],
            [
                "Date",
                long_date(meeting.date) if meeting else "No meeting is planned for it yet",
            ],
            ["Report of", council.report_of or council.name],
            ["Purpose", _purpose(choice, whole, card)],
            ["Recommendation", _recommendation(card)],
        ],
        "edition": [
            ["Edition", edition.title if edition else "None: a draft, not published"],
            [
                "Published",
                f"{long_date(edition.published_at)}, by {edition.published_by}"
                if edition
                else "Not published. These are the working figures, which may still change.",
            ],
            *([["What it corrects", edition.reason]] if edition and edition.reason else []),
            [
                "For",
                "the public. Figures that could identify a child are hidden, marked [c]."
                if is_public
                else "those who prepare and attend the meeting. Not for publication: figures "
                "that are hidden from the public stand here, marked [c].",
            ],
            *([["Checksum", edition.checksum]] if edition else []),
        ],
    }


def _purpose(choice: Choice, whole: Scorecard, card: Scorecard) -> str:
    counted = f"{whole.total} indicators in {words.count_in_words(len(whole.groups))} themes"
    said = (
        f"To show the panel the figures of {choice.month.long}: {counted}, how they changed, "
        "what they are held against, and what the service says of them."
    )
    if len(card.groups) < len(whole.groups):
        said += f" This pack holds: {'; '.join(group.theme.name for group in card.groups)}."
    return said


def _recommendation(card: Scorecard) -> str:
    reds = len(card.attention)
    count = words.count_in_words(reds)
    asked = f"asks about the {count} that {'is' if reds == 1 else 'are'} red"
    if not reds:
        asked = "asks about those that worsened"
    return (
        f"That the panel considers the {card.total} indicators of {card.month.long}, {asked}, "
        "and says what it wants to hear about at its next meeting."
    )


def make_matters(card: Scorecard, rows: Sequence[Standing]) -> Block:
    """One page: the headline, how many of each colour, the red, and what moved.

    It is made of the scorecard alone, so that a briefing can take its place.
    """
    before = card.month_before.name
    return {
        "kind": "matters",
        "title": Section.MATTERS.heading,
        "headline": card.headline,
        "more": list(card.more),
        "counts": [[status(colour, ""), str(count)] for colour, count in card.counts],
        "others": card.others,
        "before": before,
        "month": card.month.long,
        "most": MOST_NAMED,
        "red": [_named(row) for row in card.attention],
        "moved": [
            _moved(rows, Judgement.WORSENING, f"Worsened since {before}"),
            _moved(rows, Judgement.IMPROVING, f"Improved since {before}"),
        ],
    }


def _moved(rows: Sequence[Standing], judgement: Judgement, title: str) -> Block:
    moved = [row for row in rows if row.month_on_month.judgement is judgement]
    # The red stand in the table above already, with their change.
    shown = [row for row in moved if row.colour is not Colour.RED]
    said = "None" if not moved else "None but those in the table" if not shown else ""
    return {
        "title": title,
        "none": said,
        "items": [_named(row) for row in shown],
    }


def _named(row: Standing) -> Block:
    return {
        "ref": row.indicator.ref,
        "key": row.indicator.address,
        "name": row.indicator.name,
        "text": row.text,
        "status": status(row.colour, row.reason),
        "change": change(row.month_on_month),
        "sentence": row.month_on_month.sentence,
    }

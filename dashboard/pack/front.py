"""The first pages: a cover in the form of a report to the panel, and the briefing."""

from __future__ import annotations

from dashboard.pack.blocks import Block, status
from dashboard.pack.choice import Choice, Section
from dashboard.periods import long_date
from dashboard.records import Audience
from dashboard.views import words
from dashboard.views.briefing import NOTE, Briefing, Topic, run
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import Scorecard
from dashboard.workflow.due import meeting_on


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


def make_matters(briefing: Briefing, card: Scorecard) -> Block:
    """The briefing on one page, with how many indicators of the month have each colour."""
    return {
        "kind": "matters",
        "title": Section.MATTERS.heading,
        "headline": briefing.headline,
        "summary": run(briefing.summary),
        "counts": [[status(colour, ""), str(count)] for colour, count in card.counts],
        "others": card.others,
        "promises": [sentence.text for sentence in briefing.promises],
        "topics": [_topic(number, topic) for number, topic in enumerate(briefing.topics, 1)],
        "lists": [
            {"title": lines.title, "items": [sentence.text for sentence in lines.sentences]}
            for lines in briefing.lists
        ],
        "note": NOTE,
    }


def _topic(number: int, topic: Topic) -> Block:
    said = [[label, run(sentences)] for label, sentences in topic.said]
    return {
        "key": topic.indicator.address,
        "ref": topic.indicator.ref,
        "heading": f"{number}. {topic.heading.text}",
        "said": [*said, ["Ask", f"{topic.whom}: {run(topic.questions)}"]],
    }

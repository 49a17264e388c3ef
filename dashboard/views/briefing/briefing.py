"""The briefing: one page for the night before the meeting, made from what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.catalogue import Indicator
from dashboard.periods import Month, long_date
from dashboard.records import Audience
from dashboard.views import words
from dashboard.views.briefing.asking import ask, whom
from dashboard.views.briefing.certainty import judge
from dashboard.views.briefing.choosing import Bundle, bundle, choose
from dashboard.views.briefing.comparing import compare
from dashboard.views.briefing.happening import tell
from dashboard.views.briefing.heading import head
from dashboard.views.briefing.lines import (
    list_also_red,
    list_improved,
    list_missing,
    list_moved,
)
from dashboard.views.briefing.naming import month_name
from dashboard.views.briefing.promises import count_places, list_promises
from dashboard.views.briefing.ranking import Candidate, Reason, weigh
from dashboard.views.briefing.sentences import Sentence, say
from dashboard.views.briefing.since import Since, find_since
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import headline, standings
from dashboard.views.status import Standing

NOTE = (
    "Sentences are made by rule from the figures. Neighbours: ten similar authorities chosen "
    "by the Department for Education (DfE). Red: further off than the tolerance. Usual range: "
    "what its own ups and downs make likely; a trial with under twelve months."
)
"""What a reader must know of the words in it, for its foot."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `refs` are the indicators it stands for, its own first; `happened`, `sure`
    and `compared` may be empty where nothing was supplied."""

    indicator: Indicator
    standing: Standing
    refs: tuple[str, ...]
    reasons: tuple[Reason, ...]
    weight: int
    heading: Sentence
    happened: tuple[Sentence, ...]
    sure: tuple[Sentence, ...]
    compared: tuple[Sentence, ...]
    whom: str
    questions: tuple[Sentence, ...]

    @property
    def said(self) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
        """What is said of it before the questions, under its labels, without empty ones."""
        labelled = (
            ("Happened", self.happened),
            ("How sure", self.sure),
            ("Compared", self.compared),
        )
        return tuple((label, sentences) for label, sentences in labelled if sentences)


@dataclass(frozen=True, slots=True)
class Lines:
    """A list beside the topics, under its own title."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole page, for one audience."""

    audience: Audience
    month: Month
    months: tuple[Month, ...]
    since: Since
    headline: str
    summary: tuple[Sentence, ...]
    promises: tuple[Sentence, ...]
    topics: tuple[Topic, ...]
    lists: tuple[Lines, ...]

    @property
    def eyebrow(self) -> str:
        """ "Briefing for the meeting of 25 March 2021, February 2021 figures"."""
        day = self.since.meeting
        meeting = f" for the meeting of {long_date(day)}" if day else ""
        return f"Briefing{meeting}, {self.month.long} figures"

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of it in the order of reading."""
        every: list[Sentence] = [*self.summary, *self.promises]
        for topic in self.topics:
            every.append(topic.heading)
            for _, said in topic.said:
                every += said
            every += topic.questions
        for lines in self.lists:
            every += lines.sentences
        return tuple(every)


def make_briefing(holdings: Holdings, month: Month | None, audience: Audience) -> Briefing:
    """The briefing of a month, by default the latest. Raises LookupError if none is held."""
    chosen = month if month in holdings.months else holdings.latest
    if chosen is None:
        raise LookupError("no month is held")
    since = find_since(holdings.catalogue, chosen)
    weighed = (weigh(holdings, indicator, since) for indicator in holdings.catalogue.active)
    candidates = [one for one in weighed if one]
    promises = list_promises(holdings, since)
    taken = count_places(promises)
    bundles = bundle(holdings.catalogue, candidates)
    topics = choose(bundles, taken)
    rows = standings(holdings, chosen)
    by_ref = {row.indicator.ref: row for row in rows}
    return Briefing(
        audience=audience,
        month=chosen,
        months=holdings.months,
        since=since,
        headline=headline(rows, chosen),
        summary=_summarise(topics, promises, since),
        promises=promises,
        topics=tuple(_topic(holdings, one, by_ref) for one in topics),
        lists=_lists(holdings, candidates, bundles, topics, since, taken),
    )


def _summarise(
    topics: Sequence[Bundle], promises: Sequence[Sentence], since: Since
) -> tuple[Sentence, ...]:
    """What the changes are measured from, how many topics there are, and no promise."""
    if since.last:
        day = long_date(since.last)
        base = say("since-meeting", day=day, month=month_name(since.base, since.month))
    else:
        base = say("since-month", month=month_name(since.base, since.month))
    none = () if promises else (say("no-promise"),)
    if not topics:
        return (base, say("no-topics"), *none)
    count, is_one = words.count_in_words(len(topics)), len(topics) == 1
    noun, verb = words.plural(len(topics), "topic"), "is" if is_one else "are"
    return (base, say("topics", count=count, topics=noun, are=verb), *none)


def _topic(holdings: Holdings, of: Bundle, by_ref: dict[str, Standing]) -> Topic:
    lead = of.lead
    return Topic(
        indicator=lead.indicator,
        standing=by_ref[lead.indicator.ref],
        refs=(lead.indicator.ref, *(one.indicator.ref for one in of.others)),
        reasons=lead.reasons,
        weight=lead.weight,
        heading=head(holdings, lead),
        happened=tell(holdings, of),
        sure=judge(holdings, lead),
        compared=compare(holdings, of),
        whom=whom(holdings, lead),
        questions=ask(holdings, lead),
    )


def _lists(
    holdings: Holdings,
    candidates: Sequence[Candidate],
    bundles: Sequence[Bundle],
    topics: Sequence[Bundle],
    since: Since,
    taken: int,
) -> tuple[Lines, ...]:
    improved = list_improved(holdings, candidates, topics, taken)
    moved = list_moved(holdings, candidates, topics, taken)
    lists = (
        Lines("Improved", improved),
        Lines("Moved, neither better nor worse", moved),
        Lines("Also red", list_also_red(holdings, bundles, topics)),
        Lines("Not supplied, or in doubt", list_missing(holdings, since)),
    )
    return tuple(lines for lines in lists if lines.sentences)

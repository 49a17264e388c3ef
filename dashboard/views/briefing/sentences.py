"""The patterns of the briefing's sentences, and sentences whose figures can be traced.

Every sentence is one of these patterns with its blanks filled in. They stand as tables with
examples in tests/spec/briefing_sentences.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.periods import Month
from dashboard.views import words
from dashboard.views.explaining import Figure

PATTERNS = {
    # headings: a movement, and what makes it a topic
    "moved": "{subject} {moved} to {now}",
    "stayed": "{subject} stayed at {now}",
    "stands": "{subject}: {now}",
    "moved-from": "{subject} {moved} to {now}, from {before} in {then}",
    "unsupplied": "No figure was supplied for {subject}",
    "off-target": ", {still}{gap} {side} the target of {target}",
    "off-old-target": ", {still}{gap} {side} the target of {target} set for {year}",
    "behind-total": ": {total} since April, {expected} expected by now for the yearly target "
    "of {target}",
    "behind-old-total": ": {total} since April, {expected} expected by now for the yearly "
    "target of {target} set for {year}",
    "worse-than-area": ", {still}{gap} worse than {area} at {figure}",
    "off-usual": ", {side} the usual range of {range}",
    "off-average": ", {side} its average for {count} {months} in a row",
    "off-trend": ", {going} for the last {count} {months} in a row",
    "near-limit": ", near the {end} of the usual range of {range}",
    "most": ", the {extreme} of the {count} {months} held",
    "most-of-year": ", the {extreme} in twelve months",
    "turned-better": "; it was red and is {colour} now",
    # what happened
    "change": "In {then} it was {before}: {a_move} of {size}.",
    "change-small": "In {then} it was {before}. These are small numbers.",
    "same": "In {then} it was {before} too.",
    "no-change": "There is no change to give: for {then} {why}.",
    "month-before": "In {then}, the month before, it was {before}.",
    "parts": "That is {top} of {bottom} {unit}, against {top_before} of {bottom_before}.",
    "parts-now": "That is {top} of {bottom} {unit}.",
    "turned": "It turned from {colour} to red.",
    "extreme": "That is the {extreme} of the {count} {months} held.",
    "extreme-of-year": "That is the {extreme} in twelve months.",
    "range": "It has been between {low} and {high} in the {count} {months} held.",
    "range-of-year": "It has been between {low} and {high} in the last twelve months.",
    "with": "With it, {heading}.",
    "share": "As a share of {unit} it is {now}, {before} in {then}.",
    "last-held": "The last figure held is {before}, of {then}.",
    "none-held": "No earlier figure is held.",
    # how sure
    "long": "The gap is certain: it has been red for {count} {months} in a row, since {since}.",
    "long-held": "The gap is certain: it has been red in all {count} {months} held.",
    "usual": "It is within the usual range of {range} ({count} {months}), so the {month} "
    "alone says little.",
    "outside": "It is {side} the usual range of {range} ({count} {months}): {merit} than "
    "usual.",
    "one-side": "It has been {side} its {base}-{month} average of {centre} for {count} "
    "{months} in a row.",
    "trend": "It {moved} {count} {months} in a row.",
    "near": "Two of the last three {months} lie near the {end} of the usual range of {range} "
    "({count} {months}).",
    "any-usual": "It varies so much that any figure would be usual ({count} {months}).",
    "still": "It had not moved before: {range}.",
    "trial": "It lies {where} a trial range of {range}, on {count} {months}.",
    "trial-any": "On {count} {months} it varies so much that no figure would stand out.",
    "trial-gaps": "It lies {where} a trial range of {range}; gaps leave no other.",
    "too-few": "Only {count} {months} {are} held, too few to say what is usual.",
    "no-range": "What is usual for it cannot be said.",
    "one-moves": "It rests on {bottom}, so one more or fewer moves it by {points}.",
    "no-parts": "The numbers behind it are not supplied.",
    "small": "Small numbers: one more or fewer shows.",
    "noted": "Noted on the figure: {note}.",
    "restated": "The figure of {then} was restated; it was {before}.",
    "checks": "Open checks on it: {count}.",
    # how it compares
    "areas": "{figures} ({basis}).",
    "count": "A count, so other areas are no fair comparison.",
    "tied-areas": "Its {kind} is {now}; {figures} ({basis}).",
    "no-areas": "No other area publishes it: compare it with its own past.",
    "none-given": "No comparator is given.",
    "rank": "By DfE's figures for {year} it is {place} of {of} with its neighbours.",
    "year-before": "A year before, in {then}, it was {before}.",
    "year-published": "Against {then} the paper prints {percent}.",
    "average": "Its {count}-{month} average is {average}.",
    "average-published": "Its 12-month average, as published, is {average}.",
    # what to ask
    "ask-move": "What lies behind the {move} since {then}, and what will {next} show?",
    "ask-target": "What would it take to reach {target}, and by when?",
    "ask-old-target": "Is {target}, set for {year}, still the target, and by when will it be "
    "met?",
    "ask-total": "How will the yearly target of {target} be reached by March?",
    "ask-area": "Which areas like ours do better, and how?",
    "ask-long": "What has been tried, and what will change now?",
    "ask-usual": "What changed in the work that it is no longer as it was?",
    "ask-supply": "Why was it not supplied, and when will it be?",
    # lines
    "line": "{heading}.",
    "missing": "{subject}: no figure for {month}; last held {before} in {then}.",
    "never": "{subject}: no figure for {month}, and none before.",
    "doubtful-zero": "{subject}: {now}, a zero that may stand for a missing figure.",
    "hidden": "Hidden to protect children: {count} {figures} of {month}.",
    "supplied": "Every figure that was due was supplied.",
    "more": "And {count} more.",
    "promised": "{made}, {subject}: “{quote}” Due {due}; no answer is on record.",
    "answered": "{made}, {subject}: “{quote}” Due {due}; on record: “{outcome}”",
    "no-promise": "No promise in earlier commentary falls due.",
    "topics": "{count} {topics} {are} raised by a stated rule.",
    "no-topics": "No indicator gives reason for a topic.",
    "since-meeting": "The last meeting, on {day}, considered {month}: changes are from then.",
    "since-month": "No earlier meeting is on record, so changes are from {month}.",
}
"""Each pattern by its key. Patterns that begin with a comma or colon follow a movement."""

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a sentence. A figure's names the cell and figure that explain it; a run
    that is only words has none."""

    text: str
    ref: str = ""
    month: Month | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, by which pattern, in runs of words and figures."""

    key: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


Filling = str | Part | tuple[Part, ...]


def say(key: str, **slots: Filling) -> Sentence:
    """The pattern with its blanks filled in, with a capital. Raises KeyError for a blank
    that is left."""
    parts: list[Part] = []
    for place, piece in enumerate(_SLOT.split(PATTERNS[key])):
        filled: Filling = slots[piece] if place % 2 else piece
        if isinstance(filled, str):
            filled = Part(filled)
        parts += filled if isinstance(filled, tuple) else (filled,)
    return Sentence(key, _merged(_capital([part for part in parts if part.text])))


def joined(first: Sentence, then: Sentence | None) -> Sentence:
    """A movement and what makes it a topic, as one."""
    if then is None:
        return first
    return Sentence(f"{first.key}+{then.key}", _merged([*first.parts, *then.parts]))


def within(sentence: Sentence) -> tuple[Part, ...]:
    """A sentence as part of another: without its capital."""
    first, *rest = sentence.parts
    text = first.text
    if len(text) > 1 and text[1].islower():
        text = text[0].lower() + text[1:]
    return (Part(text, first.ref, first.month, first.figure), *rest)


def _capital(parts: list[Part]) -> list[Part]:
    if not parts:
        return parts
    first = parts[0]
    return [Part(words.capital(first.text), first.ref, first.month, first.figure), *parts[1:]]


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """Runs of words that follow each other as one."""
    merged: list[Part] = []
    for part in parts:
        if merged and not part.figure and not merged[-1].figure:
            merged[-1] = Part(merged[-1].text + part.text)
        else:
            merged.append(part)
    return tuple(merged)

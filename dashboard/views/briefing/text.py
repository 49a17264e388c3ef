"""The briefing as plain text, for the command line and for mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from dashboard.views.briefing.briefing import Briefing, Topic
from dashboard.views.briefing.sentences import Sentence

_WIDTH = 88
_LABEL = 9


def as_text(briefing: Briefing) -> str:
    """All of it, in lines of at most 88 characters."""
    lines = [briefing.eyebrow, *_wrap(f"{briefing.headline}"), ""]
    lines += _wrap(run(briefing.summary))
    if briefing.promises:
        lines += ["", "Promised in earlier commentary", *_list(briefing.promises)]
    for number, topic in enumerate(briefing.topics, start=1):
        lines += ["", *_topic(number, topic)]
    for part in briefing.lists:
        lines += ["", part.title, *_list(part.sentences)]
    return "\n".join(lines)


def _topic(number: int, topic: Topic) -> list[str]:
    lines = _wrap(f"{number}. {topic.heading.text}", indent=3)
    for label, sentences in topic.said:
        lines += _labelled(label, run(sentences))
    return lines + _labelled("Ask", f"{topic.whom}: {run(topic.questions)}")


def run(sentences: Iterable[Sentence]) -> str:
    """Sentences one after another."""
    return " ".join(sentence.text for sentence in sentences)


def _list(sentences: Iterable[Sentence]) -> list[str]:
    return [line for one in sentences for line in _wrap(f"- {one.text}", indent=2)]


def _wrap(text: str, indent: int = 0) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=" " * indent)


def _labelled(label: str, text: str) -> list[str]:
    first = f"   {label}".ljust(_LABEL + 4)
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=" " * (_LABEL + 4)
    )

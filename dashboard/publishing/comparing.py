"""An edition beside what is held now: what was restated, rewritten or judged otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dashboard.catalogue import Indicator
from dashboard.periods import Month, long_date
from dashboard.records import Comment, Observation, Status
from dashboard.views import words
from dashboard.views.holdings import Holdings


class What(StrEnum):
    """What differs."""

    FIGURE = "figure"
    COMMENTARY = "commentary"
    RULE = "target or comparator"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise now. `by` says who changed it and when, `why` what is
    noted on it; both are empty where nothing says so."""

    ref: str
    indicator: Indicator
    month: Month | None
    what: What
    then: str
    now: str
    by: str
    why: str


def compare_editions(then: Holdings, now: Holdings) -> tuple[Difference, ...]:
    """What was published, beside what is held now, by indicator and month.

    Both are for the same audience. Only months of the edition are compared.
    """
    return tuple(
        difference
        for indicator in then.catalogue.active
        for difference in _of_indicator(indicator, then, now)
    )


def _of_indicator(indicator: Indicator, then: Holdings, now: Holdings) -> Iterator[Difference]:
    ref = indicator.ref
    later = now.catalogue.find(ref)
    if later is None:
        yield Difference(
            ref, indicator, None, What.INDICATOR, indicator.name, "no longer listed", "", ""
        )
        return
    if later.name != indicator.name:
        yield Difference(
            ref, indicator, None, What.INDICATOR, indicator.name, later.name, "", ""
        )
    if (later.targets, later.comparators) != (indicator.targets, indicator.comparators):
        yield Difference(
            ref, indicator, None, What.RULE, _rules(indicator), _rules(later), "", ""
        )
    yield from _figures(indicator, then, now)
    yield from _texts(indicator, then, now)


def _figures(indicator: Indicator, then: Holdings, now: Holdings) -> Iterator[Difference]:
    held = {o.month: o for o in now.observations.get(indicator.ref, ())}
    for was in then.observations.get(indicator.ref, ()):
        current = held.get(was.month)
        if current is None or _says(was) == _says(current):
            continue
        yield Difference(
            indicator.ref,
            indicator,
            was.month,
            What.FIGURE,
            _figure(indicator, was),
            _figure(indicator, current),
            _by(current),
            _why(now, current),
        )


def _texts(indicator: Indicator, then: Holdings, now: Holdings) -> Iterator[Difference]:
    held = now.comments.get(indicator.ref, {})
    for month, was in then.comments.get(indicator.ref, {}).items():
        current = held.get(month)
        if current is None:
            yield _text(indicator, was, "no text", "")
        elif current.text != was.text:
            yield _text(indicator, was, current.text, _writer(current))


def _text(indicator: Indicator, was: Comment, now: str, by: str) -> Difference:
    return Difference(
        indicator.ref, indicator, was.month, What.COMMENTARY, was.text, now, by, ""
    )


def _says(observation: Observation) -> tuple[object, ...]:
    return (
        observation.status,
        observation.value,
        observation.numerator,
        observation.denominator,
    )


def _figure(indicator: Indicator, observation: Observation) -> str:
    if observation.status is not Status.VALUE or observation.value is None:
        return f"{observation.status.symbol} {words.status_words(observation.status)}"
    text = words.figure(indicator, float(observation.value), fine=True)
    if observation.numerator is not None and observation.denominator is not None:
        top, bottom = float(observation.numerator), float(observation.denominator)
        text += f" ({words.number(top)} of {words.number(bottom)})"
    return text


def _by(observation: Observation) -> str:
    source = observation.source
    if source is None:
        return ""
    return f"{source.file}, loaded by {source.loaded_by} on {long_date(source.loaded_at)}"


def _why(now: Holdings, observation: Observation) -> str:
    notes = [observation.note] if observation.note else []
    notes += [
        words.note_line(note)
        for note in now.notes.get((observation.ref, observation.month), ())
    ]
    return "; ".join(notes)


def _writer(comment: Comment) -> str:
    if comment.author:
        return f"written by {comment.author}"
    return f"from {comment.source.file}" if comment.source else ""


def _rules(indicator: Indicator) -> str:
    """Targets and comparators in one line."""
    said = [
        f"target {target.year}: "
        + (words.figure(indicator, float(target.value)) if target.value is not None else "TBC")
        for target in indicator.targets
    ]
    compared = indicator.comparators
    said += [
        f"{name}: {words.figure(indicator, float(one.value))}"
        for name, one in (
            ("neighbours", compared.neighbours),
            ("England", compared.england),
            ("region", compared.region),
        )
        if one
    ]
    return "; ".join(said) or "none"

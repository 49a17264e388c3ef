"""What earlier commentary promised for now, and nobody has yet said what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from dashboard.claims import read_promises
from dashboard.periods import Month
from dashboard.records import Comment
from dashboard.store.writing_records import Promise

LOOKED_BACK = 12
"""Months of commentary in which promises are looked for."""


def list_follow_ups(
    comments: Mapping[str, Mapping[Month, Comment]],
    refs: Iterable[str],
    month: Month,
    settled: Collection[Promise],
) -> tuple[Promise, ...]:
    """Promises due by a month, the longest due first.

    They are read from the texts that stand, so one that was revised promises what it says
    now. A promise that stands in two texts, or was settled in an earlier version of the
    same text, counts once.
    """
    first = month.shift(-LOOKED_BACK)
    done = {(promise.ref, promise.text) for promise in settled}
    open_ones: dict[tuple[str, str], Promise] = {}
    for ref in refs:
        for made, comment in sorted(comments.get(ref, {}).items()):
            if not first <= made < month:
                continue
            for promise in promises_of(comment):
                key = promise.ref, promise.text
                if promise.due <= month and key not in done:
                    open_ones.setdefault(key, promise)
    return tuple(sorted(open_ones.values(), key=lambda promise: promise.due))


def promises_of(comment: Comment) -> tuple[Promise, ...]:
    """What one text promises."""
    ref, month, version = comment.ref, comment.month, comment.version
    return tuple(
        Promise(ref, month, version, text, due) for text, due in _read(comment.text, month)
    )


@lru_cache(maxsize=8192)
def _read(text: str, month: Month) -> tuple[tuple[str, Month], ...]:
    """The words and the month of each promise; texts do not change, so they are kept."""
    found = read_promises(text, month)
    return tuple((text[r.start : r.end].strip(), r.due) for r in found if r.due is not None)

"""One sentence: the phrases found in it, and what they assert together."""

from __future__ import annotations

from dashboard.claims.assertions import Extreme, Placed, Streak, TargetMet
from dashboard.claims.comparing import read_comparisons
from dashboard.claims.facts import Facts
from dashboard.claims.levels import read_levels
from dashboard.claims.moving import read_movements
from dashboard.claims.phrases import Phrases
from dashboard.claims.unusual import read_unusual


def read_sentence(folded: str, written: str, facts: Facts) -> list[Placed]:
    """Everything asserted, in the order of the text. Each step takes what it understands."""
    phrases = Phrases(folded, written, facts)
    read_unusual(phrases)
    _runs(phrases)
    for start, end, is_met in phrases.met:
        phrases.claim(start, end, TargetMet(facts, is_met))
    read_comparisons(phrases)
    read_movements(phrases)
    read_levels(phrases)
    return sorted(phrases.placed, key=lambda placed: placed.start)


def _runs(phrases: Phrases) -> None:
    """Highest, lowest, in a row."""
    for words in phrases.extremes:
        if about := phrases.subject(words.start):
            claim = Extreme(about, words.sign, words.is_merit, words.first, words.at)
            phrases.claim(words.start, words.end, claim)
    for streak in phrases.streaks:
        nearest = min(
            phrases.directions,
            key=lambda d: min(abs(d.start - streak.end), abs(streak.start - d.end)),
            default=None,
        )
        if nearest and (about := phrases.about(nearest)):
            phrases.directions.remove(nearest)
            phrases.claim(
                min(nearest.start, streak.start),
                max(nearest.end, streak.end),
                Streak(about, nearest, streak.count, streak.is_exact),
            )

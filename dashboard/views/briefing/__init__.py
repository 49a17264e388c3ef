"""The briefing for the night before: topics by a stated rule, in sentences by stated patterns.

No sentence is written by hand or by a model. Which indicators are topics is decided in
`ranking` and `choosing`; what is said of them is filled into the patterns of `sentences`.
"""

from dashboard.views.briefing.briefing import NOTE, Briefing, Lines, Topic, make_briefing
from dashboard.views.briefing.choosing import NEEDED
from dashboard.views.briefing.ranking import WEIGHTS, WHEN
from dashboard.views.briefing.sentences import PATTERNS, Part, Sentence
from dashboard.views.briefing.text import as_text, run

__all__ = [
    "NEEDED",
    "NOTE",
    "PATTERNS",
    "WEIGHTS",
    "WHEN",
    "Briefing",
    "Lines",
    "Part",
    "Sentence",
    "Topic",
    "as_text",
    "make_briefing",
    "run",
]

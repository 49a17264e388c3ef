"""Find out which pattern a sentence is, and work it out again."""

from __future__ import annotations

from dashboard.catalogue import Indicator
from dashboard.views.briefing import Briefing
from dashboard.views.holdings import Holdings
from tests.briefing.heading_checks import CLAUSES, HEADINGS
from tests.briefing.line_checks import LINES
from tests.briefing.other_checks import COMPARED
from tests.briefing.parsing import Found, patterns, read, read_heading
from tests.briefing.recomputing import Recomputing
from tests.briefing.topic_checks import HAPPENED

OF_TOPICS = HAPPENED | COMPARED
WITH_HEADINGS = ("with", "line")
"""Sentences that hold a heading, which says itself of which indicator it is."""

UNCHECKED = set(patterns()) - {*OF_TOPICS, *LINES, *HEADINGS, *CLAUSES} - set(WITH_HEADINGS)
"""Patterns that nothing here works out again."""


class Checker(Recomputing):
    """One briefing's sentences against what its holdings observed. `checked` are the keys of
    those found true."""

    def __init__(self, holdings: Holdings, briefing: Briefing) -> None:
        super().__init__(holdings, briefing)
        self.checked: list[str] = []

    def check(self, text: str, indicator: Indicator | None) -> str:
        """The key of the one pattern by which a sentence is true. Fails if none is."""
        fitting = read(text)
        assert fitting, f"no pattern: {text}"
        return self._first_true(fitting, indicator, text)

    def check_heading(self, text: str, indicator: Indicator | None) -> str:
        """The same for a heading; without an indicator its subject says of which it is."""
        fitting = read_heading(text)
        assert fitting, f"no heading: {text}"
        return self._first_true(fitting, indicator, text)

    def _first_true(self, fitting: list[Found], indicator: Indicator | None, text: str) -> str:
        failures = []
        for found in fitting:
            try:
                self._judge(found, indicator)
            except (AssertionError, ValueError, ArithmeticError) as error:
                failures.append(f"{found}: {error}")
                continue
            self.checked.append(found.key)
            return found.key
        raise AssertionError("\n".join([text, *failures]))

    def _judge(self, found: Found, indicator: Indicator | None) -> None:
        slots = found.slots
        if "subject" in slots:
            figure = slots.get("now") or slots.get("before") or ""
            indicator = self.find(slots["subject"], figure, indicator)
        if found.key in WITH_HEADINGS:
            self.check_heading(slots["heading"], None)
        elif found.key in LINES:
            LINES[found.key](self, indicator, slots)
        else:
            assert indicator, "the sentence stands in no topic"
            checks = HEADINGS | OF_TOPICS
            assert found.key in checks, f"nothing checks {found.key}"
            checks[found.key](self, indicator, slots)
            if found.clause:
                CLAUSES[found.clause](self, indicator, slots)

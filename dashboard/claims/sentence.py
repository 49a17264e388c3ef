"""One sentence: the phrases found in it, and what they assert together."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dashboard.catalogue import Kind
from dashboard.claims.assertions import (
    Comparison,
    Extreme,
    Level,
    Movement,
    Placed,
    Streak,
    TargetMet,
)
from dashboard.claims.directions import Direction, Form
from dashboard.claims.facts import Facts
from dashboard.claims.phrases import Phrases
from dashboard.claims.quantities import Quantity, Unit
from dashboard.claims.references import (
    Reference,
    Relation,
)
from dashboard.claims.subjects import content, is_anybody, whose
from dashboard.claims.times import Role, When
from dashboard.periods import Month

_LINK = re.compile(
    r"(?:[\s\x00,~(]|\b(?:by|of|to|a|an|another|further|just|slightly|significantly|only|in"
    r"|the|month|some|approx|x|this|again|overall|net|nearly|almost|has|have|been|around)\b)*"
)
_AT_FIGURE = re.compile(
    r"(?:\b(?:at|is|was|are|were|reached|totalled|stood|with|to|remains|of only|had|had been"
    r"|being|received|saw|recorded|(?:rate|figure|total|number|level) of|:|=)\s*|\()$"
)
_TOLD = re.compile(
    r"\s?(?:were |was |have been |had been )?(?:recorded|received|completed|made|reported|in"
    r" total|seen)\b"
)
_COMPARES = re.compile(r"\b(?:(?:compares?|compared) (?:to|with)|vs\.?|versus|against) $")
_OF_ITS_OWN = re.compile(r" in [a-z '/-]{1,60} (?:of|by) ?(?:just |only )?")
_APART = re.compile(r",|\b(?:and|but|above|below|than|with|to)\b")
_DIFFERENCE = re.compile(r"\bdifference of (?:just |only )?$")
_PARTIAL = re.compile(r"\b(?:of (?:these|those|them|which|whom|the|this cohort)\b)")
_NONE = re.compile(
    r"(?:^\s*|\b(?:there )?(?:were|was|are|is|have been|has been|had|with|recorded) )(?P<no>no"
    r"|none|nil|zero)\b(?! (?:change|concern|significant|further|longer|increase|decrease"
    r"|reduction|issue|impact|real))"
)
_TWO_ENDS = re.compile(r"\bfrom\b(?:[\s\x00]|\b(?:a|an|the|figure|of|low|high)\b)*$")


class Sentence(Phrases):
    """What one sentence asserts, put together from its phrases."""

    def __init__(self, folded: str, written: str, facts: Facts) -> None:
        super().__init__(folded, written, facts)
        self.placed: list[Placed] = []

    def read(self) -> list[Placed]:
        """Everything asserted, in the order of the text."""
        self._runs()
        self._targets()
        self._comparisons()
        self._movements()
        self._levels()
        return sorted(self.placed, key=lambda placed: placed.start)

    # Highest, lowest, in a row

    def _runs(self) -> None:
        for words in self.extremes:
            if about := self.subject(words.start):
                claim = Extreme(about, words.sign, words.is_merit, words.first)
                self.placed.append(Placed(words.start, words.end, claim))
        for streak in self.streaks:
            nearest = min(
                self.directions,
                key=lambda d: min(abs(d.start - streak.end), abs(streak.start - d.end)),
                default=None,
            )
            if nearest and (about := self.about(nearest)):
                self.directions.remove(nearest)
                self.placed.append(
                    Placed(
                        min(nearest.start, streak.start),
                        max(nearest.end, streak.end),
                        Streak(about, nearest, streak.count, streak.is_exact),
                    )
                )

    # Targets, averages, neighbours

    def _targets(self) -> None:
        for start, end, is_met in self.met:
            self.placed.append(Placed(start, end, TargetMet(self.facts, is_met)))

    def _comparisons(self) -> None:
        for relation, aim in self.relations:
            gap = self.quantity_before(relation.start)
            if isinstance(aim, When):
                self._since(relation, aim, gap)
                continue
            about = self.subject(gap.start if gap else relation.start)
            value = self.value_of(aim)
            if about is not None and not self._is_another_time(aim):
                self._place(
                    relation, aim, Comparison(about, aim, relation, gap, value), gap, value
                )
        related = [aim for _, aim in self.relations]
        for reference in self.references:
            if reference in related or self._is_another_time(reference):
                continue
            if value := self.value_of(reference):
                self._place(
                    reference,
                    reference,
                    Comparison(self.facts, reference, None, None, value),
                    value,
                )

    def _is_another_time(self, reference: Reference) -> bool:
        """ "last year's average" is not the one that is held."""
        past = [t for t in self.times if t.role is not Role.NOW and not t.months]
        gaps = [self.text[t.end : reference.start] for t in past if t.end <= reference.start]
        return any(len(gap) < 14 and not _APART.search(gap) for gap in gaps)

    def _since(self, relation: Relation, when: When, gap: Quantity | None) -> None:
        """ "4% higher than last year" is a movement."""
        if any(d.start <= relation.start < d.end for d in self.directions):
            self.directions = [
                d for d in self.directions if not d.start <= relation.start < d.end
            ]
        about = self.subject(gap.start if gap else relation.start)
        direction = Direction(
            relation.start,
            relation.end,
            relation.sign,
            Form.VERB,
            relation.is_merit,
            relation.is_same,
        )
        if about is not None:
            since = replace(when, role=Role.SINCE)
            claim = Movement(about, direction, self.facts.month, since, gap)
            self._place(relation, when, claim, gap)

    def _place(self, first: Relation | Reference | When, last: Relation | Reference | When,
               claim: Comparison | Movement, *quantities: Quantity | None) -> None:  # fmt: skip
        used = [q for q in quantities if q]
        for quantity in used:
            if quantity in self.free:
                self.free.remove(quantity)
        start = min([first.start, *(q.start for q in used)])
        end = max([last.end, *(q.end for q in used)])
        self.placed.append(Placed(start, end, claim))

    # Movements

    def _movements(self) -> None:
        ends = [d.start for d in self.directions[1:]] + [len(self.text)]
        for place, direction in enumerate(self.directions):
            self._movement(direction, ends[place], place == 0)
        if not self.directions:
            self._bare_pair()

    def _movement(self, direction: Direction, end: int, is_first: bool) -> None:
        about = self.about(direction)
        amount = self._amount(direction, end)
        if direction.needs_amount and amount is None:
            return
        before, after = self._pair(direction.end, end)
        if amount and not amount.unit and about is self.facts:
            counted = self.phrase_after(amount.end)
            about = self.facts if is_anybody(counted) else whose(counted, self.facts)
        if about is None:
            if amount or before:
                self._use(
                    direction,
                    Movement(None, direction, self.facts.month),
                    amount,
                    before,
                    after,
                )
            return
        compared = [aim for _, aim in self.relations]
        free = [t for t in self.times if t not in compared]
        times = [t for t in free if direction.end <= t.start < end]
        if is_first:
            times += [t for t in free if self._fronts(t, direction)]
        if before:
            times = [t for t in times if not before.end <= t.start < (after or before).end + 14]
        since = next(
            (t for t in times if t.role in (Role.SINCE, Role.OVER, Role.UNKNOWN)), None
        )
        spoken = next((t for t in times if t.role is Role.IN and t.month), None)
        at = spoken.month if spoken and spoken.month and not before else self.facts.month
        if before is None and after is None and amount is None:
            after = self._to(direction, end)
        is_monthly = direction.is_continued or any(t.role is Role.NOW for t in times)
        claim = Movement(
            about,
            direction,
            at,
            since,
            amount,
            before,
            self._time_of(before, after),
            after,
            is_monthly,
        )
        self._use(direction, claim, amount, before, after, *([since] if since else []))
        if again := self._in_brackets(amount):
            self._use(direction, replace(claim, amount=again), again)

    def _use(
        self, direction: Direction, claim: Movement, *parts: Quantity | When | None
    ) -> None:
        spans = [p for p in parts if p]
        for part in spans:
            if isinstance(part, Quantity) and part in self.free:
                self.free.remove(part)
        near = [p for p in spans if p.start >= direction.start or isinstance(p, Quantity)]
        start = min([direction.start, *(p.start for p in near)])
        end = max([direction.end, *(p.end for p in near)])
        self.placed.append(Placed(start, end, claim))

    def _amount(self, direction: Direction, end: int) -> Quantity | None:
        """ "fell by 11%", "increase of 20", "a 10% rise"."""
        if direction.sign == 0:
            return None
        for quantity in self.free:
            gap = self.text[quantity.end : direction.start]
            if quantity.end <= direction.start and re.fullmatch(
                r"[\s-]?(?:\w+ )?(?:point )?", gap
            ) and direction.form is Form.NOUN:  # fmt: skip
                return quantity
        for quantity in self.free:
            if direction.end <= quantity.start < end:
                gap = self.between(direction.end, quantity.start)
                if direction.form is Form.NOUN and _OF_ITS_OWN.fullmatch(gap):
                    return quantity
                leads_on = re.search(r"\b(?:to|from|in|at) ?$", gap.rstrip("\x00 ("))
                return None if leads_on or not _LINK.fullmatch(gap) else quantity
        return None

    def _fronts(self, when: When, direction: Direction) -> bool:
        """Whether a time before a movement is of the same clause."""
        between = self.text[when.end : direction.start]
        return when.end <= direction.start and not re.search(r"\b(?:and|but|which)\b", between)

    def _in_brackets(self, amount: Quantity | None) -> Quantity | None:
        """ "by 160 (11%)" says it twice."""
        if amount is None:
            return None
        near = (q for q in self.free if amount.end < q.start < amount.end + 4)
        return next((q for q in near if "(" in self.text[amount.end : q.start]), None)

    def _to(self, direction: Direction, end: int) -> Quantity | None:
        """ "increased to 90%"."""
        for quantity in self.free:
            if direction.end <= quantity.start < end:
                gap = self.between(direction.end, quantity.start)
                ends_in_to = re.search(r"\bto(?: \w+)? $", gap)
                return quantity if ends_in_to and _LINK.fullmatch(gap) else None
        return None

    def _pair(self, start: int, end: int) -> tuple[Quantity | None, Quantity | None]:
        """ "from 84% in January to 90%"."""
        inside = [q for q in self.quantities if start <= q.start < end]
        for first, second in pairwise(inside):
            before = self.text[max(0, first.start - 24) : first.start]
            between = self.between(first.end, second.start)
            if _TWO_ENDS.search(before) and re.fullmatch(
                r"[\s\x00,]*(?:children |contacts )?(?:in \w+ )?to[\s\x00]*(?:just |only )?",
                between,
            ):
                return first, second
        return None, None

    def _bare_pair(self) -> None:
        """ "has gone from 623 to 622" moves without saying which way."""
        first, second = self._pair(0, len(self.text))
        if (
            first
            and second
            and (about := self.subject(self.text.rfind("from", 0, first.start)))
        ):
            if first.value == second.value:
                return
            start = self.text.rfind("from", 0, first.start)
            sign = 1 if second.value > first.value else -1
            direction = Direction(start, start + 4, sign, Form.VERB)
            claim = Movement(
                about, direction, self.facts.month, None, None, first,
                self._time_of(first, second), second,
            )  # fmt: skip
            self._use(direction, claim, first, second)

    def _time_of(self, quantity: Quantity | None, after: Quantity | None) -> Month | None:
        """The month named between the two ends of a pair."""
        if quantity is None or after is None:
            return None
        between = (t for t in self.times if quantity.end <= t.start < after.start)
        return next((t.month for t in between), None)

    # Figures

    def _levels(self) -> None:
        for quantity in list(self.free):
            if about := self._measured_by(quantity):
                month = self._month_of(quantity)
                is_part = month == self.facts.month and about.kind is not Kind.PERCENTAGE
                claim = Level(about, quantity, month, is_part)
                self.placed.append(Placed(quantity.start, quantity.end, claim))
        for none in _NONE.finditer(self.text):
            phrase = self.phrase_after(none.end())
            quantity = Quantity(none.start("no"), none.end("no"), 0.0)
            is_counted = content(phrase) or phrase.split()[:1] == ["cases"]
            if is_counted and whose(phrase, self.facts) is self.facts:
                self.placed.append(
                    Placed(none.start("no"), none.end() + len(phrase.rstrip()),
                           Level(self.facts, quantity, self.facts.month, False))
                )  # fmt: skip

    def _measured_by(self, quantity: Quantity) -> Facts | None:
        """The indicator whose figure a number may be; None if it is nobody's."""
        if quantity.unit is Unit.POINTS or _DIFFERENCE.search(self.text, 0, quantity.start):
            return None
        phrase = self.phrase_after(quantity.end)
        before = self.text[: quantity.start]
        is_percentage = quantity.unit is Unit.PER_CENT
        if self.facts.is_percentage != is_percentage:
            if is_percentage:
                return None
            about = whose(phrase, self.facts) if content(phrase) else None
            return about if about is not self.facts else None
        if content(phrase):
            about = whose(phrase, self.facts)
            if about is None and is_percentage:
                now = self.facts.spellings(self.facts.month)
                return self.facts if any(quantity.fits(value) for value in now) else None
            return about
        if _PARTIAL.search(before):
            return self.facts if not self.facts.is_percentage else None
        if _COMPARES.search(before) or _TOLD.match(self.text, quantity.end):
            return self.facts
        if _AT_FIGURE.search(before) or not before.strip():
            return self.subject(quantity.start - 1) and self.facts
        return None

    def _month_of(self, quantity: Quantity) -> Month:
        """The month named after a figure, or before it; otherwise this one."""
        for when in self.times:
            between = (
                self.text[quantity.end : when.start] if when.start >= quantity.end else None
            )
            if when.month and between is not None and len(between) < 40:
                if re.search(r"[,\d]|\b(?:and|but|than)\b", between) or when.role is Role.OVER:
                    break
                return when.month
        for when in reversed(self.times):
            if when.month and when.end <= quantity.start and when.role is not Role.OVER:
                between = self.text[when.end : quantity.start]
                if len(between) < 16 and "," not in between:
                    return when.month
        return self.facts.month

"""One sentence: the phrases found in it, and what they assert together."""

from __future__ import annotations

import re
from dataclasses import replace

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
from dashboard.claims.directions import Direction, Form, take_directions
from dashboard.claims.facts import Facts
from dashboard.claims.quantities import Quantity, Unit, take_quantities
from dashboard.claims.references import (
    Reference,
    Relation,
    find_relations,
    take_references,
    take_target_met,
)
from dashboard.claims.runs import take_extremes, take_streaks
from dashboard.claims.slate import Slate
from dashboard.claims.subjects import content, is_anybody, whose
from dashboard.claims.times import Role, When, take_times
from dashboard.periods import Month

_BREAK = re.compile(
    r"[,:()]| - |\b(?:and|but|which|that|whilst|while|because|although|however|as|due to|so|with|where|when|who|following|after|by)\b"
)
_SUBJECT_ENDS = re.compile(
    r"[,:()]| - |\b(?:and|but|which|that|whilst|while|because|although|however|due|so|with|who|has|have|is|was|are|were|by|from|to|on"
    r"|since|compared|over|during|being|this|at|as|following|when|in month|continues?|lead|led|may|can|could|will|when)\b"
)
_LINK = re.compile(
    r"(?:[\s\x00,~(]|\b(?:by|of|to|a|an|another|further|just|slightly|significantly|only|in|the|month|some|approx|x|this|again|overall|net|nearly|almost|has|have|been|around)\b)*"
)
_AT_FIGURE = re.compile(
    r"(?:\b(?:at|is|was|are|were|reached|totalled|stood|with|to|remains|of only|had|had been|being|received|saw|recorded|:|=)\s*|\()$"
)
_TOLD = re.compile(
    r"\s?(?:were |was |have been |had been )?(?:recorded|received|completed|made|reported|in total|seen)\b"
)
_COMPARES = re.compile(r"\b(?:compares?|compared) (?:to|with) $")
_NP_END = re.compile(
    r"[,:;()\x00]| - |\b(?:and|but|which|that|who|in|at|on|by|has|have|had|is|was|are|were|this|last|compared|came|come|now|made|received|recorded|looked after in|during|for|with|went|still|from|as|to|per|against|since)\b"
)
_DIFFERENCE = re.compile(r"\bdifference of (?:just |only )?$")
_PARTIAL = re.compile(r"\b(?:of (?:these|those|them|which|whom|the|this cohort)\b)")
_NONE = re.compile(
    r"\b(?:(?:there )?(?:were|was|are|is|have been|has been|had|with|recorded) )(?P<no>no|none|nil|zero)\b(?! (?:change|concern|significant|further|longer|increase|decrease|reduction|issue|impact|real))"
)
_VALUE_LINK = re.compile(
    r"\s?\(?(?:of|at|is|was|being|which is|which was|for|=|-|,)?\s?(?:currently )?"
)
_TWO_ENDS = re.compile(r"\bfrom\b(?:[\s\x00]|\b(?:a|an|the|figure|of|low|high)\b)*$")


class Sentence:
    """The phrases of one sentence, each with its place in it."""

    def __init__(self, folded: str, written: str, facts: Facts) -> None:
        self.text, self.facts = folded, facts
        self.placed: list[Placed] = []
        self.timeless = folded
        slate = Slate(folded)
        self.streaks = take_streaks(slate, facts.month, facts.step)
        self.extremes = take_extremes(slate, facts.month)
        self.met = take_target_met(slate)
        self.references = take_references(slate)
        self.times = take_times(slate, written, facts.month)
        for when in self.times:
            self.timeless = _wiped(self.timeless, when)
        self.relations = self._related(slate)
        self.directions = take_directions(slate)
        self.quantities = take_quantities(slate)
        self.free = list(self.quantities)

    def _related(self, slate: Slate) -> list[tuple[Relation, Reference | When]]:
        """Each word of comparison with what follows it; the others are no comparison."""
        found: list[tuple[Relation, Reference | When]] = []
        for relation in find_relations(self.text):
            aims = [*self.references, *(t for t in self.times if t.role is not Role.NOW)]
            near = [
                aim
                for aim in aims
                if aim.end > relation.end
                and not (
                    isinstance(aim, When)
                    and self.text[relation.start : relation.end] in ("over", "under")
                )
                and re.fullmatch(r"[\w\s'%]{0,24}", self.text[relation.end : aim.start])
                and not re.search(r"\b(?:and|but|in)\b", self.text[relation.end : aim.start])
            ]
            if near:
                found.append((relation, min(near, key=lambda aim: aim.start)))
                slate.wipe(relation.start, relation.end)
        return found

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
            if about := self._subject(words.start):
                claim = Extreme(about, words.sign, words.is_merit, words.first)
                self.placed.append(Placed(words.start, words.end, claim))
        for streak in self.streaks:
            nearest = min(
                self.directions,
                key=lambda d: min(abs(d.start - streak.end), abs(streak.start - d.end)),
                default=None,
            )
            if nearest and (about := self._about(nearest)):
                self.directions.remove(nearest)
                self.placed.append(
                    Placed(
                        min(nearest.start, streak.start),
                        max(nearest.end, streak.end),
                        Streak(about, nearest, streak.count),
                    )
                )

    # Targets, averages, neighbours

    def _targets(self) -> None:
        for start, end, is_met in self.met:
            self.placed.append(Placed(start, end, TargetMet(self.facts, is_met)))

    def _comparisons(self) -> None:
        for relation, aim in self.relations:
            gap = self._quantity_before(relation.start)
            if isinstance(aim, When):
                self._since(relation, aim, gap)
                continue
            about = self._subject(relation.start)
            value = self._value_of(aim)
            if about is not None and not self._is_another_time(aim):
                self._place(
                    relation, aim, Comparison(about, aim, relation, gap, value), gap, value
                )
        related = [aim for _, aim in self.relations]
        for reference in self.references:
            if reference in related or self._is_another_time(reference):
                continue
            if value := self._value_of(reference):
                self._place(
                    reference,
                    reference,
                    Comparison(self.facts, reference, None, None, value),
                    value,
                )

    def _is_another_time(self, reference: Reference) -> bool:
        """ "last year's average" is not the one that is held."""
        return any(
            when.role is not Role.NOW and 0 <= reference.start - when.end < 14 and not when.months
            and not re.search(r"[,]|\b(?:and|but|above|below|than|with|to)\b", self.text[when.end : reference.start])
            for when in self.times
        )  # fmt: skip

    def _since(self, relation: Relation, when: When, gap: Quantity | None) -> None:
        """ "4% higher than last year" is a movement."""
        if any(d.start <= relation.start < d.end for d in self.directions):
            self.directions = [
                d for d in self.directions if not d.start <= relation.start < d.end
            ]
        about = self._subject(gap.start if gap else relation.start)
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

    def _quantity_before(self, start: int) -> Quantity | None:
        for quantity in self.free:
            between = self.text[quantity.end : start]
            if quantity.end <= start and re.fullmatch(r"\s?(?:children |points )?", between):
                return quantity
        return None

    def _value_of(self, reference: Reference) -> Quantity | None:
        """ "average of 306", "our 95% target", "statistical neighbours (88)"."""
        for quantity in self.free:
            if 0 <= quantity.start - reference.end < 24 and _VALUE_LINK.fullmatch(
                self.text[reference.end : quantity.start]
            ):
                return quantity
            if (
                quantity.end <= reference.start
                and not self.text[quantity.end : reference.start].strip()
            ):
                return quantity
        return None

    # Movements

    def _movements(self) -> None:
        ends = [d.start for d in self.directions[1:]] + [len(self.text)]
        for place, direction in enumerate(self.directions):
            self._movement(direction, ends[place], place == 0)
        if not self.directions:
            self._bare_pair()

    def _movement(self, direction: Direction, end: int, is_first: bool) -> None:
        about = self._about(direction)
        amount = self._amount(direction, end)
        if direction.needs_amount and amount is None:
            return
        before, after = self._pair(direction.end, end)
        if amount and not amount.unit and about is self.facts:
            counted = self._phrase_after(amount.end)
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
        times = [t for t in self.times if direction.end <= t.start < end]
        if is_first:
            times += [t for t in self.times if t.end <= direction.start]
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
                gap = self._blanked(direction.end, quantity.start)
                if re.search(
                    r"\b(?:to|from|in|at) ?$", gap.rstrip("\x00 (")
                ) or not _LINK.fullmatch(gap):
                    return None
                return quantity
        return None

    def _to(self, direction: Direction, end: int) -> Quantity | None:
        """ "increased to 90%"."""
        for quantity in self.free:
            if direction.end <= quantity.start < end:
                gap = self._blanked(direction.end, quantity.start)
                ends_in_to = re.search(r"\bto(?: \w+)? $", gap)
                return quantity if ends_in_to and _LINK.fullmatch(gap) else None
        return None

    def _pair(self, start: int, end: int) -> tuple[Quantity | None, Quantity | None]:
        """ "from 84% in January to 90%"."""
        inside = [q for q in self.quantities if start <= q.start < end]
        for first, second in zip(inside, inside[1:], strict=False):
            before = self.text[max(0, first.start - 24) : first.start]
            between = self._blanked(first.end, second.start)
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
            and (about := self._subject(self.text.rfind("from", 0, first.start)))
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

    def _blanked(self, start: int, end: int) -> str:
        """The text between, without the times in it."""
        return self.timeless[start:end]

    # Of what

    def _subject(self, end: int) -> Facts | None:
        """Of what the words before a place speak."""
        before = self._blanked(0, end).replace("(", " ").replace(")", " ")
        breaks = list(_BREAK.finditer(before))
        clause = before[breaks[-1].end() :] if breaks else before
        return whose(clause, self.facts)

    def _about(self, direction: Direction) -> Facts | None:
        """Of what a movement is said: before a verb, after "a rise in"."""
        if direction.form is Form.VERB:
            return self._subject(direction.start)
        after = self._blanked(direction.end, len(self.text))
        found = re.match(r"(?: \w+)? (?:in|of) (?:just |only )?", after)
        if not found:
            return self.facts
        rest = after[found.end() :]
        if any(0 <= q.start - direction.end <= found.end() for q in self.quantities):
            return self.facts
        end = _SUBJECT_ENDS.search(rest)
        noun = rest[: end.start()] if end else rest
        return self.facts if re.match(r"[\s\x00]*[\dx~]", noun) else whose(noun, self.facts)

    # Figures

    def _levels(self) -> None:
        for quantity in list(self.free):
            if about := self._measured_by(quantity):
                month = self._month_of(quantity)
                is_part = month == self.facts.month and about.kind is not Kind.PERCENTAGE
                claim = Level(about, quantity, month, is_part)
                self.placed.append(Placed(quantity.start, quantity.end, claim))
        for none in _NONE.finditer(self.text):
            phrase = self._phrase_after(none.end())
            quantity = Quantity(none.start("no"), none.end("no"), 0.0)
            is_counted = content(phrase) or phrase.split()[:1] == ["cases"]
            if is_counted and whose(phrase, self.facts) is self.facts:
                self.placed.append(
                    Placed(none.start("no"), none.end() + len(phrase.rstrip()),
                           Level(self.facts, quantity, self.facts.month, False))
                )  # fmt: skip

    def _phrase_after(self, start: int) -> str:
        rest = self._blanked(start, len(self.text))
        end = _NP_END.search(rest)
        return rest[: end.start()] if end else rest

    def _measured_by(self, quantity: Quantity) -> Facts | None:
        """The indicator whose figure a number may be; None if it is nobody's."""
        if quantity.unit is Unit.POINTS or _DIFFERENCE.search(self.text, 0, quantity.start):
            return None
        phrase = self._phrase_after(quantity.end)
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
            return self._subject(quantity.start - 1) and self.facts
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


def _wiped(text: str, when: When) -> str:
    return text[: when.start] + "\x00" * (when.end - when.start) + text[when.end :]

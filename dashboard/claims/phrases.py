"""The phrases of one sentence: numbers, directions, times, references, and who is meant."""

from __future__ import annotations

import re

from dashboard.claims.assertions import Assertion, Placed
from dashboard.claims.directions import Direction, Form, take_directions
from dashboard.claims.facts import Facts
from dashboard.claims.quantities import Quantity, take_quantities
from dashboard.claims.references import (
    Reference,
    Relation,
    find_relations,
    take_references,
    take_target_met,
)
from dashboard.claims.runs import take_extremes, take_streaks
from dashboard.claims.slate import Slate
from dashboard.claims.subjects import whose
from dashboard.claims.times import NAMES, Role, When, take_times
from dashboard.periods import Month

_BREAK = re.compile(
    r"[,:()]| - |\b(?:and|but|which|that|whilst|while|whereas|because|although|however|as"
    r"|due to|so|with|where|when|who|following|after|before|then|by)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_OTHER_SIZE = re.compile(r"\d|\b(?:doubled|halved|trebled|tripled|quadrupled)\b")
_NO_LEAD = re.compile(r"\b(?:and|but|in)\b")
_NOUN_THAN = re.compile(r"(?: [a-z'-]+){1,6}? than\b.{0,24}", re.DOTALL)
_IS = re.compile(r" ?(?:was|is|saw|had|were)\b")
_BARE_MONTH = re.compile(rf"(?:the )?{NAMES}(?: '?\d+)?")
_SUBJECT_ENDS = re.compile(
    r"[,:()]| - |\b(?:and|but|which|that|whilst|while|because|although|however|due|so|with"
    r"|who|has|have|is|was|are|were|by|from|to|on"
    r"|since|compared|over|during|this|at|as|following|when|in month|continues?|lead"
    r"|led|may|can|could|will|when|explains?|reflects?|shows?|means?|puts?|caus\w+|driv\w+"
    r"|suggests?|indicates?|accounts?|adds?|makes?|leaves?|gives?|results?)\b"
)
_NP_END = re.compile(
    r"[,:;()\x00]| - |\b(?:and|but|which|that|who|in|at|on|by|has|have|had|is|was|are|were"
    r"|this|last|compared|came|come|now|made|received|recorded|compares?|vs?|cf|averaging"
    r"|averaged|looked after in|during|for"
    r"|with|went|still|from|as|to|per|against|since|(?<!of )the)\b"
)
_VALUE_LINK = re.compile(
    r"\s?\(?(?:of|at|is|was|being|which is|which was|for|=|-|,)?\s?(?:currently )?"
)


class Phrases:
    """Everything found in a sentence. `free` are the numbers that nothing claims yet."""

    def __init__(self, folded: str, written: str, facts: Facts) -> None:
        self.text, self.facts = folded, facts
        self.timeless = folded
        slate = Slate(folded)
        self.streaks = take_streaks(slate, facts.month, facts.step)
        self.extremes = take_extremes(slate, facts.month)
        self.met = take_target_met(slate)
        self.references = take_references(slate)
        self.times = take_times(slate, written, facts.month)
        self.times += [
            When(words.end, words.end, Role.IN, words.at)
            for words in self.extremes
            if words.at != facts.month
        ]
        for when in self.times:
            self.timeless = _wiped(self.timeless, when)
        self.relations = self._related(slate)
        self.directions = take_directions(slate)
        for direction in self.directions:
            self.timeless = _wiped(self.timeless, direction)
        self.quantities = take_quantities(slate, of_shares=facts.is_percentage)
        self.free = list(self.quantities)
        self.placed: list[Placed] = []

    def _related(self, slate: Slate) -> list[tuple[Relation, Reference | When]]:
        """Each word of comparison with what follows it; the others are no comparison."""
        found: list[tuple[Relation, Reference | When]] = []
        for relation in find_relations(self.text):
            aims: list[Reference | When] = [
                *self.references,
                *(t for t in self.times if t.role is not Role.NOW),
            ]
            near = [aim for aim in aims if self._is_aim(relation, aim)]
            if near:
                found.append((relation, min(near, key=lambda aim: aim.start)))
                slate.wipe(relation.start, relation.end)
        return found

    def _is_aim(self, relation: Relation, aim: Reference | When) -> bool:
        """Whether the words between lead from "higher" or "more cases" to "than last year"."""
        if aim.end <= relation.end:
            return False
        gap = _BRACKETS.sub(" ", self.text[relation.end : aim.start])
        if isinstance(aim, When):
            word = self.text[relation.start : relation.end]
            if word in ("over", "under") or _OTHER_SIZE.search(gap):
                return False
        if relation.has_noun:
            return bool(_NOUN_THAN.fullmatch(gap + self.text[aim.start : aim.end][:5]))
        return bool(re.fullmatch(r"[\w\s'%]{0,24}", gap)) and not _NO_LEAD.search(gap)

    def claim(
        self,
        start: int,
        end: int,
        assertion: Assertion,
        *used: Quantity | None,
    ) -> None:
        """Note what is asserted, from and to the outermost of it and the numbers used."""
        spent = [quantity for quantity in used if quantity]
        self.free = [quantity for quantity in self.free if quantity not in spent]
        first = min([start, *(quantity.start for quantity in spent)])
        last = max([end, *(quantity.end for quantity in spent)])
        self.placed.append(Placed(first, last, assertion))

    @property
    def spoken_month(self) -> Month | None:
        """The month that the sentence is about: "December was lower than November"."""
        for when in self.times:
            is_subject = _IS.match(self.text, when.end) and not self.text[: when.start].strip()
            if is_subject and _BARE_MONTH.fullmatch(self.text[when.start : when.end].strip()):
                return when.month
        return None

    def between(self, start: int, end: int) -> str:
        """The text between, without the times in it."""
        return self.timeless[start:end]

    def subject(self, end: int) -> Facts | None:
        """Of what the words before a place speak."""
        before = self.between(0, end).replace("(", " ").replace(")", " ")
        breaks = list(_BREAK.finditer(before))
        clause = before[breaks[-1].end() :] if breaks else before
        return whose(clause, self.facts)

    def about(self, direction: Direction) -> Facts | None:
        """Of what a movement is said: before a verb, after "a rise in"."""
        if direction.form is Form.VERB:
            return self.subject(direction.start)
        if direction.form is Form.OF:
            after = self.between(direction.end, len(self.text))
            of = after.find(" of ") + 3 if direction.needs_amount is False else 0
            end = _SUBJECT_ENDS.search(after, of)
            return whose(after[of : end.start() if end else len(after)], self.facts)
        after = self.between(direction.end, len(self.text))
        found = re.match(r"(?: \w+)? (?:in|of) (?:just |only )?", after)
        if not found:
            return self.facts
        rest = after[found.end() :]
        if any(0 <= q.start - direction.end <= found.end() for q in self.quantities):
            return self.facts
        end = _SUBJECT_ENDS.search(rest)
        noun = rest[: end.start()] if end else rest
        return self.facts if re.match(r"[\s\x00]*[\dx~]", noun) else whose(noun, self.facts)

    def phrase_after(self, start: int) -> str:
        rest = self.between(start, len(self.text))
        end = _NP_END.search(rest)
        return rest[: end.start()] if end else rest

    def quantity_before(self, start: int) -> Quantity | None:
        for quantity in self.free:
            between = self.text[quantity.end : start]
            if quantity.end <= start and re.fullmatch(r"\s?(?:children |points )?", between):
                return quantity
        return None

    def value_of(self, reference: Reference) -> Quantity | None:
        """ "average of 306", "our 95% target", "statistical neighbours (88)"."""
        for quantity in self.free:
            if 0 <= quantity.start - reference.end < 24 and _VALUE_LINK.fullmatch(
                self.text[reference.end : quantity.start]
            ):
                return quantity
            before = self.text[quantity.end : reference.start]
            if quantity.end <= reference.start and re.fullmatch(r"\s*(?:for|in)?\s*", before):
                return quantity
        return None


def _wiped(text: str, phrase: When | Direction) -> str:
    blank = "\x00" * (phrase.end - phrase.start)
    return text[: phrase.start] + blank + text[phrase.end :]

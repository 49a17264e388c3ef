"""The phrases of one sentence: numbers, directions, times, references, and who is meant."""

from __future__ import annotations

import re

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
from dashboard.claims.times import Role, When, take_times

_BREAK = re.compile(
    r"[,:()]| - |\b(?:and|but|which|that|whilst|while|because|although|however|as|due to|so"
    r"|with|where|when|who|following|after|by)\b"
)
_SUBJECT_ENDS = re.compile(
    r"[,:()]| - |\b(?:and|but|which|that|whilst|while|because|although|however|due|so|with"
    r"|who|has|have|is|was|are|were|by|from|to|on"
    r"|since|compared|over|during|being|this|at|as|following|when|in month|continues?|lead"
    r"|led|may|can|could|will|when)\b"
)
_NP_END = re.compile(
    r"[,:;()\x00]| - |\b(?:and|but|which|that|who|in|at|on|by|has|have|had|is|was|are|were"
    r"|this|last|compared|came|come|now|made|received|recorded|looked after in|during|for"
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
            aims: list[Reference | When] = [
                *self.references,
                *(t for t in self.times if t.role is not Role.NOW),
            ]
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


def _wiped(text: str, when: When) -> str:
    return text[: when.start] + "\x00" * (when.end - when.start) + text[when.end :]

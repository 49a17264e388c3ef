"""Reading a paragraph: every claim on its indicator, held against the figures."""

from __future__ import annotations

from dashboard.claims.checking import check
from dashboard.claims.claim import Claim
from dashboard.claims.facts import Facts
from dashboard.claims.sentence import read_sentence
from dashboard.claims.slate import fold, sentences


def read_claims(text: str, facts: Facts) -> tuple[Claim, ...]:
    """All claims, in the order of the text; the same text and facts give the same claims."""
    folded = fold(text)
    claims: list[Claim] = []
    for start, end in sentences(folded):
        for placed in read_sentence(folded[start:end], text[start:end], facts):
            kind, verdict, sentence = check(placed.assertion)
            about = placed.assertion.about
            if about is not None and about.ref != facts.ref:
                sentence = f"For {about.ref}, {sentence[0].lower()}{sentence[1:]}"
            first, last = start + placed.start, start + placed.end
            first += len(text[first:last]) - len(text[first:last].lstrip())
            quote = text[first:last].rstrip()
            claims.append(Claim(first, first + len(quote), quote, kind, verdict, sentence))
    return tuple(claims)

"""Whether a paragraph tells the public a figure that is hidden, or one made from it.

It fails closed: a paragraph is withheld for any number that could be such a figure, be it
meant or not. An officer can write it again without the number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from dashboard.claims import Facts, Verdict, read_claims
from dashboard.claims.quantities import take_quantities
from dashboard.claims.slate import Slate, fold
from dashboard.disclosure.hiding import Cell, Hidden, Reason
from dashboard.records import Observation

WITHHELD = (
    "This paragraph is not shown to the public because it names a number that is hidden to "
    "protect children, or could be one."
)
_LOOKS_BACK = (0, 1, 12)
_SMALL_WORDS = re.compile(
    r"(?<![\w.,/])(?:[1-5]|one|two|three|four|five|single|once|twice|thrice|couple|pair|both"
    r"|few|handful|doubl\w+|trebl\w+|tripl\w+|halv\w+|by half|half (?:as|the|that)"
    r")(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)


def tells_hidden(
    text: str,
    public: Facts,
    refs: Collection[str],
    near: Collection[str],
    hidden: Hidden,
    held: Mapping[Cell, Observation],
) -> bool:
    """Whether a paragraph names a hidden figure of these refs, or of those near.

    `public` are the facts that anybody can read: what agrees with them is passed over.
    `refs` hang together with the paragraph's own indicator: where a small count of theirs
    is hidden, no small number and no multiple may be named at all. Of those `near`, which
    stand beside it, only the hidden figures themselves are looked for.
    """
    months = [public.month.shift(-back) for back in _LOOKS_BACK]
    cells = [(r, m) for r in {*refs, *near} for m in months if (r, m) in hidden]
    if not cells:
        return False
    text = _beyond(text, public)
    small = any(hidden.cells.get((r, m)) is Reason.SMALL for r in refs for m in months)
    if small and _SMALL_WORDS.search(text):
        return True
    quantities = take_quantities(Slate(fold(text)))
    return any(
        quantity.fits(number) for number in _numbers(cells, held) for quantity in quantities
    )


def _beyond(text: str, public: Facts) -> str:
    """The paragraph without what the figures that can be read bear out."""
    for claim in read_claims(text, public):
        if claim.verdict is Verdict.AGREES:
            text = text[: claim.start] + " " * (claim.end - claim.start) + text[claim.end :]
    return text


def _numbers(cells: Iterable[Cell], held: Mapping[Cell, Observation]) -> Iterator[float]:
    """The hidden figures, their parts, and what they differ by from the months before."""
    for ref, month in cells:
        figure = held[ref, month]
        for part in (figure.value, figure.numerator, figure.denominator):
            if part is not None:
                yield float(part)
        if figure.value is None:
            continue
        for back in (*_LOOKS_BACK[1:], *(-back for back in _LOOKS_BACK[1:])):
            other = held.get((ref, month.shift(-back)))
            if other and other.value is not None and other.value != figure.value:
                yield abs(float(figure.value - other.value))
                if other.value:
                    yield abs(float((figure.value - other.value) / other.value)) * 100

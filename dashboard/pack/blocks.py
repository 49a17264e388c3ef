"""The plain data that a template sets: texts, tables and lists, as JSON has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.charts.text import text_width
from dashboard.records import Arrow, Colour
from dashboard.views.status import ChangeView, Context

Block = dict[str, Any]
"""One thing on the page. Its "kind" says which."""

Refs = frozenset[str]
"""The refs of the indicators in the pack."""

SHAPES = {Colour.RED: "diamond", Colour.AMBER: "half", Colour.GREEN: "ring"}
ARROWS = {Arrow.UP: "↑", Arrow.DOWN: "↓", Arrow.SIMILAR: "→"}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def para(text: str) -> Block:
    return {"kind": "para", "text": text}


def table(head: Sequence[str], widths: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """A table whose first column says what each row is of.

    A width is a length in mm, "16mm", or a share of what is left, "2fr"; one that begins with
    ">" is of figures, which stand to the right.
    """
    return {
        "kind": "table",
        "head": list(head),
        "widths": [[int(width.strip(">mfr")), width[-2:]] for width in widths],
        "figures": [width.startswith(">") for width in widths],
        "rows": [list(row) for row in rows],
    }


def rows_or(
    head: tuple[str, ...], widths: tuple[str, ...], rows: Iterable[tuple[str, ...]], none: str
) -> Block:
    """A table, or the sentence that says there is nothing to put in it."""
    held = list(rows)
    return table(head, widths, held) if held else para(none)


def paragraphs(text: str) -> list[list[str]]:
    """Plain text as paragraphs of lines: blank lines part them, as on the page."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return [block.split("\n") for block in blocks if block]


LONGEST_KEPT = 14
"""Lines that certainly fit a page with all that stands beside them, estimated high."""


def may_part(texts: Iterable[str], ems: float) -> bool:
    """Whether texts in a column, its width in em, may have to go on on the next page.

    What does not may be kept in one piece; anything longer would be cut off at the foot of
    the page if it were.
    """
    lines = sum(
        1 + int(text_width(line, 1, True) / ems) for text in texts for line in text.split("\n")
    )
    return lines > LONGEST_KEPT


def change(view: ChangeView) -> dict[str, str]:
    """A change in a cell: arrow, figure, what stands beneath, and the word of merit."""
    word = view.judgement.value if view.arrow else ""
    return {
        "arrow": ARROWS[view.arrow] if view.arrow else "",
        "short": view.short,
        "beneath": ", ".join(filter(None, (view.beneath, "small numbers" * view.small))),
        "word": "" if word in ("not judged", "no value") else word,
    }


def context(item: Context, said: str = "") -> dict[str, str]:
    """A figure beside the indicator's own, or the word for its absence; without a note that
    is `said` already."""
    if item.text:
        return {"text": item.text, "note": "" if item.note == said else item.note}
    return {"text": "", "note": "" if item.note == "none given" else item.note}


def status(colour: Colour, reason: str) -> dict[str, str]:
    """A status: its shape, its word, and what it rests on."""
    is_plain = colour is Colour.NOT_JUDGED
    return {
        "shape": SHAPES.get(colour, "dash"),
        "colour": colour.value.replace(" ", "-"),
        "word": colour.value.capitalize(),
        "reason": "" if is_plain else reason,
    }

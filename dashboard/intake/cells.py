"""One cell at a time: what a figure, a symbol, a change or an arrow says. Pure.

Every parser raises ValueError with the second half of a message: what was found and
what to do. The place is added by whoever knows it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

from dashboard.catalogue import Kind
from dashboard.intake.grid import Cell
from dashboard.intake.printing import plain
from dashboard.records import Arrow, Status

SIGNIFICANT = Context(prec=12)
# A figure of a panel's dataset: beyond this it is a slip of the keyboard.
_LARGEST, _SMALLEST = Decimal(10) ** 12, Decimal(10) ** -9

SYMBOLS = {
    "tbc": Status.NOT_AVAILABLE,
    "x": Status.NOT_AVAILABLE,
    ":": Status.NOT_AVAILABLE,
    "n/a": Status.NOT_AVAILABLE,
    "-": Status.NOT_APPLICABLE,
    "z": Status.NOT_APPLICABLE,
    "c": Status.SUPPRESSED,
    "k": Status.LOW,
    "low": Status.LOW,
}
ARROWS = {"↑": Arrow.UP, "↓": Arrow.DOWN, "→": Arrow.SIMILAR, "➔": Arrow.SIMILAR}

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"([-+]?)(£?)({_DIGITS}|\.\d+) ?(%?)", re.ASCII)
_CHANGE = re.compile(rf"([{''.join(ARROWS)}])? ?([-+]?{_DIGITS}) ?%", re.ASCII)
# A mark is always raised or a sign of its own, so that it cannot be a digit of the figure.
_MARKED = re.compile(
    r"(.*[0-9%]) ?([*†‡§\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[[beprBEPRUu]\])"
)
_SHORTHAND = {
    "[b]": "break in series",
    "[e]": "estimated",
    "[p]": "provisional",
    "[r]": "revised",
    "[u]": "low reliability",
}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_ADVICE = "Leave the cell blank for missing data, or use [x]."
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Scale:
    """How a layout writes the percentages of one kind of indicator.

    `kind` is the catalogue's. With `fractions` a number without a per cent sign is a
    fraction (0.84 is 84%), otherwise it is in per cent (84 is 84%).
    """

    kind: Kind
    fractions: bool


def tidy(text: str) -> str:
    """Text with every run of white space as one space, invisible characters gone."""
    return text if text.isalnum() else _SPACES.sub(" ", text).strip()


def quote(text: str) -> str:
    """A cell's text in quotation marks, cut where it is long."""
    text = tidy(text)
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


def rounded(number: Decimal) -> Decimal:
    """Rounded to 12 significant digits, without exponent or trailing zeros."""
    return Decimal(plain(SIGNIFICANT.plus(number)))


def split_mark(cell: Cell) -> tuple[Cell, str]:
    """A figure without its footnote mark, and a note of the mark; "" where there is none.

    A mark is one of * † ‡ §, a raised figure, or the government's [b] [e] [p] [r] [u].
    What it refers to stands elsewhere in the file and is not looked for.
    """
    found = _MARKED.fullmatch(tidy(cell.text)) if isinstance(cell.content, str) else None
    if found is None:
        return cell, ""
    figure, mark = found[1], found[2].lower()
    words = _SHORTHAND.get(mark)
    note = f"{words} {mark}" if words else f"marked {mark} in the file"
    return Cell(cell.row, cell.column, figure, figure), note


def parse_observation(cell: Cell, scale: Scale) -> tuple[Status, Decimal | None]:
    """A month's figure or symbol: status, and the value in the indicator's own unit.

    Symbols count with or without square brackets and in any case.
    """
    symbol = tidy(cell.text).translate(_DASHES).lower()
    if symbol.startswith("[") and symbol.endswith("]"):
        symbol = symbol[1:-1].strip()
    if status := SYMBOLS.get(symbol):
        return status, None
    value = parse_number(cell, scale)
    _check_sense(cell, value, scale)
    return Status.VALUE, value


def parse_number(cell: Cell, scale: Scale) -> Decimal:
    """A number in the indicator's own unit, percentages in per cent, whatever its size."""
    if isinstance(cell.content, dt.date):
        raise ValueError(f"{quote(cell.text)} is a date. Format the cell as a number.")
    is_percentage = scale.kind is Kind.PERCENTAGE
    if isinstance(cell.content, Decimal):
        as_fraction = is_percentage and (scale.fractions or cell.is_printed_as_percentage)
        return _bounded(cell, cell.content * 100 if as_fraction else cell.content)
    number, sign = _read_text(cell, scale.kind)
    if sign and not is_percentage:
        raise ValueError(
            f"{quote(cell.text)} is a percentage, but the indicator is a {scale.kind}. "
            "Write the figure itself."
        )
    return _bounded(
        cell, number * 100 if is_percentage and scale.fractions and not sign else number
    )


def _read_text(cell: Cell, kind: Kind) -> tuple[Decimal, bool]:
    """The number in a text, and whether a per cent sign follows it."""
    text = tidy(cell.text).translate(_DASHES)
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or (found[2] and kind is not Kind.MONEY):
        raise ValueError(f"{quote(cell.text)} is not a number. {_ADVICE}")
    return Decimal(found[1] + found[3].replace(",", "")), bool(found[4])


def _bounded(cell: Cell, number: Decimal) -> Decimal:
    if number and not _SMALLEST <= abs(number) < _LARGEST:
        raise ValueError(
            f"{quote(cell.text)} is too large or too small to be right. Check the figure."
        )
    return rounded(number)


def _check_sense(cell: Cell, value: Decimal, scale: Scale) -> None:
    """Refuse what no month can hold: a share above the whole, part of a child."""
    if value < 0 and scale.kind is not Kind.MONEY:
        raise ValueError(f"{quote(cell.text)} is below zero. Check the figure.")
    if scale.kind is Kind.PERCENTAGE and value > 100:
        example = "84% or 0.84" if scale.fractions else "84% or 84"
        raise ValueError(
            f"{quote(cell.text)} would be {value:,f}%, above the whole. "
            f"Write a percentage as {example}."
        )
    if scale.kind is Kind.COUNT and value != value.to_integral_value():
        raise ValueError(
            f"{quote(cell.text)} is not a whole number, but the indicator is a count. "
            "Check the figure."
        )


def parse_part(cell: Cell) -> Decimal:
    """A numerator or denominator: a number that is not negative."""
    value = parse_number(cell, Scale(Kind.RATE, fractions=False))
    if value < 0:
        raise ValueError(f"{quote(cell.text)} is below zero. Check the figure.")
    return value


def parse_published(cell: Cell, scale: Scale) -> Decimal | None:
    """The number in an average, maximum, comparator or target; None for words.

    A percentage that would be above the whole is not taken for a number: nothing in
    the file says which way it was meant.
    """
    try:
        value = parse_number(split_mark(cell)[0], scale)
    except (ValueError, InvalidOperation):
        return None
    return None if scale.kind is Kind.PERCENTAGE and value > 100 else value


def parse_change(text: str) -> tuple[Decimal | None, Arrow | None]:
    """The printed change in per cent and its arrow: "↓ -23%" is -23, down.

    Words such as "- n/a" give neither. Both forms of the similar arrow are known.
    """
    text = tidy(text).translate(_DASHES)
    if marked := _MARKED.fullmatch(text):
        text = marked[1]
    found = _CHANGE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None, None
    return rounded(Decimal(found[2].replace(",", ""))), ARROWS.get(found[1])


def read_commentary(cell: Cell) -> str:
    """A paragraph as written, without the spreadsheet's mark for text.

    A spreadsheet marks a cell as text by an apostrophe in front. It is dropped where
    the text holds no later apostrophe at a word's end that could close a quotation, and
    the file has no mark of its own for text.
    """
    text = cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    is_marked = text.startswith("'") and not cell.is_literal
    if is_marked and not re.search(r"'(?!\w)", text[1:]):
        return text[1:].lstrip()
    return text

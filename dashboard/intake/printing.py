"""How a spreadsheet prints a number or a date: enough of number formats to quote a cell."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal

_PRECISE = Context(prec=400)
_MOST_PLACES = 30
_IGNORED = re.compile(r'\[[^\]]*\]|_.|\*.|\\(?=.)|"')
_MASK = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_LITERAL = re.compile(r'"[^"]*"|\\.')
_DATE_PARTS = re.compile(r"y{3,4}|y{1,2}|m{1,5}|d{1,4}", re.IGNORECASE)
_STRFTIME = {
    "yy": "%y", "yyyy": "%Y", "m": "%-m", "mm": "%m", "mmm": "%b", "mmmm": "%B",
    "d": "%-d", "dd": "%d", "ddd": "%a", "dddd": "%A",
}  # fmt: skip


def plain(number: Decimal) -> str:
    """A number without exponent and without trailing zeros: 1300, 0.84."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def print_number(number: Decimal, number_format: str) -> str:
    """A number as its cell shows it: "1,414", "84%", "92.0%". Half is rounded up.

    Only decimals, thousands, per cent and a leading pound sign are understood; a format
    that says anything else prints the number plainly.
    """
    section = _IGNORED.sub("", number_format.split(";")[0])
    mask = _MASK.search(section)
    if mask is None:
        return plain(number)
    before, after = section[: mask.start()].strip(), section[mask.end() :].strip()
    if before not in {"", "£"} or after not in {"", "%"}:
        return plain(number)
    shown = number * 100 if after == "%" else number
    places = Decimal(1).scaleb(-min(len(mask[1] or ""), _MOST_PLACES))
    shown = shown.quantize(places, ROUND_HALF_UP, _PRECISE)
    thousands = "," if "," in mask[0] else ""
    return f"{before}{format(shown, thousands + 'f')}{after}"


def writes_percent_sign(number_format: str) -> bool:
    """Whether a format writes "%" as a mere sign: 84 is shown as "84%", not as "8400%"."""
    section = number_format.split(";")[0]
    return "%" in "".join(_LITERAL.findall(section)) and "%" not in _LITERAL.sub("", section)


def print_date(day: dt.date, number_format: str) -> str:
    """A date as its cell shows it, "Aug-20" for mmm-yy; 2020-08-01 if that is unclear."""
    text = _IGNORED.sub("", number_format.split(";")[0])
    if re.search(r"[a-z]", _DATE_PARTS.sub("", text), re.IGNORECASE):
        return day.isoformat()
    pattern = _DATE_PARTS.sub(
        lambda part: _STRFTIME.get(part[0].lower(), "%Y-%m-%d"), text.replace("%", "%%")
    )
    return day.strftime(pattern)

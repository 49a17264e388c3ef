"""Figures in the sentences of findings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dashboard.catalogue import Indicator
from dashboard.findings.interval import Interval
from dashboard.views import words


def say(indicator: Indicator, value: Decimal | Fraction | float) -> str:
    """A figure with its sign: "1,297", "84%", "12.5%"."""
    return number(value) + ("%" if indicator.is_percentage else "")


def number(value: Decimal | Fraction | float) -> str:
    """A number with at most two decimals, and none that are zero."""
    text = words.number(float(value), 2)
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(interval: Interval, sign: str = "") -> str:
    """ "23.5% to 24.5%", "at least 5"."""
    low = number(interval.low) + sign
    return f"at least {low}" if interval.high is None else f"{low} to {_high(interval)}{sign}"


def _high(interval: Interval) -> str:
    assert interval.high is not None
    return number(interval.high)


def gap(difference: Decimal | Fraction) -> str:
    """ "a difference of 7"; a percentage's is in points."""
    return f"a difference of {number(abs(float(difference)))}"


def points(difference: Decimal | Fraction | int) -> str:
    """A difference between percentages."""
    amount = number(abs(float(difference)))
    return f"a difference of {amount} percentage {words.plural(float(amount), 'point')}"


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

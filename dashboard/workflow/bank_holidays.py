"""Working days in England and Wales, and the bank holidays that are none.

The yearly bank holidays follow from the Banking and Financial Dealings Act 1971 and the
proclamations that are repeated each year. What was proclaimed for one year only cannot be
worked out: it stands in a table here, and later ones in the catalogue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache

_DAY = dt.timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5

# The full moon before Easter in each year of a cycle of 19, from the tables that the Calendar
# (New Style) Act 1750 took over from the Church; they hold from 1900 to 2199.
_FULL_MOONS = (
    *((4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5)),
    *((3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27)),
)

# Since 2011: days taken from a year's list, and days added to it.
_MOVED = {dt.date(2012, 5, 28), dt.date(2020, 5, 4), dt.date(2022, 5, 30)}
_PROCLAIMED = {
    dt.date(2011, 4, 29),
    dt.date(2012, 6, 4),
    dt.date(2012, 6, 5),
    dt.date(2020, 5, 8),
    dt.date(2022, 6, 2),
    dt.date(2022, 6, 3),
    dt.date(2022, 9, 19),
    dt.date(2023, 5, 8),
}


def is_working_day(day: dt.date, extra: Collection[dt.date] = ()) -> bool:
    """Whether a day is neither at a weekend nor a bank holiday, nor one of `extra`."""
    if day.weekday() >= _SATURDAY or day in extra:
        return False
    return day not in bank_holidays(day.year)


def working_days_before(day: dt.date, count: int, extra: Collection[dt.date] = ()) -> dt.date:
    """The day so many working days before another; that day itself for 0."""
    while count:
        day -= _DAY
        count -= is_working_day(day, extra)
    return day


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of a year, substitutes included. Years from 1978 to 2199.

    What was proclaimed for one year only is known from 2011 to 2023.
    """
    sunday = easter(year)
    yearly = {
        sunday - 2 * _DAY,
        sunday + _DAY,
        _monday_from(dt.date(year, 5, 1)),
        _monday_from(dt.date(year, 5, 25)),
        _monday_from(dt.date(year, 8, 25)),
    }
    # Boxing Day before Christmas Day: each keeps its own day where that is a weekday.
    for day in (dt.date(year, 1, 1), dt.date(year, 12, 26), dt.date(year, 12, 25)):
        yearly.add(_weekday_from(day, yearly))
    proclaimed = {day for day in _PROCLAIMED if day.year == year}
    return frozenset((yearly - _MOVED) | proclaimed)


def easter(year: int) -> dt.date:
    """Easter Sunday: the first Sunday after the full moon of its table. 1900 to 2199."""
    month, number = _FULL_MOONS[year % len(_FULL_MOONS)]
    full_moon = dt.date(year, month, number)
    return full_moon + _DAY * (7 - (full_moon.weekday() + 1) % 7)


def _monday_from(day: dt.date) -> dt.date:
    """The first Monday on that day or after it."""
    return day + _DAY * ((_MONDAY - day.weekday()) % 7)


def _weekday_from(day: dt.date, taken: Collection[dt.date]) -> dt.date:
    """That day, or the next one that is neither at a weekend nor a bank holiday already."""
    while day.weekday() >= _SATURDAY or day in taken:
        day += _DAY
    return day

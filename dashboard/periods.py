"""Months, quarters and financial years: parse, order, name, neighbours.

The dataset is monthly. A quarterly indicator is returned in the last month of a
calendar quarter; a target belongs to a financial year, April to March.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTH_NAMES = tuple(calendar.month_name)[1:]
"""January to December."""

_ABBREVIATIONS = tuple(calendar.month_abbr)[1:]
_MONTH_NUMBERS = {name.lower(): n for n, name in enumerate(_ABBREVIATIONS, start=1)}
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?[\s\-/']+(\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2}(?:[T ]00:00:00)?)?")
_YEARS = re.compile(r"(?:20)?(\d{2})\s*(?:-|/|–|to)\s*(?:20)?(\d{2})")  # noqa: RUF001


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month, the period of every observation."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1900 <= self.year <= 2200:
            raise ValueError(f"{self.year}-{self.number} is not a month")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "Aug-20", "August 2020", "2020-08" or an ISO date in that month.

        A two-figure year is of this century. Raises ValueError for anything else.
        """
        text = text.strip()
        if found := _ISO.fullmatch(text):
            return cls(int(found[1]), int(found[2]))
        if found := _NAMED.fullmatch(text):
            name, year = found[1].lower(), int(found[2])
            number = _MONTH_NUMBERS.get(name[:3])
            if number and MONTH_NAMES[number - 1].lower().startswith(name):
                return cls(year + 2000 if year < 100 else year, number)
            if number and name == "sept":
                return cls(year + 2000 if year < 100 else year, number)
        raise ValueError(f'"{text}" is not a month such as "Aug-20" or "2020-08"')

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """The month a day falls in."""
        return cls(day.year, day.month)

    @property
    def index(self) -> int:
        """Months since the year 0; neighbouring months differ by one."""
        return self.year * 12 + self.number - 1

    def shift(self, months: int) -> Month:
        """The month so many months later (earlier, if negative)."""
        year, number = divmod(self.index + months, 12)
        return Month(year, number + 1)

    @property
    def is_quarter_end(self) -> bool:
        """Whether a quarterly return is due: March, June, September, December."""
        return self.number % 3 == 0

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear(self.year if self.number >= 4 else self.year - 1)

    @property
    def long(self) -> str:
        """ "February 2021", the form for sentences."""
        return f"{self.name} {self.year}"

    @property
    def short(self) -> str:
        """ "Feb 2021", the form for table heads."""
        return f"{self.abbreviation} {self.year}"

    @property
    def name(self) -> str:
        return MONTH_NAMES[self.number - 1]

    @property
    def abbreviation(self) -> str:
        return _ABBREVIATIONS[self.number - 1]

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """April of `start` to March of the year after."""

    start: int

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Read "2019-20", "19-20" or "2019 to 2020". Raises ValueError otherwise."""
        found = _YEARS.fullmatch(text.strip())
        if found and (int(found[1]) + 1) % 100 == int(found[2]):
            return cls(2000 + int(found[1]))
        raise ValueError(f'"{text}" is not a financial year such as "2019-20"')

    @property
    def first(self) -> Month:
        return Month(self.start, 4)

    @property
    def last(self) -> Month:
        return Month(self.start + 1, 3)

    @property
    def long(self) -> str:
        """ "2019 to 2020", the form for sentences."""
        return f"{self.start} to {self.start + 1}"

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"


def long_date(day: dt.date) -> str:
    """ "25 March 2021"."""
    return f"{day.day} {day:%B %Y}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from first to last, both included; nothing if last is earlier."""
    for index in range(first.index, last.index + 1):
        year, number = divmod(index, 12)
        yield Month(year, number + 1)

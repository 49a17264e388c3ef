"""Column types: how months, exact numbers, moments, words and files are kept.

Each is stored in the same form by SQLite and by PostgreSQL, so that the same query gives
the same answer on both.
"""

from __future__ import annotations

import datetime as dt
import zlib
from abc import abstractmethod
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from dashboard.periods import Month

Meant = TypeVar("Meant")
Chosen = TypeVar("Chosen", bound=StrEnum)


class Kept(TypeDecorator[Meant], Generic[Meant]):
    """A value that is written in one way and read back as the same value; NULL as None."""

    cache_ok = True

    @abstractmethod
    def write(self, value: Meant) -> Any:
        """What the database is given."""

    @abstractmethod
    def read(self, stored: Any) -> Meant:
        """What the database's answer means."""

    def process_bind_param(self, value: Meant | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self.write(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Meant | None:  # noqa: ARG002
        return None if value is None else self.read(value)


class MonthText(Kept[Month]):
    """A month as "2021-02", which sorts as the months do."""

    impl = Text
    cache_ok = True

    def write(self, value: Month) -> str:
        return str(value)

    def read(self, stored: str) -> Month:
        return _month(stored)


# A dataset of twenty years has 240 months, and 15,360 observations in them.
@lru_cache(maxsize=4096)
def _month(text: str) -> Month:
    return Month.parse(text)


class Exact(Kept[Decimal]):
    """A decimal number as its digits: nothing is rounded, equal numbers are equal texts."""

    impl = Text
    cache_ok = True

    def write(self, value: Decimal) -> str:
        return digits(value)

    def read(self, stored: str) -> Decimal:
        return Decimal(stored)


def digits(number: Decimal) -> str:
    """The one plain text of a number: "1200", "0.5". Raises ValueError unless finite."""
    if not number.is_finite():
        raise ValueError(f"{number} is not a number that can be stored. Give a finite one.")
    # Not normalize(), which rounds to the precision of the current context.
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Moment(Kept[dt.datetime]):
    """A point in time: given with its offset, kept and returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def write(self, value: dt.datetime) -> dt.datetime:
        if value.utcoffset() is None:
            raise ValueError(f"{value} has no time zone. Give the moment with its offset.")
        return value.astimezone(dt.UTC)

    def read(self, stored: dt.datetime) -> dt.datetime:
        # SQLite keeps no offset; what was written there is UTC.
        return (stored if stored.tzinfo else stored.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


class Word(Kept[Chosen], Generic[Chosen]):
    """One of a fixed set of words; the table's check constraint lists them."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[Chosen]) -> None:
        super().__init__()
        self.words = words
        # Asking the class itself takes ten times as long, for each of many thousand rows.
        self._meant = {word.value: word for word in words}

    def write(self, value: Chosen) -> str:
        return value.value

    def read(self, stored: str) -> Chosen:
        return self._meant[stored]


class Packed(Kept[bytes]):
    """The bytes of a file, compressed."""

    impl = LargeBinary
    cache_ok = True

    def write(self, value: bytes) -> bytes:
        return zlib.compress(value, level=9)

    def read(self, stored: bytes) -> bytes:
        return zlib.decompress(stored)

"""What a single value of the catalogue may be: the fixed choices, and the forms of text.

The validators' words follow the value that was found, so they begin with "is" and end
with what to write instead.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from dashboard.periods import FinancialYear, Month


class Kind(StrEnum):
    """The sort of a figure."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    RATE = "rate"
    DAYS = "days"
    MONEY = "money"


class Measured(StrEnum):
    """Whether a figure describes a day or a month."""

    STOCK = "at the end of the month"
    FLOW = "during the month"


class Frequency(StrEnum):
    """How often a return is due."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Polarity(StrEnum):
    """The direction that is better."""

    MORE = "more is better"
    LESS = "less is better"
    NONE = "no judgement"


class IndicatorStatus(StrEnum):
    """Whether an indicator is in use."""

    ACTIVE = "active"
    PROPOSED = "proposed"
    RETIRED = "retired"


COMPARED_WITH = ("neighbours", "england", "region")
"""The areas an indicator is compared with, as the catalogue and its files name them."""


class ComparatorStatus(StrEnum):
    """Whether there is something to compare with."""

    STATED = "stated"
    COMPUTED = "computed"
    NONE_EXISTS = "no national comparator exists"
    NONE_GIVEN = "none given"


class TargetStatus(StrEnum):
    """Whether a target has been set."""

    SET = "set"
    TO_BE_CONFIRMED = "to be confirmed"


class TargetBasis(StrEnum):
    """What a target asks for."""

    LEVEL = "level"
    TOTAL = "total for the year"


class RagBasis(StrEnum):
    """What a RAG status may rest on."""

    TARGET = "target"
    COMPARATOR = "comparator"
    DIRECTION = "direction"


class OfficialBasis(StrEnum):
    """How a comparator is made from a yearly figure of DfE."""

    RATE = "rate"
    MONTHLY_RATE = "monthly rate"
    PERCENTAGE = "percentage"
    STOCK = "stock"
    FLOW = "monthly flow"

    @property
    def is_count(self) -> bool:
        """Whether areas of different size cannot be compared by it."""
        return self in (OfficialBasis.STOCK, OfficialBasis.FLOW)

    @property
    def is_monthly(self) -> bool:
        """Whether the year's figure is divided by twelve."""
        return self in (OfficialBasis.FLOW, OfficialBasis.MONTHLY_RATE)


class Aggregation(StrEnum):
    """How the figures of the neighbours become one."""

    MEAN = "mean"
    MEDIAN = "median"


class NeighbourList(StrEnum):
    """A version of DfE's list of statistical neighbours."""

    APRIL_2021 = "april-2021"
    MAY_2025 = "may-2025"

    @property
    def words(self) -> str:
        """ "April 2021", the form for sentences."""
        month, year = self.value.split("-")
        return f"{month.capitalize()} {year}"


def _number(value: Any) -> Any:
    """Take a number exactly as written, not through binary fractions."""
    if isinstance(value, str) and not _PLAIN_NUMBER.fullmatch(value):
        raise ValueError(
            "is not a number. Write figures and at most a point, without commas, per "
            "cent signs or words."
        )
    return Decimal(repr(value)) if isinstance(value, float) else value


def _above_zero(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("is not above 0. Write a number above 0.")
    return value


def _day(value: Any) -> Any:
    """Take a date only in the one form that cannot be read in two ways."""
    if not isinstance(value, str):
        return value
    try:
        return dt.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError("is not a date. Write it as 2021-03-25.") from None


def _financial_year(value: str) -> str:
    try:
        return str(FinancialYear.parse(value))
    except ValueError:
        raise ValueError("is not a financial year. Write it as 2019-20.") from None


def _month(value: str) -> str:
    try:
        return str(Month.parse(value))
    except ValueError:
        raise ValueError("is not a month. Write it as 2021-02.") from None


def _key(value: str) -> str:
    if not re.fullmatch(KEY_PATTERN, value):
        raise ValueError(
            "is not in the form of a key. Use lower-case letters and figures, joined by "
            'hyphens, such as "looked-after".'
        )
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(WEB_PATTERN, value):
        raise ValueError("is not a web address. Write it as https://www.example.org/.")
    return value


def _form(pattern: str) -> WithJsonSchema:
    """Text of a pattern, for editors; the validators above say it in words."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
YEAR_PATTERN = r"^20\d\d-\d\d$"
MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
WEB_PATTERN = r"^https?://[^\s/]+\S*$"
_ABOVE_ZERO = WithJsonSchema({"type": "number", "exclusiveMinimum": 0})

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Key = Annotated[str, AfterValidator(_key), _form(KEY_PATTERN)]
Slug = Key
Ref = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Positive = Annotated[
    Decimal, BeforeValidator(_number), AfterValidator(_above_zero), _ABOVE_ZERO
]
Day = Annotated[dt.date, BeforeValidator(_day)]
YearText = Annotated[str, AfterValidator(_financial_year), _form(YEAR_PATTERN)]
MonthText = Annotated[str, AfterValidator(_month), _form(MONTH_PATTERN)]
Web = Annotated[str, AfterValidator(_web_address), _form(WEB_PATTERN)]
NOT_STATED = "not stated"

"""What may be asked for in an address, and what is said where it cannot be read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from dashboard.api.models import MONTH_PATTERN, Fault
from dashboard.periods import Month

MOST_ON_A_PAGE = 5000
USUAL_ON_A_PAGE = 1000
LAST_PAGE = 100_000
LONGEST_REF = 40
MOST_REFS = 100
_LONGEST_QUOTE = 60


class Form(StrEnum):
    """How an answer is written."""

    JSON = "json"
    CSV = "csv"


def _whole(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        # The length first: a number of a million digits takes a while to read.
        if re.fullmatch("[1-9][0-9]{0,9}", text) and int(text) <= most:
            return int(text)
        raise ValueError(f"is not a whole number from 1 to {most:,}.")

    return read


def _month(text: str) -> Month:
    if not re.fullmatch(MONTH_PATTERN, text):
        raise ValueError("is not a month. Write it as 2021-02.")
    return Month.parse(text)


def _form(text: str) -> Form:
    try:
        return Form(text)
    except ValueError:
        raise ValueError("is no form of answer. Give json or csv.") from None


def _ref(text: str) -> str:
    if 0 < len(text) <= LONGEST_REF:
        return text
    raise ValueError(f"is not a reference. Give one of at most {LONGEST_REF} characters.")


def _few(refs: list[str]) -> list[str]:
    if len(refs) > MOST_REFS:
        raise ValueError(f"is given {len(refs)} times. Give it {MOST_REFS} times at most.")
    return refs


def _number(most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": 1, "maximum": most})


_MONTH = WithJsonSchema({"type": "string", "pattern": MONTH_PATTERN, "examples": ["2021-02"]})
AskedMonth = Annotated[Month, BeforeValidator(_month), _MONTH]
AskedRef = Annotated[
    str,
    AfterValidator(_ref),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_REF}),
]


class Asked(BaseModel):
    """What any list may be asked: in which form, and which page of it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True
    )

    page: Annotated[int, BeforeValidator(_whole(LAST_PAGE)), _number(LAST_PAGE)] = Field(
        default=1, description="Which page of the list."
    )
    per_page: Annotated[
        int | None, BeforeValidator(_whole(MOST_ON_A_PAGE)), _number(MOST_ON_A_PAGE)
    ] = Field(
        default=None,
        description=f"How many on a page; {USUAL_ON_A_PAGE:,} if it is not given, and all of "
        "them in a table.",
    )
    format: Annotated[
        Form,
        BeforeValidator(_form),
        WithJsonSchema({"type": "string", "enum": list(Form), "default": "json"}),
    ] = Field(default=Form.JSON, description="json, or csv for a table.")


class AskedOfIndicators(Asked):
    """What may be asked of a list whose rows are of indicators."""

    ref: Annotated[list[AskedRef], AfterValidator(_few)] = Field(
        default=[],
        max_length=None,
        description="Only these indicators: reference or last part of the address, each a "
        "parameter of its own.",
        json_schema_extra={"maxItems": MOST_REFS},
    )


class AskedOfMonths(AskedOfIndicators):
    """What may be asked of a list whose rows are of months as well."""

    first: AskedMonth | None = Field(
        default=None, alias="from", description="Only from this month on."
    )
    last: AskedMonth | None = Field(
        default=None, alias="to", description="Only up to this month."
    )


class AskedOfAMonth(AskedOfIndicators):
    """What may be asked of a list that is of one month."""

    month: AskedMonth | None = Field(
        default=None, description="The month; the edition's own if it is not given."
    )


class AskedNothing(BaseModel):
    """Nothing may be asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Q = TypeVar("Q", bound=BaseModel)


class Unreadable(Exception):  # noqa: N818 - the address is unreadable
    """Parameters cannot be read. `faults` names every one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.detail for fault in faults))


def read_query(model: type[Q], query: MultiDict[str, str]) -> Q:
    """What is asked. Raises Unreadable with everything that is wrong."""
    known = {field.alias or name: field for name, field in model.model_fields.items()}
    faults = [
        Fault(
            parameter=name, detail=f'Parameter "{_short(name)}" is given twice. Give it once.'
        )
        for name, values in query.lists()
        if name in known and name != "ref" and len(values) > 1
    ]
    given: dict[str, Any] = {
        name: values if name == "ref" else values[0] for name, values in query.lists()
    }
    try:
        asked = model.model_validate(given)
    except ValidationError as error:
        faults += [_fault(one, list(known)) for one in error.errors()]
    if faults:
        raise Unreadable(tuple(faults))
    return asked


def _fault(error: ErrorDetails, known: list[str]) -> Fault:
    name = str(error["loc"][0])
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name[:_LONGEST_QUOTE], known, n=1)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        may = f"It may have {', '.join(known)}." if known else "It has none."
        said = f'Parameter "{_short(name)}" is not known here. {may}{meant}'
    else:
        found = error["input"]
        shown = f'"{_short(found)}" ' if isinstance(found, str) else ""
        said = f'Parameter "{name}": {shown}{error["ctx"]["error"]}'
    return Fault(parameter=name, detail=said)


def _short(text: str) -> str:
    """As found, on one line, shortened if it is long."""
    line = " ".join(text.split())
    return f"{line[:_LONGEST_QUOTE]}…" if len(line) > _LONGEST_QUOTE else line

"""Years as DfE writes them: calendar, financial and academic, one or several, marked or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.official.problems import OfficialError

_MARKS = {
    "OT": "outturn",
    "Rev": "revised",
    "Final": "final",
    "prov": "provisional",
}
_FORM = re.compile(
    r"(?P<first>20\d\d|19\d\d)"
    r"(?:(?P<sign>[-/])(?P<next>\d\d))?"
    r"(?:-(?P<later>\d\d)/(?P<last>\d\d))?"
    r"(?: \((?P<mark>\w+)\))?"
)


@dataclass(frozen=True, order=True, slots=True)
class OfficialYear:
    """A year or span of years. `last` is the calendar year it ends in; `label` is DfE's."""

    last: int
    first: int
    label: str
    mark: str = ""

    @classmethod
    def parse(cls, text: str) -> OfficialYear:
        """Read "2020", "2019-20", "2019/20", "2014-16", "2013/14-15/16" or "2025 (prov)".

        Raises OfficialError for any other form.
        """
        found = _FORM.fullmatch(text)
        mark = found["mark"] if found else None
        if found is None or (mark and mark not in _MARKS):
            raise OfficialError(f'"{text}" is not a year in a form that is known.')
        first = int(found["first"])
        last = first
        if found["next"]:
            last = _after(first, int(found["next"]))
        if found["last"]:
            last = _after(last, int(found["last"]))
        whole = found["sign"] == "/" and last - first != 1 and not found["last"]
        if last < first or last - first > 3 or whole or (found["last"] and not found["next"]):
            raise OfficialError(f'"{text}" is not a year in a form that is known.')
        return cls(last, first, text, _MARKS[mark] if mark else "")

    @property
    def words(self) -> str:
        """ "2020", "2019 to 2020" or "2025, provisional"."""
        span = str(self.last) if self.first == self.last else f"{self.first} to {self.last}"
        return f"{span}, {self.mark}" if self.mark else span


def _after(year: int, short: int) -> int:
    """The first year from `year` on that ends in two figures."""
    return year + (short - year) % 100

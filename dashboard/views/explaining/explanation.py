"""The record of an explanation: the figure, how it is worked out, and from what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.records import Observation, Source
from dashboard.views.explaining.formula import Case, Step, exact, unrounded, write

NOTHING = "\u2013"
"""What a page shows where there is no figure to show."""


class Figure(StrEnum):
    """What can be explained of an indicator in a month, by the last part of its address.

    `DFE_...` are the comparators that DfE's data make, `PRINTED_...` what the month's own
    paper printed beside the figure.
    """

    VALUE = "value"
    PARTS = "parts"
    STATUS = "status"
    MONTH_ON_MONTH = "month-on-month"
    YEAR_ON_YEAR = "year-on-year"
    AVERAGE = "average"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    NEIGHBOURS = "neighbours"
    ENGLAND = "england"
    REGION = "region"
    LIMITS = "limits"
    TARGET = "target"
    YEAR_TO_DATE = "year-to-date"
    DFE_OWN = "dfe-own"
    DFE_NEIGHBOURS = "dfe-neighbours"
    DFE_REGION = "dfe-region"
    DFE_ENGLAND = "dfe-england"
    RANK = "rank"
    PRINTED_CHANGE = "printed-change"
    PRINTED_AVERAGE = "printed-average"
    PRINTED_MAXIMUM = "printed-maximum"


class Rule(StrEnum):
    """The section of the method page that states a rule, by its anchor."""

    FIGURES = "m-figures"
    CHANGE = "m-change"
    RAG = "m-rag"
    AVERAGE = "m-average"
    USUAL = "m-usual"
    COMPARE = "m-compare"

    @property
    def words(self) -> str:
        return _RULES[self]


_RULES = {
    Rule.FIGURES: "Figures",
    Rule.CHANGE: "Change and arrow",
    Rule.RAG: "Red, amber and green",
    Rule.AVERAGE: "Twelve months",
    Rule.USUAL: "What is usual",
    Rule.COMPARE: "Comparators",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a figure that no load brought was taken from."""

    title: str
    url: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that another is made from, as it is held.

    `what` is short, a ref or an area, and `name` says it in full. `text` is the figure
    unrounded, or its symbol; `why` says what a symbol means. Either a file brought it
    (`source`, without the loader's name for the public) or it is `stated`.
    `earlier` is what a restated cell held before. `slug` is the address of the indicator whose
    own figure it is, empty for any other number.
    """

    key: str
    what: str
    name: str
    when: str
    value: Decimal | None
    text: str
    why: str = ""
    source: Source | None = None
    stated: Stated | None = None
    earlier: tuple[Observation, ...] = ()
    slug: str = ""
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure of an indicator in a month, explained for an audience.

    `shown` is the figure as it stands on the pages; `sentence` the formula in words. `steps`
    are its working and `cases` what the rule may come to, of which `outcome` did, and where
    several come to the same, the one with the words `because`. `absent`
    says why there is no figure, and then there is no working. `is_hidden` marks a figure that
    is hidden to protect children. `year` is DfE's, where the figure is of a year.
    """

    figure: Figure
    indicator: Indicator
    month: Month
    title: str
    shown: str
    sentence: str
    rule: Rule
    steps: tuple[Step, ...] = ()
    cases: tuple[Case, ...] = ()
    outcome: str = ""
    because: str = ""
    inputs: tuple[Input, ...] = ()
    notes: tuple[str, ...] = ()
    absent: str = ""
    is_hidden: bool = False
    year: str = ""

    @property
    def path(self) -> str:
        """Its permanent address, within an edition or of what is read now."""
        return explain_path(self.indicator, self.month, self.figure)

    def holds(self, case: Case) -> bool:
        """Whether it is this case that the rule comes to."""
        return case.outcome == self.outcome and self.because in ("", case.words)

    @property
    def stated(self) -> Stated | None:
        """Where the figures were taken from that no load brought; all share one place."""
        return next((one.stated for one in self.inputs if one.stated), None)

    @property
    def last_change(self) -> Source | None:
        """The load that was the last to change anything it is made from."""
        sources = [one.source for one in self.inputs if one.source]
        return max(sources, key=lambda s: (s.loaded_at, s.load), default=None)

    def written(self, step: Step) -> str:
        """A step's formula with the figures put in."""
        numbers = {
            one.key: one.text if one.value is None else exact(one.value) for one in self.inputs
        }
        numbers |= {one.key: unrounded(one.value) for one in self.steps}
        return write(step.term, numbers)


def explain_path(indicator: Indicator, month: Month, figure: Figure | str = "") -> str:
    """Where a figure is explained; without a figure, all figures of the month."""
    place = f"/explain/{indicator.address}/{month}"
    return f"{place}/{figure}" if figure else place

"""The dataset as tidy tables: one row a figure, a text, a note, an indicator, a finding."""

from __future__ import annotations

from decimal import Decimal

from dashboard.catalogue import Indicator, IndicatorStatus, MadeOf
from dashboard.export.dataset import Dataset
from dashboard.export.table import Cell, Column, Datatype, Table, name_in
from dashboard.records import Observation, Status
from dashboard.views.status import withheld
from dashboard.views.words import note_line

SYMBOLS = tuple(sorted({status.symbol for status in Status} - {""}))
STATUSES = (
    "What the cell holds: a value, or why there is none: missing (no figure was returned), "
    "not due (no return was due), not yet available, not applicable (nothing to measure), "
    "suppressed (hidden to protect children), low (too low to show)"
)

_REF = Column("ref", "Reference of the indicator", width=13, required=True)
_NAME = Column("indicator", "Name of the indicator", width=52, required=True)
_THEME = Column("theme", "Heading under which it stands on the scorecard", width=24)
_UNIT = Column("unit", "What a figure counts, or what it is a share of", width=30)

OBSERVATION_COLUMNS = (
    _REF,
    _NAME,
    _THEME,
    Column("period", "Month of the figure, as 2021-02", Datatype.MONTH, 10, required=True),
    Column(
        "value",
        "The figure as supplied, percentages in per cent; or the symbol in its place",
        Datatype.NUMBER,
        12,
        symbols=SYMBOLS,
    ),
    _UNIT,
    Column("status", STATUSES, width=17, required=True),
    Column(
        "numerator", "Top of a percentage, where supplied with it", Datatype.NUMBER, width=12
    ),
    Column(
        "denominator",
        "Bottom of a percentage, where supplied with it",
        Datatype.NUMBER,
        width=14,
    ),
    Column("note", "What the file marked at the figure", width=30),
)
PUBLICATION = Column("publication", "Why the public does not see the figure", width=44)


def observations_table(dataset: Dataset) -> Table:
    """A row for every month of every indicator that anything is held of; it loads again."""
    restricted = dataset.is_restricted
    return Table(
        "dataset",
        "Tidy data",
        "Every figure held up to the month, one a row, as supplied. The file loads again.",
        (*OBSERVATION_COLUMNS, *[PUBLICATION] * restricted),
        [
            (*_observation_cells(dataset, i, o), *[_publication(dataset, o)] * restricted)
            for i, o in dataset.observations
        ],
        key=("ref", "period"),
    )


def _observation_cells(
    dataset: Dataset, indicator: Indicator, held: Observation
) -> tuple[Cell, ...]:
    theme = dataset.catalogue.theme(indicator.theme)
    # A blank loads again as missing, a symbol would not.
    is_blank = held.status in (Status.MISSING, Status.NOT_DUE)
    symbol = "" if is_blank else held.status.symbol
    return (
        indicator.ref,
        name_in(dataset.catalogue, indicator),
        theme.name if theme else "",
        str(held.month),
        symbol if held.value is None else held.value,
        indicator.unit_of_figures,
        held.status,
        _or_blank(held.numerator),
        _or_blank(held.denominator),
        held.note,
    )


def _publication(dataset: Dataset, held: Observation) -> str:
    reason = withheld(dataset.holdings, held.ref, held.month)
    return f"not for publication: {reason}" if reason else ""


def _or_blank(number: Decimal | None) -> Cell:
    return "" if number is None else number


def commentary_table(dataset: Dataset) -> Table:
    """Every paragraph held up to the month."""
    return Table(
        "commentary",
        "Commentary",
        "What the services said of each month, a paragraph a row.",
        (
            _REF,
            _NAME,
            Column("month", "Month that the paragraph is about", Datatype.MONTH, required=True),
            Column("commentary", "The paragraph", width=90),
        ),
        [
            (ref, name_in(dataset.catalogue, indicator), str(month), comment.text)
            for indicator in dataset.catalogue.active
            for ref in (indicator.ref,)
            for month, comment in sorted(dataset.holdings.comments.get(ref, {}).items())
            if month <= dataset.month and comment.text
        ],
        key=("ref", "month"),
    )


def notes_table(dataset: Dataset) -> Table:
    """What was noted on single figures up to the month."""
    return Table(
        "data-notes",
        "Data notes",
        "What is to be known of single figures, such as that a series breaks there.",
        (
            _REF,
            _NAME,
            Column("month", "Month of the figure", Datatype.MONTH, required=True),
            Column("what is to be known", "The note", width=90, required=True),
        ),
        [
            (ref, name_in(dataset.catalogue, indicator), str(month), note_line(note))
            for indicator in dataset.catalogue.active
            for ref in (indicator.ref,)
            for month in dataset.months
            for note in dataset.holdings.notes.get((ref, month), ())
        ],
    )


def indicators_table(dataset: Dataset) -> Table:
    """What each indicator is, those proposed or retired included."""
    catalogue = dataset.catalogue
    themes = {theme.key: theme.name for theme in catalogue.themes}
    order = list(themes)
    return Table(
        "indicators",
        "Indicators",
        "What each indicator counts, how often it is returned and which direction is better.",
        (
            _REF,
            _NAME,
            _THEME,
            Column("kind", "Count, percentage, rate, days or money", required=True),
            _UNIT,
            Column("measured", "Whether it is of a day or of the month", width=22),
            Column("returned", "How often a return is due", width=11),
            Column("better when", "Which direction is better, if either", width=16),
            Column("made of", "What a percentage or rate is worked out from", width=44),
            Column("why it matters", "The outcome for children", width=60),
            Column("in use", "Active, proposed and awaiting data, or retired", width=10),
        ),
        [
            (
                indicator.ref,
                name_in(catalogue, indicator),
                themes.get(indicator.theme, ""),
                indicator.kind,
                indicator.unit_of_figures,
                indicator.measured,
                indicator.frequency,
                indicator.polarity,
                _made_of(indicator.made_of),
                indicator.outcome,
                indicator.status,
            )
            for indicator in sorted(
                catalogue.indicators,
                key=lambda i: (i.status is IndicatorStatus.RETIRED, order.index(i.theme)),
            )
        ],
        key=("ref",),
    )


def _made_of(made: MadeOf | None) -> str:
    if made is None:
        return ""
    top = made.numerator or made.numerator_words or "not stated"
    bottom = made.denominator or made.denominator_words or made.population or "not stated"
    return f"{top} divided by {bottom}, times {made.multiplier:,f}"


def findings_table(dataset: Dataset) -> Table:
    """The findings that stood in the edition; none of the working figures."""
    return Table(
        "findings",
        "Findings",
        "Where figures, words and printed cells disagreed when the edition was published.",
        (
            Column("refs", "References of the indicators", required=True),
            Column("month", "Month that it is about", Datatype.MONTH, required=True),
            Column("kind", "Which check found it"),
            Column("weight", "Error, warning or note"),
            Column("what was found", "Both figures, in a sentence", width=90),
            Column("accepted because", "Why it was accepted; blank while it is open", width=50),
        ),
        [
            (
                ", ".join(found.refs),
                str(found.month),
                found.title,
                found.severity,
                found.evidence,
                found.reason,
            )
            for found in dataset.holdings.findings
            if found.month <= dataset.month
        ],
    )

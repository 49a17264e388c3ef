"""The catalogue's schema: what `indicators.yaml` may say.

Every model is frozen and refuses unknown keys. Field descriptions are the text of
the catalogue reference and of the editor's completion, so they are written for the
officer who edits the file. There are no plain unions: they would spoil the place
named in an error.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property

from pydantic import Field

from dashboard.catalogue.council import Council, Disclosure, DisclosureProfile, Meeting
from dashboard.catalogue.entry import Entry
from dashboard.catalogue.identities import Identity, IdentityKind
from dashboard.catalogue.official import OfficialMeasure
from dashboard.catalogue.spc import Baseline, SpcRule
from dashboard.catalogue.values import (
    NOT_STATED,
    ComparatorStatus,
    Frequency,
    IndicatorStatus,
    Key,
    Kind,
    Measured,
    Number,
    Polarity,
    Positive,
    RagBasis,
    Ref,
    Slug,
    TargetBasis,
    TargetStatus,
    Text,
    Web,
    YearText,
)
from dashboard.periods import FinancialYear

# The choices are part of the schema's words, so they can be had from here as well.
__all__ = [
    "NOT_STATED",
    "ArrowRule",
    "Baseline",
    "Catalogue",
    "Commentary",
    "Comparator",
    "ComparatorStatus",
    "Comparators",
    "Council",
    "Defaults",
    "Disclosure",
    "DisclosureProfile",
    "Entry",
    "Frequency",
    "Identity",
    "IdentityKind",
    "Indicator",
    "IndicatorStatus",
    "Kind",
    "MadeOf",
    "Measured",
    "Meeting",
    "Person",
    "Polarity",
    "Publication",
    "RagBasis",
    "RagRule",
    "SpcRule",
    "Target",
    "TargetBasis",
    "TargetStatus",
    "Term",
    "Theme",
    "slug_of",
]


class Theme(Entry):
    """A heading of the scorecard. Themes stand in the order of this list."""

    key: Key = Field(description="Short name for addresses and for `theme` of an indicator.")
    name: Text = Field(description="Heading on the page.")
    about: Text = Field(description="One or two sentences for the reader of the theme page.")


class Person(Entry):
    """An owner or reporter. Spelled here once, named elsewhere by key."""

    key: Key = Field(description="Short name for `owner` and `reporter` of an indicator.")
    name: Text = Field(description="The person's name.")


class Publication(Entry):
    """A publication that figures were taken from."""

    key: Key = Field(description="Short name for `source` of a comparator or target.")
    title: Text = Field(description="Title, publisher and date, as a reader would cite it.")
    url: Web | None = Field(default=None, description="Address, if it has one.")


class Term(Entry):
    """A glossary term in plain words."""

    key: Key = Field(description="Short name for `terms` of an indicator.")
    term: Text = Field(description="The term as written in full.")
    short: Text | None = Field(default=None, description='Abbreviation, such as "CiN".')
    meaning: Text = Field(description="What it means, in plain words.")


class Comparator(Entry):
    """One comparator's value and what is known about it."""

    value: Number = Field(description="The figure; percentages in per cent.")
    year: Text = Field(
        default=NOT_STATED,
        description=f'Year it describes, such as "2019 to 2020", or "{NOT_STATED}".',
    )
    basis: Text = Field(
        default=NOT_STATED,
        description=f'How it was made, such as "annual total / 152 / 12", or "{NOT_STATED}".',
    )
    source: Key = Field(description="Key of the publication it was taken from.")


class Comparators(Entry):
    """Comparators of an indicator, or the statement that there are none."""

    status: ComparatorStatus = Field(
        description="Whether comparators are stated here, computed from DfE's data, cannot "
        "exist because no other area publishes this, or could exist but are not given."
    )
    neighbours: Comparator | None = Field(default=None, description="Statistical neighbours.")
    england: Comparator | None = Field(default=None, description="England.")
    region: Comparator | None = Field(default=None, description="The region.")
    official: OfficialMeasure | None = Field(
        default=None, description="The measure of DfE's data it is compared by."
    )


class Target(Entry):
    """The target for one financial year."""

    year: YearText = Field(description="Financial year, such as 2019-20.")
    status: TargetStatus = Field(
        default=TargetStatus.SET, description="Set, or still to be confirmed."
    )
    value: Number | None = Field(
        default=None, description="The target, if set; percentages in per cent."
    )
    basis: TargetBasis = Field(
        default=TargetBasis.LEVEL,
        description="A level to be at, or a total to reach over the year.",
    )
    tolerance_percent: Positive | None = Field(
        default=None, description="Amber reaches so many per cent of the target."
    )
    tolerance_points: Positive | None = Field(
        default=None, description="Amber reaches so many percentage points (percentages only)."
    )
    source: Key = Field(description="Key of the publication it was taken from.")

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear.parse(self.year)


class MadeOf(Entry):
    """What a percentage or rate is made of, as far as it is known."""

    numerator: Ref | None = Field(default=None, description="Ref of the indicator on top.")
    denominator: Ref | None = Field(default=None, description="Ref of the indicator below.")
    numerator_words: Text | None = Field(
        default=None, description="The top in words, where no indicator holds it."
    )
    denominator_words: Text | None = Field(
        default=None, description="The bottom in words, where no indicator holds it."
    )
    population: Text | None = Field(
        default=None, description='The population of a rate, such as "children aged 0 to 17".'
    )
    multiplier: Positive = Field(
        description="100 for a percentage, 10000 for a rate per 10,000."
    )


class ArrowRule(Entry):
    """When a change counts as up or down. One of the two."""

    threshold_percent: Positive | None = Field(
        default=None, description="Relative change in per cent from which the arrow moves."
    )
    threshold_points: Positive | None = Field(
        default=None,
        description="Change in percentage points from which it moves (percentages only).",
    )


class RagRule(Entry):
    """Where the RAG rule of one indicator differs from the default."""

    ladder: tuple[RagBasis, ...] = Field(
        default=(RagBasis.TARGET, RagBasis.COMPARATOR, RagBasis.DIRECTION),
        description="What the status may rest on; the first that exists decides.",
    )
    tolerance_percent: Positive | None = Field(
        default=None, description="Amber reaches so many per cent of the target or comparator."
    )
    tolerance_points: Positive | None = Field(
        default=None, description="Amber reaches so many percentage points (percentages only)."
    )


class Commentary(Entry):
    """Whose the commentary of one indicator is, where it is not reporter and owner."""

    writer: Key | None = Field(
        default=None, description="Key of the person who writes it, if not the reporter."
    )
    approver: Key | None = Field(
        default=None, description="Key of the person who approves it, if not the owner."
    )


class Defaults(Entry):
    """Rules that hold wherever an indicator does not say otherwise."""

    arrow_threshold_percent: Positive = Field(
        default=Decimal(10), description="Relative change from which the arrow moves."
    )
    tolerance_percent: Positive = Field(
        default=Decimal(5), description="Amber reaches so many per cent, for counts and rates."
    )
    tolerance_points: Positive = Field(
        default=Decimal(5), description="Amber reaches so many points, for percentages."
    )


class Indicator(Entry):
    """One indicator: what it is, who answers for it and how it is judged."""

    ref: Ref = Field(description="Reference, exactly as in the council's file.")
    slug: Slug | None = Field(
        default=None, description="Last part of its address; by default made from the ref."
    )
    name: Text = Field(description="Name in full.")
    said: Text | None = Field(
        default=None, description='What it counts, in a sentence: "visits made in time".'
    )
    theme: Key = Field(description="Key of its theme.")
    kind: Kind = Field(description="What sort of figure it is.")
    unit: Text = Field(
        description='What is counted, in the plural, for sentences: "contacts"; for a '
        'percentage what it is a share of: "referrals"; for a rate "per 10,000 children".'
    )
    measured: Measured = Field(
        default=Measured.FLOW, description="At the end of the month, or over it."
    )
    made_of: MadeOf | None = Field(default=None, description="What it is made of.")
    frequency: Frequency = Field(default=Frequency.MONTHLY, description="How often it is due.")
    polarity: Polarity = Field(description="Which direction is better, if either.")
    owner: Key | None = Field(default=None, description="Key of the person who answers for it.")
    reporter: Key | None = Field(default=None, description="Key of the person who reports it.")
    commentary: Commentary | None = Field(
        default=None, description="Who writes and approves its commentary, if others."
    )
    outcome: Text = Field(description="Why it matters: the outcome for children, in our words.")
    comparators: Comparators = Field(description="What it can be compared with.")
    targets: tuple[Target, ...] = Field(default=(), description="Targets, a year each.")
    arrow: ArrowRule | None = Field(default=None, description="Arrow rule, if not the default.")
    rag: RagRule | None = Field(default=None, description="RAG rule, if not the default.")
    spc: SpcRule | None = Field(
        default=None, description="What its limits rest on, if not on every month held."
    )
    counts_children: bool | None = Field(
        default=None,
        description="Whether it counts children or rests on such a count, so that small "
        "numbers could identify a child. Until this is decided the public sees none of it.",
    )
    terms: tuple[Key, ...] = Field(default=(), description="Keys of glossary terms.")
    status: IndicatorStatus = Field(
        default=IndicatorStatus.ACTIVE,
        description="Active, proposed (awaiting data) or retired.",
    )

    @property
    def address(self) -> str:
        """The slug: the catalogue's own, otherwise made from the ref."""
        return self.slug or slug_of(self.ref)

    @property
    def writer(self) -> str | None:
        """Key of the person who writes its commentary."""
        return (self.commentary and self.commentary.writer) or self.reporter

    @property
    def approver(self) -> str | None:
        """Key of the person who approves its commentary."""
        return (self.commentary and self.commentary.approver) or self.owner

    @property
    def is_percentage(self) -> bool:
        return self.kind is Kind.PERCENTAGE

    @property
    def unit_of_figures(self) -> str:
        """What a bare figure counts: "contacts", "per cent of referrals"."""
        return f"per cent of {self.unit}" if self.is_percentage else self.unit

    @property
    def is_quarterly(self) -> bool:
        return self.frequency is Frequency.QUARTERLY


class Catalogue(Entry):
    """The whole of `indicators.yaml`. Indicators stand in the order of their themes."""

    council: Council = Field(description="The council and its panel.")
    meetings: tuple[Meeting, ...] = Field(description="Meetings of the panel.")
    defaults: Defaults = Field(default=Defaults(), description="Rules for all indicators.")
    publications: tuple[Publication, ...] = Field(description="Where figures were taken from.")
    themes: tuple[Theme, ...] = Field(description="Headings, in order.")
    people: tuple[Person, ...] = Field(description="Owners and reporters.")
    glossary: tuple[Term, ...] = Field(description="Terms in plain words.")
    indicators: tuple[Indicator, ...] = Field(description="All indicators, in order.")
    identities: tuple[Identity, ...] = Field(
        default=(), description="What figures of several indicators must fulfil."
    )

    def indicator(self, ref: str) -> Indicator:
        """The indicator of that ref. Raises KeyError if there is none."""
        return self._by_ref[ref]

    def find(self, ref: str) -> Indicator | None:
        return self._by_ref.get(ref)

    def by_address(self, slug: str) -> Indicator | None:
        """The indicator at /indicator/<slug>, or None."""
        return self._by_slug.get(slug)

    def theme(self, key: str) -> Theme | None:
        return self._themes.get(key)

    def person(self, key: str | None) -> Person | None:
        return self._people.get(key or "")

    def term(self, key: str) -> Term:
        return self._terms[key]

    def publication(self, key: str) -> Publication:
        return self._publications[key]

    @cached_property
    def active(self) -> tuple[Indicator, ...]:
        """Indicators on the scorecard, in its order."""
        order = {theme.key: n for n, theme in enumerate(self.themes)}
        active = (i for i in self.indicators if i.status is IndicatorStatus.ACTIVE)
        return tuple(sorted(active, key=lambda i: order.get(i.theme, len(order))))

    def of_theme(self, key: str) -> tuple[Indicator, ...]:
        """Active and proposed indicators of a theme, in order."""
        return tuple(
            i
            for i in self.indicators
            if i.theme == key and i.status is not IndicatorStatus.RETIRED
        )

    @cached_property
    def _by_ref(self) -> dict[str, Indicator]:
        return {i.ref: i for i in self.indicators}

    @cached_property
    def _by_slug(self) -> dict[str, Indicator]:
        return {i.address: i for i in self.indicators}

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.key: theme for theme in self.themes}

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.key: person for person in self.people}

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {term.key: term for term in self.glossary}

    @cached_property
    def _publications(self) -> dict[str, Publication]:
        return {publication.key: publication for publication in self.publications}


def slug_of(ref: str) -> str:
    """The default slug of a ref: "M6-QL (val)" is m6-ql-val, "EH3a%" is eh3a-pct."""
    text = ref.lower().replace("(val)", " val ").replace("(%)", " pct ").replace("%", " pct ")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")

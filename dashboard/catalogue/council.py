"""The part of the catalogue's schema about the council, its panel and their calendar."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dashboard.catalogue.entry import Entry
from dashboard.catalogue.official import OfficialDefaults
from dashboard.catalogue.values import Day, MonthText, Text, Web
from dashboard.periods import Month


class DisclosureProfile(StrEnum):
    """Which counts of children are not published."""

    CHILDREN_IN_NEED = "dfe-children-in-need"
    NONE = "none"


class Disclosure(Entry):
    """What is hidden from the public so that no child can be identified."""

    profile: DisclosureProfile = Field(
        default=DisclosureProfile.CHILDREN_IN_NEED,
        description='Which counts are hidden: "dfe-children-in-need" hides counts of children '
        'from 1 to 5 and what would reveal them, "none" hides nothing.',
    )
    published_before: tuple[MonthText, ...] = Field(
        default=(),
        description="Months of which the council has published every figure already, such as "
        "2021-02. Nothing is hidden in them, so an officer decides it on record.",
    )

    @property
    def months_published(self) -> frozenset[Month]:
        return frozenset(map(Month.parse, self.published_before))


class Council(Entry):
    """The council, its panel and whom to ask."""

    name: Text = Field(description="Name of the council as it stands in the page head.")
    area: Text = Field(description='The area in a sentence, such as "Southampton".')
    region: Text = Field(description='Region of England, such as "South East".')
    authority_code: Annotated[int, Field(ge=100, le=999)] = Field(
        description="The Department for Education's three-figure code."
    )
    official: OfficialDefaults | None = Field(
        default=None, description="Defaults for comparators from DfE's data."
    )
    panel: Text = Field(description="Name of the scrutiny panel.")
    report_of: Text | None = Field(
        default=None,
        description="Who lays the monthly report before the panel, by office, for the cover of "
        "the pack; by default the council.",
    )
    website: Web = Field(description="Address of the council's website.")
    licence: Web | None = Field(
        default=None,
        description="Address of the licence under which published figures may be used again, "
        "if the council has stated one. It stands in every file that is taken away.",
    )
    accessibility_contact: Text = Field(
        description="Where a reader reports an accessibility problem: an e-mail address, "
        "telephone number or address of a page."
    )
    response_days: Annotated[int, Field(gt=0)] = Field(
        default=10, description="Working days within which such a report is answered."
    )
    commentary_lead_days: Annotated[int, Field(ge=0, le=60)] = Field(
        default=5,
        description="Working days before the agenda is published by which commentary is due.",
    )
    commentary_required_when_red: bool = Field(
        default=True, description="Whether a red indicator must have commentary."
    )
    disclosure: Disclosure = Field(
        default=Disclosure(), description="What is hidden so that no child can be identified."
    )
    extra_bank_holidays: tuple[Day, ...] = Field(
        default=(),
        description="Bank holidays of England and Wales proclaimed for one year only, from "
        "2024 on; the yearly ones and earlier proclamations are known.",
    )
    invented: bool = Field(
        default=False,
        description="True only for a made-up council: every page and file then says so.",
    )


class Meeting(Entry):
    """A meeting of the panel and the month of data before it."""

    date: Day = Field(description="Day of the meeting.")
    month: MonthText = Field(description="Month of the dataset considered, such as 2021-02.")

    @property
    def considers(self) -> Month:
        return Month.parse(self.month)

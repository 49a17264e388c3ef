"""What is taken away: a month of an edition or of the working figures, for one audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dashboard.catalogue import Catalogue, DisclosureProfile, Indicator
from dashboard.periods import Month, long_date
from dashboard.records import Audience, Observation
from dashboard.views.holdings import Holdings

INVENTED = "Invented council: every figure, name and sentence in this file is made up."
RESTRICTED = (
    "Not for publication: it holds what the public does not see, for officers and members of "
    "the panel only."
)
WORKING = "Working figures: not published, and not checked as an edition is."


@dataclass(frozen=True, eq=False)
class Dataset:
    """A month, and every month before it, of what is held. Two are the same only if one.

    `holdings` must be those of the audience. Raises LookupError for a month not held.
    """

    holdings: Holdings
    month: Month
    audience: Audience

    def __post_init__(self) -> None:
        if self.month not in self.holdings.months:
            raise LookupError(f"No figure of {self.month.long} is held.")

    @property
    def catalogue(self) -> Catalogue:
        return self.holdings.catalogue

    @property
    def is_restricted(self) -> bool:
        return self.audience is Audience.RESTRICTED

    @property
    def title(self) -> str:
        """ "Monthly dataset, February 2021"."""
        return f"Monthly dataset, {self.month.long}"

    @property
    def stem(self) -> str:
        """What its files are named, so that no two are taken for each other."""
        edition = self.holdings.edition
        parts = ["dataset", str(self.month)]
        if edition is None:
            parts.append("working")
        elif edition.month == self.month:
            parts.append(f"v{edition.version}")
        else:
            parts.append(f"edition-{edition.month}-v{edition.version}")
        return "-".join([*parts, *["not-for-publication"] * self.is_restricted])

    @property
    def marks(self) -> tuple[str, ...]:
        """Sentences that must stand on everything that is taken away."""
        council = self.catalogue.council
        return tuple(
            mark
            for mark, is_due in (
                (INVENTED, council.invented),
                (RESTRICTED, self.is_restricted),
                (WORKING, self.holdings.edition is None),
            )
            if is_due
        )

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Every month up to this one."""
        return tuple(month for month in self.holdings.months if month <= self.month)

    @cached_property
    def observations(self) -> tuple[tuple[Indicator, Observation], ...]:
        """Every observation up to this month whose indicator is known, in its order."""
        return tuple(
            (indicator, observation)
            for indicator in every_indicator(self.catalogue)
            for observation in sorted(
                self.holdings.observations.get(indicator.ref, ()), key=lambda o: o.month
            )
            if observation.month <= self.month
        )

    def facts(self) -> Iterator[tuple[str, str]]:
        """What it is and where it comes from, each with its name."""
        council, edition = self.catalogue.council, self.holdings.edition
        yield "Council", council.name
        yield "Panel", council.panel
        yield "Month", self.month.long
        yield "Months held", f"{self.months[0].long} to {self.months[-1].long}"
        yield "For", _AUDIENCES[self.audience]
        if edition:
            yield "Edition", edition.title
            day = long_date(edition.published_at)
            yield "Published", f"{day} by {edition.published_by}"
            if edition.reason:
                yield "Why this version", edition.reason
            yield "Permanent address", f"{edition.address}/ on the council's dashboard"
            yield "Checksum of the edition (SHA-256)", edition.checksum
        else:
            yield "Edition", "none: working figures, not published"
        for publication in self.catalogue.publications:
            address = f" {publication.url}" if publication.url else ""
            yield "Source", f"{publication.title}{address}"
        yield "Licence", council.licence or "none stated by the council"
        yield "Website", council.website
        yield "Questions and accessibility", council.accessibility_contact

    def symbols(self) -> Iterator[tuple[str, str]]:
        """Each sign that stands in place of a figure, with its meaning."""
        hidden = "Confidential: hidden so that no child can be identified."
        if self.catalogue.council.disclosure.profile is DisclosureProfile.CHILDREN_IN_NEED:
            hidden += " It is a count of 1 to 5 children, or a figure that would reveal one."
        yield "[c]", hidden
        yield "[low]", "Too low to show."
        yield "[x]", "Not available: the figure was not ready yet."
        yield "[z]", "Not applicable: there was nothing to measure."
        yield "0", "A true zero: nothing happened."
        blank = "In a month: no figure was returned, or a quarterly return was not due"
        yield "(blank)", f"{blank}; the tidy data say which. Elsewhere: nothing is held."


def every_indicator(catalogue: Catalogue) -> Iterator[Indicator]:
    """Those on the scorecard in its order, then all others."""
    yield from catalogue.active
    yield from (i for i in catalogue.indicators if i not in catalogue.active)


@lru_cache(maxsize=2)
def dataset_of(holdings: Holdings, month: Month, audience: Audience) -> Dataset:
    """The dataset, kept, so that what was made from it can be kept by it."""
    return Dataset(holdings, month, audience)


_AUDIENCES = {
    Audience.PUBLIC: "everybody",
    Audience.RESTRICTED: "officers and members of the panel, not for publication",
}

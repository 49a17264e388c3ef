"""How figures are judged, in words: the one place for these, on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import Catalogue, DisclosureProfile, Indicator
from dashboard.views import words
from dashboard.views.briefing import NEEDED, WEIGHTS, WHEN


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that names indicators: what stands before them and after."""

    before: str
    indicators: tuple[Indicator, ...]
    after: str


@dataclass(frozen=True, slots=True)
class MethodSection:
    """One heading: paragraphs, then a table of symbols or numbered steps, then the rest.

    `key` ends the address on the page; a step is the words that lead it, if any, and the rest
    of it. `cited` comes last.
    """

    key: str
    title: str
    paragraphs: tuple[str, ...]
    symbols: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()
    cited: Cited | None = None


def explain_method(catalogue: Catalogue) -> tuple[MethodSection, ...]:
    """Every rule, with the catalogue's own thresholds."""
    defaults = catalogue.defaults
    moves = defaults.arrow_threshold_percent
    return (
        _figures(catalogue),
        MethodSection(
            "explain",
            "Where a figure comes from",
            (
                "On the dashboard each figure leads to its explanation: the working in words "
                "and with the figures put in, every input with its file, row and load, the "
                "rule, and the publication of a comparator or target. In a table the figure "
                "of the month leads to the explanations of the whole row. Of a figure that is "
                "hidden it is said that it is hidden, and nothing else.",
            ),
        ),
        MethodSection(
            "change",
            "Change and arrow",
            (
                "The change that leads is on the month before. Beside it stands the change on "
                "the same month of the year before, worked out where both months are held; "
                "otherwise the change printed in the paper of that month, marked as "
                "published; otherwise “not held”. A missing month is never worked back from "
                "a printed change.",
                f"The arrow points up from a rise of {moves}% and down from a fall of "
                f"{moves}%. Anything smaller is similar. Exactly {moves}% counts. A change "
                f"that only rounding would bring to {moves}% is called just under.",
                "A percentage that goes from 82% to 84% rises by 2 percentage points. Points "
                "are shown for percentages; the arrow still follows the relative change.",
                "From nought to more is up, without a percentage. Where a count, or the top "
                "of a percentage, is under ten on either side, both numbers are shown and the "
                "words “small numbers” stand beside them.",
                "A quarterly indicator is compared with the quarter before. In months between "
                "it is not due, which is not the same as missing.",
            ),
        ),
        MethodSection(
            "judgement",
            "Better or worse",
            (
                "The arrow says only which way a figure moved. Improving and worsening come "
                "from the arrow together with which direction the council has said is better. "
                "Where it has said neither, there is no judgement and no colour.",
            ),
        ),
        MethodSection(
            "rag",
            "Red, amber and green",
            (
                "What a colour rests on is always written beside it. The first of these that "
                "exists decides:",
            ),
            steps=(
                (
                    "The target",
                    " of the financial year, April to March. If there is none, the latest "
                    "earlier one, marked with its year. Green: met. Amber: missed by up to "
                    f"{defaults.tolerance_percent}% of the target, or "
                    f"{defaults.tolerance_points} percentage points for a percentage. Red: "
                    "missed by more. A target for the whole year is held against the sum "
                    "since April, as far as the year has gone, and only if every month since "
                    "April is held.",
                ),
                (
                    "The statistical neighbours, then England",
                    ", for rates and percentages, with the same tolerance. Counts of areas of "
                    "different size are never judged against each other.",
                ),
                (
                    "The month before",
                    ": improving is green, worsening is amber, similar is steady and has no "
                    "colour. Direction alone is never red.",
                ),
            ),
            after=(
                "A zero that may stand for a missing figure is marked as a query and has no "
                "colour: every figure held is zero, at least one earlier month was not yet "
                "available, and no change was printed.",
            ),
        ),
        MethodSection(
            "average",
            "Twelve months",
            (
                "Average and range are over the twelve months that end with the one shown, or "
                "over four returns if quarterly. For a percentage whose parts are held the "
                "average is all tops over all bottoms, not the mean of the percentages. Where "
                "fewer months are held, the figures printed in the paper of that month stand, "
                "marked as published; otherwise the number of months is given.",
            ),
        ),
        _usual(catalogue),
        MethodSection(
            "compare",
            "Comparators",
            (
                "Statistical neighbours are ten authorities that the Department for Education "
                "holds to be most like this one. Each comparator carries its year and its "
                "basis, or says that the source does not state them.",
            ),
        ),
        _briefing(),
    )


def _usual(catalogue: Catalogue) -> MethodSection:
    stated = tuple(indicator for indicator in catalogue.active if indicator.spc)
    decided = (
        "The range is begun anew, or rests on chosen months alone, only where the council has "
        "decided so and says why:"
    )
    return MethodSection(
        "usual",
        "What is usual",
        (
            "Every figure goes up and down without anything having changed. How far it usually "
            "does is told by its own months: the average, and how far each month is from the "
            "one before. From these follow two limits, and what lies between them is the usual "
            "range. The rules are those of NHS England\u2019s Making Data Count, for charts "
            "called XmR.",
            "A month is not as usual if the first of these is so:",
        ),
        steps=(
            ("", "it lies outside the limits;"),
            ("", "it is one of seven months in a row that each rise, or each fall;"),
            (
                "",
                "it is one of two in three that lie near the same limit, beyond two thirds of "
                "the way to it, with all three on that side of the average;",
            ),
            ("", "it is one of seven months in a row above the average, or below it."),
        ),
        after=(
            "Whether that is better or worse follows from which direction the council has said "
            "is better. A month that is as usual needs no cause of its own, whichever way it "
            "moved. One that is not has a cause worth asking for.",
            "The limits lie 2.66 times the average distance between neighbouring months from "
            "the average. Distances that are not under 3.267 times their average are left out "
            "of it once, so that a single jump does not widen the range. Where nothing else is "
            "left, because the figure otherwise stands still, the middle one of its figures "
            "takes the place of the average.",
            "Only what was held up to a month counts for it, so that what is said of a month "
            "does not change later. What lies on either side of a month without a figure is "
            "not compared, and no run goes across it. Quarterly indicators are told by their "
            "returns.",
            "From seven months on there is a trial range, from twelve a full one. A trial "
            "range is drawn with dashes, says nothing of a target, and is never by itself the "
            "reason to raise a topic.",
            "A target is reliably met if the whole usual range meets it, reliably missed if no "
            "part of it does, and otherwise hit or miss. A total for the year is not held "
            "against it.",
        ),
        cited=Cited(decided, stated, "; the reasons stand on their pages.")
        if stated
        else Cited(decided, (), "so far nowhere."),
    )


def _figures(catalogue: Catalogue) -> MethodSection:
    hidden = "Confidential: hidden so that no child can be identified."
    if catalogue.council.disclosure.profile is DisclosureProfile.CHILDREN_IN_NEED:
        hidden += (
            " It is a count of children from 1 to 5, or a figure that would reveal one. "
            "Averages and changes are worked out without it."
        )
    return MethodSection(
        "figures",
        "Figures",
        (
            "Each figure is the one the council supplied for that month. Where both parts of a "
            "percentage are held, it is worked out from them, unrounded, and rounded only to "
            "be shown. A figure that is supplied again with another value is restated: the "
            "latest counts, and the page of the indicator shows the earlier one.",
            "Missing, zero, hidden and not applicable are four different things and are shown "
            "as such.",
        ),
        symbols=(
            ("0", "A true zero: nothing happened."),
            ("[x]", "Not available: no figure was returned, or it is not ready yet."),
            (
                "[z]",
                "Not applicable: there was nothing to measure, or a quarterly return was not "
                "due.",
            ),
            ("[c]", hidden),
            ("[low]", "Too low to show."),
            ("local", "No other area publishes this, so there is no comparator."),
        ),
    )


def _briefing() -> MethodSection:
    return MethodSection(
        "briefing",
        "The briefing",
        (
            "The briefing is made by rule. Changes in it are from the month that the panel's "
            "last meeting considered; where the catalogue names no earlier meeting, from the "
            "month before. Each reason that an indicator has gives it weight:",
        ),
        steps=tuple(
            (f"{words.capital(reason)}, weight {weight}.", f" {WHEN[reason]}")
            for reason, weight in WEIGHTS.items()
        ),
        after=(
            "Indicators that say the same thing are one topic: a percentage or rate with the "
            "count on its top, and those that a declared identity ties together. The heaviest "
            "speaks for them. The three heaviest topics stand on the page; a fourth needs a "
            f"weight of {NEEDED[3]}, a fifth of {NEEDED[4]}. Of equal weight the first in the "
            "catalogue comes first. What has no polarity is never a topic. A trial range "
            "gives no weight, and the movement of a count says nothing where its percentage "
            "is held.",
            "Sentences are patterns filled in with figures; none is written by hand. The "
            "question goes to the owner whom the catalogue names. Promises are read from "
            "earlier commentary: those that are due and of which nobody has said what came of "
            "them come first. Every two that are told take the place of a topic.",
        ),
    )

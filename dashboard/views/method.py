"""How figures are judged, in words: the one place for these, on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import Catalogue, DisclosureProfile


@dataclass(frozen=True, slots=True)
class MethodSection:
    """One heading: paragraphs, then a table of symbols or numbered steps, then the rest.

    `key` ends the address on the page; a step is the words that lead it and the rest of it.
    """

    key: str
    title: str
    paragraphs: tuple[str, ...]
    symbols: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()


def explain_method(catalogue: Catalogue) -> tuple[MethodSection, ...]:
    """Every rule, with the catalogue's own thresholds."""
    defaults = catalogue.defaults
    moves = defaults.arrow_threshold_percent
    return (
        _figures(catalogue),
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
        MethodSection(
            "compare",
            "Comparators",
            (
                "Statistical neighbours are ten authorities that the Department for Education "
                "holds to be most like this one. Each comparator carries its year and its "
                "basis, or says that the source does not state them.",
            ),
        ),
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

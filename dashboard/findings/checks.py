"""The table of all checks: code, what it says, how serious, the function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard.findings import comparisons, identities, printed, series, wording
from dashboard.findings.finding import Finding, Found, Severity
from dashboard.findings.held import Held

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that figures and words are held against."""

    code: str
    title: str
    severity: Severity
    look: Callable[[Held], Iterator[Found]]


CHECKS = (
    Check("ratio", "A percentage is not made of its parts", _ERROR, identities.check_ratios),
    Check(
        "part-above-whole",
        "A part is larger than its whole",
        _ERROR,
        identities.check_parts_above,
    ),
    Check("parts", "Parts do not add up to their whole", _ERROR, identities.check_wholes),
    Check("shares", "Shares do not add up to 100%", _ERROR, identities.check_shares),
    Check(
        "stock-and-flow",
        "A month's end does not follow from the month before",
        _ERROR,
        identities.check_stocks,
    ),
    Check(
        "population",
        "A rate implies another population than the others",
        _ERROR,
        identities.check_populations,
    ),
    Check("impossible", "A figure that cannot be", _ERROR, identities.check_possible),
    Check("share-of-nothing", "A share of nothing", _ERROR, identities.check_empty_ratios),
    Check("average", "A printed average that cannot be", _ERROR, printed.check_averages),
    Check("maximum", "A printed maximum that cannot be", _ERROR, printed.check_maxima),
    Check("change", "A printed change that cannot be", _ERROR, printed.check_changes),
    Check(
        "change-of-ratio",
        "A printed change that does not follow from its parts",
        _ERROR,
        printed.check_changes_of_ratios,
    ),
    Check(
        "change-in-points",
        "A printed change of a percentage that looks like points",
        _WARNING,
        printed.check_changes_in_points,
    ),
    Check("arrow", "An arrow that disagrees with its change", _ERROR, printed.check_arrows),
    Check("claim", "A claim that the figures do not bear out", _WARNING, wording.check_claims),
    Check(
        "claim-in-points",
        "Percentage points called per cent",
        _NOTE,
        wording.check_claims_in_points,
    ),
    Check(
        "missing-commentary",
        "Commentary is required and missing",
        _WARNING,
        wording.check_missing_commentary,
    ),
    Check(
        "same-commentary",
        "The same commentary under several indicators",
        _NOTE,
        wording.check_same_commentary,
    ),
    Check(
        "reference",
        "Commentary that refers elsewhere",
        _NOTE,
        wording.check_references,
    ),
    Check(
        "repeated-commentary",
        "Commentary of an earlier month",
        _WARNING,
        wording.check_repeated_commentary,
    ),
    Check(
        "same-outcome",
        "The same outcome in different themes",
        _WARNING,
        wording.check_same_outcome,
    ),
    Check("same-name", "The same name twice", _WARNING, wording.check_same_name),
    Check(
        "spelling", "A person's name spelled otherwise", _NOTE, wording.check_spelling_of_names
    ),
    Check("doubtful-zero", "A zero that may be a gap", _WARNING, series.check_doubtful_zeros),
    Check("gap", "A month without a figure", _WARNING, series.check_gaps),
    Check("not-due", "A figure when none is due", _NOTE, series.check_not_due),
    Check("restated", "A figure that a later file changed", _NOTE, series.check_restated),
    Check("outlier", "A figure far from its usual ones", _NOTE, series.check_outliers),
    Check("small-count", "A small count of children", _NOTE, series.check_small_counts),
    Check("stale-target", "The last target is old", _WARNING, comparisons.check_stale_targets),
    Check("open-target", "A target is to be confirmed", _NOTE, comparisons.check_open_targets),
    Check(
        "counts-compared",
        "Counts of areas of different size compared",
        _NOTE,
        comparisons.check_counts_compared,
    ),
    Check("bases", "Comparators on different bases", _WARNING, comparisons.check_bases),
    Check(
        "comparator-parts",
        "A comparator is not made of its parts",
        _WARNING,
        comparisons.check_parts_of_comparators,
    ),
    Check(
        "none-exists",
        "A comparator is said not to exist",
        _WARNING,
        comparisons.check_none_exists,
    ),
    Check(
        "far-comparator",
        "A comparator unlike the indicator",
        _WARNING,
        comparisons.check_far_comparators,
    ),
)
"""Every check, those that matter most first within each severity."""

BY_CODE = {check.code: check for check in CHECKS}
_ORDER = list(Severity)


def _name(check: Check, one: Found) -> Finding:
    return Finding(
        check.code,
        check.severity,
        one.refs,
        one.month,
        one.evidence,
        one.about,
        one.is_lasting,
    )


def find(held: Held) -> tuple[Finding, ...]:
    """All findings: errors first, then in the order of checks, latest month first."""
    found = [
        _name(check, one)
        for check in sorted(CHECKS, key=lambda check: _ORDER.index(check.severity))
        for one in sorted(check.look(held), key=lambda one: -one.month.index)
    ]
    return tuple({finding.key: finding for finding in found}.values())

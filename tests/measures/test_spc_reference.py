"""Limits, signals and icons against those of an R package made for the NHS's rules.

Each exception stands in EXCEPTIONS with what differs and why.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from dashboard.measures import Assurance, Variation, VariationKind
from dashboard.measures.spc import Code, Limits, Signals, find_limits, find_signals
from dashboard.periods import Month
from tests.spec.example import REF, column, indicator, measured, targets

TYPES = {
    "Common Cause": (Code.NONE, 0),
    "Above UCL": (Code.OUTSIDE, 1),
    "Below LCL": (Code.OUTSIDE, -1),
    "7 Point Trend (Increasing)": (Code.TREND, 1),
    "7 Point Trend (Decreasing)": (Code.TREND, -1),
    "2 in 3 Above CL": (Code.TWO_OF_THREE, 1),
    "2 in 3 Below CL": (Code.TWO_OF_THREE, -1),
    "7 Points Above CL": (Code.ONE_SIDE, 1),
    "7 Points Below CL": (Code.ONE_SIDE, -1),
}
ICONS = {
    "common_cause": VariationKind.COMMON_CAUSE,
    "special_cause_improvement": VariationKind.IMPROVING,
    "special_cause_concern": VariationKind.CONCERNING,
    "special_cause_neutral_high": VariationKind.UNUSUAL,
    "special_cause_neutral_low": VariationKind.UNUSUAL,
}
ASSURANCES = {
    "": None,
    "consistent_pass": Assurance.PASSING,
    "consistent_fail": Assurance.FAILING,
    "inconsistent": Assurance.INCONSISTENT,
}
POLARITIES = {
    "increase": "more is better",
    "decrease": "less is better",
    "neutral": "no judgement",
}

STILL = "the package has no limits for a series that stands still; here they are its one figure"
FEW = "the package has limits for any number of figures; here seven are the fewest"
TRIAL = "the package gives an assurance on trial limits; here they carry none"
STOPS = "the package stops with an error at a gap in a window that would otherwise be a trend"
EXCEPTIONS: dict[str, dict[str, str]] = {
    "s01_constant": {"limits": STILL},
    "s03_constant_target_equal": {
        "limits": STILL,
        "assurance": "a figure that equals its target in every month always meets it; without "
        "limits the package calls that inconsistent",
    },
    "s29_short_3": {"limits": FEW, "variation": FEW, "assurance": FEW},
    "s33_one_point": {"limits": FEW, "variation": FEW, "assurance": FEW},
    "s31_short_7_rising": {"assurance": TRIAL},
    "s37_na_inside_trend": {"everything": STOPS},
    "s39_all_na": {"everything": STOPS},
}
"""What differs in a series: "limits" and "signals" of points, the "variation" and
"assurance" of the last; "everything" where the package has no answer."""


@dataclass(frozen=True)
class Reference:
    """One series: what goes in, and what the package makes of it."""

    options: dict[str, str]
    given: list[dict[str, str]]
    points: list[dict[str, str]]
    summary: dict[str, str]

    @property
    def months(self) -> list[Month]:
        return [Month.parse(row["date"]) for row in self.given]

    @property
    def fixed(self) -> int:
        """Points of each period that its limits rest on; 0 for all."""
        return int(self.options["fix_after_n_points"] or 0)

    @property
    def rebased(self) -> list[Month]:
        return [Month.parse(date) for date in self.options["rebase_dates"].split(";") if date]

    def charted(self) -> tuple[Limits, Signals]:
        """Our limits and signals of the whole series."""
        value = np.array([[number(row["value"])] for row in self.given])
        period = np.array([[sum(m >= begun for begun in self.rebased)] for m in self.months])
        counts = np.ones(period.shape, np.bool_)
        for one in range(int(period.max()) + 1 if self.fixed else 0):
            counts[np.flatnonzero(period[:, 0] == one)[self.fixed :]] = False
        screens = self.options["screen_outliers"] == "TRUE"
        limits = find_limits(value, period, counts, screens=screens)
        return limits, find_signals(value, period, limits)

    def baselines(self) -> list[dict[str, str]]:
        """The same periods as a catalogue states them."""
        begins: list[Month | None] = [None, *self.rebased]
        entries = []
        for first in begins:
            entry = {"reason": "As in the reference."}
            if first:
                entry["first"] = str(first)
            if self.fixed:
                entry["last"] = str((first or self.months[0]).shift(self.fixed - 1))
            entries.append(entry)
        return [entry for entry in entries if len(entry) > 1]

    def variation(self) -> Variation:
        """Our record of the last month, by way of a catalogue."""
        year, target = self.months[-1].financial_year, self.options["target"]
        figures = ", ".join(row["value"] or "tbc" for row in self.given)
        entry = indicator(
            polarity=POLARITIES[self.options["improvement_direction"]],
            targets=targets(f"{year}: {target}" if target else ""),
            spc={"baselines": self.baselines()} if self.baselines() else None,
        )
        measures = measured(entry, column(self.months[-1], figures))
        return measures.variation(REF, self.months[-1])


@pytest.fixture(scope="module")
def series(reference: Path) -> dict[str, Reference]:
    """Every series of the reference, by its name."""

    def rows(name: str) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        with (reference / "spc" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["series_id"]].append(row)
        return found

    given, points = rows("input_series.csv"), rows("expected_points.csv")
    summaries = rows("expected_summary.csv")
    return {
        name: Reference(options, given[name], points[name], (summaries[name] or [{}])[0])
        for name, (options,) in rows("input_options.csv").items()
    }


def differences(series: Reference) -> set[str]:
    """In what our answer is another one."""
    if not series.points:
        return {"everything"}
    differ = set()
    limits, signals = series.charted()
    for row, point in enumerate(series.points):
        for ours, theirs in (
            (limits.centre, "mean_col"),
            (limits.lower, "lpl"),
            (limits.upper, "upl"),
            (limits.centre - limits.near, "derived_nlpl"),
            (limits.centre + limits.near, "derived_nupl"),
        ):
            pair = float(ours[row, 0]), number(point[theirs])
            if not np.isclose(*pair, rtol=0, atol=1e-9, equal_nan=True):
                differ.add("limits")
        code, direction = int(signals.code[row, 0]), int(signals.direction[row, 0])
        if (code, direction) != TYPES[point["special_cause_type"]]:
            differ.add("signals")
    variation = series.variation()
    if variation.kind is not ICONS[series.summary["last_point_type"]]:
        differ.add("variation")
    if variation.assurance is not ASSURANCES[series.summary["assurance_type"]]:
        differ.add("assurance")
    return differ


def number(text: str) -> float:
    return float(text) if text else float("nan")


def test_all_series_agree_but_for_the_exceptions(series: dict[str, Reference]) -> None:
    assert len(series) >= 29
    found = {name: differ for name, one in series.items() if (differ := differences(one))}
    assert found == {name: set(differ) for name, differ in EXCEPTIONS.items()}


def test_most_points_of_the_reference_are_compared_and_many_are_special(
    series: dict[str, Reference],
) -> None:
    types = [point["special_cause_type"] for s in series.values() for point in s.points]
    assert len(types) > 600
    assert set(types) == set(TYPES)


def test_a_gap_in_a_trend_leaves_the_other_signals(series: dict[str, Reference]) -> None:
    """Where the package stops: the trend is broken by the gap, the rest is judged."""
    broken = series["s37_na_inside_trend"]
    limits, signals = broken.charted()
    assert not np.isnan(limits.centre).any()
    assert Code.TREND not in signals.code
    empty = series["s39_all_na"].charted()[1]
    assert not empty.code.any()

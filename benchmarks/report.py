"""The bounds, and what was measured against them, as a table of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.peers import Peer
from benchmarks.samples import Measure, Samples

NAMES = {
    Peer.PLAIN: "plain server page",
    Peer.HTML_ROWS: "html.Table, html.Img",
    Peer.GRAPH_ROWS: "a dcc.Graph a row",
    Peer.FULL_PLOTLY: "full plotly.js",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """At most `limit`: times the peer's figure, or in the measure's own unit without one.

    `against` is what the peer's figure measures, if not the same; no limit: only shown.
    """

    measure: Measure
    limit: Fraction | None
    peer: Peer | None = None
    against: Measure | None = None

    @property
    def beside(self) -> str:
        """What stands beside our figure, in words."""
        return str(self.against) if self.against else NAMES[self.peer] if self.peer else ""

    def ours(self, samples: Samples) -> float:
        """The figure of the site."""
        return samples.median(Peer.OURS, self.measure)

    def theirs(self, samples: Samples) -> float | None:
        """The figure beside it; None where the limit is in the measure's own unit."""
        if self.peer is None:
            return None
        return samples.median(self.peer, self.against or self.measure)

    def holds(self, samples: Samples) -> bool:
        """Whether it is kept, before any rounding."""
        theirs = self.theirs(samples)
        reach = self.limit if theirs is None or self.limit is None else self.limit * theirs
        return reach is None or self.ours(samples) <= reach


SCORECARD_BOUNDS = (
    Bound(Measure.ROWS, Fraction(115, 100), Peer.PLAIN),
    Bound(Measure.ROWS, Fraction(1, 8), Peer.HTML_ROWS),
    Bound(Measure.ROWS, Fraction(1, 18), Peer.GRAPH_ROWS),
    Bound(Measure.TRANSFERRED, Fraction(380)),
    Bound(Measure.SHIFT, Fraction(2, 100)),
    Bound(Measure.SHIFT_ON_PHONE, Fraction(2, 100)),
    Bound(Measure.NARROWED, None, Peer.HTML_ROWS),
    Bound(Measure.WIDENED, Fraction(1, 4), Peer.HTML_ROWS),
)
INDICATOR_BOUNDS = (
    Bound(Measure.CHART, Fraction(1), Peer.OURS, Measure.FIRST_PAINT),
    Bound(Measure.INTERACTIVE, Fraction(45, 100), Peer.FULL_PLOTLY),
)
BOUNDS = {"scorecard": SCORECARD_BOUNDS, "indicator": INDICATOR_BOUNDS}

HEAD = ("", "ours", "beside", "", "ratio", "at most", "")


def draw_table(bounds: Sequence[Bound], samples: Samples) -> str:
    """One line for each bound: our figure, the peer's, their ratio, the limit, the verdict."""
    lines = [HEAD, *(_cells(bound, samples) for bound in bounds)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    numbers = {1, 2, 4, 5}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(bound: Bound, samples: Samples) -> tuple[str, ...]:
    ours, theirs = bound.ours(samples), bound.theirs(samples)
    verdict = "" if bound.limit is None else "holds" if bound.holds(samples) else "BROKEN"
    return (
        bound.measure,
        _figure(ours),
        _figure(theirs) if theirs is not None else "",
        bound.beside,
        _ratio(ours / theirs) if theirs else "",
        _limit(bound),
        verdict,
    )


def _figure(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 1 else f"{figure:.3f}"


def _ratio(ratio: float) -> str:
    """As a share of one where it is a small one, as the limits are given."""
    return f"1/{1 / ratio:.1f}" if ratio < 1 / 3 else f"{ratio:.2f}"


def _limit(bound: Bound) -> str:
    if bound.limit is None:
        return ""
    is_share = bound.peer is not None and bound.limit.numerator == 1
    return str(bound.limit) if is_share else f"{float(bound.limit):g}"

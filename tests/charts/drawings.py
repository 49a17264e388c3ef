"""Drawings to test with: a short way to write one, and random ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from dashboard.periods import Month
from dashboard.views.drawing import Drawing, Level, Line, Point, Series

FEBRUARY = Month(2021, 2)
OTHERS = (Line.SECOND, Line.THIRD, Line.FOURTH)
LEVELS = (Line.NEIGHBOURS, Line.ENGLAND, Line.REGION, Line.TARGET, Line.AVERAGE)
NAMES = {
    Line.NEIGHBOURS: "Neighbours",
    Line.ENGLAND: "England",
    Line.REGION: "South East",
    Line.TARGET: "Target",
    Line.AVERAGE: "12-month average",
}

Values = Sequence[float | None]


def printed(value: float, suffix: str = "") -> str:
    """A figure as a table prints it, with a true minus."""
    text = f"{abs(value):,.0f}" if float(value).is_integer() else f"{abs(value):,.1f}"
    sign = "\u2212" if value < 0 else ""
    return f"{sign}{text}{suffix}"


def draw(
    values: Values,
    levels: Mapping[Line, float] | None = None,
    others: Mapping[str, Values] | None = None,
    suffix: str = "",
    name: str = "Ours",
) -> Drawing:
    """A drawing whose latest month is February 2021."""
    months = tuple(FEBRUARY.shift(n + 1 - len(values)) for n in range(len(values)))

    def series(name: str, line: Line, values: Values) -> Series:
        return Series(
            name,
            line,
            tuple(
                Point(month, value, "[x]" if value is None else printed(value, suffix))
                for month, value in zip(months, values, strict=True)
            ),
        )

    more = zip(OTHERS, (others or {}).items(), strict=False)
    return Drawing(
        title="What was found",
        subtitle="What is measured",
        description="Line chart of every value.",
        months=months,
        series=(
            series(name, Line.OURS, values),
            *(series(other, line, points) for line, (other, points) in more),
        ),
        levels=tuple(
            Level(NAMES[line], line, value, printed(value, suffix))
            for line, value in (levels or {}).items()
        ),
        suffix=suffix,
    )


@st.composite
def drawings(draw_from: st.DrawFn) -> Drawing:
    """Any drawing the views could ask for, gaps, coincidences and long names included."""
    suffix = draw_from(st.sampled_from(["", "%"]))
    number = draw_from(
        st.sampled_from(
            [
                st.integers(0, 100),
                st.integers(82, 86),
                st.integers(-50, 50),
                st.integers(0, 300 if suffix else 10**7),
                st.floats(-1000, 1000).map(lambda value: round(value, 1) + 0.0),
            ]
        )
    )
    count = draw_from(st.sampled_from([0, 1, 2, 3, 7, 12, 13, 14, 24, 60]))
    values = st.lists(st.none() | number, min_size=count, max_size=count)
    names = st.lists(
        st.text(st.characters(codec="utf-8"), max_size=40)
        | st.sampled_from(["M1 Contacts", "Percentage of children in need seen on time"]),
        max_size=3,
        unique=True,
    )
    others = {name: draw_from(values) for name in draw_from(names)}
    lines = st.lists(st.sampled_from(LEVELS), unique=True, max_size=4 - len(others))
    return draw(
        draw_from(values),
        {line: draw_from(number) for line in draw_from(lines)},
        others,
        suffix=suffix,
        name=draw_from(st.sampled_from(["M2 Referrals", "Ours & <theirs>", ""])),
    )


SUITABLE_HOMES = draw(
    [84, 85, 85, 85, 83, 82, 84],
    {Line.NEIGHBOURS: 85, Line.ENGLAND: 94, Line.REGION: 91, Line.TARGET: 94},
    suffix="%",
)
VISITS = draw([73, 70, 80, 75, 85, 84, 90], {Line.AVERAGE: 72}, suffix="%")
CONTACTS = draw([1343, 1620, 1560, 1787, 1520, 1464, 1297], {Line.AVERAGE: 1414})
GAPS = draw(
    [0, 3, None, 5, None, None, 2, 0, 0, None, 4, 1], {Line.NEIGHBOURS: 2, Line.TARGET: 3}
)
FOUR = draw(
    [298, 290, 298, 284, 283, 287, 309],
    others={
        "Contacts": [278, 277, 280, 289, 285, 281, 299],
        "Children in need at the end of the period": [326, 329, 326, 324, 322, 320, 312],
        "Assessments": [308, 300, 289, 276, 271, None, None],
    },
    name="M2 Referrals",
)
LONG = draw([900 + 7 * (n % 13) - n for n in range(240)], {Line.TARGET: 1000})
SAMPLES = {
    "homes": SUITABLE_HOMES,
    "visits": VISITS,
    "contacts": CONTACTS,
    "gaps": GAPS,
    "four": FOUR,
    "long": LONG,
    "one": draw([42], {Line.ENGLAND: 40}),
    "none": draw([]),
    "empty": draw([None, None, None], {Line.ENGLAND: 40}),
    "zeros": draw([0] * 7),
    "negative": draw([-5, -3, 2, 4, -1, 0, 1], {Line.ENGLAND: -2}),
    "full": draw([100] * 12, {Line.ENGLAND: 99, Line.TARGET: 100}, suffix="%"),
}

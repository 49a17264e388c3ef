"""The matrix and what may be asked of the measures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.measures import Matrix, measure
from dashboard.periods import Month
from dashboard.records import Observation, Status
from tests.spec.example import REF, catalogue, column, indicator, measured, observed

MAY = Month(2020, 5)


def test_months_are_consecutive_from_first_to_last_held() -> None:
    measures = measured(indicator(), column(MAY, "tbc, none, none, 4"))
    assert measures.months == tuple(MAY.shift(back) for back in (-3, -2, -1, 0))
    statuses = [measures.observation_status(REF, month) for month in measures.months]
    assert statuses == [Status.NOT_AVAILABLE, Status.MISSING, Status.MISSING, Status.VALUE]


def test_columns_are_the_active_indicators() -> None:
    whole = catalogue(
        indicator(), indicator("P", status="proposed"), indicator("R", status="retired")
    )
    observations = [o for ref in ("A", "P", "R", "?") for o in observed(ref, MAY, "1")]
    matrix = Matrix.of(whole, observations)
    assert matrix.refs == ("A",)
    assert matrix.value.tolist() == [[1.0]]
    assert not matrix.value.flags.writeable


def test_nothing_held() -> None:
    whole = catalogue(indicator())
    measures = measure(whole, Matrix.of(whole, []), {})
    assert measures.months == ()
    with pytest.raises(KeyError):
        measures.figure(REF, MAY)


def test_no_indicators() -> None:
    whole = catalogue()
    measures = measure(whole, Matrix.of(whole, observed("A", MAY, "1")), {})
    assert (measures.refs, measures.months) == ((), ())


@pytest.mark.parametrize(
    ("ref", "month"), [("?", MAY), (REF, MAY.shift(1)), (REF, MAY.shift(-2))]
)
def test_what_is_not_held_cannot_be_asked_for(ref: str, month: Month) -> None:
    measures = measured(indicator(), column(MAY, "1, 2"))
    with pytest.raises(KeyError):
        measures.rag(ref, month)


PARTS = {"numerator": "N", "denominator": "D", "multiplier": 100}


@pytest.mark.parametrize(
    ("share", "numerator", "denominator", "parts", "figure"),
    [
        ("33", "1", "3", (1, 3), 100 / 3),
        ("33", "1", "tbc", None, 33),
        ("33", "", "3", None, 33),
        ("0", "0", "0", (0, 0), 0),
        ("9 of 90", "1", "3", (9, 90), 10),
        ("c", "1", "3", None, None),
        ("", "1", "3", None, None),
    ],
    ids=[
        "both are held",
        "the denominator has no value",
        "the numerator is not held",
        "over nothing the value stands",
        "parts supplied with it win",
        "what is suppressed is not made again",
        "what is missing is not made either",
    ],
)
def test_parts_through_the_catalogue(
    share: str,
    numerator: str,
    denominator: str,
    parts: tuple[float, float] | None,
    figure: float | None,
) -> None:
    whole = catalogue(
        indicator("S", kind="percentage", made_of=PARTS), indicator("N"), indicator("D")
    )
    cells = {"S": share, "N": numerator, "D": denominator}
    observations = [o for ref, text in cells.items() for o in observed(ref, MAY, text)]
    measures = measured(whole, observations)
    assert measures.parts("S", MAY) == parts
    assert measures.figure("S", MAY) == (None if figure is None else pytest.approx(figure))


def test_one_part_alone_is_no_part() -> None:
    half = Observation(REF, MAY, Status.VALUE, Decimal(50), numerator=Decimal(1))
    measures = measured(indicator(kind="percentage"), [half])
    assert measures.parts(REF, MAY) is None
    assert measures.figure(REF, MAY) == 50


def test_a_count_is_never_made_of_parts() -> None:
    measures = measured(indicator(), observed(REF, MAY, "1 of 3"))
    assert measures.parts(REF, MAY) is None
    assert measures.value(REF, MAY) == measures.figure(REF, MAY) == 33


def test_a_part_that_is_not_due_is_not_held() -> None:
    whole = catalogue(
        indicator("S", kind="percentage", made_of=PARTS),
        indicator("N", frequency="quarterly"),
        indicator("D"),
    )
    cells = {"S": "33", "N": "1", "D": "3"}
    for month, parts in ((MAY, None), (MAY.shift(1), (1, 3))):
        observations = [o for ref, text in cells.items() for o in observed(ref, month, text)]
        assert measured(whole, observations).parts("S", month) == parts

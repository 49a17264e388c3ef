"""Whether a figure as shown is what was worked out: its text read back into numbers.

Written apart from the product's forms of words. A number in a text agrees with a result if
the result, rounded half up to the decimals of the text, is that number.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dashboard.views.explaining import Figure
from dashboard.views.explaining.formula import Calculation
from tests.explaining.working import WorkedOut

_NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")
_PERIODS = re.compile(
    r"\b(?:\d{4} to \d{4}|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d{4}|small numbers)\b"
)


def rounded(exact: Fraction, places: int) -> Decimal:
    """Half up, away from zero, out of an exact fraction."""
    scaled = abs(exact) * 10**places
    whole = scaled.numerator * 2 // scaled.denominator
    up = Decimal((whole + 1) // 2).scaleb(-places)
    assert up == Decimal(
        (Decimal(scaled.numerator) / Decimal(scaled.denominator)).quantize(
            Decimal(1), rounding=ROUND_HALF_UP
        )
    ).scaleb(-places)
    return -up if exact < 0 else up


def read_number(text: str) -> tuple[Decimal, int]:
    """A number and its decimals."""
    plain = text.replace(",", "").replace("−", "-")
    return Decimal(plain), len(plain.partition(".")[2])


def says(text: str, exact: Fraction) -> bool:
    """Whether the one number of a text is that result."""
    found = _NUMBER.findall(text)
    assert len(found) == 1, text
    number, places = read_number(found[0])
    return rounded(exact, places) == number


def decimals_due(value: Fraction, *, is_percentage: bool) -> int:
    """Figures under ten keep a decimal, percentages and whole numbers none."""
    return 0 if is_percentage or value.denominator == 1 or abs(value) >= 10 else 1


def check_level(worked: WorkedOut, key: str, text: str) -> None:
    """A figure of the indicator's own: the number and nothing else, with the right sign."""
    value = worked.results[key]
    is_percentage = worked.explanation.indicator.is_percentage
    found = re.fullmatch(r"(−?[\d,]+(?:\.\d+)?)(%?)(?: a year)?", text)
    assert found, text
    number, places = read_number(found[1])
    assert bool(found[2]) is is_percentage, text
    assert places == decimals_due(value, is_percentage=is_percentage), text
    assert number == rounded(value, places), (text, float(value))


def check_change(worked: WorkedOut, text: str) -> None:
    """A change as it stands in a cell, what stands beneath it behind a comma."""
    results = worked.results
    short, _, beneath = text.partition(", ")
    if "before" not in results:  # as printed
        printed = results["relative"]
        assert printed == 0 if short == "no change" else says(short.strip("+%"), printed)
        return
    before, after, gap = results["before"], results["after"], results["difference"]
    is_percentage = worked.explanation.indicator.is_percentage
    if beneath:
        low, high = beneath.split(" to ")
        assert says(low, before)
        assert says(high, after)
    if short == "no change":
        assert gap == 0
    elif short == "under 1 point":
        assert gap != 0
        assert rounded(gap, 0) == 0
    elif short.startswith("just under "):
        relative = results["relative"]
        assert worked.outcome().startswith("Similar")
        assert says(short, abs(relative))
    elif " to " in short:
        low, high = short.split(" to ")
        counts = results.get("count before", before), results.get("count after", after)
        assert says(low, counts[0])
        assert says(high, counts[1])
        assert min(counts) < 10 or before == 0
    else:
        found = re.fullmatch(r"([+−])([\d,.]+)(%| points?|)", short)
        assert found, text
        assert (found[1] == "+") is (gap > 0), text
        size = results["relative"] if found[3] == "%" else gap
        assert bool("point" in found[3]) is is_percentage, (worked.explanation.path, text)
        assert says(found[2], abs(size)), (text, float(size))
        if found[3] == "":
            assert rounded(results["relative"], 0) == 0


def check_screened(worked: WorkedOut) -> None:
    """Distances are left out of the range if, and only if, they reach the mark for that."""
    steps = {step.key: step.term for step in worked.explanation.steps}
    if "screen" not in steps:
        assert worked.results["centre"] == worked.work_out(steps["centre"])
        return
    every, kept = steps["movement"], steps.get("kept", steps["movement"])
    assert isinstance(every, Calculation)
    assert isinstance(kept, Calculation)
    sizes = [worked.work_out(term) for term in every.terms]
    small = [size for size in sizes if size is not None and size < worked.results["screen"]]
    assert [worked.work_out(term) for term in kept.terms] == small
    assert all(size is not None and size >= 0 for size in sizes)


def check_run(worked: WorkedOut) -> None:
    """Every figure counted to be on one side of the average is."""
    one = worked.explanation
    term = next((step.term for step in one.steps if step.key == "run"), None)
    if term is None or "average" not in one.because:
        return
    assert isinstance(term, Calculation)
    values, centre = [worked.work_out(t) for t in term.terms], worked.results["centre"]
    assert all(value is not None and value != centre for value in values)
    is_above = "above" in one.because
    assert all(value is not None and (value > centre) is is_above for value in values)


def check_numbers(worked: WorkedOut, text: str) -> None:
    """A sentence: every number in it is one of the results, and it has at least one."""
    results = [abs(value) for value in worked.results.values()]
    if "less than 1" in text:
        assert any(value > 0 and rounded(value, 0) == 0 for value in results), text
        text = text.replace("less than 1", "")
    for found in _NUMBER.findall(_PERIODS.sub("", text)):
        number, places = read_number(found)
        assert any(rounded(value, places) == abs(number) for value in results), (
            worked.explanation.path,
            text,
            found,
        )


def check_shown(worked: WorkedOut, text: str) -> None:
    """A figure as a page shows it, against what its explanation's inputs come to."""
    one = worked.explanation
    if one.absent and one.figure not in (Figure.STATUS, Figure.YEAR_TO_DATE):
        assert not _is_figure(text), (one.path, text)
        return
    match one.figure:
        case Figure.VALUE:
            check_level(worked, "figure", text)
        case Figure.AVERAGE | Figure.MINIMUM | Figure.MAXIMUM:
            key = "printed" if "printed" in worked.results else str(one.figure)
            check_level(worked, key, text)
        case Figure.NEIGHBOURS | Figure.ENGLAND | Figure.REGION if (
            "comparator" in worked.results
        ):
            check_level(worked, "comparator", text)
        case Figure.TARGET:
            check_level(worked, "target", text)
        case Figure.MONTH_ON_MONTH | Figure.YEAR_ON_YEAR:
            check_change(worked, text)
        case Figure.STATUS:
            if one.cases:
                assert text == worked.outcome()
            else:
                assert text in ("Not judged", "No value", "Cannot judge")
        case Figure.LIMITS:
            check_screened(worked)
            check_run(worked)
            check_numbers(worked, re.split("The range rests|A trial range: ", one.sentence)[0])
            if one.cases:
                assert text == worked.outcome()
            else:
                check_numbers(worked, text)
        case Figure.RANK:
            place, of = text.removesuffix(", shared").split(" of ")
            assert says(place, worked.results["place"])
            assert says(of, worked.results["of"])
        case Figure.PARTS:
            top, bottom = text.split(" of ")
            assert says(top, worked.results["numerator"])
            assert says(bottom, worked.results["denominator"])
        case _:
            check_numbers(worked, text)


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[+−]?[\d,.]+%?", text))

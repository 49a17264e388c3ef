"""Figures, changes and judgements in words: the one place for each form of words.

Points are for percentages and are called points; per cent is a relative change. A
minus is a true minus sign. Figures in words are rounded half up, away from zero.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from dashboard.catalogue import Indicator, Polarity
from dashboard.periods import Month
from dashboard.records import (
    Arrow,
    Basis,
    Change,
    Colour,
    Judgement,
    NoChange,
    Rag,
    Spread,
    Status,
)
from dashboard.store.writing_records import Doubt, FigureNote

MINUS = "\u2212"
_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_STATUS_WORDS = {
    Status.MISSING: "no figure was returned",
    Status.NOT_DUE: "no return was due",
    Status.NOT_AVAILABLE: "not yet available",
    Status.NOT_APPLICABLE: "not applicable: there was nothing to measure",
    Status.SUPPRESSED: "hidden to protect children",
    Status.LOW: "too low to show",
}
_NO_CHANGE_WORDS = {
    NoChange.NO_VALUE: "no figure this month",
    NoChange.NOT_DUE: "not due",
    NoChange.NO_BASELINE: "no figure then",
    NoChange.NOT_HELD: "not held",
    NoChange.NOT_PRINTED: "none printed",
}


def round_half_up(value: float, places: int = 0) -> Decimal:
    """Round as people do: 0.5 goes away from zero."""
    rounded = _held(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def is_whole(value: float) -> bool:
    """Whether a figure has no decimals."""
    held = _held(value)
    return held == held.to_integral_value()


def _held(value: float) -> Decimal:
    """A result to twelve significant digits, as figures are held.

    202.2 / 12 is 16.85, and not a little less as it is in binary fractions.
    """
    return Decimal(f"{float(value):.12g}")


def number(value: float, places: int = 0) -> str:
    """ "1,297": commas over 999 and a true minus."""
    return f"{round_half_up(value, places):,}".replace("-", MINUS)


def signed(value: float, places: int = 0) -> str:
    """The number with its sign always: "+6"."""
    text = number(value, places)
    return text if text.startswith(MINUS) else f"+{text}"


def figure(indicator: Indicator, value: float, *, fine: bool = False) -> str:
    """A figure as printed: "1,297", "84%". `fine` keeps one decimal, for averages."""
    whole = is_whole(value) or (abs(value) >= 10 and not fine)
    if indicator.is_percentage:
        return number(value, 1 if fine and not is_whole(value) else 0) + "%"
    return number(value, 0 if whole else 1)


def count_in_words(count: int) -> str:
    """ "seven" under twenty, then figures, as sentences have it; "no" for none."""
    return _SMALL[count] if count < len(_SMALL) else number(count)


def plural(count: float, noun: str) -> str:
    return f"{noun}" if abs(count) == 1 else f"{noun}s"


def returns(indicator: Indicator, count: int = 2) -> str:
    """What a figure of the indicator is of: "month", "quarters"."""
    return plural(count, "quarter" if indicator.is_quarterly else "month")


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def note_line(note: FigureNote) -> str:
    """What was noted on a figure: "spurious: counted twice"."""
    return note.text if note.doubt is Doubt.OTHER else f"{note.doubt}: {note.text}"


def status_words(status: Status) -> str:
    """Why there is no value, in words."""
    return _STATUS_WORDS[status]


def points_text(change: Change) -> tuple[str, bool]:
    """Points without a sign, and whether both figures must stand beside them.

    Whole points, unless they would not equal the difference of the two figures as
    shown: then one decimal, with the figures.
    """
    assert change.points is not None
    assert change.before is not None
    assert change.after is not None
    shown = round_half_up(change.after) - round_half_up(change.before)
    whole = round_half_up(change.points)
    if shown == whole:
        return number(abs(float(whole))), False
    return number(abs(change.points), 1), True


def _threshold_would_mislead(change: Change, threshold: float) -> bool:
    return (
        change.arrow is Arrow.SIMILAR
        and change.relative is not None
        and round_half_up(abs(change.relative) * 100) == round_half_up(threshold)
    )


def change_cell(indicator: Indicator, change: Change, threshold: float) -> tuple[str, str]:
    """The change for a table cell, and what stands beneath it where it needs more.

    "+11%", "+6 points", "8 to 10", "no change"; beneath, the figures or the number.
    `threshold` is the arrow's, in per cent. Without an arrow, why there is none.
    """
    if change.arrow is None:
        return _NO_CHANGE_WORDS[change.reason or NoChange.NO_VALUE], ""
    if change.published:
        assert change.relative is not None
        return (
            "no change" if change.relative == 0 else signed(change.relative * 100) + "%"
        ), ""
    assert change.before is not None
    assert change.after is not None
    if change.before == change.after:
        return "no change", ""
    if change.small and change.counts_before is not None and change.counts_after is not None:
        return f"{number(change.counts_before)} to {number(change.counts_after)}", ""
    if change.points is not None:
        return _points_cell(indicator, change)
    before, after = figure(indicator, change.before), figure(indicator, change.after)
    if change.relative is None:
        return f"{before} to {after}", ""
    difference = signed(change.after - change.before, 0 if _whole(change) else 1)
    if _threshold_would_mislead(change, threshold):
        return f"just under {number(threshold)}%", f"{before} to {after}"
    if round_half_up(change.relative * 100) == 0:
        return difference, ""
    return signed(change.relative * 100) + "%", ""


def _points_cell(indicator: Indicator, change: Change) -> tuple[str, str]:
    assert change.points is not None
    assert change.before is not None
    assert change.after is not None
    text, with_figures = points_text(change)
    if text == "0":
        return "under 1 point", ""
    sign = "+" if change.points > 0 else MINUS
    said = f"{sign}{text} {plural(float(text.replace(',', '')), 'point')}"
    if not with_figures:
        return said, ""
    before = figure(indicator, change.before, fine=True)
    return said, f"{before} to {figure(indicator, change.after, fine=True)}"


def _whole(change: Change) -> bool:
    return is_whole((change.after or 0) - (change.before or 0))


def change_sentence(indicator: Indicator, change: Change, threshold: float) -> str:
    """The change in words, without its baseline.

    "down 11% (167 fewer)", "up 6 percentage points, 84% to 90%", "from 1 to 2 (small
    numbers)", "no change".
    """
    if change.arrow is None:
        return f"no comparison: {_NO_CHANGE_WORDS[change.reason or NoChange.NO_VALUE]}"
    if change.published:
        assert change.relative is not None
        if change.relative == 0:
            return "no change, as published"
        way = "up" if change.relative > 0 else "down"
        return f"{way} {number(abs(change.relative) * 100)}%, as published"
    assert change.before is not None
    assert change.after is not None
    if change.before == change.after:
        return "no change"
    way = "up" if change.after > change.before else "down"
    if change.points is not None:
        text, with_figures = points_text(change)
        if text == "0":
            return (
                f"{way} less than 1 percentage point, still {figure(indicator, change.after)}"
            )
        unit = plural(float(text.replace(",", "")), "percentage point")
        low = figure(indicator, change.before, fine=with_figures)
        high = figure(indicator, change.after, fine=with_figures)
        said = f"{way} {text} {unit}, {low} to {high}"
        if change.small:
            counts = (
                f"{number(change.counts_before or 0)} to {number(change.counts_after or 0)}"
            )
            return f"from {counts} (small numbers), {said}"
        return said
    before, after = figure(indicator, change.before), figure(indicator, change.after)
    if change.small or change.relative is None:
        return f"from {before} to {after}" + (" (small numbers)" if change.small else "")
    if _threshold_would_mislead(change, threshold):
        size = f"just under {number(threshold)}%"
    elif round_half_up(change.relative * 100) == 0:
        size = "less than 1%"
    else:
        size = f"{number(abs(change.relative) * 100)}%"
    difference = change.after - change.before
    more = (
        ("more" if difference > 0 else "fewer")
        if indicator.kind == "count"
        else ("higher" if difference > 0 else "lower")
    )
    amount = number(abs(difference), 0 if is_whole(difference) else 1)
    return f"{way} {size} ({amount} {more})"


def since(change: Change, month: Month) -> str:
    """The baseline by the shortest name that is clear: "January", "February 2020"."""
    base = change.baseline
    return base.name if 0 < month.index - base.index <= 6 else base.long


def arrow_word(arrow: Arrow | None) -> str:
    return {Arrow.UP: "Up", Arrow.DOWN: "Down", Arrow.SIMILAR: "Similar", None: ""}[arrow]


def spread_text(indicator: Indicator, spread: Spread) -> tuple[str, str]:
    """Average and range of a spread as text; empty where nothing is held."""
    if spread.average is None or spread.minimum is None or spread.maximum is None:
        return "", ""
    low, high = figure(indicator, spread.minimum), figure(indicator, spread.maximum)
    return figure(indicator, spread.average), low if low == high else f"{low} to {high}"


def _gap_text(indicator: Indicator, gap: float) -> str:
    size = abs(gap)
    if indicator.is_percentage:
        places = 0 if is_whole(size) or size >= 1 else 1
        text = number(size, places)
        return f"{text} {plural(float(text.replace(',', '')), 'point')}"
    return number(size, 0 if is_whole(size) or size >= 10 else 1)


def _worse_word(indicator: Indicator) -> str:
    return "under" if indicator.polarity is Polarity.MORE else "over"


def rag_reason(
    indicator: Indicator, rag: Rag, change: Change, month: Month, status: Status
) -> str:
    """What a status rests on, in words, to stand beside the colour.

    Only a target (or stale target) is ever called a target; a colour that rests on
    direction names the month it is compared with.
    """
    if rag.colour is Colour.NO_VALUE:
        return status_words(status) if status is not Status.VALUE else "no return was due"
    if rag.colour is Colour.NOT_JUDGED:
        return "neither direction is better"
    if rag.colour is Colour.QUERY:
        return "a zero that may be a gap"
    if rag.basis in (Basis.TARGET, Basis.STALE_TARGET):
        return _target_reason(indicator, rag)
    if rag.basis in (Basis.NEIGHBOURS, Basis.ENGLAND):
        return _comparator_reason(indicator, rag)
    if rag.colour is Colour.CANNOT_JUDGE:
        return (
            f"nothing to compare with: {_NO_CHANGE_WORDS[change.reason or NoChange.NO_VALUE]}"
        )
    word = {
        Judgement.IMPROVING: "better than",
        Judgement.SIMILAR: "similar to",
        Judgement.WORSENING: "worse than",
    }[change.judgement]
    return f"{word} {since(change, month)}"


def _target_reason(indicator: Indicator, rag: Rag) -> str:
    assert rag.reference is not None
    assert rag.year is not None
    target = figure(indicator, rag.reference)
    stale = rag.basis is Basis.STALE_TARGET
    which = f"target of {target}" + (f" set for {rag.year.long}" if stale else "")
    if rag.to_be_confirmed_since:
        which += f" (to be confirmed since {rag.to_be_confirmed_since.long})"
    total = rag.year_to_date
    if total:
        which = f"yearly {which}"
        if rag.colour is Colour.CANNOT_JUDGE:
            return f"{which}: {total.held} of {total.elapsed} months held"
        expected = number(total.expected, 0 if total.expected >= 10 else 1)
        return f"{number(total.total)} since April, {expected} expected by now for the {which}"
    assert rag.judged is not None
    gap = rag.judged - rag.reference
    if rag.colour is Colour.GREEN:
        met = "at" if gap == 0 else "better than"
        return f"{met} the {which}"
    return f"{_gap_text(indicator, gap)} {_worse_word(indicator)} the {which}"


def _comparator_reason(indicator: Indicator, rag: Rag) -> str:
    assert rag.reference is not None
    assert rag.judged is not None
    who = "neighbours" if rag.basis is Basis.NEIGHBOURS else "England"
    value = figure(indicator, rag.reference)
    if rag.colour is Colour.GREEN:
        return f"no worse than {who} ({value})"
    return f"{_gap_text(indicator, rag.judged - rag.reference)} worse than {who} ({value})"

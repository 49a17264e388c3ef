"""The dataset, a table for each theme: figures in one row, what is said of them beneath."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from dashboard.catalogue import COMPARED_WITH, Indicator, IndicatorStatus, Theme
from dashboard.charts.text import text_width
from dashboard.pack.blocks import Block, change, context, may_part, paragraphs, status
from dashboard.pack.choice import Paper
from dashboard.periods import Month, months_between
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import Group, Scorecard
from dashboard.views.status import Standing, figure_text

MONTHS = {Paper.A4: 7, Paper.A3: 13}
"""Months beside each other: seven as in the paper, on the larger sheet back to last year."""

PUBLISHED = "published"
"""The note on what was taken from the paper."""

HIDDEN_MARK = "[c]"
"""Stands beside a figure that the public does not see, in a pack that is not for it."""


_INNER_MM = {Paper.A4: 273, Paper.A3: 396}
_FIGURE_MM = {Paper.A4: 8.8 * 25.4 / 72, Paper.A3: 10.5 * 25.4 / 72}
_PADDING_MM = 1.8
_WIDEST_MM = 26
_COMMENT_EMS, _STATUS_EMS = 50, 10
_HEAD_MM = 30


def make_dataset(holdings: Holdings, card: Scorecard, paper: Paper) -> Block:
    """The tables of the themes on a scorecard."""
    first = max(holdings.months[0], card.month.shift(1 - MONTHS[paper]))
    every = tuple(months_between(first, card.month))
    themes = [_theme(holdings, card, group, every) for group in card.groups]
    widths, count = _fit([row for theme in themes for row in theme["rows"]], paper, len(every))
    months = every[-count:]
    for theme in themes:
        for row in theme["rows"]:
            row["months"] = row["months"][-count:]
    return {
        "kind": "dataset",
        "years": _years(months),
        "months": [month.abbreviation for month in months],
        "widths": widths,
        "since": f"On {card.month_before.name}",
        "year_ago": f"On {card.year_ago.abbreviation} {card.year_ago.year}",
        "region": holdings.catalogue.council.region,
        "twelve_months": "as published"
        if card.twelve_months == PUBLISHED
        else card.twelve_months,
        "yearly": f"as {PUBLISHED}" if card.yearly else "",
        "themes": themes,
    }


def _fit(rows: Sequence[Block], paper: Paper, most: int) -> tuple[dict[str, float], int]:
    """How wide each column is, in mm, and for how many months there is room.

    Figures never break, so the longest decides; the latest months stay if not all fit.
    """
    step = 1 if paper is Paper.A4 else 1.25

    def width(texts: Iterable[str], least: float) -> float:
        ems = max((text_width(text, 1, True) for text in texts), default=0)
        return min(max(ems * _FIGURE_MM[paper] + _PADDING_MM, least * step), _WIDEST_MM * step)

    beside = [row[name]["text"] for row in rows for name in COMPARED_WITH]
    widths = {
        "ref": 19 * step,
        "month": width((figure for row in rows for figure, _ in row["months"]), 8.6),
        "change": 24.5 * step,
        "average": width((row["average"]["text"] for row in rows), 14),
        "range": 21.5 * step,
        "beside": width(beside, 12.4),
        "target": width((row["target"]["text"].split(" ")[0] for row in rows), 14),
    }
    others = 2 * widths["change"] + 3 * widths["beside"]
    others += sum(widths[name] for name in ("ref", "average", "range", "target"))
    room = _INNER_MM[paper] - others - 34 * step
    count = max(1, min(most, int(room / widths["month"])))
    widths["status"] = max(_INNER_MM[paper] - others - count * widths["month"], 20)
    return {name: round(width, 2) for name, width in widths.items()}, count


def _years(months: Sequence[Month]) -> list[list[object]]:
    """Each year with how many of the months are in it."""
    return [[str(year), len(list(some))] for year, some in groupby(months, lambda m: m.year)]


def _theme(holdings: Holdings, card: Scorecard, group: Group, months: Sequence[Month]) -> Block:
    rows = [_row(holdings, card, row, months) for row in group.rows]
    return {
        "key": group.theme.key,
        "name": group.theme.name,
        "summary": group.summary,
        "about": group.theme.about,
        "awaiting": [f"{i.ref}, {i.name}" for i in awaiting(holdings, group.theme)],
        "rows": rows,
        "height_mm": _HEAD_MM + sum(map(_guess_height, rows)),
    }


def _guess_height(row: Block) -> float:
    """About how high a row is on A4, in mm."""
    lines = max(
        1 + bool(change["beneath"]) + bool(change["word"] or change["since"])
        for change in (row["mom"], row["yoy"])
    )
    said = sum(
        1 + int(text_width(line, 1) / _COMMENT_EMS) for part in row["comment"] for line in part
    )
    return 9.5 + 3.3 * (lines - 1) + 4.3 * (said + bool(row["withheld"]))


def awaiting(holdings: Holdings, theme: Theme) -> tuple[Indicator, ...]:
    """The indicators of a theme that are proposed and have no figures yet."""
    return tuple(
        indicator
        for indicator in holdings.catalogue.of_theme(theme.key)
        if indicator.status is not IndicatorStatus.ACTIVE
    )


def _row(holdings: Holdings, card: Scorecard, row: Standing, months: Sequence[Month]) -> Block:
    """One indicator. What the head of a column says for all, the row leaves out."""
    ref, common = row.indicator.ref, card.twelve_months
    return {
        "ref": ref,
        "key": row.indicator.address,
        "name": row.indicator.name,
        "months": [
            [
                figure_text(holdings, row.indicator, month),
                HIDDEN_MARK if (ref, month) in holdings.hidden else "",
            ]
            for month in months
        ],
        "mom": change(row.month_on_month) | {"since": _since(row)},
        "yoy": change(row.year_on_year) | {"since": _yearly(card, row)},
        # The same note stands once, under the range.
        "average": context(row.average, row.spread.note or common),
        "spread": context(row.spread, common),
        "neighbours": context(row.neighbours),
        "england": context(row.england),
        "region": context(row.region),
        "target": context(row.target),
        "status": status(row.colour, row.reason),
        "withheld": row.withheld,
        "comment": paragraphs(row.comment),
        "parts": may_part((row.comment,), _COMMENT_EMS)
        or may_part((row.reason, row.indicator.name), _STATUS_EMS),
    }


def _yearly(card: Scorecard, row: Standing) -> str:
    """Whether the change is the printed or the computed one, where the head says otherwise."""
    change = row.year_on_year
    if change.arrow is None or bool(card.yearly) == change.published:
        return ""
    return f"as {PUBLISHED}" if change.published else "computed"


def _since(row: Standing) -> str:
    """The baseline where the head of the column does not name it."""
    quarterly = row.indicator.is_quarterly and row.month_on_month.arrow
    return f"on {row.month_on_month.since}" if quarterly else ""

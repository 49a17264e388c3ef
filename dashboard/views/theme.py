"""The theme page: every indicator of a theme as a card with a small chart."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import Indicator, IndicatorStatus, Theme
from dashboard.periods import Month, months_between
from dashboard.records import Audience
from dashboard.views.charting import draw_indicator
from dashboard.views.drawing import Drawing
from dashboard.views.holdings import Holdings
from dashboard.views.status import Standing, stand

MONTHS_DRAWN = 24


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator. `standing` and `drawing` are None while it awaits data."""

    indicator: Indicator
    standing: Standing | None
    drawing: Drawing | None


@dataclass(frozen=True, slots=True)
class ThemePage:
    audience: Audience
    theme: Theme
    themes: tuple[Theme, ...]
    month: Month | None
    months: tuple[Month, ...]
    cards: tuple[Card, ...]
    is_awaiting: bool


def make_theme_page(
    holdings: Holdings, theme: Theme, month: Month | None, audience: Audience
) -> ThemePage:
    """The page of a theme in a month (by default the latest held), for an audience."""
    chosen = month if month in holdings.months else holdings.latest
    cards = tuple(
        _card(holdings, indicator, chosen)
        for indicator in holdings.catalogue.of_theme(theme.key)
    )
    return ThemePage(
        audience=audience,
        theme=theme,
        themes=holdings.catalogue.themes,
        month=chosen,
        months=holdings.months,
        cards=cards,
        is_awaiting=all(card.standing is None for card in cards),
    )


def _card(holdings: Holdings, indicator: Indicator, month: Month | None) -> Card:
    if month is None or indicator.status is not IndicatorStatus.ACTIVE:
        return Card(indicator, None, None)
    first = max(holdings.months[0], month.shift(1 - MONTHS_DRAWN))
    months = tuple(months_between(first, month))
    return Card(
        indicator,
        stand(holdings, indicator, month),
        draw_indicator(holdings, indicator, months),
    )

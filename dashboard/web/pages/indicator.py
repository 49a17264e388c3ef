"""An indicator at /indicator/<slug>: the chart, the figures and their meaning."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import Input, Output, dcc
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.catalogue import Indicator
from dashboard.charts import INTERACTIVE_CONFIG, interactive
from dashboard.views.as_published import lay_beside, official_of, paper_of
from dashboard.views.comparing_areas import compare_areas
from dashboard.views.indicator import IndicatorPage, Reading, make_indicator_page
from dashboard.web.not_found import draw_not_found
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.reading import read_month
from dashboard.web.visiting import Visiting


def read_reading(visit: Visit) -> Reading:
    """The month, period, indicators to lay beside and the layer, from the address."""
    return Reading(
        month=read_month(visit, "month"),
        first=read_month(visit, "from"),
        last=read_month(visit, "to"),
        beside=tuple(slug for slug in visit.query.getlist("with") if slug)[:3],
        limits=visit.asked("limits") == "1",
    )


def _find(visit: Visit) -> Indicator | None:
    return visit.holdings.catalogue.by_address(visit.parts["slug"])


def _make(visit: Visit, indicator: Indicator) -> IndicatorPage:
    return make_indicator_page(visit.holdings, indicator, read_reading(visit), visit.audience)


def draw(visit: Visit) -> Drawn:
    indicator = _find(visit)
    if indicator is None:
        return draw_not_found(visit)
    catalogue = visit.holdings.catalogue
    areas = compare_areas(catalogue, visit.holdings.official, indicator)
    page = _make(visit, indicator)
    paper = paper_of(visit.holdings, page.month)
    official = official_of(visit.holdings)
    beside = lay_beside(visit.holdings, indicator, paper, official) if paper else ()
    return Drawn(
        f"{indicator.ref}: {indicator.name}",
        {"page": page, "areas": areas, "paper": paper, "beside": beside},
        is_live=page.standing is not None,
    )


def fill(visit: Visit) -> Component | None:
    """The interactive chart for the slot; nothing for an indicator awaiting data."""
    indicator = _find(visit)
    drawing = _make(visit, indicator).drawing if indicator else None
    if drawing is None:
        return None
    return dbc.Container(
        dcc.Graph(
            id="indicator-graph",
            figure=interactive(drawing),
            config=INTERACTIVE_CONFIG,
            responsive=True,
            style={"height": "100%"},
        ),
        fluid=True,
        class_name="p-0 h-100",
    )


def register(app: Any, visiting: Visiting) -> None:
    """The page's own callback: a changed form redraws the interactive chart."""

    @app.callback(
        Output("indicator-graph", "figure"),
        Input("page", "address"),
        prevent_initial_call=True,
    )
    def redraw(address: str) -> Any:
        visit = visiting.visit(address, expected=PAGE)
        indicator = _find(visit) if visit else None
        drawing = _make(visit, indicator).drawing if visit and indicator else None
        if drawing is None:
            raise PreventUpdate
        return interactive(drawing)


PAGE = Page(
    name="indicator",
    rule="/indicator/<slug>",
    template="indicator.html",
    draw=draw,
    regions={
        "indicator-head": "head",
        "indicator-caption": "caption",
        "indicator-chart": "chart",
        "indicator-months": "months",
        "indicator-figures": "figures",
        "indicator-rest": "rest",
        "indicator-published": "published",
    },
    fill=fill,
    libraries=frozenset(
        {"dash_core_components", "dash_html_components", "dash_bootstrap_components"}
    ),
    scripts=("vendor/plotly-basic.min.js",),
    is_kept=True,
    is_of_edition=True,
)

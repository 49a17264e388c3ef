"""The table in Dash's own components: `html.Table`, with a picture or a graph a row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import flask
from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import ComponentRegistry
from markupsafe import Markup

from benchmarks.peers.card import Card
from benchmarks.peers.components import Maker, to_components
from dashboard.charts import draw_spark
from dashboard.charts.style import SPARK_LINE
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.drawing import Spark
from dashboard.web.delivery import deliver
from dashboard.web.site import ASSETS

ICONS = {
    "up": "↑",
    "down": "↓",
    "similar": "→",
    "diamond": "◆",
    "half": "◐",
    "ring": "○",
    "dash": "-",
}
"""Dash has no component for SVG, so the icons are letters."""

LETTERS: Mapping[str, Maker] = {"use": lambda icon: ICONS[icon["href"].removeprefix("#")]}

IMAGE = Markup('<img class="spark" src="{address}" alt="{says}">')
GRAPH = Markup('<graph values="{values}">')


def make_html_rows(settings: Settings, store: Store) -> flask.Flask:
    """`html.Table` with the sparklines as `html.Img`, and a filter answered by a callback."""
    return _make_app(Card(settings, store, _draw_image), LETTERS)


def make_graph_rows(settings: Settings, store: Store) -> flask.Flask:
    """`html.Table` with a `dcc.Graph` a row."""
    return _make_app(Card(settings, store, _mark_graph), {**LETTERS, "graph": _make_graph})


def _make_app(card: Card, makers: Mapping[str, Maker]) -> flask.Flask:
    # A component library joins every index from the moment it is imported. The site's
    # pages import this one; the peers need nothing of it.
    ComponentRegistry.registry.discard("dash_bootstrap_components")
    app = Dash(
        __name__,
        assets_folder=str(ASSETS),
        assets_ignore=".*",  # the shell links what the page needs
        index_string=card.draw_page("{%app_entry%}{%config%}{%scripts%}{%renderer%}"),
        suppress_callback_exceptions=True,  # otherwise the layout is sent twice
        update_title="",
    )
    server: flask.Flask = app.server
    deliver(server)

    @cache  # so that no time of a reader goes into reading the table
    def rows(theme: str) -> list[Any]:
        return to_components(card.draw(theme), makers)

    groups = card.make().groups
    options = {"": "All themes"} | {g.theme.key: g.theme.name for g in groups}
    app.layout = html.Main(
        [
            html.H1(card.make().headline),
            dcc.RadioItems(options, "", id="theme", inline=True),
            html.Div(rows(""), id="rows"),
        ],
        className="wrap",
    )

    @app.callback(
        Output("rows", "children"), Input("theme", "value"), prevent_initial_call=True
    )
    def change(theme: str) -> list[Any]:
        return rows(theme)

    for group in groups:
        rows(group.theme.key)
    return server


def _draw_image(spark: Spark) -> str:
    """The site's own sparkline as the address of a picture."""
    drawn = draw_spark(spark)
    if not drawn.startswith("<svg "):
        return drawn  # too few months to draw: words
    drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    address = f"data:image/svg+xml,{quote(drawn)}"
    return IMAGE.format(address=address, says=spark.description)


def _mark_graph(spark: Spark) -> str:
    """A mark that `_make_graph` turns into a graph; words where the site has words."""
    drawn = draw_spark(spark)
    if not drawn.startswith("<svg "):
        return drawn
    return GRAPH.format(values=json.dumps(spark.values))


def _make_graph(mark: dict[str, str]) -> Any:
    """A line and nothing else, without Plotly's template: the lightest graph there is."""
    values = json.loads(mark["values"])
    hidden = {"visible": False, "fixedrange": True}
    figure = {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "y": values,
                "line": {"color": SPARK_LINE, "width": 1.4},
            }
        ],
        "layout": {
            "width": 92,
            "height": 28,
            "margin": {"l": 2, "r": 2, "t": 2, "b": 2},
            "xaxis": hidden,
            "yaxis": hidden,
            "showlegend": False,
        },
    }
    return dcc.Graph(figure=figure, config={"staticPlot": True}, className="spark")

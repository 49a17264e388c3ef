"""The one hand-written Dash component: a page that the server has already drawn.

Its script is assets/live-page.js. The server's HTML stands in the first response; the
component adopts it, so that nothing is drawn twice, and afterwards only replaces the
inside of named regions.
"""

from __future__ import annotations

from typing import Any, ClassVar

from dash.development.base_component import Component


class LivePage(Component):
    """A server-drawn page in Dash's layout.

    `opened` is the page's address, sent once if the page has a slot for `children`;
    `address` is the address after the reader changed a form; `regions` maps element ids
    to the HTML that replaces their content. `regions` is trusted as HTML: it must come
    from a template that escapes.
    """

    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _namespace = "scrutiny"
    _type = "LivePage"
    _prop_names: ClassVar[list[str]] = ["id", "children", "opened", "address", "regions"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_properties: ClassVar[list[str]] = _prop_names
    available_wildcard_properties: ClassVar[list[str]] = []

    def __init__(self, id: str, children: Any = None) -> None:
        super().__init__(id=id, children=children)

"""The site: Dash with pages that the server draws into the first response.

`interpolate_index` is Dash's own hook for the index page. Every page has the same Dash
layout, one LivePage, so the index needs neither a router nor Dash's component libraries,
unless the page's row asks for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import flask
from dash import Dash, Input, Output
from dash.exceptions import PreventUpdate
from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard.access import check_may
from dashboard.settings import ROOT
from dashboard.web import filters
from dashboard.web.keeping import may_keep
from dashboard.web.live_page import LivePage
from dashboard.web.navigation import list_links
from dashboard.web.not_found import draw_not_found, draw_refused
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.visiting import Visiting

ASSETS = ROOT / "assets"
LIBRARIES = frozenset(
    {"dash_core_components", "dash_html_components", "dash_bootstrap_components", "dash_table"}
)
_NEVER = ("polyfill@",)
"""Scripts that Dash adds for browsers that this site's stylesheet does not support."""


@cache
def asset(name: str) -> str:
    """The address of a file under assets/, with its checksum so it can be kept for ever."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
    return f"/assets/{name}?v={digest}"


def make_templates() -> Environment:
    """The templates: everything is escaped, an unknown name is an error."""
    templates = Environment(
        loader=PackageLoader("dashboard.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["asset"] = asset
    filters.add_to(templates)
    return templates


class Site(Dash):
    """The Dash app of this project."""

    def __init__(self, server: flask.Flask, pages: Sequence[Page], visiting: Visiting) -> None:
        super().__init__(
            __name__,
            server=server,
            assets_folder=str(ASSETS),
            assets_ignore=".*",  # templates link what each page needs
            suppress_callback_exceptions=True,
            update_title=None,
            compress=False,
            title="Scrutiny dashboard",
            include_pages_meta=False,
        )
        self._pages = pages
        self.visiting = visiting
        self._templates = make_templates()
        self.layout = LivePage(id="page")
        self._register()

    def _register(self) -> None:
        @self.callback(
            Output("page", "children"), Input("page", "opened"), prevent_initial_call=True
        )
        def fill(address: str) -> Any:
            page, visit = self._visit(address)
            filled = page.fill(visit) if page.fill else None
            if filled is None:
                raise PreventUpdate
            return filled

        @self.callback(
            Output("page", "regions"), Input("page", "address"), prevent_initial_call=True
        )
        def change(address: str) -> dict[str, str]:
            page, visit = self._visit(address)
            return self._draw_regions(page, visit)

    def _visit(self, address: str) -> tuple[Page, Visit]:
        visit = self.visiting.visit(address)
        found = self.visiting.find(visit.path) if visit else None
        if visit is None or found is None:
            raise PreventUpdate
        check_may(found[0].needs)
        if found[0].is_kept:
            may_keep(visit.holdings)
        return found[0], visit

    def _draw_regions(self, page: Page, visit: Visit) -> dict[str, str]:
        drawn = page.draw(visit)
        # The address may no longer lead to the page itself, or to one without a form.
        if drawn.template or not drawn.is_live:
            raise PreventUpdate
        blocks = self._draw_blocks(page, visit, drawn, page.regions.values())
        return {region: blocks[block] for region, block in page.regions.items()}

    def _draw_blocks(
        self, page: Page, visit: Visit, drawn: Drawn, names: Iterable[str]
    ) -> dict[str, str]:
        """Some blocks of a page's template, by their names."""
        template = self._templates.get_template(page.template)
        context = template.new_context(self._context(page, visit, drawn))
        return {name: "".join(template.blocks[name](context)) for name in names}

    def draw_blocks(self, path: str, names: Iterable[str], **notice: Any) -> dict[str, str]:
        """Blocks of the page at a path, as the answer to an action that stays on it."""
        flask.g.notice = notice
        found = self.visiting.find(path)
        assert found is not None
        page, parts = found
        check_may(page.needs)
        visit = self.visiting.visit_path(path, parts, flask.request.args)
        return self._draw_blocks(page, visit, page.draw(visit), names)

    def _context(self, page: Page | None, visit: Visit, drawn: Drawn) -> dict[str, Any]:
        return {
            "title": drawn.title,
            "page_name": page.name if page else "",
            "catalogue": visit.holdings.catalogue,
            "council": visit.holdings.catalogue.council,
            "holdings": visit.holdings,
            "settings": visit.settings,
            "visit": visit,
            "links": list_links(visit),
            **drawn.context,
        }

    def answer(self, path: str, status: int = 200, **notice: Any) -> flask.Response:
        """A page as the answer to an action, with what the action has to say."""
        flask.g.shown = path
        flask.g.notice = notice
        response = flask.make_response(self.index())
        if response.status_code == 200:
            response.status_code = status
        return response

    def interpolate_index(self, **parts: str) -> str:
        """The whole first response: the page, drawn, and Dash's scripts behind it."""
        path = flask.g.get("shown", flask.request.path)
        found = self.visiting.find(path)
        page, matched = found or (None, {})
        visit = self.visiting.visit_path(path, matched, flask.request.args)
        if page is None:
            drawn = draw_not_found(visit)
        elif not visit.identity.may(page.needs):
            page, drawn = None, draw_refused(visit)
        else:
            drawn = page.draw(visit)
        if page and page.is_kept:
            may_keep(visit.holdings)
        if drawn.status != 200:
            status = drawn.status

            @flask.after_this_request
            def set_status(response: flask.Response) -> flask.Response:
                response.status_code = status
                return response

        template = self._templates.get_template(
            drawn.template or (page.template if page else "")
        )
        needed = page.libraries if page else frozenset()
        unwanted = (*_NEVER, *(LIBRARIES - needed))
        scripts = [
            line
            for line in parts["scripts"].splitlines()
            if not any(name in line for name in unwanted)
        ]
        return template.render(
            self._context(page, visit, drawn),
            scripts=scripts,
            own_scripts=page.scripts if page else (),
            config=parts["config"],
            app_entry=parts["app_entry"],
        )

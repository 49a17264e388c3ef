"""The scorecard's table as the site draws it, for a peer to put on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

from markupsafe import Markup

from dashboard.catalogue import load_catalogue
from dashboard.charts import draw_spark
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.drawing import Spark
from dashboard.views.holdings import read_holdings
from dashboard.views.scorecard import Filters, Scorecard, make_scorecard
from dashboard.web.site import make_templates

ROW = "score_row"
SHELL = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Scorecard</title>
{{ links }}
</head>
<body>
{{ body }}
</body>
</html>
"""


class Card:
    """The table with its sparklines drawn by `draw_trend`, and the page around it."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        draw_trend: Callable[[Spark], str] = draw_spark,
    ) -> None:
        catalogue = load_catalogue(settings.catalogue)
        self.holdings = read_holdings(store, catalogue)
        self._today = settings.current_day()
        self._templates = make_templates()
        self._templates.globals["draw_spark"] = lambda spark: Markup(draw_trend(spark))
        # A row with this trend, drawn anew each time; the site keeps the rows it has drawn.
        parts = self._templates.get_template("parts.html").make_module()
        self._templates.globals["score_row"] = getattr(parts, ROW)
        self._template = self._templates.get_template("scorecard.html")

    def make(self, theme: str = "") -> Scorecard:
        """The view model of the latest month, of one theme or of all."""
        return make_scorecard(
            self.holdings, Filters(theme=theme), Audience.RESTRICTED, self._today
        )

    def draw(self, theme: str = "") -> str:
        """The table of one theme or of all, as the site's own template draws it."""
        catalogue = self.holdings.catalogue
        context = self._template.new_context(
            {
                "card": self.make(theme),
                "catalogue": catalogue,
                "council": catalogue.council,
                "holdings": self.holdings,
                "visit": SimpleNamespace(to=lambda path: path),
            }
        )
        return "".join(self._template.blocks["results"](context))

    def draw_page(self, body: str) -> str:
        """A whole page with the site's styles and font, and `body` in it."""
        # Of the head alone: what the site asks for after its first frame, peers do not.
        head, _ = self._read_base().split("</head>")
        links = "\n".join(re.findall(r"<link [^>]*>", head))
        return self._templates.from_string(SHELL).render(
            links=Markup(self._templates.from_string(links).render()), body=Markup(body)
        )

    def _read_base(self) -> str:
        """The source of the site's base template."""
        loader = self._templates.loader
        assert loader is not None
        source, _, _ = loader.get_source(self._templates, "base.html")
        return source

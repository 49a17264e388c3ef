"""The page for an address that is not known."""

from __future__ import annotations

import difflib

from dashboard.web.page import Drawn, Visit


def draw_not_found(visit: Visit) -> Drawn:
    """Says so, and offers the indicators and themes whose address is nearest."""
    catalogue = visit.holdings.catalogue
    places = {i.address: (f"/indicator/{i.address}", i.name) for i in catalogue.indicators}
    places |= {t.key: (f"/theme/{t.key}", t.name) for t in catalogue.themes}
    asked = visit.path.rstrip("/").rsplit("/", 1)[-1].lower()
    near = difflib.get_close_matches(asked, list(places), n=4, cutoff=0.6)
    return Drawn(
        "Page not found",
        {"near": [places[key] for key in near]},
        status=404,
        template="not_found.html",
    )

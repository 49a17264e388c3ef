"""The pages for an address that is not known, and for one that is not for everybody."""

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


def draw_refused(visit: Visit) -> Drawn:
    """Says that an account, or another role, is needed."""
    signed_in = visit.identity.account is not None
    title = "Not for this account" if signed_in else "Sign in first"
    return Drawn(title, {}, status=403 if signed_in else 401, template="refused.html")

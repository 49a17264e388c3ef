"""The glossary at /glossary: terms in plain words, with the indicators that use them."""

from __future__ import annotations

from itertools import groupby

from dashboard.catalogue import IndicatorStatus
from dashboard.web.page import Drawn, Page, Visit


def draw(visit: Visit) -> Drawn:
    catalogue = visit.holdings.catalogue
    known = [i for i in catalogue.indicators if i.status is not IndicatorStatus.RETIRED]
    terms = sorted(catalogue.glossary, key=lambda t: t.term.casefold())
    letters = [
        (letter, [(t, [i for i in known if t.key in i.terms]) for t in some])
        for letter, some in groupby(terms, key=lambda t: t.term[0].upper())
    ]
    return Drawn("Glossary", {"letters": letters})


PAGE = Page(
    name="glossary", rule="/glossary", template="glossary.html", draw=draw, is_of_edition=True
)

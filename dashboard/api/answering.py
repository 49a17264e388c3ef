"""The routes of the API: what is asked is read, found, and written as JSON or a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import flask
from pydantic import BaseModel

from dashboard.access import API
from dashboard.api import freshness
from dashboard.api.asked import (
    USUAL_ON_A_PAGE,
    Asked,
    AskedNothing,
    Form,
    Unreadable,
    read_query,
)
from dashboard.api.describing import describe
from dashboard.api.models import EditionEntry, Model, Origin, Overview, Paging
from dashboard.api.places import Place, Places
from dashboard.api.problems import problem
from dashboard.api.reading import list_editions, originate
from dashboard.api.resources import RESOURCES, NotThere, Resource, listing, single
from dashboard.api.tables import write_table
from dashboard.editions import DocumentError
from dashboard.records import Audience, Edition
from dashboard.shelf import Shelf
from dashboard.store import EditionDamaged, Store

Answer = Callable[..., flask.Response]


class Answers:
    """The answers of all routes."""

    def __init__(self, shelf: Shelf, store: Store) -> None:
        self._shelf = shelf
        self._store = store
        self._kept = freshness.Kept()

    def add_to(self, server: flask.Flask) -> None:
        """Register every route."""
        answers: dict[str, Answer] = {
            "": self._index,
            "/openapi.json": self._description,
            "/editions": self._editions,
            "/<path:rest>": _nothing,
        }
        for place, find in Places(self._shelf, self._store).by_rule().items():
            for resource in RESOURCES:
                answers[place + resource.path] = self._of(find, resource)
        for path, answer in answers.items():
            rule = f"{API}{path}"
            server.add_url_rule(rule, rule, _explained(answer), strict_slashes=False)

    def _index(self) -> flask.Response:
        read_query(AskedNothing, flask.request.args)

        held = self._shelf.holdings(Audience.PUBLIC)
        council = held.catalogue.council
        origin = originate(council, held.edition, is_public=True)

        def make() -> flask.Response:
            overview = Overview(
                title=f"{council.panel}, {council.name}: the data",
                month=str(held.latest) if held.latest else None,
                months=tuple(map(str, held.months)),
                indicators=len(held.catalogue.active),
                links={
                    "description": f"{API}/openapi.json",
                    "editions": f"{API}/editions",
                    "latest": f"{API}/latest",
                    "page": "/api",
                },
            )
            return _json(single(Overview)(origin=origin, data=overview))

        return self._kept.answer(
            freshness.tag([], origin.model_dump_json()), freshness.ASK_EACH_TIME, make
        )

    def _editions(self) -> flask.Response:
        asked = read_query(Asked, flask.request.args)
        editions = self._store.editions.all()
        origin = originate(self._shelf.catalogue.council, None, is_public=True)
        return self._kept.answer(
            freshness.tag(editions, origin.model_dump_json()),
            freshness.ASK_EACH_TIME,
            lambda: _list(list_editions(editions), EditionEntry, origin, asked, "editions"),
        )

    def _description(self) -> flask.Response:
        read_query(AskedNothing, flask.request.args)
        return self._kept.answer(
            freshness.tag([]),
            freshness.ASK_EACH_TIME,
            lambda: flask.Response(describe(), content_type="application/json"),
        )

    def _of(self, find: Callable[..., Place], resource: Resource) -> Answer:
        """The route of a resource at a place."""

        def answer(month: str = "", version: int = 0, **parts: str) -> flask.Response:
            asked = read_query(resource.asked, flask.request.args)
            place = find(month, version) if month else find()

            def make() -> flask.Response:
                reading = place.read()
                rows = resource.list_rows(reading, asked, **parts)
                if not isinstance(asked, Asked):
                    return _json(resource.model(origin=reading.origin, data=rows[0]))
                name = f"{resource.name}-{place.name}"
                return _list(rows, resource.row, reading.origin, asked, name)

            if place.edition is None:
                return make()
            response = self._kept.answer(freshness.tag([place.edition]), place.caching, make)
            response.headers["Content-Location"] = _for_good(place.edition)
            return response

        return answer


def _nothing(rest: str) -> flask.Response:
    raise NotThere(f'There is nothing at "{API}/{rest}". What there is stands at {API}.')


def _for_good(edition: Edition) -> str:
    """The address of what is asked for here in the edition that answers it."""
    request = flask.request
    path = request.path.replace(f"{API}/latest", f"{API}{edition.address}", 1)
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path


def _list(
    rows: Sequence[Model], row: type[Model], origin: Origin, asked: Asked, name: str
) -> flask.Response:
    """A page of the rows; as a table all of them, unless a page is asked for."""
    usual = USUAL_ON_A_PAGE if asked.format is Form.JSON else max(len(rows), 1)
    size = asked.per_page or usual
    shown = rows[(asked.page - 1) * size : asked.page * size]
    if asked.format is Form.CSV:
        response = flask.Response(write_table(row, shown, origin), mimetype="text/csv")
        response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
        return response
    more = asked.page * size < len(rows)
    paging = Paging(
        page=asked.page,
        per_page=size,
        total=len(rows),
        next=_page(asked.page + 1) if more else None,
    )
    return _json(listing(row)(origin=origin, paging=paging, data=tuple(shown)))


def _page(number: int) -> str:
    """The address of another page of what is asked for here."""
    query = [pair for pair in flask.request.args.items(multi=True) if pair[0] != "page"]
    return f"{flask.request.path}?{urlencode([*query, ('page', str(number))])}"


def _json(body: BaseModel) -> flask.Response:
    return flask.Response(body.model_dump_json(), content_type="application/json")


def _explained(answer: Answer) -> Answer:
    """The same, with a document of the problem where there is no answer."""

    def explain(**parts: str) -> flask.Response:
        try:
            return answer(**parts)
        except Unreadable as error:
            return problem(400, str(error), error.faults)
        except NotThere as error:
            return problem(404, str(error))
        except (EditionDamaged, DocumentError) as error:
            return problem(503, str(error))

    return explain

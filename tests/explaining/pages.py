"""Reading pages as a reader does: every figure, and where it says it is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

_VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}
_DRAWN = {"script", "style", "template", "svg"}


@dataclass
class Node:
    """An element with what is in it, texts as they stand."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = None

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def above(self) -> Iterator[Node]:
        at = self.parent
        while at:
            yield at
            at = at.parent

    def find(self, tag: str, of: str = "") -> Iterator[Node]:
        return (n for n in self.walk() if n.tag == tag and (not of or of in n.classes))

    def texts(self) -> list[str]:
        """What is seen, a piece for each text: nothing that only screen readers are told."""
        if self.tag in _DRAWN or "vh" in self.classes:
            return []
        found: list[str] = []
        for child in self.children:
            pieces = child.texts() if isinstance(child, Node) else [" ".join(child.split())]
            found += [piece for piece in pieces if piece]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self._at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, parent=self._at)
        self._at.children.append(node)
        if tag not in _VOID:
            self._at = node

    def handle_endtag(self, tag: str) -> None:
        at: Node | None = self._at
        while at and at.tag != tag:
            at = at.parent
        if at and at.parent:
            self._at = at.parent

    def handle_data(self, data: str) -> None:
        self._at.children.append(data)


def read_page(html: str) -> Node:
    reader = _Reader()
    reader.feed(html)
    return reader.root


@dataclass(frozen=True)
class Shown:
    """A figure on a page: its texts, and which one of which page's figures explains it.

    `is_beside` says that it stands in a table beside others, in the unit of print.
    """

    texts: tuple[str, ...]
    slug: str
    month: str
    figure: str
    year: str
    of_edition: str
    is_beside: bool

    @property
    def path(self) -> str:
        """The address of its explanation, within the edition if it is one's."""
        path = f"{self.of_edition}/explain/{self.slug}/{self.month}/{self.figure}"
        return f"{path}?year={self.year}" if self.year else path


def list_shown(page: Node) -> Iterator[Shown]:
    """Every figure with a link of its own, and every one in the column of such a row."""
    in_rows = set()
    for table in page.find("table", "explains"):
        heads = list(next(table.find("thead")).find("tr"))[-1]
        names = [cell.attributes.get("data-figure", "") for cell in _cells(heads)]
        for row in table.find("tr"):
            link = next(row.find("a", "ex"), None)
            if link is None:
                continue
            in_rows.add(id(link))
            for name, cell in zip(names, _cells(row), strict=True):
                if name:
                    yield _shown(link, cell, name)
    for link in page.find("a", "ex"):
        if id(link) not in in_rows:
            yield _shown(link, link)


def _cells(row: Node) -> list[Node]:
    return [n for n in row.children if isinstance(n, Node) and n.tag in ("td", "th")]


def _shown(link: Node, within: Node, figure: str = "") -> Shown:
    address = urlsplit(link.attributes["href"])
    of_edition, _, rest = address.path.rpartition("/explain/")
    slug, month, *last = rest.split("/")
    return Shown(
        texts=tuple(within.texts()),
        slug=slug,
        month=month,
        figure=figure or (last[0] if last else address.fragment),
        year=parse_qs(address.query).get("year", [""])[0],
        of_edition=of_edition,
        is_beside=not figure and any(n.tag == "table" for n in link.above()),
    )

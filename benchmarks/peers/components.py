"""A table of HTML said in Dash's components, with as few of them as will do.

Dash's renderer tells every component of every other component that is new, so its time
grows with the square of their number. A cell is therefore one component with all of its
visible words; inside it only links, pictures and graphs are components of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from dash import html

Maker = Callable[[dict[str, str]], Any]
"""Makes a component, or words, from an element's attributes."""

KEPT = frozenset({"a", "caption", "img", "p", "table", "tbody", "td", "th", "thead", "tr"})
VOID = frozenset({"br", "img", "graph"})
RENAMED = {"class": "className", "colspan": "colSpan"}


def to_components(text: str, makers: Mapping[str, Maker]) -> list[Any]:
    """The components that draw `text`; `makers`, by tag, are for what Dash does not have.

    Words that are only heard ("vh") are left out; other elements leave their words.
    Raises ValueError if an element is not closed by its own tag.
    """
    translator = _Translator(makers)
    translator.feed(text)
    translator.close()
    return translator.outermost.children


@dataclass(slots=True)
class _Element:
    """An element that is open, with what it holds so far: components and words."""

    tag: str
    attributes: dict[str, str]
    children: list[Any] = field(default_factory=list)

    @property
    def is_only_heard(self) -> bool:
        return "vh" in self.attributes.get("class", "").split() and self.tag not in KEPT

    def add(self, child: Any) -> None:
        """Put a child behind the others; words that meet become one text."""
        if isinstance(child, str) and self.children and isinstance(self.children[-1], str):
            self.children[-1] += f" {child}"
        else:
            self.children.append(child)


class _Translator(HTMLParser):
    def __init__(self, makers: Mapping[str, Maker]) -> None:
        super().__init__()
        self._makers = makers
        self.outermost = _Element("", {})
        self._open = [self.outermost]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(_Element(tag, {name: value or "" for name, value in attrs}))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        element = self._open.pop()
        if element.tag != tag:
            raise ValueError(f"<{element.tag}> is closed by </{tag}>. Close it by its own tag.")
        outer = self._open[-1]
        if tag in self._makers:
            outer.add(self._makers[tag](element.attributes))
        elif tag in KEPT:
            outer.add(_component(element))
        elif not element.is_only_heard:
            for child in element.children:
                outer.add(child)

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self._open[-1].add(words)


def _component(element: _Element) -> Any:
    named = {RENAMED.get(name, name): value for name, value in element.attributes.items()}
    children = element.children
    only = children[0] if len(children) == 1 else children or None
    return getattr(html, element.tag.capitalize())(only, **named)

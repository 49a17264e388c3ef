"""From holdings to all that a pack says: plain data for the template, and charts as SVG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.pack.blocks import Block, Refs, heading, para, table
from dashboard.pack.cards import draw_cards
from dashboard.pack.choice import Choice, PackError, Section
from dashboard.pack.dataset import make_dataset
from dashboard.pack.front import make_cover, make_matters
from dashboard.pack.letters import Letters
from dashboard.pack.lists import list_method, list_printed, list_since, list_terms
from dashboard.pack.notes import list_notes
from dashboard.periods import long_date
from dashboard.publishing import Difference
from dashboard.records import Audience, Colour
from dashboard.settings import ROOT
from dashboard.views.briefing import make_briefing
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import Filters, Scorecard, make_scorecard
from dashboard.workflow.due import meeting_on

FONTS = ROOT / "assets" / "vendor"

Tell = Callable[[str], None]
"""Is told in a few words what is being done now."""


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than in the edition, held `against` what; both by its name."""

    against: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A pack before it is set. `data` is JSON; `made_at` is the moment it is dated."""

    data: Block
    charts: tuple[str, ...]
    made_at: dt.datetime


def make_content(
    holdings: Holdings,
    choice: Choice,
    today: dt.date,
    since: Since | None = None,
    tell: Tell = lambda _: None,
) -> Content:
    """All that a pack says. Raises PackError for a month or theme that is not held.

    `since` is what of an edition changed; for a draft there is none.
    """
    _check(holdings, choice)
    edition = holdings.edition
    # An edition says of its meeting what was so when it was published.
    day = edition.published_at.date() if edition else today
    whole = make_scorecard(holdings, Filters(month=choice.month), choice.audience, day)
    chosen = [g for g in whole.groups if not choice.themes or g.theme.key in choice.themes]
    card = replace(whole, groups=tuple(chosen))
    refs = frozenset(row.indicator.ref for group in chosen for row in group.rows)
    made = _Parts(holdings, choice, whole, card, refs, since, tell)
    sections = [_section(one, made.of(one)) for one in Section if one in choice.sections]
    data = {
        "paper": choice.paper.value,
        "title": f"{holdings.catalogue.council.panel}: monthly dataset, {choice.month.long}"
        + (f", version {edition.version}" if edition else ", draft"),
        "author": holdings.catalogue.council.name,
        "running": _running(holdings, choice),
        "marks": _marks(holdings, choice),
        "foot": _foot(holdings, today),
        "key": _KEY,
        "cover": make_cover(holdings, choice, whole, card),
        "sections": [section for section in sections if section["blocks"]],
    }
    return _printable(Content(data, tuple(made.charts), _moment(holdings, today)))


def _check(holdings: Holdings, choice: Choice) -> None:
    if choice.month not in holdings.months:
        raise PackError(f"No figure of {choice.month.long} is held, so there is no pack of it.")
    for key in choice.themes:
        if holdings.catalogue.theme(key) is None:
            known = ", ".join(theme.key for theme in holdings.catalogue.themes)
            raise PackError(f'"{key}" is not a theme of the catalogue. Give one of: {known}.')


def _section(section: Section, blocks: list[Block]) -> Block:
    return {"key": section.value, "title": section.heading, "blocks": blocks}


@dataclass(frozen=True, slots=True)
class _Parts:
    """Makes the sections of one pack. `whole` is the month, `card` the themes chosen of it."""

    holdings: Holdings
    choice: Choice
    whole: Scorecard
    card: Scorecard
    refs: Refs
    since: Since | None
    tell: Tell
    charts: list[str] = field(default_factory=list)

    def of(self, section: Section) -> list[Block]:
        """What stands in a section; nothing where there is no place for it."""
        holdings, choice = self.holdings, self.choice
        match section:
            case Section.MATTERS:
                briefing = make_briefing(holdings, choice.month, choice.audience)
                return [make_matters(briefing, self.whole)]
            case Section.DATASET:
                self.tell("Laying out the dataset")
                return [make_dataset(holdings, self.card, choice.paper)]
            case Section.CHARTS:
                self.tell(f"Drawing {len(self.refs)} charts")
                return [self._cards()]
            case Section.NOTES:
                self.tell("Gathering notes and findings")
                return list(list_notes(holdings, choice, self.refs))
            case Section.PRINTED:
                return list(list_printed(holdings, choice, self.refs))
            case Section.SINCE if self.since:
                return list(
                    list_since(holdings, self.since.differences, self.since.against, self.refs)
                )
            case Section.GLOSSARY:
                return list(list_terms(holdings, self.refs, _texts(self.card)))
            case Section.METHOD:
                return list(list_method(holdings))
        return []

    def _cards(self) -> Block:
        """The cards by theme; each names its chart by the place it has among all."""
        themes: dict[str, list[Block]] = {group.theme.key: [] for group in self.card.groups}
        for key, (block, svg) in draw_cards(self.holdings, self.choice, self.card):
            themes[key].append(block | {"chart": len(self.charts)})
            self.charts.append(svg)
        return {
            "kind": "cards",
            "themes": [
                {
                    "key": group.theme.key,
                    "name": group.theme.name,
                    "summary": group.summary,
                    "cards": themes[group.theme.key],
                }
                for group in self.card.groups
            ],
        }


def _texts(card: Scorecard) -> Iterator[str]:
    for group in card.groups:
        for row in group.rows:
            yield row.indicator.name
            yield row.comment


def _running(holdings: Holdings, choice: Choice) -> str:
    """What stands at the head of each page."""
    meeting = meeting_on(holdings.catalogue, choice.month)
    return " · ".join(
        [
            holdings.catalogue.council.panel,
            *([long_date(meeting.date)] if meeting else []),
            f"Monthly dataset, {choice.month.long}",
        ]
    )


def _marks(holdings: Holdings, choice: Choice) -> list[str]:
    """What a reader of any single page must know of it."""
    marks = []
    if choice.audience is not Audience.PUBLIC:
        marks.append("Not for publication")
    if holdings.edition is None:
        marks.append("Draft, not published")
    if holdings.catalogue.council.invented:
        marks.append("Invented council: nothing in it is real")
    return marks


def _foot(holdings: Holdings, today: dt.date) -> str:
    edition = holdings.edition
    if edition is None:
        return f"Draft, not published: working figures as held on {long_date(today)}"
    return f"Edition {edition.title} · SHA-256 {edition.checksum}"


_KEY = [
    [colour.value.replace(" ", "-"), word, said]
    for colour, word, said in (
        (
            Colour.RED,
            "Red",
            "beyond the tolerance of its target, or of the neighbours or England",
        ),
        (
            Colour.AMBER,
            "Amber",
            "within it; or, with nothing to compare with, worse than before",
        ),
        (Colour.GREEN, "Green", "as good or better"),
        (Colour.STEADY, "Dash", "steady, not judged, a query, or no figure"),
    )
]
"""What each shape says, for the foot of every page."""


def _moment(holdings: Holdings, today: dt.date) -> dt.datetime:
    """The moment of publishing, so that an edition's pack is the same whenever it is made."""
    if holdings.edition:
        return holdings.edition.published_at
    return dt.datetime.combine(today, dt.time(), dt.UTC)


def _printable(content: Content) -> Content:
    """The same with every character printable, and a notice of those that were not."""
    letters = Letters(FONTS)
    data = _prepare(content.data, letters)
    charts = tuple(letters.replace(svg) for svg in content.charts)
    if letters.replaced:
        notice = _notice(letters.replaced)
        last = data["sections"][-1] if data["sections"] else None
        if last and last["key"] == Section.METHOD.value:
            last["blocks"] += notice
        else:
            data["sections"].append(
                {"key": "letters", "title": "Characters not printed", "blocks": notice[1:]}
            )
    return replace(content, data=data, charts=charts)


def _notice(replaced: dict[str, str]) -> list[Block]:
    return [
        heading("Characters not printed"),
        para(
            "No letter is held for these, so something else stands for each wherever it was "
            "written. The pages on screen show them."
        ),
        table(("Character", "Printed as"), ("1fr", "1fr"), replaced.items()),
    ]


def _prepare(value: Any, letters: Letters) -> Any:
    """Every text in some JSON, prepared. Keys and numbers stay."""
    if isinstance(value, str):
        return letters.prepare(value)
    if isinstance(value, dict):
        return {
            key: one if key in _NOT_READ else _prepare(one, letters)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_prepare(one, letters) for one in value]
    return value


_NOT_READ = frozenset({"alt", "colour", "key", "kind", "paper", "shape", "widths"})
"""What the template goes by, and what is read aloud and needs no letters."""

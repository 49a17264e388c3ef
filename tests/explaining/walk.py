"""A reader who opens pages and follows every figure to its explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.records import Audience, Colour
from dashboard.views.explaining import Explanation, Figure, explain
from dashboard.views.explaining.explanation import NOTHING
from dashboard.views.holdings import Holdings
from tests.explaining.pages import Node, Shown, list_shown, read_page
from tests.explaining.shown import check_numbers, check_shown, says
from tests.explaining.working import WorkedOut

Get = Callable[[str], str]
EVERY = 4
MAY_LACK = (Figure.PARTS, Figure.RANK)
"""What a row may have none of; its cell then says so, and there is nothing to explain."""

_BENEATH = re.compile(r"[\d,.]+%? to [\d,.]+%?")


def addresses(catalogue: Catalogue, months: Iterable[Month]) -> list[str]:
    """The scorecard, the themes and every indicator, in some months."""
    found = []
    for month in months:
        found.append(f"/?month={month}")
        found += [f"/theme/{theme.key}?month={month}" for theme in catalogue.themes]
        found += [f"/indicator/{i.address}?month={month}" for i in catalogue.indicators]
    return found


class Walk:
    """Opens pages for an audience, and of the explanations of some months every so manyth."""

    def __init__(
        self,
        get: Get,
        holdings: Holdings,
        audience: Audience,
        opened: Iterable[Month],
        every: int = EVERY,
    ) -> None:
        self._every = every
        self._get = get
        self._holdings = holdings
        self._audience = audience
        self._opened = {str(month) for month in opened}
        self._explained: dict[str, WorkedOut] = {}
        self.figures = 0

    def follow(self, address: str) -> int:
        """Check every figure of a page; how many there were."""
        shown = list(list_shown(read_page(self._get(address))))
        for one in shown:
            self.check(one)
        self.figures += len(shown)
        return len(shown)

    def check(self, shown: Shown) -> None:
        if shown.figure == Figure.MINIMUM:
            self._check_range(shown)
            return
        if not shown.texts or (shown.figure in MAY_LACK and shown.texts[0] == NOTHING):
            return
        worked = self.explained(shown)
        text, *rest = shown.texts
        beneath = next((piece for piece in rest if _BENEATH.fullmatch(piece)), "")
        is_cell = len(text) < 22
        if shown.figure in (Figure.MONTH_ON_MONTH, Figure.YEAR_ON_YEAR):
            if not is_cell or ", " in text or shown.is_beside:
                check_numbers(worked, text)
            elif worked.results or beneath:
                check_shown(worked, f"{text}, {beneath}" if beneath else text)
            assert worked.explanation.steps or not re.search(r"\d%", text)
        elif shown.figure == Figure.LIMITS:
            if is_cell:
                said = [piece for piece in shown.texts if piece != "too few to draw"]
                label = said[0].removesuffix(", trial range") if said else ""
                assert label == worked.outcome(), shown
            else:
                check_numbers(worked, text)
        elif shown.figure == Figure.STATUS:
            check_status(worked, shown.texts)
        elif shown.figure == Figure.PARTS and " of " not in text:
            assert any(says(text, v) for v in worked.results.values())
        elif shown.figure == Figure.RANK and not is_cell:
            check_place(worked, text)
        elif shown.figure in (Figure.AVERAGE, Figure.MAXIMUM, Figure.PRINTED_MAXIMUM):
            check_numbers(worked, text)
        elif not is_absent(worked.explanation, text):
            check = check_numbers if shown.is_beside else check_shown
            check(worked, text)

    def _check_range(self, shown: Shown) -> None:
        """Lowest and highest stand in one cell."""
        low, high = (
            self.explained(shown, figure) for figure in (Figure.MINIMUM, Figure.MAXIMUM)
        )
        text = shown.texts[0]
        if " to " in text and not text.startswith("up to "):
            check_shown(low, text.split(" to ")[0])
            check_shown(high, text.split(" to ")[1])
        elif re.search(r"\d", text):
            check_shown(high, text.removeprefix("up to "))
            if not text.startswith("up to "):
                check_shown(low, text)
        else:
            assert text == NOTHING

    def explained(self, shown: Shown, figure: str = "") -> WorkedOut:
        """Its explanation, worked out again and compared with its own page."""
        path = shown.path.replace(f"/{shown.figure}", f"/{figure}") if figure else shown.path
        if path not in self._explained:
            indicator = self._holdings.catalogue.by_address(shown.slug)
            assert indicator
            one = explain(
                self._holdings,
                indicator,
                Month.parse(shown.month),
                Figure(figure or shown.figure),
                self._audience,
                shown.year,
            )
            assert one, path
            if shown.month in self._opened and len(self._explained) % self._every == 0:
                check_page(read_page(self._get(path)), one)
            self._explained[path] = WorkedOut(one)
        return self._explained[path]

    @property
    def explanations(self) -> list[Explanation]:
        return [worked.explanation for worked in self._explained.values()]


def is_absent(one: Explanation, text: str) -> bool:
    """Whether neither the page nor the explanation gives a figure."""
    return bool(one.absent) and not re.fullmatch(r"[\d,.]+%?", text)


def check_status(worked: WorkedOut, texts: tuple[str, ...]) -> None:
    """The colour is what the cases come to, and the reason's figures are in the working."""
    one = worked.explanation
    is_colour = texts[0].lower() in set(Colour)
    if is_colour:
        assert texts[0] == one.shown
        assert texts[0] == (worked.outcome() or one.shown), one.path
    for reason in texts[1:] if is_colour else texts:
        check_numbers(worked, reason)


def check_place(worked: WorkedOut, text: str) -> None:
    found = re.search(r"is at ([\d,.]+%?)\. .* it is (\d+) of (\d+) from", text)
    assert found, text
    assert says(found[1], worked.results["area"])
    assert says(found[2], worked.results["place"])
    assert says(found[3], worked.results["of"])


def check_page(page: Node, one: Explanation) -> None:
    """The page says what the explanation holds: the text, the working, every input."""
    main = next(page.find("main"))
    text = " ".join(main.texts())
    assert next(main.find("h1")).texts() == [f"{one.title}: {one.shown}"]
    for piece in (one.sentence, one.absent, *one.notes):
        assert piece in text
    lines = {
        next(row.find("dt")).texts()[0]: " ".join(next(row.find("dd")).texts())
        for steps in main.find("dl", "steps")
        for row in steps.children
        if isinstance(row, Node)
    }
    for step in one.steps if lines else ():
        assert lines[step.words].endswith(step.text), (one.path, step)
        assert one.written(step) in lines[step.words]
    holding = [" ".join(n.texts()) for n in main.find("li", "holds")]
    assert len(holding) == (1 if one.cases else 0), one.path
    assert all(said.startswith(one.outcome) for said in holding)
    rows = [list(body.find("tr")) for body in main.find("tbody")]
    assert sum(map(len, rows)) == len(one.inputs)
    for row, given in zip(rows[0] if rows else (), one.inputs, strict=True):
        cells = [" ".join(cell.texts()) for cell in row.children if isinstance(cell, Node)]
        assert given.when == cells[1]
        assert cells[2].startswith(given.text)
        if given.source:
            place = f"row {given.source.row}, column {given.source.column_title}"
            assert f"{given.source.file}" in cells[3]
            assert cells[3].endswith(place)
            assert f"load {given.source.load}" in cells[4]

"""Reads every figure that the answers of the app hold, wherever it stands.

The files of the series, tables and sentences of the pages, the words of drawings, what the
interactive chart holds and says, the rows of scorecards and themes and their files.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dashboard.catalogue import Catalogue, Indicator, Kind
from dashboard.periods import MONTH_NAMES, Month
from tests.disclosure.said import (
    NUMBER,
    Bounds,
    Cell,
    Growth,
    Read,
    Said,
    Seen,
    Spread,
    figure,
    read_change,
    rounded,
)

HIDDEN = "[c]"
Row = dict[str, str]

_EDITION = re.compile(r"/editions/[\d-]+/v\d+(?=[/? ]|$)")
_ADDRESS = re.compile(r"/indicator/([\w-]+)(?:\?(\S*))?( \S+)?")
_TABLE = re.compile(r'<thead><tr><th scope="col">Month</th>(.*?)</thead>(.*?)</table>', re.S)
_ROW = re.compile(r'<th scope="row">(\w+ \d{4})</th>(.*?)</tr>', re.S)
_CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.S)
_BIG = re.compile(r'<p class="big[^"]*">([^<]*)<small>[^<]*?(\w+ \d{4})</small>')
_HEAD = re.compile(r'<p class="said">([^<]*)</p>')
_CAPTION = re.compile(rf"({NUMBER}%?) in (\w+ \d{{4}})")
_WITHIN = re.compile(rf"within the ({NUMBER})%? to ({NUMBER})%? of the .*? months shown")
_EXTREME = re.compile(rf"({NUMBER})%? in \w+ \d{{4}} is the (highest|lowest) of the")
_DRAWING = re.compile(r'aria-label="Line chart, [^."]*\. ([^"]*)"')
_SERIES = re.compile(r"([^:]*?): (\w{3} \d{4} .*?)\.(?= |$)")
_POINT = re.compile(rf"(\w{{3}} \d{{4}}) ({NUMBER}%?|\[\w+\])")
_STANDING = re.compile(r'<tr role="row" class="([^"]*)" data-ref="([^"]*)">(.*?)</tr>', re.S)
_PART = re.compile(r'<td role="cell" class="(\w+)[^"]*" data-l="([^"]*)">(.*?)</td>', re.S)
_SPARK = re.compile(rf"between ({NUMBER})%? and ({NUMBER})%?")
_CARD = re.compile(r'<li class="card-ind">\s*<p class="ref">([^<]*)</p>(.*?)</li>', re.S)
_CHANGE = re.compile(r'aria-label="([^"]*)".*?<span class="why">([^<]*)</span>', re.S)
_BASELINE = re.compile(r"\bon (\w+)(?: (\d{4}))?\.?$")
_MARK = re.compile(r'<b class="v">(.*?)</b>', re.S)
_LINE = re.compile(r'class="ours" d="([^"]*)"')
_LABEL = re.compile(r'aria-label="([^"]*)"')
_WAS = re.compile(r"was [\d,.]+%?")
_LINKED = re.compile(r'<a class="ex"[^>]*>(.*?)(?:<span class="vh">[^<]*</span>)?</a>', re.S)
_EXPLANATION = re.compile(r"/explain/([\w-]+)/(\d{4}-\d{2})(?:/([\w-]+))?")
_INPUT = re.compile(
    r'<tr role="row"><th role="rowheader" scope="row">(.*?)</th>'
    r"<td [^>]*>(\w+ \d{4})</td>(.*?)</tr>",
    re.S,
)
_OF_INPUT = re.compile(r'href="[^"]*/explain/([\w-]+)/\d{4}-\d{2}"')
_SUPPLIED = re.compile(r"^(\S.*), (numerator|denominator)\b")
_MEAN = re.compile(rf"<dt>12-month average</dt><dd>.*?<b>({NUMBER})(…?)</b>", re.S)
_HELD = re.compile(r"Held: (\d+) of")
_CUT = 4
"""Decimals to which the working of an explanation is cut off."""
_YEAR = 12


def place_of(address: str) -> tuple[str, str]:
    """The edition that an address belongs to, empty for the last one, and the rest of it."""
    found = _EDITION.match(address)
    return (found[0], address[found.end() :]) if found else ("", address)


@dataclass
class Gleaned:
    """What was read: `series` in the files of each indicator, `said` everywhere else.

    `hidden` are the cells marked so in those files, `marked` those marked so elsewhere,
    `restated` those of which an earlier figure stands. `fed` counts the figures by place.
    """

    catalogue: Catalogue
    series: dict[Cell, Read] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    said: set[Said] = field(default_factory=set)
    marked: set[Cell] = field(default_factory=set)
    restated: set[Cell] = field(default_factory=set)
    judged: set[Cell] = field(default_factory=set)
    standing: list[Row] = field(default_factory=list)
    fed: Counter[str] = field(default_factory=Counter)
    answers: int = 0

    def take(self, address: str, answer: str) -> None:
        """Read one answer; the address is without that of an edition."""
        self.answers += 1
        path = address.partition("?")[0].partition(" ")[0]
        if path.endswith(".csv"):
            self._take_file(path, answer)
        elif address.endswith((".figure", ".children")):
            self._take_chart(address, answer)
        elif answer:
            if address.endswith(".regions"):
                answer = "\n".join(json.loads(answer)["response"]["page"]["regions"].values())
            text = _LINKED.sub(r"\1", html.unescape(answer))
            self._take_page(address, text)
            if explained := _EXPLANATION.fullmatch(address):
                self._take_explanation(explained, text)

    def _of_address(self, address: str) -> Indicator | None:
        found = _ADDRESS.match(address)
        return self.catalogue.by_address(found[1]) if found else None

    def _say(self, place: str, said: Iterator[Said]) -> None:
        for one in said:
            self.said.add(one)
            self.fed[place] += 1

    def _see(self, place: str, cell: Cell, text: str) -> None:
        """A figure, or the mark that it is hidden."""
        if text.strip().startswith(HIDDEN):
            self.marked.add(cell)
        elif number := figure(text):
            self._say(place, iter([Seen(cell, *rounded(number))]))

    def _take_file(self, path: str, answer: str) -> None:
        if not answer.startswith("\ufeff"):
            return  # no file: the theme has no figures
        table = list(csv.DictReader(io.StringIO(answer.lstrip("\ufeff"))))
        if path == "/as-published.csv":
            for row in table:
                self._take_printed(row)
            return
        if path == "/scorecard.csv" or path.startswith("/theme/"):
            for row in table:
                self._take_standing_row(row)
            return
        indicator = self._of_address(path.removesuffix(".csv"))
        if indicator is None or path.count("/") != 2:
            return
        for row in table:
            cell = indicator.ref, Month.parse(row["period"])
            if row["value"] == HIDDEN:
                self.hidden.add(cell)
                assert not row["numerator"] + row["denominator"]
            elif number := figure(row["value"]):
                top, bottom = row["numerator"], row["denominator"]
                self.series[cell] = Read(number, (int(top), int(bottom)) if top else None)
                self.fed["series file"] += 1

    def _take_standing_row(self, row: Row) -> None:
        indicator, month = self.catalogue.indicator(row["ref"]), Month.parse(row["month"])
        self.standing.append(row)
        cell = indicator.ref, month
        self._see("scorecard file", cell, row["figure"])
        for column, back in (("month", _back(indicator)), ("year", _YEAR)):
            text = row[f"change on the {column} before"]
            self._say(
                "scorecard file", read_change(text, indicator, cell, _earlier(cell, back))
            )
        self._say(
            "scorecard file",
            _spread(cell, row["12-month average"], row["12-month range"]),
        )

    def _take_printed(self, row: Row) -> None:
        """What a paper printed and what is reckoned now; print is looked at if now is empty."""
        cell = row["ref"], Month.parse(row["paper of"])
        text = next((t for t in (row["now"], row["as published"]) if re.search(r"\d", t)), "")
        found = re.search(rf"([-−]?)({NUMBER})%?$", text)
        if found is None:
            return
        anything = Fraction(0), Fraction(10**6)
        bounds = rounded(found[2])
        if row["printed figure"].startswith("Change"):
            sign = -1 if found[1] else 1
            low, high = sorted(1 + sign * bound / 100 for bound in bounds)
            growth = Growth(cell, _earlier(cell, _YEAR), max(low, Fraction(0)), high)
            self._say("paper", iter([growth]))
        elif row["printed figure"] == "12-month average":
            self._say("paper", iter([Spread(_window(cell), None, anything, anything, bounds)]))
        elif row["printed figure"] == "12-month maximum":
            self._say("paper", iter([Spread(_window(cell), None, anything, bounds)]))

    def _take_chart(self, address: str, answer: str) -> None:
        indicator = self._of_address(address)
        if indicator is None or not answer:
            return
        for trace in _traces(json.loads(answer)):
            if trace["name"] == self.catalogue.council.area:
                ref = indicator.ref
            elif self.catalogue.find(trace["name"]):
                ref = trace["name"]
            else:
                continue  # a comparator
            said, heights = trace["hovertext"], trace["y"]
            labels = trace.get("text") or [""] * len(said)
            for words, height, label in zip(said, heights, labels, strict=True):
                name, _, text = words.removeprefix(f"{ref}, ").partition(": ")
                cell = ref, Month.parse(name)
                self._see("chart", cell, text)
                self._see("chart", cell, label)
                if height is not None and not float(height).is_integer():
                    self._say("chart", iter([Seen(cell, *rounded(f"{height:.9f}"))]))
                elif height is not None:
                    self._say("chart", iter([Seen(cell, *rounded(f"{height:.0f}"))]))

    def _take_page(self, address: str, text: str) -> None:
        self._take_standing(text)
        for ref, card in _CARD.findall(text):
            self._take_card(self.catalogue.indicator(ref), card)
        indicator = self._of_address(address)
        if indicator is None:
            return
        for head, body in _TABLE.findall(text):
            columns = [_plain(cell) for cell in _CELL.findall(head)]
            for name, cells in _ROW.findall(body):
                shown = dict(
                    zip(columns, [_plain(c) for c in _CELL.findall(cells)], strict=True)
                )
                self._take_table_row(indicator, Month.parse(name), shown)
        for number, name in _BIG.findall(text):
            cell = indicator.ref, Month.parse(name)
            self._see("page", cell, number)
            for words in _HEAD.findall(text):
                if before := _baseline(cell, words):
                    self._say("page", read_change(words, indicator, cell, before))
        for number, name in _CAPTION.findall(_between(text, "<figcaption", "</figcaption>")):
            self._see("page", (indicator.ref, Month.parse(name)), number)
        for cells in self._take_drawings(indicator, text):
            self._take_caption(_between(text, "<figcaption", "</figcaption>"), cells)

    def _take_drawings(self, indicator: Indicator, text: str) -> Iterator[list[Cell]]:
        """The words of each drawing, whose line has no more points than those name figures."""
        for drawing in text.split("<svg ")[1:]:
            words = _DRAWING.search(drawing)
            for name, series in _SERIES.findall(words[1]) if words else ():
                is_ours = name in (self.catalogue.council.area, indicator.ref)
                ref = indicator.ref if is_ours else name
                points = _POINT.findall(series)
                cells = [(ref, Month.parse(month)) for month, _ in points]
                for cell, (_, number) in zip(cells, points, strict=True):
                    self._see("drawing", cell, number)
                if is_ours:
                    lines = "".join(_LINE.findall(drawing))
                    shown = sum(figure(number) is not None for _, number in points)
                    assert len(re.findall("[ML]", lines)) <= shown
                    yield cells

    def _take_card(self, indicator: Indicator, card: str) -> None:
        """One indicator of a theme's page: its figure, change and drawing."""
        for cells in self._take_drawings(indicator, card):
            for number in _MARK.findall(card):
                self._see("card", cells[-1], _plain(number))
            for words, beneath in _CHANGE.findall(card):
                if before := _baseline(cells[-1], beneath):
                    self._say("card", read_change(words, indicator, cells[-1], before))

    def _take_caption(self, words: str, cells: list[Cell]) -> None:
        anything = Fraction(0), Fraction(10**6)
        for low, high in _WITHIN.findall(words):
            spread = Spread(tuple(cells), None, rounded(low), rounded(high))
            self._say("page", iter([spread]))
        for number, which in _EXTREME.findall(words):
            ends = rounded(number)
            low, high = (anything, ends) if which == "highest" else (ends, anything)
            self._say("page", iter([Spread(tuple(cells), None, low, high)]))

    def _take_table_row(self, indicator: Indicator, month: Month, shown: Row) -> None:
        cell = indicator.ref, month
        self._see("table", cell, shown.get("Figure", ""))
        if made := re.fullmatch(rf"({NUMBER}) of ({NUMBER})", shown.get("Made of", "")):
            for name, number in (("top", made[1]), ("whole", made[2])):
                bounds = Fraction(number.replace(",", ""))
                self._say(
                    "table", iter([Seen((f"{indicator.ref} {name}", month), bounds, bounds)])
                )
        for column, words in shown.items():
            if column.startswith("On the "):
                back = _YEAR if "year" in column else _back(indicator)
                self._say("table", read_change(words, indicator, cell, _earlier(cell, back)))
        if _WAS.search(shown.get("Note", "")):
            self.restated.add(cell)

    def _take_explanation(self, explained: re.Match[str], text: str) -> None:
        """The inputs it names, as they are held, and the average to the decimals it gives."""
        for name, when, held in _INPUT.findall(text):
            month, place = Month.parse(when), "explanation"
            number = _plain(_CELL.findall(held)[0])
            own, supplied = _OF_INPUT.search(name), _SUPPLIED.match(_plain(name))
            if own and (indicator := self.catalogue.by_address(own[1])):
                self._see(place, (indicator.ref, month), number)
                if number.startswith(HIDDEN):
                    assert not re.search(r"\d", held), "nothing but the mark"
            elif supplied:
                side = "top" if supplied[2] == "numerator" else "whole"
                self._see(place, (f"{supplied[1]} {side}", month), number)
        indicator = self.catalogue.by_address(explained[1])
        if indicator and indicator.kind is Kind.COUNT and explained[3] == "average":
            cell = indicator.ref, Month.parse(explained[2])
            anything, months = (Fraction(0), Fraction(10**6)), _HELD.search(text)
            for number, more in _MEAN.findall(text):
                mean = Fraction(number.replace(",", ""))
                bounds = mean, mean + (Fraction(1, 10**_CUT) if more else 0)
                count = int(months[1]) if months else None
                spread = Spread(_window(cell), count, anything, anything, bounds)
                self._say("explanation", iter([spread]))

    def _take_standing(self, text: str) -> None:
        """The rows of a scorecard or theme."""
        for classes, ref, row in _STANDING.findall(text):
            indicator = self.catalogue.indicator(ref)
            parts = {name: (label, inner) for name, label, inner in _PART.findall(row)}
            cell = ref, Month.parse(parts["v"][0])
            self._see("scorecard", cell, _plain(parts["v"][1]))
            if "is-no-value" not in classes:
                self.judged.add(cell)
            for name, back in (("mom", _back(indicator)), ("yoy", _YEAR)):
                before = _earlier(cell, back)
                for words in (*_LABEL.findall(parts[name][1]), _plain(parts[name][1])):
                    self._say("scorecard", read_change(words, indicator, cell, before))
            average, span = _plain(parts["av"][1]), _plain(parts["mx"][1])
            self._say("scorecard", _spread(cell, average, span))
            for words in _LABEL.findall(parts["sp"][1]):
                for number, name in _CAPTION.findall(words):
                    self._see("sparkline", (ref, Month.parse(name)), number)
                for low, high in _SPARK.findall(words):
                    spread = Spread(_window(cell), None, rounded(low), rounded(high))
                    self._say("sparkline", iter([spread]))


def _plain(inner: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", inner).split())


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _traces(found: Any) -> Iterator[dict[str, Any]]:
    """Every series with words to show, wherever in an answer."""
    if isinstance(found, dict):
        if "hovertext" in found:
            yield found
        for inner in found.values():
            yield from _traces(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from _traces(inner)


def _back(indicator: Indicator) -> int:
    return 3 if indicator.is_quarterly else 1


def _earlier(cell: Cell, back: int) -> Cell:
    return cell[0], cell[1].shift(-back)


def _baseline(cell: Cell, words: str) -> Cell | None:
    """The cell that a change is on: "on December" is the last one before."""
    found = _BASELINE.search(words)
    if found is None or found[1] not in MONTH_NAMES:
        return None
    number = MONTH_NAMES.index(found[1]) + 1
    if found[2]:
        return cell[0], Month(int(found[2]), number)
    return _earlier(cell, (cell[1].number - number - 1) % 12 + 1)


def _window(cell: Cell) -> tuple[Cell, ...]:
    return tuple((cell[0], cell[1].shift(-back)) for back in range(_YEAR))


def _spread(cell: Cell, average: str, span: str) -> Iterator[Spread]:
    """ "41 (3 months)" and "32 to 46 (3 months)" over the twelve months that end here."""
    mean = re.match(NUMBER, average)
    ends = re.match(rf"(?:up to )?({NUMBER})%?(?: to ({NUMBER})%?)?", span)
    if mean is None or ends is None:
        return
    counted = re.search(r"(\d+) months?\b", span)
    low: Bounds = (Fraction(0), Fraction(10**6))
    if not span.startswith("up to"):
        low = rounded(ends[1])
    high = rounded(ends[2] or ends[1])
    months = int(counted[1]) if counted else None
    yield Spread(_window(cell), months, low, high, rounded(mean[0]))

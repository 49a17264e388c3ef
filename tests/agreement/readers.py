"""The same figures read from wherever a reader may have them.

A reader takes somebody's requests, an edition's address and a month, and gives what it says
of each indicator by field, in the words of the scorecard. Another way out (the pack, the
workbook) is added here as one more reader, and is held to all others by the test.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.views.words import number, round_half_up
from tests.agreement.html_rows import Cell, read_rows
from tests.fixtures.pdf import structure

Said = dict[str, str]
ByRef = dict[str, Said]
Series = dict[tuple[str, Month], Said]
Reader = Callable[[FlaskClient, str, Month], ByRef]
SeriesReader = Callable[[FlaskClient, str, Catalogue], Series]

CONTEXT = ("average", "range", "neighbours", "england", "region", "target")
FIELDS = (
    *("figure", "status", "reason", "change", "judgement", "yearly", "commentary"),
    *CONTEXT,
)
_ON_PAGE = {"av": "average", "mx": "range", "sn": "neighbours", "en": "england"} | {
    "se": "region",
    "tg": "target",
}
_IN_CSV = {
    "average": "12-month average",
    "range": "12-month range",
    "neighbours": "statistical neighbours",
    "england": "England",
    "region": "region",
    "target": "target",
}


def get(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def fold(text: str) -> str:
    return " ".join(text.split())


def read_page(client: FlaskClient, edition: str, month: Month) -> ByRef:
    """The scorecard."""
    said: ByRef = {}
    ref = ""
    for row in read_rows(get(client, f"{edition}/?month={month}").text):
        if "data-ref" in row.attributes:
            ref = row.attributes["data-ref"]
            cells = {cell.attributes["class"].split()[0]: cell for cell in row.cells}
            said[ref] = _page_row(cells)
        elif row.attributes.get("class") == "say":
            comment = row.cells[-1].mark("comment")
            assert comment
            said[ref]["commentary"] = comment.words
    return said


def _page_row(cells: dict[str, Cell]) -> Said:
    rag, why = cells["ragc"].mark("rag"), cells["ragc"].mark("why")
    assert rag
    judged = cells["mom"].mark("jw")
    row = {
        "figure": cells["v"].words,
        "status": rag.words.lower(),
        "change": _page_change(cells["mom"]),
        "judgement": judged.words if judged else "",
        "yearly": _page_change(cells["yoy"]),
        "commentary": "",
    }
    if why:
        row["reason"] = why.words
    for kind, name in _ON_PAGE.items():
        row[name] = _page_context(cells[kind])
    return row


def _page_change(cell: Cell) -> str:
    """What is said aloud: the page shows less of it to the eye."""
    if moved := cell.mark("mv"):
        return moved.label.partition(": ")[2]
    why_not = cell.mark("code")
    assert why_not
    return f"no comparison: {why_not.words}"


def _page_context(cell: Cell) -> str:
    absent = cell.mark("code")
    if absent is None:
        return cell.words
    said = absent.label or absent.words
    return "" if said == "none" else said


def read_csv(client: FlaskClient, edition: str, month: Month) -> ByRef:
    """The scorecard's file."""
    rows = rows_of(get(client, f"{edition}/scorecard.csv?month={month}"))
    return {row["ref"]: _csv_row(row) for row in rows}


def _csv_row(row: dict[str, str]) -> Said:
    said = {
        "figure": row["figure"],
        "status": row["status"],
        "reason": row["status rests on"],
        "change": _without_month(row["change on the month before"]),
        "judgement": _as_shown(row["judgement"]),
        "yearly": _without_month(row["change on the year before"]),
        "commentary": fold(row["commentary"].removeprefix("'")),
    }
    for name, column in _IN_CSV.items():
        said[name] = re.sub(r" \([^()]*\)$", "", row[column])
    return said


def _without_month(text: str) -> str:
    return re.sub(r", on [A-Z][a-z]+( \d{4})?$", "", text)


def _as_shown(judgement: str) -> str:
    """Pages leave out that there is no judgement."""
    return "" if judgement in ("not judged", "no value") else judgement


def read_api(client: FlaskClient, edition: str, month: Month) -> ByRef:
    """The measures of the API."""
    rows = get(client, f"/api/v1{edition}/measures?month={month}").json["data"]
    return {row["ref"]: _api_row(row) for row in rows}


def _api_row(row: Any) -> Said:
    said = {
        "figure": row["text"],
        "status": row["rag"]["status"],
        "reason": row["rag"]["reason"],
        "change": row["month_on_month"]["text"],
        "judgement": _as_shown(row["month_on_month"]["judgement"]),
        "yearly": row["year_on_year"]["text"],
        "commentary": fold(row["commentary"]),
    }
    for name in CONTEXT:
        said[name] = row[name]["text"] or row[name]["note"]
    return said


def read_workbook(client: FlaskClient, edition: str, month: Month) -> ByRef:
    """The sheets of the workbook: the month's figure beside what was said of it."""
    content = get(client, f"{edition}/dataset.xlsx?month={month}").data
    said: ByRef = {}
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        if sheet.title.startswith("Dataset "):
            rows = [list(row) for row in sheet.iter_rows()]
            start = next(n for n, row in enumerate(rows) if row[0].value == "Ref.")
            heads = [str(cell.value) for cell in rows[start]]
            now = heads.index(f"{month.abbreviation}-{month.year % 100:02}")
            for row in rows[start + 1 :]:
                said[str(row[0].value)] = {"figure": _in_cell(row[now])}
    return said


def _in_cell(cell: Any) -> str:
    """A cell as it is seen: a share in per cent, a number with its commas, or a symbol."""
    if not isinstance(cell.value, int | float):
        return "" if cell.value is None else str(cell.value)
    if "%" in cell.number_format:
        return f"{round_half_up(100 * cell.value)}%"
    return number(cell.value, 0 if float(cell.value).is_integer() or cell.value >= 10 else 1)


def read_pack(client: FlaskClient, edition: str, month: Month) -> ByRef:
    """The pack's chart of each indicator says the latest figure in its alternative text."""
    pdf = get(client, f"{edition}/pack.pdf?sections=charts").data
    said: ByRef = {}
    for element in structure(pdf):
        ref, _, rest = element.alt.partition(", ")
        found = re.search(rf"Latest, {month.long}: (.*?)[.,]? Trend: ", rest)
        if element.tag == "Figure" and found:
            said[ref] = {"figure": found[1].partition(", ")[0]}
    return said


READERS: dict[str, Reader] = {"page": read_page, "csv": read_csv, "api": read_api}
"""Each says every field of FIELDS."""

FIGURES: dict[str, Reader] = {"workbook": read_workbook, "pack": read_pack}
"""These say a month's figure alone in a form to read by machine; a pack, of its own month."""


def read_pages_series(client: FlaskClient, edition: str, catalogue: Catalogue) -> Series:
    """The tables of all indicators' pages: figure and parts."""
    said: Series = {}
    span = urlencode({"from": "1900-01"})
    for indicator in catalogue.active:
        page = get(client, f"{edition}/indicator/{indicator.address}?{span}").text
        table = page.partition('id="indicator-figures"')[2].partition("</table>")[0]
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
        for row in read_rows(table):
            try:
                month = Month.parse(row.cells[0].words)
            except ValueError:
                continue  # the head
            cells = dict(zip(heads, (cell.words for cell in row.cells), strict=True))
            said[indicator.ref, month] = {
                "text": row.cells[1].words,
                "parts": cells.get("Made of", "").removeprefix("\u2013"),
            }
    return said


def read_files_series(client: FlaskClient, edition: str, catalogue: Catalogue) -> Series:
    """The files of all indicators: value and parts, in figures."""
    said: Series = {}
    for indicator in catalogue.active:
        for row in rows_of(get(client, f"{edition}/indicator/{indicator.address}.csv")):
            said[indicator.ref, Month.parse(row["period"])] = {
                "value": row["value"].rstrip("%"),
                "numerator": row["numerator"],
                "denominator": row["denominator"],
            }
    return said


def read_api_series(client: FlaskClient, edition: str, _: Catalogue) -> Series:
    """The observations of the API, all pages of them."""
    said: Series = {}
    address = f"/api/v1{edition}/observations"
    while address:
        answer = get(client, address).json
        for row in answer["data"]:
            top, bottom = row["numerator"], row["denominator"]
            said[row["ref"], Month.parse(row["month"])] = {
                "text": row["text"],
                "parts": "" if top is None else f"{top:,} of {bottom:,}",
                "value": _blank(row) if row["value"] is None else str(row["value"]),
                "numerator": "" if top is None else str(top),
                "denominator": "" if bottom is None else str(bottom),
                "is_due": "yes" if row["is_due"] else "no",
            }
        address = answer["paging"]["next"] or ""
    return said


def _blank(row: Any) -> str:
    """A file leaves a cell blank that would be blank in the council's own."""
    return "" if row["status"] in ("missing", "not due") else str(row["symbol"])

"""The headers of rows: typst tags those of columns only, so this adds them to its PDF.

In every table the first cell of a row becomes a header (TH, scope Row). Where it spans
several rows, the cell beside it is the name of what they are about and becomes a header too.
Each cell names its headers (ISO 32000-1, 14.8.5.7), which holds where a cell spans columns.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String


def mark_rows(pdf: bytes) -> bytes:
    """The same document with headers of rows, smaller, and always the same bytes."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        if Name.IDTree not in root:
            root.IDTree = document.make_indirect(NameTree.new(document).obj)
        ids = NameTree(root.IDTree)
        for number, table in enumerate(_find(root.K, Name.Table)):
            _mark_table(table, f"T{number}", ids)
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _find(element: Object, kind: Name) -> Iterator[Dictionary]:
    """The elements of a kind under another one, in order, none within another."""
    if isinstance(element, Array):
        for child in element:
            yield from _find(child, kind)
    elif isinstance(element, Dictionary) and Name.S in element:
        if kind == element.S:
            yield element
        elif Name.K in element:
            yield from _find(element.K, kind)


def _mark_table(table: Dictionary, key: str, ids: NameTree) -> None:
    """Make headers of a table's first cells, and name them in the cells of their rows."""
    rows = list(_find(table.K, Name.TBody)) or [table]
    headers: list[String] = []
    left = 0
    for number, row in enumerate(_find(Array(rows), Name.TR)):
        cells = [cell for cell in row.K if isinstance(cell, Dictionary)]
        if left == 0:
            left = int(_table_attributes(cells[0]).get(Name.RowSpan, 1))
            heads = cells[:1] if left == 1 else cells[:2]
            headers = [String(f"{key}R{number}C{place}") for place in range(len(heads))]
            for place, (head, header) in enumerate(zip(heads, headers, strict=True)):
                _make_header(head, header, headers[:place])
                ids[str(header)] = head
            cells = cells[len(heads) :]
        for cell in cells:
            _name_headers(cell, headers)
        left -= 1


def _table_attributes(cell: Dictionary) -> Dictionary:
    """The attributes of a cell that belong to tables, made if there are none."""
    held = cell.get(Name.A)
    found = list(held) if isinstance(held, Array) else [held] if held is not None else []
    own = next((one for one in found if Name.Table == one.O), None)
    if own is None:
        own = Dictionary(O=Name.Table)
    cell.A = own
    assert isinstance(own, Dictionary)
    return own


def _make_header(cell: Dictionary, header: String, of: list[String]) -> None:
    attributes = _table_attributes(cell)
    attributes.Scope = Name.Row
    attributes.Headers = Array(of)
    cell.S = Name.TH
    cell.ID = header


def _name_headers(cell: Dictionary, headers: list[String]) -> None:
    """The headers of a cell: its column's, unless it spans columns, and its row's."""
    attributes = _table_attributes(cell)
    spans = int(attributes.get(Name.ColSpan, 1)) > 1
    columns = [] if spans else list(attributes.get(Name.Headers, Array()))
    attributes.Headers = Array([*columns, *headers])

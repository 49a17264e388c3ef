"""Rules written as tables in the Markdown files beside this one.

A table stands under a heading of its own: one case a row, the reason for it last.
"""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
Row = dict[str, str]


def table(file: str, heading: str) -> pytest.MarkDecorator:
    """Run a test once for each row of the table under a heading; the test takes `row`.

    A case is named after its last cell, which says why.
    """
    heads, _, *rows = [_cells(line) for line in section(file, heading) if line.startswith("|")]
    cases = [pytest.param(dict(zip(heads, row, strict=True)), id=row[-1]) for row in rows]
    return pytest.mark.parametrize("row", cases)


def section(file: str, heading: str) -> list[str]:
    """The lines between a heading and the next one."""
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    start = lines.index(f"## {heading}") + 1
    ends = (n for n in range(start, len(lines)) if lines[n].startswith("## "))
    return lines[start : next(ends, len(lines))]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]

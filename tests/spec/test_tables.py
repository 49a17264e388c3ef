"""Every table of rules is a test: none stands there that nothing reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.spec.table import FOLDER

HEADINGS = [
    (file, heading)
    for file in sorted(FOLDER.glob("*.md"))
    for heading in re.findall(r"^## (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize(
    ("file", "heading"), HEADINGS, ids=[f"{f.name}: {h}" for f, h in HEADINGS]
)
def test_every_table_is_read(file: Path, heading: str) -> None:
    test = FOLDER / f"test_{file.stem}_spec.py"
    assert f'@table("{file.name}", "{heading}")' in test.read_text(encoding="utf-8")

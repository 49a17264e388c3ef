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

# Claims are scored over a whole file, so a test of their own reads both of its tables.
CLAIMS = set(FOLDER.glob("claims*.md"))
CLAIMS_TEST = FOLDER.parent / "claims" / "test_claims_spec.py"


@pytest.mark.parametrize(
    ("file", "heading"), HEADINGS, ids=[f"{f.name}: {h}" for f, h in HEADINGS]
)
def test_every_table_is_read(file: Path, heading: str) -> None:
    if file in CLAIMS:
        assert f'read_cases("{file.name}")' in CLAIMS_TEST.read_text(encoding="utf-8")
        assert heading.split()[0] in ("Facts", "Cases")
        return
    test = FOLDER / f"test_{file.stem}_spec.py"
    text = test.read_text(encoding="utf-8")
    # A table is read row by row, or as a whole by a test that names it.
    by_rows = f'@table("{file.name}", "{heading}")' in text
    assert by_rows or (f'section("{file.name}", heading)' in text and f'("{heading}",' in text)

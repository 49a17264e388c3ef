"""Each check finds what its row gives it, and nothing in what the row sets beside it."""

from __future__ import annotations

from dashboard.findings import CHECKS
from tests.findings.example import found
from tests.spec.table import Row, section, table

# What only an older file can give; tests/findings tells of it.
ELSEWHERE = {"repeated-commentary"}


@table("findings.md", "Findings")
def test_findings(row: Row) -> None:
    assert row["code"] in {finding.code for finding in found(row["found with"])}
    assert row["code"] not in {finding.code for finding in found(row["not found with"])}


def test_every_check_stands_in_the_table() -> None:
    lines = [line for line in section("findings.md", "Findings") if line.startswith("|")]
    codes = {line.split("|")[1].strip() for line in lines[2:]}
    assert codes | ELSEWHERE == {check.code for check in CHECKS}

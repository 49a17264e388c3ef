"""What every test may ask for, and how tests say what they need of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, however slow the machine: a test fails because of a change.
# `pytest --hypothesis-profile default` looks for new ones.
settings.load_profile("ci")

pytest_plugins = [
    "tests.fixtures.databases",  # first, since others import it
    "tests.fixtures.api",
    "tests.fixtures.app",
    "tests.fixtures.browser",
    "tests.fixtures.demo",
    "tests.fixtures.kept",
    "tests.fixtures.measured",
    "tests.fixtures.pdfua",
    "tests.fixtures.reference",
]


LONGEST = ("browser", "long", "test_length.py", "test_benchmarks.py", "web", "disclosure")
"""Files and folders whose files take longest, under tests."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that drives a browser, so that `-m "not browser"` leaves it out.

    The longest come first: where several processes share the files, none is left with a long
    one while the others have nothing to do.
    """
    items.sort(key=_rank)
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker(pytest.mark.browser)


def _rank(item: pytest.Item) -> int:
    first = item.path.relative_to(Path(__file__).parent).parts[0]
    return LONGEST.index(first) if first in LONGEST else len(LONGEST)

"""Random texts through every export: no formula, no broken file, nothing lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.texts import A_ROW, check_exports, nasty

TEXTS, FEW, AT_ONCE = 10_000, 350, 350


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(codec=None)), min_size=A_ROW, max_size=A_ROW))
def test_any_text_comes_through_or_is_named(texts: list[str]) -> None:
    check_exports(texts)


def test_a_few_nasty_texts() -> None:
    random = Random(6)
    tally = check_exports([nasty(random) for _ in range(FEW)])
    assert tally["texts with a character replaced"] > 50
    assert tally["texts cut with a notice"] > 0
    assert tally["cells marked as text in CSV files"] > 50
    assert tally["cells marked as text in workbooks"] > 50
    assert tally["notes loaded again"] > 80
    assert tally["paragraphs loaded again"] > 40


@pytest.mark.long
def test_many_texts_through_every_export(
    record_property: Callable[[str, object], None],
) -> None:
    tally: Counter[str] = Counter()
    for seed in range(0, TEXTS, AT_ONCE):
        random = Random(seed)
        tally += check_exports([nasty(random) for _ in range(AT_ONCE)])
    for name, count in sorted(tally.items()):
        record_property(name, f"{count:,}")
    assert tally["texts"] >= TEXTS

"""Years as DfE writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.official import OfficialError
from dashboard.official.years import OfficialYear


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2020", 2020, 2020, "2020"),
        ("2019-20", 2019, 2020, "2019 to 2020"),
        ("2019/20", 2019, 2020, "2019 to 2020"),
        ("1999-00", 1999, 2000, "1999 to 2000"),
        ("2014-16", 2014, 2016, "2014 to 2016"),
        ("2013/14-15/16", 2013, 2016, "2013 to 2016"),
        ("2016-17 (OT)", 2016, 2017, "2016 to 2017, outturn"),
        ("2024 (Rev)", 2024, 2024, "2024, revised"),
        ("2020 (Final)", 2020, 2020, "2020, final"),
        ("2025 (prov)", 2025, 2025, "2025, provisional"),
    ],
)
def test_the_forms_that_are_known(text: str, first: int, last: int, words: str) -> None:
    year = OfficialYear.parse(text)
    assert (year.first, year.last, year.words, year.label) == (first, last, words, text)


@pytest.mark.parametrize(
    "text",
    ["0", "", "20", "2020-", "2020-15", "2020/22", "2020 (Draft)", "2020 to 2021", "2020-2021"],
)
def test_any_other_form_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(OfficialError, match="is not a year in a form") as refused:
        OfficialYear.parse(text)
    assert str(refused.value).startswith(f'"{text}"')


@given(st.text(max_size=16))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        year = OfficialYear.parse(text)
    except OfficialError:
        return
    assert year.first <= year.last <= year.first + 3


def test_years_stand_in_the_order_in_which_they_end() -> None:
    labels = ["2020", "2018-19", "2014-16", "2021"]
    ordered = sorted(labels, key=OfficialYear.parse)
    assert ordered == ["2014-16", "2018-19", "2020", "2021"]

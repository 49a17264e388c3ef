"""A full pack: whole, legible, in order, and what a screen reader makes of it."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from itertools import pairwise

import pikepdf
import pytest

from dashboard.catalogue import Catalogue
from dashboard.pack.blocks import ARROWS
from dashboard.pack.choice import Paper, Section
from dashboard.pack.content import FONTS
from dashboard.pack.dataset import MONTHS
from dashboard.pack.letters import Letters
from dashboard.periods import months_between
from dashboard.records import Audience, Colour
from dashboard.views.briefing import NOTE, make_briefing
from dashboard.views.status import figure_text, stand
from tests.fixtures.pdf import everything_said, letters, page_sizes, squeeze, text_sizes
from tests.fixtures.pdfua import JudgePdf
from tests.pack.packs import Made

PACKS = ("sample_pack", "large_pack", "demo_pack", "restricted_pack")


@pytest.fixture(params=PACKS)
def made(request: pytest.FixtureRequest) -> Made:
    """Each of the full packs in turn."""
    pack: Made = request.getfixturevalue(request.param)
    return pack


def test_it_is_pdf_ua(made: Made, judge_pdf: JudgePdf) -> None:
    judged = judge_pdf(made.pdf)
    assert judged.failed == ()
    assert judged.checks > 50_000


def test_the_judge_finds_what_is_wrong(sample_pack: Made, judge_pdf: JudgePdf) -> None:
    with pikepdf.open(io.BytesIO(sample_pack.pdf)) as document:
        del document.Root.Lang
        out = io.BytesIO()
        document.save(out)
    assert any("7.2-" in rule for rule in judge_pdf(out.getvalue()).failed)
    assert judge_pdf(b"%PDF-1.7\n%nothing").failed


def shown_texts(made: Made) -> list[str]:
    """The month's paragraphs as they can be printed."""
    prepare = Letters(FONTS).prepare
    month, active = made.choice.month, made.holdings.catalogue.active
    comments = (made.holdings.comment(indicator.ref, month) for indicator in active)
    return [prepare(comment.text) for comment in comments if comment]


def read_left_to_right(text: str) -> str:
    """Text without Arabic, which a page holds in the order in which it is seen."""
    return squeeze("".join(one for one in text if unicodedata.bidirectional(one) != "AL"))


def test_every_paragraph_is_found_whole_in_the_dataset_and_beside_its_chart(made: Made) -> None:
    spoken, texts = read_left_to_right(made.spoken), shown_texts(made)
    assert len(texts) > 20
    plain = [read_left_to_right(text) for text in texts]
    for text in filter(None, plain):
        times = sum(other.count(text) for other in plain)
        assert spoken.count(text) == 2 * times, text[:80]


def test_arabic_loses_no_letter(sample_pack: Made, commented: dict[str, str]) -> None:
    def arabic(text: str) -> Counter[str]:
        folded = unicodedata.normalize("NFKC", text)
        return Counter(one for one in folded if unicodedata.bidirectional(one) == "AL")

    written = arabic("".join(commented.values()))
    assert written
    assert arabic(sample_pack.spoken) == Counter({one: 2 * n for one, n in written.items()})


def test_every_character_stands_within_its_page(made: Made) -> None:
    sizes = page_sizes(made.pdf)
    outside = [
        letter
        for letter in letters(made.pdf)
        if letter.right > letter.left
        and not (
            0 < letter.left < letter.right < sizes[letter.page][0]
            and 0 < letter.bottom < letter.top < sizes[letter.page][1]
        )
    ]
    assert outside == []


def test_no_letter_is_smaller_than_eight_points(made: Made) -> None:
    sizes = text_sizes(made.pdf)
    assert sum(sizes.values()) > 100_000
    assert min(sizes) >= 7.99


def test_the_sheet_is_the_one_chosen(sample_pack: Made, large_pack: Made) -> None:
    assert {tuple(map(round, size)) for size in page_sizes(sample_pack.pdf)} == {(842, 595)}
    assert {tuple(map(round, size)) for size in page_sizes(large_pack.pdf)} == {(1191, 842)}


def test_each_page_says_which_edition_it_is_of_and_what_the_shapes_mean(made: Made) -> None:
    assert len(made.pages) > 30
    for number, text in enumerate(made.pages, start=1):
        squeezed = squeeze(text)
        assert squeeze(made.edition.title) in squeezed
        assert made.edition.checksum in squeezed
        assert squeeze(f"Page {number} of {len(made.pages)}") in squeezed
        assert squeeze("Red: beyond the tolerance") in squeezed
        is_marked = squeeze("Not for publication") in squeezed
        assert is_marked or made.choice.audience is Audience.PUBLIC
        is_invented = squeeze("Invented council: nothing in it is real") in squeezed
        assert is_invented == made.holdings.catalogue.council.invented


def test_a_public_pack_is_not_marked(sample_pack: Made, demo_pack: Made) -> None:
    for pack in (sample_pack, demo_pack):
        assert "not for publication" not in everything_said(pack.pdf).lower()
        assert "draft" not in "".join(pack.pages).lower()


def test_each_chart_says_its_latest_value_and_its_trend(made: Made) -> None:
    charts = [figure.alt for figure in made.tagged("Figure")]
    assert len(charts) == 64
    by_ref = {alt.split(",")[0]: alt for alt in charts}
    for indicator in made.holdings.catalogue.active:
        alt = by_ref[indicator.ref]
        row = stand(made.holdings, indicator, made.choice.month)
        assert f"{indicator.ref}, {indicator.name}. Latest, {made.choice.month.long}: " in alt
        assert f": {row.text}" in alt
        assert f"Trend: {row.month_on_month.sentence}" in alt
        if row.month_on_month.arrow:
            assert f"on {row.month_on_month.since}; {row.month_on_month.judgement}." in alt


def test_the_parts_follow_each_other_as_the_contents_say(made: Made) -> None:
    heads = [squeeze(head.text) for head in made.tagged("H1")]
    sections = [squeeze(section.heading) for section in Section]
    # The briefing is the first that is read, before the contents.
    assert heads[1:3] == [sections[0], squeeze("Contents")]
    notice = [squeeze("Characters not printed")] * (heads[-1] not in sections)
    assert heads[3:] == sections[1:] + notice
    contents = squeeze(made.pages[2])
    assert all(section in contents for section in sections)


def test_the_briefing_is_one_page_and_says_what_the_page_says(made: Made) -> None:
    briefing = make_briefing(made.holdings, made.choice.month, made.choice.audience)
    prepare = Letters(FONTS).prepare
    page = squeeze(made.pages[1])
    said = [briefing.headline, NOTE, *(sentence.text for sentence in briefing.sentences)]
    assert len(said) > 30
    assert [text for text in said if squeeze(prepare(text)) not in page] == []
    assert squeeze(made.pages[2]).count(squeeze("Indicators by reference, with their pages"))


def test_headings_leave_no_level_out(made: Made) -> None:
    levels = [int(head.tag[1]) for head in made.tagged("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_indicator_is_named_before_its_chart(made: Made) -> None:
    order = [e for e in made.elements if e.tag in ("H3", "Figure")]
    charts = [place for place, element in enumerate(order) if element.tag == "Figure"]
    for place, indicator in zip(charts, made.holdings.catalogue.active, strict=True):
        assert squeeze(order[place - 1].text) == squeeze(indicator.ref + indicator.name)
        assert order[place].alt.startswith(f"{indicator.ref}, ")


def test_the_dataset_has_real_headers_and_the_figures_of_the_page(made: Made) -> None:
    catalogue, month = made.holdings.catalogue, made.choice.month
    first = max(made.holdings.months[0], month.shift(1 - MONTHS[made.choice.paper]))
    rows: dict[str, list[int]] = {}
    for place, element in enumerate(made.elements):
        if element.tag == "TH" and element.scope == "Row":
            rows.setdefault(squeeze(element.text), []).append(place)
    for indicator in catalogue.active:
        place = next(
            place
            for place in rows[squeeze(indicator.ref)]
            if squeeze(made.elements[place + 1].text) == squeeze(indicator.name)
            and made.elements[place + 1].tag == "TH"
        )
        cells = [
            e for e in made.elements[place + 2 : place + 40] if e.tag in ("TD", "TR", "TH")
        ]
        status, _, *figures = cells
        row = stand(made.holdings, indicator, month)
        assert squeeze(status.text).startswith(squeeze(row.colour.capitalize()))
        if row.colour is not Colour.NOT_JUDGED:
            assert squeeze(row.reason) in squeeze(status.text)
        months = list(months_between(first, month))
        printed = [squeeze(cell.text) for cell in figures[: len(months)]]
        assert printed == [
            squeeze(
                figure_text(made.holdings, indicator, at)
                + ("[c]" if (indicator.ref, at) in made.holdings.hidden else "")
            )
            for at in months
        ]
        arrow = row.month_on_month.arrow
        change = squeeze(figures[len(months)].text)
        assert change.startswith(
            (ARROWS[arrow] if arrow else "") + squeeze(row.month_on_month.short)
        )


def test_columns_have_headers_too(made: Made) -> None:
    columns = {squeeze(head.text) for head in made.tagged("TH") if head.scope == "Column"}
    assert {"Ref", "Status", "Average", "Range", "England", "Target"} <= columns
    month = made.choice.month
    assert {month.abbreviation, str(month.year), f"On{month.shift(-1).name}"} <= columns


def test_hidden_figures_are_marked_only_where_they_may_be_seen(
    demo_pack: Made, restricted_pack: Made
) -> None:
    hidden = {
        ref
        for ref, month in restricted_pack.holdings.hidden.cells
        if month == restricted_pack.choice.month
    }
    assert hidden
    alts = {f.alt.split(",")[0]: f.alt for f in demo_pack.tagged("Figure")}
    for ref in hidden:
        assert (
            f"Latest, {demo_pack.choice.month.long}: [c], hidden to protect children"
            in alts[ref]
        )
    assert "Hidden from the public" in [e.text for e in restricted_pack.tagged("H2")]
    assert "Hidden from the public" not in [e.text for e in demo_pack.tagged("H2")]


def test_what_cannot_be_printed_is_replaced_and_listed(sample_pack: Made) -> None:
    last = sample_pack.pages[-1] + sample_pack.pages[-2]
    assert "Characters not printed" in last
    said = squeeze("".join(sample_pack.pages))
    for name in ("U+1F389 party popper", "U+4E2D cjk unified ideograph-4e2d"):
        assert squeeze(name) in said
    assert squeeze("Well done 😀 [party popper]") in said


def test_the_glossary_has_the_terms_that_occur(sample_pack: Made, published: Catalogue) -> None:
    used = {key for indicator in published.active for key in indicator.terms}
    assert used
    for key in used:
        assert squeeze(published.term(key).meaning) in sample_pack.spoken


def test_papers_differ_in_months(sample_pack: Made) -> None:
    assert MONTHS[Paper.A4] == 7
    assert squeeze("AugSepOctNovDecJanFeb") in squeeze(
        "".join(head.text for head in sample_pack.tagged("TH") if head.scope == "Column")
    )

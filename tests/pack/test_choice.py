"""What is chosen is what is printed; a draft says so; names may be anything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.pack.choice import LASTING, Choice, PackError, Section
from dashboard.pack.content import make_content
from dashboard.pack.making import make_pack
from dashboard.periods import Month
from dashboard.publishing import PublishingError, read_edition
from dashboard.records import Audience, Edition
from dashboard.store import Store
from tests.fixtures.app import publish_month
from tests.fixtures.pdf import everything_said, page_texts, squeeze
from tests.fixtures.pdfua import JudgePdf
from tests.pack.packs import TODAY, load_with_words, make, publish_with_words
from tests.pack.words import INJECTIONS, PEOPLE, PICTURES, WORD

FEBRUARY = Month(2021, 2)


def test_only_the_chosen_parts_and_themes_are_in_it(
    sample: tuple[Store, Edition], published: Catalogue, judge_pdf: JudgePdf
) -> None:
    made = make(
        *sample,
        published,
        sections=frozenset({Section.CHARTS, Section.GLOSSARY}),
        themes=frozenset({"care-leavers"}),
    )
    heads = [squeeze(head.text) for head in made.tagged("H1")]
    assert heads[1:] == [
        squeeze(title) for title in ("Contents", "Indicators one by one", "Glossary")
    ]
    refs = {i.ref for i in published.active if i.theme == "care-leavers"}
    assert {figure.alt.split(",")[0] for figure in made.tagged("Figure")} == refs
    assert squeeze("This pack holds: Care leavers.") in made.spoken
    assert squeeze(published.term("care-leaver").meaning) in made.spoken
    assert squeeze(published.term("early-help").meaning) not in made.spoken
    assert judge_pdf(made.pdf).failed == ()


@pytest.mark.parametrize("section", Section)
def test_each_part_stands_alone(
    section: Section,
    sample: tuple[Store, Edition],
    published: Catalogue,
    judge_pdf: JudgePdf,
) -> None:
    made = make(*sample, published, sections=frozenset({section}))
    assert squeeze(section.heading) in [squeeze(head.text) for head in made.tagged("H1")]
    assert judge_pdf(made.pdf).failed == ()


def test_a_month_or_theme_that_is_not_held_is_refused(
    sample: tuple[Store, Edition], published: Catalogue
) -> None:
    store, edition = sample
    held = read_edition(store, edition, Audience.PUBLIC)
    with pytest.raises(PackError, match="No figure of March 2021 is held"):
        make_content(held, Choice(Month(2021, 3)), TODAY)
    with pytest.raises(PackError, match=r'"x" is not a theme .* Give one of: contacts'):
        make_content(held, Choice(FEBRUARY, themes=frozenset({"x"})), TODAY)
    with pytest.raises(PublishingError, match="No figure of March 2021 is held"):
        make_pack(store, published, Choice(Month(2021, 3)), None, TODAY)


@pytest.mark.parametrize("audience", Audience)
def test_without_an_edition_each_page_says_that_it_is_a_draft(
    audience: Audience, sample: tuple[Store, Edition], published: Catalogue, judge_pdf: JudgePdf
) -> None:
    store, edition = sample
    choice = Choice(FEBRUARY, audience, themes=frozenset({"care-leavers"}))
    pdf = make_pack(store, published, choice, None, dt.date(2021, 3, 20))
    pages = [squeeze(text) for text in page_texts(pdf)]
    assert all(squeeze("Draft, not published") in page for page in pages)
    assert squeeze("working figures as held on 20 March 2021") in pages[0]
    said = everything_said(pdf)
    assert edition.checksum not in said
    assert "What changed since this edition" not in said
    assert ("Not for publication" in said) == (audience is Audience.RESTRICTED)
    assert judge_pdf(pdf).failed == ()


def test_what_changed_since_is_said(
    published: Catalogue, tmp_path: Path, judge_pdf: JudgePdf
) -> None:
    store, edition = publish_with_words(
        tmp_path / "s.sqlite", published, {"M1": "First words."}
    )
    only = frozenset({Section.SINCE})
    unchanged = make(store, edition, published, sections=only)
    assert squeeze("is the same in what is published now") in unchanged.spoken
    load_with_words(store, published, {"M1": "Second *words*."})
    second = publish_month(store, published, FEBRUARY, dt.datetime(2021, 4, 1, tzinfo=dt.UTC))
    first = make(store, edition, published, sections=only)
    assert squeeze(f"held against the latest edition, {second.title}") in first.spoken
    cells = [squeeze(cell.text) for cell in first.tagged("TD")]
    assert {squeeze("First words."), squeeze("Second *words*.")} <= set(cells)
    assert judge_pdf(first.pdf).failed == ()
    # Without that part, an edition is the same file whatever came after it.
    few = frozenset({"early-help"})
    before = make(store, edition, published, sections=LASTING, themes=few)
    load_with_words(store, published, {"M1": "Third words."})
    publish_month(store, published, FEBRUARY, dt.datetime(2021, 5, 1, tzinfo=dt.UTC))
    after = make(store, edition, published, sections=LASTING, themes=few)
    assert after.pdf == before.pdf
    store.close()


def rename(catalogue: Catalogue) -> Catalogue:
    """The same catalogue with names that are hard to set."""
    hard = (*INJECTIONS, *PEOPLE, PICTURES, WORD, f"Long {'name ' * 60}")
    indicators = [
        indicator.model_copy(update={"name": hard[n % len(hard)], "unit": hard[-n % len(hard)]})
        for n, indicator in enumerate(catalogue.indicators)
    ]
    themes = [
        theme.model_copy(
            update={"name": hard[n % len(hard)], "about": hard[(n + 3) % len(hard)]}
        )
        for n, theme in enumerate(catalogue.themes)
    ]
    terms = [
        term.model_copy(update={"term": f"{hard[n % len(hard)]} {n}", "meaning": WORD})
        for n, term in enumerate(catalogue.glossary)
    ]
    council = catalogue.council.model_copy(
        update={"panel": INJECTIONS[2], "name": PEOPLE[2], "area": PEOPLE[0], "region": WORD}
    )
    return catalogue.model_copy(
        update={
            "indicators": tuple(indicators),
            "themes": tuple(themes),
            "glossary": tuple(terms),
            "council": council,
        }
    )


def test_any_name_can_be_printed(
    published: Catalogue, tmp_path: Path, judge_pdf: JudgePdf
) -> None:
    hard = rename(published)
    store = Store.open(f"sqlite:///{tmp_path / 's.sqlite'}")
    store.migrate()
    load_with_words(store, published, {})
    edition = publish_month(store, hard, FEBRUARY, dt.datetime(2021, 4, 1, tzinfo=dt.UTC))
    made = make(store, edition, hard, audience=Audience.RESTRICTED)
    assert judge_pdf(made.pdf).failed == ()
    assert len(made.tagged("Figure")) == 64
    for text in (*INJECTIONS, *PEOPLE[:2], PEOPLE[3]):
        assert squeeze(text) in made.spoken, text
    store.close()

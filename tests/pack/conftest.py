"""The packs that several tests look at, each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.pack.choice import Paper
from dashboard.records import Audience, Edition
from dashboard.store import Store
from tests.pack import words
from tests.pack.packs import Made, make, publish_with_words


@pytest.fixture(scope="session")
def commented(published: Catalogue) -> dict[str, str]:
    """A paragraph for every indicator, by ref; the first ones are hard to set."""
    hard = (
        *words.INJECTIONS,
        *words.PEOPLE,
        words.PICTURES,
        words.WITHOUT_LETTERS,
        f"Before {words.WORD} after",
        words.LONG,
        f"First line\nsecond line\n\nA second paragraph. {words.INJECTIONS[0]}",
    )
    refs = [indicator.ref for indicator in published.active]
    plain = (f"{ref} is discussed with the teams each month." for ref in refs[len(hard) :])
    return dict(zip(refs, (*hard, *plain), strict=True))


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the next store."""
    return tmp_path_factory.mktemp("pack") / "sample.sqlite"


@pytest.fixture(scope="session")
def sample(
    published: Catalogue, commented: dict[str, str], sample_database: Path
) -> Iterator[tuple[Store, Edition]]:
    """The published month with all those paragraphs, as an edition."""
    store, edition = publish_with_words(sample_database, published, commented)
    yield store, edition
    store.close()


@pytest.fixture(scope="session")
def sample_pack(sample: tuple[Store, Edition], published: Catalogue) -> Made:
    """The full pack of the published month, for the public, on A4."""
    return make(*sample, published)


@pytest.fixture(scope="session")
def large_pack(sample: tuple[Store, Edition], published: Catalogue) -> Made:
    """The same on A3, not for publication."""
    return make(*sample, published, audience=Audience.RESTRICTED, paper=Paper.A3)


@pytest.fixture(scope="session")
def demo_pack(demo_store: Store, invented: Catalogue) -> Made:
    """Five years of the invented council, for the public."""
    latest = demo_store.editions.latest()
    assert latest
    return make(demo_store, latest, invented)


@pytest.fixture(scope="session")
def restricted_pack(demo_store: Store, invented: Catalogue) -> Made:
    """The same, not for publication."""
    latest = demo_store.editions.latest()
    assert latest
    return make(demo_store, latest, invented, audience=Audience.RESTRICTED)

"""One indexed archive for the tests that only ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search import Searcher
from tests.search import worlds

if TYPE_CHECKING:
    from ingest.archive import Archive


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive of ``worlds.three``. Nobody may change it."""
    return worlds.three(tmp_path_factory.mktemp("three"))


@pytest.fixture(scope="session")
def ask(three: Archive) -> Searcher:
    """Its searcher."""
    return Searcher.open(three)

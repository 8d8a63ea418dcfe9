"""The example files, for whatever is shown of them."""

import pytest

from bot.services.handbook import Handbook
from tests.example import example_book


@pytest.fixture(scope="session")
def book() -> Handbook:
    """The example files, by words alone."""
    return example_book()

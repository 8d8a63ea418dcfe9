"""What people read when the store is silent or slow: never more than Baton knows."""

from collections.abc import Callable

import pytest

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.failures import store_away, too_slow
from bot.views.message import Message

PROMISES = {
    Language.KO: ("다시 눌러 주세요", "두 번 누르셔도 한 번만 처리됩니다"),
    Language.EN: ("Please press again", "pressing twice still counts once"),
}
CLAIMS = ("바꾸지 않았", "바뀐 것은 없", "nothing was changed", "nothing is lost")


@pytest.mark.parametrize("view", [store_away, too_slow])
@pytest.mark.parametrize("language", Language)
def test_whether_it_was_done_is_left_open(
    view: Callable[[Handbook, Reader], Message], language: Language, book: Handbook
) -> None:
    """Only the reply may have been lost: press again is right either way, and nothing else is claimed."""
    said = view(book, Reader(language, "Asia/Seoul", "U1")).text
    for promise in PROMISES[language]:
        assert promise in said
    assert not [claim for claim in CLAIMS if claim in said]

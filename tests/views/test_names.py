"""How people are called in sentences, also those whose name is not there any more."""

import pytest

from bot.domain.erasure import SOMEBODY
from bot.domain.language import Language, Text
from bot.domain.reader import Reader
from bot.views.words import called, to_whom

KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        (Text(ko="김하나"), "김하나님"),
        (Text(ko="고객", en="a customer"), "고객님"),
        (SOMEBODY, "삭제를 요청한 분"),
        (Text(ko="그분", en="they"), "그분"),
    ],
)
def test_korean_says_nim_to_names_and_not_twice(name: Text, spoken: str) -> None:
    """분 is as polite by itself; the same particles fit behind it."""
    assert called(name, KO) == spoken
    assert to_whom(spoken) == f"{spoken}께"

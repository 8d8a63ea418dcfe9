"""What a reminder says of the words it came by, and of a time nobody can read: whatever stands in the quotation marks."""

import pytest

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.domain.reminding import Worth
from bot.services.handbook import Handbook
from bot.views import reminders

KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1", key="jimin")


@pytest.mark.parametrize("word", ["화가 나셨", "취소", "refund", "<!channel>"])
def test_no_particle_hangs_on_words_that_are_quoted(book: Handbook, word: str) -> None:
    """It would be right after one word and wrong after the next; and nothing quoted calls anybody."""
    said = reminders.reminder(Worth("empathy", (word,)), "고객님이 화가 나셨어요", book, KO)
    assert said is not None
    text = str(said.blocks)
    assert "”을" not in text
    assert "<!channel>" not in text
    assert "”은" not in reminders.no_such_time(word, book, KO).text

"""What agents read of customers' words: within Slack's limits, in both languages, and nowhere but in their window."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from bot.domain.escalation import Party
from bot.domain.language import Language, Text
from bot.domain.reader import Reader
from bot.domain.survey import CustomerWords, Feedback, Loop, Mood
from bot.ports.surveys import LoopsWait, NobodyFound, WordsWait
from bot.requests.intake import LONGEST_COMMENT
from bot.services.answer_survey import ForYou
from bot.services.handbook import Handbook
from bot.views import survey_loop
from bot.views import survey_windows as windows
from bot.views import surveys as views
from playground.blockkit import check_view

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
READERS = pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])


def feedback(comment: str = "zzmark", **told: Any) -> Feedback:  # noqa: ANN401 - of Feedback
    """One that was brought an hour ago."""
    given: dict[str, Any] = {
        "id": "F1", "agent": Party(user="U1", key="bob", name=Text(en="Bob")), "team": "support", "mood": Mood.POOR,
        "answered": NOW - timedelta(days=1), "received": NOW, "tell_at": NOW, "told": NOW, "loop": Loop(opened=NOW),
        "words": CustomerWords(comment=comment, ticket="<T&1>", changed="zzmark"), "channel": "chat",
    }  # fmt: skip
    return Feedback(**given | told)


def check_modal(view: Any) -> list[str]:  # noqa: ANN401 - a view
    """What the local Slack, which knows Slack's rules, says against it."""
    return check_view(view, kind="modal")


@READERS
@pytest.mark.parametrize("draft", [None, "waiting", "kept"])
@pytest.mark.parametrize("comment", ["", "x", "<!channel> & <@U1> " * 250, "하나\n" * 1600])
def test_every_window_is_one_that_slack_takes(
    book: Handbook,
    reader: Reader,
    draft: Literal["waiting", "kept"] | None,
    comment: str,
) -> None:
    """However long the words; what a customer wrote pings nobody."""
    f = feedback(comment[:LONGEST_COMMENT], draft=draft)
    view = windows.opened(ForYou(f, others=3), book, reader, NOW)
    assert check_modal(view) == []
    assert "<!channel>" not in json.dumps([block.get("text") for block in view["blocks"]])
    assert check_modal(survey_loop.loop_form(f, book, reader)) == []


@READERS
def test_no_word_is_lost_in_a_long_note(book: Handbook, reader: Reader) -> None:
    """It goes on in the next section."""
    words = [f"word{number:04}" for number in range(500)]
    view = windows.opened(ForYou(feedback(" ".join(words))), book, reader, NOW)
    shown = json.dumps(view["blocks"])
    assert all(word in shown for word in words)


@READERS
@pytest.mark.parametrize(
    "what", [WordsWait(id="F1"), LoopsWait(id="F1", count=2), NobodyFound(day="2026-11-20", count=3)]
)
def test_a_message_shows_a_way_to_a_human(book: Handbook, reader: Reader, what: Any) -> None:  # noqa: ANN401 - any of them
    """And each is the same in its notification."""
    message = views.told(what, book, reader)
    assert message.text in json.dumps(message.blocks, ensure_ascii=False)
    assert book.file.people["jimin"].name.in_(reader.language) in json.dumps(
        message.blocks, ensure_ascii=False
    )


@READERS
def test_lists_show_no_word_of_anybody(reader: Reader) -> None:
    """In App Home, short, and in the window with the rest."""
    waiting = [feedback(id=f"F{number}") for number in range(30)]
    kept = [feedback(id="K1", draft="kept", opened=NOW, loop=None)]
    home = views.home_section(waiting, kept, reader, NOW)
    assert len(home) <= 8
    rest = views.all_of_mine(waiting, kept, reader, NOW)
    assert check_modal(rest) == []
    assert "zzmark" not in json.dumps([home, rest])
    assert views.home_section([], [], reader, NOW) == []

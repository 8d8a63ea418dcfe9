"""A dry run lists, and says nothing."""

from datetime import UTC, datetime

from bot.adapters.dry_run import DryRunMouth, DryRunWhisperer
from bot.ports import Place
from bot.views.message import Message


async def test_what_would_be_said_is_listed_in_order() -> None:
    """Where, and the text."""
    mouth = DryRunMouth()
    posted = await mouth.say(Place(channel="#kudos"), Message("Thanks, everybody"), key="night")
    await mouth.say(Place(user="U1"), Message("A note is waiting"), key="note")
    await mouth.redraw(posted, Message("Thanks, all"))
    assert [str(said) for said in mouth.said] == [
        "#kudos: Thanks, everybody",
        "a direct message to U1: A note is waiting",
        "#kudos (changed): Thanks, all",
    ]


async def test_nothing_is_found_since_nothing_was_said() -> None:
    """So that a dry run after a crash shows the whole night."""
    mouth = DryRunMouth()
    await mouth.say(Place(channel="#kudos"), Message("Thanks"), key="night")
    assert await mouth.find(Place(channel="#kudos"), key="night", since=datetime.now(UTC)) is None


async def test_a_dry_whisper_keeps_no_words() -> None:
    """It tells to whom, never what."""
    whisperer = DryRunWhisperer()
    await whisperer.whisper("U1", Message("private words"), key="note")
    assert whisperer.to == ["U1"]
    assert "private words" not in repr(vars(whisperer))

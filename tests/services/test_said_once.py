"""Looking before something is said again."""

from datetime import UTC, datetime

import pytest

from bot.domain.escalation import Posted
from bot.ports import Refused, Unclear
from bot.services.said_once import Look, said_before, said_before_if_seen

BEGUN = datetime(2026, 2, 13, 10, 0, tzinfo=UTC)
SAID = Posted(channel="D1", ts="1.0")


def history(answer: Posted | Exception | None) -> Look:
    """A conversation that holds this, and is only asked about what was begun."""

    async def look(since: datetime) -> Posted | None:
        assert since == BEGUN
        if isinstance(answer, Exception):
            raise answer
        return answer

    return look


async def test_what_was_never_begun_is_not_looked_for() -> None:
    """The history is read only after something went wrong."""
    never = history(AssertionError("it looked"))
    assert await said_before(never, None) is None
    assert await said_before_if_seen(never, None, "a test") is None


@pytest.mark.parametrize("answer", [SAID, None])
async def test_what_slack_has_is_found(answer: Posted | None) -> None:
    """And what it has not is not."""
    assert await said_before(history(answer), BEGUN) == answer
    assert await said_before_if_seen(history(answer), BEGUN, "a test") == answer


async def test_where_nobody_may_look_it_is_unclear() -> None:
    """A doubled message cannot be unsaid."""
    with pytest.raises(Unclear):
        await said_before(history(Refused("missing_scope")), BEGUN)


async def test_who_is_asked_or_reminded_is_rather_told_twice() -> None:
    """Somebody who was never asked holds a customer up."""
    assert await said_before_if_seen(history(Refused("missing_scope")), BEGUN, "a test") is None


async def test_no_answer_stays_unclear_for_both() -> None:
    """Whoever comes next looks again."""
    for search in (
        said_before(history(Unclear("time-out")), BEGUN),
        said_before_if_seen(history(Unclear("time-out")), BEGUN, "a test"),
    ):
        with pytest.raises(Unclear):
            await search

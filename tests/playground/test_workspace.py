"""The workspace read from escalation.yaml and cast.yaml, the clock, and what people type."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from playground.cast import Night, read_cast
from playground.clock import next_night, week_days
from playground.driver import LocalSlack, NotSeen
from playground.texts import as_read, as_sent
from tests.playground.conftest import HERE


def test_people_channels_and_groups_of_the_file() -> None:
    """Ids are the file's or stable; every channel named anywhere exists; a group asked is there."""
    cast = read_cast(HERE / "escalation.yaml")
    again = read_cast(HERE / "escalation.yaml")
    people = {user.key: user for user in cast.users.values()}
    assert set(cast.users) == set(again.users)
    assert people["bob"].id == "U02BOB"
    assert (people["jimin"].name, people["jimin"].locale) == ("김지민", "ko-KR")
    assert people["bob"].email == "bob@example.com"
    assert people["jimin"].title == "lead · support"
    names = {channel.name for channel in cast.channels.values()}
    assert {"general", "support", "kudos", "support-chat", "billing", "leads-only", "shared-acme"} <= names
    assert "C0BILLING1" in cast.channels
    assert "S0123ABC" in cast.groups
    assert cast.nights == (Night("19:00", "mon-fri", "Asia/Seoul"),)


def test_the_cast_of_its_own(slack: LocalSlack) -> None:
    """A guest, a stranger, a bot, somebody who left and a colleague who is in no file."""
    kinds = {key: slack.person(key).user.kind for key in ("gina", "sven", "robo", "noah")}
    assert kinds == {"gina": "guest", "sven": "stranger", "robo": "bot", "noah": "member"}
    assert slack.person("dana").user.deleted


async def test_those_who_left_or_are_strangers(slack: LocalSlack) -> None:
    """Somebody who left does nothing; a stranger has no slash commands."""
    with pytest.raises(NotSeen, match="cannot act"):
        await slack.person("dana").act("post", channel="#general", text="x")
    with pytest.raises(NotSeen, match="only available to members"):
        await slack.person("sven").act("command", channel="shared-acme", text="/ask")


def test_typed_names_become_ids() -> None:
    """Keys, Korean and English names, groups and channels; entities are escaped and nothing can be forged."""
    cast = read_cast(HERE / "escalation.yaml")
    jimin = next(user.id for user in cast.users.values() if user.key == "jimin")
    support = next(channel.id for channel in cast.channels.values() if channel.name == "support")

    def sent(text: str) -> str:
        return as_sent(text, cast.users.values(), cast.groups.values(), cast.channels.values())

    for typed in ("@jimin", "@김지민", "@Jimin Kim"):
        assert sent(f"{typed} 고마워요") == f"<@{jimin}> 고마워요"
    assert sent("@김지민님") == f"<@{jimin}>님"
    assert sent("@jiminy") == "@jiminy"
    assert sent("see #support") == f"see <#{support}|support>"
    assert sent("@billing-helpers") == "<!subteam^S0123ABC>"
    assert sent("<!channel> <@U1>") == "&lt;!channel&gt; &lt;@U1&gt;"
    assert sent("https://a.b/c?d=1&e") == "<https://a.b/c?d=1&amp;e>"
    assert sent("a@jimin.example.com") == "a@jimin.example.com"


def test_stored_text_as_it_is_read() -> None:
    """Mentions, links, dates and entities."""
    names = {"U1": "Bob", "C1": "support"}
    text = "<@U1> in <#C1> &amp; <https://a.b|there>, <!date^1^{time}|9:00>, <!here> &lt;3"
    assert as_read(text, names) == "@Bob in #support & there, 9:00, @here <3"


def test_the_next_night() -> None:
    """Five seconds past the last team's hour of an evening, on one of its days, on its own clock."""
    nights = (Night("19:00", "mon-fri", "Asia/Seoul"), Night("20:00", "daily", "Asia/Seoul"))
    seoul = ZoneInfo("Asia/Seoul")
    friday = datetime(2026, 11, 20, 12, tzinfo=seoul)
    assert next_night(friday, nights) == datetime(2026, 11, 20, 20, 0, 5, tzinfo=seoul)
    assert next_night(friday, nights[:1]) == datetime(2026, 11, 20, 19, 0, 5, tzinfo=seoul)
    assert next_night(friday.replace(hour=21), nights) == datetime(2026, 11, 21, 20, 0, 5, tzinfo=seoul)
    assert week_days("mon-fri") == {0, 1, 2, 3, 4}
    assert week_days("sat,sun") == {5, 6}


async def test_people_move_the_clock_forward_only(slack: LocalSlack) -> None:
    """Its follower is answered as soon as it moves; backwards is refused."""
    async with aiohttp.ClientSession() as session:

        async def follow(after: int) -> dict[str, float]:
            async with session.get(f"{slack.clock_url}?after={after}") as answer:
                seen: dict[str, float] = await answer.json()
                return seen

        async with session.get(slack.clock_url) as answer:
            assert await answer.json() == {"offset_seconds": 0.0, "version": 1}
        before = datetime.now(UTC)
        now = await slack.forward(minutes=15)
        assert (now - before).total_seconds() == pytest.approx(900, abs=5)
        assert await follow(1) == {"offset_seconds": 900.0, "version": 2}
        with pytest.raises(ValueError, match="only moves forward"):
            await slack.forward(minutes=-1)
        tonight = await slack.forward_to("tonight")
        assert tonight.astimezone(ZoneInfo("Asia/Seoul")).strftime("%H:%M:%S") == "19:00:05"


async def test_moving_the_clock_waits_for_its_follower(slack: LocalSlack) -> None:
    """When forward() or back() returns, whoever long-polls the clock has asked on from the new version."""
    told: list[float] = []

    async def follow() -> None:
        version = 1.0
        async with aiohttp.ClientSession() as session:
            while True:
                async with session.get(f"{slack.clock_url}?after={version:.0f}") as answer:
                    seen = await answer.json()
                version = seen["version"]
                told.append(seen["offset_seconds"])

    following = asyncio.create_task(follow())
    await slack.clock_followed()
    await slack.forward(minutes=1)
    assert told == [60.0]
    await slack.forward(minutes=1)
    assert told == [60.0, 120.0]
    await slack.back(minutes=3)
    assert told == [60.0, 120.0, -60.0]
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)

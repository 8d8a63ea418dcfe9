"""The oracle bites: each thing it promises to find is broken on purpose, and found."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random

import aiohttp
import pytest
import pytest_asyncio

from bot.adapters.redis_client import Script
from bot.adapters.store_rebuild import rebuild
from playground.deliveries import Delivery
from playground.people import BOT_USER_ID
from playground.state import new_message
from tests.faults import working
from tests.faults.company import Company, company
from tests.faults.front import Front
from tests.faults.nursery import nursery
from tests.faults.verdict import answered_twice, stored_escalations, unanswered, verdict
from tests.faults.working import Work
from tests.privacy import noting, thanking
from tests.privacy.story import Note

pytestmark = pytest.mark.asyncio(loop_scope="module")
_OVERDUE = Script("overdue", "redis.call('ZADD', KEYS[1], 0, 'nothing:1') return {}")


@dataclass
class Day:
    """A company where one customer was handed over, one colleague thanked and one note written."""

    here: Company
    work: Work


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    """One for all: what a test breaks it mends again."""
    async with nursery() as bots, company(tmp_path_factory.mktemp("company"), bots, 7) as here:
        work = Work(here, Random(7))  # noqa: S311 - the same script in every run
        await work.cast["jimin"].person.invites("#support", "bot")
        for deed, done in (
            (working.hands_over, lambda: work.told.opened),
            (thanking.by_command, lambda: work.thanks),
            (noting.write, lambda: work.notes),
        ):
            while not done():
                await deed(work, work.cast["bob"])
        await work.books_agree()
        await here.calm("a quiet day")
        yield Day(here, work)


async def found(day: Day) -> list[str]:
    """The verdict just now."""
    return await verdict(day.here, day.work)


async def test_a_quiet_day_is_right(day: Day) -> None:
    """Before anything is broken there is nothing to find: the thanks wait for their night."""
    assert [line for line in await found(day) if "nobody but their giver" not in line] == []


async def test_a_lost_customer_is_found(day: Day) -> None:
    """Taken by the form, and not in the store."""
    day.work.told.opened["zqnowhere"] = "bob"
    assert "bob handed zqnowhere over and it is stored 0 times: []" in await found(day)
    del day.work.told.opened["zqnowhere"]


async def test_an_index_out_of_step_is_found(day: Day) -> None:
    """A record whose deadline stands nowhere is never asked about again."""
    [e] = await stored_escalations(day.here)
    keys = day.here.books.escalations.keys
    await day.here.books.store.remove(keys.due)
    assert any(
        line.startswith(f"{e.id} is due at") and "not in the index" in line for line in await found(day)
    )
    assert await rebuild(day.here.books.store, keys, "escalation") == 1


async def test_lost_thanks_are_found(day: Day) -> None:
    """Taken, and gone from the store, or unread after their night."""
    [one] = day.work.thanks
    assert any("were read by nobody but their giver" in line for line in await found(day))
    key = day.here.books.kudos.keys.kudos(one.id)
    record = await day.here.books.store.fields(key)
    await day.here.books.store.remove(key)
    assert any("were taken and are not stored" in line for line in await found(day))
    for name, value in record.items():
        await day.here.books.store.put_field(key, name, value)


async def test_a_lost_note_is_found(day: Day) -> None:
    """Accepted, and nowhere."""
    bob, minjun = day.work.cast["bob"].id, day.work.cast["minjun"].id
    mark = day.work.mark("note", bob)
    day.work.notes.append(Note(bob, minjun, [mark], "tonight"))
    assert f"the note {mark.word} of {bob} was accepted and is nowhere" in await found(day)
    day.work.notes.pop()


async def test_a_card_that_stands_twice_is_found(day: Day) -> None:
    """The same key twice in one conversation; and a card that does not stand at all."""
    world = day.here.slack.playground.world
    channel, card = next(
        (channel, message)
        for channel in world.channels.values()
        for message in channel.messages.values()
        if message.metadata and message.metadata["event_payload"]["key"].endswith("-card")
    )
    again = world.post(
        new_message(world, channel.id, BOT_USER_ID, card.text, blocks=card.blocks, metadata=card.metadata)
    )
    assert any("-card stands 2 times in" in line for line in await found(day))
    world.remove(again)
    world.remove(card)
    assert any("is noted as posted and does not stand" in line for line in await found(day))
    world.post(card)


async def test_a_note_out_of_its_lane_is_found(day: Day) -> None:
    """Its words in a channel, in front of whoever reads it."""
    world = day.here.slack.playground.world
    room = world.place("#support")
    assert room is not None
    said = world.post(new_message(world, room.id, BOT_USER_ID, f"oh {day.work.notes[0].marks[1].word}"))
    await day.here.look()
    assert any("(note of" in line and "was read by" in line for line in await found(day))
    day.here.judge.leaks.clear()
    world.remove(said)


_LEASES = """
import socket, sys
there = socket.socket(socket.AF_UNIX)
there.connect(sys.argv[1])
there.sendall("".join([f"*{len(sys.argv) - 2}\\r\\n", *(f"${len(a)}\\r\\n{a}\\r\\n" for a in sys.argv[2:])]).encode())
there.recv(100)
print("leased", flush=True)
sys.stdin.read()
"""
"""A process that leases something through a door, and holds it until it dies."""


async def test_only_leases_of_the_dead_and_frozen_are_ended_by_hand(day: Day) -> None:
    """A living bot may wait a minute for its turn to post; whoever took its lease away would have it posted twice."""
    door, leases = day.here.replicas.all[0].door, day.here.books.notes.keys.deadlines[2]
    assert door
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _LEASES, str(door.path), "HSET", leases, "nothing:2", "ABCDEFGH",
        stdin=PIPE, stdout=PIPE,
    )  # fmt: skip
    assert holder.stdout
    assert await holder.stdout.readline() == b"leased\n"
    await day.here.replicas.let_leases_run_out()
    assert "nothing:2" in await day.here.books.store.fields(leases)
    holder.kill()
    await holder.wait()
    await day.here.replicas.let_leases_run_out()
    assert "nothing:2" not in await day.here.books.store.fields(leases)


async def test_an_answer_given_twice_is_found(day: Day) -> None:
    """What somebody tells Baton once and Slack delivers twice has one answer, whatever else is said before and after."""
    world = day.here.slack.playground.world
    room = world.dm(day.work.cast["bob"].id, BOT_USER_ID)
    asked = world.post(new_message(world, room.id, day.work.cast["bob"].id, "thank you"), notify=False)
    answers = [world.post(new_message(world, room.id, BOT_USER_ID, text)) for text in ("A", "B", "A")]
    async with aiohttp.ClientSession() as session:
        front = Front(session, lambda: [1])
        front.tries[room.id, asked.ts] = 1
        assert list(answered_twice(front, world)) == []
        front.tries[room.id, asked.ts] = 2
        assert [line for line in answered_twice(front, world) if "is answered 2 times: 'A'" in line]
    for one in (asked, *answers):
        world.remove(one)


async def test_a_life_without_answers_is_found() -> None:
    """Bots that answer nobody break no promise either; a life of such says nothing."""
    heard, unheard = (Delivery("slash_commands", "/kudos", "", 0, failed) for failed in (None, "timeout"))
    assert list(unanswered([heard] * 9 + [unheard])) == []
    assert list(unanswered([heard, unheard])) == ["1 of 2 deliveries were not answered"]


async def test_what_stays_due_is_found(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that does not do what is due is late, and the finding names what."""
    monkeypatch.setattr("tests.faults.company.ON_TIME", 0.5)
    await day.here.books.store.run(_OVERDUE, keys=[day.here.books.notes.keys.due])
    await day.here.calm("something nobody does")
    assert any("'nothing:1'] stays due" in line for line in await found(day))

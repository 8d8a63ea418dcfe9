"""Somebody is erased as they, or others, are being told: Slack's answer writes nobody back, and they are told no more."""

from dataclasses import replace
from typing import TypeVar

from bot.domain.covering import Arrangement
from bot.domain.erasure import Whoever, without
from bot.domain.practice import Practice
from bot.services.tick_cover import tick_cover
from tests.fakes.pressed import PressedAtOnce
from tests.services.practice_scene import practice_scene
from tests.services.test_cover import CoverScene, cover_scene

R = TypeVar("R", Arrangement, Practice)


def left(record: R, user: str) -> R:
    """As it is stored once somebody was erased: see `StoredTraces`."""
    bare = without(record.model_dump(mode="json"), Whoever(user=user))
    return type(record).model_validate(bare).model_copy(update={"revision": record.revision + 1})


async def covered(user: str) -> tuple[CoverScene, Arrangement]:
    """Cho was told that they cover for Bob, and somebody was erased before Slack's answer."""
    place = cover_scene()
    cover = await place.has("bob", "cho")

    async def press() -> None:
        newest = await place.covers.get(cover.id)
        assert newest
        assert await place.covers.save(left(newest, user), now=place.now, op="erased")

    place.tools = replace(place.tools, board=PressedAtOnce(place.board, "tell", press))
    lease = await place.base.deadlines.lease(f"cover:{cover.id}")
    assert lease
    await tick_cover(place.tools, cover.id, lease)
    stands = await place.covers.get(cover.id)
    assert stands
    return place, stands


async def test_whoever_is_erased_as_they_hear_of_a_cover_is_not_written_back() -> None:
    """That they were told is noted without them; the other is told as always."""
    place, cover = await covered("UCHO")
    assert "UCHO" not in cover.model_dump_json()
    assert all(telling.told for telling in cover.tellings)
    assert place.told() == ["UCHO", "UBOB"]


async def test_whoever_is_erased_before_they_hear_of_a_cover_is_not_told() -> None:
    """Bob was next."""
    place, cover = await covered("UBOB")
    assert "UBOB" not in cover.model_dump_json()
    assert place.told() == ["UCHO"]


async def proposed(user: str) -> tuple[list[str], Practice]:
    """Bob heard that Cho proposed his words, and somebody was erased before Slack's answer; who was told."""
    place = await practice_scene()
    p = await place.proposed()

    async def press() -> None:
        newest = await place.newest(p)
        bare = left(newest, user)
        assert await place.book.save(bare, due=bare.due(place.now), op="erased")

    board = place.board
    place.tools = replace(place.tools, board=PressedAtOnce(board, "tell", press))
    await place.settle()
    return [user for _, user in board.said()], await place.newest(p)


async def test_whoever_is_erased_as_they_hear_of_a_phrase_is_not_written_back() -> None:
    """Nor is where they read it."""
    told, practice = await proposed("UBOB")
    assert "UBOB" not in practice.model_dump_json()
    assert practice.tellings[0].posted is None
    assert told == ["UBOB", "UANN", "UDAN"]


async def test_whoever_is_erased_before_they_are_asked_is_not_asked() -> None:
    """The others are."""
    told, practice = await proposed("UANN")
    assert "UANN" not in practice.model_dump_json()
    assert told == ["UBOB", "UDAN"]

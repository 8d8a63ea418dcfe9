"""Taking the files over: when their bytes rest, and only if they are good."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest

from bot.errors import OperatorError, StoreUnavailable
from bot.services.handbook import Handbook
from bot.services.reload import Pace, Reload, ReloadTools

BAD = "escalation.yaml:1:1: nothing stands here"


@dataclass
class Disk:
    """What stands in the files, and what happened: `good` contents begin with "good"."""

    content: str = "good 1"
    now: float = 0.0
    store_away: bool = False
    read: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    meanwhile: str = ""

    async def look(self) -> str:
        """Its fingerprint."""
        return self.content

    async def read_it(self) -> Handbook:
        """Read, or refused."""
        self.read.append(self.content)
        if not self.content.startswith("good"):
            raise OperatorError(f"{BAD}\n{BAD}")
        said, self.content = self.content, self.meanwhile or self.content
        self.meanwhile = ""
        return cast("Handbook", said)

    async def adopt(self, book: Handbook) -> None:
        """From now on it holds."""
        self.holds.append(str(book))

    async def good(self) -> None:
        """Noted, unless the store is away."""
        self._note("good")

    async def bad(self, seen: str, problems: Sequence[str]) -> None:
        """Told, unless the store is away."""
        self._note(f"{seen}: {len(problems)}")

    def _note(self, what: str) -> None:
        if self.store_away:
            raise StoreUnavailable("away")
        self.told.append(what)


@pytest.fixture
def disk() -> Disk:
    """A good file."""
    return Disk()


@pytest.fixture
def reload(disk: Disk) -> Reload:
    """Watching it."""
    tools = ReloadTools(disk.look, disk.read_it, disk.adopt, disk.good, disk.bad, lambda: disk.now)
    return Reload(tools, "good 1", pace=Pace(look=1, settle=1, bad=5))


async def after(reload: Reload, disk: Disk, seconds: int) -> None:
    """Looks, a second apart."""
    for _ in range(seconds + 1):
        await reload.once()
        disk.now += 1


async def test_what_rests_for_a_second_is_taken_over_once(disk: Disk, reload: Reload) -> None:
    """And told; looking on changes nothing."""
    disk.content = "good 2"
    await after(reload, disk, 10)
    assert (disk.holds, disk.told) == (["good 2"], ["good"])


async def test_what_is_still_being_written_is_not_read(disk: Disk, reload: Reload) -> None:
    """Other bytes at every look."""
    for length in range(6):
        disk.content = "good 2"[:length]
        await reload.once()
        disk.now += 0.9
    assert not disk.read


async def test_half_a_file_is_not_called_bad(disk: Disk, reload: Reload) -> None:
    """A slow copy: bad for three seconds, then good."""
    disk.content = ""
    await after(reload, disk, 3)
    disk.content = "good 2"
    await after(reload, disk, 3)
    assert (disk.holds, disk.told) == (["good 2"], ["good"])


async def test_a_bad_file_is_told_once_and_never_holds(disk: Disk, reload: Reload) -> None:
    """However long it stands there; it is read once."""
    disk.content = "bad"
    await after(reload, disk, 30)
    assert (disk.holds, disk.told, disk.read) == ([], ["bad: 2"], ["bad"])


async def test_the_old_bytes_again_are_told_only_after_a_bad_file(disk: Disk, reload: Reload) -> None:
    """Then the keepers were worried; an edit taken back at once worried nobody."""
    disk.content = "good 2"
    await reload.once()
    disk.content = "good 1"
    await after(reload, disk, 3)
    assert not disk.told
    disk.content = "bad"
    await after(reload, disk, 6)
    disk.content = "worse"
    await reload.once()
    disk.content = "good 1"
    await after(reload, disk, 3)
    assert disk.told == ["bad: 2", "good"]
    assert not disk.holds


async def test_asked_for_it_waits_for_nothing(disk: Disk, reload: Reload) -> None:
    """SIGHUP: a good file holds at once, a bad one is told at once."""
    disk.content = "good 2"
    await reload.once(at_once=True)
    disk.content = "bad"
    await reload.once(at_once=True)
    assert (disk.holds, disk.told) == (["good 2"], ["good", "bad: 2"])


async def test_what_changed_while_it_was_read_does_not_hold(disk: Disk, reload: Reload) -> None:
    """It might be half of each."""
    disk.content, disk.meanwhile = "good 2", "good 3"
    await after(reload, disk, 5)
    assert disk.holds == ["good 3"]


async def test_without_the_store_it_holds_and_is_told_later(disk: Disk, reload: Reload) -> None:
    """Answers need no store."""
    disk.store_away, disk.content = True, "good 2"
    await after(reload, disk, 3)
    assert (disk.holds, disk.told) == (["good 2"], [])
    disk.store_away = False
    await after(reload, disk, 1)
    assert disk.told == ["good"]


async def test_who_asks_is_heard_while_it_rests() -> None:
    """It looks only every hour here."""
    disk, asked = Disk(content="good 2"), asyncio.Event()
    held = asyncio.Event()

    async def adopt(book: Handbook) -> None:
        await disk.adopt(book)
        held.set()

    tools = ReloadTools(disk.look, disk.read_it, adopt, disk.good, disk.bad, lambda: disk.now)
    watching = asyncio.create_task(Reload(tools, "good 1", pace=Pace(look=3600), asked=asked).run())
    asked.set()
    await asyncio.wait_for(held.wait(), 5)
    watching.cancel()
    assert disk.holds == ["good 2"]

"""Three replicas at one night over one real store, dying at random: everything is said, and once."""

import asyncio
import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.domain.digest import NightPage
from bot.ports import Deadlines, NewId
from bot.services.correct import write_note
from bot.services.deliver_note import tick_note
from bot.services.feedback_tools import NightTools
from bot.services.run_night import ensure_nights, tick_night
from tests.fakes.faults import Killed
from tests.services.feedback_scene import WORDS, Scene, scene

CUT_OFF = "2026-11-20T10:00"
FAULTS = ("", "", "killed", "killed after", "lost", "lost reply", "refuse:ratelimited")

_TIME_PASSES = Script(
    "time_passes",
    "for _, item in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], 0, item) end "
    "redis.call('DEL', KEYS[2]) return {}",
)
"""Every lease and every pause runs out."""


def on(store: Store, keys: Keys, new_id: NewId) -> tuple[Scene, NightTools]:
    """A scene whose thanks, notes and nights are in the store."""
    place = scene()
    nights = StoredNights(store, keys, new_id)
    deadlines: Deadlines = StoredDeadlines(store, keys, new_id)
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    stored = StoredNotes(store, keys, new_id, sealer, lambda: timedelta(days=90))
    notes = replace(place.notes, notes=stored, ledger=nights, deadlines=deadlines)
    place.notes = notes
    place.thanks = replace(place.thanks, kudos=StoredKudos(store, keys, new_id), ledger=nights)
    return place, replace(place.night, ledger=nights, deadlines=deadlines, notes=notes)


async def replica(place: Scene, tools: NightTools) -> None:
    """One look of the loop: what is due and free is done, or dies."""
    for lease in await tools.deadlines.claim(place.now, 50):
        kind, _, key = lease.item.partition(":")
        with suppress(Killed):
            if kind == "night":
                await tick_night(tools, key, lease)
            else:
                await tick_note(tools.notes, key, lease)


@pytest.mark.parametrize("seed", range(12))
async def test_everything_is_said_once(store: Store, keys: Keys, new_id: NewId, seed: int) -> None:
    """A page in public, thanks and a note in private; refusals hold the page for the next night."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    place, tools = on(store, keys, new_id)
    await place.preferences.change("UCHO", thanks="private")
    await place.give("UANN", "UCHO", by="UBOB")
    await write_note(place.notes, author="UANN", recipient="UCHO", words=WORDS, value=None)
    await ensure_nights(tools)
    place.until(CUT_OFF)
    place.slack.faults.extend(chance.choice(FAULTS) for _ in range(10))
    for _ in range(15):
        await asyncio.gather(*(replica(place, tools) for _ in range(3)))
        await store.run(_TIME_PASSES, keys=[keys.deadlines[1], keys.deadlines[3]])
    place.slack.faults.clear()
    place.until("2026-11-23T10:00")
    for _ in range(3):
        await asyncio.gather(*(replica(place, tools) for _ in range(3)))
    said = [heard.key for heard in place.slack.heard]
    assert sorted(said) == sorted(set(said))
    assert len([heard for heard in place.slack.heard if isinstance(heard.what, NightPage)]) == 1

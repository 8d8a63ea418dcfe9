"""What people chose, and what was handled."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_people import StoredPreferences
from bot.domain.language import Language
from bot.ports import Preferences
from tests.contracts.conftest import Ports


async def test_nobody_has_chosen_anything_at_first(ports: Ports) -> None:
    """No choice is a value, not an error."""
    assert await ports.preferences.get("UANN") == Preferences()


async def test_a_choice_replaces_the_last_one_and_nobody_elses(ports: Ports) -> None:
    """Each person has one set of choices; None takes one back."""
    await ports.preferences.change("UANN", language=Language.KO, mentioned="on")
    await ports.preferences.change("UBOB", thanks="private")
    await ports.preferences.change("UANN", language=Language.EN, mentioned=None)
    assert await ports.preferences.get("UANN") == Preferences(language=Language.EN)
    assert await ports.preferences.get("UBOB") == Preferences(thanks="private")


async def test_choices_of_one_moment_are_all_kept(ports: Ports) -> None:
    """Two buttons pressed at once each change their own and nothing else."""
    until = datetime(2026, 11, 20, 3, tzinfo=UTC)
    await asyncio.gather(
        ports.preferences.change("UANN", language=Language.KO),
        ports.preferences.change("UANN", thanks="private"),
        ports.preferences.change("UANN", quiet_until=until, reminders=None),
    )
    chosen = Preferences(language=Language.KO, thanks="private", quiet_until=until)
    assert await ports.preferences.get("UANN") == chosen


async def test_choices_stored_whole_are_read_and_changed(store: Store, keys: Keys) -> None:
    """As a Baton of before wrote them, and with a field that only a later one knows."""
    book = StoredPreferences(store, keys)
    before = '{"language":"ko","thanks":null,"later":"kept"}'
    await store.put(keys.preferences("UANN"), before, ttl=None)
    await book.change("UANN", thanks="public")
    assert await book.get("UANN") == Preferences(language=Language.KO, thanks="public")
    assert json.loads(await store.get(keys.preferences("UANN")) or "")["later"] == "kept"


async def test_an_event_is_begun_once(ports: Ports) -> None:
    """A delivery that comes again while the first is handled is told so."""
    assert await ports.once.begin("Ev1")
    assert not await ports.once.begin("Ev1")
    assert await ports.once.begin("Ev2")


async def test_a_handling_that_broke_off_lets_the_retry_through(ports: Ports) -> None:
    """Slack comes again after a minute; by then the claim has run out."""
    assert await ports.once.begin("Ev1")
    await ports.pass_time(timedelta(seconds=55))
    assert await ports.once.begin("Ev1")


async def test_a_handled_event_stays_handled_for_a_day(ports: Ports) -> None:
    """Delayed events are retried for 24 hours; each retry is only answered."""
    assert await ports.once.begin("Ev1")
    await ports.once.done("Ev1")
    await ports.pass_time(timedelta(hours=24))
    assert not await ports.once.begin("Ev1")
    await ports.pass_time(timedelta(hours=2))
    assert await ports.once.begin("Ev1")

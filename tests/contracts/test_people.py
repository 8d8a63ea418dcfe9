"""What people chose, and what was handled."""

from datetime import timedelta

from bot.domain.language import Language
from bot.ports import Preferences
from tests.contracts.conftest import Ports


async def test_nobody_has_chosen_anything_at_first(ports: Ports) -> None:
    """No choice is a value, not an error."""
    assert await ports.preferences.get("UANN") == Preferences()


async def test_a_choice_replaces_the_last_one_and_nobody_elses(ports: Ports) -> None:
    """Each person has one set of choices."""
    await ports.preferences.put("UANN", Preferences(language=Language.KO))
    await ports.preferences.put("UBOB", Preferences(thanks="private"))
    await ports.preferences.put("UANN", Preferences(language=Language.EN, thanks="public"))
    assert await ports.preferences.get("UANN") == Preferences(language=Language.EN, thanks="public")
    assert await ports.preferences.get("UBOB") == Preferences(thanks="private")


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

"""Notes that were brought, in the scene of `feedback_scene`."""

from datetime import date

from bot.domain.correction import Correction
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.services.read_note import Opened, read_note
from tests.domain.small_files import utc
from tests.services.feedback_scene import WORDS, Scene

AFTERNOON = "2026-11-20T05:00"
"""Two o'clock in Seoul on that Friday: a note that goes at once comes within everybody's hours."""
MONDAY = "2026-11-23T00:00"
"""Nine o'clock in Seoul on the Monday after."""


def somebody(user: str) -> Party:
    """A colleague of the scene."""
    return Party(user=user, key=user.removeprefix("U").lower(), name=Text(en=user))


async def sealed(
    place: Scene,
    *,
    at: str = AFTERNOON,
    by: str = "UANN",
    to: str = "UCHO",
    follow_up: date | None = None,
    name: str = "N1",
) -> str:
    """A note that lies sealed until an instant; its id."""
    await place.notes_book.seal(
        Correction(
            id=name,
            author=somebody(by),
            recipient=somebody(to),
            words=WORDS,
            written=place.now,
            night=None,
            deliver="now",
            deliver_at=utc(at),
            follow_up=follow_up,
        )
    )
    return name


async def brought(
    place: Scene,
    *,
    at: str = AFTERNOON,
    by: str = "UANN",
    to: str = "UCHO",
    follow_up: date | None = None,
    name: str = "N1",
) -> str:
    """A note that was delivered; its id. The scene stands at that instant."""
    note = await sealed(place, at=at, by=by, to=to, follow_up=follow_up, name=name)
    place.until(at)
    assert await place.tick_due() == ["delivered"]
    return note


async def opened(place: Scene, note: str, by: str = "UCHO") -> Opened:
    """What somebody sees who may."""
    outcome = await read_note(place.notes, note, by=by)
    assert isinstance(outcome, Opened), outcome
    return outcome

"""`/kudos mine`: what one was thanked for and gave, and what a lead sees of their people."""

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.my_thanks import (
    NotYourPeople,
    given_by,
    of_value,
    public_thanks_of,
    received_by,
)
from bot.views.my_thanks import Looked, as_text
from tests.services.feedback_scene import Scene, scene

EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
NIGHT = "2026-11-20T10:00:05"


async def told(s: Scene, user: str) -> list[str]:
    """The words somebody reads in their window."""
    return [one.kudos.text for one in await received_by(s.thanks, user)]


async def test_what_waits_for_its_night_is_only_its_givers() -> None:
    """Whoever is thanked reads it once the night is done."""
    s = scene()
    await s.give("UBOB", text="for the calm words on the phone")
    assert await told(s, "UBOB") == []
    assert [one.out for one in await given_by(s.thanks, "UANN")] == [False]
    s.until(NIGHT)
    await s.tick()
    assert await told(s, "UBOB") == ["for the calm words on the phone"]
    assert [one.out for one in await given_by(s.thanks, "UANN")] == [True]
    assert await told(s, "UCHO") == []


async def test_the_newest_comes_first_also_of_what_came_quietly() -> None:
    """A reader's own choice hides nothing from themselves."""
    s = scene()
    await s.preferences.change("UBOB", thanks="private")
    await s.give("UBOB", text="first, for the calm words on the phone")
    s.later(minutes=1)
    await s.give("UBOB", text="second, for the tidy notes afterwards")
    s.until(NIGHT)
    await s.tick()
    assert [text[:6] for text in await told(s, "UBOB")] == ["second", "first,"]


async def test_nobody_learns_who_was_thanked_quietly_beside_them() -> None:
    """Whoever was thanked with them and chose to be thanked quietly is not named in one's own window either."""
    s = scene()
    await s.preferences.change("UCHO", thanks="private")
    await s.give("UBOB", "UCHO", text="to you two, <@UCHO> above all, for the calm words")
    s.until(NIGHT)
    await s.tick()
    [bobs] = await received_by(s.thanks, "UBOB")
    assert [who.user for who in bobs.hidden] == ["UCHO"]
    assert "Cho" not in as_text([bobs], None, s.book, EN)


async def test_a_lead_sees_what_was_public_of_their_own_people_alone() -> None:
    """What came quietly is not among it; other people's leads and colleagues see nothing."""
    s = scene()
    await s.give("UBOB", by="UCHO", text="for the calm words on the phone")
    await s.preferences.change("UCHO", thanks="private")
    await s.give("UCHO", by="UBOB", text="for the tidy notes afterwards")
    s.until(NIGHT)
    await s.tick()
    seen = await public_thanks_of(s.thanks, "UBOB", by="UANN")
    assert not isinstance(seen, NotYourPeople)
    assert [one.kudos.text for one in seen] == ["for the calm words on the phone"]
    assert await public_thanks_of(s.thanks, "UCHO", by="UANN") == []
    for other in ("UCHO", "UEVE", "UHR"):
        assert isinstance(await public_thanks_of(s.thanks, "UBOB", by=other), NotYourPeople)
    assert isinstance(await public_thanks_of(s.thanks, "UEVE", by="UANN"), NotYourPeople)


async def test_as_text_it_goes_by_value_and_counts_nothing() -> None:
    """For a review of one's own: who, when, what for."""
    s = scene()
    await s.give("UBOB", by="UCHO", text="the courier came the same day thanks to you")
    await s.give("UBOB", text="for staying late with that customer")
    s.until(NIGHT)
    await s.tick()
    thanks = await received_by(s.thanks, "UBOB")
    text = as_text(thanks, None, s.book, EN)
    assert "## :zap: Act now\n\n- 2026-11-20 · Cho: the courier came the same day" in text
    assert "## Beside the values\n\n- 2026-11-20 · Ann: for staying late" in text
    assert "<@" not in text
    assert [one.kudos.value for one in of_value(thanks, "act")] == ["act"]


def test_a_button_of_the_window_tells_what_is_looked_at() -> None:
    """Whatever it holds."""
    for looked in (Looked(), Looked(given=True, value="act", page=3)):
        assert Looked.read(looked.write()) == looked
    assert Looked.read("") == Looked.read("zz|-|999999999") == Looked()

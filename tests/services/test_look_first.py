"""Thanks that are shown before they are sent."""

import pytest

from bot.requests.kudos import KudosTo
from bot.services.draft_kudos import TooManyThanked
from bot.services.look_first import Preview, fingerprint, look_first, pointed_out
from tests.services.feedback_scene import TEXT, scene


async def test_a_group_is_shown_with_everybody_in_it() -> None:
    """Who is thanked, and who is left out and why; nothing is kept."""
    place = scene()
    place.directory.groups["S1"] = ("UANN", "UBOB", "UGUEST")
    shown = await look_first(place.thanks, KudosTo(users=(), groups=("S1",), text=TEXT), giver="UANN")
    assert isinstance(shown, Preview)
    assert [entry.who.user for entry in shown.draft.recipients] == ["UBOB"]
    assert [entry.reason for entry in shown.draft.left_out] == ["guest"]
    assert await place.kudos_book.given_by("UANN", place.now) == []


async def test_a_group_too_large_is_refused_at_once() -> None:
    """There is nothing to show."""
    place = scene(kudos={"recipients": 1})
    place.directory.groups["S1"] = ("UBOB", "UCHO")
    request = KudosTo(users=(), groups=("S1",), text=TEXT)
    assert await look_first(place.thanks, request, giver="UANN") == TooManyThanked(2, 1, TEXT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for writing to kim@example.com so kindly", ["kim@example.com"]),
        ("010-1234-5678 고객님께 바로 전화해 주셔서 고맙습니다", ["010-1234-5678"]),
        ("thanks <@U01012345678> for staying late with us", []),
        (TEXT, []),
    ],
)
async def test_what_looks_like_a_customers_is_pointed_out(text: str, found: list[str]) -> None:
    """A colleague who is mentioned is none; without anything to show nothing is shown."""
    assert [one.words for one in pointed_out(text)] == found
    shown = await look_first(scene().thanks, KudosTo(users=("UBOB",), text=text), giver="UANN")
    assert isinstance(shown, Preview) is bool(found)


def test_other_data_has_another_fingerprint() -> None:
    """What was pointed out once is not again; something new is."""
    assert fingerprint("to kim@example.com") == fingerprint("kim@example.com was glad")
    assert fingerprint("to kim@example.com") != fingerprint("to lee@example.com")
    assert fingerprint(TEXT) == ""

"""Whatever people do in whatever order: a note's words and those of its answers are read where they may be, only there."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.correction import Correction
from bot.domain.note_life import part_of, seen_by
from bot.ports.notes import NoteWaiting
from bot.services.answer_note import answer_note, close_note, talk_again
from bot.services.correct import own_note
from bot.services.read_note import Opened, notes_by_me, notes_to_me, read_note
from bot.services.show_note import block_author, hide_note, show_note, unblock_author
from tests.services.feedback_scene import Scene, scene
from tests.services.note_scene import AFTERNOON, sealed

AUTHOR, READER, LEAD, HR, COLLEAGUE, GUEST = "UBOB", "UCHO", "UANN", "UEVE", "UDAN", "UGUEST"
EVERYBODY = (AUTHOR, READER, LEAD, HR, COLLEAGUE, GUEST)
KEPT = timedelta(days=30)
NOTES = ("N1", "N2")

Deed = Literal[
    "open", "understood", "reply", "differ", "talk", "close", "again", "show", "hide", "block", "unblock",
    "write", "hours", "days", "weeks",
]  # fmt: skip
Act = tuple[Deed, str, str, str]
"""What, by whom, on which note, concerning whom."""

ACTS: st.SearchStrategy[Act] = st.tuples(
    st.sampled_from(Deed.__args__),  # type: ignore[attr-defined]  # a Literal's own list
    st.sampled_from((READER, READER, READER, *EVERYBODY)),
    st.sampled_from(NOTES),
    st.sampled_from((LEAD, HR, *EVERYBODY)),
)
LENGTHS: Mapping[str, timedelta] = {
    "hours": timedelta(hours=5),
    "days": timedelta(days=3),
    "weeks": timedelta(days=16),
}


class Judge:
    """Who may read what, from nothing but what was pressed and what stands in Slack."""

    def __init__(self, place: Scene) -> None:
        self.place = place
        self.shown: set[tuple[str, str]] = set()

    def came(self, note: str) -> datetime | None:
        """When its reader was told of it first."""
        knocks = [
            one.at
            for one in self.place.slack.heard
            if (one.where, one.what) == (READER, NoteWaiting(note=note))
        ]
        return min(knocks, default=None)

    def may_read(self, user: str, note: str) -> bool:
        """Whether somebody may read its words now."""
        if user == AUTHOR:
            return True
        came = self.came(note)
        if came is None or self.place.now >= came + KEPT:
            return False
        return user == READER or (user, note) in self.shown

    def note_act(self, deed: Deed, by: str, note: str, whom: str) -> None:
        """Its reader's showing counts, to those it may be shown to."""
        if by == READER and deed == "show" and whom in (LEAD, HR) and self.may_read(READER, note):
            self.shown.add((whom, note))
        if by == READER and deed == "hide":
            self.shown.discard((whom, note))


async def do(place: Scene, deed: Deed, by: str, note: str, whom: str) -> None:
    """One press, or some time."""
    tools = place.notes
    match deed:
        case "understood" | "reply" | "differ" | "talk":
            await answer_note(tools, note, by=by, kind=deed, words=f"yymark-{by}")
        case "again":
            await talk_again(tools, note, by=by, day=place.now.date() + timedelta(days=7))
        case "write":
            await sealed(place, at=place.now.isoformat(), by=AUTHOR, to=READER, name="N2")
        case "hours" | "days" | "weeks":
            place.goes_by(LENGTHS[deed])
        case "open":
            await read_note(tools, note, by=by)
        case "close":
            await close_note(tools, note, by=by)
        case "show":
            await show_note(tools, note, by=by, to=whom)
        case "hide":
            await hide_note(tools, note, by=by, to=whom)
        case "block":
            await block_author(tools, note, by=by)
        case "unblock":
            await unblock_author(tools, by=by, author=AUTHOR)
    for _ in range(3):
        await place.tick_due()


async def judged(place: Scene, judge: Judge) -> None:
    """Everybody looks at everything."""
    for user in EVERYBODY:
        lists = [*await notes_to_me(place.notes, user), *await notes_by_me(place.notes, user)]
        assert not marked(*lists)
        for note in NOTES:
            read = (
                await read_note(place.notes, note, by=user) if user != READER else await looked(place, note)
            )
            own = await own_note(place.notes, note, by=user)
            if isinstance(read, Opened) and marked(read.note):
                assert judge.may_read(user, note), (user, note)
                assert all(answer.words == f"yymark-{READER}" for answer in read.note.answers)
            assert user == AUTHOR or not isinstance(own, Correction)
    said = repr(place.slack.heard)
    assert "zzmark-" not in said
    assert "yymark-" not in said
    keys = [one.key for one in place.slack.heard]
    assert len(keys) == len(set(keys))


def marked(*notes: Correction) -> bool:
    """Whether any word of theirs can be seen."""
    return any(mark in repr(note.model_dump()) for note in notes for mark in ("zzmark-", "yymark-"))


async def looked(place: Scene, note: str) -> object:
    """What its reader would see, without their having opened it."""
    kept = await place.notes_book.get(note)
    part = part_of(kept, READER, place.now) if kept else None
    return Opened(seen_by(kept, part), part) if kept and part else None


async def lived(acts: list[Act]) -> None:
    """A scene through all of these."""
    place = scene(corrections={"retention": "30d", "show_to": ["eve"]})
    judge = Judge(place)
    await sealed(place, by=AUTHOR, to=READER, follow_up=date(2026, 11, 25))
    await judged(place, judge)
    place.until(AFTERNOON)
    await place.tick_due()
    second = iter(["N2"])
    for deed, by, note, whom in acts:
        if deed == "write" and next(second, None) is None:
            continue  # an id is used once
        await do(place, deed, by, note, whom)
        judge.note_act(deed, by, note, whom)
        await judged(place, judge)


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=12))
def test_words_are_read_only_where_they_may_be(acts: list[Act]) -> None:
    """By author, reader, lead, HR, a colleague and a guest; every knock stands once and says nothing."""
    asyncio.run(lived(acts))

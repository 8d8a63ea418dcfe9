"""What somebody leaves in every store: thanks, notes, work, and what they share."""

import json
from datetime import datetime, timedelta

from bot.domain.correction import Correction, Observation
from bot.domain.covering import Arrangement
from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Escalation, Event, Note, Party, Promise, PromiseState, State
from bot.domain.facts import Facts
from bot.domain.practice import Practice
from bot.domain.survey import CustomerWords, Feedback, Mood
from bot.domain.tracked import Tracked
from bot.ports.surveys import Taking
from tests.contracts.sample import escalation
from tests.services.my_data_scene import ANN, BOB, CHO, Lived


async def thanked(at: Lived) -> None:
    """A night of thanks from and to Bob was posted; more wait for the next one."""
    s = at.scene
    await s.give("UBOB", "UCHO", text="to you two for the calm words on the phone")
    await s.give("UBOB", text="for staying late with that customer")
    await s.give("UCHO", by="UBOB", text="zzwords for the tidy notes afterwards")
    await s.give("UCHO", text="you and <@UBOB> found that invoice, Bob Brownfield says")
    s.until("2026-11-20T10:00:05")
    await s.tick()
    await s.give("UBOB", text="waiting: for the quick help this evening")
    await s.give("UCHO", by="UBOB", text="zzwords waiting: for the quick help, too")


def note(note_id: str, author: Party, to: Party, at: datetime, mark: str) -> Correction:
    """A note that is due at once."""
    words = Observation(situation=f"zzmark-{mark}", behaviour="b", impact="i", next_time="n")
    return Correction(
        id=note_id, author=author, recipient=to, words=words, written=at, night=None, deliver_at=at
    )


async def noted(at: Lived) -> None:
    """Notes from and to Bob, brought and on their way."""
    notes, now, later = at.tools.notes.notes, at.now, at.now + timedelta(days=30)
    for one in (note("NBC", BOB, CHO, now, "bob-to-cho"), note("NAB", ANN, BOB, now, "ann-to-bob")):
        await notes.seal(one)
    at.scene.until("2026-11-23T03:00")
    await at.tick("note")
    for one in (note("NBA", BOB, ANN, now, "bob-waits"), note("NXB", ANN, BOB, now, "ann-waits")):
        await notes.seal(one.model_copy(update={"deliver_at": later}))
    await notes.block("UBOB", "UDAN")


def handed(at: Lived, *, closed: bool) -> Escalation:
    """A hand-over of Bob's, with his words and others'."""
    e = escalation(requester="UANN", opened=at.now)
    written = Note(id="V1", by=BOB, text="zzwords I called, Bob Brownfield here", at=at.now)
    update: dict[str, object] = {
        "requester": BOB,
        "owner": None if closed else BOB,
        "owners": (BOB,),
        "notes": (written, Note(id="V2", by=CHO, text="others: thanks 밥브라운님", at=at.now)),
        "events": (
            Event(at=at.now, what="opened", who="UBOB"),
            Event(at=at.now, what="asked", detail="person:bob"),
        ),
        "state": State.RESOLVED if closed else State.OWNED,
        "closed": at.now if closed else None,
        "closed_by": BOB if closed else None,
        "summary": "zzwords solved" if closed else None,
        "level_ends": None,
        "revision": 1,
    }
    return e.model_copy(update=update)


async def worked(at: Lived) -> tuple[Escalation, Tracked, Arrangement]:
    """Hand-overs, promises and covers, ended and under way; those under way."""
    for closed in (True, False):
        e = handed(at, closed=closed)
        _, lease = await at.escalations.open(
            e.model_copy(update={"revision": 0, "state": State.WAITING}), once=e.id, due=None
        )
        assert lease
        await at.scene.deadlines.release(lease)
        assert await at.escalations.save(e, due=None, op="x")
    promise = Promise(text="zzwords call back", by=at.now + timedelta(hours=2), who=BOB)
    done, open_ = (Tracked(id=name, opened=at.now, keeper=BOB, promise=promise) for name in ("PD", "PO"))
    await at.promises.open(done, once="a", due=None)
    await at.promises.open(open_, once="b", due=None)
    kept = promise.model_copy(update={"state": PromiseState.KEPT, "ended": at.now})
    assert await at.promises.save(done.model_copy(update={"promise": kept, "revision": 1}), due=None, op="y")
    cover = Arrangement(
        id="C1", revision=0, absent="bob", by="cho", start=at.now, end=at.now + timedelta(hours=20),
        maker=BOB, made=at.now,
    )  # fmt: skip
    assert await at.covers.save(cover, now=at.now, op="z")
    over = cover.model_copy(update={"id": "C0", "ended": at.now, "ended_by": BOB})
    assert await at.covers.save(over, now=at.now, op="w")
    return e, open_, cover


async def shared(at: Lived) -> None:
    """Everything else that Bob left behind."""
    await _written(at)
    await _about_bob(at)
    await at.scene.preferences.change("UBOB", thanks="public")
    await _raw(at)


async def _written(at: Lived) -> None:
    """What he put in front of others, in his words."""
    phrase = Practice.model_validate(
        {
            "id": "L1",
            "situation": "fast",
            "text": "I call back today.",
            "language": "en",
            "author": BOB,
            "proposed": at.now,
        }
    )
    shelf = await at.practices.shelf()
    assert await at.practices.open(phrase, once="p", since=shelf.version, due=None)
    pinned = Facts.model_validate(
        {
            "id": "F1",
            "what": "payments are down",
            "pinned": at.now,
            "pinned_by": BOB,
            "ends": at.now + timedelta(hours=2),
        }
    )
    assert await at.facts.save(pinned, now=at.now, op="q")
    d = Disagreement(id="D1", to="UANN", author=BOB, about="a value", words="zzwords I see it differently")
    await at.disagreements.open([d], once="d", due=at.now + timedelta(days=3))


async def _about_bob(at: Lived) -> None:
    """What a customer wrote of him."""
    customer = Feedback(
        id="S1", agent=BOB, team="support", mood=Mood.GOOD, answered=at.now, received=at.now,
        words=CustomerWords(comment="so kind"), tell_at=at.now, told=at.now,
    )  # fmt: skip
    await at.tools.surveys.book.take(
        Taking(once="s", result="note", counts=None, feedback=customer, due=at.now + timedelta(days=3))
    )


async def _raw(at: Lived) -> None:
    """Keys that carry his name."""
    named = at.keys.named
    day = str(86_400_000)
    for shape in ("status:UBOB", "reminded:UBOB"):
        await at.raw("SET", named(shape), "x", "PX", "1000000")
    await at.raw("SADD", named("introduced:UBOB"), "kudos")
    await at.raw("SADD", at.keys.known_people, "bob", "UBOB")
    for shape, record in (
        ("welcome:bob", {"person": "bob"}),
        ("library-review:UBOB", {"user": "UBOB"}),
        ("file-news:M1", {"id": "M1", "user": "UBOB", "told": True}),
        ("bulletin:B1", {"id": "B1", "user": "UBOB", "told": True}),
    ):
        await at.raw("HSET", named(shape), "record", json.dumps(record))
        await at.raw("PEXPIRE", named(shape), day)
    for item in ("welcome:bob", "review:UBOB", "thanks-question:UBOB"):
        await at.raw("ZADD", at.keys.due, str(int(at.now.timestamp() * 1000) + 86_400_000 * 9), item)
    await at.raw("HSET", named("file-change:N1"), "record", "packed", "seen:UBOB", "1000 x")
    await at.raw("PEXPIRE", named("file-change:N1"), day)

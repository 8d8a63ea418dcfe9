"""A team that has lived with Baton for some days, in a real store; Bob then asks to be erased."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_disagreements import StoredDisagreements
from bot.adapters.store_erasures import StoredErasures
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_facts import StoredFacts
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_library import StoredLibrary
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_people import StoredPreferences
from bot.adapters.store_promises import StoredPromises
from bot.adapters.store_published import StoredPublished
from bot.adapters.store_surveys import StoredSurveys
from bot.adapters.store_traces import StoredTraces
from bot.domain.correction import Correction, Observation
from bot.domain.covering import Arrangement
from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Escalation, Event, Note, Party, Promise, PromiseState, State
from bot.domain.facts import Facts
from bot.domain.language import Text
from bot.domain.practice import Practice
from bot.domain.survey import CustomerWords, Feedback, Mood
from bot.domain.tracked import Tracked
from bot.ports import Lease
from bot.ports.surveys import SurveyNews, Taking
from bot.services.deliver_note import tick_note
from bot.services.edit_night import tick_edits
from bot.services.editing import EditTools
from bot.services.erase_me import ask_to_be_erased, tick_erase
from bot.services.my_data import MyDataTools
from bot.services.published import PublishedTools
from bot.services.run_night import tick_night
from bot.services.survey_tools import SurveyTools
from tests.contracts.sample import escalation
from tests.fakes.published import FakePublishedVoice
from tests.fakes.voice import FakeVoice
from tests.services.feedback_scene import Scene, scene

BOB = Party(user="UBOB", key="bob", name=Text(ko="밥브라운", en="Bob Brownfield"))
ANN = Party(user="UANN", key="ann", name=Text(en="Ann"))
CHO = Party(user="UCHO", key="cho", name=Text(en="Cho"))
MARKS = ("UBOB", "Bob Brownfield", "밥브라운", '"bob"', "person:bob")
"""What must be found nowhere once he is erased."""

_PUT = Script("put raw", "redis.call(unpack(ARGV)) return {}")


@dataclass
class Lived:
    """The scene, its stores, and what erasing works with."""

    scene: Scene
    store: Store
    keys: Keys
    tools: MyDataTools
    editing: EditTools
    voice: FakeVoice[int]
    escalations: StoredEscalations
    promises: StoredPromises
    covers: StoredCovers
    library: StoredLibrary
    facts: StoredFacts
    disagreements: StoredDisagreements

    @property
    def now(self) -> datetime:
        """The bot's clock."""
        return self.scene.now

    async def tick(self, *kinds: str) -> None:
        """Whatever of these kinds is due, until nothing is."""
        for _ in range(20):
            leases = await self.scene.deadlines.claim(self.now, 50)
            mine = [lease for lease in leases if not kinds or lease.item.partition(":")[0] in kinds]
            for lease in leases:
                if lease not in mine:
                    await self.scene.deadlines.release(lease)
            if not mine:
                return
            for lease in mine:
                await self._one(lease)

    async def _one(self, lease: Lease) -> None:
        kind, _, key = lease.item.partition(":")
        match kind:
            case "night":
                await tick_night(self.scene.night, key, lease)
            case "night-edit":
                await tick_edits(self.editing, key, lease)
            case "note":
                await tick_note(self.tools.notes, key, lease)
            case "erase":
                await tick_erase(self.tools, key, lease)
            case _:
                await self.scene.deadlines.forget(lease)

    async def erase(self) -> None:
        """Bob asks, and it is done as far as it can be."""
        await ask_to_be_erased(self.tools, "UBOB")
        await self.tick("erase", "night-edit")

    async def traces(self) -> dict[str, list[str]]:
        """Every key of the workspace that names Bob, by its family, in its name or its bytes."""
        found: dict[str, list[str]] = {}
        async for key in self.store.scan(self.keys, self.keys.every):
            kind, _ = await self.store.kind_and_ttl(key)
            match kind:
                case "string":
                    content: object = await self.store.get(key)
                case "hash":
                    content = await self.store.fields(key)
                case "set":
                    content = await self.store.members(key)
                case _:
                    content = await self.store.entries(key)
            text = f"{key} {_spelled(content)}"
            family = self.keys.family(key)
            if any(mark in text for mark in MARKS):
                found.setdefault(family.shape if family else key, []).append(key)
        return found

    async def raw(self, *command: str) -> None:
        """Write something as another part of Baton does."""
        await self.store.run(_PUT, keys=[command[1]], args=command)


def _spelled(content: object) -> str:
    return json.dumps(content, ensure_ascii=False).replace('\\"', '"').replace("\\\\u", "\\u")


def lived(store: Store, keys: Keys) -> Lived:
    """Empty stores; Friday noon in Seoul."""
    s = scene(people={"bob": {"name": {"ko": "밥브라운", "en": "Bob Brownfield"}}})
    new_id = s.notes.new_id
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    deadlines = StoredDeadlines(store, keys, new_id)
    nights, kudos = StoredNights(store, keys, new_id), StoredKudos(store, keys, new_id)
    preferences = StoredPreferences(store, keys)
    notes = replace(
        s.notes,
        notes=StoredNotes(store, keys, new_id, sealer, lambda: timedelta(days=90)),
        ledger=nights,
        deadlines=deadlines,
    )
    s.thanks = replace(s.thanks, kudos=kudos, ledger=nights)
    s.night = replace(s.night, ledger=nights, preferences=preferences, deadlines=deadlines, notes=notes)
    s.notes = notes
    s.deadlines = deadlines  # type: ignore[assignment] # the stored one, by the same port
    s.preferences = preferences  # type: ignore[assignment] # likewise
    published = StoredPublished(store, keys, new_id)
    surveys = SurveyTools(
        handbook=lambda: s.book,
        book=StoredSurveys(store, keys, new_id, sealer),
        voice=FakeVoice[SurveyNews](lambda: s.real),
        kudos=kudos,
        directory=s.directory,
        deadlines=deadlines,
        clock=lambda: s.now,
        wall_clock=lambda: s.real,
        new_id=new_id,
    )
    voice = FakeVoice[int](lambda: s.real)
    tools = MyDataTools(
        handbook=lambda: s.book,
        published=PublishedTools(s.thanks, published, new_id),
        notes=notes,
        surveys=surveys,
        traces=StoredTraces(store, keys, sealer),
        erasures=StoredErasures(store, keys),
        voice=voice,
        directory=s.directory,
        deadlines=deadlines,
        clock=lambda: s.now,
        wall_clock=lambda: s.real,
    )
    return Lived(
        scene=s,
        store=store,
        keys=keys,
        tools=tools,
        editing=EditTools(s.night, published, FakePublishedVoice(lambda: s.real)),
        voice=voice,
        escalations=StoredEscalations(store, keys, new_id),
        promises=StoredPromises(store, keys, new_id),
        covers=StoredCovers(store, keys),
        library=StoredLibrary(store, keys, new_id),
        facts=StoredFacts(store, keys),
        disagreements=StoredDisagreements(store, keys, new_id, sealer),
    )


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
    words = Observation(situation=f"zz-{mark}", behaviour="b", impact="i", next_time="n")
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
    shelf = await at.library.shelf()
    assert await at.library.open(phrase, once="p", since=shelf.version, due=None)
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
    customer = Feedback(
        id="S1", agent=BOB, team="support", mood=Mood.GOOD, answered=at.now, received=at.now,
        words=CustomerWords(comment="so kind"), tell_at=at.now, told=at.now,
    )  # fmt: skip
    await at.tools.surveys.book.take(
        Taking(once="s", result="note", counts=None, feedback=customer, due=at.now + timedelta(days=3))
    )
    await at.scene.preferences.change("UBOB", thanks="public")
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

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
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.ports import Lease
from bot.ports.surveys import SurveyNews
from bot.services.deliver_note import tick_note
from bot.services.edit_night import tick_edits
from bot.services.editing import EditTools
from bot.services.erase_me import ask_to_be_erased, tick_erase
from bot.services.my_data import MyDataTools
from bot.services.published import PublishedTools
from bot.services.run_night import tick_night
from bot.services.survey_tools import SurveyTools
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
    practices: StoredLibrary
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


def _kept_in(s: Scene, store: Store, keys: Keys, sealer: Sealer) -> None:
    """The scene's thanks, nights, notes and choices lie in the store from now on."""
    new_id = s.notes.new_id
    deadlines, preferences = StoredDeadlines(store, keys, new_id), StoredPreferences(store, keys)
    nights, kudos = StoredNights(store, keys, new_id), StoredKudos(store, keys, new_id)
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


def _surveys(s: Scene, book: StoredSurveys) -> SurveyTools:
    return SurveyTools(
        handbook=lambda: s.book,
        book=book,
        voice=FakeVoice[SurveyNews](lambda: s.real),
        kudos=s.thanks.kudos,
        directory=s.directory,
        deadlines=s.deadlines,
        clock=lambda: s.now,
        wall_clock=lambda: s.real,
        new_id=s.notes.new_id,
    )


def lived(store: Store, keys: Keys) -> Lived:
    """Empty stores; Friday noon in Seoul."""
    s = scene(people={"bob": {"name": {"ko": "밥브라운", "en": "Bob Brownfield"}}})
    new_id = s.notes.new_id
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    _kept_in(s, store, keys, sealer)
    published = StoredPublished(store, keys, new_id)
    voice = FakeVoice[int](lambda: s.real)
    return Lived(
        scene=s,
        store=store,
        keys=keys,
        tools=MyDataTools(
            handbook=lambda: s.book,
            published=PublishedTools(s.thanks, published, new_id),
            notes=s.notes,
            surveys=_surveys(s, StoredSurveys(store, keys, new_id, sealer)),
            traces=StoredTraces(store, keys, sealer),
            erasures=StoredErasures(store, keys),
            voice=voice,
            directory=s.directory,
            deadlines=s.deadlines,
            clock=lambda: s.now,
            wall_clock=lambda: s.real,
        ),
        editing=EditTools(s.night, published, FakePublishedVoice(lambda: s.real)),
        voice=voice,
        escalations=StoredEscalations(store, keys, new_id),
        promises=StoredPromises(store, keys, new_id),
        covers=StoredCovers(store, keys),
        practices=StoredLibrary(store, keys, new_id),
        facts=StoredFacts(store, keys),
        disagreements=StoredDisagreements(store, keys, new_id, sealer),
    )

"""A day of everything Baton keeps, written with words that belong to known readers."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from bot.views import (
    cover_ids,
    ids,
    line_up_ids,
    note_ids,
    note_life_ids,
    pin_ids,
    practice_ids,
    promise_ids,
    survey_ids,
)
from tests.attacks.hands import Field, Hands, in_hours
from tests.privacy.stage import Stage

OURS: Final = ("zqcard", "zqtried", "zqasked", "zqsolved")
"""Words of hand-overs: colleagues may read them, outsiders may not."""
THEIRS: Final = (
    *(
        "zqpromise",
        "zqthanks",
        "zqsealed",
        "zqnote",
        "zqanswer",
        "zqsurvey",
        "zqloop",
        "zqproposed",
        "zqmeans",
    ),
)
"""Words of one or two people alone."""
LIBRARY_TEXT: Final = "library_text"


@dataclass
class Day:
    """Who worked, and what came of it, by kind: ids as the store has them."""

    stage: Stage
    hands: type[Hands] = Hands
    people: dict[str, Hands] = field(default_factory=dict)
    made: dict[str, list[str]] = field(default_factory=dict)

    def who(self, key: str) -> Hands:
        """Somebody of the workspace."""
        if key not in self.people:
            self.people[key] = self.hands(self.stage, self.stage.slack.person(key).id)
        return self.people[key]

    async def works(self) -> None:
        """Everything that is done, told, thanked for and written down."""
        await self.hand_overs()
        await self.promises()
        await self.thanks()
        await self.notes()
        await self.practices()
        await self.customers()

    async def passes(self) -> None:
        """Work is done; then everybody looks at their page."""
        await self.works()
        for key in ("bob", "seoyeon", "minjun", "jimin", "dohyun", "sujin", "lukas", "emily"):
            await self.opens_home(key)
        await self.stage.idle()
        self.made = await made_in(self.stage)

    async def opens_home(self, key: str) -> None:
        """Look at Baton's page, and at the lists behind it."""
        who = self.who(key)
        await who.happens("app_home_opened", tab="home", channel=who.room)
        for command, text in (
            ("/escalate", "mine"),
            ("/escalate", "open"),
            ("/escalate", "cover"),
            ("/kudos", "tonight"),
            ("/kudos", "mine"),
            ("/correct", "list"),
            ("/correct", "process"),
            ("/values", "library"),
            ("/values", "pin list"),
        ):
            await who.types(command, text)
        for name in (note_life_ids.NOTES_ALL, survey_ids.SURVEY_ALL, "published_list", "my_data"):
            await who.presses(name, home=True)
        await self.stage.idle()

    async def hand_overs(self) -> None:
        """One that nobody has, one that somebody has and was asked about, one that is solved."""
        bob, dohyun, seoyeon = self.who("bob"), self.who("dohyun"), self.who("seoyeon")
        packet = {ids.TOPIC: "billing_refund", ids.NEED: "zqcard charged twice", ids.TRIED: "zqtried"}
        about = '{"topic":"billing_refund","text":"refund"}'
        for _ in range(3):
            await bob.submits(ids.HAND_OVER_FORM, about, packet)
        await self.stage.idle()
        first, second, third = sorted((await made_in(self.stage))["escalation"])
        await seoyeon.submits(ids.JOIN_FORM, ticket(first), {ids.NEED: "zqcard another customer"})
        for one in (second, third):
            await dohyun.presses(ids.TAKE, ticket(one))
        await dohyun.submits(ids.ASK_FORM, ticket(second), {ids.WORDS: "zqasked which order"})
        await dohyun.submits(promise_ids.SET_FORM, ticket(second), {promise_ids.BY: in_hours(self.stage, 5)})
        await dohyun.submits(ids.RESOLVE_FORM, ticket(third), {ids.SUMMARY: "zqsolved refunded"})
        await self.stage.idle()

    async def promises(self) -> None:
        """One that is kept, one that is offered to a colleague; a cover; a pinned fact; a line for the list."""
        bob, jimin, seoyeon = self.who("bob"), self.who("jimin"), self.who("seoyeon")
        await bob.types("/escalate", "promise in 5 hours zqpromise call Kim")
        await seoyeon.types("/escalate", "promise in 6 hours zqpromise write to Lee")
        await self.stage.idle()
        for one in (await made_in(self.stage))["promise"]:
            await seoyeon.submits(
                promise_ids.GIVE_FORM, f'{{"promise":"{one}"}}', {promise_ids.TO: self.who("minjun").id}
            )
        covers: dict[str, Field] = {
            cover_ids.COVER_ABSENT: self.who("sujin").id,
            cover_ids.COVER_BY: self.who("emily").id,
            cover_ids.COVER_FROM: in_hours(self.stage, 24),
            cover_ids.COVER_TO: in_hours(self.stage, 30),
        }
        confirm = await self.who("dohyun").submits(cover_ids.COVER_FORM, "", covers)
        assert confirm
        await self.who("dohyun").submits(
            cover_ids.COVER_CONFIRM_FORM, confirm["view"]["private_metadata"], {}
        )
        facts: dict[str, Field] = {
            pin_ids.PIN_WHAT: "payments are down",
            pin_ids.PIN_TOPICS: ["billing_refund"],
            pin_ids.PIN_BACK: "at three",
            pin_ids.PIN_CHARGED: "nothing",
            pin_ids.PIN_KIND: "outage",
            pin_ids.PIN_ENDS: in_hours(self.stage, 3),
        }
        await jimin.submits(pin_ids.PIN_FORM, '{"id":"pinned1"}', facts)
        await bob.types("/correct", "process the refund form asks twice")
        await self.stage.idle()

    async def thanks(self) -> None:
        """Last night's, posted; tonight's, which only their giver knows."""
        bob, seoyeon, minjun = self.who("bob"), self.who("seoyeon"), self.who("minjun")
        await bob.types("/kudos", f"<@{minjun.id}> thank you for staying late with the refund")
        await writes_note(seoyeon, bob, "zqnote", deliver="tonight")
        await self.stage.idle()
        await self.stage.slack.forward(hours=9, minutes=2)
        await self.stage.idle()
        await seoyeon.types("/kudos", f"<@{minjun.id}> zqthanks thank you for the calm words to the shop")
        await self.stage.idle()

    async def notes(self) -> None:
        """One that was brought and answered, one that is sealed until tomorrow's night."""
        bob, seoyeon, minjun = self.who("bob"), self.who("seoyeon"), self.who("minjun")
        for one in (await made_in(self.stage))["note"]:
            await bob.submits(
                note_life_ids.NOTE_ANSWER_FORM, f"differ {one}", {note_life_ids.NOTE_ANSWER: "zqanswer"}
            )
            await bob.presses(note_life_ids.NOTE_SHOW_TO, f"{one} {self.who('jimin').id}")
        await writes_note(minjun, seoyeon, "zqsealed", deliver="tonight")
        await self.stage.idle()

    async def practices(self) -> None:
        """One that stands, one that waits; what a value means to somebody."""
        bob, jimin = self.who("bob"), self.who("jimin")
        stands = {"library_situation": "empathy", "library_kind": "phrase"}
        accepted = {LIBRARY_TEXT: "Let me say back what I heard", **stands}
        await bob.submits(practice_ids.SHARE_FORM, "{}", accepted)
        await self.stage.idle()
        (first,) = (await made_in(self.stage))["practice"]
        await jimin.presses(f"{practice_ids.LIBRARY_ACCEPT}:1", f'{{"practice":"{first}"}}')
        proposed = {LIBRARY_TEXT: "zqproposed I call back before noon", **stands}
        await bob.submits(practice_ids.SHARE_FORM, "{}", proposed)
        await bob.submits(line_up_ids.MEANING_FORM, "hear", {line_up_ids.MEANING_TEXT: "zqmeans a lot"})
        await self.stage.idle()

    async def customers(self) -> None:
        """Thanks and hard words of customers, for one agent."""
        told = {"agent": "seoyeon@example.com", "scale": "csat"}
        assert await self.stage.survey(id="S1", score=5, comment="zqsurvey thank you so much", **told)
        assert await self.stage.survey(id="S2", score=1, comment="zqsurvey nobody called me back", **told)
        await self.stage.idle()
        for one in (await made_in(self.stage))["survey"]:
            await self.who("seoyeon").submits(
                survey_ids.SURVEY_LOOP_FORM,
                one,
                {survey_ids.SURVEY_STATE: "changed", survey_ids.SURVEY_CHANGED: "zqloop we call now"},
            )
        await self.stage.idle()


KEPT = (
    "escalation",
    "promise",
    "kudos",
    "note",
    "survey",
    "practice",
    "cover",
    "improvements",
    "night",
    "facts",
)


def ticket(escalation: str) -> str:
    """What a button of an escalation carries."""
    return f'{{"escalation":"{escalation}"}}'


async def writes_note(author: Hands, reader: Hands, word: str, *, deliver: str) -> None:
    """A note, sent again as it stands where something was to be thought over."""
    parts = (note_ids.NOTE_SITUATION, note_ids.NOTE_BEHAVIOUR, note_ids.NOTE_IMPACT, note_ids.NOTE_NEXT_TIME)
    words = dict.fromkeys(parts, f"this morning in the queue {word}")
    typed = {note_ids.NOTE_TO: reader.id, note_ids.NOTE_DELIVER: deliver, **words}
    answered = await author.submits(note_ids.NOTE_FORM, "", typed)
    if answered and answered.get("view", {}).get("callback_id") == note_ids.NOTE_FORM:
        answered = await author.submits(note_ids.NOTE_FORM, answered["view"]["private_metadata"], typed)
    if answered and answered.get("response_action") == "errors":
        raise AssertionError(f"{word}: {answered}")


async def made_in(stage: Stage) -> dict[str, list[str]]:
    """The ids of what is kept, by kind of key."""
    assert stage.store is not None
    found: dict[str, list[str]] = defaultdict(list)
    async for raw in stage.store.scan_iter(count=1000):
        key = raw.decode().partition("}:")[2]
        family, _, rest = key.partition(":")
        if rest and family in KEPT:
            found[family].append(rest)
        if family in {"facts", "improvements"}:
            fields = await stage.store.hkeys(raw)
            found[f"{family} of"].extend(f"{rest}|{_text(one)}" for one in fields)
    return found


def _text(held: bytes | str) -> str:
    return held.decode() if isinstance(held, bytes) else held

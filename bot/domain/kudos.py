"""Kudos: thanks that may be spoken in public. A correction is another type (`bot.domain.correction`).

They share no base class and no function takes either, so that one can never stand where the other is meant.
"""

import hashlib
import unicodedata
from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.escalation import Party
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey

ALIKE_WITHIN = timedelta(minutes=5)

"""The same words from the same giver to the same people are one kudos within this time: a double send."""


KEEP_KUDOS = timedelta(days=400)

"""Thanks are kept a little over a year, for the yearly look back, and then erased."""


Tag = Literal["turnaround", "other_team", "small_surprise"]
"""What a kudos also tells: a bad situation turned good, help across teams, a little more than was asked."""

Source = Literal["command", "form", "mention", "shortcut", "reaction", "plus_one", "customer"]
"""How somebody gave it."""


WORDLESS: frozenset[Source] = frozenset({"reaction"})
"""Sources that need no words: the message they point to tells what for."""

SHORT: frozenset[Source] = frozenset({"reaction", "plus_one", "customer"})
"""Sources whose words may be as short as they are: something else tells what for."""


def told_length(text: str) -> int:
    """How much a text tells, in Latin letters: a Hangul syllable, and a sign like it, counts for two.

    So that "one line is enough" in both languages: ten syllables of Korean say what twenty letters of English do.
    """
    signs = unicodedata.normalize("NFC", text)
    wide = sum(sign.isalpha() and unicodedata.east_asian_width(sign) == "W" for sign in signs)
    return len(signs) + wide


def reaction_id(giver: str, channel: str, ts: str, nth: int = 1) -> str:
    """The id of what somebody gives by a reaction: the same however often and in which order Slack tells of it.

    `nth` counts from 1: a reaction put on again after its thanks were withdrawn from a posted night is a new one.
    """
    told = hashlib.sha256(f"{giver} {channel} {ts}".encode()).hexdigest()[:20]
    return f"r{told}" if nth == 1 else f"r{told}-{nth}"


class Thanked(Frozen):
    """One recipient of a kudos and the night that brings it to them.

    That is a night of their primary team. A team without nights has nobody to post it: then
    `in_post` is False, and they are thanked by direct message on another team's night.
    """

    who: Party
    night: NightKey
    in_post: bool = True


class Kudos(Frozen):
    """Thanks from one person to one or more colleagues.

    `text` is plain, except that a colleague mentioned in it stands as `<@U…>`; `mentioned`
    tells their names. It is empty where a reaction alone was given: then the message speaks for
    itself. `given` is UTC by the bot's clock; `day` is the giver's local date, which the cap
    counts. `about` is the message it thanks for (`channel:ts`): several for one message become
    one card; `link` is its address, for people. `joins` is the published kudos that this one adds
    a "+1 because …" to. `withdrawn` is when it was taken out of a night that was posted;
    `taken_back` is when it went away before, unseen. A `customer` source is what a customer wrote
    of its one recipient, who agreed: it has no colleague as its giver.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 0
    giver: Party
    recipients: tuple[Thanked, ...]
    text: str
    mentioned: tuple[Party, ...] = ()
    value: str | None = None
    given: datetime
    day: date
    link: str | None = None
    taken_back: datetime | None = None
    about: str | None = None
    tags: tuple[Tag, ...] = ()
    source: Source = "command"
    joins: str | None = None
    withdrawn: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is still said: neither taken back before its night nor withdrawn after."""
        return self.taken_back is None and self.withdrawn is None

    @property
    def nights(self) -> tuple[NightKey, ...]:
        """The nights it waits for, each once, in the order of its recipients."""
        return tuple(dict.fromkeys(recipient.night for recipient in self.recipients))

    @property
    def owner(self) -> str:
        """Who may take it away (a Slack id): its giver; of a customer's words, the one who agreed to them."""
        if self.source == "customer" and len(self.recipients) == 1:
            return self.recipients[0].who.user
        return self.giver.user

    @property
    def people(self) -> tuple[Party, ...]:
        """Who is thanked."""
        return tuple(recipient.who for recipient in self.recipients)

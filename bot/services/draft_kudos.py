"""Thanks before they are given: who is meant, which value they show, and what stands against them."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.escalation import Party
from bot.domain.kudos import SHORT, WORDLESS, Source, Tag, Thanked, told_length
from bot.domain.night_run import NightKey
from bot.domain.philosophy import KudosRules
from bot.ports import Unclear
from bot.requests.kudos import KudosTo
from bot.requests.mentions import users_in
from bot.services.feedback_tools import ThanksTools, nights_of
from bot.services.kudos_hints import suggested_tags, suggested_value
from bot.services.standing import LeftOut, receiving, standing


@dataclass(frozen=True)
class NobodyToThank:
    """None of those named can be thanked; `group` where Slack showed nobody of a group that was named."""

    left_out: tuple[LeftOut, ...]
    text: str
    group: bool = False


@dataclass(frozen=True)
class TooManyThanked:
    """More people than one kudos may have."""

    count: int
    most: int
    text: str


@dataclass(frozen=True)
class WrongLength:
    """The text is too short to tell what for, or too long."""

    length: int
    least: int
    most: int
    text: str


@dataclass(frozen=True)
class ValueMissing:
    """The file wants every thanks to name a value, and the words suggest none."""

    text: str


@dataclass(frozen=True)
class NoNights:
    """No team in the file has a night."""


Unfit = NobodyToThank | TooManyThanked | WrongLength | ValueMissing | NoNights


@dataclass(frozen=True)
class Draft:
    """A kudos that may be given: who, what, and on which nights."""

    recipients: tuple[Thanked, ...]
    text: str
    mentioned: tuple[Party, ...]
    left_out: tuple[LeftOut, ...]
    value: str | None = None
    tags: tuple[Tag, ...] = ()


async def drafted(
    tools: ThanksTools,
    request: KudosTo,
    *,
    giver: Party,
    source: Source = "command",
    value: str | None = None,
    closed: Collection[NightKey] = frozenset(),
) -> Draft | Unfit:
    """Everybody named, groups unfolded, and what stands against any of them; `value` is the one that was chosen."""
    book, now = tools.handbook(), tools.clock()
    rules, text = book.philosophy.kudos, request.text.strip()
    try:
        people, left_out = await _named(tools, request, giver)
    except Unclear:
        return NobodyToThank((LeftOut(giver, "unsure"),), text)
    if not people:
        return NobodyToThank(left_out, text, group=bool(request.groups))
    if len(people) > rules.recipients:
        return TooManyThanked(len(people), rules.recipients, text)
    if not _fits(text, source, rules):
        return WrongLength(len(text), *rules.text, text)
    chosen = book.philosophy.value(value) if value else None
    shows = chosen.id if chosen else suggested_value(book, text)
    if rules.value == "must" and shows is None and source not in WORDLESS:
        return ValueMissing(text)
    nights = nights_of(book)
    thanked = [nights.thanked(person, giver.key, now, closed) for person in people]
    if None in thanked:
        return NoNights()
    return Draft(
        recipients=tuple(entry for entry in thanked if entry),
        text=text,
        mentioned=await _mentioned(tools, text, (giver, *people)),
        left_out=left_out,
        value=shows,
        tags=suggested_tags(book, text, giver, people),
    )


def _fits(text: str, source: Source, rules: KudosRules) -> bool:
    """Whether it is long enough to tell what for, and no longer than the file allows."""
    if len(text) > rules.text[1]:
        return False
    if source in SHORT:
        return bool(text) or source in WORDLESS
    return told_length(text) >= rules.text[0]


async def _named(
    tools: ThanksTools, request: KudosTo, giver: Party
) -> tuple[list[Party], tuple[LeftOut, ...]]:
    """Who can be thanked, and who of those named cannot."""
    book = tools.handbook()
    users = await _unfolded(tools, request, giver)
    found = await asyncio.gather(*(receiving(tools.directory, book, user) for user in users))
    left_out = [entry for entry in found if isinstance(entry, LeftOut)]
    left_out += [LeftOut(giver, "yourself") for user in request.users if user == giver.user]
    return [entry for entry in found if isinstance(entry, Party)], tuple(left_out)


async def _mentioned(tools: ThanksTools, text: str, there: Collection[Party]) -> tuple[Party, ...]:
    """Whom the words name, in their order; `there` are those known already."""
    known = {party.user: party for party in there}
    named = [user for user in users_in(text) if user not in known]
    others = await asyncio.gather(*(standing(tools.directory, tools.handbook(), user) for user in named))
    known |= {party.user: party for entry in others for party in [_party(entry)]}
    return tuple(known[user] for user in users_in(text))


async def _unfolded(tools: ThanksTools, request: KudosTo, giver: Party) -> list[str]:
    groups = await asyncio.gather(*(tools.directory.group(group) for group in request.groups))
    members = [user for group in groups for user in group]
    return [user for user in dict.fromkeys([*request.users, *members]) if user != giver.user]


def _party(entry: Party | LeftOut) -> Party:
    return entry.who if isinstance(entry, LeftOut) else entry

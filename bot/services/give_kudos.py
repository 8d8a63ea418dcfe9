"""Thanking colleagues: who is meant, which value it shows, which night posts it."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.escalation import Party, Posted
from bot.domain.hours import wall_clock
from bot.domain.kudos import SHORT, WORDLESS, Kudos, Source, Tag, Thanked, told_length
from bot.domain.night_run import NightKey
from bot.domain.philosophy import KudosRules
from bot.ports import Refused, Unclear
from bot.ports.kudos import Alike, DayFull, Kept
from bot.ports.nights import NightClosed
from bot.requests.kudos import KudosTo
from bot.requests.mentions import users_in
from bot.services.feedback_tools import ThanksTools, nights_of
from bot.services.handbook import Handbook
from bot.services.kudos_hints import suggested_tags, suggested_value
from bot.services.standing import LeftOut, receiving, standing

_TRIES = 5
"""A night may close by hand just as we write; more than a few in a row means that something else is wrong."""


@dataclass(frozen=True)
class Way:
    """How somebody gives thanks, beside the words and the people.

    `about` is the message they are for (`channel:ts`), `joins` the published kudos they add to; `tags` None are
    those the words suggest. `kudos_id` makes sending twice one; empty, every sending has its own. `again` gives once
    more what was taken back under that id, and not only what nobody has given yet.
    """

    source: Source = "command"
    about: str | None = None
    joins: str | None = None
    tags: tuple[Tag, ...] | None = None
    kudos_id: str = ""
    again: bool = False


@dataclass(frozen=True)
class Arrival:
    """When and where some of the recipients will read their thanks."""

    night: NightKey
    at: datetime
    channel: str
    people: tuple[Party, ...]
    in_post: bool
    tonight: bool


@dataclass(frozen=True)
class KudosKept:
    """Stored, and changeable until the first of its nights closes."""

    kudos: Kudos
    arrivals: tuple[Arrival, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class KudosRepeated:
    """The same was sent a moment ago; that one stands."""

    kudos: Kudos
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True)
class DayIsFull:
    """As many as a day allows were given."""

    cap: int
    text: str


@dataclass(frozen=True)
class CannotGive:
    """The giver is nobody who can thank here."""

    who: LeftOut


@dataclass(frozen=True)
class NobodyToThank:
    """None of those named can be thanked."""

    left_out: tuple[LeftOut, ...]
    text: str


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
GiveOutcome = KudosKept | KudosRepeated | DayIsFull | CannotGive | Unfit


@dataclass(frozen=True)
class Draft:
    """A kudos that may be given: who, what, and on which nights."""

    recipients: tuple[Thanked, ...]
    text: str
    mentioned: tuple[Party, ...]
    left_out: tuple[LeftOut, ...]
    value: str | None = None
    tags: tuple[Tag, ...] = ()


_PLAIN = Way()


async def give_kudos(
    tools: ThanksTools, request: KudosTo, *, giver: str, value: str | None = None, way: Way = _PLAIN
) -> GiveOutcome:
    """Thank them. Without a value given, the one the words speak of is suggested."""
    book, now = tools.handbook(), tools.clock()
    who = await standing(tools.directory, book, giver)
    if isinstance(who, LeftOut):
        return CannotGive(who)
    before = await tools.kudos.get(way.kudos_id) if way.kudos_id else None
    if before and before.giver.user != giver:
        raise PermissionError(f"{giver} did not give kudos {before.id}")
    if before and not (before.taken_back and way.again):
        return KudosRepeated(before, arrivals(book, before, now))
    closed: frozenset[NightKey] = frozenset()
    kudos_id, link = way.kudos_id or tools.new_id(), await link_of(tools, way.about)
    for _ in range(_TRIES):
        draft = await drafted(tools, request, giver=who, source=way.source, value=value, closed=closed)
        if not isinstance(draft, Draft):
            return draft
        kudos = Kudos(
            id=kudos_id,
            revision=before.revision + 1 if before else 0,
            giver=who,
            recipients=draft.recipients,
            text=draft.text,
            mentioned=draft.mentioned,
            value=draft.value,
            given=now,
            day=wall_clock(now, ZoneInfo(zone_of_giver(book, who))).date(),
            link=link,
            about=way.about,
            tags=draft.tags if way.tags is None else way.tags,
            source=way.source,
            joins=way.joins,
        )
        cap = cap_of(book, who)
        match await tools.kudos.give(kudos, cap=cap):
            case Kept(kudos=kept):
                tools.thanked(kept)
                return KudosKept(kept, arrivals(book, kept, now), draft.left_out)
            case Alike(kudos=same):
                return KudosRepeated(same, arrivals(book, same, now))
            case DayFull():
                return DayIsFull(cap, draft.text)
            case NightClosed(nights=nights):
                closed |= frozenset(nights)
    raise RuntimeError(f"{_TRIES} nights in a row closed while one kudos was given")


async def link_of(tools: ThanksTools, about: str | None) -> str | None:
    """The address of a message (`channel:ts`) that all colleagues may read; None for every other one."""
    channel, _, ts = (about or "").partition(":")
    if not ts:
        return None
    try:
        info = await tools.directory.channel(channel, fresh=True)
    except (Refused, Unclear):
        return None
    if info is None or info.is_private or info.is_shared_outside:
        return None
    return tools.directory.permalink(Posted(channel=channel, ts=ts))


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
    users = await _unfolded(tools, request, giver)
    found = await asyncio.gather(*(receiving(tools.directory, book, user) for user in users))
    left_out = [entry for entry in found if isinstance(entry, LeftOut)]
    left_out += [LeftOut(giver, "yourself") for user in request.users if user == giver.user]
    people = [entry for entry in found if isinstance(entry, Party)]
    rules, text = book.philosophy.kudos, request.text.strip()
    if not people:
        return NobodyToThank(tuple(left_out), text)
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
    known = {party.user: party for party in (giver, *people)}
    named = [user for user in users_in(text) if user not in known]
    others = await asyncio.gather(*(standing(tools.directory, book, user) for user in named))
    known |= {party.user: party for entry in others for party in [_party(entry)]}
    return Draft(
        recipients=tuple(entry for entry in thanked if entry),
        text=text,
        mentioned=tuple(known[user] for user in users_in(text)),
        left_out=tuple(left_out),
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


def arrivals(book: Handbook, kudos: Kudos, now: datetime) -> tuple[Arrival, ...]:
    """When and where its recipients will read it, earliest first."""
    nights = nights_of(book)
    made = []
    for night, in_post in dict.fromkeys((entry.night, entry.in_post) for entry in kudos.recipients):
        if nights.has_nights(night.team):
            made.append(
                Arrival(
                    night=night,
                    at=nights.cut_off(night),
                    channel=nights.channel(night.team),
                    people=tuple(e.who for e in kudos.recipients if (e.night, e.in_post) == (night, in_post)),
                    in_post=in_post,
                    tonight=night.date == nights.today(night.team, now),
                )
            )
    return tuple(sorted(made, key=lambda arrival: arrival.at))


async def _unfolded(tools: ThanksTools, request: KudosTo, giver: Party) -> list[str]:
    groups = await asyncio.gather(*(tools.directory.group(group) for group in request.groups))
    members = [user for group in groups for user in group]
    return [user for user in dict.fromkeys([*request.users, *members]) if user != giver.user]


def _party(entry: Party | LeftOut) -> Party:
    return entry.who if isinstance(entry, LeftOut) else entry


def zone_of_giver(book: Handbook, giver: Party) -> str:
    """The zone whose date the cap counts: that of the giver's team."""
    team = book.file.primary_team(giver.key) if giver.key else None
    return book.file.zone_of_team(team) if team else book.file.workspace.time_zone


def cap_of(book: Handbook, giver: Party) -> int:
    """How many kudos a giver's day holds; leads thank more people."""
    person = book.file.people.get(giver.key) if giver.key else None
    leads = any(team.lead == giver.key for team in book.file.teams.values() if team.lead)
    rules = book.philosophy.kudos
    return rules.leads_per_day if leads or (person and "lead" in person.roles) else rules.per_day

"""Thanking colleagues: once, within the day's cap, for a night that is still open."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.escalation import Party, Posted
from bot.domain.hours import wall_clock
from bot.domain.kudos import Kudos, Source, Tag
from bot.domain.night_run import NightKey
from bot.errors import NotAllowed
from bot.ports import Refused, Unclear
from bot.ports.kudos import Alike, DayFull, Kept
from bot.ports.nights import NightClosed
from bot.requests.kudos import KudosTo
from bot.services.arrivals import Arrival, arrivals
from bot.services.draft_kudos import Draft, Unfit, drafted
from bot.services.feedback_tools import ThanksTools
from bot.services.handbook import Handbook
from bot.services.standing import LeftOut, standing

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


GiveOutcome = KudosKept | KudosRepeated | DayIsFull | CannotGive | Unfit


_PLAIN = Way()


async def give_kudos(
    tools: ThanksTools, request: KudosTo, *, giver: str, value: str | None = None, way: Way = _PLAIN
) -> GiveOutcome:
    """Thank them. Without a value given, the one the words speak of is suggested.

    Raises:
        NotAllowed: the id belongs to thanks that somebody else began.
    """
    book, now = tools.handbook(), tools.clock()
    who = await standing(tools.directory, book, giver)
    if isinstance(who, LeftOut):
        return CannotGive(who)
    before = await _begun(tools, way, giver)
    if before and not (before.taken_back and way.again):
        return KudosRepeated(before, arrivals(book, before, now))
    closed: frozenset[NightKey] = frozenset()
    kudos_id, link = way.kudos_id or tools.new_id(), await link_of(tools, way.about)
    for _ in range(_TRIES):
        draft = await drafted(tools, request, giver=who, source=way.source, value=value, closed=closed)
        if not isinstance(draft, Draft):
            return draft
        kudos = _made(draft, who, way, kudos_id, day=_day_of(book, who, now), given=now, link=link)
        if before:
            kudos = kudos.model_copy(update={"revision": before.revision + 1})
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


async def _begun(tools: ThanksTools, way: Way, giver: str) -> Kudos | None:
    before = await tools.kudos.get(way.kudos_id) if way.kudos_id else None
    if before and before.giver.user != giver:
        raise NotAllowed(
            ko="다른 분이 쓰신 고마움이라 대신 보낼 수 없습니다. 직접 한 줄 남겨 주시면 됩니다.",
            en="Somebody else wrote these thanks, so only they can send them. A line of your own is just as welcome.",
        )
    return before


def _made(
    draft: Draft, giver: Party, way: Way, kudos_id: str, *, day: date, given: datetime, link: str | None
) -> Kudos:
    return Kudos(
        id=kudos_id,
        giver=giver,
        recipients=draft.recipients,
        text=draft.text,
        mentioned=draft.mentioned,
        value=draft.value,
        given=given,
        day=day,
        link=link,
        about=way.about,
        tags=draft.tags if way.tags is None else way.tags,
        source=way.source,
        joins=way.joins,
    )


def _day_of(book: Handbook, giver: Party, now: datetime) -> date:
    """The date at the giver's, whose cap counts."""
    return wall_clock(now, ZoneInfo(zone_of_giver(book, giver))).date()


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

"""At start: who of the file Slack knows, and whether its channels can be posted in and read."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from bot.adapters.slack_api import SlackRefusal
from bot.domain.people import Person
from bot.domain.team_file import TeamFile
from bot.ports import ChannelInfo, Member, Refused

NOBODY = frozenset({"user_not_found", "users_not_found", "user_not_visible"})
"""Slack's ways of saying that it shows nobody of that id or address."""

S = TypeVar("S")
T = TypeVar("T")

_FEW = 20
_AT_ONCE = 8
"""Questions under way at a time: one after the other, twenty people and their channels take seconds."""
_NO_SCOPE = "the app may not ask ({needed}); update it from manifest.yaml and install it again"


class Asking(Protocol):
    """What the roll call asks Slack; each may be refused or left unclear."""

    async def member(self, user: str) -> Member | None:
        """Somebody by id."""

    async def by_email(self, email: str) -> Member | None:
        """Somebody by e-mail address."""

    async def everybody(self) -> Mapping[str, Member]:
        """All one may read, by e-mail address in small letters; nobody if one may not."""


@dataclass(frozen=True)
class Present:
    """The file's people whom Slack knows, and a sentence for each of the others."""

    users: Mapping[str, str]
    problems: tuple[str, ...]


async def call_people(people: Mapping[str, Person], asking: Asking) -> Present:
    """Find the file's people in Slack.

    A few are asked for one by one; more are read from the list of users first, since
    users.lookupByEmail answers about 50 times a minute.

    Raises:
        Unclear: Slack gives no answer.
    """
    listed = await asking.everybody() if len(people) > _FEW else {}
    found = await few_at_a_time(partial(_asked_about, listed, asking), people.values())
    users: dict[str, str] = {}
    problems: list[str] = []
    for (key, person), member in zip(people.items(), found, strict=True):
        name = person.slack or person.email or "no Slack id and no e-mail address"
        if isinstance(member, Refused):
            problems.append(f"{key} ({name}): {_why(member)}.")
            continue
        if problem := _problem(member, users):
            problems.append(f"{key} ({name}): {problem}.")
        if member is not None and not member.has_left:
            users[key] = member.user
    return Present(users=users, problems=tuple(problems))


async def few_at_a_time(ask: Callable[[S], Awaitable[T]], about: Iterable[S]) -> list[T]:
    """Every answer, in order. After one failure nothing more is asked, and that is raised."""
    seats = asyncio.Semaphore(_AT_ONCE)

    async def seated(one: S) -> T:
        async with seats:
            return await ask(one)

    try:
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(seated(one)) for one in about]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in asked]


async def _asked_about(
    listed: Mapping[str, Member], asking: Asking, person: Person
) -> Member | Refused | None:
    try:
        return await _find(person, listed, asking)
    except Refused as refused:
        return refused


async def _find(person: Person, listed: Mapping[str, Member], asking: Asking) -> Member | None:
    if person.slack:
        return await asking.member(person.slack)
    if person.email:
        return listed.get(person.email.casefold()) or await asking.by_email(person.email)
    return None


def _problem(member: Member | None, users: Mapping[str, str]) -> str | None:
    if member is None:
        return "Slack knows nobody by that; they cannot be asked or thanked"
    if member.has_left:
        return "their Slack account is deactivated; give their slots to somebody else"
    if member.is_bot:
        return "is a bot, not a person"
    same = next((key for key, user in users.items() if user == member.user), None)
    return f"is the same Slack account as {same}" if same else None


def _why(refused: Refused) -> str:
    needed = refused.needed if isinstance(refused, SlackRefusal) else ""
    if refused.reason == "missing_scope":
        return _NO_SCOPE.format(needed=needed or "a scope is missing")
    return f"Slack refused to say ({refused.reason})"


@dataclass(frozen=True)
class Use:
    """What a channel of the file is for."""

    channel: str
    what: str
    is_night: bool = False
    path: tuple[str, ...] = ()
    """The keys that lead to it in escalation.yaml."""


def channels_of(file: TeamFile) -> tuple[Use, ...]:
    """Every channel Baton posts in, with what for, in the file's order."""
    uses: list[Use] = []
    for key, team in file.teams.items():
        at = ("teams", key)
        uses.append(Use(team.channel, f"channel of team {key}", path=(*at, "channel")))
        if team.night:
            path = (*at, "night", "channel")
            uses.append(Use(team.night.channel, f"night of team {key}", is_night=True, path=path))
        if team.line_up:
            uses.append(Use(team.line_up.channel, f"line-up of team {key}", path=(*at, "line_up", "channel")))
        if team.reminders:
            what, path = f"reminders of team {key}", (*at, "reminders", "channels")
            uses += [Use(channel, what, path=path) for channel in team.reminders.channels]
    return tuple(uses)


async def call_channel(
    use: Use, known: ChannelInfo | None, can_read: Callable[[ChannelInfo], Awaitable[str | None]]
) -> str | None:
    """What stands in the way of a channel's use, as a sentence; None if nothing does.

    `can_read` tries to read, joining if need be, and tells why not. Only a night needs it at
    once: a night that cannot be found again after a crash might be posted twice.
    """
    obstacle = _obstacle(use, known)
    if obstacle is None and known is not None and use.is_night and (reason := await can_read(known)):
        obstacle = (
            f"Baton cannot join or read it ({reason}), so after a crash it could not tell whether the night "
            "was posted; /invite Baton there"
        )
    return f"{use.channel} ({use.what}): {obstacle}." if obstacle else None


def _obstacle(use: Use, known: ChannelInfo | None) -> str | None:
    if known is None:
        return "Slack shows Baton no such channel; create it, or /invite Baton if it is private"
    if known.is_archived:
        return "is archived, so nothing can be posted there"
    if known.is_private and not known.is_member:
        return "is private and Baton is not in it; /invite Baton there"
    if use.is_night and known.is_shared_outside:
        return "is shared with another company, so the night's kudos will not be posted there"
    return None

"""The whole ladder of a topic, to its last rung and beyond, and which topic somebody wants to see."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from bot.domain.asking import ask_last
from bot.domain.decision import Direct
from bot.domain.ladder import Ask, climb
from bot.domain.lookup import fold
from bot.domain.policy import TargetKind
from bot.ports import Directory, Refused, Unclear
from bot.services.answer import Question, Route, route
from bot.services.handbook import Handbook

log = logging.getLogger(__name__)

_PATIENCE = 0.6
"""Seconds that asking for the groups' members may take: an answer must reach Slack within three."""

_NAMES_A_TOPIC = 3
"""Words that may stand for a topic; more of them are a question that happens to begin with "map"."""


@dataclass(frozen=True)
class LadderMap:
    """Where a topic leads from an instant on if nobody takes it.

    Once every level was asked, again where the policy repeats, `last` are asked at `ends` (UTC) and every hour.
    """

    route: Route
    ends: datetime
    last: tuple[Ask, ...]


@dataclass(frozen=True)
class Everything:
    """No topic was named: all of them."""


@dataclass(frozen=True)
class OneTopic:
    """The topic that is meant."""

    topic: str


@dataclass(frozen=True)
class NotClear:
    """A topic was named, and it could be several or none."""


@dataclass(frozen=True)
class NotNamed:
    """No topic was named: it is a question."""


Wanted = Everything | OneTopic | NotClear | NotNamed


def map_ladder(book: Handbook, topic: str, at: datetime) -> LadderMap:
    """The ladder of a topic, for a customer of normal severity, as it would be climbed from `at` (UTC).

    Raises:
        KeyError: there is no such topic.
    """
    if topic not in book.file.topics:
        raise KeyError(topic)
    found = route(book, topic, at, Question(""))
    policy, roster = found.policy, book.roster
    ends = found.rungs[-1].ends
    if found.first is not None:  # a ladder that reaches nobody is not climbed again
        for _ in range(policy.repeat):
            again = climb(policy.levels, count=policy.count, topic_team=found.team, roster=roster, at=ends)
            ends = again[-1].ends
    last = ask_last(book.last_resort.levels, found.team, roster=roster, at=ends)
    return LadderMap(found, ends, last)


def map_all(book: Handbook, at: datetime) -> tuple[Route, ...]:
    """Where every topic leads at an instant (UTC), in the file's order."""
    return tuple(route(book, topic, at, Question("")) for topic in book.file.topics)


async def members_of_groups(found: LadderMap, directory: Directory) -> dict[str, tuple[str, ...]]:
    """Who of the file is in each user group the ladder asks; a group Slack does not tell of is left out."""
    asks = [*(ask for rung in found.route.rungs for ask in rung.asks), *found.last]
    groups = {ask.target.ref for ask in asks if ask.target.kind is TargetKind.GROUP}
    found_in = await asyncio.gather(*(_members(group, directory) for group in sorted(groups)))
    return {group: keys for group, keys in zip(sorted(groups), found_in, strict=True) if keys is not None}


async def _members(group: str, directory: Directory) -> tuple[str, ...] | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            users = await directory.group(group)
    except (Refused, Unclear, TimeoutError) as problem:
        log.warning("Slack did not tell who is in %s (%s)", group, type(problem).__name__)
        return None
    return tuple(key for user in users if (key := directory.key_of(user)))


def wanted(book: Handbook, text: str) -> Wanted:
    """Which ladder somebody means: by a topic's key, title or keyword, else by what a few words are about."""
    asked = fold(text)
    if not asked:
        return Everything()
    topics = book.file.topics.items()
    for names in (lambda key, topic: (key, *topic.title.both), lambda _, topic: topic.keywords.both):
        named = [key for key, topic in topics if asked in {fold(name) for name in names(key, topic)}]
        if len(named) == 1:
            return OneTopic(named[0])
    if len(text.split()) > _NAMES_A_TOPIC:
        return NotNamed()
    match book.topics.match(text):
        case Direct(best):
            return OneTopic(best.id)
        case _:
            return NotClear()

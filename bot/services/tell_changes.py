"""Telling people what changed in the files: once, whoever of the replicas notices first, and however it changed.

told ──a good version is noticed──► pending ──two quiet minutes──► told, and news go out
 │ ▲                                                                 keepers: everything
 │ └──good again──┐                                                  whoever it touches: their lines
 └─a bad file─► bad: news to the keepers                             channels of teams: one line
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.comparing import AHEAD, compare_philosophies, compare_teams, together
from bot.domain.differences import Differences, PersonChange
from bot.domain.night import NightClock
from bot.domain.oncall import Roster
from bot.domain.team_file import TeamFile
from bot.ports import Clock, Deadlines, Directory, Lease, NewId
from bot.ports.changes import FilesTold, Leaf, News, NewsBoard, NewsBook, Pending, Version, leaf_id
from bot.services.handbook import Handbook

log = logging.getLogger(__name__)

QUIET = timedelta(minutes=2)
"""Five saves in a row are one change: it is told once nothing was saved for so long."""
AT_LATEST = timedelta(minutes=15)
"""But never later than this after the first."""
MOST_READERS = 50
"""More people than this are not written to one by one; their teams' channels say it."""

_LEFT_TO_OTHERS = 5
"""A replica that still has other files leaves telling to one that knows the new people in Slack: so many times,
with growing pauses, two and a half minutes in all; a rolling restart is over by then."""
_TRIES = 20


@dataclass(frozen=True)
class NewsTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    book: NewsBook
    board: NewsBoard
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId


def version_of(book: Handbook) -> Version:
    """What the files say, apart from how it is written."""
    said = [
        model.model_dump_json(by_alias=True, exclude_defaults=True) for model in (book.file, book.philosophy)
    ]
    sha = hashlib.sha256("\n".join(said).encode()).hexdigest()
    return Version(sha=sha, file=book.file, philosophy=book.philosophy)


async def note_good(tools: NewsTools, book: Handbook) -> None:
    """A good version holds here, at a start or after a change: if people do not know it yet, they will be told."""
    version = version_of(book)
    for _ in range(_TRIES):
        files = await tools.book.files()
        noted = _noted(tools, files, version)
        if noted is None or await tools.book.save_files(noted, due=_due(noted, tools.clock())):
            return
    log.warning("what the files say could not be noted; the next change tells it")


def _noted(tools: NewsTools, files: FilesTold | None, version: Version) -> FilesTold | None:
    """What is to be told now that a version holds; None if that is known already."""
    if files is None:
        return FilesTold(told=version)
    first, known = files.pending, files.pending.version if files.pending else files.told
    if version.sha == known.sha and files.bad is None:
        return None
    mends = files.bad is not None or bool(first and first.mends)
    pending = Pending(
        id=first.id if first else tools.new_id(),
        version=version,
        since=first.since if first else tools.clock(),
        mends=mends,
    )
    took_back = version.sha == files.told.sha and not mends
    return FilesTold(told=files.told, pending=None if took_back else pending, revision=files.revision + 1)


def _due(files: FilesTold, now: datetime) -> datetime | None:
    return min(now + QUIET, files.pending.since + AT_LATEST) if files.pending else None


async def note_bad(tools: NewsTools, sha: str, problems: Sequence[str]) -> None:
    """A file does not hold: the keepers are told at once, once for what stands in it."""
    for _ in range(_TRIES):
        files, now = await tools.book.files(), tools.clock()
        if files is None:
            return
        known = files.pending.version if files.pending else files.told
        news_id = f"bad-{sha[:12]}-{known.sha[:12]}"
        if files.bad == news_id:
            return
        keepers = _keepers(tools, tools.handbook().file)
        news = News(id=news_id, at=now, problems=tuple(problems), names=keepers)
        noted = files.model_copy(update={"bad": news_id, "revision": files.revision + 1})
        leaves = _for_keepers(news, now)
        if await tools.book.save_files(noted, due=_due(noted, now), news=news, leaves=leaves):
            return
    log.warning("the keepers could not be told of a broken file")


async def tick_files(tools: NewsTools, _key: str, lease: Lease) -> None:
    """Nothing was saved for a while: tell what is different from what people know."""
    files = await tools.book.files()
    if files is None or files.pending is None:
        await tools.deadlines.forget(lease)
        return
    known_here = version_of(tools.handbook()).sha == files.pending.version.sha
    if not known_here and lease.failures < _LEFT_TO_OTHERS:
        await tools.deadlines.release(lease, failed=True, park=False)
        return
    differences = await asyncio.to_thread(
        differences_of, files.told, files.pending.version, tools.handbook(), tools.clock()
    )
    news = _news(tools, files.pending, differences)
    leaves = _leaves(tools, files.pending.version.file, news) if news else ()
    after = FilesTold(told=files.pending.version, bad=files.bad, revision=files.revision + 1)
    if not await tools.book.save_files(after, due=None, lease=lease, news=news, leaves=leaves):
        log.info("the files changed once more, or another replica tells of them")
    await tools.deadlines.release(lease)


def differences_of(before: Version, after: Version, book: Handbook, now: datetime) -> Differences:
    """What is different, by the files alone: covers made in Slack stay what they are."""
    old, new = (Roster(one.file, book.calendars, (), book.roster.feeds) for one in (before, after))
    return together(
        compare_teams(old, new, now, now + AHEAD),
        compare_philosophies(before.philosophy, after.philosophy, now, now + AHEAD),
    )


def _news(tools: NewsTools, pending: Pending, differences: Differences) -> News | None:
    if not (differences or pending.mends):
        return None
    file = pending.version.file
    keys = {
        user: one.person
        for one in differences.people
        if one.person in file.people and (user := tools.directory.user_of(one.person))
    }
    crowd = len(keys) if len(keys) > MOST_READERS else 0
    names = dict(_keepers(tools, file)) | ({} if crowd else keys)
    return News(
        id=pending.id,
        at=tools.clock(),
        differences=differences,
        mended=pending.mends,
        readers=() if crowd else tuple(keys),
        crowd=crowd,
        names=tuple(names.items()),
    )


def _keepers(tools: NewsTools, file: TeamFile) -> tuple[tuple[str, str], ...]:
    known = ((tools.directory.user_of(key), key) for key in file.workspace.keepers)
    return tuple((user, key) for user, key in known if user)


def _for_keepers(news: News, now: datetime) -> tuple[Leaf, ...]:
    return tuple(
        Leaf(id=leaf_id(news.id, "keeper", user), news=news.id, kind="keeper", to=user, due=now)
        for user, _ in news.names
    )


def _leaves(tools: NewsTools, file: TeamFile, news: News) -> tuple[Leaf, ...]:
    """Everything that is said of it. A keeper whom it touches reads one message, not two."""
    keepers = {user for user, _ in _keepers(tools, file)}
    differences = news.differences
    leaves = [leaf for leaf in _for_keepers(news, news.at) if leaf.to in keepers]
    if differences is None:
        return tuple(leaves)
    clock = NightClock(file, tools.handbook().calendars)
    changes = {one.person: one for one in differences.people}
    for user in news.readers:
        key = news.key_of(user)
        if user not in keepers and key:
            due = when_told(changes[key], clock, news.at)
            leaves.append(
                Leaf(id=leaf_id(news.id, "person", user), news=news.id, kind="person", to=user, due=due)
            )
    leaves += [
        Leaf(
            id=leaf_id(news.id, "team", team), news=news.id, kind="team", to=team,
            channel=file.teams[team].channel, due=news.at,
        )
        for team in differences.teams
        if team in file.teams
    ]  # fmt: skip
    return tuple(leaves)


def when_told(change: PersonChange, clock: NightClock, now: datetime) -> datetime:
    """At once in somebody's hours, else as they begin; but before a shift that changes hands sooner."""
    opens = clock.hours_of(change.person).opens_next(now) or now
    first = min((span.start for span in (*change.gained, *change.lost)), default=None)
    return now if first is not None and first <= opens else opens

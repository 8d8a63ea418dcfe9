"""What both a serving bot and a command of the command line stand on: store, Slack and files."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.adapters.address import Address
from bot.adapters.background import broken_off
from bot.adapters.held import Hearing, Held
from bot.adapters.ical_feeds import Feeds
from bot.adapters.ical_fetching import Shelf
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.sealing import Sealer
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity, introduce, make_client, open_session, quiet_loggers
from bot.adapters.slack_directory import SlackDirectory
from bot.adapters.slack_messenger import Mouth
from bot.adapters.slack_posting import Posting
from bot.adapters.slack_quiet import SlackQuiet
from bot.adapters.store_checks import away, check_schema, other_workspaces, warnings
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_deadlines import LEASE_FOR, StoredDeadlines
from bot.adapters.store_people import StoredPreferences
from bot.adapters.store_statuses import StoredStatuses
from bot.adapters.system_clock import FollowedClock, MovableClock, SystemClock
from bot.adapters.times import at_ms
from bot.adapters.unanswered import Unanswered
from bot.domain.reader import Reader
from bot.errors import StoreUnavailable
from bot.ports import NewId, Unclear
from bot.ports.meter import SILENT, Meter
from bot.services.fresh_covers import FreshCovers
from bot.services.handbook import Handbook
from bot.services.live_book import LiveBook
from bot.services.reading import Reading
from bot.services.statuses import Statuses
from bot.settings import Settings
from bot.wiring.files import ReadFiles, read_handbook
from bot.wiring.storage import storage

log = logging.getLogger(__name__)


def short_id() -> str:
    """Eight letters and digits that people can read aloud to each other."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(alphabet) for _ in range(8))


@dataclass(frozen=True)
class Core:
    """What both a serving bot and a command of the command line stand on."""

    settings: Settings
    live: LiveBook
    clock: MovableClock
    store: Store
    keys: Keys
    api: SlackApi
    identity: Identity
    directory: SlackDirectory
    posting: Posting
    mouth: Mouth
    sealer: Sealer
    feeds: Feeds
    covers: FreshCovers
    statuses: Statuses
    quiet: SlackQuiet
    meter: Meter = SILENT
    held: Held = field(default_factory=Held)
    new_id: NewId = short_id
    lease_for: timedelta = LEASE_FOR
    unanswered: Unanswered = field(default_factory=Unanswered)

    @property
    def book(self) -> Handbook:
        """What the files say at this moment; not to be held across an await."""
        return self.live()

    @property
    def preferences(self) -> StoredPreferences:
        """What people chose for themselves."""
        return StoredPreferences(self.store, self.keys, self.held, self.clock)

    def hearing(self, due_soon: Callable[[datetime], None]) -> Hearing:
        """What keeps fresh, in a bot that serves, what look-ups hold in memory, and hears what was put that is due soon."""
        self.held.when_changed(self.keys.covers, self.covers.wake)
        held = (self.keys.preferences(""), self.keys.facts, self.keys.phrases, self.keys.covers)
        return Hearing(self.store, self.held, held, {self.keys.due: lambda ms: due_soon(at_ms(ms))})

    @property
    def reading(self) -> Reading:
        """Who reads how."""
        return Reading(self.directory, self.preferences)

    @property
    def deadlines(self) -> StoredDeadlines:
        """What is due when."""
        return StoredDeadlines(
            self.store, self.keys, self.new_id, lease_for=self.lease_for, unanswered=self.unanswered
        )

    async def reader_of(self, user: str) -> Reader:
        """How one person reads."""
        return await self.reading.reader(self.book, user)

    def public(self, team: str | None = None) -> Reader:
        """How the readers of a team's channel do."""
        return self.reading.public(self.book, team)


@asynccontextmanager
async def core(
    settings: Settings,
    *,
    clock: MovableClock | None = None,
    read: ReadFiles = read_handbook,
    calendars: bool = True,
    lease_for: timedelta = LEASE_FOR,
    waits: bool = False,
    meter: Meter = SILENT,
) -> AsyncIterator[Core]:
    """Store, Slack and files, opened in order and closed in reverse; `calendars` that schedules name are followed.

    What goes to Slack and to the store is counted on `meter`. Only tests make leases shorter.
    While Slack does not answer, whoever `waits` does so for ever.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    quiet_loggers()
    async with AsyncExitStack() as stack:
        book = await asyncio.to_thread(read, settings)
        lines = await _lines(stack, settings, book, meter, waits=waits)
        ticking = clock if clock is not None else await stack.enter_async_context(_clock(settings))
        live, held = LiveBook(book), Held()
        shelf = Shelf(settings.data_dir / "calendars")
        feeds = Feeds(settings.escalation_file.parent, shelf, lambda: live().file, ticking, changed=live.feed)
        if calendars:
            await stack.enter_async_context(_followed(feeds))
        covers = FreshCovers(StoredCovers(lines.store, lines.keys), live, ticking, lambda: held.counts)
        await know_covers(covers, waits=waits)
        c = _assembled(settings, lines, live, ticking, feeds, covers)
        yield replace(c, held=held, lease_for=lease_for, meter=meter)


@dataclass(frozen=True)
class _Lines:
    """Store and Slack, open, and who is there."""

    store: Store
    keys: Keys
    sealer: Sealer
    api: SlackApi
    identity: Identity
    directory: SlackDirectory


async def _lines(
    stack: AsyncExitStack, settings: Settings, book: Handbook, meter: Meter, *, waits: bool
) -> _Lines:
    url, secret_keys = await storage(stack, settings)
    store = await stack.enter_async_context(connected(url, meter=meter))
    api = await _line_to_slack(stack, settings, meter)
    identity = await (introduce(api, patience=None) if waits else introduce(api))
    keys = Keys(identity.key)
    await _greet_store(store, keys, Address.parse(url))
    directory = SlackDirectory(api, identity, book.file)
    await _know_everybody(directory)
    return _Lines(store, keys, Sealer(secret_keys), api, identity, directory)


def _assembled(
    settings: Settings, lines: _Lines, live: LiveBook, clock: MovableClock, feeds: Feeds, covers: FreshCovers
) -> Core:
    store, keys, api, directory = lines.store, lines.keys, lines.api, lines.directory
    posting = Posting(api, lines.identity)
    return Core(
        settings=settings,
        live=live,
        clock=clock,
        store=store,
        keys=keys,
        api=api,
        identity=lines.identity,
        directory=directory,
        posting=posting,
        mouth=Mouth(posting, channel_id=directory.channel_id, learn=directory.learn),
        sealer=lines.sealer,
        feeds=feeds,
        covers=covers,
        statuses=Statuses(live, directory, directory, StoredStatuses(store, keys), clock, api.pace.now),
        quiet=SlackQuiet(api, SystemClock()),
    )


async def _line_to_slack(stack: AsyncExitStack, settings: Settings, meter: Meter) -> SlackApi:
    session = await stack.enter_async_context(open_session())
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    return SlackApi(make_client(token, session, base_url=settings.slack_api_url), meter=meter)


async def know_covers(covers: FreshCovers, *, waits: bool) -> None:
    """Those that hold as we begin. Where the store went away since it was greeted, whoever `waits` knows them later.

    Raises:
        OperatorError: it went away, and nobody waits.
    """
    try:
        await covers()
    except StoreUnavailable as gone:
        if not waits:
            raise away(gone) from None
        log.warning("the store does not answer; covers are known once it does (%s)", gone)


@asynccontextmanager
async def _clock(settings: Settings) -> AsyncIterator[MovableClock]:
    if settings.clock_url is None:
        yield SystemClock()
        return
    followed = FollowedClock(settings.clock_url)
    await followed.start()
    try:
        yield followed
    finally:
        await followed.close()


@asynccontextmanager
async def _followed(feeds: Feeds) -> AsyncIterator[None]:
    await feeds.start()
    following = asyncio.create_task(feeds.run())
    try:
        yield
    finally:
        await broken_off([following])


async def _greet_store(store: Store, keys: Keys, address: Address) -> None:
    try:
        for other in await other_workspaces(store, keys):
            log.warning(
                "the store has data of %s, and none of %s: is SLACK_BOT_TOKEN that of the right workspace?",
                other,
                keys.workspace,
            )
        await check_schema(store, keys)
        for sentence in await warnings(store, keys, replicated=address.kind in {"sentinel", "cluster"}):
            log.warning("%s", sentence)
    except StoreUnavailable as gone:
        raise away(gone) from None


async def _know_everybody(directory: SlackDirectory) -> None:
    try:
        await directory.start()
    except Unclear as unclear:
        log.warning("Slack did not tell who is who (%s); people are asked for as they come up", unclear)
    for sentence in directory.problems():
        log.warning("%s", sentence)

"""Calendars followed: refreshed, kept as they last were good, and across a restart."""

import logging
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.adapters.ical_feeds import EVERY, FeedProblem, Feeds, Trouble
from bot.adapters.ical_fetching import LARGEST, Shelf
from bot.domain.feeds import Feed
from bot.domain.oncall import Roster
from bot.domain.team_file import TeamFile
from tests.domain.small_files import layer, team_file, utc
from tests.fakes.calendars import FakeCalendars

NOON = utc("2026-01-05T12:00")
SECRET = "private-4711"


def calendar(*titles: str) -> bytes:
    """A calendar in which these have the day around noon, one after the other, a day each."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:202601{day:02}T000000Z\r\nDURATION:P1D\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for day, title in enumerate(titles, 5)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


class CalendarServer:
    """A server of one calendar that knows versions, and can be broken in several ways."""

    def __init__(self) -> None:
        self.data = calendar("Bob")
        self.status = 200
        self.asked = 0
        self.sent = 0
        app = web.Application()
        app.router.add_get(f"/{SECRET}/duty.ics", self._answer)
        self.server = TestServer(app)

    @property
    def address(self) -> str:
        """Its secret address."""
        return str(self.server.make_url(f"/{SECRET}/duty.ics"))

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        version = f'"{hash(self.data)}"'
        if self.status != 200:
            return web.Response(status=self.status)
        if request.headers.get("If-None-Match") == version:
            return web.Response(status=304)
        self.sent += 1
        return web.Response(body=self.data, headers={"ETag": version})


class Desk:
    """A team's file with one schedule that follows a calendar, and whoever follows it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.now = NOON
        self.file = desk_file(address)
        self.latest: Mapping[str, Feed] = {}
        self.changes = 0
        self.feeds = self.started_anew()

    def started_anew(self, *, online: bool = True) -> Feeds:
        """A bot that starts on this folder."""
        self.latest, self.changes = {}, 0
        shelf = Shelf(self.folder / "data" / "calendars")
        self.feeds = Feeds(
            self.folder, shelf, lambda: self.file, lambda: self.now, changed=self._changed, online=online
        )
        return self.feeds

    def _changed(self, feeds: Mapping[str, Feed]) -> None:
        self.latest, self.changes = dict(feeds), self.changes + 1

    async def later(self, span: timedelta) -> None:
        """Some time passes and what is due is read."""
        self.now += span
        await self.feeds.refresh()

    def on_call(self, at: datetime = NOON) -> str | None:
        """Who is on call by what was last heard."""
        shift = Roster(self.file, FakeCalendars(), (), self.latest).on_call("desk", at)
        return shift.person if shift else None

    def told(self) -> list[str]:
        """The sentences of the problems."""
        return [problem.sentence for problem in self.feeds.problems()]


def desk_file(address: str, *, layers: str = "") -> TeamFile:
    """One schedule that follows a calendar."""
    return team_file(
        schedules={"desk": {"ical": address, "layers": [layer(layers)] if layers else []}},
        people={"bob": {"email": "bob@x.com"}},
    )


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    """A server of a calendar."""
    found = CalendarServer()
    await found.server.start_server()
    yield found
    await found.server.close()


@pytest.fixture
def desk(tmp_path: Path, server: CalendarServer) -> Desk:
    """A desk that follows the server."""
    return Desk(tmp_path, server.address)


@pytest.fixture
def file_desk(tmp_path: Path) -> Desk:
    """A desk that follows a file beside escalation.yaml."""
    (tmp_path / "duty.ics").write_bytes(calendar("Bob"))
    return Desk(tmp_path, "duty.ics")


async def test_the_first_start_waits_for_the_calendar(desk: Desk) -> None:
    """The first answer is right; there is nothing to complain of."""
    await desk.feeds.start()

    assert desk.on_call() == "bob"
    assert desk.told() == []
    assert desk.feeds.as_of(desk.file.schedules["desk"].ical or "") == NOON


async def test_it_is_fetched_anew_every_quarter_of_an_hour(desk: Desk, server: CalendarServer) -> None:
    """Not earlier; what changed there then holds here."""
    await desk.feeds.start()
    server.data = calendar("Cho")

    await desk.later(EVERY - timedelta(seconds=1))
    assert (desk.on_call(), server.asked) == ("bob", 1)
    await desk.later(timedelta(seconds=1))
    assert (desk.on_call(), server.asked) == ("cho", 2)


async def test_an_unchanged_calendar_is_not_sent_again(desk: Desk, server: CalendarServer) -> None:
    """The server is told which version is known; nobody here is told of a change."""
    await desk.feeds.start()

    await desk.later(EVERY)

    assert (server.asked, server.sent, desk.changes) == (2, 1, 1)
    assert desk.feeds.as_of(server.address) == NOON + EVERY


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        (b"<html>Sign in", 200, "is no iCalendar: it is a web page"),
        (calendar("Cho")[:-6], 200, "is cut short"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * LARGEST, 200, "is larger than 5 MB"),
        (b"", 500, "was refused by its server (500)"),
        (b"", 404, "was refused by its server (404); its address may have been renewed"),
    ],
)
async def test_the_last_good_one_holds_while_a_new_one_is_bad(
    desk: Desk, server: CalendarServer, data: bytes, status: int, told: str
) -> None:
    """Who is on call stays; the problem is told, with the time of what holds, and ends when it is mended."""
    await desk.feeds.start()
    server.data, server.status = data, status

    await desk.later(EVERY)
    assert desk.on_call() == "bob"
    (sentence,) = desk.told()
    assert sentence.startswith(f"the calendar {told}")
    assert sentence.endswith("the one of 2026-01-05 12:00 UTC holds on")

    server.data, server.status = calendar("Cho"), 200
    await desk.later(EVERY)
    assert desk.on_call() == "cho"
    assert desk.told() == []


async def test_a_restart_without_network_has_the_last_copy(desk: Desk, server: CalendarServer) -> None:
    """And does not wait for the server that is away."""
    await desk.feeds.start()
    await server.server.close()

    desk.started_anew()
    await desk.feeds.start()
    assert desk.on_call() == "bob"
    assert desk.told() == []

    await desk.feeds.refresh()
    assert desk.on_call() == "bob"
    assert desk.told() == [
        "the calendar could not be fetched (ClientConnectorError); the one of 2026-01-05 12:00 UTC holds on"
    ]


async def test_a_copy_tells_the_server_which_version_it_is(desk: Desk, server: CalendarServer) -> None:
    """After a restart too nothing is sent twice."""
    await desk.feeds.start()

    desk.started_anew()
    await desk.feeds.start()
    await desk.feeds.refresh()

    assert (server.asked, server.sent) == (2, 1)


async def test_a_torn_copy_is_no_copy(desk: Desk) -> None:
    """It is fetched anew."""
    await desk.feeds.start()
    (copy,) = (desk.folder / "data" / "calendars").iterdir()
    copy.write_bytes(copy.read_bytes()[:-10])

    desk.started_anew()
    await desk.feeds.start()

    assert desk.on_call() == "bob"


async def test_copies_are_readable_by_their_owner_alone(desk: Desk) -> None:
    """Names and addresses stand in them; the file's name does not tell the address."""
    await desk.feeds.start()
    (copy,) = (desk.folder / "data" / "calendars").iterdir()

    assert copy.stat().st_mode & 0o077 == 0
    assert SECRET not in copy.name


async def test_what_failed_is_tried_again_soon_and_then_ever_more_slowly(
    desk: Desk, server: CalendarServer
) -> None:
    """After 1, 2, 4, 8 minutes and from then on every quarter of an hour."""
    server.status = 503
    await desk.feeds.start()
    tried = []
    for minute in range(1, 61):
        before = server.asked
        await desk.later(timedelta(minutes=1))
        if server.asked > before:
            tried.append(minute)

    assert tried == [1, 3, 7, 15, 30, 45, 60]


async def test_a_problem_is_logged_once_and_its_address_never(
    desk: Desk, server: CalendarServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The secret part of the address is in no log line and no problem."""
    caplog.set_level(logging.DEBUG)
    server.status = 403
    await desk.feeds.start()
    await desk.feeds.start()
    await server.server.close()
    await desk.later(EVERY)

    warnings = [record for record in caplog.records if record.name == "bot.adapters.ical_feeds"]
    assert [record.levelname for record in warnings] == ["WARNING"]
    assert "refused by its server (403)" in warnings[0].getMessage()
    assert SECRET not in "".join(
        record.getMessage() for record in caplog.records if record.name[:4] == "bot."
    )
    assert SECRET not in "".join(f"{problem}" for problem in desk.feeds.problems())


async def test_a_calendar_the_file_no_longer_names_goes_and_a_new_one_comes(
    desk: Desk, server: CalendarServer
) -> None:
    """At the next look, without a restart."""
    await desk.feeds.start()
    (desk.folder / "other.ics").write_bytes(calendar("Cho"))
    desk.file = desk_file("other.ics")

    await desk.later(timedelta(minutes=1))

    assert desk.on_call() == "cho"
    assert list(desk.feeds.feeds) == ["other.ics"]
    assert server.asked == 1


async def test_a_file_is_looked_at_every_minute(file_desk: Desk) -> None:
    """And read again if it changed; a half-written one changes nothing."""
    await file_desk.feeds.start()
    assert file_desk.on_call() == "bob"
    duty = file_desk.folder / "duty.ics"

    duty.write_bytes(calendar("Cho")[:-8])
    await file_desk.later(timedelta(minutes=1))
    assert file_desk.on_call() == "bob"
    assert file_desk.told()[0].startswith("the calendar is cut short")

    duty.write_bytes(calendar("Cho"))
    await file_desk.later(timedelta(minutes=1))
    assert file_desk.on_call() == "cho"
    assert file_desk.changes == 2


async def test_a_file_that_is_gone_leaves_its_last_version_also_after_a_restart(file_desk: Desk) -> None:
    """Somebody moved it: people are still on call."""
    await file_desk.feeds.start()
    (file_desk.folder / "duty.ics").unlink()

    file_desk.started_anew()
    await file_desk.feeds.start()

    assert file_desk.on_call() == "bob"
    assert file_desk.told()[0].startswith(f"the calendar is not there: {file_desk.folder / 'duty.ics'}")


async def test_without_any_version_its_time_is_a_gap_that_layers_fill(tmp_path: Path) -> None:
    """The bot starts all the same, and says so."""
    desk = Desk(tmp_path, "missing.ics")
    desk.file = desk_file("missing.ics", layers="ann")

    await desk.feeds.start()

    assert desk.on_call() == "ann"
    (problem,) = desk.feeds.problems()
    assert problem == FeedProblem(
        Trouble.AWAY,
        ("desk",),
        "missing.ics",
        f"the calendar is not there: {tmp_path / 'missing.ics'}; until it can be read, its time counts as a gap",
        NOON,
    )


async def test_an_event_of_nobody_is_a_problem_with_its_day_and_line(file_desk: Desk) -> None:
    """Its first time; `since` stays that of the first look."""
    (file_desk.folder / "duty.ics").write_bytes(calendar("Bob", "Zoe"))
    await file_desk.feeds.start()
    first = file_desk.feeds.problems()
    await file_desk.later(timedelta(hours=1))

    assert file_desk.feeds.problems() == first
    assert first == (
        FeedProblem(
            Trouble.NOBODY,
            ("desk",),
            "duty.ics",
            '"Zoe" (2026-01-06) is for nobody in people; its time counts as a gap',
            NOON,
            9,
        ),
    )


async def test_offline_nothing_is_fetched_and_nothing_written(desk: Desk, server: CalendarServer) -> None:
    """A calendar on the web is what the last copy says."""
    offline = desk.started_anew(online=False)
    await offline.refresh()
    assert (desk.on_call(), server.asked) == (None, 0)
    assert desk.told()[0].startswith("the calendar was never fetched here")
    assert not (desk.folder / "data").exists()

    await desk.started_anew().refresh()
    server.data = calendar("Cho")
    await desk.started_anew(online=False).refresh()
    assert (desk.on_call(), server.asked) == ("bob", 1)
    assert desk.told() == []


async def test_where_no_copy_can_be_kept_the_calendar_holds_all_the_same(
    desk: Desk, server: CalendarServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A disk that is full or read-only: said once."""
    (desk.folder / "data").write_text("in the way")
    await desk.feeds.start()
    server.data = calendar("Cho")
    await desk.later(EVERY)

    assert desk.on_call() == "cho"
    assert [record.getMessage() for record in caplog.records if "copy" in record.getMessage()] == [
        "no copy of the calendar http://127.0.0.1/… can be kept (Not a directory)"
    ]

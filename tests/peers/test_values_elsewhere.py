"""Values in context in a Slack that leaves out and refuses whatever it may, over both of its roads."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.settings import Need, Settings
from bot.views import ids, line_up_ids, reminder_ids, value_ids, wording_ids
from bot.wiring import serving
from bot.wiring.files import read_by_words
from tests.peers.bot_process import CHANNELS, ESCALATION, PEOPLE, ROOT, Home
from tests.peers.other_slack import Json, OtherSlack
from tests.peers.people import Someone, words

ROOM, MORNINGS = "C0GENERAL", "C0DISPATCH"
UPSET = "The customer is really angry and in tears, what do I say to her?"
MADRID = ZoneInfo("Europe/Madrid")


def refused(error: str) -> str:
    """An error answer."""
    return json.dumps({"ok": False, "error": error})


def told(**channel: object) -> str:
    """What conversations.info says of the channel of the mornings."""
    return json.dumps({"ok": True, "channel": {"id": MORNINGS, "name": "dispatch"} | channel})


DOUBTFUL = (
    refused("missing_scope"),
    refused("ratelimited"),
    "<html>Bad gateway</html>",
    '{"ok": true}',
)
"""What dnd.info may answer without telling anything."""
NONSENSE = (
    '{"ok": true, "dnd_enabled": "perhaps", "next_dnd_start_ts": "soon", "next_dnd_end_ts": null}',
    '{"ok": true, "dnd_enabled": true}',
    "[]",
)


def files(folder: Path) -> None:
    """The other hand's escalation.yaml with what asks for values, and our own values.yaml."""
    asked = ESCALATION.replace("  language: en\n", "  language: en\n  keepers: [ann]\n", 1).replace(
        "    channel: C0CARDS\n",
        "    channel: C0CARDS\n"
        '    hours: {daily: ["00:00-24:00"]}\n'
        f"    reminders: {{channels: [{ROOM}]}}\n"
        f'    line_up: {{time: "09:00", days: daily, channel: {MORNINGS}}}\n',
        1,
    )
    (folder / "escalation.yaml").write_text(asked, encoding="utf-8")
    ours = (ROOT / "values.yaml").read_text(encoding="utf-8")
    (folder / "values.yaml").write_text(
        ours.replace("approvers: [jimin]", "approvers: [ann]"), encoding="utf-8"
    )


_READ: dict[str, Handbook] = {}


def read_once(settings: Settings) -> Handbook:
    """The two files, which are the same in every test here."""
    if "book" not in _READ:
        _READ["book"] = read_by_words(settings)
    return _READ["book"]


@dataclass
class Hands:
    """A clock the bot follows, moved by hand: `GET /clock` of whoever has one."""

    offset: timedelta = field(default_factory=timedelta)
    version: int = 0
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def set_to(self, local: datetime) -> None:
        """From now on it is this time."""
        async with self._moved:
            self.offset = local - datetime.now(UTC)
            self.version += 1
            self._moved.notify_all()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Its address."""
        app = web.Application()
        app.router.add_get("/clock", self._told)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/clock"
        finally:
            await runner.cleanup()

    async def _told(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", -1))
        async with self._moved:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait_for(lambda: self.version > after), 5)
        return web.json_response({"offset_seconds": self.offset.total_seconds(), "version": self.version})


@pytest.fixture
async def slack() -> AsyncIterator[OtherSlack]:
    """The other Slack. At the end nothing but what is documented was asked of it."""
    async with OtherSlack({**PEOPLE, "U0EVE": "eve@other.example"}, dict(CHANNELS)).serving() as slack:
        yield slack
        assert slack.undocumented == []


@asynccontextmanager
async def bot(
    folder: Path, slack: OtherSlack, road: str = "socket", clock: str = "", **more: str
) -> AsyncIterator[int]:
    """The bot in this process, over one road or the other; its port. `more` are variables of its environment."""
    home = Home(folder, slack, more | ({"BATON_CLOCK_URL": clock} if clock else {}))
    files(folder)
    given = {name: value for name, value in home.environ.items() if name != "PATH"}
    http = road == "http"
    settings = Settings.read(given, Need.HTTP_MODE if http else Need.SOCKET_MODE)
    until, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serving(settings, http=http, until=until, read=read_once, listening=port.set_result)
    )
    done, _ = await asyncio.wait({running, port}, return_when=asyncio.FIRST_COMPLETED)
    if running in done:
        running.result()
    if http:
        slack.events_url = f"http://127.0.0.1:{port.result()}/slack/events"
    try:
        yield port.result()
    finally:
        until.set()
        with suppress(asyncio.CancelledError):
            await running


@pytest.fixture
def nothing_failed(caplog: pytest.LogCaptureFixture) -> "Watch":
    """What the log says at the end."""
    return Watch(caplog)


@dataclass(frozen=True)
class Watch:
    """Looks for bugs of ours in the log."""

    caplog: pytest.LogCaptureFixture

    def check(self) -> None:
        """No request failed, and no work behind one."""
        told = [r.getMessage() for r in self.caplog.records if "failed" in r.getMessage() or r.exc_info]
        assert told == []


async def writes(who: Someone, text: str = UPSET, **more: str) -> None:
    """A message in a channel, now, of which Slack tells no more than it must."""
    ts = f"{time.time():.6f}"
    await who.event({"type": "message", "channel": ROOM, "ts": ts, "text": text} | more)


async def reminded(slack: OtherSlack, times: int) -> list[Json]:
    """The reminders shown, once there are so many."""

    def shown() -> list[Json] | None:
        found = [given for method, given in slack.calls if method == "chat.postEphemeral"]
        return found if len(found) >= times else None

    return await slack.until(shown, f"reminder {times}")


def asked(slack: OtherSlack, method: str) -> int:
    """How often."""
    return len([1 for called, _ in slack.calls if called == method])


def posted(slack: OtherSlack, channel: str, wanted: str = "") -> list[Json]:
    """What stands in a channel, or in a direct message."""
    return [m for m in slack.messages if m["channel"] == channel and wanted in words(m)]


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_whose_messages_are_heard(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """A person's, without a channel's type too, once; a bot's and a changed message are nobody's."""
    async with bot(tmp_path, slack, road):
        dee, ben = Someone(slack, "U0DEE"), Someone(slack, "U0BEN")
        await writes(dee, subtype="message_changed")
        await writes(dee, subtype="bot_message", bot_id="B0TICKETS")
        await writes(dee, bot_id="B0TICKETS")
        await writes(dee, user="")
        again: Json = {"type": "message", "channel": ROOM, "ts": f"{time.time():.6f}", "text": UPSET}
        await dee.event(again)
        await dee.event(again, retry=1)
        await reminded(slack, 1)
        await writes(ben, thread_ts="1700000000.000100", channel_type="channel")
        first, second = await reminded(slack, 2)
        assert (first["user"], first.get("thread_ts")) == ("U0DEE", None)
        assert (second["user"], second["thread_ts"]) == ("U0BEN", "1700000000.000100")
        assert slack.messages == []
    nothing_failed.check()


async def test_in_doubt_whether_somebody_may_be_disturbed_they_are_not(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch
) -> None:
    """Whatever dnd.info answers instead of an answer; afterwards they are reminded as ever."""
    async with bot(tmp_path, slack):
        dee = Someone(slack, "U0DEE")
        for number, answer in enumerate(DOUBTFUL, start=1):
            slack.instead["dnd.info"] = answer
            await writes(dee)
            await slack.until(lambda n=number: asked(slack, "dnd.info") >= n or None, f"question {number}")  # type: ignore[misc]
            assert words(await dee.reads("/values", "today"))
        del slack.instead["dnd.info"]
        await writes(Someone(slack, "U0BEN"))
        assert [shown["user"] for shown in await reminded(slack, 1)] == ["U0BEN"]
    nothing_failed.check()


async def test_nonsense_about_do_not_disturb_breaks_nothing(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch
) -> None:
    """Nobody is shown two reminders for it, and the next question is answered."""
    async with bot(tmp_path, slack):
        for user, answer in zip(("U0DEE", "U0BEN", "U0ANN"), NONSENSE, strict=True):
            slack.instead["dnd.info"] = answer
            before = asked(slack, "dnd.info")
            await writes(Someone(slack, user))
            await slack.until(lambda n=before: asked(slack, "dnd.info") > n or None, "the question")  # type: ignore[misc]
            assert words(await Someone(slack, user).reads("/values", "H"))
        shown = [given["user"] for method, given in slack.calls if method == "chat.postEphemeral"]
        assert len(shown) == len(set(shown))
    nothing_failed.check()


async def test_a_room_that_cannot_be_joined_is_told_to_the_keepers(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch
) -> None:
    """Once; nobody is reminded there, and everything else goes on."""
    slack.instead["conversations.join"] = refused("missing_scope")
    async with bot(tmp_path, slack):
        own = slack.direct("U0ANN")
        await slack.until(lambda: posted(slack, own) or None, "the word to the keeper")
        await writes(Someone(slack, "U0DEE"))
        assert words(await Someone(slack, "U0DEE").reads("/values", "H"))
    assert len(posted(slack, own)) == 1
    assert "chat.postEphemeral" not in [method for method, _ in slack.calls]
    nothing_failed.check()


async def test_a_reminder_slack_does_not_take_is_gone(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch
) -> None:
    """`user_not_in_channel`: not tried again, said nowhere else."""
    slack.instead["chat.postEphemeral"] = refused("user_not_in_channel")
    async with bot(tmp_path, slack):
        await writes(Someone(slack, "U0DEE"))
        await reminded(slack, 1)
        await writes(Someone(slack, "U0BEN"))
        assert [shown["user"] for shown in await reminded(slack, 2)] == ["U0DEE", "U0BEN"]
    assert slack.messages == []
    nothing_failed.check()


async def test_a_line_up_that_cannot_be_posted_is_told_to_the_lead(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch
) -> None:
    """Each morning another trouble: one word each, nothing in the channel; then it is posted, once."""
    troubles = (told(is_archived=True), refused("channel_not_found"), told(is_ext_shared=True), "")
    hands, own = Hands(), slack.direct("U0ANN")
    day = datetime.now(MADRID).replace(hour=8, minute=59, second=0, microsecond=0) + timedelta(days=1)
    await hands.set_to(day)
    async with hands.serving() as clock, bot(tmp_path, slack, clock=clock):
        for number, trouble in enumerate(troubles, start=1):
            slack.instead = {"conversations.info": trouble} if trouble else {}
            slack.closed = {} if trouble else {MORNINGS: "restricted_action"}
            await hands.set_to(day + timedelta(minutes=2))
            await slack.until(
                lambda n=number: len(posted(slack, own, "value of the day")) >= n or None,  # type: ignore[misc]
                f"word {number} to the lead",
            )
            day += timedelta(days=1)
        assert posted(slack, MORNINGS) == []
        slack.closed = {}
        await hands.set_to(day + timedelta(minutes=2))
        await slack.until(lambda: posted(slack, MORNINGS) or None, "the line-up")
        assert words(await Someone(slack, "U0DEE").reads("/values", "today"))
        assert len(posted(slack, MORNINGS)) == 1
        assert len(posted(slack, own, "value of the day")) == len(troubles)
    nothing_failed.check()


async def shares(slack: OtherSlack, who: Someone, channel: str, view_id: str) -> Json | None:
    """The form of *Share to channel*, filled in and sent."""
    field = {value_ids.SHARE_CHANNEL: {"type": "conversations_select", "selected_conversation": channel}}
    view = {
        "id": view_id,
        "type": "modal",
        "callback_id": value_ids.SHARE_FORM,
        "private_metadata": OnCard(text="", situation="empathy").write(),
        "state": {"values": {value_ids.SHARE_CHANNEL: field}},
    }
    by: Json = {"user": {"id": who.user}, "trigger_id": slack.trigger()}
    return await slack.send("interactive", {"type": "view_submission", "view": view} | by)


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_a_card_that_cannot_be_shared(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """Whoever shares it reads why; sent twice it is posted once."""
    async with bot(tmp_path, slack, road):
        dee = Someone(slack, "U0DEE")
        for number, error in enumerate(("not_in_channel", "is_archived", "channel_not_found")):
            slack.closed[ROOM] = error
            answer = await shares(slack, dee, ROOM, f"V1{number}")
            assert answer is not None
            assert words(answer["view"]) if "view" in answer else answer["errors"]
        slack.closed.clear()
        for _ in range(2):
            assert await shares(slack, dee, ROOM, "V99")
        await slack.until(lambda: posted(slack, ROOM) or None, "the card")
        assert words(await dee.reads("/values", "H"))
        assert len(posted(slack, ROOM)) == 1
    nothing_failed.check()


MESSAGES: Sequence[Json] = (
    {"ts": "1700000000.1"},
    {
        "ts": "1700000000.1",
        "text": "",
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": UPSET}}],
    },
    {"ts": "1700000000.1", "text": UPSET, "bot_id": "B0TICKETS", "subtype": "bot_message"},
)


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_a_shortcut_on_any_message_opens_something(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """Without a text, with blocks alone, of a bot: whoever used it has a window with its words before them."""
    async with bot(tmp_path, slack, road):
        for callback in ("which_value_helps", "save_as_good_practice"):
            for message in MESSAGES:
                before = len(slack.views)
                body = {"type": "message_action", "callback_id": callback, "user": {"id": "U0DEE"}}
                more = {"message": message, "trigger_id": slack.trigger()}
                assert await slack.send("interactive", body | more) is None
                shown = str(await Someone(slack, "U0DEE").view(before))
                assert UPSET in shown or "text" not in message
    nothing_failed.check()


PRESSED: Sequence[str] = (
    ids.SITUATION_MORE,
    ids.SITUATION_OTHER_LANGUAGE,
    ids.SITUATION_SHARE,
    ids.USEFUL,
    ids.NOT_USEFUL,
    ids.NO_SITUATION_FITS,
    line_up_ids.MEANS_TO_ME,
    line_up_ids.WELCOME_NO_MORE,
    reminder_ids.QUIET_TODAY,
    wording_ids.CHECK_ASK,
    wording_ids.CHECK_YES,
    wording_ids.DISAGREE,
    "library_accept:zebra",
    "pin_end:zebra",
)


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_a_press_of_which_nothing_more_is_told_is_answered(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """Without its message, container, channel or address for answers: a window says what became of it."""
    async with bot(tmp_path, slack, road):
        for name in PRESSED:
            for value in (OnCard(text="late", situation="empathy").write(), None):
                before = len(slack.views)
                action = {"type": "button", "action_id": name} | ({"value": value} if value else {})
                body = {"type": "block_actions", "actions": [action], "user": {"id": "U0DEE"}}
                await slack.send("interactive", body | {"trigger_id": slack.trigger()})
                assert words(await Someone(slack, "U0DEE").view(before)), name
    nothing_failed.check()


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_a_form_without_its_values_is_answered(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """Nothing is stored or posted of it, and it never closes as if it were done."""
    states: Sequence[Json] = ({}, {"state": {}}, {"state": {"values": {}}})
    forms = ("library_share_form", "meaning_form", "pin_form", "disagree_form", value_ids.SHARE_FORM)
    async with bot(tmp_path, slack, road):
        for name in forms:
            for state in states:
                view = {"id": "V1", "type": "modal", "callback_id": name} | state
                body = {"type": "view_submission", "view": view, "user": {"id": "U0ANN"}}
                assert await slack.send("interactive", body), name
        assert slack.messages == []
    nothing_failed.check()


TYPED = (
    "", "H", "today", "quiet", "quiet 1h", "library", "share", "pin", "check we cancel the order", "check",
    "rewrite That is not my department", "rewrite", "for sales", "for", UPSET,
)  # fmt: skip


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_a_command_of_which_only_the_person_is_told(
    slack: OtherSlack, tmp_path: Path, nothing_failed: Watch, road: str
) -> None:
    """Without the channel, the workspace, anybody's name: words in the acknowledgement, or a window."""
    async with bot(tmp_path, slack, road):
        for text in TYPED:
            before = len(slack.views)
            payload = {"command": "/values", "text": text, "user_id": "U0ANN", "trigger_id": slack.trigger()}
            answer = await slack.send("slash_commands", payload)
            assert words(answer or await Someone(slack, "U0ANN").view(before)), text
    nothing_failed.check()

"""One team's day in a Slack that leaves out whatever it may; see `other_slack`."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.peers.bot_process import CHANNELS, PEOPLE, Home, store_processes
from tests.peers.other_slack import Json, Manner, OtherSlack
from tests.peers.people import Someone, button, words

CLOSED: tuple[Json | None, ...] = (None, {"response_action": "clear"})


@pytest.fixture
def manner() -> Manner:
    """The ways of this test's Slack."""
    return Manner()


@pytest.fixture
async def slack(manner: Manner) -> AsyncIterator[OtherSlack]:
    """The other Slack. At the end nothing but what is documented was asked of it."""
    async with OtherSlack(PEOPLE, CHANNELS, manner).serving() as slack:
        yield slack
        assert slack.undocumented == []


@pytest.fixture
def home(tmp_path: Path, slack: OtherSlack) -> Home:
    """The bot's folder."""
    return Home(tmp_path, slack)


async def handed_over(slack: OtherSlack, about: str, need: str, channel: str = "C0CARDS") -> Json:
    """Ann hands something over; the card's form."""
    ann = Someone(slack, "U0ANN")
    form = await ann.opens(await ann.reads("/escalate", about), "Hand over")
    assert await ann.submits(form, typed=need) in CLOSED
    return await slack.until(lambda: card(slack, need, channel), "the card")


def card(slack: OtherSlack, need: str, channel: str) -> Json | None:
    """The card of an escalation in a channel."""
    return next((m for m in slack.messages if m["channel"] == channel and need in words(m)), None)


MANNERS = {
    "as documented": Manner(),
    "tells no channels": Manner(channels="empty", path="/"),
    "knows few methods": Manner(
        path="/a/longer/way/api/",
        channels="unknown_method",
        unknown=frozenset({"conversations.info", "conversations.open", "users.info", "users.lookupByEmail"}),
    ),
    "lists for nobody, sends to every connection": Manner(
        channels="missing_scope", sockets="broadcast", bot_id=True
    ),
    "keeps the newest connection": Manner(sockets="newest"),
    "turns a second connection away": Manner(sockets="one"),
}


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
@pytest.mark.parametrize("about", ["a chargeback came in", "the parcel is lost"])
async def test_a_customer_is_handed_over_taken_and_resolved(
    slack: OtherSlack, home: Home, about: str
) -> None:
    """In a channel given by id and in one given by name, whatever this Slack tells of either."""
    channel = "C0DISPATCH" if "parcel" in about else "C0CARDS"
    async with home.bot():
        shown = await handed_over(slack, about, "Order 17 is waiting", channel)
        assert "<@U0BEN>" in shown["text"]
        own = await slack.until(
            lambda: card(slack, "Order 17 is waiting", slack.direct("U0ANN")), "the requester's card"
        )
        ben = Someone(slack, "U0BEN")
        await ben.presses(shown, "Take it")
        await slack.until(lambda: "Ben Baker" in words(own) or None, "the news for the requester")
        form = await ben.opens(shown, "Resolve")
        assert await ben.submits(form, typed="Paid back in full") in CLOSED
        await slack.until(lambda: "Paid back in full" in words(own) or None, "the outcome for the requester")
        assert "Paid back in full" in words(shown)
        assert "Take it" not in words(shown)
        assert [m for m in slack.messages if m["channel"] == channel and not m.get("thread_ts")] == [shown]


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_the_outcomes_of_asking(slack: OtherSlack, home: Home, road: str) -> None:
    """A direct answer, what everybody offers, no match, an unknown command: each in the acknowledgement."""
    async with home.bot(*["--http"][: road == "http"]):
        ann = Someone(slack, "U0ANN")
        assert "Ben Baker" in words(await ann.reads("/escalate", "chargeback"))
        assert "Lost parcels" in words(await ann.reads("/escalate"))
        nothing = await ann.reads("/escalate", "zebra zebra")
        assert "Ann Archer" in words(nothing)
        assert button(nothing, "Hand over")
        assert "I say what I know" in words(await ann.reads("/values", "C"))
        assert "You will hear from me by five." in words(await ann.reads("/values", "my parcel is late"))
        assert words(await ann.reads("/kudos", "tonight"))
        assert "/frobnicate" in words(await ann.reads("/frobnicate", "x"))


@pytest.mark.parametrize("road", ["socket", "http"])
async def test_thanks_and_a_note_until_the_night_is_run_by_hand(
    slack: OtherSlack, home: Home, road: str
) -> None:
    """Run as a second process beside the bot: rehearsed, posted, and posted already."""
    async with home.bot(*["--http"][: road == "http"]):
        ann = Someone(slack, "U0ANN")
        kept = await ann.reads("/kudos", "<@U0BEN> <@U0DEE|dee> you stayed late for the angry caller")
        assert button(kept, "Take back")
        before = len(slack.views)
        assert await ann.types("/correct", "<@U0BEN>") is None
        form = await ann.view(before)
        sealed = await ann.submits(form, user="U0BEN", typed="SECRETWORDS, said kindly and in full")
        assert sealed is not None
        assert sealed["response_action"] == "update"
        assert "stayed late" in words(await ann.home())
        assert slack.messages == []

        code, printed = await home.run("nightly", "--team", "payments", "--dry-run")
        assert (code, "stayed late" in printed, slack.messages) == (0, True, [])
        code, printed = await home.run("nightly", "--team", "payments")
        assert (code, "already posted" in printed) == (0, False), printed
        (posted,) = [m for m in slack.messages if m["channel"] == "G0THANKS"]
        assert "stayed late" in words(posted)
        code, printed = await home.run("nightly", "--team", "payments")
        assert (code, "already posted" in printed) == (0, True), printed
        assert len([m for m in slack.messages if m["channel"] == "G0THANKS"]) == 1
        assert "SECRETWORDS" not in str(slack.calls)
        elsewhere = {m["channel"] for m in slack.messages} - {"G0THANKS", slack.direct("U0BEN")}
        assert elsewhere == set()


@pytest.mark.parametrize(
    ("callback", "shown"),
    [
        ("hand_this_over", "the caller is late and cross"),
        ("which_value_helps", "Candour"),
        ("give_kudos_for_this", "U0DEE"),
    ],
)
async def test_a_message_shortcut(slack: OtherSlack, home: Home, callback: str, shown: str) -> None:
    """On a message of which no more is told than its author, time and text."""
    async with home.bot():
        view = await Someone(slack, "U0ANN").uses_shortcut(callback, "U0DEE", "the caller is late and cross")
        assert shown in str(view)


async def test_a_direct_message_is_answered_once(slack: OtherSlack, home: Home) -> None:
    """Without the event's id, its channel's type and any authorization; and again, as a retry."""
    async with home.bot():
        ann, theirs = Someone(slack, "U0ANN"), slack.direct("U0ANN")
        event = {"type": "message", "channel": theirs, "ts": "1700000000.000200", "text": "chargeback"}
        await ann.event(event)
        await slack.until(lambda: len(slack.messages) or None, "the answer")
        await ann.event(event, retry=1)
        await ann.event({**event, "ts": "1700000000.000300"}, event_id="Ev1")
        await slack.until(lambda: len(slack.messages) > 1 or None, "the second answer")
        await ann.event({**event, "ts": "1700000000.000300"}, event_id="Ev1", retry=1)
        await ann.home()
        assert [m["channel"] for m in slack.messages] == [theirs, theirs]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_connections_are_replaced_when_slack_asks(slack: OtherSlack, home: Home, reason: str) -> None:
    """Each address is good for one connection; a new one is asked for."""
    async with home.bot():
        await slack.until(lambda: slack.opened >= 2 or None, "both connections")
        await slack.drop(reason)
        await slack.until(lambda: slack.opened >= 4 or None, "new connections")
        assert await Someone(slack, "U0ANN").reads("/values")


async def test_signed_requests_and_others(slack: OtherSlack, home: Home) -> None:
    """The address is verified, ssl_check answered; forged and stale requests are refused."""
    async with home.bot("--http"):
        challenge = {"type": "url_verification", "challenge": "c4ll"}
        assert (await slack.post("events_api", challenge)) == (200, {"challenge": "c4ll"})
        assert (await slack.post("slash_commands", {"ssl_check": "1", "token": "t"}))[0] == 200
        ping = {
            "command": "/values",
            "text": "",
            "user_id": "U0ANN",
            "channel_id": "C0GENERAL",
            "team_id": "T0OTHER",
        }
        assert (await slack.post("slash_commands", ping))[0] == 200
        assert (await slack.post("slash_commands", ping, secret="guessed"))[0] == 401
        assert (await slack.post("slash_commands", ping, age=301))[0] == 401
        slack.events_url = slack.events_url.replace("/events", "/commands")
        assert (await slack.post("slash_commands", ping))[0] == 200
        assert (await slack.post("slash_commands", ping, secret="guessed"))[0] == 401


async def test_a_base_url_without_its_slash(slack: OtherSlack, tmp_path: Path) -> None:
    """Either way of writing it."""
    home = Home(tmp_path, slack, {"SLACK_API_URL": f"{slack.url}/api"})
    async with home.bot():
        assert await Someone(slack, "U0ANN").reads("/values")


async def test_a_proxy_for_the_world_is_not_asked_for_this_machine(slack: OtherSlack, tmp_path: Path) -> None:
    """HTTPS_PROXY names something that is not there."""
    proxy = "http://127.0.0.1:9"
    home = Home(
        tmp_path,
        slack,
        {"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy, "https_proxy": proxy, "http_proxy": proxy},
    )
    async with home.bot():
        assert await Someone(slack, "U0ANN").reads("/values")


async def test_a_polite_stop_leaves_nothing_running(home: Home) -> None:
    """Within ten seconds, with exit code 0, and the embedded store stops too."""
    async with home.bot() as bot:
        assert store_processes(home.folder)
        assert await bot.stop() == 0
        assert store_processes(home.folder) == []


async def test_a_killed_bot_finds_everything_again(slack: OtherSlack, home: Home) -> None:
    """The store outlives it; the next one joins it and carries on."""
    async with home.bot() as bot:
        shown = await handed_over(slack, "chargeback", "Order 18 is waiting")
        await bot.stop(signal.SIGKILL)
    async with home.bot():
        ann = Someone(slack, "U0ANN")
        assert "Order 18 is waiting" in words(await ann.reads("/escalate", "mine"))
        await Someone(slack, "U0BEN").presses(shown, "Take it")
        await slack.until(lambda: "Ben Baker" in words(shown) or None, "the card's change")
        assert len([m for m in slack.messages if m["channel"] == "C0CARDS" and not m.get("thread_ts")]) == 1
    assert store_processes(home.folder) == []

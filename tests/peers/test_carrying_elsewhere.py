"""Covers, promises, menus and pictures in a Slack that leaves out whatever it may, and people who press what is not theirs."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.settings import Need, Settings
from bot.wiring import serving
from bot.wiring.files import read_by_words
from tests.peers.bot_process import CHANNELS, PEOPLE, Home
from tests.peers.other_slack import Json, Manner, OtherSlack
from tests.peers.people import Someone, button, parts, words

CLOSED: tuple[Json | None, ...] = (None, {"response_action": "clear"})
SPARSEST = Manner(
    channels="unknown_method",
    unknown=frozenset(
        {
            "conversations.history",
            "conversations.info",
            "conversations.members",
            "conversations.open",
            "users.info",
            "users.lookupByEmail",
            "usergroups.users.list",
        }
    ),
)


@pytest.fixture
def manner() -> Manner:
    """The ways of this test's Slack."""
    return Manner()


@pytest.fixture
async def slack(manner: Manner) -> AsyncIterator[OtherSlack]:
    """The other Slack. At the end nothing but what is documented was asked of it."""
    async with OtherSlack({**PEOPLE, "U0EVE": "eve@other.example"}, CHANNELS, manner).serving() as slack:
        yield slack
        assert slack.undocumented == []


@asynccontextmanager
async def serving_here(folder: Path, slack: OtherSlack) -> AsyncIterator[None]:
    """The bot in this process, over Socket Mode."""
    given = {name: value for name, value in Home(folder, slack).environ.items() if name != "PATH"}
    settings = Settings.read(given, Need.SOCKET_MODE)
    until, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serving(settings, http=False, until=until, read=read_by_words, listening=port.set_result)
    )
    done, _ = await asyncio.wait({running, port}, return_when=asyncio.FIRST_COMPLETED)
    if running in done:
        running.result()
    try:
        yield
    finally:
        until.set()
        with suppress(asyncio.CancelledError):
            await running


@dataclass
class Lives:
    """One bot after another on the same store."""

    folder: Path
    slack: OtherSlack
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def begin(self) -> None:
        """Start it."""
        await self.stack.enter_async_context(serving_here(self.folder, self.slack))

    async def end(self) -> None:
        """Stop it politely."""
        await self.stack.aclose()


@pytest.fixture
async def lives(tmp_path: Path, slack: OtherSlack) -> AsyncIterator[Lives]:
    """The bot, for as many lives as a test wants."""
    lives = Lives(tmp_path, slack)
    await lives.begin()
    yield lives
    await lives.end()


@pytest.fixture(autouse=True)
def bot(lives: Lives) -> Lives:
    """It runs in every test."""
    return lives


@pytest.fixture
def ann(slack: OtherSlack) -> Someone:
    """Leads payments."""
    return Someone(slack, "U0ANN")


@pytest.fixture
def ben(slack: OtherSlack) -> Someone:
    """Is on call."""
    return Someone(slack, "U0BEN")


@pytest.fixture
def dee(slack: OtherSlack) -> Someone:
    """Works in payments."""
    return Someone(slack, "U0DEE")


@pytest.fixture
def eve(slack: OtherSlack) -> Someone:
    """Stands in no file."""
    return Someone(slack, "U0EVE")


async def read_by(slack: OtherSlack, who: Someone, wanted: str) -> Json:
    """The direct message somebody gets, in which this stands."""
    own = slack.direct(who.user)
    return await slack.until(
        lambda: next((m for m in slack.messages if m["channel"] == own and wanted in words(m)), None), wanted
    )


async def carded(
    slack: OtherSlack, who: Someone, need: str = "Order 17 is waiting", leaving_out: str = ""
) -> Json:
    """Somebody hands a chargeback over; its card."""
    form = await who.opens(await who.reads("/escalate", "chargeback"), "Hand over")
    assert await who.submits(form, typed=need, leaving_out=leaving_out) in CLOSED
    return await slack.until(
        lambda: next(
            (m for m in slack.messages if m["channel"] == "C0CARDS" and need[:40] in words(m)), None
        ),
        "the card",
    )


async def cover_arranged(ben: Someone) -> None:
    """Ben is covered by Ann, tomorrow."""
    await ben.presses(await ben.reads("/escalate", "cover <@U0ANN> tomorrow"), "Arrange it")


@pytest.mark.parametrize("manner", [Manner(), SPARSEST], ids=["as documented", "sparsest"])
async def test_both_of_a_cover_are_told(slack: OtherSlack, ben: Someone, ann: Someone) -> None:
    """By the command, without the place it was typed in ever being told again."""
    await cover_arranged(ben)
    await read_by(slack, ann, "Ben Baker")
    await read_by(slack, ben, "Ann Archer")


async def test_a_search_is_taken_by_the_first(slack: OtherSlack, ben: Someone, dee: Someone) -> None:
    """And the second reads who has it."""
    await ben.presses(await ben.reads("/escalate", "cover tomorrow"), "Ask the team")
    search = await slack.until(
        lambda: next((m for m in slack.messages if m["channel"] == "C0CARDS"), None), "the search"
    )
    await dee.presses(search, "Take it")
    await slack.until(lambda: "Dee Dunn" in words(search) or None, "who took it")


async def test_a_cover_of_others_is_left_alone(
    slack: OtherSlack, ben: Someone, ann: Someone, dee: Someone
) -> None:
    """Pressed by somebody it does not concern, with the button of those it does."""
    await cover_arranged(ben)
    told = await read_by(slack, ann, "Ben Baker")
    ends = next(one for one in parts(told["blocks"], "button") if one["action_id"].startswith("cover_end"))
    before = len(slack.views)
    await dee.acts(told, {"type": "button", "action_id": ends["action_id"], "value": ends["value"]})
    assert await dee.view(before)
    assert "Ann Archer" in words(await ben.reads("/escalate", "cover"))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        '{"id":"1","absent":"ben","by":"dee","start":"2035-01-01T00:00:00","end":"2035-01-02T00:00:00"}',
        '{"id":"1","absent":"nobody","by":"dee","start":"2035-01-01T00:00:00Z","end":"2035-01-02T00:00:00Z"}',
        '{"id":"1","absent":"ben","by":"dee","start":"0001-01-01T00:00:00Z","end":"9999-12-31T23:59:59Z"}',
    ],
    ids=["none", "cut", "without a zone", "of nobody", "for ever"],
)
@pytest.mark.parametrize("action", ["cover_make", "cover_new"])
async def test_a_cover_button_that_was_cut_or_forged_is_refused_in_words(
    ben: Someone, caplog: pytest.LogCaptureFixture, value: str, action: str
) -> None:
    """It says what to do, and no reference to a bug."""
    await ben.acts({"channel": "C0GENERAL"}, {"type": "button", "action_id": action, "value": value})
    assert await ben.view(0)
    assert "a request failed" not in caplog.text


async def test_somebody_elses_cover_is_not_shown_for_its_id(ben: Someone, ann: Someone) -> None:
    """A wish that carries the id of another's cover."""
    preview = await ben.reads("/escalate", "cover <@U0DEE> tomorrow")
    await ben.presses(preview, "Arrange it")
    made = await ben.view(0)
    assert "Dee Dunn" in words(made)
    value = json.loads(button(preview, "Arrange it")["value"])
    forged = json.dumps(value | {"absent": "ann", "by": "ben"})
    await ann.acts({"channel": "C0GENERAL"}, {"type": "button", "action_id": "cover_make", "value": forged})
    assert "Dee Dunn" not in words(await ann.view(1))


@pytest.mark.parametrize("manner", [Manner(), SPARSEST], ids=["as documented", "sparsest"])
async def test_a_promise_is_noted_and_given_on(slack: OtherSlack, ben: Someone, dee: Someone) -> None:
    """Typed, given to a colleague, accepted; the one who had it hears of it."""
    noted = await ben.reads("/escalate", "promise in 3 hours call Kim back")
    form = await ben.opens(noted, "Give to a colleague")
    await ben.submits(form, user="U0DEE")
    offered = await read_by(slack, dee, "asks whether you can keep")
    await dee.presses(offered, "I'll keep it")
    await read_by(slack, ben, "keeps the promise from now on")
    assert "call Kim back" in words(await dee.reads("/escalate", "promise"))


@pytest.mark.parametrize("label", ["Give to a colleague", "Move the time"])
async def test_somebody_elses_promise_is_not_shown_for_its_id(ben: Someone, eve: Someone, label: str) -> None:
    """The forms that show what was promised, asked for by others with the id of it."""
    noted = await ben.reads("/escalate", "promise in 3 hours SECRETWORDS to Kim")
    element = button(noted, label)
    action = {name: element[name] for name in ("type", "action_id", "value")}
    await eve.acts({"channel": "C0GENERAL"}, action)
    view = await eve.view(0)
    assert "submit" not in view
    assert "SECRETWORDS" not in words(view)


async def test_a_promise_form_without_its_metadata_says_what_to_do(ben: Someone) -> None:
    """Slack may leave out what the form carried."""
    form = await ben.opens(await ben.reads("/escalate", "promise in 3 hours call Kim"), "Give to a colleague")
    answer = await ben.submits(form, user="U0DEE", leaving_out="private_metadata")
    assert answer is not None
    assert "no longer kept" in words(answer["view"])


async def test_this_promise_is_tracked_once_where_the_form_is_sent_twice(ben: Someone) -> None:
    """From a message of which no more is told than author, time and text."""
    form = await ben.uses_shortcut("track_this_promise", "U0BEN", "I told Kim: tomorrow 9am")
    for _ in range(2):
        answer = await ben.submits(form, typed="the refund")
        assert answer is not None
        assert answer["response_action"] == "update"
    assert words(await ben.reads("/escalate", "promise")).count("the refund") == 1


async def test_a_menu_needs_no_more_than_what_was_chosen(
    slack: OtherSlack, ann: Someone, ben: Someone
) -> None:
    """An overflow without its text, in a message of which only the channel is told."""
    shown = await carded(slack, ann)
    before = len(slack.views)
    await ben.chooses(shown, "Add a note")
    await ben.submits(await ben.form(before), typed="They called twice")
    await slack.until(lambda: "They called twice" in words(shown) or None, "the note on the card")


@pytest.mark.parametrize("name", ["Resolve", "I can't right now"])
async def test_a_form_without_its_metadata_changes_nothing(
    slack: OtherSlack, ann: Someone, ben: Someone, name: str
) -> None:
    """It says that the escalation is not known any more."""
    shown = await carded(slack, ann)
    form = await ben.opens(shown, name)
    answer = await ben.submits(form, typed="Done", leaving_out="private_metadata")
    assert answer is not None
    assert "Done" not in words(shown)


async def test_a_hand_over_without_its_metadata_arrives(slack: OtherSlack, ann: Someone) -> None:
    """The form's fields say enough."""
    assert "<@U0BEN>" in (await carded(slack, ann, leaving_out="private_metadata"))["text"]


@pytest.mark.parametrize("manner", [Manner(), SPARSEST], ids=["as documented", "sparsest"])
async def test_a_picture_that_cannot_be_sent_comes_in_words(slack: OtherSlack, ann: Someone) -> None:
    """This Slack takes no files."""
    await ann.reads("/escalate", "map chargeback")
    await read_by(slack, ann, "Ben Baker")


@pytest.mark.parametrize("manner", [Manner(refused=frozenset({"views.open", "views.push"}))])
async def test_where_no_form_opens_a_direct_message_says_so(slack: OtherSlack, ann: Someone) -> None:
    """Slack refuses every window."""
    await ann.presses(await ann.reads("/escalate", "chargeback"), "Hand over")
    await slack.until(lambda: slack.messages or None, "a word about it")
    assert slack.messages[0]["channel"] == slack.direct("U0ANN")


@pytest.mark.parametrize("manner", [Manner(view_ids="same")])
async def test_two_customers_are_two_even_where_every_form_has_the_same_id(
    slack: OtherSlack, ann: Someone
) -> None:
    """What tells them apart is what was written."""
    await carded(slack, ann, "Order 17 is waiting")
    await carded(slack, ann, "Order 99 is waiting")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "user_status_changed"},
        {"type": "user_status_changed", "user": {"id": "U0BEN"}},
        {"type": "user_status_changed", "user": {"id": "U0BEN", "profile": {"status_expiration": 10**15}}},
        {"type": "user_status_changed", "user": {"id": "U0BEN", "profile": {"status_expiration": "soon"}}},
        {"type": "user_huddle_changed", "user": {"id": "U0BEN"}},
        {"type": "something_new", "user": ["U0BEN"]},
    ],
)
async def test_an_event_that_says_little_is_only_acknowledged(
    slack: OtherSlack, ben: Someone, caplog: pytest.LogCaptureFixture, event: Json
) -> None:
    """Nothing is said, and nothing fails."""
    await ben.event(event)
    await ben.reads("/values")
    assert slack.messages == []
    assert "a request failed" not in caplog.text


async def test_an_away_status_is_heard_and_survives_an_event_without_a_profile(
    slack: OtherSlack, ann: Someone, ben: Someone
) -> None:
    """That nothing is told of the status is not that they are back."""
    away = {"status_emoji": ":palm_tree:", "status_text": "Vacation"}
    await ben.event({"type": "user_status_changed", "user": {"id": "U0BEN", "profile": away}})
    await ben.event({"type": "user_status_changed", "user": {"id": "U0BEN"}})
    assert "<@U0BEN>" not in (await carded(slack, ann))["text"]


@pytest.mark.parametrize(
    "need",
    [
        "가나다라" * 1000,
        "😀" * 2500,
        "환불이안되고있어서고객님이많이화가나셨습니다빠른확인부탁드립니다" * 3,
        "\u202eהלקוח ממתין להחזר כספי\u202c",
        "<!channel> *_~`everyone` <@U0BEN> <!subteam^S1>",
        "&lt;!here&gt; &amp;",
        "\u200b\u0301",
        "🏳️‍🌈",
    ],
    ids=[
        "long Korean",
        "long emoji",
        "without spaces",
        "right to left",
        "pings",
        "escaped",
        "marks",
        "a flag",
    ],
)
async def test_any_words_are_carried_and_ping_nobody(
    slack: OtherSlack, ann: Someone, ben: Someone, need: str
) -> None:
    """Handed over, noted and resolved with them."""
    form = await ann.opens(await ann.reads("/escalate", "chargeback"), "Hand over")
    assert await ann.submits(form, typed=need) in CLOSED
    shown = await slack.until(
        lambda: next((m for m in slack.messages if m["channel"] == "C0CARDS"), None), "the card"
    )
    await ben.submits(await ben.opens(shown, "Resolve"), typed=need)
    await slack.until(lambda: "Reopen" in words(shown) or None, "that it is resolved")
    said = " ".join(words(m) for m in slack.messages)
    assert not re.search(r"<!(channel|here|everyone|subteam\^S1)", said)


@pytest.mark.parametrize("at", [253402300799, 4102444800000, -1, 1])
async def test_a_time_no_calendar_knows_is_refused_under_its_field(
    slack: OtherSlack, ben: Someone, at: int
) -> None:
    """And nothing is kept that could not be shown later."""
    before = len(slack.views)
    await ben.acts({"channel": "C0GENERAL"}, {"type": "button", "action_id": "promise_new"})
    form = await ben.form(before)
    for block in form["blocks"]:
        for element in parts(block, "datetimepicker"):
            element["initial_date_time"] = at
    answer = await ben.submits(form, typed="the refund")
    assert answer is not None
    assert answer["response_action"] == "errors"
    assert "No promise is open" in words(await ben.reads("/escalate", "promise"))


async def test_a_guest_is_told_kindly_whatever_they_press(
    slack: OtherSlack, ann: Someone, eve: Someone
) -> None:
    """On the card of somebody else's customer."""
    slack.guests.add("U0EVE")
    shown = await carded(slack, ann)
    before = len(slack.views)
    await eve.presses(shown, "Take it")
    assert await eve.view(before)
    assert "Take it" in str(shown["blocks"])


@pytest.mark.parametrize("value", ["", "xx", '{"language":"ko"}'])
async def test_a_language_that_is_none_changes_nothing(slack: OtherSlack, ann: Someone, value: str) -> None:
    """A forged choice in App Home."""
    home = await ann.home()
    slack.homes.clear()
    chosen = {"selected_option": {"value": value}}
    await ann.acts(
        home | {"type": "home"}, {"type": "static_select", "action_id": "choose_language"} | chosen
    )
    await slack.until(lambda: slack.homes.get("U0ANN"), "App Home again")


@pytest.mark.parametrize("manner", [Manner(bare=True)])
async def test_a_slack_that_only_says_ok(slack: OtherSlack, ann: Someone, ben: Someone) -> None:
    """No time stamps, no conversations, nobody's name: what was posted is posted once, and everybody is told."""
    shown = await carded(slack, ann)
    own = await read_by(slack, ann, "Order 17 is waiting")
    await ben.presses(shown, "Take it")
    await read_by(slack, ann, "has it now")
    await ben.submits(await ben.opens(shown, "Resolve"), typed="Paid back")
    await read_by(slack, ann, "Paid back")
    assert [m for m in slack.messages if m.get("thread_ts") is None and m["channel"] == "C0CARDS"] == [shown]
    assert own["channel"] == slack.direct("U0ANN")


@pytest.mark.parametrize(
    ("callback", "field_name", "written"),
    [
        ("resolve_form", "summary", {"type": "plain_text_input", "value": "Paid back in full"}),
        ("cancel_form", "reason", {"type": "plain_text_input", "value": "Found it"}),
        ("hand_on_form", "to", {"type": "static_select", "selected_option": {"value": "person:ann"}}),
    ],
)
async def test_the_buttons_and_forms_of_the_version_before_work(
    slack: OtherSlack, ann: Someone, ben: Someone, callback: str, field_name: str, written: Json
) -> None:
    """By the names and values they were posted with: those of commit e895c2d."""
    shown = await carded(slack, ann)
    held = json.dumps({"escalation": json.loads(button(shown, "Take it")["value"])["escalation"]})
    for name in ("hand_on", "resolve"):
        before = len(slack.views)
        await ben.acts(shown, {"type": "button", "action_id": f"escalation_{name}", "value": held})
        assert (await ben.form(before))["callback_id"] == f"{name}_form"
    by = ann if callback == "cancel_form" else ben
    view = {"id": "V0OLD", "type": "modal", "callback_id": callback, "private_metadata": held}
    values = {field_name: {field_name: written}}
    sent = {"type": "view_submission", "user": {"id": by.user}, "team": {"id": "T0OTHER"}}
    answer = await slack.send("interactive", sent | {"view": view | {"state": {"values": values}}})
    assert answer is None or answer["response_action"] == "clear"
    wanted = {"resolve_form": "Paid back in full", "cancel_form": "Found it", "hand_on_form": "<@U0ANN>"}
    await slack.until(lambda: wanted[callback] in str(slack.messages) or None, "what the form did")


async def test_a_form_opened_before_a_restart_is_sent_after_it(
    slack: OtherSlack, lives: Lives, ann: Someone, ben: Someone, dee: Someone
) -> None:
    """The hand-over and the promise given on; nothing lay in memory."""
    form = await ann.opens(await ann.reads("/escalate", "chargeback"), "Hand over")
    noted = await ben.reads("/escalate", "promise in 3 hours call Kim back")
    give = await ben.opens(noted, "Give to a colleague")
    await lives.end()
    await lives.begin()
    await ben.submits(give, user="U0DEE")
    await read_by(slack, dee, "asks whether you can keep")
    assert await ann.submits(form, typed="Order 17 is waiting") in CLOSED
    await read_by(slack, ann, "Order 17 is waiting")


async def test_a_name_pings_nobody_and_changes_no_sentence(
    slack: OtherSlack, ben: Someone, eve: Someone
) -> None:
    """Somebody in no file, who calls themselves what they like."""
    slack.named["U0EVE"] = "<!channel> *bold* _it_ ~no~ `code` <@U0BEN> <https://evil.example|Ann>"
    shown = await carded(slack, eve)
    await ben.presses(shown, "Take it")
    await slack.until(lambda: "Ben Baker" in words(shown) or None, "who took it")
    said = " ".join(words(m) for m in slack.messages)
    assert "<!channel>" not in said
    assert "<https://evil" not in said


async def test_whoever_stands_in_no_file_takes_nothing(slack: OtherSlack, ann: Someone, eve: Someone) -> None:
    """The button is checked when it is pressed; so are the forms of it."""
    shown = await carded(slack, ann)
    held = button(shown, "Take it")["value"]
    for action in ("escalation_take", "escalation_resolve", "escalation_hand_on", "escalation_cancel"):
        before = len(slack.views)
        await eve.acts(shown, {"type": "button", "action_id": action, "value": held})
        assert "submit" not in await eve.view(before)
    assert "Ben Baker" in words(shown) or "<@U0BEN>" in shown["text"]


@pytest.mark.parametrize("verb", ["Take it", "Resolve"])
async def test_two_at_once_end_in_one(
    slack: OtherSlack, ann: Someone, ben: Someone, dee: Someone, verb: str
) -> None:
    """Pressed or sent at one instant; the second reads what holds."""
    shown = await carded(slack, ann)
    if verb == "Take it":
        await asyncio.gather(ben.presses(shown, verb), dee.presses(shown, verb))
    else:
        forms = [await who.opens(shown, verb) for who in (ben, dee)]
        await asyncio.gather(ben.submits(forms[0], typed="By Ben"), dee.submits(forms[1], typed="By Dee"))
    ends = "Resolve" if verb == "Take it" else "Reopen"
    await slack.until(lambda: ends in words(shown) or None, "one outcome")
    assert len({name for name in ("By Ben", "By Dee") if name in words(shown)}) == (verb == "Resolve")


@pytest.mark.parametrize("manner", [Manner(slow=0.7), Manner(slow=1.4)], ids=["slow", "very slow"])
async def test_a_slow_slack_is_waited_for(slack: OtherSlack, ann: Someone, ben: Someone) -> None:
    """Whoever presses is answered in time, and nothing is said twice."""
    await ann.types("/escalate", "chargeback")
    shown = await carded(slack, ann)
    await ben.presses(shown, "Take it")
    await read_by(slack, ann, "has it now")
    said = [words(m) for m in slack.messages]
    assert len(said) == len(set(said))

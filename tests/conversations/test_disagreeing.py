"""Disagreeing quietly: to those who keep the values, once, in private; without a name there is no trace of one."""

import logging
from pathlib import Path

import pytest

from playground.driver import LocalSlack, Opened, Person
from tests.conversations.conftest import ROOT, StartBot

MARK = "zzmark"
WORDS, ABOUT = f"{MARK}-words it hurts the small shops", f"{MARK}-about close every request after a day"
NAMED, UNNAMED = "With my name", "Without my name"


async def opens_form(person: Person) -> Opened:
    """The form, from the button under a decision."""
    shown = await person.types("#support", f"/values check {ABOUT}")
    await person.presses("Disagree quietly", in_=shown)
    return await person.modal("Who reads this?")


async def sends(person: Person, name: str) -> Opened:
    """Words on their way; the window that says to whom."""
    form = await opens_form(person)
    assert await person.fills(form, {"What bothers you about it?": WORDS, "Your name": name}) is None
    return await person.modal("Thank you")


def kept_by(tmp_path: Path, *people: str) -> str:
    """values.yaml with other approvers."""
    values = tmp_path / "values.yaml"
    text = (ROOT / "values.yaml").read_text("utf-8")
    values.write_text(text.replace("approvers: [jimin]", f"approvers: [{', '.join(people)}]"), "utf-8")
    return str(values)


def at_rest(tmp_path: Path) -> bytes:
    """Every byte the bot has written, what was overwritten since included."""
    files = (path for path in (tmp_path / "data").rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files)


@pytest.mark.usefixtures("either_road")
async def test_it_reaches_those_who_keep_the_values_and_nobody_else(slack: LocalSlack) -> None:
    """Before sending it says who reads it; then it is one direct message, in its reader's language."""
    bob, jimin = slack.person("bob"), slack.person("jimin")
    form = await opens_form(bob)
    assert "Only Jimin Kim, who keeps our values" in form
    assert ABOUT in form
    assert "nothing is kept or logged of who wrote it" in form
    assert await bob.fills(form, {"What bothers you about it?": WORDS, "Your name": NAMED}) is None
    assert "It goes to Jimin Kim in a direct message. Your name goes with it" in await bob.modal("Thank you")
    told = await jimin.sees("@bot", WORDS)
    assert "Bob Brown님의 다른 생각이 도착했습니다" in told
    assert ABOUT in told
    assert MARK not in told.notification
    await slack.quiet()
    assert len(slack.calls("chat.postMessage")) == 1
    for other in ("seoyeon", "minjun", "dohyun", "lukas", "noah"):
        assert not any(MARK in read.raw for read in slack.person(other).could_ever_read())


@pytest.mark.usefixtures("bot")
async def test_a_value_can_be_disagreed_with_on_its_own_page(slack: LocalSlack) -> None:
    """The form knows which value it is about."""
    seoyeon = slack.person("seoyeon")
    page = await seoyeon.types("#support", "/values H")
    await seoyeon.presses("조용히 반대하기", in_=page)
    assert "끝까지 듣기" in await seoyeon.modal("누가 읽나요?")


async def test_without_a_name_there_is_no_trace_of_one(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No call but to the writer's own window, no log line of ours at DEBUG, no byte at rest holds who wrote it."""
    caplog.set_level(logging.DEBUG)
    bob, jimin = slack.person("bob"), slack.person("jimin")
    async with start_bot(BATON_LOG_LEVEL="DEBUG"):
        form = await opens_form(bob)
        caplog.clear()
        calls, before = len(slack.calls()), at_rest(tmp_path).count(bob.id.encode())
        filled: dict[str, str | list[str] | None] = {
            "What bothers you about it?": WORDS,
            "Your name": UNNAMED,
        }
        assert await bob.fills(form, filled) is None
        assert "Your name does not go with it" in await bob.modal("Thank you")
        told = await jimin.sees("@bot", WORDS)
        assert "이름을 밝히지 않은 동료님" not in told
        assert "이름을 밝히지 않은 동료" in told
        assert "알아내려 하지 말아 주세요" in told
        await slack.quiet()
    (posted,) = [call for call in slack.calls()[calls:] if call.method == "chat.postMessage"]
    for trace in (bob.id, "Bob", "bob"):
        assert trace not in repr(posted)
    ours = [
        line
        for line in caplog.records
        if line.name.split(".")[0] in ("bot", "handlers", "slack_bolt", "slack_sdk")
    ]
    assert not [line for line in ours if MARK in line.getMessage() or bob.id in line.getMessage()]
    kept = at_rest(tmp_path)
    assert b"disagreement:" in kept
    assert MARK.encode() not in kept
    assert kept.count(bob.id.encode()) == before


async def test_unnamed_words_reach_an_approver_who_wrote_them_too(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Else the only keeper who got none would be known by that; signed ones do not come back to their author."""
    bob, jimin = slack.person("bob"), slack.person("jimin")
    async with start_bot(BATON_VALUES_FILE=kept_by(tmp_path, "jimin", "bob")):
        await bob.closes(await sends(bob, UNNAMED))
        await jimin.sees("@bot", WORDS)
        await bob.sees("@bot", WORDS)
        await sends(bob, NAMED)
        await jimin.sees("@bot", "Bob Brown님의 다른 생각")
        await slack.quiet()
        assert not [text for text in await bob.reads("@bot") if "Bob Brown" in text]


async def test_where_nobody_would_read_it_it_is_said_kindly(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Instead of the form, with a person to speak to; also where the only keeper is whoever disagrees."""
    bob = slack.person("bob")
    async with start_bot(BATON_VALUES_FILE=kept_by(tmp_path, "bob")):
        shown = await bob.types("#support", f"/values check {ABOUT}")
        await bob.presses("Disagree quietly", in_=shown)
        said = await bob.sees("#support", "nobody to bring this to quietly")
        assert "Jimin Kim" in said


async def test_a_lost_reply_does_not_make_it_two(slack: LocalSlack, start_bot: StartBot) -> None:
    """Nothing is lost meanwhile, and nothing said twice."""
    bob, jimin = slack.person("bob"), slack.person("jimin")
    async with start_bot():
        form = await opens_form(bob)
        slack.fault("chat.postMessage", "drop_after_doing", times=1)
        assert await bob.fills(form, {"What bothers you about it?": WORDS, "Your name": UNNAMED}) is None
        await bob.modal("Thank you")
        await jimin.sees("@bot", WORDS)
        await slack.forward(minutes=10)
        await slack.quiet()
        assert len([text for text in await jimin.reads("@bot") if WORDS in text]) == 1

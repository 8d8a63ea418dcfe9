"""A note to one colleague: written, sealed, brought at night, opened by one person; and nowhere else."""

import logging
from pathlib import Path

import pytest

from playground.driver import LocalSlack, Opened, Person
from tests.conversations.conftest import StartBot

EVENING = "2035-03-12T19:00:05+09:00"
MARK = "zzmark"
WORDS: dict[str, str | list[str] | None] = {
    "Situation: when and where was it?": f"{MARK}-one this morning in the queue",
    "Behaviour: what did you see or hear?": f"{MARK}-two the customer was cut short",
    "Impact: what did it lead to?": f"{MARK}-three they called back twice",
    "Next time: what would help?": f"{MARK}-four let them finish",
}


async def writes(author: Person, to: str) -> Opened:
    """A note, sealed; the window that says so."""
    await author.types("#support", f"/correct @{to}", answered=False)
    form = await author.modal("Who can read this?")
    assert await author.fills(form, dict(WORDS)) is None
    return await author.modal("Sealed until")


async def hesitates(author: Person, to: str) -> None:
    """A note that is refused twice, advised on, sealed, and changed: every road its words take."""
    behaviour = "Behaviour: what did you see or hear?"
    await author.types("#support", f"/correct @{to}", answered=False)
    form = await author.modal("Who can read this?")
    assert await author.fills(form, {**WORDS, behaviour: f"{MARK}-six you are an idiot"})
    past = {behaviour: f"{MARK}-seven you always wait", "Come back to it on": "2020-01-01"}
    assert await author.fills(form, {**WORDS, **past})
    assert await author.fills(form, {"Come back to it on": None}) is None
    advised = await author.modal("before you seal it")
    assert await author.submits(advised) is None
    await author.closes(await author.modal("Sealed until"))
    await author.types("#support", "/correct list", answered=False)
    await author.presses("Change", in_=await author.modal("To *"))
    change = await author.modal("Who can read this?")
    assert await author.fills(change, {behaviour: f"{MARK}-eight the customer waited"}) is None
    await author.modal("Sealed until")


@pytest.mark.usefixtures("either_road")
async def test_a_note_reaches_its_one_reader_and_nobody_else(slack: LocalSlack) -> None:
    """Sealed all day; at night a neutral knock, and the words in a window only the reader can open."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    sealed = await writes(bob, "minjun")
    assert "Sealed until 11:00 CET, when Minjun Park gets it" in sealed
    assert not slack.calls("chat.postMessage")
    await slack.forward_to(EVENING)
    knock = await minjun.sees("@bot", "새로 도착한 것이 있습니다")
    assert MARK not in f"{knock.text}{knock.notification}"
    assert "Bob" not in f"{knock.text}{knock.notification}"
    await minjun.presses("열기", in_=knock)
    note = await minjun.modal("나에게만 쓴 메모")
    assert f"{MARK}-four let them finish" in note
    for other in ("jimin", "seoyeon", "dohyun", "lukas", "noah"):
        assert not any(MARK in read.text for read in slack.person(other).could_ever_read())


@pytest.mark.usefixtures("bot")
async def test_its_reader_may_press_before_slack_has_answered_that_they_were_told(slack: LocalSlack) -> None:
    """What stands in front of them opens, however long the answer to us takes."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    await writes(bob, "minjun")
    slack.fault("chat.postMessage", "timeout_after_doing")
    await slack.forward_to(EVENING)
    await minjun.presses("열기", in_=await minjun.sees("@bot", "새로 도착한 것이 있습니다"))
    assert f"{MARK}-four let them finish" in await minjun.modal("나에게만 쓴 메모")


@pytest.mark.usefixtures("bot")
class TestWriting:
    """The form says who can read it before anything is sent."""

    async def test_it_says_who_can_ever_read_it(self, slack: LocalSlack) -> None:
        """In the writer's language."""
        seoyeon = slack.person("seoyeon")
        await seoyeon.types("#support", "/correct @minjun", answered=False)
        form = await seoyeon.modal("누가 읽을 수 있나요?")
        assert "박민준님만 읽습니다" in form
        assert "90일이 지나면 지웁니다" in form

    async def test_words_in_the_command_are_not_kept(self, slack: LocalSlack) -> None:
        """A command is no safe place; the form says so and is empty."""
        bob = slack.person("bob")
        await bob.types("#support", f"/correct @minjun {MARK} you did this", answered=False)
        form = await bob.modal("was not kept")
        assert MARK not in form.text

    async def test_without_a_reader_the_form_stays_open(self, slack: LocalSlack) -> None:
        """What was typed stays with it."""
        bob = slack.person("bob")
        await bob.types("#support", "/correct", answered=False)
        form = await bob.modal("Who can read this?")
        errors = await bob.fills(form, dict(WORDS))
        assert errors == {"To": "Please choose who it is for. About the process you may leave it empty."}

    async def test_the_process_goes_to_the_team_without_a_name(self, slack: LocalSlack) -> None:
        """Nobody gets a message."""
        bob = slack.person("bob")
        await bob.types("#support", "/correct", answered=False)
        form = await bob.modal("Who can read this?")
        about = {"What is it about?": "The process, not the person"}
        assert await bob.fills(form, {**WORDS, **about}) is None
        await bob.modal("without any name")
        await slack.forward_to(EVENING)
        await slack.quiet()
        assert not slack.calls("chat.postMessage")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/correct @gina", "is a guest here"),
            ("/correct @robo", "is a bot"),
            ("/correct @noah", "is on no team yet"),
            ("/correct @minjun @dohyun", "exactly one reader"),
            ("/correct help", "write a note only they read"),
        ],
    )
    async def test_who_cannot_be_written_to(self, slack: LocalSlack, typed: str, said: str) -> None:
        """Each with its sentence, before any form."""
        assert said in await slack.person("bob").types("#support", typed)

    async def test_until_the_night_it_can_be_changed_and_withdrawn(self, slack: LocalSlack) -> None:
        """From the author's own list."""
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await bob.closes(await writes(bob, "minjun"))
        await bob.types("#support", "/correct list", answered=False)
        listed = await bob.modal("To *Minjun Park*")
        assert MARK not in listed.text
        await bob.presses("Change", in_=listed)
        form = await bob.modal("Who can read this?")
        changed: dict[str, str | list[str] | None] = {
            "Impact: what did it lead to?": f"{MARK}-kinder they were worried"
        }
        assert await bob.fills(form, changed) is None
        await bob.closes(await bob.modal("Sealed until"))
        await bob.types("#support", "/correct list", answered=False)
        await bob.presses("Withdraw", in_=await bob.modal("To *Minjun Park*", other_than=listed))
        await bob.modal("No sealed note of yours waits")
        await slack.forward_to(EVENING)
        await slack.quiet()
        assert not any("도착" in text for text in await minjun.reads("@bot"))

    async def test_it_is_found_again_in_app_home(self, slack: LocalSlack) -> None:
        """Notes to me: the reader's own page lists it, and opens it again."""
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await writes(bob, "minjun")
        await slack.forward_to(EVENING)
        await minjun.sees("@bot", "새로 도착한 것이 있습니다")
        home = await minjun.opens_home("나에게 온 메모")
        assert MARK not in home.text
        await minjun.presses("열기", in_=home)
        await minjun.modal(f"{MARK}-one")


async def test_marked_words_are_nowhere_but_with_author_and_reader(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Every call to Slack, every log line at DEBUG and every byte at rest is searched for them."""
    caplog.set_level(logging.DEBUG)
    async with start_bot(BATON_LOG_LEVEL="DEBUG"):
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await hesitates(bob, "minjun")
        await slack.forward_to(EVENING)
        knock = await minjun.sees("@bot", "새로 도착한 것이 있습니다")
        await minjun.presses("열기", in_=knock)
        await minjun.modal(f"{MARK}-one")
        await slack.quiet()
    public = [call for call in slack.calls() if not call.method.startswith("views.")]
    assert MARK not in repr(public)
    assert MARK not in caplog.text
    at_rest = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert any(b"note:" in path.read_bytes() for path in at_rest)
    assert not [path for path in at_rest if MARK.encode() in path.read_bytes()]

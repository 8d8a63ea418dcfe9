"""One press says whether a card helped: what its person reads, what a keeper sees, and what nobody ever does."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.services.reload import Pace
from bot.settings import Need, Settings
from bot.wiring import learned
from playground.driver import LocalSlack, Person, Shown
from tests.conversations.conftest import ROOT, StartBot

USEFUL, NOT_USEFUL = "👍 Useful", "👎 Not useful"
ANGRY = "/values the customer is really angry with us"
ODD = "asdf qwer zxcv"
"""Words nothing in the files fits."""


async def card(who: Person) -> Shown:
    """The card of a situation."""
    answer = await who.types("#support", ANGRY)
    assert USEFUL in answer.buttons
    return answer


async def suggestions(
    slack: LocalSlack, data: Path, values: Path = ROOT / "values.yaml"
) -> dict[str, list[dict[str, object]]]:
    """What `python -m bot suggestions --json` tells beside the running bot."""
    environ = {
        **os.environ,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "BATON_DATA_DIR": str(data),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(values),
    }
    command = [sys.executable, "-m", "bot", "suggestions", "--json"]
    result = await asyncio.to_thread(
        subprocess.run, command, env=environ, capture_output=True, text=True, timeout=100, check=False
    )
    assert result.returncode == 0, result.stderr
    found: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return found


@pytest.mark.usefixtures("either_road")
class TestThumbs:
    """👍 and 👎 under a card."""

    async def test_a_thumb_up_is_thanked_in_private(self, slack: LocalSlack) -> None:
        """Short; the card stays, nobody else reads anything."""
        bob = slack.person("bob")
        await bob.presses(USEFUL, in_=await card(bob))
        await bob.sees("#support", "Glad it helped")
        assert not any("Glad it helped" in text for text in await slack.person("seoyeon").reads("#support"))
        assert not slack.calls("chat.postMessage")

    async def test_a_thumb_down_tells_what_to_do_in_korean(self, slack: LocalSlack) -> None:
        """Better words can be proposed, and a person is a click away."""
        seoyeon = slack.person("seoyeon")
        answer = await seoyeon.types("#support", "/values 고객님이 많이 화나셨어요")
        await seoyeon.presses("👎 아쉬워요", in_=answer)
        told = await seoyeon.sees("#support", "이름 없이 숫자로만 남습니다")
        assert "/values share" in told
        assert "사람에게 물어보기" in told.buttons


@pytest.mark.usefixtures("bot")
class TestElsewhere:
    """A card in a window, and in front of somebody from outside."""

    async def test_in_a_window_the_thanks_stand_on_top(self, slack: LocalSlack) -> None:
        """Of *Which value helps here?* about what somebody else wrote."""
        bob = slack.person("bob")
        message = await slack.person("seoyeon").types("#support", "the customer is really angry with us")
        await bob.uses("Which value helps here?", on=message)
        shown = await bob.modal("Hear them out")
        await bob.presses(USEFUL, in_=shown)
        assert "Glad it helped" in await bob.modal(other_than=shown)


@pytest.mark.usefixtures("bot")
class TestNoneOfThese:
    """The situations offered are not it."""

    async def test_all_situations_and_a_person_are_offered(self, slack: LocalSlack) -> None:
        """Pressed on a card with neighbours: every situation is a click away."""
        bob = slack.person("bob")
        answer = await bob.types("#support", "/values the customer is upset and has to wait longer again")
        assert "None of these" in answer.buttons, answer.describe()
        await bob.presses("None of these", in_=answer)
        told = await bob.sees("#support", "So it is something else")
        assert "Ask a human" in told.buttons
        assert len(told.buttons) > 5

    async def test_a_question_stays_with_the_topic_chosen_for_it(self, slack: LocalSlack) -> None:
        """Nothing matched; the topic is chosen from the list, and the hand-over form has the question."""
        bob = slack.person("bob")
        answer = await bob.types("#support", f"/escalate {ODD}")
        await bob.chooses("Billing & refunds", in_=answer, action_id="pick_topic")
        shown = await bob.sees("#support", "On call now")
        await bob.presses("Hand over", in_=shown)
        assert ODD in await bob.modal()


async def test_votes_are_counted_once_and_can_be_changed(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """A double click is one vote, a change of mind replaces it; the figures hold no name and no word."""
    async with start_bot():
        bob = slack.person("bob")
        shown = await card(bob)
        for thumb in (USEFUL, USEFUL, NOT_USEFUL):
            await bob.presses(thumb, in_=shown)
        await bob.sees("#support", "counted without your name")
        await bob.types("#support", f"/escalate {ODD}")
    async with start_bot():
        found = await suggestions(slack, tmp_path / "data")
    [used] = found["entries"]
    assert used == {
        "realm": "situation", "entry": "empathy", "shown": 1, "picked": 0, "beside": 0, "useful": 0, "not_useful": 1
    }  # fmt: skip
    assert {"realm": "topic", "unmatched": 1, "none_fits": 0} in found["missed"]
    assert "asdf" not in json.dumps(found)


async def test_where_words_are_kept_two_people_make_an_example(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Both type it, both choose the topic: it is proposed, without either's name, its number masked."""
    values = tmp_path / "values.yaml"
    text = (ROOT / "values.yaml").read_text(encoding="utf-8")
    values.write_text(text.replace("  # keep_text: 30d ", "  keep_text: 30d "), encoding="utf-8")
    async with start_bot(BATON_VALUES_FILE=str(values)):
        for key, title in (("bob", "Billing & refunds"), ("emily", "Billing & refunds")):
            person = slack.person(key)
            answer = await person.types("#support", f"/escalate {ODD} 123456")
            await person.chooses(title, in_=answer, action_id="pick_topic")
            await person.sees("#support", "On call now")
    async with start_bot(BATON_VALUES_FILE=str(values)):
        found = await suggestions(slack, tmp_path / "data", values)
    [example] = found["examples"]
    assert (example["entry"], example["text"], example["people"]) == ("billing_refund", f"{ODD} …", 2)
    assert [one["times"] for one in found["unanswered"]] == [2]


async def test_words_end_as_soon_as_the_file_says_so(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Not with the next press, and not with the next start: a file that is taken over says it."""
    values = tmp_path / "values.yaml"
    without = (ROOT / "values.yaml").read_text(encoding="utf-8")
    values.write_text(without.replace("  # keep_text: 30d ", "  keep_text: 30d "), encoding="utf-8")
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "BATON_DATA_DIR": str(tmp_path / "data"),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(values),
    }
    beside = Settings.read(given, Need.LEARNED)
    async with start_bot(BATON_VALUES_FILE=str(values), pace=Pace(look=0.05, settle=0.05, bad=0.15)):
        await slack.person("bob").types("#support", f"/escalate {ODD}")
        async with asyncio.timeout(30):
            while not (await learned(beside)).questions:
                pass
            values.write_text(without, encoding="utf-8")
            while (found := await learned(beside)).questions:
                pass
        assert found.months


async def test_keepers_see_in_home_what_found_no_answer(slack: LocalSlack, start_bot: StartBot) -> None:
    """In numbers, for this month; nobody else sees it, and nothing is said where there is nothing."""
    async with start_bot():
        jimin, bob = slack.person("jimin"), slack.person("bob")
        assert "Baton이 배울 것" not in await jimin.opens_home("지금")
        await bob.types("#support", f"/escalate {ODD}")
    async with start_bot():
        home = await slack.person("jimin").opens_home("주제 1건")
        assert "python -m bot suggestions" in home
        assert ODD not in home
        assert "What Baton could learn" not in await bob.opens_home("On call")

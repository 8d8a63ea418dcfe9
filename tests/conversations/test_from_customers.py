"""What customers answered, as people meet it: a signed request, a neutral knock, a window for one; a file as well."""

import json
import logging
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.adapters.intake_door import PATH, SIGNATURE, TIMESTAMP, signature
from bot.requests.intake_file import read_csv
from bot.settings import Need
from bot.wiring import take_in_answers
from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot, settings_beside

Filled = dict[str, str | list[str] | None]

MARK = "zzmark"
SECRET = "the-secret-of-the-survey-tool"
BERLIN_MORNING = "2035-03-12T18:30:00+09:00"
EVENING = "2035-03-12T19:00:05+09:00"
KNOCK_KO, KNOCK_EN = "고객님이 남기신 말씀이 있습니다", "A customer left you a few words"
HARD = f"{MARK}-hard 세 번이나 같은 말을 다시 해야 했고 아무도 전화하지 않았어요"


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        found: int = free.getsockname()[1]
        return found


@pytest.fixture
async def bot(start_bot: StartBot, port: int) -> AsyncIterator[None]:
    """The bot, with the door for answers open."""
    async with start_bot(PORT=str(port), BATON_INTAKE_SECRET=SECRET):
        yield


async def send(port: int, **answer: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - as JSON
    """A survey tool sends an answer."""
    body, stamp = json.dumps(answer).encode(), str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        TIMESTAMP: stamp,
        SIGNATURE: signature(SECRET.encode(), stamp, body),
    }
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{port}{PATH}"
        async with session.post(url, data=body, headers=headers) as answered:
            return answered.status, await answered.json()


@pytest.mark.usefixtures("bot")
async def test_a_customers_thanks_are_shared_by_whom_they_thank(slack: LocalSlack, port: int) -> None:
    """The words without the customer's name, shortened, in the night's post; asked before anybody else reads them."""
    seoyeon = slack.person("seoyeon")
    comment = "이서연 상담원님이 끝까지 들어 주셔서 정말 고맙습니다. 주문 2035031234 건이에요. 박하늘 드림"
    sent = {"id": "S1", "agent": "seoyeon@example.com", "scale": "csat", "score": 5, "comment": comment}
    assert await send(port, **sent) == (202, {"ok": True, "result": "draft"})
    knock = await seoyeon.sees("@bot", KNOCK_KO)
    await seoyeon.presses("열기", in_=knock)
    form = await seoyeon.modal("고객님이 고마움을 남기셨습니다")
    assert "나누기로 하시기 전에는 나만 봅니다" in form
    _, field = form.field("고객님의 말씀")
    assert (
        field["initial_value"]
        == "이서연 상담원님이 끝까지 들어 주셔서 정말 고맙습니다. 주문 … 건이에요. … 드림"
    )
    share: Filled = {"고객님의 말씀": "최고의 상담원!", "어떻게 할까요?": "오늘 밤 팀과 나누기"}
    errors = await seoyeon.fills(form, share)
    assert errors
    assert "새 말은 더할 수 없어요" in errors["고객님의 말씀"]
    share["고객님의 말씀"] = "끝까지 들어 주셔서 정말 고맙습니다."
    assert await seoyeon.fills(form, share) is None
    assert "고객님의 이름 없이 올라갑니다" in await seoyeon.modal("나누어 주셔서 고맙습니다")
    await slack.forward_to(EVENING)
    post = await slack.person("dohyun").sees("#kudos", "끝까지 들어 주셔서 정말 고맙습니다.")
    assert "이서연님" in post
    assert "고객님" in post
    assert "고객님님" not in post
    assert "박하늘" not in post.raw
    assert (await send(port, **sent))[0] == 200


@pytest.mark.usefixtures("bot")
async def test_hard_words_reach_one_person_until_the_customer_was_told(slack: LocalSlack, port: int) -> None:
    """The same knock as for kind ones; the window helps; the loop stands in App Home until it is closed. In English."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    hard = f"{MARK} I had to explain it three times and nobody called me back"
    await send(port, id="S1", agent="U02BOB", scale="ces", score=1, comment=hard, ticket="T-4711")
    kind = "He listened to me and was so kind to me, thank you"
    await send(port, id="S2", agent="minjun", scale="ces", score=7, comment=kind, language="en")
    other = await minjun.sees("@bot", KNOCK_KO)
    await slack.forward_to(BERLIN_MORNING)
    knock = await bob.sees("@bot", KNOCK_EN)
    assert MARK not in knock.raw
    assert [block["type"] for block in knock.blocks] == [block["type"] for block in other.blocks]
    await bob.presses("Open", in_=knock)
    window = await bob.modal("not about you as a person")
    assert hard in window
    assert "T-4711" in window
    assert "What may help next time" in window
    assert "Your lead is not told, and no score is kept anywhere" in window
    await bob.presses("Close the loop", in_=window)
    form = await bob.modal("Feedback is closed when the customer hears")
    told: Filled = {
        "What changed? One line is enough": "We call back the same day",
        "Now": "Something changed",
    }
    assert await bob.fills(form, told) is None
    await bob.modal("Now the customer should hear of it")
    home = await bob.opens_home("changed; tell the customer")
    assert MARK not in home.raw
    await bob.presses("Open", in_=home, action_id=f"survey_open:{_opened_id(home)}")
    await bob.presses("Close the loop", in_=await bob.modal("Something changed"))
    again = await bob.modal("Feedback is closed")
    assert again.field("What changed?")[1]["initial_value"] == "We call back the same day"
    assert await bob.fills(again, {"Now": "The customer was told"}) is None
    await bob.modal("The customer was told. Thank you.")
    await bob.opens_home()
    await slack.quiet()
    assert "From customers" not in await bob.home("Notes to me")


def _opened_id(home: Any) -> str:  # noqa: ANN401 - a view
    ids = [block["accessory"]["action_id"] for block in home.blocks if "accessory" in block]
    return str(next(one for one in ids if one.startswith("survey_open:")).partition(":")[2])


@pytest.mark.usefixtures("bot")
async def test_kept_quietly_or_dropped_nobody_ever_reads_it(slack: LocalSlack, port: int) -> None:
    """Kept, it stands in their Home tab; dropped, it is gone; neither is in the night's post."""
    bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
    words = f"{MARK} thank you for your patience with me"
    await send(port, id="S1", agent="U02BOB", score="good", comment=words)
    await send(port, id="S2", agent="seoyeon@example.com", score="good", comment=words)
    knock = await seoyeon.sees("@bot", KNOCK_KO)
    await slack.forward_to(BERLIN_MORNING)
    await bob.presses("Open", in_=await bob.sees("@bot", KNOCK_EN))
    assert (
        await bob.fills(await bob.modal("A customer thanked you"), {"What shall": "Keep it quietly"}) is None
    )
    await bob.modal("Kept, for you alone")
    await seoyeon.presses("열기", in_=knock)
    assert await seoyeon.fills(await seoyeon.modal("고마움을 남기셨"), {"어떻게 할까요?": "지우기"}) is None
    await seoyeon.modal("지웠습니다")
    await slack.forward_to(EVENING)
    await slack.quiet()
    home = await bob.opens_home("From customers")
    await bob.presses("See all", in_=home)
    assert "kept" in await bob.modal("Kind words I keep")
    for other in ("jimin", "minjun", "dohyun", "noah"):
        assert not any(MARK in read.raw for read in slack.person(other).could_ever_read())


async def test_marked_words_are_found_with_their_reader_alone(
    slack: LocalSlack, start_bot: StartBot, port: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in what the others can read, in no log line at DEBUG, no post, no metrics and no byte at rest."""
    caplog.set_level(logging.DEBUG)
    seoyeon = slack.person("seoyeon")
    async with start_bot(PORT=str(port), BATON_INTAKE_SECRET=SECRET, BATON_LOG_LEVEL="DEBUG"):
        told = {"agent": "seoyeon@example.com", "ticket": f"{MARK}-ticket", "customer": f"{MARK}-name"}
        await send(port, id=f"{MARK}-1", scale="csat", score=1, comment=HARD, **told)
        await send(port, id=f"{MARK}-2", scale="csat", score=f"{MARK}", comment=HARD, **told)
        await send(port, id=f"{MARK}-3", scale="csat", score=1, comment=HARD, **(told | {"agent": MARK}))
        await seoyeon.presses("열기", in_=await seoyeon.sees("@bot", KNOCK_KO))
        window = await seoyeon.modal(HARD)
        caplog.clear()
        await seoyeon.presses("진행 상황 적기", in_=window)
        form = await seoyeon.modal("무엇이 달라졌나요?")
        changed: Filled = {"무엇이 달라졌나요?": f"{MARK}-changed", "지금은": "고객님께 알려 드렸음"}
        assert await seoyeon.fills(form, changed) is None
        await seoyeon.modal("고객님께 알려 드렸습니다")
        await slack.forward_to(EVENING)
        await slack.quiet()
    ours = [
        line
        for line in caplog.records
        if line.name.split(".")[0] in ("bot", "handlers", "slack_bolt", "slack_sdk")
    ]
    assert not [line for line in ours if MARK in line.getMessage()]
    assert not [call for call in slack.calls("chat.postMessage") if MARK in repr(call)]
    for other in ("jimin", "bob", "minjun", "dohyun", "lukas", "noah"):
        assert not any(MARK in read.raw for read in slack.person(other).could_ever_read())
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    assert b"survey:" in kept
    assert MARK.encode() not in kept


async def test_a_file_is_taken_in_beside_a_running_bot(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Once, however often; its agents are told by the bot, and keepers of whom nobody knows."""
    content = (
        "번호,상담원,점수,의견\n1,minjun,나쁨,전화가 오지 않았어요\n2,gone@example.com,나쁨,네\n".encode(
            "cp949"
        )
    )
    settings = settings_beside(slack, tmp_path / "data", Need.INTAKE)
    async with start_bot():
        rows = read_csv(content, now=slack.now())
        assert isinstance(rows, tuple)
        answers = [row.answer for row in rows if row.answer]
        assert [one.result for one in await take_in_answers(settings, answers, True)] == ["note", "nobody"]  # noqa: FBT003 - the flag
        assert [one.before for one in await take_in_answers(settings, answers, False)] == [False, False]  # noqa: FBT003
        assert [one.before for one in await take_in_answers(settings, answers, False)] == [True, True]  # noqa: FBT003
        await slack.person("minjun").sees("@bot", KNOCK_KO)
        await slack.forward(hours=1, minutes=1)
        told = await slack.person("jimin").sees("@bot", "상담원을 찾지 못했습니다")
        assert "gone" not in told.raw

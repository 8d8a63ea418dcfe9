"""Pinned facts: a lead says once what customers ask first, and every card of the topic shows it until it ends."""

from datetime import datetime, timedelta

import pytest

from playground.driver import LocalSlack, Opened, Person, Shown

PIN = "/values pin"


def at(moment: str) -> str:
    """A time as a picker holds it."""
    return str(int(datetime.fromisoformat(moment).timestamp()))


async def opens(who: Person, text: str, title: str) -> Opened:
    """Type the command; the form opens."""
    await who.types("#support", f"{PIN} {text}".strip(), answered=False)
    return await who.modal(title)


async def pins(
    slack: LocalSlack, *, ends: str = "2035-03-12T13:00:00+09:00", topic: str = "결제·환불"
) -> None:
    """Jimin pins what holds while payments do not go through."""
    jimin = slack.person("jimin")
    form = await opens(jimin, "", "고객이 가장 먼저")
    values: dict[str, str | list[str] | None] = {
        "무슨 일인가요? (한 줄)": "카드 결제 승인이 되지 않습니다",
        "그동안 요금은 어떻게 되나요?": "실패한 결제는 청구되지 않습니다",
        "언제 다시 되나요?": "12시 30분에 다시 알려 드립니다",
        "언제까지 보일까요?": at(ends),
    }
    if topic:
        values["어느 주제인가요?"] = [topic]
    assert await jimin.fills(form, values) is None
    await jimin.modal("고정했습니다")


@pytest.mark.usefixtures("bot")
async def test_a_lead_pins_it(slack: LocalSlack) -> None:
    """It says until when and on which cards; everybody can read what stands, each in their language."""
    await pins(slack)
    listed = await slack.person("bob").types("#support", f"{PIN} list")
    assert "카드 결제 승인이 되지 않습니다" in listed
    assert "Not known yet: How to pause, How to cancel" in listed
    assert "Unpin" not in listed.text

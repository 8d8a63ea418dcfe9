"""How often Slack and the store are asked: the figures that docs/scale.md counts with."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.driver import LocalSlack
from tests.conversations.counting import Bill, counting
from tests.conversations.test_carrying import NEED


@pytest.fixture
async def bill(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Bill]:
    """A bot whose work is counted."""
    async with counting(slack, tmp_path / "data") as bill:
        yield bill


@pytest.mark.parametrize("text", ["/values own_mistake", "/escalate refund", "/values 고객님이 화나셨어요"])
async def test_a_look_up_asks_nobody_before_it_answers(bill: Bill, text: str) -> None:
    """No call to Slack, and one round trip to the store behind the answer, for many at once, that counts it."""
    bob = bill.slack.person("bob")
    await bill.again(lambda: bob.types("#support", text))
    assert not bill.calls()
    assert bill.trips() == {"learning_shown": 1}


async def hands_over(bill: Bill, need: str) -> None:
    """From the form on: what opens it was a look-up."""
    bob = bill.slack.person("bob")
    answer = await bob.types("#support", "/escalate refund")
    await bob.presses("Hand over", in_=answer)
    modal = await bob.modal()
    await bill.begin()
    assert await bob.fills(modal, {NEED: need}) is None
    await bill.slack.person("dohyun").sees("#billing", need)
    await bill.settled()


async def test_a_hand_over_posts_two_messages_and_writes_twice(bill: Bill) -> None:
    """The card and the requester's own, which links to it; opened, and noted as told."""
    await hands_over(bill, "Charged twice for order 4711")
    await hands_over(bill, "Charged twice for order 4712")
    assert bill.calls() == {"chat.postMessage": 2}
    assert bill.trips() == {"escalation_open": 1, "escalation_save": 1}


async def test_the_first_hand_over_asks_who_is_there(bill: Bill) -> None:
    """Beside what every one costs: the requester's DM is opened, and the status of whoever is asked looked at."""
    await hands_over(bill, "Charged twice for order 4711")
    assert bill.calls() - Counter(("users.info", "users.info")) == {
        "chat.postMessage": 2,
        "conversations.open": 1,
    }


async def test_each_further_level_posts_one_message_and_redraws_two(bill: Bill) -> None:
    """Who is asked next is mentioned in the thread; the card and the requester's own message say so, too."""
    await hands_over(bill, "Charged twice for order 4711")
    await bill.begin()
    await bill.slack.forward(minutes=15)
    await bill.slack.person("dohyun").sees("#billing", "10:45 KST")
    await bill.settled()
    posts = bill.calls() - Counter(("usergroups.users.list",))
    assert posts == {"chat.postMessage": 1, "chat.update": 2}

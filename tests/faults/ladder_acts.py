"""The acts of a life: opened, asked level by level twice over, exhausted, taken, offered, gone silent, solved."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain.escalation import Escalation, State
from playground.driver import LocalSlack
from tests.faults.ladder_life import NEED, Act


async def hands_over(slack: LocalSlack) -> None:
    """Bob sends the form off."""
    bob = slack.person("bob")
    await bob.presses("Hand over", in_=await bob.types("#support", "/escalate refund"))
    await bob.fills(await bob.modal(), {"What does the customer need?": NEED})


async def takes(slack: LocalSlack) -> None:
    """Dohyun takes it from the card."""
    dohyun = slack.person("dohyun")
    await dohyun.presses("제가 맡을게요", in_=await dohyun.sees("#billing", NEED))


async def offers(slack: LocalSlack) -> None:
    """Dohyun would like Emily to take over."""
    dohyun = slack.person("dohyun")
    await dohyun.presses("다른 분께 넘기기", in_=await dohyun.sees("#billing", NEED))
    await dohyun.fills(await dohyun.modal(), {"누구에게 넘길까요?": "Emily Carter님"})


async def solves(slack: LocalSlack) -> None:
    """Dohyun tells how."""
    dohyun = slack.person("dohyun")
    await dohyun.presses("해결했어요", in_=await dohyun.sees("#billing", NEED))
    await dohyun.fills(await dohyun.modal(), {"어떻게 해결되었나요?": "Paid back"})


def later(minutes: int) -> Callable[[LocalSlack], Awaitable[object]]:
    """Time passes. Done again it passes again: only where the act is not done yet."""

    async def forward(slack: LocalSlack) -> None:
        await slack.forward(minutes=minutes)

    return forward


def happened(what: str, times: int = 1) -> Callable[[Escalation], bool]:
    """The history tells it so often."""
    return lambda e: sum(event.what == what for event in e.events) >= times


def waits_longer_than(minutes: int) -> Callable[[Escalation], bool]:
    """So long after it was opened somebody is still given time."""
    longest = timedelta(minutes=minutes)
    return lambda e: e.level_ends is not None and e.level_ends - e.opened > longest


THE_WHOLE_LADDER = (
    Act("handed over", hands_over, happened("opened")),
    Act("second level", later(16), happened("asked", 2)),
    Act("third level", later(31), happened("asked", 3)),
    Act("first level again", later(61), happened("asked", 4)),
    Act("second level again", later(16), happened("asked", 5)),
    Act("third level again", later(31), happened("asked", 6)),
    Act("exhausted", later(61), happened("exhausted")),
    Act("exhausted for an hour", later(61), waits_longer_than(300)),
    Act("taken", takes, lambda e: e.state is State.OWNED),
    Act("offered", offers, happened("offered")),
    Act("offer lapsed", later(121), happened("offer_lapsed")),
    Act("asked about", later(245), happened("reminded")),
    Act("open again", later(61), happened("reopened")),
    Act("taken again", takes, happened("taken", 2)),
    Act("solved", solves, lambda e: e.state is State.RESOLVED),
)

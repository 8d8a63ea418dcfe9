"""A random script: who does what when, the clock in between, and the end, in which everybody reads what is theirs."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.privacy import forging, noting, others, thanking
from tests.privacy.hands import Hands
from tests.privacy.story import KOREAN_NIGHTS, Story

Deed = Callable[[Story, Hands], Awaitable[None]]
SEOUL: Final = ZoneInfo("Asia/Seoul")
EVERYBODY = (
    "bob", "seoyeon", "minjun", "jimin", "sujin", "dohyun", "emily", "lukas", "eunseo", "gina", "noah", "sven",
)  # fmt: skip
TEAM = ("bob", "seoyeon", "minjun", "jimin")
LEADS = ("jimin", "dohyun", "lukas")
LEAVER = "emily"

DEEDS: tuple[tuple[Deed, tuple[str, ...], int], ...] = (
    (thanking.by_command, EVERYBODY, 6),
    (thanking.by_form, TEAM, 3),
    (thanking.by_telling, TEAM, 2),
    (thanking.by_group, TEAM, 1),
    (thanking.for_a_message, TEAM, 2),
    (thanking.change, TEAM, 3),
    (thanking.withdraw, TEAM, 3),
    (thanking.joins, TEAM, 3),
    (thanking.chooses, TEAM, 3),
    (thanking.mine, EVERYBODY, 2),
    (thanking.posts_now, ("jimin", "dohyun", "bob", "lukas"), 1),
    (noting.write, noting.WRITERS, 7),
    (noting.unkept, EVERYBODY, 2),
    (noting.change, noting.WRITERS, 3),
    (noting.opens, (*TEAM, "dohyun", "sujin", "lukas"), 9),
    (noting.wants_again, TEAM, 1),
    (others.customer_writes, TEAM, 4),
    (others.reads_customer, ("seoyeon", "minjun", "bob", "sujin"), 6),
    (others.improves, EVERYBODY, 3),
    (others.settles, (*LEADS, "bob", "noah"), 3),
    (others.looks_at_data, EVERYBODY, 2),
    (others.lead_looks, LEADS, 1),
    (forging.presses, EVERYBODY, 7),
    (forging.submits, EVERYBODY, 5),
)
"""Each with who does it, and how often beside the others."""

FAULTS = (
    ("views.open", "error:expired_trigger_id"),
    ("views.open", "error:internal_error"),
    ("views.update", "error:hash_conflict"),
    ("views.publish", "error:internal_error"),
    ("chat.postMessage", "drop_after_doing"),
)


async def plays(story: Story, *, deeds: int) -> None:
    """So many deeds; every eighth or so the day goes on, and in the end three nights and a weekend pass."""
    await story.cast["jimin"].person.invites("#support", "bot")
    late = story.dice.sample(range(deeds // 2, deeds), 2)
    for at in range(deeds):
        deed, people, _ = story.dice.choices(DEEDS, weights=[weight for _, _, weight in DEEDS])[0]
        if story.dice.random() < 0.06:
            story.stage.slack.fault(*story.dice.choice(FAULTS))
        await deed(story, story.some(*people))
        await story.stage.look()
        if at == late[0]:
            await others.leaves(story, story.cast[LEAVER])
        if at == late[1]:
            await others.is_erased(story, story.some("bob", "seoyeon", "minjun"))
        if story.dice.random() < 0.14:
            await goes_on(story)
    await ends(story)


async def goes_on(story: Story) -> None:
    """The next part of the day: later in the morning, the evening's nights, those overseas, the next working morning."""
    now = story.stage.slack.now().astimezone(SEOUL)
    if now.hour < 7:
        await _to(story, _at(now, 10))
    elif now.hour < 15:
        if story.dice.random() < 0.4:
            await _to(story, now + timedelta(minutes=100))
        else:
            await _evening(story, now)
    elif now.hour < 19:
        await _evening(story, now)
    else:
        await _morning(story, now)


async def _evening(story: Story, now: datetime) -> None:
    closing = [team for team in KOREAN_NIGHTS if team not in story.closed_early]
    story.close_nights(closing)
    story.deliver_notes("evening", closing)
    await _to(story, _at(now, 19, 1))


async def _morning(story: Story, now: datetime) -> None:
    """The nights of the other teams, then the next working day."""
    story.deliver_notes("dawn")
    story.close_nights(["engineering", "trust"])
    await _to(story, _at(now + timedelta(days=1), 6, 30))
    story.closed_early.clear()
    story.deliver_notes("morning")
    day = now + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    await _to(story, _at(day, 10))


async def _to(story: Story, moment: datetime) -> None:
    story.tells(f"-- {moment:%a %d %b %H:%M} --")
    story.deliver_notes("dawn")
    await story.stage.slack.forward_to(moment)
    await story.stage.idle()
    await story.stage.look()


def _at(day: datetime, hour: int, minute: int = 0) -> datetime:
    return day.astimezone(SEOUL).replace(hour=hour, minute=minute, second=5, microsecond=0)


async def ends(story: Story) -> None:
    """Everything that waits has its night and its weekly review; then everybody opens all that is theirs."""
    for method, _ in FAULTS:
        while story.stage.slack.playground.faults.next(method):  # what was planned and did not come yet
            pass
    await forging.presses_each(story)
    nights, monday = 0, False
    while nights < 3 or not monday:
        before = story.stage.slack.now().astimezone(SEOUL)
        await goes_on(story)
        after = story.stage.slack.now().astimezone(SEOUL)
        nights += after.date() > before.date()
        monday = monday or (after.weekday() == 0 and after.hour == 10)
    story.owe_notes()
    for hands in story.cast.values():
        if not hands.gone:
            await hands.closes()
            mine = [mark for note in story.notes if hands.id in (note.author, note.to) for mark in note.marks]
            await noting.reads_everything(hands, mine)
            await hands.closes()
            await others.reads_what_is_left(story, hands)
            await story.stage.look()

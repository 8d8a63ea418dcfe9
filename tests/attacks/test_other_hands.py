"""Everything Baton answers, played back by whoever may not: the store stays as it is, and they read nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from random import Random

import pytest

from bot.views import ids, practice_ids, promise_ids, published_ids
from handlers.routing import Routes
from playground.driver import LocalSlack
from tests.attacks.day import OURS, THEIRS, Day
from tests.attacks.hands import Hands
from tests.attacks.stock import carried, contents, every_route, filled_in, seen_by_anybody, values_for
from tests.conversations.conftest import slack
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks
from tests.privacy.stage import Stage, free_port
from tests.proof import PROOF

__all__ = ["slack"]

LEAVER = "priya"
"""In the file, but Slack says that they left."""
TYPED = (
    *(
        "open",
        "mine",
        "cover",
        "cover @sujin @bob tomorrow",
        "promise in 3 hours forged",
        "tonight",
        "post now",
    ),
    *("list", "process forged line", "pin refund", "library", "share forged phrase", "map refund", "today"),
)
MOST = 1000 if PROOF else 2
"""Values a name is tried with, beside none at all."""
OWN_CHOICES = ("preferences", "introduced", "thanks-question")
"""Kept by the id of whoever chose: anybody may choose for themselves."""
ANYBODYS = (
    "audit",
    "kudos-to",
    "due",
    "open",
    "promises",
    "ballots",
    "learned",
    "typed",
    "question",
    "night-kudos",
    "night-notes",
)
"""Lists of many people's things: they grow with what somebody may do of their own."""
ANYBODY_OF_THE_FILE = (
    *(
        ids.TAKE,
        ids.STILL_ON_IT,
        ids.DECLINE,
        ids.NUDGE,
        ids.HAND_ON_FORM,
        ids.DECLINE_FORM,
        ids.RESOLVE_FORM,
    ),
    *(ids.NOTE_FORM, ids.ASK_FORM, ids.SEVERITY_FORM, ids.JOIN_FORM),
    *(promise_ids.SET_FORM, promise_ids.PROMISE_KEPT, promise_ids.PROMISE_LATE),
)
"""What the table of docs/behaviour.md gives to anybody in `people` where nobody has an escalation yet."""
KINDS = ("shortcuts", "commands", "actions", "views")

pytestmark = pytest.mark.timeout(400)
"""Everything there is to press, by everybody who may not: half a minute alone, minutes beside other tests."""

MAY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ANYBODY_OF_THE_FILE, ("escalation", "figures")),
    published_ids.PLUS_ONE_FORM: ("kudos-joins", "night-edits"),  # beside what stands in public
    practice_ids.SHARE_FORM: ("library",),  # a proposal of their own
}
"""By name, the families of keys that colleagues may change by it; nothing else that is not their own."""


@pytest.fixture
async def day(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Day]:
    """A day's work, over signed HTTP."""
    marks = Marks(Random(0))  # noqa: S311 - the same in every run
    stage = Stage(slack, marks, Judge(marks), tmp_path / "data", free_port(), [])
    await slack.person(LEAVER).is_now(deleted=True)
    async with stage.serving(http=True):
        day = Day(stage)
        await day.passes()
        yield day


async def plays(day: Day, routes: Routes, who: Iterable[Hands]) -> AsyncIterator[tuple[str, set[str]]]:
    """Each name with what it could come with, from each of them; the name, and which keys changed by it.

    What colleagues may do comes last: whoever took something may then do more with it.
    """
    stock, seen, before = carried(day), seen_by_anybody(day), await contents(day)
    named = [(kind, name) for kind in KINDS for name in getattr(routes, kind)]
    for kind, name in sorted(named, key=lambda one: one[1].partition(":")[0] in MAY):
        values = [*values_for(name, stock, seen)[:MOST], None]
        await asyncio.gather(*(_tries(day, kind, name, values, hands) for hands in who))
        await day.stage.idle()
        after = await contents(day)
        yield name, {key for key in {*before, *after} if before.get(key) != after.get(key)}
        before = after


async def _tries(day: Day, kind: str, name: str, values: list[str | None], by: Hands) -> None:
    message = {"ts": "1700000000.000100", "user": day.who("bob").id, "text": "forged words, call at 15:30"}
    if kind == "shortcuts":
        await by.uses(name, message)
    for text in TYPED if kind == "commands" else ():
        await by.types(name, text)
    for value in values if kind in {"actions", "views"} else ():
        held = value.replace("{forger}", by.id) if value else value
        if kind == "actions":
            await by.presses(name.replace(":*", ":1"), held)
        else:
            await by.submits(name, held or "", filled_in(day, by))


async def test_outsiders_change_nothing_and_read_nothing(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    """A guest, somebody of another company, somebody who left, an account nobody knows: their own choices apart."""
    slack = day.stage.slack
    who = [
        Hands(day.stage, slack.person("gina").id),
        Hands(day.stage, slack.person("sven").id, is_stranger=True),
        Hands(day.stage, slack.person(LEAVER).id),
    ]
    own = {f"{family}:{hands.id}" for family in OWN_CHOICES for hands in who}
    async for name, changed in plays(day, every_route(), who):
        trail = {key for key in changed if key.startswith("audit:") and changed & own}  # of their own choice
        assert changed - trail <= own, name
    for hands in who:
        assert [word for word in (*OURS, *THEIRS) if word in hands.shown] == [], hands.id
    assert "a request failed" not in caplog.text


async def test_other_agents_change_nothing_of_others_and_read_nothing_private(
    day: Day, caplog: pytest.LogCaptureFixture
) -> None:
    """A colleague of another team, and a member who is in nobody's file: what they add themselves apart."""
    who = [Hands(day.stage, day.stage.slack.person(key).id) for key in ("eunseo", "noah")]
    held = await contents(day)
    async for name, changed in plays(day, every_route(), who):
        theirs = {key for key in changed & set(held) if not any(hands.id in key for hands in who)}
        allowed = {*ANYBODYS, *MAY.get(name.partition(":")[0], ())}
        others = {key for key in theirs if key.partition(":")[0] not in allowed}
        assert others == set(), name
    for hands in who:
        assert [word for word in THEIRS if word in hands.shown] == [], hands.id
    assert "a request failed" not in caplog.text

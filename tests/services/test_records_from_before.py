"""Escalations as the version before this one stored them, carried on by this one, and beside it.

`records_from_before.json` was written by the code of commit e895c2d, at Monday noon in Seoul and what followed.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.escalation import Escalation, PromiseState, State
from bot.domain.language import Language
from bot.domain.outcome import Changed
from bot.domain.reader import Reader
from bot.ports import Card
from bot.services.close import resolve
from bot.services.give_back import hand_back
from bot.services.reopen import reopen
from bot.services.settle import when_due
from bot.services.take import take
from bot.views.cards import team_card
from bot.views.limits import MESSAGE_BLOCKS
from bot.views.live_card import live_card
from tests.domain.carried import party
from tests.fakes.messenger import Standing
from tests.services.escalation_scene import EscalationScene, escalation_scene

RECORDS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "records_from_before.json").read_text(encoding="utf-8")
)
SAID = sorted(RECORDS.keys() - {"stored, Slack not told yet", "owned, asked about its silence"})
"""Those of which all is said: not the one killed before, nor the one whose promised time has come."""

every = pytest.mark.parametrize("name", RECORDS)
READERS = [Reader(language, "Asia/Seoul", user="UEVE", key="eve") for language in Language]


def read(name: str) -> Escalation:
    """As the store reads it."""
    return Escalation.model_validate_json(json.dumps(RECORDS[name]), extra="ignore")


async def taken_over(name: str) -> tuple[EscalationScene, Escalation]:
    """This version in a store and a Slack that the one before left behind; start-up has rebuilt the index."""
    scene, e = escalation_scene(), read(name)
    moments = [event.at for event in e.events]
    scene.now = scene.real = max(moments)
    for post in e.posts:
        if post.posted is not None:
            thread = e.card.posted.ts if post.key.startswith("notice") and e.card and e.card.posted else None
            where = post.posted.channel
            standing = Standing(
                f"escalation-{e.id}-{post.key}",
                where,
                thread if where == "#support" else None,
                Card(e),
                scene.real,
            )
            scene.messenger.stands[post.posted.ts] = standing
    _, lease = await scene.escalations.open(e, once="V1", due=when_due(e))
    assert lease is not None
    await scene.deadlines.release(lease)
    scene.life.calls.clear()
    return scene, e


def contained(old: object, new: object) -> bool:
    """Whether all that stood in the one stands in the other, as it was."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and contained(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(contained(a, b) for a, b in zip(old, new, strict=True))
    return old == new


@every
def test_what_was_stored_is_stored_again_as_it_was(name: str) -> None:
    """A replica of the version before finds every field of its own where it left it, with its own value."""
    assert contained(RECORDS[name], json.loads(read(name).model_dump_json()))


@every
@pytest.mark.parametrize("reader", READERS, ids=list(Language))
async def test_its_cards_are_drawn(name: str, reader: Reader) -> None:
    """The team's and the requester's, in both languages."""
    scene, e = await taken_over(name)
    team = team_card(e, scene.book, scene.directory, reader, scene.now)
    own = live_card(e, scene.book, scene.directory, reader, scene.now, user="UEVE")
    assert all("Refunds" in card.text and len(card.blocks) <= MESSAGE_BLOCKS for card in (team, own))


@pytest.mark.parametrize("name", SAID)
async def test_nothing_is_said_again(name: str) -> None:
    """Taken over at the instant it was left: messages may be redrawn, none is new."""
    scene, _ = await taken_over(name)
    before = list(scene.messenger.stands)
    await scene.tick_due()
    await scene.work()
    assert list(scene.messenger.stands) == before


async def test_what_slack_was_not_told_yet_is_told() -> None:
    """Stored by the version before, killed, and said by this one."""
    scene, _ = await taken_over("stored, Slack not told yet")
    await scene.comes_to_rest()
    assert scene.keys_in("#support") == ["card"]


@every
async def test_every_open_one_has_an_owner_or_a_deadline(name: str) -> None:
    """So that nothing stalls over an upgrade."""
    _, e = await taken_over(name)
    assert when_due(e) is not None or e.owner is not None or not e.is_open


@pytest.mark.parametrize(
    ("name", "minutes", "state"),
    [
        ("waiting", 180, State.EXHAUSTED),
        ("waiting at the second level", 180, State.EXHAUSTED),
        ("queued", 13 * 60, State.WAITING),
        ("exhausted", 180, State.EXHAUSTED),
        ("owned, asked about its silence", 15, State.WAITING),
        ("offered", 60, State.OWNED),
    ],
)
async def test_time_does_to_it_what_it_does_to_others(name: str, minutes: int, state: State) -> None:
    """Its levels end, its offer lapses, its owner's silence ends."""
    scene, e = await taken_over(name)
    for _ in range(minutes // 15):
        scene.later(minutes=15)
        await scene.tick_due()
    assert (await scene.newest(e)).state is state


async def test_an_offer_of_before_is_taken() -> None:
    """By whom it was made to."""
    scene, e = await taken_over("offered")
    outcome = await take(scene.tools, e.id, party("cho"))
    await scene.work()
    assert isinstance(outcome, Changed)
    assert outcome.escalation.owner == party("cho")


async def test_what_was_owned_before_can_be_handed_back() -> None:
    """A verb that the version before did not have."""
    scene, e = await taken_over("owned")
    outcome = await hand_back(scene.tools, e.id, party("bob"), "ill")
    await scene.work()
    assert isinstance(outcome, Changed)
    assert outcome.escalation.state is State.WAITING


async def test_what_was_resolved_before_can_be_reopened() -> None:
    """By its requester; whoever had it is asked first."""
    scene, e = await taken_over("resolved")
    outcome = await reopen(scene.tools, e.id, party("eve"), "again")
    await scene.work()
    assert isinstance(outcome, Changed)
    assert outcome.escalation.asked_people == ("bob",)


async def test_a_promise_of_before_is_kept_by_resolving_in_time() -> None:
    """It counts like any other."""
    scene, e = await taken_over("owned")
    outcome = await resolve(scene.tools, e.id, party("bob"), "refunded")
    await scene.work()
    assert isinstance(outcome, Changed)
    assert outcome.escalation.promise is not None
    assert outcome.escalation.promise.state is PromiseState.KEPT


async def test_a_promise_of_before_is_reminded_of_once() -> None:
    """Shortly before its time and at it, though it does not say when it was given."""
    scene, e = await taken_over("owned")
    for _ in range(3 * 12 + 1):
        scene.later(minutes=5)
        await scene.tick_due()
    kinds = [notice.kind.value for notice in (await scene.newest(e)).notices]
    assert [kinds.count(kind) for kind in ("promise_soon", "promise_due")] == [1, 1]

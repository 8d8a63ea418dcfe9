"""The oracle: what people were told against what is stored and what stands in Slack, after a life with faults.

Nothing acknowledged is lost, nothing is posted twice, no escalation is without owner or clock, no correction is out
of its lane, and what was due is done in time. Each finding is a sentence; none means that all of it held.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from bot.domain.escalation import Escalation, State
from bot.services.settle import when_due
from playground.deliveries import Delivery
from playground.people import BOT_USER_ID
from playground.state import World
from tests.faults.company import Company
from tests.faults.front import Front
from tests.faults.working import Work
from tests.privacy.judge import Leak

MOST_UNANSWERED = 0.25
"""The part of all deliveries that may go unanswered. Some do, as bots die or sockets end."""
_HOLDS_A_CLOCK = frozenset({State.QUEUED, State.WAITING, State.EXHAUSTED})


async def verdict(company: Company, work: Work) -> list[str]:
    """What is wrong; empty: nothing."""
    records = await stored_escalations(company)
    due = await company.books.store.scores(company.books.escalations.keys.due)
    now = company.slack.now()
    return [
        *company.late,
        *unanswered(company.slack.deliveries),
        *lost_customers(work.told.opened, records),
        *ownerless(records),
        *out_of_step(records, due, now),
        *not_shown(records, company.slack.playground.world),
        *said_twice(company.slack.playground.world),
        *answered_twice(company.front, company.slack.playground.world),
        *await lost_thanks(company, work),
        *await lost_notes(company, work),
        *astray(company.judge.leaks),
        *await parked(company),
    ]


async def stored_escalations(company: Company) -> list[Escalation]:
    """Every one there is."""
    keys, found = company.books.escalations.keys, []
    prefix = keys.escalation("")
    async for key in company.books.store.scan(keys, f"{prefix}*"):
        one = await company.books.escalations.get(key.removeprefix(prefix))
        found += [one] if one else []
    return found


def unanswered(deliveries: Sequence[Delivery]) -> Iterator[str]:
    """Most of what people did was answered, whatever went wrong: else the rest of the verdict says nothing."""
    failed = sum(one.failed is not None for one in deliveries)
    if failed > MOST_UNANSWERED * len(deliveries):
        yield f"{failed} of {len(deliveries)} deliveries were not answered"


def lost_customers(opened: dict[str, str], records: Sequence[Escalation]) -> Iterator[str]:
    """Whoever was handed over is there, once."""
    for mark, requester in opened.items():
        found = [e.id for e in records if mark in e.packet.need or any(mark in one.need for one in e.joined)]
        if len(found) != 1:
            yield f"{requester} handed {mark} over and it is stored {len(found)} times: {found}"


def ownerless(records: Sequence[Escalation]) -> Iterator[str]:
    """Every open escalation has an owner, or a clock that runs."""
    for e in records:
        if e.state is State.OWNED and e.owner is None:
            yield f"{e.id} is owned by nobody"
        if e.state in _HOLDS_A_CLOCK and (e.owner is not None or when_due(e) is None):
            yield f"{e.id} is {e.state} with owner {e.owner} and no clock"


def out_of_step(records: Sequence[Escalation], due: dict[str, float], now: datetime) -> Iterator[str]:
    """What the records say is due stands in the index, and nothing of it is over."""
    for e in records:
        when, listed = when_due(e), due.get(f"escalation:{e.id}")
        if when is not None and listed is None:
            yield f"{e.id} is due at {when} and not in the index"
        if when is not None and when <= now:
            yield f"{e.id} was due at {when}, and it is {now}"
        if when is not None and listed is not None and listed > when.timestamp() * 1000 + 1:
            yield f"{e.id} is due at {when} and stands in the index later, at {listed}"


def not_shown(records: Sequence[Escalation], world: World) -> Iterator[str]:
    """The card shows the present face, and everything that was to be said stands where it was said."""
    keys = {key for _, key in _said(world)}
    for e in records:
        if e.card is None or (e.card.face < e.face and e.card.given_up is None):
            yield f"the card of {e.id} shows {e.card and e.card.face} of {e.face}"
        for post in e.posts:
            if post.posted and not post.given_up and f"escalation-{e.id}-{post.key}" not in keys:
                yield f"{post.key} of {e.id} is noted as posted and does not stand"
        if e.unsaid:
            yield f"{e.id} has not said {[notice.kind for notice in e.unsaid]}"


def said_twice(world: World) -> Iterator[str]:
    """What carries a key stands once in its conversation."""
    for (place, key), times in _said(world).items():
        if times > 1:
            yield f"{key} stands {times} times in {place}"


def _said(world: World) -> Counter[tuple[str, str]]:
    return Counter(
        (channel.id, str(message.metadata["event_payload"]["key"]))
        for channel in world.channels.values()
        for message in channel.messages.values()
        if message.metadata and message.only_for is None
    )


def answered_twice(front: Front | None, world: World) -> Iterator[str]:
    """What somebody told Baton in their DM, and Slack delivered again, was answered once.

    The same answer before they say anything else is one to the same message; presses are answered in its place.
    """
    for place, ts in (again for again, times in (front.tries if front else {}).items() if times > 1):
        channel = world.channels.get(place)
        if channel is None or channel.kind != "dm":
            continue
        after = sorted((one for one in channel.messages.values() if one.ts > ts), key=lambda one: one.ts)
        answers = takewhile(lambda one: one.user == BOT_USER_ID, after)
        same = Counter(one.text for one in answers if not one.metadata and one.only_for is None)
        for text, times in same.items():
            if times > 1:
                yield f"what was told in {place} at {ts} is answered {times} times: {text[:60]!r}"


async def lost_thanks(company: Company, work: Work) -> list[str]:
    """Thanks that were taken are stored with their words, and were read by somebody else after their night."""
    found = []
    for one in work.thanks:
        kept = await company.books.kudos.get(one.id)
        if work.told.touched(one.id) or {one.giver, *one.to} & work.erased:
            continue
        if kept is None or not kept.stands or one.mark.word not in kept.text:
            found.append(f"the thanks {one.mark!r} were taken and are not stored: {kept and kept.stands}")
        elif any(work.here(user) for user in one.to) and not _read_by_others(
            company, one.mark.word, one.giver
        ):
            found.append(f"the thanks {one.mark!r} were read by nobody but their giver")
    return found


def _read_by_others(company: Company, word: str, giver: str) -> bool:
    return bool(company.judge.found.get(word, set()) - {giver})


async def lost_notes(company: Company, work: Work) -> list[str]:
    """Notes that were taken are stored, and whom they are for was told of them once they were delivered."""
    found = await work.books_agree()
    knocks = Counter(key for _, key in _said(company.slack.playground.world) if key.startswith("note-"))
    for note in work.notes:
        note_id = work.told.noted.get(note.marks[0].word, "")
        kept = await company.books.notes.get(note_id) if note_id else None
        if kept is None or work.told.touched(note_id) or {note.author, note.to} & work.erased:
            continue
        if kept.recipient.user != note.to or kept.author.user != note.author:
            found.append(f"the note {note_id} is of {kept.author.user} for {kept.recipient.user}")
        if kept.delivered and knocks[f"note-{note_id}"] != 1:
            found.append(f"the knock of the note {note_id} came {knocks[f'note-{note_id}']} times")
        if kept.is_sealed and not kept.held and kept.deliver_at <= company.slack.now():
            listed = (await company.books.store.scores(company.books.notes.keys.due)).get(f"note:{note_id}")
            found.append(
                f"the note {note_id} for {work.hands(note.to).key} was for {kept.deliver_at} and is not delivered; "
                f"it is due at {listed}: {kept!r}"
            )
    return found


def astray(leaks: Sequence[Leak]) -> Iterator[str]:
    """Words of a correction where they must not be."""
    for leak in leaks:
        if "(note of" in leak.mark:
            yield str(leak)


async def parked(company: Company) -> list[str]:
    """Nothing was given up for good."""
    return [f"{item} is parked" for item in await company.books.store.fields(company.books.notes.keys.parked)]

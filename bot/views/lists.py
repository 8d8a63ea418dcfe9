"""Escalations in a list: what is open, who has it, and the button that helps."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.escalation import Escalation
from bot.domain.reader import Reader
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import button, context, section
from bot.views.card_buttons import cancel_button
from bot.views.cards import MARKS, asked_names
from bot.views.human import human_line
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.words import length_of, moment, party, say, severity, shown, state, text_of

LISTED = 20
"""Two blocks an entry stay below the fifty of a message."""


def listed(
    title: str, escalations: list[Escalation], number: int, book: Handbook, reader: Reader, now: datetime
) -> Message:
    """The oldest open escalations of so many."""
    if not escalations:
        none = say(reader, ko="진행 중인 건이 없습니다.", en="Nothing is open.")
        return Message(
            text=f"{title}: {none}", blocks=(section(f"*{title}*\n{none}"), human_line(book, reader))
        )
    blocks: list[Block] = [section(f"*{title}*")]
    blocks += [block for e in escalations[:LISTED] for block in list_entry(e, book, reader, now)]
    if number > LISTED:
        more = number - LISTED
        blocks.append(context(say(reader, ko=f"외 {more}건", en=f"and {more} more")))
    blocks.append(human_line(book, reader))
    return Message(text=title, blocks=tuple(blocks))


def open_of_teams(
    teams: Sequence[str],
    escalations: list[Escalation],
    number: int,
    book: Handbook,
    reader: Reader,
    now: datetime,
) -> Message:
    """What the teams of the reader have open: the oldest of so many."""
    named = ", ".join(text_of(book.file.teams[team].name, reader) for team in teams)
    title = say(reader, ko=f"진행 중인 건 · {named}", en=f"Open · {named}")
    return listed(title, escalations, number, book, reader, now)


def mine(escalations: list[Escalation], book: Handbook, reader: Reader, now: datetime) -> Message:
    """What the reader waits for or has."""
    title = say(reader, ko="내가 넘겼거나 함께 기다리거나 맡은 건", en="Handed over, joined or owned by me")
    return listed(title, escalations, len(escalations), book, reader, now)


def list_entry(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """One open escalation in a list: what, who, since when, and the button that helps."""
    since = length_of(now - e.opened, reader)
    names = [party(e.owner, reader)] if e.owner else [asked_names(a, book.file, reader) for a in e.asking]
    standing = " · ".join([state(e.state, reader), *([", ".join(names)] if names else [])])
    what = f"*{shown(e.title, reader)}* · {severity(e.severity, reader)} · `{e.id}`"
    line = f"{MARKS[e.state]} {what}\n{escape(cut(e.packet.need, 140))}"
    small = say(reader, ko=f"{standing} · {since} 전 요청", en=f"{standing} · asked {since} ago")
    if e.promise and e.promise.is_open:
        by = moment(e.promise.by, reader, now)
        small += say(reader, ko=f" · 약속한 시간 {by}", en=f" · promised by {by}")
    held = Held(escalation=e.id).write()
    offered = e.offer is not None and e.offer.may_be_taken_by(reader.key)
    if e.owner is None and e.requester.user == reader.user:
        act = cancel_button(e, reader)
    elif e.owner is None or offered:
        act = button(say(reader, ko="제가 맡을게요", en="Take it"), ids.TAKE, held)
    elif reader.user in {e.owner.user, e.requester.user}:
        act = button(say(reader, ko="해결했어요", en="Resolve"), ids.RESOLVE, held)
    else:  # somebody else has it: there is nothing to do, only to know
        act = None
    return [section(line, accessory=act), context(small)]

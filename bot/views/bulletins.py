"""What somebody reads as a shift changes hands, or as their morning as a lead begins: what is open, oldest first."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.bulletin import Handing
from bot.domain.escalation import Escalation
from bot.domain.oncall import Shift
from bot.domain.reader import Reader
from bot.ports.bulletins import Leaf, Standing
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.services.list_promises import MyPromises
from bot.views import ids
from bot.views.blocks import button, context, section
from bot.views.human import human_line
from bot.views.lists import list_entry
from bot.views.message import Block, Message
from bot.views.tracked import beside
from bot.views.words import lasting_moment, person, say, schedule_name, shown

_EACH = 5
"""Escalations shown of a kind: with three kinds, two blocks each, and promises the message stays below Slack's fifty blocks."""


def bulletin(leaf: Leaf, standing: Standing, book: Handbook, reader: Reader, now: datetime) -> Message:
    """Everything for one person at one instant."""
    told = leaf.bulletin
    head = [_taken(handing, book, reader, now) for handing in told.takes]
    head += [_given(handing, book, reader) for handing in told.gives]
    if told.leads and not head:
        head = [say(reader, ko="좋은 아침입니다. 지금 열려 있는 건입니다.", en="Good morning. This is open:")]
    blocks: list[Block] = [section("\n".join(head))]
    blocks += beside(MyPromises(tracked=tuple(standing.promises)), reader, now)
    own = say(reader, ko="내가 맡고 있는 건", en="With you")
    blocks += _part(own, standing.theirs, book, reader, now, passing=bool(told.gives))
    blocks += _part(
        say(reader, ko="이 당번의 진행 중인 건", en="Open on this shift"), standing.shift, book, reader, now
    )
    teams = ", ".join(
        shown(book.file.teams[key].name, reader) for key in told.leads if key in book.file.teams
    )
    blocks += _part(
        say(reader, ko=f"{teams} 진행 중인 건", en=f"Open in {teams}"), standing.team, book, reader, now
    )
    blocks.append(human_line(book, reader))
    return Message(text=" ".join(head), blocks=tuple(blocks))


def _taken(handing: Handing, book: Handbook, reader: Reader, now: datetime) -> str:
    shift = book.roster.on_call(handing.schedule, max(handing.at, now))
    until = _until(shift, handing, reader, now)
    name = schedule_name(book.file, handing.schedule, reader)
    from_ko, from_en = ("", "")
    if handing.leaver is not None:
        leaver = person(book.file, handing.leaver, reader)
        from_ko, from_en = f" {leaver}에게서 이어받습니다.", f" You take over from {leaver}."
    return say(
        reader,
        ko=f":wave: 지금부터 *{name}* 당번이십니다{until}.{from_ko}",
        en=f":wave: You are on call for *{name}* now{until}.{from_en}",
    )


def _until(shift: Shift | None, handing: Handing, reader: Reader, now: datetime) -> str:
    if shift is None or shift.endless or shift.person != handing.comer:
        return ""
    end = lasting_moment(shift.end, reader, now)
    return say(reader, ko=f" ({end}까지)", en=f", until {end}")


def _given(handing: Handing, book: Handbook, reader: Reader) -> str:
    name, comer = schedule_name(book.file, handing.schedule, reader), person(book.file, handing.comer, reader)
    return say(
        reader,
        ko=f":wave: *{name}* 당번을 {comer}이 이어받았습니다. 수고 많으셨습니다.",
        en=f":wave: {comer} is on call for *{name}* now. Thank you for your shift.",
    )


def _part(
    title: str,
    found: Sequence[Escalation],
    book: Handbook,
    reader: Reader,
    now: datetime,
    *,
    passing: bool = False,
) -> list[Block]:
    """One kind of escalations; those somebody still has as their shift ends have a button to hand them on."""
    if not found:
        return []
    blocks = [section(f"*{title}* · {len(found)}")]
    for e in found[:_EACH]:
        entry = list_entry(e, book, reader, now)
        if passing:
            label = say(reader, ko="다른 분께 넘기기", en="Hand on")
            entry[0] = {**entry[0], "accessory": button(label, ids.HAND_ON, Held(escalation=e.id).write())}
        blocks += entry
    if len(found) > _EACH:
        more = len(found) - _EACH
        blocks.append(
            context(say(reader, ko=f"외 {more}건: `/escalate open`", en=f"and {more} more: `/escalate open`"))
        )
    return blocks

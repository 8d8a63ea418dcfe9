"""Covers in words: what one would mean, what was made, who is told what, and the card of a search."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.covering import Arrangement, Ending, TellingKind, Weighed, meaning
from bot.domain.reader import Reader
from bot.domain.shifts import Shift
from bot.domain.team_file import TeamFile
from bot.requests.cover import CoverTicket
from bot.services.handbook import Handbook
from bot.views import cover_ids as ids
from bot.views.blocks import actions, button, context, section
from bot.views.cover_lists import end_button
from bot.views.cover_words import for_what, when, who_for_whom
from bot.views.human import human_line, with_human
from bot.views.ladder import channel_named
from bot.views.message import Block, Message
from bot.views.words import party, person, say, schedule_name, shown

_SHIFTS_SHOWN = 6


def preview(weighed: Weighed, ticket: CoverTicket, book: Handbook, reader: Reader, now: datetime) -> Message:
    """What the wish would mean, before anything is made; nobody was told anything yet."""
    said, blocks = _considered(weighed, book, reader, now)
    label = (
        say(reader, ko="이렇게 하기", en="Arrange it")
        if ticket.by
        else say(reader, ko="팀에 물어보기", en="Ask the team")
    )
    buttons = [
        button(label, ids.COVER_MAKE, ticket.write(), style="primary"),
        button(say(reader, ko="고치기", en="Change it"), ids.COVER_NEW, ticket.write()),
    ]
    return Message(text=said, blocks=(*blocks, actions(buttons), human_line(book, reader)))


def considered(weighed: Weighed, book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """The same to be read in a form."""
    return _considered(weighed, book, reader, now)[1]


def _considered(weighed: Weighed, book: Handbook, reader: Reader, now: datetime) -> tuple[str, list[Block]]:
    wish, file = weighed.wish, book.file
    start = max(wish.start, now)
    said = f"{who_for_whom(wish.absent, wish.by, file, reader)}: {when(start, wish.end, reader, now)}"
    lines = [
        f"*{said}*",
        *_by_their_clock(weighed, book, reader, now),
        for_what(wish.schedule, book.file, reader),
    ]
    lines += _meaning(weighed, book, reader, now)
    blocks = [section("\n".join(lines))]
    blocks += [section(f":warning: {line}") for line in _warnings(weighed, book, reader, now)]
    if wish.by is None:
        team = file.teams.get(file.primary_team(wish.absent) or "")
        place = channel_named(team.channel) if team else ""
        small = say(
            reader,
            ko=f"{place}에 글 하나가 올라가고, 먼저 누르신 분이 맡습니다. 아무에게도 알림이 가지 않습니다.",
            en=f"One message in {place}; whoever presses first has it. It pings nobody.",
        )
    else:
        small = say(
            reader,
            ko="두 분 모두에게 DM으로 알려 드리고, 언제든 되돌리실 수 있습니다.",
            en="Both are told by direct message, and it can be taken back at any time.",
        )
    return said, [*blocks, context(small)]


def _by_their_clock(weighed: Weighed, book: Handbook, reader: Reader, now: datetime) -> list[str]:
    """When that is for the one who covers, where their clock shows something else."""
    wish = weighed.wish
    zone = book.file.zone_of_person(wish.by) if wish.by else reader.zone
    start = max(wish.start, now)
    if start.astimezone(ZoneInfo(zone)).utcoffset() == start.astimezone(ZoneInfo(reader.zone)).utcoffset():
        return []
    doer, there = person(book.file, wish.by or "", reader), replace(reader, zone=zone)
    span = when(start, wish.end, there, now)
    return [say(reader, ko=f"{doer} 시각으로는 {span}", en=f"For {doer}: {span}")]


def _meaning(
    weighed: Weighed, book: Handbook, reader: Reader, now: datetime, *, lasting: bool = False
) -> list[str]:
    if weighed.changes_nothing:
        return [
            say(
                reader,
                ko="그 시간에는 맡은 당번이 없어 지금 바뀌는 것은 없습니다. 그사이 생기면 적용됩니다.",
                en="They have no shift in that time, so nothing changes now; it counts if one comes up.",
            )
        ]
    lines = [
        f"• {_shift(shift, book.file, reader, now, lasting=lasting)}"
        for shift in weighed.shifts[:_SHIFTS_SHOWN]
    ]
    if len(weighed.shifts) > _SHIFTS_SHOWN:
        more = len(weighed.shifts) - _SHIFTS_SHOWN
        lines.append(say(reader, ko=f"• 외 {more}번", en=f"• and {more} more"))
    if weighed.topics:
        titles = ", ".join(shown(book.file.topics[key].title, reader) for key in weighed.topics[:4])
        titles += " …" if len(weighed.topics) > 4 else ""
        lines.append(
            say(reader, ko=f"• 이름이나 팀으로 받는 주제: {titles}", en=f"• asked by name or team: {titles}")
        )
    return lines


def _shift(shift: Shift, file: TeamFile, reader: Reader, now: datetime, *, lasting: bool) -> str:
    name, span = (
        schedule_name(file, shift.schedule, reader),
        when(shift.start, shift.end, reader, now, lasting=lasting),
    )
    return say(reader, ko=f"{name} 당번: {span}", en=f"{name} on-call: {span}")


def _warnings(weighed: Weighed, book: Handbook, reader: Reader, now: datetime) -> list[str]:
    wish = weighed.wish
    if wish.by is None:
        return []
    doer = person(book.file, wish.by, reader)
    return [
        say(
            reader,
            ko=f"{doer}은 {when(away.start, away.end, reader, now)} 휴가라, 그동안은 다음 분께 연락이 갑니다.",
            en=f"{doer} is off {when(away.start, away.end, reader, now)}: in that time the next in line is asked.",
        )
        for away in weighed.off
    ]


def made(a: Arrangement, book: Handbook, reader: Reader, now: datetime) -> Message:
    """It is made; what follows."""
    who, span = who_for_whom(a.absent, a.by, book.file, reader), when(a.start, a.end, reader, now)
    if a.by is None:
        said = say(
            reader,
            ko=f":mag: {who}. {span}. 팀 채널에 올렸습니다.",
            en=f":mag: {who}, {span}: the team is asked.",
        )
    else:
        said = say(
            reader,
            ko=f":white_check_mark: {who}. {span}. 두 분께 DM으로 알려 드립니다.",
            en=f":white_check_mark: {who}, {span}. Both are told by direct message.",
        )
    small = say(
        reader, ko="목록과 되돌리기: `/escalate cover`", en="The list, and taking back: `/escalate cover`"
    )
    return Message(text=said, blocks=(section(said), context(small), human_line(book, reader)))


def told(a: Arrangement, kind: TellingKind, book: Handbook, reader: Reader, now: datetime) -> Message:
    """What one of the two reads, by their own clock."""
    file, span = book.file, when(a.start, a.end, reader, now, lasting=True)
    absent = person(file, a.absent, reader)
    doer = person(file, a.by, reader) if a.by else ""
    match kind:
        case TellingKind.YOU_COVER:
            maker, what = party(a.maker, reader), for_what(a.schedule, book.file, reader)
            said = say(
                reader,
                ko=f":handshake: {absent}을 대신해 주시게 되었습니다: *{span}*",
                en=f":handshake: You cover for {absent}: *{span}*",
            )
            detail = say(
                reader,
                ko=f"{what} · {maker}이 정함. 그때 {absent}께 갈 요청이 나에게 옵니다.",
                en=f"{what} · arranged by {maker}. What would reach {absent} then reaches you.",
            )
            act = end_button(a, say(reader, ko="어려워요", en="I can't"), reader)
        case TellingKind.YOU_ARE_COVERED | TellingKind.MADE:
            said = say(
                reader,
                ko=f":palm_tree: {doer}이 대신해 주십니다: *{span}*",
                en=f":palm_tree: {doer} covers for you: *{span}*",
            )
            detail = for_what(a.schedule, book.file, reader)
            act = end_button(a, say(reader, ko="되돌리기", en="Take it back"), reader)
        case TellingKind.ENDED:
            said = _ended(a, book, reader, span)
            return Message(
                text=said,
                blocks=(section(said), context(_after_the_end(a, reader)), human_line(book, reader)),
            )
    means = "\n".join(_meaning(meaning(a, book.roster, now), book, reader, now, lasting=True))
    blocks = (section(f"{said}\n{means}"), context(detail), actions([act]), human_line(book, reader))
    return Message(text=said, blocks=blocks)


def _ended(a: Arrangement, book: Handbook, reader: Reader, span: str) -> str:
    absent = person(book.file, a.absent, reader)
    doer = person(book.file, a.by, reader) if a.by else ""
    by = party(a.ended_by, reader) if a.ended_by else ""
    if a.how is Ending.DECLINED:
        return say(
            reader,
            ko=f":leaves: {doer}이 {absent}을 대신하기 어렵다고 하셨습니다: {span}",
            en=f":leaves: {doer} can't cover for {absent} after all: {span}",
        )
    return say(
        reader,
        ko=f":leaves: {doer}이 {absent}을 대신하기로 한 것을 {by}이 되돌렸습니다: {span}",
        en=f":leaves: {by} took back that {doer} covers for {absent}: {span}",
    )


def _after_the_end(a: Arrangement, reader: Reader) -> str:
    if reader.key == a.by:
        return say(reader, ko="이제 대신하지 않으셔도 됩니다.", en="You need not cover any more.")
    return say(
        reader,
        ko="다른 분 찾기: `/escalate cover`",
        en="To find somebody else: `/escalate cover`",
    )


def ended(a: Arrangement, book: Handbook, reader: Reader, now: datetime) -> Message:
    """What whoever ended it reads."""
    span = when(a.start, a.end, reader, now)
    if a.how is Ending.WITHDRAWN:
        said = say(reader, ko="이제 찾지 않습니다.", en="The search is withdrawn.")
    elif a.how is Ending.DECLINED and a.ended_by and a.ended_by.user == reader.user:
        said = say(
            reader,
            ko=f"알겠습니다. {span} 대신하지 않으시는 것으로 하고 알려 드립니다.",
            en=f"Understood: you don't cover {span}, and they are told.",
        )
    else:
        said = say(reader, ko=f"되돌렸습니다: {span}", en=f"Taken back: {span}")
    return with_human(said, book, reader)


def card(a: Arrangement, book: Handbook, reader: Reader, now: datetime) -> Message:
    """The one post of a search, for everybody in the team's channel."""
    span, absent = when(a.start, a.end, reader, now), person(book.file, a.absent, reader)
    what = for_what(a.schedule, book.file, reader)
    match a.face(now):
        case 0:
            said = say(
                reader,
                ko=f":raising_hand: {absent}을 대신해 주실 분 계신가요?\n*{span}*",
                en=f":raising_hand: Who can cover for {absent}?\n*{span}*",
            )
            take = button(say(reader, ko="제가 할게요", en="Take it"), ids.COVER_TAKE, a.id, style="primary")
            return Message(text=said, blocks=(section(said), context(what), actions([take])))
        case 1:
            doer = person(book.file, a.by or "", reader)
            said = say(
                reader,
                ko=f":white_check_mark: {span}: {doer}이 {absent}을 대신합니다. 고맙습니다!",
                en=f":white_check_mark: {span}: {doer} covers for {absent}. Thank you!",
            )
        case 2:
            said = say(
                reader,
                ko=f":leaves: {span}: {absent}을 대신할 분을 더 이상 찾지 않습니다.",
                en=f":leaves: {span}: nobody is looked for any more to cover for {absent}.",
            )
        case _:
            said = say(
                reader,
                ko=f":hourglass: {span}: 시간이 지났습니다.",
                en=f":hourglass: {span}: this time has passed.",
            )
    return Message(text=said, blocks=(section(said), context(what)))

"""Covers in lists, the ways to a new one, and what is answered where none is made."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.covering import Arrangement, No, Refusal
from bot.domain.reader import Reader
from bot.requests.cover import CoverTicket
from bot.services.handbook import Handbook
from bot.views import cover_ids as ids
from bot.views.blocks import actions, button, confirm, context, divider, header, section
from bot.views.cover_words import for_what, no, when, who_for_whom
from bot.views.human import human_line, with_human
from bot.views.limits import escape
from bot.views.message import Block, Message
from bot.views.words import moment, person, say


def listed(found: Sequence[Arrangement], book: Handbook, reader: Reader, now: datetime) -> Message:
    """Those that hold now or later, and the way to another one."""
    title = say(reader, ko="대신 근무", en="Covers")
    blocks: list[Block] = [header(title)]
    for a in found[:20]:
        mark = ":mag:" if a.by is None else ":handshake:" if a.start <= now else ":calendar:"
        who = who_for_whom(a.absent, a.by, book.file, reader)
        line = (
            f"{mark} *{who}*\n{when(a.start, a.end, reader, now)} · {for_what(a.schedule, book.file, reader)}"
        )
        label = (
            say(reader, ko="그만 찾기", en="Withdraw")
            if a.by is None
            else say(reader, ko="되돌리기", en="Take it back")
        )
        blocks.append(section(line, accessory=end_button(a, label, reader)))
    if not found:
        blocks.append(
            section(
                say(reader, ko="지금이나 앞으로 잡혀 있는 대신 근무가 없습니다.", en="None now or later.")
            )
        )
    blocks.append(actions([new_button(reader)]))
    hint = say(
        reader,
        ko="바로 쓰기: `/escalate cover @대신할분 내일 오후`, 찾기: `/escalate cover 내일 오후`",
        en="In one line: `/escalate cover @bob tomorrow 09:00-18:00`; to ask the team: `/escalate cover tomorrow`",
    )
    return Message(text=title, blocks=(*blocks, context(hint), human_line(book, reader)))


def home_section(found: Sequence[Arrangement], book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """On App Home: whom somebody covers and who covers them; nothing where there is none."""
    own = [a for a in found if a.by and reader.key in (a.by, a.absent)][:5]
    lines = []
    for a in own:
        other = person(book.file, a.absent if a.by == reader.key else a.by or "", reader)
        until = when(a.start, a.end, reader, now) if a.start > now else ""
        end = moment(a.end, reader, now)
        if a.by == reader.key:
            lines.append(
                say(
                    reader,
                    ko=f":handshake: {other}을 대신합니다: {until or end + '까지'}",
                    en=f":handshake: You cover {other} {until or 'until ' + end}",
                )
            )
        else:
            lines.append(
                say(
                    reader,
                    ko=f":palm_tree: {other}이 대신해 주십니다: {until or end + '까지'}",
                    en=f":palm_tree: {other} covers you {until or 'until ' + end}",
                )
            )
    if not lines:
        return []
    return [
        header(say(reader, ko="대신 근무", en="Covers")),
        section("\n".join(lines)),
        actions([new_button(reader)]),
        divider(),
    ]


def new_button(reader: Reader, ticket: CoverTicket | None = None) -> Block:
    """Opens the form."""
    label = say(reader, ko="대신할 분 정하기", en="Arrange a cover")
    return button(label, ids.COVER_NEW, ticket.write() if ticket else "")


def time_missing(
    absent: str, by: str | None, schedule: str | None, book: Handbook, reader: Reader, value: str
) -> Message:
    """Who is known, when is not: one click asks for it."""
    who = who_for_whom(absent, by, book.file, reader)
    said = say(reader, ko=f"{who}. 언제인가요?", en=f"{who}: from when to when?")
    label = say(reader, ko="시간 고르기", en="Choose the time")
    hint = say(
        reader,
        ko="또는 뒤에 `내일 9시부터 6시까지` 처럼 적어 주세요.",
        en="Or add for example `tomorrow 09:00-18:00`.",
    )
    blocks = (
        section(said),
        context(hint) if schedule is None else context(f"{for_what(schedule, book.file, reader)} · {hint}"),
        actions([button(label, ids.COVER_NEW, value)]),
        human_line(book, reader),
    )
    return Message(text=said, blocks=blocks)


def unknown_name(said: str, meant: str | None, book: Handbook, reader: Reader) -> Message:
    """Nobody is called that."""
    if said == "me":
        return refused(Refusal(No.NOT_IN_FILE), book, reader)
    word = escape(said)
    if meant is None:
        text = say(
            reader,
            ko=f"“{word}” 부분을 이해하지 못했습니다. 동료는 @멘션으로, 시간은 `내일 09:00-18:00` 형식으로 적어 주세요.",
            en=f"I did not understand “{word}”. People by @mention, times like `tomorrow 09:00-18:00` always work.",
        )
    else:
        near = person(book.file, meant, reader)
        text = say(
            reader,
            ko=f"“{word}” 이름을 찾지 못했습니다. 혹시 {near}인가요? (`{escape(meant)}`)",
            en=f"I know nobody called “{word}”. Did you mean {near} (`{escape(meant)}`)?",
        )
    return Message(text=text, blocks=(section(text), actions([new_button(reader)]), human_line(book, reader)))


def refused(refusal: Refusal, book: Handbook, reader: Reader) -> Message:
    """Why it is not made, and what to do instead."""
    return with_human(no(refusal, book, reader), book, reader)


def end_button(a: Arrangement, label: str, reader: Reader) -> Block:
    """Ends a cover or a search; a cover only after a second thought."""
    asked = confirm(
        label,
        say(reader, ko="두 분 모두에게 알려 드립니다.", en="Both are told."),
        say(reader, ko="네", en="Yes"),
        say(reader, ko="아니요", en="No"),
    )
    return button(label, f"{ids.COVER_END}:{a.id}", a.id, confirm=asked if a.by else None)

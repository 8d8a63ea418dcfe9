"""What somebody reads who nudged: who was reminded, or why nobody was and when it is possible again."""

from datetime import datetime

from bot.domain.carrying import Kept
from bot.domain.escalation import Escalation
from bot.domain.nudging import APART, MOST_A_DAY, HeldBack, NoNudge
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views import failures
from bot.views.blocks import section
from bot.views.cards import asked_names
from bot.views.human import human_line
from bot.views.meanwhile import meanwhile
from bot.views.message import Message
from bot.views.words import moment, party, say, shown, to_whom


def nudged(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> Message:
    """They know; the customer need not be told."""
    who = _who(e, book, reader)
    again = moment(now + APART, reader, now)
    said = say(
        reader,
        ko=f"{to_whom(who)} 고객님께서 기다리신다고 알려 드렸습니다. 다음에는 {again}부터 다시 알릴 수 있습니다.",
        en=f"I let {who} know that the customer is waiting. You can nudge again from {again}.",
    )
    return Message(text=said, blocks=(section(said),))


def held_back(held: HeldBack, book: Handbook, reader: Reader, now: datetime) -> Message:
    """Why not, when it is possible again, and what the customer can be told meanwhile."""
    e = held.escalation
    lines = [_reason(held, book, reader, now)]
    if e.is_open and held.why is not NoNudge.YOURS:
        if held.again and held.why not in {NoNudge.QUEUED, NoNudge.OFF_HOURS}:
            again = moment(held.again, reader, now)
            lines[0] += say(
                reader, ko=f" {again}부터 다시 알릴 수 있습니다.", en=f" You can nudge from {again}."
            )
        lines.append(meanwhile(e, reader, now, promised=reader.user == e.requester.user))
    said = "\n".join(lines)
    about = section(f"*{shown(e.title, reader)}*\n{said}")
    return Message(text=lines[0], blocks=(about, human_line(book, reader)))


def _reason(held: HeldBack, book: Handbook, reader: Reader, now: datetime) -> str:
    e = held.escalation
    again = moment(held.again, reader, now) if held.again else ""
    match held.why:
        case NoNudge.CLOSED:
            return failures.kept(Kept.CLOSED, e, reader)
        case NoNudge.NOT_FOLLOWING:
            return say(
                reader,
                ko="고객님과 이야기하고 계신 분만 알릴 수 있습니다.",
                en="Nudging is for those whose customers wait for it.",
            )
        case NoNudge.QUEUED:
            return say(
                reader,
                ko=f"아직 아무에게도 요청하지 않았습니다. {again} 근무 시작에 맞춰 요청합니다.",
                en=f"Nobody is asked yet; they will be when the shift begins, {again}.",
            )
        case NoNudge.YOURS:
            return say(reader, ko="직접 맡고 계신 건입니다.", en="You have it yourself.")
        case NoNudge.JUST_ASKED | NoNudge.JUST_NUDGED | NoNudge.ENOUGH:
            return _too_soon(held, book, reader, now)
        case NoNudge.OFF_HOURS:
            return _off_hours(_who(e, book, reader), again, reader)


def _too_soon(held: HeldBack, book: Handbook, reader: Reader, now: datetime) -> str:
    since = moment(held.since, reader, now) if held.since else ""
    if held.why is NoNudge.JUST_ASKED:
        who = _who(held.escalation, book, reader)
        return say(reader, ko=f"{to_whom(who)} {since}에 요청드렸습니다.", en=f"{who} was asked at {since}.")
    if held.why is NoNudge.JUST_NUDGED:
        by = party(held.escalation.nudges[-1].by, reader)
        return say(reader, ko=f"{by}이 {since}에 이미 다시 알렸습니다.", en=f"{by} let them know at {since}.")
    return say(
        reader,
        ko=f"하루 {MOST_A_DAY}번까지 알릴 수 있고, {since}에 마지막으로 알렸습니다.",
        en=f"{MOST_A_DAY} nudges a day are the most, the last one was at {since}.",
    )


def _off_hours(who: str, again: str, reader: Reader) -> str:
    ko, en = (f" {again}부터 근무합니다.", f" They are back {again}.") if again else ("", "")
    return say(
        reader,
        ko=f"{who}의 근무 시간이 아니라 지금은 알리지 않겠습니다.{ko}",
        en=f"It is outside the hours of {who}, so I leave them in peace.{en}",
    )


def _who(e: Escalation, book: Handbook, reader: Reader) -> str:
    if e.owner is not None:
        return party(e.owner, reader)
    return ", ".join(asked_names(entry, book.file, reader) for entry in e.asking) or "–"

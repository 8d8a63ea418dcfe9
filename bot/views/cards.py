"""An escalation as people see it: its one card in the channel. `bot.views.live_card` has the requester's."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.escalation import Asked, Escalation, Skip, State
from bot.domain.ladder import AskReason
from bot.domain.policy import Target, TargetKind
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.ports import Directory
from bot.services.handbook import Handbook
from bot.views import promises
from bot.views.beside import came_from, latest_notes, open_questions
from bot.views.blocks import actions, context, section
from bot.views.card_buttons import buttons, reopen_button
from bot.views.in_context import in_one_line
from bot.views.joined import joined_lines
from bot.views.ladder import skipped, target_name
from bot.views.limits import cut, escape, sections
from bot.views.links import linked
from bot.views.message import Block, Message
from bot.views.words import lasting_moment, party, people, person, say, severity, shown, state, to_whom

MARKS = {
    State.QUEUED: ":crescent_moon:",
    State.WAITING: ":hourglass_flowing_sand:",
    State.OWNED: ":handshake:",
    State.RESOLVED: ":white_check_mark:",
    State.CANCELLED: ":heavy_minus_sign:",
    State.EXHAUSTED: ":rotating_light:",
}


def mentioned(asked: tuple[Asked, ...], directory: Directory, file: TeamFile, reader: Reader) -> str:
    """Those asked, pinged: whoever Slack knows by mention, everybody else by name."""
    words: list[str] = []
    for entry in asked:
        target = Target.parse(entry.target)
        if target.kind is TargetKind.GROUP:
            words.append(f"<!subteam^{escape(target.ref)}>")
        elif target.kind is TargetKind.CHANNEL:
            words.append(target_name(file, target, reader))
        else:
            words += [_mention(key, directory, file, reader) for key in entry.people]
    return ", ".join(dict.fromkeys(words))


def _mention(key: str, directory: Directory, file: TeamFile, reader: Reader) -> str:
    user = directory.user_of(key)
    suffix = say(reader, ko="님", en="") if not reader.both else ""
    return f"<@{user}>{suffix}" if user else people(file, (key,), reader)


def team_card(e: Escalation, book: Handbook, directory: Directory, reader: Reader, now: datetime) -> Message:
    """The one post of an escalation. It pings whoever is asked first; redrawing it pings nobody."""
    top = f"{MARKS[e.state]} *{shown(e.title, reader)}* · {severity(e.severity, reader)} · `{e.id}`"
    stands = standing(e, book, directory, reader, now, ping=True)
    requester = party(e.requester, reader)
    asked_by = say(reader, ko=f"넘긴 사람: {requester}", en=f"From: {requester}")
    blocks: list[Block] = [
        section(f"{top}\n{stands}"),
        *packet(e, reader, now),
        *open_questions(e, reader),
        *joined_lines(e, reader),
        *latest_notes(e, reader, now),
        *(in_one_line(book, e.value, reader, text=e.packet.need) if e.is_open else []),
        context(asked_by, *came_from(e, reader), *_skips(e, book, reader, now)),
    ]
    blocks += outcome(e, reader)
    blocks.append(buttons(e, book, reader, now) if e.is_open else actions([reopen_button(e, reader)]))
    return Message(text=f"{shown(e.title, reader)}: {stands}", blocks=tuple(blocks))


def standing(
    e: Escalation, book: Handbook, directory: Directory, reader: Reader, now: datetime, *, ping: bool
) -> str:
    """Where it stands and what happens next."""
    file = book.file
    if ping:
        who = mentioned(e.asking, directory, file, reader)
    else:
        who = ", ".join(asked_names(entry, file, reader) for entry in e.asking)
    ends = lasting_moment(e.level_ends, reader, now) if e.level_ends else ""
    match e.state:
        case State.QUEUED:
            when = lasting_moment(e.queued_until, reader, now) if e.queued_until else ""
            return say(
                reader,
                ko=f"{when}에 근무가 시작되면 담당자에게 요청합니다.",
                en=f"They are asked when the shift begins, {when}.",
            )
        case State.WAITING:
            return (
                say(
                    reader,
                    ko=f"{who}, 확인 부탁드립니다. {ends}까지 기다립니다.",
                    en=f"{who}, please take this by {ends}.",
                )
                if ping
                else say(
                    reader,
                    ko=f"{to_whom(who)} 요청했고, {ends}까지 기다립니다.",
                    en=f"Asked {who}; they have until {ends}.",
                )
            ) + in_place_of(e.asking, file, reader, now)
        case State.EXHAUSTED:
            again = say(reader, ko=f"다음 알림: {ends}", en=f"Next reminder: {ends}")
            return f"{nobody_yet(who, reader)} {again}"
        case State.OWNED:
            return _owned(e, file, reader, now)
        case State.RESOLVED | State.CANCELLED:
            return _closed(e, reader, now)


def _closed(e: Escalation, reader: Reader, now: datetime) -> str:
    ko, en = ("해결됨", "Resolved") if e.state is State.RESOLVED else ("취소됨", "Cancelled")
    by = party(e.closed_by, reader) if e.closed_by else ""
    at = lasting_moment(e.closed, reader, now) if e.closed else ""
    told = ", ".join(part for part in (by, at) if part)
    return say(
        reader,
        ko=f"{ko}: {told}" if told else ko,
        en=en + (f" by {by}" if by else "") + (f", {at}" if at else ""),
    )


def _owned(e: Escalation, file: TeamFile, reader: Reader, now: datetime) -> str:
    if e.owner is None or e.owned_since is None:
        return state(e.state, reader)
    owner, since = party(e.owner, reader), lasting_moment(e.owned_since, reader, now)
    said = say(reader, ko=f"{owner}이 맡았습니다 ({since}부터).", en=f"{owner} has it, since {since}.")
    if e.offer is None:
        return said
    offered_to = ", ".join(asked_names(entry, file, reader) for entry in e.offer.everybody)
    to, lapses = offered_to, lasting_moment(e.offer.lapses, reader, now)
    offered = say(
        reader,
        ko=f"{to_whom(to)} 이어받아 달라고 요청했습니다. {lapses}까지 답이 없으면 {owner}이 계속 맡습니다.",
        en=f"Offered to {to}; unless taken by {lapses}, {owner} keeps it.",
    )
    return f"{said}\n{offered}"


def nobody_yet(who: str, reader: Reader) -> str:
    """Everybody was asked in vain; `who` are those who are asked for help now, if there is anybody."""
    said = say(
        reader,
        ko="모든 단계에 요청했지만 아직 맡은 분이 없습니다.",
        en="Every level was asked and nobody has it yet.",
    )
    if not who:
        return said
    return f"{said} " + say(reader, ko=f"{who}, 도움이 필요합니다.", en=f"{who}: help is needed.")


def in_place_of(asked: Sequence[Asked], file: TeamFile, reader: Reader, now: datetime) -> str:
    """For whom somebody is asked who covers, and until when; nothing where nobody does."""
    lines = []
    for entry in asked:
        if entry.why != AskReason.COVER or not entry.instead_of:
            continue
        doer, absent = people(file, entry.people, reader), person(file, entry.instead_of, reader)
        until = lasting_moment(entry.until, reader, now) if entry.until else ""
        ko, en = (f" ({until}까지)", f" (until {until})") if until else ("", "")
        said = say(reader, ko=f"{doer}이 {absent}을 대신합니다{ko}.", en=f"{doer} covers for {absent}{en}.")
        lines.append(f"\n{said}")
    return "".join(lines)


def asked_names(entry: Asked, file: TeamFile, reader: Reader) -> str:
    """One target asked, by name."""
    return (
        people(file, entry.people, reader)
        if entry.people
        else target_name(file, Target.parse(entry.target), reader)
    )


_SHORT = 300
_FIELD = 1500
"""Characters of a field that a card shows: with all of them full it stays below what a message may hold."""


def packet(e: Escalation, reader: Reader, now: datetime, *, brief: bool = False) -> list[Block]:
    """What travels with the customer; `brief`: for whoever wrote it, enough to know it by."""
    need = (say(reader, ko="필요한 것", en="Needs"), e.packet.need)
    rest = [
        (say(reader, ko="영향", en="Impact"), e.packet.impact),
        (say(reader, ko="해 본 것", en="Tried"), e.packet.tried),
        (say(reader, ko="고객에게 안내한 내용", en="Customer was told"), e.packet.told),
        (say(reader, ko="고객 등급", en="Tier"), e.tier),
        (say(reader, ko="지역", en="Region"), e.region),
    ]
    longest, rows = (_SHORT, [need]) if brief else (_FIELD, [need, *rest])
    lines = [f"*{label}*: {cut(escape(text), longest)}" for label, text in rows if text]
    if e.packet.link:
        label = say(reader, ko="링크", en="Link")
        lines.append(f"*{label}*: {linked(e.packet.link, longest, reader)}")
    return [*promises.on_card(e, reader, now, brief=brief), *sections("\n".join(lines))]


def _skips(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> list[str]:
    """Whom no level reached, with the reason: once each, as it was last."""
    latest = {(skip.level, skip.target): skip for skip in e.skipped}
    return [_skip(skip, book.file, reader, now) for skip in list(latest.values())[-4:]] if e.is_open else []


def _skip(skip: Skip, file: TeamFile, reader: Reader, now: datetime) -> str:
    said, level = (
        skipped(
            Target.parse(skip.target),
            skip.reason,
            skip.until,
            file,
            reader,
            now,
            who=skip.person,
            words=skip.detail,
        ),
        skip.level + 1,
    )
    if not skip.whole:
        return say(reader, ko=f"{level}단계: {said}", en=f"Level {level}: {said}")
    return say(reader, ko=f"{level}단계 건너뜀 · {said}", en=f"Level {level} skipped · {said}")


def outcome(e: Escalation, reader: Reader) -> list[Block]:
    """How it ended, in the words of whoever closed it."""
    if e.is_open or not e.summary:
        return []
    label = (
        say(reader, ko="결과", en="Outcome")
        if e.state is State.RESOLVED
        else say(reader, ko="이유", en="Reason")
    )
    return [section(f"*{label}*: {escape(cut(e.summary, 2500))}")]

"""An escalation as people see it: its one card in the channel, the requester's live card, notices, lists."""

from datetime import datetime

from bot.domain.escalation import Asked, Escalation, Notice, NoticeKind, Skip, State
from bot.domain.policy import Target, TargetKind
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.ports import Directory
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import actions, button, context, section
from bot.views.human import human_line
from bot.views.ladder import skipped, target_name
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.values import value_line
from bot.views.words import length_of, moment, party, people, say, severity, shown, state

_MARKS = {
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
    top = f"{_MARKS[e.state]} *{shown(e.title, reader)}* · {severity(e.severity, reader)} · `{e.id}`"
    standing = _standing(e, book, directory, reader, now, ping=True)
    requester = party(e.requester, reader)
    asked_by = say(reader, ko=f"넘긴 사람: {requester}", en=f"From: {requester}")
    blocks: list[Block] = [
        section(f"{top}\n{standing}"),
        *_packet(e, reader, now),
        context(asked_by, *_skips(e, book, reader, now)),
    ]
    blocks += _outcome(e, reader)
    if e.is_open:
        blocks.append(_buttons(e, reader))
    return Message(text=f"{shown(e.title, reader)}: {standing}", blocks=tuple(blocks))


def requester_card(
    e: Escalation, book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> Message:
    """The requester's own view: who has it, since when, what happens next, and what to tell the customer."""
    top = f"{_MARKS[e.state]} *{shown(e.title, reader)}* · `{e.id}`"
    standing = _standing(e, book, directory, reader, now, ping=False)
    lines = [top, standing]
    card = e.post("card")
    if card and card.given_up:
        lines.append(
            say(
                reader,
                ko="팀 채널에는 올리지 못해서, 부른 분들께 DM으로 전했습니다.",
                en="I could not post in the team's channel, so those asked got it as a direct message.",
            )
        )
    blocks: list[Block] = [section("\n".join(lines)), *_packet(e, reader, now, brief=True)]
    blocks += _outcome(e, reader)
    if e.is_open:
        blocks += value_line(book, e.value, reader)
        blocks.append(actions([_cancel_button(e, reader)]))
    return Message(text=f"{shown(e.title, reader)}: {standing}", blocks=tuple(blocks))


def _standing(
    e: Escalation, book: Handbook, directory: Directory, reader: Reader, now: datetime, *, ping: bool
) -> str:
    """Where it stands and what happens next."""
    file = book.file
    if ping:
        who = mentioned(e.asked, directory, file, reader)
    else:
        who = ", ".join(asked_names(entry, file, reader) for entry in e.asked)
    ends = moment(e.level_ends, reader, now) if e.level_ends else ""
    match e.state:
        case State.QUEUED:
            when = moment(e.queued_until, reader, now) if e.queued_until else ""
            return say(
                reader,
                ko=f"{when} 근무가 시작되면 부릅니다.",
                en=f"They are asked when the shift begins, {when}.",
            )
        case State.WAITING:
            return (
                say(
                    reader,
                    ko=f"{who} 확인 부탁드립니다. {ends}까지 기다립니다.",
                    en=f"{who}, please take this by {ends}.",
                )
                if ping
                else say(
                    reader,
                    ko=f"{who}께 부탁드렸고, {ends}까지 기다립니다.",
                    en=f"Asked {who}; they have until {ends}.",
                )
            )
        case State.EXHAUSTED:
            return say(
                reader,
                ko=f"모든 단계를 거쳤지만 아직 받은 분이 없습니다. {who} 도움이 필요합니다. 다음 알림: {ends}",
                en=f"Every level was asked and nobody has it yet. {who}: help is needed. Asked again at {ends}.",
            )
        case State.OWNED:
            return _owned(e, file, reader, now)
        case State.RESOLVED | State.CANCELLED:
            by = party(e.closed_by, reader) if e.closed_by else ""
            return (
                f"{state(e.state, reader)}: {by}, {moment(e.closed, reader, now)}"
                if e.closed
                else state(e.state, reader)
            )


def _owned(e: Escalation, file: TeamFile, reader: Reader, now: datetime) -> str:
    if e.owner is None or e.owned_since is None:
        return state(e.state, reader)
    owner, since = party(e.owner, reader), moment(e.owned_since, reader, now)
    said = say(reader, ko=f"{owner}이 맡았습니다 ({since}부터).", en=f"{owner} has it, since {since}.")
    if e.offer is None:
        return said
    to, lapses = asked_names(e.offer.to, file, reader), moment(e.offer.lapses, reader, now)
    offered = say(
        reader,
        ko=f"{to}께 이어받아 달라고 요청했습니다. {lapses}까지 받지 않으면 {owner}이 계속 맡습니다.",
        en=f"Offered to {to}; unless taken by {lapses}, {owner} keeps it.",
    )
    return f"{said}\n{offered}"


def asked_names(entry: Asked, file: TeamFile, reader: Reader) -> str:
    """One target asked, by name."""
    return (
        people(file, entry.people, reader)
        if entry.people
        else target_name(file, Target.parse(entry.target), reader)
    )


def _packet(e: Escalation, reader: Reader, now: datetime, *, brief: bool = False) -> list[Block]:
    """What travels with the customer."""
    rows = [
        (say(reader, ko="필요한 것", en="Needs"), e.packet.need),
        (say(reader, ko="영향", en="Impact"), e.packet.impact),
        (say(reader, ko="해 본 것", en="Tried"), e.packet.tried),
        (say(reader, ko="고객에게 한 말", en="Customer was told"), e.packet.told),
        (say(reader, ko="링크", en="Link"), e.packet.link),
        (say(reader, ko="고객 등급", en="Tier"), e.tier),
        (say(reader, ko="지역", en="Region"), e.region),
    ]
    longest = 300 if brief else 1500
    lines = [f"*{label}*: {escape(cut(text, longest))}" for label, text in rows if text]
    if e.promise:
        by = moment(e.promise.by, reader, now)
        lines.append(
            say(reader, ko=f":alarm_clock: *약속한 시간*: {by}", en=f":alarm_clock: *Promised by*: {by}")
        )
    return [section("\n".join(lines))] if lines else []


def _skips(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> list[str]:
    """Levels that reached nobody, with the reason: once each."""
    return [_skip(skip, book.file, reader, now) for skip in e.skipped[-4:]] if e.is_open else []


def _skip(skip: Skip, file: TeamFile, reader: Reader, now: datetime) -> str:
    said = skipped(Target.parse(skip.target), skip.reason, skip.until, file, reader, now)
    return say(
        reader, ko=f"{skip.level + 1}단계 건너뜀: {said}", en=f"Level {skip.level + 1} skipped: {said}"
    )


def _outcome(e: Escalation, reader: Reader) -> list[Block]:
    if e.is_open or not e.summary:
        return []
    label = (
        say(reader, ko="결과", en="Outcome")
        if e.state is State.RESOLVED
        else say(reader, ko="이유", en="Reason")
    )
    return [section(f"*{label}*: {escape(cut(e.summary, 2500))}")]


def _buttons(e: Escalation, reader: Reader) -> Block:
    held = Held(escalation=e.id).write()
    take = button(say(reader, ko="제가 맡을게요", en="Take it"), ids.TAKE, held, style="primary")
    hand_on = button(say(reader, ko="다른 분께 넘기기", en="Hand on"), ids.HAND_ON, held)
    resolve = button(say(reader, ko="해결", en="Resolve"), ids.RESOLVE, held)
    shown_first = [take] if e.owner is None or e.offer else []
    return actions([*shown_first, hand_on, resolve, _cancel_button(e, reader)])


def _cancel_button(e: Escalation, reader: Reader) -> Block:
    return button(say(reader, ko="취소", en="Cancel"), ids.CANCEL, Held(escalation=e.id).write())


def noticed(
    e: Escalation, notice: Notice, book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> Message:
    """One thing said once: in the card's thread, or to one person."""
    said = _notice_text(e, notice, book, directory, reader, now)
    if reader.user is None:
        return Message(text=said, blocks=(section(said),))
    title = f"*{shown(e.title, reader)}* · `{e.id}`"
    blocks: list[Block] = [section(f"{title}\n{said}")]
    held = Held(escalation=e.id).write()
    if notice.kind in _ASKING:
        blocks += [*_packet(e, reader, now), _buttons(e, reader)] if e.is_open else []
    if notice.kind is NoticeKind.TAKEN and e.owner and e.owner.user == reader.user:
        blocks += value_line(book, e.value, reader)
    if notice.kind is NoticeKind.OWNER_SILENT:
        still = button(
            say(reader, ko="네, 보고 있습니다", en="I'm on it"), ids.STILL_ON_IT, held, style="primary"
        )
        on = button(say(reader, ko="다른 분께 넘기기", en="Hand on"), ids.HAND_ON, held)
        blocks.append(actions([still, on, button(say(reader, ko="해결", en="Resolve"), ids.RESOLVE, held)]))
    return Message(text=f"{shown(e.title, reader)}: {said}", blocks=tuple(blocks))


_ASKING = {
    NoticeKind.ASKED,
    NoticeKind.HANDED_ON,
    NoticeKind.OFFERED,
    NoticeKind.REOPENED,
    NoticeKind.EXHAUSTED,
}


def _notice_text(
    e: Escalation, notice: Notice, book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> str:
    who = mentioned(notice.asked, directory, book.file, reader)
    by = party(notice.by, reader) if notice.by else ""
    ends = moment(e.level_ends, reader, now) if e.level_ends else ""
    until_ko, until_en = (f" {ends}까지 기다립니다.", f" You have until {ends}.") if ends else ("", "")
    match notice.kind:
        case NoticeKind.ASKED:
            return say(
                reader, ko=f"{who} 확인 부탁드립니다.{until_ko}", en=f"{who}, please take this.{until_en}"
            )
        case NoticeKind.HANDED_ON:
            return say(
                reader,
                ko=f"{by}이 {who}께 넘겼습니다.{until_ko}",
                en=f"{by} handed this on to {who}.{until_en}",
            )
        case NoticeKind.OFFERED:
            return say(
                reader,
                ko=f"{by}이 {who}께 이어받아 달라고 요청했습니다. 받기 전까지는 {by}이 계속 맡습니다.",
                en=f"{by} would like {who} to take over. Until then {by} keeps it.",
            )
        case NoticeKind.OFFER_LAPSED:
            return say(
                reader,
                ko=f"이어받은 분이 없어 {by}이 계속 맡고 있습니다. {who} 참고 부탁드립니다.",
                en=f"Nobody took over, so {by} still has it. {who}, for your information.",
            )
        case NoticeKind.OWNER_SILENT:
            again = length_of(e.policy.levels[min(e.level, len(e.policy.levels) - 1)].within, reader)
            return say(
                reader,
                ko=f"아직 보고 계신가요? {again} 안에 알려 주시지 않으면 다음 분께 다시 부탁드리겠습니다.",
                en=f"Are you still on it? Without a word within {again} I ask the others again.",
            )
        case NoticeKind.REOPENED:
            return say(
                reader,
                ko=f"소식이 없어 다시 열었습니다. {who} 확인 부탁드립니다.{until_ko}",
                en=f"It went quiet, so it is open again. {who}, please take this.{until_en}",
            )
        case NoticeKind.EXHAUSTED:
            return say(
                reader,
                ko=f"모든 단계를 거쳤지만 아직 받은 분이 없습니다. {who} 도움이 필요합니다.",
                en=f"Every level was asked and nobody has it yet. {who}: help is needed.",
            )
        case NoticeKind.TAKEN:
            return say(reader, ko=f"{by}이 맡았습니다.", en=f"{by} has it now.")
        case NoticeKind.CLOSED:
            outcome = f" {escape(cut(e.summary, 500))}" if e.summary else ""
            if e.state is State.RESOLVED:
                return say(reader, ko=f"{by}이 해결했습니다.{outcome}", en=f"{by} resolved it.{outcome}")
            return say(reader, ko=f"{by}이 취소했습니다.{outcome}", en=f"{by} cancelled it.{outcome}")


def listed(
    title: str, escalations: list[Escalation], book: Handbook, reader: Reader, now: datetime
) -> Message:
    """Open escalations, oldest first."""
    if not escalations:
        none = say(reader, ko="열려 있는 건이 없습니다.", en="Nothing is open.")
        return Message(
            text=f"{title}: {none}", blocks=(section(f"*{title}*\n{none}"), human_line(book, reader))
        )
    blocks: list[Block] = [section(f"*{title}*")]
    blocks += [block for e in escalations[:_LISTED] for block in list_entry(e, book, reader, now)]
    if len(escalations) > _LISTED:
        more = len(escalations) - _LISTED
        blocks.append(context(say(reader, ko=f"그 밖에 {more}건", en=f"and {more} more")))
    blocks.append(human_line(book, reader))
    return Message(text=title, blocks=tuple(blocks))


_LISTED = 20
"""Two blocks an entry stay below the fifty of a message."""


def list_entry(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """One open escalation in a list: what, who, since when, and the button that helps."""
    since = length_of(now - e.opened, reader)
    names = [party(e.owner, reader)] if e.owner else [asked_names(a, book.file, reader) for a in e.asked]
    who = ", ".join(names) or "–"
    standing = state(e.state, reader)
    what = f"*{shown(e.title, reader)}* · {severity(e.severity, reader)} · `{e.id}`"
    line = f"{_MARKS[e.state]} {what}\n{escape(cut(e.packet.need, 140))}"
    small = say(reader, ko=f"{standing} · {who} · {since} 전", en=f"{standing} · {who} · {since} ago")
    held = Held(escalation=e.id).write()
    if e.owner is None:
        act = button(say(reader, ko="제가 맡을게요", en="Take it"), ids.TAKE, held)
    else:
        act = button(say(reader, ko="해결", en="Resolve"), ids.RESOLVE, held)
    return [section(line, accessory=act), context(small)]

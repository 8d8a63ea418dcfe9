"""What is said once about an escalation: in its card's thread, in a channel that is asked, to one person."""

from datetime import datetime

from bot.domain.asking import patience
from bot.domain.escalation import Escalation, Notice, NoticeKind, State
from bot.domain.reader import Reader
from bot.ports import Directory
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.services.value_in_context import beside_promise
from bot.views import followed, ids, promises, talked
from bot.views.blocks import actions, button, context, section
from bot.views.card_buttons import buttons, owners_buttons
from bot.views.cards import mentioned, nobody_yet, packet
from bot.views.in_context import line_with_more
from bot.views.limits import cut, escape
from bot.views.links import card_link
from bot.views.message import Block, Message
from bot.views.words import lasting_moment, length_of, party, say, shown, to_whom

_ASKING = frozenset(
    {
        NoticeKind.ASKED,
        NoticeKind.HANDED_ON,
        NoticeKind.OFFERED,
        NoticeKind.REOPENED,
        NoticeKind.EXHAUSTED,
    }
)


_SHOWS_THE_NEED = _ASKING | {NoticeKind.NUDGED}
"""Below these the need stands in full."""


def in_thread(
    e: Escalation, notice: Notice, book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> Message:
    """Under the card, which says the rest."""
    said = _sentence(e, notice, book, directory, reader, now)
    return Message(text=said, blocks=(section(said),))


def alone(
    e: Escalation, notice: Notice, book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> Message:
    """Where the card cannot be seen: what it is about, and what can be done, stand beside it."""
    said = _sentence(e, notice, book, directory, reader, now)
    blocks: list[Block] = [section(f"{_about(e, notice, reader)}\n{said}")]
    nudged = notice.kind is NoticeKind.NUDGED and notice.place == "thread"
    if e.is_open and (notice.kind in _ASKING or nudged):
        blocks += [*packet(e, reader, now), buttons(e, book, reader, now)]
        blocks += [context(link)] if (link := card_link(e, directory, reader)) else []
    if e.is_open and notice.kind is NoticeKind.NUDGED and _is_owner(e, reader):
        blocks.append(_are_you_on_it(e, book, reader, now))
    if e.is_open and notice.kind is NoticeKind.OWNER_SILENT:
        blocks.append(_are_you_on_it(e, book, reader, now))
    if notice.kind is NoticeKind.OFFER_LAPSED and _is_owner(e, reader):
        blocks.append(actions(owners_buttons(e, book, reader, now)))
    blocks += talked.below(e, notice, book, reader, now) if notice.kind in talked.TELLS else []
    if notice.kind is NoticeKind.PROMISE_SOON and e.is_open and e.promise is not None and e.promise.is_open:
        helps = beside_promise(book, e.value, e.promise.text)
        blocks += line_with_more(book, helps, reader, text=e.promise.text or "")
    blocks += [*followed.below(e, notice, directory, reader), *promises.below(e, notice, directory, reader)]
    return Message(text=f"{shown(e.title, reader)}: {said}", blocks=tuple(blocks))


def _about(e: Escalation, notice: Notice, reader: Reader) -> str:
    """Which one it is: the topic and the customer's need in short; whoever joined reads their own words."""
    title = f"*{shown(e.title, reader)}*"
    if notice.kind in _SHOWS_THE_NEED:
        return title
    mine = [entry.need for entry in e.joined if entry.party.user == reader.user]
    need = mine[0] if mine and reader.user != e.requester.user else e.packet.need
    short = escape(cut(" ".join(need.split()), _IN_SHORT))
    return f"{title} · {short}" if short else title


_IN_SHORT = 60
"""Characters of a need that tell one customer from another, on one or two lines of a phone."""


def _are_you_on_it(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> Block:
    held = Held(escalation=e.id).write()
    still = button(
        say(reader, ko="네, 진행 중입니다", en="I'm on it"), ids.STILL_ON_IT, held, style="primary"
    )
    return actions([still, *owners_buttons(e, book, reader, now)])


def yours_now(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> Message:
    """To whoever just took it: the promise they took with it, and a value and words that help."""
    title = shown(e.title, reader)
    lines = [
        say(reader, ko=f"*{title}* 건을 맡으셨습니다. 고맙습니다.", en=f"*{title}* is yours now. Thank you.")
    ]
    if e.promise and e.promise.is_open:
        by = lasting_moment(e.promise.by, reader, now)
        lines.append(
            say(
                reader,
                ko=f":alarm_clock: 고객님께 {by}까지 답변을 약속드린 건입니다.",
                en=f":alarm_clock: The customer was promised an answer by {by}.",
            )
        )
    blocks = [
        section("\n".join(lines)),
        *line_with_more(book, e.value, reader, text=e.packet.need),
        actions(owners_buttons(e, book, reader, now)),
    ]
    return Message(text=lines[0], blocks=tuple(blocks))


def noted_that_you_are_on_it(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> Message:
    """To an owner who was asked and answered."""
    title = shown(e.title, reader)
    said = say(
        reader,
        ko=f"알려 주셔서 고맙습니다. *{title}* 건은 계속 맡고 계신 것으로 해 두었습니다.",
        en=f"Thank you for telling me. *{title}* stays with you.",
    )
    return Message(text=said, blocks=(section(said), actions(owners_buttons(e, book, reader, now))))


def _is_owner(e: Escalation, reader: Reader) -> bool:
    return e.is_open and e.owner is not None and e.owner.user == reader.user


def _sentence(
    e: Escalation, notice: Notice, book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> str:
    who = mentioned(notice.asked, directory, book.file, reader)
    by = party(notice.by, reader) if notice.by else ""
    if notice.kind in followed.TELLS:
        return followed.sentence(e, notice, who, reader)
    if notice.kind in talked.TELLS:
        return talked.sentence(e, notice, who, book, reader)
    if notice.kind in promises.TELLS:
        return promises.sentence(e, notice, who, reader, now)
    if notice.kind in _ASKING:
        return _asking(e, notice, who, by, reader, now)
    return _telling(e, notice, who, by, reader)


def _asking(e: Escalation, notice: Notice, who: str, by: str, reader: Reader, now: datetime) -> str:
    ends = lasting_moment(e.level_ends, reader, now) if e.level_ends else ""
    until_ko, until_en = (f" {ends}까지 기다립니다.", f" You have until {ends}.") if ends else ("", "")
    match notice.kind:
        case NoticeKind.HANDED_ON:
            return say(
                reader,
                ko=f"{by}이 {to_whom(who)} 넘겼습니다. 확인 부탁드립니다.{until_ko}",
                en=f"{by} handed this on to {who}.{until_en}",
            )
        case NoticeKind.OFFERED:
            return say(
                reader,
                ko=f"{by}이 {to_whom(who)} 이어받아 달라고 요청했습니다. 받으시기 전까지는 {by}이 계속 맡습니다.",
                en=f"{by} would like {who} to take over. Until then {by} keeps it.",
            )
        case NoticeKind.REOPENED if notice.place == "dm":
            return say(
                reader,
                ko="소식이 없어 다른 분들께 다시 요청했습니다. 아직 보고 계시면 아래에서 다시 맡아 주세요.",
                en="It was quiet for a while, so others are asked again. If you are still on it, take it below.",
            )
        case NoticeKind.REOPENED:
            return say(
                reader,
                ko=f"한동안 소식이 없어 담당자를 다시 찾습니다. {who}, 확인 부탁드립니다.{until_ko}",
                en=f"It went quiet, so it is open again. {who}, please take this.{until_en}",
            )
        case NoticeKind.EXHAUSTED:
            return nobody_yet(who, reader)
        case _:
            return say(
                reader, ko=f"{who}, 확인 부탁드립니다.{until_ko}", en=f"{who}, please take this.{until_en}"
            )


def _telling(e: Escalation, notice: Notice, who: str, by: str, reader: Reader) -> str:
    match notice.kind:
        case NoticeKind.OWNER_SILENT:
            again = length_of(patience(e), reader)
            return say(
                reader,
                ko=f"아직 진행 중이신가요? {again} 안에 소식이 없으면 다른 분들께 다시 요청하겠습니다.",
                en=f"Are you still on it? If I hear nothing within {again}, I ask the others again.",
            )
        case NoticeKind.OFFER_LAPSED if _is_owner(e, reader):
            return say(
                reader,
                ko="아직 이어받은 분이 없어 계속 맡고 계신 상태입니다. 다른 분께 다시 요청하실 수 있습니다.",
                en="Nobody took over yet, so it is still with you. You can ask somebody else.",
            )
        case NoticeKind.OFFER_LAPSED:
            said = say(
                reader,
                ko=f"이어받은 분이 없어 {by}이 계속 맡고 있습니다.",
                en=f"Nobody took over, so {by} still has it.",
            )
            told = say(reader, ko=f"{who}, 참고 부탁드립니다.", en=f"{who}, for your information.")
            return f"{said} {told}" if who else said
        case NoticeKind.TAKEN if reader.user not in e.followers:
            return say(
                reader,
                ko=f"{by}이 이어받았습니다. 이제 {by}이 맡습니다.",
                en=f"{by} took it over from you and has it now.",
            )
        case NoticeKind.TAKEN:
            return say(reader, ko=f"{by}이 맡았습니다.", en=f"{by} has it now.")
        case _:
            outcome = f" {escape(cut(e.summary, 500))}" if e.summary else ""
            if e.state is State.RESOLVED:
                return say(reader, ko=f"{by}이 해결했습니다.{outcome}", en=f"{by} resolved it.{outcome}")
            return say(reader, ko=f"{by}이 취소했습니다.{outcome}", en=f"{by} cancelled it.{outcome}")

"""What people say about an escalation while it is carried: asked back, declined, noted, rated, reopened."""

from datetime import datetime

from bot.domain.escalation import Escalation, Notice, NoticeKind
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.blocks import actions
from bot.views.card_buttons import answer_button, owners_buttons
from bot.views.limits import cut, escape
from bot.views.message import Block
from bot.views.words import party, people, say, severity

TELLS = frozenset(
    {
        NoticeKind.HANDED_BACK,
        NoticeKind.DECLINED,
        NoticeKind.QUESTION,
        NoticeKind.ANSWERED,
        NoticeKind.NOTED,
        NoticeKind.RATED,
        NoticeKind.QUEUED,
        NoticeKind.TAKEN_UP_AGAIN,
    }
)
"""The kinds that are worded here; whoever is asked next is asked in a message of their own."""

_TEXT = 2000


def sentence(e: Escalation, notice: Notice, who: str, book: Handbook, reader: Reader) -> str:
    """What is said, and below it the words somebody wrote. `who` is mentioned, if anybody is."""
    by = party(notice.by, reader) if notice.by else ""
    said = _said(e, notice, by, book, reader)
    words = f"\n{_quoted(notice.text)}" if notice.text else ""
    told = say(reader, ko=f"{who}, 참고 부탁드립니다.", en=f"{who}, for your information.") if who else ""
    return f"{said}{words}" + (f"\n{told}" if told else "")


def below(e: Escalation, notice: Notice, book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """What can be done about it, under a direct message."""
    if not e.is_open or notice.place != "dm":
        return []
    if notice.kind is NoticeKind.QUESTION and notice.about:
        return [actions([answer_button(e, notice.about, reader)])]
    owns = e.owner is not None and e.owner.user == reader.user
    return [actions(owners_buttons(e, book, reader, now))] if owns else []


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in escape(cut(text, _TEXT)).splitlines())


def _said(e: Escalation, notice: Notice, by: str, book: Handbook, reader: Reader) -> str:
    match notice.kind:
        case NoticeKind.HANDED_BACK:
            return say(
                reader,
                ko=f"{by}이 더 맡기 어려워 되돌려 주셨습니다.",
                en=f"{by} had to give it back.",
            ) + _who_is_next(e, notice, book, reader)
        case NoticeKind.DECLINED:
            return say(reader, ko=f"{by}은 지금 맡기 어렵습니다.", en=f"{by} cannot take it right now.") + (
                _you_keep_it(e, reader)
                if e.owner and e.owner.user == reader.user
                else _who_is_next(e, notice, book, reader)
            )
        case NoticeKind.QUESTION if notice.place == "dm":
            return say(reader, ko=f"{by}이 여쭤봅니다.", en=f"{by} has a question for you.")
        case NoticeKind.QUESTION:
            return say(reader, ko=f"{by}이 넘긴 분께 여쭤봤습니다.", en=f"{by} asked the requester.")
        case NoticeKind.ANSWERED:
            return say(reader, ko=f"{by}이 답했습니다.", en=f"{by} answered.")
        case NoticeKind.NOTED:
            return say(reader, ko=f":memo: {by}의 메모", en=f":memo: A note by {by}")
        case NoticeKind.RATED:
            now = severity(e.severity, reader)
            return say(
                reader, ko=f"{by}이 심각도를 바꿨습니다. 지금: {now}", en=f"{by} changed the severity: {now}."
            )
        case NoticeKind.QUEUED:
            return say(
                reader,
                ko=f"{by}이 다음 근무 시간까지 두기로 했습니다. 그때 다시 요청드리겠습니다.",
                en=f"{by} lets this wait for the next shift. Nobody needs to do anything until then.",
            )
        case _:
            return _reopened(e, notice, by, reader)


def _reopened(e: Escalation, notice: Notice, by: str, reader: Reader) -> str:
    if e.owner is not None and e.owner == notice.by:
        return say(
            reader,
            ko=f"{by}이 다시 열고 이어서 맡았습니다. 고객님께 아직 도움이 필요합니다.",
            en=f"{by} reopened it and has it again: the customer still needs somebody.",
        )
    return say(
        reader,
        ko=f"{by}이 다시 열었습니다. 고객님께 아직 도움이 필요합니다.",
        en=f"{by} reopened it: the customer still needs somebody.",
    )


def _you_keep_it(e: Escalation, reader: Reader) -> str:
    if e.offer is not None:
        return ""
    return say(
        reader,
        ko=" 계속 맡고 계신 상태이니, 다른 분께 요청하실 수 있습니다.",
        en=" It is still with you; you can ask somebody else.",
    )


def _who_is_next(e: Escalation, notice: Notice, book: Handbook, reader: Reader) -> str:
    """To the requester what helps: who is asked now. In the thread those asked read it for themselves."""
    if notice.place != "dm" or e.owner is not None:
        return ""
    who = people(book.file, e.asked_people, reader)
    if not who:
        return say(reader, ko=" 다른 분을 찾고 있습니다.", en=" Somebody else is being looked for.")
    is_are = "is" if len(e.asked_people) == 1 else "are"
    return say(reader, ko=f" 이제 {who}께 요청했습니다.", en=f" {who} {is_are} asked now.")

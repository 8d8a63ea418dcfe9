"""What is said once to those who wait with a customer, and to those they wait for."""

from bot.domain.escalation import Escalation, Notice, NoticeKind, Satisfied, State
from bot.domain.reader import Reader
from bot.domain.satisfaction import helpers
from bot.ports import Directory
from bot.requests.tickets import Begun, Felt
from bot.views import ids, kudos_ids
from bot.views.blocks import actions, button, context
from bot.views.card_buttons import reopen_button
from bot.views.limits import cut, escape
from bot.views.links import card_link, linked
from bot.views.message import Block
from bot.views.words import party, say, text_of

TELLS = frozenset({NoticeKind.NUDGED, NoticeKind.JOINED, NoticeKind.PASSED_ON, NoticeKind.SATISFIED})
"""The notices whose words stand here."""


def sentence(e: Escalation, notice: Notice, who: str, reader: Reader) -> str:
    """What a notice of those says; `who` are those asked, as they are mentioned."""
    by = party(notice.by, reader) if notice.by else ""
    match notice.kind:
        case NoticeKind.NUDGED:
            return _nudged(e, notice, who, by, reader)
        case NoticeKind.JOINED:
            return _joined(e, notice, by, reader)
        case NoticeKind.PASSED_ON:
            return _passed_on(e, notice, by, reader)
        case _:
            return _solved(e, notice, by, reader)


def _nudged(e: Escalation, notice: Notice, who: str, by: str, reader: Reader) -> str:
    if notice.place == "dm":
        need = escape(cut(" ".join(e.packet.need.split()), 200))
        return say(
            reader,
            ko=f"{by}이 고객님께서 기다리고 계신다고 알려 주셨습니다.\n>{need}",
            en=f"{by} lets you know that the customer is waiting.\n>{need}",
        )
    to_ko, to_en = (f"{who}, 살펴봐 주시겠어요?", f"{who}, could you have a look?") if who else ("", "")
    return say(
        reader,
        ko=f"고객님께서 기다리고 계십니다. {to_ko} (알려 주신 분: {by})",
        en=f"The customer is waiting. {to_en} (a nudge from {by})",
    )


def _joined(e: Escalation, notice: Notice, by: str, reader: Reader) -> str:
    entry = next((one for one in e.joined if (one.party, one.at) == (notice.by, notice.at)), None)
    need = escape(cut(" ".join(entry.need.split()), 200)) if entry else ""
    link = f" · {linked(entry.link, 300, reader)}" if entry and entry.link else ""
    return say(
        reader,
        ko=f"{by}의 고객님도 같은 문제를 겪고 계십니다: {need}{link}",
        en=f"{by} joined with another customer: {need}{link}",
    )


def _passed_on(e: Escalation, notice: Notice, by: str, reader: Reader) -> str:
    now_asks = party(e.requester, reader)
    if notice.place == "dm":
        return say(
            reader,
            ko=f"{by}의 고객님은 이제 괜찮으시다고 합니다. 이 건은 함께 기다리시는 고객님을 위해 이어집니다.",
            en=f"{by}'s customer is helped. It goes on for yours, and you are its requester from now on.",
        )
    return say(
        reader,
        ko=f"{by}의 고객님은 이제 괜찮으시지만, {now_asks}의 고객님을 위해 이어집니다.",
        en=f"{by}'s customer is helped; it goes on for the customer of {now_asks}.",
    )


def _solved(e: Escalation, notice: Notice, by: str, reader: Reader) -> str:
    mine = notice.by is not None and notice.by.user == reader.user
    first = (
        say(reader, ko="해결해 주셔서 고맙습니다.", en="Thank you for solving it.")
        if mine
        else say(reader, ko=f"{by}이 해결했다고 알려 주셨습니다.", en=f"{by} resolved it.")
    )
    if e.summary and not mine:
        first += f" {escape(cut(e.summary, 500))}"
    if e.satisfied is None:
        ask = say(reader, ko="*고객님도 만족하셨나요?*", en="*Was the customer satisfied, too?*")
        return f"{first}\n{ask}"
    return f"{first}\n{noted(e.satisfied, reader)}"


def noted(satisfied: Satisfied, reader: Reader) -> str:
    """What was answered, kept."""
    match satisfied:
        case "yes":
            return say(
                reader,
                ko="고객님도 만족하셨다고 적어 두었습니다.",
                en="Noted: the customer was satisfied, too.",
            )
        case "not_yet":
            return say(
                reader,
                ko="고객님께서 아직 만족하지 못하셨다고 적어 두었습니다.",
                en="Noted: the customer is not satisfied yet.",
            )
        case _:
            return say(
                reader, ko="아직 모르신다고 적어 두었습니다.", en="Noted: you do not know yet, which is fine."
            )


def below(e: Escalation, notice: Notice, directory: Directory, reader: Reader) -> list[Block]:
    """What can be pressed under a notice of those, and a thank-you under every news of a solution."""
    if e.state is not State.RESOLVED or notice.kind not in {NoticeKind.CLOSED, NoticeKind.SATISFIED}:
        return []
    links = [link for link in (_link_of(e, reader), card_link(e, directory, reader)) if link]
    small = [context(*links)] if links else []
    made: list[Block] = []
    if notice.kind is NoticeKind.SATISFIED and e.satisfied is None:
        made += [_answer(e, answer, reader) for answer in _ANSWERS]
    if notice.kind is NoticeKind.SATISFIED and e.satisfied == "not_yet":
        made.append(reopen_button(e, reader))
    thanks = thank(e, directory, reader)
    made += [thanks] if thanks else []
    return [*small, actions(made)] if made else small


def _link_of(e: Escalation, reader: Reader) -> str | None:
    """Where it all began; to those who joined that is another's."""
    mine = [entry.link for entry in e.joined if entry.party.user == reader.user]
    link = next((one for one in mine if one), None) if mine else e.packet.link
    return say(reader, ko="링크: ", en="Link: ") + linked(link, 500, reader) if link else None


_ANSWERS: dict[Satisfied, tuple[str, str]] = {
    "yes": ("네", "Yes"),
    "not_yet": ("아직이요", "Not yet"),
    "unknown": ("잘 모르겠어요", "I don't know"),
}


def _answer(e: Escalation, satisfied: Satisfied, reader: Reader) -> Block:
    ko, en = _ANSWERS[satisfied]
    told = Felt(escalation=e.id, satisfied=satisfied).write()
    return button(say(reader, ko=ko, en=en), f"{ids.SATISFIED}:{satisfied}", told)


def thank(e: Escalation, directory: Directory, reader: Reader) -> Block | None:
    """Opens the form of thanks with whoever helped and a beginning to go on from; nothing is sent by itself."""
    to = [user for user in helpers(e, besides=reader.user or "") if directory.key_of(user)]
    if not to:
        return None
    title = text_of(e.title, reader)
    text = say(
        reader,
        ko=f"{title} 문의를 함께 해결해 주셔서 고맙습니다. ",
        en=f"Thank you for helping with {title}. ",
    )
    label = say(reader, ko="고맙다고 전하기", en="Say thanks")
    return button(label, kudos_ids.KUDOS_NEW, Begun.begun(text, to).write())

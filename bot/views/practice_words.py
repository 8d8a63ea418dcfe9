"""The small words of the library: a practice as it is quoted, whose it is, what became of it."""

from datetime import date

from bot.domain.practice import Practice
from bot.domain.practice_acts import Stays, Why
from bot.domain.reader import Reader
from bot.requests.tickets import OnPractice
from bot.services.handbook import Handbook
from bot.views import practice_ids as ids
from bot.views.blocks import button, confirm
from bot.views.limits import cut, escape
from bot.views.message import Block
from bot.views.words import MONTHS_EN, called, party, say, shown

LONGEST_QUOTED = 1500


def quoted(text: str, *, most: int = LONGEST_QUOTED) -> str:
    """Somebody's words as a quotation, line by line."""
    return "\n".join(f">{line}" for line in escape(cut(text, most)).splitlines())


def title_of(p: Practice, book: Handbook, reader: Reader) -> str:
    """The situation it is for; its key where the file lost it since."""
    situation = book.philosophy.situations.get(p.situation)
    return shown(situation.title, reader) if situation else escape(p.situation)


def kind_of(p: Practice, reader: Reader) -> str:
    """A phrase, or a case."""
    if p.kind == "case":
        return say(reader, ko="사례", en="a case")
    return say(reader, ko="문구", en="a phrase")


def credit(p: Practice, reader: Reader) -> str:
    """Whose it is, and who edited it."""
    name = called(p.author.name, reader)
    if p.edited_by is None:
        return say(reader, ko=f"{name}이 나눠 주셨어요", en=f"shared by {name}")
    editor = called(p.edited_by.name, reader)
    return say(
        reader,
        ko=f"{name}이 나눠 주시고 {editor}이 다듬었어요",
        en=f"shared by {name}, edited by {editor}",
    )


def on_date(day: date, reader: Reader) -> str:
    """`2036년 3월 12일`, `12 Mar 2036`: far enough away to need its year."""
    return say(
        reader,
        ko=f"{day.year}년 {day.month}월 {day.day}일",
        en=f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}",
    )


def became(p: Practice, reader: Reader) -> str:
    """How it stands, in one line."""
    match p.state:
        case "proposed":
            return say(reader, ko="승인하는 분의 답을 기다리고 있어요", en="waiting for an approver")
        case "accepted":
            until = on_date(p.review_by, reader) if p.review_by else "–"
            return say(
                reader,
                ko=f"{_who(p, reader)}문구집에 실렸어요. {until}에 다시 살펴봅니다",
                en=f"in the library{_who(p, reader)}; read again on {until}",
            )
        case "declined":
            by = _who(p, reader)
            return say(reader, ko=f"{by}이번에는 싣지 않기로 했어요", en=f"not taken this time{by}")
        case "taken_back":
            name = party(p.closed_by or p.proposer, reader)
            return say(reader, ko=f"{name}이 거두셨어요", en=f"taken back by {name}")
        case "lapsed":
            return say(
                reader, ko="반년 동안 답을 받지 못해 닫혔어요", en="closed: nobody decided for half a year"
            )
        case "retired":
            name = party(p.closed_by or p.author, reader)
            return say(reader, ko=f"{name}이 문구집에서 내렸어요", en=f"retired by {name}")


def _who(p: Practice, reader: Reader) -> str:
    if p.decided_by is None:
        return ""
    name = party(p.decided_by, reader)
    return say(reader, ko=f"{name}의 결정으로 ", en=f", decided by {name}")


def stays(outcome: Stays, reader: Reader) -> str:
    """Why nothing changed."""
    p = outcome.practice
    match outcome.why:
        case Why.NOT_YOURS:
            return say(
                reader,
                ko="승인하는 분이나 제안하신 분만 하실 수 있습니다. 누가 승인하는지는 values.yaml의 approvers에 있습니다.",
                en="Only an approver, or whoever it is from, may do that. values.yaml names the approvers.",
            )
        case Why.DONE_ALREADY:
            return say(
                reader,
                ko=f"이미 그렇게 되어 있습니다: {became(p, reader)}.",
                en=f"Done already: {became(p, reader)}.",
            )
        case Why.DECIDED:
            return say(
                reader,
                ko=f"다른 분이 먼저 결정하셨습니다: {_last(p, reader)}.",
                en=f"Somebody was quicker: {_last(p, reader)}.",
            )


def _last(p: Practice, reader: Reader) -> str:
    """What was done last: that it was read again, or how it stands."""
    if p.state == "accepted" and p.reviewed_by is not None:
        name, until = party(p.reviewed_by, reader), on_date(p.review_by, reader) if p.review_by else "–"
        return say(
            reader,
            ko=f"{name}이 다시 읽고 {until}까지 두기로 했어요",
            en=f"{name} read it again and keeps it until {until}",
        )
    return became(p, reader)


def decide_buttons(p: Practice, reader: Reader) -> list[Block]:
    """What an approver does with a proposal."""
    return [
        _button(p, say(reader, ko="싣기", en="Accept"), ids.LIBRARY_ACCEPT, style="primary"),
        _button(p, say(reader, ko="다듬어서 싣기", en="Edit"), ids.LIBRARY_EDIT),
        _button(p, say(reader, ko="이번에는 싣지 않기", en="Decline"), ids.LIBRARY_DECLINE),
    ]


def review_buttons(p: Practice, reader: Reader) -> list[Block]:
    """What an approver does with what stands for long."""
    return [
        _button(p, say(reader, ko="더 두기", en="Keep"), ids.LIBRARY_KEEP),
        _button(p, say(reader, ko="다듬기", en="Edit"), ids.LIBRARY_EDIT),
        retire_button(p, reader),
    ]


def take_back_button(p: Practice, reader: Reader) -> Block:
    """Before anybody has decided."""
    return _button(p, say(reader, ko="제안 거두기", en="Take back"), ids.LIBRARY_TAKE_BACK)


def retire_button(p: Practice, reader: Reader, *, at_review: bool = True) -> Block:
    """It is shown no more; asked once more before. Its author may at any time, whoever read it again meanwhile."""
    sure = confirm(
        say(reader, ko="문구집에서 내릴까요?", en="Take it out?"),
        say(
            reader,
            ko="이제 카드에 보이지 않습니다. 나눠 주신 분께는 감사 인사와 함께 알려 드립니다.",
            en="Cards will no longer show it. Whoever shared it is told, with thanks.",
        ),
        say(reader, ko="내리기", en="Retire"),
        say(reader, ko="그대로 두기", en="Keep it"),
    )
    return _button(
        p, say(reader, ko="내리기", en="Retire"), ids.LIBRARY_RETIRE, sure=sure, at_review=at_review
    )


def _button(
    p: Practice,
    label: str,
    action: str,
    *,
    style: str | None = None,
    sure: Block | None = None,
    at_review: bool = True,
) -> Block:
    due = p.review_by.isoformat() if at_review and p.state == "accepted" and p.review_by else ""
    value = OnPractice(practice=p.id, due=due).write()
    return button(label, f"{action}:{p.id}", value, style=style, confirm=sure)

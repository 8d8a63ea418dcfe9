"""What can be done with an escalation, as buttons: the likely things in sight, the rest in a menu.

A card is read on a phone: at most four buttons and the menu. Whether somebody may is checked when they press.
"""

from datetime import datetime

from bot.domain.escalation import Escalation, State
from bot.domain.reader import Reader
from bot.requests.tickets import Held, Wished
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import actions, button, option, overflow
from bot.views.message import Block
from bot.views.promises import set_button
from bot.views.words import say


def buttons(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> Block:
    """What can be done with an open one."""
    made: list[Block] = []
    if e.owner is None or e.offer:
        made.append(take_button(e, reader))
    if e.offer or e.asked_people:
        label = say(reader, ko="지금은 어려워요", en="I can't right now")
        made.append(button(label, ids.DECLINE, Held(escalation=e.id).write()))
    made += _first_of_owner(e, reader)
    if e.owner is not None and not e.offer:
        made.append(_ask_button(e, reader))
    return actions([*made, more(e, book, reader, now, asks=e.owner is None or e.offer is not None)])


def more(e: Escalation, book: Handbook, reader: Reader, now: datetime, *, asks: bool) -> Block:
    """What is wanted less often, behind three dots; Slack takes five."""
    wishes = [(ids.ASK, "추가로 여쭤보기", "Ask the requester")] if asks else []
    if e.owner is not None:
        wishes.append((ids.HAND_BACK, "되돌려 주기", "Hand back"))
    wishes += [
        (ids.NOTE, "메모 남기기", "Add a note"),
        (ids.SEVERITY_CHANGE, "심각도 바꾸기", "Change the severity"),
    ]
    hours = book.roster.team_hours(e.team)
    if e.state in {State.WAITING, State.EXHAUSTED} and not hours.is_open(now) and hours.opens_next(now):
        wishes.append((ids.QUEUE, "다음 근무 시간까지 두기", "Keep for the next shift"))
    wishes.append((ids.CANCEL, "요청 취소", "Cancel request"))
    return overflow(
        ids.MORE,
        [
            option(say(reader, ko=ko, en=en), Wished(escalation=e.id, wish=wish).write())
            for wish, ko, en in wishes
        ],
    )


def take_button(e: Escalation, reader: Reader) -> Block:
    """From now on it is theirs."""
    label = say(reader, ko="제가 맡을게요", en="Take it")
    return button(label, ids.TAKE, Held(escalation=e.id).write(), style="primary")


def owners_buttons(e: Escalation, book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """What whoever has it does next."""
    return [*_first_of_owner(e, reader), set_button(e, reader), more(e, book, reader, now, asks=True)]


def cancel_button(e: Escalation, reader: Reader) -> Block:
    """What the requester can do, whoever has it."""
    label = say(reader, ko="요청 취소", en="Cancel request")
    return button(label, ids.CANCEL, Held(escalation=e.id).write())


def reopen_button(e: Escalation, reader: Reader) -> Block:
    """The one thing to do with a closed one."""
    return button(say(reader, ko="다시 열기", en="Reopen"), ids.REOPEN, Held(escalation=e.id).write())


def answer_button(e: Escalation, question: str, reader: Reader, *, number: int = 0) -> Block:
    """For the requester, beside what somebody asks them."""
    label = say(reader, ko="답변하기", en="Answer")
    action = f"{ids.ANSWER}:{number}" if number else ids.ANSWER
    return button(label, action, Held(escalation=e.id, question=question).write(), style="primary")


def _first_of_owner(e: Escalation, reader: Reader) -> list[Block]:
    held = Held(escalation=e.id).write()
    return [
        button(say(reader, ko="다른 분께 넘기기", en="Hand on"), ids.HAND_ON, held),
        button(say(reader, ko="해결했어요", en="Resolve"), ids.RESOLVE, held),
    ]


def _ask_button(e: Escalation, reader: Reader) -> Block:
    label = say(reader, ko="추가로 여쭤보기", en="Ask the requester")
    return button(label, ids.ASK, Held(escalation=e.id).write())

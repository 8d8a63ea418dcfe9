"""What customers answered, for the one colleague it is about: the neutral knock, and what waits.

Kind words and hard ones knock with the same message: whoever glances at a screen, and the channel of notifications,
learns nothing. A customer's words stand in the window alone (`bot.views.survey_windows`).
"""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.reader import Reader
from bot.domain.survey import Feedback
from bot.ports.surveys import LoopsWait, NobodyFound, SurveyNews, WordsWait
from bot.services.handbook import Handbook
from bot.views import survey_ids as ids
from bot.views.blocks import (
    View,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    section,
)
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.message import Block, Message
from bot.views.survey_frame import title
from bot.views.words import plain_moment, say

_ON_HOME = 5
_IN_WINDOW = 40


def told(what: SurveyNews, book: Handbook, reader: Reader) -> Message:
    """What one person gets in their direct messages."""
    match what:
        case WordsWait():
            return _words_wait(what, book, reader)
        case LoopsWait():
            return _loops_wait(what, book, reader)
        case NobodyFound():
            return _nobody_found(what, book, reader)


def _words_wait(what: WordsWait, book: Handbook, reader: Reader) -> Message:
    said = say(
        reader,
        ko="고객님이 남기신 말씀이 있습니다. 나만 볼 수 있어요.",
        en="A customer left you a few words. Only you can see them.",
    )
    look = button(say(reader, ko="열기", en="Open"), ids.SURVEY_OPEN, what.id)
    return Message(text=said, blocks=(section(said), actions([look]), human_line(book, reader)))


def _loops_wait(what: LoopsWait, book: Handbook, reader: Reader) -> Message:
    customers = "A customer waits" if what.count == 1 else f"{what.count} customers wait"
    said = say(
        reader,
        ko=f"답을 기다리는 고객님이 {what.count}분 계십니다. 무엇이 달라졌는지 알려 드리면 여기서 사라집니다.",
        en=f"{customers} to hear what changed. Once they were told, this goes.",
    )
    look = button(say(reader, ko="보기", en="Look"), ids.SURVEY_ALL)
    return Message(text=said, blocks=(section(said), actions([look]), human_line(book, reader)))


def _nobody_found(what: NobodyFound, book: Handbook, reader: Reader) -> Message:
    answers = "1 answer" if what.count == 1 else f"{what.count} answers"
    said = say(
        reader,
        ko=f"{what.day}에 들어온 고객 설문 응답 {what.count}건의 상담원을 찾지 못했습니다. 퇴사하셨거나 `escalation.yaml`에 "
        "없는 분입니다. 내용은 보관하지 않고 건수만 세었습니다. 설문 도구가 보내는 이메일을 확인해 주세요.",
        en=f"{answers} of customers on {what.day} named somebody I cannot find: they left, or are not in "
        "`escalation.yaml`. Their words are not kept, only counted. Please look at the address the survey tool sends.",
    )
    return Message(text=said, blocks=(section(said), human_line(book, reader)))


def all_of_mine(waiting: Sequence[Feedback], kept: Sequence[Feedback], reader: Reader, now: datetime) -> View:
    """Everything that waits for one person, and the kind words they keep."""
    blocks = [*_entries(waiting, reader, now, _IN_WINDOW)]
    if kept:
        blocks.append(divider())
        blocks.append(context(say(reader, ko="간직한 말씀", en="Kind words I keep")))
        blocks += _entries(list(reversed(kept)), reader, now, _IN_WINDOW)
    nothing = say(reader, ko="지금은 아무것도 없습니다.", en="Nothing is waiting.")
    return modal(
        READ_ONLY, title(reader), blocks or [section(nothing)], close=say(reader, ko="닫기", en="Close")
    )


def home_section(
    waiting: Sequence[Feedback], kept: Sequence[Feedback], reader: Reader, now: datetime
) -> list[Block]:
    """App Home, short; nothing where there is nothing."""
    if not (waiting or kept):
        return []
    more = len(waiting) - _ON_HOME
    label = say(reader, ko="모두 보기", en="See all")
    rest = [actions([button(label, ids.SURVEY_ALL)])] if more > 0 or kept else []
    return [
        header(say(reader, ko="고객님이 남기신 말씀", en="From customers")),
        *_entries(waiting, reader, now, _ON_HOME),
        *rest,
        divider(),
    ]


def _entries(listed: Sequence[Feedback], reader: Reader, now: datetime, most: int) -> list[Block]:
    """A line each, without a word of what it says."""
    label = say(reader, ko="열기", en="Open")
    return [
        section(
            f"{plain_moment(f.answered, reader, now)} · {_stands(f, reader)}",
            accessory=button(label, f"{ids.SURVEY_OPEN}:{f.id}", f.id),
        )
        for f in listed[:most]
    ]


def _stands(f: Feedback, reader: Reader) -> str:
    if f.opened is None:
        return say(reader, ko="아직 읽지 않음", en="not read yet")
    if f.draft == "waiting":
        return say(reader, ko="어떻게 할지 고르기", en="to decide on")
    if f.draft == "kept":
        return say(reader, ko="간직함", en="kept")
    if f.loop and f.loop.state == "changed":
        return say(reader, ko="달라짐, 고객님께 알려 드리기", en="changed; tell the customer")
    return say(reader, ko="고객님이 답을 기다리심", en="the customer waits to hear")

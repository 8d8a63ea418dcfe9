"""What the team stands for, as people see it: at a glance, what was found, or one line in context.

The card of a situation is in `situation_card`, a value's own page in `value_page`.
"""

from bot.domain.around import NOTHING_AROUND, Around
from bot.domain.decision import Choose, Direct, Scored
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.requests.tickets import Asked, OnCard, beside_menu
from bot.services.handbook import Handbook
from bot.services.look_up_values import LookedUp, MetricFound, SituationsFound, ValueFound
from bot.views import ids, value_ids
from bot.views.blocks import actions, button, context, divider, header, option, section, select
from bot.views.facts import fact_blocks
from bot.views.human import human_button, human_line
from bot.views.message import Block, Message
from bot.views.situation_card import on_hand, situation_shown, to_say
from bot.views.value_page import measured_shown, value_shown
from bot.views.value_words import as_many_as_fit, label, lettered, named
from bot.views.words import say, shown, text_of


def looked_up(
    found: LookedUp,
    book: Handbook,
    reader: Reader,
    *,
    topic: str | None = None,
    around: Around = NOTHING_AROUND,
) -> Message:
    """What /values found; `topic` is what the same words are about, `around` what stands around the best of it."""
    match found:
        case ValueFound(value):
            return value_shown(value, book, reader)
        case MetricFound(measured):
            return measured_shown(measured, book, reader)
        case SituationsFound(text, Direct(best, alternatives)):
            return _card(best, alternatives, text, book, reader, topic=topic, around=around)
        case SituationsFound(text, Choose((best, *others))) if found.leads:
            return _card(best, tuple(others), text, book, reader, topic=topic, around=around)
        case SituationsFound(text, Choose(options)):
            return situations_offered(options, text, book, reader, topic=topic, around=around)
        case SituationsFound(text):
            return nothing_found(book, reader, text)


def _card(
    best: Scored,
    others: tuple[Scored, ...],
    text: str,
    book: Handbook,
    reader: Reader,
    *,
    topic: str | None,
    around: Around,
) -> Message:
    card = on_hand(OnCard(situation=best.id, topic=topic, text=text), book, around)
    if card is None:
        return nothing_found(book, reader, text)
    return situation_shown(card, book, reader, because=best, others=others)


def glance(book: Handbook, reader: Reader) -> Message:
    """The philosophy at a glance: why we are here, where to, and the values with their actions."""
    philosophy = book.philosophy
    blocks: list[Block] = [
        header(text_of(philosophy.purpose, reader)),
        section(f"_{shown(philosophy.vision, reader)}_"),
    ]
    blocks += [
        section(lettered(value, reader) + "\n" + shown(value.action, reader)) for value in philosophy.values
    ]
    if philosophy.filter_question:
        asked = say(reader, ko="결정할 때 묻는 한 가지", en="Asked of every decision")
        blocks += [divider(), section(f"*{asked}*: {shown(philosophy.filter_question, reader)}")]
    tip = say(
        reader,
        ko="상황을 적으시면 어울리는 가치와 말을 찾아 드립니다. 예: `/values 고객님이 많이 화나셨어요`",
        en="Tell me what is going on and I find the value and the words: `/values the customer is upset`",
    )
    pick = [
        button(label(value, reader), f"{ids.LOOK_AT_VALUE}:{value.id}", value.id)
        for value in philosophy.values[:12]
    ]
    last = (actions(pick), context(tip), human_line(book, reader))
    return Message(text=text_of(philosophy.purpose, reader), blocks=as_many_as_fit(blocks, *last))


def situations_offered(
    options: tuple[Scored, ...],
    text: str,
    book: Handbook,
    reader: Reader,
    *,
    topic: str | None = None,
    around: Around = NOTHING_AROUND,
) -> Message:
    """Several situations are close: each with its value and a phrase to say, its card a click away."""
    question = say(reader, ko="어느 쪽에 가까울까요?", en="Which of these is it closest to?")
    blocks: list[Block] = [*fact_blocks(around.facts, reader), section(f"*{question}*")]
    for scored in options:
        situation = book.philosophy.situations[scored.id]
        value = book.philosophy.value(situation.value)
        head = [f"*{shown(situation.title, reader)}*", *([named(value, reader)] if value else [])]
        lines = [" · ".join(head), *(to_say(line) for line in situation.say.in_(reader.language)[:1])]
        ticket = OnCard(situation=scored.id, topic=topic, text=text, language=reader.language)
        look = say(reader, ko="보기", en="Show")
        more = button(look, f"{ids.LOOK_AT_SITUATION}:{scored.id[:100]}", ticket.write())
        blocks.append(section("\n".join(lines), accessory=more))
    return Message(text=question, blocks=(*blocks, _none_of_these(text, reader)))


def _none_of_these(text: str, reader: Reader) -> Block:
    none = say(reader, ko="여기에 없어요", en="None of these")
    return actions(
        [button(none, ids.NO_SITUATION_FITS, Asked.about(text).write()), human_button(reader, text)]
    )


def nothing_found(book: Handbook, reader: Reader, text: str = "") -> Message:
    """No situation fits: the situations there are, and how to ask."""
    said = say(
        reader,
        ko="딱 맞는 상황을 찾지 못했습니다. 조금 더 적어 주시거나, 아래에서 골라 보세요.",
        en="I found no situation that fits. A few more words may help, or pick one below.",
    )
    return Message(
        text=said,
        blocks=(section(said), *every_situation(book, reader, text), actions([human_button(reader, text)])),
    )


def every_situation(book: Handbook, reader: Reader, text: str = "") -> list[Block]:
    """A menu of all situations; a short question comes back with what is chosen."""
    options = _to_pick(book, reader, language=reader.language)
    if not options:
        return []
    pick = say(reader, ko="상황을 고르세요", en="Pick a situation")
    return [
        actions([select(value_ids.PICK_SITUATION, options, placeholder=pick)], block_id=beside_menu(text))
    ]


def _to_pick(book: Handbook, reader: Reader, *, language: Language | None = None) -> list[Block]:
    """Every situation as an option of a menu; a card picked there is in that language, else in the reader's."""
    return [
        option(text_of(situation.title, reader), OnCard(situation=key, language=language).write())
        for key, situation in book.philosophy.situations.items()
    ]


def value_line(
    book: Handbook, situation_id: str | None, reader: Reader, *, topic: str | None = None, text: str = ""
) -> list[Block]:
    """The card in short, inside another answer: value, action and words to say; the rest is a click away."""
    situation = book.philosophy.situations.get(situation_id or "")
    value = book.philosophy.value(situation.value) if situation else None
    if situation is None or value is None:
        return []
    about = OnCard(situation=situation_id or "", topic=topic, text=text)
    words = [
        to_say(line) for line in situation.side(situation.side_told_of(text)).say.in_(reader.language)[:1]
    ]
    lines = [f"{named(value, reader)}: {shown(value.action, reader)}", *words]
    label_of_more = say(reader, ko="더 보기", en="More")
    more = button(label_of_more, f"{ids.LOOK_AT_SITUATION}:{about.situation[:100]}", about.write())
    return [section("\n".join(lines), accessory=more)]


def home_section(book: Handbook, reader: Reader) -> list[Block]:
    """In App Home: every situation a choice away; its card opens in a window."""
    options = _to_pick(book, reader)
    if not options:
        return []
    asked = say(reader, ko="지금 어떤 상황인가요?", en="What is going on right now?")
    told = say(
        reader,
        ko="고르시면 어울리는 가치와 드릴 말씀을 보여 드립니다.",
        en="Pick one for the words that help.",
    )
    pick = say(reader, ko="상황을 고르세요", en="Pick a situation")
    menu = select(value_ids.PICK_SITUATION, options, placeholder=pick)
    return [header(asked), section(told, accessory=menu)]


def helped(book: Handbook, reader: Reader) -> Message:
    """How to use /values."""
    lines = say(
        reader,
        ko=(
            "*/values* 우리 팀의 가치와 지금 쓸 수 있는 말을 찾아 드립니다.\n"
            "• `/values` 한눈에 보기\n"
            "• `/values H`, `/values 끝까지 듣기`, `/values :ear:` 가치 하나\n"
            "• `/values 약속한 시간에 연락을 못 드렸어요` 상황을 그대로 적어 주세요\n"
            "• `/values 오늘` 오늘의 가치와 1분 질문\n"
            "• `/values 부서 영업` 부서별 안내, `/values CES` 지표로 찾기\n"
            "• `/values 결정 무상으로 교환해 드린다` 결정을 가치에 비춰 보기\n"
            "• `/values 다듬기 곧 연락드리겠습니다` 보내기 전에 문장 다듬기\n"
            "• `/values 공지` 장애나 휴무 때 고객이 먼저 물어보실 것을 고정하기 (리드), `/values 공지 목록`\n"
            "• `/values 조용히 2시간`, `조용히 오늘`, `조용히 끄기`, `조용히 켜기` 채널에서 먼저 말 거는 일 쉬게 하기\n"
            "• `/values 나누기 잘 통했던 한마디` 모두의 문구집에 제안하기, `/values 문구집` 보기"
        ),
        en=(
            "*/values* finds what we stand for, and words you can say now.\n"
            "• `/values` everything at a glance\n"
            "• `/values H`, `/values :ear:` or a value's name\n"
            "• `/values I forgot to call the customer back` the situation in your own words\n"
            "• `/values today` the value of the day, with a question of a minute\n"
            "• `/values for sales` what they mean in a department; `/values CES` the value of a figure\n"
            "• `/values check swap it for free` a decision, held against our values\n"
            "• `/values rewrite We will call you soon` better words before you send it\n"
            "• `/values pin` leads pin what customers ask first in an outage or closure; `/values pin list` shows it\n"
            "• `/values quiet 2h`, `quiet today`, `quiet off`, `quiet on` when I may bring up values by myself\n"
            "• `/values share` words that worked, for everybody; `/values library` shows what was shared"
        ),
    )
    return Message(
        text=say(reader, ko="/values 사용법", en="How to use /values"),
        blocks=(section(lines), human_line(book, reader)),
    )

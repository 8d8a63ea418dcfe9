"""What the team stands for, as people see it: at a glance, one value, one situation, or one line in context."""

from bot.domain.matching import Choose, Direct, Scored
from bot.domain.philosophy import Situation, Value
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.look_up_values import LookedUp, SituationsFound, ValueFound
from bot.views import ids
from bot.views.blocks import actions, button, context, divider, header, section
from bot.views.human import human_button, human_line
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.words import say, shown, text_of


def looked_up(found: LookedUp, book: Handbook, reader: Reader) -> Message:
    """What /values found."""
    match found:
        case ValueFound(value):
            return value_shown(value, book, reader)
        case SituationsFound(text, Direct(best, alternatives)):
            return situation_shown(best.id, book, reader, because=best, others=alternatives, asked=text)
        case SituationsFound(text, Choose((best, *others))) if found.leads:
            return situation_shown(best.id, book, reader, because=best, others=tuple(others), asked=text)
        case SituationsFound(text, Choose(options)):
            return situations_offered(options, text, book, reader)
        case SituationsFound():
            return nothing_found(book, reader)


def glance(book: Handbook, reader: Reader) -> Message:
    """The philosophy at a glance: why we are here, where to, and the values with their actions."""
    philosophy = book.philosophy
    blocks: list[Block] = [
        header(text_of(philosophy.purpose, reader)),
        section(f"_{shown(philosophy.vision, reader)}_"),
    ]
    blocks += [
        section(_named(value, reader) + "\n" + shown(value.action, reader)) for value in philosophy.values
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
        button(_label(value, reader), f"{ids.LOOK_AT_VALUE}:{value.id}", value.id)
        for value in philosophy.values[:12]
    ]
    blocks += [actions(pick), context(tip), human_line(book, reader)]
    return Message(text=text_of(philosophy.purpose, reader), blocks=tuple(blocks))


def value_shown(value: Value, book: Handbook, reader: Reader) -> Message:
    """One value: what I do, why, an example, and the situations that bring it up."""
    lines = [_named(value, reader), f"*{shown(value.action, reader)}*"]
    mine = next((value.by_role[role] for role in reader.roles if role in value.by_role), None)
    if mine:
        lines.append(shown(mine, reader))
    if value.why:
        lines.append(say(reader, ko="이유", en="Why") + f": {shown(value.why, reader)}")
    if value.example:
        lines.append(say(reader, ko="예", en="For example") + f": {shown(value.example, reader)}")
    blocks: list[Block] = [section("\n".join(lines))]
    if value.metric:
        blocks.append(
            context(say(reader, ko="함께 보는 지표", en="What it moves") + f": {escape(value.metric)}")
        )
    related = [(key, s) for key, s in book.philosophy.situations.items() if s.value == value.id]
    if related:
        blocks.append(actions(_situation_button(key, s, reader) for key, s in related[:5]))
    return Message(
        text=f"{_plain_name(value, reader)}: {text_of(value.action, reader)}",
        blocks=(*blocks, human_line(book, reader)),
    )


def situation_shown(
    key: str,
    book: Handbook,
    reader: Reader,
    *,
    because: Scored | None = None,
    others: tuple[Scored, ...] = (),
    asked: str = "",
) -> Message:
    """The card: the value, the action, what to say and what not to; the feeling comes first."""
    situation = book.philosophy.situations[key]
    blocks = list(card(key, book, reader))
    if because and because.because:
        words = ", ".join(f"“{escape(cut(word, 60))}”" for word in because.because[:4])
        blocks.append(
            context(say(reader, ko=f"이 말을 보고 찾았습니다: {words}", en=f"matched because of {words}"))
        )
    elements = [
        _situation_button(other.id, book.philosophy.situations[other.id], reader) for other in others[:2]
    ]
    blocks.append(actions([*elements, human_button(reader, asked)]))
    return Message(text=_card_text(situation, book, reader), blocks=tuple(blocks))


def card(key: str, book: Handbook, reader: Reader) -> tuple[Block, ...]:
    """The situation's card without the buttons around it; the same in every place it comes up."""
    situation = book.philosophy.situations[key]
    value = book.philosophy.value(situation.value)
    head = [f"*{shown(situation.title, reader)}*"]
    if value:
        head += [f"{_named(value, reader)}: {shown(value.action, reader)}"]
    steps = [
        f"{number}. {shown(step, reader)}"
        for number, step in enumerate(
            (s for s in (situation.steps.feeling, situation.steps.solution, situation.steps.next) if s), 1
        )
    ]
    blocks: list[Block] = [section("\n".join([*head, *steps]))]
    words = _words(situation, reader, most=2)
    if situation.closing:
        words.append(say(reader, ko="마무리", en="To close") + f": “{shown(situation.closing, reader)}”")
    return (*blocks, section("\n".join(words))) if words else tuple(blocks)


def _words(situation: Situation, reader: Reader, *, most: int) -> list[str]:
    """Phrases to say, at most so many, and one to avoid with the better wording."""
    words = [_to_say(line) for line in situation.say.in_(reader.language)[:most]]
    for pair in situation.avoid[:1]:
        wrong, better = shown(pair.wrong, reader), shown(pair.better, reader)
        ko = f":no_entry_sign: “{wrong}” 대신 “{better}”"
        words.append(say(reader, ko=ko, en=f":no_entry_sign: not “{wrong}” but “{better}”"))
    return words


def _to_say(line: str) -> str:
    return f":speech_balloon: “{escape(line)}”"


def situations_offered(options: tuple[Scored, ...], text: str, book: Handbook, reader: Reader) -> Message:
    """Several situations are close: each with its value and a phrase to say, its card a click away."""
    question = say(reader, ko="어느 쪽에 가까울까요?", en="Which of these is it closest to?")
    blocks: list[Block] = [section(f"*{question}*")]
    for scored in options:
        situation = book.philosophy.situations[scored.id]
        value = book.philosophy.value(situation.value)
        head = [f"*{shown(situation.title, reader)}*", *([_named(value, reader)] if value else [])]
        lines = [" · ".join(head), *(_to_say(line) for line in situation.say.in_(reader.language)[:1])]
        more = button(say(reader, ko="보기", en="Show"), f"{ids.LOOK_AT_SITUATION}:{scored.id}", scored.id)
        blocks.append(section("\n".join(lines), accessory=more))
    return Message(text=question, blocks=(*blocks, actions([human_button(reader, text)])))


def nothing_found(book: Handbook, reader: Reader) -> Message:
    """No situation fits: the values are shown, and how to ask."""
    said = say(
        reader,
        ko="딱 맞는 상황을 찾지 못했습니다. 조금 더 적어 주시거나, 아래에서 골라 보세요.",
        en="I found no situation that fits. A few more words may help, or pick one below.",
    )
    related = list(book.philosophy.situations.items())
    blocks: list[Block] = [section(said)]
    blocks += [
        actions(_situation_button(key, situation, reader) for key, situation in related[at : at + 6])
        for at in range(0, min(len(related), 18), 6)
    ]
    return Message(text=said, blocks=(*blocks, actions([human_button(reader)])))


def value_line(book: Handbook, situation_id: str | None, reader: Reader) -> list[Block]:
    """The card in short, inside another answer: value, action and words to say; the rest is a click away."""
    situation = book.philosophy.situations.get(situation_id or "")
    value = book.philosophy.value(situation.value) if situation else None
    if situation is None or value is None:
        return []
    words = [_to_say(line) for line in situation.say.in_(reader.language)[:1]]
    lines = [f"{_named(value, reader)}: {shown(value.action, reader)}", *words]
    more = button(
        say(reader, ko="더 보기", en="More"), f"{ids.LOOK_AT_SITUATION}:{situation_id}", situation_id or ""
    )
    return [section("\n".join(lines), accessory=more)]


def helped(book: Handbook, reader: Reader) -> Message:
    """How to use /values."""
    lines = say(
        reader,
        ko=(
            "*/values* 우리 팀의 가치와 지금 쓸 수 있는 말을 찾아 드립니다.\n"
            "• `/values` 한눈에 보기\n"
            "• `/values H`, `/values 끝까지 듣기`, `/values :ear:` 가치 하나\n"
            "• `/values 약속한 시간에 연락을 못 드렸어요` 상황을 그대로 적어 주세요"
        ),
        en=(
            "*/values* finds what we stand for, and words you can say now.\n"
            "• `/values` everything at a glance\n"
            "• `/values H`, `/values :ear:` or a value's name\n"
            "• `/values I forgot to call the customer back` the situation in your own words"
        ),
    )
    return Message(
        text=say(reader, ko="/values 사용법", en="How to use /values"),
        blocks=(section(lines), human_line(book, reader)),
    )


def _named(value: Value, reader: Reader) -> str:
    mark = f"{value.emoji} " if value.emoji else ""
    letter = f"*{escape(value.letter)}* · " if value.letter else ""
    return f"{mark}{letter}*{shown(value.name, reader)}*"


def _plain_name(value: Value, reader: Reader) -> str:
    return text_of(value.name, reader)


def _label(value: Value, reader: Reader) -> str:
    return f"{value.emoji} {text_of(value.name, reader)}" if value.emoji else text_of(value.name, reader)


def _situation_button(key: str, situation: Situation, reader: Reader) -> Block:
    return button(text_of(situation.title, reader), f"{ids.LOOK_AT_SITUATION}:{key}", key)


def _card_text(situation: Situation, book: Handbook, reader: Reader) -> str:
    value = book.philosophy.value(situation.value)
    title = text_of(situation.title, reader)
    return f"{title}: {text_of(value.action, reader)}" if value else title

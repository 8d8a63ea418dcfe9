"""The value of the day with its question of a minute: in the team's channel, and for whoever asks."""

from datetime import datetime

from bot.domain.language import Language
from bot.domain.line_up import Drill, Pick, own_question
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.ports.line_up import LineUpHeld
from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.services.line_up import Today
from bot.views import ids
from bot.views import line_up_ids as names
from bot.views.blocks import actions, button, context, section
from bot.views.human import human_line
from bot.views.limits import escape
from bot.views.message import Block, Message
from bot.views.night import why_held
from bot.views.words import moment, say, shown, text_of


def post(pick: Pick, book: Handbook, reader: Reader, *, readers: bool) -> Message:
    """What stands in the channel. `readers`: somebody is there to be told what the value means to people."""
    value = book.philosophy.value(pick.value)
    if value is None:
        raise LookupError(f"there is no value {pick.value}")
    small = say(
        reader,
        ko=":speech_balloon: 답은 이 글의 스레드에 편하게 남겨 주세요.",
        en=":speech_balloon: Answer in the thread, in a line or two.",
    )
    blocks = [*_value_and_question(value, pick, book, reader), context(small)]
    return Message(
        text=_notification(value, reader),
        blocks=(*blocks, actions(_buttons(value, pick, book, reader, readers=readers))),
    )


def today(found: Today, book: Handbook, reader: Reader, now: datetime, *, readers: bool) -> Message:
    """The same for whoever asked, with when it goes up."""
    value = book.philosophy.value(found.pick.value)
    if value is None:
        raise LookupError(f"there is no value {found.pick.value}")
    blocks = _value_and_question(value, found.pick, book, reader)
    team = book.file.teams.get(found.team or "")
    if found.at is not None and team is not None and team.line_up is not None:
        when, where = moment(found.at, reader, now), escape(team.line_up.channel)
        blocks.append(
            context(
                say(
                    reader,
                    ko=f"{when}, {where} 채널에 올라갑니다.",
                    en=f"It goes up in {where}: {when}.",
                )
            )
        )
    blocks.append(actions(_buttons(value, found.pick, book, reader, readers=readers)))
    return Message(text=_notification(value, reader), blocks=(*blocks, human_line(book, reader)))


def question(pick: Pick, book: Handbook, reader: Reader) -> str:
    """The question of a minute, escaped for mrkdwn."""
    drill = pick.drill
    own = own_question(book.philosophy, pick.value, drill)
    if own is not None:
        return shown(own, reader)
    situation = book.philosophy.situations.get(drill.situation or "")
    if situation is not None and drill.kind == "first_words":
        title = shown(situation.title, reader)
        return say(
            reader,
            ko=f"“{title}”, 고객님께 첫마디로 무슨 말을 하시겠어요?",
            en=f"“{title}”: what are your first words to the customer?",
        )
    if situation is not None and drill.kind == "instead" and drill.number < len(situation.avoid):
        wrong = situation.avoid[drill.number].wrong
        return say(
            reader,
            ko=f"“{escape(wrong.in_(Language.KO))}” 대신 뭐라고 하시겠어요?",
            en=f"Instead of “{escape(wrong.in_(Language.EN))}”, what would you say?",
        )
    return _recalled(drill, reader)


def _recalled(drill: Drill, reader: Reader) -> str:
    if drill.number % 2:
        return say(
            reader,
            ko="오늘 만날 고객님 한 분을 떠올려 보세요. 이 가치를 무엇으로 느끼실 수 있을까요?",
            en="Think of one customer you will meet today. How could they notice this value?",
        )
    return say(
        reader,
        ko="최근 상담에서 이 가치가 필요했던 순간이 있었나요? 그때 뭐라고 하셨나요?",
        en="When did a customer last need this value from you? What did you say?",
    )


def held(what: LineUpHeld, book: Handbook, reader: Reader) -> Message:
    """To the lead: why the value of the day is not in the channel."""
    team = book.file.teams.get(what.team)
    name = shown(team.name, reader) if team else escape(what.team)
    why, channel = why_held(what.problem, reader), escape(what.channel)
    said = say(
        reader,
        ko=f"{name} 팀의 *오늘의 가치* 를 {channel} 채널에 올리지 못했습니다: {why}.",
        en=f"I could not post the *value of the day* of {name} in {channel}: {why}.",
    )
    mend = say(
        reader,
        ko="다음 근무일에 다시 올려 보겠습니다. 채널은 escalation.yaml의 line_up에서 바꿀 수 있습니다.",
        en="I try again on the next working day. The channel stands under line_up in escalation.yaml.",
    )
    return Message(
        text=said.replace("*", ""), blocks=(section(said), context(mend), human_line(book, reader))
    )


def value_name(value: Value, reader: Reader) -> str:
    """Its emoji and name, escaped for mrkdwn."""
    return f"{value.emoji} {shown(value.name, reader)}" if value.emoji else shown(value.name, reader)


def _value_and_question(value: Value, pick: Pick, book: Handbook, reader: Reader) -> list[Block]:
    day = say(reader, ko="오늘의 가치", en="Value of the day")
    asked = say(reader, ko="1분 질문", en="One minute")
    return [
        section(f"*{day}*  {value_name(value, reader)}\n{shown(value.action, reader)}"),
        section(f"*{asked}*  {question(pick, book, reader)}"),
    ]


def _buttons(value: Value, pick: Pick, book: Handbook, reader: Reader, *, readers: bool) -> list[Block]:
    situation = pick.drill.situation or ""
    if situation in book.philosophy.situations:
        label, about = say(reader, ko="이렇게 말할 수 있어요", en="Words to say"), OnCard(situation=situation)
        made = [button(label, f"{ids.LOOK_AT_SITUATION}:{situation[:100]}", about.write())]
    else:
        label = say(reader, ko="카드 보기", en="See the card")
        made = [button(label, f"{ids.LOOK_AT_VALUE}:{value.id}", value.id)]
    if readers:
        label = say(reader, ko="나에게는 어떤 의미인가요?", en="What does it mean to you?")
        made.append(button(label, names.MEANS_TO_ME, value.id))
    return made


def _notification(value: Value, reader: Reader) -> str:
    day = say(reader, ko="오늘의 가치", en="Value of the day")
    return f"{day}: {text_of(value.name, reader)}. {text_of(value.action, reader)}"

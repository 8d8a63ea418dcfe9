"""`/values check` as its asker reads it: one question at a time, and what the answers come to."""

from bot.domain.filtering import Asking, ChangeIt, DoIt, Question, Step
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.requests.tickets import Disputed, Weighed
from bot.services.handbook import Handbook
from bot.views import wording_ids as ids
from bot.views.blocks import actions, button, context, section
from bot.views.disagreeing import disagree_button
from bot.views.human import human_button, human_line
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.words import say, shown


def how_to_check(book: Handbook, reader: Reader) -> Message:
    """The command without a decision: what it does, with an example."""
    said = say(
        reader,
        ko="*/values check* 망설여지는 결정을 우리 가치에 비춰 봅니다. 예, 아니요로 답하시면 됩니다.\n"
        "예: `/values check 보증 기간이 이틀 지난 단말기를 무상으로 교환해 드린다`\n"
        "답은 나만 보고, 어디에도 남지 않습니다.",
        en="*/values check* holds a decision against our values; you answer yes or no.\n"
        "For example: `/values check swap a terminal for free two days after its warranty ended`\n"
        "Only you see the answers, and nothing of them is kept.",
    )
    return Message(
        text=say(reader, ko="결정을 가치에 비춰 보기", en="Hold a decision against our values"),
        blocks=(section(said), human_line(book, reader)),
    )


def step(weighed: Weighed, at: Step, book: Handbook, reader: Reader, lives: Value | None) -> Message:
    """The next question, or what the answers come to."""
    match at:
        case Asking():
            return _asked(weighed, at, book, reader)
        case DoIt():
            return _do_it(weighed, lives, book, reader)
        case ChangeIt(against):
            return _change_it(weighed, against, book, reader)


def _asked(weighed: Weighed, at: Asking, book: Handbook, reader: Reader) -> Message:
    """The decision as it was typed, one question, yes and no."""
    how_many = say(reader, ko=f"{at.of}가지 중 {at.number}번째", en=f"{at.number} of {at.of}")
    here = weighed.model_copy(update={"at": at.question.key}).write()
    buttons = [
        button(say(reader, ko="예", en="Yes"), ids.CHECK_YES, here, style="primary"),
        button(say(reader, ko="아니요", en="No"), ids.CHECK_NO, here),
        disagree_button(Disputed.about(weighed.decision), reader),
        human_button(reader, weighed.decision),
    ]
    asked = _question(at.question, reader)
    private = say(
        reader,
        ko="나만 볼 수 있고, 답은 저장하지 않습니다.",
        en="Only you see this; your answers are not kept.",
    )
    return Message(
        text=asked,
        blocks=(
            section(_decision(weighed, reader)),
            section(f"*{asked}*"),
            actions(buttons),
            context(f"{how_many} · {private}"),
            human_line(book, reader),
        ),
    )


def refused(weighed: Weighed, question: Question, book: Handbook, reader: Reader) -> Message:
    """One no: find out why, and change it. Which value speaks against it, and a better direction."""
    title = say(
        reader,
        ko="아직은 아니네요. 이유를 찾아 결정을 바꿔 봅시다.",
        en="Not yet. Find out why, and change the decision.",
    )
    on = weighed.model_copy(update={"at": question.key}).write()
    go_on = button(say(reader, ko="다음 질문 보기", en="Next question"), ids.CHECK_GO_ON, on)
    buttons = [go_on, _again(weighed, reader), *_ways_out(weighed, reader)]
    return Message(
        text=title,
        blocks=(
            section(f"*{title}*"),
            section(_decision(weighed, reader)),
            section(_against(question, book, reader)),
            actions(buttons),
            human_line(book, reader),
        ),
    )


def _do_it(weighed: Weighed, lives: Value | None, book: Handbook, reader: Reader) -> Message:
    title = say(reader, ko="모두 예입니다. 그렇게 하세요.", en="Yes to all of it. Do it.")
    blocks: list[Block] = [section(f":white_check_mark: *{title}*"), section(_decision(weighed, reader))]
    if lives:
        what = say(reader, ko="이 결정으로 지키는 가치", en="The value it lives")
        blocks.append(section(f"{what}: {_named(lives, reader)}\n{shown(lives.action, reader)}"))
    buttons = _ways_out(weighed, reader)
    return Message(text=title, blocks=(*blocks, actions(buttons), human_line(book, reader)))


def _change_it(weighed: Weighed, against: tuple[Question, ...], book: Handbook, reader: Reader) -> Message:
    """All the answers are in, and some were no: what speaks against it, together."""
    title = say(
        reader,
        ko="아직은 아니네요. 아래 답이 ‘예’가 되도록 결정을 바꿔 보세요.",
        en="Not yet. Change it until these become a yes.",
    )
    buttons = [_again(weighed, reader), *_ways_out(weighed, reader)]
    return Message(
        text=title,
        blocks=(
            section(f"*{title}*"),
            section(_decision(weighed, reader)),
            *(section(_against(question, book, reader)) for question in against[:10]),
            actions(buttons),
            human_line(book, reader),
        ),
    )


def _question(question: Question, reader: Reader) -> str:
    """The question as it is asked; a value's action becomes one."""
    text = shown(question.text, reader)
    if question.value is None:
        return text
    return say(
        reader,
        ko=f"이렇게 해도 이 말을 지킬 수 있나요? “{text}”",
        en=f"Doing this, can you still say: “{text}”",
    )


def _against(question: Question, book: Handbook, reader: Reader) -> str:
    """What a no tells, and where to go from it."""
    value = question.value
    if value is None:
        why = say(
            reader,
            ko="무엇이 바뀌면 ‘예’가 될까요? 다음 질문들이 어느 가치와 부딪히는지 알려 줍니다.",
            en="What would have to change for a yes? The next questions tell which value it touches.",
        )
        return f":thinking_face: {shown(question.text, reader)}\n{why}"
    lines = [say(reader, ko="부딪히는 가치", en="What speaks against it") + f": {_named(value, reader)}"]
    if value.why:
        lines.append(say(reader, ko="이유", en="Why") + f": {shown(value.why, reader)}")
    lines.append(say(reader, ko="더 나은 방향", en="A better direction") + f": {shown(value.action, reader)}")
    situation = next((s for s in book.philosophy.situations.values() if s.value == value.id), None)
    if situation and situation.steps.solution:
        lines.append(
            say(reader, ko="예를 들면", en="For example") + f": {shown(situation.steps.solution, reader)}"
        )
    return "\n".join(lines)


def _again(weighed: Weighed, reader: Reader) -> Block:
    return button(
        say(reader, ko="바꿔서 처음부터", en="Ask again from the start"), ids.CHECK_ASK, _fresh(weighed)
    )


def _ways_out(weighed: Weighed, reader: Reader) -> list[Block]:
    """To those who keep the values, and to a person."""
    return [
        disagree_button(Disputed.about(weighed.decision), reader),
        human_button(reader, weighed.decision),
    ]


def _decision(weighed: Weighed, reader: Reader) -> str:
    what = say(reader, ko="결정", en="The decision")
    return f"{what}: “{escape(cut(weighed.decision, 1500))}”"


def _named(value: Value, reader: Reader) -> str:
    mark = f"{value.emoji} " if value.emoji else ""
    return f"{mark}*{shown(value.name, reader)}*"


def _fresh(weighed: Weighed) -> str:
    return Weighed.about(weighed.decision).write()

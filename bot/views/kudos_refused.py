"""Why thanks were not kept: kindly, exactly, and with the words again, so that nothing typed is lost."""

from collections.abc import Sequence

from bot.domain.reader import Reader
from bot.requests.feedback import NobodyNamed
from bot.services.give_kudos import (
    CannotGive,
    DayIsFull,
    NobodyToThank,
    NoNights,
    TooManyThanked,
    Unfit,
    WrongLength,
)
from bot.services.handbook import Handbook
from bot.services.standing import LeftOut, Reason
from bot.views import feedback_ids as ids
from bot.views.blocks import actions, button, section
from bot.views.human import human_line
from bot.views.limits import escape, unescape
from bot.views.message import Message
from bot.views.thanks import quoted, with_names
from bot.views.words import party, say


def refused(outcome: DayIsFull | CannotGive | Unfit, book: Handbook, reader: Reader) -> Message:
    """Why it was not stored, what to do, and the words again, so that nothing typed is lost."""
    said = _why_not(outcome, reader)
    text = getattr(outcome, "text", "")
    again = say(reader, ko="쓰신 글입니다:", en="What you wrote:")
    blocks = [section(said)]
    if text:
        blocks.append(section(f"{again}\n{quoted(with_names(text, (), reader))}"))
    return Message(text=said, blocks=(*blocks, human_line(book, reader)))


def reason(outcome: DayIsFull | CannotGive | Unfit, reader: Reader) -> str:
    """The same as one plain sentence under a field of the form."""
    return unescape(_why_not(outcome, reader))


def _why_not(outcome: DayIsFull | CannotGive | Unfit, reader: Reader) -> str:
    match outcome:
        case DayIsFull(cap):
            return say(
                reader,
                ko=f"오늘은 {cap}번을 모두 쓰셨습니다. 내일 다시 남겨 주시거나, 지금 직접 말씀해 주세요.",
                en=f"You have given {cap} times today, which is all a day holds. Tomorrow again, or tell them now.",
            )
        case CannotGive(who):
            return left(who, reader)
        case NobodyToThank(left_out):
            return "\n".join(left(entry, reader) for entry in left_out) or say(
                reader, ko="고마움을 받을 분을 골라 주세요.", en="Please choose whom to thank."
            )
        case TooManyThanked(count, most):
            return say(
                reader,
                ko=f"{count}명을 고르셨는데, 한 번에 {most}명까지 고마움을 전할 수 있습니다. 나누어 남겨 주세요.",
                en=f"That is {count} people; one kudos holds {most}. Please split it.",
            )
        case WrongLength(length, least, most) if length < least:
            return say(
                reader,
                ko=f"무엇이 고마웠는지 조금만 더 적어 주세요. 지금 {length}자이고, {least}자부터 {most}자까지 쓸 수 있습니다.",
                en=f"Please say a little more about what for: {length} characters so far, {least} to {most} fit.",
            )
        case WrongLength(length, least, most):
            return say(
                reader,
                ko=f"조금 줄여 주세요. 지금 {length}자이고, {least}자부터 {most}자까지 쓸 수 있습니다.",
                en=f"Please shorten it a little: {length} characters, {least} to {most} fit.",
            )
        case NoNights():
            return say(
                reader,
                ko="아직 고마움을 올리는 시간이 정해진 팀이 없습니다. escalation.yaml 관리자에게 알려 주세요.",
                en="No team has a night yet to post thanks. Please tell the keeper of escalation.yaml.",
            )


_LEFT: dict[Reason, tuple[str, str]] = {
    "yourself": (
        "스스로에게는 남길 수 없습니다. 오늘 잘하신 일은 동료가 알아볼 거예요.",
        "One cannot thank oneself here. Your colleagues will notice what you did.",
    ),
    "bot": ("{ko}은 봇이라 받을 수 없습니다.", "{en} is a bot, and needs no thanks."),
    "guest": (
        "{ko}은 게스트라서 여기서는 주고받을 수 없습니다. 직접 말씀해 주시면 기뻐하실 거예요.",
        "{en} is a guest here and neither gives nor gets kudos. A direct word will please them.",
    ),
    "stranger": (
        "{ko}은 다른 회사에서 오신 분이라 여기서는 주고받을 수 없습니다. 직접 말씀해 주세요.",
        "{en} is from another company and neither gives nor gets kudos here. A direct word will do.",
    ),
    "left": (
        "{ko}은 이 워크스페이스를 떠나셔서 전할 수 없습니다.",
        "{en} has left this workspace and cannot be reached.",
    ),
    "no_team": (
        "{ko}은 아직 어느 팀에도 등록되어 있지 않습니다. escalation.yaml 관리자에게 추가를 부탁해 주세요.",
        "{en} is on no team yet. The keeper of escalation.yaml can add them.",
    ),
    "unsure": (
        "지금 Slack이 답하지 않아 누구인지 확인하지 못했습니다. 1분쯤 뒤에 다시 시도해 주세요.",
        "Slack does not answer right now, so I could not look them up. Please try again in a minute.",
    ),
    "unknown": ("Slack에서 {ko}을 찾을 수 없습니다.", "Slack does not know {en}."),
}


def left(entry: LeftOut, reader: Reader) -> str:
    """Why somebody is not among the givers or receivers, kindly and exactly."""
    ko, en = _LEFT[entry.reason]
    name = party(entry.who, reader)
    return say(reader, ko=ko.replace("{ko}", name), en=en.replace("{en}", name))


def nobody_named(problem: NobodyNamed, meant: Sequence[str], book: Handbook, reader: Reader) -> Message:
    """There is text but nobody: how to name people. `meant` are names of the file the typed ones may mean."""
    typed = ", ".join(f"@{escape(name)}" for name in problem.names[:5])
    if typed:
        said = say(
            reader,
            ko=f"{typed} 이(가) 누구인지 Slack이 알려 주지 않았습니다. @ 를 누르고 목록에서 골라 주세요.",
            en=f"Slack did not tell me who {typed} is. Please type @ and choose from its list.",
        )
    else:
        said = say(
            reader,
            ko="누구에게 고마운지 @이름으로 골라 주세요. 예: `/kudos @동료 무엇이 고마웠는지`",
            en="Please name whom to thank with @name, for example `/kudos @colleague what for`.",
        )
    blocks = [section(said)]
    if meant:
        guess = ", ".join(meant)
        blocks.append(section(say(reader, ko=f"혹시 {guess} 인가요?", en=f"Did you mean {guess}?")))
    again = say(reader, ko="쓰신 글입니다:", en="What you wrote:")
    blocks += [
        section(f"{again}\n{quoted(with_names(problem.text, (), reader))}"),
        actions([button(say(reader, ko="목록에서 고르기", en="Choose in a form"), ids.KUDOS_NEW)]),
        human_line(book, reader),
    ]
    return Message(text=said, blocks=tuple(blocks))

"""Why thanks were not kept: kindly, exactly, and with the words again, so that nothing typed is lost."""

from collections.abc import Mapping, Sequence

from bot.domain.reader import Reader
from bot.requests.kudos import NobodyNamed
from bot.requests.tickets import Begun
from bot.services.draft_kudos import NobodyToThank, NoNights, TooManyThanked, Unfit, ValueMissing, WrongLength
from bot.services.give_kudos import CannotGive, DayIsFull
from bot.services.handbook import Handbook
from bot.services.standing import LeftOut, Reason
from bot.views import kudos_ids as ids
from bot.views.blocks import actions, button, section
from bot.views.human import human_line, with_human
from bot.views.limits import TEXT, cut, escape, unescape
from bot.views.message import Block, Message
from bot.views.thanks import plainly, quoted, with_names
from bot.views.words import party, say


def refused(
    outcome: DayIsFull | CannotGive | Unfit, book: Handbook, reader: Reader, *, to: Sequence[str] = ()
) -> Message:
    """Why it was not stored, what to do, and the words again, so that nothing typed is lost; `to` were named."""
    said = _why_not(outcome, reader)
    text = getattr(outcome, "text", "")
    again = say(reader, ko="쓰신 글입니다:", en="What you wrote:")
    blocks = [section(said)]
    if text:
        blocks.append(section(f"{again}\n{quoted(with_names(text, (), reader))}"))
    if isinstance(outcome, WrongLength | TooManyThanked | NobodyToThank | ValueMissing):
        blocks.append(actions([_in_a_form(text, to, reader)]))
    return Message(text=cut(said, TEXT), blocks=(*blocks, human_line(book, reader)))


def unsure(book: Handbook, reader: Reader) -> Message:
    """Slack did not answer as an emoji was to thank somebody."""
    said = say(
        reader,
        ko="지금 Slack이 답하지 않아 이모지를 감사 인사로 남기지 못했습니다. 잠시 뒤에 지웠다가 다시 달아 주세요.",
        en="Slack does not answer right now, so your emoji was not kept as thanks. "
        "Please take it off and put it on again in a moment.",
    )
    return with_human(said, book, reader)


def _in_a_form(text: str, to: Sequence[str], reader: Reader) -> Block:
    """Opens the form with people and words already in it, as long as a button can carry them."""
    label = say(reader, ko="양식에서 고쳐 쓰기", en="Change it in a form")
    return button(label, ids.KUDOS_NEW, Begun.begun(plainly(text, (), reader), to).write())


def reason(outcome: DayIsFull | CannotGive | Unfit, reader: Reader) -> str:
    """The same as one plain sentence under a field of the form."""
    return unescape(_why_not(outcome, reader))


def _why_not(outcome: DayIsFull | CannotGive | Unfit, reader: Reader) -> str:
    match outcome:
        case DayIsFull(cap):
            return say(
                reader,
                ko=f"하루에 {cap}번까지 남길 수 있는데, 오늘은 모두 남기셨습니다. 내일 다시 남기시거나 직접 말씀해 주세요.",
                en=f"You have given {cap} times today, which is all a day holds. Come back tomorrow, or tell them now.",
            )
        case CannotGive(who):
            return yourself(who, _CANNOT_GIVE, reader)
        case NobodyToThank():
            return _nobody(outcome, reader)
        case TooManyThanked(count, most):
            return say(
                reader,
                ko=f"{count}명을 고르셨는데, 한 번에 {most}명까지 전할 수 있습니다. 나누어 남겨 주세요.",
                en=f"That is {count} people; one kudos holds {most}. Please split it.",
            )
        case WrongLength():
            return _length(outcome, reader)
        case ValueMissing():
            return say(
                reader,
                ko="어떤 가치를 보여 준 일이었는지 양식에서 골라 주세요. 우리 팀의 감사 인사에는 가치가 하나씩 붙습니다.",
                en="Please choose in the form which value it showed; in this team every thanks names one.",
            )
        case NoNights():
            return say(
                reader,
                ko="아직 감사 인사를 올리는 시간이 정해진 팀이 없습니다. escalation.yaml 관리자에게 알려 주세요.",
                en="No team has a night yet to post thanks. Please tell the keeper of escalation.yaml.",
            )


def _nobody(outcome: NobodyToThank, reader: Reader) -> str:
    if outcome.group and not outcome.left_out:
        return say(
            reader,
            ko="그 그룹에서 다른 분을 찾지 못했습니다. 고마운 분들을 한 분씩 골라 주세요.",
            en="I find nobody else in that group. Please name the people themselves.",
        )
    return "\n".join(left(entry, reader) for entry in outcome.left_out) or say(
        reader, ko="고마운 분을 골라 주세요.", en="Please choose whom to thank."
    )


def _length(outcome: WrongLength, reader: Reader) -> str:
    length, least, most = outcome.length, outcome.least, outcome.most
    if length <= most:
        return say(
            reader,
            ko=f"무엇이 고마웠는지 조금만 더 적어 주세요. 한 줄, 한글로 {-(-least // 2)}자쯤이면 충분합니다.",
            en=f"Please say a little more about what for: {length} characters so far, {least} to {most} fit.",
        )
    return say(
        reader,
        ko=f"조금 줄여 주세요. 지금 {length}자이고, {most}자까지 쓸 수 있습니다.",
        en=f"Please shorten it a little: {length} characters, {least} to {most} fit.",
    )


Sayings = Mapping[Reason, tuple[str, str]]
"""A sentence for a reason, in Korean and in English."""

_LEFT: Sayings = {
    "yourself": (
        "스스로에게는 남길 수 없습니다. 오늘 잘하신 일은 동료가 알아볼 거예요.",
        "Thanks to yourself cannot be sent. Your colleagues will notice what you did.",
    ),
    "bot": ("{ko}은 봇이라 받을 수 없습니다.", "{en} is a bot, and needs no thanks."),
    "guest": (
        "{ko}은 게스트라서 여기서는 받을 수 없습니다. 직접 말씀해 주시면 기뻐하실 거예요.",
        "{en} is a guest here, and kudos do not reach guests. A direct word will please them.",
    ),
    "stranger": (
        "{ko}은 다른 회사 분이라 여기서는 받을 수 없습니다. 직접 말씀해 주세요.",
        "{en} is from another company, where kudos do not reach. A direct word will please them.",
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


_CANNOT_GIVE: Sayings = {
    "guest": (
        "게스트 계정으로는 감사 인사를 남길 수 없습니다. 직접 말씀해 주시면 기뻐하실 거예요.",
        "Your account is a guest here, and guests give no kudos. A direct word will please them.",
    ),
    "stranger": (
        "다른 회사 계정으로는 감사 인사를 남길 수 없습니다. 직접 말씀해 주시면 기뻐하실 거예요.",
        "You are here from another company, and cannot give kudos. A direct word will please them.",
    ),
}


def yourself(entry: LeftOut, sayings: Sayings, reader: Reader) -> str:
    """Why the person who reads this cannot take part, said to them."""
    if entry.reason not in sayings:
        return left(entry, reader)
    ko, en = sayings[entry.reason]
    return say(reader, ko=ko, en=en)


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
            ko=f"누구인지 찾지 못했습니다: {typed}. @를 입력하면 나오는 목록에서 골라 주세요.",
            en=f"I could not find out who {typed} is. Please type @ and choose from the list.",
        )
    else:
        said = say(
            reader,
            ko="고마운 분을 @이름으로 골라 주세요. 예: `/kudos @동료 무엇이 고마웠는지`",
            en="Please name whom to thank with @name, for example `/kudos @colleague what for`.",
        )
    blocks = [section(said)]
    if meant:
        guess = ", ".join(meant)
        blocks.append(section(say(reader, ko=f"혹시 이분인가요? {guess}", en=f"Did you mean {guess}?")))
    again = say(reader, ko="쓰신 글입니다:", en="What you wrote:")
    blocks += [
        section(f"{again}\n{quoted(with_names(problem.text, (), reader))}"),
        actions([_in_a_form(problem.text, (), reader)]),
        human_line(book, reader),
    ]
    return Message(text=said, blocks=tuple(blocks))

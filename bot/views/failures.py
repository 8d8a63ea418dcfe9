"""What people read when something is wrong: what happened, what to do, and a person to ask. Never a trace."""

from bot.domain.escalation import Escalation
from bot.domain.language import Language
from bot.domain.outcome import Kept
from bot.domain.reader import Reader
from bot.errors import UserError
from bot.services.handbook import Handbook
from bot.views.blocks import section
from bot.views.human import human_line, with_human
from bot.views.limits import escape
from bot.views.message import Message
from bot.views.words import party, say, shown


def user_error(error: UserError, book: Handbook, reader: Reader) -> Message:
    """A sentence of ours, and the way to a human."""
    said = escape(error.ko if reader.language is Language.KO else error.en)
    return with_human(said, book, reader)


def broken(reference: str, book: Handbook, reader: Reader) -> Message:
    """Something of ours broke; the reference finds it in the log."""
    said = say(
        reader,
        ko=f"저희 쪽에서 문제가 생겼습니다. 잠시 후 다시 시도해 주세요. 문의하실 때 이 번호를 알려 주세요: `{reference}`",
        en=f"Something broke on our side. Please try again in a moment. If you ask about it, this helps: `{reference}`",
    )
    return with_human(said, book, reader)


def store_away(book: Handbook, reader: Reader) -> Message:
    """The store does not answer. Perhaps only its reply was lost, so whether it was done is not known yet."""
    said = say(
        reader,
        ko="지금은 저장소가 응답하지 않습니다. 1분쯤 뒤에 다시 눌러 주세요. 두 번 누르셔도 한 번만 처리됩니다.",
        en="The store does not answer right now. Please press again in a minute; pressing twice still counts once.",
    )
    return with_human(said, book, reader)


def too_slow(book: Handbook, reader: Reader) -> Message:
    """The store or Slack took longer than Slack waits for us; whether it was done is not known yet."""
    said = say(
        reader,
        ko="응답이 늦어지고 있습니다. 잠시 뒤에 다시 눌러 주세요. 두 번 누르셔도 한 번만 처리됩니다.",
        en="This is taking too long. Please press again in a moment; pressing twice still counts once.",
    )
    return with_human(said, book, reader)


def no_window(book: Handbook, reader: Reader) -> Message:
    """Slack opens windows for three seconds after a press; this one came too late, or Slack was busy."""
    said = say(
        reader,
        ko="창을 제때 열지 못했습니다. 다시 한번 시도해 주세요. 바뀐 것은 없습니다.",
        en="The window did not open in time, and nothing was changed. Please try once more.",
    )
    return with_human(said, book, reader)


def expired(book: Handbook, reader: Reader) -> Message:
    """A button or form of an older version, or one that was tampered with."""
    said = say(
        reader,
        ko="이 버튼은 더 이상 쓸 수 없습니다. `/escalate` 로 다시 시작해 주세요.",
        en="This button no longer works. Please start again with `/escalate`.",
    )
    return with_human(said, book, reader)


def unknown_command(command: str, book: Handbook, reader: Reader) -> Message:
    """A command Slack sends us that we do not know: say which there are."""
    name = escape(command)
    said = say(
        reader,
        ko=f"제가 모르는 명령입니다: {name}. `/escalate`, `/values`, `/kudos`, `/correct` 가운데 골라 주세요.",
        en=f"I do not know {name}. I know `/escalate`, `/values`, `/kudos` and `/correct`.",
    )
    return with_human(said, book, reader)


def guest(book: Handbook, reader: Reader) -> Message:
    """Guests and people of other companies are answered kindly, and by a person."""
    said = say(
        reader,
        ko="이 기능은 이 워크스페이스의 구성원을 위한 것입니다. 함께 일하는 담당자에게 말씀해 주시면 대신 진행해 드립니다.",
        en="This is for the members of this workspace. Please tell the colleague you work with; they can do it for you.",
    )
    return with_human(said, book, reader)


_KEPT: dict[Kept, tuple[str, str]] = {
    Kept.YOURS_ALREADY: ("이미 맡고 계신 건입니다.", "You have it already."),
    Kept.TAKEN: ("{owner}이 이미 맡았습니다.", "{owner} already has it."),
    Kept.DONE_ALREADY: ("이미 처리되어 있습니다.", "That is done already."),
    Kept.NOBODY_THERE: (
        "그쪽에는 지금 받을 수 있는 분이 없습니다. 다른 분을 골라 주세요.",
        "Nobody is there to take it right now. Please choose somebody else.",
    ),
    Kept.NOT_LISTED: (
        "escalation.yaml 에 등록된 분만 맡거나 넘길 수 있습니다. 파일 관리자에게 등록을 요청해 주세요.",
        "Only people in escalation.yaml can take it or hand it on. The file's keeper can add you.",
    ),
    Kept.NOT_ASKED: (
        "지금 따로 요청받으신 건이 아니니 그대로 두셔도 괜찮습니다.",
        "You are not being asked by name right now, so there is nothing to decline.",
    ),
    Kept.NOBODY_HAS_IT: (
        "지금은 맡은 분이 없고, 맡아 주실 분을 찾고 있습니다.",
        "Nobody has it at the moment; somebody is being looked for.",
    ),
    Kept.OWN_CASE: (
        "직접 넘기신 건입니다. 덧붙일 내용은 메모로 남겨 주세요.",
        "You handed this one over yourself. What there is to add can be a note.",
    ),
    Kept.NOT_YOUR_QUESTION: (
        "{asker}께 여쭤본 내용입니다. 알고 계신 것은 메모로 남겨 주세요.",
        "That question is for {asker}. What you know can be a note.",
    ),
    Kept.QUESTIONS_OPEN: (
        "아직 답을 기다리는 질문이 여럿 있습니다. 답이 오면 다시 여쭤봐 주세요.",
        "Several questions wait for their answer already. Please ask again once they have it.",
    ),
    Kept.TEAM_THERE: (
        "지금은 담당 팀의 근무 시간이라 바로 요청하고 있습니다.",
        "The team is there right now, so it is being asked already.",
    ),
    Kept.NO_NEXT_SHIFT: (
        "담당 팀의 다음 근무 시간을 찾을 수 없어 그대로 요청합니다.",
        "No next shift of that team can be found, so it goes on being asked.",
    ),
    Kept.NOT_YOURS_TO_REOPEN: (
        "다시 여는 것은 이 건을 넘긴 {asker}, 맡았던 분, 마무리한 분, 팀 리드만 하실 수 있습니다.",
        "Reopening is for {asker}, who handed it over, whoever had or closed it, and the team's lead.",
    ),
}


def kept(why: Kept, e: Escalation, reader: Reader) -> str:
    """Why an escalation stays as it is, as a sentence for whoever pressed."""
    owner = party(e.owner, reader) if e.owner else ""
    closer = party(e.closed_by, reader) if e.closed_by else ""
    asker = party(e.requester, reader)
    match why:
        case Kept.CLOSED:
            by_ko, by_en = (f" ({closer})", f" (by {closer})") if closer else ("", "")
            return say(reader, ko=f"이미 마무리된 건입니다{by_ko}.", en=f"It is closed already{by_en}.")
        case Kept.NOT_YOURS if e.owner:
            return say(
                reader,
                ko=f"지금 {owner}이 맡고 계신 건입니다. 필요하시면 {owner}께 말씀해 주세요.",
                en=f"{owner} has it now, so that is theirs to do. A word to {owner} helps.",
            )
        case Kept.NOT_YOURS:
            return say(
                reader,
                ko=f"이 건을 넘긴 {asker}, 맡은 분, 팀 리드만 하실 수 있습니다.",
                en=f"That is for {asker}, who handed it over, its owner or the team's lead.",
            )
        case _:
            ko, en = (words.format(owner=owner, asker=asker) for words in _KEPT[why])
            return say(reader, ko=ko, en=en)


def refusal(why: Kept, e: Escalation, book: Handbook, reader: Reader) -> Message:
    """The same as a message."""
    said = kept(why, e, reader)
    about = section(f"`{e.id}` *{shown(e.title, reader)}*\n{said}")
    return Message(text=said, blocks=(about, human_line(book, reader)))

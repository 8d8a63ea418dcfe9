"""What people read when something is wrong: what happened, what to do, and a person to ask. Never a trace."""

from bot.domain.carrying import Kept
from bot.domain.escalation import Escalation
from bot.domain.language import Language
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
    """The store does not answer: nothing was changed, and nothing is lost."""
    said = say(
        reader,
        ko="지금은 저장소에 연결되지 않아 아무것도 바꾸지 않았습니다. 1분쯤 뒤에 다시 시도해 주세요.",
        en="The store does not answer right now, so nothing was changed. Please try again in a minute.",
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
        ko=f"{name} 는 제가 아는 명령이 아닙니다. `/escalate`, `/values`, `/kudos`, `/correct` 를 써 주세요.",
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


def kept(why: Kept, e: Escalation, reader: Reader) -> str:
    """Why an escalation stays as it is, as a sentence for whoever pressed."""
    owner = party(e.owner, reader) if e.owner else ""
    closer = party(e.closed_by, reader) if e.closed_by else ""
    match why:
        case Kept.YOURS_ALREADY:
            return say(reader, ko="이미 맡고 계신 건입니다.", en="You have it already.")
        case Kept.TAKEN:
            return say(reader, ko=f"{owner}이 이미 맡았습니다.", en=f"{owner} already has it.")
        case Kept.CLOSED:
            by_ko, by_en = (f" ({closer})", f" (by {closer})") if closer else ("", "")
            return say(reader, ko=f"이미 마무리된 건입니다{by_ko}.", en=f"It is closed already{by_en}.")
        case Kept.DONE_ALREADY:
            return say(reader, ko="이미 처리되어 있습니다.", en="That is done already.")
        case Kept.NOT_YOURS if e.owner:
            return say(
                reader,
                ko=f"지금 {owner}이 맡고 계신 건입니다. 필요하시면 {owner}께 말씀해 주세요.",
                en=f"{owner} has it now, so that is theirs to do. A word to {owner} helps.",
            )
        case Kept.NOT_YOURS:
            asker = party(e.requester, reader)
            return say(
                reader,
                ko=f"이 건을 넘긴 {asker}, 맡은 분, 팀 리드만 하실 수 있습니다.",
                en=f"That is for {asker}, who handed it over, its owner or the team's lead.",
            )
        case Kept.NOBODY_THERE:
            return say(
                reader,
                ko="그쪽에는 지금 받을 수 있는 분이 없습니다. 다른 분을 골라 주세요.",
                en="Nobody is there to take it right now. Please choose somebody else.",
            )
        case Kept.NOT_LISTED:
            return say(
                reader,
                ko="escalation.yaml 에 등록된 분만 맡거나 넘길 수 있습니다. 파일 관리자에게 등록을 요청해 주세요.",
                en="Only people in escalation.yaml can take it or hand it on. The file's keeper can add you.",
            )


def refusal(why: Kept, e: Escalation, book: Handbook, reader: Reader) -> Message:
    """The same as a message."""
    said = kept(why, e, reader)
    about = section(f"`{e.id}` *{shown(e.title, reader)}*\n{said}")
    return Message(text=said, blocks=(about, human_line(book, reader)))

"""After the night, as people read it: what I gave and was brought, withdrawing it, and word of what Slack refuses."""

from collections.abc import Sequence

from bot.domain.kudos import Kudos
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.ports.published import POSTED_APART, TEAM_GONE, PostStands
from bot.services.change_kudos import NotYours, TakenBack
from bot.services.handbook import Handbook
from bot.services.published import Withdrawn, WithdrawOutcome
from bot.views import published_ids as ids
from bot.views.blocks import View, actions, button, confirm, context, modal, section
from bot.views.human import human_line, with_human
from bot.views.ids import READ_ONLY
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.night_post import dates
from bot.views.thanks import names, quoted, with_names
from bot.views.words import party, say, shown

_SHOWN = 10
_EXCERPT = 200
"""Characters of each that the list shows."""


def list_button(reader: Reader) -> Block:
    """Opens what I gave and a night has brought; a row of its own."""
    label = say(reader, ko="이미 전해진 감사 인사", en="What went out")
    return actions([button(label, ids.PUBLISHED_LIST)])


def withdraw_button(kudos: Kudos, reader: Reader) -> Block:
    """Withdraws one's own published thanks, after one confirmation."""
    return button(
        say(reader, ko="거두기", en="Withdraw"),
        ids.PUBLISHED_WITHDRAW,
        kudos.id,
        confirm=confirm(
            say(reader, ko="이 감사 인사를 거둘까요?", en="Withdraw these thanks?"),
            say(
                reader,
                ko="올라간 글에서 지워집니다. 이미 읽은 분도 있을 수 있고, 되돌릴 수 없습니다.",
                en="They leave the post. Somebody may have read them already, and there is no way back.",
            ),
            say(reader, ko="거두기", en="Withdraw"),
            say(reader, ko="그대로 두기", en="Keep"),
        ),
    )


def window(given: Sequence[Kudos], book: Handbook, reader: Reader, *, first: str = "") -> View:
    """The last few that went out, each with its button. `first` is what became of the one that was pressed."""
    blocks: list[Block] = [section(first)] if first else []
    if given:
        said = say(
            reader,
            ko="최근에 전해진 내 감사 인사입니다. 이 창은 나에게만 보입니다.",
            en="Thanks of yours that went out lately. Only you see this window.",
        )
    else:
        said = say(reader, ko="최근에 전해진 감사 인사가 없습니다.", en="Nothing of yours went out lately.")
    blocks.append(section(said))
    for kudos in given[:_SHOWN]:
        blocks += [section(_entry(kudos, reader)), actions([withdraw_button(kudos, reader)])]
    if len(given) > _SHOWN:
        more = say(
            reader,
            ko="더 오래된 것은 `/kudos mine` 에 있습니다.",
            en="`/kudos mine` has the older ones.",
        )
        blocks.append(context(more))
    blocks.append(human_line(book, reader))
    title = say(reader, ko="전해진 감사 인사", en="What went out")
    return modal(READ_ONLY, title, blocks, close=say(reader, ko="닫기", en="Close"))


def _entry(kudos: Kudos, reader: Reader) -> str:
    language = Language.KO if reader.language is Language.KO else Language.EN
    mark = "+1 · " if kudos.joins else ""
    words = quoted(cut(with_names(kudos.text, kudos.mentioned, reader), _EXCERPT))
    who = party(kudos.giver, reader) if kudos.source == "customer" else names(kudos.people, reader)
    return f"*{who}* · {mark}{dates([kudos.day], language)}\n{words}"


def outcome_line(outcome: WithdrawOutcome, reader: Reader) -> str:
    """What became of it, for mrkdwn."""
    match outcome:
        case Withdrawn(kudos) if kudos.source == "customer":
            return say(
                reader,
                ko="고객님이 남긴 감사 인사를 거두었습니다. 올라간 글에서 곧 지워지고, Slack이 막으면 알려 드리겠습니다.",
                en="The customer's thanks to you are withdrawn. They leave the post in a moment; if Slack refuses, I tell you.",
            )
        case Withdrawn(kudos):
            who = names(kudos.people, reader)
            return say(
                reader,
                ko=f"{who}께 전한 감사 인사를 거두었습니다. 올라간 글에서 곧 지워지고, Slack이 막으면 알려 드리겠습니다.",
                en=f"Your thanks to {who} are withdrawn. They leave the post in a moment; if Slack refuses, I tell you.",
            )
        case TakenBack(kudos):
            who = names(kudos.people, reader)
            return say(
                reader,
                ko=f"{who}께 전하려던 감사 인사를 취소했습니다. 아무에게도 보이지 않았습니다.",
                en=f"Your thanks to {who} are taken back. Nobody saw them.",
            )
        case NotYours():
            return say(
                reader,
                ko="남기신 감사 인사 가운데 찾을 수 없습니다. 지금 목록은 `/kudos tonight` 에 있습니다.",
                en="I find no such thanks of yours. `/kudos tonight` shows what there is.",
            )


def withdrawn(outcome: WithdrawOutcome, book: Handbook, reader: Reader) -> Message:
    """The same as an answer."""
    return with_human(outcome_line(outcome, reader), book, reader)


_REASONS = {
    TEAM_GONE: ("팀이 이제 파일에 없습니다", "the team is no longer in the file"),
    POSTED_APART: (
        "이전 버전이 여러 메시지로 나누어 올린 글이라 어느 것이 어디에 있는지 알 수 없습니다",
        "an earlier version posted it as several messages, and I cannot tell which says what",
    ),
    "message_not_found": ("글을 찾을 수 없습니다", "it cannot find the message"),
    "channel_not_found": ("채널을 찾을 수 없습니다", "it cannot find the channel"),
    "is_archived": ("보관된 채널입니다", "the channel is archived"),
    "not_in_channel": ("제가 채널에 들어가 있지 않습니다", "I am not in the channel"),
    "cant_update_message": ("제가 고칠 수 없는 글입니다", "I may not change that message"),
    "edit_window_closed": (
        "글을 고칠 수 있는 시간이 지났습니다",
        "the time in which messages may be edited is over",
    ),
}


def stands(what: PostStands, book: Handbook, reader: Reader) -> Message:
    """To the giver, or the team's lead: it is withdrawn, and yet what stands is not changed."""
    ko, en = _REASONS.get(what.reason, (f"이유: {what.reason}", f"its reason: {what.reason}"))
    why = escape(say(reader, ko=ko, en=en))
    who, giver = names(what.people, reader), party(what.giver, reader)
    days = dates(what.dates, Language.KO if reader.language is Language.KO else Language.EN)
    cannot_ko, cannot_en = _cannot(what, _place(what, book, reader), days)
    if what.agreed and what.to_giver:
        said = say(
            reader,
            ko=f"고객님이 남긴 감사 인사를 거두셨지만, {cannot_ko}. {why}. "
            "이후의 목록과 보고에는 나오지 않습니다.",
            en=f"You withdrew a customer's thanks to you, but {cannot_en}: {why}. "
            "They are in no list or report from now on.",
        )
    elif what.agreed:
        said = say(
            reader,
            ko=f"{party(what.agreed, reader)}이 고객님께 받은 감사 인사를 거두었지만, {cannot_ko}. {why}. "
            "필요하면 채널에서 글을 직접 정리해 주세요.",
            en=f"{party(what.agreed, reader)} withdrew a customer's thanks, but {cannot_en}: "
            f"{why}. If it matters, please tidy up in the channel.",
        )
    elif what.to_giver:
        said = say(
            reader,
            ko=f"{who}께 전한 감사 인사를 거두셨지만, {cannot_ko}. {why}. "
            "이후의 목록과 보고에는 나오지 않습니다. 받은 분께 직접 말씀해 주시면 가장 확실합니다.",
            en=f"You withdrew your thanks to {who}, but {cannot_en}: {why}. "
            "They are in no list or report from now on. Telling them yourself is the surest way.",
        )
    else:
        said = say(
            reader,
            ko=f"{giver}이 {who}께 전한 감사 인사를 거두었지만, {cannot_ko}. {why}. "
            "필요하면 채널에서 글을 직접 정리해 주세요.",
            en=f"{giver} withdrew thanks to {who}, but {cannot_en}: {why}. "
            "If it matters, please tidy up in the channel.",
        )
    return Message(text=said, blocks=(section(said), human_line(book, reader)))


def _cannot(what: PostStands, place: str, days: str) -> tuple[str, str]:
    """That it cannot be changed, and by whose doing; whoever gave it knows which night it was."""
    ko, en = (place, place) if what.to_giver else (f"{days} {place}", f"{place} of {days}")
    if what.reason in {TEAM_GONE, POSTED_APART}:
        return f"{ko}은 제가 고칠 수 없습니다", f"I cannot change {en}"
    return f"Slack이 {ko}을 고치지 못하게 합니다", f"Slack does not let me change {en}"


def _place(what: PostStands, book: Handbook, reader: Reader) -> str:
    if what.direct:
        return say(reader, ko="전해 드린 DM", en="the direct message")
    team = book.file.teams.get(what.team)
    name = shown(team.name, reader) if team else escape(what.team)
    ko, en = f"{name} 팀의 글", f"the post of {name}"
    return say(reader, ko=_linked(ko, what.link), en=_linked(en, what.link))


def _linked(label: str, link: str | None) -> str:
    return f"<{link}|{label}>" if link else label


def direct_gone(reader: Reader) -> Message:
    """What stays of a direct message whose thanks were all withdrawn."""
    said = say(
        reader,
        ko="여기 있던 감사 인사는 거두어져 이제 보이지 않습니다.",
        en="The thanks that stood here were withdrawn.",
    )
    return Message(text=said, blocks=(section(said),))

"""The +1 under published thanks: its button, its form, its answers, and the replies of those a page has no room for."""

from bot.domain.kudos import Kudos
from bot.domain.published import PLUS_ONE_TEXT, PlusOnes
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.published import (
    CannotJoin,
    LineLength,
    MayJoin,
    NotThere,
    OwnThanks,
    PlusOneKept,
    PlusOneOutcome,
    PlusOnesFull,
)
from bot.views import published_ids as ids
from bot.views.blocks import View, actions, context, field, modal, section, text_input
from bot.views.human import human_line, with_human
from bot.views.ids import READ_ONLY
from bot.views.kudos_refused import left
from bot.views.limits import cut, escape, sections
from bot.views.message import Block, Message
from bot.views.night_post import name_in, said, said_plainly
from bot.views.published import withdraw_button
from bot.views.thanks import names, quoted, with_names
from bot.views.words import party, say

_EXCERPT = 300
_SEEN = "|seen"
"""Ends what a form carries once it has pointed out what looks like a customer's data."""


def form(allowed: MayJoin, book: Handbook, reader: Reader, *, text: str = "", found: str = "") -> View:
    """One line of one's own. `found` is what looks like a customer's data in it; sent again it goes as it is."""
    before = allowed.before
    blocks = [_joined(allowed, reader)]
    if before:
        small = say(
            reader,
            ko="전에 남기신 한 줄을 이것으로 바꿉니다.",
            en="This replaces the line you left before.",
        )
        blocks.append(context(small))
    if found:
        warning = say(
            reader,
            ko=f":warning: 고객 정보로 보이는 내용이 있습니다: {escape(found)}. 지우는 것이 좋습니다. "
            "그대로 다시 보내면 그대로 올라갑니다.",
            en=f":warning: This looks like a customer's data: {escape(found)}. Better leave it out. "
            "Sent again as it is, it is posted as it is.",
        )
        blocks.append(section(warning))
    blocks += [_line(text or (before.text if before else ""), reader), human_line(book, reader)]
    return modal(
        ids.PLUS_ONE_FORM,
        say(reader, ko="+1 저도요", en="+1 because …"),
        blocks,
        submit=say(reader, ko="올리기", en="Post"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=allowed.kudos.id + (_SEEN if found else ""),
    )


def _joined(allowed: MayJoin, reader: Reader) -> Block:
    """The thanks it would stand under, as they read there."""
    kudos = allowed.kudos
    to = names((one.who for one in allowed.recipients), reader)
    giver = party(kudos.giver, reader) if kudos.giver.user else ""
    hidden = [one for one in kudos.people if one.user not in {r.who.user for r in allowed.recipients}]
    words = quoted(cut(with_names(kudos.text, kudos.mentioned, reader, hidden=hidden), _EXCERPT))
    return section(f"*{to}*\n{words}" + (f"\n— {giver}" if giver else ""))


def _line(initial: str, reader: Reader) -> Block:
    return field(
        ids.PLUS_ONE_WORDS,
        say(reader, ko="나는 무엇이 고마웠나요?", en="+1 because …"),
        text_input(ids.PLUS_ONE_WORDS, initial=initial, longest=PLUS_ONE_TEXT[1]),
        hint=say(
            reader,
            ko="한 줄이면 됩니다. 내 이름과 함께 원래 글 아래에 올라가고, 글에 이름이 나온 분들께만 전해집니다.",
            en="One line is enough. It goes under the thanks, with your name, to those who like it in public.",
        ),
    )


def carried(metadata: str) -> tuple[str, bool]:
    """Which kudos a form is about, and whether it has pointed out a customer's data already."""
    return metadata.removesuffix(_SEEN), metadata.endswith(_SEEN)


def answer(outcome: PlusOneOutcome, book: Handbook, reader: Reader) -> Message:
    """It is kept, or why not."""
    if not isinstance(outcome, PlusOneKept):
        return with_human(reason(outcome, reader), book, reader)
    told = _kept(outcome.kudos, reader, replaced=outcome.replaced)
    row = actions([withdraw_button(outcome.kudos, reader)])
    return Message(text=told, blocks=(section(told), row, human_line(book, reader)))


def _kept(kudos: Kudos, reader: Reader, *, replaced: bool) -> str:
    who = names(kudos.people, reader)
    if replaced:
        return say(
            reader,
            ko=f"{who}께 남긴 한 줄을 바꾸었습니다. 곧 글에 반영됩니다.",
            en=f"Your line to {who} is changed; the post shows it in a moment.",
        )
    return say(
        reader,
        ko=f"{who}께 한 줄을 보탰습니다. 곧 글 아래에 올라갑니다.",
        en=f"Your line to {who} is kept; it stands under the thanks in a moment.",
    )


def reason(outcome: PlusOneOutcome, reader: Reader) -> str:
    """Why it was not kept, for mrkdwn."""
    match outcome:
        case CannotJoin(who):
            return left(who, reader)
        case OwnThanks(to_oneself=True):
            return say(
                reader,
                ko="나에게 온 감사 인사입니다. 반갑게 받아 주세요!",
                en="These thanks are for you. Enjoy them!",
            )
        case OwnThanks():
            return say(
                reader,
                ko="직접 남기신 감사 인사라 따로 보태지 않으셔도 됩니다.",
                en="You gave these thanks yourself; there is nothing to add.",
            )
        case LineLength(length):
            least, most = PLUS_ONE_TEXT
            return say(
                reader,
                ko=f"{least}자부터 {most}자까지 한 줄로 적어 주세요. 지금은 {length}자입니다.",
                en=f"One line of {least} to {most} characters fits; this has {length}.",
            )
        case PlusOnesFull(cap):
            return say(
                reader,
                ko=f"오늘 남길 수 있는 감사 인사 {cap}번을 모두 쓰셨습니다. 내일 다시 남겨 주세요.",
                en=f"You gave all {cap} thanks that a day holds. Tomorrow there is room again.",
            )
        case PlusOneKept(kudos):
            return _kept(kudos, reader, replaced=outcome.replaced)
        case NotThere():
            return say(
                reader,
                ko="이 감사 인사는 지금 보탤 수 있는 상태가 아닙니다.",
                en="There is nothing here that one could join now.",
            )


def window(message: Message, reader: Reader) -> View:
    """An answer as something to read."""
    title, close = say(reader, ko="+1 저도요", en="+1 because …"), say(reader, ko="닫기", en="Close")
    return modal(READ_ONLY, title, message.blocks, close=close)


def reply(what: PlusOnes, reader: Reader) -> Message:
    """A reply under the post, with the +1s there was no room for."""
    if not what.thanks:
        gone = say(
            reader,
            ko="여기 있던 한 줄은 남긴 분이 거두었습니다.",
            en="What stood here was taken back by whoever wrote it.",
        )
        return Message(text=gone, blocks=(section(gone),))
    first = say(reader, ko="함께 고마워한 분들의 한 줄입니다.", en="Some more who say thank you.")
    blocks, lines = [context(first)], [first]
    for card in what.thanks:
        people = ", ".join(name_in(who, reader) for who in card.named)
        spoken = [said(words, card.hidden, reader) for words in card.words]
        blocks += sections("\n".join([f"*{people}*", *spoken]))
        lines += [people, *(said_plainly(words, card.hidden, reader) for words in card.words)]
    return Message(text="\n".join(lines), blocks=tuple(blocks))

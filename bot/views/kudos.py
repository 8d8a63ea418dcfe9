"""What a giver reads about their thanks: kept, changed, tonight's list, the form."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.kudos import WORDLESS, Kudos
from bot.domain.reader import Reader
from bot.services.change_kudos import NotYours, TakenBack, TooLate
from bot.services.give_kudos import KudosKept, KudosRepeated
from bot.services.handbook import Handbook
from bot.views import kudos_ids as ids
from bot.views.blocks import (
    View,
    actions,
    button,
    confirm,
    context,
    divider,
    modal,
    section,
)
from bot.views.human import human_line, with_human
from bot.views.ids import READ_ONLY
from bot.views.kudos_refused import left
from bot.views.limits import MESSAGE_CHARACTERS, TEXT, cut, weight
from bot.views.message import Block, Message
from bot.views.published import list_button
from bot.views.thanks import (
    for_a_message,
    names,
    quoted,
    tag_name,
    value_menu,
    when_and_where,
    with_names,
)
from bot.views.words import say

_SHOWN = 12
"""Of a queue at once: with their buttons they stay under the limit of a message."""
_SPARE = 1000
"""Characters of a message for what stands around its entries."""
_ON_HOME = 8
_EXCERPT = 200
"""Characters of each that a list shows; Edit shows all."""


def kept(outcome: KudosKept | KudosRepeated, book: Handbook, reader: Reader, now: datetime) -> Message:
    """It is stored: to whom, with which value, when and where it is read, and how to change it."""
    kudos = outcome.kudos
    who = names(kudos.people, reader)
    first = say(
        reader, ko=f"{who}께 전할 감사 인사를 맡아 두었습니다.", en=f"Your thanks to {who} are saved."
    )
    if isinstance(outcome, KudosRepeated):
        first = say(
            reader,
            ko=f"방금 {who}께 같은 말씀을 남기셔서, 한 번만 전하겠습니다.",
            en=f"You sent {who} the same a moment ago; it will be brought once.",
        )
    arrives = when_and_where(outcome.arrivals, reader, now)
    blocks = [section(f"{first}\n{arrives}"), *_changeable(kudos, book, reader)]
    left_out = outcome.left_out if isinstance(outcome, KudosKept) else ()
    if left_out:
        blocks.insert(1, section("\n".join(left(entry, reader) for entry in left_out)))
    blocks.append(
        context(
            say(
                reader,
                ko="그때까지는 나만 볼 수 있습니다. 조용히 받고 싶어 하시는 분께는 DM으로 전합니다.",
                en="Until then only you see it. Whoever likes it quietly gets it by direct message.",
            )
        )
    )
    blocks.append(human_line(book, reader))
    return Message(text=cut(f"{first} {arrives}", TEXT), blocks=tuple(blocks))


def reacted(outcome: KudosKept, book: Handbook, reader: Reader, now: datetime) -> Message:
    """The one quiet note after a reaction: it was kept, when it is read, and that a line may be added."""
    kudos = outcome.kudos
    who = names(kudos.people, reader)
    first = say(
        reader,
        ko=f"이모지로 {who}께 전한 감사 인사를 맡아 두었습니다.",
        en=f"Your emoji thanks {who}; it is saved.",
    )
    arrives = when_and_where(outcome.arrivals, reader, now)
    small = say(
        reader,
        ko="이모지를 지우면 감사 인사도 취소됩니다. 나에게만 보이는 안내입니다.",
        en="Taking the emoji off takes it back. Only you see this.",
    )
    blocks = [section(f"{first}\n{arrives}"), _controls(kudos, book, reader), context(small)]
    return Message(text=f"{first} {arrives}", blocks=(*blocks, human_line(book, reader)))


def _changeable(kudos: Kudos, book: Handbook, reader: Reader) -> list[Block]:
    blocks = [section(quoted(_words(kudos, reader))), _controls(kudos, book, reader)]
    if kudos.tags:
        told = ", ".join(tag_name(tag, reader) for tag in kudos.tags)
        blocks.append(context(say(reader, ko=f"함께 표시: {told}", en=f"Also marked: {told}")))
    if kudos.value is None and book.philosophy.kudos.value != "optional":
        asked = say(
            reader,
            ko="어떤 가치를 보여 준 일이었는지 골라 주세요.",
            en="Which value did it show? Please choose one.",
        )
        blocks.append(context(asked))
    return blocks


def _words(kudos: Kudos, reader: Reader) -> str:
    """Its words, and where the message is that it thanks for."""
    if not kudos.text:
        return for_a_message(kudos.link, reader)
    words = with_names(kudos.text, kudos.mentioned, reader)
    return f"{words}\n{for_a_message(kudos.link, reader)}" if kudos.link else words


def _controls(kudos: Kudos, book: Handbook, reader: Reader) -> Block:
    needed = book.philosophy.kudos.value == "must" and kudos.source not in WORDLESS
    edit = (
        say(reader, ko="고치기", en="Edit")
        if kudos.text
        else say(reader, ko="한 줄 덧붙이기", en="Add a line")
    )
    return actions(
        [
            value_menu(
                book, ids.KUDOS_VALUE, reader, initial=kudos.value, carrying=f"{kudos.id}|", needed=needed
            ),
            button(edit, ids.KUDOS_EDIT, kudos.id),
            button(
                say(reader, ko="보내지 않기", en="Take back"),
                ids.KUDOS_TAKE_BACK,
                kudos.id,
                confirm=confirm(
                    say(reader, ko="이 감사 인사를 보내지 않을까요?", en="Take these thanks back?"),
                    say(
                        reader,
                        ko="아무에게도 보이지 않은 채 사라집니다.",
                        en="They go away; nobody has seen them.",
                    ),
                    say(reader, ko="보내지 않기", en="Take back"),
                    say(reader, ko="그대로 두기", en="Keep"),
                ),
            ),
        ],
        block_id=f"kudos|{kudos.id}|{kudos.revision}",
    )


def changed(
    outcome: KudosKept | TakenBack | TooLate | NotYours, book: Handbook, reader: Reader, now: datetime
) -> Message:
    """After a change, or why there was none."""
    match outcome:
        case KudosKept():
            return kept(outcome, book, reader, now)
        case TakenBack(kudos):
            who = names(kudos.people, reader)
            said = say(
                reader,
                ko=f"{who}께 전하려던 감사 인사를 취소했습니다. 아무에게도 보이지 않았습니다.",
                en=f"Your thanks to {who} are taken back. Nobody saw them.",
            )
        case TooLate(kudos):
            said = say(
                reader,
                ko="이미 마감되어 여기서는 바꿀 수 없습니다. 필요하시면 받은 분께 직접 말씀해 주세요.",
                en="It went out already, so it can no longer be changed here. You can still tell them directly.",
            )
        case NotYours():
            said = say(
                reader,
                ko="남기신 감사 인사 가운데 찾을 수 없습니다. 지금 목록은 `/kudos tonight` 에 있습니다.",
                en="I find no such thanks of yours. `/kudos tonight` shows what waits.",
            )
    return _plain(said, book, reader)


def helped(book: Handbook, reader: Reader) -> Message:
    """How to thank, and who sees what."""
    rules = book.philosophy.kudos
    said = _ways_to_thank(rules.reaction, reader)
    small = say(
        reader,
        ko=f"하루 {rules.per_day}번, 한 번에 {rules.recipients}명까지. 저녁에 팀 채널에 모아 올리고, "
        "조용히 받고 싶은 분께는 DM으로 전합니다.",
        en=f"{rules.per_day} a day, up to {rules.recipients} people each. They are posted together at night; "
        "whoever likes it quietly gets a direct message.",
    )
    give = actions([button(say(reader, ko="감사 인사 남기기", en="Give kudos"), ids.KUDOS_NEW)])
    return Message(text=said, blocks=(section(said), give, context(small), human_line(book, reader)))


def _ways_to_thank(reaction: str | None, reader: Reader) -> str:
    listed = say(
        reader,
        ko="\n".join(
            [
                "`/kudos @동료 @동료 무엇이 고마웠는지` · 여러 명이나 사용자 그룹도 됩니다",
                "`/kudos` · 양식으로 남기기",
                "`@Baton 고마워요 @동료 …` · Baton이 있는 채널이나 스레드에서 바로 남기기",
                "`/kudos tonight` · 오늘 남긴 것 보기, 고치기, 거두기 (나에게만 보입니다)",
                "`/kudos mine` · 내가 주고받은 감사 인사 (나에게만 보입니다)",
                "`/kudos post now` · 리드: 오늘 올릴 글을 미리 보고 바로 올리기",
            ]
        ),
        en="\n".join(
            [
                "`/kudos @colleague @colleague what for` · several people, or a user group",
                "`/kudos` · with a form",
                "`@Baton thanks @colleague …` · in a channel or a thread that Baton is in",
                "`/kudos tonight` · what I gave: see, edit, take back (only I see it)",
                "`/kudos mine` · what I received and gave (only I see it)",
                "`/kudos post now` · leads: look at tonight's post, and post it at once",
            ]
        ),
    )
    if not reaction:
        return listed
    return f"{listed}\n" + say(
        reader,
        ko=f":{reaction}: · 동료의 메시지에 달면 그분께 감사 인사가 됩니다. 지우면 취소됩니다",
        en=f":{reaction}: · on a colleague's message thanks them; taken off, it is taken back",
    )


def tonight(queue: Sequence[KudosKept], book: Handbook, reader: Reader, now: datetime) -> Message:
    """What the reader gave and can still change."""
    if not queue:
        said = say(
            reader,
            ko="지금 전해지기를 기다리는 감사 인사가 없습니다. `/kudos @동료 고마웠던 일` 처럼 남겨 보세요.",
            en="Nothing of yours waits. `/kudos @colleague what for` gives thanks.",
        )
        return Message(text=said, blocks=(section(said), list_button(reader), human_line(book, reader)))
    said = say(
        reader,
        ko="아직 전해지지 않은 내 감사 인사입니다. 나에게만 보입니다.",
        en="Your thanks that wait. Only you see them.",
    )
    listed = [section(said), *entries(queue, book, reader, now)]
    return Message(text=said, blocks=(*listed[:48], list_button(reader), human_line(book, reader)))


def entries(
    queue: Sequence[KudosKept], book: Handbook, reader: Reader, now: datetime, *, most: int = _SHOWN
) -> list[Block]:
    """One's own waiting thanks with their buttons, as many as a message can hold."""
    blocks: list[Block] = []
    shown, room = 0, MESSAGE_CHARACTERS - _SPARE
    for item in queue[:most]:
        kudos = item.kudos
        who, where = names(kudos.people, reader), when_and_where(item.arrivals, reader, now)
        words = quoted(cut(_words(kudos, reader), _EXCERPT))
        made = [section(f"*{who}*\n{words}\n{where}"), _controls(kudos, book, reader)]
        room -= sum(map(weight, made))
        if room < 0 and shown:
            break
        blocks += made
        shown += 1
    more = len(queue) - shown
    if more > 0:
        blocks.append(context(say(reader, ko=f"그 밖에 {more}건이 더 있습니다.", en=f"And {more} more.")))
    return blocks


def window(message: Message, reader: Reader) -> View:
    """An answer inside a form: the form after it was sent, or after a change in it."""
    return modal(
        READ_ONLY,
        say(reader, ko="감사 인사 남기기", en="Give kudos"),
        message.blocks,
        close=say(reader, ko="닫기", en="Close"),
    )


def home_section(queue: Sequence[KudosKept], book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    """App Home: tonight's thanks of mine."""
    nothing = say(reader, ko="기다리는 감사 인사가 없습니다.", en="Nothing of yours waits.")
    new = button(say(reader, ko="감사 인사 남기기", en="Give kudos"), ids.KUDOS_NEW)
    give = actions([new, *list_button(reader)["elements"]])
    return [*(entries(queue, book, reader, now, most=_ON_HOME) or [section(nothing)]), give, divider()]


def _plain(said: str, book: Handbook, reader: Reader) -> Message:
    return with_human(said, book, reader)

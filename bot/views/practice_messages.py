"""What people are told of the library in their direct messages: asked to decide, thanked, asked to read again."""

from bot.domain.practice import Practice, Telling, TellingKind
from bot.domain.reader import Reader
from bot.ports.practices import ToReview
from bot.services.handbook import Handbook
from bot.views.blocks import actions, context, section
from bot.views.human import human_line
from bot.views.message import Block, Message
from bot.views.practice_words import (
    became,
    credit,
    decide_buttons,
    kind_of,
    on_date,
    quoted,
    review_buttons,
    take_back_button,
    title_of,
)
from bot.views.words import party, say, shown

_REVIEWED = 8
"""Practices in one message; the others stand in `/values library`."""
_QUOTED = 400


def told(p: Practice, telling: Telling, book: Handbook, reader: Reader) -> Message:
    """One thing somebody is told about a practice, as it stands now."""
    match telling.kind:
        case TellingKind.ASKED:
            return _asked(p, book, reader)
        case TellingKind.SAVED:
            return _saved(p, book, reader)
        case TellingKind.ACCEPTED:
            return _accepted(p, book, reader)
        case TellingKind.DECLINED:
            return _declined(p, book, reader)
        case TellingKind.LAPSED:
            return _lapsed(p, book, reader)
        case TellingKind.RETIRED:
            return _retired(p, book, reader)


def _asked(p: Practice, book: Handbook, reader: Reader) -> Message:
    """To an approver: the words, whose they are, and what to do; afterwards what was decided."""
    name, title = party(p.proposer, reader), title_of(p, book, reader)
    said = say(
        reader,
        ko=f"{name}이 함께 쓰자고 제안하셨어요 ({kind_of(p, reader)}): *{title}*",
        en=f"{name} proposes {kind_of(p, reader)} for everybody: *{title}*",
    )
    blocks: list[Block] = [section(f":books: {said}\n{quoted(p.text)}")]
    if p.saver is not None:
        author = party(p.author, reader)
        blocks.append(context(say(reader, ko=f"쓰신 분: {author}", en=f"Written by {author}")))
    blocks += _edited(p, reader)
    if p.state == "proposed":
        public = say(
            reader,
            ko="실으면 모두의 카드에 쓰신 분 이름과 함께 보입니다. 그 전에는 아무에게도 보이지 않아요.",
            en="Accepted, it shows on everybody's cards with its author's name. Until then nobody sees it.",
        )
        blocks += [actions(decide_buttons(p, reader)), context(public)]
    else:
        blocks.append(context(f":ballot_box_with_check: {became(p, reader)}"))
    return Message(text=said, blocks=(*blocks, human_line(book, reader)))


def _saved(p: Practice, book: Handbook, reader: Reader) -> Message:
    """To an author whose words a colleague proposed."""
    name, title = party(p.proposer, reader), title_of(p, book, reader)
    said = say(
        reader,
        ko=f"이렇게 쓰신 표현이 좋다며, {name}이 함께 쓰자고 제안하셨어요: *{title}*",
        en=f"{name} liked how you put this and proposed it for everybody, in your name: *{title}*",
    )
    blocks: list[Block] = [section(f":books: {said}\n{quoted(p.text)}"), *_edited(p, reader)]
    if p.state == "proposed":
        choice = say(
            reader,
            ko="승인하는 분이 정합니다. 원하지 않으시면 거두실 수 있어요.",
            en="An approver decides. If you would rather not, take it back.",
        )
        blocks += [context(choice), actions([take_back_button(p, reader)])]
    else:
        blocks.append(context(became(p, reader)))
    return Message(text=said, blocks=(*blocks, human_line(book, reader)))


def _accepted(p: Practice, book: Handbook, reader: Reader) -> Message:
    """With thanks, to its author and to who saved it."""
    title = title_of(p, book, reader)
    mine = reader.user == p.author.user
    author = party(p.author, reader)
    said = (
        say(
            reader,
            ko=f"나눠 주신 말이 문구집에 실렸어요. 이제 *{title}* 카드에서 모두가 이름과 함께 봅니다. 고맙습니다!",
            en=f"Your words are in the library: everybody sees them on the card “*{title}*”, with your name. Thank you!",
        )
        if mine
        else say(
            reader,
            ko=f"제안하신 {author}의 말이 문구집에 실렸어요: *{title}*. 알아봐 주셔서 고맙습니다!",
            en=f"What you saved from {author} is in the library: *{title}*. Thank you for noticing!",
        )
    )
    lines = [f":tada: {said}", quoted(p.text)]
    blocks: list[Block] = [section("\n".join(lines))]
    blocks += _edited(p, reader)
    return Message(text=said, blocks=(*blocks, human_line(book, reader)))


def _edited(p: Practice, reader: Reader) -> list[Block]:
    """That the words are not all its author's."""
    if p.edited_by is None:
        return []
    editor = party(p.edited_by, reader)
    return [
        context(say(reader, ko=f"{editor}이 조금 다듬었어요.", en=f"{editor} edited the words a little."))
    ]


def _declined(p: Practice, book: Handbook, reader: Reader) -> Message:
    """Privately, with the reason if one was given, and by whom, so that they can talk."""
    name = party(p.decided_by, reader) if p.decided_by else ""
    said = say(
        reader,
        ko="나눠 주셔서 고맙습니다. 이번에는 문구집에 싣지 않기로 했어요.",
        en="Thank you for sharing. This one was not taken into the library this time.",
    )
    lines = [said, quoted(p.text, most=_QUOTED)]
    if p.reason:
        why = say(reader, ko=f"{name}이 남긴 말:", en=f"{name} says:")
        lines += [why, quoted(p.reason)]
    private = say(
        reader,
        ko=f"결정한 분: {name}. 이 글은 나눠 주신 분께만 보입니다. 다음에도 언제든 나눠 주세요.",
        en=f"Decided by {name}. Only those who shared it read this. Please go on sharing.",
    )
    return Message(text=said, blocks=(section("\n".join(lines)), context(private), human_line(book, reader)))


def _lapsed(p: Practice, book: Handbook, reader: Reader) -> Message:
    said = say(
        reader,
        ko="제안하신 말에 반년 동안 답을 드리지 못했습니다. 미안합니다. 지금도 좋다면 `/values share` 로 다시 제안해 주세요.",
        en="Nobody decided on what you proposed for half a year. Sorry. If it is still good, `/values share` proposes it again.",
    )
    return Message(
        text=said, blocks=(section(f"{said}\n{quoted(p.text, most=_QUOTED)}"), human_line(book, reader))
    )


def _retired(p: Practice, book: Handbook, reader: Reader) -> Message:
    name = party(p.closed_by or p.author, reader)
    said = say(
        reader,
        ko=f"{name}이 문구집에서 이 말을 내렸어요. 그동안 도움이 되었습니다. 고맙습니다.",
        en=f"{name} took these words out of the library. They helped while they stood there; thank you.",
    )
    return Message(
        text=said, blocks=(section(f"{said}\n{quoted(p.text, most=_QUOTED)}"), human_line(book, reader))
    )


def review(what: ToReview, book: Handbook, reader: Reader) -> Message:
    """Everything that is to be read again, in one message of a morning."""
    title = say(reader, ko="다시 읽어 볼 때가 되었습니다", en="Time to read these again")
    blocks: list[Block] = [section(f":books: *{title}*")]
    for p in what.practices[:_REVIEWED]:
        blocks += review_entry(p, book, reader)
    if len(what.practices) > _REVIEWED:
        more = len(what.practices) - _REVIEWED
        blocks.append(
            context(
                say(reader, ko=f"외 {more}개: `/values library`", en=f"and {more} more: `/values library`")
            )
        )
    if what.values:
        blocks.append(section(_of_file(what, reader)))
    if what.waiting:
        waits = say(
            reader,
            ko=f"답을 기다리는 제안 {what.waiting}개: `/values library`",
            en=f"Proposals that wait for a decision: {what.waiting}. `/values library` shows them.",
        )
        blocks.append(context(waits))
    return Message(text=title, blocks=(*blocks, human_line(book, reader)))


def review_entry(p: Practice, book: Handbook, reader: Reader, *, most: int = _QUOTED) -> list[Block]:
    """One that is due, with what can be done."""
    since = on_date(p.review_by, reader) if p.review_by else "–"
    line = say(
        reader,
        ko=f"{credit(p, reader)} · {since}에 다시 읽기로 했어요",
        en=f"{credit(p, reader)} · to be read again on {since}",
    )
    return [
        section(f"*{title_of(p, book, reader)}*\n{quoted(p.text, most=most)}\n_{line}_"),
        actions(review_buttons(p, reader)),
    ]


def _of_file(what: ToReview, reader: Reader) -> str:
    """The file's own review dates; `check` tells their lines."""
    lines = [
        say(
            reader,
            ko="*values.yaml의 가치 가운데 다시 살펴볼 날이 지난 것* (고친 뒤 `review_by` 날짜도 새로 적어 주세요)",
            en="*Values of values.yaml whose review date has come* (mend them there, and set `review_by` anew)",
        )
    ]
    lines += [
        f"• {shown(value.name, reader)} · {on_date(value.review_by, reader)}"
        for value in what.values
        if value.review_by
    ]
    return "\n".join(lines)

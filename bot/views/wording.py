"""`/values rewrite` as people read it: what hurts, why, and better words; or that nothing was found."""

from collections.abc import Sequence

from bot.domain.practice import Practice
from bot.domain.reader import Reader
from bot.domain.rewriting import Kind, Mend, Rewriting
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import actions, button, context, section
from bot.views.human import human_button, human_line
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.practices import credited
from bot.views.words import say, shown, text_of

_SHOWN = 8
"""Flags that are shown; more than that nobody reads."""
_QUOTED = 120

_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.BLAME: ("탓하는 말", "blame"),
    Kind.EXCUSE: ("핑계", "excuse"),
    Kind.BELITTLING: ("가볍게 여기는 말", "belittling"),
    Kind.EMPTY_PROMISE: ("빈 약속", "empty promise"),
    Kind.PASS_ON: ("떠넘기는 말", "passing on"),
    Kind.NEGATIVE: ("안 된다는 말", "a no"),
    Kind.COMMAND: ("시키는 말", "an order"),
    Kind.JARGON: ("우리끼리 쓰는 말", "jargon"),
    Kind.VAGUE_TIME: ("막연한 시간", "vague time"),
    Kind.ABSOLUTE: ("단정하는 말", "absolute"),
    Kind.OURS: ("우리 팀이 피하는 말", "what our team avoids"),
}


def how_to_rewrite(book: Handbook, reader: Reader) -> Message:
    """The command without a sentence: what it does, with an example."""
    said = say(
        reader,
        ko="*/values rewrite* 보내기 전에 문장을 봐 드립니다. 마음 상하게 할 수 있는 말과 그 이유, 더 나은 말을 알려 드려요.\n"
        "예: `/values rewrite 규정상 안 됩니다. 곧 연락드리겠습니다.`\n"
        "나에게만 보이고, 저장하지 않습니다.",
        en="*/values rewrite* looks through a sentence before you send it: which words may hurt, why, and better ones.\n"
        "For example: `/values rewrite You should have checked that. We will call you soon.`\n"
        "Only you see it, and nothing is kept.",
    )
    return Message(
        text=say(reader, ko="보내기 전에 문장을 봐 드립니다", en="A look at a sentence before you send it"),
        blocks=(section(said), human_line(book, reader)),
    )


def rewritten(
    found: Rewriting, practices: Sequence[Practice], book: Handbook, reader: Reader, *, was_cut: bool = False
) -> Message:
    """Everything found, the whole sentence better where it can be, and whom to ask."""
    if not found.mends:
        return _nothing_found(found, book, reader, was_cut=was_cut)
    blocks: list[Block] = []
    if found.better:
        better = say(reader, ko="이렇게 바꿔 보세요", en="Try it like this")
        blocks.append(section(f"*{better}*\n{_quoted_lines(found.better)}"))
    lines = [_line(mend, book, reader) for mend in found.mends[:_SHOWN]]
    blocks += [section("\n".join(lines[at : at + 4])) for at in range(0, len(lines), 4)]
    blocks += [context(note) for note in _notes(found, reader, was_cut=was_cut)]
    if lent := credited(practices, reader):
        blocks.append(context(*lent))
    cards = [
        button(text_of(book.philosophy.situations[key].title, reader), f"{ids.LOOK_AT_SITUATION}:{key}", key)
        for key in found.situations[:2]
        if key in book.philosophy.situations
    ]
    blocks += [actions([*cards, human_button(reader, found.text)]), human_line(book, reader)]
    return Message(text=_in_short(found, reader), blocks=tuple(blocks))


def _nothing_found(found: Rewriting, book: Handbook, reader: Reader, *, was_cut: bool) -> Message:
    said = say(
        reader,
        ko="규칙으로는 고칠 곳을 찾지 못했습니다. 보내기 전에 소리 내어 한 번 읽어 보세요.",
        en="The rules found nothing to mend. Read it aloud once before you send it.",
    )
    notes = [context(note) for note in _notes(found, reader, was_cut=was_cut)]
    buttons = actions([human_button(reader, found.text)])
    return Message(text=said, blocks=(section(said), *notes, buttons, human_line(book, reader)))


def _in_short(found: Rewriting, reader: Reader) -> str:
    number = len(found.mends)
    return say(
        reader,
        ko=f"다시 볼 말 {number}곳을 찾았습니다",
        en=f"{number} {'phrase' if number == 1 else 'phrases'} worth another look",
    )


def _line(mend: Mend, book: Handbook, reader: Reader) -> str:
    """The words, their kind and why; under them what to say instead, and the value that is kept so."""
    flag = mend.flag
    ko, en = _NAMES[flag.kind]
    words, why = escape(cut(flag.words, _QUOTED)), shown(flag.why, reader)
    value = book.philosophy.value(mend.value) if mend.value else None
    keeps = f"  _{value.emoji or ''} {shown(value.name, reader)}_" if value else ""
    return f"• “{words}” · *{say(reader, ko=ko, en=en)}*: {why}\n      → {_instead(mend, reader)}{keeps}"


def _instead(mend: Mend, reader: Reader) -> str:
    if mend.better is None:
        return say(
            reader,
            ko="드릴 말씀을 아직 찾지 못했습니다. 좋은 말이 떠오르면 `/values share`로 나눠 주세요.",
            en="I have nothing better to offer yet. If you find it, share it: `/values share`.",
        )
    if not mend.better:
        return say(reader, ko="빼고 말해 보세요.", en="leave it out.")
    example = say(reader, ko="예: ", en="for example ") if mend.is_example else ""
    return f"{example}“{escape(mend.better)}”"


def _notes(found: Rewriting, reader: Reader, *, was_cut: bool) -> list[str]:
    notes = []
    if any("[" in text for text in (found.better or "", *(mend.better or "" for mend in found.mends))):
        notes.append(
            say(
                reader,
                ko="[대괄호] 안은 사실대로 채워 주세요. 모르는 것은 지어내지 않습니다.",
                en="Fill in what is in [brackets] as it is; nothing here is made up.",
            )
        )
    if len(found.mends) > _SHOWN:
        more = len(found.mends) - _SHOWN
        notes.append(say(reader, ko=f"그 밖에 {more}곳이 더 있습니다.", en=f"And {more} more."))
    if was_cut:
        notes.append(
            say(reader, ko="글이 길어 앞부분만 보았습니다.", en="It was long; I read the beginning of it.")
        )
    return notes


def _quoted_lines(text: str) -> str:
    return "\n".join(f"> {escape(line)}" for line in cut(text, 2000).splitlines())
